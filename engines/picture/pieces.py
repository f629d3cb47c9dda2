"""The connected pieces of ink in a picture, as lists: what lines and words are put together from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from skimage.filters import apply_hysteresis_threshold
from skimage.measure import label

from engines.picture.opening import Grey

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

STRAY = 1.5  # squared pen widths: what covers less and lies alone is dirt
SPECK = 0.35  # squared pen widths: what covers less is dirt


@dataclass(frozen=True, eq=False)
class Pieces:
    """Pixels of ink sorted by their piece. rows, columns: (N,) int64; starts: (K + 1,) where each piece's pixels begin."""

    rows: Ints
    columns: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def areas(self) -> Ints:
        """(K,) pixels."""
        return np.diff(self.starts)

    @property
    def names(self) -> Ints:
        """(N,) which piece each pixel belongs to."""
        return np.repeat(np.arange(len(self)), self.areas)

    @property
    def boxes(self) -> Ints:
        """(K, 4) left, top, right, bottom; right and bottom exclusive."""
        if len(self) == 0:
            return np.zeros((0, 4), np.int64)
        at = self.starts[:-1]
        left, right = np.minimum.reduceat(self.columns, at), np.maximum.reduceat(self.columns, at)
        top, bottom = np.minimum.reduceat(self.rows, at), np.maximum.reduceat(self.rows, at)
        return np.stack([left, top, right + 1, bottom + 1], axis=1)

    def mean(self, values: NDArray[np.generic]) -> Floats:
        """(N,) values of the pixels -> (K,) their means."""
        if len(self) == 0:
            return np.zeros(0)
        return np.asarray(np.add.reduceat(values.astype(np.float64), self.starts[:-1]) / self.areas)

    def kept(self, which: Mask) -> Pieces:
        """The pieces for which `which` (K,) is True."""
        pixels = np.repeat(which, self.areas)
        return Pieces(self.rows[pixels], self.columns[pixels], np.concatenate([[0], np.cumsum(self.areas[which])]))

    def renamed(self, names: Ints) -> Pieces:
        """The same pixels sorted by other names (N,); a negative name takes a pixel out."""
        order = np.argsort(names, kind="stable")
        order = order[np.searchsorted(names[order], 0) :]
        sorted_ = names[order]
        starts = np.concatenate([np.flatnonzero(np.diff(sorted_, prepend=-1)), [len(order)]])
        return Pieces(self.rows[order], self.columns[order], starts)


def pieces_of(level: Grey, low: float, high: float) -> Pieces:
    """Connected pixels above `low` of which some lie above `high`."""
    mask = apply_hysteresis_threshold(level, low, high)
    rows, columns = np.nonzero(mask)
    names = label(mask, connectivity=2)[rows, columns].astype(np.int64) - 1
    return Pieces(rows, columns, np.zeros(1, np.int64)).renamed(names)


def pen_of(mask: Mask) -> float:
    """The typical width of the strokes in pixels: twice their area by the length of their edge."""
    area = int(mask.sum())
    edge = int((mask[1:] != mask[:-1]).sum()) + int((mask[:, 1:] != mask[:, :-1]).sum())
    edge += int(mask[0].sum()) + int(mask[-1].sum()) + int(mask[:, 0].sum()) + int(mask[:, -1].sum())
    return 2 * area / max(edge * np.pi / 4, 1.0) if area else 1.0


def without_specks(pieces: Pieces, pen: float, largest: bool = False) -> Pieces:
    """What is no dirt: nothing much smaller than a dot of the pen, and, where `largest`, than the largest piece."""
    least = SPECK * pen * pen
    if largest and len(pieces):
        least = max(least, 0.004 * float(pieces.areas.max()))
    return pieces.kept(pieces.areas >= min(least, float(pieces.areas.max()) if len(pieces) else least))


def without_strays(pieces: Pieces, letter: float, pen: float, at_border: Mask) -> Pieces:
    """What belongs to the writing: no speck, and nothing at the picture's border, that has no letter beside it.

    at_border: (K,) which pieces touch it.
    """
    boxes = pieces.boxes
    suspect = at_border | (pieces.areas < STRAY * pen * pen)
    sound = boxes[~suspect]
    if len(sound) == 0:
        return pieces
    kept = ~suspect
    for piece in np.flatnonzero(suspect):
        left, top, right, bottom = boxes[piece]
        aside = np.maximum(np.maximum(sound[:, 0] - right, left - sound[:, 2]), 0)
        off = np.maximum(np.maximum(sound[:, 1] - bottom, top - sound[:, 3]), 0)
        kept[piece] = bool(((aside < (1 if at_border[piece] else 3) * letter) & (off < letter)).any())
    return pieces.kept(kept)
