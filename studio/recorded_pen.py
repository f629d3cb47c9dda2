"""A hand for the tour and for tests: recorded pens replayed as real tablet events, and what each cost until it was painted."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtWidgets import QWidget

from engines.ink.types import Ink, Stroke

RATE = 200.0  # Hz
NAP = 0.0003  # s: the longest sleep while the next event is awaited
PATIENCE = 0.05  # s after which an event counts as one that painted nothing


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


def at_rate(stroke: Stroke, rate: float) -> Stroke:
    """The stroke as a tablet of `rate` Hz would tell it: points in equal steps of time between the recorded ones."""
    times = _times(stroke)
    if len(stroke) < 2:
        return stroke
    moments = np.arange(times[0], times[-1], 1 / rate)
    pressure = np.where(np.isfinite(stroke.pressure), stroke.pressure, 0.5)
    x, y, pressed = (np.interp(moments, times, column) for column in (stroke.xy[:, 0], stroke.xy[:, 1], pressure))
    return Stroke(np.column_stack([x, y]), t=moments, pressure=pressed)


def _times(stroke: Stroke) -> NDArray[np.float64]:
    known = bool(np.isfinite(stroke.t).all())
    return stroke.t.astype(np.float64) if known else np.arange(len(stroke)) / RATE


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


class Cost(NamedTuple):
    """What one event cost. wall_ms: from the moment it was due (whatever the window was busy with then) until it was painted.

    own_ms: of that, the processor time of this thread; what is missing to wall_ms was waiting for a core or for another thread.
    event: "down", "move" or "up".
    """

    wall_ms: float
    own_ms: float
    event: str


class Hand:
    """Writes ink on a view with a tablet pen. place: page mm -> the view's logical pixels. costs: of each event that painted."""

    def __init__(self, view: QWidget, place: Callable[[float, float], QPointF]) -> None:
        self.costs: list[Cost] = []
        self._view, self._place = view, place
        self._paints = Paints(view)
        self._marks: deque[tuple[float, float]] = deque(maxlen=64)  # (wall, own) clocks between two pieces of work
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

    @property
    def paint_ms(self) -> list[float]:
        """Milliseconds from each event to the end of its painting."""
        return [cost.wall_ms for cost in self.costs]

    def write(self, ink: Ink, between: Callable[[Stroke], None] = lambda _stroke: None) -> None:
        """Write all strokes in real time, with the rests between them; `between` is called after each pen-up."""
        last = 0.0
        for stroke in ink:
            if not len(stroke):
                continue
            times = _times(stroke)
            rest(min(0.5, max(0.0, float(times[0]) - last)))
            last = float(times[-1])
            self._draw(stroke, times - times[0])
            between(stroke)

    def _draw(self, stroke: Stroke, times: NDArray[np.float64]) -> None:
        """Each event when it is due; those that became due while the window was busy arrive together, as a tablet's do."""
        self._mark()
        start, stamp = time.perf_counter(), round(1000 * time.monotonic())
        due = start + np.append(times, times[-1] + 1 / RATE)  # the last is the pen-up
        sent = 0
        while sent < len(due):
            self._await(float(due[sent]))
            ready = max(sent + 1, int(np.searchsorted(due, time.perf_counter(), side="right")))
            painted = self._paints.count
            for at in range(sent, ready):
                QCoreApplication.sendEvent(self._view, self._event(stroke, at, stamp + round(1000 * (float(due[at]) - start))))
            self._note(painted, [(float(due[at]), at, len(stroke)) for at in range(sent, ready)])
            sent = ready

    def _await(self, due: float) -> None:
        """Let the window do what it has to do until the next event is due."""
        while True:
            self._mark()
            left = due - time.perf_counter()
            if left <= 0:
                return
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            left = due - time.perf_counter()
            if left > 0:
                time.sleep(min(left, NAP))

    def _mark(self) -> None:
        self._marks.append((time.perf_counter(), time.thread_time()))

    def _note(self, painted: int, events: list[tuple[float, int, int]]) -> None:
        """Wait for the painting and write down what it cost. events: (due, number, points of the stroke)."""
        began = time.perf_counter()
        while self._paints.count == painted and time.perf_counter() - began < PATIENCE:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if self._paints.count == painted:
            return
        wall, own = time.perf_counter(), time.thread_time()
        for due, number, points in events:
            name = "down" if number == 0 else "up" if number == points else "move"
            self.costs.append(Cost(1000 * (wall - due), 1000 * (own - self._own_at(due)), name))

    def _own_at(self, due: float) -> float:
        """This thread's processor time at the last mark before `due`."""
        return next((own for wall, own in reversed(self._marks) if wall <= due), self._marks[0][1])

    def _event(self, stroke: Stroke, number: int, stamp: int) -> QTabletEvent:
        """The event of that number: the points, the first one a pen-down, and after them the pen-up."""
        up, i = number == len(stroke), min(number, len(stroke) - 1)
        moving = QEvent.Type.TabletMove if number else QEvent.Type.TabletPress
        kind = QEvent.Type.TabletRelease if up else moving
        at = self._place(float(stroke.xy[i, 0]), float(stroke.xy[i, 1]))
        pressure = float(stroke.pressure[i]) if np.isfinite(stroke.pressure[i]) else 0.5
        tilt_x, tilt_y = (float(tilt) if np.isfinite(tilt) else 0.0 for tilt in stroke.tilt[i])
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
        return event
