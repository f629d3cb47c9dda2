"""Words in what leaves, as lines of Ductus' own alphabet: no font is needed, and they are the same in every kind of file."""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

from engines.ink.synthesis import ALPHABET, Writer, glyph

Floats = NDArray[np.float64]

NEAT = Writer(slant=0.0, tremor=0.0, habit=0.0, variation=0.0, size=100.0)
GAP, BLANK = 17.0, 40.0  # hundredths of the capital height between letters and for a blank
DOTS = "\u0308"  # the two dots of ä, ö, ü
WRITTEN_AS = {"ß": "ss", "–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "…": "..."}


def lettered(words: str, height: float) -> list[Floats]:
    """(N, 2) mm lines of words on the baseline y = 0 from x = 0 on, capitals `height` mm high, y down.

    Accents but two dots are left out, and so is every letter that the alphabet has not.
    """
    lines: list[Floats] = []
    x = 0.0
    for letter in unicodedata.normalize("NFD", "".join(WRITTEN_AS.get(letter, letter) for letter in words)):
        if letter.isspace():
            x += BLANK
        elif letter == DOTS and lines:
            lines += _dots(lines[-1])
        elif letter in ALPHABET:
            own = [stroke.xy.astype(np.float64) for stroke in glyph(letter, NEAT, 1)]
            points = np.concatenate(own)
            left, right = float(points[:, 0].min()), float(points[:, 0].max())
            lines += [np.add(line, (x - left, -100.0)) for line in own]
            x += right - left + GAP
    return [line * (height / 100.0) for line in lines]


def _dots(letter: Floats) -> list[Floats]:
    middle, top = (letter[:, 0].min() + letter[:, 0].max()) / 2, letter[:, 1].min() - 16.0
    return [np.array([[middle + side, top]]) for side in (-11.0, 11.0)]


def width(lines: list[Floats]) -> float:
    """mm that lettered words are wide."""
    return float(max((line[:, 0].max() for line in lines), default=0.0))
