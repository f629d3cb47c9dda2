"""Collect > sheets: made for the printer, read back from scans and photographs, and put into the collection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from engines.data.collection import Box, Collection, Item, new_writer
from engines.messages import BoxRead, Event, Failed, Finished, Progress, Stopped
from studio.bridge import Bridge
from studio.choices import Parts
from studio.collecting import Collecting
from studio.dialogs.sheet_make import SheetDialog, sheet_words
from studio.dialogs.sheet_review import SheetReview
from studio.language import spoken
from studio.words import tr

KEPT = ("border",)  # remarks that a sample of the collection has


class Sheets(QObject):
    """Carries out the two commands for the window."""

    def __init__(self, window: Parts, bridge: Bridge, collecting: Collecting) -> None:
        super().__init__(window)
        self._window, self._bridge, self._collecting = window, bridge, collecting
        self._review: SheetReview | None = None
        self._job = ""
        bridge.jobEvent.connect(self._heard)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {
            "collect.sheet_make": lambda: self._collecting.open_then(self.make),
            "collect.sheet_read": lambda: self._collecting.open_then(self.read),
        }

    @property
    def _writers(self) -> dict[str, str]:
        """The writers, who wrote last first."""
        collection = self._collecting.collection
        known = {id: writer.name for id, writer in collection.writers.items()} if collection is not None else {}
        last = self._collecting.writer
        return ({last: known[last]} if last in known else {}) | known

    @property
    def _folder(self) -> Path:
        last = Path(self._window.settings.last_folder or Path.home())
        return last if last.is_dir() else Path.home()

    # Made

    def make(self) -> None:
        """Ask for a sheet and write its PDF."""
        window = self._window
        dialog = SheetDialog(self._writers, window.settings.left_handed, self._folder, window)
        done = dialog.exec()
        pages, path = dialog.pages, dialog.path
        dialog.deleteLater()
        if not done or path is None or not pages:
            return
        words = sheet_words()
        window.settings.last_folder = str(path.parent)

        def work() -> None:
            from engines.export.collection_sheet import save

            save(path, pages, words)

        def saved(_none: object) -> None:
            window.status.tell(
                self.tr("Saved {}. Print it at 100%.").format(path.name),
                self.tr("Open"),
                lambda: _show(path),
            )

        def failed(error: Exception) -> None:
            why = " ".join(str(error).split()).rstrip(".") or type(error).__name__
            window.status.tell(self.tr("The sheet could not be saved: {}. Choose another place.").format(why))

        window.background.run(work, saved, failed)

    # Read

    def read(self, paths: list[Path] | None = None) -> None:
        """Show the review; where there are pictures already, read them."""
        review = SheetReview(self._writers, self._folder, self._window)
        self._review = review
        review.picturesChosen.connect(self._start)
        review.cancelWanted.connect(self._stop)
        review.wanted.connect(self._add)
        review.finished.connect(self._closed)
        review.open()
        if paths:
            self._start(paths)

    def _start(self, paths: list[Path]) -> None:
        if self._job or self._review is None:
            return
        self._window.settings.last_folder = str(paths[0] if paths[0].is_dir() else paths[0].parent)
        self._review.begin(paths)
        self._job = self._bridge.start_job("read_sheet", {"paths": [str(path) for path in paths], "out": ""})

    def _stop(self) -> None:
        if self._job:
            self._bridge.stop_job(self._job)

    def _heard(self, event: Event) -> None:
        """An event of any job; ours go to the review."""
        if not self._job or event.job != self._job or self._review is None:
            return
        if isinstance(event, BoxRead):
            self._review.put(event)
        elif isinstance(event, Progress):
            self._review.advance(event.step, event.total)
        elif isinstance(event, Finished | Stopped | Failed):
            self._job = ""
            self._review.finish(self._troubles(event), failed=isinstance(event, Failed))

    def _troubles(self, event: Finished | Stopped | Failed) -> str:
        """What could not be read, in sentences."""
        if isinstance(event, Failed):
            return event.message
        if isinstance(event, Stopped):
            return event.text
        told = [spoken(str(words)) for words in event.result.get("trouble", ())]
        told += [self.tr("Not among the pictures: {}.").format(page) for page in event.result.get("missing", ())]
        return "\n".join(told)

    def _closed(self) -> None:
        self._stop()
        self._job = ""
        if self._review is not None:
            self._review.deleteLater()
            self._review = None

    def _add(self, boxes: list[tuple[BoxRead, str]], writer: str) -> None:
        """The boxes into the collection, in one step of undo."""
        collection = self._collecting.collection
        if collection is None or not boxes:
            return
        if writer not in collection.writers:
            made = new_writer(tr("Me"), consent="private")
            collection.put_writer(made)
            writer = made.id
        collection.add([item_of(box, text, collection, writer) for box, text in boxes])
        self._collecting.edited()
        one, many = self.tr("Added 1 sample."), self.tr("Added {:,} samples.")
        self._window.status.tell(one if len(boxes) == 1 else many.format(len(boxes)))


def _show(path: Path) -> None:
    """Open a file in the desktop's own program, which prints it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def item_of(box: BoxRead, text: str, collection: Collection, writer: str) -> Item:
    """A box as an item of the collection: its picture kept beside the ink that was recovered."""
    known = collection.writers[writer]
    provenance = replace(box.sample.provenance, licence=known.licence, consent=known.consent)
    figures = {"suspicion": 0.5 if box.remarks else 0.0}
    figures |= {"points": float(box.sample.ink.points)} if box.sample.ink is not None else {}
    return Item(
        sample=replace(box.sample, text=text, writer=writer, provenance=provenance),
        prompt=box.sample.text,
        box=Box(*box.extent, *box.lines),
        figures=figures,
        remarks=tuple(word for word in box.remarks if word in KEPT),
    )
