"""UNIPEN 1.0: on-line handwriting as text, with segments that name components of included files.

Read from a release's folder or straight from its tar archive. Written against the format's published keywords (Guyon et al.,
"UNIPEN project of on-line data exchange and recognizer benchmarks", ICPR 1994) and what the release train_r01_v07 really does:
- a data file's segments count every non-empty .PEN_DOWN *and* .PEN_UP block over its expanded includes;
- .INCLUDE is relative to `include/` and may nest; headers of an include count from there on;
- y grows up; T is in milliseconds or, at some sites, microseconds; pressure has no stated range.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engines.data.sample import Provenance, Sample
from engines.formats.opening import decoded
from engines.formats.unipen_release import MAX_FILE, Archive, Folder, Single, UnipenError, is_single
from engines.ink.types import Ink, InkError, Stroke

LICENCE = "CC BY 4.0 (Zenodo 1195803); the 1999 release notice says research use"
ABOUT = {  # what a store of it says of its source
    "source": "UNIPEN train_r01_v07",
    "attribution": "UNIPEN train_r01_v07, The International Unipen Foundation "
    "(Guyon, Schomaker, Plamondon, Liberman, Janet 1994), https://doi.org/10.5281/zenodo.1195803",
}
CATEGORIES = ("1a", "1b", "1c", "1d", "2", "3", "4", "5", "6", "7", "8")
KEYWORD = re.compile(rb"^\.([A-Z_]+)[ \t]*([^\r\n]*)", re.MULTILINE)
SEGMENT = re.compile(r'^(\S+)\s+([\d,:-]+(?:\s+[\d,:-]+)*?)\s+(?:(\S+)\s*)?"(.*)"\s*$')
ESCAPED = re.compile(r'\\(["\\])')
PIECE = re.compile(r"^(\d+)(?::(\d+))?(?:-(\d+)(?::(\d+))?)?$")
OWN = "Ductus"  # .DATA_SOURCE of what Ductus wrote; .DATA_INFO then tells the range of pressure and the licence
OWN_FACTS = re.compile(r"pressure 0 to (\d{1,6}); licence: (.*)$")
MAX_DEPTH = 8
MAX_INCLUDES = 2000  # of one file, each counted as often as it is included
MAX_POINTS = 20_000_000  # of all segments of one file


@dataclass(frozen=True)
class Skipped:
    """Something that was left out, and why."""

    where: str
    reason: str


class _RaggedError(ValueError):
    """Values that do not fill the columns."""


@dataclass
class _Component:
    """One non-empty pen-down or pen-up block. points: (N, columns) float64 as in the file."""

    down: bool
    points: NDArray[np.float64]
    columns: tuple[str, ...]
    header: dict[str, str]
    gap: float  # seconds that a .DT before it tells, 0 where none


@dataclass
class _Document:
    """An expanded data file: its components in order and its segments."""

    components: list[_Component] = field(default_factory=list)
    segments: list[tuple[str, int]] = field(default_factory=list)  # text after .SEGMENT, line in the data file
    missing: list[str] = field(default_factory=list)
    notes: list[Skipped] = field(default_factory=list)  # lines left out
    header: dict[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ("X", "Y")
    gap: float = 0.0
    includes: int = 0
    size: int = 0  # bytes, with all includes

    def grow(self, name: str, raw: bytes) -> None:
        """Count one more file. Raises UnipenError where includes of includes multiply beyond all measure."""
        self.includes += 1
        self.size += len(raw)
        if self.includes > MAX_INCLUDES or self.size > MAX_FILE:
            raise UnipenError(f"{name} includes too much: its includes name each other again and again.")


def _numbers(block: bytes, columns: int) -> NDArray[np.float64]:
    """The text of a block -> (N, columns). Raises ValueError saying what is wrong with it."""
    try:
        values = np.array(block.split(), np.float64)
    except ValueError as error:
        raise ValueError(f"holds something that is not a number ({str(error)[:60]})") from error
    if len(values) % columns:
        raise _RaggedError(f"holds {len(values)} values, which do not fill {columns} columns")
    if not np.isfinite(values).all():
        raise ValueError("holds a value that is not a number")
    return values.reshape(-1, columns)


def _whole_lines(block: bytes, columns: int) -> NDArray[np.float64]:
    """The points of the block's lines that have as many values as there are columns."""
    lines = [line.split() for line in block.splitlines()]
    return np.array([line for line in lines if len(line) == columns], np.float64).reshape(-1, columns)


def _line(raw: bytes, match: re.Match[bytes]) -> int:
    return raw.count(b"\n", 0, match.start()) + 1


def _expand(release: Folder | Archive | Single, name: str, document: _Document, depth: int = 0) -> None:
    """Read one file into the document, its includes spliced in where they stand."""
    raw = release.read(name)
    if raw is None:
        document.missing.append(name)
        return
    document.grow(name, raw)
    if depth > MAX_DEPTH:
        raise UnipenError(f"{name} is included more than {MAX_DEPTH} levels deep; it may include itself.")
    keywords = list(KEYWORD.finditer(raw))
    for at, match in enumerate(keywords):
        keyword, rest = match[1], match[2]
        if keyword in (b"PEN_DOWN", b"PEN_UP"):
            end = keywords[at + 1].start() if at + 1 < len(keywords) else len(raw)
            block = raw[match.start(2) : end]
            if block.strip():  # empty blocks are not counted
                try:
                    points = _numbers(block, len(document.columns))
                except _RaggedError as error:
                    points = _whole_lines(block, len(document.columns))
                    document.notes.append(Skipped(f"{name}, line {_line(raw, match)}", f"the block {error}: its odd lines"))
                except ValueError as error:
                    raise UnipenError(f"{name}, line {_line(raw, match)}: the block {error}.") from error
                document.components.append(
                    _Component(keyword == b"PEN_DOWN", points, document.columns, document.header, document.gap)
                )
                document.gap = 0.0
        elif keyword == b"SEGMENT":
            document.segments.append((decoded(rest), _line(raw, match)))
        elif keyword == b"INCLUDE":
            _expand(release, f"include/{rest.decode('latin-1').strip()}", document, depth + 1)
        elif keyword == b"COORD":
            document.columns = tuple(decoded(rest).split())
            if not {"X", "Y"} <= set(document.columns):
                raise UnipenError(f"{name} names no X and Y among its columns ({rest.decode('latin-1')}).")
        elif keyword == b"DT":
            document.gap += _float(decoded(rest), 0.0) / 1000
        elif rest and keyword != b"COMMENT":
            document.header = {**document.header, keyword.decode(): decoded(rest).strip()}


def _float(text: str, default: float) -> float:
    try:
        value = float(text.split()[0])
    except (ValueError, IndexError):
        return default
    return value if np.isfinite(value) else default


def _millimetre(header: dict[str, str], axis: str) -> float:
    """Millimetres a unit along "X" or "Y"; a tenth where the header does not tell."""
    per_mm = _float(header.get(f"{axis}_POINTS_PER_MM", ""), 0.0)
    per_inch = _float(header.get(f"{axis}_POINTS_PER_INCH", ""), 0.0)
    if per_mm > 0:
        return 1 / per_mm
    return 25.4 / per_inch if per_inch > 0 else 0.1


def _clock(component: _Component) -> NDArray[np.float64]:
    """(N,) seconds within the file for one component; NaN where neither T nor a rate is told."""
    rate = _float(component.header.get("POINTS_PER_SECOND", ""), 0.0)
    if "T" not in component.columns:
        return np.arange(len(component.points)) / rate if rate > 0 else np.full(len(component.points), np.nan)
    ticks = component.points[:, component.columns.index("T")]
    steps = np.diff(ticks)
    step = float(np.median(steps[steps > 0])) if (steps > 0).any() else 0.0
    expected = 1 / rate if rate > 0 else 0.01
    units = np.array([1e-3, 1e-6])
    unit = float(units[np.argmin(np.abs(np.log(units * step / expected)))]) if step > 0 else 1e-3
    return ticks * unit


def _timeline(components: list[_Component]) -> list[NDArray[np.float64]]:
    """Times for every component on one clock: T where the file has it, else the rate and .DT, pen-ups included."""
    times, now = [], 0.0
    for component in components:
        clock = _clock(component)
        if "T" not in component.columns:
            rate = _float(component.header.get("POINTS_PER_SECOND", ""), 0.0)
            clock = clock + now + component.gap
            now = (float(clock[-1]) if len(clock) else now) + (1 / rate if rate > 0 else 0.0)
        times.append(clock)
    return times


def _pieces(text: str) -> list[tuple[int, int, int, int | None]]:
    """'2:26-4,7' -> [(2, 26, 4, None), (7, 0, 7, None)]: first component and point, last component and point (both included)."""
    pieces = []
    for part in re.sub(r"\s+", "", text).split(","):
        match = PIECE.match(part)
        if not match:
            raise ValueError(f"its components '{text}' cannot be read")
        first, start, last, stop = (int(group) if group else None for group in match.groups())
        assert first is not None
        if last is None:
            pieces.append((first, start or 0, first, start))
        else:
            pieces.append((first, start or 0, last, stop))
    return pieces


def _stroke(component: _Component, clock: NDArray[np.float64], part: slice, force: float) -> Stroke:
    points, columns = component.points[part], component.columns
    scale = (_millimetre(component.header, "X"), -_millimetre(component.header, "Y"))
    xy = np.stack([points[:, columns.index("X")], points[:, columns.index("Y")]], axis=1) * scale
    pressure = np.clip(points[:, columns.index("P")] / force, 0, 1) if "P" in columns and force > 0 else None
    return Stroke(xy, t=clock[part], pressure=pressure)


def _gather(document: _Document, times: list[NDArray[np.float64]], force: float, text: str) -> Ink:
    """The pen-down components that a segment names, as ink with its first point at t = 0 s."""
    strokes = []
    for first, start, last, stop in _pieces(text):
        if last >= len(document.components) or last < first:
            raise ValueError(f"it names components {first}-{last}, but the file has {len(document.components)}")
        for index in range(first, last + 1):
            component = document.components[index]
            part = slice(start if index == first else 0, stop + 1 if index == last and stop is not None else None)
            if component.down and len(component.points[part]):
                strokes.append(_stroke(component, times[index], part, force))
    if not strokes:
        raise ValueError("it holds no pen-down point")
    return _from_zero(strokes)


def _from_zero(strokes: list[Stroke]) -> Ink:
    """Shift the clock so that the ink begins at 0 s; where a file restarts its clock a stroke follows the one before."""
    moved: list[Stroke] = []
    shift = end = 0.0
    for stroke in strokes:
        t = stroke.t.astype(np.float64)
        if len(t) and np.isfinite(t[0]):
            if not moved:
                shift = -t[0]
            elif t[0] + shift < end:
                shift = end - t[0]
            t = np.maximum.accumulate(t + shift)
            end = float(t[-1])
        moved.append(Stroke(stroke.xy, t=t, pressure=stroke.pressure))
    return Ink(tuple(moved))


def _pressure_range(document: _Document) -> float:
    """The largest pressure of the file, by which pressures are divided: UNIPEN states no range, only Ductus' own files do."""
    told = OWN_FACTS.search(document.header.get("DATA_INFO", ""))
    if told and document.header.get("DATA_SOURCE") == OWN:
        return float(told[1])
    peaks = [
        c.points[:, c.columns.index("P")].max() for c in document.components if c.down and len(c.points) and "P" in c.columns
    ]
    return float(max(peaks, default=0.0))


def _samples(
    release: Folder | Archive | Single, name: str, levels: Sequence[str] | None, skipped: list[Skipped]
) -> Iterator[Sample]:
    """Every segment of one data file."""
    document = _Document()
    _expand(release, name, document)
    skipped += document.notes
    category, site = name.split("/")[1:3]
    times, force = _timeline(document.components), _pressure_range(document)
    own = document.header.get("DATA_SOURCE") == OWN
    told = OWN_FACTS.search(document.header.get("DATA_INFO", "")) if own else None
    writer = document.header.get("WRITER_ID") or ("" if own else Path(name).stem)
    licence = told[2] if told else LICENCE
    points = 0
    for number, (text, line) in enumerate(document.segments):
        where = f"{name}, line {line}"
        match = SEGMENT.match(text)
        if not match:
            skipped.append(Skipped(where, "the segment has no components or label that can be read"))
            continue
        level, components, _quality, label = match.groups()
        if levels and level.lower() not in levels:
            continue
        if document.missing:
            skipped.append(Skipped(where, f"{document.missing[0]}, which it needs, is not in the release"))
            continue
        try:
            ink = _gather(document, times, force, components)
        except (ValueError, InkError) as error:
            skipped.append(Skipped(where, str(error)))
            continue
        points += ink.points
        if points > MAX_POINTS:
            raise UnipenError(f"{name} names more than {MAX_POINTS:,} points in its segments; the rest of them is left out.")
        source = f"{name}#{number}"
        provenance = Provenance(source, licence, device=document.header.get("PAD", ""), category=category)
        by = writer if own else f"unipen/{site}/{writer}"
        yield Sample(ink=ink, text=ESCAPED.sub(r"\1", label), writer=by, provenance=provenance)


def read(
    path: Path,
    categories: Sequence[str] = ("1b",),
    levels: Sequence[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
    skipped: list[Skipped] | None = None,
) -> Iterator[Sample]:
    """Read segments of a UNIPEN release, in the order of categories and file names.

    path: the release's folder or its tar archive, or one data file (whose category then does not matter). levels: "character",
    "word", "text" or None for all. progress is called with (files done, files in all), and with (0, 0) while an archive is
    unpacked. What cannot be used is appended to `skipped` with its place and reason; the rest arrives. Raises UnipenError where
    nothing can be read at all.
    """
    path = Path(path)
    skipped = skipped if skipped is not None else []
    told = progress or (lambda done, total: None)
    unknown = [category for category in categories if category not in CATEGORIES]
    if unknown:
        raise UnipenError(f"UNIPEN has no category '{unknown[0]}'; it has {', '.join(CATEGORIES)}.")
    if not path.exists():
        raise UnipenError(f"{path} does not exist. Name a UNIPEN release: its folder or its .tar.xz.")
    if path.is_file() and is_single(path):
        yield from read_file(path, levels, skipped)
        return
    release = Folder(path) if path.is_dir() else Archive(path, categories, lambda: told(0, 0))
    if isinstance(release, Archive) and release.damage:
        skipped.append(Skipped(str(path), release.damage))
    names = [name for category in categories for name in release.names(category)]
    if not names:
        raise UnipenError(f"{path} holds no file of category {', '.join(categories)}.")
    for done, name in enumerate(names):
        try:
            yield from _samples(release, name, levels, skipped)
        except (UnipenError, OSError) as error:
            skipped.append(Skipped(name, str(error)))
        told(done + 1, len(names))


def read_file(path: Path, levels: Sequence[str] | None = None, skipped: list[Skipped] | None = None) -> Iterator[Sample]:
    """The segments of one data file, as `read` gives them. Raises UnipenError or FormatError."""
    release = Single(Path(path))
    yield from _samples(release, release.name, levels, skipped if skipped is not None else [])


def coarsest(path: Path) -> Iterator[Sample]:
    """The segments of one data file at the coarsest level it has: finer ones repeat the same strokes.

    Raises UnipenError where it has none, FormatError where it cannot be read.
    """
    for level in ("text", "word", "character"):
        samples = list(read_file(path, (level,)))
        if samples:
            yield from samples
            return
    raise UnipenError(f"{path} holds no UNIPEN segment; to read a whole release use `ductus import unipen`.")
