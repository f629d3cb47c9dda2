"""How ink was written, piece by piece, as a writer encoder is shown it: shape without size, and the pace of the pen beside it.

A character is one piece. Longer writing is cut along its way into pieces about as long as a letter is. The ink is resampled by
arc length and the pace smoothed over five points, so that neither a tablet's rate nor its resolution tells who held it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.ink.geometry import MARGIN, POINTS, arc_length
from engines.ink.types import Array, Ink

LENGTH = 1.8  # heights of a line of writing that a piece is long
MOST = 16  # pieces of one sample: beginning, middle and end of a long one
SHORTEST, LONGEST = 1e-3, 2.0  # seconds between two of the 64 points
BRIEFEST, SLOWEST = 0.03, 10.0  # seconds of a piece
HANN = np.array([0.25, 0.75, 1.0, 0.75, 0.25]) / 3.0  # weights of five points
WORD = 0  # the code of a piece of longer writing


@dataclass(frozen=True)
class Pieces:
    """Of P pieces. path: (P, 64, 2) in the unit square; pen: (P, 64), the drawn share of the way to the next point.

    pace: (P, 64), log of the time each step takes over the mean; measure: (P, 3), logs of size (mm), duration (s) and speed
    (mm/s), about centred; code: (P,) code points of characters, 0 of other pieces. Unknown times read as even, as 0 in measure.
    """

    path: Array
    pen: Array
    pace: Array
    measure: Array
    code: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.code)


def pieces(ink: Ink, text: str) -> Pieces:
    """The pieces of a sample; none where it holds fewer than two different points."""
    strokes = [stroke for stroke in ink if len(stroke)]
    if sum(len(stroke) for stroke in strokes) < 2:
        return together([])
    xy = np.concatenate([stroke.xy for stroke in strokes]).astype(np.float64)
    t = np.concatenate([stroke.t for stroke in strokes]).astype(np.float64)
    ends = np.cumsum([len(stroke) for stroke in strokes])[:-1]  # a lift lies between points end - 1 and end
    way = arc_length(xy)
    if way[-1] <= 0:
        return together([])
    lifted = np.diff(way)
    lifted[np.setdiff1d(np.arange(len(lifted)), ends - 1)] = 0
    air = np.concatenate([[0.0], np.cumsum(lifted)])
    rising = way + np.arange(len(way)) * 1e-9
    found = []
    for begin, end in _spans(way[-1], float(np.ptp(xy[:, 1])), len(text) == 1):
        at = np.linspace(begin, end, POINTS)
        columns = [np.interp(at, rising, column) for column in (xy[:, 0], xy[:, 1], t, air)]
        found.append(_piece(np.stack(columns[:2], 1), columns[2], columns[3], end - begin))
    code = ord(text) if len(text) == 1 else WORD
    return together([(*parts, code) for parts in found])


def _spans(length: float, height: float, character: bool) -> list[tuple[float, float]]:
    piece = LENGTH * height
    if character or height <= 0 or length < 2 * piece:
        return [(0.0, length)]
    count = int(length / piece)
    margin = (length - count * piece) / 2
    taken = np.unique(np.linspace(0, count - 1, min(count, MOST)).round()) if count > MOST else np.arange(count)
    return [(margin + place * piece, margin + (place + 1) * piece) for place in taken.tolist()]


def _piece(xy: NDArray[np.float64], t: NDArray[np.float64], air: NDArray[np.float64], length: float) -> tuple[NDArray[Any], ...]:
    low, high = xy.min(axis=0), xy.max(axis=0)
    size = max(float((high - low).max()), 1e-6)
    path = (xy - (low + high) / 2) / size * (1 - 2 * MARGIN) + 0.5
    pen = np.append(np.clip(1 - np.diff(air) / max(length / (POINTS - 1), 1e-9), 0, 1), 1.0)
    if not np.isfinite(t).all():
        return path, pen, np.zeros(POINTS), np.array([np.log(np.clip(size, 0.3, 100.0)) - 1.8, 0.0, 0.0])
    steps = np.clip(np.append(np.diff(t), t[-1] - t[-2]), 0, LONGEST)
    slow = _soft(np.log(np.clip(_soft(steps), SHORTEST, LONGEST)))
    duration = float(np.log(np.clip(t[-1] - t[0], BRIEFEST, SLOWEST)))
    size, speed = float(np.log(np.clip(size, 0.3, 100.0))), float(np.log(np.clip(length, 0.5, 500.0))) - duration
    return path, pen, slow - (duration - np.log(POINTS - 1)), np.array([size - 1.8, duration + 0.7, speed - 3.0])


def _soft(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.convolve(np.pad(values, 2, mode="edge"), HANN, mode="valid")


def together(found: list[tuple[Any, ...]]) -> Pieces:
    """Pieces end to end. found: (path, pen, pace, measure, code) of each."""
    shapes = ((POINTS, 2), (POINTS,), (POINTS,), (3,))
    parts = [np.array([one[at] for one in found], np.float32).reshape(-1, *shape) for at, shape in enumerate(shapes)]
    path, pen, pace, measure = parts
    return Pieces(path, pen, pace, measure, np.array([one[4] for one in found], np.int64))
