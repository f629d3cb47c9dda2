"""How long from a pen's event to its ink in the window: python tests/benchmarks/pen_to_paint.py [events]

Sends real tablet events (200 Hz, pressure) to the page's widget and lets Qt paint after each. Beside it, in the same run, the
floor: a bare widget that draws one line segment an event into an image and shows it. The ratio carries over to other machines,
the milliseconds do not. "Own work" leaves out the time in which other programs had the processor. Three pages: empty, 10,000
points on it, and one endless stroke of as many points as events.
"""

from __future__ import annotations

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QInputDevice, QPainter, QPaintEvent, QPen, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication, QWidget

from engines.ink.types import Stroke
from studio.canvas.view import PageView
from studio.page import Page
from studio.theme import LIGHT

SIZE = (1200, 800)
POINTS_A_STROKE = 100
Can = QInputDevice.Capability
PEN = QPointingDevice(
    "benchmark pen",
    1,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Pen,
    Can.Position | Can.Pressure | Can.XTilt | Can.YTilt,
    1,
    3,
)


class Bare(QWidget):
    """The floor: one anti-aliased segment into an image, one dirty rectangle."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.image = QImage(*SIZE, QImage.Format.Format_RGB32)
        self.image.fill(0xFFFBF8F1)
        self.last = QPointF()

    def tabletEvent(self, event: QTabletEvent) -> None:
        event.accept()
        if event.type() == QEvent.Type.TabletPress:
            self.last = event.position()
        if event.type() != QEvent.Type.TabletRelease:
            painter = QPainter(self.image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(Qt.GlobalColor.black, 1 + 3 * event.pressure(), c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(self.last, event.position())
            painter.end()
            box = QRect(self.last.toPoint(), event.position().toPoint()).normalized().adjusted(-4, -4, 4, 4)
            self.update(box)
        self.last = event.position()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(QPointF(0, 0), self.image)
        painter.end()


def scribble(count: int, seed: int = 0) -> np.ndarray:
    """(count, 3) of x, y in logical pixels and pressure: loops that wander over the page as handwriting does."""
    time_axis = np.arange(count) / 200
    noise = np.random.default_rng(seed).normal(0, 1, (2, 8))
    x = 600 + 480 * np.sin(0.31 * time_axis + seed) + 22 * np.cos(14 * time_axis) + 4 * noise[0, 0]
    y = 400 + 300 * np.sin(0.23 * time_axis) + 26 * np.sin(15.3 * time_axis) + 4 * noise[1, 0]
    return np.column_stack([x, y, 0.5 + 0.35 * np.sin(9 * time_axis)])


def send(widget: QWidget, kind: QEvent.Type, row: np.ndarray, stamp: float) -> None:
    """One tablet event."""
    at = QPointF(float(row[0]), float(row[1]))
    down = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletMove else Qt.MouseButton.LeftButton
    event = QTabletEvent(kind, PEN, at, at, float(row[2]), 5.0, 5.0, 0.0, 0.0, 0.0, Qt.KeyboardModifier.NoModifier, button, down)
    event.setTimestamp(int(stamp))
    QApplication.sendEvent(widget, event)


def measure(widget: QWidget, rows: np.ndarray, a_stroke: int) -> np.ndarray:
    """(N, 2) milliseconds from each event to the end of its painting, by the wall and of this thread's processor time."""
    taken = []
    for index, row in enumerate(rows):
        kind = QEvent.Type.TabletPress if index % a_stroke == 0 else QEvent.Type.TabletMove
        taken.append(timed(widget, kind, row, 1000 + 5 * index))
        if index % a_stroke == a_stroke - 1:
            taken.append(timed(widget, QEvent.Type.TabletRelease, row, 1000 + 5 * index + 2))
    return np.array(taken)


def timed(widget: QWidget, kind: QEvent.Type, row: np.ndarray, stamp: float) -> tuple[float, float]:
    """One event and all painting that follows it."""
    wall, work = time.perf_counter(), time.thread_time()
    send(widget, kind, row, stamp)
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.thread_time() - work)


def page_with(points: int) -> Page:
    """A page in memory that holds `points` points."""
    page = Page()
    for number in range(points // POINTS_A_STROKE):
        rows = scribble(POINTS_A_STROKE, number)
        drift = 90 * np.array([number % 11, number % 7]) - 400
        page.add(Stroke((rows[:, :2] + drift * 0.6) / 5.2, t=number + np.arange(len(rows)) / 200, pressure=rows[:, 2]))
    return page


def run(name: str, widget: QWidget, rows: np.ndarray, a_stroke: int, floor: np.ndarray | None) -> np.ndarray:
    """Measure and print one line."""
    widget.resize(*SIZE)
    widget.show()
    for _ in range(200):
        QApplication.processEvents()
    taken = measure(widget, rows, a_stroke)
    (p50, work50), (p99, work99) = np.percentile(taken, [50, 99], axis=0)
    least50, least99 = (np.nan, np.nan) if floor is None else np.percentile(floor[:, 0], [50, 99])
    beside = "" if floor is None else f"   x{p50 / least50:.1f} and x{p99 / least99:.1f} of the floor's"
    print(f"{name:34s} p50 {p50:5.2f}   p99 {p99:6.2f}   own work p50 {work50:5.2f}   p99 {work99:5.2f} ms{beside}", flush=True)
    widget.close()
    return taken


def page_view(page: Page) -> PageView:
    """The studio's own page, wired as the window wires it."""
    view = PageView()
    view.set_theme(LIGHT)
    view.set_page(page)
    view.strokeGrowing.connect(page.pen_moving)
    view.strokeFinished.connect(page.add)
    return view


def main() -> None:
    """Print the table."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    app = QApplication(sys.argv[:1])
    rows = scribble(events)
    floor = run("bare QPainter segment (the floor)", Bare(), rows, POINTS_A_STROKE, None)
    for points in (0, 10_000):
        run(f"page with {points:,} points", page_view(page_with(points)), rows, POINTS_A_STROKE, floor)
    run(f"one stroke of {events:,} points", page_view(page_with(0)), rows, events, floor)
    app.quit()


if __name__ == "__main__":
    main()
