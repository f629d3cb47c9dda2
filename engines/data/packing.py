"""Packing: the store and the index of a collection, derived from its journals.

The journals are only read. The new store is written beside the old one, read back and compared by count and hash, forced to the
disk and renamed; three predecessors stay as `store.h5.1` (the newest) to `.3`. A program that ends at any moment of it leaves
the old store or the new one, and journals from which either can be made again. What the store has and the journals have lost is
kept and goes back into a sealed journal.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from engines.data.collected import Item, item_of, sample_draft
from engines.data.collection import Collection
from engines.data.collection_index import Folded, Index, read_index, write_index
from engines.data.files import sync
from engines.data.records import JournalError, encode, in_words
from engines.data.segments import LIVE, add_sealed, each_record, folder_lock, sealed
from engines.data.store import Store, StoreError, write_store

STORE = "store.h5"
KEPT = 3  # predecessors of the store
EVERY = 200  # records between two words about progress

Tick = Callable[[int, int, str], None]  # done, total (0 = unknown), words; what it raises ends the work, and nothing is changed


def silent(done: int, total: int, text: str) -> None:
    """A Tick for work that nobody watches."""


def journals_of(folder: Path) -> list[Path]:
    """All journals of a collection, in the order in which they are to be read."""
    live = folder / LIVE
    return [*sealed(folder), live] if live.exists() else sealed(folder)


def snapshots(folder: Path) -> list[Path]:
    """The store and its predecessors, newest first, as far as they are there."""
    names = [STORE, *(f"{STORE}.{n}" for n in range(1, KEPT + 1))]
    return [folder / name for name in names if (folder / name).exists()]


def pack(folder: Path, tick: Tick = silent) -> dict[str, Any]:
    """Bring store and index of a collection up to its journals. -> figures: packed (False: nothing was to be done), samples,
    writers, hash, rescued (samples that the journals had lost), damaged (journals with damaged stretches), skipped (records
    that make no sense).

    A Collection that is open calls its `packed` afterwards. Raises JournalError or StoreError; then everything stands as it was.
    """
    folder = Path(folder)
    with folder_lock(folder):
        return pack_locked(folder, tick)


def pack_locked(folder: Path, tick: Tick = silent) -> dict[str, Any]:
    """`pack`, for who has the folder's lock already."""
    paths = journals_of(folder)
    folded = _folded(paths, tick)
    about = {"live": folded.live, "upto": folded.last, "sealed": [path.name for path in paths if path.name != LIVE]}
    alive = folded.alive()
    index = read_index(folder)
    if index is not None and about.items() <= index.about.items() and _stands(folder, index):
        return {"packed": False, "samples": len(index), "hash": index.about["store"], **_told(folded, 0)}
    rescued = _rescued(folder, folded)
    if rescued:
        path = add_sealed(folder, [encode(n, sample_draft(item, state=item.sample.text)) for n, item in enumerate(rescued)])
        paths.append(path)
        alive |= {item.id: (item.sample.writer, item.sample.text) for item in rescued}
        about["sealed"] = [path.name for path in paths if path.name != LIVE]
    summary = _written(folder, paths, alive, folded, tick) if alive else _emptied(folder)
    write_index(folder, Index(alive, {**about, "store": summary.get("hash", "")}))
    figures = {name: summary[name] for name in ("samples", "writers", "hash")}
    return {"packed": True, **figures, **_told(folded, len(rescued))}


def _told(folded: Folded, rescued: int) -> dict[str, Any]:
    return {"rescued": rescued, "damaged": [path.name for path in folded.damaged], "skipped": folded.skipped}


def _folded(paths: Sequence[Path], tick: Tick) -> Folded:
    folded, count = Folded(), 0

    def counted() -> None:
        nonlocal count
        count += 1
        if count % EVERY == 0:
            tick(0, 0, f"{count} records read")

    for path in paths:
        folded.read(path, counted)
    return folded


def _stands(folder: Path, index: Index) -> bool:
    """Whether the store is the one of the index."""
    if not (folder / STORE).exists():
        return not len(index)
    with contextlib.suppress(StoreError), Store(folder / STORE) as store:
        return bool(store.summary.get("hash") == index.about.get("store"))
    return False


def _rescued(folder: Path, folded: Folded) -> list[Item]:
    """Items of the newest store that can be read which no journal has, nor says to be deleted."""
    for path in snapshots(folder):
        with contextlib.suppress(StoreError, ValueError, TypeError), Store(path) as store:
            lost = [
                row for row, id in enumerate(store.ids) if id and id not in folded.rows and folded.texts.get(id, "") is not None
            ]
            return [item.labelled(folded.texts.get(item.id) or item.sample.text) for item in store.items(lost)]
    return []


def items_of(paths: Iterable[Path], alive: dict[str, tuple[str, str]]) -> Iterator[Item]:
    """The items of journals that are in `alive` (id -> writer, text), each once, in order. What is yielded leaves `alive`."""
    for path in paths:
        for record in each_record(path):
            if record.kind == "sample" and record.header.get("item") in alive:
                with contextlib.suppress(KeyError, ValueError, TypeError):
                    item = item_of(record)
                    yield item.labelled(alive.pop(item.id)[1])


def _written(folder: Path, paths: list[Path], alive: dict[str, tuple[str, str]], folded: Folded, tick: Tick) -> dict[str, Any]:
    """A new store in the place of the old one. What cannot be read leaves `alive`."""
    waiting, total = dict(alive), len(alive)

    def told() -> Iterator[Item]:
        for n, item in enumerate(items_of(paths, waiting)):
            if n % EVERY == 0:
                tick(n, total, f"{n} of {total} samples")
            yield item
        tick(total, total, "Checking what was written")

    fresh = folder / f"{STORE}.new"
    about = {"source": "collection", "collection": folded.live, "collection_writers": sorted({row[0] for row in alive.values()})}
    try:
        summary = write_store(fresh, told(), about)
        for id in waiting:
            del alive[id]
        _keep(folder)
        os.replace(fresh, folder / STORE)
        if os.name == "posix":
            sync(folder)
    except OSError as problem:
        raise StoreError(in_words(problem, folder / STORE)) from problem
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
    folded.skipped += len(waiting)
    return summary


def _keep(folder: Path) -> None:
    """The store becomes its own first predecessor; it stays where it is until another takes its place. Raises OSError."""
    store = folder / STORE
    if not store.exists():
        return
    for n in range(KEPT, 1, -1):
        with contextlib.suppress(FileNotFoundError):
            os.replace(folder / f"{STORE}.{n - 1}", folder / f"{STORE}.{n}")
    try:
        os.link(store, folder / f"{STORE}.1")
    except (OSError, AttributeError):  # a file system without links
        os.replace(store, folder / f"{STORE}.1")


def _emptied(folder: Path) -> dict[str, Any]:
    """A collection without samples has no store."""
    try:
        _keep(folder)
        (folder / STORE).unlink(missing_ok=True)
    except OSError as problem:
        raise StoreError(in_words(problem, folder / STORE)) from problem
    return {"samples": 0, "writers": 0, "hash": ""}


def seal(folder: Path) -> bool:
    """Seal the live journal after a pack where no program has the collection open (else that one does it itself)."""
    try:
        with Collection(folder) as collection:
            return collection.packed()
    except JournalError:
        return False


def pack_journals(paths: Sequence[Path], out: Path, tick: Tick = silent) -> dict[str, Any]:
    """A store of any journals and collection folders, which are only read. -> its summary and what `pack` tells of damage.

    Raises JournalError or StoreError.
    """
    journals = [journal for path in paths for journal in (journals_of(path) if path.is_dir() else [path])]
    folded = _folded(journals, tick)
    alive = folded.alive()
    if not alive:
        raise StoreError("There is no sample in these journals; `ductus import ductus` takes pages and their journals.")
    waiting, total = dict(alive), len(alive)

    def told() -> Iterator[Item]:
        for n, item in enumerate(items_of(journals, waiting)):
            if n % EVERY == 0:
                tick(n, total, f"{n} of {total} samples")
            yield item

    writers = sorted({row[0] for row in alive.values()})
    summary = write_store(out, told(), {"source": "collection", "collection_writers": writers})
    return summary | _told(folded, 0)


def items_of_writer(folder: Path, writer: str) -> tuple[dict[str, Any], Iterator[Item]]:
    """A writer as the journals have it last (the fields of collected.Writer), and the writer's items, deleted ones apart.

    Raises JournalError where the journals know no such writer.
    """
    paths, told = journals_of(folder), {}
    for path in paths:
        for record in each_record(path):
            if record.kind == "writer" and record.header.get("id") == writer:
                told = record.header
    alive = {id: row for id, row in _folded(paths, silent).alive().items() if row[0] == writer}
    if not told and not alive:
        raise JournalError(f"The collection in {folder} has no writer '{writer}'.")
    return told or {"id": writer}, items_of(paths, alive)
