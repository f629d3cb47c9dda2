"""From a tablet's or a mouse's events to points of a stroke: exact places, the device's own times, and never one event twice.

Times are the event's own timestamps counted from the moment of pen-down on the page's clock, so that events delivered in a burst
keep the moments at which the hand was there. What a device does not tell is NaN: a mouse has no pressure, whatever Qt reports.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QEventPoint, QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent

REST_OF_THE_MOUSE = 0.5  # s after a pen's event in which mouse events are its echo
REST_OF_THE_PALM = 0.5  # s after a pen was near in which fingers are the palm


@dataclass(frozen=True)
class PenSample:
    """One event. x, y: page mm; at: logical pixels of the view; t: page seconds; pressure 0..1 and tilt in degrees, or NaN.

    keys: the modifiers that were held.
    """

    x: float
    y: float
    at: QPointF
    t: float
    pressure: float = math.nan
    tilt_x: float = math.nan
    tilt_y: float = math.nan
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier


def keep_every_event() -> None:
    """Ask Qt not to merge pen and mouse events that arrive faster than the window paints."""
    for attribute in (
        Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents,
        Qt.ApplicationAttribute.AA_CompressTabletEvents,
    ):
        QCoreApplication.setAttribute(attribute, False)


class PenClock:
    """Event timestamps (ms of some clock) -> page seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self._stamp, self._start, self._last = 0, 0.0, 0.0

    def down(self, stamp: int) -> float:
        """The moment of pen-down."""
        self._stamp, self._start = stamp, self.now()
        self._last = self._start
        return self._start

    def moment(self, stamp: int) -> float:
        """The moment of a later event. A device without timestamps (they stand still) is given the page's own clock."""
        told = self._start + (stamp - self._stamp) / 1000
        real = self.now()
        if stamp <= self._stamp or abs(told - real) > 2.0:
            told = real
        self._last = max(told, self._last)
        return self._last


class PenReader:
    """Reads events into samples. page: logical pixels -> page mm; now: the page's clock."""

    def __init__(self, page: Callable[[QPointF], tuple[float, float]], now: Callable[[], float] = time.monotonic) -> None:
        self._page = page
        self.clock = PenClock(now)
        self.device = ""  # "tablet", "mouse" or "touch", once known
        self._near = False  # whether the system says that a pen is near
        self._pen_seen = -math.inf

    def tablet(self, event: QTabletEvent, down: bool = False) -> PenSample:
        """A tablet's event. down: it begins a stroke."""
        self.device, self._pen_seen = "tablet", time.monotonic()
        told = event.pointingDevice().capabilities() if event.pointingDevice() else QInputDevice.Capability.All
        pressure = event.pressure() if told & QInputDevice.Capability.Pressure else math.nan
        tilts = bool(told & QInputDevice.Capability.XTilt)
        return self._sample(
            event, down, pressure, float(event.xTilt()) if tilts else math.nan, float(event.yTilt()) if tilts else math.nan
        )

    def mouse(self, event: QMouseEvent, down: bool = False) -> PenSample:
        """A mouse's event. down: it begins a stroke."""
        self.device = "mouse"
        return self._sample(event, down)

    def is_echo(self, event: QMouseEvent) -> bool:
        """Whether a mouse event only repeats what a pen or a finger already told."""
        if event.source() != Qt.MouseEventSource.MouseEventNotSynthesized:
            return True
        device = event.pointingDevice()
        if device is not None and device.pointerType() in (
            QPointingDevice.PointerType.Pen,
            QPointingDevice.PointerType.Eraser,
            QPointingDevice.PointerType.Finger,
        ):
            return True
        return time.monotonic() - self._pen_seen < REST_OF_THE_MOUSE

    def touch(self, event: QTouchEvent, finger: QEventPoint, down: bool = False) -> PenSample:
        """One finger of a touch. down: it begins a stroke."""
        self.device = "touch"
        at = finger.position()
        x, y = self._page(at)
        moment = self.clock.down(event.timestamp()) if down else self.clock.moment(event.timestamp())
        return PenSample(x, y, at, moment, keys=event.modifiers())

    def set_near(self, near: bool) -> None:
        """The system says that a pen came near or went away."""
        self._near, self._pen_seen = near, time.monotonic()

    @property
    def pen_near(self) -> bool:
        """Whether a pen is near, or was until a moment ago: what touches then is a palm."""
        return self._near or time.monotonic() - self._pen_seen < REST_OF_THE_PALM

    def _sample(
        self,
        event: QTabletEvent | QMouseEvent,
        down: bool,
        pressure: float = math.nan,
        tilt_x: float = math.nan,
        tilt_y: float = math.nan,
    ) -> PenSample:
        at = event.position()
        x, y = self._page(at)
        moment = self.clock.down(event.timestamp()) if down else self.clock.moment(event.timestamp())
        return PenSample(x, y, at, moment, pressure, tilt_x, tilt_y, event.modifiers())


def is_eraser(event: QTabletEvent) -> bool:
    """Whether the pen is held with its eraser end down."""
    return event.pointerType() == QPointingDevice.PointerType.Eraser
