"""The style of a writer: figures of the hand, where it stands among others, and its vector where there is an encoder of hands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from engines.data.collected import now
from engines.data.hands import known_hands
from engines.data.styles import read_style, write_style
from engines.data.writings import Writings, writings_of
from engines.inference.hand_words import worded
from engines.inference.library import find_models, preferred_first
from engines.ink.hand import MOST, Hand, hand_of, plain
from engines.ink.hand_likeness import likeness

Tick = Callable[[int, int, str], None]

ABILITY = "encode_style"  # what a model's card says that it can
BATCH = 256  # samples that are encoded between two ticks


def capture(source: Path, writer: str, tick: Tick | None = None, fresh: bool = False, threads: int = 1) -> dict[str, Any]:
    """The style of a writer of a collection's folder or of a store, as plain values; writer "" is who wrote most.

    What engines.ink.hand.plain tells, and: writer, name, date, people (everybody there: id, name, samples), likeness (see
    engines.ink.hand_likeness), and vector ({"model", "samples", "values"}) where an encoder of hands is there. Of a collection it
    is kept in its folder and made again when the samples or the encoder are others, or when `fresh` asks for it.
    Raises WritingsError, JournalError or StoreError.
    """
    told = tick or _silent
    writings = writings_of(source, writer, told)
    if writings.folder is not None and not fresh:
        kept = read_style(writings.folder, writings.writer, writings.fingerprint)
        if kept is not None and (kept["grade"] == "few" or kept.get("vector", {}).get("model", "") == encoder()):
            return worded(kept | {"kept": True, "people": [list(each) for each in writings.people]})
    hand = hand_of(writings.written, lambda done, total: told(done, total, f"{done} of {total} samples"))
    style = {"writer": writings.writer, "name": writings.name, "date": now(), "fingerprint": writings.fingerprint}
    style |= plain(hand) | {"likeness": _likeness(hand)}
    style |= _vector(writings, told, threads) if hand.grade != "few" else {}
    kept_now = writings.folder is not None and write_style(writings.folder, style)
    return worded(style | {"kept": kept_now, "people": [list(each) for each in writings.people]})


def _silent(done: int, total: int, text: str) -> None:
    return None


def _likeness(hand: Hand) -> dict[str, Any]:
    return likeness(hand, known_hands()) if hand.grade != "few" else {"writers": len(known_hands().writers)}


def encoder() -> str:
    """The name of the encoder of hands that is used, "" where there is none; torch is not loaded."""
    able = [ref for ref in find_models() if ABILITY in ref.card.can]
    return preferred_first(able)[0].card.name if able else ""


def _vector(writings: Writings, told: Tick, threads: int) -> dict[str, Any]:
    """The mean of the vectors of the samples that have ink; of many, MOST of them, evenly chosen."""
    name = encoder()
    inked = [each for each in writings.written if each.ink is not None and each.ink.points]
    if not name or not inked:
        return {}
    if len(inked) > MOST:
        inked = [inked[at] for at in np.linspace(0, len(inked) - 1, MOST).astype(int)]
    import torch

    from engines.inference.shelf import Shelf
    from engines.inference.styles import ENCODE, style_of, vectors

    torch.set_num_threads(max(1, threads))
    sampler = Shelf(1).sampler(name, ENCODE)
    parts = []
    for first in range(0, len(inked), BATCH):
        told(first, len(inked), f"{first} of {len(inked)} samples")
        some = inked[first : first + BATCH]
        parts.append(vectors(sampler, [each.ink for each in some if each.ink is not None], [each.text for each in some]))
    every = np.concatenate(parts)
    style = style_of(every)
    if not np.isfinite(style).all():
        return {}
    telling = int(np.isfinite(every).all(axis=1).sum())
    return {"vector": {"model": name, "samples": telling, "values": [float(f"{value:.6g}") for value in style]}}
