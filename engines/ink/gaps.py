"""Ink that lost a part: where the lost part was, as far as what is left and a word about the place tell it.

A gap says before which stroke of the remaining ink something is missing, and how much of the whole trajectory's length it was;
what it looked like is not known. So the points of the 64 that are left have their numbers, and the others are to be found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engines.ink.geometry import POINTS, arc_length, lift
from engines.ink.types import Array, Frame, Ink, Stroke

LARGEST = 0.9  # of the trajectory: more than that cannot be missing
NEW = 0.05  # unit squares: a found stroke no longer and no farther away than this is no missing part
REACH = 0.2  # unit squares: the end of a found stroke is moved by as much to meet the ink that it continues


@dataclass(frozen=True)
class Gap:
    """Something is missing before stroke `before` (the number of strokes: after the last one).

    share: of the length of the whole trajectory, 0..1.
    """

    before: int
    share: float


@dataclass(frozen=True)
class Rest:
    """What is left, by protocol unipen32. path: (64, 2), straight over the gaps; pen: (64,), as `drawn_shares`, 1 in the gaps;
    known: (64,), False where something is missing."""

    path: Array
    pen: Array
    known: NDArray[np.bool_]


def erase(ink: Ink, first: int, count: int) -> tuple[Ink, tuple[Gap, ...]]:
    """Ink without `count` of its points from the first-th on, numbered through all strokes, and where they are missing.

    Raises ValueError where no point would be left.
    """
    if ink.points - count < 1:
        raise ValueError("Nothing of the ink would be left.")
    lost = np.zeros(ink.points, bool)
    lost[first : first + count] = True
    return without(ink, lost)


def without(ink: Ink, lost: NDArray[np.bool_]) -> tuple[Ink, tuple[Gap, ...]]:
    """Ink without its lost points, and where they are missing. lost: (number of points,).

    A gap's length is that of the trajectory between the points that are left on both sides of it.
    """
    length = arc_length(np.concatenate([stroke.xy for stroke in ink if len(stroke)]))
    total = max(float(length[-1]), 1e-9)
    kept: list[Stroke] = []
    gaps: list[Gap] = []
    place, last = 0, -1  # `last`: the last point that was kept
    for stroke in ink:
        for run in _runs(~lost[place : place + len(stroke)]):
            start = place + run[0]
            if start > last + 1:
                since = 0.0 if last < 0 else float(length[last])
                gaps.append(Gap(len(kept), (float(length[start]) - since) / total))
            kept.append(stroke if len(run) == len(stroke) else _part(stroke, run))
            last = place + int(run[-1])
        place += len(stroke)
    if last < place - 1:
        gaps.append(Gap(len(kept), (total - float(length[last])) / total))
    return Ink(tuple(kept)), tuple(gaps)


def _runs(keep: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """The numbers of True, cut where they are interrupted."""
    numbers = np.flatnonzero(keep)
    return [run for run in np.split(numbers, np.flatnonzero(np.diff(numbers) > 1) + 1) if len(run)]


def _part(stroke: Stroke, run: NDArray[np.int64]) -> Stroke:
    return Stroke(stroke.xy[run], stroke.t[run], stroke.pressure[run], stroke.tilt[run], origin=stroke.id)


def rest(ink: Ink, gaps: Sequence[Gap], frame: Frame, count: int = POINTS) -> Rest:
    """What is left as a model is shown it. frame: from the ink's units to the unit square of the whole letter.

    Raises ValueError for ink without a point or gaps that leave nothing.
    """
    strokes = [stroke.xy for stroke in ink if len(stroke)]
    missing = {gap.before: gap for gap in gaps if gap.share > 0}
    share = sum(gap.share for gap in missing.values())
    if not strokes or share > LARGEST:
        raise ValueError("Too little of the letter is left to restore it.")
    lengths = [float(arc_length(xy)[-1]) for xy in strokes]
    jumps = [float(np.hypot(*(after[0] - before[-1]))) for before, after in pairwise(strokes)]
    seen = sum(lengths) + sum(jump for at, jump in enumerate(jumps, 1) if at not in missing)
    total = max(seen, 1e-9) / (1 - share)
    at, known_spans, lifts = 0.0, [], []
    places, points = [], []
    for number, xy in enumerate(strokes):
        if number in missing:
            at += missing[number].share * total
        elif number:
            lifts.append((at, at + jumps[number - 1]))
            at += jumps[number - 1]
        along = arc_length(xy)
        places.append(at + along)
        points.append(xy)
        known_spans.append((at, at + float(along[-1])))
        at += float(along[-1])
    grid = np.linspace(0.0, total, count)
    where, xy_all = np.concatenate(places), np.concatenate(points)
    path = np.stack([np.interp(grid, where, xy_all[:, axis]) for axis in (0, 1)], axis=1)
    slack = 1e-6 * total
    known = np.zeros(count, bool)
    for since, until in (*known_spans, *lifts):
        known |= (grid >= since - slack) & (grid <= until + slack)
    pen = np.ones(count, np.float32)
    for since, until in lifts:
        pen[:-1] -= (np.clip(np.minimum(grid[1:], until) - np.maximum(grid[:-1], since), 0.0, None) / (grid[1] - grid[0])).astype(
            np.float32
        )
    return Rest(frame.apply(path), np.clip(pen, 0.0, 1.0), known)


def complete(ink: Ink, gaps: Sequence[Gap], found: Array, pen: Array, left: Rest, frame: Frame) -> tuple[Ink, Ink]:
    """What is left as it is, and the found trajectory in its gaps. found: (64, 2), unit square; pen: (64,).

    -> (the whole in the order drawn, the found strokes alone), both in the ink's units. Where the pen is down, a found stroke
    meets the ink it continues.
    """
    strokes = [stroke for stroke in ink if len(stroke)]
    open_at = {gap.before for gap in gaps if gap.share > 0}
    whole: list[Stroke] = []
    missing: list[Stroke] = []
    spans = _runs(~left.known)
    for number in range(len(strokes) + 1):
        if number in open_at and spans:
            span = spans.pop(0)
            before = frame.apply(strokes[number - 1].xy[-1]) if number else None
            after = frame.apply(strokes[number].xy[0]) if number < len(strokes) else None
            parts = [Stroke(frame.undo(part.xy)) for part in _between(found, pen, span, before, after)]
            missing += parts
            whole += parts
        if number < len(strokes):
            whole.append(strokes[number])
    return Ink(tuple(whole)), Ink(tuple(missing))


def _between(found: Array, pen: Array, span: NDArray[np.int64], before: Array | None, after: Array | None) -> list[Stroke]:
    """The strokes of one gap in the unit square. span: the numbers of its points; before, after: the ink at its ends."""
    first = max(0, int(span[0]) - (before is not None))
    last = min(len(found) - 1, int(span[-1]) + (after is not None))
    points, drawn = found[first : last + 1].astype(np.float64), pen[first : last + 1]
    if before is not None and drawn[0] >= 0.5:
        points += _pull(before - points[0]) * np.linspace(1, 0, len(points))[:, None]
    if after is not None and len(drawn) > 1 and drawn[-2] >= 0.5:
        points += _pull(after - points[-1]) * np.linspace(0, 1, len(points))[:, None]
    anchors = [point for point, end in ((points[0], before), (points[-1], after)) if end is not None]
    return [stroke for stroke in lift(points, drawn) if _counts(stroke.xy, anchors)]


def _pull(way: NDArray[np.floating]) -> NDArray[np.float64]:
    return way.astype(np.float64) if float(np.hypot(*way)) <= REACH else np.zeros(2)


def _counts(xy: Array, anchors: list[NDArray[np.float64]]) -> bool:
    """Whether a found stroke is more than the end of a neighbour, whose points are its anchors."""
    return float(arc_length(xy)[-1]) > NEW or all(float(np.hypot(*(xy[0] - anchor))) > NEW for anchor in anchors)
