"""Pictures on their way onto the page: brought to a size that a page can keep, off the window's thread, laid beneath the ink and
selected, so that they can be moved and scaled at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QFile, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from studio.background import Background
from studio.canvas.camera import PIXELS_PER_MM
from studio.canvas.underlay import KEPT
from studio.canvas.view import PageView
from studio.page import Page
from studio.placed import MOST_SIDE, Pictured, PlacedPicture, digest_of
from studio.sharing import MOST_PIXELS
from studio.words import mark, tr

ALLOCATED = 512  # MiB that a decoder may ask for
MOST_BYTES = 160 << 20  # of all pictures of a page with its undo: a page file takes 256 MiB
SHARE = 0.8  # of the view that a large picture takes
LEAST = 3.0  # mm of the longer side of a small one
KINDS = frozenset({"png", "jpeg", "jpg", "tiff", "tif", "webp", "bmp", "gif"})  # that draw nothing by a program


@dataclass(frozen=True, eq=False)
class Kept:
    """A picture as a page keeps it. size: (width, height) of the PNG. natural: of the picture's own, before shrinking."""

    png: bytes
    size: tuple[int, int]
    natural: tuple[int, int]


def kept(picture: Path | QImage) -> Kept:
    """A file or pixels -> PNG of about KEPT pixels at most, upright, colours and transparency kept. For a thread.

    Raises ValueError with a sentence for what cannot be read or is too large.
    """
    image = _read(picture) if isinstance(picture, Path) else QImage(picture)
    natural = (image.width(), image.height())
    size = _within(image.size())
    if size != image.size():
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    kind = QImage.Format.Format_RGBA8888 if image.hasAlphaChannel() else QImage.Format.Format_RGB888
    image.convertTo(kind)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if image.isNull() or not QImageWriter(buffer, b"png").write(image):
        raise ValueError(tr("the picture holds no pixels that could be kept"))
    return Kept(bytes(buffer.data().data()), (image.width(), image.height()), natural)


def _within(size: QSize) -> QSize:
    """The same proportions with KEPT pixels at most."""
    shrink = math.sqrt(KEPT / max(size.width() * size.height(), 1))
    wide, high = (max(1, min(MOST_SIDE, round(side * min(1.0, shrink)))) for side in (size.width(), size.height()))
    return QSize(wide, high)


def _read(path: Path) -> QImage:
    file = QFile(str(path))
    if not path.is_file() or not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise ValueError(tr("{} cannot be read").format(path.name))
    reader = QImageReader(file)
    reader.setAutoTransform(True)
    QImageReader.setAllocationLimit(ALLOCATED)
    if bytes(reader.format().data()).decode() not in KINDS:
        raise ValueError(tr("{} is not a picture that Ductus can read").format(path.name))
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS:
        raise ValueError(tr("{} has more than 100 megapixels: make it smaller and try again").format(path.name))
    if reader.format().data() in (b"jpeg", b"jpg") and size != _within(size):
        reader.setScaledSize(_within(size))  # decodes small at once
    image = reader.read()
    if image.isNull():
        raise ValueError(tr("{} is damaged or cut off").format(path.name))
    return image


class Placing(QObject):
    """Lays pictures on a page. hold: selects these ids, ready to be moved. tell: a sentence for the status bar.

    placed: the id of the picture that lies there now.
    """

    placed = Signal(str)

    def __init__(
        self,
        page: Page,
        view: PageView,
        hold: Callable[[Iterable[str]], None],
        tell: Callable[..., None],
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._view, self._hold, self._tell, self._background = page, view, hold, tell, background

    def lay(self, picture: Path | QImage, name: str) -> None:
        """Put a picture on the page, under the pointer or else into the middle of what is seen, and select it."""
        view = self._view
        at = view.sheet.camera.page(view.pointer) if view.pointer is not None else view.centre()

        def placed(made: Kept) -> None:
            if self._page.opening:
                self._page.opened.connect(lambda: self._put(made, name, at), Qt.ConnectionType.SingleShotConnection)
            else:
                self._put(made, name, at)

        self._background.run(lambda: kept(picture), placed, self._failed)

    def _put(self, made: Kept, name: str, at: tuple[float, float]) -> None:
        page = self._page
        if page.picture_bytes + len(made.png) > MOST_BYTES:
            self._tell(self.tr("The page holds as many pictures as it can keep: begin another page for {}.").format(name))
            return
        picture = PlacedPicture(digest_of(made.png), made.size, self._matrix(made, at), name)
        ids = page.put((), Pictured((picture,), {picture.image: made.png}), mark("Place picture"))
        if not page.writing:
            self._hold(ids)
        self._tell(self.tr("{} lies on the page, beneath the ink.").format(name), self.tr("Undo"), page.undo)
        for name in ids:
            self.placed.emit(name)

    def _matrix(self, made: Kept, at: tuple[float, float]) -> tuple[float, float, float, float, float, float]:
        """Its own size at 96 pixels an inch where that can be seen, else as large as the view allows; its middle at `at` (mm)."""
        seen, (wide, high) = self._view.sheet.camera.visible(), made.natural
        shrink = min(1 / PIXELS_PER_MM, SHARE * seen.width() / wide, SHARE * seen.height() / high)
        step = max(shrink, LEAST / max(wide, high))  # mm a pixel of its own
        x, y = (step * own / few for own, few in zip(made.natural, made.size, strict=True))
        return (x, 0.0, 0.0, y, at[0] - step * wide / 2, at[1] - step * high / 2)

    def _failed(self, error: Exception) -> None:
        why = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        self._tell(self.tr("The picture could not be put on the page: {}. Your page is unchanged.").format(why))
