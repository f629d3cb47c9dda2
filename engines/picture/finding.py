"""Find the ink in a picture and see it as the models were taught to: cropped, fitted, one pen's width.

Pictures come as `opening.open_picture` gives them: (H, W) float32 in 0..1, 1 = ink.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage.filters import gaussian, threshold_otsu
from skimage.measure import label
from skimage.morphology import isotropic_dilation, opening, skeletonize

from engines.ink.geometry import MARGIN
from engines.ink.raster import PEN, SIDE
from engines.picture.opening import Grey, PictureError

Mask = NDArray[np.bool_]
Bounds = tuple[int, int, int, int]

MIN_CONTRAST = 0.08  # ink stands out from its ground by at least this
SPECK = 0.02  # share of the largest piece of ink below which a piece is dirt
UNEVEN = 0.12  # spread of the ground's grey from which on the light is levelled
WORKING = 768  # pixels of the longer side on which ink is looked for
TOLERANCE = 0.15  # by which the picture's pen may differ from the protocol's and still be kept
FINE = 8  # working pixels to one pixel of the 32x32 image
NO_INK = "There is no ink in the picture: nothing stands out from its background."


def find_ink(grey: Grey) -> Mask:
    """(H, W) grey, 1 = ink -> (H, W) whether a pixel is ink; uneven light is levelled, specks of dirt are left out.

    All False where nothing stands out from the ground.
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

    The ink is thinned to its middle line, fitted by the line's longer side with 5% margin and drawn again with a pen of 2.0 px:
    whatever pen and size the picture had, the model sees what it was trained on. Raises PictureError where there is no ink.
    """
    level, threshold = _levelled(_reduced(np.asarray(grey, np.float32), WORKING))
    bounds = ink_bounds(_without_specks(level > threshold))
    if bounds is None:
        raise PictureError(NO_INK)
    mask = _magnified(level, threshold, bounds)
    line = _middle_line(mask)
    centre, scale = _fit(line)
    pen = scale * mask.sum() / max(int(line.sum()), 1) / FINE  # pixels of the 32x32 image; area over length
    if abs(pen - PEN) <= TOLERANCE * PEN and line.sum() > FINE:
        inked = _warped(mask, centre, scale)  # as good as drawn by the protocol: thinning would only lose detail
    else:
        inked = isotropic_dilation(_drawn(line, centre, scale), radius=(PEN * FINE - 1) / 2)
    cells = inked.reshape(SIDE, FINE, SIDE, FINE).mean(axis=(1, 3))
    return np.rint(cells * 255).astype(np.uint8)


def _levelled(grey: Grey) -> tuple[Grey, float]:
    """-> the picture with its ground at 0 (the ground's own grey is taken away where it varies from side to side), and the
    level above which a pixel is ink: Otsu's, but never so low that the ground's noise counts, and 2 where nothing stands out.
    """
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    low, ground, high = (float(value) for value in np.quantile(border, (0.1, 0.5, 0.9)))
    if high - low >= UNEVEN and min(grey.shape) >= 64:
        reach = min(grey.shape) // 6 | 1  # wider than any stroke, so that what remains is ground
        level = grey - gaussian(opening(grey, np.ones((reach, reach), bool)), sigma=reach / 2)
    else:
        level = grey - ground
    level = np.clip(level, 0.0, 1.0).astype(np.float32)
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


def _reduced(grey: Grey, longest: int) -> Grey:
    """The picture with its longer side at most `longest` pixels; the shorter keeps at least one."""
    scale = longest / max(grey.shape)
    return grey if scale >= 1 else _resized(grey, scale, Image.Resampling.BOX)


def _resized(grey: Grey, scale: float, how: Image.Resampling) -> Grey:
    height, width = (max(1, round(side * scale)) for side in grey.shape)
    return np.asarray(Image.fromarray(grey).resize((width, height), how), np.float32)


def _magnified(level: Grey, threshold: float, bounds: Bounds) -> Mask:
    """The ink within `bounds` at working size (longer side SIDE * FINE), its edge smooth, a margin of ground around."""
    left, top, right, bottom = bounds
    scale = SIDE * FINE / max(right - left, bottom - top)
    edge = int(np.ceil(2 + 8 / scale))
    crop = np.ascontiguousarray(np.pad(level, edge)[top : bottom + 2 * edge, left : right + 2 * edge])
    fine = _resized(crop, scale, Image.Resampling.BICUBIC if scale > 1 else Image.Resampling.BOX)
    return _without_specks(gaussian(fine, sigma=max(1.0, 0.3 * scale)) > threshold)


def _middle_line(mask: Mask) -> Mask:
    """The ink thinned to lines of one pixel; what thinning would erase stays as the pixel in its middle."""
    line = np.asarray(skeletonize(mask))
    if line.any():
        return line
    rows, columns = np.nonzero(mask)
    if len(rows) == 0:
        raise PictureError(NO_INK)
    line[int(rows.mean()), int(columns.mean())] = True
    return line


def _fit(line: Mask) -> tuple[tuple[float, float], float]:
    """-> the (row, column) that goes to the canvas' middle, and the scale at which the line's longer side keeps the margins."""
    rows, columns = np.nonzero(line)
    extent = float(max(np.ptp(rows), np.ptp(columns)))
    scale = SIDE * FINE * (1 - 2 * MARGIN) / extent if extent >= 2 * FINE else 1.0  # less is a dot, not a line
    return (float(rows.min() + rows.max()) / 2, float(columns.min() + columns.max()) / 2), scale


def _drawn(line: Mask, centre: tuple[float, float], scale: float) -> Mask:
    """The line's pixels on the canvas of SIDE * FINE."""
    size = SIDE * FINE
    canvas = np.zeros((size, size), bool)
    placed = [(axis - middle) * scale + size / 2 for axis, middle in zip(np.nonzero(line), centre, strict=True)]
    y, x = (np.clip(np.floor(axis), 0, size - 1).astype(np.int64) for axis in placed)
    canvas[y, x] = True
    return canvas


def _warped(mask: Mask, centre: tuple[float, float], scale: float) -> Mask:
    """The mask itself on the canvas of SIDE * FINE."""
    size = SIDE * FINE
    shift = [middle + 0.5 - size / (2 * scale) for middle in centre]
    image = Image.fromarray(mask.astype(np.uint8) * 255)
    matrix = (1 / scale, 0, shift[1], 0, 1 / scale, shift[0])
    moved = image.transform((size, size), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
    return np.asarray(moved) > 127
