"""How long the recovery of strokes takes: one character, a thousand at once, ten thousand for their memory, and a word; beside
the classical baseline and the floor, which is to thin the image and to pass it once through the model's convolutions.

    python tests/benchmarks/recovery_speed.py [--many 1000] [--more 10000] [--model NAME] [--threads 0]
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from engines.inference.deciding import tensors
from engines.inference.recover import recover
from engines.inference.shelf import Shelf
from engines.ink.geometry import fit_frame
from engines.ink.raster import render
from engines.ink.skeleton import skeleton
from engines.ink.synthesis import samples, word
from engines.ink.types import Frame
from engines.ink.working import working

Image = NDArray[np.float32]
WORDS = ("handwriting", "ink", "letters", "minimum", "calligraphy")


def characters(count: int) -> list[Image]:
    images = []
    for _, _, ink in samples(min(count, 1000), seed=1):
        frame = fit_frame(ink)
        images.append(render(ink, 64, 64, 3.0, Frame(frame.offset, frame.scale * 64)) / np.float32(255))
    return [images[k % len(images)] for k in range(count)]


def words() -> list[Image]:
    images = []
    for seed in range(4):
        for text in WORDS:
            ink = word(text, seed=seed)
            places = np.concatenate([stroke.xy for stroke in ink])
            low, high = places.min(0), places.max(0)
            scale = 56 / float((high - low)[1])
            width = int((high - low)[0] * scale) + 8
            images.append(render(ink, 64, width, 3.0, Frame(tuple(low - 4 / scale), scale)) / np.float32(255))
    return images


def one_by_one(work: Callable[[Image], object], images: Sequence[Image]) -> NDArray[np.float64]:
    for image in images[:5]:
        work(image)
    taken = []
    for image in images:
        began = time.perf_counter()
        work(image)
        taken.append(time.perf_counter() - began)
    return np.array(taken) * 1e3


def told(name: str, taken: NDArray[np.float64], base: float) -> None:
    p50, p99 = np.quantile(taken, [0.5, 0.99])
    print(f"{name:36} p50 {p50:7.1f} ms   p99 {p99:7.1f} ms   x{p50 / base:.1f} of the floor")


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--many", type=int, default=1000)
    options.add_argument("--more", type=int, default=10_000)
    options.add_argument("--model", default="")
    options.add_argument("--threads", type=int, default=0)
    asked = options.parse_args()
    torch.set_num_threads(asked.threads or os.cpu_count() or 1)
    sampler = Shelf(1).sampler(asked.model, frozenset({"strokes"}))
    images = characters(200)

    def floor(image: Image) -> None:
        one = working(image)
        assert one is not None
        batch = tensors([skeleton(one.grey)], [one.grey])
        with torch.no_grad():
            sampler.hand.eye(batch["image"], batch["pieces"][..., :6].reshape(1, -1, 2) * 64)

    least = one_by_one(floor, images)
    base = float(np.median(least))
    told("floor: thinning and convolutions", least, base)
    told("a character, by the rules alone", one_by_one(lambda image: recover([image]), images), base)
    told("a character, by the model", one_by_one(lambda image: recover([image], sampler), images), base)
    told("a word, by the model", one_by_one(lambda image: recover([image], sampler), words()), base)
    many = characters(asked.many)
    for name, own in (("rules", None), ("model", sampler)):
        began = time.perf_counter()
        recover(many, own)
        print(f"{len(many):,} characters at once, {name}: {time.perf_counter() - began:.1f} s")
    before, began = memory(), time.perf_counter()
    for begin in range(0, asked.more, 500):
        recover(characters(500), sampler)
        if begin == 500:
            before = memory()
    taken = time.perf_counter() - began
    print(f"{asked.more:,} in portions of 500: {taken:.1f} s; peak {before:.0f} MB after 1,000, {memory():.0f} MB after all")


if __name__ == "__main__":
    main()
