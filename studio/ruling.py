"""The box that a prompt needs: its size, its lines, their slant; and the words that ask for it."""

from __future__ import annotations

from dataclasses import dataclass

from engines.data.collection import Box
from engines.data.prompts import Kind
from studio.words import tr

WIDTH = 180.0  # mm, of the widest box
SLANT = 10.0  # degrees: of the guides for a right hand; for a left one they stand upright


@dataclass(frozen=True)
class Ruled:
    """A box and its lines. pitch: mm from line to line."""

    box: Box
    lines: int = 1
    pitch: float = 0.0


def ruled(prompt: str, kind: Kind, left_handed: bool) -> Ruled:
    """The box in which there is room for `prompt`."""
    slant = 0.0 if left_handed else SLANT
    if kind == "letters":
        return Ruled(Box(80.0, 80.0, 56.0, 34.0, slant))
    if kind == "pairs":
        return Ruled(Box(110.0, 80.0, 56.0, 34.0, slant))
    if kind == "words":
        body = min(15.0, WIDTH / len(prompt))
        return Ruled(Box(WIDTH if len(prompt) > 9 else 150.0, 64.0, 44.0, 44.0 - body, slant))
    lines = min(3, 1 + len(prompt) // 25)
    return Ruled(Box(WIDTH, 30.0 * lines + 10.0, 24.0, 17.0, slant), lines, 30.0)


def task_of(prompt: str, kind: Kind) -> str:
    """What to do, in words that tell I from l and O from 0."""
    if kind != "letters":
        return {"pairs": tr("Write these letters together"), "words": tr("Write this word")}.get(kind, tr("Write this line"))
    if prompt.isdigit():
        return tr("Write this digit")
    if prompt != prompt.lower():
        return tr("Write this capital letter")
    return tr("Write this small letter") if prompt != prompt.upper() else tr("Write this sign")
