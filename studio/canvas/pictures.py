"""Small square pictures of ink and of images: a caption, a paper, and something said even where there is nothing to show."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engines.ink.geometry import fit_frame
from engines.ink.raster import SIDE
from engines.ink.types import Frame, Ink, Stroke
from studio.canvas.paint import strip
from studio.canvas.ribbon import ribbon
from studio.canvas.timed import TimedInk, schedule, timed_samples
from studio.theme import LIGHT, Theme, mix, with_alpha

Floats = NDArray[np.float64]

NIB = 0.036  # of the square's side
CALMING = 3  # times that ink shown as on the page is smoothed over its neighbours,
CALMEST = 1.5  # px by which that may move a point
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
        if (caption, hint) == (self._caption, self.toolTip()):
            return
        self._caption = caption
        self.setToolTip(hint)
        self.setAccessibleName(caption)
        self.setAccessibleDescription(hint)
        self.updateGeometry()
        self.update()

    def set_empty(self, text: str) -> None:
        """What to say on the paper while there is nothing to show."""
        if text != self._empty:
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

    def _foot(self) -> int:
        return max(CAPTION, self.fontMetrics().height() + 6) if self._caption else 0

    def _pace(self) -> None:
        if self._busy and not self._still and self.isVisible():
            self._spin.start()
        else:
            self._spin.stop()

    def _spun(self) -> None:
        self._pace()  # nobody tells when it is hidden: closing a window would call into Python for each picture
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
    """Ink up to a time: in the colours of time with numbers and arrows, or plain (`timed=False`) as it stands on the page.

    It lies where an image of SIDE x SIDE pixels of the same ink lies in an ImageView of the same size: the two can be compared.
    """

    def __init__(self, caption: str = "", hint: str = "", parent: QWidget | None = None, *, timed: bool = True) -> None:
        super().__init__(caption, hint, parent)
        self.timed = timed
        self._order = True
        self._ink, self._frame = Ink(), Frame()
        self._times: list[Floats] = []
        self._moment = math.inf
        self._plain: list[Floats] = []  # samples, and
        self._coloured: TimedInk | None = None  # what is painted, made for _made
        self._made: tuple[QRectF, bool] | None = None  # the box and whether timed

    def set_ink(self, ink: Ink | None, around: Ink | Frame | None = None) -> None:
        """Show `ink` (any unit), fitted by its longer side. around: fit this ink instead, or a frame to the unit square."""
        self._ink = ink or Ink()
        self._frame = around if isinstance(around, Frame) else fit_frame(around or self._ink)
        self._times = schedule(self._ink, pace=1.5 / self._frame.scale)
        self._made = None
        self.update()

    def set_time(self, moment: float | None) -> None:
        """Show the ink as far as it was drawn `moment` seconds after its start; None shows all of it."""
        moment = math.inf if moment is None else moment
        if moment != self._moment:
            before, self._moment = self._moment, moment
            if self._coloured is None or self._made is None:
                self.update()
            elif not (math.isinf(before) or math.isinf(moment)):
                self.update(self._coloured.changed(before, moment).toAlignedRect())
            else:
                self.update(self.square())

    def set_order(self, shown: bool) -> None:
        """Whether numbers and arrows are drawn."""
        self._order, self._made = shown, None
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Change the colours, of the ink too."""
        self._made = None
        super().set_theme(theme)

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
        box = pixel_box(square, SIDE, SIDE, self.devicePixelRatioF())
        if self._made != (box, self.timed):
            self._make(box, square)
        if self._coloured is not None:
            self._coloured.paint(painter, self._moment)
        for samples in self._plain:
            painter.fillPath(strip(samples), self._theme.colour("ink"))

    def _make(self, box: QRectF, square: QRectF) -> None:
        """Fit the ink: exactly as recorded in the colours of time, else calmed as on the page."""
        self._made, self._plain, self._coloured = (box, self.timed), [], None
        scale, side = box.width() * self._frame.scale, square.width()
        offset = (self._frame.offset[0] - box.left() / scale, self._frame.offset[1] - box.top() / scale)
        radius = side * NIB / 2
        if not self.timed:
            for stroke in self._ink:
                if len(stroke):
                    self._plain.append(ribbon(_calmed(stroke, radius, scale, offset)).samples)
            return
        strokes = timed_samples(self._ink, self._times, radius, scale, offset)
        signs = 0.9 if self._order and side >= ORDER_FROM else 0.0
        faint = mix(self._theme.paper, self._theme.muted, 0.22)
        ratio = self.devicePixelRatioF()
        area = QRectF(square.toAlignedRect())
        self._coloured = TimedInk(strokes, self.duration, self._theme, area, ratio=ratio, faint=faint, signs=signs)


def _calmed(stroke: Stroke, radius: float, scale: float, offset: tuple[float, float]) -> Floats:
    """(N, 4) of x, y, radius, time in pixels: smoothed and as thick as pressure says, near enough for a small picture."""
    place = (stroke.xy.astype(np.float64) - offset) * scale
    force = np.where(np.isfinite(stroke.pressure), stroke.pressure, 0.5).astype(np.float64)
    columns = np.column_stack([place, force])
    for _ in range(CALMING):
        columns[1:-1] = (columns[:-2] + 2 * columns[1:-1] + columns[2:]) / 4
    place += np.clip(columns[:, :2] - place, -CALMEST, CALMEST)
    return np.column_stack([place, radius * (0.5 + columns[:, 2]), stroke.t])


def pixel_box(square: QRectF, width: int, height: int, ratio: float) -> QRectF:
    """Where an image of (height, width) pixels lies in a square of logical pixels: as large as it goes with a thin edge around.

    Its pixels are square, and whole device pixels where they are many.
    """
    inner = square.adjusted(3, 3, -3, -3)
    factor = min(inner.width() / width, inner.height() / height)
    if factor * ratio >= 2:
        factor = math.floor(factor * ratio) / ratio
    box = QRectF(0, 0, width * factor, height * factor)
    corner = inner.center() - box.center()
    box.moveTo(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)
    return box


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
        ratio = self.devicePixelRatioF()
        box = pixel_box(square, width, height, ratio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, box.width() * ratio < width)
        painter.drawImage(box, self._drawn)


@cache
def _levels(paper: str, ink: str) -> list[int]:
    """The colours of 256 levels from paper to ink."""
    return [mix(paper, ink, level / 255).rgb() for level in range(256)]


def _coloured(pixels: NDArray[np.uint8], theme: Theme) -> QImage:
    height, width = pixels.shape
    image = QImage(pixels.tobytes(), width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(_levels(theme.paper, theme.ink))
    return image.convertToFormat(QImage.Format.Format_RGB32)
