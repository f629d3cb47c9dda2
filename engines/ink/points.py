"""The few points by which a hand takes hold of a stroke, and what moving or removing one does to the path around it.

A stroke has hundreds of recorded points; its handles are its ends and corners and a point every few millimetres between. What is
changed is a new stroke that names its origin; times and pressures stay with their points.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engines.ink.editing import corners, part, split
from engines.ink.geometry import arc_length, kept_by_simplify
from engines.ink.types import Stroke

Floats = NDArray[np.float64]

STRAY = 0.04  # of a stroke's length that its path may stray from straight lines between handles,
FINEST, COARSEST = 0.12, 1.2  # mm that this is at least and at most
LONGEST = 1 / 6  # of a stroke's length between two handles, at most,
NEAREST = 1 / 24  # and at least
SOFT = 1.7  # how far along the path a move reaches, in lengths of the move
SNAP = 0.25  # mm from a recorded point at which a cut goes through it
SPARSE = 2.0  # mm: no handles are nearer than this but for ends and corners


def handles(stroke: Stroke) -> list[int]:
    """Rising indices of a stroke's handles: both ends, its corners, the knots of its bends, and some on long ways between."""
    if len(stroke) < 2:
        return list(range(len(stroke)))
    way = arc_length(stroke.xy)
    whole = float(way[-1])
    fixed = {0, len(stroke) - 1, *corners(stroke)}
    stray = float(np.clip(STRAY * whole, FINEST, COARSEST))
    apart = max(NEAREST * whole, min(SPARSE, LONGEST * whole))
    found = sorted(fixed)
    for index in np.flatnonzero(kept_by_simplify(stroke.xy, stray)).tolist():
        if min(abs(way[index] - way[other]) for other in found) >= apart:
            found.append(index)
    found.sort()
    for first, last in list(pairwise(found)):
        gap = way[last] - way[first]
        count = int(gap // max(LONGEST * whole, 2 * apart))
        wanted = way[first] + gap * np.arange(1, count + 1) / (count + 1)
        found += np.clip(np.searchsorted(way, wanted), first + 1, max(first + 1, last - 1)).tolist() if last - first > 1 else []
    return sorted({*found})


def pulled(stroke: Stroke, index: int, dx: float, dy: float, among: list[int], alone: bool = False) -> Stroke:
    """A point moved by (dx, dy) mm, and its neighbourhood with it, ever less along the path to either side.

    It reaches at least to the next handles (`among`), farther the longer the way is, but never moves an end other than itself.
    alone: the point by itself.
    """
    weights = np.zeros(len(stroke)) if alone else _weights(stroke, index, SOFT * float(np.hypot(dx, dy)), among)
    weights[index] = 1.0
    return stroke.derive(stroke.xy + weights[:, None] * np.array([dx, dy]))


def _weights(stroke: Stroke, index: int, least: float, among: list[int]) -> Floats:
    """(N,) how much of its way each point goes: 1 at `index`, falling as a cosine of the way along the path."""
    way = arc_length(stroke.xy)
    weights = np.zeros(len(stroke))
    for neighbour, end in zip(_around(index, among, len(stroke)), (0, len(stroke) - 1), strict=True):
        reach = min(max(abs(way[neighbour] - way[index]), least), abs(way[end] - way[index]))
        if reach > 0:
            side = slice(end, index) if end < index else slice(index + 1, end + 1)
            weights[side] = (1 + np.cos(np.pi * np.minimum(np.abs(way[side] - way[index]) / reach, 1.0))) / 2
    return weights


def _around(index: int, among: list[int], count: int) -> tuple[int, int]:
    """The handles before and after a point; the point itself at an end."""
    before = max((other for other in among if other < index), default=0)
    after = min((other for other in among if other > index), default=count - 1)
    return before, after


def without(stroke: Stroke, index: int, among: list[int]) -> Stroke | None:
    """A handle removed: the way goes smoothly from the handle before to the one after; an end is cut off.

    None where only the two ends are left: nothing can be taken from between them.
    """
    if index not in among or len(among) <= 2:
        return None
    if index in (among[0], among[-1]):
        return part(stroke, slice(among[1], None) if index == among[0] else slice(None, among[-2] + 1))
    before, after = _around(index, among, len(stroke))
    xy = stroke.xy.astype(np.float64)
    reach = float(np.hypot(*(xy[after] - xy[before]))) / 3
    leave, arrive = _direction(xy, before, -1), _direction(xy, after, 1)
    chord = (xy[after] - xy[before]) / max(3 * reach, 1e-9)
    leave, arrive = (chord if way is None or float(way @ chord) < 0.2 else way for way in (leave, arrive))
    bends = np.array([xy[before], xy[before] + reach * leave, xy[after] - reach * arrive, xy[after]])
    way = arc_length(xy[before : after + 1])
    share = (way / way[-1] if way[-1] > 0 else np.linspace(0, 1, after - before + 1))[:, None]
    back = 1 - share
    curve = back**3 * bends[0] + 3 * back**2 * share * bends[1] + 3 * back * share**2 * bends[2] + share**3 * bends[3]
    xy[before : after + 1] = curve
    return stroke.derive(xy)


def _direction(xy: Floats, index: int, side: int) -> Floats | None:
    """The unit way of the path at a point, told by what lies before it (-1) or after it (1); None at an end."""
    far = index + side * max(1, min(4, index if side < 0 else len(xy) - 1 - index))
    if not 0 <= far < len(xy) or far == index:
        return None
    step = (xy[index] - xy[far]) * -side
    length = float(np.hypot(*step))
    found: Floats = step / length
    return found if length > 0 else None


def nearest_place(stroke: Stroke, x: float, y: float) -> tuple[int, float, float]:
    """Where (x, y) mm is nearest to a path of some points: the point before that, the share of the way to the next, mm away."""
    xy, here = stroke.xy.astype(np.float64), np.array([x, y])
    if len(xy) == 1:
        return 0, 0.0, float(np.hypot(*(xy[0] - here)))
    way = np.diff(xy, axis=0)
    share = np.clip(((here - xy[:-1]) * way).sum(axis=1) / np.maximum((way * way).sum(axis=1), 1e-12), 0.0, 1.0)
    away = np.hypot(*(xy[:-1] + share[:, None] * way - here).T)
    index = int(away.argmin())
    return index, float(share[index]), float(away[index])


def split_at(stroke: Stroke, x: float, y: float) -> list[Stroke]:
    """Lift the pen where the path is nearest to (x, y) mm, also between two points; the stroke itself at one of its ends."""
    if len(stroke) < 2:
        return [stroke]
    index, share, _away = nearest_place(stroke, x, y)
    step = float(np.hypot(*(stroke.xy[index + 1] - stroke.xy[index])))
    share = 0.0 if share * step < SNAP else 1.0 if (1 - share) * step < SNAP else share
    if share in (0.0, 1.0):
        return split(stroke, [index + int(share)])
    pieces = []
    columns = (stroke.xy, stroke.t, stroke.pressure, stroke.tilt)
    cuts = [column[index] + (column[index + 1] - column[index]) * np.float32(share) for column in columns]
    for parts in (
        [np.concatenate([column[: index + 1], cut[None]]) for column, cut in zip(columns, cuts, strict=True)],
        [np.concatenate([cut[None], column[index + 1 :]]) for column, cut in zip(columns, cuts, strict=True)],
    ):
        xy, t, pressure, tilt = parts
        pieces.append(Stroke(xy, t, pressure, tilt, origin=stroke.id, brush=stroke.brush))
    return pieces
