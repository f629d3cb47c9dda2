"""Contact sheets of what a training's averaged nets do now: the first validation samples and what the family makes of them.

They are made through the family's Sampler, from what it says that it `can`, so that every family shows what it is for. Sheets are
made only while they cost a small share of the training's time, and nothing random of the training is touched.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from engines.data.files import replacing
from engines.ink.geometry import recovered
from engines.ink.raster import PEN, SIDE, render
from engines.ink.types import Frame
from engines.training.batches import HandViews, RecoveryViews, Views

SAMPLES = 8  # columns of a sheet
CELL = 2 * SIDE  # pixels: a model's picture at twice its size, strokes drawn at this size
GAP = 2  # pixels between cells
KEPT = 5  # sheets on the disk; older ones go
SHARE = 0.02  # of the training's time
GUESS = 0.05  # s: what the first sheet may cost

Strips = dict[str, NDArray[np.uint8]]


class Previews:
    """Sheets of one training. views: what is shown, its first samples; folder: where the newest sheets lie as PNG."""

    def __init__(
        self, folder: Path, views: Views | RecoveryViews | HandViews, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.folder, self._clock = folder, clock
        self.samples = views.batch(torch.arange(min(SAMPLES, len(views))), torch.device("cpu"))
        self._began, self._spent, self._dearest = clock(), 0.0, GUESS

    def affordable(self) -> bool:
        """Whether one more sheet, as dear as the dearest so far, keeps all of them within SHARE of the time since the start."""
        return self._spent + self._dearest <= SHARE * (self._clock() - self._began)

    def make(self, sampler: Callable[[], Any], step: int) -> Strips:
        """The rows of a sheet, which is also written to the folder. Empty where the family has nothing to show."""
        began = self._clock()
        shown = strips(sampler(), self.samples)
        if shown:
            write(sheet(shown), self.folder / f"step-{step:08d}.png")
            for old in sorted(self.folder.glob("step-*.png"))[:-KEPT]:
                old.unlink(missing_ok=True)
        cost = self._clock() - began
        self._spent, self._dearest = self._spent + cost, max(cost, self._dearest)
        return shown


def strips(sampler: Any, samples: Mapping[str, Tensor]) -> Strips:
    """One strip (CELL, N * (CELL + GAP)) uint8 a row, 0 background to 255 ink.

    "ink" is the input; then, as far as the family can, "b2b", "t2b" (images out of image and of ink), "b2t" and "t2t" (strokes).
    """
    bitmap, path, pen = (samples.get(name) for name in ("bitmap", "path", "pen"))
    if bitmap is None or not {"encode", "decode"} <= sampler.can:
        return {}
    latents = {"b": sampler.encode_image(bitmap)}
    if path is not None and "ink_to_image" in sampler.can:
        latents["t"] = sampler.encode_path(path, pen)
    shown = {"ink": _strip(_enlarged(bitmap))}
    shown |= {f"{source}2b": _strip(_enlarged(sampler.decode_image(z))) for source, z in latents.items()}
    if "image_to_ink" in sampler.can:
        shown |= {f"{source}2t": _strip(_drawn(sampler, z)) for source, z in latents.items()}
    return shown


def _enlarged(images: Tensor) -> list[NDArray[np.uint8]]:
    """(N, 1, SIDE, SIDE) in 0..1 -> cells."""
    values = (images.float().clamp(0, 1) * 255).round().to("cpu", torch.uint8).numpy()[:, 0]
    times = CELL // values.shape[1]
    return [image.repeat(times, 0).repeat(times, 1) for image in values]


def _drawn(sampler: Any, z: Tensor) -> list[NDArray[np.uint8]]:
    """Decoded strokes as cells, lifted where the family knows of lifts."""
    paths = sampler.decode_path(z).float().cpu().numpy()
    pens = sampler.decode_pen(z).float().cpu().numpy() if "pen_lifts" in sampler.can else np.ones(paths.shape[:2], np.float32)
    frame = Frame(scale=float(CELL))
    return [render(recovered(path, pen), CELL, CELL, PEN * CELL / SIDE, frame) for path, pen in zip(paths, pens, strict=True)]


def _strip(cells: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    return np.concatenate([np.pad(cell, ((0, 0), (0, GAP))) for cell in cells], axis=1)


def sheet(shown: Strips) -> NDArray[np.uint8]:
    """Strips under one another, ink dark on white."""
    rows = [np.pad(255 - strip, ((0, GAP), (0, 0)), constant_values=255) for strip in shown.values()]
    return np.concatenate(rows)


def write(picture: NDArray[np.uint8], path: Path) -> None:
    """A grey PNG, whole or not at all."""
    with replacing(path) as part:
        Image.fromarray(picture).save(part, "PNG")
