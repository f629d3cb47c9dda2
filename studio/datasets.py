"""Everything about datasets in the window: the panel, what it shows, what is done there, and whose hands it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from engines.data.collection import Collection
from engines.messages import Finished
from studio.bridge import Bridge
from studio.browsing import Browsing
from studio.choices import Parts
from studio.curating import Curating
from studio.handling import Handling
from studio.panels.dataset import DatasetPanel
from studio.sharing import Wish


class Datasets(QObject):
    """collection: gives the person's collection, None while it is not open. export: writes a Wish in the background.

    edited: something in the collection was changed here.
    """

    edited = Signal()

    def __init__(
        self, window: Parts, bridge: Bridge, collection: Callable[[], Collection | None], export: Callable[[Wish], None]
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self.panel = DatasetPanel(window.theme)
        self.browsing = Browsing(bridge, self)
        self.curating = Curating(window, self.panel, self.browsing, collection, window)
        self.handling = Handling(window, self.curating, collection, export, window)
        self.handling.changed.connect(self.edited)
        bridge.replied.connect(self.browsing.replied)
        bridge.jobEvent.connect(self._heard)
        window.choices.panelShown.connect(self.curating.panel_shown)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return self.curating.slots()

    def collection_changed(self) -> None:
        """The collection is open now, or holds something else."""
        self.curating.collection_changed()

    def _heard(self, event: object) -> None:
        if isinstance(event, Finished):
            self.curating.job_ended(event.job.partition("-")[0])
