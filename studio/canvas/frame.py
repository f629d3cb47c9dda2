"""The frame around what is selected: its grips, what pulling one does, and how it looks. Millimetres outside, pixels inside.

Corners keep the proportions (Shift frees them), sides stretch freely (Shift keeps the proportions), Ctrl holds the middle instead
of the other side; Shift turns by steps of 15 degrees and moves along one axis only.
"""

from __future__ import annotations

import math
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF, QTransform

from studio.canvas.camera import Camera
from studio.theme import Theme

Grip = Literal["", "inside", "turn", "nw", "n", "ne", "e", "se", "s", "sw", "w"]

AIR = 6.0  # logical pixels between the ink and its frame
LEAST = 56.0  # logical pixels that a frame is wide and high at least, so that its grips lie apart
GRIP = 9.0  # logical pixels of a grip's side as it is shown,
TARGET = 24.0  # and as it can be hit
STALK = 30.0  # logical pixels from the frame to the grip that turns
REACH = 8.0  # logical pixels by which what is painted may leave frame and grips
SNAP = 15.0  # degrees
SMALLEST = 0.02  # of its size to which one pull can shrink something
SIDES: dict[Grip, tuple[int, int]] = {
    "nw": (-1, -1), "ne": (1, -1), "se": (1, 1), "sw": (-1, 1), "n": (0, -1), "e": (1, 0), "s": (0, 1), "w": (-1, 0),
}  # fmt: skip
SHAPES: dict[Grip, Qt.CursorShape] = {
    "": Qt.CursorShape.ArrowCursor, "inside": Qt.CursorShape.SizeAllCursor, "turn": Qt.CursorShape.PointingHandCursor,
    "nw": Qt.CursorShape.SizeFDiagCursor, "se": Qt.CursorShape.SizeFDiagCursor, "n": Qt.CursorShape.SizeVerCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor, "sw": Qt.CursorShape.SizeBDiagCursor, "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor, "w": Qt.CursorShape.SizeHorCursor,
}  # fmt: skip


class Frame:
    """A frame around `box` (mm, not empty) as a camera sees it."""

    def __init__(self, box: QRectF, camera: Camera) -> None:
        self.box = box
        self._camera = camera
        corners = QRectF(camera.view(box.left(), box.top()), camera.view(box.right(), box.bottom()))
        wide, high = (max(0.0, (LEAST - side) / 2 - AIR) for side in (corners.width(), corners.height()))
        self.rect = corners.adjusted(-AIR - wide, -AIR - high, AIR + wide, AIR + high)  # logical pixels

    def grips(self) -> dict[Grip, QPointF]:
        """Where the grips lie, logical pixels, those that win over others first."""
        middle, half = self.rect.center(), QPointF(self.rect.width() / 2, self.rect.height() / 2)
        places = {name: middle + QPointF(x * half.x(), y * half.y()) for name, (x, y) in SIDES.items()}
        above = self.rect.top() - STALK >= TARGET / 2
        turn = QPointF(middle.x(), self.rect.top() - STALK if above else self.rect.bottom() + STALK)
        return {**places, "turn": turn}

    def grip_at(self, at: QPointF) -> Grip:
        """What a hand takes hold of at a place in logical pixels."""
        for name, place in self.grips().items():
            if max(abs(place.x() - at.x()), abs(place.y() - at.y())) <= TARGET / 2:
                return name
        return "inside" if self.rect.contains(at) else ""

    def area(self) -> QRect:
        """The logical pixels on which it is painted."""
        area = self.rect
        for place in self.grips().values():
            area = area.united(QRectF(place, place))
        return area.adjusted(-REACH, -REACH, REACH, REACH).toAlignedRect()

    def pulled(self, grip: Grip, start: QPointF, end: QPointF, keys: Qt.KeyboardModifier) -> QTransform:
        """What pulling `grip` from `start` to `end` (logical pixels) does to the page, mm."""
        first, last = self._camera.page(start), self._camera.page(end)
        way = QPointF(last[0] - first[0], last[1] - first[1])
        shift = bool(keys & Qt.KeyboardModifier.ShiftModifier)
        if grip == "turn":
            return self._turned(QPointF(*first), QPointF(*last), shift)
        if grip in SIDES:
            return self._scaled(SIDES[grip], way, shift, bool(keys & Qt.KeyboardModifier.ControlModifier))
        if shift:
            way = QPointF(way.x(), 0) if abs(way.x()) >= abs(way.y()) else QPointF(0, way.y())
        return QTransform.fromTranslate(way.x(), way.y())

    def _turned(self, first: QPointF, last: QPointF, snap: bool) -> QTransform:
        middle = self.box.center()
        angle = math.degrees(
            math.atan2(last.y() - middle.y(), last.x() - middle.x()) - math.atan2(first.y() - middle.y(), first.x() - middle.x())
        )
        angle = SNAP * round(angle / SNAP) if snap else angle
        return around(middle, QTransform().rotate(angle))

    def _scaled(self, side: tuple[int, int], way: QPointF, shift: bool, central: bool) -> QTransform:
        wide, high = self.box.width(), self.box.height()
        growth = 2 if central else 1
        x = (wide + growth * side[0] * way.x()) / wide
        y = (high + growth * side[1] * way.y()) / high
        corner = side[0] != 0 and side[1] != 0
        if corner != shift:  # proportions are kept: the longer way along the diagonal counts
            both = (x * wide * wide + y * high * high) / (wide * wide + high * high) if corner else x if side[0] else y
            x = y = both
        x, y = max(x, SMALLEST), max(y, SMALLEST)
        held = QPointF(*(0.0 if central else -part for part in side))
        anchor = self.box.center() + QPointF(held.x() * wide / 2, held.y() * high / 2)
        return around(anchor, QTransform.fromScale(x, y))

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """In logical pixels of the view, on whole device pixels."""
        ratio = self._camera.ratio
        painter.setPen(QPen(theme.colour("accent"), line_width(ratio)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(_crisp(self.rect, ratio))
        grips = self.grips()
        turn, edge = grips["turn"], grips["n" if grips["turn"].y() < self.rect.top() else "s"]
        stalk = _crisp(QRectF(edge, turn), ratio)
        painter.drawLine(stalk.topLeft(), stalk.bottomLeft())
        painter.setBrush(theme.colour("raised"))
        painter.drawEllipse(turn, GRIP / 2 + 0.5, GRIP / 2 + 0.5)
        for name in SIDES:
            painter.drawRect(_crisp(QRectF(grips[name].x() - GRIP / 2, grips[name].y() - GRIP / 2, GRIP, GRIP), ratio))

    def carried(self, carried: QTransform) -> QPolygonF:
        """The frame in logical pixels as a transform of the page (mm) carries it."""
        corners = (self.rect.topLeft(), self.rect.topRight(), self.rect.bottomRight(), self.rect.bottomLeft())
        places = [carried.map(QPointF(*self._camera.page(corner))) for corner in corners]
        return QPolygonF([self._camera.view(place.x(), place.y()) for place in places])


def around(middle: QPointF, transform: QTransform) -> QTransform:
    """`transform` about a point instead of the page's corner."""
    there, back = (QTransform.fromTranslate(sign * middle.x(), sign * middle.y()) for sign in (1, -1))
    return back * transform * there


def line_width(ratio: float) -> float:
    """Logical pixels of a fine line that is a whole number of device pixels."""
    return max(1, round(1.25 * ratio)) / ratio


def _crisp(rect: QRectF, ratio: float) -> QRectF:
    """The rectangle moved so that fine lines along it fill whole device pixels."""
    odd = round(line_width(ratio) * ratio) % 2 / 2
    left, top, right, bottom = (
        (round(edge * ratio) + odd) / ratio for edge in (rect.left(), rect.top(), rect.right(), rect.bottom())
    )
    return QRectF(QPointF(left, top), QPointF(right, bottom))
