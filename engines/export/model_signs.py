"""Signs on the large model of a ductus sheet: start dots, arrow heads on the way, and numbers that stand clear of all lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engines.export.drawing import Shape
from engines.export.marks import DIGIT, LINE, RADIUS, disc, number_lines
from engines.ink.geometry import arc_length, resample_path

Floats = NDArray[np.float64]

DARK, WHITE = "#111111", "#FFFFFF"
FINE = 0.5  # mm between the points of lines that numbers keep away from
AIR = 0.35  # mm that stay free around a number
EVERY = 26.0  # mm of a stroke that has one arrow head
RINGS, TURNS = 16, 40  # places tried for a number: distances and directions
SMALLER = (1.0, 0.85, 0.72, 0.6)  # sizes tried for it


@dataclass(frozen=True, eq=False)
class Signs:
    """Shapes from below to above, and the discs of the numbers as (x, y, radius) rows."""

    shapes: tuple[Shape, ...]
    discs: Floats


def signs(lines: Sequence[Floats], half: float, radius: float, box: tuple[float, float, float, float]) -> Signs:
    """The signs of strokes, (N, 2) mm each, not empty. half: mm that the ink reaches beside them. radius: of a number's disc.

    box: left, top, right, bottom in mm; numbers stay inside.
    """
    dense = np.concatenate([_dense(line) for line in lines])
    heads = _heads(lines, radius)
    blocked = np.vstack([dense, *(np.vstack([head, head[:1]]) for head in heads)]) if heads else dense
    shapes = [Shape(head, DARK, straight=True) for head in heads]
    discs: list[tuple[float, float, float]] = []
    leaders: list[Floats] = []
    for number, line in enumerate(lines, 1):
        dot = 0.42 * radius
        x, y, size = _clear(line, blocked, leaders, discs, half, radius, box)
        discs.append((x, y, size))
        away = np.array([x, y]) - line[0]
        far = math.hypot(*away)
        if far > size + half + 0.8 * radius:
            leader = np.array([line[0] + away * (dot / far), line[0] + away * ((far - size) / far)])
            leaders.append(_dense(leader))
            shapes.append(Shape(leader, DARK, 0.18, straight=True))
        shapes += [Shape(disc(line[0], dot), DARK), Shape(disc(np.array([x, y]), size), DARK)]
        unit = size / RADIUS
        shapes += [Shape(np.array([x, y]) + part * unit, WHITE, LINE * unit) for part in number_lines(number)]
    return Signs(tuple(shapes), np.array(discs).reshape(-1, 3))


def arrow(tip: Floats, angle: float, size: float) -> Floats:
    """(4, 2): an arrow head whose middle is at `tip`, pointing along `angle` (radians, y down)."""
    corners = np.array([(0.6, 0.0), (-0.4, 0.42), (-0.2, 0.0), (-0.4, -0.42)]) * size
    turn = np.array([(math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))])
    found: Floats = tip + corners @ turn
    return found


def end_arrow(line: Floats, size: float) -> Floats | None:
    """An arrow head that ends a stroke, pointing the way it came; None for a stroke too short to have a direction."""
    way = arc_length(line)
    if way[-1] < 0.8 * size:
        return None
    back = _at(line, way, way[-1] - 0.8 * size)
    towards = line[-1] - back
    return arrow(line[-1] + 0.15 * size * towards / max(math.hypot(*towards), 1e-9), math.atan2(towards[1], towards[0]), size)


def label(number: int, centre: tuple[float, float], height: float, colour: str = DARK) -> Iterator[Shape]:
    """A number without a disc around it."""
    for part in number_lines(number):
        yield Shape(np.array(centre) + part * (height / DIGIT), colour, 0.13 * height)


def _dense(line: Floats) -> Floats:
    way = arc_length(line)[-1]
    return resample_path(line, max(2, math.ceil(way / FINE) + 1)).astype(np.float64)


def _at(line: Floats, way: Floats, moment: float) -> Floats:
    return np.array([np.interp(moment, way, line[:, 0]), np.interp(moment, way, line[:, 1])])


def _heads(lines: Sequence[Floats], radius: float) -> list[Floats]:
    """Arrow heads on the ways, one every EVERY mm, where the way is straightest and no other head is near."""
    size = 1.25 * radius
    heads: list[Floats] = []
    places: list[Floats] = []
    for line in lines:
        way = arc_length(line)
        if way[-1] < 2.4 * size:
            continue
        count = max(1, round(way[-1] / EVERY))
        for part in range(count):
            middle, reach = (part + 0.5) / count * way[-1], 0.28 * way[-1] / count
            best = min(
                (middle + share * reach for share in np.linspace(-1, 1, 9)), key=lambda m: _bend(line, way, m, size, places)
            )
            here = _at(line, way, best)
            before, after = _at(line, way, best - 0.5 * size), _at(line, way, best + 0.5 * size)
            heads.append(arrow(here, math.atan2(*(after - before)[::-1]), size))
            places.append(here)
    return heads


def _bend(line: Floats, way: Floats, moment: float, size: float, taken: Sequence[Floats]) -> float:
    """How little a place suits an arrow head: the turn of the way there, and heads that are near."""
    before, here, after = (_at(line, way, moment + step * size) for step in (-0.8, 0.0, 0.8))
    first, second = here - before, after - here
    turn = abs(math.atan2(first[0] * second[1] - first[1] * second[0], float(first @ second)))
    near = min((math.hypot(*(here - other)) for other in taken), default=math.inf)
    return turn + (3.0 if near < 1.3 * size else 0.0)


def _clear(
    line: Floats,
    blocked: Floats,
    leaders: Sequence[Floats],
    discs: Sequence[tuple[float, float, float]],
    half: float,
    radius: float,
    box: tuple[float, float, float, float],
) -> tuple[float, float, float]:
    """Where a stroke's number stands, and its radius: near the start, rather behind it, clear of lines and other numbers."""
    ahead = _at(line, arc_length(line), min(3 * radius, float(arc_length(line)[-1]))) - line[0]
    back = math.atan2(-ahead[1], -ahead[0]) if ahead.any() else math.pi
    best = (-math.inf, 0.0, 0.0, radius)
    for share in SMALLER:
        size = radius * share
        angle = back + np.arange(TURNS) * (2 * math.pi / TURNS)
        rings = half + size + AIR + 0.05 + np.arange(RINGS) * 0.45 * radius
        far, turn = (part.ravel() for part in np.meshgrid(rings, angle, indexing="ij"))
        spots = line[0] + far[:, None] * np.column_stack([np.cos(turn), np.sin(turn)])
        room = _distance(spots, blocked) - half - size - AIR
        for leader in leaders:
            room = np.minimum(room, _distance(spots, leader) - size - AIR)
        for x, y, other in discs:
            room = np.minimum(room, np.hypot(spots[:, 0] - x, spots[:, 1] - y) - other - size - AIR)
        left, top, right, bottom = box
        inside = np.minimum.reduce([spots[:, 0] - left, right - spots[:, 0], spots[:, 1] - top, bottom - spots[:, 1]]) - size
        room = np.minimum(room, inside)
        free = np.flatnonzero(room >= 0)
        if len(free):
            cost = far[free] + 0.8 * radius * (1 - np.cos(turn[free] - back))
            cost += 2.5 * radius * _crossed(line[0], spots[free], blocked, half, size)
            chosen = free[int(cost.argmin())]
            return float(spots[chosen, 0]), float(spots[chosen, 1]), size
        at = int(room.argmax())
        best = max(best, (float(room[at]), float(spots[at, 0]), float(spots[at, 1]), size))
    return best[1:]


def _distance(spots: Floats, points: Floats) -> Floats:
    """(S,) from each of (S, 2) places to the nearest of (N, 2) points."""
    middle = points.mean(axis=0)
    a, b = spots - middle, points - middle
    squares = (a * a).sum(axis=1) + ((b * b).sum(axis=1) - 2 * a @ b.T).min(axis=1)
    found: Floats = np.sqrt(np.maximum(squares, 0.0))
    return found


def _crossed(start: Floats, spots: Floats, blocked: Floats, half: float, size: float) -> Floats:
    """(S,) 1 where the straight way from the start to a place crosses ink, else 0."""
    way = spots - start
    far = np.hypot(way[:, 0], way[:, 1])
    crossed = np.zeros(len(spots))
    for share in np.linspace(0.0, 1.0, 7)[1:-1]:
        at = start + way * ((half + 0.6 + (far - half - 0.6 - size) * share) / far)[:, None]
        crossed = np.maximum(crossed, (_distance(at, blocked) < 0.4) & (far > half + 0.6 + size))
    return crossed
