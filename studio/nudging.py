"""Points of strokes by mouse, pen, finger and keys: from the Points tool to the page, one step of undo each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from engines.ink import editing
from engines.ink.types import Stroke
from studio.canvas.pointing import GRABBED
from studio.canvas.view import PageView
from studio.page import Page
from studio.selection import Selection
from studio.words import mark

STEP, FAR = 0.1, 1.0  # mm that an arrow key moves a point, alone and with Shift
TOOL = "points"


class Nudging(QObject):
    """Carries out what hands, keys and menus do to the points of strokes.

    take: puts a tool in hand. delete: what Delete does with another tool. told: a sentence for the status bar.
    """

    told = Signal(str)

    def __init__(
        self,
        page: Page,
        view: PageView,
        selection: Selection,
        take: Callable[[str], None],
        delete: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._view, self._selection = page, view, selection
        self._take, self._delete = take, delete
        self._moved = (0.0, 0.0)  # by the arrow keys that are held
        self._described = view.accessibleDescription()
        self._walk, self._nudge = view.walker, view.nudger
        view.walker, view.nudger = self.walk, self.nudge
        view.points.reshaped.connect(lambda name, stroke, what: page.exchange({name: stroke}, what))
        view.points.turnWanted.connect(self.turn)
        view.points.changed.connect(self._describe)
        view.arrowsReleased.connect(self._end_nudge)
        view.toolChanged.connect(self._tool_changed)
        view.escaped.connect(self._escape)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {"tool.points": self.take, "edit.delete": self.delete}

    def take(self) -> None:
        """Take the tool in hand, with what is selected or else nothing shown."""
        chosen = self._selection.strokes
        self._take(TOOL)
        if chosen:
            self._view.points.show(chosen[0])
        elif self._view.points.stroke is None:
            self.told.emit(self.tr("Click a stroke to show its points, or press Tab."))

    def walk(self, step: int) -> bool:
        """Tab: the next or previous point, and behind a stroke's last one the next stroke; False at the end."""
        if self._view.tool != TOOL:
            return self._walk(step)
        handles, strokes = self._view.points, [stroke for stroke in self._page.strokes if len(stroke)]
        if handles.stroke is None:
            chosen = [stroke for stroke in self._page.current if len(stroke)] or strokes
            self._show(chosen[0 if step > 0 else -1], 0 if step > 0 else -1) if chosen else None
            return bool(chosen)
        place = handles.among.index(handles.active) + step if handles.active in handles.among else 0 if step > 0 else -1
        if 0 <= place < len(handles.among) or place == -1 != step:
            self._show(handles.stroke, place)
            return True
        ids = [stroke.id for stroke in strokes]
        following = ids.index(handles.stroke.id) + step
        if not 0 <= following < len(strokes):
            return False
        self._show(strokes[following], 0 if step > 0 else -1)
        return True

    def _show(self, stroke: Stroke, place: int) -> None:
        handles = self._view.points
        handles.show(stroke)
        handles.show(stroke, handles.among[place])
        number = handles.among.index(handles.active) + 1
        words = self.tr("Point {} of {}: the arrow keys move it, Delete removes it.")
        self.told.emit(words.format(number, len(handles.among)))

    def nudge(self, dx: int, dy: int, far: bool) -> bool:
        """Move the chosen point by a step of the arrow keys; False where none is."""
        handles = self._view.points
        if self._view.tool != TOOL:
            return self._nudge(dx, dy, far)
        if handles.stroke is None or handles.active < 0:
            return False
        if not handles.carrying:
            self._moved = (0.0, 0.0)
            handles.grab()
        step = FAR if far else STEP
        self._moved = (self._moved[0] + dx * step, self._moved[1] + dy * step)
        handles.carry(*self._moved)
        return True

    def _end_nudge(self) -> None:
        """The arrows are let go: all their steps are one step of undo."""
        moved, self._moved = self._moved, (0.0, 0.0)
        if self._view.points.carrying and moved != (0.0, 0.0):
            self._view.points.drop(GRABBED)

    def delete(self) -> None:
        """Delete: the chosen point; with another tool, what is selected."""
        handles = self._view.points
        if self._view.tool != TOOL:
            self._delete()
        elif handles.stroke is None or handles.active < 0:
            self.told.emit(self.tr("No point is chosen: click one, or press Tab."))
        elif not handles.remove(mark("Remove point")):
            self.told.emit(self.tr("A stroke keeps its two ends; the Select tool deletes it whole."))

    def turn(self, name: str) -> None:
        """The arrow of a stroke was clicked: it is drawn the other way round."""
        stroke = self._page.stroke(name)
        if stroke is not None:
            self._page.exchange({name: editing.reversed_stroke(stroke)}, mark("Reverse"))
            self.told.emit(self.tr("The stroke is drawn the other way round."))

    # Inside

    def _escape(self) -> None:
        handles = self._view.points
        if self._view.tool == TOOL:
            if handles.carrying:
                handles.drop()
                self._moved = (0.0, 0.0)
            else:
                handles.show(handles.stroke if handles.active >= 0 else None)

    def _tool_changed(self, name: str) -> None:
        if name not in (TOOL, "pan"):
            self._view.points.show(None)

    def _describe(self) -> None:
        handles = self._view.points
        if handles.stroke is not None and handles.stroke.id not in {stroke.id for stroke in self._page.current}:
            self._page.select(handles.stroke.id)
        if handles.stroke is None:
            self._view.setAccessibleDescription(self._described)
        elif handles.active in handles.among:
            x, y = handles.stroke.xy[handles.active].tolist()
            words = self.tr("Point {} of {} of a stroke, at {:.1f}, {:.1f} mm.")
            number = handles.among.index(handles.active) + 1
            self._view.setAccessibleDescription(words.format(number, len(handles.among), x, y))
        else:
            self._view.setAccessibleDescription(self.tr("A stroke with {} points.").format(len(handles.among)))
