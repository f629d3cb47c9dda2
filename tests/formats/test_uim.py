"""Universal Ink Model files through Wacom's library, where it is installed; one sentence with the remedy where it is not."""

import logging
import sys
import uuid

import numpy as np
import pytest

from engines.formats import uim
from engines.formats.opening import FormatError


@pytest.fixture
def note(tmp_path):
    """A file written by the library itself: one stroke with times and pressures, one of a spline alone."""
    pytest.importorskip("uim")
    from uim.codec.writer.encoder.encoder_3_1_0 import UIMEncoder310
    from uim.model.ink import InkModel, InkTree
    from uim.model.inkdata.strokes import LayoutMask, PathPointProperties, Spline, Stroke, Style
    from uim.model.inkinput.inputdata import (
        Environment,
        InkInputProvider,
        InkInputType,
        InkSensorMetricType,
        InkSensorType,
        InputContext,
        InputDevice,
        SensorChannel,
        SensorChannelsContext,
        SensorContext,
    )
    from uim.model.inkinput.sensordata import InkState, SensorData
    from uim.model.semantics.node import StrokeGroupNode, StrokeNode

    model = InkModel()
    environment, provider, device = Environment(), InkInputProvider(input_type=InkInputType.PEN), InputDevice()
    channels = [
        SensorChannel(channel_type=InkSensorType.TIMESTAMP, metric=InkSensorMetricType.TIME, resolution=1000.0),
        SensorChannel(channel_type=InkSensorType.PRESSURE, metric=InkSensorMetricType.NORMALIZED, resolution=1000.0),
    ]
    group = SensorChannelsContext(channels=channels, ink_input_provider_id=provider.id, input_device_id=device.id)
    context = SensorContext()
    context.add_sensor_channels_context(group)
    given = InputContext(environment_id=environment.id, sensor_context_id=context.id)
    held = model.input_configuration
    held.environments.append(environment), held.devices.append(device), held.ink_input_providers.append(provider)
    held.sensor_contexts.append(context), held.input_contexts.append(given)
    data = SensorData(uuid.uuid4(), input_context_id=given.id, state=InkState.PLANE)
    data.add_timestamp_data(channels[0], [5.0, 5.01, 5.03])
    data.add_data(channels[1], [0.2, 0.5, 0.8])
    model.sensor_data.add(data)
    mask = LayoutMask.X.value | LayoutMask.Y.value
    style = Style(properties=PathPointProperties(size=3.0, red=0.0, green=0.0, blue=1.0, alpha=1.0))
    model.ink_tree = InkTree()
    model.ink_tree.root = StrokeGroupNode(uuid.uuid4())
    for spline, sensors in (([96, 96, 192, 96, 192, 192], data.id), ([10, 20, 30, 40], None)):
        stroke = Stroke(uuid.uuid4(), spline=Spline(mask, [float(v) for v in spline]), style=style, sensor_data_id=sensors)
        model.ink_tree.root.add(StrokeNode(stroke))
    path = tmp_path / "note.uim"
    path.write_bytes(UIMEncoder310().encode(model))
    return path


def test_strokes_come_in_millimetres_and_seconds_with_their_pen(note, capfd):
    (sample,) = uim.read(note)
    first, second = sample.ink
    np.testing.assert_allclose(first.xy, [[25.4, 25.4], [50.8, 25.4], [50.8, 50.8]], rtol=1e-4)
    np.testing.assert_allclose(first.t, [0, 0.01, 0.03], atol=1e-3)
    np.testing.assert_allclose(first.pressure, [0.2, 0.5, 0.8], atol=1e-2)
    assert np.isnan(second.t).all() and len(second) == 2
    assert first.brush.colour == "#0000ff" and first.brush.width == pytest.approx(3 * 25.4 / 96)
    assert capfd.readouterr().err == ""  # the library talks to the terminal
    assert logging.root.manager.disable == 0


@pytest.mark.parametrize("cut", [13, 40, 0.5, 0.9])
def test_a_damaged_file_is_told(note, cut):
    whole = note.read_bytes()
    note.write_bytes(whole[: int(len(whole) * cut) if cut < 1 else cut])
    with pytest.raises(FormatError, match=r"note\.uim"):
        list(uim.read(note))


def test_what_is_no_such_file_is_told(tmp_path):
    (tmp_path / "a.uim").write_bytes(b"RIFF....WAVEfmt ")
    with pytest.raises(FormatError, match="does not begin with RIFF and UINK"):
        list(uim.read(tmp_path / "a.uim"))


def test_without_the_library_the_remedy_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "uim.codec.parser.uim", None)
    (tmp_path / "a.uim").write_bytes(b"RIFF\0\0\0\0UINKHEAD")
    with pytest.raises(FormatError, match="pip install universal-ink-library"):
        list(uim.read(tmp_path / "a.uim"))
