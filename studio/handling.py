"""What is done to samples of the Dataset panel: deleted, relabelled, compared, put on the page, exported.

Deleting and relabelling go into the collection, which can take every step back; nothing here touches a store.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from engines.data.collection import Collection, JournalError
from engines.data.sample import Sample
from engines.ink.geometry import affine, bounds
from engines.ink.types import Ink
from studio.collect_steps import in_words
from studio.conversion import beside
from studio.curating import Curating, Place
from studio.dialogs.comparison import ComparisonDialog
from studio.fetching import COLLECTION, names_of
from studio.sharing import Wish
from studio.words import mark

ON_PAGE = 60  # samples that are put on the page at once
COMPARED = 24  # samples that are compared at once
LINE, APART = 180.0, 6.0  # mm: of samples side by side, and between two of them
KINDS = (".inkml", ".svg", ".pdf", ".png")


def in_lines(samples: Sequence[Sample], line: float = LINE) -> list[Ink]:
    """The samples' inks side by side in lines, each in its own size."""
    placed: list[Ink] = []
    x = y = high = 0.0
    for ink in (sample.ink or Ink() for sample in samples):
        left, top, right, bottom = bounds(ink)
        if not np.isfinite(left):
            placed.append(ink)
            continue
        if x > 0 and x + right - left > line:
            x, y, high = 0.0, y + high + APART, 0.0
        placed.append(affine(ink, np.eye(2), (x - left, y - top)))
        x, high = x + right - left + APART, max(high, bottom - top)
    return placed


class Handling(QObject):
    """Carries out what is asked for on the sheet. changed: an edit was made to the collection.

    export: writes a Wish in the background. collection: as in Curating.
    """

    changed = Signal()

    def __init__(
        self,
        window: Place,
        curating: Curating,
        collection: Callable[[], Collection | None],
        export: Callable[[Wish], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._window, self._curating, self._parent, self._export = window, curating, parent, export
        self._collection, self._panel = collection, curating.panel
        self._panel.asked.connect(self.act)
        self._panel.relabelled.connect(self.relabel)

    def act(self, what: str) -> None:
        """Carry out what was asked for on the sheet."""
        if what == "relabel":  # the sheet lets nobody write where nothing can be changed
            self._may()
            return
        does: dict[str, Callable[[], None]] = {
            "delete": self.delete,
            "play": self._curating.play,
            "compare": self.compare,
            "page": self.to_page,
            "export": self.export,
            "undo": lambda: self._turn(back=True),
            "redo": lambda: self._turn(back=False),
        }
        does[what]()

    def _chosen(self) -> tuple[int, ...]:
        """The selected samples; a word where there is none."""
        chosen = self._panel.chosen
        if not chosen:
            self._window.status.tell(self.tr("Select a sample first."))
        return chosen

    def _may(self) -> bool:
        """Whether this dataset can be changed; says why not."""
        why = self._curating.why_not()
        if why:
            self._window.status.tell(why)
        return not why

    def _edit(self, edit: Callable[[Collection], str | None]) -> str | None:
        """Change the collection; whatever the disk says becomes a sentence. -> what `edit` gave, None where it failed."""
        mine = self._curating.mine
        if mine is None:
            return None
        try:
            done = edit(mine)
        except JournalError as error:
            self._window.status.tell(str(error))
            return None
        self.changed.emit()
        self._curating.follow()
        return done or ""

    def delete(self) -> None:
        """Take the selected samples out; ten seconds of Undo, and the collection's own undo for ever."""
        chosen = self._chosen()
        if not chosen or not self._may():
            return
        ids = [self._curating.dataset.catalogue.ids[place] for place in chosen]
        if self._edit(lambda mine: mine.delete(ids)) is not None:
            count = self.tr("Deleted 1 sample.") if len(ids) == 1 else self.tr("Deleted {:,} samples.").format(len(ids))
            self._window.status.tell(count, self.tr("Undo"), lambda: self._turn(back=True))

    def relabel(self, text: str) -> None:
        """Another label for the selected samples."""
        catalogue = self._curating.dataset.catalogue
        ids = [catalogue.ids[place] for place in self._panel.chosen if catalogue.value("text", place) != text]
        if not ids or not self._may():
            return
        if self._edit(lambda mine: mine.relabel(ids, text)) is not None:
            done = self.tr("Changed the label of 1 sample to {}.").format(text)
            many = self.tr("Changed the labels of {:,} samples to {}.").format(len(ids), text)
            self._window.status.tell(done if len(ids) == 1 else many, self.tr("Undo"), lambda: self._turn(back=True))

    def _turn(self, back: bool) -> None:
        """The collection's undo or redo."""
        if self._curating.dataset.key != COLLECTION or not self._may():
            return
        mine = self._curating.mine
        step = None if mine is None else mine.undo_step if back else mine.redo_step
        done = self._edit(lambda mine: mine.undo() if back else mine.redo())
        if done is None:
            return
        nothing = self.tr("There is nothing to undo.") if back else self.tr("There is nothing to redo.")
        told = self.tr("Taken back: {}") if back else self.tr("Done again: {}")
        self._window.status.tell(told.format(in_words(step.what, len(step.edits))) if step is not None else nothing)

    def compare(self) -> None:
        """The selected samples over and beside each other."""
        chosen = self._panel.chosen
        if len(chosen) < 2:
            self._window.status.tell(self.tr("Select two or more samples to compare: Ctrl and a click adds one."))
            return

        def arrived(samples: Sequence[Sample]) -> None:
            names = names_of(self._collection()).writers
            dialog = ComparisonDialog(samples, names, len(chosen), self._window.theme, self._parent)
            dialog.setModal(False)
            dialog.show()

        self._curating.dataset.fetch(chosen[:COMPARED], arrived, "compare")

    def to_page(self) -> None:
        """Copies of the selected samples on the page, one step of undo."""
        chosen = self._chosen()
        if chosen:
            self._curating.dataset.fetch(chosen[:ON_PAGE], lambda samples: self._put(samples, len(chosen)), "page")

    def _put(self, samples: Sequence[Sample], chosen: int) -> None:
        window = self._window
        inks = [ink for ink in in_lines(samples) if ink.points]
        if not inks:
            window.status.tell(self.tr("These samples hold no ink: they are images only."))
            return
        strokes = Ink(tuple(stroke for ink in inks for stroke in ink))
        placed = beside(strokes, Ink(window.page.strokes), None, window.view.centre())
        window.page.add_ink(placed, mark("Put samples on the page"), as_one=len(inks) == 1)
        window.view.reveal()
        told = (
            self.tr("Put 1 sample on the page.") if len(inks) == 1 else self.tr("Put {} samples on the page.").format(len(inks))
        )
        if chosen > ON_PAGE:
            told = self.tr("Put the first {} of {:,} samples on the page.").format(ON_PAGE, chosen)
        window.status.tell(told, self.tr("Undo"), window.page.undo)

    def export(self) -> None:
        """The selected samples as a file: InkML with labels and writers, or a picture of them."""
        chosen = self._chosen()
        if not chosen:
            return
        names = (self.tr("InkML with labels and writers"), self.tr("SVG"), self.tr("PDF"), self.tr("PNG"))
        filters = ";;".join(f"{name} (*{kind})" for name, kind in zip(names, KINDS, strict=True))
        start = Path(self._window.settings.export_folder or Path.home()) / time.strftime("samples-%Y%m%d.inkml")
        name, kind = QFileDialog.getSaveFileName(self._parent, self.tr("Export samples"), str(start), filters)
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in KINDS:
            path = path.with_name(path.name + next(end for end in KINDS if end in (kind or ".inkml")))
        self._curating.dataset.fetch(chosen, lambda samples: self._write(samples, path, len(chosen)), "export")

    def _write(self, samples: Sequence[Sample], path: Path, chosen: int) -> None:
        from engines.export.options import Options

        kept = tuple(sample for sample in samples if sample.ink is not None and sample.ink.points)
        if not kept:
            self._window.status.tell(self.tr("These samples hold no ink: they are images only."))
            return
        if path.suffix.lower() == ".inkml":
            self._export(Wish(kept, path, Options()))
        else:
            self._export(Wish(Ink(tuple(stroke for ink in in_lines(kept) for stroke in ink)), path, Options()))
        if chosen > len(samples):
            told = self.tr("The first {:,} of {:,} samples are exported; export a writer for everything.")
            self._window.status.tell(told.format(len(samples), chosen))
