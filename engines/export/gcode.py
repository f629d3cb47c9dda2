"""Ink as G-code for pen plotters: one pen-down run a stroke, in writing order or with little travel in the air.

Ours, because no light library fits (November 2026): vpype-gcode 0.13 needs vpype, and that Shapely, SciPy and a dozen more;
gcode2dplotterart 2.0 needs Matplotlib and OpenCV; gscrib 1.2 is GPL and needs OpenCV; mecode 0.4 speaks to 3D printers through a
serial port. What a plotter is told is RS-274 (G0, G1, G4, G21, G90) and the pen commands of `plotter.Plotter`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engines.export import travel
from engines.export.curves import faired
from engines.export.drawing import Drawing, Shape
from engines.export.options import Options
from engines.export.paint import INK, ExportError, extent
from engines.export.plotter import LIFTS, Plotter
from engines.export.sheets import SPARE, size_of
from engines.ink.geometry import arc_length, kept_by_simplify
from engines.ink.types import Ink

Floats = NDArray[np.float64]
Report = Callable[[int, int], None]

LINE, AIR = 0.4, 0.2  # mm, of lines and ways in the air in the picture of a plot
AIR_COLOUR, EDGE_COLOUR = "#D6336C", "#C9C5BC"


@dataclass(frozen=True, eq=False)
class Plot:
    """What the plotter will draw. width, height: mm of its page; lines: (N, 2) mm each, x right, y down from the page's upper
    left corner, in the order and direction drawn; strokes: which stroke of the ink each is, from 1, negative where it is
    drawn from its end. home: where the pen begins and ends. drawn: mm with the pen down; travel, before: mm in the air, as it
    is and in writing order. seconds: about, acceleration left out.
    """

    width: float
    height: float
    lines: tuple[Floats, ...]
    strokes: tuple[int, ...]
    home: Floats
    drawn: float
    travel: float
    before: float
    seconds: float


def plot(ink: Ink, options: Options, report: Report | None = None) -> Plot:
    """Lay ink on the plotter's page and decide the order. report: as in travel.shortest.

    Raises ExportError for ink without a point, a plotter that makes no sense and a line outside the page.
    """
    options.check()
    told = options.plotter
    told.check()
    inked = [number for number, stroke in enumerate(ink, 1) if len(stroke)]
    width, height, scale, offset = _placed(ink, options)
    lines = [line * scale + offset for line in _flattened(ink, options.tolerance / scale)]
    _refuse_outside(lines, width, height)
    lines = [np.clip(line, 0.0, (width, height)) for line in lines]
    home = np.array([0.0, height if told.origin == "bottom-left" else 0.0])
    starts, ends = np.array([line[0] for line in lines]), np.array([line[-1] for line in lines])
    written: travel.Way = [(index, False) for index in range(len(lines))]
    way = travel.shortest(starts, ends, home, told.turning, report) if told.order == "shortest" else written
    before, after = (travel.length(starts, ends, one, home) for one in (written, way))
    drawn = float(sum(arc_length(line)[-1] for line in lines))
    waits = 2 * len(lines) * told.wait
    if told.lift == "z":
        waits += 2 * len(lines) * abs(told.raised - told.height) / told.plunge * 60
    return Plot(
        width,
        height,
        tuple(lines[index][::-1] if turned else lines[index] for index, turned in way),
        tuple(-inked[index] if turned else inked[index] for index, turned in way),
        home,
        drawn,
        after,
        before,
        drawn / told.feed * 60 + after / told.travel * 60 + waits,
    )


def _placed(ink: Ink, options: Options) -> tuple[float, float, float, Floats]:
    """The page's width and height, and the scale and offset that bring the ink onto it."""
    left, top, wide, high = extent(ink, options.margin)
    if not options.page:
        return wide, high, 1.0, np.array([-left, -top])
    width, height = size_of(options.page)
    if options.plotter.landscape:
        width, height = max(width, height), min(width, height)
    if options.plotter.in_place:
        return width, height, 1.0, np.zeros(2)
    scale = min(width / max(wide, 1e-6), height / max(high, 1e-6)) if options.fit else 1.0
    return width, height, scale, np.array([width / 2 - (left + wide / 2) * scale, height / 2 - (top + high / 2) * scale])


def _flattened(ink: Ink, tolerance: float) -> Iterator[Floats]:
    """(N, 2) mm a stroke: the corners of straight lines that stray at most `tolerance` mm from the ink; with 0, every point."""
    for stroke in faired(Ink(tuple(stroke for stroke in ink if len(stroke))), tolerance / 2):
        xy = stroke.xy.astype(np.float64)
        yield xy[kept_by_simplify(xy, tolerance / 2)] if tolerance > 0 else xy


def _refuse_outside(lines: list[Floats], width: float, height: float) -> None:
    points = np.concatenate(lines)
    over = float(np.maximum(-points, points - (width, height)).max())
    if over > SPARE:
        raise ExportError(
            f"A line of this ink lies {over:.1f} mm outside the page of {width:.4g} × {height:.4g} mm, and a plotter would run"
            " into its end. Fit the ink to the page, choose a larger page, or move the ink."
        )


def text(made: Plot, told: Plotter, title: str = "") -> str:
    """The file's lines. Numbers have a point and at most three decimals, never an exponent."""
    return "\n".join(_lines(made, told, title)) + "\n"


def _lines(made: Plot, told: Plotter, title: str) -> Iterator[str]:
    up, down = _pen(told, told.raised, told.up_code), _pen(told, told.height, told.down_code)
    if told.comments:
        yield from _header(made, told, title)
    yield "G21" + (" ; millimetres" if told.comments else "")
    yield "G90" + (" ; absolute positions" if told.comments else "")
    yield from filter(None, told.before.split("\n"))
    yield from up
    for line, number in zip(made.lines, made.strokes, strict=True):
        first, *others = _rounded(line, made.height, told)
        if told.comments:
            yield f"; stroke {abs(number)}" + (", from its end" if number < 0 else "")
        yield f"G0 {first} F{_number(told.travel)}"
        yield from down
        for place, point in enumerate(others):
            yield f"G1 {point}" + ("" if place else f" F{_number(told.feed)}")
        yield from up
    if told.comments:
        yield "; back to the corner"
    yield f"G0 X0 Y0 F{_number(told.travel)}"
    yield from filter(None, told.after.split("\n"))
    if told.lift == "spindle":
        yield "M5"
    if told.lift != "servo":  # Marlin knows no end of a program
        yield "M2"


def _header(made: Plot, told: Plotter, title: str) -> Iterator[str]:
    name = " ".join("".join(letter if " " <= letter <= "~" else "?" for letter in title).split())
    yield "; Ductus, pen plot" + (f": {name[:80]}" if name else "")
    corner = "bottom left, y up" if told.origin == "bottom-left" else "top left, y down"
    yield f"; page {_number(made.width)} x {_number(made.height)} mm, X0 Y0 at its {corner}"
    yield f"; {len(made.lines)} strokes, {_number(round(made.drawn, 1))} mm drawn, about {_number(round(made.seconds))} s"
    written = f" (in writing order {_number(round(made.before, 1))})" if told.order == "shortest" else ", in writing order"
    yield f"; {_number(round(made.travel, 1))} mm with the pen up{written}"


def _pen(told: Plotter, height: float, code: str) -> list[str]:
    """The lines that bring the pen to a height, and let it arrive."""
    value = _number(height)
    made = {
        "servo": [f"M280 P0 S{value}"],
        "spindle": [f"M3 S{value}"],
        "z": [f"G1 Z{value} F{_number(told.plunge)}"],
        "custom": [line for line in code.split("\n") if line.strip()],
    }[told.lift]
    if told.wait > 0:
        thousandths = LIFTS[told.lift].milliseconds if told.milliseconds is None else told.milliseconds
        made.append(f"G4 P{_number(round(told.wait * 1000) if thousandths else told.wait)}")
    return made


def _rounded(line: Floats, height: float, told: Plotter) -> list[str]:
    """ "X… Y…" of each point, repeated ones left out."""
    y = height - line[:, 1] if told.origin == "bottom-left" else line[:, 1]
    words = [f"X{_number(across)} Y{_number(down)}" for across, down in zip(line[:, 0].tolist(), y.tolist(), strict=True)]
    return [word for place, word in enumerate(words) if place == 0 or word != words[place - 1]]


def _number(value: float) -> str:
    """At most three decimals (a thousandth of a mm), a point whatever the language, no exponent, no minus zero."""
    found = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if found in ("-0", "") else found


def picture(made: Plot) -> Drawing:
    """The plot as it is to be looked at: its page, the lines, and thin ways in the air."""
    page = np.array([(0, 0), (made.width, 0), (made.width, made.height), (0, made.height), (0, 0)], np.float64)
    grown = max(made.width, made.height) / 200
    shapes = [Shape(page, EDGE_COLOUR, 0.3 * grown, straight=True)]
    leaves = [made.home, *(line[-1] for line in made.lines)]
    stops = [*(line[0] for line in made.lines), made.home]
    shapes += [
        Shape(np.array([leave, stop]), AIR_COLOUR, AIR * grown, straight=True) for leave, stop in zip(leaves, stops, strict=True)
    ]
    shapes += [Shape(line, INK, LINE * max(grown, 0.5)) for line in made.lines]
    return Drawing((-1.0, -1.0, made.width + 2, made.height + 2), "#FFFFFF", tuple(shapes))
