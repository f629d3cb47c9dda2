"""How well words are found in photographs of known pages, and how long a whole page takes from picture to strokes.

For each scene of tests/picture/photographed.py: the words found whole and alone (precision, recall), how much of what was written
lies on found ink, and the processor's seconds. Then an A4 page of 300 words at 300 dpi is found and recovered: seconds for each
part and its share of the whole; shares carry over to other machines, seconds do not.

python tests/benchmarks/page_recovery.py [--words 300] [--rules] [--unipen] [--show FOLDER] [--only NAME]

--show writes three photographs with the recovered strokes drawn over them, coloured by their order within a word. --rules asks no
model. --unipen adds the scenes written with the words of UNIPEN's writers. --only takes the scenes whose name holds NAME ("none":
no scene).
"""

from __future__ import annotations

import argparse
import colorsys
import resource
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "picture"))

from matched import matched
from photographed import SCENES, SHOWN, Photograph, scene

from engines.data.places import real_data
from engines.formats.unipen import read
from engines.inference.recover_page import WordStrokes, recover_page
from engines.inference.shelf import Shelf
from engines.inference.tracing import chosen
from engines.ink.types import Ink
from engines.picture.page import find_words

COLOURS = 9  # strokes of a word, told apart by their colour
FADE = 0.55  # how much the photograph is lightened under its strokes


def recorded_words() -> list[list[tuple[str, Ink]]]:
    """UNIPEN's words of category 6, of one writer each; nothing where the real data is not there."""
    data = real_data()
    if data is None:
        return []
    hands: dict[str, list[tuple[str, Ink]]] = {}
    for sample in islice(read(data / "unipen_train_r01_v07.tar.xz", ("6",), ("word",)), 6000):
        if sample.ink is not None and sample.ink.points > 8:
            hands.setdefault(sample.writer, []).append((sample.text, sample.ink))
    return [inks for inks in hands.values() if len(inks) >= 100]


def words(only: str, hands: Sequence[Sequence[tuple[str, Ink]]] = ()) -> None:
    """Precision and recall of every scene, and of all. hands: words of real writers, one writer a scene."""
    right = found = written = 0
    for number, name in enumerate(SCENES):
        if only not in name:
            continue
        truth = scene(name, number, samples=hands[number % len(hands)] if hands else ())
        began = time.process_time()
        page = find_words(truth.pixels)
        took = time.process_time() - began
        result = matched(page, truth)
        right, found, written = right + result.right, found + result.found, written + result.written
        lines = 1 + max(word.line for word in truth.words)
        print(
            f"{name:26} {result.written:4} words  precision {result.precision:.3f}  recall {result.recall:.3f}  "
            f"ink covered {result.covered:.3f}  lines {page.lines}/{lines}  askew {page.angle:5.1f}  {took:5.1f} s",
            flush=True,
        )
    if written:
        print(f"{'all':26} {written:4} words  precision {right / max(found, 1):.3f}  recall {right / written:.3f}")


def whole_page(count: int, rules: bool) -> None:
    """A page of `count` words from picture to strokes: the seconds and their shares, and the memory at its peak."""
    truth = scene("scan, askew", words=count)
    shelf = Shelf(1)
    name, sampler = ("", None) if rules else chosen(shelf)
    spent: list[tuple[str, float, float]] = []

    def timed(what: str, wall: float, used: float) -> None:
        spent.append((what, time.perf_counter() - wall, time.process_time() - used))

    wall, used = time.perf_counter(), time.process_time()
    page = find_words(truth.pixels)
    timed("find the words", wall, used)
    wall, used = time.perf_counter(), time.process_time()
    strokes = list(recover_page(page, sampler))
    timed("recover their strokes", wall, used)
    total = sum(seconds for _, seconds, _ in spent)
    shape = truth.pixels.shape
    print(
        f"\nA4 at 300 dpi, {shape[1]} x {shape[0]} pixels, {len(page.words)} words, {torch.get_num_threads()} threads, ", end=""
    )
    print(f"by {name or 'the rules'}:")
    for what, seconds, processor in spent:
        print(f"{what:24} {seconds:7.1f} s   {seconds / total:5.1%} of the whole   {processor:6.1f} s of the processor")
    print(f"{'whole':24} {total:7.1f} s   {total / max(len(page.words), 1) * 1000:5.0f} ms a word")
    by_rules = sum(word.method == "trace" for word in strokes)
    print(f"{sum(len(word.ink) for word in strokes)} strokes, IoU of the words redrawn: ", end="")
    print(f"median {np.median([word.iou for word in strokes]):.3f}, worst {min(word.iou for word in strokes):.3f}; ", end="")
    print(f"{by_rules} words by the rules")
    print(f"memory at its peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")


def show(folder: Path, rules: bool) -> None:
    """Three photographs, and the same with their recovered strokes."""
    folder.mkdir(parents=True, exist_ok=True)
    sampler = None if rules else chosen(Shelf(1))[1]
    for number, name in enumerate(SHOWN):
        truth = scene(name, number, words=70, size=(148.0, 105.0))
        stem = name.replace(", ", "-").replace(" ", "-")
        Image.fromarray(truth.pixels).save(folder / f"{stem}.jpg", quality=90, dpi=(300, 300))
        strokes = list(recover_page(find_words(truth.pixels), sampler))
        _over(truth, strokes).save(folder / f"{stem}-strokes.png")
        print(f"{folder / stem}-strokes.png: {len(strokes)} words, {sum(len(word.ink) for word in strokes)} strokes")


def _over(truth: Photograph, strokes: list[WordStrokes]) -> Image.Image:
    """The photograph faded, every stroke over it in the colour of its turn, a dot where it begins."""
    light = 255 - (255 - truth.pixels.astype(np.float32)) * (1 - FADE)
    picture = Image.fromarray(light.astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    for word in strokes:
        for turn, stroke in enumerate(word.ink):
            shade = tuple(int(255 * part) for part in colorsys.hsv_to_rgb(turn % COLOURS / COLOURS, 1.0, 0.75))
            path = [tuple(point) for point in stroke.xy.tolist()]
            draw.line(path, fill=shade, width=2)
            x, y = path[0]
            draw.ellipse((x - 4, y - 4, x + 4, y + 4), fill=shade)
    return picture


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--unipen", action="store_true")
    parser.add_argument("--show", type=Path)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    if options.show:
        show(options.show, options.rules)
        return
    words(options.only)
    if options.unipen:
        print("\nwords of UNIPEN's writers, one writer a page:")
        words(options.only, recorded_words())
    whole_page(options.words, options.rules)


if __name__ == "__main__":
    main()
