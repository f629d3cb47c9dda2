"""Reading characters with the product's recogniser: ink as it was written, or pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engines.ink.geometry import POINTS, drawn_shares, fit_frame, trajectory
from engines.ink.glyph import SIDE, framed
from engines.ink.types import Ink
from engines.models.characters import merged

READ = frozenset({"read"})
BATCH = 256

Chances = NDArray[np.float32]


def shown(inks: Sequence[Ink]) -> tuple[Tensor, Tensor]:
    """Ink as protocol unipen32 has it: path (B, 64, 2) in the unit square, pen (B, 64), the drawn share of the way to the next
    point. Raises ValueError for ink without a point."""
    paths = np.array([fit_frame(ink).apply(trajectory(ink)) for ink in inks], np.float32).reshape(-1, POINTS, 2)
    pens = np.array([drawn_shares(ink) for ink in inks], np.float32).reshape(-1, POINTS)
    return torch.from_numpy(paths), torch.from_numpy(pens)


def chances(sampler: Any, inks: Sequence[Ink]) -> Chances:
    """How likely each ink says each of `sampler.classes`, (B, classes). Raises ValueError for ink without a point."""
    return _softmax(sampler, (sampler.logits(*shown(inks[a : a + BATCH])) for a in range(0, len(inks), BATCH)))


def chances_of_pictures(sampler: Any, images: Sequence[NDArray[Any]]) -> Chances:
    """The same of pictures of one character each, any size, more = ink. (B, classes)."""
    glyphs = torch.from_numpy(np.array([framed(image) for image in images], np.uint8).reshape(-1, 1, SIDE, SIDE))
    return _softmax(
        sampler, (sampler.logits_of_pictures(glyphs[a : a + BATCH].float() / 255) for a in range(0, len(glyphs), BATCH))
    )


def _softmax(sampler: Any, logits: Iterable[Tensor]) -> Chances:
    parts = [part.softmax(1).cpu().numpy() for part in logits]
    return np.concatenate([np.zeros((0, len(sampler.classes)), np.float32), *parts])


def chance_of(sampler: Any, row: Chances, character: str) -> float | None:
    """Of one row of chances, the share of a character and of those that only size and place tell from it (characters.MERGED).

    None where the recogniser does not know the character.
    """
    if character not in sampler.classes:
        return None
    return float(sum(row[index] for index, other in enumerate(sampler.classes) if merged(other) == merged(character)))
