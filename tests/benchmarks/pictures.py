"""How near a picture's ink comes to the protocol's own drawing of it, condition by condition.

Ink is drawn as pictures are met (sizes, pens, light, paper, frames, compression), opened and seen by `to_unipen32`, and compared
with what protocol unipen32 draws of the same ink: PSNR in dB, median and 5th percentile; a refused picture counts as 0 dB.
Where the real data is, UNIPEN's ink (a store named with --store, else category 1a) and Omniglot's own pictures are added.

python tests/benchmarks/pictures.py [--count 60] [--store STORE] [--save FILE] [--against FILE] [--sheet SHEET.png]
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage.filters import gaussian

from engines.data.places import real_data
from engines.data.store import Store
from engines.formats.unipen import read
from engines.ink.geometry import fit_frame
from engines.ink.raster import render, unipen32
from engines.ink.synthesis import samples
from engines.ink.types import Ink, Stroke
from engines.metrics.image import psnr
from engines.picture.finding import to_unipen32
from engines.picture.opening import PictureError, open_picture

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]
Effect = Callable[[Floats, np.random.Generator], Floats]  # (H, W) ink 0..1 -> (H, W) brightness 0..1
Make = Callable[[Ink, np.random.Generator], Pixels]

SIZES = (24, 28, 32, 48, 64, 105, 200, 600)
PENS = (0.04, 0.08, 0.12, 0.16)  # of the picture's height


def drawn(ink: Ink, side: int, pen: float, random: np.random.Generator, room: float = 0.15) -> Floats:
    """Ink in a square picture of `side`, at least the pen and `room` free around it, not quite in its middle."""
    margin = min(0.4, pen / 2 + float(random.uniform(0.02, 0.02 + room)))
    frame = fit_frame(ink, side, margin)
    shift = random.uniform(-1, 1, 2) * (margin - pen / 2 - 0.015) * side / frame.scale
    moved = type(frame)((frame.offset[0] + shift[0], frame.offset[1] + shift[1]), frame.scale)
    return np.asarray(render(ink, side, side, pen * side, moved) / 255, np.float32)


def plain(ink: Floats, random: np.random.Generator) -> Floats:
    return 1 - ink


def light_on_dark(ink: Floats, random: np.random.Generator) -> Floats:
    return ink


def blurred(ink: Floats, random: np.random.Generator) -> Floats:
    return 1 - gaussian(ink, sigma=float(random.uniform(0.008, 0.02)) * len(ink))


def noisy(ink: Floats, random: np.random.Generator) -> Floats:
    return 0.85 - 0.6 * ink + random.normal(0, 0.05, ink.shape).astype(np.float32)


def faint(ink: Floats, random: np.random.Generator) -> Floats:
    return 0.8 - 0.25 * ink + random.normal(0, 0.02, ink.shape).astype(np.float32)


def _lamp(side: int, random: np.random.Generator) -> Floats:
    """Light that falls off to one side, and the soft edge of a hand's shadow."""
    y, x = np.mgrid[:side, :side].astype(np.float32) / side - 0.5
    turn, cast = random.uniform(0, 2 * np.pi, 2)
    place = random.uniform(-0.2, 0.2)
    slope = 1 + 0.5 * (x * np.cos(turn) + y * np.sin(turn))
    shade = 1 - 0.25 / (1 + np.exp((x * np.cos(cast) + y * np.sin(cast) - place) / 0.05))
    return np.asarray(np.clip(slope * shade, 0, 1.3) * 0.75, np.float32)


def unevenly_lit(ink: Floats, random: np.random.Generator) -> Floats:
    return (1 - 0.75 * ink) * _lamp(len(ink), random)


def _ruled(ink: Floats, random: np.random.Generator) -> Floats:
    side = len(ink)
    pitch, start, tilt = float(random.uniform(0.15, 0.3)), float(random.uniform(0, 0.2)), float(random.uniform(-0.03, 0.03))
    y, x = np.mgrid[:side, :side].astype(np.float32) / side
    away = np.abs((y + tilt * x - start + pitch / 2) % pitch - pitch / 2)
    return np.asarray(np.clip((0.008 + 0.5 / side - away) * side + 0.5, 0, 1), np.float32)


def ruled(ink: Floats, random: np.random.Generator) -> Floats:
    return (1 - 0.25 * _ruled(ink, random)) * (1 - 0.75 * ink)


def compressed(ink: Floats, random: np.random.Generator) -> Floats:
    return _jpeg(0.9 - 0.7 * ink, int(random.integers(20, 50)))


def _jpeg(light: Floats, quality: int) -> Floats:
    buffer = io.BytesIO()
    Image.fromarray(_eight(light)).save(buffer, "JPEG", quality=quality)
    return np.asarray(np.asarray(Image.open(buffer), np.float32) / 255, np.float32)


def photograph(ink: Floats, random: np.random.Generator) -> Floats:
    """Everything that a telephone does at once."""
    paper = 1 - 0.2 * _ruled(ink, random) * float(random.integers(0, 2))
    seen = gaussian(paper * (1 - 0.7 * ink), sigma=0.008 * len(ink)) * _lamp(len(ink), random)
    return _jpeg(seen + random.normal(0, 0.02, ink.shape).astype(np.float32), 60)


def _within(ink: Floats, ground: float, width: float, random: np.random.Generator, tilt: float = 0.0) -> Floats:
    """A sheet with the ink on a ground that shows all round (`width` of the side); the sheet lies askew by `tilt` radians."""
    side = len(ink)
    edge = max(1, round(width * side))
    sheet = np.pad(0.9 - 0.75 * ink, edge, constant_values=ground)
    if tilt:
        whole = Image.fromarray(sheet).rotate(float(np.degrees(tilt)), Image.Resampling.BICUBIC, fillcolor=ground)
        sheet = np.asarray(whole, np.float32)
    return np.asarray(sheet + random.normal(0, 0.01, sheet.shape), np.float32)


def framed(ink: Floats, random: np.random.Generator) -> Floats:
    return _within(ink, float(random.uniform(0.0, 0.2)), float(random.uniform(0.03, 0.1)), random)


def on_a_desk(ink: Floats, random: np.random.Generator) -> Floats:
    return _within(ink, float(random.uniform(0.1, 0.45)), float(random.uniform(0.15, 0.3)), random, 0.0)


def scanned_edge(ink: Floats, random: np.random.Generator) -> Floats:
    """A dark strip along one or two sides, where the lid of the scanner was open."""
    light = 0.95 - 0.85 * ink
    strip = max(1, round(float(random.uniform(0.02, 0.06)) * len(ink)))
    sides = strip * random.permutation([1, int(random.integers(2)), 0, 0]).reshape(2, 2)
    return np.asarray(np.pad(light, sides, constant_values=0.1), np.float32)


EFFECTS: dict[str, Effect] = {
    "light on dark": light_on_dark,
    "blurred": blurred,
    "noisy": noisy,
    "faint": faint,
    "uneven light": unevenly_lit,
    "ruled paper": ruled,
    "JPEG": compressed,
    "photograph": photograph,
    "dark frame": framed,
    "on a dark desk": on_a_desk,
    "scanner's edge": scanned_edge,
}


def _eight(light: Floats) -> Pixels:
    return np.asarray(np.rint(np.clip(light, 0, 1) * 255), np.uint8)


def askew(ink: Ink, side: int, pen: float, random: np.random.Generator) -> Pixels:
    """A sheet that lies askew on a desk. The ink is turned back first, so that it stands upright in the picture."""
    tilt = float(random.uniform(-0.12, 0.12))
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    turned = Ink(tuple(Stroke(stroke.xy @ turn.T) for stroke in ink))
    return _eight(_within(drawn(turned, side, pen, random), float(random.uniform(0.1, 0.4)), 0.25, random, tilt))


def met(ink: Ink, random: np.random.Generator, side: int, pen: float | None, effect: Effect | None) -> Pixels:
    """Ink as a picture of `side` pixels; pen None: any of a usual width; effect None: on a sheet that lies askew on a desk."""
    width = float(random.uniform(0.06, 0.12)) if pen is None else pen
    return askew(ink, side, width, random) if effect is None else _eight(effect(drawn(ink, side, width, random), random))


def conditions() -> Iterator[tuple[str, Make]]:
    """(name, ink -> picture) of every condition."""
    for side in SIZES:
        for pen in PENS:
            yield f"{side:3d} px, pen {pen:3.0%}", partial(met, side=side, pen=pen, effect=plain)
    for side in (28, 64, 200):
        for name, effect in EFFECTS.items():
            yield f"{name}, {side} px", partial(met, side=side, pen=None, effect=effect)
    for side in (64, 200, 600):
        yield f"sheet askew on a desk, {side} px", partial(met, side=side, pen=None, effect=None)


def judged(picture: Pixels, protocol: Pixels) -> tuple[float, Pixels]:
    try:
        seen = to_unipen32(open_picture(picture))
    except PictureError:
        return 0.0, np.zeros((32, 32), np.uint8)
    return min(psnr(protocol, seen), 60.0), seen


Row = tuple[list[float], list[Pixels]]  # dB of each picture; strips of picture, protocol and what was seen


def measured(inks: list[Ink], make: Make) -> Row:
    found, strips = [], []
    for number, ink in enumerate(inks):
        picture = make(ink, np.random.default_rng(number))
        protocol = unipen32(ink)[0]
        decibels, seen = judged(picture, protocol)
        found.append(decibels)
        strips.append(strip(picture, protocol, seen))
    return found, strips


def strip(picture: Pixels, protocol: Pixels, seen: Pixels) -> Pixels:
    """The picture, the protocol's image and what was seen, one above the other: (300, 100)."""
    parts = [Image.fromarray(part).resize((96, 96), Image.Resampling.NEAREST) for part in (picture, protocol, seen)]
    return np.concatenate([np.pad(np.asarray(part), 2, constant_values=128) for part in parts])


def omniglot(folder: Path, count: int) -> Row:
    """Omniglot's 105 px pictures against the protocol's drawing of the strokes that they were made of."""
    found, strips = [], []
    with zipfile.ZipFile(folder / "strokes_background_small1.zip") as strokes:
        names = [name for name in strokes.namelist() if name.endswith(".txt") and not name.startswith("__")]
        with zipfile.ZipFile(folder / "images_background_small1.zip") as images:
            for name in names[:: max(1, len(names) // count)]:
                ink = omniglot_ink(strokes.read(name).decode())
                with images.open(name.replace("strokes_", "images_").replace(".txt", ".png")) as file:
                    picture = np.asarray(Image.open(file).convert("L"))
                protocol = unipen32(ink)[0]
                decibels, seen = judged(picture, protocol)
                found.append(decibels)
                strips.append(strip(picture, protocol, seen))
    return found, strips


def omniglot_ink(text: str) -> Ink:
    strokes: list[list[tuple[float, float]]] = [[]]
    for line in text.splitlines():
        if line.startswith("BREAK"):
            strokes.append([])
        elif "," in line:
            x, y, _ = (float(value) for value in line.split(","))
            strokes[-1].append((x, -y))
    return Ink(tuple(Stroke(points) for points in strokes if points))


def real_inks(store: Path | None, count: int) -> list[Ink]:
    """UNIPEN's ink, spread over the store (or over the first thousands of category 1a)."""
    if store is not None:
        with Store(store) as opened:
            picked = np.random.default_rng(0).permutation(len(opened))[: 2 * count]
            inks = [opened.ink(int(index)) for index in picked]
    else:
        data = real_data()
        assert data is not None
        inks = [
            sample.ink for sample in islice(read(data / "unipen_train_r01_v07.tar.xz", ("1a",)), 0, 4000, 4000 // (2 * count))
        ]
    return [ink for ink in inks if ink is not None and ink.points > 8][:count]


def timings(inks: list[Ink]) -> None:
    for side, frame in ((28, 0), (105, 0), (200, 0), (200, 20), (600, 0), (2000, 0)):
        pictures = []
        for number, ink in enumerate(inks[:20]):
            random = np.random.default_rng(number)
            light = (
                photograph(drawn(ink, side, 0.08, random), random) if side > 28 else plain(drawn(ink, side, 0.08, random), random)
            )
            pictures.append(open_picture(_eight(np.pad(light, frame))))
        to_unipen32(pictures[0])
        spent = []
        for picture in pictures:
            start = time.perf_counter()
            with contextlib.suppress(PictureError):
                to_unipen32(picture)
            spent.append((time.perf_counter() - start) * 1000)
        p50, p95 = np.percentile(spent, [50, 95])
        print(f"{side:5d} px{' framed' if frame else '':8s} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms")


def figures(found: list[float]) -> tuple[float, float]:
    return round(float(np.median(found)), 2), round(float(np.quantile(found, 0.05)), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--sheet", type=Path, help="the worst of every condition, as a picture")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    sets = {"synthesised": [ink for _, _, ink in samples(options.count, seed=5)]}
    if real_data() is not None:
        sets["realdata UNIPEN"] = real_inks(options.store, options.count)
    before = json.loads(options.against.read_text()) if options.against else {}
    table: dict[str, tuple[float, float]] = {}
    sheet: list[Pixels] = []

    def told(key: str, row: Row) -> None:
        found, strips = row
        table[key] = figures(found)
        was = "   was {:5.1f} {:5.1f}".format(*before[key]) if key in before else ""
        print("{:<52} median {:5.1f}   5th percentile {:5.1f}".format(key, *table[key]) + was, flush=True)
        order = np.argsort(found)
        picked = [*order[:6], *order[len(order) // 2 : len(order) // 2 + 2]]
        sheet.append(np.concatenate([strips[index] for index in picked], axis=1))

    for origin, inks in sets.items():
        for name, make in conditions():
            if options.only in name:
                told(f"{origin}, {name}", measured(inks, make))
    data = real_data()
    if data is not None and options.only in "Omniglot":
        told("realdata Omniglot, its own pictures of 105 px", omniglot(data / "omniglot", options.count))
    timings(sets["synthesised"])
    if options.save:
        options.save.write_text(json.dumps(table, indent=1))
    if options.sheet:
        Image.fromarray(np.concatenate([row for row in sheet if row.shape[1] == sheet[0].shape[1]])).save(options.sheet)


if __name__ == "__main__":
    main()
