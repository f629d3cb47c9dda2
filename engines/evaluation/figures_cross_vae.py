"""The figures of the Cross-VAE paper from our models: Fig. 4 (every letter), Fig. 5 (one letter in many stroke orders).

Sumi, Iwana, Hayashi, Uchida, ICDAR 2019. Only samples that no model was trained on are shown: the test part of the split.
"""

from __future__ import annotations

import collections
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engines.data.split import By, keys_of, members
from engines.data.store import Store, StoreError
from engines.evaluation.damage import Truth, truth
from engines.ink.geometry import arc_length, drawn_shares, fit_frame, recovered
from engines.ink.types import Ink, Stroke
from engines.metrics.image import psnr_batch, ssim_batch
from engines.metrics.trajectory import dtw_batch

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MANY = "A"  # the letter of Fig. 5
ORDERS = 12  # stroke orders shown
COMPASS = ("→", "↘", "↓", "↙", "←", "↖", "↑", "↗")  # y down
FIELDS = (("nw", "n", "ne"), ("w", "c", "e"), ("sw", "s", "se"))
SMALL = 0.08  # of the unit square: a shorter stroke has no direction


@dataclass(frozen=True)
class Shown:
    """Samples and what a model makes of each: images (N, 32, 32), inks of the unit square."""

    labels: tuple[str, ...]
    writers: tuple[str, ...]
    true: Truth
    inks: tuple[Ink, ...]
    images: dict[str, NDArray[np.floating[Any]]]  # "t2b", "b2b"
    strokes: dict[str, tuple[Ink, ...]]  # "t2t", "b2t"
    figures: tuple[dict[str, float], ...]


@dataclass(frozen=True)
class Letter:
    """One sample of a store."""

    label: str
    writer: str
    ink: Ink


def unseen(path: Path, by: By = "writer") -> list[Letter]:
    """The samples of the test part that hold ink. Raises StoreError where there is none."""
    with Store(path) as store:
        keys = keys_of(store.writers, store.sources, by)
        labels, writers = store.labels, store.writers
        inks = [(int(row), store.ink(int(row))) for row in members(keys, "test")]
    found = [Letter(labels[row], writers[row], ink) for row, ink in inks if ink is not None and ink.points > 1]
    if not found:
        raise StoreError(f"{path} holds no ink for the test part by {by}; it needs more writers or samples.")
    return found


def one_of_each(samples: Sequence[Letter], seed: int = 0) -> list[Letter]:
    """One sample of every capital, drawn by lot; of every label there is where there are no capitals."""
    by_label: dict[str, list[Letter]] = collections.defaultdict(list)
    for sample in samples:
        by_label[sample.label].append(sample)
    rng = np.random.default_rng(seed)
    wanted = [letter for letter in LETTERS if letter in by_label] or sorted(by_label)[: len(LETTERS)]
    return [by_label[letter][int(rng.integers(len(by_label[letter])))] for letter in wanted]


def order_of(ink: Ink) -> tuple[str, ...]:
    """How ink was written: for each stroke where it starts and where it goes, of eight directions and nine fields."""
    frame = fit_frame(ink)
    told = []
    for stroke in ink:
        xy = frame.apply(stroke.xy)
        if len(xy) < 2 or float(arc_length(xy)[-1]) < SMALL:
            told.append("dot")
            continue
        way = xy[-1] - xy[0]
        heading = "" if float(np.hypot(*way)) < SMALL else COMPASS[round(np.arctan2(way[1], way[0]) / (np.pi / 4)) % 8]
        column, row = np.clip((xy[0] * 3).astype(int), 0, 2)
        told.append(f"{FIELDS[row][column]}{heading}")
    return tuple(told)


def many_orders(samples: Sequence[Letter], count: int = ORDERS) -> list[tuple[Letter, tuple[str, ...], int]]:
    """Samples of MANY (or of the commonest label) in the commonest of its stroke orders, one each, fewest strokes first.

    -> the sample, its order and how many samples are written so.
    """
    labels = collections.Counter(sample.label for sample in samples)
    label = MANY if MANY in labels else labels.most_common(1)[0][0]
    orders: dict[tuple[str, ...], list[Letter]] = collections.defaultdict(list)
    for sample in samples:
        if sample.label == label:
            orders[order_of(sample.ink)].append(sample)
    common = sorted(orders.items(), key=lambda item: (-len(item[1]), item[0]))[:count]
    common.sort(key=lambda item: (len(item[0]), -len(item[1]), item[0]))
    return [(same[0], order, len(same)) for order, same in common]


def convert(samples: Sequence[Letter], sampler: Any) -> Shown:
    """Every conversion and reconstruction of the samples."""
    true = truth([sample.ink for sample in samples])
    pens = np.stack([drawn_shares(sample.ink) for sample in samples])
    z = {
        "t": sampler.encode_path(torch.from_numpy(true.paths.astype(np.float32)), torch.from_numpy(pens)).clone(),
        "b": sampler.encode_image(torch.from_numpy(true.images[:, None].astype(np.float32))).clone(),
    }
    images = {f"{name}2b": sampler.decode_image(code)[:, 0].numpy() for name, code in z.items()}
    paths, strokes = {}, {}
    for name, code in z.items():
        with torch.no_grad():
            path, drawn = sampler.strokes_of(code)
        paths[f"{name}2t"] = path.numpy().astype(float)
        strokes[f"{name}2t"] = tuple(recovered(one, pen) for one, pen in zip(path.numpy(), drawn.numpy(), strict=True))
    unit = tuple(
        Ink(tuple(Stroke(frame.apply(stroke.xy)) for stroke in ink)) for ink, frame in zip(true.inks, true.frames, strict=True)
    )
    labels, writers = tuple(sample.label for sample in samples), tuple(sample.writer for sample in samples)
    return Shown(labels, writers, true, unit, images, strokes, _figures(images, paths, true))


def _figures(images: dict[str, Any], paths: dict[str, Any], true: Truth) -> tuple[dict[str, float], ...]:
    """psnr, ssim and dtw_path of each sample and each way."""
    columns: dict[str, Any] = {}
    for name, made in images.items():
        columns[f"psnr_{name}"] = psnr_batch(made, true.images)
        columns[f"ssim_{name}"] = ssim_batch(made, true.images)
    for name, path in paths.items():
        columns[f"dtw_path_{name}"] = [warp.per_match for warp in dtw_batch(path, true.paths)]
    return tuple({name: float(values[row]) for name, values in columns.items()} for row in range(len(true.inks)))
