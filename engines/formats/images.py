"""A folder of pictures with a table beside them: what most people have, and what any program can read.

`index.csv` has a heading and a row a picture: `file` (its place in the folder) and, as far as known, `text`, `writer`, `source`,
`licence`, `device`, `time`, `consent`, `category` and `ink` ("dark" or "light"; else the picture's border tells which one is
paper). Other names that people use for these columns are understood, and any other .csv of the folder is taken where there is
no index. Without a table a picture's name says what it shows: `A_001.png`, `U+00E4-3.png`, `upper_A_12.png`, or its folder's
does: `A/1.png`.
"""

from __future__ import annotations

import csv
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engines.data.sample import Provenance, Sample
from engines.formats.bundle import Bundle, Left, Member, plain
from engines.formats.opening import AGAIN, FormatError, Report, readable, text_lines
from engines.formats.pictures import ENDINGS, any_picture, dark_on_light
from engines.ink.geometry import bounds
from engines.ink.raster import render
from engines.ink.types import Frame, Ink

INDEX = "index.csv"
MAX_CELL = 1 << 16  # characters
COLUMNS = {
    "file": ("file", "filename", "file_name", "image", "path", "name"),
    "text": ("text", "label", "transcription", "truth", "character", "class", "word"),
    "writer": ("writer", "author", "person", "writer_id", "user"),
    "source": ("source",),
    "licence": ("licence", "license"),
    "device": ("device", "scanner"),
    "time": ("time", "date"),
    "consent": ("consent",),
    "category": ("category", "split", "set"),
    "ink": ("ink",),
}
_NUMBERED = re.compile(r"(.+?)[ _.-]*\(?\d+\)?$")
_CODE = re.compile(r"(?:U\+|u\+|0x|uni)([0-9A-Fa-f]{2,6})(?![0-9A-Fa-f])")
_CASED = re.compile(r"(upper|capital|uc|lower|small|lc)[ _-]?([^\W\d_])(?![^\W\d_])", re.IGNORECASE)

DPI = 300
PEN = 0.6  # mm
LARGEST, SMALLEST = 2000, 48  # pixels of the longer side of ink that is drawn


# ---------------------------------------------------------------- reading


def read(path: Path, report: Report | None = None, left: Left | None = None) -> Iterator[Sample]:
    """Every picture of a folder or zip archive with what its table says of it: (H, W) uint8, 255 = ink.

    path: the folder, its table, or one picture. left: what cannot be used is appended as (place, reason); the rest arrives.
    Raises FormatError where nothing can be read.
    """
    path = Path(path)
    table: Path | None = None
    if path.suffix.lower() == ".csv" and not path.is_dir():
        path, table = path.parent, path
    elif path.is_dir():
        table = _table(path)
    if path.suffix.lower() in ENDINGS and path.is_file():
        yield Sample(image=any_picture(path.read_bytes(), str(path)), text=label_of(path.name), provenance=Provenance(path.name))
        return
    with Bundle(path, ENDINGS) as bundle:
        if table is None:
            yield from bundle.samples(_by_name, f"pictures ({', '.join(ENDINGS)})", report, left)
        else:
            yield from _by_table(bundle, table, report, left)


def _table(folder: Path) -> Path | None:
    """The folder's table: index.csv, else the only one whose heading names files."""
    if (folder / INDEX).is_file():
        return folder / INDEX
    found = [file for file in sorted(folder.glob("*.csv")) if "file" in _heading(file)]
    return found[0] if len(found) == 1 else None


def _heading(file: Path) -> dict[str, int]:
    """What the first line of a table names: our name -> place of the column."""
    for _, line in text_lines(file):
        words = [word.strip().lower() for word in next(csv.reader([line], delimiter=_delimiter(line)), [])]
        named = {ours: next((words.index(word) for word in theirs if word in words), -1) for ours, theirs in COLUMNS.items()}
        return {ours: at for ours, at in named.items() if at >= 0}
    return {}


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)


def _rows(table: Path, columns: dict[str, int]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, values by our names) of a table, one after another. Raises FormatError for a file that is no table."""
    csv.field_size_limit(MAX_CELL)
    lines = text_lines(table)
    first = next(lines, (1, ""))[1]
    reader = csv.reader((f"{line}\n" for _, line in lines), delimiter=_delimiter(first))
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FormatError(f"{table}, line {reader.line_num + 1} is no row of a table; {AGAIN}.") from error
        if row:
            yield reader.line_num + 1, {name: row[at] for name, at in columns.items() if at < len(row)}


def _by_table(bundle: Bundle, table: Path, report: Report | None, left: Left | None) -> Iterator[Sample]:
    columns = _heading(table)
    if "file" not in columns:
        raise FormatError(f"{table} has no column 'file' in its first line; name the pictures' column so.")
    members = {member.name: member for member in bundle.members}
    taken = 0
    trouble = "it has no row."
    for done, (number, row) in enumerate(_rows(table, columns), 1):
        place = f"{readable(str(table))}, line {number}"
        name = str(PurePosixPath(readable(row.get("file", "")).replace("\\", "/")))
        try:
            member = members.get(name)
            if member is None:
                raise FormatError(f"{place} names the picture {plain(name)}, which is not in the folder.")
            sample = _sample(member, bundle.read(member), row)
        except FormatError as error:
            trouble = str(error)
            if left is not None:
                left.append((place, trouble))
        else:
            yield sample
            taken += 1
        if report:
            report(done, max(done, len(members)), name)
    if not taken:
        raise FormatError(f"No picture of {table} could be read: {trouble}")


def _sample(member: Member, data: bytes, row: Mapping[str, str]) -> Sample:
    dark = {"dark": dark_on_light, "light": _light_on_dark}.get(row.get("ink", "").strip().lower(), any_picture)
    told = {name: readable(row.get(name, "")) for name in COLUMNS}
    provenance = Provenance(
        told["source"] or member.name, *(told[n] for n in ("licence", "device", "time", "consent", "category"))
    )
    return Sample(image=dark(data, member.place), text=told["text"], writer=told["writer"], provenance=provenance)


def _light_on_dark(data: bytes, place: str) -> NDArray[np.uint8]:
    return 255 - dark_on_light(data, place)


def _by_name(member: Member, data: bytes) -> Sample:
    return Sample(image=any_picture(data, member.place), text=label_of(member.name), provenance=Provenance(member.name))


def label_of(name: str) -> str:
    """What a picture shows by its name ("A_001.png" -> "A"), or by its folder's where its own is but a number; "" unknown."""
    path = PurePosixPath(name)
    for part in (path.stem, path.parent.name):
        code, cased = _CODE.match(part), _CASED.match(part)
        if code and 0x20 < int(code[1], 16) <= 0x10FFFF and not 0xD800 <= int(code[1], 16) < 0xE000:
            return chr(int(code[1], 16))
        if cased:
            return cased[2].upper() if cased[1].lower() in ("upper", "capital", "uc") else cased[2].lower()
        if len(part) == 1 and part not in string.whitespace:
            return part
        found = _NUMBERED.match(part)
        if found and not found[1].isdecimal():
            return found[1]
    return ""


# ---------------------------------------------------------------- writing


def write(folder: Path, samples: Iterable[Sample], done: Callable[[int], None] | None = None) -> int:
    """Write every sample's picture (its ink drawn at 300 dpi where it has none) and the table. -> how many were written.

    folder: must not hold an index.csv yet. done: told how many there are so far. Samples without ink and picture are left out.
    """
    folder = Path(folder)
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    count = 0
    with (folder / INDEX).open("x", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for sample in samples:
            image = sample.image if sample.image is not None else drawn(sample.ink) if sample.ink and sample.ink.points else None
            if image is None or not image.size:
                continue
            count += 1
            name = f"pictures/{count:06d}.png"
            Image.fromarray(255 - np.asarray(image, np.uint8)).save(folder / name)
            p = sample.provenance
            table.writerow(
                [name, sample.text, sample.writer, p.source, p.licence, p.device, p.time, p.consent, p.category, "dark"]
            )
            if done:
                done(count)
    return count


def drawn(ink: Ink) -> NDArray[np.uint8]:
    """Ink as a scan at 300 dpi would show it: (H, W) uint8, 255 = ink. Ink of another size than handwriting has is scaled."""
    left, top, right, bottom = bounds(ink)
    wide, tall = right - left, bottom - top
    scale = DPI / 25.4
    longer = max(wide, tall, 1e-6) * scale
    scale *= min(1.0, LARGEST / longer) if longer > SMALLEST else SMALLEST / longer if max(wide, tall) > 1e-6 else 1.0
    pen = min(max(PEN * scale, 2.0), 8.0)
    edge = 2 * pen / scale
    frame = Frame((left - edge, top - edge), scale)
    size = [max(1, int(np.ceil((side + 2 * edge) * scale))) for side in (tall, wide)]
    return render(ink, size[0], size[1], pen, frame)
