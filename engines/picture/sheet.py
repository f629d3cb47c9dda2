"""The ground under the ink: which part of a picture is the sheet, and how bright its paper is from place to place.

Both are looked for on a small copy of the picture: they change slowly, and the cost stays the same for any size.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage.filters import gaussian, threshold_otsu
from skimage.measure import label
from skimage.morphology import opening

Grey = NDArray[np.float32]
Mask = NDArray[np.bool_]

SMALL = 96  # pixels of the longer side on which sheet and light are looked for
CONTRAST = 0.15  # of brightness between a sheet and what it lies on, at least
ALONG_A_SIDE = 0.6  # share of one side of the picture that the surroundings take, at least
RECTANGLE = 0.92  # share of its rectangle that a sheet fills
PAPER = 0.62  # share of a sheet that is paper; wide strokes around small gaps have less
EXTENT = 0.4  # share of the picture's width and height that a sheet takes
WIDEST = 0.25  # share of the picture's shorter side: no stroke is wider


def reduced(grey: Grey, longest: int) -> Grey:
    """The picture with its longer side at most `longest` pixels, averaged; the shorter keeps at least one."""
    scale = longest / max(grey.shape)
    return grey if scale >= 1 else resized(grey, scale, Image.Resampling.BOX)


def resized(grey: Grey, scale: float, how: Image.Resampling) -> Grey:
    """The picture `scale` times as large."""
    height, width = (max(1, round(side * scale)) for side in grey.shape)
    return _to(grey, (height, width), how)


def _to(grey: Grey, shape: tuple[int, int], how: Image.Resampling) -> Grey:
    return np.asarray(Image.fromarray(np.ascontiguousarray(grey)).resize(shape[::-1], how), np.float32)


def sheet_of(light: Grey) -> Mask | None:
    """(H, W) brightness -> (H, W) the inside of a bright sheet with writing that lies in darker surroundings (a frame, a desk,
    the strip beside a scan); None where the picture shows no such thing, which is the usual case.
    """
    small = reduced(light, SMALL)
    if min(small.shape) < 12 or float(np.ptp(small)) < CONTRAST:
        return None
    bright = small > threshold_otsu(small)
    if _sides(bright).mean() > 0.97:
        return None
    whole = _filled(_largest(bright))
    if not _lies_in_surroundings(whole) or not _is_rectangle(whole):
        return None
    inner = _eroded(whole, max(1, round(0.015 * max(small.shape))))
    ink = inner & ~bright
    if (whole & bright).sum() < PAPER * whole.sum() or not ink.any():
        return None
    return np.asarray(_to(inner.astype(np.float32), light.shape[:2], Image.Resampling.BILINEAR) > 0.5)


def ground_of(grey: Grey, within: Mask | None = None) -> Grey:
    """(H, W), 1 = ink -> (H, W) the paper's own grey from place to place, as if nothing were written on it.

    within: (H, W) where the paper is; beyond it the ground is carried on from the nearest paper.
    """
    small = reduced(grey, SMALL)
    if within is not None:
        known = _to(within.astype(np.float32), small.shape[:2], Image.Resampling.BOX) > 0.99
        small = _carried_on(small, known)
    reach = max(3, int(WIDEST * min(small.shape)) | 1)
    padded = np.pad(small, reach, mode="edge")
    ground = gaussian(opening(padded, np.ones((reach, reach), bool)), sigma=reach / 4)[reach:-reach, reach:-reach]
    return _to(ground.astype(np.float32), grey.shape[:2], Image.Resampling.BILINEAR)


def _carried_on(small: Grey, known: Mask) -> Grey:
    if not known.any():
        return small
    sigma = 0.1 * max(small.shape)
    paper = known & (small <= np.median(small[known]) + CONTRAST / 2)
    weight = gaussian(paper.astype(np.float32), sigma=sigma)
    mean = gaussian(np.where(paper, small, 0).astype(np.float32), sigma=sigma) / np.maximum(weight, 1e-6)
    default = float(np.median(small[paper]))
    return np.where(known, small, np.where(weight > 1e-4, mean, default)).astype(np.float32)


def _sides(mask: Mask) -> Mask:
    return np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])


def _largest(mask: Mask) -> Mask:
    pieces = label(mask, connectivity=1)
    areas = np.bincount(pieces.ravel())
    areas[0] = 0
    return np.asarray((pieces == areas.argmax()) & mask)


def _filled(piece: Mask) -> Mask:
    """The piece with its holes: all that cannot be reached from outside the picture."""
    around = label(np.pad(~piece, 1, constant_values=True), connectivity=2)
    return np.asarray(around != around[0, 0])[1:-1, 1:-1]


def _lies_in_surroundings(whole: Mask) -> bool:
    sides = (whole[0], whole[-1], whole[:, 0], whole[:, -1])
    extents = [np.flatnonzero(whole.any(axis=axis)) for axis in (0, 1)]
    wide = all(np.ptp(extent) + 1 >= EXTENT * side for extent, side in zip(extents, whole.shape[::-1], strict=True))
    return wide and any(1 - side.mean() >= ALONG_A_SIDE for side in sides)


def _is_rectangle(whole: Mask) -> bool:
    """Whether the mask fills a rectangle, level or askew by up to 20 degrees."""
    rows, columns = np.nonzero(whole & ~_eroded(whole, 1))
    turns = np.radians(np.arange(-20, 21, 2))[:, None]
    across = np.ptp(columns * np.cos(turns) + rows * np.sin(turns), axis=1) + 1
    down = np.ptp(rows * np.cos(turns) - columns * np.sin(turns), axis=1) + 1
    return bool(whole.sum() >= RECTANGLE * float((across * down).min()))


def _eroded(mask: Mask, steps: int) -> Mask:
    padded = np.pad(mask, steps)
    height, width = mask.shape
    for _ in range(steps):
        inner = padded.copy()
        inner[1:] &= padded[:-1]
        inner[:-1] &= padded[1:]
        inner[:, 1:] &= padded[:, :-1]
        inner[:, :-1] &= padded[:, 1:]
        padded = inner
    return padded[steps : steps + height, steps : steps + width]
