"""The Points tool: a click shows a stroke's points, a drag moves one and its neighbourhood with it, with Alt the point alone.

A drag may begin anywhere on the line. It only finds out what a hand means; what becomes of the stroke is the page's business.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, Qt

from engines.ink import points
from studio.canvas.pen import PenSample
from studio.canvas.selecting import REACH, SLACK, stroke_at
from studio.canvas.tools import Desk, Tool
from studio.words import mark

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
GRABBED = mark("Move point")


class PointsTool(Tool[Desk]):
    """Shows the handles of a stroke and moves them. With Shift a point moves along one axis only."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._from: PenSample | None = None
        self._turn = ""  # the stroke whose arrow was pressed
        self._dragging = False

    def press(self, sample: PenSample) -> None:
        """Take hold of a point, of the line between two, or of another stroke."""
        handles = self.desk.points
        self._from, self._dragging = sample, False
        handle = handles.at(sample.at)
        self._turn = self.desk.points.arrow_at(sample.at) if handle < 0 else ""
        if handle >= 0:
            handles.show(handles.stroke, handle)
        elif not self._turn:
            self._take(sample)

    def _take(self, sample: PenSample) -> None:
        """The stroke under the hand, the shown one first; nothing beside all."""
        shown = self.desk.points.stroke
        own = points.nearest_place(shown, sample.x, sample.y) if shown is not None else (0, 0.0, math.inf)
        if shown is None or own[2] > self.desk.millimetres(REACH):
            hit = stroke_at(self.desk, sample.x, sample.y)
            shown = next((stroke for stroke in self.desk.strokes if stroke.id == hit), None)
            if shown is not None:
                own = points.nearest_place(shown, sample.x, sample.y)
        index = -1 if shown is None else min(own[0] + round(own[1]), len(shown) - 1)
        self.desk.points.show(shown, index)

    def move(self, sample: PenSample) -> None:
        """Move the point, once it cannot be a click any more."""
        handles = self.desk.points
        if self._from is None or self._turn or handles.stroke is None or handles.active < 0:
            return
        way = sample.at - self._from.at
        if not self._dragging and math.hypot(way.x(), way.y()) < SLACK:
            return
        if not self._dragging:
            self._dragging = True
            handles.grab()
        dx, dy = sample.x - self._from.x, sample.y - self._from.y
        if sample.keys & SHIFT:
            dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
        handles.carry(dx, dy, alone=bool(sample.keys & ALT))

    def release(self, sample: PenSample | None) -> None:
        """Leave the point where it is now; None: it goes back."""
        start, self._from = self._from, None
        turn, self._turn = self._turn, ""
        handles = self.desk.points
        if self._dragging:
            self._dragging = False
            handles.drop(GRABBED if sample is not None else "")
        elif start is not None and sample is not None and turn:
            handles.turnWanted.emit(turn)
        if handles.stroke is not None and handles.active not in handles.among:
            handles.show(handles.stroke)  # between two handles nothing stays chosen

    def hover(self, at: QPointF) -> bool:
        """The shape tells what a drag would do."""
        handles = self.desk.points
        shape = Qt.CursorShape.ArrowCursor
        if handles.at(at) >= 0:
            shape = Qt.CursorShape.SizeAllCursor
        elif handles.arrow_at(at):
            shape = Qt.CursorShape.PointingHandCursor
        changed, self.cursor = shape != self.cursor, shape
        return changed
