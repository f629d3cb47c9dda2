"""What the pen does when it touches: write, erase, move the page. A tool is told samples and speaks to its desk.

The desk is the view, seen through the few methods that tools need; a tool never paints and never changes the page itself.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTransform

from engines.ink.types import Stroke
from studio.canvas.handles import Handles
from studio.canvas.live import LiveStroke
from studio.canvas.pen import PenSample
from studio.canvas.selected import Selected

Floats = NDArray[np.float64]

ERASER = 7.0  # logical pixels of radius
GROWING_EVERY = 0.04  # s between two tellings of the growing stroke


@dataclass(frozen=True)
class Catch:
    """What a hand picked. whole: the characters of these strokes are meant. how: instead of what is selected, or in addition."""

    ids: tuple[str, ...]
    whole: bool = False
    how: Literal["set", "add", "toggle"] = "set"


class Writes(Protocol):
    """What the pen asks of what it writes on."""

    def new_stroke(self) -> LiveStroke:
        """Begin a stroke; it is shown from now on."""
        ...

    def repaint_world(self, area: QRectF) -> None:
        """World pixels that changed."""
        ...

    def tell_growing(self, stroke: LiveStroke) -> None:
        """The stroke so far, for those who follow the pen."""
        ...

    def tell_finished(self, stroke: LiveStroke) -> None:
        """The pen is up."""
        ...


class Erases(Protocol):
    """What the eraser asks."""

    def within(self, area: QRectF) -> list[Stroke]:
        """The strokes whose boxes touch a rectangle in mm, from below to above."""
        ...

    def fade(self, ids: frozenset[str]) -> None:
        """Show strokes as about to go."""
        ...

    def tell_erase(self, ids: tuple[str, ...]) -> None:
        """A person erased these strokes."""
        ...

    def millimetres(self, pixels: float) -> float:
        """Logical pixels as a length on the page."""
        ...


class Desk(Writes, Erases, Protocol):
    """What a tool may ask of the view."""

    def tell_transformed(self, transform: QTransform, what: str) -> None:
        """A person moved, scaled or turned what is selected. transform: of the page, mm; what: the name of the step."""
        ...

    def tell_caught(self, catch: Catch) -> None:
        """A person picked or caught strokes, or clicked beside all."""
        ...

    def tell_dragged_out(self) -> None:
        """A person drags what is selected towards another program."""
        ...

    @property
    def selected(self) -> Selected:
        """What is selected, as it is shown."""
        ...

    @property
    def points(self) -> Handles:
        """The points of a stroke, as they are shown."""
        ...

    @property
    def strokes(self) -> Sequence[Stroke]:
        """The strokes of the page, from below to above."""
        ...

    def move_page(self, dx: float, dy: float) -> None:
        """Pan by logical pixels."""
        ...


Under = TypeVar("Under")  # what a tool needs of the widget under it


class Tool(Generic[Under]):
    """press, any number of moves, release. `cursor` is the shape while it hovers."""

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, desk: Under) -> None:
        self.desk = desk

    def press(self, sample: PenSample) -> None:
        """The pen touches."""

    def move(self, sample: PenSample) -> None:
        """The pen moves while it touches."""

    def release(self, sample: PenSample | None) -> None:
        """The pen is lifted; None where the system took it away (the window was hidden)."""

    def hover(self, at: QPointF) -> bool:
        """The pen is over the page, at logical pixels of the view. Whether `cursor` is another one now."""
        return False


class PenTool(Tool[Writes]):
    """Writes."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, desk: Writes) -> None:
        super().__init__(desk)
        self._stroke: LiveStroke | None = None
        self._last: PenSample | None = None
        self._told = 0.0

    def press(self, sample: PenSample) -> None:
        """Begin a stroke."""
        self._stroke = self.desk.new_stroke()
        self._told = time.monotonic()
        self._add(sample)

    def move(self, sample: PenSample) -> None:
        """Go on, and tell those who follow now and then."""
        if self._stroke is None:
            return
        self._add(sample)
        if time.monotonic() - self._told >= GROWING_EVERY:
            self._told = time.monotonic()
            self.desk.tell_growing(self._stroke)

    def release(self, sample: PenSample | None) -> None:
        """End the stroke. The place of lifting counts where it is another than the last one."""
        stroke, self._stroke = self._stroke, None
        if stroke is None:
            return
        if sample is not None and self._last is not None and (sample.x, sample.y) != (self._last.x, self._last.y):
            self.desk.repaint_world(stroke.push(sample))
        self.desk.repaint_world(stroke.finish())
        self.desk.tell_finished(stroke)

    def _add(self, sample: PenSample) -> None:
        if self._stroke is not None:
            self._last = sample
            self.desk.repaint_world(self._stroke.push(sample))


class EraserTool(Tool[Erases]):
    """Erases whole strokes: what it touches fades, and is gone when the pen is lifted. One sweep is one step of undo."""

    cursor = Qt.CursorShape.BlankCursor  # the view shows a ring instead

    def __init__(self, desk: Erases) -> None:
        super().__init__(desk)
        self._touched: dict[str, None] = {}  # in the order of touching
        self._from: PenSample | None = None

    def press(self, sample: PenSample) -> None:
        """Begin a sweep."""
        self._touched, self._from = {}, sample
        self.move(sample)

    def move(self, sample: PenSample) -> None:
        """Touch what lies between the last place and this one."""
        if self._from is None:
            return
        radius = self.desk.millimetres(ERASER)
        before = len(self._touched)
        start, end = np.array([self._from.x, self._from.y]), np.array([sample.x, sample.y])
        low, high = np.minimum(start, end) - radius, np.maximum(start, end) + radius
        for stroke in self.desk.within(QRectF(QPointF(*low.tolist()), QPointF(*high.tolist()))):
            if stroke.id not in self._touched and distance(stroke.xy, start, end) <= radius:
                self._touched[stroke.id] = None
        self._from = sample
        if len(self._touched) != before:
            self.desk.fade(frozenset(self._touched))

    def release(self, sample: PenSample | None) -> None:
        """End the sweep."""
        if self._from is None:
            return
        if sample is not None:
            self.move(sample)
        touched, self._touched, self._from = tuple(self._touched), {}, None
        if touched and sample is not None:
            self.desk.tell_erase(touched)
        self.desk.fade(frozenset())


class PanTool(Tool[Desk]):
    """Moves the page."""

    cursor = Qt.CursorShape.OpenHandCursor

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._at: QPointF | None = None

    def press(self, sample: PenSample) -> None:
        """Take hold."""
        self._at = sample.at

    def move(self, sample: PenSample) -> None:
        """Drag."""
        if self._at is not None:
            self.desk.move_page(sample.at.x() - self._at.x(), sample.at.y() - self._at.y())
            self._at = sample.at

    def release(self, sample: PenSample | None) -> None:
        """Let go."""
        self._at = None


def distance(xy: NDArray[np.float32], start: Floats, end: Floats) -> float:
    """The least distance between a path (N, 2) and the straight way from `start` to `end`, in the path's unit."""
    if not len(xy):
        return float("inf")
    points = xy.astype(np.float64)
    first, second = points[:-1] if len(points) > 1 else points, points[1:] if len(points) > 1 else points
    if _crosses(first, second, start, end):
        return 0.0
    to_ends = min(_to_segments(start, first, second), _to_segments(end, first, second))
    way = end - start
    along = np.clip((points - start) @ way / max(float(way @ way), 1e-12), 0.0, 1.0)
    return min(to_ends, float(np.hypot(*(points - start - along[:, None] * way).T).min()))


def _to_segments(point: Floats, first: Floats, second: Floats) -> float:
    way = second - first
    along = np.clip(((point - first) * way).sum(axis=1) / np.maximum((way * way).sum(axis=1), 1e-12), 0.0, 1.0)
    return float(np.hypot(*(first + along[:, None] * way - point).T).min())


def _crosses(first: Floats, second: Floats, start: Floats, end: Floats) -> bool:
    def side(a: Floats, b: Floats, p: Floats) -> Floats:
        made: Floats = (b[..., 0] - a[..., 0]) * (p[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (p[..., 0] - a[..., 0])
        return made

    over = side(start, end, first) * side(start, end, second) < 0
    return bool((over & (side(first, second, start) * side(first, second, end) < 0)).any())
