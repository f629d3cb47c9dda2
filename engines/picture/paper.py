"""What stands out from its paper: a photograph or scan in its colours -> how much ink lies on every pixel.

The paper's own colour is followed from place to place, shadows included; a pixel counts by how much darker than its paper it is
in any colour, so that red, blue or pale ink shows as black ink does, and light ink on a dark ground as dark ink on a light one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage.filters import gaussian, threshold_otsu
from skimage.measure import label
from skimage.morphology import closing, dilation, erosion, opening

from engines.picture.opening import Grey
from engines.picture.sheet import Mask, reduced, sheet_of

Pixels = NDArray[np.uint8]
Point = NDArray[np.float64]

COARSE = 512  # pixels of the longer side on which paper and strokes are told apart
TOP_HATS = (3, 5, 9, 17, 33, 65)  # pixels there: widths that strokes are tried against
EVIDENT = 0.25  # share of what the widest top hat finds by which a narrower one has found the strokes
WINDOW = 11  # pixels: windows wider than this are used on a copy reduced the more
ROOM = 3  # stroke widths around a pixel in which paper is looked for
FAINTEST = 0.06  # darkness against the paper below which nothing is ink
NOISE = 4.0  # standard deviations of the paper's noise, the same
COMPACT = 0.85  # share of a sheet that stays when its outline is smoothed; letters lose more
CORNERS = 0.9  # share of a sheet that four corners span
WORD = 6.0  # pixels of the coarse copy over which strokes are taken together
OUTSIDE = 0.4  # of the density of strokes on a sheet that may be anywhere beside it
MEASURED = 200_000  # pixels that the paper's noise is measured on
BLACK = 8.0  # of 255: what is darker has no colours to compare
STEEP = 1.7  # times as bright as the darkest place close by: no light falls off like this
SHEET = 0.12  # share of the picture that a sheet takes at least


@dataclass(frozen=True, eq=False)
class Contrast:
    """How far every pixel stands out from its paper.

    level: (H, W) float32 0..1, darkness against the paper, 0 off the sheet. noise: its standard deviation on bare paper.
    """

    level: Grey
    noise: float


def contrast(pixels: Pixels) -> Contrast:
    """(H, W, C) uint8 brightness -> how far every pixel stands out."""
    light = _coarse(pixels.mean(axis=2, dtype=np.float32) / np.float32(255))
    sheet = _sheet(light)
    if sheet is not None and not _all_writing_within(light, sheet):
        sheet = None
    if sheet is None and light_on_dark(light):
        pixels, light = 255 - pixels, 1 - light
    width = _stroke_width(light if sheet is None else np.where(sheet, light, np.median(light[sheet])))
    usable = np.ones(light.shape, bool) if sheet is None else sheet.copy()
    level = np.zeros(pixels.shape[:2], np.float32)
    step = max(1, int((level.size / MEASURED) ** 0.5))
    thinned: list[Grey] = []
    for channel in range(pixels.shape[2]):
        values = pixels[..., channel].astype(np.float32)
        paper = _paper(_coarse(values), width, sheet)
        usable &= ~_steep(np.maximum(paper, BLACK))
        ground = _stretched(paper, level.shape)
        darker = np.asarray((ground - values) / np.maximum(ground, BLACK), np.float32)
        thinned.append(darker[::step, ::step])
        level += np.square(np.maximum(darker, 0, out=darker), out=values)
    np.minimum(np.sqrt(level / pixels.shape[2], out=level), 1, out=level)
    inside = _stretched(usable.astype(np.float32), level.shape) > 0.5
    level *= inside
    return Contrast(level, max(_spread(one[inside[::step, ::step]]) for one in thinned))


def _spread(values: Grey) -> float:
    """The standard deviation of most of the values, whatever the others are."""
    return 1.4826 * float(np.median(np.abs(values - np.median(values)))) if values.size else 0.0


def light_on_dark(light: Grey) -> bool:
    """Whether a picture shows light strokes on a dark ground. light: (H, W) brightness, coarse.

    A bright border is paper. A dark one is a ground that light strokes lie on, unless the dark things in the picture are the
    narrower ones: then it is a sheet in the shade.
    """
    border = np.concatenate([light[0], light[-1], light[:, 0], light[:, -1]])
    low, high = (float(value) for value in np.quantile(light, (0.001, 0.999)))
    if high - low < FAINTEST or float(np.median(border)) >= (low + high) / 2:
        return False
    return _stroke_width(1 - light) <= _stroke_width(light)


def _coarse(grey: Grey) -> Grey:
    return reduced(np.asarray(grey, np.float32), COARSE)


def _stretched(small: Grey, shape: tuple[int, ...]) -> Grey:
    size = (int(shape[1]), int(shape[0]))
    return np.asarray(Image.fromarray(np.asarray(small, np.float32)).resize(size, Image.Resampling.BILINEAR))


def _stroke_width(light: Grey) -> int:
    """Pixels of the coarse copy that no dark stroke is wider than: the narrowest closing that fills much of what there is to
    fill; as wide as the picture where there is nothing.
    """
    widest = max(3, int(0.25 * min(light.shape))) | 1
    widths = [width for width in TOP_HATS if width < widest] + [widest]
    floor = max(FAINTEST / 2, 3 * _spread(np.diff(light, axis=1)))
    found = []
    for width in widths:
        small, reach = _small_enough(light, width)
        found.append(float(np.maximum(_closed(small, reach) - small - floor, 0).mean()))
    if max(found) == 0:
        return widest
    return next(width for width, much in zip(widths, found, strict=True) if much >= EVIDENT * max(found))


def _paper(values: Grey, width: int, sheet: Mask | None) -> Grey:
    """The brightness of the bare paper from place to place; beyond the sheet it is carried on."""
    if sheet is not None:
        values = np.where(sheet, values, 0)
    small, reach = _small_enough(np.asarray(values, np.float32), ROOM * width)
    smooth = gaussian(_closed(small, reach), sigma=reach / ROOM / 2, preserve_range=True)
    return _stretched(np.asarray(smooth, np.float32), values.shape)


def _small_enough(values: Grey, width: int) -> tuple[Grey, int]:
    """A copy on which a window of `width` pixels has only a few, and how many."""
    factor = max(1.0, width / WINDOW)
    small = values if factor == 1 else reduced(values, max(1, int(max(values.shape) / factor)))
    return small, max(3, round(width / factor)) | 1


def _closed(values: Grey, reach: int) -> Grey:
    """The picture with every dark thing filled that is narrower than `reach` pixels."""
    padded = np.pad(values, reach, mode="edge")
    return np.asarray(closing(padded, np.ones((reach, reach), bool))[reach:-reach, reach:-reach])


def _steep(paper: Grey) -> Mask:
    """Where the paper itself changes too fast for light and shadow: the edge of a sheet or of what lies on it."""
    footprint = np.ones((5, 5), bool)
    return np.asarray(dilation(paper, footprint) > STEEP * erosion(paper, footprint))


def _all_writing_within(light: Grey, sheet: Mask) -> bool:
    """Whether there is hardly any stroke off the sheet: else it is only the lit part of one."""
    footprint = np.ones((5, 5), bool)
    drawn = np.maximum(closing(light, footprint) / np.maximum(light, 0.05) - 1 - 0.1, 0)
    dense = gaussian(drawn, sigma=WORD)
    beyond = dense[~_grown(sheet, 8)]
    return len(beyond) == 0 or float(beyond.max()) < OUTSIDE * float(np.quantile(dense[sheet], 0.9))


def _sheet(light: Grey) -> Mask | None:
    """The inside of a bright sheet in darker surroundings, as it may be seen in perspective; None where there is none."""
    found = sheet_of(light)
    if found is not None or min(light.shape) < 48:
        return found
    bright = gaussian(light, sigma=1.5) > threshold_otsu(light) if np.ptp(light) > 0.15 else np.ones(light.shape, bool)
    if bright.mean() > 0.97:
        return None
    pieces = label(bright, connectivity=1)
    areas = np.bincount(pieces.ravel())
    areas[0] = 0
    whole = _filled(pieces == areas.argmax())
    radius = max(3, int(0.03 * min(light.shape)))
    if whole.mean() < SHEET or whole.mean() > 0.97 or (whole & bright).sum() < 0.6 * whole.sum():
        return None
    smooth = opening(np.pad(whole, radius, mode="edge"), np.ones((radius, radius), bool))[radius:-radius, radius:-radius]
    if smooth.sum() < COMPACT * whole.sum() or not (whole & ~bright).any() or smooth.sum() < CORNERS * _corners(smooth):
        return None
    inner = ~_grown(~smooth, max(2, radius // 3))
    return inner if inner.any() else None


def _grown(mask: Mask, steps: int) -> Mask:
    return np.asarray(gaussian(mask.astype(np.float32), sigma=steps / 2, mode="nearest") > 0.08)


def _filled(piece: Mask) -> Mask:
    around = label(np.pad(~piece, 1, constant_values=True), connectivity=2)
    return np.asarray(around != around[0, 0])[1:-1, 1:-1]


def _corners(mask: Mask) -> float:
    """Pixels within the largest four-cornered figure around the mask's outermost points (of 48 directions)."""
    rows, columns = np.nonzero(mask)
    turns = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    points = np.stack([columns, rows], axis=1).astype(np.float64)
    hull = points[np.unique([int(np.argmax(points @ (np.cos(turn), np.sin(turn)))) for turn in turns])]
    middle = hull.mean(axis=0)
    hull = hull[np.argsort(np.arctan2(*(hull - middle).T[::-1]))]
    if len(hull) < 4:
        return float("inf")
    return float(_outer_box(hull))


def _outer_box(hull: Point) -> float:
    """Area of the smallest quadrangle around a convex polygon whose sides lie along four of its sides, opposite ones roughly."""
    way = np.roll(hull, -1, axis=0) - hull
    heading = np.arctan2(way[:, 1], way[:, 0])
    length = np.hypot(*way.T)
    best = np.inf
    for turn in np.radians(np.arange(0, 90, 5)):
        sides = []
        for quarter in range(4):
            off = np.abs((heading - turn - quarter * np.pi / 2 + np.pi) % (2 * np.pi) - np.pi)
            near = np.where(off < np.radians(25), length, -1)
            if near.max() < 0:
                break
            pick = int(near.argmax())
            sides.append((hull[pick], way[pick]))
        if len(sides) == 4:
            best = min(best, _area([_crossing(*sides[k], *sides[(k + 1) % 4]) for k in range(4)]))
    return best


def _crossing(
    a: NDArray[np.float64], u: NDArray[np.float64], b: NDArray[np.float64], v: NDArray[np.float64]
) -> NDArray[np.float64]:
    across = u[0] * v[1] - u[1] * v[0]
    if abs(across) < 1e-9:
        return np.asarray((a + b) / 2)
    share = ((b - a)[0] * v[1] - (b - a)[1] * v[0]) / across
    return np.asarray(a + share * u)


def _area(points: list[Point]) -> float:
    x, y = np.array(points).T
    return abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))) / 2
