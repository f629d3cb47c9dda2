"""Whether and how slowly a resting mouse draws: kept in the settings, shown in the menu, obeyed by the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from studio.canvas.view import PageView
from studio.settings import Settings

USUAL = 1.0  # s


class Resting(QObject):
    """Keeps the canvas and the setting together. shown: tells the menu whether a rest draws."""

    def __init__(self, view: PageView, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._settings = view, settings
        self._last = settings.dwell or USUAL  # what switching it on again means
        self.shown: Callable[[bool], None] = lambda on: None
        view.dwelling.calm = lambda: settings.reduce_motion

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {"pen.dwell": self.choose}

    def choose(self, on: bool) -> None:
        """A person wants to draw by dwelling, or not."""
        self.set_seconds(self._last if on else 0.0)

    def set_seconds(self, seconds: float) -> None:
        """So long a rest presses or lifts; 0: none does."""
        self._settings.dwell = seconds
        self._last = self._settings.dwell or self._last
        self.restore()

    def restore(self) -> None:
        """As it was chosen."""
        self._view.dwelling.set_seconds(self._settings.dwell)
        self.shown(self._settings.dwell > 0)
