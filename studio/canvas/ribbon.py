"""From a smoothed centre line with widths to the dense strip that is painted, point by point while the pen moves.

`engines.ink.outline` gives a stroke's outline as one polygon, which is right for what leaves the studio. On the canvas a stroke
is painted in slices: the end that just grew, the part inside a tile, the part drawn so far in a replay. Slices must abut without
a seam and must not change when the stroke goes on, so the canvas keeps both edges of the strip at every sample: neighbouring
slices share an edge exactly, and what is settled is never computed again.

The samples lie on a centripetal Catmull-Rom curve through the smoothed points, as densely as the device's pixels ask for: no
facets at any zoom. Everything here is in device pixels, y down.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

X, Y, RADIUS, TIME, LEFT_X, LEFT_Y, RIGHT_X, RIGHT_Y = range(8)  # columns of a sample
COLUMNS = 8
FLATNESS = 0.06  # px by which a chord may stray from the curve
MOST_PARTS = 24  # samples between two points
LEAST_STEP = 0.2  # px, and
LEAST_SHARE = 0.04  # of the radius: nearer points are merged into the one before
FAN = 0.25  # radians between neighbouring samples above which the turn is filled by a fan of samples
STEEPEST = 0.97  # change of radius a pixel of way; at 1 a disc would lie inside its neighbour


def refine(points: ArrayLike, before: bool = False) -> tuple[Floats, Indices]:
    """(N, 4) of x, y, radius, time with N >= 2 and no two neighbours equal -> (M, 8) samples along the curve through them.

    Gives also at which sample each point lies. before: the first point only tells where the curve comes from and gets no samples
    of its own (at least three points are needed then).
    """
    rows = np.asarray(points, np.float64)
    way = rows[1:, :3] - rows[:-1, :3]
    chord = np.hypot(way[:, 0], way[:, 1])
    span = np.sqrt(chord)  # centripetal: no loops and no overshoot where points lie unevenly
    slope = way / span[:, None]
    tangent = np.empty((len(rows), 3))
    tangent[0], tangent[-1] = slope[0], slope[-1]
    inner = span[:-1] + span[1:]
    tangent[1:-1] = (slope[:-1] * span[1:, None] + slope[1:] * span[:-1, None]) / inner[:, None]
    first, last = int(before), len(chord)
    parts = _parts(tangent[first:-1], way[first:], tangent[first + 1 :], chord[first:], rows[first:-1, 2])
    ends = np.cumsum(parts)
    segment = np.append(np.repeat(np.arange(first, last), parts), last - 1)
    share = np.append((np.arange(ends[-1]) - np.repeat(ends - parts, parts)) / np.repeat(parts, parts), 1.0)
    made, moved = _samples(rows, tangent, way, span, segment, share)
    return made, moved[np.append(0, ends)]


def _parts(start: Floats, way: Floats, end: Floats, chord: Floats, radius: Floats) -> Indices:
    """Into how many parts each piece of the curve is cut, so that neither it nor its edges stray from their chords."""
    turn = np.abs(_angle(start, way)) + np.abs(_angle(way, end))
    bend = (chord + radius * turn) * (turn + np.abs(_swell(end) - _swell(start)))
    count: Indices = np.clip(np.ceil(np.sqrt(bend / (8 * FLATNESS))), 1, MOST_PARTS).astype(np.intp)
    return count


def _angle(first: Floats, second: Floats) -> Floats:
    cross = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]
    turn: Floats = np.arctan2(cross, first[:, 0] * second[:, 0] + first[:, 1] * second[:, 1])
    return turn


def _samples(rows: Floats, tangent: Floats, way: Floats, span: Floats, segment: Indices, share: Floats) -> tuple[Floats, Indices]:
    """Cubic Hermite of x, y and radius at `share` of each `segment`, with the edges of the discs' envelope.

    Gives also where each asked sample lies among those made (fans add some).
    """
    u, s, w = share[:, None], span[segment][:, None], way[segment]
    leave, arrive = tangent[segment] * s, tangent[segment + 1] * s
    square, cube = 3 * w - 2 * leave - arrive, leave + arrive - 2 * w
    place = rows[segment, :3] + u * (leave + u * (square + u * cube))
    along = leave + u * (2 * square + 3 * u * cube)
    time = rows[segment, 3] + share * (rows[segment + 1, 3] - rows[segment, 3])
    still = np.hypot(along[:, 0], along[:, 1]) < 1e-9
    if still.any():
        along[still] = w[still]
    place[:, 2] = np.maximum(place[:, 2], np.minimum(rows[segment, 2], rows[segment + 1, 2]))
    angle, swell = np.arctan2(along[:, 1], along[:, 0]), _swell(along)
    turn = (angle[1:] - angle[:-1] + np.pi) % (2 * np.pi) - np.pi
    moved = np.arange(len(place))
    if (np.abs(turn) > FAN).any():
        place, time, angle, swell, moved = _fanned(place, time, angle, swell, turn)
    return _edged(place, time, angle, swell), moved


def _swell(along: Floats) -> Floats:
    """Change of radius a pixel of way, within what discs allow that are not inside each other."""
    pace = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-12)
    swell: Floats = np.minimum(np.maximum(along[:, 2] / pace, -STEEPEST), STEEPEST)
    return swell


def _fanned(
    place: Floats, time: Floats, angle: Floats, swell: Floats, turn: Floats
) -> tuple[Floats, Floats, Floats, Floats, Indices]:
    """With samples added where the way turns sharply: at the same place, turning step by step, they round the corner."""
    parts = np.append(np.maximum(np.ceil(np.abs(turn) / FAN).astype(np.intp), 1), 1)
    starts = np.cumsum(parts) - parts
    of = np.repeat(np.arange(len(parts)), parts)
    share = (np.arange(len(of)) - starts[of]) / parts[of]
    following = np.minimum(of + 1, len(parts) - 1)
    places = place[of] + share[:, None] * (place[following] - place[of])
    times = time[of] + share * (time[following] - time[of])
    swells = swell[of] + share * (swell[following] - swell[of])
    return places, times, angle[of] + share * np.append(turn, 0.0)[of], swells, starts


def _edged(place: Floats, time: Floats, angle: Floats, swell: Floats) -> Floats:
    """Samples with both edges: where the discs' envelope touches each disc."""
    made = np.empty((len(place), COLUMNS))
    made[:, : RADIUS + 1], made[:, TIME] = place, time
    unit = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    normal = np.stack([-unit[:, 1], unit[:, 0]], axis=1) * (place[:, 2] * np.sqrt(1 - swell**2))[:, None]
    back = place[:, :2] - unit * (place[:, 2] * swell)[:, None]
    made[:, LEFT_X : LEFT_Y + 1] = back - normal
    made[:, RIGHT_X : RIGHT_Y + 1] = back + normal
    return made


class Ribbon:
    """One stroke's samples, growing at the end: a settled part that stays, and a tail that each `grow` makes anew."""

    def __init__(self) -> None:
        self._samples = np.empty((256, COLUMNS))
        self._settled = 0
        self._count = 0
        self._points: list[tuple[float, float, float, float]] = []  # those that the next samples still depend on
        self._started = False  # whether the first of _points is already behind the settled part

    def __len__(self) -> int:
        return self._count

    @property
    def samples(self) -> Floats:
        """(N, 8) samples, the tail included. A view: valid until the next `grow`."""
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
        shown = list(self._points)
        for x, y, radius, time in np.asarray(tail, np.float64).reshape(-1, 4).tolist():
            _append(shown, x, y, radius, time)
        self._count = self._settled
        if len(shown) == 1:
            x, y, radius, time = shown[0]
            self._put(np.array([[x, y, radius, time, x, y, x, y]]))
        elif shown:
            made, lies = refine(shown, before=self._started)
            self._put(made)
            self._settle(lies)
        return changed

    def _settle(self, lies: Indices) -> None:
        """Keep what no later point can change: the newest point still may, and the curve looks one point further."""
        final = len(self._points) - 3
        if final > self._started:
            self._settled += int(lies[final - self._started])  # its sample begins the next tail again
            self._points = self._points[final - 1 :]
            self._started = True

    def _put(self, made: Floats) -> None:
        """Write samples behind the settled ones, growing the buffer as needed."""
        end = self._count + len(made)
        if end > len(self._samples):
            larger = np.empty((max(end, 2 * len(self._samples)), COLUMNS))
            larger[: self._count] = self._samples[: self._count]
            self._samples = larger
        self._samples[self._count : end] = made
        self._count = end


def _append(points: list[tuple[float, float, float, float]], x: float, y: float, radius: float, time: float) -> None:
    """Add a point. One on the same spot, or whose disc lies inside the other's, is merged with the one before."""
    if points:
        last = points[-1]
        apart = math.hypot(x - last[0], y - last[1])
        if apart < LEAST_STEP + LEAST_SHARE * radius:
            points[-1] = (last[0], last[1], max(last[2], radius), last[3])
            return
        if apart * STEEPEST + radius <= last[2]:
            return
        if apart * STEEPEST + last[2] <= radius:
            points.pop()
    points.append((x, y, radius, time))


def ribbon(points: ArrayLike) -> Ribbon:
    """A whole stroke at once: (N, 4) of x, y, radius, time in device pixels."""
    made = Ribbon()
    made.grow(points)
    return made
