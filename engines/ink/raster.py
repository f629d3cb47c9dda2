"""Ink -> grey image: a round pen drawn at several times the size and box-filtered.

The pen is swept as a dense row of discs; each disc adds one span a row to a difference image, so the cost grows with the
length of the ink and not with the area of the pen.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engines.ink.geometry import POINTS, fit_frame, trajectory
from engines.ink.types import Array, Frame, Ink

SIDE = 32  # pixels, protocol unipen32
PEN = 2.0  # pixels, protocol unipen32
CROWDED = 400  # pixels a span up to which counting all of them is quicker than adding one by one
MAX_PIXELS = 100_000_000  # of the oversampled picture: a bound on memory


def _discs(path: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    """(N, 2) -> (M, 2): disc centres along the path, close enough that the sweep looks straight (sagitta < radius / 500).

    Further columns, such as the discs' own radii, are carried along.
    """
    if len(path) == 1:
        return path
    spacing = max(0.5, radius / 8)
    steps = np.hypot(*np.diff(path[:, :2], axis=0).T)
    counts = np.maximum(1, np.ceil(steps / spacing)).astype(np.int64)
    segment = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(segment)) - np.repeat(np.cumsum(counts) - counts, counts)
    share = within / counts[segment]
    inner = path[segment] + share[:, None] * (path[segment + 1] - path[segment])
    return np.concatenate([inner, path[-1:]])


def _stamp(spans: NDArray[np.int32], centres: NDArray[np.float64], radius: float | NDArray[np.float64]) -> None:
    """Add one span a row for every disc to the difference image `spans` (H, W + 1). radius: of all discs, or (M, 1)."""
    height, width = spans.shape[0], spans.shape[1] - 1
    furthest = int(np.ceil(np.max(radius)))
    reach = np.arange(-furthest - 1, furthest + 2)
    rows = np.floor(centres[:, 1]).astype(np.int64)[:, None] + reach  # (M, R)
    chord = radius**2 - (rows + 0.5 - centres[:, 1:]) ** 2
    half = np.sqrt(np.maximum(chord, 0.0))
    first = np.ceil(centres[:, :1] - half - 0.5).astype(np.int64)
    last = np.floor(centres[:, :1] + half - 0.5).astype(np.int64)
    seen = (chord > 0) & (rows >= 0) & (rows < height) & (last >= first) & (last >= 0) & (first < width)
    rows, first, last = rows[seen], np.clip(first[seen], 0, width), np.clip(last[seen] + 1, 0, width)
    if not len(rows):
        return
    row = rows * (width + 1)
    _add(spans.reshape(-1)[row.min() : row.max() + width + 1], row - row.min() + first, row - row.min() + last)


def _add(counts: NDArray[np.int32], first: NDArray[np.int64], last: NDArray[np.int64]) -> None:
    """Add 1 at every place of `first` and take 1 away at every place of `last`."""
    if len(counts) < CROWDED * len(first):
        counts += (np.bincount(first, minlength=len(counts)) - np.bincount(last, minlength=len(counts))).astype(np.int32)
    else:  # few places in a large picture
        np.add.at(counts, first, 1)
        np.add.at(counts, last, -1)


def render(
    ink: Ink, height: int, width: int, pen: float, frame: Frame | None = None, oversample: int = 4, by_pressure: bool = False
) -> NDArray[np.uint8]:
    """Draw ink with a round pen. -> (height, width) uint8, 0 background to 255 ink.

    frame maps the ink's points to pixels (x right, y down; the centre of the first pixel is at 0.5). pen: diameter in pixels,
    > 0. A stroke of one point is a dot. Ink outside is cut off. by_pressure: where a stroke's pressure is known, the diameter is
    `pen` times the pressure (0..1) there. Raises ValueError for sizes that are not positive or too large.
    """
    if height < 1 or width < 1 or pen <= 0:
        raise ValueError("A picture needs a height, a width and a pen of more than nothing.")
    if height * width * oversample**2 > MAX_PIXELS:
        oversample = max(1, int((MAX_PIXELS / (height * width)) ** 0.5))
        if height * width > MAX_PIXELS:
            raise ValueError(f"A picture of {width} x {height} pixels is too large to draw.")
    spans = np.zeros((height * oversample, width * oversample + 1), np.int32)
    radius = pen * oversample / 2
    limit = 4.0 * max(height, width) * oversample  # far outside: clipped so that huge coordinates cost nothing
    for stroke in ink:
        if len(stroke) == 0:
            continue
        xy = frame.apply(stroke.xy) if frame else stroke.xy
        path = np.clip(xy.astype(np.float64) * oversample, -limit, limit)
        if by_pressure and np.isfinite(stroke.pressure).all():
            radii = radius * np.clip(stroke.pressure.astype(np.float64), 0.0, 1.0)
            discs = _discs(np.column_stack([path, radii]), float(radii.min()))
            _stamp(spans, discs[:, :2], discs[:, 2:])
        else:
            _stamp(spans, _discs(path, radius), radius)
    inked = np.cumsum(spans[:, :-1], axis=1) > 0
    cells = inked.reshape(height, oversample, width, oversample)
    return np.rint(cells.mean(axis=(1, 3), dtype=np.float32) * 255).astype(np.uint8)


def unipen32(ink: Ink) -> tuple[NDArray[np.uint8], Array, Frame]:
    """Protocol unipen32: the image and the trajectory that Cross-VAE is trained and judged on.

    -> image (32, 32) uint8, pen 2.0 px drawn at 4x; path (64, 2) float32 in the unit square, strokes joined in order, equally
    spaced by arc length; the frame from the ink's units to the unit square. Raises ValueError for ink without a point.
    """
    frame = fit_frame(ink)
    pixels = Frame(frame.offset, frame.scale * SIDE)
    return render(ink, SIDE, SIDE, PEN, pixels), frame.apply(trajectory(ink, POINTS)), frame
