"""Damaged letters and what comes back: Cross-VAE's claim that damaged input is restored, measured against doing nothing.

Three answers to the same damage. "nothing" leaves it as it is. "plain" is the paper's: encode, decode (t->t and t->b of ink, b->b
and b->t of images). "restored" is `engines.inference.restore`: what is left is kept and z is searched; for images also
"restored_unmarked", where nobody says which pixels are damaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engines.inference.restore import Damaged, restore_images, restore_inks
from engines.ink.gaps import Gap, erase
from engines.ink.geometry import drawn_shares, recovered, trajectory
from engines.ink.raster import PEN, SIDE, render, unipen32
from engines.ink.types import Frame, Ink, Stroke
from engines.metrics.image import psnr_batch, ssim_batch
from engines.metrics.trajectory import dtw_batch

SHARES = (0.10, 0.25, 0.40)
PLACES = ("beginning", "middle", "end")
KINDS = ("square", "stripe", "noise")
LOUDEST = 60.0  # dB: an image that came back exactly counts as this
CHUNK = 50  # letters restored together

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Answer:
    """What one method gave back for every sample, in the unit square; what a method does not give is None."""

    images: Floats | None = None  # (N, 32, 32)
    paths: Floats | None = None  # (N, 64, 2)
    inks: tuple[Ink, ...] = ()


@dataclass(frozen=True)
class Trial:
    """One damage of all samples, and what each method made of it."""

    modality: str
    kind: str
    share: float
    answers: dict[str, Answer]


@dataclass(frozen=True)
class Truth:
    """Whole letters. images: (N, 32, 32); paths: (N, 64, 2); inks in their own units with the frames to the unit square."""

    inks: tuple[Ink, ...]
    frames: tuple[Frame, ...]
    images: Floats
    paths: Floats


def truth(inks: Sequence[Ink]) -> Truth:
    """Letters by protocol unipen32."""
    made = [unipen32(ink) for ink in inks]
    images = np.stack([image for image, _, _ in made]) / 255.0
    return Truth(tuple(inks), tuple(frame for _, _, frame in made), images, np.stack([path for _, path, _ in made]).astype(float))


def erased(ink: Ink, place: str, share: float) -> tuple[Ink, tuple[Gap, ...]]:
    """Ink without a share of its points, one after the other, at its beginning, middle or end."""
    count = min(max(1, round(share * ink.points)), ink.points - 1)
    return erase(ink, {"beginning": 0, "middle": (ink.points - count) // 2, "end": ink.points - count}[place], count)


def spoilt(images: Floats, kind: str, share: float, seed: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Images with a share of their pixels lost. -> (N, 32, 32) and what is left as it was, (N, 32, 32).

    kind: "square" and "stripe" (across or down) of paper at a random place, "noise" of random greys on scattered pixels.
    """
    rng = np.random.default_rng(seed)
    known = np.ones(images.shape, bool)
    for index in range(len(images)):
        if kind == "noise":
            known[index] = rng.random((SIDE, SIDE)) >= share
        elif kind == "square":
            side = round(SIDE * share**0.5)
            top, left = rng.integers(0, SIDE + 1 - side, 2)
            known[index, top : top + side, left : left + side] = False
        else:
            side = round(SIDE * share)
            first = rng.integers(0, SIDE + 1 - side)
            line = known[index] if rng.random() < 0.5 else known[index].T
            line[first : first + side] = False
    return np.where(known, images, rng.random(images.shape) if kind == "noise" else 0.0), known


def trials(true: Truth, sampler: Any, seed: int = 0) -> Iterator[Trial]:
    """Every kind and share of damage, answered by every method."""
    for place in PLACES:
        for share in SHARES:
            yield ink_trial(true, sampler, place, share)
    for kind in KINDS:
        for share in SHARES:
            yield image_trial(true, sampler, kind, share, seed)


def ink_trial(true: Truth, sampler: Any, place: str, share: float) -> Trial:
    """Ink without a part. The frame of the whole letter and where something is missing are told to all methods."""
    left = [erased(ink, place, share) for ink in true.inks]
    paths = np.stack([frame.apply(trajectory(ink)) for (ink, _), frame in zip(left, true.frames, strict=True)])
    pens = np.stack([drawn_shares(ink) for ink, _ in left])
    z = sampler.encode_path(torch.from_numpy(paths), torch.from_numpy(pens)).clone()
    found, drawn = _strokes(sampler, z)
    damaged = [Damaged(ink, gaps, frame) for (ink, gaps), frame in zip(left, true.frames, strict=True)]
    whole = [made.whole for a in range(0, len(damaged), CHUNK) for made in restore_inks(damaged[a : a + CHUNK], sampler)]
    plain = tuple(recovered(path, pen) for path, pen in zip(found, drawn, strict=True))
    return Trial(
        "ink",
        place,
        share,
        {
            "nothing": _of_inks([ink for ink, _ in left], true.frames),
            "plain": Answer(sampler.decode_image(z)[:, 0].numpy(), found, plain),
            "restored": _of_inks(whole, true.frames),
        },
    )


def image_trial(true: Truth, sampler: Any, kind: str, share: float, seed: int = 0) -> Trial:
    """Images with lost pixels."""
    images, known = spoilt(true.images, kind, share, seed)
    z = sampler.encode_image(torch.from_numpy(images[:, None].astype(np.float32))).clone()
    answers = {"nothing": Answer(images), "plain": _of_z(sampler, z, sampler.decode_image(z)[:, 0].numpy())}
    for name, mask in (("restored", known), ("restored_unmarked", None)):
        parts = [
            restore_images(images[a : a + CHUNK], sampler, None if mask is None else mask[a : a + CHUNK])
            for a in range(0, len(images), CHUNK)
        ]
        answers[name] = _of_z(sampler, torch.cat([part[1] for part in parts]), np.concatenate([part[0] for part in parts]))
    return Trial("image", kind, share, answers)


def _strokes(sampler: Any, z: torch.Tensor) -> tuple[Floats, Floats]:
    with torch.no_grad():
        found, drawn = sampler.strokes_of(z)
    return found.numpy().astype(float), drawn.numpy()


def _of_z(sampler: Any, z: torch.Tensor, images: Floats) -> Answer:
    found, drawn = _strokes(sampler, z)
    return Answer(images, found, tuple(recovered(path, pen) for path, pen in zip(found, drawn, strict=True)))


def _of_inks(inks: Sequence[Ink], frames: Sequence[Frame]) -> Answer:
    """Ink in its own units as the protocol sees it in the frame of the whole letter."""
    pixels = [Frame(frame.offset, frame.scale * SIDE) for frame in frames]
    images = np.stack([render(ink, SIDE, SIDE, PEN, frame) for ink, frame in zip(inks, pixels, strict=True)]) / 255.0
    paths = np.stack([frame.apply(trajectory(ink)) for ink, frame in zip(inks, frames, strict=True)]).astype(float)
    unit = [Ink(tuple(Stroke(frame.apply(s.xy)) for s in ink)) for ink, frame in zip(inks, frames, strict=True)]
    return Answer(images, paths, tuple(unit))


def rows(trial: Trial, true: Truth) -> list[dict[str, Any]]:
    """One row a method: means of psnr (dB), ssim and dtw_path, and the share of samples better than with nothing done.

    Where doing nothing gives no ink (a damaged image), dtw_path is compared with "plain" instead.
    """
    measured = {method: _measured(answer, true) for method, answer in trial.answers.items()}
    made = []
    for method, values in measured.items():
        row: dict[str, Any] = {"damaged": trial.modality, "kind": trial.kind, "share": trial.share, "method": method}
        row["n"] = len(true.inks)
        for name, each in values.items():
            row[name] = float(each.mean())
            reference = measured["nothing"].get(name, measured["plain"].get(name))
            if method != "nothing" and reference is not None and each is not reference:
                better = each < reference if name == "dtw_path" else each > reference
                row[f"{name}_improved"] = float(better.mean())
        made.append(row)
    return made


def _measured(answer: Answer, true: Truth) -> dict[str, Floats]:
    values: dict[str, Floats] = {}
    if answer.images is not None:
        values["psnr"] = np.minimum(psnr_batch(np.clip(answer.images, 0, 1), true.images), LOUDEST)
        values["ssim"] = ssim_batch(np.clip(answer.images, 0, 1), true.images)
    if answer.paths is not None:
        values["dtw_path"] = np.array([warp.per_match for warp in dtw_batch(answer.paths, true.paths)])
    return values
