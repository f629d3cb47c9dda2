import io

import numpy as np
import pytest
from PIL import Image

from engines.export import paint, png
from engines.export.options import Options
from engines.export.paint import ExportError, Layout, coverage, filled
from engines.export.writing import encode, write
from engines.ink.brush import Brush
from engines.ink.outline import outline
from engines.ink.raster import render
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Frame, Ink, Stroke

LETTER = glyph("B", Writer.random(4), 1)
EVEN = Brush(0.8, thinning=0.0)


def test_an_even_pen_covers_what_the_raster_covers():
    layout = paint.lay_out(paint.extent(LETTER, 2.0 + 0.8), 300, None, 0)
    ours = coverage([outline(stroke, EVEN) for stroke in LETTER], layout).astype(float)
    theirs = render(LETTER, layout.height, layout.width, 0.8 * layout.frame.scale, layout.frame).astype(float)
    assert np.abs(ours - theirs).mean() < 1.0
    assert (np.abs(ours - theirs) > 100).mean() < 0.001
    shifted = np.roll(theirs, 3, axis=1)
    assert np.abs(ours - shifted).mean() > 5.0  # the comparison can fail


def test_a_polygon_is_filled_by_the_nonzero_rule_and_to_a_sixteenth_of_a_pixel():
    layout = Layout(8, 6, Frame())
    square = [(1, 1), (5, 1), (5, 4), (1, 4)]
    patch = filled(layout, [*square, *square])  # wound twice: even-odd would leave nothing
    canvas = np.zeros((6, 8), np.uint8)
    canvas[patch.rows, patch.columns] = patch.drawn
    assert (canvas[1:4, 1:5] == 255).all() and canvas.sum() == 255 * 12
    half = filled(layout, [(1, 1), (1.5, 1), (1.5, 2), (1, 2)])
    assert half.drawn.tolist() == [[128]]


def test_polygons_outside_and_across_the_edge_are_cut_off():
    layout = Layout(4, 4, Frame())
    assert filled(layout, [(10, 10), (12, 10), (12, 12)]) is None
    patch = filled(layout, [(-1e9, -1e9), (1e9, -1e9), (1e9, 1e9), (-1e9, 1e9)])
    assert patch.drawn.shape == (4, 4) and (patch.drawn == 255).all()


def test_bands_join_without_a_seam(monkeypatch):
    layout = paint.lay_out(paint.extent(LETTER, 2.0 + 0.8), 200, None, 0)
    whole = coverage([outline(stroke, EVEN) for stroke in LETTER], layout)
    monkeypatch.setattr(paint, "BAND", 200 * 16 * 7)
    assert (coverage([outline(stroke, EVEN) for stroke in LETTER], layout) == whole).all()


def test_size_background_and_resolution_are_as_asked(tmp_path):
    assert write(LETTER, tmp_path / "a.png", Options(width=321, background="#102030")).pixels[0] == 321
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.size[0] == 321 and picture.getpixel((0, 0)) == (16, 32, 48)
        extent = picture.size[0] / picture.info["dpi"][0] * 25.4
    assert extent == pytest.approx(paint.extent(LETTER, 2.0 + 0.7)[2], abs=0.05)
    assert max(write(LETTER, tmp_path / "b.png", Options(size=150)).pixels) == 150
    assert write(LETTER, tmp_path / "c.png", Options(width=200, height=90)).pixels == (200, 90)


def test_a_transparent_picture_holds_only_ink(tmp_path):
    write(LETTER, tmp_path / "a.png", Options(background="", colour="#FF0000"))
    pixels = np.asarray(Image.open(tmp_path / "a.png"))
    assert pixels.shape[2] == 4 and pixels[0, 0, 3] == 0 and pixels[..., 3].max() == 255
    assert (pixels[..., :3] == (255, 0, 0)).all()


def test_the_clipboard_picture_is_a_png():
    with Image.open(io.BytesIO(encode(LETTER, Options(kind="png", size=64))[0])) as picture:
        assert picture.format == "PNG" and max(picture.size) == 64


@pytest.mark.parametrize("ending", [".jpg", ".tiff", ".webp", ".PNG"])
def test_other_kinds_of_pictures_are_written_by_their_ending(tmp_path, ending):
    write(LETTER, tmp_path / f"a{ending}", Options(width=80))
    with Image.open(tmp_path / f"a{ending}") as picture:
        assert picture.size[0] == 80


@pytest.mark.parametrize(
    ("name", "options", "says"),
    [
        ("a.bmp2", {}, "does not end like something"),
        ("a.jpg", {"background": ""}, "cannot be transparent"),
        ("a.png", {"width": 0}, "at least one pixel"),
        ("a.png", {"width": 100_000}, "too large"),
        ("a.png", {"background": "nice"}, "not a colour"),
        ("a.png", {"margin": float("inf")}, "margin"),
    ],
)
def test_what_cannot_be_drawn_is_told_and_leaves_no_file(tmp_path, name, options, says):
    with pytest.raises(ExportError, match=says):
        write(LETTER, tmp_path / name, Options(**options))
    assert list(tmp_path.iterdir()) == []


def test_empty_ink_is_told_and_a_dot_is_drawn(tmp_path):
    with pytest.raises(ExportError, match="no ink"):
        write(Ink((Stroke([]),)), tmp_path / "a.png")
    drawn = png.picture(Ink((Stroke([(3, 4)]),)), Options(width=60))
    assert (drawn < 100).any()


def test_ink_of_any_finite_size_is_drawn_or_refused_with_bounded_memory():
    assert (png.picture(Ink((Stroke([(0, 0), (9e6, 9e6)]),)), Options(size=100)) < 250).any()
    with pytest.raises(ExportError, match="kilometres"):
        png.picture(Ink((Stroke([(-3e38, 0), (3e38, 1)]),)))


def test_a_long_thin_line_does_not_grow_beyond_the_longer_side():
    drawn = png.picture(Ink((Stroke([(0, 0), (0, 5000)]),)), Options(size=400))
    assert drawn.shape[0] == 400 and drawn.shape[1] <= 2
