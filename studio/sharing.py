"""What leaves and what comes in: export, opened and dropped ink and pictures. Writing happens off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from engines.data.sample import Sample
from engines.export.options import Options
from engines.ink.types import Ink
from studio.openable import INKS, NOTES, PAGES, PICTURES, is_dataset
from studio.words import tr

MOST_PIXELS = 100_000_000  # of a picture that is handed to the engine, as of one that it opens itself


Source = Ink | tuple[Sample, ...]


@dataclass(frozen=True, eq=False)
class Wish:
    """One export: this ink, or these samples, into this file."""

    ink: Source
    path: Path
    options: Options


def write(wish: Wish, report: Callable[[int, int], None] | None = None) -> Path:
    """Write a wish, whole or not at all; gives its path. report: as in writing.write. Raises OSError or ValueError with a
    sentence."""
    from engines.export import writing

    writing.write(wish.ink, wish.path, wish.options, report)
    return wish.path


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """A QImage as (H, W, 4) uint8 RGBA, a copy of its own."""
    flat = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(flat.constBits(), np.uint8, flat.sizeInBytes()).reshape(flat.height(), flat.bytesPerLine())
    return rows[:, : 4 * flat.width()].reshape(flat.height(), flat.width(), 4).copy()


def open_filters() -> str:
    """What the file dialog offers: everything that can be opened, pages, ink, pictures."""
    pages, inks, pictures = (" ".join(f"*{suffix}" for suffix in kinds) for kinds in (PAGES, INKS + NOTES, PICTURES))
    every = (tr("Pages, ink and pictures"), f"{pages} {inks} {pictures}")
    kinds = (every, (tr("Ductus pages"), pages), (tr("Ink"), inks), (tr("Pictures"), pictures))
    return ";;".join(f"{words} ({endings})" for words, endings in kinds)


def image_in(data: QMimeData) -> QImage:
    """The pixels of a paste or a drop; a null image where it holds none, or promises some that are not there."""
    value = data.imageData() if data.hasImage() else None
    if isinstance(value, QPixmap):
        return value.toImage()
    return value if isinstance(value, QImage) else QImage()


def picture_in(data: QMimeData) -> Path | QImage | None:
    """The first file that can be opened of a paste or a drop, or pixels; None where there is neither."""
    for url in data.urls():
        if url.isLocalFile() and Path(url.toLocalFile()).suffix.lower() in (*PAGES, *PICTURES, *INKS, *NOTES):
            return Path(url.toLocalFile())
    image = image_in(data)
    return None if image.isNull() else image


class Sharing(QObject):
    """The File commands that move ink and pictures across the window's edge.

    told: a sentence for the status bar. pictureWanted: (Path or pixels, name) to be recovered. pictureLaid: the same of one that
    belongs on the page too, told before. inksWanted: list of Path to be put
    on the page. pageWanted: Path of a page file to be opened in place of the page. datasetWanted: list of Path to be imported.
    """

    told = Signal(str)
    pictureWanted = Signal(object, str)
    pictureLaid = Signal(object, str)
    inksWanted = Signal(object)
    pageWanted = Signal(object)
    datasetWanted = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.lays: Callable[[], bool] = lambda: False  # whether every picture that is opened belongs on the page

    def open_dialog(self, folder: Path) -> None:
        """Ask for a file of ink or a picture."""
        name, _filter = QFileDialog.getOpenFileName(self._window, self.tr("Open"), str(folder), open_filters())
        if name:
            self.take_files([Path(name)])

    def lay_files(self, paths: list[Path]) -> None:
        """Files were dropped on the page, or pasted: a picture among them belongs there, and is recovered as any other.

        Datasets, and notes of other programs, which may be many samples, are offered for import.
        """
        sets = [path for path in paths if is_dataset(path) or path.suffix.lower() in NOTES]
        if sets:
            self._offer(sets, paths)
        else:
            self.take_files(paths, lay=True)

    def _offer(self, sets: list[Path], paths: list[Path]) -> None:
        if len(sets) < len(paths):
            self.told.emit(self.tr("{} of {} files are used: datasets are imported by themselves.").format(len(sets), len(paths)))
        self.datasetWanted.emit(sets)

    def take_files(self, paths: list[Path], *, lay: bool = False) -> None:
        """Files were dropped, pasted or chosen. lay: a picture is put on the page too.

        The first page file is opened; without any, all ink goes onto the page; without any, the first picture is recovered.
        """
        pages = [path for path in paths if path.suffix.lower() in PAGES]
        if pages:
            if len(paths) > 1:
                self.told.emit(self.tr("{} of {} files are used: one page at a time.").format(1, len(paths)))
            self.pageWanted.emit(pages[0])
            return
        inks = [path for path in paths if path.suffix.lower() in INKS + NOTES]
        pictures = [path for path in paths if path.suffix.lower() in PICTURES]
        sets = [path for path in paths if is_dataset(path)]
        if not inks and not pictures and sets:
            self._offer(sets, paths)
            return
        if not inks and not pictures:
            known = ", ".join(suffix.lstrip(".").upper() for suffix in (*PAGES, *INKS, *NOTES, *PICTURES))
            name = (paths[0].name or str(paths[0])) if paths else self.tr("That")
            self.told.emit(self.tr("{} is neither a page, nor ink, nor a picture that Ductus opens ({}).").format(name, known))
            return
        used = len(inks) if inks else 1
        if len(paths) > used:
            self.told.emit(self.tr("{} of {} files are used: one picture at a time, or ink.").format(used, len(paths)))
        if inks:
            self.inksWanted.emit(inks)
        else:
            if lay or self.lays():
                self.pictureLaid.emit(pictures[0], pictures[0].name)
            self.pictureWanted.emit(pictures[0], pictures[0].name)

    def take(self, found: Path | QImage) -> None:
        """A file or pixels were pasted."""
        if isinstance(found, QImage):
            self.take_image(found, self.tr("Pasted picture"))
        else:
            self.lay_files([found])

    def take_image(self, image: QImage, name: str = "") -> None:
        """Pixels were dropped on the page, or pasted."""
        if image.isNull():
            self.told.emit(self.tr("The picture holds no pixels."))
            return
        if image.width() * image.height() > MOST_PIXELS:
            size = self.tr("The picture has {} x {} pixels").format(image.width(), image.height())
            limit = self.tr("Ductus opens up to {} megapixels. Make it smaller and try again.").format(MOST_PIXELS // 10**6)
            self.told.emit(f"{size}; {limit}")
            return
        name = name or self.tr("Dropped picture")
        self.pictureLaid.emit(image, name)
        self.pictureWanted.emit(pixels_of(image), name)
