"""File > Export: asks, writes in the background with progress and cancel, and offers what is wanted next."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from engines.ink.brush import Brush
from engines.ink.types import Ink
from studio.choices import Parts
from studio.dialogs.export import ExportDialog
from studio.grouping import by_character
from studio.jobs import JobState
from studio.sharing import Wish, write

JOB = "export"  # its name in the status line


class Exporting(QObject):
    """Carries out exports for the window: `offer` asks first, `export` writes a wish."""

    _moved = Signal(int, int)  # frames drawn, in all

    def __init__(self, window: Parts) -> None:
        super().__init__(window)
        self._window = window
        self._stop = threading.Event()
        self._title = ""
        self._moved.connect(self._show)
        window.status.cancelWanted.connect(self._cancel)

    def offer(self, inks: dict[str, Ink], folder: Path, kind: str = "") -> None:
        """Ask what to export and how. inks: words -> ink, the likeliest first. kind: the format that was asked for, "" = the
        last.
        """
        window, settings = self._window, self._window.settings
        plain = Brush(width=settings.pen_width)
        inks = {words: ink.drawn_with(plain) for words, ink in inks.items() if ink.points}
        if not inks:
            window.status.tell(self.tr("There is no ink to export yet: write a letter first."))
            return

        def parts(ink: Ink) -> Sequence[Ink]:
            return by_character(ink, window.page.characters)

        dialog = ExportDialog(inks, settings.exports, kind or settings.export_kind, folder, window, parts)
        if dialog.exec() and dialog.wish is not None:
            settings.last_folder = str(dialog.wish.path.parent)
            settings.export_kind = settings.export_kind if kind else dialog.wish.options.kind
            settings.exports = settings.exports | {kind: options.as_plain() for kind, options in dialog.kept.items()}
            self.export(dialog.wish)

    def export(self, wish: Wish, done: Callable[[Path], None] = lambda _path: None) -> None:
        """Write `wish` in the background and tell how it went."""
        self._stop.clear()
        self._title = self.tr("Exporting {}").format(wish.path.name)

        def written(path: Path) -> None:
            self._end(self.tr("Exported {} to {}").format(path.name, path.parent))
            self._window.status.tell(
                self.tr("Exported {} to {}").format(path.name, path.parent),
                self.tr("Show in folder"),
                lambda: _open(path.parent),
                also=(self.tr("Copy"), lambda: self._copy(path)),
            )
            done(path)

        def failed(error: Exception) -> None:
            if isinstance(error, InterruptedError):
                self._end(self.tr("Export cancelled; no file was written."))
                return
            why = " ".join(str(error).split()).rstrip(".") or type(error).__name__
            self._end(self.tr("{} did not work: {}. Your page is unchanged.").format(self.tr("The export"), why))

        self._window.background.run(lambda: write(wish, self._report), written, failed)

    def _report(self, done: int, total: int) -> None:
        """On the worker's thread."""
        if self._stop.is_set():
            raise InterruptedError
        if done % 8 == 0:
            self._moved.emit(done, total)

    def _show(self, done: int, total: int) -> None:
        self._window.status.show_job(JobState(JOB, self._title, done / max(total, 1)))

    def _end(self, words: str) -> None:
        self._window.status.show_job(JobState(JOB, self._title, text=words, running=False))

    def _cancel(self, job: str) -> None:
        if job == JOB:
            self._stop.set()

    def _copy(self, path: Path) -> None:
        """The file itself on the clipboard, for folders, mail and chats."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        QGuiApplication.clipboard().setMimeData(data)
        self._window.status.tell(self.tr("Copied the file {}.").format(path.name))


def _open(folder: Path) -> None:
    """Show a folder in the desktop's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
