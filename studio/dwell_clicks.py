"""Buttons that a resting mouse presses: for those who move a pointer and cannot press. Each rest presses once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget

from studio.canvas.dwelling import BEAT, STILL, Ring


class DwellClicks(QObject):
    """Watches buttons of one widget. seconds: of rest that press, 0 for never. calm: whether the ring shall stand still."""

    def __init__(self, widget: QWidget, buttons: Iterable[QAbstractButton]) -> None:
        super().__init__(widget)
        self.seconds = 0.0
        self.calm: Callable[[], bool] = lambda: False
        self.now = time.monotonic
        self._widget, self._ring = widget, Ring(widget)
        self._over: QAbstractButton | None = None
        self._since = 0.0
        self._beat = QTimer(self, interval=BEAT)
        self._beat.timeout.connect(self.beat)
        for button in buttons:
            button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The pointer comes, goes, or presses by itself."""
        if event.type() == QEvent.Type.Enter and self.seconds and isinstance(watched, QAbstractButton):
            self._over, self._since = watched, self.now()
            self._beat.start()
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.Hide, QEvent.Type.MouseButtonPress):
            self._end()
        return super().eventFilter(watched, event)

    def beat(self) -> None:
        """Look at the time."""
        button, rested = self._over, self.now() - self._since
        if button is None or not button.isEnabled():
            self._end()
        elif rested >= self.seconds:
            self._end()
            button.click()
        elif rested >= STILL:
            share = 1.0 if self.calm() else (rested - STILL) / (self.seconds - STILL)
            middle = QPointF(button.mapTo(self._widget, button.rect().center()))
            self._ring.show_at(middle, share, self.tr("{} is about to be pressed.").format(button.text()))
            self._ring.raise_()

    def _end(self) -> None:
        self._over = None
        self._beat.stop()
        self._ring.hide()
