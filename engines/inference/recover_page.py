"""The strokes of a whole picture: its words, recovered a few at a time, laid back where they were written.

Words follow each other in time as they do on the page, with the pauses of a hand that moves on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.inference.deciding import Method
from engines.inference.recover import Recovered, recover
from engines.ink.kinematics import air_time
from engines.ink.types import Ink, Stroke
from engines.picture.page import PageOfWords, PageStopped, Word

AT_ONCE = 24  # words between two looks at whether to stop
DPI = 300.0  # of a page whose file tells none
MM = 25.4  # in an inch
SCREEN = 100.0  # dpi: cameras and programs write 72 or 96 for want of a better number
SHEET, POSTER = 420.0, 1200.0  # mm: the longer side of a picture that is believed to have so few dpi, or more
ON = 0.6  # share of a given stroke's points by which it belongs to a word
NEAR = 2  # pixels of a word's image beside the ink that still are on it

Report = Callable[[int, int], None]  # words done, words in all
Stop = Callable[[], bool]


@dataclass(frozen=True, eq=False)
class WordStrokes:
    """One word's strokes in the picture's pixels.

    ink: in writing order, t going on from the word before, pressure = the line's width there / `width`. width: pixels of the
    picture. confidence: (S,) 0..1. iou: of the strokes drawn again with the word's image. line: the word's, from 0.
    """

    ink: Ink
    width: float
    confidence: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    iou: float = 1.0
    method: Method = "model"
    line: int = 0


def recover_page(
    page: PageOfWords,
    sampler: Any | None = None,
    fixed: Sequence[Stroke] = (),
    report: Report | None = None,
    stop: Stop | None = None,
) -> Iterator[WordStrokes]:
    """Every word of the page in reading order, as soon as it is there.

    sampler: of family stroke_recovery; None = the rules of ink.trace. fixed: strokes in the picture's pixels that must be in the
    answer as they are, each with the word it lies on; those beside all words come last. Raises PageStopped where `stop` says so.
    """
    held, beside = _shared_out(page.words, fixed)
    mm = MM / believable(page.dpi, page.shape)
    clock, last = 0.0, None
    for begin in range(0, len(page.words), AT_ONCE):
        if stop is not None and stop():
            raise PageStopped
        words = page.words[begin : begin + AT_ONCE]
        inward = [[_inward(word, stroke) for stroke in own] for word, own in zip(words, held[begin:], strict=False)]
        found = recover([word.image for word in words], sampler, inward if fixed else None)
        for word, own, kept in zip(words, found, held[begin:], strict=False):
            strokes = _laid(word, own, kept)
            pause = 0.0 if last is None or not len(strokes.ink) else air_time(_distance(last, strokes.ink) * mm)
            strokes = replace(strokes, ink=_later(strokes.ink, clock + pause))
            if len(strokes.ink):
                clock, last = float(strokes.ink.strokes[-1].t[-1]), strokes.ink
            yield strokes
        if report is not None:
            report(begin + len(words), len(page.words))
    if beside:
        yield WordStrokes(_later(Ink(tuple(beside)), clock), page.pen, np.ones(len(beside), np.float32))


def whole(words: Sequence[WordStrokes]) -> WordStrokes:
    """All words as one: of the widest pen, the pressures fitted to it."""
    if not words:
        return WordStrokes(Ink(), 0.0)
    width = max(word.width for word in words)
    strokes = [_pressed(stroke, word.width / width if width > 0 else 1.0) for word in words for stroke in word.ink]
    confidence = np.concatenate([word.confidence for word in words]).astype(np.float32)
    method: Method = "trace" if any(word.method == "trace" for word in words) else "model"
    return WordStrokes(Ink(tuple(strokes)), width, confidence, float(np.mean([word.iou for word in words])), method)


def believable(dpi: float | None, shape: tuple[int, int]) -> float:
    """Pixels an inch of a picture (H, W): what its file tells, or 300 where it tells nothing or would make it a poster."""
    if dpi is None:
        return DPI
    return dpi if max(shape) / dpi * MM <= (POSTER if dpi > SCREEN else SHEET) else DPI


def _pressed(stroke: Stroke, share: float) -> Stroke:
    return stroke if share == 1.0 else Stroke(stroke.xy, stroke.t, stroke.pressure * share, stroke.tilt, stroke.id, stroke.origin)


def _laid(word: Word, found: Recovered, kept: Sequence[Stroke]) -> WordStrokes:
    """A word's strokes from its image's pixels to the picture's; those that were given keep their very points."""
    larger = float(np.sqrt(abs(np.linalg.det(word.matrix[:, :2]))))
    strokes = []
    for stroke in found.ink:
        xy = stroke.xy.astype(np.float64) @ word.matrix[:, :2].T + word.matrix[:, 2]
        same = [one for one in kept if len(one) == len(xy) and np.abs(one.xy - xy).max() < 0.5]
        strokes.append(Stroke(same[0].xy if same else xy, stroke.t, stroke.pressure))
    return WordStrokes(Ink(tuple(strokes)), found.width * larger, found.confidence, found.iou, found.method, word.line)


def _distance(before: Ink, after: Ink) -> float:
    """Pixels from where one word ends to where the next begins."""
    return float(np.hypot(*(after.strokes[0].xy[0].astype(np.float64) - before.strokes[-1].xy[-1])))


def _later(ink: Ink, begin: float) -> Ink:
    return Ink(tuple(stroke.derive(stroke.xy, t=stroke.t + begin) for stroke in ink)) if begin else ink


def _shared_out(words: Sequence[Word], fixed: Sequence[Stroke]) -> tuple[list[list[Stroke]], list[Stroke]]:
    """The given strokes of every word, and those that lie on none."""
    held: list[list[Stroke]] = [[] for _ in words]
    beside = []
    for stroke in fixed:
        shares = [_share_on(word, stroke) for word in words]
        if shares and max(shares) >= ON:
            held[int(np.argmax(shares))].append(stroke)
        elif len(stroke):
            beside.append(stroke)
    return held, beside


def _inward(word: Word, stroke: Stroke) -> Stroke:
    """A stroke of the picture in the pixels of a word's image."""
    xy = (stroke.xy.astype(np.float64) - word.matrix[:, 2]) @ np.linalg.inv(word.matrix[:, :2]).T
    return Stroke(xy, stroke.t, stroke.pressure, stroke.tilt)


def _share_on(word: Word, stroke: Stroke) -> float:
    """The share of a stroke's points that lie on the word's ink or close to it."""
    if len(stroke) == 0:
        return 0.0
    height, width = word.image.shape
    at = np.floor(_inward(word, stroke).xy).astype(int)
    inside = ((at >= 0) & (at < (width, height))).all(axis=1)
    if not inside.any():
        return 0.0
    hit = np.zeros(len(at), bool)
    for step in ((0, 0), (NEAR, 0), (-NEAR, 0), (0, NEAR), (0, -NEAR)):
        column, row = np.clip(at[:, 0] + step[0], 0, width - 1), np.clip(at[:, 1] + step[1], 0, height - 1)
        hit |= inside & (word.image[row, column] > 0.3)
    return float(hit.mean())
