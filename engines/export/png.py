"""Ink as a still picture: PNG with the size, background and transparency that a person asks for; JPEG, TIFF and WebP alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engines.data.files import replacing
from engines.export.drawing import Drawing, compose
from engines.export.options import Options
from engines.export.paint import INK, MAX_PIXELS, ExportError, Layout, Patch, coverage, filled, lay_out, rgb
from engines.ink.types import Ink

KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".tif": "TIFF", ".tiff": "TIFF", ".webp": "WEBP"}
BAND = 1 << 20  # pixels blended at once

Pixels = NDArray[np.uint8]


def picture(ink: Ink, options: Options | None = None) -> Pixels:
    """(H, W, 3) uint8, or (H, W, 4) without a background. Raises ExportError as drawing.compose does and for sizes too large."""
    options = options or Options()
    drawing = compose(ink, options)
    return painted(drawing, lay_out(drawing.box, options.width, options.height, options.longest))


def painted(drawing: Drawing, layout: Layout) -> Pixels:
    """A drawing as pixels, newer shapes over older; see picture."""
    size = (layout.height, layout.width)
    if drawing.paper:
        canvas = np.empty((*size, 3), np.uint8)
        canvas[...] = rgb(drawing.paper)
    else:
        canvas = np.zeros((*size, 4), np.uint8)
        canvas[..., :3] = rgb(drawing.shapes[0].colour if drawing.shapes else INK)
    for colour, patch in _patches(drawing, layout):
        _lay_over(canvas, patch, colour)
    return canvas


def _patches(drawing: Drawing, layout: Layout) -> Iterator[tuple[str, Patch]]:
    """What is to be laid over what: neighbours of one colour together, so that their edges do not show where they touch."""
    for colour, shapes in groupby(drawing.shapes, lambda shape: shape.colour):
        alike = list(shapes)
        if len(alike) > 1:
            whole = slice(0, layout.height), slice(0, layout.width)
            yield colour, Patch(*whole, coverage((shape.area for shape in alike), layout))
        elif (patch := filled(layout, alike[0].area)) is not None:
            yield colour, patch


def _lay_over(canvas: Pixels, patch: Patch, colour: str) -> None:
    """Paint `colour` where the patch is covered; bands of rows at a time, so that memory stays bounded."""
    target, new = canvas[patch.rows, patch.columns], np.array(rgb(colour), np.float32)
    step = max(1, BAND // max(1, target.shape[1]))
    for top in range(0, len(target), step):
        rows, drawn = target[top : top + step], patch.drawn[top : top + step]
        inked = drawn > 0
        share = (drawn[inked].astype(np.float32) / 255)[:, None]
        old = rows[inked].astype(np.float32)
        if canvas.shape[2] == 3:
            rows[inked] = np.rint(old[:, :3] + (new - old[:, :3]) * share)
            continue
        before = old[:, 3:] / 255 * (1 - share)
        after = share + before
        rows[inked] = np.rint(np.concatenate([(new * share + old[:, :3] * before) / after, 255 * after], axis=1))


def into(file: BinaryIO, drawing: Drawing, options: Options) -> tuple[int, int]:
    """Write the picture of a drawing to an open file. -> (width, height) in pixels. Raises ExportError as picture does."""
    layout = lay_out(drawing.box, options.width, options.height, options.longest)
    drawn = painted(drawing, layout)
    _encode(drawn, file, KINDS[options.facts.suffixes[0]], layout.dpi)
    return layout.width, layout.height


def resized(pixels: Pixels, width: int) -> Pixels:
    """A small (H, W) uint8 picture enlarged (or reduced) smoothly to that width, its shape kept."""
    height = max(1, round(pixels.shape[0] * width / pixels.shape[1]))
    if width < 1 or width * height > MAX_PIXELS:
        raise ExportError(f"A picture of {width} x {height} pixels cannot be made.")
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BICUBIC))


def save(pixels: Pixels, path: Path, kind: str = "PNG", dpi: float = 96.0) -> None:
    """Write (H, W), (H, W, 3) or (H, W, 4) uint8 pixels, whole or not at all."""
    with replacing(Path(path)) as part, part.open("wb") as file:
        _encode(pixels, file, kind, dpi)


def _encode(pixels: Pixels, file: BinaryIO, kind: str, dpi: float) -> None:
    options = {"quality": 95} if kind in ("JPEG", "WEBP") else {}
    Image.fromarray(pixels).save(file, kind, dpi=(dpi, dpi), **options)
