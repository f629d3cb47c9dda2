"""Suite `style`: whether two sets of letters are of the same hand, for writers that no model has seen.

A trial compares two sets of 1, 8 or 30 samples of letters, no letter on both sides, each letter at most once as long as there are
others. For each writer and round there is one trial with the writer's own other letters and up to FOUR with those of others of
the same site, so that a site's tablet, form or language tells nothing; the encoder is shown ink resampled by arc length, its pace
smoothed (engines.ink.manner). The figure is the equal error rate: where as many strangers are taken for the writer as the writer
for a stranger. Scores of all sites are ranked together. Rows:
- default: the shipped encoder; with the error of each site beside it ("sites") and that of sites whose digitisers are not coarse
  staircases ("eer_8_fine"; data README: apa, app, tos, parts of ibm and lou are);
- directions: a baseline without learning, the histogram of the pen's directions, compared by its cosine.
"""

from __future__ import annotations

import collections
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
from engines.evaluation.real_data import unipen_store
from engines.inference.styles import ENCODE, vectors
from engines.ink.manner import pieces
from engines.ink.types import Ink
from engines.messages import ModelRef
from engines.training.checkpoint import load_sampler
from engines.training.hands import site_of

FIGURES = ("eer_1", "eer_8", "eer_30", "eer_8_fine")
SIZES = (1, 8, 30)
LETTERS = 16  # different ones that a writer must have
ROUNDS = 12
FOUR = 4
COARSE = ("unipen/apa", "unipen/app", "unipen/tos", "unipen/ibm", "unipen/lou")
CHUNK = 512

Report = Callable[[int, int, str], None]
Writing = dict[str, list[int]]  # letter -> rows of samples


@dataclass(frozen=True, eq=False)
class Trials:
    """Pairs of sets. one, other: (T, k) rows; same: (T,) whether one hand wrote both; site: (T,)."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    same: NDArray[np.bool_]
    site: NDArray[np.str_]


@dataclass(frozen=True, eq=False)
class Hands:
    """Letters of writers. inks, texts: N samples; writing: writer -> what was written."""

    inks: list[Ink]
    texts: list[str]
    writing: dict[str, Writing]


def serves(ref: ModelRef) -> bool:
    """Whether the suite measures a model."""
    return set(ref.card.can) >= ENCODE


def gather(path: Path, split: Part, by: By, limit: int | None, report: Report) -> Hands:
    """The letters of every writer of a part who wrote LETTERS different ones. limit: writers. Raises StoreError for none."""
    with Store(path) as store:
        labels, writers = store.labels, store.writers
        found: dict[str, Writing] = collections.defaultdict(lambda: collections.defaultdict(list))
        for row in members(keys_of(writers, store.sources, by), split).tolist():
            if len(labels[row]) == 1 and labels[row].isalpha() and writers[row]:
                found[writers[row]][labels[row]].append(row)
        kept = dict([(writer, letters) for writer, letters in sorted(found.items()) if len(letters) >= LETTERS][:limit])
        hands = Hands([], [], {})
        for done, (writer, letters) in enumerate(kept.items()):
            report(done, len(kept), writer)
            own: Writing = {}
            for letter, rows in letters.items():
                for row in rows:
                    ink = store.ink(row)
                    if ink is not None and len(pieces(ink, letter)):
                        own.setdefault(letter, []).append(len(hands.inks))
                        hands.inks.append(ink)
                        hands.texts.append(letter)
            hands.writing[writer] = own
    if not hands.inks:
        raise StoreError(f"{path} holds no writer of {LETTERS} different letters in the {split} part by {by}.")
    return hands


def trials(writing: dict[str, Writing], size: int, seed: int, rounds: int = ROUNDS) -> Trials:
    """The pairs of sets of `size` samples each."""
    rng = np.random.default_rng(seed)
    sites: dict[str, list[str]] = collections.defaultdict(list)
    for writer in writing:
        sites[site_of(writer)].append(writer)
    found: list[tuple[list[int], list[int], bool, str]] = []
    for _ in range(rounds):
        for site, writers in sites.items():
            for writer in writers if len(writers) > 1 else ():
                strangers = [other for other in rng.permutation(writers).tolist() if other != writer][:FOUR]
                for other in (writer, *strangers):
                    pair = _pair(writing[writer], writing[other], size, rng)
                    if pair:
                        found.append((*pair, other == writer, site))
    if not any(same for *_, same, _ in found) or all(same for *_, same, _ in found):
        empty = np.zeros((0, size), np.int64)
        return Trials(empty, empty, np.zeros(0, bool), np.zeros(0, np.str_))
    columns = [np.array(column) for column in zip(*found, strict=True)]
    return Trials(*columns)


def _pair(one: Writing, other: Writing, size: int, rng: np.random.Generator) -> tuple[list[int], list[int]] | None:
    """Rows of two sets without a common letter; None where a side has too few samples for it."""
    letters = rng.permutation(sorted(set(one) | set(other))).tolist()
    here = set(letters[: len(letters) // 2])
    sides = [_take(one, [letter for letter in letters if letter in here and letter in one], size, rng)]
    sides.append(_take(other, [letter for letter in letters if letter not in here and letter in other], size, rng))
    return (sides[0], sides[1]) if len(sides[0]) == len(sides[1]) == size else None


def _take(writing: Writing, letters: list[str], size: int, rng: np.random.Generator) -> list[int]:
    """Rows of samples, letter after letter in turn, none twice."""
    piles = [rng.permutation(writing[letter]).tolist() for letter in letters]
    taken: list[int] = []
    while len(taken) < size and any(piles):
        taken += [pile.pop() for pile in piles if pile][: size - len(taken)]
    return taken


def equal_error_rate(scores: NDArray[Any], same: NDArray[np.bool_]) -> float:
    """Where the shares of strangers accepted and of own hands refused are equal (half their sum at the nearest threshold)."""
    own = same[np.argsort(-scores, kind="stable")]
    refused = 1 - np.cumsum(own) / own.sum()
    accepted = np.cumsum(~own) / (~own).sum()
    place = int(np.abs(refused - accepted).argmin())
    return float(refused[place] + accepted[place]) / 2


def directions(inks: Sequence[Ink], texts: Sequence[str]) -> NDArray[np.float32]:
    """The baseline's vectors (N, 16): how much of each sample's way goes in each of sixteen directions."""
    rows = []
    for ink, text in zip(inks, texts, strict=True):
        cut = pieces(ink, text)
        step = np.diff(cut.path, axis=1).reshape(-1, 2)
        ink_way = np.hypot(*step.T) * cut.pen[:, :-1].reshape(-1)
        angle = np.floor(np.arctan2(step[:, 1], step[:, 0]) * 8 / np.pi).astype(int) % 16
        rows.append(np.bincount(angle, ink_way, 16) / max(ink_way.sum(), 1e-9))
    return np.array(rows, np.float32)


def cosine(one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    """(B, D) each -> (B,)."""
    return torch.nn.functional.cosine_similarity(one, other)


def measure(
    each: NDArray[np.float32],
    alike: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    sets: dict[int, Trials],
) -> dict[str, Any]:
    """Figures of one method. each: (N, D) vectors of the samples; alike: scores of pairs of hands."""
    row: dict[str, Any] = {}
    for size, pairs in sets.items():
        if not len(pairs.same):
            continue
        sides = [torch.from_numpy(each[rows].mean(axis=1)) for rows in (pairs.one, pairs.other)]
        scores = np.concatenate(
            [alike(sides[0][a : a + CHUNK], sides[1][a : a + CHUNK]).numpy() for a in range(0, len(pairs.same), CHUNK)]
        )
        row[f"eer_{size}"] = equal_error_rate(scores, pairs.same)
        row[f"trials_{size}"] = len(pairs.same)
        if size == 8:
            row["sites"] = {site: _of(scores, pairs, pairs.site == site) for site in sorted(set(pairs.site.tolist()))}
            fine = ~np.isin(pairs.site, COARSE)
            if fine.any() and not fine.all():
                row["eer_8_fine"] = _of(scores, pairs, fine)
    return row


def _of(scores: NDArray[Any], pairs: Trials, own: NDArray[np.bool_]) -> float:
    return equal_error_rate(scores[own], pairs.same[own])


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
    """The table as `ductus eval --suite style` prints it. limit: writers. Raises StoreError, CardError or WeightsError.

    An encoder that learned on a split by something else than `by` is left out, with a note: it may have seen the test writers.
    """
    began = time.monotonic()
    hands = gather(data or unipen_store(("1a", "1b", "1c", "1d")), split, by, limit, report)
    sets = {size: trials(hands.writing, size, seed) for size in SIZES}
    apart = [ref for ref in models if ref.card.data.get("by", by) != by]
    rows: list[dict[str, Any]] = []
    for ref in models:
        if ref not in apart:
            report(len(rows), len(models) + 1, ref.card.name)
            sampler = load_sampler(ref, device)
            method = "default" if ref.card.name.endswith("_default") else ref.card.name
            rows.append({"method": method, **measure(vectors(sampler, hands.inks, hands.texts), _likeness(sampler), sets)})
    rows.append({"method": "directions", **measure(directions(hands.inks, hands.texts), cosine, sets)})
    return {
        "suite": "style",
        "data": str(data or "UNIPEN 1a 1b 1c 1d, its letters"),
        "split": split,
        "by": by,
        "n": len(hands.writing),
        "seconds": time.monotonic() - began,
        "device": device,
        "rows": rows,
        "notes": [f"{ref.card.name} was trained on a split by {ref.card.data['by']} and is left out." for ref in apart],
    }


def _likeness(sampler: Any) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    return lambda one, other: sampler.likeness(one, other)
