"""Sheets printed to pixels, written on and then abused as scanners, cameras and people do, of which all ink is known.

A page is drawn as `engines.export.collection_sheet` sends it to the printer, letters are written into its boxes, and the whole
is scanned (turned, noisy, grey, as JPEG) or photographed (perspective, lens, bent paper, shadow, blur).
"""

from __future__ import annotations

import io
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engines.data.sheet_layout import Place, SheetPage, sheet_pages
from engines.export.collection_sheet import pixels
from engines.formats.sheet import ReadBox
from engines.ink.geometry import affine, bounds
from engines.ink.raster import render
from engines.ink.synthesis import ALPHABET, Writer, glyph, word
from engines.ink.types import Frame, Ink
from engines.picture.writing_boxes import PER_MM
from tests.picture.photographed import Camera, Photograph, photographed

Pixels = NDArray[np.uint8]
Hand = Callable[[str, int], Ink]

BLACK, BLUE, PENCIL = (28, 28, 34), (38, 52, 140), (150, 150, 152)
RIGHT = 0.8  # IoU from which on a box counts as read right
SIGNS = string.ascii_uppercase + string.ascii_lowercase + string.digits


@dataclass(frozen=True)
class Scene:
    """How a sheet is written and seen. pen: mm; colour of the ink, 0..255; dpi of the print that is looked at; turn: quarters;
    grey: as a grey scan; torn: corners that are missing, clockwise from the upper left one."""

    dpi: int = 300
    pen: float = 0.5
    colour: tuple[int, int, int] = BLACK
    camera: Camera = field(default_factory=Camera)
    turn: int = 0
    grey: bool = False
    torn: tuple[int, ...] = ()


def _phone(angle: float, perspective: float, **more: float) -> Camera:
    usual = Camera(angle=angle, perspective=perspective, lens=0.03, desk=0.05, light=0.4, blur=0.9, noise=0.015, quality=80)
    return replace(usual, **more)


FLAT = {
    "300 dpi": Scene(),
    "300 dpi, grey": Scene(grey=True, camera=Camera(noise=0.008, quality=90)),
    "300 dpi, 2° askew": Scene(camera=Camera(angle=2.0, noise=0.01, quality=85)),
    "300 dpi, blue pen": Scene(colour=BLUE, camera=Camera(angle=-0.8, noise=0.01, quality=85)),
    "300 dpi, thin pen": Scene(pen=0.3, camera=Camera(angle=0.5, blur=0.6, noise=0.01, quality=85)),
    "300 dpi, upside down": Scene(turn=2, camera=Camera(angle=1.0, noise=0.01, quality=85)),
    "300 dpi, pencil": Scene(colour=PENCIL, camera=Camera(noise=0.01, quality=90)),
    "300 dpi, corner torn": Scene(torn=(3,), camera=Camera(angle=1.0, noise=0.01, quality=85)),
}
OTHER = {
    "150 dpi": Scene(dpi=150, camera=Camera(angle=1.0, noise=0.01, quality=85)),
    "150 dpi, grey": Scene(dpi=150, grey=True, camera=Camera(angle=-1.0, noise=0.01, quality=75)),
    "200 dpi, JPEG 50": Scene(dpi=200, camera=Camera(angle=1.0, noise=0.01, quality=50)),
    "600 dpi": Scene(dpi=600, camera=Camera(noise=0.01)),
}
PHOTOS = {
    "straight above": Scene(camera=_phone(3.0, 0.03)),
    "from one side": Scene(camera=_phone(-8.0, 0.14)),
    "steep": Scene(camera=_phone(12.0, 0.24, desk=0.1)),
    "on its side": Scene(turn=1, camera=_phone(5.0, 0.1)),
    "shadow of a hand": Scene(camera=_phone(-4.0, 0.08, shadow=0.5, light=0.5)),
    "bent page": Scene(camera=_phone(2.0, 0.06, bow=4.0)),
    "strong lens": Scene(camera=_phone(-3.0, 0.05, lens=0.09)),
    "out of focus": Scene(camera=_phone(4.0, 0.06, blur=2.2)),
    "dim, noisy": Scene(camera=_phone(-2.0, 0.06, light=0.7, noise=0.04, quality=70)),
    "8 megapixels, blue pen": Scene(colour=BLUE, dpi=220, camera=_phone(6.0, 0.1, quality=75)),
    "pencil": Scene(colour=PENCIL, camera=_phone(3.0, 0.06)),
    "corner outside": Scene(torn=(2,), camera=_phone(-5.0, 0.1)),
    "small picture": Scene(dpi=170, camera=_phone(2.0, 0.05, blur=0.7)),
}


def page_of_letters(seed: int = 0, signs: str = SIGNS, **more: object) -> SheetPage:
    """A page that asks for these signs, mixed."""
    mixed = np.random.default_rng(seed).permutation(list(signs))
    return sheet_pages(mixed.tolist(), "me-3f9a21", "Letters and digits", **more)[0]  # type: ignore[arg-type]


def invented(seed: int) -> Hand:
    """The hand of an invented writer."""
    writer = Writer.random(seed)

    def write(text: str, number: int) -> Ink:
        known = "".join(sign for sign in text if sign in ALPHABET) or "o"
        return glyph(known, writer, number) if len(known) == 1 else word(known, writer, number)

    return write


def recorded(samples: Sequence[tuple[str, Ink]]) -> Hand:
    """What tablets recorded: for each sign one of its own samples."""
    by_text: dict[str, list[Ink]] = {}
    for text, ink in samples:
        by_text.setdefault(text, []).append(ink)
    return lambda text, number: by_text[text][number % len(by_text[text])]


def laid_in(ink: Ink, place: Place, rng: np.random.Generator) -> Ink:
    """Ink as a hand sets it into a box: about as large as the lines ask for, never quite in the middle."""
    left, top, right, bottom = bounds(ink)
    low = sum(sign in "gjpqy,;" for sign in place.prompt) > 0
    high = 0.36 * place.height if place.prompt in "acemnorsuvwxz" else 0.56 * place.height
    scale = min(high / max(bottom - top, 1e-3), 0.8 * place.width / max(right - left, 1e-3), high)
    foot = place.baseline + (0.14 * place.height if low else 0.0) + rng.normal(0, 0.02 * place.height)
    x = place.left + place.width / 2 + rng.normal(0, 0.03 * place.width)
    return affine(ink, np.eye(2) * scale, (x - scale * (left + right) / 2, foot - scale * bottom))


def written(page: SheetPage, scene: Scene, hand: Hand, seed: int = 0) -> tuple[Pixels, list[Ink]]:
    """The page as printed and written on, (H, W, 3), and the ink of every box in mm of the page."""
    rng = np.random.default_rng(seed)
    canvas = pixels(page, scene.dpi).astype(np.float32)
    per = canvas.shape[1] / page.extent[0]
    inks = [laid_in(hand(place.prompt, number), place, rng) for number, place in enumerate(page.places)]
    for ink in inks:
        left, top, right, bottom = (int(edge * per) for edge in np.add(bounds(ink), (-1, -1, 1, 1)))
        drawn = render(ink, bottom - top, right - left, scene.pen * per, Frame((left / per, top / per), per))
        under = canvas[top:bottom, left:right]
        under += (drawn[..., None] / np.float32(255)) * (under / 255 * np.float32(scene.colour) - under)
    for corner in scene.torn:
        x, y = page.rings[corner] * per
        reach = round(14 * per)
        canvas[max(0, round(y) - reach) : round(y) + reach, max(0, round(x) - reach) : round(x) + reach] = (96, 84, 72)
    return np.asarray(np.clip(np.rint(canvas), 0, 255), np.uint8), inks


def seen(sheet: Pixels, scene: Scene, seed: int = 0) -> Pixels:
    """The written page as the scanner or the camera shows it."""
    camera = scene.camera
    if camera.angle or camera.perspective or camera.lens or camera.bow or camera.desk or camera.blur:
        sheet = photographed(Photograph(sheet), replace(camera, quality=0), scene.dpi, seed).pixels
    elif camera.noise:
        noise = np.random.default_rng(seed).normal(0, 255 * camera.noise, sheet.shape)
        sheet = np.asarray(np.clip(np.rint(sheet + noise), 0, 255), np.uint8)
    sheet = np.ascontiguousarray(np.rot90(sheet, scene.turn))
    if scene.grey:
        sheet = np.asarray(Image.fromarray(sheet).convert("L"))
    if not camera.quality:
        return sheet
    buffer = io.BytesIO()
    Image.fromarray(sheet).save(buffer, "JPEG", quality=camera.quality)
    return np.asarray(Image.open(buffer))


def likeness(box: ReadBox, truth: Ink, pen: float) -> float:
    """IoU of a box's ink (image of 128 and more) with the true ink in that box, drawn at the same 12 pixels a mm."""
    height, width = box.sample.image.shape
    frame = Frame((box.place.left, box.place.top), PER_MM)
    ink = render(truth, height, width, pen * PER_MM, frame) > 127
    own = box.sample.image > 127
    return float((ink & own).sum() / max((ink | own).sum(), 1))
