"""Everything about datasets in the window: the panel, what it shows, what is done there, and whose hands it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from engines.messages import Finished
from studio.bridge import Bridge
from studio.browsing import Browsing
from studio.choices import Parts
from studio.collecting import Collecting
from studio.curating import Curating
from studio.fetching import COLLECTION
from studio.handling import Handling
from studio.hands import Hands
from studio.panels.dataset import DatasetPanel
from studio.sharing import Wish


class Datasets(QObject):
    """collecting: has the person's collection. export: writes a Wish in the background."""

    def __init__(self, window: Parts, bridge: Bridge, collecting: Collecting, export: Callable[[Wish], None]) -> None:
        super().__init__(window)
        self._window, self._collecting = window, collecting
        self.panel = DatasetPanel(window.theme)
        self.browsing = Browsing(bridge, self)
        self.curating = Curating(window, self.panel, self.browsing, lambda: collecting.collection, window)
        self.handling = Handling(window, self.curating, lambda: collecting.collection, export, window)
        self.hands = Hands(window, bridge, collecting)
        self.handling.changed.connect(collecting.edited)
        self.hands.samplesWanted.connect(self.show_writer)
        self.panel.sessionWanted.connect(collecting.new)
        self.panel.writersWanted.connect(self.hands.open)
        collecting.collection_changed.connect(self.curating.collection_changed)
        collecting.collection_changed.connect(self.hands.follow)
        bridge.replied.connect(self.browsing.replied)
        bridge.jobEvent.connect(self._heard)
        window.choices.panelShown.connect(self._panel_shown)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return self.curating.slots() | self.hands.slots()

    def show_writer(self, writer: str) -> None:
        """The samples of one writer of the collection."""
        self.curating.choose(COLLECTION)
        self._window.choices.show_panel("dataset")
        self.curating.show_writer(writer)

    def _panel_shown(self, name: str) -> None:
        self.curating.panel_shown(name)
        if name == "dataset":
            self._collecting.open_then(lambda: None)

    def _heard(self, event: object) -> None:
        if isinstance(event, Finished):
            self.curating.job_ended(event.job.partition("-")[0])
