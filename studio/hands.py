"""The Writers dialog at work: people are made and described, exported and erased; somebody is chosen to write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from engines.data.collection import Collection, JournalError, Writer, collection_home, new_writer
from engines.messages import Event, Failed, Finished, ModelRef, Stopped
from studio.bridge import Bridge
from studio.choices import Parts
from studio.collecting import Collecting
from studio.dialogs.erasing import ErasingDialog
from studio.dialogs.writers import Known, WritersDialog
from studio.language import spoken


def known_of(collection: Collection) -> list[Known]:
    """Everybody in a collection, those who came first at the top."""
    found = []
    for writer in sorted(collection.writers.values(), key=lambda writer: (writer.created, writer.name)):
        counts = +Counter(collection.counts.get(writer.id, {}))
        found.append(Known(writer, sum(counts.values()), len(counts)))
    return found


def trained_on(models: Sequence[ModelRef], writer: str) -> list[str]:
    """Titles of the models whose cards say that they learnt from this writer's samples."""
    return [ref.card.title or ref.card.name for ref in models if writer in ref.card.data.get("collection_writers", ())]


class Hands(QObject):
    """collecting: has the collection, and knows who writes. samplesWanted, styleWanted: id of a writer whose samples, or the
    numbers of whose hand, shall be shown; `style`: whether the latter can be.
    """

    samplesWanted = Signal(str)
    styleWanted = Signal(str)

    def __init__(self, window: Parts, bridge: Bridge, collecting: Collecting) -> None:
        super().__init__(window)
        self._window, self._bridge, self._collecting = window, bridge, collecting
        self._erasing: dict[str, str] = {}  # job: name of the writer
        self._exports: dict[str, Path] = {}
        self.style = False
        self.dialog: WritersDialog | None = None
        bridge.jobEvent.connect(self._heard, Qt.ConnectionType.QueuedConnection)  # after the status line heard it

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {"collect.writers": self.open}

    def open(self) -> WritersDialog:
        """Show everybody."""
        if self.dialog is None:
            self.dialog = dialog = WritersDialog(self._window)
            dialog.kept.connect(self.keep)
            dialog.made.connect(self.make)
            dialog.chosen.connect(self._choose)
            dialog.exportWanted.connect(self.export)
            dialog.eraseWanted.connect(self.erase)
            dialog.shown.connect(self._show_samples)
            dialog.styleWanted.connect(self.styleWanted)
            if self.style:
                dialog.offer_style()
        self._collecting.open_then(self.follow)
        self.follow()
        self.dialog.show()
        self.dialog.raise_()
        return self.dialog

    def follow(self) -> None:
        """Show everybody as they are now."""
        if self.dialog is None:
            return
        collection = self._collecting.collection
        why = self.tr("The collection is being opened.") if collection is None else ""
        if collection is not None and collection.mode == "read":
            why = self.tr("Another Ductus has the collection open; here it is only read.")
        if self._erasing:
            why = self.tr("Somebody is being erased; a moment, please.")
        self.dialog.show_writers(known_of(collection) if collection is not None else (), self._collecting.writer, why)

    def _edit(self, edit: Callable[[Collection], None]) -> bool:
        """Change the collection; whatever the disk says becomes a sentence."""
        collection = self._collecting.collection
        if collection is None:
            return False
        try:
            edit(collection)
        except JournalError as error:
            self._window.status.tell(spoken(str(error)))
            return False
        self._collecting.edited()
        return True

    def keep(self, writer: Writer) -> None:
        """Other words about somebody."""
        if self._edit(lambda collection: collection.put_writer(writer)):
            self.follow()

    def make(self) -> None:
        """Somebody new."""
        collection = self._collecting.collection
        taken = {writer.name for writer in collection.writers.values()} if collection is not None else set()
        names = (self.tr("Writer {}").format(number) for number in range(len(taken) + 1, len(taken) + 1000))
        writer = new_writer(next(name for name in names if name not in taken))
        if self._edit(lambda collection: collection.put_writer(writer)):
            self.follow()
            if self.dialog is not None:
                self.dialog.pick(writer.id)
                self.dialog.fields.name.setFocus()
                self.dialog.fields.name.selectAll()

    def _choose(self, writer: str) -> None:
        self._collecting.write_as(writer)
        self.follow()
        self._window.status.tell(self.tr("{} writes now.").format(self._name(writer)))

    def _show_samples(self, writer: str) -> None:
        self.samplesWanted.emit(writer)
        if self.dialog is not None:
            self.dialog.close()

    def _name(self, writer: str) -> str:
        collection = self._collecting.collection
        known = collection.writers.get(writer) if collection is not None else None
        return known.name if known is not None and known.name else writer

    # Out of the house

    def export(self, writer: str) -> None:
        """Everything of somebody as one store, or a folder of pictures and a table."""
        name = self._name(writer)
        folder = Path(self._window.settings.export_folder or Path.home())
        kinds = (self.tr("Ductus store") + " (*.h5)", self.tr("Folder of ink, pictures and a table") + " (*)")
        plain = "".join(sign if sign.isalnum() or sign in " -_" else "-" for sign in name).strip() or writer
        told, kind = QFileDialog.getSaveFileName(
            self.dialog, self.tr("Export everything of {}").format(name), str(folder / f"{plain}.h5"), ";;".join(kinds)
        )
        if not told:
            return
        path = Path(told)
        if kind == kinds[1]:
            path = path.with_suffix("") if path.suffix == ".h5" else path
        elif path.suffix.lower() != ".h5":
            path = path.with_name(path.name + ".h5")
        fields = {"folder": str(collection_home()), "writer": writer, "path": str(path)}
        job = self._window.jobs.start("export_writer", self.tr("Exporting {}").format(name), fields)
        self._exports[job] = path

    def erase(self, writer: str) -> None:
        """Ask, then erase everything of somebody."""
        collection = self._collecting.collection
        if collection is None or writer not in collection.writers:
            return
        counts = +Counter(collection.counts.get(writer, {}))
        sessions = sum(session.writer == writer for session in collection.sessions.values())
        models = trained_on(self._bridge.hello.models, writer)
        figures = (sum(counts.values()), len(counts), sessions)
        dialog = ErasingDialog(self._name(writer), figures, models, self.dialog or self._window)
        if dialog.exec():
            self._erase(collection, writer)

    def _erase(self, collection: Collection, writer: str) -> None:
        name = self._name(writer)
        self._collecting.pause()

        def forgotten(_done: None) -> None:
            fields = {"folder": str(collection.folder), "writer": writer}
            job = self._window.jobs.start("erase", self.tr("Erasing {}").format(name), fields)
            self._erasing[job] = name
            self._collecting.edited()
            self.follow()

        self._window.background.run(lambda: collection.forget(writer), forgotten, self._refused)

    def _refused(self, error: Exception) -> None:
        told = self.tr("This could not be erased: {} Try again when the disk allows it.")
        self._window.status.tell(told.format(spoken(str(error))))
        self.follow()

    def _heard(self, event: Event) -> None:
        """A job of ours came to its end."""
        if event.job in self._exports and isinstance(event, Finished | Failed | Stopped):
            path = self._exports.pop(event.job)
            if isinstance(event, Finished):
                self._window.status.tell(self.tr("Exported to {}.").format(path))
        if event.job not in self._erasing or not isinstance(event, Finished | Failed | Stopped):
            return
        name = self._erasing.pop(event.job)
        collection = self._collecting.collection
        if isinstance(event, Finished) and collection is not None:
            self._window.background.run(collection.packed, lambda _done: self._erased(name), self._refused)
        else:
            self._window.status.tell(
                self.tr("{} is erased here, but not yet from every older file: erase again, or pack, to finish.").format(name)
            )
            self._collecting.edited()
            self.follow()

    def _erased(self, name: str) -> None:
        self._window.status.tell(self.tr("Everything of {} is erased.").format(name))
        self._collecting.edited()
        self.follow()
