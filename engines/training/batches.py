"""Torch views of stores: what a recipe names in `views`, made once, kept in a cache and served in a reproducible order."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engines.data.files import replacing
from engines.data.places import cache_home
from engines.data.split import By, Half, Part, keys_of, members
from engines.data.store import Store
from engines.ink.geometry import affine, deform, drawn_shares
from engines.ink.raster import unipen32
from engines.ink.types import Ink
from engines.training.glyphs import KIND, glyph_arrays
from engines.training.hands import KIND as HANDS
from engines.training.hands import HandViews, load_hands
from engines.training.recovery_views import PROTOCOL as RECOVERY
from engines.training.recovery_views import RecoveryViews, load_recovery

PROTOCOL = "unipen32-2"  # part of the cache's name: raise it when the rendering changes, and this when `vary` does
VARYING = 2


@dataclass(frozen=True)
class Views:
    """Tensors over the same samples. tensors: view -> (N, ...); labels and writers: (N,) strings; fingerprint: of the stores."""

    tensors: dict[str, Tensor]
    labels: NDArray[np.str_]
    writers: NDArray[np.str_]
    fingerprint: dict[str, Any]

    def __len__(self) -> int:
        return len(self.labels)

    def batch(self, rows: Tensor, device: torch.device) -> dict[str, Tensor]:
        """The rows of every view as float32 on a device; uint8 pictures become 0..1."""
        picked = {name: tensor[rows.to(tensor.device)].to(device, non_blocking=True) for name, tensor in self.tensors.items()}
        return {name: value.float() / 255 if value.dtype == torch.uint8 else value for name, value in picked.items()}

    def parts(self, most: int) -> list[Tensor]:
        """Row numbers of the first `most` samples in batches that fit into memory."""
        return [torch.arange(min(most, len(self)))]

    def order(self, batch: int, seed: int) -> Order:
        """Which rows make up which step's batch."""
        return Order(len(self), batch, seed)

    def to(self, device: torch.device) -> Views:
        """The whole dataset on a device."""
        return Views(
            {name: tensor.to(device) for name, tensor in self.tensors.items()}, self.labels, self.writers, self.fingerprint
        )


@dataclass(frozen=True)
class Unipen32:
    """Samples by protocol unipen32 (see engines.ink.raster).

    images: (N, 32, 32) uint8; paths: (N, 64, 2) float32, unit square; pens: (N, 64) float32, how much of the way to the next
    point is drawn; usable: (N,), False where a sample holds no ink.
    """

    images: NDArray[np.uint8]
    paths: NDArray[np.float32]
    pens: NDArray[np.float32]
    usable: NDArray[np.bool_]


def unipen32_arrays(store: Store, progress: Callable[[int, int], None] | None = None, variation: int = 0) -> Unipen32:
    """Every sample of a store by protocol unipen32, from the cache where it is there.

    variation: 0 = as drawn; 1, 2 ... = the same ink slanted, turned and stretched, differently for each number (`vary`).
    """
    kind = f"{PROTOCOL}-{VARYING}.{variation}" if variation else f"{PROTOCOL}-0"
    kept = cache_home() / "views" / f"{store.info()['hash'][:20]}-{kind}.npz"
    if kept.is_file():
        with np.load(kept, allow_pickle=False) as arrays:
            return Unipen32(**arrays)
    count = len(store)
    made = Unipen32(
        images=np.zeros((count, 32, 32), np.uint8),
        paths=np.zeros((count, 64, 2), np.float32),
        pens=np.ones((count, 64), np.float32),
        usable=np.zeros(count, bool),
    )
    for index in range(count):
        ink = store.ink(index)
        if ink is not None and ink.points:
            ink = vary(ink, np.random.default_rng((variation, index))) if variation else ink
            made.images[index], made.paths[index], _ = unipen32(ink)
            made.pens[index], made.usable[index] = drawn_shares(ink), True
        if progress and index % 500 == 0:
            progress(index, count)
    with replacing(kept) as part, part.open("wb") as handle:
        np.savez(handle, **vars(made))
    return made


def vary(ink: Ink, rng: np.random.Generator) -> Ink:
    """The same writing as another day or another hand would slant, turn, stretch and bend it, its strokes a little apart."""
    turn, slant, stretch = rng.normal(0, 0.07), rng.normal(0, 0.12), np.exp(rng.normal(0, 0.1))
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    bent = deform(ink, rng.normal(0, 0.08, (4, 4, 2)))
    side = max(float(np.ptp(np.concatenate([stroke.xy for stroke in ink]), axis=0).max()), 1e-6)
    apart = Ink(tuple(stroke.derive(stroke.xy + rng.normal(0, 0.015 * side, 2)) for stroke in bent))
    return affine(apart, rotation @ np.array([[1.0, slant], [0.0, 1.0]]) @ np.diag([stretch, 1 / stretch]))


Maker = Callable[[Store, Callable[[int, int], None] | None, int], Any]


def _glyphs(store: Store, progress: Callable[[int, int], None] | None, variation: int) -> Any:
    return glyph_arrays(store, progress, variation, vary)


VIEWS: dict[str, tuple[Maker, str]] = {  # view -> who makes it, and the field of what is made
    "bitmap": (unipen32_arrays, "images"),
    "path": (unipen32_arrays, "paths"),
    "pen": (unipen32_arrays, "pens"),
    "glyph": (_glyphs, "images"),
    "code": (_glyphs, "codes"),
}
PICTURES = ("bitmap", "glyph")  # views of one channel


def load_views(
    stores: Sequence[Path],
    part: Part | Half,
    by: By,
    views: Sequence[str],
    progress: Callable[[int, int], None] | None = None,
    variations: int = 0,
) -> Views | RecoveryViews | HandViews:
    """The named views of one part of the stores together; `variations` times more samples, each varied anew.

    Raises StoreError, or ValueError for a view nobody makes.
    """
    if tuple(views) == ("recovery",):
        return _recovery(stores, part, by, progress, variations)
    if tuple(views) == ("hand",):
        return _hands(stores, part, by, progress)
    unknown = set(views) - VIEWS.keys()
    if unknown:
        raise ValueError(f"There is no view '{min(unknown)}' of a store.")
    parts: dict[str, list[NDArray[Any]]] = {name: [] for name in (*views, "label", "writer")}
    abouts = []
    for path in stores:
        with Store(path) as store:
            chosen = members(keys_of(store.writers, store.sources, by), part)
            labels, writers = np.array(store.labels), np.array(store.writers)
            for variation in range(variations + 1):
                made = {maker: maker(store, progress, variation) for maker, _ in map(VIEWS.__getitem__, views)}
                rows = chosen[np.logical_and.reduce([arrays.usable[chosen] for arrays in made.values()])]
                for name in views:
                    maker, field = VIEWS[name]
                    parts[name].append(getattr(made[maker], field)[rows])
                parts["label"].append(labels[rows])
                parts["writer"].append(writers[rows])
            abouts.append({"source": path.name, **store.info()})
    whole = {name: np.concatenate(arrays) for name, arrays in parts.items()}
    labels, writers = whole.pop("label"), whole.pop("writer")
    protocol = PROTOCOL if any(VIEWS[name][0] is unipen32_arrays for name in views) else KIND
    how = {"part": part, "by": by, "protocol": protocol, "variations": variations}
    tensors = {name: torch.from_numpy(array[:, None] if name in PICTURES else array) for name, array in whole.items()}
    return Views(tensors, labels, writers, _fingerprint(abouts, writers, variations) | how)


def _recovery(
    stores: Sequence[Path], part: Part | Half, by: By, progress: Callable[[int, int], None] | None, variations: int
) -> RecoveryViews:
    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(Store(path)) for path in stores]
        views = load_recovery(opened, part, by, range(variations + 1), progress)
        abouts = [{"source": path.name, **store.info()} for path, store in zip(stores, opened, strict=True)]
    how = {"part": part, "by": by, "protocol": RECOVERY, "variations": variations}
    return replace(views, fingerprint=_fingerprint(abouts, views.writers, variations) | how)


def _hands(stores: Sequence[Path], part: Part | Half, by: By, progress: Callable[[int, int], None] | None) -> HandViews:
    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(Store(path)) for path in stores]
        views = load_hands(opened, part, by, progress)
        abouts = [{"source": path.name, **store.info()} for path, store in zip(stores, opened, strict=True)]
    how = {"part": part, "by": by, "protocol": HANDS, "variations": 0}
    return replace(views, fingerprint=_fingerprint(abouts, views.writers, 0) | how)


def _fingerprint(abouts: Sequence[dict[str, Any]], writers: NDArray[np.str_], variations: int) -> dict[str, Any]:
    """Which data it was, for a model's card. abouts: what the stores say of themselves."""
    collected = sorted({writer for about in abouts for writer in about.get("collection_writers", ())} & set(writers.tolist()))
    own = {"collection_writers": collected} if collected else {}
    return own | {
        "stores": sorted({about["source"] for about in abouts}),
        "licences": sorted({licence for about in abouts for licence in about["licences"] if licence}),
        "attributions": sorted({about["attribution"] for about in abouts if "attribution" in about}),
        "hash": hashlib.sha256("".join(about["hash"] for about in abouts).encode()).hexdigest(),
        "samples": len(writers) // (variations + 1),
        "writers": len(np.unique(writers[writers != ""])),
    }


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
