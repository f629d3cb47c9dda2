"""Ink as plain number rows, as sequence models and other programs take it: absolute (x, y, pen) and relative (dx, dy, pen).

pen is 1 at the last point of each stroke and 0 elsewhere (Graves 2013's end-of-stroke). Points survive both ways exactly, bit for
bit; times, pressures and strokes without a point have no place in these rows and are left behind.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.types import Array, Ink, Stroke

Offsets = NDArray[np.float64]


def to_points(ink: Ink) -> Array:
    """Ink -> (N, 3) float32 rows x, y, pen; (0, 3) for ink without a point."""
    rows = [np.column_stack([stroke.xy, _ends(len(stroke))]) for stroke in ink if len(stroke)]
    return np.concatenate(rows).astype(np.float32) if rows else np.zeros((0, 3), np.float32)


def from_points(rows: ArrayLike) -> Ink:
    """(N, 3) rows x, y, pen -> Ink. Any pen above 0.5 ends a stroke; so does the last row.

    Raises ValueError for another shape (and InkError, a ValueError, for points that are not finite).
    """
    points = _rows(rows)
    cuts = np.flatnonzero(points[:, 2] > 0.5) + 1
    return Ink(tuple(Stroke(part[:, :2]) for part in np.split(points, cuts) if len(part)))


def to_offsets(ink: Ink) -> Offsets:
    """Ink -> (N, 3) float64 rows dx, dy, pen: each point from the one before it, the first from (0, 0).

    float64, because the difference of two float32 needs more digits than they have: so `from_offsets` gives back every point
    exactly as long as coordinates span less than 2^28 times the smallest step between them; models may cast down.
    """
    rows = to_points(ink).astype(np.float64)
    rows[:, :2] = np.diff(rows[:, :2], axis=0, prepend=0.0)
    return rows


def from_offsets(rows: ArrayLike, origin: tuple[float, float] = (0.0, 0.0)) -> Ink:
    """(N, 3) rows dx, dy, pen -> Ink, its first point at `origin` plus the first row. Raises ValueError for another shape."""
    offsets = _rows(rows)
    offsets[:, :2] = np.cumsum(offsets[:, :2], axis=0) + origin
    return from_points(offsets)


def _ends(count: int) -> Array:
    pen = np.zeros(count, np.float32)
    pen[-1:] = 1.0
    return pen


def _rows(rows: ArrayLike) -> Offsets:
    array = np.array(rows, np.float64)
    if array.size == 0:
        return np.zeros((0, 3))
    if array.ndim != 2 or array.shape[1] != 3:
        raise ValueError(f"Ink rows must be (N, 3), not {array.shape}.")
    return array
