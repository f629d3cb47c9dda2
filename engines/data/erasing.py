"""Erasing a writer: every byte of the person's ink and words leaves every file of the collection.

First a note of what is being done, so that work cut short is finished by the next pack or erasure; then the snapshots go, the
journals are written anew without the person, files put aside because they were damaged are removed, and the store is packed
again from the journals that are left. What the disk does with blocks that are free is its own.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engines.data.collected import EDITS, listed_edits, read_edits
from engines.data.collection import Collection
from engines.data.collection_index import NAME as INDEX
from engines.data.collection_state import mentions
from engines.data.files import sync
from engines.data.packing import KEPT, STORE, Tick, pack_locked, silent
from engines.data.records import Draft, JournalBusy, JournalError, Record, encode, in_words
from engines.data.segments import ERASING, LIVE, each_record, folder_lock, note_erasing, sealed, write_sealed
from engines.data.styles import FOLDER as STYLES

OWN = {"sample": "writer", "consent": "writer", "session": "writer", "writer": "id", "note": "session", "pen": "session"}


def erase(folder: Path, writer: str, tick: Tick = silent) -> dict[str, Any]:
    """Remove everything of a writer. -> figures: samples, journals (written anew), removed (names of files).

    samples: how many of the writer's were there, as far as this program could count them.
    A Collection that has the folder open must `forget` the writer first, and calls `packed` afterwards. Raises JournalError or
    StoreError; called again, or at the next pack, it goes on where it was cut short.
    """
    folder = Path(folder)
    with folder_lock(folder):
        live = _leave_live(folder, writer)
        figures = _erase(folder, writer, tick)
        return figures | {"samples": max(live, figures["samples"])}


def finish(folder: Path, tick: Tick = silent) -> str:
    """Go on with an erasure that was cut short. -> whose it was, "" where there was none. Raises as `erase`."""
    try:
        writer = str(json.loads((Path(folder) / ERASING).read_text("utf-8"))["writer"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    erase(folder, writer, tick)
    return writer


def _leave_live(folder: Path, writer: str) -> int:
    """Have the live journal without the writer, or refuse before anything is changed. -> how many samples there were."""
    try:
        with Collection(folder) as collection:
            samples = sum(collection.counts.get(writer, {}).values())
            collection.forget(writer)
            return samples
    except JournalBusy:
        if any(_concerns(record, writer) for record in each_record(folder / LIVE)):
            raise JournalError("The collection is open elsewhere and still holds this writer; close it and try again.") from None
        return 0


def _concerns(record: Record, writer: str) -> bool:
    return record.header.get(OWN.get(record.kind, "")) == writer or mentions(record.header, {writer})


def _erase(folder: Path, writer: str, tick: Tick) -> dict[str, Any]:
    try:
        note_erasing(folder, writer)
        removed = _remove(folder)
        paths = sealed(folder)
        names = _names(paths, writer)
        journals = 0
        for n, path in enumerate(paths):
            tick(n, len(paths), f"{n} of {len(paths)} journals")
            journals += _rewritten(path, writer, names)
        pack_locked(folder, tick)
        left = [path.name for path in _files(folder) if path.name != ERASING and writer.encode() in path.read_bytes()]
        if left:
            raise JournalError(f"{', '.join(left)} still names the writer: the erasure is not complete. Try it again.")
        (folder / ERASING).unlink()
        if os.name == "posix":
            sync(folder)
    except OSError as problem:
        raise problem if isinstance(problem, JournalError) else JournalError(in_words(problem, folder)) from problem
    return {"writer": writer, "samples": len(names["items"]), "journals": journals, "removed": removed}


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _remove(folder: Path) -> list[str]:
    """Remove what cannot be trusted to be free of the writer: snapshots, index, styles, files put aside, unfinished. -> names."""
    snapshots = {STORE, INDEX, f"{STORE}.new", *(f"{STORE}.{n}" for n in range(1, KEPT + 1))}
    removed = []
    for path in _files(folder):
        aside = ".damaged-" in path.name or ".unreadable-" in path.name or path.suffix == ".part" or path.parent.name == STYLES
        if path.name in snapshots or aside:
            path.unlink()
            removed.append(path.name)
    return sorted(removed)


def _names(paths: Sequence[Path], writer: str) -> dict[str, set[str]]:
    """The ids of the writer's items and sessions in these journals."""
    names: dict[str, set[str]] = {"items": set(), "sessions": set()}
    for path in paths:
        for record in each_record(path):
            header = record.header
            if record.kind in ("sample", "session") and header.get("writer") == writer:
                names["items" if record.kind == "sample" else "sessions"].add(str(header.get("item", header.get("id"))))
    return names


def _rewritten(path: Path, writer: str, names: dict[str, set[str]]) -> bool:
    """Write a sealed journal anew without the writer; whether there was anything to leave out. Damaged stretches go too."""
    damaged: dict[Path, Any] = {}
    pieces, changed = [], False
    for record in each_record(path, damaged):
        draft = without(record, writer, names)
        changed |= draft is None or draft[1] is not record.header
        if draft is not None:
            pieces.append(encode(record.index, draft))
    if not changed and not damaged:
        return False
    if pieces:
        write_sealed(path, pieces, replace=True)
    else:
        path.unlink()
    return True


def without(record: Record, writer: str, names: dict[str, set[str]]) -> Draft | None:
    """A record without anything of a writer; None where nothing else is in it; the header itself where nothing was."""
    kind, header = record.kind, record.header
    items, mine = names["items"], {writer} | names["sessions"]
    if header.get(OWN.get(kind, "")) in mine:
        return None
    if kind in EDITS and "edits" in header:
        kept = [edit for edit in read_edits(header["edits"]) if edit.id not in items]
        if len(kept) < len(header["edits"]):
            return kind, header | {"edits": listed_edits(kept)}, record.arrays
    elif kind == "base":
        steps = [[n, what, [e for e in edits if e[0] not in items]] for n, what, edits in header["steps"]]
        states = [edit for edit in header["states"] if edit[0] not in items]
        cut = {"steps": [step for step in steps if step[2]], "states": states}
        if cut != {name: header[name] for name in cut}:
            return kind, header | cut, record.arrays
    elif kind not in OWN and kind not in EDITS and mentions(header, mine | items):
        return None
    return kind, header, record.arrays


def forgiving(folder: Path, tick: Tick = silent) -> str:
    """`finish`, leaving it for later where the collection is open elsewhere."""
    with contextlib.suppress(JournalError):
        return finish(folder, tick)
    return ""
