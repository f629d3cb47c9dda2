"""What lies in a collection's sealed journals, in short: id, writer and text of every sample, so that opening reads no more.

Derived from the journals and written beside the store when that is packed; made again from the journals where it is missing or
damaged. One checksummed record in a file of its own.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from engines.data.collected import EDITS, edits_of
from engines.data.files import replacing
from engines.data.records import JournalError, Record, encode, in_words, read_records
from engines.data.segments import each_record, sealed

NAME = "store.index"


class Index:
    """id -> (writer, text), in the order collected. about: {"live": name of the live journal, "upto": index of its last
    record that the store holds (-1: none), "store": the store's hash, "sealed": names of the sealed journals}."""

    def __init__(self, rows: Mapping[str, tuple[str, str]] | None = None, about: Mapping[str, Any] | None = None) -> None:
        self.rows = dict(rows or {})
        self.about = dict(about or {})
        self.counts: dict[str, Counter[str]] = {}
        for writer, text in self.rows.values():
            self.counts.setdefault(writer, Counter())[text] += 1

    def __len__(self) -> int:
        return len(self.rows)

    def find(self, id: str) -> tuple[str, str] | None:
        """(writer, text) of an item that is there; None for any other."""
        return self.rows.get(id)


def write_index(folder: Path, index: Index) -> None:
    """Put the index beside the store, whole or not at all. Raises JournalError."""
    writers, texts = (list(dict.fromkeys(row[column] for row in index.rows.values())) for column in (0, 1))
    numbers = [{name: at for at, name in enumerate(names)} for names in (writers, texts)]
    ids = np.frombuffer("\n".join(index.rows).encode(), np.uint8)
    codes = np.array([[numbers[0][writer], numbers[1][text]] for writer, text in index.rows.values()], np.int32).reshape(-1, 2)
    data = encode(0, ("index", {"version": 1, "writers": writers, "texts": texts, **index.about}, {"ids": ids, "codes": codes}))
    try:
        with replacing(folder / NAME, durable=os.name == "posix") as part:
            part.write_bytes(data)
    except OSError as problem:
        raise JournalError(in_words(problem, folder / NAME)) from problem


def read_index(folder: Path) -> Index | None:
    """The index beside the store; None where there is none that can be read."""
    try:
        records, report = read_records(folder / NAME)
        if not report.whole or len(records) != 1 or records[0].kind != "index" or records[0].header["version"] != 1:
            return None
        header, arrays = records[0].header, records[0].arrays
        writers, texts = header.pop("writers"), header.pop("texts")
        ids = arrays["ids"].tobytes().decode().split("\n") if len(arrays["ids"]) else []
        pairs = [(writers[writer], texts[text]) for writer, text in arrays["codes"].tolist()]
        return Index(dict(zip(ids, pairs, strict=True)), header)
    except (OSError, KeyError, ValueError, TypeError, IndexError):
        return None


class Folded:
    """What all journals of a collection come to.

    rows: id -> writer of every sample that has a record; texts: id -> text in the end, None where deleted, of every id that a
    record speaks of; damaged: journal -> (offset, length) of the stretches that were left out.
    """

    def __init__(self) -> None:
        self.rows: dict[str, str] = {}
        self.texts: dict[str, str | None] = {}
        self.damaged: dict[Path, tuple[tuple[int, int], ...]] = {}
        self.skipped = 0
        self.last = -1  # index of the newest record of the file read last,
        self.live = ""  # and the name that its first record gives it

    def read(self, path: Path, tick: Callable[[], None] = lambda: None) -> None:
        """Take in one journal. Raises JournalError where it cannot be read at all."""
        self.last, self.live = -1, ""
        for record in each_record(path, self.damaged):
            tick()
            self.last = max(self.last, record.index)
            try:
                self.take(record)
            except (KeyError, ValueError, TypeError):
                self.skipped += 1

    def take(self, record: Record) -> None:
        """Take in one record."""
        if record.kind in EDITS or record.kind == "base":
            edits = edits_of(record)
            self.live = str(record.header["live"]) if record.kind == "base" else self.live
            if record.kind == "sample":
                self.rows.setdefault(edits[0].id, str(record.header["writer"]))
            for edit in edits:
                self.texts[edit.id] = edit.after

    def alive(self) -> dict[str, tuple[str, str]]:
        """id -> (writer, text) of what is there, in the order collected."""
        return {id: (writer, text) for id, writer in self.rows.items() if (text := self.texts.get(id)) is not None}


def made_again(folder: Path) -> Index:
    """The index of the sealed journals, read through. Slow. Raises JournalError."""
    folded, paths = Folded(), sealed(folder)
    for path in paths:
        folded.read(path)
    return Index(folded.alive(), {"live": "", "upto": -1, "store": "", "sealed": [path.name for path in paths]})
