"""A piece of paper that shows what a pen really sends: every raw point a dot, behind them the line that the page would draw."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QTabletEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engines.ink.brush import Brush
from studio.canvas.camera import PIXELS_PER_MM
from studio.canvas.live import LiveStroke
from studio.canvas.paint import extent, strip
from studio.canvas.pen import PenReader, PenSample, keep_every_event
from studio.theme import Theme, mix

DOT = 1.0  # logical pixels of radius
FAINT = 0.22  # share of the ink's colour in the line


class Scribble(QWidget):
    """Paper for tablet and mouse. heard: every event, QTabletEvent or QMouseEvent, before it is shown.

    brush, smoothing, tremor: as the page draws.
    """

    heard = Signal(object)

    def __init__(self, theme: Theme, brush: Brush, smoothing: float, tremor: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keep_every_event()
        self.reader = PenReader(lambda at: (at.x() / PIXELS_PER_MM, at.y() / PIXELS_PER_MM))
        self._theme, self._look = theme, (brush, smoothing, tremor)
        self._live: LiveStroke | None = None
        self._lines, self._dots = QPixmap(), QPixmap()  # what will not change any more
        self.dots = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setMinimumSize(240, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Paper for trying the pen"))
        self.setAccessibleDescription(self.tr("Scribble here: each dot is one event that the pen sent."))

    def sizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(480, 360)

    def clear(self) -> None:
        """Clean paper."""
        self._live, self.dots = None, 0
        for drawn in (self._lines, self._dots):
            drawn.fill(Qt.GlobalColor.transparent)
        self.update()

    # Events

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Show it; no mouse is made of it."""
        event.accept()
        self.heard.emit(event)
        sample = self.reader.tablet(event, down=event.type() == QEvent.Type.TabletPress)
        self._take(event.type() == QEvent.Type.TabletPress, event.type() == QEvent.Type.TabletRelease, event, sample)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A mouse is no pen, but it can be tried too."""
        self._mouse(event, down=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on."""
        self._mouse(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._mouse(event, up=True)

    def _mouse(self, event: QMouseEvent, down: bool = False, up: bool = False) -> None:
        if self.reader.is_echo(event):
            return
        self.heard.emit(event)
        self._take(down, up, event, self.reader.mouse(event, down=down))

    def _take(self, down: bool, up: bool, event: QTabletEvent | QMouseEvent, sample: PenSample) -> None:
        if down:
            self._settle()
            self._live = LiveStroke(PIXELS_PER_MM, *self._look)
        if self._live is not None and (down or up or event.buttons()):
            self._live.push(sample)
            self._dot(event.position())
        if up or not event.buttons():
            self._settle()

    def _dot(self, at: QPointF) -> None:
        self.dots += 1
        painter = QPainter(self._dots)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawEllipse(at, DOT, DOT)
        painter.end()
        live = self._live
        area = QRectF(at.x() - 3, at.y() - 3, 6, 6)
        if live is not None:
            area = area.united(extent(live.ribbon.samples[max(live.ribbon.settled - 4, 0) :]))
        self.update(area.toAlignedRect().adjusted(-40, -40, 40, 40))  # with the tail that was foreseen before

    def _settle(self) -> None:
        """The stroke under the pen is finished."""
        live, self._live = self._live, None
        if live is not None:
            live.finish()
            painter = QPainter(self._lines)
            self._paint_line(painter, live)
            painter.end()
            self.update()

    def _paint_line(self, painter: QPainter, live: LiveStroke) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(strip(live.ribbon.samples), mix(self._theme.paper, self._theme.ink, FAINT))

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Larger or smaller paper; what was drawn stays."""
        self._fit()

    def _fit(self) -> None:
        ratio = self.devicePixelRatioF()
        for name in ("_lines", "_dots"):
            old = getattr(self, name)
            made = QPixmap(self.size() * ratio)
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            if not old.isNull():
                painter = QPainter(made)
                painter.drawPixmap(0, 0, old)
                painter.end()
            setattr(self, name, made)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, lines, dots."""
        if self._lines.devicePixelRatio() != self.devicePixelRatioF():
            self._fit()
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("paper"))
        painter.drawPixmap(0, 0, self._lines)
        if self._live is not None:
            self._paint_line(painter, self._live)
        painter.drawPixmap(0, 0, self._dots)
        if not self.dots:
            painter.setPen(self._theme.colour("muted"))
            words = self.tr("Scribble here, with a pen or a mouse.")
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 16, -16, -16), int(flags), words)
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
