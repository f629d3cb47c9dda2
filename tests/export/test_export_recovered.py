"""Strokes recovered from a picture leave as they were found: in order, with their times, as wide as the lines were."""

import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from engines.export.drawing import compose
from engines.export.gcode import plot
from engines.export.options import KINDS, Options
from engines.export.png import picture
from engines.export.writing import encode, write
from engines.formats import ink_json, inkml
from engines.inference.recover import recover
from engines.ink.brush import Brush
from engines.ink.geometry import affine, normalise
from engines.ink.outline import widths
from engines.ink.raster import render
from engines.ink.synthesis import Writer, word
from engines.ink.types import Ink

PIXEL = 0.2  # mm
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def found():
    """Strokes on the page, and the picture they came from: (H, W) 0..1, a pixel PIXEL mm."""
    ink, _frame = normalise(word("At", Writer(seed=5, slant=0.0), 2), 160.0)
    image = render(ink, 160, 160, 8.0).astype(np.float32) / 255
    (recovered,) = recover([image])
    assert len(recovered.ink) >= 3
    brush = Brush(width=recovered.width * PIXEL / 2, thinning=1.0)  # pressure 1 is twice the width at medium pressure
    page = affine(recovered.ink, np.eye(2) * PIXEL, (30.0, 40.0))
    return Ink(tuple(replace(stroke, brush=brush) for stroke in page)), image


def test_single_lines_are_one_path_a_stroke_in_the_order_found(found):
    ink, _ = found
    document = encode(ink, Options(kind="svg", style="line", margin=0.0))[0]
    paths = [path.get("d") for path in ElementTree.fromstring(document).iter(f"{SVG}path")]
    assert len(paths) == len(ink)
    for path, stroke in zip(paths, ink, strict=True):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
        assert path.count("M") == 1 and "Z" not in path
        assert np.allclose(numbers[:2], stroke.xy[0], atol=1e-3) and np.allclose(numbers[-2:], stroke.xy[-1], atol=1e-3)


def test_inkml_tells_times_that_rise_and_pressures_and_pens(found, tmp_path):
    ink, _ = found
    write(ink, tmp_path / "a.inkml")
    (sample,) = inkml.read(tmp_path / "a.inkml")
    clock = -np.inf
    for told, stroke in zip(sample.ink, ink, strict=True):
        assert (np.diff(told.t) >= 0).all() and told.t[0] >= clock
        clock = told.t[-1]
        assert np.allclose(told.t, stroke.t - ink.strokes[0].t[0], atol=2e-3)
        assert np.allclose(told.pressure, stroke.pressure, atol=2e-3) and np.allclose(told.xy, stroke.xy, atol=2e-3)
        assert told.brush.width == pytest.approx(stroke.brush.width, rel=1e-3) and told.brush.thinning == 1.0
    (again,) = ink_json.read(_written(ink, tmp_path / "a.json"))
    assert again.ink.same_as(ink) and again.ink.strokes[0].brush == ink.strokes[0].brush


def _written(ink, path):
    write(ink, path)
    return path


def test_the_picture_drawn_again_is_as_wide_as_the_lines_were(found):
    ink, image = found
    found_widths = np.concatenate([widths(stroke) for stroke in ink])
    assert np.median(found_widths) == pytest.approx(8.0 * PIXEL, rel=0.2)
    pixels = picture(ink, Options(kind="png", margin=0.0, width=round(compose(ink, Options(margin=0.0)).box[2] / PIXEL)))
    drawn = (pixels[..., 0] < 128).sum()
    assert drawn == pytest.approx((image > 0.5).sum(), rel=0.15)


def test_replays_draw_the_strokes_one_after_another(found):
    ink, _ = found
    data, made = encode(ink, Options(kind="gif", size=96, fps=10))
    with Image.open(BytesIO(data)) as movie:
        assert movie.n_frames == made.frames > 3
    root = ElementTree.fromstring(encode(ink, Options(kind="svg-replay"))[0])
    begins = [
        float(re.search(r"([\d.]+)s$", grow.get("begin"))[1]) for grow in root.iter(f"{SVG}animate") if grow.get("id") is None
    ]
    assert begins == sorted(begins) and len(begins) >= len(ink) and begins[-1] > begins[0]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_takes_it(found, kind, tmp_path):
    path = tmp_path / f"a{KINDS[kind].suffixes[0]}"
    assert write(found[0], path, Options(kind=kind, size=64)).bytes == path.stat().st_size > 100


def test_a_plotter_draws_it_in_the_order_found(found):
    ink, _ = found
    made = plot(ink, Options(kind="gcode"))
    assert made.strokes == tuple(range(1, len(ink) + 1))
