"""Stroke recovery: an image and the pieces of its skeleton -> strokes, with pen-lifts, in writing order and direction.

The skeleton is the prior: what is chosen, one after the other, are its directed pieces. A small convolutional net looks at the
image around each piece, attention with the graph's relations lets pieces know each other, and a recurrent decoder points at the
next piece, drawing on or lifting the pen before it, until it ends (pointer networks: Vinyals et al. 2015). The decoder sees which
pieces were drawn already, so that retracing is a choice and not a slip. Beams are searched; the number of strokes is the one on
which most of the probability agrees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, gelu

from engines.models.pieces import NEVER, Reader, Seen
from engines.models.pointing import Beams, search
from engines.models.recipe import Batch, Phase, check_sizes, load_nets
from engines.models.recipe import Recipe as BaseRecipe
from engines.models.recipe import Sampler as BaseSampler

PAIR = 15  # numbers that compare the pen's place with a piece


@dataclass(frozen=True)
class Config:
    """Sizes. width: of a piece's vector; heads, layers: of attention; memory: of the decoder; channels: of the first
    convolutions; pair: hidden units that compare the pen's place with a piece; dropout: share; lr, decay: AdamW's."""

    width: int = 128
    heads: int = 4
    layers: int = 3
    memory: int = 192
    channels: int = 20
    pair: int = 32
    dropout: float = 0.1
    lr: float = 1e-3
    decay: float = 0.01

    def __post_init__(self) -> None:
        check_sizes(self, "width", "heads", "layers", "memory", "channels", "pair")


PRESETS = {"default": Config(), "draft": Config(width=48, layers=1, memory=64, channels=8, pair=16, dropout=0.0)}


class Hand(Reader):
    """The whole net: `see` encodes, `score` says what comes next after given steps."""

    def __init__(self, config: Config) -> None:
        width, memory = config.width, config.memory
        super().__init__(width, config.channels, config.heads, config.layers, config.dropout)
        self.first = nn.Linear(width, memory)
        self.lifted = nn.Embedding(2, width)
        self.recall = nn.GRU(width, memory, batch_first=True)
        self.ask = nn.Linear(memory, width)
        self.decide = nn.Sequential(nn.Linear(memory + width, width), nn.GELU(), nn.Dropout(config.dropout))
        self.keys, self.queries = nn.Linear(width, 2 * width), nn.Linear(width, 2 * width)
        self.own, self.now = nn.Linear(width, config.pair), nn.Linear(width, config.pair)
        self.pair = nn.Linear(PAIR, config.pair)
        self.judge = nn.Linear(config.pair, 2)
        self.end = nn.Sequential(nn.Linear(width + 2, config.pair), nn.GELU(), nn.Linear(config.pair, 1))

    def begin(self, seen: Seen) -> Tensor:
        """The decoder's first memory: (B, memory)."""
        weight = seen.real[..., None].to(seen.tokens.dtype)
        return torch.tanh(self.first((seen.tokens * weight).sum(1) / weight.sum(1).clamp(min=1)))

    def inputs(self, seen: Seen, steps: Tensor, lifts: Tensor) -> Tensor:
        """What the decoder is told of steps (B, T): (B, T, width)."""
        picked = seen.tokens.gather(1, steps[..., None].expand(-1, -1, seen.tokens.shape[2]))
        return picked + self.lifted(lifts)

    def known(self, seen: Seen) -> tuple[Tensor, Tensor]:
        """What `score` needs of the pieces alone: (B, D, 2, width) and (B, D, pair)."""
        return self.keys(seen.tokens).unflatten(-1, (2, -1)), self.own(seen.tokens)

    def score(self, seen: Seen, known: tuple[Tensor, Tensor], memory: Tensor, current: Tensor, drawn: Tensor) -> Tensor:
        """Logits of what comes next. memory: (B, T, memory); current: (B, T) the directed piece drawn last, -1 for none; drawn:
        (B, T, D) how often each was drawn. -> (B, T, 2 D + 1): draw on into each, lift the pen before each, end."""
        tokens, real = seen.tokens, seen.real[:, None]
        done = (drawn + _swapped(drawn)).clamp(max=2)  # (B, T, D) of the piece either way
        focus = self.ask(memory) @ tokens.transpose(1, 2) / tokens.shape[2] ** 0.5  # (B, T, D)
        left = (focus + (~real * 2.0 + (done > 0)) * NEVER).float().softmax(-1).to(tokens.dtype) @ tokens  # (B, T, width)
        state = self.decide(torch.cat([memory, left], -1))
        queries = self.queries(state).unflatten(-1, (2, -1))  # (B, T, 2, width)
        keys, own = known
        scores = torch.einsum("btcw,bdcw->btdc", queries, keys) / tokens.shape[2] ** 0.5
        hidden = self.pair(_pairs(seen, current, drawn, done).to(tokens.dtype))  # (B, T, D, pair)
        hidden = gelu(hidden + own[:, None] + self.now(state)[:, :, None])
        scores = (scores + self.judge(hidden)).float()  # (B, T, D, 2)
        scores = scores + (~real)[..., None] * NEVER + (current < 0)[..., None, None] * scores.new_tensor([NEVER, 0.0])
        rest = ((done == 0) & real) * seen.length[:, None]
        whole = (seen.length * seen.real).sum(1)[:, None].clamp(min=1e-3)
        facts = torch.stack([rest.sum(-1) / whole, rest.amax(-1)], -1).to(tokens.dtype)
        end = self.end(torch.cat([state, facts], -1)).float()
        return torch.cat([scores.transpose(2, 3).flatten(2), end], -1)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Teacher-forced logits (B, T + 1, 2 D + 1), what comes next (B, T + 1), and which steps are real (B, T + 1)."""
        steps, lifts = batch["steps"].long(), batch["lifts"].long()
        pieces, lengths = batch["counts"].long().unbind(1)
        seen = self.see(batch["image"], batch["pieces"], batch["nodes"].long(), pieces)
        directed = seen.tokens.shape[1]
        first = self.begin(seen)
        memory, _ = self.recall(self.inputs(seen, steps, lifts), first[None])
        memory = torch.cat([first[:, None], memory], 1)  # (B, T + 1, memory)
        inside = torch.arange(steps.shape[1], device=steps.device)[None] < lengths[:, None]
        walked = torch.zeros(*steps.shape, directed, device=steps.device).scatter_(2, steps[..., None], inside[..., None].float())
        drawn = torch.cat([torch.zeros_like(walked[:, :1]), walked.cumsum(1)], 1)
        current = torch.cat([torch.full_like(steps[:, :1], -1), steps], 1)
        logits = self.score(seen, self.known(seen), memory, current, drawn)
        place = torch.arange(steps.shape[1] + 1, device=steps.device)[None]
        following = torch.cat([steps + lifts * directed, torch.zeros_like(steps[:, :1])], 1)
        following = torch.where(place == lengths[:, None], 2 * directed, following)
        return logits, following, place <= lengths[:, None]


def _swapped(values: Tensor) -> Tensor:
    """(..., D) with the two directions of each piece exchanged."""
    return values.unflatten(-1, (-1, 2)).flip(-1).flatten(-2)


def _pairs(seen: Seen, current: Tensor, drawn: Tensor, done: Tensor) -> Tensor:
    """(B, T, D, PAIR) what there is to say of each piece as the next one, from where the pen is."""
    at = current.clamp(min=0)
    none = (current < 0)[..., None]

    def here(values: Tensor) -> Tensor:  # (B, D, C) -> (B, T, 1, C)
        return values.gather(1, at[..., None].expand(-1, -1, values.shape[2]))[:, :, None]

    way = (seen.start[:, None] - here(seen.stop)).masked_fill(none[..., None], 0.0)
    far = way.square().sum(-1).clamp(min=1e-9).sqrt()
    heading, into = here(seen.leaving), seen.into[:, None]
    along, across = (heading * into).sum(-1), heading[..., 0] * into[..., 1] - heading[..., 1] * into[..., 0]
    number = torch.arange(drawn.shape[2], device=drawn.device)
    follows = (here(seen.nodes)[..., 1] == seen.nodes[:, None, :, 0]) & ~none
    back = (number[None, None] == (at ^ 1)[..., None]) & ~none
    fresh = (done == 0) & seen.real[:, None]
    choices = (follows & fresh).sum(-1, keepdim=True).expand(-1, -1, len(number)).to(far.dtype)
    flags = [follows, back, done > 0, done > 1, drawn > 0, none.expand_as(follows), follows & fresh]
    numbers = [way[..., 0].clamp(-3, 3), way[..., 1], far.clamp(max=4), torch.exp(-8 * far), along, across, choices / 2]
    length = seen.length[:, None].expand_as(far)
    return torch.stack([*(flag.to(far.dtype) for flag in flags), *(one.masked_fill(none, 0.0) for one in numbers), length], -1)


class Recipe(BaseRecipe):
    """Teacher forcing: the negative log-likelihood of the hand's own steps, a mean over steps."""

    views: ClassVar[tuple[str, ...]] = ("recovery",)
    averaged: ClassVar[tuple[str, ...]] = ("hand",)

    def __init__(self, config: Config, frozen: Mapping[str, Any] | None = None) -> None:
        super().__init__(frozen)
        self.nets = nn.ModuleDict({"hand": Hand(config)})
        phase = Phase("hand", ("hand",), config.lr, "adamw", clip=1.0, decay=config.decay, schedule="cosine", warm_up=300)
        self.phases = (phase,)  # type: ignore[misc]

    def loss(self, phase: Phase, batch: Batch) -> dict[str, Tensor]:
        """nll: nats a step; right: share of steps whose likeliest continuation is the hand's (not minimised)."""
        logits, following, real = self.nets["hand"](batch)
        each = cross_entropy(logits.flatten(0, 1), following.flatten(), reduction="none").view_as(real)
        weight = real.float() / real.sum()
        with torch.no_grad():
            right = ((logits.argmax(-1) == following) * weight).sum()
        nll = (each * weight).sum()
        return {"loss": nll, "nll": nll.detach(), "right": right}


class Sampler(BaseSampler):
    """Reads images and skeletons. `strokes` gives for each the best sequences that a beam search found."""

    can: ClassVar[frozenset[str]] = frozenset({"strokes"})

    def __init__(self, config: Config, state: Mapping[str, Tensor], device: str = "cpu") -> None:
        super().__init__(config, state, device)
        self.hand: Any = load_nets(lambda: nn.ModuleDict({"hand": Hand(config)}), state, self.device)["hand"]  # type: ignore[index]

    @torch.no_grad()
    def strokes(self, batch: Batch, beams: int = 6, forced: list[list[list[int]]] | None = None) -> list[Beams]:
        """batch: image, pieces, nodes and counts as `see` takes them. forced: of each sample, sequences of directed pieces that
        must be drawn as one stroke each. -> for each sample its sequences, likeliest first."""
        seen = self.hand.see(
            *(batch[name].to(self.device) for name in ("image", "pieces", "nodes")), batch["counts"].to(self.device)
        )
        return search(self.hand, seen, beams, forced)
