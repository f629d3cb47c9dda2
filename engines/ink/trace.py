"""Strokes from a picture by rules alone: the classical baseline, and the fallback where the model is unsure.

Over the skeleton graph (see engines.ink.skeleton) the pieces that continue each other most smoothly through a node are joined,
straightest first; a piece that finds no partner ends there. A stroke runs from its upper left end to its lower right one, a ring
from its top against the clock, as most Latin hands do; strokes follow each other by where they begin, from the upper left on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.skeleton import Skeleton, headings, skeleton

Floats = NDArray[np.float64]
Step = tuple[int, bool]  # a piece's number and whether it is walked from its first point to its last
Walk = tuple[Step, ...]  # one stroke

STRAIGHT = 1.0  # rad: pieces that turn by more at a junction are not joined


@dataclass(frozen=True, eq=False)
class Line:
    """A stroke's middle line. xy: (N, 2) pixels (x right, y down, centre of the first pixel 0.5); radius: (N,) half widths."""

    xy: Floats
    radius: Floats


def trace(image: ArrayLike) -> list[Line]:
    """(H, W) grey in 0..1, 1 = ink -> its strokes in writing order, as the rules have it. Empty for a blank image."""
    graph = skeleton(image)
    return [laid(graph, walk) for walk in walks(graph)]


def laid(graph: Skeleton, walk: Walk) -> Line:
    """A walk over the pieces as one line."""
    points: list[Floats] = []
    radii: list[Floats] = []
    for number, (piece, forward) in enumerate(walk):
        way, width = graph.pieces[piece], graph.radii[piece]
        way, width = (way, width) if forward else (way[::-1], width[::-1])
        points.append(way if number == 0 else way[1:] if len(way) > 1 else way)
        radii.append(width if number == 0 else width[1:] if len(width) > 1 else width)
    return Line(np.concatenate(points), np.concatenate(radii))


def walks(graph: Skeleton) -> list[Walk]:
    """The strokes of a skeleton by continuity, direction and order by position."""
    partner = _partners(graph)
    chains: list[list[Step]] = []
    free = set(range(len(graph)))
    ends = [(piece, side) for piece in range(len(graph)) for side in (0, 1) if (piece, side) not in partner]
    for piece, side in [*ends, *((piece, 0) for piece in range(len(graph)))]:  # what is left in the end are rings
        if piece not in free:
            continue
        chain: list[Step] = []
        at: tuple[int, int] | None = (piece, side)
        while at is not None and at[0] in free:
            free.discard(at[0])
            chain.append((at[0], at[1] == 0))
            at = partner.get((at[0], 1 - at[1]))
        chains.append(chain)
    strokes = [_directed(graph, chain) for chain in chains]
    return sorted(strokes, key=lambda walk: float(laid(graph, walk).xy[0].sum()))


def _partners(graph: Skeleton) -> dict[tuple[int, int], tuple[int, int]]:
    """(piece, side) -> the (piece, side) it goes on into: the straightest pairs of each node."""
    meeting: dict[int, list[tuple[int, int]]] = {}
    for piece, nodes in enumerate(graph.ends.tolist()):
        if len(graph.pieces[piece]) > 1:
            for side, node in enumerate(nodes):
                meeting.setdefault(node, []).append((piece, side))
    into = headings(graph)
    partner: dict[tuple[int, int], tuple[int, int]] = {}
    for sides in meeting.values():
        pairs = [(_turn(into[a], into[b]), a, b) for place, a in enumerate(sides) for b in sides[place + 1 :]]
        for turn, a, b in sorted(pairs):
            if a not in partner and b not in partner and (turn < STRAIGHT or len(sides) == 2):
                partner[a], partner[b] = b, a
    return partner


def _turn(away: Floats, other: Floats) -> float:
    """Angle by which the way turns that comes out of one piece end and goes into another; 0 = straight on."""
    return float(np.arccos(np.clip(-away @ other, -1.0, 1.0)))


def _directed(graph: Skeleton, chain: Sequence[Step]) -> Walk:
    """The chain in the direction a hand would take."""
    line = laid(graph, tuple(chain)).xy
    if np.hypot(*(line[-1] - line[0])) < 1.5 and len(line) > 8:  # a ring: against the clock, y down
        x, y = line[:, 0], line[:, 1]
        clockwise = float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()) > 0
        ring = [(piece, not forward) for piece, forward in reversed(chain)] if clockwise else list(chain)
        tops = [laid(graph, (step,)).xy[0, 1] for step in ring]
        start = int(np.argmin(tops))
        return tuple(ring[start:] + ring[:start])
    way = line[-1] - line[0]
    backwards = 1.0 * way[1] + 0.8 * way[0] < 0
    return tuple((piece, not forward) for piece, forward in reversed(chain)) if backwards else tuple(chain)
