"""IAM handwriting database: scanned words, lines and sentences of English with what they say (Marti and Bunke, IJDAR 2002).

- `words.txt` (or `lines.txt`, `sentences.txt`; in `ascii/` as published): `a01-000u-00-00 ok 154 408 768 27 51 AT A`, that is the
  name, how sure the division is (ok, err), a grey level, the place on the page, a grammatical tag and the text; lines have the
  number of their pieces before the place, and | between words;
- `words/a01/a01-000u/a01-000u-00-00.png`: the picture, dark on light; wherever below the folder it lies, its name counts;
- `forms.txt`: `a01-000u 000 ...`, the writer of each page.

Words whose division is marked as bad are left out; of lines the mark says nothing about the line and they are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from engines.data.sample import Provenance, Sample
from engines.formats.bundle import Bundle, Left, Member, plain
from engines.formats.opening import AGAIN, FormatError, Report, decoded, readable
from engines.formats.pictures import dark_on_light

LICENCE = "IAM: research only, not commercial"
ABOUT = {  # what a store of it says of its source
    "source": "IAM handwriting database",
    "attribution": "IAM Handwriting Database, U. Marti and H. Bunke, IJDAR 5 (2002); for research that is not commercial",
}
LEVELS = {"word": "words", "line": "lines", "text": "sentences"}
FIELDS = {"words": 8, "lines": 8, "sentences": 9}  # before the text
ENDINGS = (".png", ".tif", ".txt")
MAX_ROWS = 1_000_000
_NAME = re.compile(r"([a-z]\d\d-\d{3}[a-z]?)(?:-s?\d\d)+$", re.IGNORECASE)


def read(path: Path, report: Report | None = None, left: Left | None = None, levels: Sequence[str] = ()) -> Iterator[Sample]:
    """Every word (or line, or sentence: `levels`) with its picture, in the order of the list: (H, W) uint8, 255 = ink.

    path: the folder (or a zip archive) of pictures and lists, or one list with its pictures beside or below. left: what cannot
    be used is appended as (place, reason); the rest arrives. Raises FormatError where nothing can be read.
    """
    path, left = Path(path), left if left is not None else []
    only = path.stem.lower() if path.suffix.lower() == ".txt" and path.is_file() else ""
    root = (path.parent.parent if path.parent.name == "ascii" else path.parent) if only else path
    with Bundle(root, ENDINGS) as bundle:
        lists = {PurePosixPath(member.name).name.lower(): member for member in bundle.members}
        wanted = [only] if only else [LEVELS[level] for level in levels if level in LEVELS] or list(LEVELS.values())
        kind = next((name for name in wanted if name in FIELDS and f"{name}.txt" in lists), None)
        if kind is None:
            raise FormatError(f"{path} holds no {' or '.join(f'{name}.txt' for name in wanted)}, in which IAM says what is read.")
        writers = _writers(bundle, lists.get("forms.txt"))
        pictures = {PurePosixPath(m.name).stem: m for m in bundle.members if not m.name.lower().endswith(".txt")}
        yield from _samples(bundle, kind, lists[f"{kind}.txt"], pictures, writers, report, left)


def _samples(
    bundle: Bundle,
    kind: str,
    index: Member,
    pictures: dict[str, Member],
    writers: dict[str, str],
    report: Report | None,
    left: Left,
) -> Iterator[Sample]:
    rows = decoded(bundle.read(index)).splitlines()
    taken = unsure = 0
    trouble = ""
    for number, row in enumerate(rows, 1):
        if not row.strip() or row.startswith("#"):
            continue
        place = f"{index.place}, line {number}"
        try:
            name, sure, text = _row(row, kind, place)
            if not sure and kind == "words":
                unsure += 1
                continue
            if name not in pictures:
                raise FormatError(f"{place} names {plain(name)}, but there is no picture of it.")
            image = dark_on_light(bundle.read(pictures[name]), pictures[name].place)
        except FormatError as error:
            left.append((place, str(error)))
            trouble = trouble or str(error)
            continue
        found = _NAME.match(name)
        writer = writers.get(found[1], "") if found else ""
        provenance = Provenance(readable(name), LICENCE, device="scanner, 300 dpi", category=kind.removesuffix("s"))
        yield Sample(image=image, text=text, writer=f"iam/{writer}" if writer else "", provenance=provenance)
        taken += 1
        if report and number % 100 == 0:
            report(number, len(rows), name)
    if unsure:
        left.append((index.place, f"{unsure:,} words are marked as divided badly"))
    if not taken:
        raise FormatError(f"Nothing of {index.place} could be read; the first: {trouble or 'it holds no row.'}")


def _row(row: str, kind: str, place: str) -> tuple[str, bool, str]:
    """-> (name, whether its division is sure, what it says). Raises FormatError."""
    words = row.split(" ")
    before = FIELDS[kind]
    if len(words) <= before:
        raise FormatError(f"{place} is {plain(row)}, not a row of {kind}.txt; {AGAIN}.")
    if kind == "words" and len(words) > before + 1 and words[before - 1].isdecimal():
        before += 1  # as the list's own heading has it: with the number of pieces
    text = " ".join(words[before:])
    return words[0], words[2 if kind == "sentences" else 1] == "ok", readable(text if kind == "words" else text.replace("|", " "))


def _writers(bundle: Bundle, forms: Member | None) -> dict[str, str]:
    """Page -> writer, from forms.txt."""
    if forms is None:
        return {}
    rows = (row.split() for row in decoded(bundle.read(forms)).splitlines() if not row.startswith("#"))
    return {row[0]: readable(row[1]) for row in rows if len(row) > 1}
