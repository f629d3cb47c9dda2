"""The points of one stroke that a hand can take hold of, as the view shows them, and the stroke while one is being moved.

Painted over the finished picture of the page, as what is selected is. While a point is carried the stroke is painted as it would
become; the page gets it when the hand lets go. Until its tiles are there, that picture stays.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF, QTransform

from engines.ink import points
from engines.ink.types import Stroke
from studio.canvas.frame import line_width
from studio.canvas.paint import nib, strip
from studio.canvas.ribbon import ribbon
from studio.canvas.sheet import Sheet
from studio.theme import Theme, ink_colour

SIZE = 4.0  # logical pixels from a handle's middle to its edge
TARGET = 13.0  # at which it can be hit
MOST_KNOWN = 200  # strokes whose handles are remembered
AIR = 12.0  # by which what is painted may leave the line
SIGN = 7.0  # around an arrow head at which it can be hit


class Handles(QObject):
    """update: asks for logical pixels to be painted again.

    reshaped: id of a stroke, the stroke that comes in its place, name of the step. turnWanted: id of a stroke whose arrow was
    clicked. changed: another stroke or another point is chosen.
    """

    reshaped = Signal(str, object, str)
    turnWanted = Signal(str)
    changed = Signal()

    def __init__(self, sheet: Sheet, update: Callable[[QRect], None]) -> None:
        super().__init__()
        self._sheet, self._update = sheet, update
        self.stroke: Stroke | None = None
        self.among: list[int] = []  # which of its points are handles
        self.active = -1  # which point is chosen, -1 = none
        self._known: OrderedDict[str, list[int]] = OrderedDict()  # the handles of strokes that were shaped here, by id
        self._moved: Stroke | None = None  # while one is carried, and until the page shows it
        self._held = False  # whether a hand still carries it

    @property
    def shown(self) -> bool:
        """Whether anything is to be painted."""
        return self.stroke is not None

    @property
    def carrying(self) -> bool:
        """Whether a point is being moved."""
        return self._held

    # What changes

    def show(self, stroke: Stroke | None, active: int = -1) -> None:
        """Show the handles of a stroke of the page, one of its points chosen; None shows nothing."""
        self._refresh()
        if self._held:
            self.drop()
        if stroke is None or self.stroke is None or stroke.id != self.stroke.id:
            self.among = self._handles_of(stroke) if stroke is not None else []
        self.stroke, self._moved, self.active = stroke, None, active
        self._refresh()
        self.changed.emit()

    def _handles_of(self, stroke: Stroke) -> list[int]:
        known = self._known.get(stroke.id)
        return list(known) if known is not None else points.handles(stroke)

    def _know(self, stroke: Stroke, among: list[int]) -> None:
        self._known[stroke.id] = among
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)

    def follow(self, strokes: Sequence[Stroke]) -> None:
        """The page was changed, undone or redone: stay with the stroke, with what was made of it, or with what it was made of."""
        old = self.stroke
        if old is None:
            return
        there = next((stroke for stroke in strokes if stroke.id == old.id), None)
        heir = next((stroke for stroke in strokes if stroke.id == old.origin or stroke.origin == old.id), None)
        now = there or heir
        if now is None or now is old:
            if now is None:
                self.show(None)
            return
        self._refresh()
        place = old.xy[self.active] if self.active in self.among else None
        if self._moved is not None and now.id == self._moved.id:
            self._moved = now  # its picture stays until its tiles are there
        else:
            self._moved = None
        self.among = self._handles_of(now)
        if place is not None and (self.active not in self.among or len(now) != len(old)):
            self.active = min(self.among, key=lambda index: float(np.hypot(*(now.xy[index] - place))), default=-1)
        self.stroke = now
        self._refresh()
        self.changed.emit()

    def grab(self) -> None:
        """Take the stroke off the picture of the page, to move its chosen point."""
        if self.stroke is None or self._held:
            return
        self._held, self._moved = True, self.stroke
        self._sheet.keep_ghost()
        self._mark(self._sheet.tiles.hide((self.stroke.id,)))

    def carry(self, dx: float, dy: float, alone: bool = False) -> None:
        """Show the chosen point moved by so many mm, and its neighbourhood with it. alone: the point by itself."""
        if self.stroke is None or not self._held:
            return
        self._refresh()
        self._moved = points.pulled(self.stroke, self.active, dx, dy, self.among, alone)
        self._refresh()

    def drop(self, what: str = "") -> None:
        """Let go. what: the name of the step in which the page gets the stroke as it is now; "" = it goes back."""
        if not self._held or self.stroke is None:
            return
        old, moved, self._held = self.stroke, self._moved, False
        self._refresh()
        if what and moved is not None:
            self._sheet.keep_ghost()
            self._keep(old, moved, self.among)
            self.reshaped.emit(old.id, moved, what)
        else:
            self._moved = None
        self._mark(self._sheet.tiles.hide(()))
        self._refresh()

    def remove(self, what: str) -> bool:
        """Take the chosen point out of the stroke, as a step of that name; False where only the two ends are left."""
        old, active = self.stroke, self.active
        made = points.without(old, active, self.among) if old is not None else None
        if old is None or made is None:
            return False
        if len(made) == len(old):
            self._keep(old, made, [index for index in self.among if index != active])
        self.reshaped.emit(old.id, made, what)
        return True

    def _keep(self, old: Stroke, made: Stroke, among: list[int]) -> None:
        """Undo brings the old handles back, too."""
        self._know(old, list(self.among))
        self._know(made, list(among))

    def _mark(self, world: QRectF) -> None:
        area = self._sheet.mark(world)
        if not area.isEmpty():
            self._update(area)

    def _refresh(self) -> None:
        area = self.area()
        if not area.isEmpty():
            self._update(area)

    # Where things are

    def at(self, place: QPointF) -> int:
        """The handle in reach of a place in logical pixels, the chosen one first; -1 where there is none."""
        if self.stroke is None:
            return -1
        away = {index: self._apart(index, place) - (index == self.active) for index in self.among}
        nearest = min(away, key=lambda index: away[index], default=-1)
        return nearest if nearest >= 0 and away[nearest] <= TARGET else -1

    def _apart(self, index: int, place: QPointF) -> float:
        assert self.stroke is not None
        here = self._sheet.camera.view(*self.stroke.xy[index].tolist())
        return math.hypot(here.x() - place.x(), here.y() - place.y())

    def arrow_at(self, place: QPointF) -> str:
        """The stroke whose arrow head, of those shown beside the numbers, lies at a place in logical pixels; "" for none."""
        camera = self._sheet.camera
        world = QPointF(place.x() * camera.ratio - camera.origin.x(), place.y() * camera.ratio - camera.origin.y())
        reach = SIGN * camera.ratio
        for name, corners in self._sheet.arrows():
            if QPolygonF(list(corners)).boundingRect().adjusted(-reach, -reach, reach, reach).contains(world):
                return name
        return ""

    def area(self) -> QRect:
        """The logical pixels on which something is painted."""
        if self.stroke is None:
            return QRect()
        camera, box = self._sheet.camera, QRectF()
        for stroke in (self.stroke, self._moved):
            if stroke is not None and len(stroke):
                low, high = stroke.xy.min(axis=0).tolist(), stroke.xy.max(axis=0).tolist()
                pen = self._sheet.tiles.look.pen_of(stroke).width
                corners = camera.view(low[0] - pen, low[1] - pen), camera.view(high[0] + pen, high[1] + pen)
                box = box.united(QRectF(corners[0], corners[1]))
        return box.adjusted(-AIR, -AIR, AIR, AIR).toAlignedRect() & QRectF(QPointF(), camera.size).toAlignedRect()

    # Painting

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """In logical pixels of the view."""
        if self.stroke is None:
            return
        if self._moved is not None and not self._held and self._sheet.whole:
            self._refresh()
            self._moved = None
        shown = self._moved or self.stroke
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._moved is not None:
            self._paint_ink(painter, self._moved, theme)
        camera = self._sheet.camera
        places = [camera.view(x, y) for x, y in shown.xy.tolist()]
        fine = line_width(camera.ratio)
        painter.setPen(QPen(theme.colour("paper"), 3 * fine))
        painter.drawPolyline(places)
        accent = QPen(theme.colour("accent"), fine)
        painter.setPen(accent)
        painter.drawPolyline(places)
        for index in self.among:
            if index < len(places) and index != self.active:
                self._paint_handle(painter, theme, places[index], index in (self.among[0], self.among[-1]), False)
        if 0 <= self.active < len(places):
            self._paint_handle(painter, theme, places[self.active], self.active in (self.among[0], self.among[-1]), True)
        painter.restore()

    def _paint_handle(self, painter: QPainter, theme: Theme, place: QPointF, end: bool, active: bool) -> None:
        size = SIZE + 1.5 if active else SIZE
        painter.setPen(QPen(theme.colour("paper"), 1.5))
        painter.setBrush(theme.colour("paper"))
        box = QRectF(place.x() - size - 1, place.y() - size - 1, 2 * size + 2, 2 * size + 2)
        (painter.drawRect if end else painter.drawEllipse)(box)
        painter.setPen(QPen(theme.colour("accent"), 1.5))
        painter.setBrush(theme.colour("accent" if active else "raised"))
        box = box.adjusted(1, 1, -1, -1)
        (painter.drawRect if end else painter.drawEllipse)(box)

    def _paint_ink(self, painter: QPainter, stroke: Stroke, theme: Theme) -> None:
        look, camera = self._sheet.tiles.look, self._sheet.camera
        pen = look.pen_of(stroke)
        seen = nib(stroke, pen, look.smoothing, look.tremor) * (look.scale, look.scale, look.scale, 1.0)
        path: QPainterPath = strip(ribbon(seen).samples)
        step = 1 / camera.ratio
        painter.save()
        painter.setTransform(
            QTransform.fromTranslate(camera.origin.x(), camera.origin.y()) * QTransform.fromScale(step, step), True
        )
        painter.fillPath(path, ink_colour(pen.colour, theme))
        painter.restore()
