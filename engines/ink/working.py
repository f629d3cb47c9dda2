"""An image of a character or a word, brought to the size at which its strokes are looked for.

Whatever the picture's resolution and the pen's width, a model sees ink of about the same height, and lines that are neither
thinner than a pixel nor blobs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engines.ink.types import Frame

Grey = NDArray[np.float32]

TALL = 56.0  # pixels of the ink's height (of a character: its longer side) at which strokes are looked for
NEAR = (42.0, 62.0)  # sizes that are taken as they are: scaling blurs
WIDE = 2048.0  # pixels of the ink's width at most
CHARACTER = 1.6  # times wider than high at most, else a word
THICKEST = 6.5  # pixels of the pen at most at that size
THINNEST = 1.2  # pixels of the pen at least
MARGIN = 3  # pixels around the ink


@dataclass(frozen=True, eq=False)
class Working:
    """An image brought to the size at which strokes are looked for. frame: pixels of the image -> pixels of `grey`."""

    grey: Grey
    frame: Frame


def working(image: Grey) -> Working | None:
    """The ink of an image at the size at which strokes are looked for, with a margin; None where there is no ink."""
    if image.ndim != 2 or image.size == 0:
        return None
    image = np.clip(np.nan_to_num(image), 0.0, 1.0)
    dark = float(image.max())
    if dark < 0.1:
        return None
    mask = image > 0.5 * dark
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    height, width = float(bottom - top), float(right - left)
    pen = _pen(mask[top:bottom, left:right])
    size = max(height, width) if width <= CHARACTER * height else height
    scale = 1.0 if NEAR[0] <= size <= NEAR[1] and width <= WIDE else TALL / size
    scale = min(scale, max(THICKEST / pen, TALL / 2 / max(height, width)), WIDE / width)
    fold = int(0.6 / scale)
    if pen * scale < THINNEST and fold > 1:  # lines that would vanish are thickened on the way, never broken
        one = working(_folded(image, fold))
        return one and Working(one.grey, Frame((one.frame.offset[0] * fold, one.frame.offset[1] * fold), one.frame.scale / fold))
    room = int(np.ceil(MARGIN / scale))
    part = image[max(0, top - room) : bottom + room, max(0, left - room) : right + room] / dark
    before = (max(0, room - top), max(0, room - left))
    part = np.pad(part, ((before[0], max(0, bottom + room - image.shape[0])), (before[1], max(0, right + room - image.shape[1]))))
    offset = (float(left - room), float(top - room))
    if scale != 1.0:
        part, scale = _scaled(part, scale)
    return Working(np.ascontiguousarray(part, np.float32), Frame(offset, scale))


def _pen(mask: NDArray[np.bool_]) -> float:
    """About how wide the ink's lines are, pixels: twice the area over the outline's length."""
    padded = np.pad(mask, 1)
    edges = float((padded[1:] != padded[:-1]).sum() + (padded[:, 1:] != padded[:, :-1]).sum())
    return max(1.0, 2.0 * float(mask.sum()) / max(edges * 0.8, 1.0))


def _folded(image: Grey, times: int) -> Grey:
    """The image `times` smaller, each pixel the darkest of those it was."""
    rows, columns = (np.arange(0, side, times) for side in image.shape)
    return np.asarray(np.maximum.reduceat(np.maximum.reduceat(image, rows, axis=0), columns, axis=1))


def _scaled(part: Grey, scale: float) -> tuple[Grey, float]:
    """The image scaled, its sides whole pixels, and the scale that it came to."""
    height, width = (max(1, round(side * scale)) for side in part.shape)
    how = Image.Resampling.BOX if scale < 0.5 else Image.Resampling.BILINEAR if scale < 1 else Image.Resampling.BICUBIC
    grey = np.clip(np.asarray(Image.fromarray(part.astype(np.float32)).resize((width, height), how), np.float32), 0.0, 1.0)
    return grey / max(float(grey.max()), 1e-3), width / part.shape[1]
