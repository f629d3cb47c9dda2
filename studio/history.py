"""What stands on the page and how it came there: strokes in order, their characters, and every step that can be undone.

Pure values without Qt and without files. A step holds what it took off and what it put on, each with its place, so that it can
be walked in both directions exactly; steps name the step they follow, so that a history read back from a damaged journal heals.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engines.ink.types import Ink, Stroke
from studio.placed import PlacedPicture

LONGEST = 1000  # steps that can be undone; older ones are forgotten, their strokes stay on the page


@dataclass(frozen=True, eq=False)
class Placed:
    """A stroke on the page and the character it belongs to."""

    stroke: Stroke
    character: str


Places = tuple[tuple[int, Placed], ...]  # (position on the page, what stands there), positions rising
Pictures = tuple[tuple[int, PlacedPicture], ...]  # the same of pictures, which lie beneath all ink


@dataclass(frozen=True, eq=False)
class Step:
    """One action of a person. number: rising, unique on this page. what: for people ("Erase stroke").

    removed: with their positions before the step; added: with their positions after it. before, after: the current character.
    off, on: pictures removed and added, in the same way.
    """

    number: int
    what: str
    removed: Places
    added: Places
    before: str = ""
    after: str = ""
    off: Pictures = ()
    on: Pictures = ()


@dataclass(frozen=True)
class Filed:
    """The page file that a page belongs to; path "": none yet.

    top: the step that was in force when it was opened or saved last; another one now means that the page is edited.
    digest: of the file then. head: what the file says of itself (created, writer, provenance), kept from save to save.
    """

    path: str = ""
    top: int = 0
    digest: str = ""
    head: Mapping[str, Any] = field(default_factory=dict)


class History:
    """The page's strokes and the line of steps through which they came; `done` of the `steps` are in force."""

    def __init__(
        self, placed: Iterable[Placed] = (), current: str = "", base: int = 0, pictures: Iterable[PlacedPicture] = ()
    ) -> None:
        self.placed: list[Placed] = list(placed)
        self.pictures: list[PlacedPicture] = list(pictures)  # from below to above
        self.images: dict[str, bytes] = {}  # PNG files of the pictures that steps know, by their digests; a lost one is missing
        self.current = current
        self.base = base  # number of the newest step that was forgotten
        self.steps: list[Step] = []
        self.done = 0
        self.newest = base  # highest number ever given
        self.ids = {place.stroke.id for place in self.placed}  # of every stroke and picture ever seen here
        self.ids.update(picture.id for picture in self.pictures)
        self.filed = Filed()
        self.foreign: list[tuple[str, Mapping[str, Any], Mapping[str, Any]]] = []  # records of a newer Ductus, kept as they are

    @property
    def top(self) -> int:
        """Number of the step that undo would take back; `base` where there is none."""
        return self.steps[self.done - 1].number if self.done else self.base

    def do(self, step: Step) -> None:
        """Put a step into force. Steps that were undone before it are gone."""
        del self.steps[self.done :]
        self.steps.append(step)
        self.ids.update(place.stroke.id for _, place in step.added)
        self.ids.update(picture.id for _, picture in step.on)
        self.redo()
        self.newest = max(self.newest, step.number)
        if len(self.steps) > LONGEST:
            self.base = self.steps.pop(0).number
            self.done -= 1

    def undo(self) -> Step | None:
        """Walk one step back; the step, or None at the beginning."""
        if not self.done:
            return None
        self.done -= 1
        step = self.steps[self.done]
        self._swap(step.added, step.removed)
        self._swap_pictures(step.on, step.off)
        self.current = step.before
        return step

    def redo(self) -> Step | None:
        """Walk one step forward; the step, or None at the end."""
        if self.done == len(self.steps):
            return None
        step = self.steps[self.done]
        self.done += 1
        self._swap(step.removed, step.added)
        self._swap_pictures(step.off, step.on)
        self.current = step.after
        return step

    def move_to(self, number: int) -> bool:
        """Undo or redo until `number` is on top; False, and nothing moved, where no such step is known."""
        if number == self.top:
            return True
        numbers = [self.base, *(step.number for step in self.steps)]
        if number not in numbers:
            return False
        target = numbers.index(number)
        while self.done > target:
            self.undo()
        while self.done < target:
            self.redo()
        return True

    def follow(self, stroke: Stroke, what: str, joined: bool) -> Step:
        """The step that puts a stroke just written on top. joined: it belongs to the current character."""
        character = self.current if joined else stroke.id
        return Step(self.newest + 1, what, (), ((len(self.placed), Placed(stroke, character)),), self.current, character)

    def graft(self, other: History, moved: Callable[[Stroke], Stroke]) -> list[Step]:
        """Do the steps of another history, one that began with an empty page, on top of this one. Gives them as they are here.

        moved: gives each of its strokes as it is to lie here, under the same id. What was undone there is undone here.
        It has no pictures: they wait until the page is open.
        """
        above = len(self.placed)
        known: dict[str, Placed] = {}
        steps = []
        for step in other.steps:
            known |= {place.stroke.id: Placed(moved(place.stroke), place.character) for _, place in step.added}
            added, removed = (
                tuple((at + above, known[place.stroke.id]) for at, place in places) for places in (step.added, step.removed)
            )
            steps.append(Step(self.newest + 1, step.what, removed, added, step.before or self.current, step.after))
            self.do(steps[-1])
        for _ in range(len(other.steps) - other.done):
            self.undo()
        return steps

    def copy(self) -> History:
        """The same history, for work that goes on while a person draws."""
        twin = History(self.placed, self.current, self.base, self.pictures)
        twin.images = dict(self.images)
        twin.steps, twin.done, twin.newest = list(self.steps), self.done, self.newest
        twin.ids, twin.filed, twin.foreign = set(self.ids), self.filed, list(self.foreign)
        return twin

    @property
    def last_moment(self) -> float:
        """The latest time of a stroke on the page, seconds; 0 where there is none."""
        return max((float(t) for place in self.placed for t in place.stroke.t[-1:] if t == t), default=0.0)

    def positions(self, ids: Iterable[str]) -> Places:
        """Where the named strokes stand now; names that are not on the page are left out."""
        wanted = set(ids)
        return tuple((at, placed) for at, placed in enumerate(self.placed) if placed.stroke.id in wanted)

    def pictures_at(self, ids: Iterable[str]) -> Pictures:
        """Where the named pictures lie now; names that are not on the page are left out."""
        wanted = set(ids)
        return tuple((at, picture) for at, picture in enumerate(self.pictures) if picture.id in wanted)

    def used_images(self) -> set[str]:
        """Digests of the pictures that lie here or that undo or redo can bring."""
        steps = {picture.image for step in self.steps for _, picture in (*step.off, *step.on)}
        return steps | {picture.image for picture in self.pictures}

    def prune(self) -> None:
        """Forget the pictures that nothing can bring back."""
        used = self.used_images()
        self.images = {image: png for image, png in self.images.items() if image in used}

    def reworked(self, pieces: Mapping[str, Sequence[Stroke]]) -> tuple[Places, Places]:
        """What leaves and what comes where each named stroke gives its place to its pieces."""
        removed, added, shift = self.positions(pieces), list[tuple[int, Placed]](), 0
        for at, old in removed:
            fresh = pieces[old.stroke.id]
            added += [(at + shift + nth, Placed(stroke, old.character)) for nth, stroke in enumerate(fresh)]
            shift += len(fresh) - 1
        return removed, tuple(added)

    def reordered(self, ids: frozenset[str], step: int) -> tuple[Places, Places]:
        """What leaves and what comes where the named strokes go one place up (-1) or down (1) within their character."""
        order, places = list(self.placed), dict[str, list[int]]()
        for at, place in enumerate(order):
            places.setdefault(place.character, []).append(at)
        for own in places.values():
            for ahead, behind in itertools.pairwise(own if step < 0 else own[::-1]):
                if order[behind].stroke.id in ids and order[ahead].stroke.id not in ids:
                    order[ahead], order[behind] = order[behind], order[ahead]
        changed = [at for at, place in enumerate(order) if place is not self.placed[at]]
        return tuple((at, self.placed[at]) for at in changed), tuple((at, order[at]) for at in changed)

    def ink(self, character: str) -> Ink:
        """The strokes of one character in the page's order."""
        return Ink(tuple(placed.stroke for placed in self.placed if placed.character == character))

    def beginning(self) -> History:
        """A history that stands before the oldest step, without steps."""
        start = History(self.placed, self.current, self.base, self.pictures)
        for step in reversed(self.steps[: self.done]):
            start._swap(step.added, step.removed)
            start._swap_pictures(step.on, step.off)
            start.current = step.before
        return start

    def _swap(self, leaving: Places, coming: Places) -> None:
        if leaving:
            gone = {placed.stroke.id for _, placed in leaving}
            self.placed = [placed for placed in self.placed if placed.stroke.id not in gone]
        for position, placed in coming:
            self.placed.insert(min(position, len(self.placed)), placed)

    def _swap_pictures(self, leaving: Pictures, coming: Pictures) -> None:
        if leaving:
            gone = {picture.id for _, picture in leaving}
            self.pictures = [picture for picture in self.pictures if picture.id not in gone]
        for position, picture in coming:
            self.pictures.insert(min(position, len(self.pictures)), picture)
