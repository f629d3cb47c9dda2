"""Checksummed records, one after another: the journal's format, and finding the sound ones in a file that was hurt.

Little endian, from the file's first byte on:

    magic    4 bytes   AB 44 6A 01 (the last is the format's version)
    length   u32       bytes of the payload
    index    u64       rising from record to record
    payload  u32       CRC-32 of the payload
    header   u32       CRC-32 of the 20 bytes before
    payload: u32 length of a UTF-8 JSON head {"kind", "header", "arrays": [[name, dtype, shape], ...]}, the head, then the
             arrays' bytes

Kinds are names chosen by whoever writes; a reader leaves out those it does not know, so that new kinds need no new format.
"""

from __future__ import annotations

import errno
import json
import math
import struct
import zlib
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.ink.brush import Brush
from engines.ink.types import Stroke

MAGIC = b"\xabDj\x01"
LARGEST = 1 << 30  # bytes of a payload
PATIENCE = 16  # times the data that may be looked at in vain before the rest is taken for damaged
_HEADER = struct.Struct("<4sIQI")
_CHECK = struct.Struct("<I")
_HEADER_SIZE = _HEADER.size + _CHECK.size
_DTYPES = frozenset({"<f4", "<f8", "<i4", "<i8", "|u1", "|i1", "|b1"})

Arrays = Mapping[str, NDArray[Any]]
Draft = tuple[str, Mapping[str, Any], Arrays]  # kind, header, arrays: a record before it has an index


class JournalError(OSError):
    """The journal cannot be read or written; the text is one sentence for people."""


class JournalBusy(JournalError):  # noqa: N818
    """Another running program has the journal open for writing."""


class NotAJournal(JournalError):  # noqa: N818
    """The file holds something else; it is never written to."""


@dataclass(frozen=True, eq=False)
class Record:
    """One record. arrays are read-only; offset and size are its place in the file, in bytes."""

    index: int
    kind: str
    header: dict[str, Any]
    arrays: dict[str, NDArray[Any]]
    offset: int
    size: int


@dataclass(frozen=True)
class Report:
    """What reading found. damaged: (offset, length) of each stretch left out; torn_bytes: an unfinished record at the end."""

    size: int = 0
    records: int = 0
    torn_bytes: int = 0
    damaged: tuple[tuple[int, int], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every byte belongs to a sound record."""
        return not self.torn_bytes and not self.damaged


# Records as bytes


def encode(index: int, draft: Draft) -> bytes:
    """The record as it stands in the file. Raises ValueError for what JSON or the format cannot hold."""
    kind, header, arrays = draft
    columns = {name: _little(name, array) for name, array in arrays.items()}
    listed = [[name, array.dtype.str, list(array.shape)] for name, array in columns.items()]
    head = json.dumps({"kind": kind, "header": header, "arrays": listed}, separators=(",", ":"), allow_nan=False).encode()
    payload = b"".join([_CHECK.pack(len(head)), head, *(array.tobytes() for array in columns.values())])
    if len(payload) > LARGEST:
        raise ValueError(f"A record of {len(payload)} bytes is larger than a journal takes.")
    front = _HEADER.pack(MAGIC, len(payload), index, zlib.crc32(payload))
    return front + _CHECK.pack(zlib.crc32(front)) + payload


def _little(name: str, array: NDArray[Any]) -> NDArray[Any]:
    array = np.ascontiguousarray(array)
    array = array.astype(array.dtype.newbyteorder("<"), copy=False)
    if array.dtype.str not in _DTYPES:
        raise ValueError(f"A journal cannot hold {name} of type {array.dtype}.")
    return array


def _front(data: bytes, at: int) -> tuple[int, int, int] | None:
    """(payload length, index, payload's checksum) of a sound record header at `at`, else None."""
    if len(data) - at < _HEADER_SIZE or not data.startswith(MAGIC, at):
        return None
    _, length, index, check = _HEADER.unpack_from(data, at)
    if zlib.crc32(data[at : at + _HEADER.size]) != _CHECK.unpack_from(data, at + _HEADER.size)[0] or length > LARGEST:
        return None
    return length, index, check


def _record(data: bytes, at: int) -> Record | None:
    """The sound record that begins at `at`, else None."""
    front = _front(data, at)
    if front is None or at + _HEADER_SIZE + front[0] > len(data):
        return None
    payload = memoryview(data)[at + _HEADER_SIZE : at + _HEADER_SIZE + front[0]]
    if zlib.crc32(payload) != front[2]:
        return None
    try:
        kind, header, arrays = _open(payload)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError, struct.error):
        return None
    return Record(front[1], kind, header, arrays, at, _HEADER_SIZE + front[0])


def _open(payload: memoryview) -> tuple[str, dict[str, Any], dict[str, NDArray[Any]]]:
    place = _CHECK.size + _CHECK.unpack_from(payload)[0]
    head = json.loads(bytes(payload[_CHECK.size : place]))
    arrays: dict[str, NDArray[Any]] = {}
    for name, dtype, shape in head["arrays"]:
        if dtype not in _DTYPES or any(length < 0 for length in shape):
            raise ValueError(name)
        arrays[name] = np.frombuffer(payload, dtype, math.prod(shape), place).reshape(shape)
        place += arrays[name].nbytes
    if place != len(payload) or not isinstance(head["kind"], str) or not isinstance(head["header"], dict):
        raise ValueError("The record's parts do not add up.")
    return head["kind"], head["header"], arrays


def scan(data: bytes, heads: int | None = None) -> tuple[list[Record], Report]:
    """Every sound record in `data`, in order, and what lies between and after them.

    heads: bytes of JSON that all records may hold together (None = any); beyond them JournalError is raised before any is
    decoded, since lists take many times their text's memory.
    """
    records: list[Record] = []
    found = records_in(data, heads)
    while True:
        try:
            records.append(next(found))
        except StopIteration as end:
            return records, end.value


def records_in(data: bytes, heads: int | None = None) -> Generator[Record, None, Report]:
    """As `scan`, one record at a time; the generator returns the report."""
    damaged: list[tuple[int, int]] = []
    at, vain, count = 0, 0, 0
    while at < len(data):
        if heads is not None:
            heads -= _head_length(data, at)
            if heads < 0:
                raise JournalError("The file describes itself at greater length than any page needs.")
        record = _record(data, at)
        if record is not None:
            yield record
            count += 1
            at += record.size
            continue
        front = _front(data, at)
        vain += front[0] if front is not None and front[0] <= len(data) - at else 0
        following = _next_front(data, at + 1) if vain <= PATIENCE * len(data) else -1
        if following < 0 and _is_torn(data, at):
            return Report(len(data), count, len(data) - at, _joined(damaged))
        end = following if following >= 0 else len(data)
        damaged.append((at, end - at))
        at = end
    return Report(len(data), count, 0, _joined(damaged))


def _head_length(data: bytes, at: int) -> int:
    """Bytes of JSON that the record at `at` says it holds, as far as they are there."""
    front, place = _front(data, at), at + _HEADER_SIZE
    if front is None or place + _CHECK.size > len(data):
        return 0
    return min(int(_CHECK.unpack_from(data, place)[0]), front[0], len(data) - place)


def _next_front(data: bytes, at: int) -> int:
    """Where the next sound header begins, or -1."""
    at = data.find(MAGIC, at)
    while at >= 0 and _front(data, at) is None:
        at = data.find(MAGIC, at + 1)
    return at


def _is_torn(data: bytes, at: int) -> bool:
    """Whether the rest of `data` is the beginning of a record that a stopped program did not finish."""
    front = _front(data, at)
    if front is not None:
        return at + _HEADER_SIZE + front[0] > len(data)
    return len(data) - at < _HEADER_SIZE and data.startswith(MAGIC[: len(data) - at], at)


def _joined(stretches: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for at, length in stretches:
        if joined and sum(joined[-1]) == at:
            joined[-1] = (joined[-1][0], joined[-1][1] + length)
        else:
            joined.append((at, length))
    return tuple(joined)


def read_records(path: Path) -> tuple[list[Record], Report]:
    """Every sound record of a journal, and what was left out; the file is only read, also while another program writes it.

    Raises NotAJournal for a file that holds something else, JournalError for one that cannot be read.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as problem:
        raise JournalError(in_words(problem, Path(path))) from problem
    records, report = scan(data)
    if data and not records and not report.torn_bytes:
        raise NotAJournal(f"{path} is not a Ductus journal, or nothing in it can be read.")
    return records, report


# Strokes in records


def pack_strokes(strokes: Sequence[Stroke]) -> tuple[list[list[Any]], dict[str, NDArray[Any]]]:
    """Strokes as a header's list [[id, origin, points], ...] and arrays of all their points, bit for bit.

    Where any stroke has a brush, "brush" holds a row a stroke (see Brush.row), of NaN for those that have none.
    """
    listed = [[stroke.id, stroke.origin, len(stroke)] for stroke in strokes]
    names = ("xy", "t", "pressure", "tilt")
    arrays = {name: np.concatenate([getattr(stroke, name) for stroke in strokes]) for name in names} if strokes else {}
    return listed, arrays | pack_brushes(strokes)


def pack_brushes(strokes: Sequence[Stroke]) -> dict[str, NDArray[Any]]:
    """The "brush" array of a record, (S, 6) float64; nothing where no stroke has one."""
    if all(stroke.brush is None for stroke in strokes):
        return {}
    none = [math.nan] * len(Brush().row())
    return {"brush": np.array([none if stroke.brush is None else stroke.brush.row() for stroke in strokes], np.float64)}


def unpack_brushes(arrays: Arrays, count: int) -> list[Brush | None]:
    """The brushes of pack_brushes. Records of an older Ductus have none; what cannot be read costs the pen, never the ink."""
    rows = arrays.get("brush")
    if rows is None or rows.ndim != 2 or len(rows) != count:
        return [None] * count
    return [Brush.from_row(row) for row in rows.tolist()]


def unpack_strokes(listed: Sequence[Sequence[Any]], arrays: Arrays) -> list[Stroke]:
    """The strokes of pack_strokes. Raises ValueError where header and arrays disagree."""
    strokes = []
    at = 0
    for (name, origin, points), brush in zip(listed, unpack_brushes(arrays, len(listed)), strict=True):
        part = slice(at, at + int(points))
        xy, t, pressure, tilt = (arrays[key][part] for key in ("xy", "t", "pressure", "tilt"))
        strokes.append(Stroke(xy, t, pressure, tilt, id=str(name), origin=str(origin), brush=brush))
        at += int(points)
        if len(strokes[-1]) != points:
            raise ValueError("A record holds fewer points than its strokes ask for.")
    return strokes


# Errors in words


def in_words(problem: OSError, path: Path) -> str:
    """One sentence for people about what the disk refused."""
    if isinstance(problem, JournalError):
        return str(problem)
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"The disk with {path.parent} is full."
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{path.parent} may not be written to or {path.name} not be opened."
    if problem.errno == errno.ENOENT:
        return f"{path} is not there any more."
    return f"The disk reports an error with {path}: {problem.strerror or problem}."
