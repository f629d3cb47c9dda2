"""`ductus figures recovery`: the worst answers of stroke recovery as contact sheets (PNG, SVG) and the tables as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engines.data.split import By
from engines.evaluation.judging import HIGH, Judged, Written
from engines.evaluation.recovery import LIMIT, Row, answered, causes_by_category, choose, majority_lines, tabled
from engines.export.paint import INK
from engines.export.plate import MUTED, Plate, write_csv
from engines.inference.recover import Recovered
from engines.ink.types import Ink
from engines.messages import ModelRef

WORST = 50  # answers on a sheet
TILE, GAP, HEAD, EDGE, CAPTION = 64.0, 6.0, 52.0, 16.0, 30.0  # units of a plate
ACROSS = 5  # pairs of characters in a row
LOW, WIDE, NARROWEST = 48.0, 1240.0, 150.0  # of a word's tile, of its sheet, of a pair with its caption
FAINT = 0.16  # how dark the picture lies beneath strokes
WORDS = "Left as written, right as recovered. Time runs pink to yellow; numbers stand where strokes start."
Report = Callable[[int, int, str], None]
Case = tuple[Judged, Recovered, Written]


def recovery(
    out: Path, refs: Sequence[ModelRef], data: Path | None, by: By, limit: int | None, seed: int, report: Report
) -> dict[str, Any]:
    """The sheets of every method's worst answers and the tables into the folder `out`. -> what `--json` prints.

    Worst are those furthest from the pen's own way (dtw_path); characters and words have a sheet each. A model trained on another
    split is left out with a note. Raises StoreError, CardError or WeightsError.
    """
    chosen = choose(data, "test", by, limit or LIMIT, seed, report)
    fitting = [ref for ref in refs if ref.card.data.get("by", by) == by]
    rows = answered(fitting, chosen, "cpu", report)
    out.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    listed: list[dict[str, Any]] = []
    for row in rows:
        if row.method.startswith("cross_vae"):
            continue
        for kind, draw in (("characters", _characters), ("words", _words)):
            cases = worst(row, kind == "words")
            if cases:
                title = f"Stroke recovery, {row.method}: the worst {len(cases)} of {_count(row, kind == 'words')} {kind}"
                files += draw(cases, title).write(out / f"worst_{kind}_{row.method}")
                listed += [_listed(row.method, *case) for case in cases]
    table = [*(line for row in rows for line in tabled(row)), *majority_lines(chosen.samples, chosen.usual)]
    reasons = {row.method: causes_by_category(row) for row in rows}
    causes = [{"method": method, "category": name, **counts} for method, own in reasons.items() for name, counts in own.items()]
    tables = {"recovery": table, "causes": causes, "worst": listed}
    files += [write_csv(out / f"{name}.csv", lines) for name, lines in tables.items()]
    return {
        "figures": "recovery",
        "data": ", ".join(str(path) for path in chosen.paths),
        "split": "test",
        "by": by,
        "n": len(chosen.samples),
        "files": [str(file) for file in files],
        "rows": table,
        "causes": reasons,
        "worst": listed,
        "notes": [
            f"{ref.card.name} was trained on another split than by {by} and is left out." for ref in refs if ref not in fitting
        ],
    }


def worst(row: Row, words: bool) -> list[Case]:
    """A method's answers that are furthest from what was written, the furthest first, at most WORST."""
    cases = [case for case in zip(row.judged, row.answers, row.samples, strict=True) if (case[2].category == "words") == words]
    return sorted(cases, key=lambda case: -case[0].dtw_path)[:WORST]


def _count(row: Row, words: bool) -> int:
    return sum((sample.category == "words") == words for sample in row.samples)


def _listed(method: str, judged: Judged, answer: Recovered, sample: Written) -> dict[str, Any]:
    return {
        "method": method,
        "category": sample.category,
        "label": sample.label,
        "writer": sample.writer,
        "source": sample.source,
        "dtw_path": judged.dtw_path,
        "aiou": judged.aiou,
        "strokes": len(judged.matching.true),
        "recovered": len(judged.matching.found),
        "by": answer.method,
        "causes": ", ".join(sorted(judged.causes)),
    }


def _characters(cases: Sequence[Case], title: str) -> Plate:
    """Pairs of tiles across and down, what is wrong below each."""
    rows = -(-len(cases) // ACROSS)
    pair = 2 * TILE + GAP
    plate = Plate(2 * EDGE + ACROSS * (pair + 3 * GAP) - 3 * GAP, HEAD + rows * (TILE + CAPTION) + EDGE)
    _head(plate, title)
    for place, case in enumerate(cases):
        left = EDGE + place % ACROSS * (pair + 3 * GAP)
        top = HEAD + place // ACROSS * (TILE + CAPTION)
        _pair(plate, case, left, top, TILE, left + TILE + GAP)
    return plate


def _words(cases: Sequence[Case], title: str) -> Plate:
    """Pairs of tiles of any width, as many in a row as fit, what is wrong below each."""
    places: list[tuple[float, float]] = []
    left, top = EDGE, HEAD
    for _, _, sample in cases:
        wide = max(2 * sample.image.shape[1] / HIGH * LOW + GAP, NARROWEST)
        if left > EDGE and left + wide > WIDE - EDGE:
            left, top = EDGE, top + LOW + CAPTION
        places.append((left, top))
        left += wide + 3 * GAP
    plate = Plate(WIDE, top + LOW + CAPTION + EDGE)
    _head(plate, title)
    for case, (left, top) in zip(cases, places, strict=True):
        _pair(plate, case, left, top, LOW, left + case[2].image.shape[1] / HIGH * LOW + GAP)
    return plate


def _head(plate: Plate, title: str) -> None:
    plate.text(EDGE, EDGE + 10, title, 15)
    plate.text(EDGE, EDGE + 26, WORDS, 10, MUTED)


def _pair(plate: Plate, case: Case, left: float, top: float, side: float, right: float) -> None:
    judged, answer, sample = case
    wider = sample.image.shape[1] / HIGH
    for place, ink in ((left, sample.ink), (right, answer.ink)):
        plate.image((place, top, side), FAINT * sample.image)
        unit = Ink(tuple(stroke.derive(stroke.xy / HIGH) for stroke in ink))
        plate.strokes((place, top, side), unit, wider)
    said = ", ".join(name.replace("_", " ") for name in sorted(judged.causes))
    plate.text(left, top + side + 10, f"{sample.label}  {judged.dtw_path:.3f}", 9, INK)
    plate.text(left, top + side + 20, said, 7, MUTED)
