"""Find the ink in a picture and see it as the models were taught to: cropped, fitted, one pen's width.

Pictures come as `opening.open_picture` gives them: (H, W) float32 in 0..1, 1 = ink.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage.filters import gaussian, threshold_otsu
from skimage.measure import label

from engines.picture.line import drawn, traced
from engines.picture.opening import Grey, PictureError
from engines.picture.sheet import ground_of, reduced, resized, sheet_of

Mask = NDArray[np.bool_]
Bounds = tuple[int, int, int, int]

MIN_CONTRAST = 0.08  # ink stands out from its ground by at least this
SPECK = 0.02  # share of the largest piece of ink below which a piece is dirt
MOST_PIECES = 40  # of ink in one character's picture; more is noise
LONGEST = 10  # lengths of the ink's longer side that all its strokes have together, at most; more is noise
UNEVEN = 0.12  # spread of the ground's grey from which on the light is levelled
WORKING = 768  # pixels of the longer side on which ink is looked for
FINE = 192  # pixels of the ink's longer side on which its edge is measured
LARGEST = 16  # times that a small picture is magnified at most; what is smaller yet is a dot or a dash
EDGE = 0.55  # of the ink's own darkness: there its edge runs
DARK = 0.8  # quantile of the levels within the ink that is the ink's own darkness
NO_INK = "There is no ink in the picture: nothing stands out from its background."
ONLY_NOISE = "There is no letter in the picture: it is speckled all over."


def find_ink(grey: Grey) -> Mask:
    """(H, W) grey, 1 = ink -> (H, W) whether a pixel is ink; uneven light is levelled, specks of dirt are left out, and so is
    what lies around a sheet of paper. All False where nothing stands out from the ground.
    """
    level, threshold = _levelled(np.asarray(grey, np.float32))
    return _without_specks(level > threshold)


def ink_bounds(mask: Mask) -> Bounds | None:
    """(left, top, right, bottom) of the ink, right and bottom exclusive; None where there is none."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if len(rows) == 0:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def to_unipen32(grey: Grey) -> NDArray[np.uint8]:
    """A picture of one character -> (32, 32) uint8 as protocol unipen32 would have drawn its ink, 0 background to 255 ink.

    The pen's width is measured, the line that the pen followed is taken from the ink's edge, fitted by its longer side with 5%
    margin and drawn again with a pen of 2.0 px: whatever pen and size the picture had, the model sees what it was trained on.
    A dot comes out as the protocol's dot. Raises PictureError where there is no ink, or nothing but noise.
    """
    level, threshold = _levelled(reduced(np.asarray(grey, np.float32), WORKING))
    bounds = ink_bounds(_without_specks(level > threshold))
    if bounds is None:
        raise PictureError(NO_INK)
    fine = _magnified(level, bounds)
    within = fine > threshold
    edge = EDGE * float(np.quantile(fine[within], DARK)) if within.any() else threshold
    ink = _without_specks(fine > edge)
    if not ink.any():
        raise PictureError(NO_INK)
    line = traced(fine, edge, ink)
    if len(line.ridge) > LONGEST * FINE or int(label(ink, connectivity=2).max()) > MOST_PIECES:
        raise PictureError(ONLY_NOISE)
    return drawn(line)


def _levelled(grey: Grey) -> tuple[Grey, float]:
    """-> the picture with its ground at 0 (the ground's own grey is taken away where it varies from side to side), and the
    level above which a pixel is ink: Otsu's, but never so low that the ground's noise counts, and 2 where nothing stands out.
    """
    sheet = sheet_of(1 - grey)
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    low, middle, high = (float(value) for value in np.quantile(border, (0.1, 0.5, 0.9)))
    if sheet is not None or (high - low >= UNEVEN and min(grey.shape) >= 16):
        ground = ground_of(grey, sheet)
        raised = np.asarray((grey - ground) / np.maximum(1 - ground, 0.2), np.float32)  # half the light shows half the ink
    else:
        raised = np.asarray(grey - middle, np.float32)
    level = np.asarray(np.clip(raised if sheet is None else np.where(sheet, raised, 0.0), 0.0, 1.0), np.float32)
    if level.size < 2 or float(level.max()) < MIN_CONTRAST:
        return level, 2.0
    return level, max(float(threshold_otsu(level)), MIN_CONTRAST / 2)


def _without_specks(mask: Mask) -> Mask:
    pieces = label(mask, connectivity=2)
    areas = np.bincount(pieces.ravel())
    if len(areas) < 2:
        return mask
    areas[0] = 0
    kept = areas >= SPECK * areas.max()
    kept[0] = False
    return np.asarray(kept[pieces])


def _magnified(level: Grey, bounds: Bounds) -> Grey:
    """The levels within `bounds`, smooth, longer side at FINE pixels (less for very little ink), ground around."""
    left, top, right, bottom = bounds
    scale = min(FINE / max(right - left, bottom - top), LARGEST)
    edge = int(np.ceil(2 + 6 / scale))
    crop = np.pad(level, edge)[top : bottom + 2 * edge, left : right + 2 * edge]
    fine = resized(crop, scale, Image.Resampling.LANCZOS if scale > 1 else Image.Resampling.BOX)
    return np.asarray(gaussian(fine, sigma=max(0.7, 0.35 * scale)), np.float32)
