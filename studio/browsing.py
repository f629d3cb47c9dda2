"""Questions about stores, one after the other: in their lane the newest would push the others out."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from engines.messages import Ask, Lane, Listing, Reply, Samples, Thumbnails

Done = Callable[[Reply], None]
LAST = "thumbnails"  # what can wait for everything else


class Engine(Protocol):
    """The part of the bridge that is needed here. state: as in its engineChanged."""

    state: str

    def ask(self, ask: Ask, lane: Lane) -> int:
        """Send a request, give its serial."""
        ...


class Browsing(QObject):
    """The only one who asks on the lane "browse"."""

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._waiting: dict[str, tuple[Listing | Thumbnails | Samples, Done]] = {}
        self._asked: Done | None = None
        self._serial, self._key = -1, ""
        self._names = itertools.count()

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._asked is not None

    @property
    def state(self) -> str:
        """How the engine is: "starting", "ready", "restarting" or "stopped"."""
        return self._engine.state

    def busy_with(self, key: str) -> bool:
        """Whether what was asked under this key waits or is being answered."""
        return key in self._waiting or (self.busy and key == self._key)

    def ask(self, ask: Listing | Thumbnails | Samples, done: Done, key: str = "") -> None:
        """Ask when those before have been answered. key: one that waits under the same key is forgotten."""
        self._waiting[key or f"ask {next(self._names)}"] = (ask, done)
        self._next()

    def drop(self, key: str) -> None:
        """What waits under this key is not wanted any more."""
        self._waiting.pop(key, None)

    def replied(self, reply: Reply) -> None:
        """An answer arrived; those to other questions are left alone."""
        if self._asked is None or reply.serial != self._serial:
            return
        done, self._asked = self._asked, None
        try:
            done(reply)
        finally:
            self._next()

    def _next(self) -> None:
        if self._asked is not None or not self._waiting:
            return
        key = next((key for key in self._waiting if key != LAST), LAST)
        ask, self._asked = self._waiting.pop(key)
        self._key = key
        self._serial = self._engine.ask(ask, "browse")  # answers come later, through the event loop
