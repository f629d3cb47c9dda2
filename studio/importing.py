"""Foreign handwriting on its way into a dataset: asked for, looked at by the engine, read by a job, and told how it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from engines.messages import Look, Reply
from studio.bridge import Bridge
from studio.choices import Parts
from studio.dialogs.dataset import ImportDialog, formats
from studio.dialogs.reading import ReadingDialog
from studio.jobs import JobState
from studio.language import spoken
from studio.words import tr

FOLDER = "datasets"  # in the user's Ductus folder
SHOWN = 500  # things left out that are shown; more are only counted


class Importing(QObject):
    """Carries out File > Import dataset and takes what is dropped on the window."""

    def __init__(self, window: Parts, bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self.dialog: ImportDialog | None = None
        self.details: ReadingDialog | None = None
        self._serial = -1
        self._jobs: set[str] = set()

    def wire(self) -> None:
        """Listen; call after the status bar listens to jobs: what is told here of an import's end comes last."""
        self._bridge.replied.connect(self.replied)
        self._window.sharing.datasetWanted.connect(self.open)
        self._window.jobs.changed.connect(self._changed)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {"file.import": lambda: self.open()}

    @property
    def folder(self) -> Path:
        """Where datasets are kept."""
        return self._window.settings.data_dir / FOLDER

    def open(self, paths: Sequence[Path] = ()) -> None:
        """Ask for a dataset, these files where some are named, and read it in the background."""
        if self.dialog is None:
            last = Path(self._window.settings.last_folder or Path.home())
            self.dialog = ImportDialog(self.folder, last if last.is_dir() else Path.home(), self._window)
            self.dialog.lookWanted.connect(self._look)
            self.dialog.pageWanted.connect(self._window.sharing.take_files)
            self.dialog.finished.connect(self._done)
            self.dialog.open()
        if paths:
            self.dialog.put(list(paths))

    def _look(self, paths: list[Path]) -> None:
        if self._bridge.state == "stopped":  # the job finds out itself what the files are
            if self.dialog is not None:
                self.dialog.found("", 0, "", "")
            return
        self._serial = self._bridge.ask(Look(tuple(paths)), "look")

    def replied(self, reply: Reply) -> None:
        """An answer arrived; those to other questions are left alone."""
        if self.dialog is None or reply.lane != "look" or reply.serial < self._serial:
            return
        unit, count = next(iter(reply.figures.items()), ("", 0.0))
        self.dialog.found(reply.text, int(count), unit, reply.error)

    def _done(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None:
            return
        if dialog.fields is not None:
            first = dialog.paths[0]
            self._window.settings.last_folder = str(first if first.is_dir() else first.parent)
            self._jobs.add(self._window.jobs.start("import", dialog.title, dialog.fields))
        dialog.deleteLater()

    # How it went

    def _changed(self, state: JobState) -> None:
        if state.id not in self._jobs or state.running:
            return
        self._jobs.discard(state.id)
        if state.result:
            words = self.tr("{}: {}").format(Path(str(state.result.get("store", ""))).stem, counted(state.result))
            self._window.status.tell(words, self.tr("Details"), lambda: self.show_details(state))

    def show_details(self, state: JobState) -> None:
        """What an import brought, and what it left out and why, to read and to copy."""
        self.details = ReadingDialog(self.tr("Imported"), report(state.result), self._window)
        self.details.add_copy().setText(self.tr("Copy details"))
        self.details.show()


def counted(result: dict[str, Any]) -> str:
    """In a few words: "2,415 samples, 12 writers, 3 skipped"."""
    words = {
        "samples": (tr("1 sample"), tr("{:,} samples")),
        "writers": (tr("1 writer"), tr("{:,} writers")),
        "skipped": (tr("1 skipped"), tr("{:,} skipped")),
    }
    numbers = {key: int(result.get(key, 0)) for key in words}
    return ", ".join(words[key][number != 1].format(number) for key, number in numbers.items() if number)


def report(result: dict[str, Any]) -> str:
    """The same as a page to read: where it is, what it is and what was left out."""
    rows = {
        tr("Dataset"): str(result.get("store", "")),
        tr("Format"): formats().get(str(result.get("format", "")), (str(result.get("format", "")), ""))[0],
        tr("Samples"): f"{int(result.get('samples', 0)):,}",
        tr("Writers"): f"{int(result.get('writers', 0)):,}",
        tr("Labels"): f"{int(result.get('distinct_labels', 0)):,}",
        tr("Licence"): ", ".join(filter(None, result.get("licences", ()))),
    }
    table = "".join(f"<tr><td><b>{escape(name)}</b></td><td>{escape(value)}</td></tr>" for name, value in rows.items() if value)
    left = [(str(where), str(reason)) for where, reason in result.get("left_out", ())]
    text = f"<h2>{escape(counted(result))}</h2><table cellspacing='0' cellpadding='4'>{table}</table>"
    skipped = tr("Skipped")
    if left:
        text += f"<h3>{escape(skipped)}</h3><ul>"
        text += "".join(f"<li>{escape(where)}: {escape(spoken(reason))}</li>" for where, reason in left[:SHOWN]) + "</ul>"
    more = int(result.get("skipped", 0)) - min(len(left), SHOWN)
    others = tr("and {:,} more").format(more)
    return text + (f"<p>{escape(others)}</p>" if more > 0 else "")
