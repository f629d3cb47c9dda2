"""Ink as pixels for export: the size of the picture, the pen's varying width, colours."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.geometry import bounds
from engines.ink.types import Frame, Ink

INK = "#1F2328"
PAPER = "#FBF8F1"
TIME_START = "#D6336C"  # time runs from pink
TIME_END = "#F2B705"  # to yellow
MARGIN = 2.0  # mm around the ink
MAX_EDGE = 1000.0  # mm of margin and pen
MAX_EXTENT = 1e7  # mm
MAX_PIXELS = 64_000_000
OVERSAMPLE = 4
BAND = 8_000_000  # oversampled pixels worked on at once

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]


class ExportError(ValueError):
    """What was asked for cannot be drawn; the message is a sentence for people."""


@dataclass(frozen=True)
class Layout:
    """The picture's size in pixels and the frame from page millimetres to pixels."""

    width: int
    height: int
    frame: Frame

    @property
    def dpi(self) -> float:
        """Pixels per inch at the ink's real size."""
        return self.frame.scale * 25.4


def extent(ink: Ink, edge: float) -> tuple[float, float, float, float]:
    """(left, top, width, height) in mm of the ink with `edge` mm around it.

    Raises ExportError for ink without a point, ink larger than any page, and an edge that cannot be used.
    """
    left, top, right, bottom = bounds(ink)
    if not math.isfinite(left):
        raise ExportError("There is no ink to export; write something first.")
    if not 0 <= edge <= MAX_EDGE:
        raise ExportError(f"A margin of {edge:g} mm cannot be used; it must be between 0 and {MAX_EDGE:g}.")
    if not max(right - left, bottom - top) <= MAX_EXTENT:
        raise ExportError("This ink is larger than ten kilometres; its points must be in millimetres.")
    return left - edge, top - edge, right - left + 2 * edge, bottom - top + 2 * edge


def lay_out(box: tuple[float, float, float, float], width: int | None, height: int | None, longest: int) -> Layout:
    """A box of the page (left, top, width, height in mm) in a picture of that width or height (pixels; both: centred in it;
    neither: `longest` for the longer side).

    Raises ExportError for sizes that are not positive or too large.
    """
    left, top, wide, high = box
    if width is None and height is None:
        width, height = (longest, None) if wide >= high else (None, longest)
    if (width is not None and width < 1) or (height is not None and height < 1):
        raise ExportError("A picture needs a width or a height of at least one pixel.")
    scale = min(size / side for size, side in ((width, wide), (height, high)) if size is not None)
    across, down = width or max(1, math.ceil(wide * scale)), height or max(1, math.ceil(high * scale))
    if across * down > MAX_PIXELS:
        raise ExportError(f"A picture of {across} x {down} pixels is too large; at most {MAX_PIXELS // 10**6} million are drawn.")
    offset = (left + wide / 2 - across / scale / 2, top + high / 2 - down / scale / 2)
    return Layout(across, down, Frame(offset, scale))


def coverage(polygons: Iterable[ArrayLike], layout: Layout) -> Pixels:
    """(height, width) uint8, 0 nothing to 255 covered, of closed polygons (N, 2) in page millimetres."""
    canvas = np.zeros((layout.height, layout.width), np.uint8)
    for polygon in polygons:
        patch = filled(layout, polygon)
        if patch is not None:
            part = canvas[patch.rows, patch.columns]
            np.maximum(part, patch.drawn, out=part)
    return canvas


@dataclass(frozen=True)
class Patch:
    """A rectangle of a picture: rows and columns, and what is drawn in it."""

    rows: slice
    columns: slice
    drawn: Pixels


def filled(layout: Layout, polygon: ArrayLike) -> Patch | None:
    """The patch that a closed polygon (N, 2) in page millimetres covers by the nonzero rule; None where all of it is outside.

    Drawn at four times the size and box-filtered, a band of rows at a time, so that memory stays bounded.
    """
    points = layout.frame.apply(polygon).astype(np.float64)
    if len(points) == 0:
        return None
    limit = 4.0 * max(layout.width, layout.height)  # far outside: clipped so that huge coordinates cost nothing
    points = np.clip(points, -limit, limit)
    low = np.floor(points.min(axis=0)).clip(0, (layout.width, layout.height)).astype(int)
    high = np.ceil(points.max(axis=0)).clip(0, (layout.width, layout.height)).astype(int)
    if (high <= low).any():
        return None
    width, height = (high - low).tolist()
    rows, columns, turns = _crossings((points - low) * OVERSAMPLE, height * OVERSAMPLE)
    drawn = np.empty((height, width), np.uint8)
    band = max(1, BAND // (width * OVERSAMPLE**2))
    for top in range(0, height, band):
        count = min(band, height - top)
        here = (rows >= top * OVERSAMPLE) & (rows < (top + count) * OVERSAMPLE)
        winding = np.zeros((count * OVERSAMPLE, width * OVERSAMPLE + 1), np.int32)
        np.add.at(winding, (rows[here] - top * OVERSAMPLE, np.clip(columns[here], 0, width * OVERSAMPLE)), turns[here])
        inside = np.cumsum(winding[:, :-1], axis=1, dtype=np.int32) != 0
        cells = inside.reshape(count, OVERSAMPLE, width, OVERSAMPLE)
        drawn[top : top + count] = np.rint(cells.mean(axis=(1, 3), dtype=np.float32) * 255)
    return Patch(slice(low[1], high[1]), slice(low[0], high[0]), drawn)


def _crossings(points: Floats, height: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
    """Where a closed polygon's edges cross the centres of rows: row, first column right of the crossing, +1 down or -1 up."""
    start, end = points, np.roll(points, -1, axis=0)
    down = end[:, 1] > start[:, 1]
    above, below = np.where(down[:, None], start, end), np.where(down[:, None], end, start)
    first = np.clip(np.ceil(above[:, 1] - 0.5), 0, height).astype(np.int64)
    last = np.clip(np.ceil(below[:, 1] - 0.5), 0, height).astype(np.int64)
    counts = np.maximum(last - first, 0)
    edge = np.repeat(np.arange(len(points)), counts)
    rows = first[edge] + np.arange(len(edge)) - np.repeat(np.cumsum(counts) - counts, counts)
    slope = (below[:, 0] - above[:, 0]) / np.where(below[:, 1] > above[:, 1], below[:, 1] - above[:, 1], 1.0)
    x = above[edge, 0] + (rows + 0.5 - above[edge, 1]) * slope[edge]
    return rows, np.ceil(x - 0.5).astype(np.int64), np.where(down[edge], 1, -1).astype(np.int32)


def rgb(colour: str) -> tuple[int, int, int]:
    """The numbers of "#RRGGBB" or "#RGB", 0..255. Raises ExportError for anything else."""
    digits = colour.removeprefix("#")
    if re.fullmatch(r"[0-9A-Fa-f]{3}", digits):
        digits = "".join(2 * digit for digit in digits)
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", digits):
        raise ExportError(f"{colour!r} is not a colour; write it as #RRGGBB, for example {PAPER}.")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def mix(first: str, second: str, share: ArrayLike) -> Pixels:
    """Colours between two: share (...,) in 0..1 -> (..., 3) uint8."""
    a, b = np.array(rgb(first), np.float64), np.array(rgb(second), np.float64)
    part = np.clip(np.asarray(share, np.float64), 0.0, 1.0)[..., None]
    return np.rint(a + (b - a) * part).astype(np.uint8)
