"""Views for those who learn hands apart: pieces of ink in sets of the same writer, two sets of other letters in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engines.data.files import replacing
from engines.data.places import cache_home
from engines.data.split import By, Half, Part, keys_of, members
from engines.data.store import Store
from engines.ink.manner import WORD, pieces

KIND = "hand-1"  # part of the cache's name: raise it when the pieces change
SET = 6  # as in models.writer_encoder
LEAST = 2 * SET  # pieces that a writer must have
LETTERS = 0.6  # of the sets of a writer who wrote both letters and words
FIELDS = ("path", "pen", "pace", "measure", "code")


@dataclass(frozen=True)
class HandViews:
    """Pieces of ink. tensors: FIELDS as in ink.manner.Pieces, and "hand" and "site" (N,), numbers of the writer and of where the
    writer was recorded; labels and writers: (N,) strings."""

    tensors: dict[str, Tensor]
    labels: NDArray[np.str_]
    writers: NDArray[np.str_]
    fingerprint: dict[str, Any]

    def __len__(self) -> int:
        return len(self.labels)

    def batch(self, rows: Tensor, device: torch.device) -> dict[str, Tensor]:
        """The rows of every tensor."""
        return {name: tensor[rows.to(tensor.device)].to(device) for name, tensor in self.tensors.items()}

    def parts(self, most: int) -> list[Tensor]:
        """Batches of sets to be judged by, the same every time."""
        order = self.order(64 * LEAST, 0)
        return [order.rows(step) for step in range(max(1, most // order.batch))]

    def order(self, batch: int, seed: int) -> SetOrder:
        """Which rows make up which step's batch."""
        return SetOrder(self.tensors["hand"].cpu().numpy(), self.tensors["code"].cpu().numpy(), batch, seed)

    def to(self, device: torch.device) -> HandViews:
        """The whole dataset on a device."""
        moved = {name: tensor.to(device) for name, tensor in self.tensors.items()}
        return HandViews(moved, self.labels, self.writers, self.fingerprint)


class SetOrder:
    """Batches of sets: for each of some writers, drawn alike often, two sets of SET pieces, no letter twice; decided by the seed
    and the step alone."""

    def __init__(self, hands: NDArray[np.int64], codes: NDArray[np.int64], batch: int, seed: int) -> None:
        self.batch, self.seed = max(batch // LEAST, 1) * LEAST, seed
        self._letters: list[list[NDArray[np.int64]]] = []
        self._words: list[NDArray[np.int64]] = []
        for hand in np.unique(hands):
            own = np.flatnonzero(hands == hand)
            letters = [own[codes[own] == code] for code in np.unique(codes[own]) if code != WORD]
            words = own[codes[own] == WORD]
            if len(letters) >= LEAST or len(words) >= LEAST:
                self._letters.append(letters if len(letters) >= LEAST else [])
                self._words.append(words if len(words) >= LEAST else words[:0])
        if not self._letters:
            raise ValueError(f"No writer in this part of the data has {LEAST} different letters, or words enough.")
        self.per_epoch = max(1, len(hands) // self.batch)

    def rows(self, step: int) -> Tensor:
        """(batch,) int64 row numbers of a step."""
        rng = np.random.default_rng((self.seed, step))
        chosen = rng.integers(0, len(self._letters), self.batch // LEAST)
        return torch.from_numpy(np.concatenate([self._sets(int(hand), rng) for hand in chosen]))

    def _sets(self, hand: int, rng: np.random.Generator) -> NDArray[np.int64]:
        letters, words = self._letters[hand], self._words[hand]
        if letters and (not len(words) or rng.random() < LETTERS):
            return np.array([rng.choice(letters[place]) for place in rng.permutation(len(letters))[:LEAST]])
        return rng.choice(words, LEAST, replace=False)


def hand_arrays(store: Store, progress: Callable[[int, int], None] | None = None) -> dict[str, NDArray[Any]]:
    """The pieces of every sample of a store, from the cache where they are there: FIELDS, and "row" (N,), the sample of each."""
    kept = cache_home() / "views" / f"{store.info()['hash'][:20]}-{KIND}.npz"
    if kept.is_file():
        with np.load(kept, allow_pickle=False) as arrays:
            return dict(arrays)
    found: dict[str, list[NDArray[Any]]] = {name: [] for name in (*FIELDS, "row")}
    for index, label in enumerate(store.labels):
        ink = store.ink(index)
        cut = pieces(ink, label) if ink is not None else ()
        if len(cut):
            for name in FIELDS:
                found[name].append(getattr(cut, name))
            found["row"].append(np.full(len(cut), index))
        if progress and index % 500 == 0:
            progress(index, len(store))
    if not found["row"]:
        raise ValueError(f"{store.path} holds no ink to learn a hand from.")
    made = {name: np.concatenate(parts) for name, parts in found.items()}
    with replacing(kept) as part, part.open("wb") as handle:
        np.savez(handle, **made)  # type: ignore[arg-type]
    return made


def load_hands(
    stores: Sequence[Store], part: Part | Half, by: By, progress: Callable[[int, int], None] | None = None
) -> HandViews:
    """One part of stores together, without a fingerprint. Samples whose writer is unknown are left out."""
    parts: dict[str, list[NDArray[Any]]] = {name: [] for name in (*FIELDS, "label", "writer")}
    for store in stores:
        arrays = hand_arrays(store, progress)
        inside = np.zeros(len(store), bool)
        inside[members(keys_of(store.writers, store.sources, by), part)] = True
        labels, writers = np.array(store.labels), np.array(store.writers)
        kept = inside[arrays["row"]] & (writers != "")[arrays["row"]]
        for name in FIELDS:
            parts[name].append(arrays[name][kept])
        parts["label"].append(labels[arrays["row"][kept]])
        parts["writer"].append(writers[arrays["row"][kept]])
    whole = {name: np.concatenate(arrays) for name, arrays in parts.items()}
    labels, writers = whole.pop("label"), whole.pop("writer")
    known, whole["hand"] = np.unique(writers, return_inverse=True)
    _, sites = np.unique([site_of(writer) for writer in known.tolist()], return_inverse=True)
    whole["site"] = sites[whole["hand"]].astype(np.float32) if len(known) else np.zeros(0, np.float32)
    return HandViews({name: torch.from_numpy(array) for name, array in whole.items()}, labels, writers, {})


def site_of(writer: str) -> str:
    """Where a writer was recorded: what stands before the last "/" of the name, "unipen/aga" of "unipen/aga/12"."""
    return writer.rpartition("/")[0]
