"""Suite `table1`: Cross-VAE's conversions by protocol unipen32, beside the class average (Sumi et al. 2019, Table I).

Y t->b against the rendered ink gives psnr and ssim, Y b->t against the trajectory gives dtw_path and dtw_ref. The class average
answers with the mean image and mean trajectory of the sample's class over the training part; it decides how hard a test set and
a rendering are, so gain_db = psnr - psnr of the class average stands beside every psnr.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engines.data.split import By, Part, keys_of, members
from engines.data.store import Store, StoreError
from engines.evaluation.real_data import unipen_store
from engines.messages import ModelRef
from engines.metrics.image import psnr_batch, ssim_batch
from engines.metrics.trajectory import dtw_batch
from engines.training.batches import unipen32_arrays
from engines.training.checkpoint import load_sampler

PAPER = {
    "conv": {"psnr": 15.99, "ssim": 0.707, "dtw": 0.0361, "gain_db": 6.79},
    "lstm": {"psnr": 15.26, "ssim": 0.617, "dtw": 0.0411, "gain_db": 6.06},
    "class_average": {"psnr": 9.197, "ssim": 0.159, "dtw": 0.206, "gain_db": 0.0},
}
BATCH = 256

Images = NDArray[np.floating[Any]]
Paths = NDArray[np.floating[Any]]


def upper_case() -> Path:
    """The store of UNIPEN's upper case (1b) that the suite documents. Raises StoreError where the real data is absent."""
    return unipen_store(("1b",))


def figures(images: Images, paths: Paths, true_images: Images, true_paths: Paths) -> dict[str, float]:
    """Means over a test set. images: (N, 32, 32) in 0..1; paths: (N, 64, 2) in the unit square."""
    warps = [warp for a in range(0, len(paths), BATCH) for warp in dtw_batch(paths[a : a + BATCH], true_paths[a : a + BATCH])]
    return {
        "psnr": float(np.mean(psnr_batch(images, true_images))),
        "ssim": float(np.mean(ssim_batch(images, true_images))),
        "dtw_path": float(np.mean([warp.per_match for warp in warps])),
        "dtw_ref": float(np.mean([warp.per_reference_point for warp in warps])),
    }


def convert(sampler: Any, images: Images, paths: Paths, pens: Images) -> tuple[Images, Paths]:
    """Both cross conversions: (N, 32, 32), (N, 64, 2) and (N, 64) -> Y t->b and Y b->t of the first two's shapes."""
    made, drawn = [], []
    for a in range(0, len(images), BATCH):
        bitmap = torch.from_numpy(np.ascontiguousarray(images[a : a + BATCH, None], np.float32))
        path = torch.from_numpy(np.ascontiguousarray(paths[a : a + BATCH], np.float32))
        pen = torch.from_numpy(np.ascontiguousarray(pens[a : a + BATCH], np.float32))
        made.append(sampler.decode_image(sampler.encode_path(path, pen))[:, 0].cpu().numpy())
        drawn.append(sampler.decode_path(sampler.encode_image(bitmap)).cpu().numpy())
    return np.concatenate(made), np.concatenate(drawn)


def class_average(labels: Sequence[str], images: Images, paths: Paths, wanted: Iterable[str]) -> tuple[Images, Paths]:
    """The mean image and mean trajectory of each wanted label's class; those of everything where a class is new."""
    names = np.array(labels)
    means = {label: (images[names == label].mean(0), paths[names == label].mean(0)) for label in np.unique(names)}
    overall = images.mean(0), paths.mean(0)
    chosen = [means.get(label, overall) for label in wanted]
    return np.stack([image for image, _ in chosen]), np.stack([path for _, path in chosen])


def _name(ref: ModelRef) -> str:
    """The row's name: the paper's variant where the model is one of its designs, whichever split it was trained on."""
    return ref.card.name.removeprefix("cross_vae_").removesuffix("_random")


def run(
    data: Path | None,
    models: Sequence[ModelRef],
    split: Part = "test",
    by: By = "writer",
    limit: int | None = None,
    seed: int = 0,
    device: str = "cpu",
) -> dict[str, Any]:
    """The table as `ductus eval --suite table1` prints it. models: Cross-VAE models; one row each, and one for class_average.

    A model is left out, with a note, where its training split was another than `by`: it may have seen the test samples.
    Raises StoreError, CardError or WeightsError.
    """
    began = time.monotonic()
    path = data or upper_case()
    with Store(path) as store:
        arrays = unipen32_arrays(store)
        labels, keys = np.array(store.labels), keys_of(store.writers, store.sources, by)
    rows = members(keys, split)
    rows, known = rows[arrays.usable[rows]], members(keys, "train")
    known = known[arrays.usable[known]]
    if limit:
        rows = np.sort(np.random.default_rng(seed).permutation(rows)[:limit])
    if not len(rows) or not len(known):
        raise StoreError(f"{path} holds no sample for the {split} part by {by}; it needs more writers or samples.")
    images, true_paths, pens = arrays.images[rows] / 255.0, arrays.paths[rows].astype(np.float64), arrays.pens[rows]
    mean = class_average(labels[known].tolist(), arrays.images[known] / 255.0, arrays.paths[known], labels[rows])
    average = figures(*mean, images, true_paths)
    table: list[dict[str, Any]] = []
    apart = [ref for ref in models if ref.card.data.get("by", by) != by]
    for ref in models:
        if ref in apart:
            continue
        found = figures(*convert(load_sampler(ref, device), images, true_paths, pens), images, true_paths)
        row = {"method": _name(ref), **found, "gain_db": found["psnr"] - average["psnr"]}
        table.append({**row, "epochs": ref.card.scores.get("epochs"), "paper": PAPER.get(_name(ref))})
    table.append({"method": "class_average", **average, "gain_db": 0.0, "paper": PAPER["class_average"]})
    return {
        "suite": "table1",
        "data": str(path),
        "split": split,
        "by": by,
        "n": len(rows),
        "seconds": time.monotonic() - began,
        "device": device,
        "rows": table,
        "notes": [f"{ref.card.name} was trained on a split by {ref.card.data['by']} and is left out." for ref in apart],
    }
