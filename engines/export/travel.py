"""In which order, and from which end, a plotter draws strokes so that its pen travels little in the air.

Nearest neighbour first, then exchanges: 2-opt (Croes, "A method for solving traveling-salesman problems", 1958), which turns
a run of strokes round, where strokes may be drawn from their ends, and moved runs of up to three strokes (Or, 1976), which
keep their direction. The way is never longer than in the order given.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Way = list[tuple[int, bool]]  # which stroke, and whether from its end

TOGETHER = 600  # strokes that are ordered together: bounds the time for pages of many thousands
SWEEPS = 12  # over all strokes, at most
RUN = 3  # strokes that move together, at most
GAIN = 1e-6  # mm that an exchange must save


def length(starts: ArrayLike, ends: ArrayLike, way: Way, home: ArrayLike) -> float:
    """mm in the air: from `home` through all strokes (their (N, 2) starts and ends, mm) and back to it."""
    a, b = _visited(np.asarray(starts, np.float64), np.asarray(ends, np.float64), way)
    stops, leaves = np.vstack([a, home]), np.vstack([home, b])
    return float(np.hypot(*(stops - leaves).T).sum())


def shortest(
    starts: ArrayLike,
    ends: ArrayLike,
    home: ArrayLike,
    turning: bool = True,
    report: Callable[[int, int], None] | None = None,
) -> Way:
    """A short way from `home` through all strokes and back. starts, ends: (N, 2) mm. turning: strokes may be drawn from their
    end.

    report: called with (strokes ordered, in all); an exception that it raises stops the work.
    """
    a, b = np.asarray(starts, np.float64).reshape(-1, 2), np.asarray(ends, np.float64).reshape(-1, 2)
    base = np.asarray(home, np.float64)
    way: Way = []
    at = base
    for first in range(0, len(a), TOGETHER):
        last = min(first + TOGETHER, len(a))
        goal = base if last == len(a) else a[last]
        part = _ordered(a[first:last], b[first:last], at, goal, turning)
        way += [(first + index, turned) for index, turned in part]
        at = a[way[-1][0]] if way[-1][1] else b[way[-1][0]]
        if report is not None:
            report(last, len(a))
    written = [(index, False) for index in range(len(a))]
    return min(written, way, key=lambda one: length(a, b, one, base))


def _visited(a: Floats, b: Floats, way: Way) -> tuple[Floats, Floats]:
    """(N, 2) where the pen comes down and where it is lifted, in the order of the way."""
    index = np.array([number for number, _ in way], int)
    turned = np.array([turned for _, turned in way], bool)[:, None]
    return np.where(turned, b[index], a[index]), np.where(turned, a[index], b[index])


def _ordered(a: Floats, b: Floats, home: Floats, goal: Floats, turning: bool) -> Way:
    """The way through strokes from `home` to `goal`."""
    order, turned = _nearest(a, b, home, turning)
    for _sweep in range(SWEEPS):
        gained = _turn_runs(a, b, order, turned, home, goal) if turning else False
        if not (_move_runs(a, b, order, turned, home, goal) or gained):
            break
    return list(zip(order.tolist(), turned.tolist(), strict=True))


def _nearest(a: Floats, b: Floats, home: Floats, turning: bool) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Always the stroke whose start (or end) is nearest."""
    free = np.ones(len(a), bool)
    order, turned = np.zeros(len(a), np.intp), np.zeros(len(a), bool)
    at = home
    for place in range(len(a)):
        to_start = np.where(free, ((a - at) ** 2).sum(axis=1), np.inf)
        to_end = np.where(free, ((b - at) ** 2).sum(axis=1), np.inf) if turning else np.full(len(a), np.inf)
        turned[place] = to_end.min() < to_start.min()
        index = int((to_end if turned[place] else to_start).argmin())
        order[place], free[index] = index, False
        at = a[index] if turned[place] else b[index]
    return order, turned


def _ways(
    a: Floats, b: Floats, order: NDArray[np.intp], turned: NDArray[np.bool_], home: Floats, goal: Floats
) -> tuple[Floats, Floats]:
    """(N + 1, 2) where the pen comes down, `goal` last, and where it leaves from, `home` first."""
    flip = turned[:, None]
    return np.vstack([np.where(flip, b[order], a[order]), goal]), np.vstack([home, np.where(flip, a[order], b[order])])


def _apart(first: Floats, second: Floats) -> Floats:
    way = first - second
    found: Floats = np.hypot(way[..., 0], way[..., 1])
    return found


def _turn_runs(a: Floats, b: Floats, order: NDArray[np.intp], turned: NDArray[np.bool_], home: Floats, goal: Floats) -> bool:
    """Turn each run round, in place, that is better drawn from its end to its start. -> whether there was one."""
    gained = False
    down, leave = _ways(a, b, order, turned, home, goal)
    gaps = _apart(down, leave)
    for i in range(len(order)):  # the run i..j; leave[j + 1] is where stroke j ends, down[j + 1] where the next begins
        change = _apart(leave[i], leave[i + 1 :]) + _apart(down[i], down[i + 1 :]) - gaps[i] - gaps[i + 1 :]
        j = int(change.argmin())
        if change[j] < -GAIN:
            run = slice(i, i + j + 1)
            order[run], turned[run] = order[run][::-1].copy(), ~turned[run][::-1]
            down, leave = _ways(a, b, order, turned, home, goal)
            gaps = _apart(down, leave)
            gained = True
    return gained


def _move_runs(a: Floats, b: Floats, order: NDArray[np.intp], turned: NDArray[np.bool_], home: Floats, goal: Floats) -> bool:
    """Move each run of a few strokes, in place, to where it fits better, its direction kept. -> whether there was one."""
    gained = False
    for count in range(1, RUN + 1):
        down, leave = _ways(a, b, order, turned, home, goal)
        gaps = _apart(down, leave)
        for i in range(len(order) - count + 1):
            k = i + count  # the run i..k-1 goes between places p - 1 and p
            saved = gaps[i] + gaps[k] - float(_apart(leave[i], down[k]))
            cost = _apart(leave, down[i]) + _apart(leave[k], down) - gaps - saved
            cost[i : k + 1] = np.inf
            p = int(cost.argmin())
            if cost[p] < -GAIN:
                rest = np.concatenate([np.arange(i), np.arange(k, len(order))])
                place = p if p < i else p - count
                moved = np.concatenate([rest[:place], np.arange(i, k), rest[place:]])
                order[:], turned[:] = order[moved], turned[moved]
                down, leave = _ways(a, b, order, turned, home, goal)
                gaps = _apart(down, leave)
                gained = True
    return gained
