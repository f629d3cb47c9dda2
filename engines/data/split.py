"""Which part of a dataset a sample belongs to, decided by a stable hash and by nothing else.

The same writer falls into the same part on every machine, in every store and category, whatever else the store holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Part = Literal["train", "validation", "test"]
PARTS: tuple[Part, ...] = ("train", "validation", "test")
By = Literal["writer", "random"]
VALIDATION, TEST = 0.05, 0.15  # shares


def part_of(key: str, salt: str = "ductus-1") -> Part:
    """The part of one key: "test" for 15% of all keys, "validation" for 5%, else "train"."""
    digest = hashlib.sha256(f"{salt}/{key}".encode()).digest()
    place = int.from_bytes(digest[:8], "big") / 2**64
    if place < TEST:
        return "test"
    return "validation" if place < TEST + VALIDATION else "train"


def members(keys: Sequence[str], part: Part | Literal["all"]) -> NDArray[np.int64]:
    """Indices of the keys in `part`. keys: the writers for a writer-disjoint split, the sources for a random one."""
    if part == "all":
        return np.arange(len(keys))
    known: dict[str, str] = {}
    chosen = [index for index, key in enumerate(keys) if known.setdefault(key, part_of(key)) == part]
    return np.array(chosen, np.int64)
