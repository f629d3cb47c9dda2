"""How many boxes of collection sheets are read right: python -m tests.benchmarks.sheets [--pages N] [--real] [--json FILE]

A box is right when the page's code was read, its place gives its own prompt, and its ink is that which was written there: IoU of
at least 0.8 between the image's pixels of 128 and more and the true ink drawn at the same 12 pixels a mm.
--real: the letters are UNIPEN's (1a, 1b, 1c); else they are invented.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np

from engines.formats.opening import FormatError
from engines.formats.sheet import read_pages
from tests.formats import sheet_scenes as scenes_of
from tests.formats.sheet_scenes import (
    FLAT,
    OTHER,
    PHOTOS,
    RIGHT,
    SIGNS,
    Hand,
    Scene,
    invented,
    likeness,
    page_of_letters,
    recorded,
)


def measured(scene: Scene, pages: int, hand_of: dict[int, Hand] | None = None) -> tuple[list[float], float, list[str]]:
    """The likeness of every box (0 where its page was not read), seconds a page, and what went wrong."""
    found: list[float] = []
    seconds = 0.0
    troubles = []
    for seed in range(pages):
        page = page_of_letters(seed)
        hand = hand_of[seed] if hand_of else invented(seed)
        sheet, inks = scenes_of.written(page, scene, hand, seed)
        picture = scenes_of.seen(sheet, scene, seed)
        began = time.perf_counter()
        try:
            (read,) = read_pages(picture)
        except FormatError as error:
            troubles.append(str(error))
            found += [0.0] * len(inks)
            continue
        seconds += time.perf_counter() - began
        right = read.page == page
        own = [likeness(box, ink, scene.pen) * right for box, ink in zip(read.boxes, inks, strict=True)]
        troubles += [
            f"page {seed} {box.sample.text}: {iou:.2f} {','.join(box.remarks)}"
            for box, iou in zip(read.boxes, own, strict=True)
            if iou < RIGHT
        ][:6]
        found += own
    return found, seconds / pages, troubles


def real_hands(pages: int) -> dict[int, Hand]:
    """A writer's letters of UNIPEN for each page, other writers' for the signs that one lacks."""
    from engines.data.store import Store
    from engines.evaluation.real_data import unipen_store

    with Store(unipen_store(("1a", "1b", "1c"))) as store:
        labels = store.labels
        chosen = [at for sign in SIGNS for at in _some([at for at, label in enumerate(labels) if label == sign], 4 * pages)]
        samples = [(labels[at], ink) for at in chosen if (ink := store.ink(at)) is not None and ink.points > 3]
    rng = np.random.default_rng(5)
    order = [samples[int(at)] for at in rng.permutation(len(samples))]
    return {seed: recorded(order[seed:] + order[:seed]) for seed in range(pages)}


def _some(places: list[int], count: int) -> list[int]:
    """About `count` of them, from all over."""
    return places[:: max(1, len(places) // count)][:count]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    hands = real_hands(options.pages) if options.real else None
    rows = []
    for group, scenes in (("flat, 300 dpi", FLAT), ("flat, other", OTHER), ("photographs", PHOTOS)):
        everything: list[float] = []
        for name, scene in scenes.items():
            if options.only not in name:
                continue
            found, seconds, troubles = measured(scene, options.pages, hands)
            everything += found
            share = float(np.mean(np.array(found) >= RIGHT))
            rows.append({"group": group, "scene": name, "boxes": len(found), "right": share, "iou": float(np.mean(found))})
            print(f"{group:14} {name:26} {len(found):5} boxes {share:7.2%} right, iou {np.mean(found):.3f}, {seconds:.1f} s")
            for trouble in troubles[:12]:
                print(f"      {trouble}")
        if everything:
            print(f"{group:14} {'together':26} {len(everything):5} boxes {np.mean(np.array(everything) >= RIGHT):7.2%} right")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2))


if __name__ == "__main__":
    main()
