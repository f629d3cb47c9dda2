"""Where a hand stands among others: percentiles of its figures, and the hands that it is nearest to.

A letter's own shape decides most of its figures (an "m" is wider than an "l"), so what is compared is by how much a hand's
letters differ from everybody's same letters. The others come as a table of figures without any ink: see `engines.data.hands`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engines.ink.hand import AVERAGED, Hand

WHOLE = ("slant", "x_height", "cap_height", "proportion", "consistency")  # figures of a hand, whatever its letters
BY_LETTER = (
    "aspect", "curvature", "roundness", "strokes", "speed", "slowing", "seconds", "lift", "air", "inversions", "tremor",
)  # fmt: skip
LIKENESS = ("slant", "proportion", "aspect", "curvature", "roundness", "strokes", "slowing", "inversions", "seconds")
LEAST = 4  # letters that tell a figure, known to the table
COMMON = 5  # figures that two hands must share to be compared
FURTHEST = 3.0  # standard deviations: a figure that lies further apart is no more unlike
NEAREST = 5  # hands that are told


@dataclass(frozen=True)
class Table:
    """Figures of many hands. letters: letter -> figure -> what is usual. writers: id -> figure -> how the hand differs from that
    (or the figure itself, of WHOLE). scale: figure -> standard deviation between hands. apart: distances (rising) of each
    writer to the nearest other one. about: source, attribution, licence."""

    letters: Mapping[str, Mapping[str, float]]
    writers: Mapping[str, Mapping[str, float]]
    scale: Mapping[str, float]
    apart: Sequence[float]
    about: Mapping[str, str]


def deviations(hand: Hand, letters: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """By how much each figure of a hand differs from what is usual for its letters; figures of WHOLE as they are."""
    found = {name: hand.figures[name].value for name in WHOLE if name in hand.figures}
    for name in BY_LETTER:
        off = [value - letters[letter][name] for letter, value in hand.single.get(name, ()) if name in letters.get(letter, {})]
        if len(off) >= LEAST:
            found[name] = float(np.mean(off) if name in AVERAGED else np.median(off))
    return found


def distance(first: Mapping[str, float], second: Mapping[str, float], scale: Mapping[str, float]) -> float | None:
    """How unlike two hands are: root mean square of the differences in standard deviations between hands; None where they
    have too few figures in common."""
    shared = [name for name in LIKENESS if name in first and name in second and scale.get(name)]
    if len(shared) < COMMON:
        return None
    off = np.array([min(abs(first[name] - second[name]) / scale[name], FURTHEST) for name in shared])
    return float(np.sqrt(np.mean(off**2)))


def percentiles(own: Mapping[str, float], table: Table) -> dict[str, float]:
    """figure -> % of the table's hands that lie below this one (half of those that are equal)."""
    found = {}
    for name, value in own.items():
        others = np.array([known[name] for known in table.writers.values() if name in known])
        if len(others) >= 20:
            found[name] = 100 * float(np.mean(others < value) + np.mean(others == value) / 2)
    return found


def likeness(hand: Hand, table: Table, without: Iterable[str] = ()) -> dict[str, Any]:
    """Where a hand stands, as plain values.

    writers: how many there are to compare with; standing: figure -> percentile; nearest: [{"writer", "distance"}], the nearest
    first, empty where too little is known; close: "close" where it is as near as most writers are to their nearest, else "apart"
    or, further than 95% of them, "unlike". without: writers that are left out (the hand itself, in tests).
    """
    own, apart = deviations(hand, table.letters), set(without)
    known = {name: distance(own, other, table.scale) for name, other in table.writers.items() if name not in apart}
    near = sorted((far, name) for name, far in known.items() if far is not None)[:NEAREST]
    found: dict[str, Any] = {
        "writers": len(table.writers),
        "standing": {name: round(value, 1) for name, value in percentiles(own, table).items()},
        "nearest": [{"writer": name, "distance": round(far, 3)} for far, name in near],
        "source": dict(table.about),
    }
    if near:
        share = float(np.mean(np.asarray(table.apart) < near[0][0])) if len(table.apart) else 0.5
        found["close"] = "close" if share <= 0.6 else "apart" if share <= 0.95 else "unlike"
    return found


def table_of(hands: Mapping[str, Hand], about: Mapping[str, str]) -> Table:
    """The table of many hands. What is usual for a letter: the median over writers of the writers' medians."""
    by_letter: dict[str, dict[str, list[float]]] = {}
    for hand in hands.values():
        for name in BY_LETTER:
            own: dict[str, list[float]] = {}
            for letter, value in hand.single.get(name, ()):
                own.setdefault(letter, []).append(value)
            for letter, values in own.items():
                middle = np.mean(values) if name in AVERAGED else np.median(values)
                by_letter.setdefault(letter, {}).setdefault(name, []).append(float(middle))
    letters = {
        letter: {name: float(np.median(values)) for name, values in known.items() if len(values) >= 10}
        for letter, known in sorted(by_letter.items())
    }
    letters = {letter: known for letter, known in letters.items() if known}
    writers = {name: known for name, hand in sorted(hands.items()) if len(known := deviations(hand, letters)) >= COMMON}
    scale = {}
    for name in (*WHOLE, *BY_LETTER):
        figures = [known[name] for known in writers.values() if name in known]
        if figures:
            low, high = np.percentile(figures, (16, 84))
            scale[name] = max(float(high - low) / 2, 1e-6)
    table = Table(letters, writers, scale, (), about)
    apart = []
    for name, one in writers.items():
        far = [d for other, known in writers.items() if other != name and (d := distance(one, known, scale)) is not None]
        apart += [min(far)] if far else []
    return Table(letters, writers, scale, sorted(apart), table.about)
