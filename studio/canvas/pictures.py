"""Small square pictures of ink and of images: a caption, a paper, and something said even where there is nothing to show."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engines.ink.geometry import fit_frame
from engines.ink.outline import PenStyle
from engines.ink.types import Ink
from studio.canvas.paint import nib, strip
from studio.canvas.ribbon import ribbon
from studio.canvas.timed import draw_order, draw_timed, schedule
from studio.theme import LIGHT, Theme, mix, with_alpha

Floats = NDArray[np.float64]

MARGIN = 0.13  # of the square's side, around the ink
NIB = 0.036  # of the square's side
SMOOTHING = 0.5  # of ink that is shown as on the page
ORDER_FROM = 120  # px of side from which numbers and arrows find room
CAPTION = 24  # px


class Picture(QWidget):
    """A square of paper with a caption below; `set_empty` says what to do where there is nothing, `set_busy` turns a spinner."""

    def __init__(self, caption: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._caption = self._empty = ""
        self._busy = self._still = False
        self._turn = 0
        self._spin = QTimer(self)
        self._spin.setInterval(40)
        self._spin.timeout.connect(self._spun)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.set_caption(caption, hint)

    def set_caption(self, caption: str, hint: str = "") -> None:
        """The words below the square; hint: the tooltip, for the paper's notation."""
        self._caption = caption
        self.setToolTip(hint)
        self.setAccessibleName(caption)
        self.setAccessibleDescription(hint)
        self.updateGeometry()
        self.update()

    def set_empty(self, text: str) -> None:
        """What to say on the paper while there is nothing to show."""
        self._empty = text
        self.update()

    def set_busy(self, busy: bool) -> None:
        """Whether an answer is awaited; what was shown stays, faded."""
        if busy != self._busy:
            self._busy = busy
            self._pace()
            self.update()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Whether the spinner stands still."""
        self._still = reduced
        self._pace()

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        self.update()

    @property
    def filled(self) -> bool:
        """Whether there is something to show."""
        return False

    def sizeHint(self) -> QSize:
        """A square that an image of 32 pixels fits five times."""
        return QSize(160, 160 + self._foot())

    def minimumSizeHint(self) -> QSize:
        """The smallest at which a letter can be told."""
        return QSize(64, 64 + self._foot())

    def hasHeightForWidth(self) -> bool:
        """The paper is square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as wide, and the caption."""
        return width + self._foot()

    def square(self) -> QRect:
        """The paper within the widget, logical pixels."""
        side = max(1, min(self.width(), self.height() - self._foot()))
        return QRect((self.width() - side) // 2, 0, side, side)

    def draw(self, painter: QPainter, square: QRectF) -> None:
        """Paint the content into `square`; the paper is there already."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paper, content, spinner, caption."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paper = QRectF(self.square()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.setBrush(self._theme.colour("paper"))
        painter.drawRoundedRect(paper, 6, 6)
        if self.filled:
            painter.save()
            self.draw(painter, paper)
            painter.restore()
        elif self._empty and not self._busy:
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(paper.adjusted(8, 8, -8, -8), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty)
        if self._busy:
            painter.fillRect(paper.adjusted(3, 3, -3, -3), with_alpha(self._theme.paper, 0.6))
            self._draw_spinner(painter, paper)
        if self._caption:
            painter.setPen(self._theme.colour("muted"))
            line = QRect(0, self.square().bottom() + 1, self.width(), self._foot())
            words = painter.fontMetrics().elidedText(self._caption, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """The spinner turns only where it can be seen."""
        super().showEvent(event)
        self._pace()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop what nobody sees."""
        super().hideEvent(event)
        self._spin.stop()

    def _foot(self) -> int:
        return max(CAPTION, self.fontMetrics().height() + 6) if self._caption else 0

    def _pace(self) -> None:
        if self._busy and not self._still and self.isVisible():
            self._spin.start()
        else:
            self._spin.stop()

    def _spun(self) -> None:
        self._turn = (self._turn + 15) % 360
        self.update(self.square())

    def _draw_spinner(self, painter: QPainter, paper: QRectF) -> None:
        side = min(28.0, paper.width() / 3)
        box = QRectF(0, 0, side, side)
        box.moveCenter(paper.center())
        for colour, span in ((self._theme.colour("border"), 360), (self._theme.colour("accent"), 100)):
            painter.setPen(QPen(colour, max(2.0, side / 10), c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(box, (90 - self._turn) * 16, -span * 16)


class InkView(Picture):
    """Ink up to a time: in the colours of time with numbers and arrows, or plain (`timed=False`) as it stands on the page."""

    def __init__(self, caption: str = "", hint: str = "", parent: QWidget | None = None, *, timed: bool = True) -> None:
        super().__init__(caption, hint, parent)
        self.timed = timed
        self._order = True
        self._ink, self._around = Ink(), Ink()
        self._times: list[Floats] = []
        self._moment = math.inf
        self._strokes: list[Floats] = []  # samples, for the square of _side pixels
        self._side = 0.0

    def set_ink(self, ink: Ink | None, around: Ink | None = None) -> None:
        """Show `ink` (any unit), fitted by its longer side. around: fit this ink instead, to compare two pictures."""
        self._ink = ink or Ink()
        self._around = around or self._ink
        left, top, right, bottom = _span(self._around)
        self._times = schedule(self._ink, pace=max(right - left, bottom - top, 1e-6) * 1.5)
        self._side = 0.0
        self.update()

    def set_time(self, moment: float | None) -> None:
        """Show the ink as far as it was drawn `moment` seconds after its start; None shows all of it."""
        self._moment = math.inf if moment is None else moment
        self.update()

    def set_order(self, shown: bool) -> None:
        """Whether numbers and arrows are drawn."""
        self._order = shown
        self.update()

    @property
    def ink(self) -> Ink:
        """What is shown."""
        return self._ink

    @property
    def duration(self) -> float:
        """Seconds that the replay of the ink takes; 0 without ink."""
        return max((float(times[-1]) for times in self._times if len(times)), default=0.0)

    @property
    def filled(self) -> bool:
        """Whether there is ink."""
        return self._ink.points > 0

    def draw(self, painter: QPainter, square: QRectF) -> None:
        """The ink so far."""
        if square.width() != self._side:
            self._side = square.width()
            self._strokes = self._fitted()
        painter.translate(square.topLeft())
        if not self.timed:
            for samples in self._strokes:
                painter.fillPath(strip(samples), self._theme.colour("ink"))
            return
        running = self._moment < self.duration
        if running:
            faint = mix(self._theme.paper, self._theme.muted, 0.22)
            for samples in self._strokes:
                painter.fillPath(strip(samples), faint)
        tip = draw_timed(painter, self._strokes, self.duration, self._moment, self._theme)
        if self._order and self._side >= ORDER_FROM:
            draw_order(painter, self._strokes, self._theme, self._moment, 0.9)
        if tip is not None and running:
            painter.setPen(QPen(self._theme.colour("paper"), 1.5))
            painter.setBrush(self._theme.colour("text"))
            painter.drawEllipse(tip, 4.5, 4.5)

    def _fitted(self) -> list[Floats]:
        """Each stroke's samples in the square's pixels: as recorded in the colours of time, else calmed as on the page."""
        frame = fit_frame(self._around, self._side, MARGIN)
        pen = PenStyle(width=self._side * NIB / frame.scale, thinning=0.0 if self.timed else 0.5)
        fitted = []
        for stroke, times in zip(self._ink, self._times, strict=True):
            if not len(stroke):
                continue
            rows = nib(stroke, pen, 0.0 if self.timed else SMOOTHING)
            if self.timed:
                rows[:, 3] = times
            rows[:, :2] = (rows[:, :2] - frame.offset) * frame.scale
            rows[:, 2] *= frame.scale
            fitted.append(ribbon(rows).samples)
        return fitted


def _span(ink: Ink) -> tuple[float, float, float, float]:
    filled = [stroke.xy for stroke in ink if len(stroke)]
    if not filled:
        return (0.0, 0.0, 0.0, 0.0)
    points = np.concatenate(filled)
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return left, top, right, bottom


class ImageView(Picture):
    """An (H, W) uint8 image, 0 paper to 255 ink, in the theme's own paper and ink, pixel by pixel."""

    def __init__(self, caption: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(caption, hint, parent)
        self._pixels: NDArray[np.uint8] | None = None
        self._drawn: QImage | None = None

    def set_image(self, image: NDArray[np.uint8] | None) -> None:
        """Show an image, (H, W) uint8; None shows none."""
        self._pixels = None if image is None or image.size == 0 else np.ascontiguousarray(image, np.uint8)
        self._drawn = None
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Change the colours, of the image too."""
        self._drawn = None
        super().set_theme(theme)

    @property
    def image(self) -> NDArray[np.uint8] | None:
        """What is shown."""
        return self._pixels

    @property
    def filled(self) -> bool:
        """Whether there is an image."""
        return self._pixels is not None

    def draw(self, painter: QPainter, square: QRectF) -> None:
        """The image as large as the square allows, its pixels square and whole device pixels where they are many."""
        if self._pixels is None:
            return
        if self._drawn is None:
            self._drawn = _coloured(self._pixels, self._theme)
        height, width = self._pixels.shape
        inner = square.adjusted(3, 3, -3, -3)
        ratio = self.devicePixelRatioF()
        factor = min(inner.width() / width, inner.height() / height)
        if factor * ratio >= 2:
            factor = math.floor(factor * ratio) / ratio
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, factor * ratio < 1)
        box = QRectF(0, 0, width * factor, height * factor)
        box.moveTo(
            *(round(v * ratio) / ratio for v in (inner.center().x() - box.width() / 2, inner.center().y() - box.height() / 2))
        )
        painter.drawImage(box, self._drawn)


def _coloured(pixels: NDArray[np.uint8], theme: Theme) -> QImage:
    height, width = pixels.shape
    image = QImage(pixels.tobytes(), width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable([mix(theme.paper, theme.ink, level / 255).rgb() for level in range(256)])
    return image.convertToFormat(QImage.Format.Format_RGB32)
