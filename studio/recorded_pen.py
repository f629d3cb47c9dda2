"""A hand for the tour and for tests: recorded pens replayed as real tablet events, and what each cost until it was painted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtWidgets import QWidget

from engines.ink.types import Ink, Stroke

RATE = 200.0  # Hz


def wait_until(ready: Callable[[], bool], seconds: float) -> bool:
    """Let the event loop run until `ready`, at most so many seconds. Gives whether it became ready."""
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until:
            return False
        rest(0.005)
    return True


def rest(seconds: float) -> None:
    """Let the event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(max(0, round(1000 * seconds)), loop.quit)
    loop.exec()


def percentiles(values: Iterable[float]) -> dict[str, float]:
    """p50, p99 and the number of values, rounded to a microsecond of milliseconds; empty for none."""
    numbers = np.array(list(values), np.float64)
    if not len(numbers):
        return {}
    p50, p99 = np.percentile(numbers, [50, 99])
    return {"p50": round(float(p50), 3), "p99": round(float(p99), 3), "count": len(numbers)}


class Paints(QObject):
    """Notes when a widget was last painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count paint events."""
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return super().eventFilter(watched, event)


class Hand:
    """Writes ink on a view with a tablet pen. place: page mm -> the view's logical pixels.

    paint_ms: for each event, milliseconds from sending it until the view had been painted.
    """

    def __init__(self, view: QWidget, place: Callable[[float, float], QPointF]) -> None:
        self.paint_ms: list[float] = []
        self._view, self._place = view, place
        self._paints = Paints(view)
        capability = QInputDevice.Capability
        self._device = QPointingDevice(
            "recorded pen",
            7,
            QInputDevice.DeviceType.Stylus,
            QPointingDevice.PointerType.Pen,
            capability.Position | capability.Pressure | capability.XTilt | capability.YTilt | capability.Hover,
            1,
            2,
            "",
            QPointingDeviceUniqueId(),
        )

    def write(self, ink: Ink, between: Callable[[Stroke], None] = lambda _stroke: None) -> None:
        """Write all strokes in real time, with the rests between them; `between` is called after each pen-up."""
        last = 0.0
        for stroke in ink:
            if not len(stroke):
                continue
            times = stroke.t if np.isfinite(stroke.t).all() else np.arange(len(stroke)) / RATE
            rest(min(0.5, max(0.0, float(times[0]) - last)))
            last = float(times[-1])
            self._draw(stroke, times - times[0])
            between(stroke)

    def _draw(self, stroke: Stroke, times: np.ndarray) -> None:
        start = time.monotonic()
        stamp = round(1000 * start)
        end = len(stroke) - 1
        for i in range(len(stroke)):
            pause = start + float(times[i]) - time.monotonic()
            if pause > 0.002:
                rest(pause)
            kind = QEvent.Type.TabletPress if i == 0 else QEvent.Type.TabletMove
            self._send(kind, stroke, i, stamp + round(1000 * float(times[i])))
        self._send(QEvent.Type.TabletRelease, stroke, end, stamp + round(1000 * float(times[end])))

    def _send(self, kind: QEvent.Type, stroke: Stroke, i: int, stamp: int) -> None:
        at = self._place(float(stroke.xy[i, 0]), float(stroke.xy[i, 1]))
        pressure = float(stroke.pressure[i]) if np.isfinite(stroke.pressure[i]) else 0.5
        tilt_x, tilt_y = (float(tilt) if np.isfinite(tilt) else 0.0 for tilt in stroke.tilt[i])
        up = kind == QEvent.Type.TabletRelease
        button, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        event = QTabletEvent(
            kind,
            self._device,
            at,
            QPointF(self._view.mapToGlobal(at.toPoint())) + (at - QPointF(at.toPoint())),
            0.0 if up else pressure,
            tilt_x,
            tilt_y,
            0.0,
            0.0,
            0.0,
            Qt.KeyboardModifier.NoModifier,
            none if kind == QEvent.Type.TabletMove else button,
            none if up else button,
        )
        event.setTimestamp(stamp)
        painted, sent = self._paints.count, time.perf_counter()
        QCoreApplication.sendEvent(self._view, event)
        while self._paints.count == painted and time.perf_counter() - sent < 0.05:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if self._paints.count > painted:
            self.paint_ms.append(1000 * (time.perf_counter() - sent))
