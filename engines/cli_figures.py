"""`ductus figures`: the founding papers' figures and tables from our models, as PNG, SVG and CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engines.data.split import By
from engines.evaluation import damage, table1
from engines.evaluation.figures_cross_vae import Shown, convert, many_orders, one_of_each, unseen
from engines.export.paint import INK
from engines.export.plate import MUTED, Plate, write_csv
from engines.ink.types import Ink
from engines.messages import ModelRef
from engines.training.checkpoint import load_sampler

TILE, GAP, HEAD, SIDE, EDGE = 64.0, 6.0, 52.0, 92.0, 16.0  # units of a plate
ACROSS = 13  # letters in a row of Fig. 4
EXAMPLES = 8  # letters on the sheets of restoration
WAYS = (
    ("ink", "ink", "X_t"),
    ("image", "image", "X_b"),
    ("t2t", "ink to ink", "Y (t to t)"),
    ("t2b", "ink to image", "Y (t to b)"),
    ("b2b", "image to image", "Y (b to b)"),
    ("b2t", "image to ink", "Y (b to t)"),
)
METHODS = {
    "nothing": "damaged",
    "plain": "encode, decode",
    "restored": "restored",
    "restored_unmarked": "damage unknown",
}
Report = Callable[[int, int, str], None]


def cross_vae(
    out: Path, refs: Sequence[ModelRef], data: Path | None, by: By, limit: int, seed: int, report: Report
) -> dict[str, Any]:
    """Fig. 4, Fig. 5 and the restoration of damaged letters into the folder `out`. -> what `--json` prints.

    A model trained on another split is left out with a note: it may have seen the letters shown. Raises StoreError, CardError or
    WeightsError.
    """
    path = data or table1.upper_case()
    samples = unseen(path, by)
    chosen = np.random.default_rng(seed).permutation(len(samples))[:limit]
    true = damage.truth([samples[int(index)].ink for index in np.sort(chosen)])
    out.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    notes: list[str] = []
    tables: dict[str, list[dict[str, Any]]] = {"fig4": [], "fig5": [], "restoration": []}
    fitting = [ref for ref in refs if ref.card.data.get("by", by) == by]
    notes += [f"{ref.card.name} was trained on another split than by {by} and is left out." for ref in refs if ref not in fitting]
    steps = len(fitting) * (2 + (len(damage.PLACES) + len(damage.KINDS)) * len(damage.SHARES))
    done = 0
    for ref in fitting:
        name, sampler = ref.card.name, load_sampler(ref)
        title = ref.card.title or name
        letters = convert(one_of_each(samples, seed), sampler)
        files += _letters(letters, f"{title}: letters of writers never seen").write(out / f"fig4_{name}")
        tables["fig4"] += [{"model": name, **row} for row in _rows(letters)]
        orders = many_orders(samples)
        written = convert([sample for sample, _, _ in orders], sampler)
        files += _orders(written, [count for _, _, count in orders], title).write(out / f"fig5_{name}")
        extra = [{"order": " ".join(order), "samples": count} for _, order, count in orders]
        tables["fig5"] += [{"model": name, **row, **more} for row, more in zip(_rows(written), extra, strict=True)]
        done += 2
        shown: dict[str, list[damage.Trial]] = {"ink": [], "image": []}
        for trial in damage.trials(true, sampler, seed):
            report(done, steps, f"{name}, {trial.kind} {trial.share:.0%}")
            tables["restoration"] += [{"model": name, **row} for row in damage.rows(trial, true)]
            if trial.share == damage.SHARES[1]:
                shown[trial.modality].append(trial)
            done += 1
        for modality, trials in shown.items():
            plate = _restored(trials, true, f"{title}: a quarter of the {modality} lost")
            files += plate.write(out / f"restoration_{modality}_{name}")
    files += [write_csv(out / f"{name}.csv", rows) for name, rows in tables.items() if rows]
    return {
        "figures": "cross-vae",
        "data": str(path),
        "split": "test",
        "by": by,
        "n": len(true.inks),
        "models": [ref.card.name for ref in fitting],
        "files": [str(file) for file in files],
        **tables,
        "notes": notes,
    }


def _rows(shown: Shown) -> list[dict[str, Any]]:
    return [
        {"label": label, "writer": writer, "strokes": len(ink), **figures}
        for label, writer, ink, figures in zip(shown.labels, shown.writers, shown.inks, shown.figures, strict=True)
    ]


def _tile(plate: Plate, box: tuple[float, float, float], shown: Shown, way: str, index: int) -> None:
    if way == "ink":
        plate.strokes(box, shown.inks[index])
    elif way == "image":
        plate.image(box, shown.true.images[index])
    elif way.endswith("b"):
        plate.image(box, shown.images[way][index])
    else:
        plate.strokes(box, shown.strokes[way][index])


def _grid(title: str, words: str, columns: int, rows: int, captions: float = 0.0) -> Plate:
    """An empty plate with its title, for tiles of `columns` x `rows`; captions: space below each row."""
    wide = SIDE + columns * (TILE + GAP) - GAP + 2 * EDGE
    plate = Plate(wide, HEAD + rows * (TILE + GAP + captions) + EDGE)
    plate.text(EDGE, EDGE + 10, title, 15)
    plate.text(EDGE, EDGE + 26, words, 10, MUTED)
    return plate


def _place(column: int, row: int, top: float = HEAD) -> tuple[float, float, float]:
    return EDGE + SIDE + column * (TILE + GAP), top + row * (TILE + GAP), TILE


def _name_rows(plate: Plate, names: Sequence[tuple[str, str]], top: float = HEAD) -> None:
    for row, (words, notation) in enumerate(names):
        y = _place(0, row, top)[1] + TILE / 2
        plate.text(EDGE, y, words, 11, INK)
        plate.text(EDGE, y + 14, notation, 10, MUTED)


TIME = "Time runs pink to yellow; numbers stand where strokes start."


def _letters(shown: Shown, title: str) -> Plate:
    """Fig. 4: letters across, ground truth and the four ways down, in as many bands as the alphabet needs."""
    bands = -(-len(shown.labels) // ACROSS)
    high = len(WAYS) * (TILE + GAP) + 24
    plate = _grid(title, TIME, min(ACROSS, len(shown.labels)), 0)
    plate.height = HEAD + bands * high + EDGE
    for band in range(bands):
        top = HEAD + band * high + 16
        _name_rows(plate, [(words, notation) for _, words, notation in WAYS], top)
        for column, index in enumerate(range(band * ACROSS, min((band + 1) * ACROSS, len(shown.labels)))):
            left = _place(column, 0)[0]
            plate.text(left + TILE / 2, top - 5, shown.labels[index], 12, INK, "middle")
            for row, (way, _, _) in enumerate(WAYS):
                _tile(plate, _place(column, row, top), shown, way, index)
    return plate


def _orders(shown: Shown, counts: Sequence[int], title: str) -> Plate:
    """Fig. 5: one letter in its commonest stroke orders, across."""
    words = f"{TIME} Below: how many of the unseen samples are written in that order."
    plate = _grid(f"{title}: {shown.labels[0]} in {len(counts)} stroke orders", words, len(counts), len(WAYS))
    plate.height += 14
    _name_rows(plate, [(words, notation) for _, words, notation in WAYS])
    for column, count in enumerate(counts):
        for row, (way, _, _) in enumerate(WAYS):
            _tile(plate, _place(column, row), shown, way, column)
        left, bottom = _place(column, 0)[0], HEAD + len(WAYS) * (TILE + GAP) + 8
        plate.text(left + TILE / 2, bottom, str(count), 10, MUTED, "middle")
    return plate


def _restored(trials: Sequence[damage.Trial], true: damage.Truth, title: str) -> Plate:
    """Examples of restoration: letters across; truth and every method down, a band for each kind of damage."""
    count = min(EXAMPLES, len(true.inks))
    ink = trials[0].modality == "ink"
    methods = list(trials[0].answers)
    high = (len(methods) + 1) * (TILE + GAP) + 30
    plate = _grid(title, TIME if ink else "Pixels as they are, 32 x 32.", count, 0)
    plate.height = HEAD + len(trials) * high + EDGE
    for band, trial in enumerate(trials):
        top = HEAD + band * high + 18
        plate.text(EDGE, top - 6, f"{trial.kind}, {trial.share:.0%}", 12, INK)
        _name_rows(plate, [("whole", "truth"), *((METHODS[method], "") for method in methods)], top)
        for column in range(count):
            _whole(plate, _place(column, 0, top), true, column, ink)
            for row, method in enumerate(methods, 1):
                answer = trial.answers[method]
                if ink:
                    plate.strokes(_place(column, row, top), answer.inks[column])
                elif answer.images is not None:
                    plate.image(_place(column, row, top), answer.images[column])
    return plate


def _whole(plate: Plate, box: tuple[float, float, float], true: damage.Truth, index: int, ink: bool) -> None:
    if ink:
        frame = true.frames[index]
        plate.strokes(box, Ink(tuple(stroke.derive(frame.apply(stroke.xy)) for stroke in true.inks[index])))
    else:
        plate.image(box, true.images[index])
