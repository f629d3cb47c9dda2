"""The pen's nib: from pressure or speed to a width at each point, and from widths to one closed outline.

The outline is the union of a disc at every point and the tangent quadrilateral between neighbours. It is walked as a single
polygon whose pieces all turn the same way, so filled with the NONZERO winding rule (SVG's default, Qt.WindingFill) it is exactly
that union: turns are round, and no turn, however sharp, can throw a spike or leave a hole.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.brush import Brush
from engines.ink.geometry import arc_length
from engines.ink.types import Array, Stroke

Floats = NDArray[np.float64]

SETTLE = 0.025  # s in which a width follows a change of pressure or pace
HALF_PACE = 80.0  # mm/s at which a pen without pressure draws its nominal width
LONGEST_STEP = 0.1  # s: after a longer rest the width has settled
FLATNESS = 0.004  # mm by which an arc's chords may stray from it
THINNEST = 0.06  # of the nominal width
HIDDEN = 0.015  # of its radius by which a disc may stick out of its neighbour and not be seen


class WidthModel:
    """Widths one point at a time, for painting while the pen moves. On a whole stroke `widths` gives the very same numbers.

    Where pressure is unknown it is simulated: slow is heavy, fast is light. The end's taper is left to `outline`, because
    nobody knows the end while the pen is down.
    """

    def __init__(self, pen: Brush | None = None) -> None:
        self.pen = pen or Brush()
        self.reset()

    def reset(self) -> None:
        """Begin a new stroke."""
        self._last: tuple[float, float] | None = None
        self._time = math.nan
        self._since = 0.0  # mm since the last moment with a usable time
        self._length = 0.0
        self._force = 0.5

    def width(self, x: float, y: float, t: float = math.nan, pressure: float = math.nan) -> float:
        """The width in mm at the next point of the stroke."""
        way = math.hypot(x - self._last[0], y - self._last[1]) if self._last else 0.0
        first = self._last is None
        if math.isfinite(way):
            self._last = (x, y)
            self._since += way
            self._length += way
        self._force = self._settled(t, pressure, first)
        width = 2 * self.pen.width * (0.5 - self.pen.thinning * (0.5 - self.pen.force(self._force)))
        if self.pen.taper_start > 0:
            width *= float(_ease(min(self._length, self.pen.taper_start) / self.pen.taper_start))
        return max(width, THINNEST * self.pen.width)

    def _settled(self, t: float, pressure: float, first: bool) -> float:
        dt = t - self._time if math.isfinite(t) and math.isfinite(self._time) else math.nan
        if math.isfinite(t):
            self._time = t if not math.isfinite(self._time) else max(self._time, t)
        known = math.isfinite(pressure)
        if first:
            return min(max(pressure, 0.0), 1.0) if known else 0.5
        if known and not math.isfinite(dt):
            dt = 1 / 120
        if not dt > 0:  # a time that is unknown, repeated or backward tells no pace: wait for the next
            return self._force
        aim = min(max(pressure, 0.0), 1.0) if known else 1 / (1 + self._since / dt / HALF_PACE)
        self._since = 0.0
        return self._force + (aim - self._force) * (1 - math.exp(-min(dt, LONGEST_STEP) / SETTLE))


def widths(stroke: Stroke | ArrayLike, pen: Brush | None = None) -> Floats:
    """(N,) mm at each point. stroke: a Stroke, or an (N, 4) array of x, y, t, pressure as PenModel gives it.

    pen: None takes the stroke's own brush, else a plain pen.
    """
    rows = _columns(stroke)
    model = WidthModel(pen or _own(stroke))
    return np.array([model.width(*row) for row in rows.tolist()], np.float64)


def outline(stroke: Stroke | ArrayLike, pen: Brush | None = None) -> Array:
    """(M, 2) float32 closed polygon (the last point joins the first) of the stroke drawn with `pen`.

    Fill with the nonzero winding rule. One point (or many at one place) gives a dot; no point gives (0, 2). pen: as in widths.
    """
    pen = pen or _own(stroke)
    rows = _columns(stroke)
    diameters = widths(rows, pen)
    if pen.taper_end > 0 and len(rows):
        length = arc_length(rows[:, :2])
        share = np.minimum(length[-1] - length, pen.taper_end) / pen.taper_end
        diameters = np.maximum(diameters * _ease(share), THINNEST * pen.width)
    return ribbon(rows[:, :2], diameters)


def ribbon(xy: ArrayLike, diameters: ArrayLike) -> Array:
    """(N, 2) points and (N,) diameters -> (M, 2) outline of the discs and what lies between neighbours (nonzero winding)."""
    centres, radii = _visible(np.asarray(xy, np.float64).reshape(-1, 2), np.asarray(diameters, np.float64) / 2)
    if len(centres) == 0:
        return np.zeros((0, 2), np.float32)
    if len(centres) == 1:
        return _arc(centres[0], radii[0], 0.0, 2 * math.pi)[:-1].astype(np.float32)
    way = np.diff(centres, axis=0)
    heading = np.arctan2(way[:, 1], way[:, 0])
    turns = (np.diff(heading) + math.pi) % (2 * math.pi) - math.pi  # once for both sides: a reversal turns one way only
    lean = np.arccos(np.clip((radii[:-1] - radii[1:]) / np.hypot(way[:, 0], way[:, 1]), -1.0, 1.0))
    there = _side(centres, radii, heading - lean, turns - np.diff(lean))
    back = _side(centres[::-1], radii[::-1], (heading + lean)[::-1], -(turns + np.diff(lean))[::-1])
    end = _arc(centres[-1], radii[-1], heading[-1] - lean[-1], 2 * lean[-1])
    start = _arc(centres[0], radii[0], heading[0] + lean[0], 2 * (math.pi - lean[0]))
    return np.concatenate([there, end[1:-1], back, start[1:-1]]).astype(np.float32)


def _own(stroke: Stroke | ArrayLike) -> Brush:
    return (stroke.brush if isinstance(stroke, Stroke) else None) or Brush()


def _columns(stroke: Stroke | ArrayLike) -> Floats:
    if isinstance(stroke, Stroke):
        return np.column_stack([stroke.xy, stroke.t, stroke.pressure]).astype(np.float64)
    return np.asarray(stroke, np.float64).reshape(-1, 4)


def _ease(share: float | Floats) -> Floats:
    """0 at the tip to 1 where the taper ends, leaving the tip round (a quarter of an ellipse)."""
    rest = 1 - np.clip(share, 0.0, 1.0)
    return np.sqrt(1 - rest * rest)


def _visible(centres: Floats, radii: Floats) -> tuple[Floats, Floats]:
    """Without the discs that lie (all but) inside a neighbour: they add nothing and have no common tangent."""
    kept: list[int] = []
    points, sizes = centres.tolist(), radii.tolist()
    for index, (x, y) in enumerate(points):
        hidden = False
        while kept:
            top = kept[-1]
            apart = math.hypot(x - points[top][0], y - points[top][1]) - HIDDEN * max(sizes[top], sizes[index])
            if apart <= sizes[top] - sizes[index]:
                hidden = True
            elif apart <= sizes[index] - sizes[top]:
                kept.pop()
                continue
            break
        if not hidden:
            kept.append(index)
    return centres[kept], radii[kept]


def _side(centres: Floats, radii: Floats, angle: Floats, turn: Floats) -> Floats:
    """One side of the ribbon, from where it leaves the first disc to where it meets the last.

    angle: (N-1,) from a disc's centre to where the common tangent of it and the next touches them. turn: (N-2,) by how much
    that angle changes at each inner disc, not wrapped. An outer turn gets an arc; an inner one the tangents' crossing, else
    the centre.
    """
    touch = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    leaves, meets = centres[:-1] + radii[:-1, None] * touch, centres[1:] + radii[1:, None] * touch
    joint, joint_radii = centres[1:-1], radii[1:-1]
    crossing, crosses = _crossings(leaves, meets, turn)
    arcs = 2 + np.floor(turn / _arc_step(joint_radii))
    counts = np.where(crosses, 1, np.where(turn > 0, arcs, 3)).astype(np.intp)
    of = np.repeat(np.arange(len(joint)), counts)
    nth = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
    towards = angle[:-1][of] + nth / np.maximum(counts[of] - 1, 1) * turn[of]
    points = joint[of] + joint_radii[of, None] * np.stack([np.cos(towards), np.sin(towards)], axis=1)
    inside = (turn[of] <= 0) & (nth == 1)
    points[inside] = joint[of][inside]
    points[crosses[of]] = crossing[of][crosses[of]]
    return np.concatenate([leaves[:1], points, meets[-1:]])


def _crossings(leaves: Floats, meets: Floats, turn: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Where each tangent crosses the next one, and whether it does so inside both (their halves at the joint)."""
    run, following = (meets - leaves)[:-1], (meets - leaves)[1:]
    gap = leaves[1:] - leaves[:-1]
    cross = run[:, 0] * following[:, 1] - run[:, 1] * following[:, 0]
    safe = np.where(np.abs(cross) > 1e-15, cross, 1.0)
    on_run = (gap[:, 0] * following[:, 1] - gap[:, 1] * following[:, 0]) / safe
    on_following = (gap[:, 0] * run[:, 1] - gap[:, 1] * run[:, 0]) / safe
    straight = np.abs(turn) < 1e-5
    inside = (
        (turn < 0)
        & (turn > -math.pi / 2)
        & (on_run > 0.5)
        & (on_run <= 1)
        & (on_following >= 0)
        & (on_following < 0.5)
        & (cross != 0)
    )
    points = np.where(straight[:, None], meets[:-1], leaves[:-1] + on_run[:, None] * run)
    return points, straight | inside


def _arc_step(radius: Floats) -> Floats:
    """Radians between points of an arc, so that its chords stray from it by at most FLATNESS."""
    return np.clip(2 * np.sqrt(2 * FLATNESS / np.maximum(radius, 1e-9)), 0.05, 0.8)


def _arc(centre: Floats, radius: float, start: float, sweep: float) -> Floats:
    count = 2 + int(sweep / _arc_step(np.array(radius)))
    angle = start + np.linspace(0.0, sweep, count)
    return centre + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
