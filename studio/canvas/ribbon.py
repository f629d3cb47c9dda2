"""From a smoothed centre line with widths to the dense strip that is painted, point by point while the pen moves.

`engines.ink.outline` gives a stroke's outline as one polygon, which is right for what leaves the studio. On the canvas a stroke
is painted in slices: the end that just grew, the part inside a tile, the part drawn so far in a replay. Slices must abut without
a seam and must not change when the stroke goes on, so the canvas keeps both edges of the strip at every sample: neighbouring
slices share an edge exactly, and what is settled is never computed again.

The samples lie on a centripetal Catmull-Rom curve through the smoothed points, as densely as the device's pixels ask for: no
facets at any zoom. Everything here is in device pixels, y down.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

X, Y, RADIUS, TIME, LEFT_X, LEFT_Y, RIGHT_X, RIGHT_Y, ROUND = range(9)  # columns of a sample
COLUMNS = 9
FLATNESS = 0.06  # px by which a chord may stray from the curve
MOST_PARTS = 24  # samples between two points
LEAST_STEP = 0.2  # px: nearer points are merged into the one before
SHARP_TURN = 0.5  # radians between neighbouring samples from which the joint is rounded by a disc
SWELL = 0.7  # change of radius a pixel of way from which the strip's straight sides would show


def refine(points: ArrayLike, before: bool = False, after: bool = False) -> Floats:
    """(N, 4) of x, y, radius, time with N >= 2 and no two neighbours equal -> (M, 9) samples along the curve through them.

    The first sample is the first point, the last the last one. before, after: the first (last) point only tells where the curve
    comes from (goes to) and gets no samples of its own.
    """
    rows = np.asarray(points, np.float64)
    way = np.diff(rows[:, :2], axis=0)
    chord = np.hypot(way[:, 0], way[:, 1])
    span = np.sqrt(chord)  # centripetal: no loops and no overshoot where points lie unevenly
    slope = way / span[:, None]
    tangent = np.empty((len(rows), 2))
    tangent[0], tangent[-1] = slope[0], slope[-1]
    inner = span[:-1] + span[1:]
    tangent[1:-1] = (slope[:-1] * span[1:, None] + slope[1:] * span[:-1, None]) / inner[:, None]
    first, last = int(before), len(chord) - int(after)
    chosen = slice(first, last)
    if last <= first:
        return np.zeros((0, COLUMNS))
    parts = _parts(tangent[first:last], way[chosen], tangent[first + 1 : last + 1], chord[chosen], rows[first + 1 : last + 1, 2])
    segment = np.repeat(np.arange(first, last), parts)
    share = (np.arange(len(segment)) - np.repeat(np.cumsum(parts) - parts, parts)) / np.repeat(parts, parts)
    segment, share = np.append(segment, last - 1), np.append(share, 1.0)
    return _samples(rows, tangent, way, span, segment, share)


def _parts(start: Floats, way: Floats, end: Floats, chord: Floats, radius: Floats) -> NDArray[np.intp]:
    """Into how many parts each piece of the curve is cut, so that neither it nor its offset curves stray from their chords."""
    turn = np.abs(_angle(start, way)) + np.abs(_angle(way, end))
    length = chord + radius * turn
    count: NDArray[np.intp] = np.clip(np.ceil(np.sqrt(length * turn / (8 * FLATNESS))), 1, MOST_PARTS).astype(np.intp)
    return count


def _angle(first: Floats, second: Floats) -> Floats:
    cross = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]
    turn: Floats = np.arctan2(cross, first[:, 0] * second[:, 0] + first[:, 1] * second[:, 1])
    return turn


def _samples(rows: Floats, tangent: Floats, way: Floats, span: Floats, segment: NDArray[np.intp], share: Floats) -> Floats:
    """Cubic Hermite at `share` of each `segment`, with the normals of the curve itself, so that edges meet without a corner."""
    u, s = share[:, None], span[segment][:, None]
    start, leave, arrive = rows[segment], tangent[segment] * s, tangent[segment + 1] * s
    w = way[segment]
    made = np.empty((len(segment), COLUMNS))
    made[:, :2] = start[:, :2] + u * (leave + u * (3 * w - 2 * leave - arrive + u * (leave + arrive - 2 * w)))
    made[:, RADIUS : TIME + 1] = start[:, 2:4] + u * (rows[segment + 1, 2:4] - start[:, 2:4])
    along = leave + u * (2 * (3 * w - 2 * leave - arrive) + u * 3 * (leave + arrive - 2 * w))
    size = np.hypot(along[:, 0], along[:, 1])
    along = np.where(size[:, None] > 1e-9, along, w)
    size = np.where(size > 1e-9, size, np.hypot(w[:, 0], w[:, 1]))
    unit = along / size[:, None]
    normal = np.stack([-unit[:, 1], unit[:, 0]], axis=1) * made[:, RADIUS, None]
    made[:, LEFT_X : LEFT_Y + 1] = made[:, :2] - normal
    made[:, RIGHT_X : RIGHT_Y + 1] = made[:, :2] + normal
    made[:, ROUND] = 0.0
    _mark_round(made, unit)
    return made


def _mark_round(made: Floats, unit: Floats) -> None:
    """Mark the samples that need a disc: where the way turns sharply, or where the nib swells faster than it moves."""
    sharp = unit[:-1, 0] * unit[1:, 0] + unit[:-1, 1] * unit[1:, 1] < np.cos(SHARP_TURN)
    step = np.hypot(np.diff(made[:, X]), np.diff(made[:, Y]))
    swelling = np.abs(np.diff(made[:, RADIUS])) > SWELL * step
    made[:-1, ROUND] = sharp | swelling
    made[1:, ROUND] = np.maximum(made[1:, ROUND], sharp | swelling)


class Ribbon:
    """One stroke's samples, growing at the end: a settled part that stays, and a tail that each `grow` makes anew."""

    def __init__(self) -> None:
        self._samples = np.empty((256, COLUMNS))
        self._settled = 0
        self._count = 0
        self._points: list[tuple[float, float, float, float]] = []  # those that the next samples still depend on
        self._round = 0.0  # whether the settled part asks for a disc at its last sample
        self._started = False  # whether the first of _points is already behind the settled part

    def __len__(self) -> int:
        return self._count

    @property
    def samples(self) -> Floats:
        """(N, 9) samples, the tail included. A view: valid until the next `grow`."""
        return self._samples[: self._count]

    @property
    def settled(self) -> int:
        """How many of the samples will not change any more."""
        return self._settled

    def grow(self, points: ArrayLike, tail: ArrayLike = ()) -> int:
        """Add points, and show `tail` after them until the next call. Both (K, 4) of x, y, radius, time.

        Gives the index from which samples may have changed.
        """
        changed = max(self._settled - 1, 0)
        for x, y, radius, time in np.asarray(points, np.float64).reshape(-1, 4).tolist():
            _append(self._points, x, y, radius, time)
        self._settle()
        shown = list(self._points)
        for x, y, radius, time in np.asarray(tail, np.float64).reshape(-1, 4).tolist():
            _append(shown, x, y, radius, time)
        self._count = self._settled
        if len(shown) == 1 and not self._started:
            x, y, radius, time = shown[0]
            self._put(np.array([[x, y, radius, time, x, y, x, y, 1.0]]))
        elif len(shown) > 1:
            self._put(refine(shown, before=self._started))
        return changed

    def _settle(self) -> None:
        """Move into the settled part what no later point can change: all but the last two points' pieces."""
        if len(self._points) < 3 + self._started:
            return
        made = refine(self._points, before=self._started, after=True)
        self._count = self._settled
        self._put(made)
        self._settled = self._count - 1  # the last sample begins the tail again
        self._round = float(self._samples[self._settled, ROUND])
        self._points = self._points[-3:]
        self._started = True

    def _put(self, made: Floats) -> None:
        """Write samples behind the settled ones, growing the buffer as needed."""
        end = self._count + len(made)
        if end > len(self._samples):
            larger = np.empty((max(end, 2 * len(self._samples)), COLUMNS))
            larger[: self._count] = self._samples[: self._count]
            self._samples = larger
        self._samples[self._count : end] = made
        if self._count:
            self._samples[self._count, ROUND] = max(self._round, made[0, ROUND])
        self._count = end


def _append(points: list[tuple[float, float, float, float]], x: float, y: float, radius: float, time: float) -> None:
    """Add a point, or let it widen the one before where it lies on the same spot (a pen that presses without moving)."""
    if points:
        last = points[-1]
        if (x - last[0]) ** 2 + (y - last[1]) ** 2 < LEAST_STEP**2:
            points[-1] = (last[0], last[1], max(last[2], radius), last[3])
            return
    points.append((x, y, radius, time))


def ribbon(points: ArrayLike) -> Ribbon:
    """A whole stroke at once: (N, 4) of x, y, radius, time in device pixels."""
    made = Ribbon()
    made.grow(points)
    return made
