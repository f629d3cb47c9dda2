import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ink_strategies import EVERY_STROKE, coordinates

from engines.ink.types import Frame, Ink, InkError, Stroke


@pytest.mark.parametrize("bad", [[[1, 2, 3]], [1.0, 2.0], [[[1, 2]]]])
def test_points_of_a_wrong_shape_are_refused(bad: list) -> None:
    with pytest.raises(InkError, match="must be"):
        Stroke(bad)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e39])
def test_a_point_that_is_not_a_number_is_refused(bad: float) -> None:
    with pytest.raises(InkError, match="not a number"), np.errstate(over="ignore"):
        Stroke([[0.0, bad]])


def test_channels_of_another_length_are_refused() -> None:
    with pytest.raises(InkError, match="times"):
        Stroke([[0, 0], [1, 1]], t=[0.0])
    with pytest.raises(InkError, match="tilts"):
        Stroke([[0, 0]], tilt=[1.0, 2.0])


def test_what_the_device_did_not_tell_is_nan() -> None:
    stroke = Stroke([[0, 0], [1, 1]])
    assert np.isnan(stroke.t).all() and np.isnan(stroke.pressure).all() and np.isnan(stroke.tilt).all()
    assert np.isnan(stroke.duration)


def test_a_stroke_cannot_be_altered_and_keeps_a_copy() -> None:
    source = np.zeros((2, 2), np.float32)
    stroke = Stroke(source)
    source[0, 0] = 9
    assert stroke.xy[0, 0] == 0
    with pytest.raises(ValueError):
        stroke.xy[0, 0] = 1
    with pytest.raises(AttributeError):
        stroke.id = "other"


@given(EVERY_STROKE)
def test_an_edit_names_its_origin_and_leaves_it_alone(stroke: Stroke) -> None:
    before = stroke.xy.copy()
    edited = stroke.derive(stroke.xy * 0.5)
    assert edited.origin == stroke.id and edited.id != stroke.id
    assert np.array_equal(stroke.xy, before)
    assert np.array_equal(edited.t, stroke.t, equal_nan=True)


def test_channels_are_dropped_when_the_count_changes() -> None:
    stroke = Stroke([[0, 0], [1, 1]], t=[0, 1], pressure=[0.5, 0.5], tilt=[[1, 1], [2, 2]])
    shorter = stroke.derive([[0, 0]])
    assert np.isnan(shorter.t).all() and np.isnan(shorter.pressure).all() and np.isnan(shorter.tilt).all()


def test_an_empty_stroke_and_empty_ink_are_ink() -> None:
    assert len(Stroke([])) == 0 and Stroke([]).xy.shape == (0, 2)
    assert len(Ink()) == 0 and Ink().points == 0
    assert Ink((Stroke([]),)).same_as(Ink((Stroke(np.zeros((0, 2))),)))
    assert not Ink((Stroke([[0, 0]]),)).same_as(Ink((Stroke([[0, 1]]),)))


@given(
    st.tuples(coordinates(1e3), coordinates(1e3)),
    st.floats(1e-2, 1e2),
    st.lists(st.tuples(coordinates(1e3), coordinates(1e3)), min_size=1),
)
def test_a_frame_is_undone(offset: tuple[float, float], scale: float, points: list) -> None:
    frame = Frame(offset, scale)
    back = frame.undo(frame.apply(points))
    assert np.allclose(back, points, atol=1e-3)


def test_a_stroke_stays_frozen_across_a_process_border() -> None:
    stroke = Stroke([[0, 0], [1, 2]], t=[0, 1], pressure=[0.5, 0.7], origin="before")
    arrived = pickle.loads(pickle.dumps(stroke))
    assert arrived.same_as(stroke) and (arrived.id, arrived.origin) == (stroke.id, "before")
    assert not arrived.xy.flags.writeable and not arrived.t.flags.writeable
