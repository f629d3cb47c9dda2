"""Which way over a skeleton's pieces a recorded hand went: the targets of stroke recovery.

A stroke's points are matched with directed points of the skeleton by the Viterbi algorithm: near the pen, in its direction, one
after the other along a piece and through nodes into the next; turning back and jumping cost. A piece counts as walked where at
least a part of it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.geometry import arc_length
from engines.ink.skeleton import Skeleton
from engines.ink.trace import Step, Walk

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

SPACING = 2.0  # pixels between matched points, of hand and skeleton
NEAR = 1.3  # pixels: standard deviation of the hand from the skeleton
FAR = 12.0  # cost of a point at most
AGAINST = 1.2  # cost of moving against a piece's direction, half of it for moving across
STAY, SKIP, TURN, JUMP = 0.4, 0.4, 2.0, 10.0  # costs of steps other than to the next point
WALKED = 0.45  # share of a piece that a hand passed, at least, for it to be walked
ARRIVALS = 8  # ways into a piece that are considered


@dataclass(frozen=True, eq=False)
class _States:
    """Directed points of a skeleton: state -> place (S, 2), heading (S, 2), directed piece (S,), number along it (S,)."""

    place: Floats
    heading: Floats
    piece: Indices
    along: Indices
    before: Indices  # (S, K) states that may come before
    cost: Floats  # (S, K)
    count: Indices  # points of each directed piece


def match(strokes: Sequence[ArrayLike], graph: Skeleton) -> list[Walk]:
    """The walk of each stroke (n, 2), pixels, that has any over the skeleton, in order; every piece that a stroke touched is
    in one of them where it can be."""
    if len(graph) == 0:
        return []
    states = _states(graph)
    passed = np.zeros(len(states.count))
    walks: list[list[tuple[Step, float]]] = []
    for stroke in strokes:
        points = np.asarray(stroke, np.float64)
        if len(points):
            walks.append(_steps(states, _path(states, _even(points))))
            for (piece, forward), share in walks[-1]:
                passed[2 * piece + (not forward)] = max(passed[2 * piece + (not forward)], share)
    best = np.maximum(passed[0::2], passed[1::2])  # of each piece, in either direction
    needed = np.where(best < WALKED, np.maximum(best, 1e-3), WALKED)
    kept = [tuple(step for step, share in walk if share >= needed[step[0]]) for walk in walks]
    return [walk for walk in kept if walk]


def _even(points: Floats) -> Floats:
    along = arc_length(points)
    if along[-1] < SPACING / 2:
        return points.mean(axis=0, keepdims=True)
    at = np.linspace(0.0, along[-1], max(2, round(along[-1] / SPACING) + 1))
    return np.stack([np.interp(at, along, points[:, axis]) for axis in (0, 1)], axis=1)


def _headings(points: Floats) -> Floats:
    if len(points) < 2:
        return np.zeros_like(points)
    way = np.gradient(points, axis=0)
    return way / np.maximum(np.hypot(way[:, 0], way[:, 1])[:, None], 1e-9)


def _states(graph: Skeleton) -> _States:
    thin = []
    for piece in graph.pieces:
        points = max(1, round((len(piece) - 1) / SPACING)) + 1 if len(piece) > 1 else 1
        thin.append(piece[np.linspace(0, len(piece) - 1, points).round().astype(int)])
    ways = [way for piece in thin for way in (piece, piece[::-1])]  # two directed pieces each
    count = np.array([len(way) for way in ways], np.int64)
    first = np.concatenate([[0], np.cumsum(count)])
    last = first[1:] - 1
    total = int(first[-1])
    start = np.stack([graph.ends[:, 0], graph.ends[:, 1]], axis=1).reshape(-1)  # node where a directed piece begins
    stop = np.stack([graph.ends[:, 1], graph.ends[:, 0]], axis=1).reshape(-1)
    way_of = np.repeat(np.arange(len(ways)), count)
    along = np.arange(total) - first[way_of]
    number = np.arange(total)
    before = np.full((total, 4 + ARRIVALS), -1, np.int64)
    cost = np.full((total, 4 + ARRIVALS), np.inf)
    before[:, 0], cost[:, 0] = number, STAY
    for step, price in ((1, 0.0), (2, SKIP)):
        before[:, step] = np.where(along >= step, number - step, -1)
        cost[:, step] = np.where(along >= step, price, np.inf)
    before[:, 3], cost[:, 3] = first[way_of ^ 1] + count[way_of] - 1 - along, TURN  # the same point of the opposite direction
    arriving: dict[int, list[int]] = {}
    for way, node in enumerate(stop.tolist()):
        arriving.setdefault(node, []).append(way)
    for way, node in enumerate(start.tolist()):
        for slot, other in enumerate(arriving.get(node, ())[:ARRIVALS]):
            price = TURN / 2 if other == way ^ 1 else 0.0
            before[first[way], 4 + slot], cost[first[way], 4 + slot] = last[other], price
            if count[way] > 1:
                before[first[way] + 1, 4 + slot], cost[first[way] + 1, 4 + slot] = last[other], price
    heading = np.concatenate([_headings(way) for way in ways])
    return _States(np.concatenate(ways), heading, way_of, along, before, cost, count)


def _path(states: _States, points: Floats) -> Indices:
    """The cheapest sequence of states for the points: (T,)."""
    away = ((points[:, None] - states.place[None]) ** 2).sum(axis=2) / (2 * NEAR**2)
    price = np.minimum(away, FAR) + AGAINST * (1 - _headings(points) @ states.heading.T) / 2  # (T, S)
    total = price[0].copy()
    came = np.zeros(price.shape, np.int64)
    rows = np.arange(len(total))
    for step in range(1, len(points)):
        options = total[states.before] + states.cost  # (S, K)
        best = options.argmin(axis=1)
        least = options[rows, best]
        leap = int(total.argmin())
        jumps = total[leap] + JUMP < least
        came[step] = np.where(jumps, leap, states.before[rows, best])
        total = np.where(jumps, total[leap] + JUMP, least) + price[step]
    path = [int(total.argmin())]
    for step in range(len(points) - 1, 0, -1):
        path.append(int(came[step, path[-1]]))
    return np.array(path[::-1])


def _steps(states: _States, path: Indices) -> list[tuple[Step, float]]:
    """The directed pieces of a sequence of states, each with the share of it that was passed."""
    ways, along = states.piece[path], states.along[path]
    fresh = np.flatnonzero((ways[1:] != ways[:-1]) | (along[1:] < along[:-1])) + 1
    found = []
    for begin, end in zip([0, *fresh.tolist()], [*fresh.tolist(), len(path)], strict=True):
        way = int(ways[begin])
        share = float(along[end - 1] - along[begin] + 1) / float(states.count[way])
        found.append(((way // 2, way % 2 == 0), share))
    return found
