"""The Ink menu: smooth, simplify, reverse, split, join and reorder what is selected, else the current character.

Each is one step of undo and makes new strokes that name their origin; what the pen recorded is never altered.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from engines.ink import editing, points
from engines.ink.smooth import smooth
from engines.ink.types import Stroke
from studio.canvas.selecting import stroke_at
from studio.canvas.view import PageView
from studio.page import Page
from studio.selection import Selection
from studio.words import mark

CALM = 0.8  # strength of one smoothing
TOLERANCE = 0.1  # mm that simplified ink may stray


class Reworking(QObject):
    """Carries out the commands. told: a sentence for the status bar."""

    told = Signal(str)

    def __init__(self, page: Page, view: PageView, selection: Selection, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._view, self._selection = page, view, selection

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {
            "ink.smooth": lambda: self._each(lambda stroke: [smooth(stroke, CALM)], mark("Smooth")),
            "ink.simplify": self.simplify,
            "ink.reverse": lambda: self._each(lambda stroke: [editing.reversed_stroke(stroke)], mark("Reverse")),
            "ink.split_here": self.split_here,
            "ink.split_corners": self.split_corners,
            "ink.split_middle": lambda: self._each(lambda s: editing.split(s, [editing.middle(s)]), mark("Split")),
            "ink.join": self.join,
            "ink.earlier": lambda: self.reorder(-1),
            "ink.later": lambda: self.reorder(1),
        }

    def strokes(self) -> tuple[Stroke, ...]:
        """What a command acts on."""
        return self._selection.strokes or self._page.current.strokes

    def _each(self, change: Callable[[Stroke], Sequence[Stroke]], what: str) -> bool:
        """Put what `change` makes of each stroke in its place; False where nothing changed."""
        made = {stroke.id: list(change(stroke)) for stroke in self.strokes()}
        made = {name: pieces for name, pieces in made.items() if [piece.id for piece in pieces] != [name]}
        if not self.strokes():
            self.told.emit(self.tr("There is no ink to change: write something, or select ink first."))
        self._page.rework(made, what)
        return bool(made)

    def simplify(self) -> None:
        """Leave out points that the eye does not miss."""
        before = sum(map(len, self.strokes()))
        if self._each(lambda stroke: [editing.simplified(stroke, TOLERANCE)], mark("Simplify")):
            after = sum(map(len, self.strokes()))
            self.told.emit(self.tr("{} points became {}.").format(before, after))

    def split_corners(self) -> None:
        """Cut at every corner."""
        if self.strokes() and not self._each(lambda stroke: editing.split(stroke, editing.corners(stroke)), mark("Split")):
            self.told.emit(self.tr("There is no corner to split at."))

    def split_here(self) -> None:
        """Lift the pen where the page was last clicked: in the stroke that lies there, else in the nearest of those meant."""
        x, y = self._view.clicked or (math.nan, math.nan)
        under = self._page.stroke(stroke_at(self._view, x, y)) if self._view.clicked else None
        near = [stroke for stroke in ((under,) if under is not None else self.strokes()) if len(stroke)]
        if self._view.clicked is None or not near:
            self.told.emit(self.tr("Click a stroke with the select tool first: it is split there."))
            return
        stroke = min(near, key=lambda one: points.nearest_place(one, x, y)[2])
        pieces = points.split_at(stroke, x, y)
        if len(pieces) == 1:
            self.told.emit(self.tr("A stroke cannot be split at its end."))
        else:
            self._page.rework({stroke.id: pieces}, mark("Split"))

    def join(self) -> None:
        """Make one stroke of the selected ones, else of the two of the current character whose ends are nearest."""
        chosen: Sequence[Stroke] = self._selection.strokes
        if len(chosen) < 2:
            chosen = editing.nearest_pair(self._page.current.strokes) or ()
        if len(chosen) < 2:
            self.told.emit(self.tr("Joining needs two strokes: select them, or write a character of several strokes."))
            return
        one = editing.joined(chosen)
        self._page.rework({stroke.id: [one] if stroke is chosen[0] else [] for stroke in chosen}, mark("Join"))

    def reorder(self, step: int) -> None:
        """Draw what is selected one earlier (-1) or later (1) within its character; without a selection, the last stroke."""
        chosen = self._selection.strokes or self._page.current.strokes[-1:]
        if not self._page.reorder([stroke.id for stroke in chosen], step, mark("Reorder")):
            self.told.emit(self.tr("It is drawn first already.") if step < 0 else self.tr("It is drawn last already."))
