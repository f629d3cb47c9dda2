"""What fingers do to the page: one moves it (or draws, where that is wanted), two zoom and move it; a palm does nothing.

A touch that begins while a pen is near, or within half a second of it, is a palm until every finger is lifted. So is one that is
joined by a third finger, and what is left of two: nothing leaps.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal, Protocol

from PySide6.QtCore import QEvent, QPointF, QTimer
from PySide6.QtGui import QEventPoint, QTouchEvent

from studio.canvas.pen import PenReader, PenSample

SLACK = 8.0  # logical pixels that one finger may stray while a second one is still awaited
LONG = 600  # ms after which a finger that stays where it is asks for the menu
LEAST_SPREAD = 16.0  # logical pixels between two fingers from which on they zoom

Mode = Literal["", "waits", "acts", "moves", "pinches", "palm"]


class Hand(Protocol):
    """The widget under the fingers."""

    def move_page(self, dx: float, dy: float) -> None:
        """Pan by logical pixels."""

    def zoom_by(self, factor: float, anchor: QPointF) -> None:
        """Zoom; what lies under `anchor` stays there."""

    def touch_press(self, sample: PenSample) -> bool:
        """The tool in hand touches; False where something else is at work."""

    def touch_move(self, sample: PenSample) -> None:
        """It goes on."""

    def long_press(self, at: QPointF) -> None:
        """A finger stays where it is."""

    def touch_release(self, sample: PenSample | None) -> None:
        """It is lifted; None where the system took it away."""


class Fingers:
    """Reads touch events. act: whether one finger holds the tool in hand now, instead of moving the page."""

    def __init__(self, hand: Hand, reader: PenReader, act: Callable[[], bool]) -> None:
        self._hand, self._reader, self._act = hand, reader, act
        self._mode: Mode = ""
        self._finger = 0  # id of the one finger
        self._long = QTimer(singleShot=True, interval=LONG)
        self._long.timeout.connect(self._stays)
        self._waiting: list[PenSample] = []  # of the one finger, until it is clear that no second one comes
        self._at = QPointF()  # where one finger, or the middle of two, was when the page was last moved
        self._spread = 0.0  # logical pixels between two fingers when the page was last zoomed

    def take(self, event: QTouchEvent) -> None:
        """One event of all fingers together."""
        if event.type() == QEvent.Type.TouchCancel:
            self._end(None)
            return
        down = [point for point in event.points() if point.state() != QEventPoint.State.Released]
        begins = not self._mode
        if self._reader.pen_near and self._mode != "palm":
            self._end(None)
            self._mode = "palm"
        elif begins:
            self._begin(event)
        if len(down) > 2 and self._mode != "acts":
            self._mode, self._waiting = "palm", []
        if len(down) == 2 and self._mode in ("waits", "moves"):
            self._mode, self._waiting = "pinches", []
            self._grasp(down)
        elif down and not begins:
            self._follow(event, down)
        if not down:
            self._end(event)

    def _begin(self, event: QTouchEvent) -> None:
        first = event.points()[0]
        self._finger, self._at, self._mode = first.id(), first.position(), "waits"
        self._long.start()
        if self._act():
            self._waiting = [self._reader.touch(event, first, down=True)]

    def _follow(self, event: QTouchEvent, down: list[QEventPoint]) -> None:
        if self._mode == "pinches" and len(down) == 2:
            self._pinch(down)
        elif self._mode == "pinches":
            self._mode = "palm"
        elif self._mode == "waits":
            self._decide(event, down[0])
        elif self._mode == "moves":
            self._pan(down[0].position())
        elif self._mode == "acts":
            own = next((point for point in down if point.id() == self._finger), None)
            if own is not None:
                self._hand.touch_move(self._reader.touch(event, own))
            else:  # it was lifted; another one is still there
                self._end(event)
                self._mode = "palm"

    def _decide(self, event: QTouchEvent, finger: QEventPoint) -> None:
        """It has gone far enough for one finger alone: what it did so far is done now."""
        if self._waiting:
            self._waiting.append(self._reader.touch(event, finger))
        if _length(finger.position() - self._at) < SLACK:
            return
        self._mode = "moves"
        if self._waiting:
            self._mode = "acts" if self._play() else "palm"
        else:
            self._pan(finger.position())

    def _stays(self) -> None:
        if self._mode == "waits":
            self._mode, self._waiting = "palm", []
            self._hand.long_press(self._at)

    def _play(self) -> bool:
        waiting, self._waiting = self._waiting, []
        if not self._hand.touch_press(waiting[0]):
            return False
        for sample in waiting[1:]:
            self._hand.touch_move(sample)
        return True

    def _pan(self, at: QPointF) -> None:
        """By whole pixels; what is left over comes with the next event."""
        way = (at - self._at).toPoint()
        if not way.isNull():
            self._hand.move_page(way.x(), way.y())
            self._at += QPointF(way)

    def _grasp(self, down: list[QEventPoint]) -> None:
        first, second = (point.position() for point in down)
        self._at, self._spread = (first + second) / 2, _length(second - first)

    def _pinch(self, down: list[QEventPoint]) -> None:
        first, second = (point.position() for point in down)
        middle, spread = (first + second) / 2, _length(second - first)
        self._pan(middle)
        if min(spread, self._spread) >= LEAST_SPREAD:
            self._hand.zoom_by(spread / self._spread, middle)
        self._spread = spread

    def _end(self, event: QTouchEvent | None) -> None:
        """All fingers are lifted, or the system took them away."""
        mode, self._mode = self._mode, ""
        if event is not None and mode == "waits" and self._waiting and self._play():  # a tap
            mode = "acts"
        if mode == "acts":
            own = next((point for point in event.points() if point.id() == self._finger), None) if event is not None else None
            self._hand.touch_release(self._reader.touch(event, own) if event is not None and own is not None else None)
        self._waiting = []


def _length(way: QPointF) -> float:
    return math.hypot(way.x(), way.y())
