"""Looking through what a person has collected: every checksum, and in plain words what, if anything, is damaged and where.

Nothing is changed, except by `repair`, which keeps a copy of each damaged file.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engines.data import page_file
from engines.data.collection import Collection
from engines.data.collection_index import NAME as INDEX
from engines.data.collection_index import Folded, Index, read_index
from engines.data.collection_state import State
from engines.data.packing import STORE, Tick, journals_of, pack_locked, seal, silent, snapshots
from engines.data.records import JournalError, encode, in_words, read_records
from engines.data.segments import ERASING, LIVE, each_record, folder_lock, sealed, write_sealed
from engines.data.store import Store, StoreError

SUFFIXES = {".h5": "store", ".hdf5": "store", page_file.SUFFIX: "page", ".index": "index"}


class CheckError(ValueError):
    """There is nothing that could be checked, or repaired, in a sentence."""


@dataclass(frozen=True)
class Finding:
    """What was found in one file. kind: "journal", "store", "page", "index" or "collection". figures: counts for programs.

    told: one sentence, where the file is damaged about what and where.
    """

    path: Path
    kind: str
    whole: bool
    told: str
    figures: dict[str, Any]


def check(path: Path, tick: Tick = silent) -> list[Finding]:
    """Look through a store, a journal, a page or a folder with any of them. Raises CheckError where there is none."""
    path = Path(path)
    if path.is_dir():
        return _folder(path, tick)
    if not path.is_file():
        raise CheckError(f"{path} does not exist; name a store, a journal, a page or a collection's folder.")
    return [_file(path, tick)]


def _folder(path: Path, tick: Tick) -> list[Finding]:
    findings: list[Finding] = []
    for folder in (path, path / "collection"):
        if (folder / LIVE).exists() or sealed(folder) or snapshots(folder):
            findings += [*(_file(file, tick) for file in [*journals_of(folder), *snapshots(folder)]), *_index(folder)]
            findings.append(_together(folder))
    known = {finding.path for finding in findings}
    others = sorted(file for file in path.iterdir() if file.suffix in (".journal", page_file.SUFFIX, ".h5") and file not in known)
    findings += [_file(file, tick) for file in others]
    if not findings:
        raise CheckError(f"{path} holds no store, no journal and no page.")
    return findings


def _file(path: Path, tick: Tick) -> Finding:
    tick(0, 0, path.name)
    kind = SUFFIXES.get(path.suffix, "store" if path.name.startswith(f"{STORE}.") else "journal")
    if kind == "store":
        return _store(path, tick)
    return _page(path) if kind == "page" else _journal(path)


# Journals and pages


def _journal(path: Path) -> Finding:
    try:
        records, report = read_records(path)
    except JournalError as problem:
        return Finding(path, "journal", False, str(problem), {"records": 0})
    state = State(Index())
    if any(record.kind in ("base", "sample") for record in records):  # else it is a page's, or another Ductus'
        state.read_all(records)
    damaged, size = report.damaged, sum(length for _, length in report.damaged)
    figures = {
        "records": len(records), "samples": sum(record.kind == "sample" for record in records), "bytes": report.size,
        "damaged": [list(stretch) for stretch in damaged], "torn_bytes": report.torn_bytes, "skipped": state.skipped,
    }  # fmt: skip
    told = [f"{len(records)} records are sound"]
    if damaged:
        places = ", ".join(f"{at}" for at, _ in damaged[:5]) + (", ..." if len(damaged) > 5 else "")
        told.append(f"{size} bytes are damaged (at byte {places}) and are left out when it is read")
    if report.torn_bytes:
        told.append(f"the last {report.torn_bytes} bytes are a record that was not finished; nothing that was saved is missing")
    if state.skipped:
        told.append(f"{state.skipped} records make no sense and are left out")
    return Finding(path, "journal", not damaged and not state.skipped, "; ".join(told) + ".", figures)


def _page(path: Path) -> Finding:
    try:
        page = page_file.read(path)
    except page_file.PageFileError as problem:
        return Finding(path, "page", False, str(problem), {})
    strokes = len(page.strokes)
    return Finding(path, "page", not page.trouble, page.trouble or f"{strokes} strokes are sound.", {"strokes": strokes})


# Stores


def _store(path: Path, tick: Tick) -> Finding:
    try:
        with Store(path) as store:
            return _opened(path, store, tick)
    except StoreError as problem:
        return Finding(path, "store", False, str(problem), {"samples": 0})


def _opened(path: Path, store: Store, tick: Tick) -> Finding:
    figures: dict[str, Any] = {"samples": len(store), "schema": store.version, "unreadable": []}
    runs = list(_unreadable(store, tick))
    if runs:
        figures["unreadable"] = [list(run) for run in runs]
        count = sum(last - first for first, last in runs)
        places = ", ".join(f"{first} to {last - 1}" if last - first > 1 else f"{first}" for first, last in runs[:5])
        return Finding(path, "store", False, f"{count} of {len(store)} samples cannot be read: numbers {places}.", figures)
    try:
        whole = store.digest() == store.summary.get("hash") and len(store) == store.summary.get("samples")
    except StoreError as problem:
        return Finding(path, "store", False, str(problem), figures)
    if whole:
        return Finding(path, "store", True, f"{len(store)} samples are sound.", figures)
    return Finding(
        path, "store", False, f"Its {len(store)} samples are not those that were written: the checksum differs.", figures
    )


def _unreadable(store: Store, tick: Tick) -> Iterator[tuple[int, int]]:
    """Runs (first, end) of samples that cannot be read."""
    waiting = list(store.stretches())[::-1]
    begun: tuple[int, int] | None = None
    while waiting:
        first, last = waiting.pop()
        tick(first, len(store), store.path.name)
        try:
            store.read(first, last)
        except StoreError:
            if last - first > 1:
                middle = (first + last) // 2
                waiting += [(middle, last), (first, middle)]
                continue
            if begun is not None and begun[1] == first:
                begun = (begun[0], last)
                continue
            if begun is not None:
                yield begun
            begun = (first, last)
    if begun is not None:
        yield begun


# The collection as a whole


def _index(folder: Path) -> list[Finding]:
    path = folder / INDEX
    if not path.exists():
        return []
    index = read_index(folder)
    told = f"{len(index)} samples are listed." if index else "It cannot be read; it is made again when the collection is opened."
    return [Finding(path, "index", index is not None, told, {"samples": len(index) if index else 0})]


def _together(folder: Path) -> Finding:
    """Whether journals and store agree, and what neither has any more."""
    folded = Folded()
    for path in journals_of(folder):
        with contextlib.suppress(JournalError):
            folded.read(path)
    stored: set[str] = set()
    with contextlib.suppress(StoreError), Store(folder / STORE) as store:
        stored = set(store.ids)
    alive, index = folded.alive(), read_index(folder)
    spoken = folded.rows.keys() | {id for id, text in folded.texts.items() if text is None}
    only_stored = {id for id in stored if id} - spoken
    listed = {} if index is None else {id: row for id, row in index.rows.items() if id not in spoken and id not in stored}
    figures = {
        "samples": len(alive), "not_packed": len(alive.keys() - stored), "only_in_store": len(only_stored),
        "lost": [{"id": id, "writer": writer, "text": text} for id, (writer, text) in listed.items()],
        "erasing": (folder / ERASING).exists(),
    }  # fmt: skip
    told = [f"{len(alive)} samples, {len(alive.keys() - stored)} of them not in the store yet"]
    if only_stored:
        told.append(f"{len(only_stored)} that the journals lost are still in the store and come back with the next pack")
    if listed:
        texts = ", ".join(f"'{text}'" for _, text in list(listed.values())[:8])
        told.append(f"{len(listed)} are lost: {texts}{', ...' if len(listed) > 8 else ''}")
    if figures["erasing"]:
        told.append("a writer's erasure was cut short and is finished by the next pack")
    return Finding(folder, "collection", not listed and not only_stored, "; ".join(told) + ".", figures)


def repair(folder: Path, tick: Tick = silent) -> list[str]:
    """Mend a collection from what is sound in it. -> what was done, in sentences; the damaged files are kept beside.

    Raises CheckError where the collection is open elsewhere or there is none, JournalError or StoreError where the disk refuses.
    """
    folder = Path(folder)
    if not (folder / LIVE).exists() and not sealed(folder):
        raise CheckError(f"{folder} is no collection; only a collection's folder can be repaired.")
    done: list[str] = []
    try:
        with Collection(folder) as collection:  # mends the live journal
            done += collection.notices
    except JournalError as problem:
        raise CheckError(f"The collection cannot be repaired now: {problem}") from problem
    with folder_lock(folder):
        try:
            for path in snapshots(folder):
                if not _store(path, tick).whole:
                    aside = _aside(path)
                    os.replace(path, aside)
                    done.append(f"{path.name} was damaged; it is kept as {aside.name}.")
            hurt = [path for path in sealed(folder) if not _journal(path).whole]
            for path in hurt:
                shutil.copy2(path, _aside(path))
            (folder / INDEX).unlink(missing_ok=True)
        except OSError as problem:
            raise problem if isinstance(problem, JournalError) else JournalError(in_words(problem, folder)) from problem
        facts = pack_locked(folder, tick)
        for path in hurt:
            write_sealed(path, (_again(record) for record in each_record(path)), replace=True)
            done.append(f"{path.name} was damaged; what is sound of it is there, the old file is kept as well.")
    if facts["rescued"]:
        done.append(f"{facts['rescued']} samples came back from the store.")
    seal(folder)
    return [*done, f"The store was made again with {facts['samples']} samples."]


def _again(record: Any) -> bytes:
    return encode(record.index, (record.kind, record.header, record.arrays))


def _aside(path: Path) -> Path:
    stem = f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"
    names = [stem, *(f"{stem}-{n}" for n in range(2, 1000))]
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


def as_json(findings: list[Finding]) -> list[dict[str, Any]]:
    """Findings as plain values."""
    told = [{"file": str(f.path), "kind": f.kind, "whole": f.whole, "told": f.told, **f.figures} for f in findings]
    return told
