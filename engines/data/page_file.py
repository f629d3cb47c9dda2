"""The page as a file of its own, `.ductus`: what stands on it, every step that can be undone, and where it came from.

The same checksummed records as the journal's, in this order:

    head      {"format": "ductus page", "version": [1, 1], "program", "created", "modified", "writer", "provenance": {...},
              "strokes", "points", "steps"}: what the file is; fields that a reader does not know are kept
    contents  {"strokes": [[id, character], ...], "top", "current", "pictures"}: what stands on the page, in order, so that a
              reader that knows no history finds the ink, and one of a damaged file knows what is missing; "pictures" (since 1.1,
              only where there are any) is a list of {"id", "origin", "image", "size", "matrix", "name", "opacity"}
    page, picture ..., step ..., top, current
              the history, as the page's own room writes it (studio.records); a picture is a PNG file under the digest by which
              "image" names it
    ...       kinds that this Ductus does not know are kept when the page is saved again
    end       {"records", "sha256"}: how many records came before, and the digest of their bytes

A file without its end is cut off; what is sound in it is read all the same and told. A version with the same first number can be
read; a higher one is refused. Version 0 is a bare journal: what Ductus kept before there were page files. Reading executes
nothing, and lengths are believed only as far as there are bytes. Writing replaces the file atomically.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engines.data.files import replacing
from engines.data.records import Draft, JournalError, Record, Report, encode, in_words, scan, unpack_strokes
from engines.ink.types import Stroke

SUFFIX = ".ductus"
FORMAT = "ductus page"
VERSION = (1, 1)  # a change that older readers cannot follow raises the first, one that they may leave out the second
LIMIT = 256 << 20  # bytes of a file: 15 hours of writing at 200 Hz
HEADS = 32 << 20  # bytes of all headers: half a million strokes
GLANCE = 64 << 10  # bytes in which a file's head is found
OWN = frozenset({"head", "contents", "end"})  # kinds that belong to the file, not to the page

log = logging.getLogger("ductus.page")


class PageFileError(JournalError):
    """The page file cannot be read or written; the text is one sentence for people."""


class NotAPage(PageFileError):  # noqa: N818
    """The file holds something else, or nothing that can be read."""


class NewerPage(PageFileError):  # noqa: N818
    """The file was written by a Ductus that does what this one cannot."""


class ChangedMeanwhile(PageFileError):  # noqa: N818
    """The file is not any more what it was when it was read or written last."""


@dataclass(frozen=True, eq=False)
class PageFile:
    """What a page file holds. records: the page's, without head, contents and end. digest: of the whole file, hex.

    shown: (stroke id, character) of what stands on the page, in order; None where that is lost. top: the step in force.
    trouble: "" for a file that is whole; else one sentence about what is damaged and what could be read.
    """

    head: Mapping[str, Any]
    records: tuple[Record, ...]
    shown: tuple[tuple[str, str], ...] | None = None
    top: int | None = None
    digest: str = ""
    trouble: str = ""
    found: Mapping[str, Stroke] = field(default_factory=dict)  # every stroke in the file by its id
    pictures: tuple[Any, ...] = ()  # what lies beneath the ink, as the file tells it

    @property
    def version(self) -> tuple[int, int]:
        """Of the format."""
        return _version(self.head)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What stands on the page, as far as it could be read, in order."""
        if self.shown is not None:
            return tuple(self.found[name] for name, _ in self.shown if name in self.found)
        gone = {name for record in self.records for name in _taken_off(record)}
        return tuple(stroke for name, stroke in self.found.items() if name not in gone)


# Writing


def to_bytes(head: Mapping[str, Any], contents: Mapping[str, Any], drafts: Iterable[Draft]) -> bytes:
    """The whole file. contents: the header of that record. Raises PageFileError for a page that is too large for one file."""
    version = max(VERSION, _version(head)) if _version(head)[0] == VERSION[0] else VERSION  # what a newer one wrote is kept
    named = dict(head) | {"format": FORMAT, "version": list(version)}
    try:
        pieces = [encode(i, draft) for i, draft in enumerate([("head", named, {}), ("contents", contents, {}), *drafts])]
    except ValueError as problem:
        raise PageFileError(f"The page holds something that cannot be saved: {problem}") from problem
    body = b"".join(pieces)
    whole = body + encode(len(pieces), ("end", {"records": len(pieces), "sha256": hashlib.sha256(body).hexdigest()}, {}))
    try:
        scan(whole, HEADS)
    except JournalError as problem:
        raise PageFileError("The page is too large for one file: clear old ink or begin another page.") from problem
    if len(whole) > LIMIT:
        raise PageFileError(f"The page is too large for one file ({len(whole) >> 20} MiB, at most {LIMIT >> 20}).")
    return whole


def write(path: Path, data: bytes, over: str = "") -> str:
    """Put a page file at `path`, whole or not at all, forced to the disk; gives its digest.

    over: the digest of the file that may be replaced; "" = whatever is there. Raises ChangedMeanwhile or PageFileError.
    """
    path = Path(os.path.realpath(path))  # a link stays a link
    digest = hashlib.sha256(data).hexdigest()
    try:
        if not path.parent.is_dir():
            raise PageFileError(f"The folder {path.parent} is not there any more.")
        if over and path.exists() and _digest_of(path) != over:
            raise ChangedMeanwhile(f"{path.name} was changed by another program since it was opened or saved here.")
        with replacing(path, durable=os.name == "posix") as part:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if _digest_of(part) != digest:
                raise PageFileError(f"The disk with {path.parent} gives back other bytes than were written.")
            if path.exists():
                shutil.copymode(path, part)
    except OSError as problem:
        if isinstance(problem, PageFileError):
            raise
        raise PageFileError(in_words(problem, path)) from problem
    return digest


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# Reading


def read(path: Path) -> PageFile:
    """The page in a file, which is only read. Raises NotAPage, NewerPage or PageFileError with one sentence."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as problem:
        raise PageFileError(in_words(problem, path)) from problem
    if len(data) > LIMIT:
        raise PageFileError(f"{path.name} is larger than any page ({LIMIT >> 20} MiB); it was not read.")
    return from_bytes(data, path.name)


def glance(path: Path) -> Mapping[str, Any]:
    """The head of a page file without the rest of it; {} where it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            records, _ = scan(file.read(GLANCE))
    except OSError:
        return {}
    return records[0].header if records and _is_head(records[0]) else {}


def from_bytes(data: bytes, name: str) -> PageFile:
    """As `read`, of a file that is in memory already. name: for people."""
    if not data:
        raise NotAPage(f"{name} is empty: there is no page in it.")
    try:
        records, report = scan(data, HEADS)
    except JournalError as problem:
        raise NotAPage(f"{name} cannot be read as a page: {problem}") from problem
    if not records:
        if report.torn_bytes:
            raise NotAPage(f"{name} is cut off before the page begins: there is nothing in it that could be read.")
        raise NotAPage(f"{name} is not a Ductus page, or nothing in it can be read.")
    head = records[0].header if _is_head(records[0]) else {}
    if head and not _can_be_kept(records[0]):
        head = {name: head.get(name) for name in ("format", "version")}
    version = _version(head)
    if version[0] > VERSION[0]:
        raise NewerPage(
            f"{name} was written by a newer Ductus (page version {version[0]}.{version[1]}, this one reads up to "
            f"{VERSION[0]}): update Ductus to open it."
        )
    end = next((at for at, record in enumerate(records) if record.kind == "end"), None)
    own, page = records[:end], []
    foreign = 0
    for record in own:
        if record.kind in OWN:
            continue
        if _can_be_kept(record):
            page.append(record)
        else:
            foreign += record.size
    contents = next((record.header for record in own if record.kind == "contents"), {})
    shown, top = _shown(contents), contents.get("top")
    pictures = contents.get("pictures")
    found = _all_strokes(page)
    trouble = _trouble(name, data, records, report, end, foreign) if head or not _is_journal(records) else ""
    if trouble:
        trouble = f"{trouble}: {_readable(shown, found)}. The file itself is left as it is."
    return PageFile(
        head, tuple(page), shown, top if isinstance(top, int) else None, hashlib.sha256(data).hexdigest(), trouble, found,
        tuple(pictures) if isinstance(pictures, list) else (),
    )  # fmt: skip


def _is_head(record: Record) -> bool:
    return record.kind == "head" and record.header.get("format") == FORMAT


def _is_journal(records: Sequence[Record]) -> bool:
    """Whether these are a journal's records: its first one is there, and nothing of a page file."""
    return records[0].offset == 0 and not any(record.kind in OWN for record in records)


def _version(head: Mapping[str, Any]) -> tuple[int, int]:
    """(first, second) number; (0, 0) for a file without a head."""
    told = head.get("version")
    if isinstance(told, list) and len(told) == 2 and all(isinstance(number, int) for number in told):
        return told[0], told[1]
    return (0, 0) if not head else (VERSION[0] + 1, 0)  # a head that tells it otherwise is none of ours


def _shown(contents: Mapping[str, Any]) -> tuple[tuple[str, str], ...] | None:
    try:
        return tuple((str(name), str(character)) for name, character in contents["strokes"])
    except (KeyError, ValueError, TypeError):
        return None


def _can_be_kept(record: Record) -> bool:
    """Whether a record can be written again as it is; JSON lets in numbers that it cannot hold."""
    try:
        encode(0, (record.kind, record.header, record.arrays))
    except (ValueError, RecursionError):
        return False
    return True


def _all_strokes(records: Iterable[Record]) -> dict[str, Stroke]:
    return {stroke.id: stroke for record in records for stroke in _strokes_of(record)}


def _strokes_of(record: Record) -> list[Stroke]:
    if "strokes" not in record.header:
        return []
    try:
        return unpack_strokes(record.header["strokes"], record.arrays)
    except (KeyError, ValueError, TypeError, OverflowError, IndexError) as problem:
        log.info("A record of the page makes no sense: %s", problem)
        return []


def _taken_off(record: Record) -> Iterator[str]:
    for item in record.header.get("removed", ()) if record.kind == "step" else ():
        yield str(item[-1]) if isinstance(item, list) and item else ""


def _trouble(name: str, data: bytes, records: Sequence[Record], report: Report, end: int | None, foreign: int) -> str:
    """What is wrong with the file, without a full stop; "" where it is whole."""
    lost = sum(length for _, length in report.damaged) + foreign
    if end is None:
        return f"{name} is cut off at its end" + (f" and {lost} bytes in it are damaged" if lost else "")
    mark = records[end]
    whole = mark.header.get("records") == end and mark.header.get("sha256") == hashlib.sha256(data[: mark.offset]).hexdigest()
    after = len(data) - mark.offset - mark.size
    if lost or not whole:
        return f"{lost} bytes of {name} are damaged" if lost else f"{name} is damaged"
    return f"{name} goes on for {after} bytes after its end, which are left out" if after else ""


def _readable(shown: Sequence[tuple[str, str]] | None, found: Mapping[str, Stroke]) -> str:
    if shown is None:
        return f"{len(found)} strokes could be read"
    there = sum(name in found for name, _ in shown)
    return (
        f"{there} of its {len(shown)} strokes could be read" if there < len(shown) else f"all its {there} strokes could be read"
    )
