"""Writing UNIPEN 1.0: one data file a writer, as the releases have them, or one file of a few samples.

    .VERSION 1.0
    .DATA_SOURCE Ductus
    .WRITER_ID ann
    .HIERARCHY TEXT WORD CHARACTER
    .COORD X Y T P
    .X_POINTS_PER_MM 1000        whole numbers of micrometres, y up, and of milliseconds: readers in C take nothing else
    .SEGMENT CHARACTER 0-2 OK "A"
    .PEN_DOWN
    12000 -8400 0 513
    ...
    .PEN_UP
    12800 -9100 130 0            the last place once more: who counts empty blocks and who does not count alike

Source: Guyon et al., "UNIPEN project of on-line data exchange and recognizer benchmarks", ICPR 1994.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engines.data.files import replacing
from engines.data.sample import Sample
from engines.formats.unipen import CATEGORIES, OWN
from engines.ink.types import Ink, Stroke

PER_MM = 1000
FORCE = 1000  # of full pressure
RATE = 100  # points a second where the ink does not tell
REST = 1000  # ms between two samples of a file
FARTHEST = 2_000_000_000  # micrometres from the corner: what a whole number of 32 bits holds
SITE = "ductus"


@dataclass(frozen=True)
class _Head:
    """What all samples of a file share."""

    category: str
    writer: str
    device: str
    licence: str
    columns: str


@dataclass
class _File:
    """A data file under way: how many blocks and milliseconds it holds so far."""

    path: Path
    components: int = 0
    clock: int = 0


def write(folder: Path, samples: Iterable[Sample], done: Callable[[int], None] | None = None) -> int:
    """Write a release: `data/CATEGORY/ductus/WRITER.dat`. -> how many samples were written; those without ink are left out.

    folder: must not hold such files yet. done: told how many there are so far. Lost are tilt, brushes, the time of day, and what
    is finer than a micrometre or a millisecond; times or pressure that one point of a sample lacks, the whole sample lacks.
    """
    files: dict[_Head, _File] = {}
    names: set[Path] = set()
    count = 0
    for sample in samples:
        ink = _written(sample.ink)
        if ink is None:
            continue
        head = _head(sample, ink)
        if head not in files:
            files[head] = _File(_free(Path(folder) / "data" / head.category / SITE, head.writer, names))
            files[head].path.parent.mkdir(parents=True, exist_ok=True)
            files[head].path.write_text(_heading(head, ink), "utf-8")
        with files[head].path.open("a", encoding="utf-8") as file:
            file.write(_segment(files[head], sample, ink, head.columns))
        count += 1
        if done:
            done(count)
    return count


def write_file(path: Path, samples: Ink | Sample | Iterable[Sample]) -> None:
    """Write samples of one writer as one file, whole or not at all. Raises ValueError where none has ink."""
    data = to_bytes(samples)
    with replacing(Path(path)) as part:
        part.write_bytes(data)


def to_bytes(samples: Ink | Sample | Iterable[Sample]) -> bytes:
    """One data file in UTF-8; the writer, device and licence are the first sample's. Raises ValueError where none has ink."""
    listed = [Sample(ink=samples)] if isinstance(samples, Ink) else [samples] if isinstance(samples, Sample) else list(samples)
    inks = [(sample, ink) for sample in listed if (ink := _written(sample.ink)) is not None]
    if not inks:
        raise ValueError("There is no ink to write as UNIPEN.")
    heads = [_head(sample, ink) for sample, ink in inks]
    first = heads[0]
    columns = min((head.columns for head in heads), key=len)  # what every sample tells
    if not all(set(columns.split()) <= set(head.columns.split()) for head in heads):
        columns = "X Y"
    head, file = _Head(first.category, first.writer, first.device, first.licence, columns), _File(Path())
    parts = [_heading(head, inks[0][1]), *(_segment(file, sample, ink, columns) for sample, ink in inks)]
    return "".join(parts).encode()


def _written(ink: Ink | None) -> Ink | None:
    """The strokes that hold a point and lie within what whole numbers can tell; None where there is none."""
    strokes = [s for s in ink or () if len(s) and float(np.abs(s.xy).max()) * PER_MM < FARTHEST]
    return Ink(tuple(strokes)) if strokes else None


def _head(sample: Sample, ink: Ink) -> _Head:
    told = sample.provenance
    columns = ["X", "Y"]
    columns += ["T"] if all(np.isfinite(stroke.t).all() for stroke in ink) else []
    columns += ["P"] if all(np.isfinite(stroke.pressure).all() for stroke in ink) else []
    return _Head(_category(sample), _line(sample.writer), _line(told.device), _line(told.licence), " ".join(columns))


def _category(sample: Sample) -> str:
    """UNIPEN's own kind of a sample: digits, capitals, small letters, symbols, words, text."""
    text = sample.text
    if sample.provenance.category in CATEGORIES:
        return sample.provenance.category
    if len(text) == 1:
        return "1a" if text.isdecimal() else "1b" if text.isupper() else "1c" if text.islower() else "1d"
    return "6" if text and not re.search(r"\s", text.strip()) else "8"


def _level(text: str) -> str:
    return "CHARACTER" if len(text) == 1 else "WORD" if text and not re.search(r"\s", text.strip()) else "TEXT"


def _line(text: str) -> str:
    """Text as the rest of a keyword's line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _free(folder: Path, writer: str, names: set[Path]) -> Path:
    """A name for a writer's file that no other one has, also where upper and lower case are one."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "_", writer).strip("_")[:80] or "unknown"
    at = 1
    while (path := folder / f"{stem.lower()}{f'-{at}' if at > 1 else ''}.dat") in names:
        at += 1
    names.add(path)
    return path


def _heading(head: _Head, ink: Ink) -> str:
    lines = [
        ".VERSION 1.0",
        f".DATA_SOURCE {OWN}",
        f".DATA_INFO pressure 0 to {FORCE}; licence: {head.licence}",
        *([f".WRITER_ID {head.writer}"] if head.writer else []),
        *([f".PAD {head.device}"] if head.device else []),
        ".HIERARCHY TEXT WORD CHARACTER",
        f".COORD {head.columns}",
        f".X_POINTS_PER_MM {PER_MM}",
        f".Y_POINTS_PER_MM {PER_MM}",
        *([f".POINTS_PER_SECOND {_rate(ink)}"] if "T" in head.columns.split() else []),
    ]
    return "\n".join(lines) + "\n"


def _rate(ink: Ink) -> int:
    begin = float(ink.strokes[0].t[0])
    steps = np.concatenate([np.diff(np.rint((stroke.t.astype(np.float64) - begin) * 1000)) for stroke in ink])
    steps = steps[steps > 0]
    return max(1, min(1000, round(1000 / float(np.median(steps))))) if len(steps) else RATE


def _segment(file: _File, sample: Sample, ink: Ink, columns: str) -> str:
    """One sample's segment with its blocks; `file` moves on."""
    label = re.sub(r'(["\\])', r"\\\1", " ".join(sample.text.splitlines()))
    last = file.components + 2 * (len(ink) - 1)
    where = f"{file.components}-{last}" if last > file.components else f"{last}"
    lines = [f'.SEGMENT {_level(sample.text)} {where} OK "{label}"']
    begin = float(ink.strokes[0].t[0]) if "T" in columns.split() else 0.0
    end = file.clock
    for stroke in ink:
        rows = _rows(stroke, columns, begin, file.clock)
        up = rows[-1:].copy()
        if "P" in columns.split():
            up[0, -1] = 0
        lines += [".PEN_DOWN", *_text(rows), ".PEN_UP", *_text(up)]
        end = max(end, int(rows[-1, 2]) if "T" in columns.split() else end)
    file.components = last + 2
    file.clock = end + REST
    return "\n".join(lines) + "\n"


def _rows(stroke: Stroke, columns: str, begin: float, clock: int) -> NDArray[np.int64]:
    """(N, columns) whole numbers as the file has them."""
    told = {
        "X": stroke.xy[:, 0].astype(np.float64) * PER_MM,
        "Y": stroke.xy[:, 1].astype(np.float64) * -PER_MM,
        "T": (stroke.t.astype(np.float64) - begin) * 1000 + clock,
        "P": np.clip(stroke.pressure.astype(np.float64), 0, 1) * FORCE,
    }
    return np.stack([np.rint(told[name]) for name in columns.split()], axis=1).astype(np.int64)


def _text(rows: NDArray[np.int64]) -> list[str]:
    return [" ".join(map(str, row)) for row in rows.tolist()]
