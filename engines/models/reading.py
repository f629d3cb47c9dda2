"""What those who learn to read characters share: their classes as code points, and how they are trained."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import torch
from torch import Tensor, nn

from engines.models.characters import ordered
from engines.models.recipe import Phase, Recipe, Sampler


class ReadingRecipe(Recipe):
    """One net, "reader", by AdamW under a cosine. config: with alphabet, lr, decay and warm_up."""

    averaged: ClassVar[tuple[str, ...]] = ("reader",)
    codes: Tensor

    def __init__(self, config: Any, nets: nn.ModuleDict, frozen: Mapping[str, Sampler] | None = None) -> None:
        super().__init__(frozen)
        self.config = config
        self.nets = nets
        self.register_buffer("codes", torch.tensor([ord(character) for character in ordered(config.alphabet)]), persistent=False)
        settings = {"decay": config.decay, "clip": 5.0, "schedule": "cosine", "warm_up": config.warm_up}
        self.phases = (Phase("read", ("reader",), config.lr, "adamw", **settings),)  # type: ignore[misc]

    def wanted(self, codes: Tensor) -> tuple[Tensor, Tensor]:
        """Code points (B,) -> the classes they are, and which of them are in the alphabet at all (elsewhere the class is any)."""
        classes = torch.searchsorted(self.codes, codes).clamp(max=len(self.codes) - 1)
        return classes, self.codes[classes] == codes
