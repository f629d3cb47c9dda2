"""Which words of a photograph of known strokes were found: judged by the points of the strokes, not by boxes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from photographed import Photograph

from engines.picture.page import PageOfWords, Word

WHOLE = 0.9  # share of a word's points that lie on one found word, and of that word's points that are the word's


@dataclass(frozen=True)
class Matched:
    """right: words found whole and alone; found and written: how many there are; covered: share of all points on found ink."""

    right: int
    found: int
    written: int
    covered: float

    @property
    def precision(self) -> float:
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.written, 1)


def on_ink(word: Word, points: NDArray[np.float64], reach: int = 1) -> NDArray[np.bool_]:
    """(N, 2) points of the picture -> (N,) whether they lie on the word's ink, give or take `reach` pixels of its image."""
    turn, shift = word.matrix[:, :2], word.matrix[:, 2]
    at = np.floor((points - shift) @ np.linalg.inv(turn).T).astype(int)
    height, width = word.image.shape
    hit = np.zeros(len(points), bool)
    near = np.flatnonzero((at >= -reach).all(axis=1) & (at[:, 0] < width + reach) & (at[:, 1] < height + reach))
    for x in range(-reach, reach + 1):
        for y in range(-reach, reach + 1):
            column, row = np.clip(at[near, 0] + x, 0, width - 1), np.clip(at[near, 1] + y, 0, height - 1)
            hit[near] |= word.image[row, column] > 0.3
    return hit


def matched(page: PageOfWords, truth: Photograph) -> Matched:
    """Compare what was found with what was written."""
    parts = [np.concatenate([stroke.xy for stroke in item.ink]).astype(np.float64) for item in truth.words]
    points, owner = np.concatenate(parts), np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    sizes = np.bincount(owner, minlength=len(parts))
    right, covered = 0, np.zeros(len(points), bool)
    for word in page.words:
        hit = on_ink(word, points)
        covered |= hit
        counts = np.bincount(owner[hit], minlength=len(parts))
        best = int(counts.argmax())
        right += bool(counts[best] >= WHOLE * sizes[best] and counts[best] >= WHOLE * max(counts.sum(), 1))
    return Matched(right, len(page.words), len(parts), float(covered.mean()))
