"""Pages of handwriting printed, distorted and lit anew: photographs and scans of which every stroke is known.

A page of words is drawn at 300 dpi on plain, ruled or squared paper, laid on a desk, seen askew, in perspective and through a
lens, under uneven light with a shadow, blurred, noisy and as JPEG. What was written comes along in the photograph's own pixels.

python -m tests.picture.photographed FOLDER writes three photographs, each with its strokes as InkML beside it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage.filters import gaussian
from skimage.transform import warp

from engines.data.sample import Sample
from engines.formats import inkml
from engines.ink.geometry import bounds
from engines.ink.raster import render
from engines.ink.synthesis import ALPHABET, Writer, word
from engines.ink.types import Frame, Ink, Stroke

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]
Map = Callable[[Floats], Floats]

MM = 25.4
DEEP = "gjpqy,;"  # letters that reach below the line
A4 = (210.0, 297.0)  # mm
TEXT = (
    "The quick brown fox jumps over the lazy dog while five wizards quietly mix a box of jugs. A pen that rests leaves a dot, "
    "and a hand that hurries leaves its letters open. What was written first lies under what came later, so the eye can often "
    "tell the order of the strokes where two of them cross. Paper remembers pressure better than it remembers time. Nobody "
    "writes the same word twice, yet every word looks like its writer. Rivers, bridges, 47 small boats and 1905 lanterns were "
    "on the card she sent from Ghent in June. Keep it dry, she said, and read it again in winter when the light is low."
)


@dataclass(frozen=True)
class Paper:
    """A sheet and how it is written on. size and pitch in mm, colours as (r, g, b) in 0..1.

    kind: "plain", "ruled" or "squared"; pitch: between two lines of writing; capital: height of the capitals; pen: its width;
    grid: distance of the squares; slope: degrees by which every line of writing rises or falls at random.
    """

    kind: str = "plain"
    size: tuple[float, float] = A4
    margin: float = 20.0
    pitch: float = 9.0
    capital: float = 4.6
    pen: float = 0.45
    paper: tuple[float, float, float] = (0.96, 0.95, 0.92)
    ink: tuple[float, float, float] = (0.10, 0.11, 0.16)
    rule: tuple[float, float, float] = (0.62, 0.74, 0.90)
    grid: float = 5.0
    rule_width: float = 0.22
    slope: float = 0.0
    dpi: int = 300


@dataclass(frozen=True)
class Camera:
    """How a sheet is seen. angle: degrees; perspective: share by which far edges are shorter; lens: barrel distortion; bow: mm by
    which the sheet's middle is pushed down; desk: share of the sheet that shows around it; light: fall-off, 0 even; shadow: its
    depth; blur: pixels; noise: of brightness 0..1; quality: of the JPEG, 0 = none; zoom: pixels a sheet's pixel.
    """

    angle: float = 0.0
    perspective: float = 0.0
    lens: float = 0.0
    bow: float = 0.0
    desk: float = 0.0
    table: tuple[float, float, float] = (0.42, 0.30, 0.20)
    light: float = 0.0
    shadow: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    quality: int = 0
    zoom: float = 1.0


@dataclass(frozen=True, eq=False)
class Written:
    """One word. ink: in pixels of the picture it belongs to; line: from the top; pen: its width in pixels."""

    text: str
    ink: Ink
    line: int
    pen: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the ink in pixels."""
        left, top, right, bottom = bounds(self.ink)
        half = self.pen / 2
        return left - half, top - half, right + half, bottom + half


@dataclass(frozen=True, eq=False)
class Photograph:
    """(H, W, 3) uint8 pixels and the words in them."""

    pixels: Pixels
    words: tuple[Written, ...] = field(default=())

    @property
    def ink(self) -> Ink:
        """All strokes in the order they were written."""
        return Ink(tuple(stroke for item in self.words for stroke in item.ink))


Hand = Callable[[str, int], Ink]  # text, number -> ink in mm, its baseline at y = 0


def synthetic(writer: Writer, capital: float) -> Hand:
    """Words by an invented writer."""
    hand = replace(writer, size=capital)

    def write(text: str, number: int) -> Ink:
        ink = word("".join(char for char in text if char in ALPHABET) or "x", hand, number)
        return Ink(tuple(stroke.derive(stroke.xy - np.float32([0, capital])) for stroke in ink))

    return write


def recorded(samples: Sequence[tuple[str, Ink]], capital: float) -> Hand:
    """Words as a tablet recorded them, in turn: the text that is asked for does not matter. Sizes as the writer's own."""
    high = [np.ptp([bounds(ink)[1], bounds(ink)[3]]) for text, ink in samples if not any(char in DEEP for char in text)]
    scale = capital / max(float(np.median(high or [1.0])), 1e-6)

    def write(text: str, number: int) -> Ink:
        said, ink = samples[number % len(samples)]
        left, top, _, bottom = bounds(ink)
        foot = top + (bottom - top) * (0.72 if any(char in DEEP for char in said) else 1.0)
        return Ink(tuple(stroke.derive((stroke.xy - np.float32([left, foot])) * np.float32(scale)) for stroke in ink))

    return write


def page(paper: Paper, hand: Hand, text: str = TEXT, words: int = 10_000, seed: int = 0) -> Photograph:
    """A sheet as a perfect scanner sees it: as many words of the text (over and over) as fit, at most `words`."""
    rng = np.random.default_rng(seed)
    texts, number = text.split(), 0
    written: list[Written] = []
    per, line = paper.dpi / MM, 0
    baseline = _first(paper)
    while baseline + 0.4 * paper.pitch < paper.size[1] - 0.6 * paper.margin and number < words:
        x, lean = paper.margin, np.radians(rng.normal(0, paper.slope))
        while number < words:
            ink = hand(texts[number % len(texts)], number)
            left, _, right, _ = bounds(ink)
            if x + right - left > paper.size[0] - paper.margin and x > paper.margin:
                break
            drift = np.float32([x - left, baseline + np.tan(lean) * (x - paper.margin)])
            placed = Ink(tuple(stroke.derive((stroke.xy + drift) * np.float32(per)) for stroke in ink))
            written.append(Written(texts[number % len(texts)], placed, line, paper.pen * per))
            x += right - left + paper.capital * float(rng.uniform(0.5, 0.75))
            number += 1
        baseline += paper.pitch
        line += 1
    return Photograph(_printed(paper, written), tuple(written))


def _first(paper: Paper) -> float:
    """mm from the top to the first baseline: on a line of the paper, where it has any."""
    step = paper.grid if paper.kind == "squared" else paper.pitch
    return step * np.ceil((paper.margin + paper.capital) / step)


def _printed(paper: Paper, words: Sequence[Written]) -> Pixels:
    per = paper.dpi / MM
    width, height = (round(side * per) for side in paper.size)
    sheet = np.broadcast_to(np.float32(paper.paper), (height, width, 3)).copy()
    if paper.kind != "plain":
        step = paper.grid if paper.kind == "squared" else paper.pitch
        ruled = _lines(height, step * per, paper.rule_width * per)[:, None]
        if paper.kind == "squared":
            ruled = np.maximum(ruled, _lines(width, step * per, paper.rule_width * per)[None])
        sheet *= 1 - ruled[..., None] * (1 - np.float32(paper.rule))
    dark = sum(paper.ink) < sum(paper.paper)  # dark ink lets the paper through, chalk covers it
    for item in words:
        left, top, right, bottom = (int(edge) for edge in np.add(item.box, (-2, -2, 3, 3)))
        left, top, right, bottom = max(left, 0), max(top, 0), min(right, width), min(bottom, height)
        if right <= left or bottom <= top:
            continue
        drawn = render(item.ink, bottom - top, right - left, item.pen, Frame((left, top), 1.0))
        share = drawn[..., None].astype(np.float32) / 255
        under = sheet[top:bottom, left:right]
        under += share * (under * np.float32(paper.ink) - under if dark else np.float32(paper.ink) - under)
    return np.asarray(np.rint(sheet * 255), np.uint8)


def _lines(length: int, step: float, width: float) -> NDArray[np.float32]:
    """(length,) how much of each pixel is covered by lines at the multiples of `step`."""
    away = np.abs((np.arange(length) + 0.5 + step / 2) % step - step / 2)
    return np.asarray(np.clip(width / 2 + 0.5 - away, 0, 1), np.float32)


def photographed(sheet: Photograph, camera: Camera, dpi: int = 300, seed: int = 0) -> Photograph:
    """The sheet as the camera sees it; the words move along."""
    rng = np.random.default_rng(seed)
    height, width = sheet.pixels.shape[:2]
    around = 1 + 2 * camera.desk
    shape = (round(height * camera.zoom * around), round(width * camera.zoom * around))
    onto, back = _maps(camera, (height, width), shape, dpi)
    table = np.float32(camera.table) * (1 + 0.06 * gaussian(rng.normal(0, 1, (*shape, 1)).astype(np.float32), (1, 12, 0)))
    seen = warp(sheet.pixels, back, output_shape=shape, order=1, mode="constant", cval=-1.0).astype(np.float32)
    seen = np.where(seen.min(axis=2, keepdims=True) < 0, table, seen)
    seen *= _light(camera, shape, rng)[..., None]
    if camera.blur:
        seen = gaussian(seen, camera.blur, channel_axis=2).astype(np.float32)
    if camera.noise:
        seen += rng.normal(0, camera.noise, seen.shape).astype(np.float32)
    words = tuple(replace(item, ink=_moved(item.ink, onto), pen=item.pen * camera.zoom) for item in sheet.words)
    return Photograph(_jpeg(np.asarray(np.rint(np.clip(seen, 0, 1) * 255), np.uint8), camera.quality), words)


def _moved(ink: Ink, onto: Map) -> Ink:
    return Ink(tuple(Stroke(onto(stroke.xy.astype(np.float64)), stroke.t, stroke.pressure) for stroke in ink))


def _maps(camera: Camera, sheet: tuple[int, int], photo: tuple[int, int], dpi: int) -> tuple[Map, Map]:
    """(sheet -> photograph, photograph -> sheet) of points (N, 2), x and y in pixels."""
    middle, centre = np.array(sheet[::-1]) / 2, np.array(photo[::-1]) / 2
    turn = np.radians(camera.angle)
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) * camera.zoom
    reach = float(np.hypot(*centre))
    push = camera.bow * dpi / MM

    def onto(xy: Floats) -> Floats:
        bent = xy + np.stack([0 * xy[:, 0], push * np.sin(np.pi * xy[:, 0] / sheet[1])], axis=1)
        flat = (bent - middle) @ spin.T
        far = 1 + camera.perspective * flat[:, 1:] / photo[0] + 0.4 * camera.perspective * flat[:, :1] / photo[1]
        seen = flat / far
        out = seen.copy()
        for _ in range(20):
            out = seen / (1 + camera.lens * (out**2).sum(axis=1, keepdims=True) / reach**2)
        return out + centre

    def back(xy: Floats) -> Floats:
        out = xy + 0.5 - centre
        seen = out * (1 + camera.lens * (out**2).sum(axis=1, keepdims=True) / reach**2)
        near = 1 - camera.perspective * seen[:, 1:] / photo[0] - 0.4 * camera.perspective * seen[:, :1] / photo[1]
        bent = seen / near @ np.linalg.inv(spin).T + middle
        bent[:, 1] -= push * np.sin(np.pi * bent[:, 0] / sheet[1])
        return bent - 0.5

    return onto, back


def _light(camera: Camera, shape: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    y, x = (np.mgrid[: shape[0], : shape[1]] / np.array(shape)[:, None, None] - 0.5).astype(np.float32)
    turn, cast = rng.uniform(0, 2 * np.pi, 2)
    lamp = 1 - camera.light * (0.5 + x * np.cos(turn) + y * np.sin(turn)) * 0.8
    place = rng.uniform(-0.25, 0.25)
    edge = (x * np.cos(cast) + y * np.sin(cast) - place) / 0.012
    shade = 1 - camera.shadow / (1 + np.exp(np.clip(-edge, -30, 30)))
    return np.asarray(lamp * shade, np.float32)


def _jpeg(pixels: Pixels, quality: int) -> Pixels:
    if not quality:
        return pixels
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(buffer).convert("RGB"))


BLUE, RED, GREEN = (0.10, 0.16, 0.50), (0.72, 0.12, 0.14), (0.10, 0.42, 0.24)
SCENES: dict[str, tuple[Paper, Camera]] = {
    "scan": (Paper(), Camera(noise=0.01, quality=85)),
    "scan, askew": (Paper(slope=0.4), Camera(angle=4.0, blur=0.6, noise=0.01, quality=80)),
    "ruled, blue ink": (Paper("ruled", ink=BLUE), Camera(angle=-1.5, blur=0.8, noise=0.015, quality=80)),
    "squared, red ink": (Paper("squared", pitch=10.0, ink=RED), Camera(angle=1.0, blur=0.8, noise=0.015, quality=80)),
    "photograph on a desk": (
        Paper(),
        Camera(angle=3.0, perspective=0.08, lens=0.04, desk=0.06, light=0.5, shadow=0.35, blur=1.0, noise=0.02, quality=75),
    ),
    "photograph, ruled": (
        Paper("ruled", ink=BLUE),
        Camera(angle=-4.0, perspective=0.06, lens=0.03, bow=2.0, light=0.4, shadow=0.3, blur=1.0, noise=0.02, quality=75),
    ),
    "photograph, squared": (
        Paper("squared", pitch=10.0, ink=GREEN, pen=0.6),
        Camera(angle=6.0, perspective=0.05, lens=0.03, desk=0.05, light=0.5, blur=1.2, noise=0.02, quality=70),
    ),
    "wide pen, strongly askew": (Paper(pen=0.9, capital=6.0, pitch=12.0), Camera(angle=-12.0, desk=0.1, table=(0.2, 0.2, 0.22))),
    "chalk on a board": (
        Paper(paper=(0.12, 0.2, 0.16), ink=(0.92, 0.92, 0.88), pen=0.8, capital=7.0, pitch=15.0),
        Camera(angle=2.0, light=0.4, blur=1.0, noise=0.02, quality=80),
    ),
    "small and tight": (Paper(pitch=6.5, capital=4.2, pen=0.35), Camera(angle=0.8, blur=0.7, noise=0.015, quality=80)),
}
SHOWN = ("photograph on a desk", "photograph, ruled", "photograph, squared")


def scene(
    name: str,
    seed: int = 0,
    words: int = 10_000,
    size: tuple[float, float] = A4,
    zoom: float = 1.0,
    samples: Sequence[tuple[str, Ink]] = (),
) -> Photograph:
    """One of SCENES, written by an invented hand, or with the words of `samples`."""
    paper, camera = SCENES[name]
    paper = replace(paper, size=size, margin=min(20.0, 0.08 * size[0]))
    hand = recorded(samples, paper.capital) if samples else synthetic(Writer.random(seed + 3), paper.capital)
    sheet = page(paper, hand, words=words, seed=seed)
    return photographed(sheet, replace(camera, zoom=zoom), paper.dpi, seed)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(SHOWN):
        made = scene(name, number)
        target = folder / f"{name.replace(', ', '-').replace(' ', '-')}.jpg"
        Image.fromarray(made.pixels).save(target, quality=90, dpi=(300, 300))
        inkml.write(target.with_suffix(".inkml"), [Sample(ink=item.ink, text=item.text) for item in made.words])
        print(f"{target}: {made.pixels.shape[1]} x {made.pixels.shape[0]} pixels, {len(made.words)} words")


if __name__ == "__main__":
    main()
