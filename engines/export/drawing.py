"""Ink as shapes: what SVG, PDF, pictures and the printer all draw, each in its own way, from the same values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engines.export.curves import faired
from engines.export.guides import ruled
from engines.export.marks import RIM, signs
from engines.export.options import Options
from engines.export.paint import INK, PAPER, TIME_END, TIME_START, extent, mix
from engines.export.tempo import duration, schedule, slices, timed
from engines.ink.brush import Brush
from engines.ink.outline import outline, ribbon, widths
from engines.ink.types import Ink, Stroke

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]  # left, top, width, height in mm

GUIDE_WIDTH = 0.15  # mm
GUIDES = ("#9FB3C8", "#CBD6E2")  # strong and faint


@dataclass(frozen=True, eq=False)
class Shape:
    """A closed area to be filled by the nonzero rule, or with a width an open line with round ends. All in mm, y down.

    points: (N, 2), at least one. colour: "#RRGGBB". straight: no curves are to be fitted to it.
    """

    points: Floats
    colour: str
    width: float = 0.0
    straight: bool = False

    @property
    def area(self) -> Floats:
        """(M, 2): the closed polygon that it covers."""
        return ribbon(self.points, np.full(len(self.points), self.width)).astype(np.float64) if self.width else self.points


@dataclass(frozen=True, eq=False)
class Drawing:
    """Shapes from below to above in a box of the page. paper: the background, "" = none."""

    box: Box
    paper: str
    shapes: tuple[Shape, ...]


def compose(ink: Ink, options: Options) -> Drawing:
    """Ink as its still picture is to look. Raises ExportError for ink without a point and options that cannot be drawn."""
    options.check()
    box = room(ink, options)
    drawn = tuple(_by_time(ink, options) if options.coloured_by_time else _as_written(ink, options))
    above: tuple[Shape, ...] = ()
    if options.marks:
        above = tuple(_marks(ink, options))
        box = _around(box, above)
    below = tuple(guide_lines(box)) if options.guides else ()
    return Drawing(box, options.paper, (*below, *drawn, *above))


def room(ink: Ink, options: Options) -> Box:
    """The box that the ink needs with its margin and its pen. Raises ExportError as extent does."""
    pen = max((nib(stroke, options).width for stroke in ink if len(stroke)), default=0.0)
    return extent(ink, options.margin + (pen / 2 if options.lines else pen))


def nib(stroke: Stroke, options: Options) -> Brush:
    """The pen a stroke is drawn with: what the options ask for, else its own."""
    return options.pen or stroke.brush or Brush()


def tint(stroke: Stroke, options: Options) -> str:
    """The colour of a stroke, "#RRGGBB": what the options ask for, else its own."""
    own = stroke.brush.colour if stroke.brush is not None else ""
    return hex_colour(options.colour or own) if options.colour or own else INK


def hex_colour(colour: str) -> str:
    """A colour as it may stand in a file: only colours get there. Raises ExportError."""
    return "#{:02X}{:02X}{:02X}".format(*mix(colour, colour, 0.0).tolist())


def time_colour(share: float) -> str:
    """The colour of a moment, 0 the first to 1 the last."""
    return "#{:02X}{:02X}{:02X}".format(*mix(TIME_START, TIME_END, share).tolist())


def guide_lines(box: Box) -> Iterator[Shape]:
    """The ruled lines of the page within a box."""
    for (x1, y1, x2, y2), strong in ruled(box):
        yield Shape(np.array([(x1, y1), (x2, y2)]), GUIDES[not strong], GUIDE_WIDTH, straight=True)


def _as_written(ink: Ink, options: Options) -> Iterator[Shape]:
    drawn = ink if options.lines else faired(ink, options.tolerance)
    for stroke, own in zip(drawn, ink, strict=True):
        if not len(stroke):
            continue
        pen, colour = nib(own, options), tint(own, options)
        if options.lines:
            yield Shape(stroke.xy.astype(np.float64), colour, pen.width)
        else:
            yield Shape(outline(stroke, pen).astype(np.float64), colour)


def _by_time(ink: Ink, options: Options) -> Iterator[Shape]:
    drawn = faired(timed(ink), options.tolerance)
    times = schedule(drawn)
    total = max(duration(times), 1e-3)
    for stroke, seconds, own in zip(drawn, times, ink, strict=True):
        if not len(stroke):
            continue
        pen = nib(own, options)
        width = np.full(len(stroke), pen.width) if options.lines else widths(stroke, pen)
        columns = np.column_stack([stroke.xy.astype(np.float64), width])
        for since, until, part in slices(columns, seconds):
            colour = time_colour((since + until) / 2 / total)
            if options.lines:
                yield Shape(part[:, :2], colour, pen.width)
            else:
                yield Shape(ribbon(part[:, :2], part[:, 2]).astype(np.float64), colour)


def _marks(ink: Ink, options: Options) -> Iterator[Shape]:
    """The signs of order, each with a rim of paper so that it shows on ink."""
    rim = options.paper or PAPER
    for sign in signs(ink):
        if sign.role == "digit":
            yield Shape(sign.points, "#FFFFFF", sign.width)
            continue
        wide = np.vstack([sign.points, sign.points[:1]])
        yield Shape(wide, rim, 2 * RIM, straight=sign.role == "arrow")
        yield Shape(sign.points, hex_colour(TIME_START if sign.role == "disc" else INK), straight=sign.role == "arrow")


def _around(box: Box, shapes: tuple[Shape, ...]) -> Box:
    """The box grown so that all points of the shapes lie in it with a hair to spare."""
    points = np.concatenate([shape.points for shape in shapes])
    low, high = points.min(axis=0) - 0.5, points.max(axis=0) + 0.5
    left, top = min(box[0], float(low[0])), min(box[1], float(low[1]))
    right, bottom = max(box[0] + box[2], float(high[0])), max(box[1] + box[3], float(high[1]))
    return left, top, right - left, bottom - top
