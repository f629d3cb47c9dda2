"""The Dataset panel at work: which dataset is looked through, and what is seen of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from engines.data.collection import Collection, collection_home
from engines.data.sample import Sample
from studio.background import Background
from studio.browsing import Browsing
from studio.canvas.view import PageView
from studio.choices import Choices
from studio.dataset_parts import Names
from studio.fetching import COLLECTION, MADE_UP, Dataset, made_up, names_of
from studio.page import Page
from studio.panels.dataset import OPEN, DatasetPanel
from studio.settings import Settings
from studio.statusline import StatusLine
from studio.theme import Theme

SETTLED = 120  # ms after the last change until the sheet follows
RESTED = 60  # ms after the last move until the ink of the sample in hand is fetched
CURRENT = "current"  # the key under which it is asked for
SLOW = 400  # ms after which reading a dataset is told


class Place(Protocol):
    """The parts of the window that are needed here."""

    page: Page
    view: PageView
    settings: Settings
    status: StatusLine
    background: Background
    choices: Choices
    theme: Theme


def stores(folders: Iterable[Path]) -> list[Path]:
    """The stores in these folders, by name. Not for the window's thread."""
    return sorted((path for folder in folders for path in folder.glob("*.h5")), key=lambda path: path.stem.casefold())


class Curating(QObject):
    """collection: gives the person's collection, None while it is not open."""

    def __init__(
        self,
        window: Place,
        panel: DatasetPanel,
        browsing: Browsing,
        collection: Callable[[], Collection | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._window, self.panel, self._parent = window, panel, parent
        self._browsing, self._collection = browsing, collection
        self._known: dict[str, str] = {}  # keys of the chooser: names
        self.dataset = self._dataset(COLLECTION)
        self._dirty, self._shown = True, False
        self._later = QTimer(self, singleShot=True, interval=SETTLED)
        self._later.timeout.connect(self.follow)
        self._rested = QTimer(self, singleShot=True, interval=RESTED)
        self._rested.timeout.connect(self._show_current)
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(self._tell_slow)
        self._wanted = ""  # id of a writer who is to be filtered for
        self._held: str | None = None  # id of the sample in hand
        self._plays = False  # it is played as soon as it is there
        self._wire()

    def _wire(self) -> None:
        panel = self.panel
        panel.picked.connect(self._rested.start)
        panel.picturesWanted.connect(self._picture)
        panel.datasetChosen.connect(self.choose)
        panel.sampleWanted.connect(self.try_sample_ink)
        self._offer()

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {"dataset.open": self.open_store, "dataset.suspects": self.show_suspects}

    # Which dataset

    def _dataset(self, key: str) -> Dataset:
        path = collection_home() / "store.h5" if key == COLLECTION else None if key == MADE_UP else Path(key)
        return Dataset(key, self._browsing, self._window.background, path)

    def panel_shown(self, name: str) -> None:
        """Another panel is in front: what is not seen is not read."""
        self._shown = name == "dataset"
        if self._shown:
            folders = (collection_home().parent / "datasets", self._window.settings.data_dir / "stores")
            self._window.background.run(lambda: stores(folders), self._found, lambda _error: None)
            if self._dirty:
                self.follow()

    def collection_changed(self) -> None:
        """The collection is open now, or holds something else."""
        self._dirty = True
        if self._shown and self.dataset.key == COLLECTION:
            self._later.start()

    def job_ended(self, verb: str) -> None:
        """Work that may have written stores came to its end."""
        if verb in ("pack", "erase", "import"):
            self._dirty = True
            if self._shown:
                self.panel_shown("dataset")

    def _found(self, paths: Sequence[Path]) -> None:
        fresh = {str(path): path.stem for path in paths}
        opened = {key: name for key, name in self._known.items() if key == self.dataset.key or key == MADE_UP}
        if fresh | opened != self._known:
            self._known = fresh | {key: name for key, name in opened.items() if key not in fresh}
        self._offer()

    def _offer(self) -> None:
        mine = [(COLLECTION, self.tr("My collection"))]
        self.panel.set_datasets([*mine, *self._known.items()], self.dataset.key)

    def choose(self, key: str) -> None:
        """Look through another dataset."""
        if key == OPEN:
            self._offer()  # the chooser shows what is looked through
            self.open_store()
        elif key and key != self.dataset.key:
            self.dataset = self._dataset(key)
            self.panel.wants.clear()
            self._turn_to()

    def open_store(self) -> None:
        """Ask for a store and look through it; it is only read."""
        start = collection_home().parent / "datasets"
        name, _filter = QFileDialog.getOpenFileName(
            self._parent, self.tr("Open a store"), str(start), self.tr("Ductus stores") + " (*.h5 *.hdf5)"
        )
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Look through this store; it is only read."""
        if path == collection_home() / "store.h5":
            self.choose(COLLECTION)
        else:
            self._known.setdefault(str(path), path.stem)
            self.choose(str(path))
        self._window.choices.show_panel("dataset")

    def show_suspects(self) -> None:
        """What a person should look at first."""
        self._window.choices.show_panel("dataset")
        order = self.panel.wants.order
        order.setCurrentIndex(order.findData("suspicion"))
        self.panel.arrange()
        self.panel.sheet.setFocus()

    def show_writer(self, writer: str) -> None:
        """Only the samples of one writer, as soon as they are there."""
        self._wanted = writer
        self._want()

    def _want(self) -> None:
        """Choose the writer who was asked for, where there are samples."""
        choice = self.panel.wants.writer
        if self._wanted and choice.findData(self._wanted) >= 0:
            choice.setCurrentIndex(choice.findData(self._wanted))
            self._wanted = ""
            self.panel.arrange()

    def try_sample_ink(self) -> None:
        """Letters of made-up hands, to try the panel with; nothing is kept of them."""

        def made(items: dict[str, Any]) -> None:
            self._known[MADE_UP] = self.tr("Sample ink")
            self.dataset = Dataset(MADE_UP, self._browsing, self._window.background, None, items)
            self._turn_to()

        def failed(error: Exception) -> None:
            self._window.status.tell(" ".join(str(error).split()))

        self._window.background.run(made_up, made, failed)

    def _turn_to(self) -> None:
        """Another dataset is looked through."""
        self.panel.sheet.thumbnails.forget()
        self.panel.facts.show_ink(None)
        self._held = None
        self._offer()
        self.follow()

    def follow(self) -> None:
        """Show the dataset as it is now."""
        if not self._shown:
            self._dirty = True
            return
        dataset, self._dirty = self.dataset, False
        if dataset.stale:
            if not dataset.listed:
                self._slow.start()
            dataset.read(lambda: self._listed(dataset))
        else:
            self._lay()

    def _tell_slow(self) -> None:
        words = {
            "ready": self.tr("Reading the dataset…"),
            "stopped": self.tr("The engine, which reads datasets, is off: start it again (Models, Restart engine)."),
        }
        waits = self.tr("The dataset is read as soon as the engine is ready.")
        self.panel.wait(words.get(self._browsing.state, waits))

    def _listed(self, dataset: Dataset) -> None:
        if dataset is not self.dataset:
            return
        self._slow.stop()
        if dataset.trouble and not len(dataset.base):
            self.panel.wait(dataset.trouble)
        elif dataset.trouble:
            self._window.status.tell(dataset.trouble)
        if dataset.key != COLLECTION:
            self.panel.sheet.thumbnails.forget()  # rows of another file may carry the same names
        if not dataset.trouble or len(dataset.base) or self.mine is not None:
            self._lay()

    @property
    def mine(self) -> Collection | None:
        """The collection, where it is what is looked through."""
        return self._collection() if self.dataset.key == COLLECTION else None

    def _lay(self) -> None:
        mine = self.mine
        catalogue = self.dataset.lay(mine)
        names = names_of(self._collection()) if self.dataset.key != MADE_UP else Names()
        self.panel.show_catalogue(catalogue, names, self.why_not() if len(catalogue) else "")
        self._want()

    def why_not(self) -> str:
        """Why nothing here can be changed; "" = it can."""
        if self.dataset.key == MADE_UP:
            return self.tr("Sample ink of made-up hands, to try things with. Nothing of it is kept.")
        if self.dataset.key != COLLECTION:
            return self.tr("This store is only read: labels stay as they are. Samples can be put on the page or exported.")
        mine = self.mine
        if mine is None:
            return self.tr("The collection is not open for changes here; it is only read.")
        return self.tr("Another Ductus has the collection open; here it is only read.") if mine.mode == "read" else ""

    # Pictures and the sample in hand

    def _picture(self, places: Sequence[int]) -> None:
        if self.panel.sheet.catalogue is not self.dataset.catalogue:
            return  # the sheet still shows what was looked through before
        self.dataset.pictures(places, self.panel.sheet.thumbnails.side, self.panel.sheet.take)

    def _show_current(self) -> None:
        place, catalogue = self.panel.current, self.panel.sheet.catalogue
        if catalogue is not self.dataset.catalogue:
            return
        name = catalogue.ids[place] if place >= 0 else None
        if name == self._held:
            return
        self._held = name
        if name is None:
            self.panel.facts.show_ink(None)
            return
        self.dataset.fetch([place], lambda found: self._take_current(name, found), CURRENT)

    def _take_current(self, name: str, found: Sequence[Sample]) -> None:
        if name != self._held or not found:
            return
        facts, sample = self.panel.facts, found[0]
        facts.show_ink(sample.ink)
        if sample.ink is None and sample.image is not None:
            facts.show_image(sample.image)
        if self._plays:
            self._plays = False
            facts.clock.restart()

    def play(self) -> None:
        """Draw the sample in hand as it was written, as soon as its ink is there; the same again holds it."""
        clock = self.panel.facts.clock
        if self._rested.isActive() or self._browsing.busy_with(CURRENT):
            self._plays = True
        elif clock.playing:
            clock.pause()
        else:
            clock.restart()
