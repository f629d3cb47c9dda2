"""Ink in time: when each point is drawn, and strokes painted up to a moment, pink at the start to yellow at the end.

Colour is never the only sign: numbers stand where strokes begin and arrows on their way.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from engines.ink.types import Ink
from studio.canvas.paint import strip
from studio.canvas.ribbon import RADIUS, TIME, X, Y
from studio.theme import Theme, time_colour

Floats = NDArray[np.float64]

COLOURS = 64  # steps from the first moment's colour to the last one's


def schedule(ink: Ink, pace: float = 60.0, longest_rest: float = 0.5) -> list[Floats]:
    """When each point of each stroke is drawn in a replay: one (N,) array of seconds a stroke, from 0, never falling.

    Recorded times where they are known, with rests between strokes cut to `longest_rest` s; else `pace` ink units a second (mm,
    or for ink in a unit square a pace of 1.5 is natural) and a rest of 0.15 s.
    """
    times: list[Floats] = []
    clock, previous = 0.0, math.nan
    for stroke in ink:
        if not len(stroke):
            times.append(np.zeros(0))
            continue
        own = stroke.t.astype(np.float64)
        if np.isfinite(own).all() and (len(own) == 1 or own[-1] > own[0]):
            own = np.maximum.accumulate(own)
            rest = own[0] - previous if math.isfinite(previous) and own[0] >= previous else 0.15
            previous = float(own[-1])
        else:
            step = np.hypot(*np.diff(stroke.xy.astype(np.float64), axis=0).T)
            own, rest, previous = np.concatenate([[0.0], np.cumsum(step)]) / pace, 0.15, math.nan
        start = clock + (min(rest, longest_rest) if times and any(map(len, times)) else 0.0)
        times.append(own - own[0] + start)
        clock = float(times[-1][-1])
    return times


def draw_timed(painter: QPainter, strokes: Sequence[Floats], total: float, until: float, theme: Theme) -> QPointF | None:
    """Draw strokes' samples, (N, 8) each, up to the moment `until`, each moment in its colour from pink to yellow.

    total: the duration that the colours span, s. Gives where the pen is at `until`, None before the first point.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tip: QPointF | None = None
    for samples in strokes:
        drawn = _coloured(_until(samples, until), total)
        if not len(drawn):
            continue
        tip = QPointF(drawn[-1, X], drawn[-1, Y])
        step = np.minimum(drawn[:, TIME] / max(total, 1e-9) * COLOURS, COLOURS - 1).astype(np.intp)
        cuts = [0, *(np.flatnonzero(np.diff(step)) + 1).tolist(), len(drawn) - 1]
        for first, last in itertools.pairwise(cuts):
            if last > first or len(drawn) == 1:
                colour = time_colour(float(step[first]) / (COLOURS - 1), theme)
                painter.fillPath(strip(drawn[first : last + 1]), colour)
    return tip


def _until(samples: Floats, moment: float) -> Floats:
    """The samples drawn by `moment`, the last one in between where the pen is under way."""
    count = int(np.searchsorted(samples[:, TIME], moment, side="right"))
    if count == 0 or count == len(samples):
        return samples[:count]
    before, after = samples[count - 1], samples[count]
    share = (moment - before[TIME]) / max(after[TIME] - before[TIME], 1e-9)
    return np.vstack([samples[:count], before + share * (after - before)])


def _coloured(samples: Floats, total: float) -> Floats:
    """With samples added on long straight ways, so that none spans more than one step of colour."""
    if len(samples) < 2:
        return samples
    parts = np.clip(np.ceil(np.diff(samples[:, TIME]) / max(total, 1e-9) * COLOURS), 1, COLOURS).astype(np.intp)
    of = np.repeat(np.arange(len(parts)), parts)
    share = (np.arange(len(of)) - np.repeat(np.cumsum(parts) - parts, parts)) / parts[of]
    return np.vstack([samples[of] + share[:, None] * (samples[of + 1] - samples[of]), samples[-1:]])


def draw_order(painter: QPainter, strokes: Sequence[Floats], theme: Theme, until: float = math.inf, size: float = 1.0) -> None:
    """A number before each stroke's start and an arrow on its way, as far as drawn. size: how many pixels a text pixel has."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(max(1, round(10 * size)))
    font.setBold(True)
    painter.setFont(font)
    taken: list[QPointF] = []
    for number, samples in enumerate(strokes, 1):
        if samples[0, TIME] > until:
            continue
        _draw_arrow(painter, samples, theme, until, size)
        place = _number_place(samples, taken, size)
        taken.append(place)
        _draw_number(painter, place, str(number), theme, size)


def _number_place(samples: Floats, taken: Sequence[QPointF], size: float) -> QPointF:
    """Just before the start, against the stroke's first direction, and further back while another number is there."""
    first = samples[0]
    ahead = samples[min(len(samples) - 1, int(np.searchsorted(_way(samples), 6 * size)))]
    angle = math.atan2(ahead[Y] - first[Y], ahead[X] - first[X])
    back = (5.5 * size + float(first[RADIUS])) if len(samples) > 1 else 0.0
    place = QPointF(first[X] - back * math.cos(angle), first[Y] - back * math.sin(angle))
    while any(math.hypot(place.x() - other.x(), place.y() - other.y()) < 14 * size for other in taken):
        place -= QPointF(3 * size * math.cos(angle) if len(samples) > 1 else 3 * size, 3 * size * math.sin(angle))
    return place


def _way(samples: Floats) -> Floats:
    """Pixels from the first sample to each."""
    return np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(samples[:, X]), np.diff(samples[:, Y])))])


def _draw_number(painter: QPainter, centre: QPointF, number: str, theme: Theme, size: float) -> None:
    radius = 7 * size
    painter.setPen(QPen(theme.colour("paper"), 1.5 * size))
    painter.setBrush(QColor(theme.time_start))
    painter.drawEllipse(centre, radius, radius)
    painter.setPen(QColor("#FFFFFF"))
    square = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, number)


def _draw_arrow(painter: QPainter, samples: Floats, theme: Theme, until: float, size: float) -> None:
    """An arrow head on the middle of the stroke's way, once the pen has been there and where there is room for it."""
    way = _way(samples)
    middle = int(np.searchsorted(way, 0.55 * way[-1]))
    if way[-1] < 36 * size or not 0 < middle < len(samples) - 1 or samples[middle, TIME] > until:
        return
    back = samples[max(0, int(np.searchsorted(way, way[middle] - 6 * size)) - 1)]
    at, angle = samples[middle], math.atan2(samples[middle, Y] - back[Y], samples[middle, X] - back[X])
    head = 4 * size + float(at[RADIUS])
    corners = [QPointF(at[X] + head * math.cos(angle + a), at[Y] + head * math.sin(angle + a)) for a in (0.0, 2.35, -2.35)]
    painter.setPen(QPen(theme.colour("paper"), 1.25 * size, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(theme.colour("text"))
    painter.drawPolygon(QPolygonF(corners))
