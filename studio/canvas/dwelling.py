"""Drawing without a button: a mouse that rests over the page puts the pen down, moves it draws, and resting again lifts it.

For hands (or heads, or eyes) that move a pointer and cannot press. A ring round the pointer fills while the pen is about to go
down and empties while it is about to be lifted. After each of the two the pointer has to move on before a rest counts once more,
with one exception: who rests on after the pen went down leaves a dot. Leaving the page, Escape and any real button lift the pen.

What is ink of a rest: the pen's places of its first moment (STILL), as with any pen. What comes later is held back. It becomes
ink with its own times when the pointer moves on, so that a hesitation within a stroke is recorded as it was; it is dropped when
the pen is lifted, so that no stroke ends with the trembling of somebody who waits.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QWidget

from studio.canvas.pen import PenReader, PenSample

SLACK = 5.0  # logical pixels within which a pointer rests
STILL = 0.15  # s of rest before the ring is shown and ink is held back
BEAT = 25  # ms between two looks at the time
SIDE, RADIUS, THICK = 48, 18.0, 4.0  # of the ring, logical pixels


class Hand(Protocol):
    """The widget whose pointer rests."""

    def may_dwell(self) -> bool:
        """Whether the pen is in hand and nothing else is at work."""

    def dwells(self) -> bool:
        """Whether the pen is down by dwelling."""

    def dwell_press(self, sample: PenSample) -> None:
        """The pen goes down."""

    def dwell_move(self, sample: PenSample) -> None:
        """It draws."""

    def dwell_lift(self) -> None:
        """It is lifted where it was last."""


class Ring(QWidget):
    """A share of a circle round the pointer, of which no click takes notice."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(SIDE, SIDE)
        self.setAccessibleName(self.tr("Ring of dwelling"))
        self.hide()

    def show_at(self, at: QPointF, share: float, words: str) -> None:
        """Show so much of the circle (0..1). words: what is about to happen."""
        self.share = share
        self.setAccessibleDescription(words)
        self.move(at.toPoint() - self.rect().center())
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """In the accent over a rim that keeps it apart from any ink."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, palette = QRectF(self.rect()).center(), self.palette()
        circle = QRectF(middle.x() - RADIUS, middle.y() - RADIUS, 2 * RADIUS, 2 * RADIUS)
        for role, width, share in (
            (QPalette.ColorRole.Base, THICK + 3, 1.0),
            (QPalette.ColorRole.Mid, 1.5, 1.0),
            (QPalette.ColorRole.Accent, THICK, self.share),
        ):
            painter.setPen(QPen(palette.color(role), width, c=Qt.PenCapStyle.FlatCap))
            painter.drawArc(circle, 90 * 16, -round(360 * 16 * share))
        painter.end()


class Dwelling(QObject):
    """Watches one widget's mouse. seconds: of rest that press or lift, 0 for never. calm: whether the ring shall stand still."""

    def __init__(self, hand: Hand, widget: QWidget, reader: PenReader) -> None:
        super().__init__(widget)
        self.calm: Callable[[], bool] = lambda: False
        self.now = time.monotonic
        self.ring = Ring(widget)
        self._hand, self._widget, self._reader = hand, widget, reader
        self._seconds = 0.0
        self._event: QMouseEvent | None = None  # the last one, while its rest counts
        self._told = 0.0  # when it came
        self._at, self._since = QPointF(), 0.0  # where and since when the pointer rests
        self._spent = False  # this rest has done its work
        self._held: list[PenSample] = []
        self._beat = QTimer(self, interval=BEAT)
        self._beat.timeout.connect(self.beat)

    @property
    def seconds(self) -> float:
        """How long a rest has to be; 0: off."""
        return self._seconds

    def set_seconds(self, seconds: float) -> None:
        """Another length of rest."""
        self._seconds = seconds
        self.stop()

    def moved(self, event: QMouseEvent) -> None:
        """The mouse is here now, no button held."""
        if not self._seconds:
            return
        if self._reader.is_echo(event):  # a pen or a finger: they press by themselves
            self.stop()
            return
        at, now = event.position(), self.now()
        away = self._event is None or math.hypot(at.x() - self._at.x(), at.y() - self._at.y()) > SLACK
        if away:
            self._at, self._since, self._spent = at, now, False
            self.ring.hide()
        self._event, self._told = event.clone(), now
        if self._hand.dwells():
            self._draw(self._reader.mouse(event), away)
        if not self._spent and not self._beat.isActive():
            self._beat.start()

    def _draw(self, sample: PenSample, away: bool) -> None:
        if not away and self.now() - self._since >= STILL:
            self._held.append(sample)
            return
        held, self._held = self._held, []
        for each in (*held, sample):
            self._hand.dwell_move(each)

    def beat(self) -> None:
        """Look at the time: show the ring, press or lift."""
        down, rested = self._hand.dwells(), self.now() - self._since
        if self._event is None or self._spent or not (down or self._may_press()):
            self._end_rest()
        elif rested >= self._seconds:
            self._act(down)
        elif rested >= STILL:
            share = 1.0 if self.calm() else (rested - STILL) / (self._seconds - STILL)
            words = self.tr("The pen is about to be lifted.") if down else self.tr("The pen is about to go down.")
            self.ring.show_at(self._at, 1 - share if down and not self.calm() else share, words)

    def _may_press(self) -> bool:
        elsewhere = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return self._hand.may_dwell() and not elsewhere and self._widget.isActiveWindow()

    def _act(self, down: bool) -> None:
        self.ring.hide()
        if down:
            self._lift()
            self._spent = True
            return
        event, now = self._event, self.now()
        assert event is not None
        event.setTimestamp(event.timestamp() + round(1000 * (now - self._told)))
        self._at, self._since, self._held = event.position(), now, []
        self._widget.setFocus(Qt.FocusReason.MouseFocusReason)
        self._hand.dwell_press(self._reader.mouse(event, down=True))

    def _lift(self) -> None:
        self._held = []
        if self._hand.dwells():
            self._hand.dwell_lift()

    def _end_rest(self) -> None:
        self._beat.stop()
        self.ring.hide()

    def stop(self) -> None:
        """Lift the pen if it is down by dwelling; only a new movement begins a rest."""
        self._lift()
        self._event = None
        self._end_rest()

    def escape(self) -> bool:
        """A person calls it off: the pen is lifted, or does not go down. Whether there was anything to call off."""
        busy = self._hand.dwells() or self.ring.isVisible()
        if busy:
            self._lift()
            self._spent = True
            self._end_rest()
        return busy
