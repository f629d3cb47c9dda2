"""Plain scans of letters in rows, as people made them before there was a sheet: no marks, ruled, squared or blank paper.

What stands apart in a row of writing is one piece: the rows and their pieces are found as lines and words of any page are, the
paper's own lines taken away. What they say is told by the person: a word for each row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engines.data.sample import Provenance, Sample
from engines.formats.opening import FormatError, readable
from engines.picture.opening import PictureError
from engines.picture.page import PageOfWords, Stop, Word, find_words

AROUND = 3.0  # times the usual height of its row: what is larger is no letter of it


@dataclass(frozen=True, eq=False)
class Piece:
    """One piece of a row. row, column: from 0. scale: pixels of the picture one of its image's pixels is. remarks: "crossed"
    for what is far larger than its row."""

    sample: Sample
    row: int
    column: int
    scale: float
    remarks: tuple[str, ...] = ()


def read_rows(path: Path, rows: Sequence[str], writer: str = "", stop: Stop | None = None) -> tuple[list[Piece], PageOfWords]:
    """The pieces of a picture row by row. rows: what each holds: one text for all of its pieces, or as many signs as it has.

    Raises FormatError where the picture cannot be read or has another number of rows; PageStopped where `stop` says so.
    """
    try:
        page = find_words(path, stop=stop)
    except PictureError as error:
        raise FormatError(str(error)) from error
    if page.lines != len(rows):
        raise FormatError(f"{path}: {page.lines} rows of writing were found, and {len(rows)} are named.")
    pieces = []
    for row, text in enumerate(rows):
        words = [word for word in page.words if word.line == row]
        signs = list(text) if len(text) > 1 and len(text) == len(words) else [text] * len(words)
        usual = float(np.median([word.image.shape[0] for word in words]))
        for column, (word, says) in enumerate(zip(words, signs, strict=True)):
            source = f"rows/{readable(path.name)}/{row + 1}/{column + 1}"
            image = np.rint(word.image * 255).astype(np.uint8)
            sample = Sample(None, image, says, writer, Provenance(source, device="paper"))
            large = max(word.image.shape) > AROUND * usual
            pieces.append(Piece(sample, row, column, _scale(word), ("crossed",) if large and len(says) == 1 else ()))
    return pieces, page


def _scale(word: Word) -> float:
    return float(np.sqrt(abs(np.linalg.det(word.matrix[:, :2]))))
