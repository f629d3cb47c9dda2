"""The style of a writer: figures of the hand, where it stands among others, and its vector where there is an encoder of hands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from engines.data.collected import now
from engines.data.hands import known_hands
from engines.data.styles import read_style, write_style
from engines.data.writings import Writings, writings_of
from engines.inference.hand_words import worded
from engines.ink.hand import Hand, hand_of, plain
from engines.ink.hand_likeness import likeness

Tick = Callable[[int, int, str], None]


def capture(source: Path, writer: str, tick: Tick | None = None, fresh: bool = False) -> dict[str, Any]:
    """The style of a writer of a collection's folder or of a store, as plain values; writer "" is who wrote most.

    What engines.ink.hand.plain tells, and: writer, name, date, people (everybody there: id, name, samples), likeness (see
    engines.ink.hand_likeness), and vector ({"model", "samples", "values"}) where an encoder of hands is there. Of a collection it
    is kept in its folder and made again when the samples are others, or when `fresh` asks for it.
    Raises WritingsError, JournalError or StoreError.
    """
    told = tick or _silent
    writings = writings_of(source, writer, told)
    if writings.folder is not None and not fresh:
        kept = read_style(writings.folder, writings.writer, writings.fingerprint)
        if kept is not None:
            return worded(kept | {"kept": True, "people": [list(each) for each in writings.people]})
    hand = hand_of(writings.written, lambda done, total: told(done, total, f"{done} of {total} samples"))
    style = {"writer": writings.writer, "name": writings.name, "date": now(), "fingerprint": writings.fingerprint}
    style |= plain(hand) | {"likeness": _likeness(hand)} | _vector(writings)
    kept_now = writings.folder is not None and write_style(writings.folder, style)
    return worded(style | {"kept": kept_now, "people": [list(each) for each in writings.people]})


def _silent(done: int, total: int, text: str) -> None:
    return None


def _likeness(hand: Hand) -> dict[str, Any]:
    return likeness(hand, known_hands()) if hand.grade != "few" else {"writers": len(known_hands().writers)}


def _vector(writings: Writings) -> dict[str, Any]:
    return {}
