"""Writing a store's columns: see engines.data.store for what they are."""

from __future__ import annotations

import collections
import hashlib
import json
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from engines.data.collected import Item, about_of
from engines.data.sample import Sample
from engines.ink.types import Stroke

VERSION = 2
CODED = ("writer", "licence", "device", "time", "consent", "category", "session")  # columns of numbers into a table of strings
STRINGS = ("text", "source", "id", "prompt", "about")  # columns of UTF-8 bytes, end to end
CHUNK = 8192  # rows: about a hundred characters, decompressed in a fraction of a millisecond
FLUSH = 1 << 16  # points gathered before they are written


def fingerprint(digest: Any, sample: Sample, item: tuple[str, str, str, str]) -> None:
    """Add one sample to a digest. item: id, prompt, session and about, empty where it is no item."""
    for stroke in sample.ink or ():
        for name in ("xy", "t", "pressure", "tilt"):
            digest.update(getattr(stroke, name).tobytes())
    if sample.image is not None:
        digest.update(np.ascontiguousarray(sample.image, np.uint8).tobytes())
    digest.update(f"{sample.writer}\0{sample.text}\0{sample.provenance.source}\0".encode())
    if item[0]:
        told = (getattr(sample.provenance, name) for name in CODED[1:6])
        digest.update("\0".join((*item, *told, "")).encode())


class Columns:
    """Growing columns of one HDF5 group, buffered in memory and appended in large pieces."""

    def __init__(self, group: h5py.Group) -> None:
        self.group = group
        self.waiting: dict[str, list[NDArray[Any]]] = collections.defaultdict(list)

    def add(self, name: str, rows: NDArray[Any]) -> None:
        """More rows for a column."""
        self.waiting[name].append(rows)

    def flush(self) -> None:
        """Append what is gathered to the file."""
        for name, parts in self.waiting.items():
            rows = np.concatenate(parts)
            if name not in self.group:
                self.group.create_dataset(
                    name,
                    data=rows[:0],
                    maxshape=(None, *rows.shape[1:]),
                    chunks=(CHUNK, *rows.shape[1:]),
                    compression="lzf",
                    shuffle=True,
                    fletcher32=True,  # a flipped bit is an error where it is read, not another value
                )
            column = self.group[name]
            column.resize(len(column) + len(rows), axis=0)
            column[len(column) - len(rows) :] = rows
        self.waiting.clear()


class StoreWriter:
    """Appends samples to an open HDF5 file."""

    def __init__(self, file: h5py.File) -> None:
        self.file = file
        self.columns = {name: Columns(file.create_group(name)) for name in ("points", "strokes", "samples", "images")}
        self.tables: dict[str, dict[str, int]] = {name: {} for name in CODED}
        self.ends = dict.fromkeys(("point", "stroke", "image", *STRINGS), 0)
        self.labels: collections.Counter[str] = collections.Counter()
        self.digest = hashlib.sha256()
        self.count = self.pending = 0
        for group, name in (
            ("strokes", "start"),
            *(("samples", name) for name in ("stroke", "image", *(f"{name}_start" for name in STRINGS))),
        ):
            self.columns[group].add(name, np.zeros(1, np.int64))

    def add(self, given: Sample | Item) -> None:
        """One more sample; of an item also what it says beside it."""
        sample = given.sample if isinstance(given, Item) else given
        item = ("", "", "", "")
        if isinstance(given, Item):
            told = about_of(given)
            about = json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""
            item = (given.id, given.prompt, given.session, about)
        for stroke in sample.ink or ():
            self._stroke(stroke)
        self._end("samples", "stroke", "stroke", len(sample.ink or ()))
        image = np.zeros((0, 0), np.uint8) if sample.image is None else np.ascontiguousarray(sample.image, np.uint8)
        self.columns["images"].add("pixels", image.reshape(-1))
        self.columns["images"].add("shape", np.array([image.shape], np.int32))
        self._end("samples", "image", "image", image.size)
        self.pending += image.size // 8  # a point takes eight bytes and more
        for name, text in zip(STRINGS, (sample.text, sample.provenance.source, item[0], item[1], item[3]), strict=True):
            self._string(name, text)
        for name in CODED:
            value = {"writer": sample.writer, "session": item[2]}.get(name)
            table = self.tables[name]
            code = table.setdefault(getattr(sample.provenance, name) if value is None else value, len(table))
            self.columns["samples"].add(name, np.array([code], np.int32))
        fingerprint(self.digest, sample, item)
        self.labels[sample.text] += 1
        self.count += 1
        if self.pending > FLUSH:
            self.flush()

    def _stroke(self, stroke: Stroke) -> None:
        points = self.columns["points"]
        for name in ("xy", "t", "pressure", "tilt"):
            points.add(name, getattr(stroke, name))
        self._end("strokes", "start", "point", len(stroke))
        self.pending += len(stroke)

    def _end(self, group: str, name: str, counter: str, length: int) -> None:
        self.ends[counter] += length
        self.columns[group].add(name, np.array([self.ends[counter]], np.int64))

    def _string(self, name: str, text: str) -> None:
        raw = np.frombuffer(text.encode(), np.uint8)
        self.columns["samples"].add(name, raw)
        self._end("samples", f"{name}_start", name, len(raw))

    def flush(self) -> None:
        """Write what is gathered."""
        for columns in self.columns.values():
            columns.flush()
        self.pending = 0

    def finish(self, sources: dict[str, Any]) -> dict[str, Any]:
        """Write the rest, tables and attributes. -> the summary."""
        self.flush()
        tilt = self.file["points"].get("tilt")
        if tilt is not None and not any(np.isfinite(tilt[a : a + FLUSH]).any() for a in range(0, len(tilt), FLUSH)):
            del self.file["points"]["tilt"]
        tables = self.file.create_group("tables")
        for name, table in self.tables.items():
            tables.create_dataset(name, data=np.array(list(table), dtype=h5py.string_dtype()))
        summary = {
            "schema": VERSION,
            "samples": self.count,
            "strokes": self.ends["stroke"],
            "points": self.ends["point"],
            "writers": len(self.tables["writer"].keys() - {""}),
            "labels": dict(sorted(self.labels.items())) if len(self.labels) <= 4096 else {},
            "distinct_labels": len(self.labels),
            "categories": sorted(self.tables["category"]),
            "licences": sorted(self.tables["licence"]),
            "hash": self.digest.hexdigest(),
            **sources,
        }
        self.file.attrs["ductus_store"] = VERSION
        self.file.attrs["summary"] = json.dumps(summary, ensure_ascii=False)
        return summary
