"""Marks printed on a sheet, found in a picture of it: rings with a dot in them, and small discs.

A ring's middle stays the middle of what is in it however the sheet is seen; so two pieces that share their middle and differ in
size as the parts of a mark do are a mark, whatever else is on the paper.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from engines.picture.opening import Grey
from engines.picture.pieces import pieces_of
from engines.picture.sheet import reduced

Floats = NDArray[np.float64]

WORKING = 2400  # pixels of the longer side on which marks are looked for
AROUND = 45  # of the longer side: a window of this part tells how bright the paper is
DARKER = (0.18, 0.3)  # than the paper: every pixel of a mark, and some of them
LEAST = 4  # pixels of the smallest piece that counts, across
LARGEST = 0.12  # of the longer side
PUPIL = (0.22, 0.58)  # of its ring's size that the dot within has
SAME = 0.12  # of a ring's size by which its middle and its dot's may differ
SQUEEZED = 2.2  # times as long as wide is a mark seen askew, at most
SOLID = 0.62  # share of its box that a disc fills
HOLLOW = (0.18, 0.62)  # the same of a ring


@dataclass(frozen=True, eq=False)
class Marks:
    """rings, discs: (N, 3) x, y and size in pixels of the picture, the centre of the first pixel at 0.5."""

    rings: Floats
    discs: Floats


def find_marks(light: Grey) -> Marks:
    """Every ring and every small disc in a picture. light: (H, W) brightness 0..1."""
    small = reduced(light, WORKING)
    scale = light.shape[0] / small.shape[0]
    pieces = pieces_of(darkness(small), *DARKER)
    if len(pieces) == 0:
        return Marks(np.zeros((0, 3)), np.zeros((0, 3)))
    boxes = pieces.boxes
    size = (boxes[:, 2:] - boxes[:, :2]).astype(np.float64)
    longer = size.max(axis=1)
    round_ = (longer < SQUEEZED * size.min(axis=1)) & (longer >= LEAST) & (longer < LARGEST * max(small.shape))
    full = pieces.areas / size.prod(axis=1)
    middles = np.stack([pieces.mean(pieces.columns), pieces.mean(pieces.rows)], axis=1) + 0.5
    at = np.column_stack([middles, np.sqrt(size.prod(axis=1))])
    discs = at[round_ & (full > SOLID)]
    rings = _with_pupil(at[round_ & (full > HOLLOW[0]) & (full < HOLLOW[1])], discs)
    return Marks(rings * scale, discs * scale)


def darkness(light: Grey) -> Grey:
    """How much darker than what is around it every pixel is, 0..1."""
    eight = Image.fromarray(np.asarray(np.rint(np.clip(light, 0, 1) * 255), np.uint8))
    radius = max(8, max(light.shape) // AROUND)
    brighter = eight.resize((max(1, eight.width // 4), max(1, eight.height // 4)), Image.Resampling.BOX)
    brighter = brighter.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.BoxBlur(radius / 4)).resize(eight.size)
    paper = np.asarray(brighter, np.float32) / 255
    return np.clip((paper - light) / np.maximum(paper, 0.08), 0, 1).astype(np.float32)


def _with_pupil(rings: Floats, discs: Floats) -> Floats:
    """The rings that have a dot in their middle; middle and size of both together."""
    found = []
    order = np.argsort(discs[:, 0])
    sorted_ = discs[order]
    for x, y, size in rings:
        low, high = np.searchsorted(sorted_[:, 0], (x - SAME * size, x + SAME * size))
        near = sorted_[low:high]
        fits = (np.abs(near[:, 1] - y) < SAME * size) & (near[:, 2] > PUPIL[0] * size) & (near[:, 2] < PUPIL[1] * size)
        if fits.any():
            dot = near[fits][0]
            found.append(((2 * x + dot[0]) / 3, (2 * y + dot[1]) / 3, size))
    return np.array(found).reshape(-1, 3)


def nearest(marks: Floats, at: Floats, reach: float, size: float) -> Floats | None:
    """The mark (x, y, size) next to a place within `reach` pixels whose size is about `size`; None where there is none."""
    if len(marks) == 0:
        return None
    far = np.hypot(*(marks[:, :2] - at).T)
    far[(marks[:, 2] < 0.55 * size) | (marks[:, 2] > 1.7 * size)] = np.inf
    best = int(far.argmin())
    return marks[best] if far[best] <= reach else None
