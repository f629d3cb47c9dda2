"""What one answer of stroke recovery is worth beside what was written, and what many are: figures and causes of failure."""

from __future__ import annotations

import collections
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engines.inference.recover import Recovered
from engines.ink.geometry import resample, trajectory
from engines.ink.types import Ink, Stroke
from engines.metrics.strokes import (
    Matching,
    aiou,
    dtw_seg,
    iou,
    ldtw,
    match,
    redrawn,
    retraced,
    velocity_correlation,
)
from engines.metrics.trajectory import dtw_many

HIGH = 64  # pixels of a picture's height
PEN = 3.0  # pixels
SIZE = 0.9 * HIGH  # pixels of a glyph's longer side, of a word's height
FAITHFUL = 0.9  # IoU from which a redrawing counts as faithful
RETRACED = 0.15  # of the way over its own ink: a stroke that goes back
ELSEWHERE = 0.25  # of a closed stroke's side: it begins elsewhere
POOR = 0.8  # AIoU below which an answer is a failure whatever its order
CAUSES = {
    "merged": "fewer strokes than written",
    "split": "more strokes than written",
    "retraced": "a failure where the pen went over its own ink",
    "dots_lost": "fewer dots that lie apart from other ink",
    "dots_invented": "more such dots",
    "wrong_start": "a closed stroke in the right direction, begun elsewhere",
    "wrong_order": "as many strokes as written, in another order",
    "wrong_direction": "a stroke drawn backwards",
}


@dataclass(frozen=True, eq=False)
class Written:
    """One sample as the protocol shows it. ink: pixels; image: (HIGH, W) float32 in 0..1, 1 = ink; source: where it is from."""

    label: str
    writer: str
    source: str
    category: str
    ink: Ink
    image: NDArray[np.float32]

    @property
    def points(self) -> int:
        """Of its trajectory: 64 for each 64 px of width."""
        return 64 * int(np.ceil(self.image.shape[1] / HIGH))


@dataclass(frozen=True, eq=False)
class Judged:
    """One answer. Distances in unit squares but ldtw in pixels; NaN where a figure does not apply."""

    aiou: float
    dtw_seg: float
    ldtw: float
    dtw_path: float
    kendall_tau: float
    velocity_correlation: float
    redraw_iou: float
    matching: Matching
    causes: frozenset[str]
    failed: bool


def judge(written: Sequence[Written], answers: Sequence[Recovered]) -> list[Judged]:
    """Each answer beside what was written. An answer without a stroke counts as a dot in the middle of the picture."""
    found = [_something(one, answer.ink) for one, answer in zip(written, answers, strict=True)]
    true = [one.ink for one in written]
    ours = [trajectory(one.ink, one.points) / HIGH for one in written]
    theirs = [trajectory(ink, one.points) / HIGH for one, ink in zip(written, found, strict=True)]
    by_dtw = [warp.per_match for warp in dtw_many(theirs, ours)]
    by_seg, by_ldtw = dtw_seg(ours, theirs), ldtw(true, found)
    judged = []
    for at, (one, answer) in enumerate(zip(written, answers, strict=True)):
        matching = match(one.ink, found[at], SIZE)
        likeness = aiou(answer.ink, one.image)
        failed = not _right(matching) or likeness < POOR
        judged.append(
            Judged(
                likeness,
                by_seg[at],
                by_ldtw[at],
                by_dtw[at],
                matching.kendall_tau,
                velocity_correlation(one.ink, found[at], matching),
                redraw_iou(answer, one.image),
                matching,
                causes(one.ink, found[at], matching, failed),
                failed,
            )
        )
    return judged


def _something(one: Written, ink: Ink) -> Ink:
    height, width = one.image.shape
    return ink if ink.points else Ink((Stroke([(width / 2, height / 2)]),))


def _right(matching: Matching) -> bool:
    return matching.count_right and matching.in_order and bool(matching.forward.all())


def redraw_iou(answer: Recovered, image: NDArray[np.float32]) -> float:
    """IoU of the picture with the answer drawn as wide as it says, width times pressure; 0 where there is ink and no answer."""
    if not answer.ink.points:
        return iou(np.zeros_like(image), image)
    height, width = image.shape
    return iou(redrawn(answer.ink, (height, width), max(answer.width, 1e-3), by_pressure=True), image)


def causes(true: Ink, found: Ink, matching: Matching, failed: bool) -> frozenset[str]:
    """Which of CAUSES hold for an answer."""
    dots, others = _dots(true, matching.true), _dots(found, matching.found)
    held = {
        "merged": len(matching.found) < len(matching.true),
        "split": len(matching.found) > len(matching.true),
        "retraced": failed and retraced(true, PEN) > RETRACED,
        "dots_lost": others < dots,
        "dots_invented": others > dots,
        "wrong_start": bool((matching.begun > ELSEWHERE).any()),
        "wrong_order": matching.count_right and not matching.in_order,
        "wrong_direction": not matching.forward.all(),
    }
    return frozenset(name for name, holds in held.items() if holds)


def _dots(ink: Ink, counted: Sequence[int]) -> int:
    """Dots that lie further than a pen's width from the strokes: those on them cannot be seen."""
    strokes = [resample(ink.strokes[index], 1.0).xy for index in counted]
    dots = [stroke.xy.mean(axis=0) for index, stroke in enumerate(ink) if len(stroke) and index not in counted]
    if not strokes:
        return len(dots)
    lines = np.concatenate(strokes)
    return sum(float(np.hypot(*(lines - dot).T).min()) > PEN for dot in dots)


def figures(judged: Sequence[Judged], words: bool) -> dict[str, float]:
    """The means over a row's samples, of redraw_iou the median; direction over all their matched strokes.

    A figure that does not apply is left out. words: add the count's tolerant reading.
    """

    def mean(values: Sequence[float]) -> float:
        known = [value for value in values if np.isfinite(value)]
        return float(np.mean(known)) if known else float("nan")

    counted = [one.matching for one in judged]
    forward = np.concatenate([matching.forward for matching in counted])
    given = [matching.in_order for matching in counted if matching.count_right]
    found = {
        "aiou": mean([one.aiou for one in judged]),
        "dtw_seg": mean([one.dtw_seg for one in judged]),
        "ldtw": mean([one.ldtw for one in judged]),
        "dtw_path": mean([one.dtw_path for one in judged]),
        "stroke_count_accuracy": mean([matching.count_right for matching in counted]),
        "order_accuracy": mean([matching.count_right and matching.in_order for matching in counted]),
        "order_given_count": mean(given),
        "direction_accuracy": mean(forward.tolist()),
        "kendall_tau": mean([one.kendall_tau for one in judged]),
        "velocity_correlation": mean([one.velocity_correlation for one in judged]),
        "redraw_iou": float(np.median([one.redraw_iou for one in judged])),
        "redraw_faithful": mean([one.redraw_iou >= FAITHFUL for one in judged]),
    }
    if words:
        found["stroke_count_within_one"] = mean([abs(len(one.true) - len(one.found)) <= 1 for one in counted])
    return {name: value for name, value in found.items() if np.isfinite(value)}


def count_causes(judged: Sequence[Judged]) -> dict[str, int]:
    """How many answers there are, how many fail, and for how many each cause holds: one answer may have several."""
    counts = collections.Counter(name for one in judged for name in one.causes)
    return {"n": len(judged), "failed": sum(one.failed for one in judged), **{name: counts[name] for name in CAUSES}}
