"""The figures of a hand: what a set of samples by one person tells, each figure with its spread and with how sure it is.

    hand = hand_of([Written(sample.text, sample.ink) for sample in samples])
    hand.figures["slant"]                # Figure(value=12.3, unit="°", spread=4.1, low=11.0, high=13.4, count=80, ...)
    hand.grade                           # "fair"

It works from eight letters on and says what it lacks. A figure is the median over samples (the slant: the main direction of all
down-strokes together); its interval comes from drawing the samples again (bootstrap: Efron, Annals of Statistics 7, 1979) and
its grade from comparing that interval with how much hands differ from each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.ink.hand_habits import Habit, Way, habit_of
from engines.ink.hand_measures import LEANS, SMALL, TALL, Measured, Written, laid, measure, own_slants, slant_of
from engines.ink.hand_motion import BENDS, PARTS

Floats = NDArray[np.float64]
Tick = Callable[[int, int], None]

LEAST = 8  # letters from which on a style is told
GRADES = ("few", "rough", "fair", "good", "sure")  # of a hand, by its letters: below 8, 20, 60, 200, above
BOUNDS = (LEAST, 20, 60, 200)
SURENESS = ((0.25, "sure"), (0.5, "good"), (1.0, "rough"))  # of a figure: half its interval to the spread between hands
MOST = 2000  # samples that are measured, evenly chosen of more
DRAWS = 200  # of the bootstrap
INTERVAL = (2.5, 97.5)  # percent
BARS = 24  # of a histogram


@dataclass(frozen=True)
class Kind:
    """A figure that a hand may have. differ: standard deviation between hands, by which sureness is judged; of UNIPEN's training
    writers where those tell it (packaging/unipen_hands.py), else a guess from papers and our own ink. digits: after the point."""

    name: str
    title: str
    unit: str
    differ: float
    digits: int = 1
    group: str = "shape"


KINDS = (
    Kind("slant", "Slant", "°", 9.5, 1),
    Kind("x_height", "Height of small letters", "mm", 1.5, 1),
    Kind("cap_height", "Height of tall letters", "mm", 2.5, 1),
    Kind("proportion", "Small to tall letters", "", 0.1, 2),
    Kind("aspect", "Width to height", "", 0.11, 2),
    Kind("curvature", "Turning", "°", 30.0, 0),
    Kind("roundness", "Roundness", "%", 7.5, 0),
    Kind("strokes", "Strokes a letter", "", 0.1, 1, "order"),
    Kind("consistency", "Written the usual way", "%", 6.5, 0, "order"),
    Kind("speed", "Speed of the pen", "mm/s", 20.0, 0, "motion"),
    Kind("slowing", "Slowing in curves", "", 0.05, 2, "motion"),
    Kind("seconds", "Time a letter", "s", 0.18, 2, "motion"),
    Kind("lift", "Time of a lift", "s", 0.06, 2, "motion"),
    Kind("air", "Time in the air", "%", 5.0, 0, "motion"),
    Kind("inversions", "Speed peaks a stroke", "", 0.13, 2, "motion"),
    Kind("tremor", "Tremor", "mm", 0.02, 3, "motion"),
    Kind("pressure", "Pressure", "%", 10.0, 0, "pressure"),
    Kind("force", "From light to firm", "%", 8.0, 0, "pressure"),
    Kind("pitch", "Letter to letter", "mm", 0.6, 1, "layout"),
    Kind("letter_gap", "Gap between letters", "mm", 0.3, 1, "layout"),
    Kind("word_gap", "Gap between words", "mm", 1.2, 1, "layout"),
    Kind("baseline", "Off the line", "mm", 0.2, 2, "layout"),
    Kind("rise", "Climb of words", "°", 1.5, 1, "layout"),
    Kind("seat", "Below the ruled line", "mm", 0.5, 1, "layout"),
    Kind("width", "Width of the line", "mm", 0.12, 2, "line"),
    Kind("weight", "Line to letter height", "%", 2.0, 1, "line"),
)
KIND = {kind.name: kind for kind in KINDS}
AVERAGED = ("strokes", "consistency", "seat", "air", "inversions")  # means, not medians: of few distinct values
LIMITS = {  # what keeps a histogram readable: what lies beyond stands in its last bar
    "slant": (-45.0, 60.0),
    "slowing": (-0.2, 0.8),
    "aspect": (0.0, 2.5),
}


@dataclass(frozen=True)
class Figure:
    """One figure. spread: standard deviation from sample to sample (robust). low, high: the value's 95% interval, NaN unknown.
    count: samples that tell it. grade: "guess", "rough", "good" or "sure"."""

    name: str
    value: float
    unit: str
    spread: float
    low: float
    high: float
    count: int
    grade: str


@dataclass(frozen=True)
class Hand:
    """What is known of a hand. grade: one of GRADES. lacks: what could not be told, as codes: "letters", "kinds", "times",
    "pressure", "words", "small", "repeats", "widths", "ink". profiles: name -> rows of numbers for plots. residuals belong to
    comparing (engines.ink.hand_likeness): by letter, samples' figures."""

    samples: int
    letters: int
    distinct: int
    grade: str
    figures: dict[str, Figure]
    habits: tuple[Habit, ...]
    profiles: dict[str, list[Any]]
    lacks: tuple[str, ...]
    measured: int = 0
    single: dict[str, list[tuple[str, float]]] = field(default_factory=dict)


def hand_of(writings: Sequence[Written], tick: Tick | None = None) -> Hand:
    """The figures of a hand from its samples (any number, also none). tick(done, total) may raise to stop."""
    chosen = writings if len(writings) <= MOST else [writings[at] for at in np.linspace(0, len(writings) - 1, MOST).astype(int)]
    measures: list[Measured] = []
    for number, written in enumerate(chosen):
        if tick is not None:
            tick(number, len(chosen))
        measures.append(measure(written))
    leaning = np.array([measured.leaning for measured in measures]).reshape(-1, LEANS)
    slant = float(slant_of(leaning.sum(axis=0))) if leaning.any() else math.nan
    values = [dict(measured.values) | laid(written, slant) for measured, written in zip(measures, chosen, strict=True)]
    habits = habits_of(chosen, values)
    figures = {} if not measures else _figures(values, leaning, slant)
    letters = sum(written.letters for written in writings)
    distinct = len({character for written in writings for character in written.text if not character.isspace()})
    single: dict[str, list[tuple[str, float]]] = {}
    for written, known in zip(chosen, values, strict=True):
        if written.letters == 1:
            for name, value in known.items():
                single.setdefault(name, []).append((written.text.strip(), value))
    return Hand(
        samples=len(writings),
        letters=letters,
        distinct=distinct,
        grade=GRADES[int(np.searchsorted(BOUNDS, letters, "right"))],
        figures=figures,
        habits=habits,
        profiles=_profiles(measures, values, leaning),
        lacks=_lacks(chosen, figures, habits, letters, distinct),
        measured=len(chosen),
        single=single,
    )


def habits_of(writings: Sequence[Written], values: Sequence[dict[str, float]] | None = None) -> tuple[Habit, ...]:
    """How each letter is written, the letters in their order; `values` get "consistency" where a letter came three times."""
    places: dict[str, list[int]] = {}
    for place, written in enumerate(writings):
        if written.letters == 1 and written.ink is not None and written.ink.points:
            places.setdefault(written.text.strip(), []).append(place)
    found = []
    for letter in sorted(places, key=_in_order):
        inks = [ink for place in places[letter] if (ink := writings[place].ink) is not None]
        habit = habit_of(letter, inks)
        found.append(habit)
        if values is not None and habit.count >= 3:
            for place, usual in zip(places[letter], habit.usual, strict=True):
                values[place]["consistency"] = 100.0 * float(usual)
    return tuple(found)


def _in_order(letter: str) -> tuple[int, str]:
    """Capitals, small letters, digits, then everything else."""
    return (0 if letter.isupper() else 1 if letter.islower() else 2 if letter.isdigit() else 3), letter


def _figures(values: Sequence[dict[str, float]], leaning: Floats, slant: float) -> dict[str, Figure]:
    rng = np.random.default_rng(1979)
    found: dict[str, Figure] = {}
    for kind in KINDS:
        if kind.name == "slant":
            made = _slant(leaning, slant, rng)
        elif kind.name == "proportion":
            made = _proportion(values, rng)
        else:
            told = np.array([known[kind.name] for known in values if kind.name in known])
            made = _figure(kind.name, told, rng) if len(told) else None
        if made is not None:
            found[kind.name] = made
    return found


def _figure(name: str, told: Floats, rng: np.random.Generator) -> Figure:
    middle = np.mean if name in AVERAGED else np.median
    drawn = middle(told[rng.integers(len(told), size=(DRAWS, len(told)))], axis=1)
    quarters = np.percentile(told, (25, 75))
    spread = float(told.std()) if name in AVERAGED else float(quarters[1] - quarters[0]) / 1.349
    return _graded(name, float(middle(told)), spread, drawn, len(told))


def _graded(name: str, value: float, spread: float, drawn: Floats, count: int) -> Figure:
    """A figure with its interval and grade. One sample alone tells nothing of how sure it is."""
    low, high = (float(v) for v in np.percentile(drawn, INTERVAL)) if count > 1 else (math.nan, math.nan)
    kind = KIND[name]
    share = (high - low) / 2 / kind.differ if count >= 4 else math.inf
    grade = next((word for bound, word in SURENESS if share <= bound), "guess")
    return Figure(name, value, kind.unit, spread if count > 1 else math.nan, low, high, count, grade)


def _slant(leaning: Floats, slant: float, rng: np.random.Generator) -> Figure | None:
    tells = leaning.sum(axis=1) > 0.2
    count = int(tells.sum())
    if not count or not math.isfinite(slant):
        return None
    weights = rng.multinomial(count, np.full(count, 1 / count), size=DRAWS).astype(np.float64)
    own = own_slants(leaning)
    quarters = np.percentile(own, (25, 75)) if len(own) else (math.nan, math.nan)
    return _graded("slant", slant, float(quarters[1] - quarters[0]) / 1.349, slant_of(weights @ leaning[tells]), count)


def _proportion(values: Sequence[dict[str, float]], rng: np.random.Generator) -> Figure | None:
    """The x-height to the height of tall letters."""
    small, tall = (np.array([v[name] for v in values if name in v]) for name in ("x_height", "cap_height"))
    if not len(small) or not len(tall):
        return None
    drawn = np.median(small[rng.integers(len(small), size=(DRAWS, len(small)))], axis=1) / np.median(
        tall[rng.integers(len(tall), size=(DRAWS, len(tall)))], axis=1
    )
    value = float(np.median(small) / np.median(tall))
    return _graded("proportion", value, float(np.std(drawn)), drawn, min(len(small), len(tall)))


# What is drawn


def _profiles(measures: Sequence[Measured], values: Sequence[dict[str, float]], leaning: Floats) -> dict[str, list[Any]]:
    """Rows of plain numbers. "<figure>_bars": [low bound, high bound, counts]; "speed" and "pressure": [quarter, median, three
    quarters] over a stroke's time, PARTS numbers each; "bends": [curvature in radians a letter size, mm/s median]."""
    found: dict[str, list[Any]] = {}
    known = {name: np.array([v[name] for v in values if name in v]) for name in ("aspect", "seconds", "width", "weight", "speed")}
    if leaning.any():
        known["slant"] = own_slants(leaning)
    for name, told in known.items():
        if len(told) >= 2:
            found[f"{name}_bars"] = _bars(name, told)
    for name in ("speed", "pressure"):
        rows = np.array([getattr(measured, name) for measured in measures]).reshape(-1, PARTS)
        rows = rows[np.isfinite(rows).all(axis=1)]
        if len(rows):
            found[name] = np.round(np.percentile(rows, (25, 50, 75), axis=0), 3).tolist()
    bends = np.array([measured.bends for measured in measures]).reshape(-1, len(BENDS) - 1)
    told_bins = np.flatnonzero(np.isfinite(bends).sum(axis=0) >= max(1, min(3, len(bends))))
    if len(told_bins) >= 2:
        centres = np.sqrt(BENDS[1:] * BENDS[:-1])[told_bins]
        found["bends"] = [np.round(centres, 3).tolist(), np.round(np.nanmedian(bends[:, told_bins], axis=0), 2).tolist()]
    return found


def _bars(name: str, told: Floats) -> list[Any]:
    low, high = LIMITS.get(name, (0.0, float(np.percentile(told, 98)) * 1.15))
    if name == "slant":
        middle, reach = float(np.median(told)), max(10.0, 3 * float(told.std()))
        low, high = max(low, middle - reach), min(high, middle + reach)
    high = max(high, low + 1e-6)
    counts = np.histogram(np.clip(told, low, high), max(6, min(BARS, 2 * math.ceil(len(told) ** 0.5))), (low, high))[0]
    return [round(low, 4), round(high, 4), counts.tolist()]


def _lacks(
    writings: Sequence[Written], figures: dict[str, Figure], habits: Sequence[Habit], letters: int, distinct: int
) -> tuple[str, ...]:
    seen = {written.text.strip() for written in writings if written.letters == 1}
    missing = {
        "letters": letters < LEAST,
        "kinds": letters >= LEAST and distinct < LEAST,
        "ink": bool(writings) and all(written.ink is None for written in writings),
        "times": "speed" not in figures,
        "pressure": "pressure" not in figures,
        "small": "x_height" not in figures and not seen & SMALL,
        "tall": "cap_height" not in figures and not seen & TALL,
        "words": "pitch" not in figures,
        "repeats": not any(habit.count >= 3 for habit in habits),
        "widths": "width" not in figures and "weight" not in figures,
    }
    return tuple(code for code, lacking in missing.items() if lacking and (code == "letters" or writings))


# As plain values


def plain(hand: Hand) -> dict[str, Any]:
    """A hand as JSON and processes carry it: no ink but one small example of each way of writing a letter."""
    return {
        "samples": hand.samples,
        "measured": hand.measured,
        "letters": hand.letters,
        "distinct": hand.distinct,
        "grade": hand.grade,
        "lacks": list(hand.lacks),
        "figures": [_plain_figure(figure) for figure in hand.figures.values()],
        "habits": [
            {
                "letter": habit.letter,
                "n": habit.count,
                "strokes": round(habit.strokes, 2),
                "ways": list(map(_plain_way, habit.ways)),
            }
            for habit in hand.habits
        ],
        "profiles": hand.profiles,
    }


def _plain_figure(figure: Figure) -> dict[str, Any]:
    numbers = {"value": figure.value, "spread": figure.spread, "low": figure.low, "high": figure.high}
    told = {name: float(f"{value:.5g}") for name, value in numbers.items() if math.isfinite(value)}
    return {
        "name": figure.name,
        "unit": figure.unit,
        "group": KIND[figure.name].group,
        **told,
        "n": figure.count,
        "grade": figure.grade,
    }


def _plain_way(way: Way) -> dict[str, Any]:
    path = [np.round(stroke, 3).tolist() for stroke in way.path]
    return {"arrows": way.arrows, "n": way.count, "share": round(way.share, 4), "path": path}
