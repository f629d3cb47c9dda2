"""The page as a file: saving, opening, and keeping a page that another one takes the place of. Slow, so for a thread.

A page that is left before it was saved is kept in a folder of Ductus' own, with the file it belongs to and what of it is edited,
so that opening it again is as if it had never been left.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from engines.data import page_file
from engines.data.page_file import SUFFIX, PageFile
from engines.data.sample import Provenance
from engines.ink.types import new_id
from studio.history import Filed, History, Placed, Step
from studio.records import pictures_of, restore, snapshot
from studio.restoring import recovered
from studio.words import mark

__all__ = ["Entry", "Loaded", "as_bytes", "as_page", "discard", "entries", "keep", "kept_path", "load", "save"]

MOMENT = "%Y-%m-%dT%H:%M:%S%z"
MOST = 200  # kept pages that are listed

log = logging.getLogger("ductus.page")


@dataclass(frozen=True, eq=False)
class Loaded:
    """A page that was read. trouble: "" or one sentence about what the file had lost."""

    history: History
    trouble: str = ""


@dataclass(frozen=True)
class Entry:
    """A page file in a list. title: "" = untitled. strokes: None where the file does not say. when: seconds since 1970."""

    path: Path
    title: str
    strokes: int | None
    when: float
    id: str = ""
    kept: bool = False


# Saving


def _head(history: History, devices: Iterable[str]) -> dict[str, Any]:
    """What the file says of itself; what it said before is kept."""
    before, now = history.filed.head, time.strftime(MOMENT)
    known = before.get("provenance")
    provenance: dict[str, Any] = dict(known) if isinstance(known, dict) else asdict(Provenance(source="Ductus", time=now))
    drawn_with = [part for part in str(provenance.get("device") or "").split(", ") if part]
    provenance["device"] = ", ".join(dict.fromkeys([*drawn_with, *devices]))
    return {
        "writer": "",
        "created": now,
        "id": new_id(),
        **before,
        "program": f"Ductus {metadata.version('ductus')}",
        "modified": now,
        "provenance": provenance,
        "strokes": len(history.placed),
        "points": sum(len(place.stroke) for place in history.placed),
        "steps": len(history.steps),
    }


def as_bytes(history: History, head: Mapping[str, Any], *, filed: bool) -> bytes:
    """The file of a page. filed: also to which file it belongs, for a page that is only kept."""
    shown = [[place.stroke.id, place.character] for place in history.placed]
    contents: dict[str, Any] = {"strokes": shown, "top": history.top, "current": history.current}
    if history.pictures:
        contents["pictures"] = [picture.header() for picture in history.pictures]
    return page_file.to_bytes(head, contents, snapshot(history, filed=filed))


def save(path: Path, history: History, devices: Iterable[str] = (), *, over: str = "") -> Filed:
    """Write a page file; gives to what the page belongs now. over: as in page_file.write. Raises PageFileError."""
    head = _head(history, devices)
    head.pop("title", None)
    if history.filed.path not in ("", str(path)):  # a copy is a page of its own
        head["id"] = new_id()
    digest = page_file.write(path, as_bytes(history, head, filed=False), over)
    return Filed(str(path), history.top, digest, head)


def keep(folder: Path, history: History, devices: Iterable[str] = ()) -> Path:
    """Keep a page in Ductus' own folder, under a name of its own, with the file it belongs to. Raises PageFileError."""
    head = _head(history, devices) | {"title": Path(history.filed.path).stem}
    history = history.copy()
    history.filed = replace(history.filed, head=head)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise page_file.PageFileError(f"{folder} cannot be made: {problem.strerror or problem}.") from problem
    path = kept_path(folder, history.filed)
    page_file.write(path, as_bytes(history, head, filed=True))
    return path


def kept_path(folder: Path, filed: Filed) -> Path:
    """Where a page is kept: the same place each time, another one for a copy of its file."""
    day = "".join(letter for letter in str(filed.head.get("created", ""))[:10] if letter.isdigit() or letter == "-")
    name = hashlib.sha256(f"{filed.head.get('id')} {filed.path}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return folder / f"page {day} {name}{SUFFIX}"


def discard(folder: Path, filed: Filed) -> None:
    """Remove a kept page that is safe elsewhere now."""
    with contextlib.suppress(OSError):
        kept_path(folder, filed).unlink(missing_ok=True)


# Opening


def load(path: Path, *, kept: bool = False) -> Loaded:
    """Read a page file. kept: it is one of Ductus' own folder, so that the file it names is believed. Raises PageFileError."""
    return as_page(page_file.read(path), path, kept=kept)


def as_page(file: PageFile, path: Path, *, kept: bool = False) -> Loaded:
    """The page that a file holds; see `load`."""
    restored = restore(file.records)
    history = restored.history
    if file.top is not None:
        history.move_to(file.top)
    if restored.unfinished is not None:
        recovered(history, restored.unfinished)
    _complete(history, file)
    if kept and not file.trouble:
        return Loaded(history)
    if file.trouble or not file.head:  # Save asks for a name: a damaged file, or a journal, is never written over
        history.filed = Filed()
    else:
        history.filed = Filed(str(path), history.top, file.digest, dict(file.head))
    return Loaded(history, file.trouble)


def _complete(history: History, file: PageFile) -> None:
    """Ink that the file holds but its history does not tell of, since a part of that was lost, as a step of its own."""
    _complete_pictures(history, file)
    if file.shown is None:
        return
    there = {place.stroke.id for place in history.placed}
    rest = [Placed(file.found[name], character) for name, character in file.shown if name in file.found and name not in there]
    if rest:
        added = tuple((len(history.placed) + at, place) for at, place in enumerate(rest))
        history.do(Step(history.newest + 1, mark("Recovered strokes"), (), added, history.current, history.current))


def _complete_pictures(history: History, file: PageFile) -> None:
    there = {picture.id for picture in history.pictures}
    rest = [picture for picture in pictures_of(file.pictures) if picture.id not in there]
    if rest:
        on = tuple((len(history.pictures) + at, picture) for at, picture in enumerate(rest))
        number, current = history.newest + 1, history.current
        history.do(Step(number, mark("Recovered pictures"), (), (), current, current, on=on))


# Listing


def entries(recent: Iterable[Path], folder: Path) -> list[Entry]:
    """Recent page files and the kept pages, the newest first; files that are not there are left out."""
    with contextlib.suppress(OSError):
        kept = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.name, reverse=True)[:MOST]
        found = [*(_entry(path, kept=False) for path in recent), *(_entry(path, kept=True) for path in kept)]
        return sorted((entry for entry in found if entry is not None), key=lambda entry: -entry.when)
    return []


def _entry(path: Path, *, kept: bool) -> Entry | None:
    try:
        when = path.stat().st_mtime
    except OSError:
        return None
    head = page_file.glance(path)
    strokes = head.get("strokes")
    title = str(head.get("title", "")) if kept else path.name
    return Entry(path, title, strokes if isinstance(strokes, int) else None, when, str(head.get("id", "")), kept)
