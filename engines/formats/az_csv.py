"""Characters as rows of a table: a label and 28 x 28 pixels, as the "A-Z Handwritten Alphabets" and EMNIST's CSV are published.

A row is 785 whole numbers with commas between them, the label first; a heading (label,1x1,...) may stand above. Ink is bright
(255). What a label means follows from the file's name:
- `emnist-*`: the table `emnist-*-mapping.txt` beside it; its pictures lie on their side, as in EMNIST's IDX files;
- `*mnist*`: the digit; `*kmnist*` or `k49`: the hiragana;
- any other: 0 to 25 are A to Z.
Writers are not told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engines.data.sample import Provenance, Sample
from engines.formats import idx
from engines.formats.bundle import Left, plain
from engines.formats.opening import FormatError, Report, readable, text_lines

SIDE = 28
COLUMNS = 1 + SIDE * SIDE
LONGEST = 1 << 14  # bytes of a row
ABOUT = {"source": "A-Z Handwritten Alphabets", "attribution": "from NIST Special Database 19, Sachin Patel, Kaggle, CC0"}
LICENCES = {"emnist": "customarily free", "kmnist": "CC BY-SA 4.0", "mnist": "customarily free", "a-z": "CC0 1.0"}
MAX_LEFT = 1000  # rows that are named when they cannot be read; more of them are no such table


def read(path: Path, report: Report | None = None, left: Left | None = None) -> Iterator[Sample]:
    """Every row of a table, or of all .csv files of a folder: (28, 28) uint8, 255 = ink.

    left: a row that cannot be used is appended as (place, reason); the rest arrives. Raises FormatError where none is read.
    """
    path = Path(path)
    left = left if left is not None else []
    files = sorted(path.rglob("*.csv")) if path.is_dir() else [path]
    if not files:
        raise FormatError(f"{path} holds no .csv file; name the table.")
    failed: list[str] = []
    for file in files:
        try:
            yield from _rows(file, report, left)
        except FormatError as error:
            failed.append(str(error))
            if len(failed) == len(files):
                raise
            left.append((readable(str(file)), str(error)))


def _rows(path: Path, report: Report | None, left: Left) -> Iterator[Sample]:
    kind = kind_of(path)
    name = _names(path, kind)
    taken = wrong = 0
    for number, line in text_lines(path, report, LONGEST):
        if not line.strip() or (number == 1 and not line.lstrip()[:1].isdecimal()):  # a heading
            continue
        try:
            yield _sample(line, kind, name, Provenance(readable(f"{path.stem}/{number}"), LICENCES[kind], category=kind))
            taken += 1
        except ValueError as error:
            left.append((readable(f"{path}, line {number}"), f"The row {error}."))
            wrong += 1
            if wrong > MAX_LEFT or not taken:
                raise FormatError(f"{path}, line {number} {error}; a row is a label and {SIDE} x {SIDE} pixels.") from error
    if not taken:
        raise FormatError(f"{path} holds no row of a label and {SIDE} x {SIDE} pixels; is it another table?")


def kind_of(path: Path) -> str:
    """Which set a table is, by its name."""
    name = path.name.lower()
    return next((kind for kind in ("emnist", "kmnist", "mnist") if kind in name), "a-z")


def _names(path: Path, kind: str) -> Callable[[int], str]:
    """label -> what it says, "" where it says nothing."""
    if kind == "emnist":
        table = path.with_name(re.sub(r"-(train|test)[-.].*$", "-mapping.txt", path.name))
        told: str | list[str] = idx.mapping(path, table)
    else:
        told = {"kmnist": idx.HIRAGANA, "mnist": "0123456789"}.get(kind, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return lambda label: told[label] if 0 <= label < len(told) else ""


def _sample(line: str, kind: str, name: Callable[[int], str], provenance: Provenance) -> Sample:
    """Raises ValueError with what is wrong about the row."""
    words = line.split(",")
    if len(words) != COLUMNS:
        raise ValueError(f"has {len(words)} columns, not {COLUMNS}")
    try:
        values = np.array(words, np.float64)
    except ValueError as error:
        raise ValueError("holds something that is no number") from error
    if not ((values >= 0) & (values <= 255)).all():
        raise ValueError("holds a value that is no pixel (0 to 255)")
    text = name(int(values[0]))
    if not text:
        raise ValueError(f"has the label {plain(words[0])}, which this set does not have")
    picture: NDArray[np.uint8] = values[1:].astype(np.uint8).reshape(SIDE, SIDE)
    return Sample(image=picture.T.copy() if kind == "emnist" else picture, text=text, provenance=provenance)
