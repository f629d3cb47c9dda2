"""Answers: one function for each kind of ask, numpy in and numpy out.

What a person can cause (ink without a point, a picture without ink, a model that is broken or unfit) becomes one sentence in the
reply; the process and its other models go on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray

from engines.data.cards import CardError
from engines.inference.checking import checked
from engines.inference.restore import Damaged, restore_images, restore_inks
from engines.inference.shelf import Loaded, ModelError, Shelf
from engines.inference.tracing import traced
from engines.ink.geometry import drawn_shares, recovered
from engines.ink.kinematics import retime
from engines.ink.raster import unipen32
from engines.ink.types import Array, Frame, Ink, InkError, Stroke
from engines.messages import (
    Check,
    Convert,
    Decode,
    Listing,
    Look,
    Open,
    Recover,
    Reply,
    Request,
    Restore,
    Samples,
    Thumbnails,
    Trace,
)
from engines.metrics.image import psnr, ssim
from engines.metrics.trajectory import dtw
from engines.picture.finding import to_unipen32
from engines.picture.opening import PictureError, open_picture
from engines.training.checkpoint import WeightsError

Pixels = NDArray[np.uint8]

BOTH_WAYS = frozenset({"encode", "decode", "ink_to_image", "image_to_ink"})
IMAGE_TO_INK = frozenset({"encode", "decode", "image_to_ink"})
DECODE = frozenset({"decode"})
LIFTS = "pen_lifts"  # the ability to tell where the pen leaves the paper
LETTER = 10.0  # millimetres: the size at which a letter without a place is written
HAND = (2.0, 200.0)  # millimetres: the sizes a hand writes letters in
MAX_POINTS = 1_000_000  # of the ink in one ask
NO_MODEL = "No model is on this machine. Put a model's folder into the models folder (Models > Open models folder) and try again."
WARM_UPS = 3
FORESEEN = (ModelError, CardError, WeightsError, PictureError, InkError)


@dataclass
class Found:
    """What an answer holds, before the reply is addressed."""

    images: dict[str, Pixels] = field(default_factory=dict)
    inks: dict[str, Ink] = field(default_factory=dict)
    z: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)


def answer(request: Request, shelf: Shelf) -> Reply:
    """The reply to a request; foreseen troubles are its `error`, anything else is raised.

    What needs no model (the ink rendered, the picture as it is seen) is in the reply also where there is none.
    """
    ask = request.ask
    if isinstance(ask, Open | Look | Listing | Thumbnails | Samples):
        raise TypeError("Files and stores are read by engines.service.")
    if isinstance(ask, Trace):
        return traced(request, shelf)
    if isinstance(ask, Check):
        return checked(request, shelf)
    name = ask.model
    seen: dict[str, Pixels] = {}
    try:
        with torch.inference_mode():
            if isinstance(ask, Convert):
                written = _written_ink(ask)
                seen["ink"] = written[0]
                model = _model(shelf, name, BOTH_WAYS)
                found = convert(written, model)
            elif isinstance(ask, Recover):
                seen["picture"] = to_unipen32(open_picture(ask.picture))
                model = _model(shelf, name, IMAGE_TO_INK)
                found = recover(seen["picture"], model)
            elif isinstance(ask, Restore):
                model = _model(shelf, name, BOTH_WAYS)
                found = _restored(ask, model)
            else:
                model = _model(shelf, name, DECODE)
                found = decode(ask, model)
        name = model.ref.card.name
    except FORESEEN as error:
        return Reply(request.serial, request.lane, seen, model=name, error=str(error))
    return Reply(request.serial, request.lane, found.images, found.inks, found.z, found.figures, model=name)


def _model(shelf: Shelf, name: str, needs: frozenset[str]) -> Loaded:
    """The model to answer with. Raises ModelError, with the remedy where no model is on this machine at all."""
    if not shelf.models and not shelf.search():
        why = f" {shelf.problems[0]}" if shelf.problems else ""
        raise ModelError(f"{NO_MODEL}{why}")
    return shelf.model(name, needs)


def _written_ink(ask: Convert) -> tuple[Pixels, Array, Array, Frame]:
    """What a model is shown of the ink: image and path of `unipen32`, the pen's `drawn_shares`, and the frame.

    Raises InkError for ink without a point or with too many.
    """
    if ask.ink.points == 0:
        raise InkError("There is no ink to convert yet: draw a character first.")
    if ask.ink.points > MAX_POINTS:
        raise InkError(f"This ink holds {ask.ink.points:,} points; a character may hold {MAX_POINTS:,}.")
    image, path, frame = unipen32(ask.ink)
    return image, path, drawn_shares(ask.ink), frame


def convert(written: tuple[Pixels, Array, Array, Frame], model: Loaded) -> Found:
    """Ink as `_written_ink` gives it -> both reconstructions and both cross conversions, laid over the ink's place on the page.

    Figures compare the cross conversions with what was drawn: psnr (dB) and ssim of "t2b" against "ink", dtw_path and dtw_ref
    (unit squares) of "b2t" against the ink's own trajectory.
    """
    image, path, pen, frame = written
    sampler = model.sampler
    with _named(model):
        pens = (torch.from_numpy(pen)[None],) if LIFTS in model.ref.card.can else ()
        z_path = sampler.encode_path(torch.from_numpy(path)[None], *pens)  # (1, 64, 2) -> (1, D)
        z_image = sampler.encode_image(_tensor(image))  # (1, 1, 32, 32) -> (1, D)
        z = torch.cat([z_path, z_image])  # (2, D): as t, as b
        images, paths = _images(sampler.decode_image(z)), _numbers(sampler.decode_path(z))
        t2t, b2t = _inks(model, z, paths, frame)
    likeness = dtw(paths[1], path)
    return Found(
        images={"ink": image, "t2b": images[0], "b2b": images[1]},
        inks={"t2t": t2t, "b2t": b2t},
        z={"t": z[0].cpu().numpy(), "b": z[1].cpu().numpy()},
        figures={
            "psnr": psnr(image, images[0]),
            "ssim": ssim(image, images[0]),
            "dtw_path": likeness.per_match,
            "dtw_ref": likeness.per_reference_point,
        },
    )


def recover(picture: Pixels, model: Loaded) -> Found:
    """A picture as `to_unipen32` gives it, (32, 32) uint8 -> the strokes that made it, in a unit square.

    psnr and ssim say how well the model can draw the picture itself ("b2b"): where they are poor, so are the strokes.
    """
    sampler = model.sampler
    with _named(model):
        z = sampler.encode_image(_tensor(picture))
        images, paths = _images(sampler.decode_image(z)), _numbers(sampler.decode_path(z))
        (b2t,) = _inks(model, z, paths)
    return Found(
        images={"picture": picture, "b2b": images[0]},
        inks={"b2t": b2t},
        z={"b": z[0].cpu().numpy()},
        figures={"psnr": psnr(picture, images[0]), "ssim": ssim(picture, images[0])},
    )


def _restored(ask: Restore, model: Loaded) -> Found:
    """What the model fills into damaged ink, timed as a hand writes it, or makes of a damaged picture."""
    if ask.picture is not None:
        seen = to_unipen32(open_picture(ask.picture))
        with _named(model):
            made, z = restore_images(seen[None] / 255.0, model.sampler)
            (ink,) = _inks(model, z, _numbers(model.sampler.decode_path(z)))
        image = np.rint(np.clip(made[0], 0, 1) * 255).astype(np.uint8)
        return Found({"picture": seen, "restored": image}, {"whole": ink}, {"z": z[0].numpy()})
    if not 0 < ask.ink.points <= MAX_POINTS:
        raise InkError("There is no ink to restore: what is left of a character must be on the page.")
    if not ask.gaps:
        raise InkError("Nothing of this character is missing: erase a part of it first.")
    try:
        with _named(model):
            (made_ink,) = restore_inks([Damaged(ask.ink, ask.gaps, ask.frame)], model.sampler)
    except ValueError as error:
        raise InkError(str(error)) from error
    size = float(np.clip(1 / made_ink.frame.scale, *HAND))
    unit = Ink(tuple(Stroke(made_ink.frame.apply(stroke.xy)) for stroke in made_ink.missing))
    missing = _written(unit, size, made_ink.frame)
    return Found({}, {"whole": made_ink.whole, "missing": missing}, {"z": made_ink.z.numpy()})


def decode(ask: Decode, model: Loaded) -> Found:
    """A latent vector -> the image "image" and the ink "ink" in a unit square (ink only where the family draws any)."""
    try:
        vector = np.asarray(ask.z).astype(np.float32, casting="same_kind").reshape(-1)
    except (TypeError, ValueError) as error:
        raise ModelError("The latent vector is not a row of numbers.") from error
    if not np.isfinite(vector).all():
        raise ModelError("The latent vector holds a value that is not a number.")
    sampler = model.sampler
    with _named(model):
        z = torch.from_numpy(vector)[None]
        found = Found(images={"image": _images(sampler.decode_image(z))[0]}, z={"z": vector})
        if "image_to_ink" in model.ref.card.can:
            (found.inks["ink"],) = _inks(model, z, _numbers(sampler.decode_path(z)))
    return found


def warm_up(shelf: Shelf) -> None:
    """Convert a sample letter a few times, so that the first real one meets loaded weights and prepared kernels.

    A model that fails here is no reason not to start: the first real ask will say so.
    """
    wave = np.linspace(0.0, 2 * np.pi, 40)
    ink = Ink((Stroke(np.stack([10 * np.cos(wave), 6 * np.sin(2 * wave)], axis=1)),))
    request = Request(0, "pen", Convert(ink))
    for _ in range(WARM_UPS):
        answer(request, shelf)


@contextlib.contextmanager
def _named(model: Loaded) -> Iterator[None]:
    """Trouble inside a model becomes a sentence that names it: a card may promise what its weights do not keep."""
    try:
        yield
    except (RuntimeError, AssertionError, TypeError, IndexError, KeyError, AttributeError) as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ModelError(f"The model '{model.title}' does not work as its card says: {first[:200]}") from error


def _tensor(image: Pixels) -> torch.Tensor:
    """(H, W) uint8 -> (1, 1, H, W) float32 in 0..1."""
    return torch.from_numpy(image.astype(np.float32) / 255)[None, None]


def _images(decoded: torch.Tensor) -> NDArray[np.uint8]:
    """(B, 1, H, W) in 0..1 -> (B, H, W) uint8."""
    values = _numbers(decoded)[:, 0]
    return np.rint(np.clip(values, 0.0, 1.0) * 255).astype(np.uint8)


def _numbers(decoded: torch.Tensor) -> Array:
    values = decoded.float().cpu().numpy()
    if not np.isfinite(values).all():
        raise ModelError("The model gave values that are not numbers; its weights may be damaged.")
    return values


def _inks(model: Loaded, z: torch.Tensor, paths: Array, frame: Frame | None = None) -> list[Ink]:
    """Decoded trajectories (B, N, 2) in the unit square as ink in the frame's source units, with the times of a hand.

    Strokes are lifted where the model knows of lifts, else a trajectory is one stroke. Without a frame the ink stays in the unit
    square. It is timed at its size on the page, within what a hand writes.
    """
    pens = _numbers(model.sampler.decode_pen(z)) if LIFTS in model.ref.card.can else np.ones(paths.shape[:2], np.float32)
    size = LETTER if frame is None else float(np.clip(1 / frame.scale, *HAND))
    return [_written(recovered(path, pen), size, frame) for path, pen in zip(paths, pens, strict=True)]


def _written(ink: Ink, size: float, frame: Frame | None) -> Ink:
    timed = retime(Ink(tuple(Stroke(stroke.xy * size) for stroke in ink)))
    back = [stroke.xy if frame is None else frame.undo(stroke.xy) for stroke in ink]
    return Ink(tuple(Stroke(xy, t=stroke.t) for xy, stroke in zip(back, timed, strict=True)))
