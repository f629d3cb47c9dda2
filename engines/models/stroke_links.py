"""Stroke recovery's second design: every decision at once. Which directed pieces are drawn, which continues which, where the pen
comes down and which comes earlier are judged independently of each other, from the same view of image and skeleton as
stroke_recovery has; strokes are then put together from the surest links, as dependency parsers do (Dozat & Manning 2017).

It needs one pass instead of a step for each piece, and cannot know what it decided elsewhere: the control for stroke_recovery.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, logsigmoid, softplus

from engines.models.pieces import NEVER, RELATIONS, Reader, Seen, relations_of
from engines.models.pointing import Beams
from engines.models.recipe import Batch, Phase, check_sizes, load_nets, weighed
from engines.models.recipe import Recipe as BaseRecipe
from engines.models.recipe import Sampler as BaseSampler


@dataclass(frozen=True)
class Config:
    """Sizes as in stroke_recovery, but for the decoder that is not there. order: weight of the loss of what comes earlier."""

    width: int = 128
    heads: int = 4
    layers: int = 4
    channels: int = 20
    dropout: float = 0.1
    order: float = 0.5
    lr: float = 1e-3
    decay: float = 0.01

    def __post_init__(self) -> None:
        check_sizes(self, "width", "heads", "layers", "channels")


PRESETS = {"default": Config(), "draft": Config(width=48, layers=1, channels=8, dropout=0.0)}


@dataclass(frozen=True)
class Judged:
    """Logits of a batch with D directed pieces. used: (B, D) whether it is drawn; before: (B, D, D + 1) which piece the pen came
    from, the last for none (it came down there); early: (B, D) the higher, the earlier."""

    used: Tensor
    before: Tensor
    early: Tensor


class Links(Reader):
    """The reader with a head for each question."""

    def __init__(self, config: Config) -> None:
        super().__init__(config.width, config.channels, config.heads, config.layers, config.dropout)
        width = config.width
        self.used, self.down = nn.Linear(width, 1), nn.Linear(width, 1)
        self.early = nn.Linear(width, 1, bias=False)  # only differences count
        self.leave, self.reach = nn.Linear(width, width), nn.Linear(width, width)
        self.relate = nn.Linear(RELATIONS, 1, bias=False)

    def judge(self, seen: Seen) -> Judged:
        """What the heads say of an encoding."""
        tokens = seen.tokens
        links = (self.reach(tokens) @ self.leave(tokens).transpose(1, 2)) / tokens.shape[2] ** 0.5  # (B, D to, D from)
        near = relations_of(seen.start, seen.stop, seen.nodes)  # (B, D from, D to, 7)
        links = links + self.relate(near.to(tokens.dtype))[..., 0].transpose(1, 2)
        links = links.float() + (~seen.real)[:, None] * NEVER
        before = torch.cat([links, self.down(tokens).float()], 2)
        return Judged(self.used(tokens)[..., 0].float(), before, self.early(tokens)[..., 0].float())


class Recipe(BaseRecipe):
    """Cross-entropies of what each piece was, and of each pair of strokes' beginnings that the earlier one comes first."""

    views: ClassVar[tuple[str, ...]] = ("recovery",)
    averaged: ClassVar[tuple[str, ...]] = ("links",)

    def __init__(self, config: Config, frozen: Mapping[str, Any] | None = None) -> None:
        super().__init__(frozen)
        self.weights = {"used": 1.0, "before": 1.0, "early": config.order}
        self.nets = nn.ModuleDict({"links": Links(config)})
        phase = Phase("links", ("links",), config.lr, "adamw", clip=1.0, decay=config.decay, schedule="cosine", warm_up=300)
        self.phases = (phase,)  # type: ignore[misc]

    def loss(self, phase: Phase, batch: Batch) -> dict[str, Tensor]:
        """used, before, early: nats a piece, a drawn piece and a pair of strokes."""
        links: Any = self.nets["links"]
        steps, lifts, (pieces, lengths) = batch["steps"].long(), batch["lifts"].bool(), batch["counts"].long().unbind(1)
        seen = links.see(batch["image"], batch["pieces"], batch["nodes"].long(), pieces)
        judged: Judged = links.judge(seen)
        directed = seen.real.shape[1]
        inside = torch.arange(steps.shape[1], device=steps.device)[None] < lengths[:, None]  # (B, T)
        used = torch.zeros_like(judged.used).scatter_reduce_(1, steps, inside.float(), "amax")
        each = binary_cross_entropy_with_logits(judged.used, used, reduction="none")
        came = torch.where(lifts, directed, steps.roll(1, 1))  # (B, T)
        options = judged.before.gather(1, steps[..., None].expand(-1, -1, directed + 1))  # (B, T, D + 1)
        linked = cross_entropy(options.flatten(0, 1), came.flatten(), reduction="none").view_as(steps)
        starts = lifts & inside
        early = judged.early.gather(1, steps)
        pairs = starts[:, :, None] & starts[:, None] & torch.ones_like(starts[:, :, None] & starts[:, None]).triu(1)
        order = softplus(early[:, None] - early[:, :, None])  # the later's advantage over the earlier
        terms = {
            "used": (each * seen.real).sum() / seen.real.sum(),
            "before": (linked * inside).sum() / inside.sum(),
            "early": (order * pairs).sum() / pairs.sum().clamp(min=1),
        }
        return weighed(terms, self.weights)


class Sampler(BaseSampler):
    """Reads images and skeletons; one sequence each."""

    can: ClassVar[frozenset[str]] = frozenset({"strokes"})

    def __init__(self, config: Config, state: Mapping[str, Tensor], device: str = "cpu") -> None:
        super().__init__(config, state, device)
        self.links: Any = load_nets(lambda: nn.ModuleDict({"links": Links(config)}), state, self.device)["links"]  # type: ignore[index]

    @torch.no_grad()
    def strokes(self, batch: Batch, beams: int = 1, forced: list[list[list[int]]] | None = None) -> list[Beams]:
        """As stroke_recovery's, but with one sequence only, and deaf to what is `forced`."""
        seen = self.links.see(
            *(batch[name].to(self.device) for name in ("image", "pieces", "nodes")), batch["counts"].to(self.device)
        )
        judged = self.links.judge(seen)
        used, before = logsigmoid(judged.used).tolist(), judged.before.log_softmax(-1).tolist()
        early, counts = judged.early.tolist(), batch["counts"].tolist()
        return [_assembled(used[row], before[row], early[row], 2 * count) for row, count in enumerate(counts)]


def _assembled(used: list[float], before: list[list[float]], early: list[float], directed: int) -> Beams:
    """Pieces in the likelier direction (both, where both are likely), joined by the surest links that leave each one successor
    and one predecessor at most, strokes by how early they begin."""
    half = -0.6931
    drawn = {one for one in range(directed) if used[one] > half or used[one] >= used[one ^ 1]}
    drawn -= {one for one in drawn if used[one] <= half and used[one ^ 1] > used[one]}
    drawn -= {one for one in drawn if one % 2 and used[one] == used[one ^ 1] and one ^ 1 in drawn}
    links = [(before[to][come], come, to) for to in drawn for come in drawn if come != to and before[to][come] > before[to][-1]]
    after: dict[int, int] = {}
    came: dict[int, int] = {}
    for _, come, to in sorted(links, reverse=True):
        head = come
        while head in came and head != to:
            head = came[head]
        if come not in after and to not in came and head != to:  # never a ring
            after[come], came[to] = to, come
    steps: list[int] = []
    lifts: list[bool] = []
    sure: list[float] = []
    for start in sorted(drawn - came.keys(), key=lambda one: -early[one]):
        at: int | None = start
        while at is not None:
            steps.append(at)
            lifts.append(at == start)
            sure.append(used[at] + before[at][came.get(at, -1)])
            at = after.get(at)
    return Beams([steps], [lifts], [[*sure, 0.0]], [sum(sure)])
