"""From the many points of a pen to the few cubic curves that a drawing program, a plotter or a person wants to handle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike

from engines.export.fitting import Floats, Groups, evaluate, fit
from engines.ink.geometry import arc_length
from engines.ink.types import Ink, Stroke

MOST_POINTS = 100_000  # of a faired stroke, about: bounds memory for ink far larger than a page
TOGETHER = 50_000  # points of paths that are fitted together: bounds memory for pages far longer than a day's
TOLERANCE = 0.03  # mm that a curve may stray from the pen's points: less than half a hair's width


def fit_cubics(paths: Sequence[ArrayLike], tolerance: float) -> list[Floats]:
    """(N, 2) paths -> for each (K, 4, 2) cubic pieces, end to start, through its first and last point and all its corners.

    No point of a path is farther than `tolerance` (> 0, the paths' units) from its curve, nor a point of the curve from the
    path. Repeated points are one; fewer than two different points give no piece, (0, 4, 2). Many paths at once are many times
    faster than one after another.
    """
    found: list[Floats] = []
    for batch in _batches([_distinct(xy) for xy in paths]):
        long = [len(points) > 1 for points in batch]
        if not any(long):
            found += [np.zeros((0, 4, 2))] * len(batch)
            continue
        ends = np.cumsum([len(points) if use else 0 for points, use in zip(batch, long, strict=True)])
        points = np.concatenate([points for points, use in zip(batch, long, strict=True) if use])
        pieces, begins = fit(points, ends[long], tolerance)
        found += np.split(pieces, np.searchsorted(begins, ends[:-1]))
    return found


def _distinct(xy: ArrayLike) -> Floats:
    points = np.asarray(xy, np.float64).reshape(-1, 2)
    return points[np.concatenate([[True], (np.diff(points, axis=0) != 0).any(axis=1)])] if len(points) else points


def _batches(paths: list[Floats]) -> Iterator[list[Floats]]:
    batch: list[Floats] = []
    size = 0
    for points in paths:
        if batch and size + len(points) > TOGETHER:
            yield batch
            batch, size = [], 0
        batch.append(points)
        size += len(points)
    if batch:
        yield batch


def faired(ink: Ink, tolerance: float = TOLERANCE, step: float = 0.12) -> Ink:
    """Ink as the eye should see it at any size: points every `step` mm on curves that stray at most `tolerance` mm from it.

    A view for drawing: times and pressures are carried along by the share of the length. tolerance 0 gives the ink itself.
    """
    if tolerance <= 0:
        return ink
    fitted = fit_cubics([stroke.xy for stroke in ink], tolerance)
    return Ink(tuple(_faired(stroke, pieces, step) for stroke, pieces in zip(ink, fitted, strict=True)))


def _faired(stroke: Stroke, pieces: Floats, step: float) -> Stroke:
    if len(pieces) == 0:
        return stroke
    before = arc_length(stroke.xy)
    step = max(step, before[-1] / MOST_POINTS)
    reach = np.hypot(*np.moveaxis(np.diff(pieces, axis=1), -1, 0)).sum(axis=1)
    rows = Groups.sized(np.maximum(1, np.ceil(reach / step)).astype(np.intp))
    xy = np.concatenate([pieces[0, :1], evaluate(pieces[rows.of], (rows.nth + 1) / rows.counts[rows.of])])
    after = arc_length(xy)
    share = after / after[-1] * before[-1]
    return stroke.derive(xy, t=np.interp(share, before, stroke.t), pressure=np.interp(share, before, stroke.pressure))
