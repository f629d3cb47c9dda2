"""Showing the style of a writer: the engine measures in a process of its own, the plots' library is loaded in the background."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSaveFile
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog

from engines.data.collection import collection_home
from engines.messages import Event, Failed, Finished, Progress, Stopped
from studio.background import Background
from studio.bridge import Bridge
from studio.choices import Parts
from studio.datasets import Datasets
from studio.dialogs.style import StyleDialog
from studio.dialogs.style_words import name_of, table_of
from studio.fetching import COLLECTION
from studio.words import tr

INWARD = ("means", "wishes", "kept", "people")  # what a saved style has no need of


def load_plots() -> Any:
    """The plots' module. Half a second of importing: for a background thread (there it stalls the pen for a sixth of a second at
    most, on the window's thread for all of it)."""
    from studio.dialogs import style_plots

    return style_plots


def written_file(path: Path, data: bytes) -> None:
    """Put a whole file in its place, or none. For a thread. Raises OSError."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly) or file.write(data) != len(data) or not file.commit():
        raise OSError(file.errorString())


def png_of(image: QImage, path: Path) -> None:
    """Write a picture. For a thread. Raises OSError."""
    data = QByteArray()
    device = QBuffer(data)
    if not QImageWriter(device, QByteArray(b"png")).write(image):
        raise OSError(device.errorString())
    written_file(path, bytes(data.data()))


class Measured:
    """One view at work: what it is of, the jobs that measure for it, and what they told."""

    def __init__(self, dialog: StyleDialog, source: Path) -> None:
        self.dialog, self.source = dialog, source
        self.jobs: dict[str, int] = {}  # job -> place among the hands shown
        self.told: dict[int, Mapping[str, Any]] = {}
        self.wanted = 1


class Styling(QObject):
    """Opens views of styles and keeps them going. `show` takes any place of samples; the command takes the collection."""

    def __init__(self, window: Parts, bridge: Bridge, datasets: Datasets) -> None:
        super().__init__(window)
        self._window, self._bridge, self._loading = window, bridge, Background(self)
        self._plots: Any = None
        self._views: list[Measured] = []
        self._datasets = datasets
        bridge.jobEvent.connect(self._heard)
        datasets.hands.style = True
        datasets.hands.styleWanted.connect(lambda writer: self.show(collection_home(), writer))
        datasets.panel.styleWanted.connect(self.show_dataset)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {"collect.style": lambda: self.show(collection_home())}

    def show(self, source: Path, writer: str = "", other: str = "") -> StyleDialog:
        """The style of a writer of a collection's folder or a store; "" = who wrote most there."""
        dialog = StyleDialog(self._window.theme, self._window)
        view = Measured(dialog, source)
        self._views.append(view)
        dialog.asked.connect(lambda one, two: self._ask(view, one, two))
        dialog.stopWanted.connect(dialog.reject)
        dialog.exportWanted.connect(lambda: self._export(view))
        dialog.sessionWanted.connect(lambda: self._begin(dialog))
        dialog.finished.connect(lambda: self._leave(view))
        if self._plots is None:
            self._loading.run(load_plots, self._loaded, self._not_loaded)
        dialog.show()
        self._ask(view, writer, other)
        return dialog

    def show_dataset(self) -> None:
        """The style of the writer who is looked at in the Dataset panel, else of who wrote most in that dataset."""
        dataset = self._datasets.curating.dataset
        if dataset.key != COLLECTION and dataset.path is None:
            self._window.status.tell(self.tr("Sample ink is of many invented hands. Collect a hand to see its style."))
            return
        source = collection_home() if dataset.key == COLLECTION or dataset.path is None else dataset.path
        self.show(source, str(self._datasets.panel.wants.writer.currentData() or ""))

    def _begin(self, dialog: StyleDialog) -> None:
        dialog.close()
        self._window.commands["collect.new"].trigger()

    def _leave(self, view: Measured) -> None:
        self._stop(view)
        self._views = [other for other in self._views if other is not view]

    def _stop(self, view: Measured) -> None:
        for job in view.jobs:
            self._bridge.stop_job(job)
        view.jobs, view.told = {}, {}

    def _ask(self, view: Measured, writer: str, other: str) -> None:
        self._stop(view)
        wanted = [writer, other] if other and other != writer else [writer]
        view.wanted = len(wanted)
        view.dialog.say_waiting()
        place = "store" if view.source.suffix == ".h5" else "folder"
        for number, name in enumerate(wanted):
            job = self._bridge.start_job("style", {place: str(view.source), "writer": name})
            view.jobs[job] = number

    def _loaded(self, plots: Any) -> None:
        self._plots = plots
        for view in self._views:
            self._show(view)

    def _not_loaded(self, error: Exception) -> None:
        """Without pyqtgraph the numbers are there all the same."""
        self._plots = False
        for view in self._views:
            self._show(view)
            view.dialog.state.say(self.tr("The plots cannot be drawn: {}").format(error))

    def _heard(self, event: Event) -> None:
        for view in self._views:
            if event.job in view.jobs:
                self._tell(view, event)
                return

    def _tell(self, view: Measured, event: Event) -> None:
        dialog = view.dialog
        if isinstance(event, Progress) and event.total:
            dialog.say_waiting(event.text, event.step, event.total)
        elif isinstance(event, Failed):
            self._stop(view)
            dialog.say_empty(event.message)
        elif isinstance(event, Stopped):
            self._stop(view)
            dialog.say_empty(event.text)
        elif isinstance(event, Finished):
            view.told[view.jobs.pop(event.job)] = event.result
            self._show(view)

    def _show(self, view: Measured) -> None:
        """Show what is known, when all of it is there and the plots can be drawn."""
        if len(view.told) < view.wanted:
            return
        styles = [view.told[number] for number in range(view.wanted)]
        first = styles[0]
        view.dialog.offer(first["people"], first["writer"], styles[1]["writer"] if len(styles) > 1 else "")
        if not first["samples"]:
            nothing = self.tr("There is no handwriting to measure yet. Eight letters are enough for a first look.")
            words = tr("{} has written nothing yet. Eight letters are enough for a first look.").format(name_of(first))
            view.dialog.say_empty(words if first["people"] else nothing, view.source == collection_home())
            return
        if self._plots is None:
            return
        styles = [style for style in styles if style["samples"]]
        view.dialog.show_styles(styles, self._plots or None)

    # Out

    def _export(self, view: Measured) -> None:
        first = view.dialog.styles[0]
        start = Path(self._window.settings.last_folder or Path.home()) / f"{name_of(first).replace('/', '-')}.csv"
        kinds = {
            self.tr("Numbers as CSV"): ".csv",
            self.tr("Everything as JSON"): ".json",
            self.tr("Picture of this view"): ".png",
        }
        filters = ";;".join(f"{words} (*{suffix})" for words, suffix in kinds.items())
        name, chosen = QFileDialog.getSaveFileName(view.dialog, self.tr("Export the style"), str(start), filters)
        if name:
            suffix = next((end for words, end in kinds.items() if chosen.startswith(words)), ".csv")
            path = Path(name)
            self.save(view.dialog, path if path.suffix.lower() in kinds.values() else Path(f"{name}{suffix}"))

    def save(self, dialog: StyleDialog, path: Path) -> None:
        """Write the style in the background, as what the name's ending says: .csv, .json or .png."""
        styles = dialog.styles
        if path.suffix.lower() == ".png":
            image = dialog.picture()
            work: Callable[[], None] = lambda: png_of(image, path)  # noqa: E731
        elif path.suffix.lower() == ".json":
            work = lambda: written_file(path, json_of(styles))  # noqa: E731
        else:
            work = lambda: written_file(path, ("\ufeff" + table_of(styles)).encode("utf-8"))  # noqa: E731

        def say(words: str) -> None:
            if shiboken6.isValid(dialog):
                dialog.state.say(words)

        lost = self.tr("{} could not be saved ({}). Choose another place; nothing was changed.")
        done = self.tr("Saved as {}.").format(path.name)
        self._loading.run(work, lambda _none: say(done), lambda error: say(lost.format(path.name, error)))


def json_of(styles: list[Mapping[str, Any]]) -> bytes:
    """One style as an object, two as a list; what is only for people to read is left out."""
    bare = [
        {name: value for name, value in style.items() if name not in INWARD}
        | {"figures": [{key: value for key, value in figure.items() if key not in INWARD} for figure in style["figures"]]}
        for style in styles
    ]
    return (json.dumps(bare[0] if len(bare) == 1 else bare, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
