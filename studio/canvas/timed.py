"""Ink in time: when each point is drawn, and strokes painted up to a moment, pink at the start to yellow at the end.

A replay shows a moment more sixty times a second, beside a pen that must not wait: what is drawn once stays in a layer, and each
moment adds only its own piece. Colour is never the only sign: numbers stand where strokes begin and arrows on their way.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

from engines.ink.types import Ink
from studio.canvas.paint import extent
from studio.canvas.ribbon import RADIUS, TIME, X, Y, ribbon
from studio.theme import Theme, time_colour

Floats = NDArray[np.float64]

COLOURS = 64  # steps from the first moment's colour to the last one's
TIP = 4.5  # text pixels of radius
SIGNS = 24  # text pixels that numbers and arrows reach beyond their strokes


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


def timed_samples(ink: Ink, times: Sequence[Floats], radius: float, scale: float, offset: tuple[float, float]) -> list[Floats]:
    """Each stroke's samples, (N, 8), at `(point - offset) * scale` pixels, with a pen of that radius in pixels; no empty ones."""
    made = []
    for stroke, own in zip(ink, times, strict=True):
        if len(stroke):
            place = (stroke.xy.astype(np.float64) - offset) * scale
            made.append(ribbon(np.column_stack([place, np.full(len(place), radius), own])).samples)
    return made


@dataclass(frozen=True, eq=False)
class _Piece:
    """A run of samples in one colour."""

    start: float  # s
    end: float
    samples: Floats
    pen: QPen


class TimedInk:
    """Strokes in the colours of time, to be painted at any moment; cheap where moments follow one another.

    strokes: (N, 8) samples each, in the painter's units. total: the seconds that the colours span. area: what may be painted on.
    ratio: device pixels a unit. faint: the colour of what is still to be drawn, None for nothing. signs: how many units a text
    pixel has for numbers and arrows, 0 for none.
    """

    def __init__(
        self,
        strokes: Sequence[Floats],
        total: float,
        theme: Theme,
        area: QRectF,
        *,
        ratio: float = 1.0,
        faint: QColor | None = None,
        signs: float = 1.0,
    ) -> None:
        self.area, self.total = area, total
        self._theme, self._ratio, self._faint = theme, ratio, faint
        self._strokes = [_coloured(samples, total) for samples in strokes]
        self._pieces = [piece for samples in self._strokes for piece in _pieces(samples, total, theme)]
        self._signs = order_signs(strokes, signs, area) if signs else []
        self._sign_size = signs
        self._layer: QImage | None = None
        self._done = 0  # pieces that are in the layer

    def paint(self, painter: QPainter, moment: float) -> None:
        """Everything as it is `moment` seconds after the start."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawImage(self.area.topLeft(), self._layer_at(moment))
        under_way = self._pieces[self._done] if self._done < len(self._pieces) else None
        tip = self._pieces[self._done - 1].samples[-1] if self._done else None
        if under_way is not None and under_way.start <= moment:
            drawn = _until(under_way.samples, moment)
            _draw_run(painter, drawn, under_way.pen)
            tip = drawn[-1]
        draw_signs(painter, self._signs, moment, self._theme, self._sign_size)
        if tip is not None and moment < self.total:
            size = self._sign_size or 1.0
            painter.setPen(QPen(self._theme.colour("paper"), 1.5 * size))
            painter.setBrush(self._theme.colour("text"))
            painter.drawEllipse(QPointF(tip[X], tip[Y]), TIP * size, TIP * size)

    def changed(self, before: float, after: float) -> QRectF:
        """What looks different at another moment."""
        first, last = min(before, after), max(before, after)
        moved = QRectF()
        for samples in self._strokes:
            low = max(0, int(np.searchsorted(samples[:, TIME], first, side="right")) - 2)
            high = int(np.searchsorted(samples[:, TIME], last, side="right")) + 1
            if samples[0, TIME] <= last and samples[-1, TIME] >= first:
                moved = moved.united(extent(samples[low:high]))
        left = max((samples for samples in self._strokes if samples[-1, TIME] < first), key=lambda s: s[-1, TIME], default=None)
        if left is not None:  # where the tip may still stand
            moved = moved.united(extent(left[-1:]))
        reach = SIGNS * (self._sign_size or 1.0)
        return moved.adjusted(-reach, -reach, reach, reach) if moved.isValid() else moved

    def _layer_at(self, moment: float) -> QImage:
        """The layer with all whole pieces up to `moment`."""
        layer = self._layer
        if layer is None or (self._done and self._pieces[self._done - 1].end > moment):
            layer, self._done = self._fresh(), 0
            self._layer = layer
        if self._done < len(self._pieces) and self._pieces[self._done].end <= moment:
            painter = self._painter(layer)
            while self._done < len(self._pieces) and self._pieces[self._done].end <= moment:
                _draw_run(painter, self._pieces[self._done].samples, self._pieces[self._done].pen)
                self._done += 1
            painter.end()
        return layer

    def _fresh(self) -> QImage:
        size = QSizeF(self.area.width() * self._ratio, self.area.height() * self._ratio)
        layer = QImage(math.ceil(size.width()) + 1, math.ceil(size.height()) + 1, QImage.Format.Format_ARGB32_Premultiplied)
        layer.setDevicePixelRatio(self._ratio)
        layer.fill(0)
        if self._faint is not None:
            painter = self._painter(layer)
            for piece in self._pieces:
                _draw_run(painter, piece.samples, _round_pen(self._faint, piece.pen.widthF()))
            painter.end()
        return layer

    def _painter(self, layer: QImage) -> QPainter:
        painter = QPainter(layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.area.topLeft())
        return painter


def _pieces(drawn: Floats, total: float, theme: Theme) -> list[_Piece]:
    """The samples of a stroke, cut where the colour changes."""
    step = np.minimum(drawn[:, TIME] / max(total, 1e-9) * COLOURS, COLOURS - 1).astype(np.intp)
    cuts = [0, *(np.flatnonzero(np.diff(step)) + 1).tolist(), len(drawn) - 1]
    made = []
    for first, last in itertools.pairwise(cuts):
        if last > first or len(drawn) == 1:
            run = drawn[first : last + 1]
            pen = _round_pen(time_colour(float(step[first]) / (COLOURS - 1), theme), 2 * float(run[:, RADIUS].mean()))
            made.append(_Piece(float(run[0, TIME]), float(run[-1, TIME]), run, pen))
    return made


def _round_pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _draw_run(painter: QPainter, samples: Floats, pen: QPen) -> None:
    painter.setPen(pen)
    points = [QPointF(x, y) for x, y in samples[:, : Y + 1].tolist()]
    if len(points) == 1:
        painter.drawPoint(points[0])
    else:
        painter.drawPolyline(points)


def _until(samples: Floats, moment: float) -> Floats:
    """The samples drawn by `moment` (one at least), the last one in between where the pen is under way."""
    count = int(np.searchsorted(samples[:, TIME], moment, side="right"))
    if count in (0, len(samples)):
        return samples[: max(1, count)]
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


# Numbers and arrows


@dataclass(frozen=True, eq=False)
class Sign:
    """What is shown from a moment on: a number in a disc at `place`, or an arrow head with these corners."""

    time: float
    place: QPointF
    number: str = ""
    corners: tuple[QPointF, ...] = ()


def order_signs(strokes: Sequence[Floats], size: float, area: QRectF) -> list[Sign]:
    """A number before each stroke's start and an arrow on its way, within `area`. size: how many units a text pixel has."""
    made: list[Sign] = []
    taken: list[QPointF] = []
    room = area.adjusted(8 * size, 8 * size, -8 * size, -8 * size)
    for number, samples in enumerate(strokes, 1):
        made += _arrow(samples, size)
        place = _number_place(samples, taken, size)
        place.setX(max(room.left(), min(place.x(), room.right())))
        place.setY(max(room.top(), min(place.y(), room.bottom())))
        taken.append(place)
        made.append(Sign(float(samples[0, TIME]), place, number=str(number)))
    return made


def draw_signs(painter: QPainter, signs: Sequence[Sign], until: float, theme: Theme, size: float) -> None:
    """Those signs whose moment has come."""
    shown = [sign for sign in signs if sign.time <= until]
    if not shown:
        return
    font = QFont(painter.font())
    font.setPixelSize(max(1, round(10 * size)))
    font.setBold(True)
    painter.setFont(font)
    for sign in shown:
        if sign.number:
            _draw_number(painter, sign.place, sign.number, theme, size)
        else:
            painter.setPen(QPen(theme.colour("paper"), 1.25 * size, j=Qt.PenJoinStyle.RoundJoin))
            painter.setBrush(theme.colour("text"))
            painter.drawPolygon(QPolygonF(list(sign.corners)))


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


def _arrow(samples: Floats, size: float) -> list[Sign]:
    """An arrow head on the middle of the stroke's way, where there is room for it."""
    way = _way(samples)
    middle = int(np.searchsorted(way, 0.55 * way[-1]))
    if way[-1] < 36 * size or not 0 < middle < len(samples) - 1:
        return []
    back = samples[max(0, int(np.searchsorted(way, way[middle] - 6 * size)) - 1)]
    at, angle = samples[middle], math.atan2(samples[middle, Y] - back[Y], samples[middle, X] - back[X])
    head = 4 * size + float(at[RADIUS])
    corners = [QPointF(at[X] + head * math.cos(angle + a), at[Y] + head * math.sin(angle + a)) for a in (0.0, 2.35, -2.35)]
    return [Sign(float(at[TIME]), QPointF(at[X], at[Y]), corners=tuple(corners))]
