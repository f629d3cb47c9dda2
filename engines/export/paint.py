"""Ink as pixels for export: the size of the picture, the pen's varying width, colours. Drawn by engines.ink.raster."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.geometry import bounds
from engines.ink.outline import PenStyle, widths
from engines.ink.raster import render
from engines.ink.types import Frame, Ink, Stroke

INK = "#1F2328"
PAPER = "#FBF8F1"
TIME_START = "#D6336C"  # time runs from pink
TIME_END = "#F2B705"  # to yellow
MARGIN = 2.0  # mm around the ink
MAX_PIXELS = 64_000_000
WIDTH_STEP = 1.08  # ratio of neighbouring pen widths that are drawn as one

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


def lay_out(ink: Ink, width: int | None, height: int | None, margin: float, pen: PenStyle) -> Layout:
    """The ink with `margin` mm around it in a picture of that width or height (pixels; both: centred in it).

    Raises ExportError for ink without a point and for sizes that are not positive or too large.
    """
    left, top, right, bottom = bounds(ink)
    if not math.isfinite(left):
        raise ExportError("There is no ink to export; write something first.")
    if not 0 <= margin <= 1000:
        raise ExportError(f"A margin of {margin:g} mm cannot be used; it must be between 0 and 1000.")
    edge = margin + pen.width
    wide, high = right - left + 2 * edge, bottom - top + 2 * edge
    if (width is not None and width < 1) or (height is not None and height < 1) or (width is None and height is None):
        raise ExportError("A picture needs a width or a height of at least one pixel.")
    scale = min(size / extent for size, extent in ((width, wide), (height, high)) if size is not None)
    across, down = width or max(1, math.ceil(wide * scale)), height or max(1, math.ceil(high * scale))
    if across * down > MAX_PIXELS:
        raise ExportError(f"A picture of {across} x {down} pixels is too large; at most {MAX_PIXELS // 10**6} million are drawn.")
    offset = ((left + right) / 2 - across / scale / 2, (top + bottom) / 2 - down / scale / 2)
    return Layout(across, down, Frame(offset, scale))


def coverage(ink: Ink, layout: Layout, pen: PenStyle) -> Pixels:
    """(height, width) uint8, 0 nothing to 255 ink, with the pen's width at every point."""
    canvas = np.zeros((layout.height, layout.width), np.uint8)
    for stroke in ink:
        if len(stroke):
            sweep(canvas, layout.frame.apply(stroke.xy), widths(stroke, pen) * layout.frame.scale)
    return canvas


@dataclass(frozen=True)
class Patch:
    """A rectangle of a picture: rows and columns, and what is drawn in it."""

    rows: slice
    columns: slice
    drawn: Pixels


def sweep(canvas: Pixels, xy: ArrayLike, diameters: ArrayLike) -> None:
    """Draw a line of varying width into the canvas: points (N, 2) and diameters (N,) in pixels."""
    patch = swept(canvas.shape[0], canvas.shape[1], xy, diameters)
    if patch is not None:
        part = canvas[patch.rows, patch.columns]
        np.maximum(part, patch.drawn, out=part)


def swept(height: int, width: int, xy: ArrayLike, diameters: ArrayLike) -> Patch | None:
    """The patch that a line of varying width covers; None where all of it lies outside the picture."""
    points, pens = np.asarray(xy, np.float64), np.asarray(diameters, np.float64)
    reach = float(pens.max()) / 2 + 1
    low = np.floor(points.min(axis=0) - reach).clip(0, (width, height)).astype(int)
    high = np.ceil(points.max(axis=0) + reach).clip(0, (width, height)).astype(int)
    if (high <= low).any():
        return None
    frame = Frame((float(low[0]), float(low[1])))
    drawn = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
    for pen, ink in _by_width(points, pens):
        np.maximum(drawn, render(ink, drawn.shape[0], drawn.shape[1], pen, frame), out=drawn)
    return Patch(slice(low[1], high[1]), slice(low[0], high[0]), drawn)


def _by_width(points: Floats, pens: Floats) -> list[tuple[float, Ink]]:
    """The line cut where its width changes noticeably: (width, all stretches of about that width)."""
    if len(points) == 1:
        return [(float(pens[0]), Ink((Stroke(points),)))]
    points, pens = _fine(points, pens)
    levels = np.rint(np.log(np.maximum((pens[:-1] + pens[1:]) / 2, 1e-3)) / math.log(WIDTH_STEP)).astype(int)
    cuts = [0, *(np.flatnonzero(np.diff(levels)) + 1).tolist(), len(levels)]
    groups: dict[int, list[Stroke]] = {}
    for first, last in pairwise(cuts):
        groups.setdefault(int(levels[first]), []).append(Stroke(points[first : last + 1]))
    return [(WIDTH_STEP**level, Ink(tuple(strokes))) for level, strokes in groups.items()]


def _fine(points: Floats, pens: Floats) -> tuple[Floats, Floats]:
    """Long segments over which the width changes much are divided, so that no step of it can be seen."""
    change = np.abs(np.diff(np.log(np.maximum(pens, 1e-3)))) / math.log(WIDTH_STEP)
    counts = np.clip(np.ceil(change), 1, 64).astype(int)
    if (counts == 1).all():
        return points, pens
    at = np.concatenate([[0.0], np.cumsum(1.0 / np.repeat(counts, counts))])
    index = np.arange(len(points))
    return np.stack([np.interp(at, index, column) for column in points.T], axis=1), np.interp(at, index, pens)


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
