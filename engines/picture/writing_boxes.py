"""The writing boxes of a sheet that was found in a picture: cut out and laid flat, its printed lines taken away.

Every box is laid by its own frame: what marks at the paper's edge cannot tell of a bent page, the frames do. The printed lines
are known by place; how dark they came out is measured over all boxes of the page at once, so ink on a line stays whole, in
colour and in grey alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engines.picture.laying import Laid, homography

Floats = NDArray[np.float64]
Levels = NDArray[np.float32]

PER_MM = 12.0  # pixels a millimetre of a box that is cut out, about 305 dpi
EDGE = 13 / PER_MM  # mm around a box that are looked at
SEARCH = (1.0, 0.5)  # mm by which a frame may lie beside its place, at first and once the page is bent
SURE = 3.0  # times as strong as beside it is a frame that is to be believed
LOCAL = 0.35  # mm that a box may lie beside the smooth whole
BLOCK = 10  # pixels of which the brightest are paper
PAPER = 0.7  # quantile of them
RULE = 0.6  # mm to both sides of a printed line that its darkness reaches
STEP = 0.05  # mm in which that is measured
SHARE = 0.4  # quantile of the darkness along all lines of a kind that is the lines' own
POOLED = 40  # boxes that it is measured on
CAP = 0.3  # of darkness that counts where frames are looked for in grey: ink is darker
COLOURED = 0.03  # difference of red and blue on the frames from which on colours tell


class Box(NamedTuple):
    """A writing box on the paper, in mm; NaN where it has no such line. round_, inset, dash: of its frame's corners, of the ends
    of the lines in it, and of broken lines."""

    left: float
    top: float
    width: float
    height: float
    baseline: float
    x_height: float
    round_: float
    inset: float
    dash: float


@dataclass(frozen=True, eq=False)
class Cut:
    """One box. level: (h, w) float32 darkness against the paper, the printed lines gone, PER_MM pixels a mm, EDGE mm around.

    rules: (h, w) mm to the nearest printed line. noise: of the paper's level. light: its brightness 0..1. sure: whether its own
    frame was seen. scale: pixels of the picture a millimetre.
    """

    level: Levels
    rules: Levels
    noise: float
    light: float
    sure: bool
    scale: float


def cut_out(picture: Image.Image, laid: Laid, places: Sequence[Box]) -> list[Cut]:
    """The boxes of a picture (L or RGB) that lies as `laid` tells."""
    shrink = max(1, int(laid.per_mm(_middles(places).mean(axis=0)) / (1.4 * PER_MM)))
    small = picture.reduce(shrink) if shrink > 1 else picture
    laid = _settled(small, laid, places, shrink)
    middles = _middles(places)
    patches = [_patch(small, laid, place, shrink) for place in places]
    own, sure = _shifts(patches, places, SEARCH[-1])
    patches = [
        _patch(small, laid, place, shrink, shift) if 0.02 < np.abs(shift).max() <= LOCAL and known else patch
        for place, patch, shift, known in zip(places, patches, own, sure, strict=True)
    ]
    levels = [_darkness(patch) for patch in patches]
    clean = without_lines([level for level, _ in levels], places)
    return [
        Cut(level, _to_lines(place), _noise(level), light, bool(known), laid.per_mm(middle))
        for level, (_, light), place, known, middle in zip(clean, levels, places, sure, middles, strict=True)
    ]


def _middles(places: Sequence[Box]) -> Floats:
    return np.array([(place.left + place.width / 2, place.top + place.height / 2) for place in places])


# Laid by their frames


def _settled(picture: Image.Image, laid: Laid, places: Sequence[Box], shrink: int) -> Laid:
    """The page bent so that the frames lie where they should."""
    middles = _middles(places)
    for search in SEARCH:
        moved, sure = _shifts([_patch(picture, laid, place, shrink) for place in places], places, search)
        if sure.sum() < 3:
            return laid
        laid = laid.bent(middles[sure], moved[sure])
    return laid


def _patch(
    picture: Image.Image, laid: Laid, place: Box, shrink: int, shift: Floats | tuple[float, float] = (0.0, 0.0)
) -> Image.Image:
    """A box and EDGE mm around it, upright, PER_MM pixels a millimetre. shift: mm by which it lies beside its place."""
    width, height = _size(place)
    pixels = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
    mm = pixels / PER_MM + (place.left - EDGE + shift[0], place.top - EDGE + shift[1])
    how = homography(pixels, laid.at(mm) / shrink)
    data = tuple((how / how[2, 2]).ravel()[:8])
    return picture.transform((width, height), Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC, fillcolor=0)


def _size(place: Box) -> tuple[int, int]:
    return round((place.width + 2 * EDGE) * PER_MM), round((place.height + 2 * EDGE) * PER_MM)


def _shifts(patches: Sequence[Image.Image], places: Sequence[Box], search: float) -> tuple[Floats, NDArray[np.bool_]]:
    """(N, 2) mm by which each box's frame lies beside its place, and (N,) whether that is sure."""
    levels = [_darkness(patch)[0] for patch in patches]
    coloured = levels[0].shape[2] == 3 and _is_coloured(levels, places)
    moved, sure = np.zeros((len(places), 2)), np.zeros(len(places), bool)
    for number, (level, place) in enumerate(zip(levels, places, strict=True)):
        seen = np.clip(level[..., 0] - level[..., 2], 0, CAP) if coloured else np.clip(level.mean(axis=2), 0, CAP)
        edge = round(EDGE * PER_MM)
        across = seen[2 * edge : -2 * edge].mean(axis=0)
        down = seen[:, 2 * edge : -2 * edge].mean(axis=1)
        x, strong = _beside(across, place.width, search)
        y, firm = _beside(down, place.height, search)
        moved[number], sure[number] = (x, y), strong and firm
    return moved, sure


def _is_coloured(levels: Sequence[Levels], places: Sequence[Box]) -> bool:
    """Whether the frames show their colour: in a grey scan they do not."""
    differences = [
        float(np.quantile(np.abs(level[..., 0] - level[..., 2])[np.abs(_to_frame(place)) < 0.6], 0.8))
        for level, place in zip(levels[:POOLED], places, strict=False)
    ]
    return float(np.median(differences)) > COLOURED


def _beside(profile: Levels, length: float, search: float) -> tuple[float, bool]:
    """mm by which two lines, `length` mm apart, lie beside their place in a profile, and whether that is sure."""
    smooth = np.convolve(np.pad(profile, 1, mode="edge"), (0.25, 0.5, 0.25), "valid")
    reach = np.arange(-round(search * PER_MM), round(search * PER_MM) + 1)
    first = EDGE * PER_MM - 0.5
    ends = [np.interp(first + start + reach, np.arange(len(smooth)), smooth) for start in (0.0, length * PER_MM)]
    both = np.sqrt(ends[0] * ends[1])
    best = int(both.argmax())
    if best in (0, len(both) - 1):
        return 0.0, False
    left, middle, right = both[best - 1 : best + 2]
    bend = left - 2 * middle + right
    place = reach[best] + (0.5 * (left - right) / bend if bend < 0 else 0.0)
    return float(place / PER_MM), bool(middle > SURE * float(np.median(smooth)) + 0.01)


# Paper and ink


def _darkness(patch: Image.Image) -> tuple[Levels, float]:
    """(h, w, C) how much darker than its paper every pixel is, and how bright the paper is, 0..1."""
    values = np.asarray(patch, np.float32)
    values = values[..., None] if values.ndim == 2 else values
    height, width, channels = values.shape
    rows, columns = -(-height // BLOCK), -(-width // BLOCK)
    padded = np.pad(values, ((0, rows * BLOCK - height), (0, columns * BLOCK - width), (0, 0)), mode="edge")
    blocks = padded.reshape(rows, BLOCK, columns, BLOCK, channels).transpose(0, 2, 4, 1, 3).reshape(rows, columns, channels, -1)
    paper = np.quantile(blocks, PAPER, axis=3).astype(np.float32)
    paper = _closed(paper)
    full = (columns * BLOCK, rows * BLOCK)
    ground = np.stack(
        [np.asarray(Image.fromarray(paper[..., c]).resize(full, Image.Resampling.BILINEAR)) for c in range(channels)], axis=2
    )[:height, :width]
    return np.asarray(1 - values / np.maximum(ground, 8.0), np.float32), float(np.median(paper)) / 255


def _closed(paper: Levels) -> Levels:
    """Blocks that hold ink only take their paper from those around them."""
    wide = np.pad(paper, ((2, 2), (2, 2), (0, 0)), mode="edge")
    steps = [(i, j) for i in range(3) for j in range(3)]
    rows, columns = wide.shape[0] - 2, wide.shape[1] - 2
    brighter = np.max([wide[i : i + rows, j : j + columns] for i, j in steps], axis=0)
    back = np.min([brighter[i : i + rows - 2, j : j + columns - 2] for i, j in steps], axis=0)
    return np.asarray(back, np.float32)


def _noise(level: Levels) -> float:
    """Standard deviation of a level on bare paper."""
    apart = np.diff(level, axis=1)
    return 1.4826 * float(np.median(np.abs(apart - np.median(apart)))) / 2**0.5


# Printed lines


def _grid(place: Box) -> tuple[Floats, Floats]:
    """(1, w) and (h, 1): mm right of and below the box's corner, of every pixel."""
    width, height = _size(place)
    across, down = ((np.arange(length, dtype=np.float64) + 0.5) / PER_MM - EDGE for length in (width, height))
    return across[None], down[:, None]


def _to_frame(place: Box) -> Floats:
    """(h, w) mm from the frame, positive outside."""
    x, y = _grid(place)
    across = np.abs(x - place.width / 2) - (place.width / 2 - place.round_)
    down = np.abs(y - place.height / 2) - (place.height / 2 - place.round_)
    corner = np.hypot(np.maximum(across, 0), np.maximum(down, 0))
    return np.asarray(corner + np.minimum(np.maximum(across, down), 0) - place.round_)


def _lines(place: Box) -> list[tuple[str, Floats, Floats]]:
    """Kind, (h, w) mm from the line, and (h, w) how much of it there is: all printed lines of a box."""
    x, y = _grid(place)
    whole = np.ones((y.size, x.size))
    found = [("frame", _to_frame(place), whole)]
    if np.isnan(place.baseline):
        across, down = _dashes(x, place.width, place), _dashes(y, place.height, place)
        found.append(("cross", y - place.height / 2 + 0 * x, across * whole))
        found.append(("cross", x - place.width / 2 + 0 * y, down * whole))
    else:
        solid = np.clip((place.width / 2 - place.inset - np.abs(x - place.width / 2)) * PER_MM + 1.5, 0, 1)
        found.append(("base", y - (place.baseline - place.top) + 0 * x, solid * whole))
        found.append(("middle", y - (place.x_height - place.top) + 0 * x, _dashes(x, place.width, place) * whole))
    return found


def _dashes(along: Floats, length: float, place: Box) -> Floats:
    """1 on the dashes of a line through a box that is `length` mm long there, 0 in its gaps, soft between."""
    inner = length - 2 * place.inset
    count = 2 * max(1, round((inner / place.dash + 1) / 2)) - 1
    at = (along - place.inset) / (inner / count)
    to_dash = 1 - np.abs((at + 0.5) % 2 - 1)  # 0 in the middle of a gap, 1 in that of a dash
    inside = (at > -0.2) & (at < count + 0.2)
    return np.asarray(np.clip((to_dash - 0.5) * inner / count * PER_MM / 1.5 + 0.75, 0, 1) * inside)


def _to_lines(place: Box) -> Levels:
    """(h, w) mm to the nearest printed line."""
    far = [np.where(much > 0.3, np.abs(off), np.inf) for _, off, much in _lines(place)]
    return np.asarray(np.min(far, axis=0), np.float32)


def without_lines(levels: Sequence[Levels], places: Sequence[Box]) -> list[Levels]:
    """(h, w, C) darkness of each box -> (h, w) the same in all colours together, without what is printed."""
    profiles = _profiles(levels, places)
    clean = []
    for level, place in zip(levels, places, strict=True):
        printed = np.zeros_like(level)
        for kind, off, much in _lines(place):
            near = np.abs(off) < RULE
            for channel in range(level.shape[2]):
                own = np.interp(off[near], profiles[kind][0], profiles[kind][1][:, channel]) * much[near]
                printed[near, channel] = np.maximum(printed[near, channel], own)
        left = np.clip((level - printed) / np.maximum(1 - printed, 0.2), 0, 1)
        clean.append(np.asarray(np.sqrt((left**2).mean(axis=2)), np.float32))
    return clean


def _profiles(levels: Sequence[Levels], places: Sequence[Box]) -> dict[str, tuple[Floats, Floats]]:
    """Of each kind of line: (K,) mm beside it, and (K, C) how dark it came out there."""
    every = max(1, len(levels) // POOLED)
    pooled: dict[str, list[tuple[Floats, Levels]]] = {}
    for level, place in list(zip(levels, places, strict=True))[::every]:
        for kind, off, much in _lines(place):
            own = (np.abs(off) < RULE + STEP) & (much > 0.98)
            pooled.setdefault(kind, []).append((off[own], level[own]))
    bins = np.arange(-RULE, RULE + STEP / 2, STEP)
    found = {}
    for kind, parts in pooled.items():
        off, dark = np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
        at = np.clip(np.rint((off + RULE) / STEP).astype(np.int64), 0, len(bins) - 1)
        order = np.argsort(at, kind="stable")
        groups = np.split(dark[order], np.searchsorted(at[order], np.arange(1, len(bins))))
        values = np.array([np.quantile(group, SHARE, axis=0) if len(group) else np.zeros(dark.shape[1]) for group in groups])
        values = np.maximum(values - values[[0, -1]].mean(axis=0), 0)
        found[kind] = (bins, values)
    return found
