"""Strokes made of strokes: simplified, turned round, split, joined. Recorded points are never altered: each result is a new
stroke that names its origin, and its times stay those of a hand."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.geometry import arc_length, kept_by_simplify
from engines.ink.types import Stroke

CORNER = np.deg2rad(55.0)  # by which the way turns at a corner
REACH = 0.08  # share of a stroke's length, before and after a point, over which its turn is measured,
SHORTEST = 0.8  # mm that it is at least
LEAP = 100.0  # mm/s at which a pen goes from the end of one stroke to the start of the next


def part(stroke: Stroke, rows: ArrayLike | slice) -> Stroke:
    """Some of a stroke's points, in that order, with everything told about them."""
    at = rows if isinstance(rows, slice) else np.asarray(rows)
    return Stroke(stroke.xy[at], stroke.t[at], stroke.pressure[at], stroke.tilt[at], origin=stroke.id, brush=stroke.brush)


def simplified(stroke: Stroke, tolerance: float) -> Stroke:
    """The fewest of its points from which the path strays by at most `tolerance` mm."""
    return part(stroke, np.flatnonzero(kept_by_simplify(stroke.xy, tolerance)))


def reversed_stroke(stroke: Stroke) -> Stroke:
    """Drawn from its end to its start in the same span of time: the pace at each place stays, its profile is mirrored."""
    turned = part(stroke, slice(None, None, -1))
    known = stroke.t[np.isfinite(stroke.t)]
    return replace(turned, t=(known[0] + known[-1] - turned.t)) if len(known) else turned


def split(stroke: Stroke, at: Sequence[int]) -> list[Stroke]:
    """Cut at these points, each of which ends one piece and begins the next; the stroke itself where none lies inside."""
    inside = sorted({int(index) for index in at if 0 < index < len(stroke) - 1})
    ends = [0, *inside, len(stroke) - 1]
    if not inside:
        return [stroke]
    return [part(stroke, slice(first, last + 1)) for first, last in itertools.pairwise(ends)]


def middle(stroke: Stroke) -> int:
    """The point nearest to the middle of its length."""
    length = arc_length(stroke.xy)
    return int(np.argmin(np.abs(length - length[-1] / 2))) if len(stroke) else 0


def corners(stroke: Stroke) -> list[int]:
    """Points at which the way turns sharply, in order; none near the ends or near a sharper one."""
    if len(stroke) < 3:
        return []
    length = arc_length(stroke.xy)
    reach = max(REACH * float(length[-1]), SHORTEST)
    turns = _turns(stroke.xy.astype(np.float64), length, reach)
    turns[(length < reach / 2) | (length > length[-1] - reach / 2)] = 0.0
    found: list[int] = []
    for index in np.argsort(-turns).tolist():
        if turns[index] < CORNER:
            break
        if all(abs(length[index] - length[other]) > reach for other in found):
            found.append(index)
    return sorted(found)


def _turns(xy: NDArray[np.float64], length: NDArray[np.float64], reach: float) -> NDArray[np.float64]:
    """(N,) radians between the way to each point and the way on from it, both over `reach` mm."""
    before, after = (
        np.stack([np.interp(length + step, length, xy[:, axis]) for axis in (0, 1)], axis=1) for step in (-reach, reach)
    )
    come, go = xy - before, after - xy
    cross = come[:, 0] * go[:, 1] - come[:, 1] * go[:, 0]
    turns: NDArray[np.float64] = np.abs(np.arctan2(cross, (come * go).sum(axis=1)))
    return turns


def nearest_pair(strokes: Sequence[Stroke]) -> tuple[Stroke, Stroke] | None:
    """The two strokes of which an end lies nearest to an end of the other, in their order; None for fewer than two."""
    filled = [stroke for stroke in strokes if len(stroke)]
    pairs = [(_gap(a, b), i, j) for i, a in enumerate(filled) for j, b in enumerate(filled) if i < j]
    if not pairs:
        return None
    _gap_mm, first, second = min(pairs)
    return filled[first], filled[second]


def _gap(first: Stroke, second: Stroke) -> float:
    return min(float(np.hypot(*(a - b))) for a in first.xy[[0, -1]] for b in second.xy[[0, -1]])


def joined(strokes: Sequence[Stroke]) -> Stroke:
    """One stroke of all: each goes on from the end before by its nearer end, turned round where that is its last.

    The first is turned round where its start lies nearer to the second. Times never fall: a stroke that would begin before the
    last one ended is moved to when a pen could have arrived. Looks and origin are the first's. Raises ValueError for no points.
    """
    rest = [stroke for stroke in strokes if len(stroke)]
    if not rest:
        raise ValueError("There is nothing to join.")
    line = [_turned_to(rest[0], rest[1])] if len(rest) > 1 else [rest[0]]
    for stroke in rest[1:]:
        end = line[-1].xy[-1]
        away = [float(np.hypot(*(place - end))) for place in stroke.xy[[0, -1]]]
        turned = reversed_stroke(stroke) if away[1] < away[0] else stroke
        line.append(_after(turned, line[-1], min(away)))
    xy, t, pressure, tilt = (np.concatenate([getattr(s, name) for s in line]) for name in ("xy", "t", "pressure", "tilt"))
    return Stroke(xy, t, pressure, tilt, origin=rest[0].id, brush=rest[0].brush)


def _turned_to(first: Stroke, second: Stroke) -> Stroke:
    """The first stroke, ending where it is nearer to the second."""
    start, end = (min(float(np.hypot(*(place - other))) for other in second.xy[[0, -1]]) for place in first.xy[[0, -1]])
    return reversed_stroke(first) if start < end else first


def _after(stroke: Stroke, before: Stroke, gap: float) -> Stroke:
    ends, begins = before.t[np.isfinite(before.t)], stroke.t[np.isfinite(stroke.t)]
    if not len(ends) or not len(begins) or begins[0] >= ends[-1]:
        return stroke
    return replace(stroke, t=stroke.t + np.float32(ends[-1] + gap / LEAP - begins[0]))
