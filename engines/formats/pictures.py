"""Pictures inside of data sets: their pixels as samples have them, (H, W) uint8 with 255 = ink."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engines.formats.opening import FormatError
from engines.picture.opening import PictureError, open_colours, open_picture

MAX_PIXELS = 16_000_000  # of one sample: a whole page at 300 dpi has half of that
ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif")


def dark_on_light(data: bytes, place: str) -> NDArray[np.uint8]:
    """The ink of a picture known to be dark on light, grey for grey. Raises FormatError naming `place`."""
    try:
        light = open_colours(data, MAX_PIXELS, MAX_PIXELS).pixels
    except PictureError as error:
        raise _named(error, place) from error
    grey = light[..., 0] if light.shape[2] == 1 else np.rint(light.mean(axis=2)).astype(np.uint8)
    return np.asarray(255 - grey, np.uint8)


def any_picture(data: bytes, place: str) -> NDArray[np.uint8]:
    """The ink of a picture that is dark on light or light on dark, as its border tells. Raises FormatError naming `place`."""
    try:
        grey = open_picture(data, MAX_PIXELS, MAX_PIXELS)
    except PictureError as error:
        raise _named(error, place) from error
    return np.asarray(np.rint(grey * 255), np.uint8)


def _named(error: PictureError, place: str) -> FormatError:
    return FormatError(str(error).replace("The picture", place, 1))
