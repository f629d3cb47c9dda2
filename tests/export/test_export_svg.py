import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from engines.export import svg
from engines.export.options import Options
from engines.export.paint import ExportError
from engines.formats import svg as svg_ink
from engines.ink.brush import Brush
from engines.ink.synthesis import Writer, glyph, word
from engines.ink.types import Ink, Stroke

REFERENCE = Path(__file__).parent.parent / "reference" / "outlines.svg"
LINES, AREAS = Options(kind="svg"), Options(kind="svg", style="outline")
NS = "{http://www.w3.org/2000/svg}"
LETTER = word("Hi", Writer.random(2), 1)


def _root(document):
    return ElementTree.fromstring(document)


def _paths(document):
    return list(_root(document).iter(f"{NS}path"))


def _back(document, tmp_path):
    svg.write(document, tmp_path / "a.svg")
    (sample,) = svg_ink.read(tmp_path / "a.svg")
    return sample


def test_one_path_a_stroke_in_drawing_order_in_real_millimetres(tmp_path):
    ink = Ink((Stroke([(0, 0), (10, 0)]), Stroke([(5, -5), (5, 5)]), Stroke([(2, 2)])))
    document = svg.still(ink, replace(LINES, margin=1, pen=Brush(2)))
    root = _root(document)
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("14mm", "14mm", "-2,-7,14,14")
    assert [path.get("d").split("C")[0] for path in _paths(document)] == ["M0 0", "M5 -5", "M2 2l0 0"]
    back = [stroke.xy.tolist() for stroke in _back(document, tmp_path).ink]
    assert back == [[[2, 7], [12, 7]], [[7, 2], [7, 12]], [[4, 9]]]


def test_without_tolerance_every_point_is_kept(tmp_path):
    document = svg.still(LETTER, replace(LINES, tolerance=0))
    for before, after in zip(LETTER, _back(document, tmp_path).ink, strict=True):
        shift = after.xy[0] - before.xy[0]
        assert np.allclose(after.xy - shift, before.xy, atol=2e-4)


def test_curves_keep_the_number_of_strokes_and_are_much_shorter():
    curves, raw = svg.still(LETTER, LINES), svg.still(LETTER, replace(LINES, tolerance=0))
    assert len(_paths(curves)) == len(_paths(raw)) == len(LETTER)
    assert len(curves) < len(raw) * 0.7
    assert "C" in _paths(curves)[0].get("d")


def test_outlines_are_filled_and_closed_paths(tmp_path):
    document = svg.still(LETTER, replace(AREAS, pen=Brush(0.9)))
    group = next(_root(document).iter(f"{NS}g"))
    assert group.get("fill") == "#1F2328" and group.get("stroke") == "none" and group.get("fill-rule") == "nonzero"
    assert all(path.get("d").endswith("Z") for path in _paths(document))
    assert len(_paths(document)) == len(LETTER)


def test_a_replay_draws_from_pink_to_yellow_and_ends_whole():
    document = svg.replay(LETTER)
    colours = [path.get("stroke") for path in _paths(document)]
    assert colours[0].startswith("#D") and colours[-1].startswith("#F") and len(set(colours)) > 3
    begins = [float(a.get("begin").rstrip("s")) for a in _root(document).iter(f"{NS}animate")]
    assert begins == sorted(begins) and begins[0] == 0
    half = [
        float(a.get("begin").rstrip("s"))
        for a in _root(svg.replay(LETTER, Options(kind="svg-replay", speed=2))).iter(f"{NS}animate")
    ]
    assert half[-1] == pytest.approx(begins[-1] / 2, abs=2e-3)


def test_the_title_says_what_is_written_and_cannot_break_the_file(tmp_path):
    assert _back(svg.still(LETTER, replace(LINES, title="<A & Ü>\x00")), tmp_path).text == "<A & Ü>"


def test_a_background_is_one_rectangle_behind_everything():
    children = [child.tag for child in _root(svg.still(LETTER, replace(LINES, background="#FBF8F1")))]
    assert children.index(f"{NS}rect") < children.index(f"{NS}g")


@pytest.mark.parametrize(
    ("ink", "options", "says"),
    [
        (Ink(), {}, "no ink"),
        (Ink((Stroke([]),)), {}, "no ink"),
        (LETTER, {"colour": 'red" onload="x'}, "not a colour"),
        (LETTER, {"margin": -1}, "margin"),
        (LETTER, {"margin": float("nan")}, "margin"),
    ],
)
def test_what_cannot_be_drawn_is_told(ink, options, says):
    with pytest.raises(ExportError, match=says):
        svg.still(ink, replace(LINES, **options))


def test_huge_and_tiny_coordinates_stay_valid():
    for scale in (1e-4, 1e6):
        document = svg.still(Ink((Stroke(np.array([(0, 0), (1, 1), (2, 0)]) * scale),)))
        assert "nan" not in document and "inf" not in document and _paths(document)


def _geometry(document):
    return [[float(number) for number in re.findall(r"-?\d+\.?\d*", path.get("d"))] for path in _paths(document)]


def _same_geometry(document, reference):
    ours, theirs = _geometry(document), _geometry(reference)
    shape = [len(numbers) for numbers in ours] == [len(numbers) for numbers in theirs]
    return shape and all(np.allclose(a, b, atol=1e-3) for a, b in zip(ours, theirs, strict=True))


def test_outlines_are_those_of_the_reference_file():
    ink = glyph("R", Writer.random(3), 2)
    reference = REFERENCE.read_text("utf-8")
    assert _same_geometry(svg.still(ink, AREAS), reference)
    assert not _same_geometry(svg.still(ink, replace(AREAS, pen=Brush(width=0.71))), reference)
