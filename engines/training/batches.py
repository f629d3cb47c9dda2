"""Torch views of stores: what a recipe names in `views`, made once, kept in a cache and served in a reproducible order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engines.data.files import replacing
from engines.data.places import cache_home
from engines.data.split import By, Part, members
from engines.data.store import Store
from engines.ink.raster import unipen32

PROTOCOL = "unipen32-1"  # part of the cache's name: raise it when the rendering changes


@dataclass(frozen=True)
class Views:
    """Tensors over the same samples. tensors: view -> (N, ...); labels and writers: (N,) strings; fingerprint: of the stores."""

    tensors: dict[str, Tensor]
    labels: NDArray[np.str_]
    writers: NDArray[np.str_]
    fingerprint: dict[str, object]

    def __len__(self) -> int:
        return len(self.labels)

    def batch(self, rows: Tensor, device: torch.device) -> dict[str, Tensor]:
        """The rows of every view as float32 on a device; uint8 pictures become 0..1."""
        picked = {name: tensor[rows.to(tensor.device)].to(device, non_blocking=True) for name, tensor in self.tensors.items()}
        return {name: value.float() / 255 if value.dtype == torch.uint8 else value for name, value in picked.items()}

    def to(self, device: torch.device) -> Views:
        """The whole dataset on a device."""
        return Views(
            {name: tensor.to(device) for name, tensor in self.tensors.items()}, self.labels, self.writers, self.fingerprint
        )


def unipen32_arrays(
    store: Store, progress: Callable[[int, int], None] | None = None
) -> tuple[NDArray[np.uint8], NDArray[np.float32], NDArray[np.bool_]]:
    """Every sample of a store by protocol unipen32 (see engines.ink.raster), from the cache where it is there.

    -> images (N, 32, 32) uint8, paths (N, 64, 2) float32, usable (N,): False where a sample holds no ink.
    """
    kept = cache_home() / "views" / f"{store.info()['hash'][:20]}-{PROTOCOL}.npz"
    if kept.is_file():
        with np.load(kept, allow_pickle=False) as arrays:
            return arrays["images"], arrays["paths"], arrays["usable"]
    images = np.zeros((len(store), 32, 32), np.uint8)
    paths = np.zeros((len(store), 64, 2), np.float32)
    usable = np.zeros(len(store), bool)
    for index in range(len(store)):
        ink = store.ink(index)
        if ink is not None and ink.points:
            images[index], paths[index], _ = unipen32(ink)
            usable[index] = True
        if progress and index % 500 == 0:
            progress(index, len(store))
    with replacing(kept) as part, part.open("wb") as handle:
        np.savez(handle, images=images, paths=paths, usable=usable)
    return images, paths, usable


def load_views(
    stores: Sequence[Path], part: Part | str, by: By, views: Sequence[str], progress: Callable[[int, int], None] | None = None
) -> Views:
    """The named views of one part of the stores together. Raises StoreError, or ValueError for a view nobody makes."""
    unknown = set(views) - {"bitmap", "path"}
    if unknown:
        raise ValueError(f"There is no view '{sorted(unknown)[0]}' of a store.")
    images, paths, labels, writers, digest, names = [], [], [], [], hashlib.sha256(), []
    for path in stores:
        with Store(path) as store:
            bitmap, trajectory, usable = unipen32_arrays(store, progress)
            keys = store.writers if by == "writer" else store.sources
            rows = members(keys, part)  # type: ignore[arg-type]
            rows = rows[usable[rows]]
            images.append(bitmap[rows])
            paths.append(trajectory[rows])
            labels.append(np.array(store.labels)[rows])
            writers.append(np.array(store.writers)[rows])
            digest.update(store.info()["hash"].encode())
            names.append(store.info().get("source", path.name))
    who = np.concatenate(writers)
    tensors = {"bitmap": torch.from_numpy(np.concatenate(images))[:, None], "path": torch.from_numpy(np.concatenate(paths))}
    fingerprint = {
        "stores": sorted(set(names)),
        "hash": digest.hexdigest(),
        "samples": len(who),
        "writers": len(np.unique(who)),
        "part": part,
        "by": by,
        "protocol": PROTOCOL,
    }
    return Views({name: tensors[name] for name in views}, np.concatenate(labels), who, fingerprint)


class Order:
    """Which rows make up which step's batch: every epoch a fresh permutation, decided by the seed and the step alone.

    So a resumed run continues in the middle of an epoch without any state to restore.
    """

    def __init__(self, count: int, batch: int, seed: int) -> None:
        if count < 1:
            raise ValueError("There is no sample to train on in this part of the data.")
        self.count, self.batch, self.seed = count, min(batch, count), seed
        self.per_epoch = count // self.batch
        self._epoch = -1
        self._permutation = torch.empty(0, dtype=torch.int64)

    def rows(self, step: int) -> Tensor:
        """(batch,) int64 row numbers of a step."""
        epoch, place = divmod(step, self.per_epoch)
        if epoch != self._epoch:
            generator = torch.Generator().manual_seed(self.seed * 1_000_003 + epoch)
            self._permutation, self._epoch = torch.randperm(self.count, generator=generator), epoch
        return self._permutation[place * self.batch : (place + 1) * self.batch]
