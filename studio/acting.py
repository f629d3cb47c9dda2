"""What a person does to the page: each is one step of undo, whatever it touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import QObject

from engines.ink.types import Ink, Stroke, new_id
from studio.grouping import joins
from studio.history import History, Pictures, Placed
from studio.placed import Pictured, PlacedPicture
from studio.words import mark


class Acts(QObject):
    """The doing side of studio.page.Page, which says what a step does to history, journal and listeners."""

    _history: History

    # For the page that derives from it

    def finish_opening(self) -> None:
        """Have the whole page."""

    def _act(
        self,
        what: str,
        removed: Sequence[tuple[int, Placed]] = (),
        added: Sequence[tuple[int, Placed]] = (),
        current: str | None = None,
        *,
        off: Pictures = (),
        on: Pictures = (),
    ) -> None:
        """One step: these strokes and pictures leave and come; nothing where none does. current: the character after it."""

    def _keep_image(self, image: str, png: bytes) -> None:
        """A picture's file, before the step that shows it."""

    # Ink and pictures

    def add_ink(self, ink: Ink, what: str = mark("Paste"), *, as_one: bool = True) -> tuple[Stroke, ...]:
        """Put ink on the page, on top. as_one: it is one character; else its strokes are grouped as if just written.

        Strokes whose name the page has seen get a new one and name their origin. Gives the strokes as they lie on the page.
        """
        fresh = self._fresh(ink)
        group = fresh[0].id if fresh else ""
        added: list[Placed] = []
        for stroke in fresh:
            if not as_one and added and not joins(Ink(tuple(p.stroke for p in added if p.character == group)), stroke):
                group = stroke.id
            added.append(Placed(stroke, group))
        count = len(self._history.placed)
        self._act(what, added=[(count + i, placed) for i, placed in enumerate(added)], current=group)
        return tuple(fresh)

    def put(self, inks: Iterable[Ink], pictured: Pictured, what: str) -> tuple[str, ...]:
        """Put characters on top of the ink and pictures on top of the pictures, in one step; gives their ids on the page.

        Waits for a page that is still being opened. Pictures whose name the page has seen get a new one, as strokes do.
        """
        self.finish_opening()
        history = self._history
        history.prune()
        groups = [group for group in map(self._fresh, inks) if group]
        placed = [Placed(stroke, group[0].id) for group in groups for stroke in group]
        pictures = [self._known_once(picture) for picture in pictured.pictures]
        for image, png in pictured.images.items():
            if image not in history.images:
                history.images[image] = png
                self._keep_image(image, png)
        self._act(
            what,
            added=[(len(history.placed) + i, each) for i, each in enumerate(placed)],
            current=groups[-1][0].id if groups else None,
            on=tuple((len(history.pictures) + i, each) for i, each in enumerate(pictures)),
        )
        return (*(each.stroke.id for each in placed), *(each.id for each in pictures))

    def erase(self, ids: Iterable[str], what: str = mark("Erase stroke")) -> None:
        """Take the named strokes and pictures off the page; names that are not on it are left out."""
        names = set(ids)
        self._act(what, removed=self._history.positions(names), off=self._history.pictures_at(names))

    def replace(self, old_ids: Iterable[str], new_strokes: Iterable[Stroke], what: str) -> tuple[Stroke, ...]:
        """Put new strokes where the named ones lay, in their character. Gives them as they lie on the page."""
        removed = self._history.positions(old_ids)
        fresh = self._fresh(new_strokes)
        at = removed[0][0] if removed else len(self._history.placed)
        character = removed[0][1].character if removed else fresh[0].id if fresh else ""
        added = [(at + i, Placed(stroke, character)) for i, stroke in enumerate(fresh)]
        self._act(what, removed, added, current=character)
        return tuple(fresh)

    def exchange(
        self, edited: Mapping[str, Stroke], what: str, pictures: Mapping[str, PlacedPicture] = MappingProxyType({})
    ) -> None:
        """Put each edited stroke exactly where the named one lies, in its character; names not on the page are left out.

        pictures: the same of pictures, in the same step.
        """
        off = self._history.pictures_at(pictures)
        on = tuple((at, pictures[old.id]) for at, old in off)
        pieces = {name: self._fresh([stroke]) for name, stroke in edited.items()}
        self._act(what, *self._history.reworked(pieces), off=off, on=on)

    def rework(self, pieces: Mapping[str, Iterable[Stroke]], what: str) -> None:
        """Put pieces, one after the other, exactly where the named stroke lies, in its character; none takes it off."""
        self._act(what, *self._history.reworked({name: self._fresh(made) for name, made in pieces.items()}))

    def reorder(self, ids: Iterable[str], step: int, what: str) -> bool:
        """Let the named strokes be drawn one earlier (step -1) or later (1) in their character; False where none moved."""
        removed, added = self._history.reordered(frozenset(ids), step)
        self._act(what, removed, added)
        return bool(removed)

    def arrange(self, order: Sequence[tuple[str, str]], what: str) -> bool:
        """Let the named strokes be drawn in this order, in the places that they hold together; False where nothing changes.

        order: each stroke's id and the id of one whose character it joins. Raises KeyError for names that are not on the page.
        """
        placed = {place.stroke.id: place for place in self._history.placed}
        held = self._history.positions(name for name, _ in order)
        wanted = [Placed(placed[name].stroke, placed[beside].character) for name, beside in order]
        changed = [
            (at, old, new)
            for (at, old), new in zip(held, wanted, strict=True)
            if (old.stroke, old.character) != (new.stroke, new.character)
        ]
        self._act(what, [(at, old) for at, old, _ in changed], [(at, new) for at, _, new in changed])
        return bool(changed)

    def retrace(
        self,
        old_ids: Iterable[str],
        characters: Iterable[Sequence[Stroke]],
        what: str,
        pictures: Mapping[str, PlacedPicture] = MappingProxyType({}),
    ) -> tuple[str, ...]:
        """Put characters where the named strokes lay (on top where none is named), and pictures in place of others, in one step.

        A stroke that is among the named ones stays as it is, in its new place. Gives the strokes' ids on the page.
        """
        removed = self._history.positions(old_ids)
        stays = {place.stroke.id: place.stroke for _, place in removed}
        at = removed[0][0] if removed else len(self._history.placed)
        groups = [[stays.get(s.id) or self._renamed(s) for s in strokes if len(s)] for strokes in characters]
        added = [Placed(stroke, group[0].id) for group in groups for stroke in group]
        off = self._history.pictures_at(pictures)
        on = tuple((place, pictures[old.id]) for place, old in off)
        self._act(what, removed, [(at + i, place) for i, place in enumerate(added)], off=off, on=on)
        return tuple(place.stroke.id for place in added)

    def clear(self, what: str = mark("Clear page")) -> None:
        """Take everything off the page."""
        placed, pictures = self._history.placed, self._history.pictures
        self._act(what, removed=tuple(enumerate(placed)), current="", off=tuple(enumerate(pictures)))

    # Inside

    def _fresh(self, strokes: Iterable[Stroke]) -> list[Stroke]:
        return [self._renamed(stroke) for stroke in strokes if len(stroke)]

    def _renamed(self, stroke: Stroke) -> Stroke:
        if stroke.id not in self._history.ids:
            return stroke
        return replace(stroke, id="", origin=stroke.id)

    def _known_once(self, picture: PlacedPicture) -> PlacedPicture:
        return replace(picture, id=new_id(), origin=picture.id) if picture.id in self._history.ids else picture
