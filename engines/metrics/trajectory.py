"""How alike two trajectories are: dynamic time warping, in both of the readings that "average DTW distance" allows.

The points of both trajectories are matched in order; every point is used at least once and the sum of the Euclidean distances of
the matched points, the cost, is the least possible. `dtw_path` divides it by the number of matches, `dtw_ref` by the number of
the reference's points. Among matchings of the same cost the shortest counts, so that both figures are defined for all input.

`dtw_seg` matches each point of either trajectory, in order, with the piece of line that the other has reached, so that it does
not matter how densely either was sampled (after Mohamed Moussa, Lelore, Mouchère, "Point to Segment Distance DTW for Online
Handwriting Signals Matching", ICPRAM 2023).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

CHUNK = 256  # pairs warped together: the working set stays in the processor's cache
ENDLESS = np.iinfo(np.int64).max // 2
Ends = tuple[Counts, Counts]


@dataclass(frozen=True)
class Dtw:
    """The best matching of two trajectories.

    cost: sum of distances, the trajectories' unit. path_length: matched pairs of points. reference_points: points of the
    reference, the second trajectory.
    """

    cost: float
    path_length: int
    reference_points: int

    @property
    def per_match(self) -> float:
        """`dtw_path`: the mean distance of a matched pair."""
        return self.cost / self.path_length

    @property
    def per_reference_point(self) -> float:
        """`dtw_ref`: the cost for each point of the reference."""
        return self.cost / self.reference_points


def _points(paths: ArrayLike, dimensions: int) -> Floats:
    points = np.asarray(paths, np.float64)
    if points.ndim != dimensions or points.shape[-1] != 2 or points.shape[-2] == 0:
        raise ValueError(f"A trajectory must be (N, 2) with at least one point, not {points.shape[-2:]}.")
    if not np.isfinite(points).all():
        raise ValueError("A trajectory holds a point that is not a number.")
    return points


def _warp(a: Floats, b: Floats, ends: Ends | None = None) -> tuple[Floats, Counts]:
    """(B, N, 2) and (B, M, 2) -> the cost (B,) and the path's length (B,).

    Cells of one anti-diagonal depend on the two diagonals before it only, so a whole diagonal of a whole batch is one step.
    Row i of a diagonal's arrays is the cell of point i of `a`; row 0 stands for "before the first point".
    ends: how many points each pair really has, where the rest is padding: a cell knows nothing of what comes after it.
    """
    rows, columns, pairs = a.shape[1], b.shape[1], len(a)
    n, m = ends or (np.full(pairs, rows), np.full(pairs, columns))
    cost, path_length = np.zeros(pairs), np.zeros(pairs, np.int64)
    ax, ay = (np.ascontiguousarray(a[:, :, axis].T) for axis in (0, 1))  # (N, B)
    bx, by = (np.ascontiguousarray(b[:, ::-1, axis].T) for axis in (0, 1))  # (M, B), backwards: diagonals become slices
    costs = [np.full((rows + 1, pairs), np.inf) for _ in range(3)]
    counts = [np.full((rows + 1, pairs), ENDLESS) for _ in range(3)]
    costs[0][0], counts[0][0] = 0.0, 0  # the only beginning: before both first points
    for diagonal in range(rows + columns - 1):
        low, high = max(0, diagonal - columns + 1), min(rows, diagonal + 1)
        other = slice(columns - 1 - diagonal + low, columns - 1 - diagonal + high)
        distance = np.hypot(ax[low:high] - bx[other], ay[low:high] - by[other])
        (before, last, new), (n_before, n_last, n_new) = costs, counts
        both, from_a, from_b = before[low:high], last[low:high], last[low + 1 : high + 1]
        best = np.minimum(np.minimum(from_a, from_b), both)
        length = np.where(both == best, n_before[low:high], ENDLESS)
        np.minimum(length, n_last[low:high], out=length, where=from_a == best)
        np.minimum(length, n_last[low + 1 : high + 1], out=length, where=from_b == best)
        new.fill(np.inf)
        n_new.fill(ENDLESS)
        np.add(best, distance, out=new[low + 1 : high + 1])
        np.add(length, 1, out=n_new[low + 1 : high + 1])
        done = np.flatnonzero(n + m - 2 == diagonal)
        cost[done], path_length[done] = new[n[done], done], n_new[n[done], done]
        costs, counts = [last, new, before], [n_last, n_new, n_before]
    return cost, path_length


def _warp_seg(a: Floats, b: Floats, ends: Ends) -> tuple[Floats, Counts]:
    """As `_warp`, but one point of one trajectory at a time moves on, at its distance from the other's segment there."""
    rows, columns, pairs = a.shape[1], b.shape[1], len(a)
    first, second = a.transpose(2, 1, 0), b[:, ::-1].transpose(2, 1, 0)  # (2, N, B) and (2, M, B), backwards as above
    along_a = np.diff(first, axis=1, append=first[:, -1:])  # from each point to the next; the last has none
    along_b = -np.diff(second, axis=1, prepend=second[:, :1])
    last, cost = np.full((rows + 1, pairs), np.inf), np.zeros(pairs)
    for diagonal in range(rows + columns - 1):
        low, high = max(0, diagonal - columns + 1), min(rows, diagonal + 1)
        other = slice(columns - 1 - diagonal + low, columns - 1 - diagonal + high)
        apart = first[:, low:high] - second[:, other]
        from_a = last[low:high] + _beside(apart, along_b[:, other])
        from_b = last[low + 1 : high + 1] + _beside(-apart, along_a[:, low:high])
        new = np.full((rows + 1, pairs), np.inf)
        new[low + 1 : high + 1] = np.hypot(*apart) if diagonal == 0 else np.minimum(from_a, from_b)
        done = np.flatnonzero(ends[0] + ends[1] - 2 == diagonal)
        cost[done] = new[ends[0][done], done]
        last = new
    return cost, ends[0] + ends[1] - 1


def _beside(to: Floats, way: Floats) -> Floats:
    """How far points lie from segments; `to`: (2, ...) from a segment's beginning to its point, `way`: to its end."""
    along = (to * way).sum(axis=0) / np.maximum((way * way).sum(axis=0), 1e-24)
    return np.asarray(np.hypot(*(to - np.clip(along, 0.0, 1.0) * way)))


def dtw_batch(a: ArrayLike, b: ArrayLike) -> list[Dtw]:
    """Each trajectory of `a` (B, N, 2) against its reference in `b` (B, M, 2). Much faster than one by one.

    Raises ValueError for unequal batches, empty trajectories and points that are not numbers.
    """
    first, second = _points(a, 3), _points(b, 3)
    if len(first) != len(second):
        raise ValueError(f"{len(first)} trajectories cannot be compared with {len(second)} references.")
    found: list[Dtw] = []
    for start in range(0, len(first), CHUNK):
        cost, length = _warp(first[start : start + CHUNK], second[start : start + CHUNK])
        found += [Dtw(float(c), int(n), second.shape[1]) for c, n in zip(cost, length, strict=True)]
    return found


def dtw_many(a: Sequence[ArrayLike], b: Sequence[ArrayLike]) -> list[Dtw]:
    """Each trajectory of `a`, (N, 2), against its reference in `b`, (M, 2), of whatever numbers of points.

    Raises ValueError as `dtw_batch` does.
    """
    return _many(a, b, _warp)


def dtw_seg_many(a: Sequence[ArrayLike], b: Sequence[ArrayLike]) -> list[Dtw]:
    """`dtw_many` by DTW-seg: every point of both trajectories is one match. Raises ValueError as `dtw_batch` does."""
    return _many(a, b, _warp_seg)


def _many(
    a: Sequence[ArrayLike], b: Sequence[ArrayLike], warp: Callable[[Floats, Floats, Ends], tuple[Floats, Counts]]
) -> list[Dtw]:
    firsts, seconds = [_points(path, 2) for path in a], [_points(path, 2) for path in b]
    if len(firsts) != len(seconds):
        raise ValueError(f"{len(firsts)} trajectories cannot be compared with {len(seconds)} references.")
    found: dict[int, Dtw] = {}
    by_size = sorted(range(len(firsts)), key=lambda index: len(firsts[index]) + len(seconds[index]))
    for start in range(0, len(by_size), CHUNK // 4):  # of like size, so that little is padding
        chosen = by_size[start : start + CHUNK // 4]
        (rows, n), (columns, m) = (_padded([paths[index] for index in chosen]) for paths in (firsts, seconds))
        cost, length = warp(rows, columns, (n, m))
        found |= {index: Dtw(float(cost[k]), int(length[k]), int(m[k])) for k, index in enumerate(chosen)}
    return [found[index] for index in range(len(firsts))]


def _padded(paths: list[Floats]) -> tuple[Floats, Counts]:
    """Trajectories as (B, most, 2), their last points repeated, and how many points each has."""
    counts = np.array([len(path) for path in paths])
    most = int(counts.max())
    return np.stack([np.concatenate([path, np.repeat(path[-1:], most - len(path), axis=0)]) for path in paths]), counts


def dtw(a: ArrayLike, b: ArrayLike) -> Dtw:
    """The best matching of the trajectory `a` (N, 2) with the reference `b` (M, 2).

    Raises ValueError for empty trajectories and points that are not numbers.
    """
    return dtw_batch(_points(a, 2)[None], _points(b, 2)[None])[0]


def dtw_path(a: ArrayLike, b: ArrayLike) -> float:
    """Cost over the length of the warping path, in the trajectories' unit (unit squares in protocol `unipen32`)."""
    return dtw(a, b).per_match


def dtw_ref(a: ArrayLike, b: ArrayLike) -> float:
    """Cost over the number of points of the reference `b`, in the trajectories' unit."""
    return dtw(a, b).per_reference_point
