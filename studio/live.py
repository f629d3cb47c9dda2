"""What is being converted now: the character under the pen, asked for again and again, or a picture; the newest question wins.

The lane keeps only the newest ask anyway; the throttle here keeps the window's own thread from sending ink that nobody will see.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from engines.ink.types import Ink
from engines.messages import Ask, Convert, Lane, Recover, Reply

EVERY = 0.05  # s between two asks while the pen moves
SLOWEST = 0.25  # s: an engine that takes longer is asked no less often than this
PATIENCE = 1.0  # s after which an unanswered ask no longer holds the next one back


class Asks(Protocol):
    """The part of the bridge that is needed here."""

    def ask(self, ask: Ask, lane: Lane) -> int:
        """Send a request, give its serial."""
        ...


@dataclass(frozen=True, eq=False)
class Question:
    """What was asked. ink: the character, empty for a picture. growing: the pen was still down. name: a picture's, for people."""

    ink: Ink = field(default_factory=Ink)
    growing: bool = False
    name: str = ""


class Live(QObject):
    """Turns "this is the ink now" into asks and their answers into `shown(Question, Reply)`."""

    shown = Signal(object, object)

    def __init__(self, bridge: Asks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = ""
        self._bridge = bridge
        self._serial = -1
        self._question: Question | None = None
        self._next: Ink | None = None
        self._sent = -PATIENCE
        self._pace = EVERY
        self._again: Ask | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._flush)

    @property
    def asked(self) -> Ask | None:
        """What was asked last and may be asked again, None after it was forgotten."""
        return self._again

    def growing(self, ink: Ink) -> None:
        """The pen is down and this is the character so far: asked for when the last answer is in."""
        self._next = ink
        self._flush()

    def finished(self, ink: Ink) -> None:
        """The pen is up: asked for at once."""
        self._send(Convert(ink, self.model), "pen", Question(ink))

    def picture(self, picture: Path | NDArray[np.uint8], name: str) -> None:
        """A picture was opened, dropped or pasted. name: for people."""
        self._send(Recover(picture, self.model), "picture", Question(name=name))

    def use(self, model: str) -> None:
        """Another model, "" = the default one: the last question is asked again."""
        self.model = model
        if isinstance(self._again, Convert):
            self.finished(self._again.ink)
        elif isinstance(self._again, Recover):
            self.picture(self._again.picture, self._name)

    def forget(self) -> None:
        """The page is empty: answers under way are not wanted any more."""
        self._next = self._question = self._again = None
        self._timer.stop()

    def replied(self, reply: Reply) -> None:
        """An answer arrived."""
        if self._question is None or reply.serial != self._serial:
            return
        question, self._question = self._question, None
        self._pace = min(SLOWEST, max(EVERY, 2 * reply.seconds))  # half of the engine's core is left to the pen
        self.shown.emit(question, reply)
        self._flush()

    def _flush(self) -> None:
        if self._next is None:
            return
        wait = (self._pace if self._question is None else PATIENCE) - (time.monotonic() - self._sent)
        if wait > 0:
            self._timer.start(int(1000 * wait) + 1)
            return
        ink = self._next
        self._send(Convert(ink, self.model), "pen", Question(ink, growing=True))

    def _send(self, ask: Ask, lane: Lane, question: Question) -> None:
        self._next = None
        self._timer.stop()
        self._sent = time.monotonic()
        self._question, self._again, self._name = question, ask, question.name
        self._serial = self._bridge.ask(ask, lane)
