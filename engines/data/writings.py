"""Everything that one person wrote, as the figures of a hand are made of it: out of a collection's folder or any store of ink."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engines.data.collected import Item
from engines.data.collection import Collection
from engines.data.packing import items_of_writer
from engines.data.sample import Sample
from engines.data.segments import LIVE
from engines.data.store import Store
from engines.ink.hand_measures import Written

NAMED = 6  # writers that are named where the one asked for is not there
EVERY = 64  # samples between two ticks
Tick = Callable[[int, int, str], None]


class WritingsError(ValueError):
    """A writer or a place of samples that is not there, with what there is instead."""


class NothingError(WritingsError):
    """Nothing has been collected there yet."""


@dataclass(frozen=True, eq=False)
class Writings:
    """What one person wrote. writer: the id; name: for people; fingerprint: another one where the samples are others;
    folder: the collection that they are from, None for a store. people: everybody there, as (id, name, samples)."""

    writer: str
    name: str
    samples: tuple[Sample, ...]
    written: tuple[Written, ...]
    fingerprint: str
    folder: Path | None = None
    people: tuple[tuple[str, str, int], ...] = ()


def is_collection(path: Path) -> bool:
    """Whether a folder is a collection's."""
    return path.is_dir() and any((path / name).exists() for name in (LIVE, "sealed", "store.h5"))


def writings_of(source: Path, writer: str, tick: Tick | None = None) -> Writings:
    """The samples of a writer, named by id, by a person's name, or by the end of an id where only one ends so; "" is who wrote
    most.

    source: a collection's folder or a store. Raises WritingsError, JournalError or StoreError.
    """
    source = Path(source)
    if is_collection(source):
        return _of_collection(source, writer)
    if source.is_dir() or (not source.exists() and source.suffix != ".h5"):
        raise NothingError(f"{source} is no collection and no store: name the folder of a collection, or a store (.h5).")
    with Store(source) as store:
        writers = store.writers
        counts = Counter(writers)
        chosen = named(writer or counts.most_common(1)[0][0], dict.fromkeys(counts, ""), source.name)
        rows = [row for row, name in enumerate(writers) if name == chosen]
        samples = []
        for n, row in enumerate(rows):
            if tick is not None and n % EVERY == 0:
                tick(n, len(rows), f"{n} of {len(rows)} samples")
            samples.append(store[row])
        abouts = store.abouts
        boxes = [abouts[row].get("box", ()) for row in rows]
        written = tuple(written_from(sample, box) for sample, box in zip(samples, boxes, strict=True))
        people = tuple((name, "", count) for name, count in sorted(counts.items()))
        return Writings(chosen, "", tuple(samples), written, f"{store.summary.get('hash', '')}/{len(rows)}", None, people)


def _of_collection(folder: Path, writer: str) -> Writings:
    with Collection(folder, "read") as collection:
        names = {each.id: each.name for each in collection.writers.values()}
        counts = {id: sum(counts.values()) for id, counts in collection.counts.items()}
    names |= {id: "" for id, count in counts.items() if count and id not in names}
    people = tuple((id, name, counts.get(id, 0)) for id, name in sorted(names.items(), key=lambda each: (each[1], each[0])))
    most = max(people, key=lambda each: each[2])[0] if people else ""
    chosen = named(writer or most, names, "The collection")
    told, found = items_of_writer(folder, chosen)
    items = list(found)
    written, samples = tuple(map(written_of, items)), tuple(item.sample for item in items)
    return Writings(chosen, str(told.get("name", "")), samples, written, _fingerprint(items), folder, people)


def _fingerprint(items: Iterable[Item]) -> str:
    digest = hashlib.sha256()
    for line in sorted(f"{item.id}\t{item.sample.text}" for item in items):
        digest.update(line.encode("utf-8", "replace") + b"\n")
    return digest.hexdigest()[:32]


def named(wanted: str, writers: dict[str, str], where: str) -> str:
    """The id that is meant, of writers by id -> name. Raises WritingsError naming some that there are."""
    if wanted in writers:
        return wanted
    low = wanted.casefold()
    for means in (
        [id for id, name in writers.items() if name.casefold() == low or id.casefold() == low],
        [id for id in writers if id.casefold().endswith(f"/{low}")],
        [id for id, name in writers.items() if low and (name.casefold().startswith(low) or id.casefold().startswith(low))],
    ):
        if len(means) == 1:
            return means[0]
        if means:
            raise WritingsError(f"{where} has several writers that '{wanted}' may mean: {_list(means, writers)}.")
    if not writers:
        raise NothingError(f"{where} has no writers yet.")
    raise WritingsError(f"{where} has no writer '{wanted}'. There are: {_list(list(writers), writers)}.")


def _list(ids: Sequence[str], writers: dict[str, str]) -> str:
    shown = [f"{writers[id]} ({id})" if writers[id] else id or "(unknown)" for id in ids[:NAMED]]
    more = len(ids) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def written_of(item: Item) -> Written:
    """An item of a collection, with the lines of its box and, of a picture that fills its box, the scale."""
    sample, box = item.sample, item.box
    high = sample.image.shape[0] if sample.image is not None else 0
    scale = box.height / high if high and math.isfinite(box.height) else math.nan
    return Written(sample.text, sample.ink, sample.image, box.baseline, box.x_height, scale)


def written_from(sample: Sample, box: Sequence[float | None] = ()) -> Written:
    """A store's sample; box: width, height, baseline and x-height in mm as the store has them, where it does."""
    told = [math.nan if value is None else float(value) for value in box] + [math.nan] * (5 - len(box))
    high = sample.image.shape[0] if sample.image is not None else 0
    scale = told[1] / high if high and np.isfinite(told[1]) else math.nan
    return Written(sample.text, sample.ink, sample.image, told[2], told[3], scale)
