"""One character as a reader sees it: the ink of any picture, or ink drawn with any pen, cropped and fitted into a small square.

Scans, pictures that models made and drawn ink go through the same frame, so a reader of characters treats them alike. Size and
place on the line are lost: a comma and an apostrophe look the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.ink.geometry import fit_frame
from engines.ink.raster import render
from engines.ink.types import Frame, Ink

SIDE = 32  # pixels of the square
LONG = 28  # pixels of the ink's longer side in it
LEVEL = 0.25  # share of the darkest ink from which on a pixel is ink
FINE = 64  # pixels of the square in which ink is drawn before it is fitted


def framed(image: NDArray[Any]) -> NDArray[np.uint8]:
    """(H, W) of any size and number, 0 background, more = ink -> (32, 32) uint8, the ink's longer side 28 pixels, centred.

    Each pixel is the mean over the area that it covers; what was the darkest ink is 255. Without any ink all is 0.
    """
    grey = np.nan_to_num(np.asarray(image, np.float64), posinf=0.0, neginf=0.0)
    darkest = float(grey.max(initial=0.0))
    rows, columns = (np.flatnonzero((grey > LEVEL * darkest).any(axis=axis)) for axis in (1, 0))
    if darkest <= 0 or not len(rows):
        return np.zeros((SIDE, SIDE), np.uint8)
    step = max(np.ptp(rows), np.ptp(columns)) + 1
    down, across = (_covering(places, step / LONG, size) for places, size in ((rows, grey.shape[0]), (columns, grey.shape[1])))
    return np.rint(np.clip(down @ grey @ across.T / darkest, 0, 1) * 255).astype(np.uint8)


def _covering(places: NDArray[np.int64], step: float, size: int) -> NDArray[np.float64]:
    """(SIDE, size): the share of each source pixel in each pixel of the square; step: how many of the one lie under the other."""
    middle = (places[0] + places[-1] + 1) / 2
    edges = middle + (np.arange(SIDE + 1) - SIDE / 2) * step
    pixels = np.arange(size)
    shared = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    return np.maximum(shared, 0) / step


def drawn(ink: Ink, pen: float) -> NDArray[np.uint8]:
    """Ink drawn with a round pen of `pen` pixels of the square's 32 and fitted as `framed` does. -> (32, 32) uint8."""
    frame = fit_frame(ink)
    return framed(render(ink, FINE, FINE, pen * FINE / SIDE, Frame(frame.offset, frame.scale * FINE), oversample=2))
