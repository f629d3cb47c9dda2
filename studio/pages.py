"""New, Save, Save as, Revert and opening of pages. Reading and writing happen off the window's thread, and no ink is ever lost.

The journal keeps the page between two saves. A page that another one takes the place of is kept first, in Ductus' own folder,
where it has ink that no file of the person's holds; when that cannot be written, the page stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from engines.data.page_file import SUFFIX, ChangedMeanwhile
from engines.ink.types import new_id
from studio import page_files
from studio.choices import Parts
from studio.errors import Problem
from studio.history import History
from studio.page_files import Loaded
from studio.words import mark

PEN_UP = 50  # ms between two looks whether the pen was lifted


class Pages(QObject):
    """Carries out the commands on the page as a whole.

    ask: asks where to save, with a proposal; "" = not at all. remembered: a page file was opened or saved. changed: the kept
    pages are others now.
    """

    remembered = Signal(object)
    changed = Signal()

    def __init__(self, window: Parts) -> None:
        super().__init__(window)
        self._window, self._page = window, window.page
        self.ask: Callable[[Path], str] = self._ask_where
        self._device, self._devices = "", dict[str, None]()
        self._turn = 0  # which page lies here: answers that belong to an earlier one are not for this one
        self._busy = False
        self._again: Callable[[], None] | None = None  # what is to be saved after what is being saved
        self._problem: Problem | None = None
        window.page.strokeAdded.connect(self._drawn)
        window.view.penInfo.connect(self._pen)
        window.page.laid.connect(self._laid)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {"file.new": self.new, "file.save": self.save, "file.save_as": self.save_as, "file.revert": self.revert}

    @property
    def folder(self) -> Path:
        """Where pages are kept that were left before they were saved."""
        return self._window.settings.data_dir / "pages"

    @property
    def name(self) -> str:
        """The page's name for people; "" = untitled."""
        return Path(self._page.filed.path).stem

    # Saving

    def save(self) -> None:
        """Save the page to its file; ask for one where it has none."""
        if self._page.filed.path:
            self._write(Path(self._page.filed.path), self._page.filed.digest)
        else:
            self.save_as()

    def save_as(self) -> None:
        """Save the page under a name that the person chooses; from then on it belongs to that file."""
        filed, last = self._page.filed.path, self._window.settings.last_folder
        folder = Path(last) if last and Path(last).is_dir() else Path.home()
        name = self.ask(Path(filed) if filed else folder / f"{self.tr('Untitled')}{SUFFIX}")
        if name:
            path = Path(name)
            self._write(path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX), "")

    def _ask_where(self, proposal: Path) -> str:
        kinds = f"{self.tr('Ductus page')} (*{SUFFIX})"
        dialog = QFileDialog(self._window, self.tr("Save page"), str(proposal.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)  # so that the question about replacing names the right file
        dialog.selectFile(proposal.name)
        return dialog.selectedFiles()[0] if dialog.exec() else ""

    def _write(self, path: Path, over: str) -> None:
        """over: the digest of the file that may be replaced; "" = any."""
        if self._busy:
            self._again = self.save if over else lambda: self._write(path, over)
            return
        self._page.finish_opening()
        self._busy = True
        history, devices, turn, folder = self._page.history(), tuple(self._devices), self._turn, self.folder

        def work() -> History:
            history_filed = page_files.save(path, history, devices, over=over)
            page_files.discard(folder, history.filed)
            history.filed = history_filed
            return history

        self._window.background.run(work, lambda saved: self._saved(saved, turn), self._refused)

    def _saved(self, saved: History, turn: int) -> None:
        path = Path(saved.filed.path)
        self._busy = False
        self._window.errors.settle(self._problem)
        if turn == self._turn:
            self._page.set_filed(saved.filed)
            self._window.status.tell(self.tr("Saved {} to {}").format(path.name, path.parent))
        self.remembered.emit(path)
        self.changed.emit()
        again, self._again = self._again, None
        if again is not None and turn == self._turn:
            again()

    def _refused(self, error: Exception) -> None:
        self._busy, self._again = False, None
        safe = self.tr("Your page is safe: Ductus keeps it here, edited, until it can be saved.")
        if isinstance(error, ChangedMeanwhile):
            self._tell(self.tr("{} It was not written over.").format(error), safe, self.tr("Save as…"), self.save_as)
        else:
            self._tell(str(error), safe, self.tr("Save as…"), self.save_as)

    def _tell(self, happened: str, safe: str, offer: str = "", do: Callable[[], None] = lambda: None) -> None:
        self._problem = Problem(happened, safe)
        self._window.errors.tell(self._problem, offer, do)

    # Other pages

    def new(self) -> None:
        """A fresh page; the old one is kept and undo brings it back."""
        self._page.finish_opening()
        if self._page.filed.path or self._page.edited:
            self._leave(self._fresh)

    def _fresh(self, back: Callable[[], None] | None) -> None:
        self._page.lay(History(), (mark("New page"), back) if back else None)
        if back:
            self._window.status.tell(self.tr("A new page; the old one is kept under Open recent."), self.tr("Undo"), back)

    def revert(self) -> None:
        """The page as its file holds it; what was edited is kept."""
        if self._page.filed.path and self._page.edited:
            self._read(Path(self._page.filed.path))

    def open(self, path: Path, *, kept: bool = False) -> None:
        """Open a page file in place of the page, when that is there. kept: it is one of Ductus' own folder."""
        if self._page.opening:
            self._page.opened.connect(lambda: self.open(path, kept=kept), Qt.ConnectionType.SingleShotConnection)
        elif not kept and self._page.filed.path and path == Path(self._page.filed.path) and self._page.edited:
            words = self.tr("{} is open already, with what you changed.").format(path.name)
            self._window.status.tell(words, self.tr("Revert"), self.revert)
        else:
            self._read(path, kept=kept or path.parent == self.folder)

    def _read(self, path: Path, *, kept: bool = False) -> None:
        self._window.background.run(
            lambda: page_files.load(path, kept=kept),
            lambda loaded: self._leave(lambda back: self._put(path, loaded, back, kept)),
            lambda error: self._tell(str(error), self.tr("Your page is unchanged.")),
        )

    def _put(self, path: Path, loaded: Loaded, back: Callable[[], None] | None, kept: bool) -> None:
        self._page.lay(loaded.history)
        self._window.view.fit()
        if not kept:
            self.remembered.emit(path)
        if loaded.trouble:
            self._tell(loaded.trouble, self.tr("Save asks for a name, so that the damaged file stays."))
            return
        name, count = self.name or self.tr("the untitled page"), len(self._page.strokes)
        strokes = self.tr("1 stroke") if count == 1 else self.tr("{:,} strokes").format(count)
        told = self.tr("Opened {}: {}").format(name, strokes)
        if back:
            self._window.status.tell(told, self.tr("Back"), back)
        else:
            self._window.status.tell(told)

    def _leave(self, then: Callable[[Callable[[], None] | None], None]) -> None:
        """Keep the page where a file of the person's does not hold it, then call `then` with what brings it back.

        It is done again where the person drew in the meantime, and waits while a pen is down.
        """
        page = self._page
        page.finish_opening()
        if page.writing:
            QTimer.singleShot(PEN_UP, self, lambda: self._leave(then))
            return
        filed = page.filed
        if not page.edited:
            path = Path(filed.path)
            then((lambda: self.open(path)) if filed.path else None)
            return
        if not filed.head.get("id") or page.read_only:  # what another Ductus holds is kept beside it, not over it
            page.set_filed(replace(filed, head={**filed.head, "id": new_id()}))
        history, devices, turn, folder = page.history(), tuple(self._devices), self._turn, self.folder

        def kept(path: Path) -> None:
            self.changed.emit()
            there = page.history()
            if turn != self._turn or page.writing or (there.top, there.newest) != (history.top, history.newest):
                self._leave(then)
            else:
                then(lambda: self.open(path, kept=True))

        safe = self.tr("Your page is safe and stays here: it could not be kept elsewhere.")
        self._window.background.run(
            lambda: page_files.keep(folder, history, devices),
            kept,
            lambda error: self._tell(str(error), safe, self.tr("Save as…"), self.save_as),
        )

    # What is known of the page

    def _pen(self, text: str) -> None:
        self._device = text.partition(",")[0] or self._device

    def _drawn(self) -> None:
        if self._device:
            self._devices[self._device] = None

    def _laid(self) -> None:
        self._turn += 1
        self._devices = {}
