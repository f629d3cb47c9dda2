"""The Help menu at work: first steps, shortcuts, doctor, attributions, about."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

from studio.background import Background
from studio.choices import Parts
from studio.dialogs import attributions
from studio.dialogs.doctor import DoctorDialog
from studio.dialogs.help import show_help
from studio.dialogs.reading import ReadingDialog
from studio.dialogs.shortcuts import ShortcutDialog
from studio.dialogs.tablet_tester import TabletTester


class Helping(QObject):
    """Opens pages of help beside the work, not in its way."""

    def __init__(self, window: Parts, background: Background) -> None:
        super().__init__(window)
        self._window, self._background = window, background

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {
            "help.first_steps": partial(show_help, self._window, "first_steps"),
            "help.about": partial(show_help, self._window, "about"),
            "help.shortcuts": self.shortcuts,
            "help.tester": self.tester,
            "help.doctor": self.doctor,
            "help.attributions": self.attributions,
        }

    def shortcuts(self) -> ShortcutDialog:
        """Every key on one sheet."""
        dialog = ShortcutDialog(self._window.theme, self._window)
        dialog.show()
        return dialog

    def tester(self) -> TabletTester:
        """What the pen really sends."""
        settings = self._window.settings
        look = (settings.pen, settings.smoothing, settings.tremor)
        dialog = TabletTester(self._window.theme, look, Path(settings.last_folder or Path.home()), self._background, self._window)
        dialog.show()
        return dialog

    def doctor(self) -> DoctorDialog:
        """What this machine has and what is missing."""
        dialog = DoctorDialog(self._window.theme, self._window)
        dialog.show()
        return dialog

    def attributions(self) -> ReadingDialog:
        """The work of others; read from files in the background."""
        dialog = ReadingDialog(self.tr("Attributions"), f"<p>{self.tr('Reading…')}</p>", self._window)
        dialog.add_copy()

        def show(html: str) -> None:
            if shiboken6.isValid(dialog):  # else it was closed meanwhile
                dialog.view.setHtml(html)

        self._background.run(attributions.gather, show, lambda error: show(f"<p>{error}</p>"))
        dialog.show()
        return dialog
