"""Ink as a still picture: PNG with the size, background and transparency that a person asks for; JPEG, TIFF and WebP alike."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engines.data.files import replacing
from engines.export.curves import faired
from engines.export.paint import INK, MARGIN, MAX_PIXELS, PAPER, ExportError, coverage, lay_out, mix, rgb
from engines.ink.outline import PenStyle
from engines.ink.types import Ink

LONGEST = 1024  # pixels of the longer side
KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".tif": "TIFF", ".tiff": "TIFF", ".webp": "WEBP"}


def picture(
    ink: Ink,
    *,
    width: int | None = None,
    height: int | None = None,
    longest: int = LONGEST,
    pen: PenStyle | None = None,
    margin: float = MARGIN,
    colour: str = INK,
    background: str = PAPER,
    transparent: bool = False,
) -> NDArray[np.uint8]:
    """(H, W, 3) uint8, or (H, W, 4) with a transparent background. See write for the arguments."""
    pen = pen or PenStyle()
    layout = lay_out(ink, width, height, margin, pen, longest)
    rgb(colour), rgb(background)  # a wrong colour is told before the work
    drawn = coverage(faired(ink), layout, pen)
    if not transparent:
        return mix(background, colour, np.arange(256) / 255)[drawn]
    flat = np.empty((*drawn.shape, 4), np.uint8)
    flat[..., :3] = rgb(colour)
    flat[..., 3] = drawn
    return flat


def write(
    ink: Ink,
    path: Path,
    *,
    width: int | None = None,
    height: int | None = None,
    longest: int = LONGEST,
    pen: PenStyle | None = None,
    margin: float = MARGIN,
    colour: str = INK,
    background: str = PAPER,
    transparent: bool = False,
) -> tuple[int, int]:
    """Draw ink to a picture file, whole or not at all; the kind from the file's ending. -> (width, height) in pixels.

    width, height: pixels; with one of them the other follows the ink, with both the ink is centred, with neither the longer side
    has `longest`. margin: mm around the ink.
    colour, background: "#RRGGBB". Raises ExportError for ink without a point and for what cannot be drawn, OSError from the disk.
    """
    kind = KINDS.get(Path(path).suffix.lower())
    if kind is None:
        raise ExportError(f"{path} does not end like a picture that can be written; use {', '.join(KINDS)}.")
    if transparent and kind == "JPEG":
        raise ExportError("JPEG pictures cannot be transparent; use PNG or WebP, or choose a background.")
    pen = pen or PenStyle()
    dpi = lay_out(ink, width, height, margin, pen, longest).dpi
    drawn = picture(
        ink,
        width=width,
        height=height,
        longest=longest,
        pen=pen,
        margin=margin,
        colour=colour,
        background=background,
        transparent=transparent,
    )
    save(drawn, path, kind, dpi)
    return drawn.shape[1], drawn.shape[0]


def to_bytes(ink: Ink, *, longest: int = LONGEST, pen: PenStyle | None = None, transparent: bool = True) -> bytes:
    """A PNG in memory, for the clipboard."""
    buffer = io.BytesIO()
    Image.fromarray(picture(ink, longest=longest, pen=pen, transparent=transparent)).save(buffer, "PNG")
    return buffer.getvalue()


def resized(pixels: NDArray[np.uint8], width: int) -> NDArray[np.uint8]:
    """A small (H, W) uint8 picture enlarged (or reduced) smoothly to that width, its shape kept."""
    height = max(1, round(pixels.shape[0] * width / pixels.shape[1]))
    if width < 1 or width * height > MAX_PIXELS:
        raise ExportError(f"A picture of {width} x {height} pixels cannot be made.")
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BICUBIC))


def save(pixels: NDArray[np.uint8], path: Path, kind: str = "PNG", dpi: float = 96.0) -> None:
    """Write (H, W), (H, W, 3) or (H, W, 4) uint8 pixels, whole or not at all."""
    options = {"quality": 95} if kind in ("JPEG", "WEBP") else {}
    with replacing(Path(path)) as part:
        Image.fromarray(pixels).save(part, kind, dpi=(dpi, dpi), **options)
