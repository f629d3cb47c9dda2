"""Cubic curves through many stretches of path at once: a page has thousands, each far too short to keep numpy busy alone.

Source: P. J. Schneider, "An Algorithm for Automatically Fitting Digitized Curves", Graphics Gems (1990). Ours also measures the
way back, from the curve to the points, so that a fitted curve can neither loop nor bulge beyond the tolerance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]

CORNER = math.radians(50)  # turning by more than this at a point keeps it a corner
ROUNDS = 4  # of improving the parameters before a stretch is split
HOPELESS = 6  # tolerances: an attempt that far off is not improved but split
SAMPLES = 24  # points of a curve that are measured against the path
LONGEST = 400  # points fitted at once: bounds the time of one attempt
SLAB = 20_000  # edges measured at once: bounds memory


@dataclass(frozen=True)
class Groups:
    """Rows that lie group by group in one array. of: (R,) each row's group; nth: (R,) its place in it; every group has a row."""

    starts: Indices
    counts: Indices
    of: Indices
    nth: Indices

    @staticmethod
    def sized(counts: Indices) -> Groups:
        """Groups of `counts` (G,) rows, each at least 1."""
        starts = np.cumsum(counts) - counts
        of = np.repeat(np.arange(len(counts)), counts)
        return Groups(starts, counts, of, np.arange(len(of)) - starts[of])

    def total(self, values: Floats) -> Floats:
        """(R, ...) -> (G, ...) sums."""
        return np.add.reduceat(values, self.starts, axis=0)

    def first(self, wanted: Flags) -> Indices:
        """(R,) -> (G,) the first row of each group that is wanted; R where none is."""
        rows = np.where(wanted, np.arange(len(wanted)), len(wanted))
        return np.minimum.reduceat(rows, self.starts)

    def largest(self, values: Floats) -> Indices:
        """(R,) -> (G,) the first row of each group that has its largest value."""
        return self.first(values == np.maximum.reduceat(values, self.starts)[self.of])


@dataclass(frozen=True)
class Stretches:
    """Parts of one long array of points. first, last: (S,) indices, both inside; leaves, arrives: (S, 2) unit vectors inwards."""

    first: Indices
    last: Indices
    leaves: Floats
    arrives: Floats

    def __getitem__(self, which: Flags | Indices) -> Stretches:
        """Some of them."""
        return Stretches(self.first[which], self.last[which], self.leaves[which], self.arrives[which])


def fit(points: Floats, ends: Indices, tolerance: float) -> tuple[Floats, Indices]:
    """Cubics through the first and the last point and all corners of each path, no farther than `tolerance` from its points.

    points: (P, 2) of all paths one after the other, no two neighbours of a path equal; ends: (K,) index after each path's last
    point, every path with two points or more. -> (C, 4, 2) pieces in order, and (C,) the index of the point each begins at.
    """
    first, last = _between_corners(points, ends, tolerance)
    todo = Stretches(first, last, _headings(points, first, last, tolerance), _headings(points, last, first, tolerance))
    done: list[tuple[Floats, Indices]] = []
    while len(todo.first):
        curves, good, worst = _attempt(points, todo, tolerance)
        done.append((curves[good], todo.first[good]))
        rest, at = todo[~good], worst[~good]
        middle = _directions(points, rest, at, tolerance)
        todo = Stretches(
            np.concatenate([rest.first, at]),
            np.concatenate([at, rest.last]),
            np.concatenate([rest.leaves, middle]),
            np.concatenate([-middle, rest.arrives]),
        )
    begins = np.concatenate([begin for _, begin in done])
    order = np.argsort(begins)
    return np.concatenate([curves for curves, _ in done])[order], begins[order]


# ---------------------------------------------------------------- where to cut


def _between_corners(points: Floats, ends: Indices, tolerance: float) -> tuple[Indices, Indices]:
    """First and last points of the stretches between corners, which are where the path, seen without its jitter, turns sharply.

    Long stretches are cut into even parts.
    """
    starts = np.concatenate([[0], ends[:-1]])
    at = np.flatnonzero(_landmarks(points, starts, ends - 1, tolerance / 2))
    way = np.diff(points[at], axis=0)
    heading = np.arctan2(way[:, 1], way[:, 0])
    turn = np.abs((np.diff(heading) + math.pi) % (2 * math.pi) - math.pi)
    corner = np.ones(len(at), bool)
    corner[1:-1] = turn > CORNER
    corner |= np.isin(at, starts) | np.isin(at, ends - 1)
    cuts = at[corner]
    first, last = cuts[:-1], cuts[1:]
    inside = ~np.isin(last, starts)  # not from the end of one path to the start of the next
    first, length = first[inside], (last - first)[inside]
    parts = Groups.sized(-(-length // LONGEST))
    first, length, count = first[parts.of], length[parts.of], parts.counts[parts.of]
    return first + length * parts.nth // count, first + length * (parts.nth + 1) // count


def _landmarks(points: Floats, first: Indices, last: Indices, tolerance: float) -> Flags:
    """(P,) which points Ramer, Douglas and Peucker keep of each path, a level of all paths at a time."""
    keep = np.zeros(len(points), bool)
    keep[first] = keep[last] = True
    while True:
        wide = last - first > 1
        first, last = first[wide], last[wide]
        if len(first) == 0:
            return keep
        inner = Groups.sized(last - first - 1)
        at = first[inner.of] + 1 + inner.nth
        chord = points[last] - points[first]
        scale = np.maximum((chord**2).sum(axis=1), 1e-24)
        gap = points[at] - points[first][inner.of]
        along = np.clip((gap * chord[inner.of]).sum(axis=1) / scale[inner.of], 0.0, 1.0)
        away = np.hypot(*(gap - along[:, None] * chord[inner.of]).T)
        worst = inner.largest(away)
        far = away[worst] > tolerance
        middle = at[worst][far]
        keep[middle] = True
        first, last = np.concatenate([first[far], middle]), np.concatenate([middle, last[far]])


def _headings(points: Floats, start: Indices, towards: Indices, reach: float) -> Floats:
    """(S, 2) unit vectors in which the path leaves `start`, seen over a few tolerances so that jitter does not decide it."""
    rows = Groups.sized(np.abs(towards - start) + 1)
    way = points[start[rows.of] + np.sign(towards - start)[rows.of] * rows.nth] - points[start][rows.of]
    away = np.hypot(*way.T)
    far = rows.first(away > 3 * reach)
    at = np.where(far < len(away), far, rows.largest(away))
    size = away[at][:, None]
    return np.where(size > 0, way[at] / np.where(size > 0, size, 1.0), (1.0, 0.0))


def _directions(points: Floats, stretches: Stretches, at: Indices, reach: float) -> Floats:
    """(S, 2) unit vectors along the path at an inner point of each stretch."""
    ahead = _headings(points, at, stretches.last, reach)
    way = ahead - _headings(points, at, stretches.first, reach)
    size = np.hypot(*way.T)[:, None]
    return np.where(size > 1e-9, way / np.where(size > 1e-9, size, 1.0), ahead)


# ---------------------------------------------------------------- one cubic a stretch


def _attempt(points: Floats, stretches: Stretches, tolerance: float) -> tuple[Floats, Flags, Indices]:
    """-> (S, 4, 2) curves, (S,) whether each is good, and (S,) the point at which to split where it is not."""
    first, last = stretches.first, stretches.last
    ends = points[first], points[last]
    third = (ends[1] - ends[0]) / 3
    curves = np.stack([ends[0], ends[0] + third, ends[1] - third, ends[1]], axis=1)
    good, worst = last - first == 1, first.copy()
    active = np.flatnonzero(~good)
    near: list[Indices] = []
    rows = Groups.sized(last[active] - first[active] + 1)
    path = points[first[active][rows.of] + rows.nth]
    length = _lengths(path, rows)
    total = length[rows.starts + rows.counts - 1]
    u = length / total[rows.of]
    for _ in range(ROUNDS):
        if len(active) == 0:
            break
        curve = _least_squares(path, u, rows, stretches[active], total)
        away = np.hypot(*(evaluate(curve[rows.of], u) - path).T)
        largest = rows.largest(away)
        curves[active] = curve
        worst[active] = first[active] + np.clip(rows.nth[largest], 1, rows.counts - 2)
        near.append(active[away[largest] <= tolerance])
        hope = (away[largest] > tolerance) & (away[largest] <= HOPELESS * tolerance)
        more = hope[rows.of]
        curve, path, u, active, total = curve[hope], path[more], u[more], active[hope], total[hope]
        rows = Groups.sized(rows.counts[hope])
        u = _closer(curve, path, u, rows)
    candidates = np.concatenate([*near, active[:0]])
    good[candidates] = _stay_near(points, curves[candidates], first[candidates], last[candidates], tolerance)
    return curves, good, worst


def _lengths(path: Floats, rows: Groups) -> Floats:
    """(R,) way from the first row of each group."""
    steps = np.zeros(len(path))
    steps[1:] = np.hypot(*np.diff(path, axis=0).T)
    steps[rows.starts] = 0.0
    way = np.cumsum(steps)
    return way - way[rows.starts][rows.of]


def _least_squares(path: Floats, u: Floats, rows: Groups, stretches: Stretches, length: Floats) -> Floats:
    """(S, 4, 2): the cubics with given ends and end directions nearest to the points at parameters u; handles are bounded."""
    leaves, arrives = stretches.leaves, stretches.arrives
    start, end = path[rows.starts], path[rows.starts + rows.counts - 1]
    b0, b1, b2, b3 = _basis(u)
    rest = path - (b0 + b1)[:, None] * start[rows.of] - (b2 + b3)[:, None] * end[rows.of]
    c00, c11 = rows.total(b1 * b1) * (leaves**2).sum(axis=1), rows.total(b2 * b2) * (arrives**2).sum(axis=1)
    c01 = rows.total(b1 * b2) * (leaves * arrives).sum(axis=1)
    x0 = (rows.total(b1[:, None] * rest) * leaves).sum(axis=1)
    x1 = (rows.total(b2[:, None] * rest) * arrives).sum(axis=1)
    determinant = c00 * c11 - c01 * c01
    solvable = np.abs(determinant) > 1e-12 * np.maximum(c00 * c11, 1e-300)
    solved = np.stack([x0 * c11 - x1 * c01, c00 * x1 - c01 * x0], axis=1) / np.where(solvable, determinant, 1.0)[:, None]
    chord = np.hypot(*(end - start).T)
    usable = solvable & (solved > 1e-3 * chord[:, None]).all(axis=1) & (solved < length[:, None]).all(axis=1)
    handles = np.where(usable[:, None], solved, chord[:, None] / 3)
    return np.stack([start, start + handles[:, :1] * leaves, end + handles[:, 1:] * arrives, end], axis=1)


def _closer(curve: Floats, path: Floats, u: Floats, rows: Groups) -> Floats:
    """One Newton step of every parameter towards its nearest point of its curve; order and ends are kept."""
    if len(u) == 0:
        return u
    first, second = 3 * np.diff(curve, axis=1)[rows.of], 6 * np.diff(curve, 2, axis=1)[rows.of]
    v = 1 - u
    slope = (v**2)[:, None] * first[:, 0] + (2 * u * v)[:, None] * first[:, 1] + (u**2)[:, None] * first[:, 2]
    bend = v[:, None] * second[:, 0] + u[:, None] * second[:, 1]
    away = evaluate(curve[rows.of], u) - path
    top, bottom = (away * slope).sum(axis=1), (slope**2 + away * bend).sum(axis=1)
    moved = np.where(np.abs(bottom) > 1e-12, u - top / np.where(bottom == 0, 1.0, bottom), u)
    moved = np.clip(moved, 0.0, 1.0)
    falls = (np.diff(moved) < 0) & (rows.nth[1:] > 0)
    for group in np.unique(rows.of[1:][falls]).tolist():
        part = slice(rows.starts[group], rows.starts[group] + rows.counts[group])
        moved[part] = np.maximum.accumulate(moved[part])
    moved[rows.starts], moved[rows.starts + rows.counts - 1] = 0.0, 1.0
    return moved


def _stay_near(points: Floats, curves: Floats, first: Indices, last: Indices, tolerance: float) -> Flags:
    """(S,) whether samples of each curve all lie within the tolerance of its stretch of the path."""
    near = np.zeros(len(curves), bool)
    samples = np.einsum("nk,skc->snc", np.stack(_basis(np.linspace(0.0, 1.0, SAMPLES)), axis=1), curves)
    slabs = np.cumsum(last - first) // SLAB
    for slab in np.unique(slabs):
        here = np.flatnonzero(slabs == slab)
        edges = Groups.sized(last[here] - first[here])
        at = first[here][edges.of] + edges.nth
        way = points[at + 1] - points[at]
        gap_x, gap_y = (samples[here, :, axis][edges.of] - points[at, axis][:, None] for axis in (0, 1))  # (R, SAMPLES)
        scale = (way**2).sum(axis=1)[:, None]
        along = np.clip((gap_x * way[:, :1] + gap_y * way[:, 1:]) / scale, 0.0, 1.0)
        away = (gap_x - along * way[:, :1]) ** 2 + (gap_y - along * way[:, 1:]) ** 2
        nearest = np.sqrt(np.minimum.reduceat(away, edges.starts, axis=0))
        near[here] = (nearest <= tolerance).all(axis=1)
    return near


def _basis(u: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    v = 1 - u
    return v**3, 3 * u * v**2, 3 * u**2 * v, u**3


def evaluate(curves: Floats, u: Floats) -> Floats:
    """(N, 4, 2) a cubic for each of the parameters (N,) in 0..1, or (4, 2) one for all of them -> (N, 2)."""
    basis = np.stack(_basis(u), axis=1)
    return basis @ curves if curves.ndim == 2 else np.einsum("nk,nkc->nc", basis, curves)
