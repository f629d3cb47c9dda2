"""How somebody writes each letter: in how many strokes, in which order, in which direction, and how regularly so.

Two samples are written the same way when they have as many strokes, when each stroke of the one lies nearest to the stroke of
the same number of the other, and runs in the same direction. What is compared is where the pen went, each letter fitted into a
square.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engines.ink.geometry import arc_length, fit_frame, resample_path
from engines.ink.types import Ink

Floats = NDArray[np.float64]

POINTS = 24  # of each stroke
APART = 0.3  # mean distance of two strokes, of the letter's size, from which on they are different strokes
CLOSED = 0.28  # of its length: a stroke that ends so near to its beginning is a loop
DOT = 0.15  # of the letter's size: a shorter stroke is a dot and has no direction
WAYS = 6  # of a letter that are told
ARROWS = "→↘↓↙←↖↑↗"  # by the direction from a stroke's beginning to its end, from the right clockwise


@dataclass(frozen=True)
class Way:
    """One way of writing a letter. arrows: a sign a stroke, "↙↘→"; ↺ and ↻ are loops, · a dot. share: 0..1 of the samples.

    path: (strokes) of (POINTS, 2), the sample most like all of them, in a unit square.
    """

    arrows: str
    count: int
    share: float
    path: tuple[Floats, ...]


@dataclass(frozen=True)
class Habit:
    """How one letter is written. ways: the commonest first, at most WAYS; count: of samples; strokes: mean number of strokes;
    usual: for each sample whether it was written in the commonest way."""

    letter: str
    count: int
    strokes: float
    ways: tuple[Way, ...]
    usual: NDArray[np.bool_]


def habit_of(letter: str, inks: Sequence[Ink]) -> Habit:
    """The ways of writing a letter, found in samples of it; there must be one at least."""
    forms = [_form(ink) for ink in inks]
    groups: list[list[int]] = []
    for index, form in enumerate(forms):
        home = next((group for group in groups if same_way(forms[group[0]], form)), None)
        if home is None:
            groups.append([index])
        else:
            home.append(index)
    groups = _joined(forms, groups)
    ways = tuple(_way(forms, group, len(forms)) for group in groups[:WAYS])
    usual = np.isin(np.arange(len(forms)), groups[0])
    return Habit(letter, len(forms), float(np.mean([len(form) for form in forms])), ways, usual)


def _form(ink: Ink) -> tuple[Floats, ...]:
    frame = fit_frame(ink)
    return tuple(resample_path(frame.apply(stroke.xy), POINTS).astype(np.float64) for stroke in ink if len(stroke))


def _joined(forms: Sequence[tuple[Floats, ...]], groups: Sequence[list[int]]) -> list[list[int]]:
    """Groups whose middles are written the same way as one; the largest first."""
    found: list[tuple[tuple[Floats, ...], list[int]]] = []
    for group in sorted(groups, key=len, reverse=True):
        middle = _middle(forms, group)
        home = next((own for other, own in found if same_way(other, middle)), None)
        if home is None:
            found.append((middle, list(group)))
        else:
            home += group
    return sorted((own for _, own in found), key=len, reverse=True)


def _middle(forms: Sequence[tuple[Floats, ...]], group: Sequence[int]) -> tuple[Floats, ...]:
    """The form of a group that is most like all of it."""
    if not forms[group[0]]:
        return ()
    stack = np.array([np.concatenate(forms[index]) for index in group])
    off = np.hypot(*(stack - np.median(stack, axis=0)).transpose(2, 0, 1)).mean(axis=1)
    return forms[group[int(np.argmin(off))]]


def _way(forms: Sequence[tuple[Floats, ...]], group: Sequence[int], total: int) -> Way:
    path = _middle(forms, group)
    return Way("".join(map(arrow, path)), len(group), len(group) / total, path)


def same_way(first: Sequence[Floats], second: Sequence[Floats]) -> bool:
    """Whether two letters, each stroke (POINTS, 2) in a unit square, were written the same way."""
    if len(first) != len(second):
        return False
    a, b = np.array(first), np.array(second)
    if not len(a):
        return True
    forward = np.hypot(*(a[:, None] - b[None]).transpose(3, 0, 1, 2)).mean(axis=2)  # (strokes of a, strokes of b)
    backward = np.hypot(*(a[:, None] - b[None, :, ::-1]).transpose(3, 0, 1, 2)).mean(axis=2)
    either = np.minimum(forward, backward)
    own = np.diagonal(either)
    if (own > APART).any() or (len(a) > 1 and (either.argmin(axis=0) != np.arange(len(a))).all()):
        return False
    if len(a) > 1 and _swapped(either):
        return False
    return not any(_turned(x, y, f, g) for x, y, f, g in zip(a, b, np.diagonal(forward), np.diagonal(backward), strict=True))


def _swapped(either: Floats) -> bool:
    """Whether two strokes fit better when their places in the order are exchanged."""
    own = np.diagonal(either)
    return bool((either + either.T < own[:, None] + own[None] - 1e-9).any())


def _turned(a: Floats, b: Floats, forward: float, backward: float) -> bool:
    """Whether the second stroke runs against the first."""
    length = min(arc_length(a)[-1], arc_length(b)[-1])
    if length < DOT:
        return False
    if _is_loop(a) and _is_loop(b):
        return _area(a) * _area(b) < 0
    return bool(backward < forward)


def _is_loop(path: Floats) -> bool:
    return bool(np.hypot(*(path[-1] - path[0])) < CLOSED * arc_length(path)[-1]) and abs(_area(path)) > 0.01


def _area(path: Floats) -> float:
    """The area that a path goes round, positive clockwise (y grows down)."""
    x, y = path.T
    return 0.5 * float(x @ np.roll(y, -1) - np.roll(x, -1) @ y)


def arrow(path: Floats) -> str:
    """One sign for a stroke (POINTS, 2): its direction, its sense of turning where it is a loop, or a dot."""
    if arc_length(path)[-1] < DOT:
        return "·"
    if _is_loop(path):
        return "↻" if _area(path) > 0 else "↺"
    way = path[-1] - path[0]
    return ARROWS[round(math.atan2(way[1], way[0]) / (math.pi / 4)) % 8]
