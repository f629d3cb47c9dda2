"""Whether a finger draws: as a person chose it, else only where no pen was ever seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from studio.canvas.view import PageView
from studio.settings import Settings


class Touching(QObject):
    """Keeps the canvas and the setting together. shown: tells the menu whether fingers draw."""

    def __init__(self, view: PageView, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._settings = view, settings
        self.shown: Callable[[bool], None] = lambda on: None
        view.strokeBegun.connect(self._pen_seen)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {"pen.touch": self.choose}

    def choose(self, on: bool) -> None:
        """A person wants fingers to draw, or not."""
        self._settings.touch = "draws" if on else "moves"
        self.restore()

    def restore(self) -> None:
        """As it was chosen."""
        touch = self._settings.touch
        draws = touch == "draws" or (touch == "auto" and not self._settings.tablet_seen)
        self._view.touch_draws = draws
        self.shown(draws)

    def _pen_seen(self) -> None:
        if not self._settings.tablet_seen and self._view.reader.device == "tablet":
            self._settings.tablet_seen = True
            self.restore()
