"""What the trainer and the inference ask of a family: Phase, Recipe and Sampler."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, get_args

import torch
from torch import Tensor, nn

Batch = Mapping[str, Tensor]
Optimiser = Literal["rmsprop", "adam", "adamw"]
Schedule = Literal["constant", "cosine", "linear"]


def check_sizes(config: Any, *names: str) -> None:
    """Raise ValueError where a size of a config is less than one, or any of its numbers is negative."""
    for name, value in vars(config).items():
        if name in names and value < 1:
            raise ValueError(f"'{name}' cannot be {value}: it must be at least 1.")
        if isinstance(value, int | float) and value < 0:
            raise ValueError(f"'{name}' cannot be {value}: it must not be negative.")


@dataclass(frozen=True)
class Phase:
    """One optimiser's share of a step.

    nets: which of the recipe's nets it updates; every: on each n-th step; clip: the gradient's largest norm, 0 = off; schedule:
    "constant", or "cosine" or "linear" down to nothing at the last step; warm_up: steps over which the rate rises from nothing.
    Raises ValueError for an optimiser or a schedule that does not exist.
    """

    name: str
    nets: tuple[str, ...]
    lr: float
    optimiser: Optimiser = "adam"
    every: int = 1
    clip: float = 0.0
    betas: tuple[float, float] = (0.9, 0.999)
    decay: float = 0.0
    schedule: Schedule = "constant"
    warm_up: int = 0

    def __post_init__(self) -> None:
        for what, known in (("optimiser", Optimiser), ("schedule", Schedule)):
            if getattr(self, what) not in get_args(known):
                raise ValueError(f"There is no {what} '{getattr(self, what)}'. There is: {', '.join(get_args(known))}.")

    def rate(self, step: int, total: int) -> float:
        """The learning rate of a step (from 0) of `total`."""
        rise = min(1.0, (step + 1) / self.warm_up) if self.warm_up else 1.0
        done = step / total
        falls = {"constant": 1.0, "cosine": 0.5 * (1 + math.cos(math.pi * done)), "linear": 1 - done}
        return self.lr * rise * falls[self.schedule]


def weighed(terms: Mapping[str, Tensor], weights: Mapping[str, float]) -> dict[str, Tensor]:
    """What a recipe's `loss` returns: the weighted sum of the terms as "loss", and the terms. Every term has its weight."""
    return {"loss": torch.stack([weights[name] * term for name, term in terms.items()]).sum(), **terms}


class Recipe(nn.Module):
    """What the trainer needs of a family: its nets, its phases and its losses.

    views: names of the batch's tensors that `loss` reads (see training.batches). averaged: nets with an EMA copy, whose copies
    are what a Sampler is made of. part: which part or half of the data it learns from (see data.split). frozen: other families'
    samplers that serve in losses, never trained here. Raises ValueError for a judge among them: judges judge alone.
    """

    views: ClassVar[tuple[str, ...]] = ()
    phases: ClassVar[tuple[Phase, ...]] = ()
    averaged: ClassVar[tuple[str, ...]] = ()
    part: ClassVar[Literal["train", "judges", "recognisers"]] = "train"
    nets: nn.ModuleDict

    def __init__(self, frozen: Mapping[str, Sampler] | None = None) -> None:
        super().__init__()
        self.frozen = dict(frozen or {})
        for name, sampler in self.frozen.items():
            if sampler.judges:
                raise ValueError(f"'{name}' is a judge: it must not serve in the loss of what it will judge. Take a recogniser.")

    def loss(self, phase: Phase, batch: Batch) -> dict[str, Tensor]:
        """Scalars of this phase: "loss" is minimised, the others are reported.

        Means over the batch's samples, and noise from `layers.noise`: then processes that share a batch train as one would.
        """
        raise TypeError(f"{type(self).__name__} has no loss.")


class Sampler:
    """What inference needs of a family: `can` names its abilities; a subclass offers a method for each."""

    can: ClassVar[frozenset[str]] = frozenset()
    judges: ClassVar[bool] = False  # its verdicts are figures, so it serves in no loss

    def __init__(self, config: Any, state: Mapping[str, Tensor], device: str = "cpu") -> None:
        self.config = config
        self.device = torch.device(device)


def load_nets(build: Callable[[], nn.Module], state: Mapping[str, Tensor], device: torch.device) -> nn.Module:
    """Nets with weights loaded, on a device, ready to answer; weights of half precision become float32.

    Shapes are compared before any memory is taken, so that a card which promises a giant costs nothing. Raises ValueError naming
    the first tensor that does not fit.
    """
    with torch.device("meta"):
        nets = build()
    for name, wanted in nets.state_dict().items():
        if name not in state:
            raise ValueError(f"the tensor '{name}' is missing")
        if state[name].shape != wanted.shape:
            raise ValueError(f"the tensor '{name}' has shape {tuple(state[name].shape)}, not {tuple(wanted.shape)}")
    nets = nets.to_empty(device=device)
    nets.load_state_dict({name: state[name] for name in nets.state_dict()})
    return nets.eval().requires_grad_(False)
