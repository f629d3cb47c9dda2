"""Hand-made pens for the canvas' tests: real tablet and mouse events, sent as the window system sends them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QImage, QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication, QWidget

from engines.ink.types import Ink, Stroke
from studio.canvas.view import PageView
from studio.theme import LIGHT

Can = QInputDevice.Capability
Left, Nothing = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PRESS, MOVE, RELEASE = QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease
MOUSE_PRESS, MOUSE_MOVE, MOUSE_RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease


def device(kind: QPointingDevice.PointerType, able: QInputDevice.Capability) -> QPointingDevice:
    return QPointingDevice("test pen", 5, QInputDevice.DeviceType.Stylus, kind, able, 1, 3)


FULL = Can.Position | Can.Pressure | Can.XTilt | Can.YTilt | Can.Hover
PEN = device(QPointingDevice.PointerType.Pen, FULL)
ERASER = device(QPointingDevice.PointerType.Eraser, FULL)
PLAIN = device(QPointingDevice.PointerType.Pen, Can.Position)  # tells neither pressure nor tilt


def tablet(
    widget: QWidget,
    kind: QEvent.Type,
    at: tuple[float, float],
    stamp: int = 0,
    pressure: float = 0.5,
    pen: QPointingDevice = PEN,
    tilt: tuple[float, float] = (12.0, -7.0),
    button: Qt.MouseButton = Left,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> QTabletEvent:
    place = QPointF(*at)
    event = QTabletEvent(
        kind, pen, place, place, pressure, *tilt, 0.0, 0.0, 0.0, keys,
        Nothing if kind == MOVE else button, Nothing if kind == RELEASE else button,
    )  # fmt: skip
    event.setTimestamp(stamp)
    QCoreApplication.sendEvent(widget, event)
    return event


def mouse(
    widget: QWidget,
    kind: QEvent.Type,
    at: tuple[float, float],
    stamp: int = 0,
    button: Qt.MouseButton = Left,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> QMouseEvent:
    place = QPointF(*at)
    event = QMouseEvent(
        kind, place, place, Nothing if kind == MOUSE_MOVE else button, Nothing if kind == MOUSE_RELEASE else button,
        keys,
    )  # fmt: skip
    event.setTimestamp(stamp)
    QCoreApplication.sendEvent(widget, event)
    return event


def draw(widget: QWidget, path: Sequence[tuple[float, float]], pen: QPointingDevice = PEN, start: int = 1000) -> None:
    """A stroke through logical pixels at 200 Hz."""
    for index, at in enumerate(path):
        tablet(widget, PRESS if index == 0 else MOVE, at, start + 5 * index, 0.3 + 0.4 * index / len(path), pen)
        QApplication.processEvents()
    tablet(widget, RELEASE, path[-1], start + 5 * len(path), 0.0, pen)
    QApplication.processEvents()


def click(
    widget: QWidget, path: Sequence[tuple[float, float]], keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """The mouse pressed, dragged and released."""
    mouse(widget, MOUSE_PRESS, path[0], keys=keys)
    for at in path[1:]:
        mouse(widget, MOUSE_MOVE, at, keys=keys)
    mouse(widget, MOUSE_RELEASE, path[-1], keys=keys)
    QApplication.processEvents()


def arc(left: float, top: float, size: float = 120.0, count: int = 60) -> list[tuple[float, float]]:
    """A loop of a path, sub-pixel."""
    a = np.linspace(0, 5.5, count)
    return [(left + size * (0.5 + 0.4 * np.cos(v)) + 3 * v, top + size * (0.5 + 0.4 * np.sin(1.3 * v))) for v in a]


def pixels(image: QImage) -> np.ndarray:
    """(H, W, 3) int of an image."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine() // 4, 4)
    return rows[:, : plain.width(), :3].astype(int)


class FakePage(QObject):
    """As much of a page as the view needs."""

    strokeAdded = Signal(object)
    rebuilt = Signal()
    currentChanged = Signal(object)
    opening = False
    pictures = ()

    def __init__(self) -> None:
        super().__init__()
        self.strokes: tuple[Stroke, ...] = ()
        self.current = Ink()
        self.began = time.monotonic()

    def now(self) -> float:
        return 100.0 + time.monotonic() - self.began

    def image(self, image: str) -> None:
        return None

    def add(self, stroke: Stroke) -> None:
        self.strokes += (stroke,)
        self.strokeAdded.emit(stroke)

    def erase(self, ids: tuple[str, ...]) -> None:
        self.strokes = tuple(stroke for stroke in self.strokes if stroke.id not in ids)
        self.rebuilt.emit()


@contextmanager
def opened_view() -> Iterator[PageView]:
    """A shown page view, wired as the window wires it; `view.page` is its page."""
    made, page = PageView(), FakePage()
    made.set_theme(LIGHT)
    made.set_page(page)
    made.strokeFinished.connect(page.add)
    made.eraseRequested.connect(page.erase)
    made.page = page
    made.resize(800, 600)
    made.show()
    settle(made)
    yield made
    made.close()
    made.deleteLater()


def settle(view: PageView) -> None:
    """Paint everything that waits."""
    for _ in range(100):
        QApplication.processEvents()
        if view.sheet.whole:
            break


def shown(view: PageView) -> np.ndarray:
    settle(view)
    return pixels(view.grab().toImage())
