"""The writer encoder: pieces of ink to vectors whose mean over a writer's samples stands for the hand.

It learns to tell the writers of one site from each other, from sets of six pieces of different letters, so that what a site
shares (its tablet, its language, its form) tells nothing (x-vectors: Snyder et al. 2018; additive margin: Wang et al. 2018). Two
branches, whose vectors lie end to end:
- statistics: how often the pen goes each way, where, how fast and with which bend, of which the usual amount for that letter is
  taken off (hinge and direction histograms after Bulacu and Schomaker, "Text-independent writer identification", 2007);
- course: convolutions along the pen's way, averaged over it.

Two hands are compared by the cosine of each half's mean, made comparable by the same of many other hands (adaptive symmetric
score normalisation, Matejka et al. 2017): those of training stay with the weights as prototypes.

It learns from writers that no judge sees (data.split, half "recognisers").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize, one_hot

from engines.models.layers import noise
from engines.models.recipe import Batch, Phase, check_sizes, load_nets
from engines.models.recipe import Recipe as BaseRecipe
from engines.models.recipe import Sampler as BaseSampler
from engines.models.statistics import STATISTICS, LetterNorm, statistics
from engines.models.variation import restyled, smoothed

SET = 6  # pieces of a set, two sets of each writer in turn (training.hands)
CODES = 128  # ASCII; everything else is a piece of unknown text
NEAREST = 60  # prototypes that scores are compared with


@dataclass(frozen=True)
class Config:
    """Sizes. hands: writers that training may tell apart, at most."""

    hands: int = 256
    latent: int = 64  # size of each half of a vector
    hidden: int = 256
    width: int = 96  # channels along the pen's way
    scale: float = 20.0  # of cosines before the softmax
    margin: float = 0.1
    dropout: float = 0.3
    jitter: float = 0.8  # noise on the standardised statistics
    lr: float = 2e-3
    decay: float = 0.05
    warm_up: int = 100

    def __post_init__(self) -> None:
        check_sizes(self, "hands", "latent", "hidden", "width")


PRESETS = {"default": Config(), "draft": Config(hidden=32, width=16, latent=16)}


class Course(nn.Module):
    """Convolutions along the way of a piece, then mean and spread over it. -> (B, latent)."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        w = config.width
        self.letter = nn.Embedding(CODES, 16)
        self.net = nn.Sequential(
            *_beat(27, w, 5), *_beat(w, w, 5), *_beat(w, w, 3, 2), *_beat(w, w, 3, 4), nn.Conv1d(w, 2 * w, 1, bias=False),
            nn.BatchNorm1d(2 * w), nn.SiLU(),
        )  # fmt: skip
        self.out = nn.Sequential(
            nn.BatchNorm1d(4 * w + 19), nn.Dropout(config.dropout), nn.Linear(4 * w + 19, config.hidden), nn.SiLU(),
            nn.Dropout(config.dropout), nn.Linear(config.hidden, config.latent),
        )  # fmt: skip

    def forward(self, path: Tensor, pen: Tensor, pace: Tensor, measure: Tensor, code: Tensor) -> Tensor:
        """Shapes as in ink.manner.Pieces."""
        way = torch.diff(path, dim=1, append=path[:, -1:]) * 16
        length = way.norm(dim=2, keepdim=True).clamp(min=1e-3)
        unit = way / length
        before, after = unit[:, :-1], unit[:, 1:]
        turn = torch.stack([(before * after).sum(2) - 1, before[..., 0] * after[..., 1] - before[..., 1] * after[..., 0]], 2)
        turn = nn.functional.pad(turn, (0, 0, 1, 0))
        letter = self.letter(code)
        columns = [path * 4 - 2, unit, length, turn, pen[..., None], pace[..., None], unit * pace[..., None]]
        x = torch.cat([*columns, letter[:, None].expand(-1, path.shape[1], -1)], 2).transpose(1, 2)  # (B, 27, 64)
        h = self.net(x).float()
        return self.out(torch.cat([h.mean(2), (h.var(2) + 1e-4).sqrt(), measure, letter], 1)).float()


def _beat(before: int, after: int, reach: int, apart: int = 1) -> list[nn.Module]:
    padding = apart * (reach // 2)
    convolution = nn.Conv1d(before, after, reach, padding=padding, dilation=apart, bias=False)
    return [convolution, nn.BatchNorm1d(after), nn.SiLU()]


class Encoder(nn.Module):
    """Both branches, and the prototypes of the hands that they learned to tell apart."""

    prototypes: Tensor
    site_of: Tensor

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.usual = LetterNorm(CODES, STATISTICS)
        self.jitter = config.jitter
        self.statistics = nn.Sequential(
            nn.Dropout(config.dropout), nn.Linear(STATISTICS, config.hidden), nn.SiLU(), nn.Dropout(config.dropout),
            nn.Linear(config.hidden, config.latent, bias=False),
        )  # fmt: skip
        self.course = Course(config)
        self.prototypes = nn.Parameter(torch.randn(2, config.hands, config.latent) * 0.1)
        self.register_buffer("site_of", torch.full((config.hands,), -1.0))  # whole numbers; a float so that it is averaged as is

    def forward(self, path: Tensor, pen: Tensor, pace: Tensor, measure: Tensor, code: Tensor) -> Tensor:
        """Pieces, shaped as in ink.manner.Pieces -> (B, 2, latent), the halves not yet normalised."""
        code = torch.where((code >= 0) & (code < CODES), code, 0)
        with torch.autocast(path.device.type, enabled=False):
            path = smoothed(path.float(), pen)
            found = self.usual(statistics(path, pen, pace, measure), code)
            if self.training:
                found = found + self.jitter * noise(found)
        return torch.stack([self.statistics(found).float(), self.course(path, pen, pace, measure, code)], 1)


def build(config: Config) -> nn.ModuleDict:
    """The one net, by the name that weights carry."""
    return nn.ModuleDict({"encoder": Encoder(config)})


class Recipe(BaseRecipe):
    """Telling the writers of each site apart by sets of pieces, each half of the vector for itself; AdamW under a cosine."""

    views: ClassVar[tuple[str, ...]] = ("hand",)
    averaged: ClassVar[tuple[str, ...]] = ("encoder",)
    part: ClassVar[Literal["train", "judges", "recognisers"]] = "recognisers"

    def __init__(self, config: Config, frozen: Mapping[str, BaseSampler] | None = None) -> None:
        super().__init__(frozen)
        self.config = config
        self.nets = build(config)
        settings = {"decay": config.decay, "clip": 5.0, "schedule": "cosine", "warm_up": config.warm_up}
        self.phases = (Phase("tell", ("encoder",), config.lr, "adamw", **settings),)  # type: ignore[arg-type, misc]

    def loss(self, phase: Phase, batch: Batch) -> dict[str, Tensor]:
        """batch: path, pen, pace, measure, code of pieces, SET after SET of the same writer, two sets of each in turn; hand (B,),
        the writer's number, and site (B,). "confused": share of first sets that lie nearer to a stranger of the same site than to
        their own second set."""
        encoder = self.nets["encoder"]
        assert isinstance(encoder, Encoder)
        path, pen, code = batch["path"], batch["pen"], batch["code"].long()
        if encoder.training:
            with torch.autocast(path.device.type, enabled=False):
                path = restyled(path)
            code = torch.where(noise(path.new_empty(len(path))) > 1.0, 0, code)  # a sixth is shown without its letter
        pieces = encoder(path, pen, batch["pace"], batch["measure"], code)  # (B, 2, latent)
        means = normalize(pieces.view(-1, SET, *pieces.shape[1:]).mean(1), dim=2)  # (sets, 2, latent)
        hands, sites = batch["hand"][::SET].long(), batch["site"][::SET]
        near = torch.einsum("ahd,bhd->ab", means[::2], means[1::2]) / 2  # halves of either side
        own = torch.arange(len(near), device=near.device)
        twice = (hands[::2, None] == hands[None, 1::2]) & (own[:, None] != own)  # another pair of the same writer
        apart = (sites[::2, None] != sites[None, 1::2]) | twice
        confused = near.masked_fill(apart, -9).argmax(1) != own
        if not encoder.training:  # writers it never saw have no prototypes
            told = cross_entropy((self.config.scale * near).masked_fill(apart, -1e4), own)
            return {"loss": told, "confused": confused.float().mean()}
        if int(hands.max()) >= self.config.hands:
            raise ValueError(f"The data holds more than {self.config.hands} writers; give 'hands' a larger number.")
        encoder.site_of[hands] = sites
        cosines = torch.einsum("ahd,hcd->ahc", means, normalize(encoder.prototypes, dim=2))  # (sets, 2, hands)
        wanted = one_hot(hands, self.config.hands).bool()[:, None]
        logits = self.config.scale * torch.where(wanted, cosines - self.config.margin, cosines)
        logits = logits.masked_fill((encoder.site_of[None] != sites[:, None])[:, None], -1e4)
        losses = cross_entropy(logits.flatten(0, 1), hands.repeat_interleave(2))
        return {"loss": losses, "confused": confused.float().mean()}


class Sampler(BaseSampler):
    """Vectors of pieces, and how alike two hands are. Raises ValueError where the state does not fit the config."""

    can: ClassVar[frozenset[str]] = frozenset({"encode_style"})

    def __init__(self, config: Any, state: Mapping[str, Tensor], device: str = "cpu") -> None:
        super().__init__(config, state, device)
        self.nets = load_nets(lambda: build(config), state, self.device)
        encoder = self.nets["encoder"]  # type: ignore[index]
        assert isinstance(encoder, Encoder)
        self._encoder = encoder
        known = encoder.site_of >= 0
        self._cohort = normalize(encoder.prototypes[:, known], dim=2)  # (2, hands, latent)

    @property
    def size(self) -> int:
        """Numbers of a vector."""
        return 2 * self.config.latent

    @torch.inference_mode()
    def encode_style(self, path: Tensor, pen: Tensor, pace: Tensor, measure: Tensor, code: Tensor) -> Tensor:
        """Pieces, shaped as in ink.manner.Pieces -> (B, 2 latent) float32. A hand is the mean of its pieces' vectors."""
        pieces = self._encoder(*(value.to(self.device) for value in (path, pen, pace, measure, code)))
        return pieces.flatten(1).float().cpu()

    @torch.inference_mode()
    def likeness(self, one: Tensor, other: Tensor) -> Tensor:
        """How alike hands are, pair by pair: (B, 2 latent) each -> (B,), about 0 for strangers, in spreads of theirs."""
        halves = [normalize(side.view(len(side), 2, -1).float(), dim=2) for side in (one, other)]
        raw = (halves[0] * halves[1]).sum(2)  # (B, 2)
        scores = torch.zeros_like(raw)
        for side in halves:
            strangers = torch.einsum("ahd,hcd->ahc", side, self._cohort.cpu())
            near = strangers.topk(min(NEAREST, strangers.shape[2]), dim=2).values
            scores += (raw - near.mean(2)) / near.std(2).clamp(min=1e-3) / 2
        return scores.mean(1)
