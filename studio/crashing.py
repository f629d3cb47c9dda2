"""What the window does about errors that nobody foresaw, now and in the run before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from studio.background import Background
from studio.choices import Parts
from studio.dialogs.crash import CrashDialog
from studio.errors import ErrorBar, Problem
from studio.lastrun import crashes, report
from studio.leaving import Leaving


class Crashing(QObject):
    """Shows what nobody foresaw in a dialog, everything else in the bar. log: the log's file."""

    def __init__(self, window: Parts, leaving: Leaving, background: Background, bar: ErrorBar, log: Path) -> None:
        super().__init__(window)
        self._window, self._leaving, self._background, self._bar, self._log = window, leaving, background, bar, log
        self.dialog: CrashDialog | None = None

    def tell(self, problem: Problem) -> None:
        """A problem arrived; where nobody foresaw it, the newest lines of the log go with it."""
        if not problem.unforeseen:
            self._bar.tell(problem)
            return

        def show(details: str) -> None:
            self._show(replace(problem, details=details))

        self._background.run(lambda: report(problem.details, self._log), show, lambda _error: show(problem.details))

    def look_back(self) -> None:
        """Find out how the last run ended, in the background."""
        self._background.run(self._left, self._tell_last, lambda _error: None)

    def _left(self) -> tuple[bool, str]:
        """(whether a run died, the report of its fatal error, "" where it left none)."""
        found = crashes(self._log.parent)
        traces = [trace for trace in found if trace]
        return bool(found), report(traces[-1], self._log, about=True) if traces else ""

    def _tell_last(self, left: tuple[bool, str]) -> None:
        died, details = left
        safe = self.tr("Your page is here again, with everything that was drawn.")
        if details:
            happened = self.tr("Ductus crashed the last time.")
            remedy = self.tr("If it happens again, send us the details: they name this machine's software, and hold no ink.")
            self._show(Problem(happened, safe, remedy, details))
        elif died:
            self._window.status.tell(self.tr("Ductus was ended from outside the last time. {}").format(safe))

    def _show(self, problem: Problem) -> None:
        if self.dialog is None:
            self.dialog = CrashDialog(self._log, self._window.theme, self._window)
            self.dialog.restartWanted.connect(self._leaving.start_again)
        self.dialog.tell(problem)
