"""The figures of a hand in words and as tables: what the style view shows and what leaves it as CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

from engines.ink.hand import KIND, KINDS
from studio.words import tr

GROUPS = ("shape", "order", "motion", "pressure", "layout", "line")
COLUMNS = ("writer", "figure", "unit", "value", "low", "high", "spread", "samples", "sure", "percentile")


def titles() -> dict[str, str]:
    """Figures by name, in the person's language."""
    return {
        "slant": tr("Slant"),
        "x_height": tr("Height of small letters"),
        "cap_height": tr("Height of tall letters"),
        "proportion": tr("Small to tall letters"),
        "aspect": tr("Width to height"),
        "curvature": tr("Turning"),
        "roundness": tr("Roundness"),
        "strokes": tr("Strokes a letter"),
        "consistency": tr("Written the usual way"),
        "speed": tr("Speed of the pen"),
        "slowing": tr("Slowing in curves"),
        "seconds": tr("Time a letter"),
        "lift": tr("Time of a lift"),
        "air": tr("Time in the air"),
        "inversions": tr("Speed peaks a stroke"),
        "tremor": tr("Tremor"),
        "pressure": tr("Pressure"),
        "force": tr("From light to firm"),
        "pitch": tr("Letter to letter"),
        "letter_gap": tr("Gap between letters"),
        "word_gap": tr("Gap between words"),
        "baseline": tr("Off the line"),
        "rise": tr("Climb of words"),
        "seat": tr("Below the ruled line"),
        "width": tr("Width of the line"),
        "weight": tr("Line to letter height"),
    }


def groups() -> dict[str, str]:
    """Groups of figures by name."""
    return {
        "shape": tr("Shape"),
        "order": tr("Strokes and their order"),
        "motion": tr("Movement"),
        "pressure": tr("Pressure"),
        "layout": tr("Spacing and line"),
        "line": tr("Width of the line"),
    }


def grade_of(figure: Mapping[str, Any] | None) -> str:
    """How sure a figure is, in words."""
    words = {"sure": tr("sure"), "good": tr("good"), "rough": tr("rough"), "guess": tr("a guess")}
    return words.get(str(figure["grade"]), "") if figure else ""


def name_of(style: Mapping[str, Any]) -> str:
    """Whose style it is."""
    return str(style.get("name") or style["writer"] or tr("unknown writer"))


def headline(style: Mapping[str, Any]) -> str:
    """How much there is and what that makes of the style: "240 letters, 24 different: sure"."""
    grades = {
        "few": tr("too few to tell a style"),
        "rough": tr("rough"),
        "fair": tr("fair"),
        "good": tr("good"),
        "sure": tr("sure"),
    }
    if style["letters"] == 1:
        return tr("1 letter: {}").format(grades[style["grade"]])
    return tr("{:,} letters, {} different: {}").format(style["letters"], style["distinct"], grades[style["grade"]])


def value_of(figure: Mapping[str, Any] | None) -> str:
    """A figure with half its interval and its unit: "12.3 ± 0.8 °"; "–" where it is not known."""
    if figure is None:
        return "–"
    kind = KIND[figure["name"]]
    text = f"{figure['value']:.{kind.digits}f}"
    if "low" in figure:
        text += f" ± {max((figure['high'] - figure['low']) / 2, 10.0**-kind.digits):.{kind.digits}f}"
    return f"{text} {kind.unit}".strip()


def above(style: Mapping[str, Any], name: str) -> str:
    """The share of known hands that have less of a figure: "72%"."""
    share = style["likeness"].get("standing", {}).get(name)
    return "" if share is None else f"{share:.0f}%"


def apart(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> str:
    """How far two hands lie apart in a figure, measured by how far hands usually do."""
    if one is None or other is None:
        return ""
    off = abs(one["value"] - other["value"]) / KIND[one["name"]].differ
    unsure = 0.0
    for figure in (one, other):
        half = (figure["high"] - figure["low"]) / 2 if "low" in figure else math.inf
        unsure = math.hypot(unsure, half / KIND[one["name"]].differ)
    if off <= unsure:
        return tr("not told apart")
    return tr("a little") if off < 0.7 else tr("clearly") if off < 1.5 else tr("far")


def nearest_words(style: Mapping[str, Any]) -> str:
    """The known hand that this one is nearest to, in a sentence; "" where too little is known."""
    near = style["likeness"].get("nearest")
    if not near:
        return ""
    close = {
        "close": tr("as near as hands usually come"),
        "apart": tr("not very near"),
        "unlike": tr("unlike any of them"),
    }[style["likeness"]["close"]]
    name = near[0]["writer"].removeprefix("unipen/")
    return tr("Closest among {} UNIPEN writers: {} ({}, distance {:.2f}).").format(
        style["likeness"]["writers"], name, close, near[0]["distance"]
    )


def figures_of(style: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Figures by name, in the order of KINDS."""
    found = {figure["name"]: figure for figure in style["figures"]}
    return {kind.name: found[kind.name] for kind in KINDS if kind.name in found}


def table_of(styles: Sequence[Mapping[str, Any]]) -> str:
    """The figures of hands as CSV: names of columns and figures as the command line has them, whatever the language."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for style in styles:
        standing = style["likeness"].get("standing", {})
        for name, figure in figures_of(style).items():
            numbers = [figure.get(key, "") for key in ("value", "low", "high", "spread", "n")]
            rows.writerow([style["writer"], name, figure["unit"], *numbers, figure["grade"], standing.get(name, "")])
    return text.getvalue()
