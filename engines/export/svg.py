"""Ink as SVG in real millimetres: single-line strokes in drawing order for plotters and drawing programs, filled outlines, or a
replay that draws itself.

Untimed, every stroke is exactly one path, in the order drawn; a stroke of one point is a path of no length with round caps.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np
import svgwrite
from numpy.typing import NDArray

from engines.data.files import replacing
from engines.export.curves import faired, fit_cubics
from engines.export.drawing import Box, Drawing, Shape, compose, guide_lines, hex_colour, nib, room, time_colour, tint
from engines.export.options import Options
from engines.export.tempo import duration, schedule, slices, timed
from engines.ink.geometry import arc_length
from engines.ink.types import Ink

FINER = 1 / 3  # of the tolerance, for outlines: what is left of it has been spent on the ink itself
NO_XML = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")  # what a title cannot hold
CLOCK = "clock"  # the id of what starts a looped replay again

Points = NDArray[np.float64]


def still(ink: Ink, options: Options | None = None) -> str:
    """An SVG document of the ink as it lies there. Raises ExportError as drawing.compose does."""
    options = options or Options(kind="svg")
    return document(compose(ink, options), options)


def document(drawing: Drawing, options: Options) -> str:
    """A drawing as an SVG document."""
    page = _page(drawing.box, drawing.paper, options.title)
    for (colour, width), shapes in groupby(drawing.shapes, lambda shape: (shape.colour, shape.width)):
        group = page.g(**_look(colour, width))
        for line in path_data(list(shapes), options.tolerance):
            group.add(page.path(d=line))
        page.add(group)
    return _text(page)


def under_one_another(pages: Sequence[Drawing]) -> Drawing:
    """Pages of one width as one drawing, one below the other."""
    shapes: list[Shape] = []
    y = 0.0
    for page in pages:
        shapes += (replace(shape, points=np.add(shape.points, (0.0, y))) for shape in page.shapes)
        y += page.box[3]
    return Drawing((0.0, 0.0, pages[0].box[2], y), pages[0].paper, tuple(shapes))


def replay(ink: Ink, options: Options | None = None) -> str:
    """An SVG document in which the strokes draw themselves in human tempo, pink to yellow in time or in their own colours.

    Viewers without animation show the finished ink. Raises ExportError as drawing.compose does.
    """
    options = options or Options(kind="svg-replay")
    options.check()
    box = room(ink, options)
    drawn = faired(timed(ink), options.tolerance)
    times = schedule(drawn)
    total = max(duration(times), 1e-3)
    page = _page(box, options.paper, options.title)
    if options.guides:
        group = page.g(fill="none", **_ROUND)
        for shape in guide_lines(box):
            group.add(page.path(d=next(path_data([shape], 0)), stroke=shape.colour, stroke_width=_number(shape.width)))
        page.add(group)
    start = _clock(page, total / options.speed + options.rest) if options.looped else ""
    group = page.g(fill="none", **_ROUND)
    for stroke, seconds, own in zip(drawn, times, ink, strict=True):
        width, parts = nib(own, options).width, list(slices(stroke.xy.astype(np.float64), seconds))
        lines = path_data([Shape(line, "", width) for _, _, line in parts], options.tolerance)
        for (since, until, line), data in zip(parts, lines, strict=True):
            colour = time_colour((since + until) / 2 / total) if options.coloured_by_time else tint(own, options)
            path = page.path(d=data, stroke=colour, stroke_width=_number(width))
            _animate(page, path, line, start, since / options.speed, (until - since) / options.speed)
            group.add(path)
    page.add(group)
    return _text(page)


def write(document: str, path: Path) -> None:
    """Write an SVG document, whole or not at all."""
    with replacing(Path(path)) as part:
        part.write_text(document, "utf-8")


def path_data(shapes: Sequence[Shape], tolerance: float) -> Iterator[str]:
    """The path data of each shape: cubic curves within `tolerance` mm, or with 0 every point."""
    for shape, pieces in zip(shapes, cubics(shapes, tolerance), strict=True):
        xy, close = shape.points, "" if shape.width else "Z"
        if shape.width and (xy == xy[0]).all():
            yield f"M{_point(xy[0])}l0 0"
        elif pieces is None:
            yield "M" + "L".join(_point(point) for point in xy) + close
        else:
            yield f"M{_point(pieces[0][0])}" + "".join("C" + " ".join(map(_point, piece[1:])) for piece in pieces) + close


def cubics(shapes: Sequence[Shape], tolerance: float) -> Iterator[Points | None]:
    """(K, 4, 2) cubic pieces of each shape, closed where it is an area; None for those that are to stay straight."""
    bent = [shape for shape in shapes if tolerance > 0 and not shape.straight]
    lines = iter(fit_cubics([shape.points for shape in bent if shape.width], tolerance) if bent else [])
    closed = [np.concatenate([shape.points, shape.points[:1]]) for shape in bent if not shape.width]
    areas = iter(fit_cubics(closed, tolerance * FINER) if closed else [])
    for shape in shapes:
        pieces = next(lines if shape.width else areas) if tolerance > 0 and not shape.straight else None
        yield pieces if pieces is not None and len(pieces) else None


_ROUND = {"stroke_linecap": "round", "stroke_linejoin": "round"}


def _look(colour: str, width: float) -> dict[str, str]:
    if width:
        return {"fill": "none", "stroke": colour, "stroke_width": _number(width), **_ROUND}
    return {"fill": colour, "fill_rule": "nonzero", "stroke": "none"}


def _page(box: Box, paper: str, title: str) -> svgwrite.Drawing:
    """An empty page, its viewBox in the page's own millimetres."""
    x, y, width, height = box
    page = svgwrite.Drawing(size=(f"{_number(width)}mm", f"{_number(height)}mm"), debug=False)
    page.viewbox(*(_number(value) for value in box))
    if title:
        page.set_desc(title=NO_XML.sub("", title))
    if paper:
        size = (_number(width), _number(height))
        page.add(page.rect((_number(x), _number(y)), size, fill=hex_colour(paper), stroke="none"))
    return page


def _text(page: svgwrite.Drawing) -> str:
    buffer = io.StringIO()
    page.write(buffer, pretty=True, indent=1)
    return buffer.getvalue()


def _number(value: float) -> str:
    """Millimetres to a tenth of a micron, without trailing zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if abs(value) >= 5e-5 else "0"


def _point(xy: NDArray[np.floating]) -> str:
    return f"{_number(float(xy[0]))} {_number(float(xy[1]))}"


def _clock(page: svgwrite.Drawing, seconds: float) -> str:
    """An animation of nothing that starts itself again and again; others begin with it. -> how they name its begin."""
    hand = page.rect((0, 0), (0, 0), fill="none")
    turn = page.animate(begin=f"0s;{CLOCK}.end", dur=f"{seconds:.3f}s", id=CLOCK)
    turn["attributeName"], turn["from"], turn["to"] = "x", "0", "0"
    hand.add(turn)
    page.add(hand)
    return f"{CLOCK}.begin+"


def _animate(page: svgwrite.Drawing, path: svgwrite.path.Path, line: Points, start: str, begin: float, length: float) -> None:
    """Let a path appear at its time and grow at an even pace; it stays whole where nothing is animated.

    start: what the times count from, "" = the document's own begin.
    """
    way = 1.02 * float(arc_length(line)[-1]) + 0.01
    path["stroke-dasharray"] = f"{_number(way)} {_number(2 * way)}"
    if begin > 0:
        hidden = page.set(begin=f"{start}0s", dur=f"{begin:.3f}s")
        hidden["attributeName"], hidden["to"] = "visibility", "hidden"
        path.add(hidden)
    grow = page.animate(begin=f"{start}{begin:.3f}s", dur=f"{length:.3f}s")
    grow["attributeName"], grow["from"], grow["to"] = "stroke-dashoffset", _number(way), "0"
    path.add(grow)
