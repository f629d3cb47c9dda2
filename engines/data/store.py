"""The HDF5 store: many samples in one compressed file, a snapshot derived from journals or imports.

Schema, version 2. Ragged data lies end to end, without padding, with the place where each sample's or stroke's part begins:
- `points/xy` (P, 2) float32 mm, `points/t` (P,) s, `points/pressure` (P,), and `points/tilt` (P, 2) where any is known;
- `strokes/start` (S + 1,) into points; `samples/stroke` (N + 1,) into strokes; `samples/image` (N + 1,) into `images/pixels`
  (uint8, flat) with `images/shape` (N, 2), (0, 0) where a sample has none;
- `samples/text` and `samples/source`: UTF-8 bytes with `*_start` (N + 1,); `samples/<field>` (N,) int32 into the table of strings
  `tables/<field>` for writer, licence, device, time, consent and category;
- since version 2, empty for samples that are no items of a collection: `samples/id`, `samples/prompt` and `samples/about` (JSON:
  box, figures, remarks; see engines.data.collected) like text, and `samples/session` like writer.
Attributes of the root: `ductus_store` = version, `summary` = JSON of what `ductus info` prints.
A stroke's brush is not stored: models learn where the hand was, not which pen it held (journals keep it).
A store is written beside its place, read back and checked, and renamed; an existing store is never opened for writing.
"""

from __future__ import annotations

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

from engines.data.collected import Item, item_from
from engines.data.files import replacing
from engines.data.sample import Provenance, Sample
from engines.data.store_columns import CHUNK, CODED, FLUSH, STRINGS, VERSION, StoreWriter, fingerprint
from engines.ink.types import Ink, Stroke

MOST_SQUEEZED = 1000  # times smaller than its content that a file can be: LZF reaches less than a hundred
AT_ONCE = 1 << 22  # pixels that are read together
FIRST = (6, 2)  # columns of CODED and STRINGS that version 1 has


class StoreError(ValueError):
    """A store that cannot be read or written, with its name and what to do."""


def write_store(path: Path, samples: Iterable[Sample | Item], sources: dict[str, Any] | None = None) -> dict[str, Any]:
    """Write samples to a new store at `path`, whole or not at all. -> the summary that `ductus info` prints.

    sources: further plain values for the summary, such as {"source": "unipen train_r01_v07"}. Raises StoreError where the
    samples are none or the disk refuses.
    """
    try:
        with replacing(Path(path), durable=True) as part:
            with h5py.File(part, "w") as file:
                writer = StoreWriter(file)
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
            self.version = int(version)
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
        coded, strings = (CODED, STRINGS) if self.version > 1 else (CODED[: FIRST[0]], STRINGS[: FIRST[1]])
        ends |= {f"{name}_start": self._length(f"samples/{name}") for name in strings}
        self._start = {name: self._places(f"samples/{name}", end) for name, end in ends.items()}
        self._shape = self._whole("images/shape").reshape(-1, 2)
        self._codes = {name: self._whole(f"samples/{name}") for name in coded}
        self._tables = {name: [str(value) for value in self.file[f"tables/{name}"].asstr()[:]] for name in coded}
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
        return (sample for first, last in self.stretches() for sample in self.read(first, last))

    def stretches(self) -> Iterator[tuple[int, int]]:
        """(first, end) of runs of samples that are read together, as many as memory takes lightly."""
        first, point, pixel = 0, self._stroke_start[self._start["stroke"]], self._start["image"]
        while first < len(self):
            last = int(np.searchsorted(point, point[first] + FLUSH, "right")) - 1
            last = min(last, int(np.searchsorted(pixel, pixel[first] + AT_ONCE, "right")) - 1, first + FLUSH)
            last = max(last, first + 1)
            yield first, last
            first = last

    def read(self, first: int, last: int) -> list[Sample]:
        """The samples from `first` to before `last`, with one look into each column. Raises StoreError."""
        strokes, pixel = self._start["stroke"][first : last + 1], self._start["image"]
        ends = self._stroke_start[strokes[0] : strokes[-1] + 1]
        with self._reading():
            columns = {name: column[ends[0] : ends[-1]] for name, column in self._points.items()} if len(ends) > 1 else {}
            pixels = self.file["images/pixels"][pixel[first] : pixel[last]] if pixel[last] > pixel[first] else None
            texts, sources = (self._some_strings(name, first, last) for name in ("text", "source"))
            samples = []
            for n, index in enumerate(range(first, last)):
                inside = range(strokes[n] - strokes[0], strokes[n + 1] - strokes[0])
                cuts = [slice(ends[at] - ends[0], ends[at + 1] - ends[0]) for at in inside]
                ink = Ink(tuple(Stroke(**{name: column[cut] for name, column in columns.items()}) for cut in cuts))
                part = pixel[index : index + 2] - pixel[first]
                image = None if pixels is None or part[0] == part[1] else pixels[part[0] : part[1]].reshape(self._shape[index])
                samples.append(self._sample(index, ink if cuts else None, image, texts[n], sources[n]))
        return samples

    def _sample(self, index: int, ink: Ink | None, image: NDArray[np.uint8] | None, text: str, source: str) -> Sample:
        values = {name: self._tables[name][self._codes[name][index]] for name in CODED[: FIRST[0]]}
        writer = values.pop("writer")
        return Sample(ink, image, text, writer, Provenance(source=source, **values))

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
        if f"{name}_start" not in self._start:
            return [""] * len(self)
        with self._reading():
            raw = self._whole(f"samples/{name}").tobytes() if f"samples/{name}" in self.file else b""
            return [raw[a:b].decode() for a, b in itertools.pairwise(self._start[f"{name}_start"])]

    def _some_strings(self, name: str, first: int, last: int) -> list[str]:
        start = self._start[f"{name}_start"][first : last + 1]
        raw = self.file[f"samples/{name}"][start[0] : start[-1]].tobytes() if start[-1] > start[0] else b""
        return [raw[a - start[0] : b - start[0]].decode() for a, b in itertools.pairwise(start)]

    @property
    def labels(self) -> list[str]:
        """The text of every sample."""
        return self._strings("text")

    @property
    def sources(self) -> list[str]:
        """The provenance's source of every sample."""
        return self._strings("source")

    def coded(self, name: str) -> list[str]:
        """The writer, licence, device, time, consent, category or session of every sample."""
        if name not in self._codes:
            return [""] * len(self)
        return [self._tables[name][code] for code in self._codes[name]]

    @property
    def ids(self) -> list[str]:
        """The id of every item of a collection; "" for samples that are none."""
        return self._strings("id")

    @property
    def prompts(self) -> list[str]:
        """What was asked for, of every item."""
        return self._strings("prompt")

    @property
    def abouts(self) -> list[dict[str, Any]]:
        """Box, figures and remarks of every item, as engines.data.collected.about_of has them."""
        with self._reading():
            return [json.loads(text) if text else {} for text in self._strings("about")]

    def items(self, rows: Iterable[int] | None = None) -> Iterator[Item]:
        """The items of a collection's store, or those of some rows; samples that are none get their row as an id."""
        ids, prompts, sessions, abouts = self.ids, self.prompts, self.coded("session"), self.abouts
        chosen = zip(range(len(self)), self, strict=True) if rows is None else ((int(row), self[int(row)]) for row in rows)
        with self._reading():
            for row, sample in chosen:
                yield item_from(ids[row] or f"{row:x}", sample, prompts[row], sessions[row], abouts[row])

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
        return self._sample(index, self.ink(index), self.image(index), self._string("text", index), self._string("source", index))

    def digest(self) -> str:
        """SHA-256 over every sample's points, pixels, writer, text and source (of an item everything), as
        `summary["hash"]` has it: the data's fingerprint."""
        digest = hashlib.sha256()
        sessions, beside = self.coded("session"), [self._strings(name) for name in ("id", "prompt", "about")]
        for sample, id, prompt, about, session in zip(self, *beside, sessions, strict=True):
            fingerprint(digest, sample, (id, prompt, session, about))
        return digest.hexdigest()
