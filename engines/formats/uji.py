"""UJIpenchars2: 11,640 characters of 60 writers, two of each, drawn on Tablet PCs (Llorens et al., LREC 2008).

One text file, `ujipenchars2.txt`, in UTF-8; what begins with // is a comment. A character is

    WORD a trn_UJI_W01-02        the label, the writer (of the part for training or for tests) and which of the two it is
      NUMSTROKES 1
      POINTS 47 # 471 413 474 412 ...

with x and y in hundredths of a millimetre, y down; times and pressure were not kept. The first version of the set is UNIPEN.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from engines.data.sample import Provenance, Sample
from engines.formats.bundle import Left, plain
from engines.formats.opening import AGAIN, FormatError, Report, make_stroke, readable, text_lines
from engines.ink.types import Ink, Stroke

LICENCE = "CC BY 4.0"
ABOUT = {  # what a store of it says of its source
    "source": "UJIpenchars2",
    "attribution": "UJIpenchars2, F. Prat, M. J. Castro, D. Llorens, A. Marzal, J. M. Vilar (2008), "
    "UCI Machine Learning Repository, CC BY 4.0",
}
UNIT = 0.01  # mm
MAX_STROKES = 1000  # of one character
_WORD = re.compile(r"WORD\s+(\S+)\s+(\S+)\s*$")
_SESSION = re.compile(r"(?:(trn|tst)_)?(.+?)(?:-(\d+))?$")
_POINTS = re.compile(r"POINTS\s+(\d+)\s*#\s*(.*)$")


class _DamagedError(ValueError):
    """A character that cannot be used, with what is wrong about it."""


@dataclass
class _Character:
    """One character while its lines are read. number: of its first line."""

    label: str
    session: str
    number: int
    promised: int = 0
    strokes: list[Stroke] = field(default_factory=list)

    def sample(self) -> Sample:
        if not self.strokes or len(self.strokes) != self.promised:
            raise _DamagedError(f"it has {len(self.strokes)} of {self.promised} strokes")
        found = _SESSION.match(self.session)
        part, writer, _ = found.groups() if found else ("", self.session, "")
        provenance = Provenance(f"{self.session}/{self.label}", LICENCE, device="Tablet PC", category=part or "")
        return Sample(ink=Ink(tuple(self.strokes)), text=self.label, writer=f"uji/{writer}", provenance=provenance)


def read(path: Path, report: Report | None = None, left: Left | None = None) -> Iterator[Sample]:
    """Every character of the file, or of the one in a folder, as it stands there.

    left: a character that is damaged is appended as (place, reason); the rest arrives. Raises FormatError where none is read.
    """
    path = _file(Path(path))
    left = left if left is not None else []
    taken, waiting = 0, None
    for number, line in text_lines(path, report):
        words = line.strip()
        if not words or words.startswith("//"):
            continue
        try:
            if words.startswith("WORD"):
                done, waiting = waiting, None
                word = _WORD.match(words)
                if done is not None:
                    yield from _finished(done, path, left)
                    taken += 1
                if word is None:
                    raise _DamagedError(f"{plain(words)} names no character and writer")
                waiting = _Character(readable(word[1]), readable(word[2]), number)
            elif waiting is not None:
                _take(waiting, words, f"{path}, line {number}")
        except (_DamagedError, FormatError) as error:
            waiting = None
            left.append((readable(f"{path}, line {number}"), _reason(error)))
    if waiting is not None:
        yield from _finished(waiting, path, left)
        taken += 1
    if not taken:
        raise FormatError(
            f"{path} holds no character as UJIpenchars2 writes them (WORD, NUMSTROKES, POINTS); "
            + (f"the first trouble: {left[0][0]}: {left[0][1]}" if left else "name ujipenchars2.txt.")
        )


def _file(path: Path) -> Path:
    if not path.is_dir():
        return path
    found = sorted(path.rglob("ujipenchars*.txt"))
    if not found:
        raise FormatError(f"{path} holds no ujipenchars2.txt; name the file or the folder that holds it.")
    return found[0]


def _finished(character: _Character, path: Path, left: Left) -> Iterator[Sample]:
    try:
        yield character.sample()
    except _DamagedError as error:
        left.append((readable(f"{path}, line {character.number}"), _reason(error)))


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, FormatError) else f"The character is damaged: {error}; {AGAIN}."


def _take(character: _Character, words: str, place: str) -> None:
    """One line that belongs to a character. Raises _DamagedError."""
    if words.startswith("NUMSTROKES"):
        count = words[len("NUMSTROKES") :].strip()
        if not (count.isdecimal() and len(count) < 7 and 0 < int(count) <= MAX_STROKES):
            raise _DamagedError(f"{plain(words)} is no number of strokes")
        character.promised = int(count)
        return
    found = _POINTS.match(words)
    if found is None or len(character.strokes) >= character.promised:
        raise _DamagedError(f"{plain(words)} is no stroke of it")
    try:
        values = np.array(found[2].split(), np.float64)
    except ValueError as error:
        raise _DamagedError("a coordinate is no number") from error
    if not len(values) or len(values) != 2 * int(found[1][:9]):
        raise _DamagedError(f"it promises {plain(int(found[1][:9]))} points and has {len(values) / 2:g}")
    character.strokes.append(make_stroke(place, values.reshape(-1, 2) * UNIT))
