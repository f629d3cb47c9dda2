"""The window's side of the engine: what the client's listener hears becomes Qt signals on the window's thread.

Nothing here waits. Asks and jobs go out at once, answers come back as signals; this is the only file that knows the client.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from engines.messages import Ask, EngineState, Event, Failed, Hello, Lane, Means, Progress, Reply, Stopped
from engines.service.client import Client
from studio.language import spoken

Heard = Hello | Reply | Event | EngineState


class Bridge(QObject):
    """The engine as signals. A freshly made bridge is silent: `start` makes the engine process.

    replied: Reply. helloed: Hello. engineChanged: (state, sentence) with state one of "starting", "ready", "restarting" and
    "stopped". jobEvent: a job's Event. `make` builds the client from its listener (a fake in tests).
    """

    replied = Signal(object)
    helloed = Signal(object)
    engineChanged = Signal(str, str)
    jobEvent = Signal(object)
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None, make: Callable[[Callable[[Heard], None]], Client] = Client) -> None:
        super().__init__(parent)
        self.state = "starting"
        self.details = ""  # more about the state, to copy
        self.hello = Hello()
        self._closed = False
        self._heard.connect(self._sort, Qt.ConnectionType.QueuedConnection)
        self._client = make(self._listen)

    def start(self) -> None:
        """Start the engine process; returns at once."""
        self._client.start()

    def use(self, answering: Means, working: Means) -> None:
        """What the answering process and later jobs may use; a started process hears of it by `restart`."""
        self._client.use(answering, working)

    def restart(self) -> None:
        """Start the engine afresh, also after it gave up."""
        self._client.restart()

    def ask(self, ask: Ask, lane: Lane) -> int:
        """Send a request; the newest of its lane wins. Gives the serial that its Reply will carry."""
        return self._client.ask(ask, lane)

    def start_job(self, verb: str, fields: dict[str, Any]) -> str:
        """Start long work in a process of its own. Gives the job's id, which its events carry."""
        return self._client.start_job(verb, fields)

    def stop_job(self, job: str) -> None:
        """Ask a job to stop; it keeps what it has."""
        self._client.stop_job(job)

    @property
    def process_id(self) -> int | None:
        """The answering process' number in the system, None while there is none."""
        return self._client.process_id

    def close(self) -> None:
        """End the engine processes. Later news is dropped."""
        self._closed = True
        self._client.close()

    def _listen(self, heard: Heard) -> None:
        """On the client's thread: hand over to the window's thread."""
        if not self._closed:
            with contextlib.suppress(RuntimeError):  # Qt's side is gone already: a window that ended without closing
                self._heard.emit(heard)

    @Slot(object)
    def _sort(self, heard: Heard) -> None:
        if self._closed:
            return
        if isinstance(heard, Reply):
            self.replied.emit(replace(heard, error=spoken(heard.error)) if heard.error else heard)
        elif isinstance(heard, Hello):
            self.hello = heard
            self.helloed.emit(heard)
        elif isinstance(heard, EngineState):
            self.state, self.details = heard.state, heard.details
            self.engineChanged.emit(heard.state, spoken(heard.text))
        elif isinstance(heard, Failed):
            self.jobEvent.emit(replace(heard, message=spoken(heard.message)))
        elif isinstance(heard, Progress | Stopped):
            self.jobEvent.emit(replace(heard, text=spoken(heard.text)))
        else:
            self.jobEvent.emit(heard)
