"""The File menu: what is opened, imported and exported, and which files are remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QRectF

from engines.ink.geometry import bounds
from engines.ink.types import Ink
from studio.choices import Parts
from studio.exporting import Exporting
from studio.incoming import settled
from studio.pages import Pages
from studio.printing import Printing
from studio.recents import Recents
from studio.words import mark


class Filing(QObject):
    """Carries out the File commands on the window's parts. show_panel: brings the Convert panel forward.

    pages: what concerns the page as a whole. recents: the menu of what was open before.
    """

    def __init__(self, window: Parts, show_panel: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._show_panel = window, show_panel
        self.pages = Pages(window)
        self.recents = Recents(window, self.pages, window.sharing.take_files)
        window.sharing.pageWanted.connect(self.pages.open)
        self.exporting, self.printing = Exporting(window), Printing(window)
        window.sharing.pictureWanted.connect(self._recover)
        window.sharing.inksWanted.connect(window.incoming.open)
        window.incoming.opened.connect(self._put)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return self.pages.slots() | {
            "file.open": self.open,
            "file.export": self.export,
            "file.sheet": lambda: self.export("sheet"),
            "file.print": self.printing.print,
        }

    def open(self) -> None:
        """Ask for a file of ink or a picture."""
        self._window.sharing.open_dialog(self._folder)

    def export(self, kind: str = "") -> None:
        """Ask what to export and how; the selection first, then the page and its parts. kind: a format that was asked for."""
        window = self._window
        inks = {
            self.tr("Selection"): window.selecting.selection.ink,
            self.tr("Whole page"): Ink(window.page.strokes),
            self.tr("Character in the brackets"): window.page.current,
            self.tr("Recovered strokes"): window.convert.recovered,
        }
        self.exporting.offer(inks, self._export_folder, kind)

    @property
    def _folder(self) -> Path:
        """Where a file dialog opens: where the last one ended."""
        last = Path(self._window.settings.last_folder or Path.home())
        return last if last.is_dir() else Path.home()

    @property
    def _export_folder(self) -> Path:
        """Where the export dialog opens: the folder chosen for it, else where the last file went."""
        chosen = Path(self._window.settings.export_folder)
        return chosen if self._window.settings.export_folder and chosen.is_dir() else self._folder

    def _recover(self, picture: object, name: str) -> None:
        if isinstance(picture, Path):
            self.recents.remember(picture)
        if self._window.sharing.lays():
            return
        self._show_panel()
        self._window.conversion.open_picture(picture, name)  # type: ignore[arg-type]

    def _put(self, ink: Ink, text: str, path: Path) -> None:
        """Ink from a file: one step of undo, in its own place where that can be seen."""
        pasted = self._window.clipboard.owns(path)
        if not pasted:
            self.recents.remember(path)
        page, view = self._window.page, self._window.view
        empty = not page.strokes
        placed, changed = settled(ink, page.ink, view.centre())
        added = page.add_ink(
            placed, mark("Paste") if pasted else mark("Open {}").format(path.name), as_one=len(text.strip()) == 1
        )
        left, top, right, bottom = bounds(placed)
        if empty and not view.sheet.camera.visible().contains(QRectF(left, top, right - left, bottom - top)):
            view.fit()
        else:
            view.reveal()
        count = self.tr("1 stroke") if len(added) == 1 else self.tr("{:,} strokes").format(len(added))
        told = self.tr("Opened {}: {}").format(path.name, ", ".join(part for part in (count, changed) if part))
        self._window.status.tell(told, self.tr("Undo"), page.undo)
