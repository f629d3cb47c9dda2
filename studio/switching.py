"""One switch: a short press walks to the next choice, a long one takes it. Nothing moves by itself, whatever time one takes."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

LONG = 0.6  # s from which a press chooses
SHAKE = 0.08  # s after a press in which another one is a trembling of the same


class Switch(QObject):
    """walked: on to the next choice. chosen: take it. on: whether the switch is in use."""

    walked = Signal()
    chosen = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = time.monotonic
        self.on = False
        self._since: float | None = None
        self._let_go = -SHAKE

    def press(self) -> None:
        """The switch is pressed."""
        if self._since is None and self.now() - self._let_go >= SHAKE:
            self._since = self.now()

    def release(self) -> None:
        """It is let go: how long it was held decides."""
        if self._since is None:
            return
        held, self._since, self._let_go = self.now() - self._since, None, self.now()
        (self.chosen if held >= LONG else self.walked).emit()
