"""The page as a widget: it reads the pen, lets the tool in hand act, and shows each event's ink before the next one arrives.

The page itself is only read here. What a person did leaves as a signal, and what it changed comes back from the page:

    view.set_page(page)
    view.strokeFinished.connect(page.add)
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QPen, QResizeEvent, QTransform
from PySide6.QtWidgets import QWidget

from engines.ink.brush import Brush
from engines.ink.geometry import bounds
from engines.ink.types import Ink, Stroke
from studio.canvas.camera import PAPER, PIXELS_PER_MM
from studio.canvas.furniture import first_words, pen_pointer, ring_pointer
from studio.canvas.hand import HandWidget
from studio.canvas.handles import Handles
from studio.canvas.live import LiveStroke
from studio.canvas.paper import PageLike
from studio.canvas.pointing import PointsTool
from studio.canvas.selected import Selected
from studio.canvas.selecting import SelectTool
from studio.canvas.sheet import Sheet
from studio.canvas.tools import ERASER, Catch, EraserTool, PanTool, PenTool, Tool
from studio.theme import Theme
from studio.turns import Turns

SLOW_OPENING = 300  # ms after which a page that is still being opened says so
LARGEST_FIT = 3.0  # zoom at which fitting the ink ends


class PageView(HandWidget):
    """The page under the pen. Tools: "pen", "eraser", "select", "points", "pan"; Space or the middle button pans always."""

    strokeBegun = Signal()  # a pen touches to write
    strokeGrowing = Signal(object)  # Stroke so far, every 40 ms or less often, the same id as when finished
    strokeFinished = Signal(object)  # Stroke
    eraseRequested = Signal(object)  # tuple of stroke ids, one sweep of the eraser
    caught = Signal(object)  # tools.Catch: strokes that a hand picked
    transformed = Signal(object, str)  # QTransform (mm) of what is selected, and the name of the step
    draggedOut = Signal()  # what is selected, towards another program
    penInfo = Signal(str)  # "tablet, 200 Hz"
    zoomChanged = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.sheet = Sheet()
        tools: dict[str, Tool[Any]] = {
            "pen": PenTool(self),
            "eraser": EraserTool(self),
            "select": SelectTool(self),
            "points": PointsTool(self),
            "pan": PanTool(self),
        }
        super().__init__(tools, self.sheet.camera.page, parent)
        self.turns = Turns(self)
        self._selected, self._points = Selected(self.sheet, self.update), Handles(self.sheet, self.update)
        self.sheet.underlay.attach(self, self.repaint_world)
        self._page: PageLike | None = None
        self._fitted = True  # the paper follows the view's size until a person zooms or pans
        self._info = ""
        self._numbered = False
        self._marked: tuple[Ink, ...] | None = None  # characters that are numbered also where the page's are not
        self.sheet.hint = first_words()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(self.tr("Page"))
        self.setAccessibleDescription(self.tr("Write here with a pen or the mouse."))

    # The page and how it is shown

    def set_page(self, page: PageLike) -> None:
        """Show this page from now on."""
        old, self._page = self._page, page
        signals: tuple[tuple[str, Callable[..., None]], ...] = (
            ("strokeAdded", self._added),
            ("rebuilt", self._rebuilt),
            ("currentChanged", self._current_changed),
        )
        self._show_hint()
        QTimer.singleShot(SLOW_OPENING, self, self._show_opening)
        for name, slot in signals:
            if old is not None:
                getattr(old, name).disconnect(slot)
            getattr(page, name).connect(slot)
        self.reader.clock.now = page.now
        self._rebuilt()
        self._current_changed(page.current)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.sheet.theme = theme
        self._relook()
        self.show_pointer()

    def set_pen_width(self, millimetres: float) -> None:
        """The width at medium pressure of ink that names no pen of its own."""
        self.sheet.pen = Brush(width=max(0.05, millimetres))
        self._relook()

    def set_brush(self, brush: Brush) -> None:
        """The pen in hand: new strokes are drawn with it and keep it."""
        self.sheet.brush = brush
        self.show_pointer()

    def set_smoothing(self, strength: float) -> None:
        """How much the shown ink is calmed, 0 (as recorded) to 1. The recorded points never change."""
        self.sheet.smoothing = min(max(strength, 0.0), 1.0)
        self._relook()

    def set_tremor(self, strength: float) -> None:
        """How strongly trembling is taken out of the shown ink, 0 (off) to 1. The recorded points never change."""
        self.sheet.tremor = min(max(strength, 0.0), 1.0)
        self._relook()

    def set_guides(self, shown: bool) -> None:
        """Whether baseline, x-height and slant are ruled on the paper."""
        self.sheet.guides = shown
        self._relook()

    def set_stroke_numbers(self, shown: bool) -> None:
        """Whether each character's strokes are numbered in their order, with arrows in their direction."""
        self._numbered = shown
        self._number()

    def mark_order(self, characters: tuple[Ink, ...] | None) -> None:
        """Number the strokes of these characters, each from 1, even where those of the page are not numbered."""
        if characters != self._marked:
            self._marked = characters
            self._number()

    def _number(self) -> None:
        every = self._page.characters if self._numbered and self._page else self._marked
        before, self.sheet.characters = self.sheet.characters, every
        if before != self.sheet.characters:
            self._relook()

    def set_overlay(self, ink: Ink | None, moment: float = math.inf) -> None:
        """Draw `ink` (page mm) over the page in the colours of time, as far as it is drawn `moment` seconds after its start."""
        for area in self.sheet.set_overlay(ink, moment):
            self.repaint_world(area)

    # Zoom

    @property
    def zoom(self) -> float:
        """1.0 shows a millimetre as a millimetre (at 96 pixels an inch)."""
        return self.sheet.camera.zoom

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Another zoom. anchor: the place in the view that stays, its middle by default."""
        self._fitted = False
        self._moved(lambda: self.sheet.camera.zoom_to(zoom, anchor or QPointF(self.rect().center())))

    def zoom_in(self) -> None:
        """The next round step closer."""
        self.set_zoom(self.sheet.camera.step(1))

    def zoom_out(self) -> None:
        """The next round step away."""
        self.set_zoom(self.sheet.camera.step(-1))

    def actual(self) -> None:
        """100%."""
        self.set_zoom(1.0)

    def fit(self) -> None:
        """Show all ink as large as the view allows; without ink, the paper."""
        ink = self.sheet.bounds()
        self._fitted = ink.isEmpty()
        if ink.isEmpty():
            self._moved(lambda: self.sheet.camera.fit(PAPER))
        else:
            self._moved(lambda: self.sheet.camera.fit(ink, 48, LARGEST_FIT))

    def reveal(self, box: QRectF | None = None) -> None:
        """Bring a place (mm; the current character) into view where it is not; the zoom changes only where it has to."""
        box, camera = self.sheet.bracket if box is None else box, self.sheet.camera
        if box.isEmpty() or camera.visible().contains(box):
            return
        self._fitted = False
        if box.width() < camera.visible().width() and box.height() < camera.visible().height():
            self._moved(lambda: camera.centre_on(box.center()))
        else:
            self._moved(lambda: camera.fit(box, 48, camera.zoom))

    def centre(self) -> tuple[float, float]:
        """The middle of the view on the page, mm."""
        middle = self.sheet.camera.visible().center()
        return middle.x(), middle.y()

    def _moved(self, change: Callable[[], None]) -> None:
        """Change the camera, unless a stroke is being drawn (its place is settled)."""
        if self.sheet.live is not None:
            return
        before = self.zoom
        self.sheet.keep_ghost()
        change()
        self._relook()
        if self.zoom != before:
            self.show_pointer()
            self.zoomChanged.emit(self.zoom)

    def _relook(self) -> None:
        self.sheet.relook()
        self.update()

    # What the page tells

    def _added(self, stroke: Stroke) -> None:
        live = self.sheet.live
        if live is not None and live.finished and live.id == stroke.id:
            self.sheet.live = None
            area = self.sheet.tiles.add(stroke, live.shown(), live.ribbon.samples)
        else:
            area = self.sheet.tiles.add(stroke)
        if len(self.sheet.tiles) == 1:
            self._relook()  # the hint goes
        self._number()
        self.repaint_world(area)

    def _rebuilt(self) -> None:
        if self._page is None:
            return
        was_empty = self.sheet.empty
        self._show_hint()
        area = self.sheet.tiles.set_strokes(self._page.strokes)
        self.repaint_world(self.sheet.underlay.set_pictures(self._page.pictures, self._page.image))
        self._number()
        self._points.follow(self._page.strokes)
        self.repaint_world(area)
        if was_empty or self.sheet.empty:
            self._relook()

    def _show_hint(self) -> None:
        """What to do on an empty page; nothing while what was there may still come."""
        waiting = self._page is not None and self._page.opening
        self.sheet.hint = "" if waiting else first_words()

    def _show_opening(self) -> None:
        """It takes longer than an eye needs: say what is going on."""
        if self._page is not None and self._page.opening:
            self.sheet.hint = self.tr("opening…")
            self._relook()

    def _current_changed(self, ink: Ink) -> None:
        self.repaint_world(self.sheet.bracket_world())
        left, top, right, bottom = bounds(ink)
        known = math.isfinite(left)
        self.sheet.bracket = QRectF(left, top, right - left, bottom - top).adjusted(-0.5, -0.5, 0.5, 0.5) if known else QRectF()
        self.repaint_world(self.sheet.bracket_world())

    # What tools ask for (tools.Desk)

    def new_stroke(self) -> LiveStroke:
        """Begin a stroke; it is shown from now on."""
        sheet = self.sheet
        self.turns.pen_down()
        sheet.live = LiveStroke(sheet.camera.scale, sheet.brush, sheet.smoothing, sheet.tremor)
        self.repaint_world(sheet.bracket_world())
        if not len(sheet.tiles):
            self._relook()  # the hint goes
        self.strokeBegun.emit()
        return sheet.live

    def repaint_world(self, area: QRectF) -> None:
        """World pixels changed."""
        shown = self.sheet.mark(area)
        if not shown.isEmpty():
            self.update(shown)

    def tell_growing(self, stroke: LiveStroke) -> None:
        """Tell the stroke so far."""
        self.strokeGrowing.emit(stroke.stroke())

    def tell_finished(self, stroke: LiveStroke) -> None:
        """Tell the whole stroke. It stays shown until the page has it."""
        self.turns.pen_up()
        rate = stroke.rate()
        info = self.reader.device + (f", {rate:.0f} Hz" if math.isfinite(rate) else "")
        if info != self._info:
            self._info = info
            self.penInfo.emit(info)
        self.strokeFinished.emit(stroke.stroke())
        if self.sheet.live is stroke:  # nobody took it
            self.sheet.live = None
            self._relook()
        self.repaint_world(self.sheet.bracket_world())

    @property
    def selected(self) -> Selected:
        """What is selected, as it is shown."""
        return self._selected

    @property
    def points(self) -> Handles:
        """The points of a stroke, as they are shown."""
        return self._points

    @property
    def strokes(self) -> list[Stroke]:
        """The strokes of the page, from below to above."""
        return self.sheet.tiles.strokes

    def within(self, area: QRectF) -> list[Stroke]:
        """The strokes whose boxes touch a rectangle in mm."""
        return self.sheet.tiles.within(area)

    def fade(self, ids: frozenset[str]) -> None:
        """Show strokes as about to go."""
        self.repaint_world(self.sheet.tiles.fade(ids))

    def tell_erase(self, ids: tuple[str, ...]) -> None:
        """Tell what was erased."""
        self.eraseRequested.emit(ids)

    def tell_caught(self, catch: Catch) -> None:
        """Tell what was picked."""
        self.caught.emit(catch)

    def tell_transformed(self, transform: QTransform, what: str) -> None:
        """Tell how what is selected was moved, scaled or turned."""
        self.transformed.emit(transform, what)

    def tell_dragged_out(self) -> None:
        """Tell that what is selected is dragged towards another program."""
        self.draggedOut.emit()

    def move_page(self, dx: float, dy: float) -> None:
        """Pan by logical pixels."""
        self._fitted = False
        self._moved(lambda: self.sheet.camera.pan(dx, dy))

    def millimetres(self, pixels: float) -> float:
        """Logical pixels as a length on the page."""
        return pixels / (self.zoom * PIXELS_PER_MM)

    def zoom_by(self, factor: float, anchor: QPointF) -> None:
        """Zoom with the wheel or a pinch; what lies under `anchor` stays there."""
        self.set_zoom(self.zoom * factor, anchor)

    # Painting

    def pointer_of(self, tool: Tool[Any]) -> QCursor:
        """The cursor of a tool: the nib in its size, the eraser's ring, else the tool's own shape."""
        theme, ratio = self.sheet.theme, self.devicePixelRatioF()
        if isinstance(tool, PenTool):
            return pen_pointer(self.sheet.brush.width * PIXELS_PER_MM * self.zoom, theme, ratio)
        if isinstance(tool, EraserTool):
            return ring_pointer(ERASER, theme, ratio)
        return QCursor(tool.cursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Compose what changed and show it."""
        if self.sheet.camera.ratio != self.devicePixelRatioF():
            self._resized()
        if not self.sheet.paint():
            self.turns.later("tiles", self._paint_rest)
        painter = QPainter(self)
        painter.drawImage(QPointF(0, 0), self.sheet.image)
        if self._selected.shown:
            self._selected.paint(painter, self.sheet.theme)
        self._points.paint(painter, self.sheet.theme)
        if self.dropping:
            painter.setPen(QPen(self.sheet.theme.colour("accent"), 4))
            painter.drawRect(self.rect())
        painter.end()
        if self.sheet.live is not None:
            self.turns.pen_painted()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The middle stays in the middle; paper that was fitted is fitted again."""
        self._resized()

    def _resized(self) -> None:
        before = self.zoom
        self.sheet.resize(self.size(), self.devicePixelRatioF())
        if self._fitted and self.sheet.live is None:
            self.sheet.camera.fit(PAPER)
            self.sheet.relook()
        if self.zoom != before:
            self.show_pointer()
            self.zoomChanged.emit(self.zoom)

    def _paint_rest(self) -> None:
        for area in self.sheet.retry():
            self.update(area)
