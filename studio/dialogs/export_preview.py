"""The picture in the export dialog: what will be written, made in the background, the newest wish first."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMovie, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from engines.export.options import Options
from studio.background import Background
from studio.sharing import Source

SIDE = 480  # logical px of the longer side
SQUARE = 8  # px of the pattern that stands for "nothing"


class Preview(QWidget):
    """Shows an export in small. ready: the engine's Preview, after it is shown; failed: a sentence."""

    ready = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Preview"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self._background = Background(self)
        self._wanted: tuple[Source, Options] | None = None
        self._busy = self._over = False
        self._picture = QPixmap()
        self._movie: QMovie | None = None
        self._data: tuple[QByteArray, QBuffer] | None = None  # what the movie reads
        self._words = self.tr("Drawing the preview…")

    @property
    def picture(self) -> QPixmap:
        """What is shown now; null where there is nothing."""
        return self._movie.currentPixmap() if self._movie is not None else self._picture

    def show_ink(self, ink: Source, options: Options) -> None:
        """Show this next; what is being made for an earlier wish is given up."""
        self._wanted = (ink, options)
        if not self._busy:
            self._make()

    def close_down(self) -> None:
        """Give up what is being made and wait until it has ended."""
        self._wanted, self._over = None, True
        self._background.wait()

    def _make(self) -> None:
        if self._wanted is None:
            return
        (ink, options), self._wanted, self._busy = self._wanted, None, True
        side = round(SIDE * self.devicePixelRatioF())

        def work() -> object:
            from engines.export.preview import preview

            return preview(ink, options, side, self._go_on)

        self._background.run(work, self._made, self._not_made)

    def _go_on(self, _done: int, _total: int) -> None:
        """On the worker's thread: a newer wish ends the old one's work."""
        if self._wanted is not None or self._over:
            raise InterruptedError

    def _made(self, made: object) -> None:
        from engines.export.preview import Preview as Made

        self._busy = False
        if self._over or not isinstance(made, Made):
            return
        self._stop()
        if made.moves:
            self._data = (QByteArray(made.picture), QBuffer(self))
            self._data[1].setData(self._data[0])
            self._movie = QMovie(self._data[1], QByteArray(b"gif"), self)
            self._movie.frameChanged.connect(self.update)
            self._movie.start()
        else:
            self._picture = QPixmap()
            self._picture.loadFromData(made.picture)
        self._words = ""
        self.update()
        self.ready.emit(made)
        self._make()

    def _not_made(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, InterruptedError) and not self._over:
            self._stop()
            self._picture, self._words = QPixmap(), " ".join(str(error).split())
            self.update()
            self.failed.emit(self._words)
        self._make()

    def _stop(self) -> None:
        if self._movie is not None:
            self._movie.stop()
            self._movie.deleteLater()
            self._movie = None

    def sizeHint(self) -> QSize:
        """Wide enough for a line of writing."""
        return QSize(SIDE, 320)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture as large as there is room, on squares where it is transparent; or words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        picture = self.picture
        if picture.isNull():
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(
                self.rect().adjusted(16, 16, -16, -16), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words
            )
            painter.end()
            return
        size = picture.size().scaled(self.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
        place = self.rect()
        place.setSize(size)
        place.moveCenter(self.rect().center())
        if picture.hasAlphaChannel():
            painter.fillRect(place, QColor("#FFFFFF"))
            squares = QPixmap(2 * SQUARE, 2 * SQUARE)
            squares.fill(QColor("#FFFFFF"))
            pattern = QPainter(squares)
            for corner in (0, SQUARE):
                pattern.fillRect(corner, corner, SQUARE, SQUARE, QColor("#E4E4E4"))
            pattern.end()
            painter.fillRect(place, QBrush(squares))
        painter.drawPixmap(place, picture)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()
