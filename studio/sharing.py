"""What leaves and what comes in: export, copy, paste, opened and dropped pictures. Writing happens off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from engines.ink.geometry import bounds
from engines.ink.outline import PenStyle
from engines.ink.types import Ink
from studio.background import Background

FORMATS = {
    "svg-strokes": "SVG, strokes in drawing order",
    "svg-outlines": "SVG, outlines with the pen's width",
    "png": "PNG picture",
    "gif": "GIF of the replay",
}
SUFFIXES = {"svg-strokes": ".svg", "svg-outlines": ".svg", "png": ".png", "gif": ".gif"}
BACKGROUNDS = {"#FBF8F1": "Paper", "#FFFFFF": "White", "": "Transparent"}
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif")
PICTURE_FILTER = "Pictures (" + " ".join(f"*{suffix}" for suffix in PICTURES) + ")"


@dataclass(frozen=True, eq=False)
class Wish:
    """One export. size: pixels of the longer side (PNG, GIF). background: #RRGGBB, "" = transparent. pen: mm."""

    ink: Ink
    format: str
    path: Path
    size: int = 1024
    background: str = "#FFFFFF"
    pen: float = 0.7


def write(wish: Wish) -> Path:
    """Write a wish, whole or not at all; gives its path. Raises OSError or ValueError with a sentence."""
    from engines.export import gif, png, svg

    style = PenStyle(width=wish.pen)
    wide, high = _sides(wish.ink, wish.size)
    if wish.format == "svg-strokes":
        svg.write(svg.strokes(wish.ink, pen=wish.pen), wish.path)
    elif wish.format == "svg-outlines":
        svg.write(svg.outlines(wish.ink, style), wish.path)
    elif wish.format == "png":
        paper = wish.background or "#FFFFFF"
        png.write(wish.ink, wish.path, width=wide, height=high, pen=style, background=paper, transparent=not wish.background)
    else:
        gif.replay(wish.ink, wish.path, width=wide, height=high, pen=style)
    return wish.path


def _sides(ink: Ink, longer: int) -> tuple[int | None, int | None]:
    """(width, height) of a picture whose longer side is given; None = as the ink asks."""
    left, top, right, bottom = bounds(ink)
    return (longer, None) if right - left >= bottom - top else (None, longer)


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """A QImage as (H, W, 4) uint8 RGBA, a copy of its own."""
    flat = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(flat.constBits(), np.uint8, flat.sizeInBytes()).reshape(flat.height(), flat.bytesPerLine())
    return rows[:, : 4 * flat.width()].reshape(flat.height(), flat.width(), 4).copy()


def picture_in(data: QMimeData) -> Path | QImage | None:
    """The first picture of a paste or a drop: a file or pixels; None where there is none."""
    for url in data.urls():
        if url.isLocalFile() and Path(url.toLocalFile()).suffix.lower() in PICTURES:
            return Path(url.toLocalFile())
    if data.hasImage():
        image = QImage(data.imageData())
        return None if image.isNull() else image
    return None


def clipboard_parts(ink: Ink, pen: float) -> tuple[bytes, str]:
    """The ink as PNG bytes and as SVG text, for the clipboard."""
    from engines.export import png, svg

    style = PenStyle(width=pen)
    return png.to_bytes(ink, pen=style, transparent=False), svg.outlines(ink, style)


class Sharing(QObject):
    """The File and Edit commands that move ink and pictures across the window's edge.

    told: a sentence for the status bar. pictureWanted: (Path or pixels, name) to be recovered.
    """

    told = Signal(str)
    pictureWanted = Signal(object, str)

    def __init__(self, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._background = background

    def export(self, wish: Wish, done: Callable[[Path], None] = lambda _path: None) -> None:
        """Write `wish` in the background and tell how it went."""

        def written(path: Path) -> None:
            self.told.emit(f"Exported {path.name} to {path.parent}")
            done(path)

        self._background.run(lambda: write(wish), written, lambda error: self._failed("Export", error))

    def copy(self, ink: Ink, pen: float) -> None:
        """Put the ink on the clipboard, as picture and as SVG."""
        if not ink.points:
            self.told.emit("There is no ink to copy yet.")
            return
        self._background.run(lambda: clipboard_parts(ink, pen), self._copied, lambda error: self._failed("Copy", error))

    def _copied(self, parts: tuple[bytes, str]) -> None:
        picture, drawing = parts
        data = QMimeData()
        data.setImageData(QImage.fromData(QByteArray(picture)))
        data.setData("image/svg+xml", QByteArray(drawing.encode("utf-8")))
        QGuiApplication.clipboard().setMimeData(data)
        self.told.emit("Copied the ink as picture and SVG.")

    def _failed(self, what: str, error: Exception) -> None:
        self.told.emit(f"{what} did not work: {error} Your page is unchanged.")

    def paste(self) -> None:
        """Recover the picture that is in the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        found = picture_in(data) if data is not None else None
        if found is None:
            self.told.emit("The clipboard holds no picture.")
        elif isinstance(found, QImage):
            self.take_image(found, "Pasted picture")
        else:
            self.take_files([found])

    def open_dialog(self, folder: Path) -> None:
        """Ask for a picture file."""
        name, _filter = QFileDialog.getOpenFileName(self._window, "Open picture", str(folder), PICTURE_FILTER)
        if name:
            self.take_files([Path(name)])

    def take_files(self, paths: list[Path]) -> None:
        """Files were dropped, pasted or chosen: the first picture among them is recovered."""
        picture = next((path for path in paths if path.suffix.lower() in PICTURES), None)
        if picture is None:
            self.told.emit("That is no picture that Ductus can open (" + ", ".join(PICTURES) + ").")
            return
        if len(paths) > 1:
            self.told.emit(f"Only the first of {len(paths)} files is used: {picture.name}")
        self.pictureWanted.emit(picture, picture.name)

    def take_image(self, image: QImage, name: str = "Dropped picture") -> None:
        """Pixels were dropped or pasted."""
        if image.isNull():
            self.told.emit("The picture holds no pixels.")
        else:
            self.pictureWanted.emit(pixels_of(image), name)
