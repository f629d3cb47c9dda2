"""Check and repair: the collection is closed for a moment, every checksum is looked at, what is damaged is mended, and it opens
again. Damaged files are kept beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from engines.data.collection import collection_home
from engines.messages import Event, Failed, Finished, Stopped
from studio.bridge import Bridge
from studio.choices import Parts
from studio.collecting import Collecting
from studio.language import spoken
from studio.words import tr


class Mending(QObject):
    """Carries out the command "collect.check"."""

    def __init__(self, window: Parts, collecting: Collecting, bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._collecting = window, collecting
        self._job = ""
        bridge.jobEvent.connect(self._heard)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {"collect.check": self.check}

    def check(self) -> None:
        """Look through the whole collection, and repair what is damaged."""
        if self._job or self._collecting.packing.running:
            self._window.status.tell(self.tr("The collection is being worked on already; try again in a moment."))
        else:
            self._collecting.let_go(self._start)

    def _start(self) -> None:
        fields = {"folder": str(collection_home())}
        self._job = self._window.jobs.start("check", self.tr("Checking the collection"), fields)

    def _heard(self, event: Event) -> None:
        if not self._job or event.job != self._job or not isinstance(event, Finished | Failed | Stopped):
            return
        self._job = ""
        if isinstance(event, Finished):
            QTimer.singleShot(0, lambda: self._window.status.tell(outcome(event.result)))  # in the place of the job's "done"
        self._collecting.open_then(lambda: None)


def outcome(result: dict[str, Any]) -> str:
    """What a check has found, in a sentence."""
    damaged, done = result.get("damaged", []), result.get("done", [])
    if not damaged:
        return tr("Your collection is whole: every checksum is right.")
    told = " ".join(spoken(str(sentence)) for sentence in done)
    return tr("Something was damaged and is mended from what is sound. {}").format(told).strip()
