"""What hands do to a widget: pen, mouse, wheel, pinch, keys, drops; read into samples for the tool in hand.

A pen and the mouse never act together: while a pen touches and for a moment after, the mouse is its echo and a finger a palm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.canvas.dwelling import Dwelling
from studio.canvas.fingers import Fingers
from studio.canvas.pen import PenReader, PenSample, is_eraser, keep_every_event
from studio.canvas.tools import Tool
from studio.clipboard import OWN
from studio.sharing import image_in

WHEEL_STEP = 48  # logical pixels a notch of the wheel
NOTCH = 120  # Qt's units a notch
ZOOM_NOTCH = 1.2  # zoom a notch
KEY_STEP = 40  # logical pixels an arrow key
ARROWS = {
    Qt.Key.Key_Left: (KEY_STEP, 0),
    Qt.Key.Key_Right: (-KEY_STEP, 0),
    Qt.Key.Key_Up: (0, KEY_STEP),
    Qt.Key.Key_Down: (0, -KEY_STEP),
}
SHIFT, KEYPAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)
FINGER_TOOLS = ("select", "points")  # held by one finger even where it does not draw


class HandWidget(QWidget):
    """Holds the tools, of which "pan" and "eraser" are also reached by Space, the middle button and the pen's other end."""

    filesDropped = Signal(object)  # list of Path
    pictureDropped = Signal(object)  # QImage
    inkDropped = Signal(object)  # QMimeData that holds Ductus' own ink
    menuWanted = Signal(object)  # QPointF, logical pixels of the widget
    toolChanged = Signal(str)
    arrowsReleased = Signal()  # no arrow key is held any more
    escaped = Signal()  # a person wants nothing selected

    def __init__(
        self, tools: Mapping[str, Tool[Any]], page: Callable[[QPointF], tuple[float, float]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        keep_every_event()
        self.reader = PenReader(page)
        self.touch_draws = False  # whether one finger holds the tool in hand; else it moves the page
        self.fingers = Fingers(self, self.reader, lambda: self.touch_draws or self._tool in FINGER_TOOLS)
        self.pointer: QPointF | None = None  # where mouse or pen is over the widget, logical pixels
        self.walker: Callable[[int], bool] = lambda step: False  # Tab with FINGER_TOOLS; whether it went anywhere
        self.nudger: Callable[[int, int, bool], bool] = lambda dx, dy, far: False  # arrows; whether anything was moved
        self.dropping = False  # something that can be taken is held over the widget
        self._tools = dict(tools)
        self._tool = "pen"
        self._acting: Tool[Any] | None = None  # while something touches,
        self.clicked: tuple[float, float] | None = None  # mm: where select or points last came down
        self._by = ""  # and what it is: "tablet", "mouse", "touch" or "dwell"
        self._space = False
        self.dwelling = Dwelling(self, self, self.reader)
        self.toolChanged.connect(self.dwelling.stop)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # For the widget that derives from it

    def move_page(self, dx: float, dy: float) -> None:
        """Pan by logical pixels."""

    def zoom_by(self, factor: float, anchor: QPointF) -> None:
        """Zoom; what lies under `anchor` stays there."""

    def pointer_of(self, tool: Tool[Any]) -> QCursor:
        """The cursor of a tool."""
        return QCursor(tool.cursor)

    # Tools

    @property
    def tool(self) -> str:
        """The tool in hand."""
        return self._tool

    def set_tool(self, name: str) -> None:
        """Take "pen", "eraser", "select", "points" or "pan" in hand. Raises KeyError for another name."""
        if name not in self._tools:
            raise KeyError(f"There is no tool called {name!r}.")
        self._tool = name
        self.show_pointer()
        self.toolChanged.emit(name)

    def show_pointer(self) -> None:
        """Show the pointer of what would act now."""
        tool = self._acting or self._tools["pan" if self._space else self._tool]
        grasping = self._acting is not None and tool is self._tools["pan"]
        self.setCursor(QCursor(Qt.CursorShape.ClosedHandCursor) if grasping else self.pointer_of(tool))

    def _tool_for(self, button: Qt.MouseButton) -> Tool[Any]:
        return self._tools["pan" if self._space or button == Qt.MouseButton.MiddleButton else self._tool]

    def _press(self, tool: Tool[Any], by: str, sample: PenSample) -> None:
        self._lift(None)
        self._acting, self._by = tool, by
        self.show_pointer()
        if any(tool is self._tools.get(name) for name in FINGER_TOOLS):
            self.clicked = (sample.x, sample.y)
        tool.press(sample)

    def _lift(self, sample: PenSample | None) -> None:
        """End what is under way. None: the system took it away."""
        tool, self._acting, self._by = self._acting, None, ""
        if tool is not None:
            tool.release(sample)
            self.show_pointer()

    def _hover(self, at: QPointF) -> None:
        self.pointer = at
        if not self._space and self._tools[self._tool].hover(at):
            self.show_pointer()

    # Pen and mouse

    def tabletEvent(self, event: QTabletEvent) -> None:
        """The pen: its tip acts, its other end erases, its side buttons do what they do everywhere."""
        kind = event.type()
        if kind == QEvent.Type.TabletPress and event.button() not in BUTTONS:
            event.ignore()  # Qt makes the mouse's right button of it, and that a context menu
            return
        event.accept()
        if kind == QEvent.Type.TabletPress:
            tool = self._tools["eraser"] if is_eraser(event) else self._tool_for(event.button())
            self._press(tool, "tablet", self.reader.tablet(event, down=True))
            return
        sample = self.reader.tablet(event)
        if self._acting is None:
            self._hover(event.position())
        if self._by != "tablet" or self._acting is None:
            return
        if kind == QEvent.Type.TabletMove:
            self._acting.move(sample)
        elif kind == QEvent.Type.TabletRelease and event.button() in BUTTONS:
            self._lift(sample)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse, where no pen is at work."""
        self.dwelling.stop()
        if event.button() not in BUTTONS:
            event.ignore()
        elif not self.reader.is_echo(event) and self._acting is None:
            self._press(self._tool_for(event.button()), "mouse", self.reader.mouse(event, down=True))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on."""
        if self._by == "mouse" and self._acting is not None:
            self._acting.move(self.reader.mouse(event))
        elif self._acting is None or self._by == "dwell":
            self._hover(event.position())
            self.dwelling.moved(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._by == "mouse" and event.button() in BUTTONS:
            self._lift(self.reader.mouse(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick dots are two dots."""
        self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button, or the menu key."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.long_press(QPointF(self.rect().center() if by_key else event.pos()))

    def long_press(self, at: QPointF) -> None:
        """A hand wants to know what can be done here."""
        if self._acting is None:
            self.menuWanted.emit(at)

    def let_go(self) -> None:
        """What a hand holds goes another way (a drag out of the window): no release will come."""
        self._lift(None)

    # Fingers

    def touch_press(self, sample: PenSample) -> bool:
        """One finger touches with the tool in hand; False where something else is at work."""
        if self._acting is not None:
            return False
        self._press(self._tools["pan" if self._space else self._tool], "touch", sample)
        return True

    def touch_move(self, sample: PenSample) -> None:
        """Go on."""
        if self._by == "touch" and self._acting is not None:
            self._acting.move(sample)

    def touch_release(self, sample: PenSample | None) -> None:
        """Let go."""
        if self._by == "touch":
            self._lift(sample)

    # A mouse that rests instead of pressing

    def may_dwell(self) -> bool:
        """Whether the pen is in hand and nothing is at work."""
        return self._tool == "pen" and not self._space and self._acting is None

    def dwells(self) -> bool:
        """Whether the pen is down by dwelling."""
        return self._by == "dwell"

    def dwell_press(self, sample: PenSample) -> None:
        """The pen goes down."""
        self._press(self._tools["pen"], "dwell", sample)

    def dwell_move(self, sample: PenSample) -> None:
        """It draws."""
        if self._acting is not None:
            self._acting.move(sample)

    def dwell_lift(self) -> None:
        """It is lifted where it was last."""
        self._lift(None)

    def event(self, event: QEvent) -> bool:
        """Fingers, so that no mouse is made of them, and a trackpad's pinch."""
        if isinstance(event, QTouchEvent):
            event.accept()
            self.fingers.take(event)
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and wheel zoom; the wheel alone moves the page, sideways with Shift."""
        event.accept()
        turned, pixels = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(ZOOM_NOTCH ** ((turned.y() or turned.x()) / NOTCH), event.position())
            return
        if pixels.isNull():  # a wheel with notches
            dx, dy = turned.x() * WHEEL_STEP / NOTCH, turned.y() * WHEEL_STEP / NOTCH
        else:
            dx, dy = float(pixels.x()), float(pixels.y())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            dx, dy = dx + dy, 0
        self.move_page(dx, dy)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space pans while it is held, arrows move what is selected or the page, Escape selects nothing."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            if not event.isAutoRepeat():
                self._space = True
                self.show_pointer()
        elif event.key() in ARROWS and not event.modifiers() & ~(SHIFT | KEYPAD):
            dx, dy = ARROWS[Qt.Key(event.key())]
            if not self.nudger(-dx // KEY_STEP, -dy // KEY_STEP, bool(event.modifiers() & SHIFT)):
                self.move_page(dx, dy)
        elif event.key() == Qt.Key.Key_Escape and self.dwelling.escape():
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self._tool in FINGER_TOOLS:
            if self._acting is not None:
                self._lift(None)
            else:
                self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space is let go."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space = False
                self.show_pointer()
        elif event.key() in ARROWS and not event.isAutoRepeat():
            self.arrowsReleased.emit()
        else:
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks through characters (Select) or points (Points), and leaves the page behind the last one."""
        if self._tool in FINGER_TOOLS and self.walker(1 if forward else -1):
            return True
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nobody tells when Space or an arrow is let go elsewhere."""
        self._space = False
        self.arrowsReleased.emit()
        self.show_pointer()
        super().focusOutEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere."""
        self.pointer = None
        self.dwelling.stop()
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A hidden page gets no pen-up: what was written so far is kept."""
        self.dwelling.stop()
        self._lift(None)
        super().hideEvent(event)

    # Drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures are welcome."""
        data = event.mimeData()
        if data.hasFormat(OWN) or data.hasImage() or any(url.isLocalFile() for url in data.urls()):
            event.acceptProposedAction()
            self._show_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Gone again."""
        self._show_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped."""
        self._show_dropping(False)
        self.pointer = event.position()
        if event.mimeData().hasFormat(OWN):
            event.acceptProposedAction()
            self.inkDropped.emit(event.mimeData())
            return
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.filesDropped.emit(files)
        elif event.mimeData().hasImage():
            event.acceptProposedAction()
            self.pictureDropped.emit(image_in(event.mimeData()))

    def _show_dropping(self, dropping: bool) -> None:
        self.dropping = dropping
        self.update()
