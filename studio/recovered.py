"""Recovered strokes: from a picture's pixels onto the page and back, and what is remembered of them. Without Qt.

What a picture's strokes are is told by their ids, followed through every edit by `origin`. Nothing is ever forgotten, so that
undo, which brings the old strokes back, brings back all that was known of them too.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engines.ink.brush import Brush
from engines.ink.geometry import bounds
from engines.ink.types import Ink, Stroke
from studio.placed import Matrix, PlacedPicture

FINEST = 0.02  # mm: no pen is thinner
WEAK, SURE = 0.5, 0.8  # confidence below which a stroke should be checked, and from which it need not be
SAME = 0.75  # pixels by which a stroke that was to be kept may come back elsewhere
COVERED = 0.6  # share of a stroke's points that lie on kept strokes, from which it is the same ink once more


@dataclass(frozen=True)
class Fact:
    """What is known of a recovered stroke. picture: root of the one it was found in. confidence: 0..1, NaN where nobody told."""

    picture: str
    confidence: float = math.nan
    kept: bool = False


class Memory:
    """Which strokes belong to which picture, how sure each is, and which are to be kept."""

    def __init__(self) -> None:
        self._facts: dict[str, Fact] = {}
        self._roots: dict[str, str] = {}
        self._ways: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._facts)

    def note(self, stroke_id: str, fact: Fact) -> None:
        """A stroke was found, or more is known of it."""
        self._facts[stroke_id] = fact

    def keep(self, ids: Iterable[str], kept: bool) -> None:
        """Whether these strokes stay as they are when the picture is recovered again."""
        for name in ids:
            if name in self._facts:
                self._facts[name] = replace(self._facts[name], kept=kept)

    def fact(self, stroke_id: str) -> Fact | None:
        """What is known of a stroke; None of one that was never found in a picture."""
        return self._facts.get(stroke_id)

    def follow(self, strokes: Iterable[Stroke], pictures: Iterable[PlacedPicture]) -> None:
        """The page was changed: what was made of something known is known too."""
        for stroke in strokes:
            if stroke.origin in self._facts and stroke.id not in self._facts:
                self._facts[stroke.id] = self._facts[stroke.origin]
        for picture in pictures:
            self._roots.setdefault(picture.id, self._roots.get(picture.origin, picture.origin) or picture.id)

    def root(self, picture: PlacedPicture) -> str:
        """The name under which a picture is remembered, wherever it was moved since."""
        return self._roots.get(picture.id) or self._roots.get(picture.origin, picture.origin) or picture.id

    def say_how(self, root: str, way: str) -> None:
        """How the strokes of a picture were found: "trace" where the classical way was used, else "model"."""
        self._ways[root] = way

    def how(self, root: str) -> str:
        """As it was said, "" where nothing was found yet."""
        return self._ways.get(root, "")


# Pixels and millimetres


def scale_of(matrix: Matrix) -> float:
    """mm a pixel, the geometric mean of both ways."""
    a, b, c, d, _, _ = matrix
    return math.sqrt(abs(a * d - b * c))


def onto_page(ink: Ink, matrix: Matrix, width: float) -> Ink:
    """Strokes in a picture's pixels as they lie on the page, under their own names.

    width: the pen's diameter in pixels where pressure is 1; their brush leaves that much there, and less where it is lighter.
    """
    a, b, c, d, e, f = matrix
    across = np.array([[a, b], [c, d]])
    full = width * scale_of(matrix)
    brush = Brush(width=max(full / 2, FINEST), thinning=1.0) if math.isfinite(full) and full > 0 else None

    def lying(stroke: Stroke) -> Stroke:
        return replace(stroke, xy=(stroke.xy.astype(np.float64) @ across + (e, f)).astype(np.float32), brush=brush)

    return Ink(tuple(map(lying, ink)))


def into_picture(stroke: Stroke, matrix: Matrix) -> Stroke:
    """A stroke of the page in a picture's pixels, under its own name."""
    a, b, c, d, e, f = matrix
    back = np.linalg.inv(np.array([[a, b], [c, d]]))
    return replace(stroke, xy=((stroke.xy.astype(np.float64) - (e, f)) @ back).astype(np.float32))


# What belongs together


def in_words(ink: Ink, words: int) -> list[Ink]:
    """Strokes in writing order cut into that many words, where the pen travelled farthest between two of them."""
    strokes = [stroke for stroke in ink if len(stroke)]
    if words < 2 or len(strokes) < 2:
        return [Ink(tuple(strokes))] if strokes else []
    leaps = [_apart(first, second) for first, second in itertools.pairwise(strokes)]
    cuts = sorted(np.argsort(-np.array(leaps), kind="stable")[: words - 1].tolist())
    ends = [0, *(cut + 1 for cut in cuts), len(strokes)]
    return [Ink(tuple(strokes[first:last])) for first, last in itertools.pairwise(ends)]


def _apart(first: Stroke, second: Stroke) -> float:
    """Pixels between the boxes of two strokes, 0 where they touch."""
    left, top, right, bottom = bounds(first)
    other_left, other_top, other_right, other_bottom = bounds(second)
    return math.hypot(max(other_left - right, left - other_right, 0.0), max(other_top - bottom, top - other_bottom, 0.0))


def came_back(found: Stroke, kept: Sequence[Stroke]) -> Stroke | None:
    """The stroke among `kept` (same pixels) that `found` is, by its name or else by its points."""
    for stroke in kept:
        if stroke.id in (found.id, found.origin):
            return stroke
        if len(stroke) == len(found) and float(np.abs(stroke.xy - found.xy).max(initial=0.0)) <= SAME:
            return stroke
    return None


def covers(kept: Sequence[Stroke], found: Stroke, reach: float) -> bool:
    """Whether most of `found` lies within `reach` of strokes that are kept: it is the same ink once more."""
    if not kept or not len(found):
        return False
    others = np.concatenate([stroke.xy for stroke in kept]).astype(np.float64)
    near = others[_near_box(others, found, reach)]
    if not len(near):
        return False
    away = np.hypot(*(found.xy[:, None, :] - near[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    return float((away <= reach).mean()) >= COVERED


def _near_box(points: NDArray[np.float64], stroke: Stroke, reach: float) -> NDArray[np.bool_]:
    left, top, right, bottom = bounds(stroke)
    inside = (points >= (left - reach, top - reach)) & (points <= (right + reach, bottom + reach))
    return np.asarray(inside.all(axis=1), np.bool_)


def one_after_another(words: Iterable[Ink], rest: float = 0.5) -> list[Ink]:
    """The same words, each beginning `rest` seconds after the one before has ended; unknown times stay unknown."""
    made, clock = [], 0.0
    for word in words:
        known = [stroke.t[np.isfinite(stroke.t)] for stroke in word]
        first = min((float(t[0]) for t in known if len(t)), default=0.0)
        made.append(Ink(tuple(replace(stroke, t=stroke.t + np.float32(clock - first)) for stroke in word)))
        clock += max((float(t[-1]) for t in known if len(t)), default=first) - first + rest
    return made
