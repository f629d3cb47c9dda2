"""Suite `recovery`: a picture in, the strokes that made it out, judged beside the pen's own record of writers never seen.

The protocol: a picture 64 px high, drawn with a round pen of 3 px at four times the size; a character is fitted into 64 x 64 by
its longer side, a word by its height, with a margin of 5%. Words wider than 768 px are left out and counted. Trajectories for
dtw_path and dtw_seg are the strokes joined in order, 64 points for each 64 px of the picture's width, in unit squares (64 px).

Rows: the shipped model (`default`), other designs by their names, the rules (`trace`), the shipped Cross-VAE and the paper's
design of it, shown their own protocol's picture of the same ink (`cross_vae`, `cross_vae_paper`; characters only), and the most
frequent number of strokes of the class among the training writers (`class_majority`, characters only). Each for all samples
together and for each category of what is written.
"""

from __future__ import annotations

import collections
import functools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engines.data.split import By, Part, keys_of, members
from engines.data.store import Store, StoreError
from engines.evaluation.judging import CAUSES, HIGH, PEN, SIZE, Judged, Written, count_causes, figures, judge
from engines.evaluation.real_data import unipen_store
from engines.inference.recover import Recovered, recover
from engines.ink.geometry import bounds, fit_frame, mapped, recovered
from engines.ink.kinematics import retime
from engines.ink.raster import render, unipen32
from engines.ink.types import Frame, Ink, Stroke
from engines.messages import ModelRef
from engines.metrics.strokes import DOT, extent, glyph_size
from engines.training.checkpoint import load_sampler

WIDEST = 768  # pixels of a word's picture
CATEGORIES = ("digits", "upper", "lower", "symbols", "words")
FIGURES = (
    "aiou", "dtw_seg", "ldtw", "dtw_path", "stroke_count_accuracy", "stroke_count_within_one", "order_accuracy",
    "order_given_count", "direction_accuracy", "kendall_tau", "velocity_correlation", "redraw_iou", "redraw_faithful",
    "by_trace", "seconds_per_sample",
)  # fmt: skip
CROSS_VAES = {"cross_vae_default": "cross_vae", "cross_vae_conv": "cross_vae_paper"}
LIMIT = 300  # samples of a category where nothing is said
TIMED = 24  # samples of a category that are timed one by one
BATCH = 48  # samples recovered together
OF_A_CLASS = 200  # training samples from which a class's usual number of strokes is taken
LETTER = 10.0  # mm: the size at which Cross-VAE's strokes are timed, as the studio does

Report = Callable[[int, int, str], None]
Answer = Callable[[Sequence[Written]], list[Recovered]]


@dataclass(frozen=True)
class Row:
    """One method's answers to the samples of a suite's run, in the same order; those it has no answer to left out."""

    method: str
    samples: tuple[Written, ...]
    answers: tuple[Recovered, ...]
    judged: tuple[Judged, ...]
    seconds: dict[str, float]  # category -> median of a sample, one by one


@dataclass(frozen=True)
class Chosen:
    """The samples of a run. skipped: why -> how many were left out on the way; paths: the stores; usual: label -> strokes."""

    samples: tuple[Written, ...]
    skipped: dict[str, int]
    paths: tuple[Path, ...]
    usual: dict[str, int]


def category_of(label: str) -> str:
    """What is written, by its label: a single character is a digit, a letter or a symbol; several are a word."""
    if len(label) > 1:
        return "words"
    return "digits" if label.isdigit() else "upper" if label.isupper() else "lower" if label.islower() else "symbols"


def shown(ink: Ink, category: str) -> tuple[Ink, NDArray[np.float32]] | None:
    """Ink by the protocol: in pixels, with its picture (64, W) in 0..1; None for a word that is too wide."""
    if category != "words":
        unit = fit_frame(ink)
        frame, wide = Frame(unit.offset, unit.scale * HIGH), HIGH
    else:
        left, top, right, bottom = bounds(ink)
        scale = SIZE / max(bottom - top, 1e-6)
        margin = (HIGH - SIZE) / 2
        wide = int(np.ceil((right - left) * scale + 2 * margin))
        frame = Frame((left - margin / scale, top - margin / scale), scale)
        if wide > WIDEST:
            return None
    drawn = Ink(tuple(stroke for stroke in mapped(ink, frame) if len(stroke)))
    return drawn, render(drawn, HIGH, wide, PEN).astype(np.float32) / np.float32(255)


def real() -> dict[Path, Sequence[str]]:
    """The stores of UNIPEN's isolated characters (1a to 1d) and words (6, 7), and what each is there for."""
    stores = dict(zip(map(unipen_store, (("1a",), ("1b",), ("1c",), ("1d",))), [(name,) for name in CATEGORIES[:4]], strict=True))
    return {**stores, unipen_store(("6", "7"), ("word",)): ("words",)}


def choose(data: Path | None, split: Part | str, by: By, limit: int, seed: int, report: Report) -> Chosen:
    """At most `limit` samples of each category of the split, and what is usual for each class among the training writers.

    Raises StoreError where there is none, or where the real data is absent and no store is named.
    """
    report(0, 0, "reading")
    stores = {data: CATEGORIES} if data else real()
    samples: list[Written] = []
    usual: dict[str, int] = {}
    skipped: collections.Counter[str] = collections.Counter()
    for path, categories in stores.items():
        with Store(path) as store:
            keys, labels = keys_of(store.writers, store.sources, by), store.labels
            rows = np.random.default_rng(seed).permutation(members(keys, split))  # type: ignore[arg-type]
            for category in categories:
                own = [int(row) for row in rows if category_of(labels[int(row)]) == category]
                samples += _taken(store, own, category, limit, skipped)
            known = [int(row) for row in members(keys, "train") if category_of(labels[int(row)]) != "words"]
            usual |= usual_counts(store, labels, known, {one.label for one in samples}, seed)
    if not samples:
        where = data or "UNIPEN"
        raise StoreError(f"{where} holds no ink for the {split} part by {by}; it needs more writers or samples.")
    return Chosen(tuple(samples), dict(skipped), tuple(stores), usual)


def _taken(store: Store, rows: Sequence[int], category: str, limit: int, skipped: dict[str, int]) -> list[Written]:
    taken: list[Written] = []
    for row in rows:
        if len(taken) == limit:
            break
        sample = store[row]
        made = shown(sample.ink, category) if sample.ink is not None and sample.ink.points else None
        if made is None:
            skipped["words too wide" if sample.ink is not None and sample.ink.points else "without ink"] += 1
            continue
        taken.append(Written(sample.text, sample.writer, sample.provenance.source, category, *made))
    return taken


def usual_counts(store: Store, labels: Sequence[str], rows: Sequence[int], wanted: set[str], seed: int) -> dict[str, int]:
    """label -> the most frequent number of strokes of its training samples, dots not counted; the lower of equals."""
    by_label: dict[str, list[int]] = collections.defaultdict(list)
    for row in np.random.default_rng(seed).permutation(rows):
        if labels[int(row)] in wanted and len(by_label[labels[int(row)]]) < OF_A_CLASS:
            by_label[labels[int(row)]].append(int(row))
    found = {}
    for label, own in by_label.items():
        counts = collections.Counter(_count(store.ink(row) or Ink()) for row in sorted(own))
        found[label] = min(counts, key=lambda count: (-counts[count], count))
    return found


def _count(ink: Ink) -> int:
    size = glyph_size(ink)
    return sum(len(stroke) > 0 and extent(stroke.xy) >= DOT * size for stroke in ink)


# ---------------------------------------------------------------- methods


def by_recovery(sampler: Any | None) -> Answer:
    """The product's recovery; without a sampler by the rules."""
    return lambda samples: recover([one.image for one in samples], sampler)


def by_cross_vae(sampler: Any) -> Answer:
    """Cross-VAE's b->t, shown the ink as its own protocol draws it, timed as the studio times it."""

    def answer(samples: Sequence[Written]) -> list[Recovered]:
        pictures = np.stack([unipen32(one.ink)[0] for one in samples]).astype(np.float32) / 255
        with torch.no_grad():
            paths, pens = sampler.strokes_of(sampler.encode_image(torch.from_numpy(pictures)[:, None]).clone())
        return [
            Recovered(_timed(recovered(path, pen)), PEN, method="model")
            for path, pen in zip(paths.cpu().numpy(), pens.cpu().numpy(), strict=True)
        ]

    return answer


def _timed(ink: Ink) -> Ink:
    times = retime(Ink(tuple(Stroke(stroke.xy * LETTER) for stroke in ink)))
    return Ink(tuple(Stroke(stroke.xy * HIGH, t=timed.t) for stroke, timed in zip(ink, times, strict=True)))


def row_name(ref: ModelRef) -> str:
    """`default` for the shipped model of stroke recovery, another design without the family's name, a Cross-VAE by its role."""
    name = ref.card.name
    if not ref.card.family.startswith("stroke_"):
        return CROSS_VAES.get(name, name)
    return "default" if name == "stroke_recovery_default" else name.removeprefix("stroke_recovery_").removeprefix("stroke_")


def serves(ref: ModelRef) -> bool:
    """Whether a model has a row in this suite where none is named: stroke recovery of any design, and two Cross-VAEs."""
    return ref.card.family.startswith("stroke_") or ref.card.name in CROSS_VAES


def methods(models: Sequence[ModelRef], device: str) -> dict[str, tuple[Answer, bool]]:
    """Row -> how it answers, and whether words too: the shipped model first, the rules, Cross-VAE last."""
    ours = sorted((ref for ref in models if ref.card.family.startswith("stroke_")), key=lambda ref: row_name(ref) != "default")
    found = {row_name(ref): (by_recovery(load_sampler(ref, device)), True) for ref in ours}
    found["trace"] = by_recovery(None), True
    others = [ref for ref in models if ref not in ours]
    return found | {row_name(ref): (by_cross_vae(load_sampler(ref, device)), False) for ref in others}


def measure(method: str, answer: Answer, samples: Sequence[Written], report: Callable[[int], None]) -> Row:
    """One method's answers and what they are worth. report: how many samples are done."""
    answers: list[Recovered] = []
    judged: list[Judged] = []
    for begin in range(0, len(samples), BATCH):
        part = samples[begin : begin + BATCH]
        answers += answer(part)
        judged += judge(part, answers[begin:])
        report(begin + len(part))
    seconds = {}
    for category in CATEGORIES:
        own = [one for one in samples if one.category == category][:TIMED]
        if own:
            seconds[category] = float(np.median([_timed_once(answer, one) for one in own]))
    return Row(method, tuple(samples), tuple(answers), tuple(judged), seconds)


def _timed_once(answer: Answer, sample: Written) -> float:
    began = time.perf_counter()
    answer([sample])
    return time.perf_counter() - began


# ---------------------------------------------------------------- the table


def tabled(row: Row) -> list[dict[str, Any]]:
    """A method's lines of the table: all together, then each category."""
    lines = []
    for category in ("all", *CATEGORIES):
        triples = zip(row.judged, row.answers, row.samples, strict=True)
        own = [(one, answer) for one, answer, sample in triples if category in ("all", sample.category)]
        if own:
            worth = figures([one for one, _ in own], category == "words")
            worth["by_trace"] = float(np.mean([answer.method == "trace" for _, answer in own]))
            worth["seconds_per_sample"] = row.seconds.get(category, float(np.median(list(row.seconds.values()))))
            lines.append({"method": row.method, "category": category, "n": len(own), **worth})
    return lines


def majority_lines(samples: Sequence[Written], usual: dict[str, int]) -> list[dict[str, Any]]:
    """`class_majority`: how often the class's usual number of strokes is right. Classes unknown to training have no answer."""
    lines = []
    for category in ("all", *CATEGORIES):
        own = [one for one in samples if category in ("all", one.category) and one.label in usual and one.category != "words"]
        if own:
            right = float(np.mean([_counted(one) == usual[one.label] for one in own]))
            lines.append({"method": "class_majority", "category": category, "n": len(own), "stroke_count_accuracy": right})
    return lines


def _counted(sample: Written) -> int:
    return sum(len(stroke) > 0 and extent(stroke.xy) >= DOT * SIZE for stroke in sample.ink)


def answered(
    models: Sequence[ModelRef], chosen: Chosen, device: str, report: Report, only: Sequence[str] | None = None
) -> list[Row]:
    """Every method's answers to the chosen samples (only: of these methods alone). Raises CardError or WeightsError."""
    ways = {name: way for name, way in methods(models, device).items() if only is None or name in only}
    rows: list[Row] = []
    count = len(chosen.samples)
    for number, (name, (answer, words)) in enumerate(ways.items()):
        own = [one for one in chosen.samples if words or one.category != "words"]
        told = functools.partial(_told, report, number * count, len(ways) * count, name)
        if own:
            rows.append(measure(name, answer, own, told))
    return rows


def _told(report: Report, before: int, total: int, name: str, done: int) -> None:
    report(before + done, total, name)


def run(
    data: Path | None,
    models: Sequence[ModelRef],
    split: Part = "test",
    by: By = "writer",
    limit: int | None = None,
    seed: int = 0,
    device: str = "cpu",
    report: Report = lambda done, total, text: None,
) -> dict[str, Any]:
    """The table as `ductus eval --suite recovery` prints it. models: of stroke recovery and Cross-VAE (`serves`).

    limit: samples of each category, LIMIT where None. A model is left out, with a note, where its training split was another than
    `by`: it may have seen the test samples. "causes": for each method that answers with strokes and each category, how many of
    its answers fail and why. Raises StoreError, CardError or WeightsError.
    """
    began = time.monotonic()
    chosen = choose(data, split, by, limit or LIMIT, seed, report)
    apart = [ref for ref in models if ref.card.data.get("by", by) != by]
    rows = answered([ref for ref in models if ref not in apart], chosen, device, report)
    lines = [line for row in rows for line in tabled(row)]
    return {
        "suite": "recovery",
        "data": ", ".join(str(path) for path in chosen.paths),
        "split": split,
        "by": by,
        "n": len(chosen.samples),
        "limit": limit or LIMIT,
        "seed": seed,
        "seconds": time.monotonic() - began,
        "device": device,
        "rows": [*lines, *majority_lines(chosen.samples, chosen.usual)],
        "causes": {row.method: causes_by_category(row) for row in rows if not row.method.startswith("cross_vae")},
        "meaning": CAUSES,
        "skipped": chosen.skipped,
        "notes": [f"{ref.card.name} was trained on a split by {ref.card.data['by']} and is left out." for ref in apart],
    }


def causes_by_category(row: Row) -> dict[str, dict[str, int]]:
    """Category -> how many of a method's answers fail, and for how many each cause holds."""
    pairs = list(zip(row.judged, row.samples, strict=True))
    found = {name: [one for one, sample in pairs if name in ("all", sample.category)] for name in ("all", *CATEGORIES)}
    return {name: count_causes(own) for name, own in found.items() if own}
