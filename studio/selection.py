"""What is selected on the page: strokes by name, alive as long as they are, and following them through edits and undo.

selection = Selection(page)
selection.changed.connect(...)      # ask `ids`, `strokes` or `ink`
selection.set(ids)
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from engines.ink.types import Ink, Stroke
from studio.page import Page


class Selection(QObject):
    """A set of stroke ids, all of them on the page. An edited stroke hands its place to the one that names it as origin."""

    changed = Signal()

    def __init__(self, page: Page, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._ids: frozenset[str] = frozenset()
        self._there: tuple[Stroke, ...] = ()  # the page's strokes when they were last looked at, while something is selected
        page.rebuilt.connect(self._follow)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> frozenset[str]:
        """Names of the selected strokes."""
        return self._ids

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The selected strokes in the page's order."""
        return tuple(stroke for stroke in self._page.strokes if stroke.id in self._ids) if self._ids else ()

    @property
    def ink(self) -> Ink:
        """The selected strokes as ink."""
        return Ink(self.strokes)

    @property
    def characters(self) -> tuple[Ink, ...]:
        """The selected strokes as far as they belong together, in the order in which the characters were begun."""
        parts = (tuple(stroke for stroke in ink if stroke.id in self._ids) for ink in self._page.characters)
        return tuple(Ink(part) for part in parts if part)

    def set(self, ids: Iterable[str]) -> None:
        """Select exactly these; names that are not on the page are left out."""
        wanted = frozenset(ids)
        there = self._page.strokes if wanted else ()
        wanted &= {stroke.id for stroke in there}
        self._there = there if wanted else ()
        if wanted != self._ids:
            self._ids = wanted
            self.changed.emit()

    def add(self, ids: Iterable[str]) -> None:
        """Select these too."""
        self.set(self._ids | frozenset(ids))

    def toggle(self, ids: Iterable[str]) -> None:
        """Select these too; where all of them are selected, no longer."""
        asked = frozenset(ids)
        self.set(self._ids - asked if asked <= self._ids else self._ids | asked)

    def all(self) -> None:
        """Select everything on the page."""
        self.set(stroke.id for stroke in self._page.strokes)

    def clear(self) -> None:
        """Select nothing."""
        self.set(())

    def _follow(self) -> None:
        """The page was changed, undone or redone: what vanished is selected no longer, what was made of it (or was it) is."""
        if not self._ids:
            return
        before, now = self._there, self._page.strokes
        known, present = {stroke.id for stroke in before}, {stroke.id for stroke in now}
        gone = [stroke for stroke in before if stroke.id in self._ids and stroke.id not in present]
        names, origins = {stroke.id for stroke in gone}, {stroke.origin for stroke in gone} - {""}
        heirs = {stroke.id for stroke in now if stroke.id not in known and (stroke.origin in names or stroke.id in origins)}
        moved = bool(gone)
        self._there = now
        self._ids = (self._ids & present) | heirs
        if moved:
            self.changed.emit()
