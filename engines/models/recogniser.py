"""The product's recogniser of characters: ink where there is ink, a picture where there is only that. It may serve in losses.

Ink tells more than its picture does: which way the pen went and where it was lifted. One branch sees it as maps, the picture and
one map for each of eight directions of the pen (after the directional features of Bai and Huo, "A Study on the Use of
8-Directional Features for Online Handwritten Chinese Character Recognition", 2005) and one of the pen-lifts; the other branch
follows the points in time. A picture alone has empty maps and no points, so one net reads both; in training a third of the
samples come without their ink.

It learns from writers that no judge sees (data.split, half "recognisers"). Its figures on real ink are its own; figures about
what other models make come from the judges (models.judges).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from engines.models.characters import ASCII, ordered
from engines.models.reading import ReadingRecipe
from engines.models.recipe import Batch, Phase, check_sizes, load_nets
from engines.models.recipe import Sampler as BaseSampler
from engines.models.render import DENSITY, Splats
from engines.models.variation import bent, smoothed, varied

SIDE = 32
DIRECTIONS = 8
MAPS = 1 + DIRECTIONS + 1
SPLATS = 128
BLIND = 1 / 4  # of the samples in training show their picture alone


@dataclass(frozen=True)
class Config:
    """Sizes. alphabet: the classes; other characters are passed over in training and never answered."""

    alphabet: str = ASCII
    width: int = 28  # channels of the first convolutions, five times as many at the end
    features: int = 112  # of each branch before the last layer
    dropout: float = 0.4
    smoothing: float = 0.05  # of the labels
    lr: float = 2e-3
    decay: float = 0.05
    warm_up: int = 200

    def __post_init__(self) -> None:
        check_sizes(self, "width", "features")
        if len(set(self.alphabet)) < 2:
            raise ValueError("'alphabet' needs at least two different characters.")


PRESETS = {"default": Config(), "draft": Config(width=4, features=16)}


def maps(path: Tensor, pen: Tensor) -> Tensor:
    """Ink as a stack of pictures: itself, what of it goes in each of eight directions, and the pen-lifts.

    path: (B, N, 2) in the unit square; pen: (B, N), the drawn share of the way to the next point. -> (B, 10, 32, 32) in 0..1.
    """
    splats = Splats(path, pen, SIDE, SPLATS)
    angle = torch.atan2(splats.steps[:, 1], splats.steps[:, 0]) * (DIRECTIONS / (2 * math.pi))  # (B, splats), in eighths
    ways = torch.arange(DIRECTIONS, device=path.device)[:, None]
    off = (angle[:, None] - ways + DIRECTIONS / 2) % DIRECTIONS - DIRECTIONS / 2  # (B, 8, splats)
    shares = (1 - off.abs()).clamp(min=0)  # each way is told to the two nearest directions
    weights = torch.cat([splats.drawn[:, None], splats.drawn[:, None] * shares, splats.lifted[:, None]], 1)
    return 1 - torch.exp(-DENSITY * splats.covered(weights))


def trail(path: Tensor, pen: Tensor) -> Tensor:
    """Ink in time: place, way to the next point (both about 1 in size) and what of it is drawn. -> (B, 5, N)."""
    way = torch.diff(path, dim=1, append=path[:, -1:]) * 16
    return torch.cat([path * 4 - 2, way, pen[..., None]], 2).transpose(1, 2)


def _step(before: int, after: int, stride: int = 1) -> list[nn.Module]:
    return [nn.Conv2d(before, after, 3, stride, 1, bias=False), nn.BatchNorm2d(after), nn.SiLU()]


def _beat(before: int, after: int, stride: int = 1) -> list[nn.Module]:
    return [nn.Conv1d(before, after, 5, stride, 2, bias=False), nn.BatchNorm1d(after), nn.SiLU()]


class Reader(nn.Module):
    """maps (B, 10, 32, 32), trail (B, 5, 64), known (B,) whether there is ink -> logits (B, classes).

    Plain convolutions whose last map keeps its places, unlike a judge's.
    """

    def __init__(self, config: Config) -> None:
        super().__init__()
        w, features = config.width, config.features
        self.seen = nn.Sequential(
            *_step(MAPS, w), *_step(w, 3 * w // 2, 2), *_step(3 * w // 2, 3 * w // 2), *_step(3 * w // 2, 3 * w, 2),
            *_step(3 * w, 3 * w), *_step(3 * w, 5 * w, 2), *_step(5 * w, 5 * w), nn.Flatten(), nn.Dropout(config.dropout),
            nn.Linear(5 * w * 16, features), nn.SiLU(),
        )  # 32, 16, 8, then 4 pixels a side  # fmt: skip
        self.moved = nn.Sequential(
            *_beat(5, 2 * w), *_beat(2 * w, 3 * w, 2), *_beat(3 * w, 3 * w), *_beat(3 * w, 4 * w, 2), *_beat(4 * w, 4 * w, 2),
            nn.Flatten(), nn.Dropout(config.dropout), nn.Linear(4 * w * 8, features), nn.SiLU(),
        )  # 64, 32, 16, then 8 moments  # fmt: skip
        self.still = nn.Parameter(torch.zeros(features))  # what stands for the moments of a picture
        self.head = nn.Sequential(nn.Dropout(config.dropout), nn.Linear(2 * features, len(ordered(config.alphabet))))

    def features(self, shown: Tensor, way: Tensor, known: Tensor) -> Tensor:
        """What stands before the last layer, (B, 2 features)."""
        moved = torch.where(known[:, None] > 0, self.moved(way), self.still)
        return torch.cat([self.seen(shown), moved.to(shown.dtype)], 1)

    def forward(self, shown: Tensor, way: Tensor, known: Tensor) -> Tensor:
        """Read."""
        return self.head(self.features(shown, way, known)).float()


def build(config: Config) -> nn.ModuleDict:
    """The one net, by the name that weights carry."""
    return nn.ModuleDict({"reader": Reader(config)})


class Recipe(ReadingRecipe):
    """Cross-entropy with smoothed labels on bent ink and varied pictures, by AdamW under a cosine."""

    views: ClassVar[tuple[str, ...]] = ("path", "pen", "glyph", "code")
    part: ClassVar[Literal["train", "judges", "recognisers"]] = "recognisers"

    def __init__(self, config: Config, frozen: Mapping[str, BaseSampler] | None = None) -> None:
        super().__init__(config, build(config), frozen)

    def loss(self, phase: Phase, batch: Batch) -> dict[str, Tensor]:
        """batch: path (B, 64, 2), pen (B, 64), glyph (B, 1, 32, 32) in 0..1, code (B,) code points.

        "wrong" is the share read as another character, "wrong_pictures" the same of those that show their picture alone.
        """
        path, pen, glyph, codes = batch["path"], batch["pen"], batch["glyph"], batch["code"]
        wanted, asked = self.wanted(codes)
        known = asked.float()
        with torch.no_grad(), torch.autocast(path.device.type, enabled=False):
            path = smoothed(path, pen)
            if self.nets.training:
                path, glyph = bent(path, pen), varied(glyph)
            blind = torch.arange(len(path), device=path.device) < round(BLIND * len(path))  # any: the batch is in random order
            alone = torch.cat([glyph, glyph.new_zeros(len(glyph), MAPS - 1, SIDE, SIDE)], 1)
            shown = torch.where(blind[:, None, None, None], alone, maps(path, pen))
        logits = self.nets["reader"](shown, trail(path, pen), (~blind).float())
        losses = cross_entropy(logits, wanted, reduction="none", label_smoothing=self.config.smoothing)
        wrong = (logits.argmax(1) != wanted) * known
        seeing = (~blind).float()
        return {
            "loss": (losses * known).mean(),
            "wrong": (wrong * seeing).sum() / seeing.sum().clamp(min=1),
            "wrong_pictures": (wrong * (1 - seeing)).sum() / (1 - seeing).sum().clamp(min=1),
        }


class Sampler(BaseSampler):
    """Reads characters. Raises ValueError where the state does not fit the config."""

    can: ClassVar[frozenset[str]] = frozenset({"read"})

    def __init__(self, config: Any, state: Mapping[str, Tensor], device: str = "cpu") -> None:
        super().__init__(config, state, device)
        self.nets = load_nets(lambda: build(config), state, self.device)
        self.classes = ordered(config.alphabet)

    @torch.inference_mode()
    def logits(self, path: Tensor, pen: Tensor) -> Tensor:
        """Of ink: path (B, 64, 2) in the unit square and pen (B, 64). -> (B, classes) float32, in the order of `classes`.

        It is read twice, as ink and as its own picture, and both are heard: four in a thousand more are right than by ink alone.
        """
        pen = pen.to(self.device)
        path = smoothed(path.to(self.device), pen)
        shown, reader = maps(path, pen), self.nets.get_submodule("reader")
        by_ink = reader(shown, trail(path, pen), path.new_ones(len(path)))
        return (by_ink.log_softmax(1) + self.logits_of_pictures(shown[:, :1]).log_softmax(1)) / 2

    @torch.inference_mode()
    def logits_of_pictures(self, images: Tensor) -> Tensor:
        """Of pictures framed by engines.ink.glyph, (B, 1, 32, 32) in 0..1. -> (B, classes) float32."""
        images = images.to(self.device)
        shown = torch.cat([images, images.new_zeros(len(images), MAPS - 1, SIDE, SIDE)], 1)
        still = images.new_zeros(len(images), 5, 64)
        return self.nets.get_submodule("reader")(shown, still, images.new_zeros(len(images)))
