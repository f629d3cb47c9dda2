"""From the many points of a pen to the few cubic curves that a drawing program, a plotter or a person wants to handle.

Source: P. J. Schneider, "An Algorithm for Automatically Fitting Digitized Curves", Graphics Gems (1990). Ours also measures the
way back, from the curve to the points, so that a fitted curve can neither loop nor bulge beyond the tolerance.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.geometry import arc_length, simplify
from engines.ink.types import Ink, Stroke

Floats = NDArray[np.float64]

CORNER = math.radians(50)  # turning by more than this at a point keeps it a corner
ROUNDS = 4  # of improving the parameters before a piece is split
HOPELESS = 6  # tolerances: an attempt that far off is not improved but split
SAMPLES = 24  # points of a curve that are measured against the path
LONGEST = 400  # points fitted at once: bounds the time of one attempt
MOST_POINTS = 100_000  # of a faired stroke, about: bounds memory for ink far larger than a page
TOLERANCE = 0.03  # mm that a curve may stray from the pen's points: less than half a hair's width


def fit_cubics(xy: ArrayLike, tolerance: float) -> Floats:
    """(N, 2) path -> (K, 4, 2) cubic pieces, end to start, through the path's first and last point and all its corners.

    No point of the path is farther than `tolerance` (> 0, the path's units) from the curve, nor a point of the curve from the
    path. Repeated points are one; fewer than two different points give no piece, (0, 4, 2).
    """
    points = np.asarray(xy, np.float64).reshape(-1, 2)
    if len(points):
        points = points[np.concatenate([[True], (np.diff(points, axis=0) != 0).any(axis=1)])]
    if len(points) < 2:
        return np.zeros((0, 4, 2))
    pieces: list[Floats] = []
    cuts = _corners(points, tolerance)
    for first, last in pairwise(cuts):
        _fit(points[first : last + 1], tolerance, pieces)
    return np.array(pieces)


def faired(ink: Ink, tolerance: float = TOLERANCE, step: float = 0.12) -> Ink:
    """Ink as the eye should see it at any size: points every `step` mm on curves that stray at most `tolerance` mm from it.

    A view for drawing: times and pressures are carried along by the share of the length. tolerance 0 gives the ink itself.
    """
    return ink if tolerance <= 0 else Ink(tuple(_faired(stroke, tolerance, step) for stroke in ink))


def _faired(stroke: Stroke, tolerance: float, step: float) -> Stroke:
    pieces = fit_cubics(stroke.xy, tolerance)
    if len(pieces) == 0:
        return stroke
    before = arc_length(stroke.xy)
    step = max(step, before[-1] / MOST_POINTS)
    parts = [pieces[0][:1]]
    for piece in pieces:
        count = max(1, math.ceil(np.hypot(*np.diff(piece, axis=0).T).sum() / step))
        parts.append(evaluate(piece, np.linspace(0.0, 1.0, count + 1))[1:])
    xy = np.concatenate(parts)
    after = arc_length(xy)
    share = after / after[-1] * before[-1]
    return stroke.derive(xy, t=np.interp(share, before, stroke.t), pressure=np.interp(share, before, stroke.pressure))


def _corners(points: Floats, tolerance: float) -> list[int]:
    """Indices of the ends and of points where the path, seen without its jitter, turns sharply, and some in long stretches."""
    kept = simplify(points, tolerance / 2).astype(np.float64)
    at = _indices(points, kept)
    way = np.diff(points[at], axis=0)
    heading = np.arctan2(way[:, 1], way[:, 0])
    turn = np.abs((np.diff(heading) + math.pi) % (2 * math.pi) - math.pi)
    cuts = [0, *(int(i) for i in np.array(at[1:-1], int)[turn > CORNER]), len(points) - 1]
    full = [cuts[0]]
    for cut in cuts[1:]:
        parts = math.ceil((cut - full[-1]) / LONGEST)
        start = full[-1]
        full += [start + (cut - start) * k // parts for k in range(1, parts + 1)]
    return full


def _indices(points: Floats, kept: Floats) -> list[int]:
    """Where the points that simplify kept (in order, as float32) lie in the path."""
    single = points.astype(np.float32).astype(np.float64)
    found, start = [0], 1
    for point in kept[1:-1]:
        start += int(np.argmax((single[start:] == point).all(axis=1)))
        found.append(start)
        start += 1
    return [*found, len(points) - 1]


def _fit(points: Floats, tolerance: float, pieces: list[Floats]) -> None:
    """Append the pieces for a stretch without corners."""
    todo = [(points, _heading(points, tolerance), _heading(points[::-1], tolerance))]
    while todo:
        stretch, leaves, arrives = todo.pop()
        curve, worst = _attempt(stretch, leaves, arrives, tolerance)
        if curve is not None:
            pieces.append(curve)
            continue
        middle = _direction(stretch, worst, tolerance)
        todo.append((stretch[worst:], middle, arrives))
        todo.append((stretch[: worst + 1], leaves, -middle))


def _heading(points: Floats, reach: float) -> Floats:
    """Unit vector in which a path leaves its first point, seen over a few tolerances so that jitter does not decide it."""
    away = np.hypot(*(points - points[0]).T)
    far = np.flatnonzero(away > 3 * reach)
    at = int(far[0]) if len(far) else int(np.argmax(away))
    return (points[at] - points[0]) / away[at] if away[at] > 0 else np.array([1.0, 0.0])


def _direction(points: Floats, at: int, reach: float) -> Floats:
    """Unit vector along the path at an inner point."""
    way = _heading(points[at:], reach) - _heading(points[at::-1], reach)
    size = float(np.hypot(*way))
    return way / size if size > 1e-9 else _heading(points[at:], reach)


def _attempt(points: Floats, leaves: Floats, arrives: Floats, tolerance: float) -> tuple[Floats | None, int]:
    """One cubic for the stretch, or None and the point at which to split it."""
    if len(points) == 2:
        return _straight(points), 0
    length = arc_length(points)
    u = length / length[-1]
    worst = len(points) // 2
    for _ in range(ROUNDS):
        curve = _least_squares(points, u, leaves, arrives, length[-1])
        away = np.hypot(*(evaluate(curve, u) - points).T)
        worst = int(np.clip(np.argmax(away), 1, len(points) - 2))
        if away.max() <= tolerance:
            return (curve, 0) if _stays_near(curve, points, tolerance) else (None, worst)
        if away.max() > HOPELESS * tolerance:
            break
        u = _closer(curve, points, u)
    return None, worst


def _straight(points: Floats) -> Floats:
    first, last = points[0], points[-1]
    return np.stack([first, first + (last - first) / 3, last - (last - first) / 3, last])


def _least_squares(points: Floats, u: Floats, leaves: Floats, arrives: Floats, length: float) -> Floats:
    """The cubic with given ends and end directions that is nearest to the points at parameters u; handles are bounded."""
    b0, b1, b2, b3 = _basis(u)
    a1, a2 = b1[:, None] * leaves, b2[:, None] * arrives
    rest = points - (b0 + b1)[:, None] * points[0] - (b2 + b3)[:, None] * points[-1]
    c = np.array([[(a1 * a1).sum(), (a1 * a2).sum()], [(a1 * a2).sum(), (a2 * a2).sum()]])
    x = np.array([(a1 * rest).sum(), (a2 * rest).sum()])
    determinant = c[0, 0] * c[1, 1] - c[0, 1] * c[1, 0]
    chord = float(np.hypot(*(points[-1] - points[0])))
    handles = np.array([chord, chord]) / 3
    if abs(determinant) > 1e-12 * max(c[0, 0] * c[1, 1], 1e-300):
        solved = np.array([x[0] * c[1, 1] - x[1] * c[0, 1], c[0, 0] * x[1] - c[1, 0] * x[0]]) / determinant
        if (solved > 1e-3 * chord).all() and (solved < length).all():
            handles = solved
    return np.stack([points[0], points[0] + handles[0] * leaves, points[-1] + handles[1] * arrives, points[-1]])


def _closer(curve: Floats, points: Floats, u: Floats) -> Floats:
    """One Newton step of every parameter towards its nearest point of the curve; order and ends are kept."""
    first, second = 3 * np.diff(curve, axis=0), 6 * np.diff(curve, 2, axis=0)
    v = 1 - u
    slope = (v**2)[:, None] * first[0] + (2 * u * v)[:, None] * first[1] + (u**2)[:, None] * first[2]
    bend = v[:, None] * second[0] + u[:, None] * second[1]
    away = evaluate(curve, u) - points
    top, bottom = (away * slope).sum(axis=1), (slope**2 + away * bend).sum(axis=1)
    moved = np.where(np.abs(bottom) > 1e-12, u - top / np.where(bottom == 0, 1.0, bottom), u)
    moved = np.maximum.accumulate(np.clip(moved, 0.0, 1.0))
    moved[0], moved[-1] = 0.0, 1.0
    return moved


def _stays_near(curve: Floats, points: Floats, tolerance: float) -> bool:
    """Whether samples of the curve all lie within the tolerance of the polyline."""
    samples = evaluate(curve, np.linspace(0.0, 1.0, SAMPLES))[:, None]
    start, way = points[:-1], np.diff(points, axis=0)
    along = np.clip(((samples - start) * way).sum(-1) / (way**2).sum(-1), 0.0, 1.0)
    away = samples - start - along[..., None] * way
    return bool((np.sqrt((away**2).sum(-1)).min(axis=1) <= tolerance).all())


def _basis(u: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    v = 1 - u
    return v**3, 3 * u * v**2, 3 * u**2 * v, u**3


def evaluate(curve: Floats, u: Floats) -> Floats:
    """(4, 2) cubic at parameters (N,) in 0..1 -> (N, 2)."""
    return np.stack(_basis(u), axis=1) @ curve
