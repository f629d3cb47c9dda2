"""Ink as pictures show it: other pens, sizes, slants, blur, noise, thresholds and breaks.

What a picture of handwriting has been through before a model sees it, invented anew for each sample and variation.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

from engines.ink.geometry import affine, bounds, deform
from engines.ink.raster import render
from engines.ink.types import Frame, Ink

Grey = NDArray[np.float32]

SIDE = 64  # pixels: height of an image, and a character's width at most
EDGE = 0.05  # margin, as in protocol unipen32
PEN = 3.0  # pixels of the plain pen
WIDEST = 768  # pixels of a word at most
AS_IT_WAS = 0.2  # share of samples that are not varied
PLAIN = 0.3  # share of pictures with the plain pen


def varied(ink: Ink, character: bool, rng: np.random.Generator) -> Ink:
    """The same writing as another day or another hand would slant, turn, stretch and bend it; a character's strokes a little
    apart, too."""
    if rng.random() < AS_IT_WAS:
        return ink
    turn, slant, stretch = rng.normal(0, 0.06 if character else 0.02), rng.normal(0, 0.15), np.exp(rng.normal(0, 0.12))
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    if character:
        left, top, right, bottom = bounds(ink)
        apart = 0.015 * max(right - left, bottom - top)
        ink = deform(ink, rng.normal(0, 0.07, (4, 4, 2)))
        ink = Ink(tuple(stroke.derive(stroke.xy + rng.normal(0, apart, 2)) for stroke in ink))
    return affine(ink, rotation @ np.array([[1.0, slant], [0.0, 1.0]]) @ np.diag([stretch, 1 / stretch]))


def plain(ink: Ink, character: bool) -> tuple[Grey, Frame] | None:
    """Ink drawn clean: a character fitted by its longer side, a word by its height into SIDE pixels, a pen of PEN. -> the image
    (SIDE, W) in 0..1 and the frame from the ink's units to its pixels; None for what holds no point or is too wide."""
    return _drawn(ink, character, float(SIDE), [PEN])


def worn(ink: Ink, character: bool, rng: np.random.Generator) -> tuple[Grey, Frame] | None:
    """The same ink as some picture might show it; the frame leads to that picture's pixels."""
    side = SIDE * (1.0 if rng.random() < 0.5 else float(np.exp(rng.uniform(np.log(0.45), np.log(1.8)))))
    pen = PEN if rng.random() < PLAIN else float(np.clip(PEN * np.exp(rng.normal(0.05, 0.38)), 1.5, 8.5))
    pens = [pen * side / SIDE] * len(ink)
    if rng.random() < 0.2:
        pens = [one * float(np.exp(rng.normal(0, 0.15))) for one in pens]
    drawn = _drawn(ink, character, side, pens)
    if drawn is None:
        return None
    grey: NDArray[Any] = drawn[0]
    frame = drawn[1]
    if rng.random() < 0.12:
        grey = _broken(grey, rng, pens[0])
    if rng.random() < 0.45:
        grey = gaussian_filter(grey, rng.uniform(0.2, 0.3 + 0.3 * min(pens)), mode="constant")
    if rng.random() < 0.3:
        grey = grey + rng.normal(0, rng.uniform(0.01, 0.09), grey.shape).astype(np.float32)
    if rng.random() < 0.3:
        grey = np.clip(grey, 0, 1) ** np.float32(rng.uniform(0.6, 1.6))
    if rng.random() < 0.25:
        grey = (grey > rng.uniform(0.3, 0.65) * grey.max()).astype(np.float32)
    return np.clip(grey, 0.0, 1.0).astype(np.float32), frame


def _drawn(ink: Ink, character: bool, side: float, pens: list[float]) -> tuple[Grey, Frame] | None:
    left, top, right, bottom = bounds(ink)
    if np.isnan(left):
        return None
    wide, high = right - left, bottom - top
    longest = max(wide, high) if character else max(high, wide * SIDE / WIDEST / 2)
    scale = side * (1 - 2 * EDGE) / max(longest, 1e-6)
    if longest <= 0:
        scale = 1.0
    height, width = round(side), round(side)
    if not character:
        width = max(round(side / 2), round(wide * scale + 2 * EDGE * side))
        if width > WIDEST * side / SIDE:
            return None
    frame = Frame(((left + right) / 2 - width / scale / 2, (top + bottom) / 2 - height / scale / 2), scale)
    if len(set(pens)) == 1:
        return render(ink, height, width, pens[0], frame, 3).astype(np.float32) / np.float32(255), frame
    each = [render(Ink((stroke,)), height, width, pen, frame, 3) for stroke, pen in zip(ink, pens, strict=True)]
    return np.max(each, axis=0).astype(np.float32) / np.float32(255), frame


def _broken(grey: Grey, rng: np.random.Generator, pen: float) -> Grey:
    """With a pen that ran dry here and there: soft holes about as large as the pen is wide."""
    rough = rng.normal(size=tuple(max(1, round(side / max(pen, 1.0))) for side in grey.shape)).astype(np.float32)
    field = np.asarray(Image.fromarray(rough).resize(grey.shape[::-1], Image.Resampling.BICUBIC))
    return np.asarray(grey * (1 - 0.9 * (field > rng.uniform(1.3, 2.2))), np.float32)
