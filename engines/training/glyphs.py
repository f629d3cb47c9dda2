"""Characters for those who learn to read: every sample of a store in one frame, ink with a pen of its own, scans as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engines.data.files import replacing
from engines.data.places import cache_home
from engines.data.store import Store
from engines.ink.glyph import SIDE, drawn, framed
from engines.ink.types import Ink

KIND = "glyph-1"  # part of the cache's name: raise it when the pictures change
PEN = 2.0  # pixels of the frame's 32, of the samples as drawn
FINEST, BROADEST = 1.0, 4.5  # pens of their variations


@dataclass(frozen=True)
class Glyphs:
    """images: (N, 32, 32) uint8; codes: (N,) int64 code points of what the samples say; usable: (N,), False where a sample shows
    nothing or does not say exactly one character."""

    images: NDArray[np.uint8]
    codes: NDArray[np.int64]
    usable: NDArray[np.bool_]


def glyph_arrays(
    store: Store,
    progress: Callable[[int, int], None] | None = None,
    variation: int = 0,
    vary: Callable[[Ink, np.random.Generator], Ink] | None = None,
) -> Glyphs:
    """Every sample of a store as `engines.ink.glyph` frames it, from the cache where it is there.

    variation: 0 = ink as drawn, with a pen of 2 pixels; 1, 2 ... = bent by `vary` and drawn with a pen of another width. A scan
    is the same in each: those who learn turn and thicken it themselves.
    """
    kept = cache_home() / "views" / f"{store.info()['hash'][:20]}-{KIND}.{variation}.npz"
    if kept.is_file():
        with np.load(kept, allow_pickle=False) as arrays:
            return Glyphs(**arrays)
    count = len(store)
    made = Glyphs(np.zeros((count, SIDE, SIDE), np.uint8), np.full(count, -1), np.zeros(count, bool))
    for index, label in enumerate(store.labels):
        if len(label) == 1:
            made.codes[index] = ord(label)
            made.images[index] = seen(store, index, variation, vary)
            made.usable[index] = made.images[index].any()
        if progress and index % 500 == 0:
            progress(index, count)
    with replacing(kept) as part, part.open("wb") as handle:
        np.savez(handle, **vars(made))
    return made


def seen(
    store: Store, index: int, variation: int = 0, vary: Callable[[Ink, np.random.Generator], Ink] | None = None
) -> NDArray[np.uint8]:
    """One sample in the frame: its ink, else its picture. (32, 32) uint8; all 0 where it has neither."""
    ink = store.ink(index)
    if ink is None or not ink.points:
        image = store.image(index)
        return framed(np.zeros((1, 1)) if image is None else image)
    if not variation:
        return drawn(ink, PEN)
    rng = np.random.default_rng((variation, index))
    return drawn(vary(ink, rng) if vary else ink, float(rng.uniform(FINEST, BROADEST)))
