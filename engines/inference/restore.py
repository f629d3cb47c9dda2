"""Restoring damaged ink and images: the z is found whose decoding agrees with what is left, and what is left is kept as it is.

Sumi et al. 2019 encode what is damaged and decode it; an encoder that never saw damage takes it for a part of the letter. Here
the visible part is trusted: from letters that resemble what is visible (for images from the encoder's z too), Adam on z minimises
the difference to the visible part alone, with the VAE's prior. The letters to start from are Ductus' own, read by the model. Of
ink the encoder's z is no start: it fits what is visible at once, with the damage, and leaves less found than letters do.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import binary_cross_entropy

from engines.ink.gaps import Gap, complete, rest
from engines.ink.geometry import drawn_shares, fit_frame, trajectory
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Frame, Ink

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
HANDS = 4  # invented writers that write the letters to start from
FIRST, STEPS, RATE = 10, 32, 0.1  # of Adam: steps from every start, of the best in all, and their size
PRIOR = 0.5  # weight of the prior's -log p(z) = |z|^2 / 2
COORDINATE = 10.0  # weight of a coordinate's absolute error, unit squares
IMAGE = 0.5  # weight of a pixel's cross-entropy
ROUNDS = 6  # of filling in before the search
PEN = 0.5  # weight of the pen's cross-entropy
PLACE = 2.0  # weight of a squared log scale or shift, where the frame is not known
LARGEST = 2.0  # how much larger than what is left the whole letter may be
INK_STARTS, IMAGE_STARTS = 4, 2  # letters to start from, for images beside the encoder's z
CAP = 1.5  # nats: what one pixel may cost at most where nobody says which are damaged
ADDED = 0.03  # share of the pixels with ink where the model has none, from which ink was added, as by noise
SURE = 1e-4  # probabilities are kept this far from 0 and 1

Fit = Callable[[Tensor, Tensor, Tensor], Tensor]


@dataclass(frozen=True)
class Letters:
    """Letters as a model knows them. z: (K, D); paths: (K, 64, 2) and images: (K, 1, 32, 32), decoded from z."""

    z: Tensor
    paths: Tensor
    images: Tensor


_known: weakref.WeakKeyDictionary[Any, Letters] = weakref.WeakKeyDictionary()


def letters(sampler: Any) -> Letters:
    """Ductus' own letters through a Cross-VAE; made once for a sampler, a fraction of a second."""
    if sampler not in _known:
        inks = [glyph(letter, Writer.random(hand), hand) for hand in range(HANDS) for letter in LETTERS]
        paths = torch.from_numpy(np.stack([fit_frame(ink).apply(trajectory(ink)) for ink in inks]))
        with torch.inference_mode(False), torch.no_grad():
            z = sampler.encode_path(paths, torch.from_numpy(np.stack([drawn_shares(ink) for ink in inks]))).clone()
            _known[sampler] = Letters(z, sampler.strokes_of(z)[0], sampler.image_of(z))
    return _known[sampler]


def search(starts: Tensor, fit: Fit, places: Tensor, free: Tensor) -> tuple[Tensor, Tensor]:
    """Adam on z from (B, S, D) starts, and on a place (B, S, P) of the B that are `free`, (B,).

    All starts run for FIRST steps, then the best of each of the B goes on. fit: z (N, D), places (N, P) and their numbers
    (N,) among the B -> (N,) nats of misfit. -> z (B, D) and places (B, P) of the least misfit and prior together.
    """
    count = starts.shape[1]
    rows, fixed = torch.arange(len(starts)).repeat_interleave(count), free[:, None].float()
    z, placed, cost = _descend(starts.flatten(0, 1), fit, places.flatten(0, 1), fixed, rows, FIRST)
    taken = cost.view(-1, count).argmin(1) + count * torch.arange(len(starts))
    z, placed, _ = _descend(z[taken], fit, placed[taken], fixed, rows[taken], STEPS - FIRST)
    return z, placed


def _descend(z: Tensor, fit: Fit, placed: Tensor, free: Tensor, rows: Tensor, steps: int) -> tuple[Tensor, Tensor, Tensor]:
    def cost(z: Tensor, placed: Tensor) -> Tensor:
        return fit(z, placed * free[rows], rows) + PRIOR * 0.5 * z.square().sum(1)

    with torch.inference_mode(False), torch.enable_grad():
        z, placed = z.clone().requires_grad_(), placed.clone().requires_grad_()
        groups = [{"params": [z], "lr": RATE}, {"params": [placed], "lr": RATE / 10}]
        adam = torch.optim.Adam(groups, betas=(0.9, 0.95))
        for _ in range(steps):
            adam.zero_grad()
            cost(z, placed).sum().backward()
            adam.step()
    with torch.no_grad():
        z, placed = z.detach(), placed.detach()
        return z, placed * free[rows], cost(z, placed)


@dataclass(frozen=True)
class Damaged:
    """Ink that lost a part, and where. frame: from the ink's units to the unit square of the whole letter, None = not known."""

    ink: Ink
    gaps: tuple[Gap, ...]
    frame: Frame | None = None


@dataclass(frozen=True, eq=False)
class Restored:
    """whole: the completed ink; missing: its new strokes alone, both in the ink's units; frame: to the unit square; z: (D,)."""

    whole: Ink
    missing: Ink
    frame: Frame
    z: Tensor


def restore_inks(damaged: Sequence[Damaged], sampler: Any) -> list[Restored]:
    """What a Cross-VAE fills into the gaps of each ink; what is left of it stays as it is.

    Where the frame of the whole letter is not known, scale and place are searched with z, from where what is left fits each
    start best. Raises ValueError for ink of which too little is left.
    """
    frames = [item.frame or fit_frame(item.ink) for item in damaged]
    rests = [rest(item.ink, item.gaps, frame) for item, frame in zip(damaged, frames, strict=True)]
    path, pen = (torch.from_numpy(np.stack(arrays)) for arrays in zip(*((left.path, left.pen) for left in rests), strict=True))
    known = torch.from_numpy(np.stack([left.known for left in rests]).astype(np.float32))
    free = torch.tensor([item.frame is None for item in damaged])
    bank = letters(sampler)
    with torch.inference_mode(False), torch.no_grad():
        near = torch.stack([_nearest(bank.paths, *one, INK_STARTS) for one in zip(path, known, free, strict=True)])  # (B, S)
        begin = bank.z[near]  # (B, S, D)
        count = begin.shape[1]
        decoded = sampler.strokes_of(begin.flatten(0, 1))[0]
        places = _placed(decoded, path.repeat_interleave(count, 0), known.repeat_interleave(count, 0)).view(len(path), count, 3)
        places = places * free[:, None, None]

    def fit(z: Tensor, placed: Tensor, rows: Tensor) -> Tensor:
        found, drawn = sampler.strokes_of(z)
        away = ((_moved(found, placed) - path[rows]).abs() * known[rows, :, None]).sum((1, 2))
        lifted = binary_cross_entropy(drawn.clamp(SURE, 1 - SURE), pen[rows], reduction="none") * known[rows]
        return COORDINATE * away + PEN * lifted.sum(1) + PLACE * placed.square().sum(1)

    z, placed = search(begin, fit, places, free)
    with torch.no_grad():
        found, drawn = sampler.strokes_of(z)
    made = []
    for at, (item, frame, left) in enumerate(zip(damaged, frames, rests, strict=True)):
        place = _frame(frame, placed[at].numpy())
        whole, missing = complete(item.ink, item.gaps, found[at].numpy(), drawn[at].numpy(), left, place)
        made.append(Restored(whole, missing, place, z[at]))
    return made


def _nearest(paths: Tensor, path: Tensor, known: Tensor, free: Tensor, count: int) -> Tensor:
    """The letters whose known points lie nearest to a path's, (count,). free: after each was scaled and moved to fit."""
    mine = paths
    if free:
        mine = _moved(paths, _placed(paths, path.expand_as(paths), known.expand(len(paths), -1)))
    away = ((mine - path).abs() * known[:, None]).sum((1, 2))
    return away.topk(min(count, len(paths)), largest=False).indices


def _placed(found: Tensor, path: Tensor, known: Tensor) -> Tensor:
    """Log scale and shift (N, 3) that bring the known points of `found` onto those of `path` best, within a letter's bounds."""
    weight = (known / known.sum(1, keepdim=True).clamp(min=1))[..., None]
    middle, target = (weight * found).sum(1, keepdim=True), (weight * path).sum(1, keepdim=True)
    inner = (weight * (found - middle) * (path - target)).sum((1, 2))
    scale = (inner / (weight * (found - middle).square()).sum((1, 2)).clamp(min=1e-6)).clamp(1.0, LARGEST)
    shift = target[:, 0] - 0.5 - (middle[:, 0] - 0.5) * scale[:, None]
    return torch.cat([scale.log()[:, None], shift], 1)


def _moved(found: Tensor, placed: Tensor) -> Tensor:
    """Points (N, 64, 2) scaled about the middle of the unit square and shifted. placed: (N, 3), log scale and shift."""
    return 0.5 + (found - 0.5) * placed[:, None, :1].exp() + placed[:, None, 1:]


def _frame(frame: Frame, placed: NDArray[np.float32]) -> Frame:
    """The frame in which the found trajectory lies as `_moved` has it in `frame`."""
    scale = float(np.exp(placed[0]))
    corner = (np.asarray(frame.offset) * frame.scale + 0.5 + placed[1:] - 0.5 * scale) / frame.scale
    return Frame((float(corner[0]), float(corner[1])), frame.scale / scale)


def restore_images(
    images: NDArray[np.floating[Any]],
    sampler: Any,
    known: NDArray[np.bool_] | None = None,
) -> tuple[NDArray[np.float32], Tensor]:
    """What a Cross-VAE makes of damaged images. images: (B, 32, 32) in 0..1; known: (B, 32, 32), False where they are damaged.

    With `known`, its pixels stay as they are and the others are filled in; without it no pixel is trusted altogether: what one
    may cost is bounded, so that some may be wrong. -> images (B, 32, 32) and z (B, D).
    """
    seen = torch.from_numpy(np.ascontiguousarray(images, np.float32))[:, None]  # (B, 1, 32, 32)
    trust = torch.ones_like(seen) if known is None else torch.from_numpy(known.astype(np.float32))[:, None]

    def fit(z: Tensor, _placed: Tensor, rows: Tensor) -> Tensor:
        return _pixels(sampler.image_of(z), seen[rows], trust[rows], known is None)

    bank = letters(sampler)
    with torch.inference_mode(False), torch.no_grad():
        near = torch.stack(
            [
                _pixels(bank.images, one.expand_as(bank.images), part, known is None).topk(IMAGE_STARTS, largest=False).indices
                for one, part in zip(seen, trust, strict=True)
            ]
        )
        own = sampler.encode_image(_settled(seen, trust, sampler)).clone()
        begin = torch.cat([own[:, None], bank.z[near]], 1)
    z, _ = search(begin, fit, torch.zeros(*begin.shape[:2], 1), torch.zeros(len(begin), dtype=torch.bool))
    with torch.no_grad():
        made = sampler.image_of(z)
    if known is None:  # where ink was only taken away, the ink that is left stays
        added = (seen - made > 0.5).float().mean((1, 2, 3), keepdim=True) > ADDED
        whole = torch.where(added, made, torch.maximum(seen, made))
    else:
        whole = torch.where(trust > 0, seen, made)
    return whole[:, 0].numpy(), z


def _pixels(made: Tensor, seen: Tensor, trust: Tensor, bounded: bool) -> Tensor:
    """Cross-entropy of (N, 1, 32, 32) with what is seen, summed over trusted pixels; bounded: at most CAP a pixel. (N,)."""
    each = binary_cross_entropy(made.clamp(SURE, 1 - SURE), seen, reduction="none")
    if bounded:
        each = CAP * (1 - torch.exp(-each / CAP))
    return IMAGE * (each * trust).sum((1, 2, 3))


def _settled(seen: Tensor, trust: Tensor, sampler: Any, rounds: int = ROUNDS) -> Tensor:
    """Images whose missing pixels the model has filled in again and again (Rezende et al. 2014, imputation); (B, 1, 32, 32)."""
    current = seen
    for _ in range(rounds if bool((trust == 0).any()) else 0):
        current = torch.where(trust > 0, seen, sampler.image_of(sampler.encode_image(current).clone()))
    return current
