"""Paper: on which sheets a drawing comes to lie, at true size or fitted; used for PDF and for the printer alike."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engines.export.drawing import Box, Drawing
from engines.export.paint import ExportError

Floats = NDArray[np.float64]

SIZES = {"a3": (297.0, 420.0), "a4": (210.0, 297.0), "a5": (148.0, 210.0), "letter": (215.9, 279.4)}  # mm
EDGE = 10.0  # mm of a sheet that stay free
SIDES = (10.0, 5000.0)  # mm, of paper of one's own
MOST = 200  # sheets
SPARE = 0.05  # mm by which a drawing may be larger than the room and still counts as fitting


def size_of(page: str) -> tuple[float, float]:
    """(width, height) in mm of paper by its name in SIZES, or by its sides, "300x200". Raises ExportError for another word."""
    if page in SIZES:
        return SIZES[page]
    sides = re.fullmatch(r"(\d{1,5}(?:\.\d+)?)x(\d{1,5}(?:\.\d+)?)", page)
    if sides is None or not all(SIDES[0] <= float(side) <= SIDES[1] for side in sides.groups()):
        raise ExportError(f"{page!r} is not a size of paper; use one of {', '.join(SIZES)}, or millimetres such as 300x200.")
    return float(sides[1]), float(sides[2])


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper, in mm. A point of the page comes to lie at `point * scale + offset`; only `window` may be drawn on."""

    width: float
    height: float
    scale: float
    offset: tuple[float, float]
    window: Box

    def shows(self, extents: Floats) -> NDArray[np.bool_]:
        """(S,): which of the shapes with these `extents` may lie in the window."""
        low, high = extents[:, :2] * self.scale + self.offset, extents[:, 2:] * self.scale + self.offset
        corner, size = np.array(self.window[:2]), np.array(self.window[2:])
        return np.asarray(((low <= corner + size) & (high >= corner)).all(axis=1))


def extents_of(drawing: Drawing) -> Floats:
    """(S, 4): left, top, right, bottom of each shape, mm."""
    rows = [
        (*shape.points.min(axis=0) - shape.width / 2, *shape.points.max(axis=0) + shape.width / 2) for shape in drawing.shapes
    ]
    return np.array(rows, np.float64).reshape(-1, 4)


def sheets(drawing: Drawing, size: tuple[float, float] | None, fit: bool, edge: float = EDGE, turn: bool = True) -> list[Sheet]:
    """The sheets that hold a drawing. size: (width, height) of the paper in mm, None = as large as the drawing.

    fit: one sheet, the drawing as large as it goes; else true size, on as many sheets as it takes, those without a shape left
    out. edge: mm that stay free. turn: the paper may lie on its side. Raises ExportError where it would be hundreds of sheets.
    """
    left, top, wide, high = drawing.box
    if size is None:
        return [Sheet(wide, high, 1.0, (-left, -top), (0.0, 0.0, wide, high))]
    ways = [size, size[::-1]] if turn else [size]
    if fit:
        width, height = max(ways, key=lambda way: _largest(way, (wide, high), edge))
        scale = _largest((width, height), (wide, high), edge)
        offset = ((width - wide * scale) / 2 - left * scale, (height - high * scale) / 2 - top * scale)
        return [Sheet(width, height, scale, offset, (edge, edge, width - 2 * edge, height - 2 * edge))]
    width, height = min(ways, key=lambda way: math.prod(_counts(way, (wide, high), edge)))
    return _true(drawing, width, height, edge)


def _largest(paper: tuple[float, float], box: tuple[float, float], edge: float) -> float:
    return min((side - 2 * edge) / max(own, 1e-6) for side, own in zip(paper, box, strict=True))


def _counts(paper: tuple[float, float], box: tuple[float, float], edge: float) -> tuple[int, int]:
    """Sheets beside and below one another."""
    across, down = (max(1, math.ceil((own - SPARE) / (side - 2 * edge))) for side, own in zip(paper, box, strict=True))
    return across, down


def _true(drawing: Drawing, width: float, height: float, edge: float) -> list[Sheet]:
    left, top, wide, high = drawing.box
    inner = (width - 2 * edge, height - 2 * edge)
    across, down = _counts((width, height), (wide, high), edge)
    if across * down > MOST:
        raise ExportError(f"At true size this is {across * down:,} sheets of paper; fit it to one, or choose larger paper.")
    begin = [
        -own + edge + max(0.0, (room - extent) / 2) for own, room, extent in zip((left, top), inner, (wide, high), strict=True)
    ]
    found = [
        Sheet(width, height, 1.0, (begin[0] - column * inner[0], begin[1] - row * inner[1]), (edge, edge, *inner))
        for row in range(down)
        for column in range(across)
    ]
    extents = extents_of(drawing)
    used = [sheet for sheet in found if sheet.shows(extents).any()]
    return used or found[:1]
