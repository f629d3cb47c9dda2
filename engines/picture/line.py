"""The line that a pen followed, from the ink that it left: how wide the pen was, and the same ink under another pen.

Everything is measured against the ink's edge, which is known to a fraction of a pixel. A round pen leaves its middle line exactly
its radius inside the edge: so the line under a wide pen is the points at that distance, also where strokes run together and
fill a corner or a loop. Where the pen was pressed less, the skeleton takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from skimage.morphology import skeletonize

from engines.ink.geometry import MARGIN
from engines.ink.raster import PEN, SIDE

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]

FAR = 1e4  # pixels: farther than any edge
SPUR = 0.5  # a branch whose distance to the edge falls this steeply leads into a corner; no pen went there
SHARE = 0.45  # quantile of the half widths along the skeleton that is the pen's: where strokes meet, the ink is wider
OFF_RIDGE = 0.3  # pixels by which the skeleton's pixels lie beside the true ridge, on average
THICK = 1.2  # pen radii from which on ink is strokes run together, not one stroke
POINT = 0.5  # pen radii: a line shorter than this is a dot
OVERSAMPLE = 4  # protocol unipen32
GRID = SIDE * OVERSAMPLE
COMPARED = 300  # skeleton pixels that every other one is compared with: a bound on time and memory


@dataclass(frozen=True)
class Line:
    """Ink as its edge and its skeleton, in pixels of the picture that it was found in (x right, y down, first centre at 0).

    inside: (H, W) distance to the ink's edge, positive within the ink. ridge: (N, 2) x and y of the skeleton, spurs left out.
    half: (N,) distance from there to the edge. radius: the pen's. low, high: (2,) corners of the middle line's bounds.
    """

    inside: Floats
    ridge: Floats
    half: Floats
    radius: float
    low: Floats
    high: Floats


def traced(level: Floats, threshold: float, ink: Mask) -> Line:
    """The line in a smooth picture. level: (H, W), above `threshold` in the ink; ink: (H, W) which of it counts, not empty."""
    level = np.where(ink, level, np.minimum(level, threshold)).astype(np.float32)
    ridge = _skeleton(ink)
    typical, widest = float(ink.sum()) / len(ridge) / 2, min(ink.shape) / 2
    inside = edge_distance(level, threshold, reach=int(max(6, min(2.4 * typical, widest) + 3)))
    half = inside[ridge[:, 1], ridge[:, 0]]
    kept = _no_spur(ridge, half)
    ridge, half = ridge[kept], half[kept]
    radius = max(float(np.quantile(half, SHARE)) + OFF_RIDGE, 0.5)
    sides = [_edge_bounds(level, threshold, axis) for axis in (1, 0)]
    edge = np.array(sides, np.float32).T
    middle = edge.mean(axis=0)  # where ink is narrower than the pen, the line lies in its middle
    low, high = np.minimum(edge[0] + radius, middle), np.maximum(edge[1] - radius, middle)
    return Line(inside, ridge.astype(np.float32), half, radius, np.asarray(low, np.float32), np.asarray(high, np.float32))


def drawn(line: Line) -> NDArray[np.uint8]:
    """-> (32, 32) uint8: the line fitted and drawn with the pen of protocol unipen32, 0 background to 255 ink."""
    extent = float((line.high - line.low).max())
    scale = SIDE * (1 - 2 * MARGIN) / extent if extent > POINT * line.radius else PEN / 2 / line.radius
    middle, rho = (line.low + line.high) / 2, PEN / 2 / scale
    at = np.asarray(((np.arange(GRID) + 0.5) / OVERSAMPLE - SIDE / 2)[:, None] / scale + middle, np.float32)
    away = np.abs(_sampled(line.inside, at[:, 0], at[:, 1]) - line.radius)
    thin = line.half <= THICK * line.radius
    inked = (away <= rho) | _dotted(np.asarray((line.ridge[thin] - middle) * scale + SIDE / 2, np.float32))
    cells = inked.reshape(SIDE, OVERSAMPLE, SIDE, OVERSAMPLE).mean(axis=(1, 3))
    return np.rint(cells * 255).astype(np.uint8)


def edge_distance(level: Floats, threshold: float, reach: int) -> Floats:
    """(H, W) -> (H, W) pixels to the nearest place where `level` crosses `threshold`, at most `reach`; negative below it.

    Crossings are found between neighbours by linear interpolation, along columns and along rows; the distance is exact to them.
    """
    down = _spread(_along_columns(level, threshold), reach)
    across = _spread(_along_columns(np.ascontiguousarray(level.T), threshold), reach).T
    distance = np.minimum(np.sqrt(np.minimum(down, across)), reach)
    return np.where(level > threshold, distance, -distance).astype(np.float32)


def _along_columns(level: Floats, threshold: float) -> Floats:
    """(H, W) -> (H, W) pixels up or down to the nearest crossing in the same column; FAR where the column has none."""
    above, below = level[:-1] - threshold, level[1:] - threshold
    crossed = (above > 0) != (below > 0)
    rows = np.arange(len(level), dtype=np.float32)[:, None]
    place = rows[:-1] + above / np.where(crossed, above - below, 1)
    upward, downward = np.full_like(level, -FAR), np.full_like(level, FAR)
    upward[1:][crossed] = downward[:-1][crossed] = place[crossed]
    upward = np.maximum.accumulate(upward, axis=0)
    downward = np.minimum.accumulate(downward[::-1], axis=0)[::-1]
    return np.asarray(np.minimum(np.minimum(rows - upward, downward - rows), FAR), np.float32)


def _spread(along: Floats, reach: int) -> Floats:
    """(H, W) distances along columns -> (H, W) squared distances in the plane, right up to `reach` columns away."""
    square = along**2
    best, moved = square.copy(), np.empty_like(square)
    for step in range(1, min(reach, along.shape[1] - 1) + 1):
        np.add(square, np.float32(step * step), out=moved)
        np.minimum(best[:, step:], moved[:, :-step], out=best[:, step:])
        np.minimum(best[:, :-step], moved[:, step:], out=best[:, :-step])
    return best


def _skeleton(ink: Mask) -> NDArray[np.int64]:
    """(N, 2) x and y; what thinning would erase stays as the pixel in its middle."""
    rows, columns = np.nonzero(skeletonize(ink))
    if len(rows) == 0:
        rows, columns = np.nonzero(ink)
        rows, columns = rows[len(rows) // 2 :][:1], columns[len(columns) // 2 :][:1]
    return np.stack([columns, rows], axis=1)


def _no_spur(ridge: NDArray[np.int64], half: Floats) -> Mask:
    """(N,) whether a pixel of the skeleton is on the pen's way: no other one's disc covers what it stands for."""
    step = -(-len(ridge) // COMPARED)
    others = ridge[::step].astype(np.float32)
    near = np.hypot(ridge[:, :1] - others[:, 0], ridge[:, 1:] - others[:, 1])
    return np.asarray(half >= (half[::step] - SPUR * near).max(axis=1) - 0.1)


def _edge_bounds(level: Floats, threshold: float, axis: int) -> tuple[float, float]:
    """Where the ink begins and ends along x (axis 1) or y (axis 0), to a fraction of a pixel."""
    profile = level.max(axis=1 - axis)  # the outermost crossing of all lines is the crossing of their maximum
    on = np.flatnonzero(profile > threshold)
    first, last = int(on[0]), int(on[-1])
    ends = []
    for here, outward in ((first, -1), (last, 1)):
        there = here + outward
        outside = float(profile[there]) if 0 <= there < len(profile) else threshold
        share = (float(profile[here]) - threshold) / max(float(profile[here]) - outside, 1e-9)
        ends.append(here + outward * min(max(share, 0.0), 1.0))
    return ends[0], ends[1]


def _sampled(field: Floats, x: Floats, y: Floats) -> Floats:
    """(H, W) at every pair of y (N,) and x (M,) -> (N, M), bilinear; far outside of the ink beyond the border."""
    height, width = field.shape
    padded = np.pad(field, 1, constant_values=-FAR)
    columns, rows = np.clip(x + 1, 0, width + 0.999), np.clip(y + 1, 0, height + 0.999)
    left, top = columns.astype(np.int64), rows.astype(np.int64)
    right, low = (columns - left)[None], (rows - top)[:, None]
    upper = padded[top][:, left] * (1 - right) + padded[top][:, left + 1] * right
    lower = padded[top + 1][:, left] * (1 - right) + padded[top + 1][:, left + 1] * right
    return np.asarray(upper * (1 - low) + lower * low, np.float32)


def _dotted(points: Floats) -> Mask:
    """(N, 2) in pixels of the 32x32 image -> (GRID, GRID) the pen set down on each of them."""
    radius = PEN / 2 * OVERSAMPLE
    reach = int(np.ceil(radius)) + 1
    canvas = np.zeros((GRID + 2 * reach, GRID + 2 * reach), bool)
    at = points * OVERSAMPLE
    near = np.clip(np.floor(at), 0, GRID - 1).astype(np.int64)
    steps = np.arange(-reach, reach + 1)
    columns, rows = near[:, :1] + steps, near[:, 1:] + steps  # (N, 2 reach + 1)
    across, down = (columns + 0.5 - at[:, :1]) ** 2, (rows + 0.5 - at[:, 1:]) ** 2
    point, row, column = np.nonzero(down[:, :, None] + across[:, None, :] < radius**2)
    canvas[rows[point, row] + reach, columns[point, column] + reach] = True
    return canvas[reach:-reach, reach:-reach]
