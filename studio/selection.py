"""What is selected on the page: strokes and pictures by name, alive as long as they are there.

It follows them through edits and undo.

selection = Selection(page)
selection.changed.connect(...)      # ask `ids`, `strokes` or `ink`
selection.set(ids)
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from engines.ink.types import Ink, Stroke
from studio.page import Page
from studio.placed import PlacedPicture

Item = Stroke | PlacedPicture


class Selection(QObject):
    """A set of ids of strokes and pictures, all of them on the page. An edited one hands its place to the one that names it."""

    changed = Signal()

    def __init__(self, page: Page, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._ids: frozenset[str] = frozenset()
        self._there: tuple[Item, ...] = ()  # what the page held when it was last looked at, while something is selected
        page.rebuilt.connect(self._follow)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> frozenset[str]:
        """Names of the selected strokes and pictures."""
        return self._ids

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The selected strokes in the page's order."""
        return tuple(stroke for stroke in self._page.strokes if stroke.id in self._ids) if self._ids else ()

    @property
    def pictures(self) -> tuple[PlacedPicture, ...]:
        """The selected pictures in the page's order."""
        return tuple(picture for picture in self._page.pictures if picture.id in self._ids) if self._ids else ()

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
        there = self._items() if wanted else ()
        wanted &= {item.id for item in there}
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
        self.set(item.id for item in self._items())

    def clear(self) -> None:
        """Select nothing."""
        self.set(())

    def _items(self) -> tuple[Item, ...]:
        return (*self._page.strokes, *self._page.pictures)

    def _follow(self) -> None:
        """The page was changed, undone or redone: what vanished is selected no longer, what was made of it (or was it) is."""
        if not self._ids:
            return
        before, now = self._there, self._items()
        known, present = {item.id for item in before}, {item.id for item in now}
        gone = [item for item in before if item.id in self._ids and item.id not in present]
        names, origins = {item.id for item in gone}, {item.origin for item in gone} - {""}
        heirs = {item.id for item in now if item.id not in known and (item.origin in names or item.id in origins)}
        moved = bool(gone)
        self._there = now
        self._ids = (self._ids & present) | heirs
        if moved:
            self.changed.emit()
