"""Trainings that take a second: a store of two letters drawn by a formula, and plans for it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import safetensors.torch
import torch
from torch import Tensor, nn

from engines.data.sample import Provenance, Sample
from engines.data.store import write_store
from engines.ink.types import Ink, Stroke
from engines.models.layers import sampled
from engines.models.recipe import Batch, Phase, load_nets
from engines.models.recipe import Recipe as BaseRecipe
from engines.models.recipe import Sampler as BaseSampler
from engines.training import trainer


def letters(count: int = 240) -> list[Sample]:
    """Slanted L and V by forty writers: ink with something to learn and nothing to download."""
    rng = np.random.default_rng(0)
    shapes = {"L": [[0, 0], [0, 10], [6, 10]], "V": [[0, 0], [4, 10], [8, 0]]}
    made = []
    for index in range(count):
        label = "LV"[index % 2]
        slant = np.array([[1, rng.normal(0, 0.2)], [0, 1]])
        stroke = Stroke(np.array(shapes[label]) @ slant.T + rng.normal(0, 0.3, (3, 2)))
        made.append(
            Sample(Ink((stroke,)), text=label, writer=f"writer {index % 40}", provenance=Provenance(f"made#{index}", "CC0"))
        )
    return made


def make_store(folder: Path) -> Path:
    """A store of `letters`."""
    write_store(folder / "letters.h5", letters(), {"source": "ours", "attribution": "drawn by Ductus"})
    return folder / "letters.h5"


def plan(store: Path, out: Path, **changes: object) -> trainer.Plan:
    """A plan of eight steps of the smallest preset, with changes."""
    base = trainer.Plan("cross_vae", (store,), out, preset="draft", steps=8, batch=16, device="cpu", threads=1, name="tiny")
    return dataclasses.replace(base, **changes)


def same(a: Path, b: Path) -> bool:
    """Whether two files of weights hold the same numbers, bit for bit."""
    one, other = safetensors.torch.load_file(a), safetensors.torch.load_file(b)
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


# ---------------------------------------------------------------- a family with batch norm and faults to order


@dataclasses.dataclass(frozen=True)
class Config:
    """spoil: the step after which the gradient of a finite loss is no number."""

    spoil: int = -1
    lr: float = 1e-2


class Recipe(BaseRecipe):
    """Bitmap to bitmap through a batch-normalised bottleneck with noise."""

    views: ClassVar[tuple[str, ...]] = ("bitmap",)
    averaged: ClassVar[tuple[str, ...]] = ("whole",)
    phases: ClassVar[tuple[Phase, ...]] = (Phase("all", ("whole",), 1e-2),)

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config, self.seen = config, 0
        self.nets = build()
        self.modes: list[bool] = []

    def loss(self, phase: Phase, batch: Batch) -> dict[str, Tensor]:
        flat = batch["bitmap"].flatten(1)
        self.modes.append(self.nets["whole"].training)
        error = (self.nets["whole"](sampled(flat, torch.full_like(flat, -4.0))) - flat).square().mean()
        self.seen += 1
        if self.seen == self.config.spoil + 1:  # the square root of nothing: finite itself, its slope is not
            error = error + (error - error).sqrt()
        return {"loss": error}


class Sampler(BaseSampler):
    """Answers nothing."""

    def __init__(self, config: Config, state: dict[str, Tensor], device: str = "cpu") -> None:
        super().__init__(config, state, device)
        self.nets = load_nets(build, state, self.device)


def build() -> nn.ModuleDict:
    whole = nn.Sequential(nn.Linear(1024, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 1024))
    return nn.ModuleDict({"whole": whole})


NORMED = SimpleNamespace(Config=Config, PRESETS={"draft": Config()}, Recipe=Recipe, Sampler=Sampler)
