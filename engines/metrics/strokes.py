"""How well recovered strokes agree with the strokes that were written: the glyph, the strokes' number, order, direction, tempo.

A trajectory can be near and its glyph wrong, or the glyph right and its order wrong, so both kinds of figures stand side by side
(Chen et al., "Complex Handwriting Trajectory Recovery: Evaluation Metrics and Algorithm", ACCV 2022: DTW moves by 5% while AIoU
falls by 30%). For count, order and direction strokes under 5% of the glyph's size are dots and count on neither side, and the
others are matched one to one, so that the sum of their symmetric distances is the least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.geometry import arc_length, resample_path
from engines.ink.raster import render
from engines.ink.types import Ink, Stroke
from engines.metrics.trajectory import dtw_many, dtw_seg_many

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

DOT = 0.05  # of the glyph's size: strokes whose longer side is smaller are dots
POINTS = 32  # of a stroke when strokes are compared, equally spaced by arc length
CLOSED = 0.2  # of a stroke's longer side: where its ends are nearer to each other, it is closed
STATIONS = 16  # of a stroke's velocity profile, equally spaced by arc length
FEWEST = 8  # points from which a stroke's velocity can be told
FASTEST = 20.0  # times a stroke's mean velocity: what a clock's coarse ticks may make of it at most
WIDTHS = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 16.0)  # pixels: the pens of AIoU
STEP = 2.0  # pixels between the points of LDTW
MOST = 4096  # points of a trajectory: what an answer gone astray may cost


def extent(points: ArrayLike) -> float:
    """The longer side of the bounds of points (N, 2), 0 for none."""
    xy = np.asarray(points, np.float64)
    return float(np.ptp(xy, axis=0).max()) if len(xy) else 0.0


def glyph_size(ink: Ink) -> float:
    """The longer side of the bounds of all strokes."""
    filled = [stroke.xy for stroke in ink if len(stroke)]
    return extent(np.concatenate(filled)) if filled else 0.0


# ---------------------------------------------------------------- the glyph


def iou(drawn: ArrayLike, image: ArrayLike) -> float:
    """Intersection over union of two images (H, W) in 0..1, a pixel counting as ink from 0.5 on; 1 where both are blank."""
    first, second = np.asarray(drawn) >= 0.5, np.asarray(image) >= 0.5
    union = int((first | second).sum())
    return float((first & second).sum()) / union if union else 1.0


def soft_iou(drawn: ArrayLike, image: ArrayLike) -> float:
    """IoU of grey images (H, W) in 0..1 without a threshold: the sum of the lesser values over the sum of the greater."""
    first, second = np.asarray(drawn, np.float64), np.asarray(image, np.float64)
    union = float(np.maximum(first, second).sum())
    return float(np.minimum(first, second).sum()) / union if union > 0 else 1.0


def redrawn(ink: Ink, shape: tuple[int, int], pen: float, by_pressure: bool = False) -> Floats:
    """Ink in pixels drawn with a round pen as (H, W) in 0..1; by_pressure: as much narrower as its pressure is below 1."""
    return render(ink, *shape, pen, by_pressure=by_pressure) / 255.0


def aiou(ink: Ink, image: ArrayLike) -> float:
    """Adaptive IoU (Chen et al. 2022): ink in the image's pixels redrawn with pens of several widths, the best IoU with it.

    image: (H, W) in 0..1, 1 = ink. Both count as ink from grey 0.5 on; the redrawing is that of `engines.ink.raster`, four times
    oversampled. Which pens: WIDTHS, up and down from the one that the amount of ink suggests until none beyond can be better.
    """
    grey = np.asarray(image, np.float64)
    if not ink.points:
        return 1.0 if not (grey >= 0.5).any() else 0.0
    length = sum(float(arc_length(stroke.xy)[-1]) + 1 for stroke in ink if len(stroke))
    place = int(np.argmin(np.abs(np.array(WIDTHS) - (grey >= 0.5).sum() / length)))
    inked = grey >= 0.5
    best = 0.0
    for wider, widths in ((True, WIDTHS[place:]), (False, WIDTHS[:place][::-1])):
        for width in widths:
            drawn = redrawn(ink, (grey.shape[0], grey.shape[1]), width) >= 0.5
            best = max(best, iou(drawn, inked))
            amount, wanted = int(drawn.sum()), int(inked.sum())
            if (wanted <= best * amount) if wider else (amount <= best * wanted):
                break  # no pen beyond this one can do better: its ink is too much, or too little, by still more
    return best


# ---------------------------------------------------------------- the way of the pen


def joined(ink: Ink, step: float = STEP) -> Floats:
    """The strokes joined in order, (N, 2), points at most `step` apart and equally spaced; MOST points of a longer way.

    Raises ValueError for ink without a point.
    """
    filled = [stroke.xy for stroke in ink if len(stroke)]
    if not filled:
        raise ValueError("The ink holds no point.")
    path = np.concatenate(filled)
    return resample_path(path, min(MOST, int(np.ceil(arc_length(path)[-1] / step)) + 1)).astype(np.float64)


def ldtw(true: Sequence[Ink], found: Sequence[Ink]) -> list[float]:
    """Length-independent DTW (Chen et al. 2022, eq. 1): DTW's cost over the length of its warping path, for each pair of inks.

    In the inks' unit. Trajectories are the strokes joined in order with points 2 units apart, so that a longer one has more
    points; in pixels of a 64 px image this is the paper's scale. Raises ValueError for ink without a point.
    """
    return [warp.per_match for warp in dtw_many([joined(ink) for ink in found], [joined(ink) for ink in true])]


def dtw_seg(true: Sequence[ArrayLike], found: Sequence[ArrayLike]) -> list[float]:
    """DTW-seg (ICPRAM 2023) of trajectories (N, 2): its cost over the length of the warping path; see `metrics.trajectory`."""
    return [warp.per_match for warp in dtw_seg_many(found, true)]


def retraced(ink: Ink, pen: float) -> float:
    """The share of the pen's way that goes over ink it has drawn before, 0..1, its own crossings counting little.

    Within half the pen's width of an earlier place, at least two pens back along the way.
    """
    filled = [stroke.xy for stroke in ink if len(stroke) > 1]
    if not filled:
        return 0.0
    paths = [joined(Ink((Stroke(xy),)), pen / 3) for xy in filled]
    starts = np.cumsum([0.0] + [float(arc_length(xy)[-1]) + 3 * pen for xy in filled])
    at = np.concatenate([arc_length(path) + start for path, start in zip(paths, starts, strict=False)])
    points = np.concatenate(paths)
    over = 0
    for index in range(1, len(points)):
        earlier = int(np.searchsorted(at, at[index] - 2 * pen))
        over += bool(earlier) and bool((np.abs(points[:earlier] - points[index]).max(axis=1) < pen / 2).any())
    return over / len(points)


# ---------------------------------------------------------------- stroke by stroke


@dataclass(frozen=True)
class Matching:
    """Counted strokes of true and of found ink, matched one to one.

    true, found: which strokes of the inks are counted. pairs: (K, 2) places in these two, in the order of the true ones;
    distances: (K,) symmetric, in the inks' unit. forward: (K,) drawn in the true direction. begun: (K,) for closed strokes drawn
    forward, how far from the true beginning they begin, in sides of the true stroke; else 0.
    """

    true: tuple[int, ...]
    found: tuple[int, ...]
    pairs: Indices
    distances: Floats
    forward: NDArray[np.bool_]
    begun: Floats

    @property
    def count_right(self) -> bool:
        """Whether as many strokes were found as there are."""
        return len(self.true) == len(self.found)

    @property
    def in_order(self) -> bool:
        """Whether the matched strokes come in the true order."""
        return bool((np.diff(self.pairs[:, 1]) > 0).all())

    @property
    def kendall_tau(self) -> float:
        """Kendall's rank correlation of the matched strokes' places, -1..1; NaN for fewer than two."""
        places = self.pairs[:, 1]
        count = len(places)
        if count < 2:
            return float("nan")
        signs = np.sign(places[None] - places[:, None])[np.triu_indices(count, 1)]
        return float(signs.mean())


def match(true: Ink, found: Ink, size: float | None = None) -> Matching:
    """Match found strokes to true ones (both in the same unit). size: of the glyph; else the longer side of the true ink."""
    whole = glyph_size(true) if size is None else size
    ours, theirs = (_counted(ink, whole) for ink in (true, found))
    a = np.array([resample_path(true.strokes[index].xy, POINTS) for index in ours], np.float32).reshape(-1, POINTS, 2)
    b = np.array([resample_path(found.strokes[index].xy, POINTS) for index in theirs], np.float32).reshape(-1, POINTS, 2)
    apart = stroke_distances(a, b)
    rows, columns = assign(apart)
    pairs = np.stack([rows, columns], axis=1)
    forward = np.array([same_direction(a[i], b[j]) for i, j in pairs], bool)
    begun = [float(np.hypot(*(b[j, 0] - a[i, 0]))) / extent(a[i]) if same and _closed(a[i]) else 0.0
             for (i, j), same in zip(pairs, forward, strict=True)]  # fmt: skip
    return Matching(ours, theirs, pairs, apart[rows, columns], forward, np.array(begun))


def _counted(ink: Ink, size: float) -> tuple[int, ...]:
    return tuple(index for index, stroke in enumerate(ink) if len(stroke) and extent(stroke.xy) >= DOT * size)


def stroke_distances(a: NDArray[np.float32], b: NDArray[np.float32]) -> Floats:
    """Symmetric distances of strokes (T, N, 2) and (R, N, 2) -> (T, R).

    The mean distance of each point to the nearest point of the other stroke, mean of both ways: direction does not count.
    """
    found = np.zeros((len(a), len(b)))
    for row, stroke in enumerate(a):  # one at a time bounds the memory
        apart = np.hypot(b[:, None, :, 0] - stroke[:, None, 0], b[:, None, :, 1] - stroke[:, None, 1])  # (R, N, N)
        found[row] = (apart.min(axis=1).mean(axis=1) + apart.min(axis=2).mean(axis=1)) / 2
    return found


def assign(cost: Floats) -> tuple[Indices, Indices]:
    """The one-to-one assignment of least total cost, (T, R) -> rows in rising order and their columns, min(T, R) each.

    Hungarian method with potentials, shortest augmenting paths (Jonker and Volgenant 1987).
    """
    if cost.shape[0] > cost.shape[1]:
        columns, rows = assign(cost.T)
        order = np.argsort(rows)
        return rows[order], columns[order]
    count, others = cost.shape
    row_of = np.full(others + 1, -1)  # which row holds a column; the last column is where a search begins
    row_potential, potential = np.zeros(count), np.zeros(others + 1)
    for row in range(count):
        row_of[others] = row
        column, seen = others, np.zeros(others + 1, bool)
        least, before = np.full(others, np.inf), np.full(others, others)
        while row_of[column] >= 0:
            seen[column] = True
            here = row_of[column]
            reduced = cost[here] - row_potential[here] - potential[:-1]
            nearer = (reduced < least) & ~seen[:-1]
            least[nearer], before[nearer] = reduced[nearer], column
            following = int(np.argmin(np.where(seen[:-1], np.inf, least)))
            delta = least[following]
            row_potential[row_of[seen]] += delta
            potential[seen] -= delta
            least[~seen[:-1]] -= delta
            column = following
        while column != others:
            row_of[column] = row_of[before[column]]
            column = int(before[column])
    columns = np.flatnonzero(row_of[:-1] >= 0)
    order = np.argsort(row_of[columns])
    return np.arange(count), columns[order]


def _closed(stroke: NDArray[np.float32]) -> bool:
    return float(np.hypot(*(stroke[-1] - stroke[0]))) < CLOSED * extent(stroke)


def same_direction(true: NDArray[np.float32], found: NDArray[np.float32]) -> bool:
    """Whether a stroke (N, 2) is drawn in the direction of the true one, both equally spaced by arc length.

    Open strokes: whether its points lie nearer to the true ones in its own order than in the reverse. Closed ones (ends nearer
    than a fifth of their longer side) have no end to compare: there each point votes by the cosine between its direction of
    travel and the true stroke's where that first passes by, within half a point's step of its nearest.
    """
    if not _closed(true):
        apart = [np.hypot(*(path - true).T).mean() for path in (found, found[::-1])]
        return bool(apart[0] <= apart[1])
    distance = np.hypot(*(found[:, None] - true[None]).transpose(2, 0, 1))  # (N, N)
    near = distance <= distance.min(axis=1, keepdims=True) + 0.5 * arc_length(true)[-1] / (len(true) - 1)
    ways, other = _travel(found), _travel(true)[near.argmax(axis=1)]
    return float((ways * other).sum()) >= 0


def _travel(path: NDArray[np.float32]) -> Floats:
    """The unit directions of travel at each point of a path (N, 2)."""
    way = np.gradient(path.astype(np.float64), axis=0)
    return way / np.maximum(np.hypot(*way.T), 1e-12)[:, None]


# ---------------------------------------------------------------- tempo


def velocity_profile(stroke: Stroke) -> Floats | None:
    """The pen's speed along a stroke at STATIONS pieces of equal length, in units of its mean; None where time is not known."""
    length, t = arc_length(stroke.xy), stroke.t.astype(np.float64)
    if len(stroke) < FEWEST or not np.isfinite(t).all() or (np.diff(t) < 0).any() or t[-1] <= t[0] or length[-1] <= 0:
        return None
    times = np.interp(np.linspace(0, length[-1], STATIONS + 1), length, t)
    shares = np.diff(times) / (t[-1] - t[0])  # of the time that each piece takes
    return 1 / np.maximum(shares * STATIONS, 1 / FASTEST)


def velocity_correlation(true: Ink, found: Ink, matching: Matching) -> float:
    """Pearson's correlation of the velocity profiles of matched strokes, mean over those whose time is known; NaN for none.

    Profiles are taken over arc length, not over time: so they compare how fast the pen was at the same places (Plamondon's
    delta-lognormal theory, 1995: speed falls where the line bends), and a hand that is slower throughout loses nothing.
    """
    found_r = []
    for i, j in matching.pairs:
        first = velocity_profile(true.strokes[matching.true[i]])
        second = velocity_profile(found.strokes[matching.found[j]])
        if first is not None and second is not None and min(np.ptp(first), np.ptp(second)) > 1e-6:
            found_r.append(float(np.corrcoef(first, second)[0, 1]))
    return float(np.mean(found_r)) if found_r else float("nan")
