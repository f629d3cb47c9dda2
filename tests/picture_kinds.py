"""Small pictures of every kind that a file can hold, for the tests that damage them."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image, PngImagePlugin

SIDE = 24  # pixels


def letter(width: int = SIDE, height: int = SIDE) -> Image.Image:
    """A dark corner stroke on light paper: unlike itself under every turn."""
    grey = np.full((height, width), 250, np.uint8)
    grey[height // 6 : height * 5 // 6, width // 6 : max(width // 6 + 1, width // 4)] = 10
    grey[height * 2 // 3 : height * 5 // 6, width // 6 : width * 2 // 3] = 10
    return Image.fromarray(grey)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """The picture as the bytes of a file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _transparent(image: Image.Image) -> Image.Image:
    whole = image.convert("RGBA")
    whole.putalpha(Image.fromarray(255 - np.asarray(image)))
    return whole


def _profile() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "a note " * 20
    return exif


def _noted() -> PngImagePlugin.PngInfo:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("note", "words " * 500, zip=True)
    notes.add_itxt("other", "wörter " * 50)
    return notes


def _made() -> Iterator[tuple[str, Callable[[], bytes]]]:
    grey = letter()
    deep = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    real = Image.fromarray(np.asarray(grey).astype(np.float32) / 255)
    whole = Image.fromarray(np.asarray(grey).astype(np.int32) * 1000)
    more = [Image.new("L", (SIDE, SIDE), level) for level in (0, 128, 255)]
    for mode in ("1", "L", "P", "RGB", "LA", "RGBA"):
        yield f"{mode}.png", lambda mode=mode: saved(grey.convert("RGB").convert(mode), "PNG")
    yield "deep.png", lambda: saved(deep, "PNG")
    yield "palette.png", lambda: saved(grey.convert("P"), "PNG", transparency=3)
    yield "notes.png", lambda: saved(grey, "PNG", pnginfo=_noted(), icc_profile=_profile())
    yield "moving.png", lambda: saved(grey, "PNG", save_all=True, append_images=more)
    yield "turned.png", lambda: saved(grey, "PNG", exif=_turned())
    yield "grey.jpg", lambda: saved(grey, "JPEG", exif=_turned())
    yield "colour.jpg", lambda: saved(grey.convert("RGB"), "JPEG", progressive=True, icc_profile=_profile())
    yield "print.jpg", lambda: saved(grey.convert("CMYK"), "JPEG")
    for squeezed in ("raw", "tiff_lzw", "tiff_deflate", "packbits", "jpeg"):
        yield f"{squeezed}.tif", lambda squeezed=squeezed: saved(grey, "TIFF", compression=squeezed)
    yield "fax.tif", lambda: saved(grey.convert("1"), "TIFF", compression="group4")
    yield "print.tif", lambda: saved(grey.convert("CMYK"), "TIFF")
    yield "deep.tif", lambda: saved(deep, "TIFF")
    yield "real.tif", lambda: saved(real, "TIFF")
    yield "whole.tif", lambda: saved(whole, "TIFF")
    yield "pages.tif", lambda: saved(grey, "TIFF", save_all=True, append_images=more)
    yield "turned.tif", lambda: saved(grey, "TIFF", exif=_turned())
    yield "still.gif", lambda: saved(grey, "GIF")
    yield "moving.gif", lambda: saved(grey, "GIF", save_all=True, append_images=more, loop=0)
    yield "clear.gif", lambda: saved(grey.convert("P"), "GIF", transparency=1)
    yield "grey.webp", lambda: saved(grey.convert("RGB"), "WEBP")
    yield "clear.webp", lambda: saved(_transparent(grey), "WEBP", lossless=True, exif=_turned())
    yield "moving.webp", lambda: saved(grey.convert("RGB"), "WEBP", save_all=True, append_images=[m.convert("RGB") for m in more])
    yield "grey.bmp", lambda: saved(grey, "BMP")
    yield "colour.bmp", lambda: saved(grey.convert("RGB"), "BMP")
    yield "grey.pgm", lambda: saved(grey, "PPM")
    yield "colour.ppm", lambda: saved(grey.convert("RGB"), "PPM")
    words = " ".join(map(str, np.asarray(grey).ravel().tolist()))
    yield "words.pgm", lambda: f"P2\n# a note\n{SIDE} {SIDE}\n255\n{words}\n".encode()
    yield "real.pfm", lambda: b"Pf\n%d %d\n-1.0\n" % (SIDE, SIDE) + np.asarray(real).tobytes()


@functools.cache
def pictures() -> tuple[tuple[str, bytes], ...]:
    """(name, content) of whole pictures of every kind."""
    return tuple((name, make()) for name, make in _made())
