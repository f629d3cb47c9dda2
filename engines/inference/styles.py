"""The style of a hand as vectors: one a sample, whose mean over a writer's samples stands for the hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engines.ink.manner import pieces
from engines.ink.types import Ink

ENCODE = frozenset({"encode_style"})
BATCH = 512
FEWEST = 8  # samples of a writer before any is called unlike the others

Vectors = NDArray[np.float32]


def vectors(sampler: Any, inks: Sequence[Ink], texts: Sequence[str]) -> Vectors:
    """A style vector for each sample, (N, D). texts: what the samples say. A sample that is hardly more than a dot has NaN."""
    cut = [pieces(ink, text) for ink, text in zip(inks, texts, strict=True)]
    counts = np.array([len(one) for one in cut], np.int64)
    found = np.full((len(cut), sampler.size), np.nan, np.float32)
    if not counts.sum():
        return found
    whole = [
        torch.from_numpy(np.concatenate([getattr(one, name) for one in cut]))
        for name in ("path", "pen", "pace", "measure", "code")
    ]
    parts = [sampler.encode_style(*(values[a : a + BATCH] for values in whole)) for a in range(0, len(whole[0]), BATCH)]
    told = torch.cat(parts).numpy()
    for row, (count, end) in enumerate(zip(counts, counts.cumsum(), strict=True)):
        if count:
            found[row] = told[end - count : end].mean(axis=0)
    return found


def style_of(each: Vectors) -> Vectors:
    """The style of a hand, (D,): the mean of its samples' vectors (N, D), of which those that are NaN tell nothing.

    NaN where none tells anything.
    """
    known = each[np.isfinite(each).all(axis=1)] if each.size else each
    mean: Vectors = known.mean(axis=0) if len(known) else np.full(each.shape[-1], np.nan, np.float32)
    return mean


def outlier(one: Vectors, known: Vectors) -> float | None:
    """How rarely a sample of a writer is as unlike the others as this one: 0..1, were the likenesses normally distributed.

    one: (D,); known: (N, D), the writer's earlier samples. None where they are fewer than FEWEST or this one tells nothing.
    """
    known = known[np.isfinite(known).all(axis=1)]
    if len(known) < FEWEST or not np.isfinite(one).all():
        return None
    total = known.sum(axis=0)
    others = np.array([_alike(each, (total - each) / (len(known) - 1)) for each in known])
    below = (others.mean() - _alike(one, total / len(known))) / max(float(others.std()), 1e-3)
    return float(0.5 * (1 + math.erf(below / math.sqrt(2))))


def _alike(one: Vectors, other: Vectors) -> float:
    return float(one @ other / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-9))
