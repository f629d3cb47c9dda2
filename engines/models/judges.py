"""Judges: independent readers of characters, whose verdicts are other models' figures (label accuracy, features for FID and KID).

A verdict is worth something only where nothing was trained to please it. So a judge is of another architecture than any network
that serves in a loss (residual, pooled over the whole picture; Resnet, He et al. 2016), learns from writers that those never see
(data.split, half "judges"), from real ink and scans only, and no Recipe takes one among its frozen networks (models.recipe).

It sees characters as engines.ink.glyph frames them, 32 x 32, so it reads drawn ink and scans alike. Size and place on the line
are lost in that frame; classes that only those tell apart are one in `characters.MERGED` (after EMNIST's "ByMerge", Cohen et al.
2017, and what other categories add), and accuracy is reported both ways.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from engines.models.characters import ASCII, KUZUSHIJI, ordered
from engines.models.reading import ReadingRecipe
from engines.models.recipe import Batch, Phase, check_sizes, load_nets
from engines.models.recipe import Sampler as BaseSampler
from engines.models.variation import varied

SIDE = 32


@dataclass(frozen=True)
class Config:
    """Sizes. alphabet: the classes; other characters are passed over in training and never answered."""

    alphabet: str = ASCII + KUZUSHIJI
    width: int = 24  # channels of the first convolutions, five times as many at the end, which are the features
    smoothing: float = 0.05  # of the labels
    lr: float = 2e-3
    decay: float = 0.02
    warm_up: int = 200

    def __post_init__(self) -> None:
        check_sizes(self, "width")
        if len(set(self.alphabet)) < 2:
            raise ValueError("'alphabet' needs at least two different characters.")


PRESETS = {"default": Config(), "draft": Config(width=4)}


class Residual(nn.Module):
    """Two 3x3 convolutions beside the identity, batch-normalised."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.block = nn.Sequential(*normed(width, width), *normed(width, width)[:-1])

    def forward(self, x: Tensor) -> Tensor:
        """(B, width, H, W) -> the same shape."""
        return torch.relu(x + self.block(x))


def normed(before: int, after: int, stride: int = 1) -> list[nn.Module]:
    """A 3x3 convolution, its normalisation, ReLU."""
    return [nn.Conv2d(before, after, 3, stride, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]


class Reader(nn.Module):
    """(B, 1, 32, 32) in 0..1 -> logits (B, classes). `features` gives what stands before the last layer, (B, 5 width)."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        w = config.width
        layers: list[nn.Module] = normed(1, w)
        for before, after in ((w, w), (w, 5 * w // 2), (5 * w // 2, 5 * w)):
            layers += [*normed(before, after, 2), Residual(after)]  # 16, 8, then 4 pixels a side
        self.features = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.head = nn.Linear(5 * w, len(ordered(config.alphabet)))

    def forward(self, x: Tensor) -> Tensor:
        """Read."""
        return self.head(self.features(x)).float()


def build(config: Config) -> nn.ModuleDict:
    """The one net, by the name that weights carry."""
    return nn.ModuleDict({"reader": Reader(config)})


class Recipe(ReadingRecipe):
    """Cross-entropy with smoothed labels on varied characters, by AdamW under a cosine."""

    views: ClassVar[tuple[str, ...]] = ("glyph", "code")
    part: ClassVar[Literal["train", "judges", "recognisers"]] = "judges"

    def __init__(self, config: Config, frozen: Mapping[str, BaseSampler] | None = None) -> None:
        super().__init__(config, build(config), frozen)

    def loss(self, phase: Phase, batch: Batch) -> dict[str, Tensor]:
        """batch: glyph (B, 1, 32, 32) in 0..1 and code (B,) code points. "wrong" is the share read as another character."""
        images, codes = batch["glyph"], batch["code"]
        wanted, known = self.wanted(codes)
        logits = self.nets["reader"](varied(images) if self.nets.training else images)
        losses = cross_entropy(logits, wanted, reduction="none", label_smoothing=self.config.smoothing)
        wrong = logits.argmax(1) != wanted
        return {"loss": (losses * known).mean(), "wrong": (wrong & known).float().mean()}


class Sampler(BaseSampler):
    """Verdicts on characters framed by engines.ink.glyph. Tensors in are (B, 1, 32, 32) float32 in 0..1.

    Raises ValueError where the state does not fit the config.
    """

    can: ClassVar[frozenset[str]] = frozenset({"judge"})
    judges: ClassVar[bool] = True

    def __init__(self, config: Any, state: Mapping[str, Tensor], device: str = "cpu") -> None:
        super().__init__(config, state, device)
        self.nets = load_nets(lambda: build(config), state, self.device)
        self.classes = ordered(config.alphabet)

    @torch.inference_mode()
    def logits(self, images: Tensor) -> Tensor:
        """-> (B, classes) float32, in the order of `classes`."""
        return self.nets.get_submodule("reader")(images.to(self.device))

    @torch.inference_mode()
    def features(self, images: Tensor) -> Tensor:
        """-> (B, 5 width) float32: the penultimate layer, for distances between sets of characters."""
        reader = self.nets.get_submodule("reader")
        return reader.get_submodule("features")(images.to(self.device)).float()

    def read(self, images: Tensor, among: str = "") -> tuple[list[str], Tensor]:
        """-> the characters read and their probabilities (B,). among: the only characters to choose from ("" = all).

        Raises ValueError where none of those is one that the judge knows.
        """
        logits = self.logits(images)
        if among:
            allowed = torch.tensor([character in among for character in self.classes], device=logits.device)
            if not allowed.any():
                raise ValueError(f"The judge knows none of the characters {among[:40]!r}.")
            logits = logits.masked_fill(~allowed, -torch.inf)
        sure, best = logits.softmax(1).max(1)
        return [self.classes[index] for index in best.tolist()], sure
