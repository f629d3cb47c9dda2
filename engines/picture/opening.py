"""Open any picture safely and see it one way: grey, ink bright on a dark ground.

A file is judged by its header before its pixels are decoded, only raster formats that execute nothing are tried, and what is
larger than needed is reduced at once: memory stays bounded whatever is dropped on the window.
"""

from __future__ import annotations

import io
import stat
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from engines.picture.sheet import sheet_of

Grey = NDArray[np.float32]
T = TypeVar("T")

MAX_PIXELS = 100_000_000  # of a picture that is opened at all
MAX_BYTES = 1 << 30  # of a picture's file
KEPT_PIXELS = 16_000_000  # of what is handed on: more is reduced (A4 at 400 dpi fits)
FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF", "PPM")  # raster only: nothing that draws by a program
WIDEST = 1e30  # of a float pixel: differences of larger ones are beyond float32
EMPTY_BAND = 0.02  # grey values closer together than this show nothing
ORIENTATION = 0x0112  # EXIF tag
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = (Image.Transpose.TRANSPOSE, Image.Transpose.ROTATE_270, Image.Transpose.TRANSVERSE, Image.Transpose.ROTATE_90)
LEAST_DPI, MOST_DPI = 20.0, 10_000.0  # outside of these a file's note on its resolution is a mistake
REMEDY = "Save it again as PNG or JPEG and try that."


class PictureError(ValueError):
    """A picture that cannot be used; the sentence names it and says what helps."""


def open_picture(source: Path | str | bytes | ArrayLike, max_pixels: int = MAX_PIXELS, kept_pixels: int = KEPT_PIXELS) -> Grey:
    """Any picture -> (H, W) float32 in 0..1, 1 = ink: dark on light and light on dark come out alike.

    source: a file's path, a file's bytes, or pixels (H, W), (H, W, 1), (H, W, 3), (H, W, 4) of uint8, uint16, bool or floats in
    0..1. Of an animation or several pages the first is taken; transparency shows white paper (or is itself the ink, where white
    paper would swallow everything); the camera's orientation is applied; more than `kept_pixels` are reduced by averaging.
    A picture of one colour is empty: all zeros. Raises PictureError for whatever cannot be read and for more than `max_pixels`.
    """

    def see(image: Image.Image) -> Grey:
        return _levels(image, kept_pixels)

    if isinstance(source, bytes | str | Path):
        return _ink_bright(_read(source, max_pixels, see))
    return _from_pixels(source, max_pixels, kept_pixels)


@dataclass(frozen=True, eq=False)
class Colours:
    """A picture upright, as the eye sees it on white paper.

    pixels: (H, W, C) uint8 brightness, C 1 (grey) or 3 (red, green, blue). shape: (H, W) of the picture before it was reduced.
    dpi: pixels an inch as the file tells, None where it does not.
    """

    pixels: NDArray[np.uint8]
    shape: tuple[int, int]
    dpi: float | None = None


def open_colours(source: Path | str | bytes | ArrayLike, max_pixels: int = MAX_PIXELS, kept_pixels: int = KEPT_PIXELS) -> Colours:
    """Any picture with its colours, under the same limits as `open_picture`; which of them is ink is left open.

    Raises PictureError for whatever cannot be read and for more than `max_pixels`.
    """

    def see(image: Image.Image) -> Colours:
        sides, dpi = (image.height, image.width), _dpi(image)
        image, factor, turned = _upright(image, kept_pixels)
        return Colours(_channels(image, factor), sides[::-1] if turned else sides, dpi)

    if isinstance(source, bytes | str | Path):
        return _read(source, max_pixels, see)
    if isinstance(source, np.ndarray) and source.dtype == np.uint8 and source.ndim == 3 and source.shape[2] in (3, 4):
        _limit(source.shape[1], source.shape[0], "The picture", max_pixels)
        return see(Image.fromarray(np.ascontiguousarray(source)))
    grey, shape = _grey_pixels(source, max_pixels, kept_pixels)
    return Colours(_eight(grey)[..., None], shape)


def _read(source: Path | str | bytes, max_pixels: int, see: Callable[[Image.Image], T]) -> T:
    if isinstance(source, bytes):
        return _decoded(io.BytesIO(source), "The picture", len(source), max_pixels, see)
    path = Path(source)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise PictureError(f"{path} is not a file; choose a picture.")
        with path.open("rb") as file:
            return _decoded(file, str(path), status.st_size, max_pixels, see)
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        if isinstance(error, PictureError):
            raise
        raise PictureError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error


def _decoded(file: BinaryIO, name: str, size: int, max_pixels: int, see: Callable[[Image.Image], T]) -> T:
    if size == 0:
        raise PictureError(f"{name} is empty: it holds no picture.")
    if size > MAX_BYTES:
        raise PictureError(f"{name} is larger than {MAX_BYTES >> 30} GiB, which no picture of handwriting needs to be.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns about oddities that do not matter here
        with _opened(file, name) as image:
            _limit(image.width, image.height, name, max_pixels)
            try:
                return see(image)
            except Exception as error:  # decoders of damaged files raise whatever they meet
                text = f"{name} is damaged or cut off: its picture cannot be read. {REMEDY}"
                raise PictureError(text) from error


def _opened(file: BinaryIO, name: str) -> Image.Image:
    try:
        return Image.open(file, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise PictureError(f"{name} holds far too many pixels. Make it smaller and try again.") from error
    except Exception as error:  # as above: a damaged header may raise anything
        raise PictureError(f"{name} is not a picture that Ductus can read ({', '.join(FORMATS)}). {REMEDY}") from error


def _limit(width: int, height: int, name: str, max_pixels: int) -> None:
    if width * height > max_pixels:
        text = f"{name} has {width} x {height} pixels; Ductus opens up to {max_pixels / 1e6:.0f} megapixels."
        raise PictureError(f"{text} Make it smaller and try again.")
    if width * height == 0:
        raise PictureError(f"{name} is empty: it has no pixels.")


def _levels(image: Image.Image, kept_pixels: int) -> Grey:
    """A decoded picture -> (H, W) brightness 0..1 on white paper, upright, reduced to about `kept_pixels`."""
    image, factor, _ = _upright(image, kept_pixels)
    if image.mode.startswith("I") or image.mode == "F":
        return _deep(np.asarray(image), factor if image.mode.startswith("I;") else 1)
    if image.mode in ("RGBA", "LA", "La", "RGBa"):
        return _on_paper(np.asarray(image.convert("LA")))
    grey = image if image.mode == "L" else image.convert("RGB").convert("L")
    return np.asarray(np.asarray(grey, np.float32) / 255, np.float32)


def _upright(image: Image.Image, kept_pixels: int) -> tuple[Image.Image, int, bool]:
    """-> the first picture upright, reduced to about `kept_pixels`; by how much (deep pixels still have to be); whether its sides
    changed places.
    """
    image.seek(0)
    image.draft("RGB", _draft_size(image, kept_pixels))  # a JPEG decodes small at once; others take no notice
    image.load()
    turn = _turn(image)
    if image.mode in ("P", "PA", "1") or (image.mode in ("L", "RGB") and "transparency" in image.info):
        image = image.convert("RGBA" if image.has_transparency_data else "L" if image.mode == "1" else "RGB")
    factor = _factor(image.width * image.height, kept_pixels)
    if factor > 1 and not image.mode.startswith("I;"):
        image = image.reduce(factor)
    if turn is not None:
        image = image.transpose(turn)
    return image, factor, turn in SIDEWAYS


def _channels(image: Image.Image, factor: int) -> NDArray[np.uint8]:
    """A picture as `_upright` gives it -> (H, W, 1 or 3) uint8 brightness on white paper."""
    if image.mode.startswith("I") or image.mode == "F":
        return _eight(_deep(np.asarray(image), factor if image.mode.startswith("I;") else 1))[..., None]
    if image.mode in ("RGBA", "LA", "La", "RGBa"):
        whole = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(whole)
        seen = np.asarray(paper)[..., :3]
        if np.ptp(seen) < EMPTY_BAND * 255:  # white paper swallows everything: the opacity itself is the ink
            return _eight(_on_paper(np.asarray(image.convert("LA"))))[..., None]
        return np.ascontiguousarray(seen)
    return np.asarray(image)[..., None] if image.mode == "L" else np.asarray(image.convert("RGB"))


def _eight(grey: Grey) -> NDArray[np.uint8]:
    return np.asarray(np.rint(grey * 255), np.uint8)


def _dpi(image: Image.Image) -> float | None:
    """Pixels an inch, where the file tells something that a scanner could mean."""
    try:
        across = float(image.info["dpi"][0])
    except Exception:  # absent, or whatever a damaged note holds
        return None
    return across if LEAST_DPI <= across <= MOST_DPI else None


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How to lay the picture upright, by the camera's note; a damaged note counts as none."""
    try:
        return TURNS.get(int(image.getexif().get(ORIENTATION, 1)))
    except Exception:  # the note's reader raises whatever it meets; the picture itself is good
        return None


def _draft_size(image: Image.Image, kept_pixels: int) -> tuple[int, int]:
    shrink = max(1.0, (image.width * image.height / kept_pixels) ** 0.5)
    return max(1, int(image.width / shrink)), max(1, int(image.height / shrink))


def _factor(pixels: int, kept_pixels: int) -> int:
    """The whole number by which both sides are divided so that at most about `kept_pixels` stay."""
    return max(1, int(np.ceil((pixels / kept_pixels) ** 0.5)))


def _deep(values: NDArray[np.generic], factor: int) -> Grey:
    """16-bit, 32-bit and float pixels -> 0..1 by the range that their values suggest."""
    if factor > 1:
        values = values[::factor, ::factor]
    grey = np.clip(np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0), -WIDEST, WIDEST)
    low, high = float(grey.min()), float(grey.max())
    if values.dtype.kind == "f":
        full = 1.0 if high <= 1.0 else 255.0 if high <= 255.0 else high
    else:
        full = 65535.0 if high <= 65535 else high
    return np.asarray(np.clip((grey - min(low, 0.0)) / max(full - min(low, 0.0), 1e-12), 0.0, 1.0), np.float32)


def _on_paper(pixels: NDArray[np.uint8]) -> Grey:
    """(H, W, 2) brightness and opacity, uint8 -> brightness over white paper; the opacity alone where that shows nothing."""
    light, opacity = pixels[..., 0].astype(np.float32) / 255, pixels[..., 1].astype(np.float32) / 255
    paper = 1 - opacity * (1 - light)
    shown = 1 - opacity if np.ptp(paper) < EMPTY_BAND < np.ptp(opacity) else paper
    return np.asarray(shown, np.float32)


def _from_pixels(source: ArrayLike, max_pixels: int, kept_pixels: int) -> Grey:
    return _ink_bright(_grey_pixels(source, max_pixels, kept_pixels)[0])


def _grey_pixels(source: ArrayLike, max_pixels: int, kept_pixels: int) -> tuple[Grey, tuple[int, int]]:
    """Pixels of any kind -> (H, W) brightness 0..1, reduced, and the shape before that."""
    pixels = np.asarray(source)
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[..., 0]
    if pixels.dtype.kind not in "buf" or pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] not in (3, 4)):
        raise PictureError(f"Pixels of shape {pixels.shape} and kind {pixels.dtype} are not a picture.")
    shape = pixels.shape[0], pixels.shape[1]
    _limit(shape[1], shape[0], "The picture", max_pixels)
    if pixels.dtype == np.uint8:
        return _levels(Image.fromarray(np.ascontiguousarray(pixels)), kept_pixels), shape
    factor = _factor(shape[0] * shape[1], kept_pixels)
    unit = _unit(pixels[::factor, ::factor])
    return (_levels_of_colour(unit) if unit.ndim == 3 else unit), shape


def _unit(pixels: NDArray[np.generic]) -> Grey:
    """Values of any numeric kind -> float32 in 0..1; NaN becomes 0."""
    full = float(2 ** (8 * pixels.dtype.itemsize) - 1) if pixels.dtype.kind == "u" else 1.0
    return np.asarray(np.clip(np.nan_to_num(pixels.astype(np.float32) / full), 0.0, 1.0), np.float32)


def _levels_of_colour(unit: Grey) -> Grey:
    """(H, W, 3 or 4) in 0..1 -> brightness over white paper."""
    eight = np.rint(unit * 255).astype(np.uint8)
    return _levels(Image.fromarray(eight), eight.shape[0] * eight.shape[1])


def _ink_bright(levels: Grey) -> Grey:
    """Brightness -> ink = 1. The border is paper, more likely than not: what is unlike the border is ink. Not so where a bright
    sheet with writing on it lies within a dark border.
    """
    low, high = np.quantile(_thinned(levels), (0.001, 0.999)) if levels.size > 1 else (levels.min(), levels.max())
    if levels.size <= 1 or float(np.ptp(levels)) < EMPTY_BAND:
        return np.zeros_like(levels)
    border = np.concatenate([levels[0], levels[-1], levels[:, 0], levels[:, -1]])
    middle = (low + high) / 2 if high - low >= EMPTY_BAND else float(np.median(levels))
    light_on_dark = float(np.median(border)) < middle and sheet_of(levels) is None
    return levels.copy() if light_on_dark else 1 - levels


def _thinned(levels: Grey) -> Grey:
    """About a million of the pixels: enough for quantiles."""
    step = max(1, int((levels.size / 1e6) ** 0.5))
    return levels[::step, ::step]
