"""Packing the collection's journal into its store, quietly: at the next start, and when the studio has nothing else to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from engines.data.collection import WORTH, Collection
from engines.messages import Event, Failed, Finished, Stopped
from studio.background import Background
from studio.bridge import Bridge

IDLE = 5000  # ms in which nobody collects before a pack begins


class Packing(QObject):
    """Asks for the job "pack" and lets the collection take over what it made. done: what is sealed now lies in the store.

    collection: asked for when its time has come. busy: whether somebody is at work. failed: a sentence, told once a start.
    """

    done = Signal()
    failed = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        background: Background,
        collection: Callable[[], Collection | None],
        busy: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._background, self._collection, self._busy = bridge, background, collection, busy
        self._job = ""
        self._told = False
        self._least = 1  # samples worth a pack: at the start any, later WORTH
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self.pack)
        bridge.jobEvent.connect(self._heard)

    @property
    def running(self) -> bool:
        """Whether a pack is under way."""
        return bool(self._job)

    def soon(self) -> None:
        """Nobody collects any more: pack when it stays so."""
        self._idle.start()

    def pack(self) -> None:
        """Pack now, where it is worth it and nobody is at work."""
        collection = self._collection()
        if self._job or collection is None or collection.mode != "write" or self._busy():
            return
        if collection.unpacked >= self._least:
            self._job = self._bridge.start_job("pack", {"folder": str(collection.folder)})
        self._least = WORTH

    def _heard(self, event: Event) -> None:
        if not self._job or event.job != self._job:
            return
        if isinstance(event, Finished):
            collection = self._collection()
            if collection is not None:
                self._background.run(collection.packed, self._packed, self._not_packed)
                return
        if isinstance(event, Failed):
            self._not_packed(RuntimeError(event.message))
        elif isinstance(event, Stopped | Finished):
            self._job = ""

    def _packed(self, _sealed: bool) -> None:
        self._job = ""
        self.done.emit()

    def _not_packed(self, error: Exception) -> None:
        self._job = ""
        if not self._told:
            self._told = True
            self.failed.emit(str(error))
