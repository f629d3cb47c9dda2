"""Where a dataset's samples come from: the collection, a store on the disk, or sample ink that was made up a moment ago.

A `Dataset` gives the columns for the contact sheet, pictures for its tiles and the ink of single samples, each when it is there;
what lies in a store is read by the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engines.data.collection import Box, Collection, Item
from engines.data.sample import Provenance, Sample
from engines.ink.types import Ink
from engines.messages import Listing, Reply, Samples, Thumbnails
from studio.background import Background
from studio.browsing import LAST, Browsing
from studio.catalogue import Catalogue, Entry
from studio.dataset_parts import Names, when

COLLECTION, MADE_UP = "collection", "made up"
MOST = 1024  # samples whose ink is fetched at once
Mark = tuple[int, int, int]
Told = Callable[[Sequence[Sample]], None]


def entry_of(item: Item) -> Entry:
    """An item as the columns have it."""
    sample, source = item.sample, item.sample.provenance
    values = {
        "text": sample.text,
        "prompt": item.prompt,
        "writer": sample.writer,
        "category": source.category,
        "session": item.session,
        "time": source.time,
        "remarks": ",".join(item.remarks),
        "device": source.device,
        "licence": source.licence,
        "consent": source.consent,
    }
    return Entry(item.id, values, item.figures, len(sample.ink or ()))


def mark_of(path: Path) -> Mark | None:
    """What tells one version of a file from the next; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


@dataclass
class Held:
    """Samples at hand that no store has: of the live journal, or made up."""

    items: Mapping[str, Item]

    def ink(self, name: str) -> Ink:
        """An item's ink."""
        return self.items[name].sample.ink or Ink()

    def box(self, name: str) -> Box:
        """An item's box."""
        return self.items[name].box


class Dataset:
    """One dataset. path: of its store, None where there is none (yet). key: of the chooser.

    collection: where it is the person's own, edits are laid over. `catalogue` is what is known; `base` what the store says.
    """

    def __init__(
        self,
        key: str,
        browsing: Browsing,
        background: Background,
        path: Path | None = None,
        held: Mapping[str, Item] | None = None,
    ) -> None:
        self.key, self.path = key, path
        self.catalogue = self.base = Catalogue()
        self._browsing, self._background = browsing, background
        self._held = Held(held or {})
        self._entries: dict[str, tuple[Item, Entry]] = {}
        self._mark: Mark | None = None
        self.listed = False
        self.trouble = ""

    # Columns

    @property
    def stale(self) -> bool:
        """Whether the store on the disk is another than the one that was listed."""
        return not self.listed or (self.path is not None and mark_of(self.path) != self._mark)

    def read(self, done: Callable[[], None]) -> None:
        """Read the columns of the store anew, then call `done`; `trouble` says what went wrong."""
        mark = mark_of(self.path) if self.path is not None else None
        if self.path is None or (mark is None and self.key == COLLECTION):
            self.base, self._mark, self.listed, self.trouble = Catalogue(), mark, True, ""
            done()
            return

        def made(base: Catalogue) -> None:
            self.base, self._mark, self.listed = base, mark, True
            done()

        def failed(error: Exception) -> None:
            self.listed, self._mark, self.trouble = True, mark, " ".join(str(error).split())
            done()

        def arrived(reply: Reply) -> None:
            self.trouble = reply.error
            if reply.error:
                failed(ValueError(reply.error))
            else:
                self._background.run(lambda: Catalogue.of(reply.arrays), made, failed)

        self._browsing.ask(Listing(self.path), arrived, f"listing {self.key}")

    def lay(self, collection: Collection | None) -> Catalogue:
        """The catalogue with everything that happened since the store was packed. collection: of the person's own dataset."""
        gone: set[str] = set()
        relabelled: dict[str, str] = {}
        if collection is not None:
            self._held = Held(collection.items)
            gone, relabelled = collection.gone, collection.relabelled
        self.catalogue = self.base.laid_over(self._live(), gone, relabelled)
        return self.catalogue

    def _live(self) -> list[Entry]:
        """The samples at hand; those that did not change are not made again."""
        before, self._entries = self._entries, {}
        for name, item in self._held.items.items():
            known = before.get(name)
            self._entries[name] = known if known is not None and known[0] is item else (item, entry_of(item))
        return [entry for _item, entry in self._entries.values()]

    # Pictures and ink

    def pictures(self, places: Sequence[int], side: int, done: Callable[[Sequence[str], NDArray[np.uint8]], None]) -> None:
        """Small pictures of these places; whoever asks later for others is answered instead."""
        catalogue, held = self.catalogue, self._held
        stored = [place for place in places if catalogue.rows[place] >= 0]
        live = [name for name in (catalogue.ids[place] for place in places if catalogue.rows[place] < 0) if name in held.items]
        if not stored and not live:
            self._browsing.drop(LAST)
            return
        names = [*(catalogue.ids[place] for place in stored), *live]
        inks = tuple(held.ink(name) for name in live)
        boxes = np.array([(held.box(name).width, held.box(name).height) for name in live]).reshape(-1, 2)
        ask = Thumbnails(self.path if stored else None, catalogue.rows[stored], side, inks, boxes)

        def arrived(reply: Reply) -> None:
            pictures = reply.arrays.get("thumbnails")
            if pictures is not None and len(pictures) == len(names):
                done(names, pictures)

        self._browsing.ask(ask, arrived, LAST)

    def fetch(self, places: Sequence[int], done: Told, key: str = "") -> None:
        """The samples at these places, MOST at the most, as the catalogue has them now. key: as in Browsing.ask."""
        catalogue, held = self.catalogue, self._held
        places = list(places[:MOST])
        rows = [int(catalogue.rows[place]) for place in places if catalogue.rows[place] >= 0]

        def made(inks: Mapping[str, Ink], images: Mapping[str, NDArray[np.uint8]]) -> None:
            found = []
            for place in places:
                row, name = str(catalogue.rows[place]), catalogue.ids[place]
                ink = inks.get(row) if row != "-1" else held.ink(name) if name in held.items else None
                found.append(sample_at(catalogue, place, ink, images.get(row)))
            done(found)

        if not rows or self.path is None:
            self._browsing.drop(key)
            made({}, {})
            return
        ask = Samples(self.path, np.array(rows, np.int64))
        self._browsing.ask(ask, lambda reply: made(reply.inks, reply.images), key)


def sample_at(catalogue: Catalogue, place: int, ink: Ink | None, image: NDArray[np.uint8] | None) -> Sample:
    """A sample with what the columns tell of it."""
    told = {name: catalogue.value(name, place) for name in ("licence", "device", "time", "consent", "category")}
    source = f"collection/{catalogue.value('session', place)}"
    return Sample(ink, image, catalogue.value("text", place), catalogue.value("writer", place), Provenance(source, **told))


def names_of(collection: Collection | None) -> Names:
    """What the ids of a collection are called."""
    if collection is None:
        return Names()
    sessions = {session.id: when(session.started) for session in collection.sessions.values()}
    return Names({writer.id: writer.name or writer.id for writer in collection.writers.values()}, sessions)


def made_up(count: int = 48) -> dict[str, Item]:
    """Letters of three made-up hands: to see what the panel does. Not for the window's thread."""
    from engines.ink.geometry import affine, bounds
    from engines.ink.synthesis import Writer, glyph

    hands = [Writer.random(seed) for seed in (3, 5, 8)]
    found = {}
    for number in range(count):
        letter = "abdeghkmnrst"[number // 4 % 12]
        ink = glyph(letter, hands[number % 3], number)
        left, top, right, bottom = bounds(ink)
        scale = 24.0 / max(right - left, bottom - top, 1e-6)
        ink = affine(ink, np.eye(2) * scale, (10.0 - left * scale, 10.0 - top * scale))
        source = Provenance("made up", "CC0-1.0", "Ductus", f"2026-01-01T00:{number:02d}:00", "public", "lower")
        sample = Sample(ink, None, letter, f"hand {number % 3 + 1}", source)
        figures = {"suspicion": 0.62} if number % 17 == 11 else {"suspicion": 0.1}
        found[f"made up {number}"] = Item(f"made up {number}", sample, letter, "made up", figures=figures)
    return found
