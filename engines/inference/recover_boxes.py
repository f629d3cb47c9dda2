"""The ink of writing boxes: strokes recovered from each box's image, in millimetres of the box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.inference.recover import Recovered, recover
from engines.ink.types import Ink, Stroke

AT_ONCE = 12  # boxes between two looks at whether to stop
AROUND = 6  # pixels of paper around the ink that is looked at


def inks_of(images: Sequence[NDArray[np.uint8]], per_mm: float, sampler: Any | None = None) -> Iterator[tuple[Ink | None, float]]:
    """(h, w) uint8 images, 255 = ink, `per_mm` pixels a mm -> the strokes of each in mm from its upper left corner (None where
    there is no ink), and how well they cover it (IoU).

    sampler: of family stroke_recovery; None = the rules of ink.trace.
    """
    for begin in range(0, len(images), AT_ONCE):
        part = [_cropped(image) for image in images[begin : begin + AT_ONCE]]
        for found, (_, corner) in zip(recover([image for image, _ in part], sampler), part, strict=True):
            yield _in_mm(found, corner, per_mm), found.iou


def _cropped(image: NDArray[np.uint8]) -> tuple[NDArray[np.float32], tuple[int, int]]:
    """The ink with a little paper around it, 0..1, and its corner (x, y) in the image."""
    rows, columns = (np.flatnonzero((image > 60).any(axis=axis)) for axis in (1, 0))
    if len(rows) == 0:
        return np.zeros((8, 8), np.float32), (0, 0)
    top, left = max(int(rows[0]) - AROUND, 0), max(int(columns[0]) - AROUND, 0)
    part = image[top : int(rows[-1]) + 1 + AROUND, left : int(columns[-1]) + 1 + AROUND]
    return part.astype(np.float32) / np.float32(255), (left, top)


def _in_mm(found: Recovered, corner: tuple[int, int], per_mm: float) -> Ink | None:
    if not found.ink.points:
        return None
    strokes = [
        Stroke((stroke.xy.astype(np.float64) + corner) / per_mm, stroke.t, stroke.pressure) for stroke in found.ink if len(stroke)
    ]
    return Ink(tuple(strokes))
