"""Ink as SVG in real millimetres: single-line strokes in drawing order for plotters and drawing programs, or filled outlines.

Every stroke is exactly one path, in the order drawn; a stroke of one point is a path of no length with round caps, a dot.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import svgwrite
from numpy.typing import NDArray

from engines.data.files import replacing
from engines.export.curves import TOLERANCE, faired, fit_cubics
from engines.export.paint import INK, MARGIN, TIME_END, TIME_START, ExportError, extent, mix, rgb
from engines.export.tempo import DOT, between, duration, schedule, timed
from engines.ink.geometry import arc_length
from engines.ink.outline import PenStyle, outline
from engines.ink.types import Ink

SLICE = 0.12  # s of a replay that share one colour
OUTLINE_TOLERANCE = 0.01  # mm for outlines
NO_XML = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")  # what a title cannot hold

Points = NDArray[np.float64]


def strokes(
    ink: Ink,
    *,
    pen: PenStyle | float = 0.7,
    colour: str = INK,
    background: str | None = None,
    margin: float = MARGIN,
    tolerance: float = TOLERANCE,
    title: str = "",
) -> str:
    """An SVG document with one stroked path a stroke.

    pen: line width in mm (or a PenStyle, whose width is taken). tolerance: mm that the fitted cubic curves may stray from the
    recorded points; 0 keeps every point, joined by straight lines. Raises ExportError for ink without a point.
    """
    drawing = _page(ink, margin, _width(pen), background, title)
    group = drawing.g(fill="none", stroke=_colour(colour), stroke_width=_number(_width(pen)), **_ROUND)
    for line in _lines([stroke.xy for stroke in ink if len(stroke)], tolerance):
        group.add(drawing.path(d=line))
    drawing.add(group)
    return _text(drawing)


def outlines(
    ink: Ink,
    pen: PenStyle | None = None,
    *,
    colour: str = INK,
    background: str | None = None,
    margin: float = MARGIN,
    tolerance: float = OUTLINE_TOLERANCE,
    title: str = "",
) -> str:
    """An SVG document with one filled path a stroke: the ink as it looks, with the pen's varying width.

    tolerance: mm that the fitted curves may stray from the outline of the faired ink (see curves.faired); 0 takes the ink as it
    is and keeps every corner. Raises ExportError as strokes does.
    """
    pen = pen or PenStyle()
    drawing = _page(ink, margin, 2 * pen.width, background, title)
    group = drawing.g(fill=_colour(colour), fill_rule="nonzero", stroke="none")
    polygons = [outline(stroke, pen) for stroke in faired(ink, tolerance and TOLERANCE) if len(stroke)]
    for line in _lines([np.concatenate([p, p[:1]]) for p in polygons] if tolerance > 0 else polygons, tolerance):
        group.add(drawing.path(d=f"{line}Z"))
    drawing.add(group)
    return _text(drawing)


def replay(
    ink: Ink,
    *,
    pen: PenStyle | float = 0.7,
    background: str | None = None,
    margin: float = MARGIN,
    tolerance: float = TOLERANCE,
    speed: float = 1.0,
    title: str = "",
) -> str:
    """An SVG document in which the strokes draw themselves once, in human tempo, pink to yellow in time.

    speed: 1 as written, 2 twice as fast. Viewers without animation show the finished ink. Raises ExportError as strokes does.
    """
    if not (math.isfinite(speed) and speed > 0):
        raise ExportError("The speed of a replay must be a number above zero.")
    ink = faired(timed(ink), tolerance)
    times = schedule(ink)
    total = max(duration(times), 1e-3)
    drawing = _page(ink, margin, _width(pen), background, title)
    group = drawing.g(fill="none", stroke_width=_number(_width(pen)), **_ROUND)
    slices = [part for stroke, t in zip(ink, times, strict=True) for part in _slices(stroke.xy.astype(np.float64), t)]
    for (since, until, line), drawn in zip(slices, _lines([line for _, _, line in slices], tolerance), strict=True):
        tint = mix(TIME_START, TIME_END, (since + until) / 2 / total)
        path = drawing.path(d=drawn, stroke="#{:02X}{:02X}{:02X}".format(*tint.tolist()))
        _animate(drawing, path, line, since / speed, (until - since) / speed)
        group.add(path)
    drawing.add(group)
    return _text(drawing)


def write(document: str, path: Path) -> None:
    """Write an SVG document, whole or not at all."""
    with replacing(Path(path)) as part:
        part.write_text(document, "utf-8")


_ROUND = {"stroke_linecap": "round", "stroke_linejoin": "round"}


def _width(pen: PenStyle | float) -> float:
    width = pen.width if isinstance(pen, PenStyle) else float(pen)
    if not (math.isfinite(width) and width > 0):
        raise ExportError(f"A pen of {width:g} mm cannot draw; its width must be a number above zero.")
    return width


def _colour(colour: str) -> str:
    rgb(colour)  # only colours: nothing else may get into the file
    return colour if colour.startswith("#") else f"#{colour}"


def _page(ink: Ink, margin: float, pen: float, background: str | None, title: str) -> svgwrite.Drawing:
    """An empty page around the ink, its viewBox in the page's own millimetres."""
    x, y, width, height = extent(ink, margin + pen / 2)
    drawing = svgwrite.Drawing(size=(f"{_number(width)}mm", f"{_number(height)}mm"), debug=False)
    drawing.viewbox(*(_number(value) for value in (x, y, width, height)))
    if title:
        drawing.set_desc(title=NO_XML.sub("", title))
    if background is not None:
        size = (_number(width), _number(height))
        drawing.add(drawing.rect((_number(x), _number(y)), size, fill=_colour(background), stroke="none"))
    return drawing


def _text(drawing: svgwrite.Drawing) -> str:
    buffer = io.StringIO()
    drawing.write(buffer, pretty=True, indent=1)
    return buffer.getvalue()


def _number(value: float) -> str:
    """Millimetres to a tenth of a micron, without trailing zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if abs(value) >= 5e-5 else "0"


def _point(xy: NDArray[np.floating]) -> str:
    return f"{_number(float(xy[0]))} {_number(float(xy[1]))}"


def _lines(paths: Sequence[NDArray[np.floating]], tolerance: float) -> Iterator[str]:
    """Path data of each line; of a dot where all points of it are one."""
    if tolerance > 0:
        fitted: list[Points] = fit_cubics(paths, tolerance)
    for number, xy in enumerate(paths):
        if (xy == xy[0]).all():
            yield f"M{_point(xy[0])}l0 0"
        elif tolerance > 0:
            yield _curves(fitted[number])
        else:
            yield "M" + "L".join(_point(point) for point in xy)


def _curves(pieces: NDArray[np.float64]) -> str:
    return f"M{_point(pieces[0][0])}" + "".join("C" + " ".join(_point(point) for point in piece[1:]) for piece in pieces)


def _slices(xy: Points, seconds: Points) -> Iterator[tuple[float, float, Points]]:
    """A stroke cut into about equal times: (since, until, points) of each slice."""
    if len(xy) == 0:
        return
    begin, end = float(seconds[0]), float(seconds[-1])
    moments = np.linspace(begin, end, max(1, math.ceil((end - begin) / SLICE)) + 1)
    for since, until in pairwise(moments.tolist()):
        line = between(xy, seconds, since, until)
        yield since, max(until, since + DOT), xy if line is None or end <= begin else line


def _animate(drawing: svgwrite.Drawing, path: svgwrite.path.Path, line: Points, begin: float, length: float) -> None:
    """Let a path appear at its time and grow at an even pace; it stays whole where nothing is animated."""
    way = 1.02 * float(arc_length(line)[-1]) + 0.01
    path["stroke-dasharray"] = f"{_number(way)} {_number(2 * way)}"
    if begin > 0:
        hidden = drawing.set(begin="0s", dur=f"{begin:.3f}s")
        hidden["attributeName"], hidden["to"] = "visibility", "hidden"
        path.add(hidden)
    grow = drawing.animate(begin=f"{begin:.3f}s", dur=f"{length:.3f}s")
    grow["attributeName"], grow["from"], grow["to"] = "stroke-dashoffset", _number(way), "0"
    path.add(grow)
