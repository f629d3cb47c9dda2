"""Closing the window: everything reaches the disk, or the person is asked once."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QWidget

from studio.choices import Parts
from studio.dialogs.closing import Answer

LAST_CHANCE = 1.0  # s in which newest ink may still reach the disk before closing asks


class Leaving:
    """ask: shows the question, with the window and whether the page is another Ductus's; export: what one answer asks for."""

    def __init__(self, window: Parts, export: Callable[[], None]) -> None:
        self._window, self._export = window, export
        self.ask: Callable[[QWidget, bool], Answer] = lambda _parent, _copy: "close"  # who runs the program asks
        self.again = False  # whether the program shall be started afresh when it has ended

    def start_again(self) -> None:
        """Close, and have the program started afresh; a close that is refused calls it off."""
        self.again = True
        self.again = self._window.close()

    def may_close(self) -> bool:
        """Bring the page to the disk; what cannot be saved is asked about, once."""
        page = self._window.page
        if page.path is None:
            return True
        if not (page.saved or page.read_only):
            self._wait_for_the_disk()
        if page.saved and page.close():
            return True
        answer = self.ask(self._window, page.read_only)
        if answer == "export":
            self._export()
        return answer == "close"

    def _wait_for_the_disk(self) -> None:
        """Let the news arrive that the newest ink is forced, while nobody can draw more of it."""
        until = time.monotonic() + LAST_CHANCE
        while not self._window.page.saved and time.monotonic() < until:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            time.sleep(0.005)
