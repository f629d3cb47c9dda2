"""Ink -> QPainterPath: what a stroke looks like, whole or in slices.

Every path is filled with the winding rule and made of pieces that all turn the same way: strips that share their edges
and round caps. So no crossing and no turn leaves a hole, and each fill is anti-aliased once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QRectF, Qt
from PySide6.QtGui import QPainterPath

from engines.ink.brush import Brush
from engines.ink.outline import widths
from engines.ink.smooth import smooth
from engines.ink.types import Stroke
from studio.canvas.ribbon import LEFT_X, RADIUS, RIGHT_X, X, Y

Floats = NDArray[np.float64]

ARC_ERROR = 0.05  # px by which the chords of a cap may stray from its circle
_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])


def nib(stroke: Stroke, pen: Brush, smoothing: float, tremor: float = 0.0) -> Floats:
    """What the eye is shown of a stroke: (K, 4) of x, y, radius (mm) and time (s, NaN where unknown), smoothed 0..1."""
    seen = smooth(stroke, smoothing, tremor=tremor)
    return np.column_stack([seen.xy.astype(np.float64), widths(seen, pen) / 2, seen.t])


def strip(samples: Floats, start_cap: bool = True, end_cap: bool = True) -> QPainterPath:
    """The path of neighbouring samples of a ribbon, (N, 8), with round ends or ends cut straight."""
    return assembled(_strips(samples, start_cap, end_cap))


def strip_within(samples: Floats, area: QRectF) -> QPainterPath:
    """The path of those slices of a ribbon that touch `area`; inside it, exactly what the whole ribbon would paint."""
    polygons: list[Floats] = []
    last = len(samples) - 1
    for first, end in _slices(samples, area):
        polygons += _strips(samples[first : end + 1], first == 0, end == last)
    return assembled(polygons)


def extent(samples: Floats) -> QRectF:
    """The rectangle that holds everything the samples paint, with a pixel for the soft edge."""
    if not len(samples):
        return QRectF()
    radius = samples[:, RADIUS]
    left, top = float((samples[:, X] - radius).min()) - 1, float((samples[:, Y] - radius).min()) - 1
    right, bottom = float((samples[:, X] + radius).max()) + 1, float((samples[:, Y] + radius).max()) + 1
    return QRectF(left, top, right - left, bottom - top)


def _slices(samples: Floats, area: QRectF) -> list[tuple[int, int]]:
    """(first, last) sample of each run of pieces that touch `area`, one piece longer at both ends so that cuts lie outside."""
    if len(samples) < 2:
        return [(0, 0)] if len(samples) and extent(samples).intersects(area) else []
    reach = np.maximum(samples[:-1, RADIUS], samples[1:, RADIUS]) + 1
    x, y = samples[:, X], samples[:, Y]
    touches = (np.maximum(x[:-1], x[1:]) + reach >= area.left()) & (np.minimum(x[:-1], x[1:]) - reach <= area.right())
    touches &= (np.maximum(y[:-1], y[1:]) + reach >= area.top()) & (np.minimum(y[:-1], y[1:]) - reach <= area.bottom())
    hits = np.flatnonzero(touches)
    if not len(hits):
        return []
    cuts = np.flatnonzero(np.diff(hits) > 3)
    firsts, lasts = hits[np.append(0, cuts + 1)] - 1, hits[np.append(cuts, len(hits) - 1)] + 2
    return [(max(int(a), 0), min(int(b), len(samples) - 1)) for a, b in zip(firsts, lasts, strict=True)]


def _strips(samples: Floats, start_cap: bool, end_cap: bool) -> list[Floats]:
    """The strip between the two edges. Where an edge folds back (a bend narrower than the nib) its pieces become triangles."""
    if len(samples) < 2:
        return [_disc(sample) for sample in samples]
    left, right = samples[:, LEFT_X : LEFT_X + 2], samples[:, RIGHT_X : RIGHT_X + 2]
    front = np.stack([left[:-1], left[1:], right[1:]], axis=1)
    back = np.stack([left[:-1], right[1:], right[:-1]], axis=1)
    folded = (_area(front) < 0) | (_area(back) < 0)
    polygons = _triangles(front[folded]) + _triangles(back[folded])
    bounds = np.flatnonzero(np.diff(np.concatenate([[True], folded, [True]]).astype(np.int8)))
    for first, last in zip(bounds[::2].tolist(), bounds[1::2].tolist(), strict=True):
        polygons.append(np.concatenate([left[first : last + 1], right[last : first - 1 if first else None : -1]]))
    if start_cap:
        polygons.append(_cap(samples[0], right[0], left[0]))
    if end_cap:
        polygons.append(_cap(samples[-1], left[-1], right[-1]))
    return polygons


def _area(triangles: Floats) -> Floats:
    """(K, 3, 2) -> (K,) twice the signed area; positive is the way round that every piece turns."""
    a, b = triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    area: Floats = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return area


def _triangles(triangles: Floats) -> list[Floats]:
    return [triangle if area >= 0 else triangle[::-1] for triangle, area in zip(triangles, _area(triangles), strict=True)]


def _corners(radius: float) -> int:
    """How many corners a circle needs so that none can be seen."""
    return max(8, math.ceil(math.pi / math.acos(max(0.0, 1 - ARC_ERROR / max(radius, ARC_ERROR)))))


def _cap(sample: Floats, start: Floats, end: Floats) -> Floats:
    """The round end: from `start` to `end` on the circle around them, in the way that every piece turns."""
    centre, radius = sample[:2], float(sample[RADIUS])
    first = math.atan2(start[1] - centre[1], start[0] - centre[0])
    sweep = (math.atan2(end[1] - centre[1], end[0] - centre[0]) - first) % (2 * math.pi)
    angle = first + np.linspace(0.0, sweep, 1 + _corners(radius))
    arc = centre + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    arc[0], arc[-1] = start, end  # exactly the strip's own corners, so that no seam shows
    return arc


def _disc(sample: Floats) -> Floats:
    """A dot."""
    radius = float(sample[RADIUS])
    angle = np.linspace(0.0, 2 * math.pi, _corners(radius), endpoint=False)
    disc: Floats = sample[:2] + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return disc


def assembled(polygons: Sequence[Floats]) -> QPainterPath:
    """One path of many closed polygons, (M, 2) each, filled with the winding rule.

    Through QPainterPath's own serialisation: one call for thousands of points where `lineTo` would need one each.
    """
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    polygons = [polygon for polygon in polygons if len(polygon) > 2]
    if not polygons:
        return path
    points = np.concatenate(polygons)
    starts = np.cumsum([0] + [len(polygon) for polygon in polygons[:-1]])
    elements = np.empty(len(points), _ELEMENT)
    elements["kind"] = 1  # line to
    elements["kind"][starts] = 0  # move to
    elements["x"], elements["y"] = points[:, 0], points[:, 1]
    head, foot = np.array([len(points)], ">i4"), np.array([starts[-1], 1], ">i4")  # 1: the winding rule
    QDataStream(QByteArray(head.tobytes() + elements.tobytes() + foot.tobytes())) >> path
    return path
