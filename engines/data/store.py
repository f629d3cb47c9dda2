"""The HDF5 store: many samples in one compressed file, a snapshot derived from journals or imports.

Schema, version 1. Ragged data lies end to end, without padding, with the place where each sample's or stroke's part begins:
- `points/xy` (P, 2) float32 mm, `points/t` (P,) s, `points/pressure` (P,), and `points/tilt` (P, 2) where any is known;
- `strokes/start` (S + 1,) into points; `samples/stroke` (N + 1,) into strokes; `samples/image` (N + 1,) into `images/pixels`
  (uint8, flat) with `images/shape` (N, 2), (0, 0) where a sample has none;
- `samples/text` and `samples/source`: UTF-8 bytes with `*_start` (N + 1,); `samples/<field>` (N,) int32 into the table of strings
  `tables/<field>` for writer, licence, device, time, consent and category.
Attributes of the root: `ductus_store` = version, `summary` = JSON of what `ductus info` prints.
A stroke's brush is not stored: models learn where the hand was, not which pen it held (journals keep it).
A store is written beside its place, read back and checked, and renamed; an existing store is never opened for writing.
"""

from __future__ import annotations

import collections
import contextlib
import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from engines.data.files import replacing
from engines.data.sample import Provenance, Sample
from engines.ink.types import Ink, Stroke

VERSION = 1
CODED = ("writer", "licence", "device", "time", "consent", "category")
CHUNK = 8192  # rows: about a hundred characters, decompressed in a fraction of a millisecond
MOST_SQUEEZED = 1000  # times smaller than its content that a file can be: LZF reaches less than a hundred
FLUSH = 1 << 16  # points gathered before they are written


class StoreError(ValueError):
    """A store that cannot be read or written, with its name and what to do."""


class _Columns:
    """Growing columns of one HDF5 group, buffered in memory and appended in large pieces."""

    def __init__(self, group: h5py.Group) -> None:
        self.group = group
        self.waiting: dict[str, list[NDArray[Any]]] = collections.defaultdict(list)

    def add(self, name: str, rows: NDArray[Any]) -> None:
        self.waiting[name].append(rows)

    def flush(self) -> None:
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
                )
            column = self.group[name]
            column.resize(len(column) + len(rows), axis=0)
            column[len(column) - len(rows) :] = rows
        self.waiting.clear()


class _Writer:
    """Appends samples to an open HDF5 file."""

    def __init__(self, file: h5py.File) -> None:
        self.file = file
        self.columns = {name: _Columns(file.create_group(name)) for name in ("points", "strokes", "samples", "images")}
        self.tables: dict[str, dict[str, int]] = {name: {} for name in CODED}
        self.ends = dict.fromkeys(("point", "stroke", "image", "text", "source"), 0)
        self.labels: collections.Counter[str] = collections.Counter()
        self.digest = hashlib.sha256()
        self.count = self.pending = 0
        for group, name in (
            ("strokes", "start"),
            *(("samples", name) for name in ("stroke", "image", "text_start", "source_start")),
        ):
            self.columns[group].add(name, np.zeros(1, np.int64))

    def add(self, sample: Sample) -> None:
        for stroke in sample.ink or ():
            self._stroke(stroke)
        self._end("samples", "stroke", "stroke", len(sample.ink or ()))
        image = np.zeros((0, 0), np.uint8) if sample.image is None else np.ascontiguousarray(sample.image, np.uint8)
        self.columns["images"].add("pixels", image.reshape(-1))
        self.columns["images"].add("shape", np.array([image.shape], np.int32))
        self._end("samples", "image", "image", image.size)
        self.digest.update(image.tobytes())
        self.pending += image.size // 8  # a point takes eight bytes and more
        self._string("text", sample.text)
        self._string("source", sample.provenance.source)
        for name in CODED:
            value = sample.writer if name == "writer" else getattr(sample.provenance, name)
            table = self.tables[name]
            self.columns["samples"].add(name, np.array([table.setdefault(value, len(table))], np.int32))
        self.digest.update(f"{sample.writer}\0{sample.text}\0{sample.provenance.source}\0".encode())
        self.labels[sample.text] += 1
        self.count += 1
        if self.pending > FLUSH:
            self.flush()

    def _stroke(self, stroke: Stroke) -> None:
        points = self.columns["points"]
        for name in ("xy", "t", "pressure", "tilt"):
            column = getattr(stroke, name)
            points.add(name, column)
            self.digest.update(column.tobytes())
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
        for columns in self.columns.values():
            columns.flush()
        self.pending = 0

    def finish(self, sources: dict[str, Any]) -> dict[str, Any]:
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


def write_store(path: Path, samples: Iterable[Sample], sources: dict[str, Any] | None = None) -> dict[str, Any]:
    """Write samples to a new store at `path`, whole or not at all. -> the summary that `ductus info` prints.

    sources: further plain values for the summary, such as {"source": "unipen train_r01_v07"}. Raises StoreError where the
    samples are none or the disk refuses.
    """
    try:
        with replacing(Path(path), durable=True) as part:
            with h5py.File(part, "w") as file:
                writer = _Writer(file)
                for sample in samples:
                    writer.add(sample)
                if writer.count == 0:
                    raise StoreError(f"There is nothing to write to {path}: no sample arrived.")
                summary = writer.finish(sources or {})
            with Store(part) as written:
                if len(written) != summary["samples"] or written.digest() != summary["hash"]:
                    raise StoreError(f"{path} did not read back as it was written; the disk may be failing. Nothing was changed.")
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror or error}.") from error
    return summary


class Store:
    """A store opened for reading. `store[i]` is a Sample; `labels`, `writers`, `sources` are lists over all samples.

    Raises StoreError for a file that is no store, damaged, or written by a newer Ductus; IndexError beyond the end.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        if not self.path.is_file():
            raise StoreError(f"{path} does not exist or is no file.")
        try:
            self.file = h5py.File(self.path, "r")
        except Exception as error:  # as below
            raise StoreError(f"{path} is not a Ductus store, or it is damaged: HDF5 cannot open it.") from error
        try:
            version = self.file.attrs.get("ductus_store")
            if version is None or int(version) > VERSION:
                what = "is HDF5, but not a Ductus store" if version is None else "was written by a newer Ductus; please update"
                raise StoreError(f"{path} {what}.")
            self._open()
        except Exception as error:  # h5py raises whatever it meets in a damaged file
            self.file.close()
            raise error if isinstance(error, StoreError) else self._damaged(error) from error

    def _damaged(self, error: Exception) -> StoreError:
        why = " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__
        return StoreError(f"{self.path} is damaged: {why}. Import or pack it again.")

    def _open(self) -> None:
        self.summary: dict[str, Any] = json.loads(self.file.attrs["summary"])
        if not isinstance(self.summary, dict):
            raise ValueError("its summary is no table")
        samples, points = self.file["samples"], self.file["points"]
        self._points = {name: points[name] for name in ("xy", "t", "pressure", "tilt") if name in points}
        held = {len(column) for column in self._points.values()} if "xy" in self._points else {0}
        if len(held) != 1 or any(column.dtype.kind != "f" for column in self._points.values()):
            raise ValueError("its columns of points are of different lengths or hold no numbers")
        self._stroke_start = self._places("strokes/start", held.pop())
        ends = {"stroke": len(self._stroke_start) - 1, "image": self._length("images/pixels")}
        ends |= {f"{name}_start": self._length(f"samples/{name}") for name in ("text", "source")}
        self._start = {name: self._places(f"samples/{name}", end) for name, end in ends.items()}
        self._shape = self._whole("images/shape").reshape(-1, 2)
        self._codes = {name: self._whole(f"samples/{name}") for name in CODED}
        self._tables = {name: [str(value) for value in self.file[f"tables/{name}"].asstr()[:]] for name in CODED}
        count = len(self._shape)
        if any(len(start) != count + 1 for start in self._start.values()) or samples["text_start"].ndim != 1:
            raise ValueError("its columns of samples are of different lengths")
        for name, codes in self._codes.items():
            if len(codes) != count or ((codes < 0) | (codes >= len(self._tables[name]))).any():
                raise ValueError(f"its column '{name}' names what its table does not hold")
        if (self._shape < 0).any() or (self._shape.astype(np.int64).prod(axis=1) != np.diff(self._start["image"])).any():
            raise ValueError("its images are of other sizes than it says")

    def _length(self, name: str) -> int:
        """How long a column is; 0 where there is none, as in a store without images."""
        return len(self.file[name]) if name in self.file else 0

    def _whole(self, name: str) -> NDArray[Any]:
        """A column of whole numbers, read at once. Raises ValueError where it claims more than the file can hold."""
        column = self.file[name]
        if column.dtype.kind not in "iu" or column.nbytes > MOST_SQUEEZED * self.path.stat().st_size + CHUNK * 64:
            raise ValueError(f"its column '{name}' cannot be that large or of that kind")
        return np.asarray(column[:])

    def _places(self, name: str, end: int) -> NDArray[Any]:
        """A column of places that rise from 0 to `end`."""
        places = self._whole(name)
        if places.ndim != 1 or len(places) == 0 or places[0] != 0 or places[-1] != end or (np.diff(places) < 0).any():
            raise ValueError(f"its column '{name}' points to places that are not there")
        return places

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.file.close()

    def __len__(self) -> int:
        return len(self._shape)

    def __iter__(self) -> Iterator[Sample]:
        return (self[index] for index in range(len(self)))

    def info(self) -> dict[str, Any]:
        """The summary written with the store: counts, labels, writers, sources, schema."""
        return dict(self.summary)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """Damage that is met while samples are read becomes a StoreError."""
        try:
            yield
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise self._damaged(error) from error

    def _strings(self, name: str) -> list[str]:
        with self._reading():
            column = self.file["samples"].get(name)
            raw = self._whole(f"samples/{name}").tobytes() if column is not None else b""
            return [raw[a:b].decode() for a, b in itertools.pairwise(self._start[f"{name}_start"])]

    @property
    def labels(self) -> list[str]:
        """The text of every sample."""
        return self._strings("text")

    @property
    def sources(self) -> list[str]:
        """The provenance's source of every sample."""
        return self._strings("source")

    def coded(self, name: str) -> list[str]:
        """The writer, licence, device, time, consent or category of every sample."""
        return [self._tables[name][code] for code in self._codes[name]]

    @property
    def writers(self) -> list[str]:
        """The writer of every sample."""
        return self.coded("writer")

    @property
    def strokes(self) -> NDArray[np.int64]:
        """How many strokes every sample has, (N,)."""
        return np.diff(self._start["stroke"])

    def _string(self, name: str, index: int) -> str:
        start = self._start[f"{name}_start"]
        a, b = start[index], start[index + 1]
        with self._reading():
            return self.file["samples"][name][a:b].tobytes().decode() if b > a else ""

    def ink(self, index: int) -> Ink | None:
        """The ink of one sample; None where it has none."""
        first, last = self._start["stroke"][index], self._start["stroke"][index + 1]
        if first == last:
            return None
        ends = self._stroke_start[first : last + 1]
        with self._reading():
            columns = {name: column[ends[0] : ends[-1]] for name, column in self._points.items()}
            cuts = [slice(a, b) for a, b in zip(ends[:-1] - ends[0], ends[1:] - ends[0], strict=True)]
            return Ink(tuple(Stroke(**{name: column[cut] for name, column in columns.items()}) for cut in cuts))

    def image(self, index: int) -> NDArray[np.uint8] | None:
        """The picture of one sample, (H, W) with 255 = ink; None where it has none."""
        first, last = self._start["image"][index], self._start["image"][index + 1]
        if first == last:
            return None
        with self._reading():
            pixels: NDArray[np.uint8] = self.file["images/pixels"][first:last].reshape(tuple(self._shape[index]))
        return pixels

    def __getitem__(self, index: int) -> Sample:
        if not -len(self) <= index < len(self):
            raise IndexError(f"{self.path} holds {len(self)} samples; there is no sample {index}.")
        index %= len(self)
        values = {name: self._tables[name][self._codes[name][index]] for name in CODED}
        writer = values.pop("writer")
        provenance = Provenance(source=self._string("source", index), **values)
        return Sample(self.ink(index), self.image(index), self._string("text", index), writer, provenance)

    def digest(self) -> str:
        """SHA-256 over every sample's points, pixels, writer, text and source, as `summary["hash"]` has it: the data's
        fingerprint."""
        digest = hashlib.sha256()
        labels, writers, sources = self.labels, self.writers, self.sources
        for index in range(len(self)):
            for stroke in self.ink(index) or ():
                for name in ("xy", "t", "pressure", "tilt"):
                    digest.update(getattr(stroke, name).tobytes())
            image = self.image(index)
            if image is not None:
                digest.update(image.tobytes())
            digest.update(f"{writers[index]}\0{labels[index]}\0{sources[index]}\0".encode())
        return digest.hexdigest()
