"""Qt's pen and mouse events as plain values, and plain values as Qt's events again: what a recording needs on both sides."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QWidget

from studio.pen_recording import PenDevice, PenEvent, Recording, What

Can, Pointer, Type = QInputDevice.Capability, QPointingDevice.PointerType, QEvent.Type
CAN = {
    "position": Can.Position,
    "pressure": Can.Pressure,
    "x tilt": Can.XTilt,
    "y tilt": Can.YTilt,
    "rotation": Can.Rotation,
    "wheel": Can.TangentialPressure,
    "hover": Can.Hover,
}
POINTERS = {Pointer.Pen: "pen", Pointer.Eraser: "eraser", Pointer.Cursor: "cursor"}
TABLET: dict[QEvent.Type, What] = {Type.TabletPress: "down", Type.TabletMove: "move", Type.TabletRelease: "up"}
MOUSE: dict[QEvent.Type, What] = {
    Type.MouseButtonPress: "down",
    Type.MouseButtonDblClick: "down",
    Type.MouseMove: "move",
    Type.MouseButtonRelease: "up",
}
DUE = 4  # ms between two looks at what is due in a replay


def device_of(event: QTabletEvent | QMouseEvent) -> PenDevice:
    """The device that sent it."""
    device = event.pointingDevice()
    name = device.name() if device is not None else ""
    if isinstance(event, QMouseEvent):
        return PenDevice(name, "mouse", ("position",))
    told = device.capabilities() if device is not None else Can.Position
    return PenDevice(name, POINTERS.get(event.pointerType(), "pen"), tuple(word for word, flag in CAN.items() if told & flag))


def plain(event: QTabletEvent | QMouseEvent, place: int) -> PenEvent:
    """The event as a value. place: of its device in the recording."""
    what = (TABLET if isinstance(event, QTabletEvent) else MOUSE)[event.type()]
    buttons, at = event.buttons().value, event.position()
    if what == "move" and not buttons:
        what = "hover"
    if isinstance(event, QMouseEvent):
        return PenEvent(what, at.x(), at.y(), event.timestamp(), buttons=buttons, keys=event.modifiers().value, device=place)
    return PenEvent(
        what,
        at.x(),
        at.y(),
        event.timestamp(),
        event.pressure(),
        event.xTilt(),
        event.yTilt(),
        event.rotation(),
        event.tangentialPressure(),
        buttons,
        event.modifiers().value,
        place,
    )


@cache
def _qt_device(device: PenDevice) -> QPointingDevice:
    pointer = next((kind for kind, word in POINTERS.items() if word == device.pointer), Pointer.Pen)
    can = Can(0)
    for word in device.can:
        can |= CAN.get(word, can)
    return QPointingDevice(device.name, 11, QInputDevice.DeviceType.Stylus, pointer, can, 1, 3)


def as_qt(event: PenEvent, before: int, device: PenDevice, widget: QWidget, stamp: int) -> QTabletEvent | QMouseEvent:
    """The event as Qt would send it to `widget`. before: the buttons held until now; stamp: its time, ms."""
    at, keys, held = QPointF(event.x, event.y), Qt.KeyboardModifier(event.keys), Qt.MouseButton(event.buttons)
    changed = Qt.MouseButton((event.buttons ^ before) if event.what in ("down", "up") else 0)
    world = QPointF(widget.mapToGlobal(at.toPoint())) + (at - QPointF(at.toPoint()))
    what = "move" if event.what == "hover" else event.what
    made: QTabletEvent | QMouseEvent
    if device.mouse:
        kind = next(kind for kind, word in MOUSE.items() if word == what)
        made = QMouseEvent(kind, at, world, changed, held, keys)
    else:
        made = QTabletEvent(
            next(kind for kind, word in TABLET.items() if word == what),
            _qt_device(device),
            at,
            world,
            event.pressure,
            event.tilt_x,
            event.tilt_y,
            event.wheel,
            event.rotation,
            0.0,
            keys,
            changed,
            held,
        )
    made.setTimestamp(stamp)
    return made


class Player(QObject):
    """Sends a recording to a widget once more, every event with its own distance in time from the first.

    sent: called before each event with its time in seconds since the first.
    """

    ended = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.sent: Callable[[float], None] = lambda seconds: None
        self._widget, self._recording, self._next, self._buttons = widget, Recording(), 0, 0
        self._running = QElapsedTimer()
        self._timer = QTimer(self, interval=DUE, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._send_due)

    @property
    def playing(self) -> bool:
        """Whether there is more to come."""
        return self._timer.isActive()

    def start(self, recording: Recording) -> None:
        """Send in real time, from now on."""
        self._begin(recording)
        self._timer.start()

    def send_all(self, recording: Recording) -> None:
        """Send everything at once; times are told as recorded all the same."""
        self._begin(recording)
        while self._next < len(recording.events):
            self._send()

    def stop(self) -> None:
        """Send no more; a pen that is down is lifted where it is."""
        self._timer.stop()
        events = self._recording.events
        if 0 < self._next < len(events) and self._buttons:
            rest = [number for number in range(self._next, len(events)) if events[number].what == "up"]
            self._next = rest[0] if rest else len(events)
            if rest:
                self._send()
        self.ended.emit()

    def _begin(self, recording: Recording) -> None:
        self._recording, self._next, self._buttons = recording, 0, 0
        self._running.start()

    def _send_due(self) -> None:
        events = self._recording.events
        while self._next < len(events) and events[self._next].stamp - events[0].stamp <= self._running.elapsed():
            self._send()
            if not self.playing:  # what was sent may have closed the widget
                return
        if self._next >= len(events):
            self.stop()

    def _send(self) -> None:
        event, first = self._recording.events[self._next], self._recording.events[0]
        self._next += 1
        since = event.stamp - first.stamp
        self.sent(since / 1000)
        device = self._recording.devices[event.device]
        made = as_qt(event, self._buttons, device, self._widget, self._running.msecsSinceReference() + since)
        self._buttons = event.buttons
        QCoreApplication.sendEvent(self._widget, made)
