"""Cut, copy and paste. Ink leaves in three forms at once: as it is for Ductus, as a drawing (SVG) and as a picture for others.

Ductus' own form is one record of the page's journal: bit for bit, with every channel of the pen, and checked when it comes back.
Whatever takes time (drawing, packing, reading) happens off the window's thread.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QByteArray, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from engines.data.journal import encode, pack_strokes, scan, unpack_strokes
from engines.export.options import Options
from engines.ink.brush import Brush
from engines.ink.types import Ink
from studio.background import Background
from studio.canvas.underlay import decoded
from studio.placed import NONE, Pictured, digest_of
from studio.records import pictures_of
from studio.sharing import picture_in

OWN = "application/x-ductus-ink"
DRAWING = "image/svg+xml"
LARGEST = 256 << 20  # bytes that are read of another program's clipboard
FORMS = (("inkml", ".inkml"), ("ink", ".inkml"), ("svg", ".svg"))  # a document's first tag and its file name's end


@dataclass(frozen=True, eq=False)
class Parts:
    """The same ink in every form that leaves. own: bytes of `packed`; picture: as pixels; drawing: SVG text, "" without ink."""

    own: bytes
    picture: QImage
    drawing: str

    def mime(self) -> QMimeData:
        """All forms together, for the clipboard or a drag."""
        data = QMimeData()
        data.setData(OWN, QByteArray(self.own))
        if not self.picture.isNull():
            data.setImageData(self.picture)
        if self.drawing:
            data.setData(DRAWING, QByteArray(self.drawing.encode("utf-8")))
        return data


def parts_of(inks: Sequence[Ink], pen: float, pictured: Pictured = NONE) -> Parts:
    """Ink, a character each, in every form that leaves. pen: mm, of ink that names none. Slow: not for the window's thread.

    Pictures go along for Ductus; other programs get the ink, or, where there is none, the first picture.
    """
    from engines.export import writing

    if not any(ink.points for ink in inks):
        pixels = next((decoded(png) for png in pictured.images.values()), QImage())
        return Parts(packed((), pictured), pixels, "")

    whole = Ink(tuple(stroke for ink in inks for stroke in ink)).drawn_with(Brush(width=pen))
    kinds = (Options(kind="png"), Options(kind="svg", style="outline"))
    picture, drawing = (writing.encode(whole, options)[0] for options in kinds)
    return Parts(packed(inks, pictured), QImage.fromData(QByteArray(picture)), drawing.decode("utf-8"))


def packed(inks: Sequence[Ink], pictured: Pictured = NONE) -> bytes:
    """Ink, a character each, and pictures with their files, without loss."""
    listed, arrays = pack_strokes([stroke for ink in inks for stroke in ink])
    header = {
        "strokes": listed,
        "characters": [len(ink) for ink in inks],
        "pictures": [picture.header() for picture in pictured.pictures],
        "images": list(pictured.images),
    }
    files = {f"image {at}": np.frombuffer(png, np.uint8) for at, png in enumerate(pictured.images.values())}
    return encode(0, ("ink", header, {**arrays, **files}))


def unpacked(data: bytes) -> list[Ink]:
    """The ink of what `packed` made. Raises ValueError for anything else."""
    return contents(data)[0]


def contents(data: bytes) -> tuple[list[Ink], Pictured]:
    """What `packed` made. Raises ValueError for anything else."""
    records, report = scan(data)
    if len(records) != 1 or not report.whole or records[0].kind != "ink":
        raise ValueError("The clipboard's ink is damaged.")
    header, arrays = records[0].header, records[0].arrays
    try:
        strokes = unpack_strokes(header["strokes"], arrays)
        ends = np.cumsum([int(count) for count in header["characters"]], dtype=np.int64).tolist()
        files = [arrays[f"image {at}"].tobytes() for at in range(len(header.get("images", ())))]
        pictured = Pictured(tuple(pictures_of(header.get("pictures", ()))), {digest_of(png): png for png in files})
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("The clipboard's ink is damaged.") from error
    return [Ink(tuple(strokes[start:end])) for start, end in zip([0, *ends], ends, strict=False)], pictured


def document_in(data: QMimeData) -> tuple[bytes, str] | None:
    """An SVG or InkML document of another program and the end of its file's name; None where there is none."""
    texts = [data.data(name).data() for name in (DRAWING, "application/inkml+xml") if data.hasFormat(name)]
    texts += [data.text().encode("utf-8")] if data.hasText() else []
    for text in (bytes(text).lstrip() for text in texts if len(text) <= LARGEST):
        for tag, suffix in FORMS:
            if text.startswith(b"<") and f"<{tag}".encode() in text[:4096]:
                return text, suffix
    return None


class Clipboard(QObject):
    """told: a sentence for the status bar. inkPasted: list of Ink, a character each, and Pictured. filePasted: Path of ink to be
    read; picturePasted: Path or QImage.
    """

    told = Signal(str)
    inkPasted = Signal(object, object)
    filePasted = Signal(object)
    picturePasted = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._documents = 0

    def copy(self, inks: Sequence[Ink], pen: float, done: Callable[[], None] = lambda: None, pictured: Pictured = NONE) -> None:
        """Put the ink on the clipboard in every form, and pictures with it, then call `done`. pen: mm."""
        ink = any(each.points for each in inks)
        if not ink and not pictured.pictures:
            self.told.emit(self.tr("There is no ink to copy yet: write a letter first."))
            return

        def copied(parts: Parts) -> None:
            QGuiApplication.clipboard().setMimeData(parts.mime())
            told = self.tr("Copied the ink, also as picture and SVG for other programs.") if ink else self.tr("Copied.")
            self.told.emit(told)
            done()

        self.prepare(inks, pen, copied, pictured)

    def prepare(self, inks: Sequence[Ink], pen: float, done: Callable[[Parts], None], pictured: Pictured = NONE) -> None:
        """Bring the ink into every form and give them to `done`."""
        self._background.run(lambda: parts_of(inks, pen, pictured), done, self._failed)

    def paste(self) -> None:
        """Tell what is in the clipboard: ink, a drawing, a file, a picture; else say that there is nothing."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not self.take(data):
            self.told.emit(self.tr("The clipboard holds no ink and no picture."))

    def take(self, data: QMimeData) -> bool:
        """Use what was pasted or dropped; False where there is nothing to use."""
        if data.hasFormat(OWN):
            own = bytes(data.data(OWN).data())
            self._background.run(lambda: contents(own), lambda found: self.inkPasted.emit(*found), self._failed)
            return True
        document = document_in(data)
        if document is not None:
            text, suffix = document
            self._documents += 1
            name = f"{self.tr('Pasted drawing')} {self._documents}{suffix}"
            self._background.run(lambda: self._kept(text, name), self.filePasted.emit, self._failed)
            return True
        found = picture_in(data)
        if found is not None:
            self.picturePasted.emit(found)
        return found is not None

    def owns(self, path: Path) -> bool:
        """Whether a file is only a pasted document."""
        return self._folder is not None and path.parent == Path(self._folder.name)

    def _kept(self, text: bytes, name: str) -> Path:
        """On the background's thread: a file for the engine to read; its folder goes with the program."""
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="ductus-paste-")
        path = Path(self._folder.name) / name
        path.write_bytes(text)
        return path

    def _failed(self, error: Exception) -> None:
        why = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        self.told.emit(self.tr("That did not work: {}. Your page is unchanged.").format(why))
