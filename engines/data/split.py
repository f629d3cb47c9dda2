"""Which part of a dataset a sample belongs to, decided by a stable hash and by nothing else.

The same writer falls into the same part on every machine, in every store and category, whatever else the store holds. Where a
source does not tell its writers, each sample is kept apart by its own place in that source.

The training part has two halves, by a further hash. Judges, whose verdicts are the figures of other models, learn from the half
"judges" alone; networks that read or recognise hands inside another model's loss (the product's recogniser, line recogniser and
writer encoder) learn from the half "recognisers" alone. So no judge has seen a writer that a loss was steered by. Models that
judge nothing learn from all of "train".
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Part = Literal["train", "validation", "test"]
PARTS: tuple[Part, ...] = ("train", "validation", "test")
Half = Literal["judges", "recognisers"]
By = Literal["writer", "random"]
VALIDATION, TEST = 0.05, 0.15  # shares


def part_of(key: str, salt: str = "ductus-1") -> Part:
    """The part of one key: "test" for 15% of all keys, "validation" for 5%, else "train"."""
    digest = hashlib.sha256(f"{salt}/{key}".encode()).digest()
    place = int.from_bytes(digest[:8], "big") / 2**64
    if place < TEST:
        return "test"
    return "validation" if place < TEST + VALIDATION else "train"


def half_of(key: str) -> Half:
    """Of a key of the training part: whether judges learn from it, or the recognisers that serve in losses."""
    return "judges" if hashlib.sha256(f"ductus-half-1/{key}".encode()).digest()[0] < 128 else "recognisers"


def members(keys: Sequence[str], part: Part | Half | Literal["all"]) -> NDArray[np.int64]:
    """Indices of the keys in `part`, or in one half of the training part. keys: see `keys_of`."""
    if part == "all":
        return np.arange(len(keys))
    known: dict[str, bool] = {}
    chosen = [index for index, key in enumerate(keys) if known.setdefault(key, _within(key, part))]
    return np.array(chosen, np.int64)


def _within(key: str, part: Part | Half) -> bool:
    if part in PARTS:
        return part_of(key) == part
    return part_of(key) == "train" and half_of(key) == part


def keys_of(writers: Sequence[str], sources: Sequence[str], by: By) -> list[str]:
    """What a split goes by: the writers (the source of a sample whose writer is unknown), or for a random one the sources."""
    if by == "random":
        return list(sources)
    return [writer or source for writer, source in zip(writers, sources, strict=True)]
