"""Suite `recogniser`: how well characters are read, of writers never seen. The judge's row says what its verdicts are worth.

Ink is drawn with a pen of 2 of the 32 pixels; scans are framed as they are (engines.ink.glyph). Without a store the suite reads
UNIPEN 1a to 1d (rows `all`, digits, upper, lower, symbols) and two sets of scans, told apart: MNIST's ten thousand test pictures,
of which no model learns anything, and the part of KMNIST's that the split holds back. Of each category
- accuracy: read right among all characters that the reader knows, as none of them is ruled out;
- accuracy_merged: the same, with characters that only size or place tells apart as one (models.judges.MERGED);
- accuracy_within: read right by a reader that is told the category, as a table of letters may tell it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engines.data.split import By, Part, keys_of, members
from engines.data.store import Store, StoreError
from engines.evaluation.real_data import scans_store, unipen_store
from engines.inference.library import find_controls
from engines.ink.glyph import SIDE, framed
from engines.messages import ModelRef
from engines.models.judges import merged
from engines.training.checkpoint import load_sampler
from engines.training.glyphs import seen

FIGURES = ("accuracy", "accuracy_merged", "accuracy_within")
SCANS = ("mnist", "kmnist")
JUDGE = "judge_default"
BATCH = 256

Images = NDArray[np.uint8]
Report = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Shown:
    """Characters to read. images: (N, 32, 32) uint8; labels and categories: N each."""

    images: Images
    labels: list[str]
    categories: list[str]


def serves(ref: ModelRef) -> bool:
    """Whether the suite measures a model."""
    return bool({"judge", "read"} & set(ref.card.can))


def shipped_judge(device: str = "cpu") -> Any:
    """The judge whose verdicts are Ductus' figures. Raises StoreError where its weights are not there."""
    ref = next((ref for ref in find_controls() if ref.card.name == JUDGE), None)
    if ref is None:
        raise StoreError(f"The judge '{JUDGE}' is not among the shipped models; install Ductus again.")
    return load_sampler(ref, device)


def read(sampler: Any, images: Sequence[NDArray[Any]], among: str = "") -> tuple[list[str], NDArray[np.float32]]:
    """Pictures of one character each, of any size, more = ink -> what a judge reads in them, and how sure it is (N,) in 0..1.

    among: the only characters to choose from ("" = all).
    """
    return verdicts(sampler, np.array([framed(image) for image in images]).reshape(-1, SIDE, SIDE), among)


def verdicts(sampler: Any, glyphs: Images, among: str = "") -> tuple[list[str], NDArray[np.float32]]:
    """The same for pictures that are framed already, (N, 32, 32)."""
    texts: list[str] = []
    sure: list[NDArray[np.float32]] = [np.zeros(0, np.float32)]
    for a in range(0, len(glyphs), BATCH):
        found, chances = sampler.read(torch.from_numpy(glyphs[a : a + BATCH, None]).float() / 255, among)
        texts += found
        sure.append(chances.cpu().numpy())
    return texts, np.concatenate(sure)


def category_of(label: str) -> str:
    """What is written, by its label."""
    if label.isdigit():
        return "digits"
    return "upper" if label.isupper() else "lower" if label.islower() else "other letters" if label.isalpha() else "symbols"


def gather(data: Path | None, split: Part, by: By, limit: int | None, seed: int, report: Report) -> Iterator[Shown]:
    """The characters of each source. Raises StoreError where there is none, or the real data is absent and no store is named."""
    yield _shown(data or unipen_store(("1a", "1b", "1c", "1d")), "", split, by, limit, seed, report)
    for name in () if data else SCANS:
        if name != "mnist" or split == "test":
            yield _shown(scans_store(name), name, split, by, limit, seed, report)


def _shown(path: Path, name: str, split: Part, by: By, limit: int | None, seed: int, report: Report) -> Shown:
    with Store(path) as store:
        labels = store.labels
        part = "all" if name == "mnist" else split  # its test pictures are a test part already
        rows = [row for row in members(keys_of(store.writers, store.sources, by), part).tolist() if len(labels[row]) == 1]
        if limit:
            rows = sorted(np.random.default_rng(seed).permutation(rows)[:limit].tolist())
        images: list[Images] = []
        for done, row in enumerate(rows):
            if done % 100 == 0:
                report(done, len(rows), name or "drawing")
            images.append(seen(store, row))
    rows = [row for row, image in zip(rows, images, strict=True) if image.any()]
    if not rows:
        raise StoreError(f"{path} holds no character for the {split} part by {by}; it needs more writers or samples.")
    return Shown(
        np.stack([image for image in images if image.any()]),
        [labels[row] for row in rows],
        [name or category_of(labels[row]) for row in rows],
    )


def measure(sampler: Any, shown: Shown) -> Iterator[dict[str, Any]]:
    """Figures of all characters together, unless they are of one category, and of each category."""
    said = np.array(verdicts(sampler, shown.images)[0])
    labels, categories = np.array(shown.labels), np.array(shown.categories)
    for category in ([] if len(set(shown.categories)) == 1 else ["all"]) + sorted(set(shown.categories)):
        own = np.ones(len(labels), bool) if category == "all" else categories == category
        pairs = list(zip(said[own].tolist(), labels[own].tolist(), strict=True))
        row = {
            "category": category,
            "n": len(pairs),
            "accuracy": float(np.mean([one == other for one, other in pairs])),
            "accuracy_merged": float(np.mean([merged(one) == merged(other) for one, other in pairs])),
        }
        among = "".join(sorted(set(labels[own].tolist()) & set(sampler.classes)))
        if category != "all" and among:
            told, _ = verdicts(sampler, shown.images[own], among)
            row["accuracy_within"] = float(np.mean(np.array(told) == labels[own]))
        yield row


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
    """The table as `ductus eval --suite recogniser` prints it: a row for each reader and category. limit: of each source.

    A reader that learned on a split by something else than `by` is left out, with a note: it may have seen the test samples.
    Raises StoreError, CardError or WeightsError.
    """
    began = time.monotonic()
    sources = list(gather(data, split, by, limit, seed, report))
    rows: list[dict[str, Any]] = []
    apart = [ref for ref in models if ref.card.data.get("by", by) != by]
    for ref in models:
        if ref not in apart:
            sampler = load_sampler(ref, device)
            method = ref.card.name.removesuffix("_default") if sampler.judges else "default"
            rows += [{"method": method, **row} for shown in sources for row in measure(sampler, shown)]
    return {
        "suite": "recogniser",
        "data": str(data or "UNIPEN 1a 1b 1c 1d, MNIST, KMNIST"),
        "split": split,
        "by": by,
        "n": sum(len(shown.labels) for shown in sources),
        "seconds": time.monotonic() - began,
        "device": device,
        "rows": rows,
        "notes": [f"{ref.card.name} was trained on a split by {ref.card.data['by']} and is left out." for ref in apart],
    }
