"""Suite `recogniser`: how well characters are read, of writers never seen. The judge's row says what its verdicts are worth.

The product's recogniser (row `default`) reads ink as ink, and in row `default_pictures` the same samples as pictures; the judge
sees pictures alone. Ink is drawn with a pen of 2 of the 32 pixels; scans are framed as they are (engines.ink.glyph). Without a
store the suite reads UNIPEN 1a to 1d (categories all, digits, upper, lower, symbols) and two sets of scans, told apart: MNIST's
ten thousand test pictures, of which no model learns anything, and the part of KMNIST's that the split holds back. Of each:
- accuracy: read right among all characters that the reader knows, as none of them is ruled out;
- accuracy_merged: the same, with characters that only size or place tells apart as one (models.characters.MERGED);
- accuracy_within: read right by a reader that is told the category, as a table of letters may tell it.
"letters and digits" is a category of its own, whose reader is told that there are no symbols: there accuracy_merged is the figure
that other work states. Categories of which a reader knows no character are left out of its rows.
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
from torch import Tensor

from engines.data.split import By, Part, keys_of, members
from engines.data.store import Store, StoreError
from engines.evaluation.real_data import scans_store, unipen_store
from engines.inference.library import find_controls
from engines.inference.reading import shown as as_shown
from engines.ink.glyph import SIDE, framed
from engines.ink.types import Ink
from engines.messages import ModelRef
from engines.models.characters import merged
from engines.training.checkpoint import load_sampler
from engines.training.glyphs import seen

FIGURES = ("accuracy", "accuracy_merged", "accuracy_within")
SCANS = ("mnist", "kmnist")
PLAIN, MIXED = ("digits", "upper", "lower"), "letters and digits"
JUDGE = "judge_default"
BATCH = 256

Images = NDArray[np.uint8]
Report = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Shown:
    """Characters to read. images: (N, 32, 32) uint8; inks: N, None for a scan; labels and categories: N each."""

    images: Images
    inks: list[Ink | None]
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
        inks: list[Ink | None] = []
        for done, row in enumerate(rows):
            if done % 100 == 0:
                report(done, len(rows), name or "drawing")
            images.append(seen(store, row))
            ink = store.ink(row)
            inks.append(ink if ink is not None and ink.points else None)
    shows = [at for at, image in enumerate(images) if image.any()]
    if not shows:
        raise StoreError(f"{path} holds no character for the {split} part by {by}; it needs more writers or samples.")
    texts = [labels[rows[at]] for at in shows]
    return Shown(
        np.stack([images[at] for at in shows]), [inks[at] for at in shows], texts, [name or category_of(text) for text in texts]
    )


def logits_of(sampler: Any, shown: Shown, drawn: bool = True) -> Tensor:
    """What a reader makes of each character, (N, classes). drawn: ink is read as ink by readers that can."""
    parts = []
    for a in range(0, len(shown.labels), BATCH):
        pixels = _pixels(shown.images[a : a + BATCH])
        if sampler.judges:
            parts.append(sampler.logits(pixels))
            continue
        read = sampler.logits_of_pictures(pixels).clone()  # what inference made cannot be written into
        inked = [at for at, ink in enumerate(shown.inks[a : a + BATCH]) if ink is not None] if drawn else []
        if inked:
            read[inked] = sampler.logits(*as_shown([ink for ink in shown.inks[a : a + BATCH] if ink is not None]))
        parts.append(read)
    return torch.cat(parts).cpu()


def _pixels(glyphs: Images) -> Tensor:
    return torch.from_numpy(glyphs[:, None]).float() / 255


def measure(sampler: Any, shown: Shown, drawn: bool = True) -> Iterator[dict[str, Any]]:
    """Figures of all characters together, unless they are of one category, and of each category."""
    logits, classes = logits_of(sampler, shown, drawn), np.array(list(sampler.classes))
    labels, categories = np.array(shown.labels), np.array(shown.categories)
    plain = np.isin(categories, PLAIN)
    for category in [*(("all", MIXED) if len(set(shown.categories)) > 1 else ()), *sorted(set(shown.categories))]:
        own = np.ones(len(labels), bool) if category == "all" else plain if category == MIXED else categories == category
        among = np.isin(classes, labels[own])
        if not among.any():
            continue
        told = category == MIXED
        said = _best(logits[own], classes, among if told else None)
        row = {
            "category": category,
            "n": int(own.sum()),
            "accuracy": float(np.mean(said == labels[own])),
            "accuracy_merged": float(
                np.mean([merged(one) == merged(other) for one, other in zip(said, labels[own], strict=True)])
            ),
        }
        if category not in ("all", MIXED):
            row["accuracy_within"] = float(np.mean(_best(logits[own], classes, among) == labels[own]))
        yield row


def _best(logits: Tensor, classes: NDArray[np.str_], among: NDArray[np.bool_] | None) -> NDArray[np.str_]:
    if among is not None:
        logits = logits.masked_fill(~torch.from_numpy(among), -torch.inf)
    return classes[logits.argmax(1).numpy()]


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
            if not sampler.judges:
                drawn = [shown for shown in sources if any(shown.inks)]
                rows += [{"method": "default_pictures", **row} for shown in drawn for row in measure(sampler, shown, False)]
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
