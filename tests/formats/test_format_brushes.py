"""Pens in files: what Ductus writes it reads, and what others wrote costs no ink."""

from pathlib import Path

import pytest

from engines.export import svg as svg_export
from engines.export.options import Options
from engines.formats import ink_json, inkml, svg
from engines.ink.brush import Brush
from engines.ink.types import Ink, Stroke

RED = Brush(1.25, thinning=0.3, gamma=1.5, colour="#a8322a")
INK = Ink((Stroke([(0, 0), (9, 4)], brush=RED), Stroke([(1, 1), (5, 2)]), Stroke([(2, 2), (5, 9)], brush=Brush(0.4))))


@pytest.mark.parametrize("form", [inkml, ink_json])
def test_pens_come_back_as_they_were(form: object, tmp_path: Path) -> None:
    path = tmp_path / "ink.file"
    form.write(path, INK)  # type: ignore[attr-defined]
    (sample,) = form.read(path)  # type: ignore[attr-defined]
    assert [stroke.brush for stroke in sample.ink] == [RED, None, Brush(0.4)]


def _inkml(brushes: str, trace: str = '<trace brushRef="#b">0 0, 9 9</trace>') -> str:
    return f'<ink xmlns="http://www.w3.org/2003/InkML"><definitions>{brushes}</definitions>{trace}</ink>'


@pytest.mark.parametrize(
    "body, brush",
    [
        ('<brush xml:id="b"><brushProperty name="width" value="0.1" units="cm"/></brush>', Brush(1.0)),
        ('<brush xml:id="b"><brushProperty name="width" value="70" units="himetric"/></brush>', Brush(0.7)),
        ('<brush xml:id="b"><brushProperty name="color" value="#FF00aa"/></brush>', Brush(colour="#ff00aa")),
        ('<brush xml:id="b"><brushProperty name="color" value="#000000"/></brush>', Brush()),
        (
            '<brush xml:id="b"><brushProperty name="width" value="2"/>'
            '<brushProperty name="ignorePressure" value="true"/><brushProperty name="tip" value="ellipse"/></brush>',
            Brush(2.0, thinning=0.0),
        ),
        ('<brush xml:id="b"><brushProperty name="width" value="wide"/></brush>', None),
        ('<brush xml:id="b"><brushProperty name="width" value="-3"/></brush>', None),
        ('<brush xml:id="b"/>', None),
        ("", None),
        ('<context xml:id="b" contextRef="#b"/>', None),
    ],
)
def test_brushes_of_other_programs(body: str, brush: Brush | None, tmp_path: Path) -> None:
    path = tmp_path / "ink.inkml"
    path.write_text(_inkml(body))
    (sample,) = inkml.read(path)
    assert [stroke.brush for stroke in sample.ink or ()] == [brush]


def test_a_brush_through_its_context(tmp_path: Path) -> None:
    inside = '<context xml:id="c"><brush><brushProperty name="width" value="3"/></brush></context>'
    path = tmp_path / "ink.inkml"
    path.write_text(_inkml(inside, '<traceGroup contextRef="#c"><trace>0 0, 9 9</trace></traceGroup>'))
    (sample,) = inkml.read(path)
    assert [stroke.brush for stroke in sample.ink or ()] == [Brush(3.0)]


def test_svg_lines_keep_width_and_colour(tmp_path: Path) -> None:
    path = tmp_path / "ink.svg"
    svg_export.write(svg_export.still(INK, Options(kind="svg", style="line")), path)
    (sample,) = svg.read(path)
    even = {"thinning": 0.0}
    expected = [Brush(1.25, colour="#a8322a", **even), Brush(0.7, **even), Brush(0.4, **even)]
    assert [stroke.brush for stroke in sample.ink or ()] == expected


@pytest.mark.parametrize(
    "lines, brush",
    [
        ('<g stroke="red" stroke-width="2"><path d="M0 0L9 9"/></g>', Brush(2.0, 0.0, colour="#ff0000")),
        ('<g stroke="#f0a"><g stroke-width="1mm" transform="scale(2)"><path d="M0 0L9 9"/></g></g>', (1.0, "#ff00aa")),
        ('<path style="stroke: rgb(1, 2, 300); stroke-width: 3" d="M0 0L9 9"/>', Brush(3.0, 0.0, colour="#0102ff")),
        ('<path d="M0 0L9 9"/>', None),
        ('<path stroke="url(#p)" d="M0 0L9 9"/>', None),
        ('<path stroke="black" stroke-width="0" d="M0 0L9 9"/>', Brush(1.0, 0.0)),
        ('<path stroke="black" stroke-width="1e308" transform="scale(1e200)" d="M0 0L0 0"/>', None),
    ],
)
def test_svg_of_other_programs(lines: str, brush: Brush | tuple[float, str] | None, tmp_path: Path) -> None:
    path = tmp_path / "ink.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10mm" height="10mm">{lines}</svg>')
    (sample,) = svg.read(path)
    (stroke,) = sample.ink or ()
    if isinstance(brush, tuple):  # 1 mm is 3.78 user units, twice as many through the transform
        brush = Brush(round(brush[0] * 96 / 25.4 * 2, 6), 0.0, colour=brush[1])
    assert stroke.brush == brush
