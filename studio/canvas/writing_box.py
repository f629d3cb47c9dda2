"""A box to write one prompt into: guides, the pen as on the page, and its ink in millimetres from the top left corner.

What hands do (tablet, mouse, finger, resting mouse; a palm does nothing) is read as on the page. The raw points are kept; what is
shown of them is calmed as the page would. A millimetre of the box is one on the screen, unless the window is too small for it.
"""

from __future__ import annotations

import math
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engines.data.collection import Box
from engines.ink.brush import Brush
from engines.ink.types import Ink, Stroke
from studio.canvas.camera import PIXELS_PER_MM
from studio.canvas.furniture import pen_pointer, ring_pointer
from studio.canvas.hand import HandWidget
from studio.canvas.live import LiveStroke
from studio.canvas.paint import nib, strip, strip_within
from studio.canvas.replay import Clock
from studio.canvas.ribbon import RADIUS, TIME, X, Y, ribbon
from studio.canvas.timed import TimedInk, schedule, timed_samples
from studio.canvas.tools import ERASER, EraserTool, PenTool, Tool
from studio.theme import LIGHT, Theme, ink_colour, mix, with_alpha

Floats = NDArray[np.float64]

FLUSH = 100  # ms after which what the pen told is passed on at the latest
AIR = 8  # logical pixels around the box
SLANT_STEP = 14.0  # mm between two slanted guides
ASCENT = 0.9  # of the x-height that the slanted guides reach above it
FADED = 0.3  # opacity of what the eraser touches, and of ink under its replay
BREATH = 0.3  # s between ink that was found again and what is added to it
LEAST_SCALE = 0.45  # of a real millimetre, at which the box stops shrinking


class WritingBox(HandWidget):
    """Tools: "pen", and "eraser" for the pen's other end."""

    touched = Signal()  # a pen goes down
    grew = Signal(object)  # Ink so far, while a pen is down
    changed = Signal()  # a stroke was finished or taken away, by hand

    def __init__(self, box: Box, parent: QWidget | None = None) -> None:
        tools: dict[str, Tool[Any]] = {"pen": PenTool(self), "eraser": EraserTool(self), "pan": Tool(self)}
        super().__init__(tools, self._place, parent)
        self.theme, self.brush = LIGHT, Brush()
        self.clock = Clock(self)
        self._box, self._lines, self._pitch = box, 1, 0.0
        self._smoothing, self._tremor = 0.5, 0.0
        self._strokes: list[Stroke] = []
        self._seen: dict[str, Floats] = {}  # the samples of each, device pixels from the box's corner
        self._live: LiveStroke | None = None
        self._told = 0  # points of the live stroke that were passed on
        self._start = 0.0
        self._faded: frozenset[str] = frozenset()
        self._layer = QImage()  # finished strokes, in device pixels
        self._replay: TimedInk | None = None
        self._scale, self._origin = PIXELS_PER_MM, QPointF(AIR, AIR)
        self._flush = QTimer(self, interval=FLUSH)
        self._flush.timeout.connect(self._tell)
        self.clock.moved.connect(lambda _moment: self.update())
        self.clock.stateChanged.connect(self._replay_changed)
        self.reader.clock.now = self._now
        self.setAcceptDrops(False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Writing box"))
        self.set_box(box)

    # What is shown

    @property
    def box(self) -> Box:
        """Its size and its guides."""
        return self._box

    def set_box(self, box: Box, lines: int = 1, pitch: float = 0.0) -> None:
        """Another box, empty. lines: to write on, the first where the box says, the others `pitch` mm below each other."""
        self.let_go()
        self._box, self._lines, self._pitch = box, lines, pitch
        self.clock.pause()
        self._strokes, self._seen = [], {}
        self._fit()
        self.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.theme = theme
        self._replay = None
        self._repaint_layer()
        self.show_pointer()

    def set_look(self, brush: Brush, smoothing: float, tremor: float) -> None:
        """The pen for new strokes, and how calmly ink is shown, each 0..1; what is recorded stays as the pen told it."""
        self.brush, self._smoothing, self._tremor = brush, smoothing, tremor
        self._seen = {}
        self._repaint_layer()
        self.show_pointer()

    @property
    def ink(self) -> Ink:
        """What is written so far, mm from the box's top left corner; the stroke under the pen is not yet among it."""
        return Ink(tuple(self._strokes))

    @property
    def writing(self) -> bool:
        """Whether a pen is down."""
        return self._live is not None

    def set_ink(self, ink: Ink) -> None:
        """Show this ink; it is added to."""
        self.let_go()
        self.clock.pause()
        self._strokes, self._replay, self._seen = [stroke for stroke in ink if len(stroke)], None, {}
        ends = [float(stroke.t[-1]) for stroke in self._strokes if math.isfinite(stroke.t[-1])]
        self._start = time.monotonic() - max(ends, default=0.0) - BREATH
        self._repaint_layer()

    def place_of(self, x: float, y: float) -> QPointF:
        """Where a point of the box (mm) is in the widget, logical pixels."""
        return QPointF(self._origin.x() + x * self._scale, self._origin.y() + y * self._scale)

    def _place(self, at: QPointF) -> tuple[float, float]:
        return (at.x() - self._origin.x()) / self._scale, (at.y() - self._origin.y()) / self._scale

    def _now(self) -> float:
        """Seconds since the ink began."""
        if not self._strokes and self._live is None:
            self._start = time.monotonic()
        return time.monotonic() - self._start

    # Replay

    def play(self) -> None:
        """Draw what was written once more, as it was written."""
        if not self._strokes or self._live is not None:
            return
        times = schedule(self.ink)
        self.clock.set_duration(max(float(own[-1]) for own in times))
        self._replay = None
        self.clock.restart()

    def _replay_changed(self) -> None:
        if not self.clock.playing:
            self._replay = None
        self.update()

    def _timed(self) -> TimedInk:
        if self._replay is None:
            offset = (-self._origin.x() / self._scale, -self._origin.y() / self._scale)
            radius = self.brush.width / 2 * self._scale
            samples = timed_samples(self.ink, schedule(self.ink), max(radius, 1.2), self._scale, offset)
            area, ratio = QRectF(self.rect()), self.devicePixelRatioF()
            faint = mix(self.theme.paper, self.theme.muted, 0.22)
            self._replay = TimedInk(samples, self.clock.duration, self.theme, area, ratio=ratio, faint=faint)
        return self._replay

    # What tools ask for (tools.Writes, tools.Erases)

    def new_stroke(self) -> LiveStroke:
        """Begin a stroke; it is shown from now on."""
        self.clock.pause()
        self._live, self._told = LiveStroke(self._dots, self.brush, self._smoothing, self._tremor), 0
        self._flush.start()
        self.touched.emit()
        return self._live

    def repaint_world(self, area: QRectF) -> None:
        """Device pixels from the box's corner changed."""
        if area.isEmpty():
            return
        ratio = self.devicePixelRatioF()
        shown = QRectF(area.x() / ratio, area.y() / ratio, area.width() / ratio, area.height() / ratio)
        self.update(shown.translated(self._origin).toAlignedRect().adjusted(-1, -1, 1, 1))

    def tell_growing(self, stroke: LiveStroke) -> None:
        """The timer tells it."""

    def tell_finished(self, stroke: LiveStroke) -> None:
        """The pen is up: the stroke stays as it is shown."""
        self._flush.stop()
        self._live = None
        made = stroke.stroke()
        self._strokes.append(made)
        self._seen[made.id] = stroke.ribbon.samples.copy()
        if not self._layer.isNull():
            painter = self._on_layer()
            self._paint_stroke(painter, made)
            painter.end()
        self.changed.emit()

    def _tell(self) -> None:
        live = self._live
        if live is not None and len(live) > self._told:
            self._told = len(live)
            self.grew.emit(Ink((*self._strokes, live.stroke())))

    def within(self, area: QRectF) -> list[Stroke]:
        """The strokes that touch a rectangle in mm."""
        found = []
        for stroke in self._strokes:
            low, high = stroke.xy.min(axis=0), stroke.xy.max(axis=0)
            if low[0] <= area.right() and high[0] >= area.left() and low[1] <= area.bottom() and high[1] >= area.top():
                found.append(stroke)
        return found

    def fade(self, ids: frozenset[str]) -> None:
        """Show strokes as about to go."""
        if ids != self._faded:
            self._faded = ids
            self._repaint_layer()

    def tell_erase(self, ids: tuple[str, ...]) -> None:
        """A person erased these strokes."""
        self._strokes = [stroke for stroke in self._strokes if stroke.id not in ids]
        self._faded = frozenset()
        self._repaint_layer()
        self.changed.emit()

    def millimetres(self, pixels: float) -> float:
        """Logical pixels as a length in the box."""
        return pixels / self._scale

    # Hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape calls a resting mouse off; every other key is for what lies around the box."""
        if event.key() == Qt.Key.Key_Escape and self.dwelling.escape():
            event.accept()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """For what lies around the box."""
        event.ignore()

    def pointer_of(self, tool: Tool[Any]) -> QCursor:
        """The nib in its size, or the eraser's ring."""
        if isinstance(tool, EraserTool):
            return ring_pointer(ERASER, self.theme, self.devicePixelRatioF())
        return pen_pointer(self.brush.width * self._scale, self.theme, self.devicePixelRatioF())

    # Painting

    @property
    def _dots(self) -> float:
        """Device pixels a millimetre."""
        return self._scale * self.devicePixelRatioF()

    def sizeHint(self) -> QSize:
        """The box as large as it is."""
        return QSize(*(round(side * PIXELS_PER_MM) + 2 * AIR for side in (self._box.width, self._box.height)))

    def minimumSizeHint(self) -> QSize:
        """The smallest that can be written in."""
        sides = (self._box.width, self._box.height)
        return QSize(*(round(LEAST_SCALE * side * PIXELS_PER_MM) + 2 * AIR for side in sides))

    def frame(self) -> QRectF:
        """The box within the widget, logical pixels."""
        return QRectF(self._origin.x(), self._origin.y(), self._box.width * self._scale, self._box.height * self._scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A real millimetre where there is room, in the middle."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = (self.width() - 2 * AIR) / self._box.width, (self.height() - 2 * AIR) / self._box.height
        if self._live is not None:  # its place is settled
            return
        ratio = self.devicePixelRatioF()
        self._scale = max(0.1, min(PIXELS_PER_MM, *room))
        left, top = (self.width() - self._box.width * self._scale) / 2, (self.height() - self._box.height * self._scale) / 2
        self._origin = QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio)
        self._seen, self._replay = {}, None
        self._repaint_layer()
        self.show_pointer()

    def _on_layer(self) -> QPainter:
        painter = QPainter(self._layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = self.devicePixelRatioF()
        painter.translate(self._origin.x() * ratio, self._origin.y() * ratio)
        return painter

    def _repaint_layer(self) -> None:
        """Every finished stroke anew."""
        size = self.size() * self.devicePixelRatioF()
        if size.isEmpty():
            return
        self._layer = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        self._layer.fill(0)
        painter = self._on_layer()
        for stroke in self._strokes:
            self._paint_stroke(painter, stroke)
        painter.end()
        self.update()

    def _samples(self, stroke: Stroke) -> Floats:
        if stroke.id not in self._seen:
            points = nib(stroke, stroke.brush or self.brush, self._smoothing, self._tremor)
            points[:, [X, Y, RADIUS]] *= self._dots
            points[:, TIME] = np.nan_to_num(points[:, TIME])
            self._seen[stroke.id] = ribbon(points).samples.copy()
        return self._seen[stroke.id]

    def _paint_stroke(self, painter: QPainter, stroke: Stroke) -> None:
        painter.setOpacity(FADED if stroke.id in self._faded else 1.0)
        painter.fillPath(strip(self._samples(stroke)), ink_colour((stroke.brush or self.brush).colour, self.theme))
        painter.setOpacity(1.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, guides, ink, and the stroke under the pen, where they changed."""
        if self._layer.size() != self.size() * self.devicePixelRatioF():
            self._fit()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self.theme.colour("surface"))
        painter.setPen(QPen(self.theme.colour("muted"), 1))
        painter.setBrush(self.theme.colour("paper"))
        painter.drawRoundedRect(self.frame().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self._paint_guides(painter)
        if self.clock.playing:
            self._timed().paint(painter, self.clock.time)
        else:
            self._paint_ink(painter, QRectF(event.rect()))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(with_alpha(self.theme.accent, 0.8), 2))
            painter.drawRoundedRect(self.frame(), 6, 6)
        painter.end()

    def _paint_ink(self, painter: QPainter, clip: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        source = QRectF(clip.x() * ratio, clip.y() * ratio, clip.width() * ratio, clip.height() * ratio)
        painter.drawImage(clip, self._layer, source)
        if self._live is None:
            return
        painter.save()
        painter.translate(self._origin)
        painter.scale(1 / ratio, 1 / ratio)
        seen = source.translated(-self._origin.x() * ratio, -self._origin.y() * ratio)
        painter.fillPath(strip_within(self._live.ribbon.samples, seen), ink_colour(self.brush.colour, self.theme))
        painter.restore()

    def _paint_guides(self, painter: QPainter) -> None:
        """Baseline, x-height and slant of each line, as far as the box has them."""
        box, frame = self._box, self.frame()
        strong, faint = self.theme.colour("guide"), mix(self.theme.guide, self.theme.paper, 0.45)
        for below in (line * self._pitch for line in range(self._lines)):
            base, body = box.baseline + below, box.x_height + below
            if math.isfinite(box.slant + base + body):
                painter.setPen(QPen(faint, 1))
                top = max(body - ASCENT * (base - body), 2.0)
                lean = (base - top) * math.tan(math.radians(box.slant))
                for foot in np.arange(SLANT_STEP / 2, box.width, SLANT_STEP).tolist():
                    if 1 < foot + lean < box.width - 1:
                        painter.drawLine(QLineF(self.place_of(foot, base), self.place_of(foot + lean, top)))
            for level, weight in ((base, 2), (body, 1)):
                if math.isfinite(level):
                    painter.setPen(QPen(strong, weight))
                    y = round(self.place_of(0, level).y()) + 0.5 * (weight % 2)
                    painter.drawLine(QLineF(frame.left() + 6, y, frame.right() - 6, y))
