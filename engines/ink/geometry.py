"""Where ink lies and how it is measured: bounds, fitting into a frame, resampling, simplifying."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.brush import Brush
from engines.ink.types import Array, Frame, Ink, Stroke

MARGIN = 0.05  # of the unit square, protocol unipen32
POINTS = 64  # of a trajectory, protocol unipen32
DEGREES, BINOMIALS = np.arange(4), np.array([1.0, 3.0, 3.0, 1.0])  # of cubic Bernstein polynomials


def bounds(ink: Ink | Stroke) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of all points; four NaNs where there is none."""
    strokes = (ink,) if isinstance(ink, Stroke) else ink.strokes
    filled = [stroke.xy for stroke in strokes if len(stroke)]
    if not filled:
        return (float("nan"),) * 4
    low = np.min([xy.min(axis=0) for xy in filled], axis=0)
    high = np.max([xy.max(axis=0) for xy in filled], axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def fit_frame(ink: Ink, size: float = 1.0, margin: float = MARGIN) -> Frame:
    """The frame that fits `ink` into a square of `size` by its longer side, centred, `margin` (a share of size) free around.

    A single point lands in the middle at scale 1; empty ink gives the identity.
    """
    left, top, right, bottom = bounds(ink)
    if not np.isfinite(left):
        return Frame()
    extent = max(right - left, bottom - top)
    scale = size * (1 - 2 * margin) / extent if extent > 1e-6 else 1.0
    middle = ((left + right) / 2, (top + bottom) / 2)
    return Frame((middle[0] - size / (2 * scale), middle[1] - size / (2 * scale)), scale)


def mapped(ink: Ink, frame: Frame, *, inverse: bool = False) -> Ink:
    """Every stroke through the frame (or back): edited strokes that name their origin, their pens as much wider."""
    move, factor = (frame.undo, 1 / frame.scale) if inverse else (frame.apply, frame.scale)
    return Ink(tuple(stroke.derive(move(stroke.xy), brush=_scaled(stroke, factor)) for stroke in ink))


def normalise(ink: Ink, size: float = 1.0, margin: float = MARGIN) -> tuple[Ink, Frame]:
    """`ink` fitted into the square of `size` (see fit_frame), with the frame that undoes it."""
    frame = fit_frame(ink, size, margin)
    return mapped(ink, frame), frame


def denormalise(ink: Ink, frame: Frame) -> Ink:
    """The inverse of normalise."""
    return mapped(ink, frame, inverse=True)


def affine(ink: Ink, matrix: ArrayLike, offset: ArrayLike = (0.0, 0.0)) -> Ink:
    """Every point p as `matrix @ p + offset`. matrix: (2, 2); offset: (2,), millimetres.

    Pens grow as lengths do on average (the root of the area's growth): with a uniform scale, not with a turn or a slant.
    """
    turn = np.asarray(matrix, np.float64).reshape(2, 2)
    shift = np.asarray(offset, np.float64).reshape(2)
    factor = round(float(np.sqrt(abs(np.linalg.det(turn)))), 9)
    return Ink(tuple(stroke.derive(stroke.xy @ turn.T + shift, brush=_scaled(stroke, factor)) for stroke in ink))


def _scaled(stroke: Stroke, factor: float) -> Brush | None:
    return stroke.brush.scaled(factor) if stroke.brush is not None and factor > 0 else None


def deform(ink: Ink, pulls: ArrayLike) -> Ink:
    """Bend ink smoothly, as if drawn on rubber: free-form deformation (Sederberg and Parry 1986).

    pulls: (4 columns, 4 rows, 2), how far a grid of control points over the ink's bounds is moved, in its longer sides.
    """
    grid, (left, top, right, bottom) = np.asarray(pulls, np.float64).reshape(4, 4, 2), bounds(ink)
    side = max(right - left, bottom - top)
    if not side > 0:  # nothing drawn, or a dot
        return ink

    def bent(xy: Array) -> NDArray[np.float64]:
        place = ((xy - (left, top)) / side)[..., None]  # (N, 2, 1)
        weights = BINOMIALS * place**DEGREES * (1 - place) ** DEGREES[::-1]  # (N, 2, 4), Bernstein polynomials
        return xy + side * np.einsum("ni,nj,ijk->nk", weights[:, 0], weights[:, 1], grid)

    return Ink(tuple(stroke.derive(bent(stroke.xy)) for stroke in ink))


def arc_length(xy: ArrayLike) -> NDArray[np.float64]:
    """(N, 2) -> (N,) distance along the path from its first point; empty for empty."""
    points = np.asarray(xy, np.float64)
    if len(points) == 0:
        return np.zeros(0)
    steps = np.hypot(*np.diff(points, axis=0).T) if len(points) > 1 else np.zeros(0)
    return np.concatenate([[0.0], np.cumsum(steps)])


def resample_path(xy: ArrayLike, count: int) -> Array:
    """(N, 2) -> (count, 2), equally spaced by arc length, ends kept. A path of no length repeats its first point.

    Raises ValueError for an empty path or count < 1.
    """
    points = np.asarray(xy, np.float64)
    if len(points) == 0 or count < 1:
        raise ValueError("There is no path to resample.")
    length = arc_length(points)
    if count == 1 or length[-1] <= 0:
        return np.repeat(points[:1], count, axis=0).astype(np.float32)
    at = np.linspace(0.0, length[-1], count)
    return np.stack([np.interp(at, length, points[:, 0]), np.interp(at, length, points[:, 1])], axis=1).astype(np.float32)


def resample(stroke: Stroke, step: float) -> Stroke:
    """A stroke with points about `step` millimetres apart along its length; time and pressure are carried along."""
    if len(stroke) < 2:
        return stroke
    length = arc_length(stroke.xy)
    if length[-1] <= 0:
        return stroke
    at = np.linspace(0.0, length[-1], max(2, int(np.ceil(length[-1] / step)) + 1))
    columns = [np.interp(at, length, column) for column in (stroke.xy[:, 0], stroke.xy[:, 1], stroke.t, stroke.pressure)]
    return stroke.derive(np.stack(columns[:2], axis=1), t=columns[2], pressure=columns[3])


def trajectory(ink: Ink, count: int = POINTS) -> Array:
    """Protocol unipen32: strokes joined in order, `count` points equally spaced by arc length. (count, 2), the ink's units.

    Raises ValueError for ink without a point.
    """
    filled = [stroke.xy for stroke in ink if len(stroke)]
    if not filled:
        raise ValueError("The ink holds no point.")
    return resample_path(np.concatenate(filled), count)


def drawn_shares(ink: Ink, count: int = POINTS) -> Array:
    """How much of the way from each point of `trajectory(ink, count)` to the next was drawn, 0 (pen lifted) to 1. (count,).

    The last point has no next and gets 1. Raises ValueError for ink without a point.
    """
    filled = [stroke.xy for stroke in ink if len(stroke)]
    if not filled:
        raise ValueError("The ink holds no point.")
    shares = np.ones(count, np.float32)
    length = arc_length(np.concatenate(filled))
    if count < 2 or length[-1] <= 0:
        return shares
    at = np.linspace(0.0, length[-1], count)
    ends = np.cumsum([len(xy) for xy in filled])[:-1]  # the lift lies between points end - 1 and end
    for leave, land in zip(length[ends - 1], length[ends], strict=True):
        lifted = np.clip(np.minimum(at[1:], land) - np.maximum(at[:-1], leave), 0.0, None)
        shares[:-1] -= lifted / (at[1] - at[0])
    return np.clip(shares, 0.0, 1.0)


def lift(path: ArrayLike, shares: ArrayLike) -> Ink:
    """The inverse of `trajectory` with `drawn_shares`: a connected path (N, 2) as strokes, lifted where less than half was drawn.

    A point between two lifts lies in the air and is left out, unless the path turns there: then it is a dot.
    """
    points = np.asarray(path, np.float32)
    drawn = np.asarray(shares)[: len(points) - 1] >= 0.5
    pieces = np.split(points, np.flatnonzero(~drawn) + 1)
    kept, place = [], 0
    for piece in pieces:
        inside = 0 < place < len(points) - 1
        if len(piece) > 1 or not inside or _turns(points[place - 1 : place + 2]):
            kept.append(Stroke(piece))
        place += len(piece)
    return Ink(tuple(kept))


def recovered(path: ArrayLike, shares: ArrayLike) -> Ink:
    """What a model gave as a trajectory of the unit square with its drawn shares: lifted, without a hesitating pen's specks."""
    return without_specks(lift(path, shares))


def without_specks(ink: Ink, length: float = 0.08, near: float = 0.12) -> Ink:
    """Recovered ink without strokes that are shorter than `length` and lie within `near` of a longer one.

    A model that hesitates lifts the pen for a moment and leaves specks on the way; the dot of an i lies further off. Lengths are
    in the ink's units; the defaults are for the unit square and points as near each other as a trajectory's.
    """
    lengths = [arc_length(stroke.xy)[-1] if len(stroke) else 0.0 for stroke in ink]
    long = [stroke.xy for stroke, own in zip(ink, lengths, strict=True) if own >= length]
    if not long:
        return ink
    points = np.concatenate(long)

    def apart(xy: Array) -> bool:
        return float(np.hypot(*(points[:, None] - xy[None]).transpose(2, 0, 1)).min()) > near

    return Ink(
        tuple(stroke for stroke, own in zip(ink, lengths, strict=True) if own >= length or (len(stroke) and apart(stroke.xy)))
    )


def _turns(corner: Array) -> bool:
    """Whether the way through three points bends by more than 45 degrees."""
    before, after = corner[1] - corner[0], corner[2] - corner[1]
    return float(before @ after) < np.cos(np.pi / 4) * float(np.hypot(*before) * np.hypot(*after))


def simplify(xy: ArrayLike, tolerance: float) -> Array:
    """Ramer-Douglas-Peucker: the fewest points of the path from which it strays by at most `tolerance`. (N, 2) -> (M, 2)."""
    return np.asarray(xy, np.float64)[kept_by_simplify(xy, tolerance)].astype(np.float32)


def kept_by_simplify(xy: ArrayLike, tolerance: float) -> NDArray[np.bool_]:
    """(N,) which points `simplify` keeps."""
    points = np.asarray(xy, np.float64)
    keep = np.zeros(len(points), bool)
    if len(points) < 3:
        return ~keep
    keep[[0, -1]] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        inner = points[first + 1 : last]
        chord = points[last] - points[first]
        along = np.clip((inner - points[first]) @ chord / max(float(chord @ chord), 1e-24), 0.0, 1.0)
        away = np.hypot(*(inner - points[first] - along[:, None] * chord).T)
        worst = int(np.argmax(away))
        if away[worst] > tolerance:
            middle = first + 1 + worst
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return keep
