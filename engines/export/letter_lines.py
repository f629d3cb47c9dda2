"""Baseline, x-height and ascender of a piece of writing: by what it says, by the page's ruled lines, else by its shape."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engines.data.sheet_layout import ideograph
from engines.export.guides import ASCENDER, FIRST, LINE, X_HEIGHT
from engines.ink.geometry import arc_length, bounds
from engines.ink.types import Ink

MIDDLE = X_HEIGHT / (X_HEIGHT + ASCENDER)  # of the height from baseline to ascender, where small letters end
BELOW = 0.36  # of that height, how far letters reach under the baseline
SMALL, HANGING = "acemnorsuvwxz", "gpqy"  # without an ascender; and below the baseline, too
WORD = 1.5  # width over height from which unread ink counts as a word
NEIGHBOURS = 3  # pieces of one line from which its baseline is told
SQUARE = 1.12  # how much larger than its glyph the square of an ideograph is
DENSE = 0.45  # of the densest height of a word, what belongs to the bodies of its letters


@dataclass(frozen=True)
class Lines:
    """Heights in mm, y down. square: the middle and side of an ideograph's square (x, y, side) instead of lines."""

    ascender: float
    middle: float
    baseline: float
    descender: float
    hangs: bool = False
    square: tuple[float, float, float] | None = None

    @property
    def body(self) -> float:
        """mm from baseline to ascender."""
        return self.baseline - self.ascender


def lines_of(inks: Sequence[Ink], texts: Sequence[str], ruled: bool) -> list[Lines]:
    """The lines of each piece of ink (none empty). texts: what each says, "" = unknown. ruled: they stand on the page's lines."""
    boxes = [bounds(ink) for ink in inks]
    found: list[Lines | None] = [
        _on_page(box) if ruled else _by_text(ink, box, text) for ink, box, text in zip(inks, boxes, texts, strict=True)
    ]
    unread = [index for index, lines in enumerate(found) if lines is None]
    for index, baseline, top in _rows([boxes[index] for index in unread]):
        found[unread[index]] = _from(baseline, baseline - top, boxes[unread[index]][3])
    return [lines or _by_shape(ink, box) for lines, ink, box in zip(found, inks, boxes, strict=True)]


def _from(baseline: float, body: float, bottom: float) -> Lines:
    body = max(body, 0.5)
    hangs = bottom > baseline + 0.12 * body
    return Lines(baseline - body, baseline - MIDDLE * body, baseline, baseline + BELOW * body, hangs)


def _on_page(box: tuple[float, float, float, float]) -> Lines:
    """The lines of the row that the ink stands in: the one with which it shares most of its height."""
    _left, top, _right, bottom = box
    body = X_HEIGHT + ASCENDER

    def shared(number: int) -> float:
        base = FIRST + number * LINE
        return min(bottom, base) - max(top, base - body)

    near = math.floor((top - FIRST) / LINE)
    rows = range(near, near + max(2, math.ceil((bottom - top) / LINE)) + 2)
    return _from(FIRST + max(rows, key=shared) * LINE, body, bottom)


def _by_text(ink: Ink, box: tuple[float, float, float, float], text: str) -> Lines | None:
    text = unicodedata.normalize("NFC", text.strip())
    left, top, right, bottom = box
    if not text:
        return None
    if len(text) == 1 and ideograph(text):
        side = max(right - left, bottom - top, 0.5) * SQUARE
        middle = ((left + right) / 2, (top + bottom) / 2)
        edges = middle[1] - side / 2, middle[1] + side / 2
        return Lines(edges[0], middle[1], edges[1], edges[1], square=(*middle, side))
    tall = any(letter not in SMALL + HANGING for letter in text)
    hangs = any(letter in HANGING + "jQ,;" for letter in text) and not text.isdigit()
    share = (1.0 if tall else MIDDLE) + (BELOW if hangs else 0.0)
    body = max(bottom - top, 0.5) / share
    baseline = bottom - (BELOW * body if hangs else 0.0)
    return Lines(baseline - body, baseline - MIDDLE * body, baseline, baseline + BELOW * body, hangs)


def _rows(boxes: Sequence[tuple[float, float, float, float]]) -> list[tuple[int, float, float]]:
    """(which, baseline, ascender) of the boxes that stand side by side in lines of writing of several."""
    lines: list[list[int]] = []
    for index in sorted(range(len(boxes)), key=lambda number: boxes[number][3]):
        top, bottom = boxes[index][1], boxes[index][3]
        for line in lines:
            high, low = (float(np.median([boxes[other][side] for other in line])) for side in (1, 3))
            if min(bottom, low) - max(top, high) > 0.5 * min(bottom - top, low - high):
                line.append(index)
                break
        else:
            lines.append([index])
    return [
        (index, float(np.median([boxes[other][3] for other in line])), min(boxes[other][1] for other in line))
        for line in lines
        if len(line) >= NEIGHBOURS
        for index in line
    ]


def _by_shape(ink: Ink, box: tuple[float, float, float, float]) -> Lines:
    """A single character stands on its lowest point; a word's baseline ends where most of its ink does."""
    left, top, right, bottom = box
    height = max(bottom - top, 0.5)
    if right - left < WORD * height:
        return _from(bottom, height, bottom)
    counts = np.zeros(48)
    for stroke in ink:
        xy = stroke.xy.astype(np.float64)
        if len(xy) > 1:
            way = np.diff(arc_length(xy))
            rows = np.clip(((xy[1:, 1] + xy[:-1, 1]) / 2 - top) / height * 48, 0, 47).astype(int)
            np.add.at(counts, rows, way)
    counts = np.convolve(counts, np.ones(5) / 5, "same")
    dense = np.flatnonzero(counts >= DENSE * counts.max())
    high, low = top + dense[0] / 48 * height, top + (dense[-1] + 1) / 48 * height
    if low > bottom - 0.15 * height:
        low = bottom
    body = low - top if high - top > 0.15 * height else (low - high) / MIDDLE
    return _from(low, body, bottom)
