"""The File menu: what is opened, imported and exported, and which files are remembered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRectF
from PySide6.QtWidgets import QMenu

from engines.ink.geometry import bounds
from engines.ink.types import Ink
from studio.choices import Parts
from studio.dialogs.dataset import ImportDialog
from studio.dialogs.export import ExportDialog
from studio.incoming import settled
from studio.words import mark


class Filing(QObject):
    """Carries out the File commands on the window's parts. show_panel: brings the Convert panel forward.

    recent: the menu of files opened before.
    """

    def __init__(self, window: Parts, show_panel: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._show_panel = window, show_panel
        self.recent = QMenu(self.tr("Open recent"))
        self.recent.setToolTipsVisible(True)
        window.sharing.pictureWanted.connect(self._recover)
        window.sharing.inksWanted.connect(window.incoming.open)
        window.incoming.opened.connect(self._put)
        self._list_recent()

    def open(self) -> None:
        """Ask for a file of ink or a picture."""
        self._window.sharing.open_dialog(self._folder)

    def export(self) -> None:
        """Ask what to export and how; the page first, then its parts."""
        window = self._window
        inks = {
            self.tr("Whole page"): Ink(window.page.strokes),
            self.tr("Character in the brackets"): window.page.current,
            self.tr("Recovered strokes"): window.convert.recovered,
        }
        if not any(ink.points for ink in inks.values()):
            window.status.tell(self.tr("There is no ink to export yet: write a letter first."))
            return
        dialog = ExportDialog(inks, window.settings.pen_width, self._folder, window)
        if dialog.exec() and dialog.wish is not None:
            window.settings.last_folder = str(dialog.wish.path.parent)
            window.sharing.export(dialog.wish)

    def import_dataset(self) -> None:
        """Ask for a dataset and read it in the background."""
        window = self._window
        dialog = ImportDialog(window.settings.data_dir / "stores", self._folder, window)
        if dialog.exec() and dialog.fields is not None:
            window.jobs.start("import", dialog.title, dialog.fields)

    @property
    def _folder(self) -> Path:
        """Where a file dialog opens: where the last one ended."""
        last = Path(self._window.settings.last_folder or Path.home())
        return last if last.is_dir() else Path.home()

    def _recover(self, picture: object, name: str) -> None:
        self._show_panel()
        if isinstance(picture, Path):
            self._remember(picture)
        self._window.conversion.open_picture(picture, name)  # type: ignore[arg-type]

    def _put(self, ink: Ink, text: str, path: Path) -> None:
        """Ink from a file: one step of undo, in its own place where that can be seen."""
        pasted = self._window.clipboard.owns(path)
        if not pasted:
            self._remember(path)
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

    def _remember(self, path: Path) -> None:
        self._window.settings.last_folder = str(path.parent)
        self._window.settings.remember(path)
        self._list_recent()

    def _forget(self) -> None:
        self._window.settings.recent = []
        self._list_recent()

    def _list_recent(self) -> None:
        names = self._window.settings.recent
        self.recent.clear()
        for name in names:
            path = Path(name)
            self.recent.addAction(path.name.replace("&", "&&"), partial(self._window.sharing.take_files, [path])).setToolTip(name)
        self.recent.addSeparator()
        self.recent.addAction(self.tr("Forget these files"), self._forget)
        self.recent.menuAction().setVisible(bool(names))
