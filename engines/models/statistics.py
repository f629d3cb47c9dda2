"""How often the pen does what: histograms of a piece of ink, soft so that a small change moves them a little.

The hinge (the ways before and after a point together) and the directions of writing tell hands apart best of what is counted
(Bulacu and Schomaker 2007); beside them stand where on the letter and when in its course each way is gone, bends, pace and lifts.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

EPS = 1e-6


def statistics(path: Tensor, pen: Tensor, pace: Tensor, measure: Tensor) -> Tensor:
    """Pieces of ink, shaped as in ink.manner.Pieces -> (B, STATISTICS)."""
    step = path[:, 1:] - path[:, :-1]  # (B, 63, 2)
    length = step.norm(dim=2) + EPS
    angle = torch.atan2(step[..., 1], step[..., 0])
    drawn = (pen[:, :-1] > 0.5).to(path.dtype)
    slow = pace[:, :-1]
    ink, air = length * drawn, length * (1 - drawn)
    eight, twelve, sixteen = (_ways(angle, count) for count in (8, 12, 16))
    turn, wide = _bend(angle, 1), _bend(angle, 4)
    joined, far = drawn[:, 1:] * drawn[:, :-1], drawn[:, 4:] * drawn[:, :-4]
    place = path[:, :-1]
    course = length.cumsum(1) / length.sum(1, keepdim=True)
    paces = _bins(slow, 3, -0.7, 0.7)
    counted = [
        _share(sixteen, ink),
        _share(sixteen, ink * (-slow).exp()),
        _share(_both(eight, _bins(place[..., 1], 3, 0.27, 0.78)), ink),
        _share(_both(twelve, _bins(place[..., 0], 4, 0.16, 0.84)), ink),
        _share(_both(twelve, _bins(course, 4, 0.125, 0.875)), ink),
        _share(_both(twelve, paces), ink),
        _share(_both(twelve[:, :-3], twelve[:, 3:]), drawn[:, :-3] * drawn[:, 3:]),
        _share(_both(_ways(angle[:, :-6], 10), _ways(angle[:, 6:], 10)), drawn[:, :-6] * drawn[:, 6:]),
        _share(_bins(turn, 12, -1.5, 1.5), joined),
        _share(_bins(wide, 12, -3.0, 3.0), far),
        _share(eight, air) * (air.sum(1, keepdim=True) > EPS),
        _share(_bins(slow, 8, -1.3, 1.3), drawn),
        _share(eight, slow.exp() * drawn),
        _moments(path, step, length, ink, air, drawn, slow, turn, joined),
        measure,
    ]
    return torch.cat(counted, 1)


STATISTICS = 16 + 16 + 24 + 48 + 48 + 36 + 144 + 100 + 12 + 12 + 8 + 8 + 8 + 14 + 3


def _moments(
    path: Tensor,
    step: Tensor,
    length: Tensor,
    ink: Tensor,
    air: Tensor,
    drawn: Tensor,
    slow: Tensor,
    turn: Tensor,
    joined: Tensor,
) -> Tensor:
    """Fourteen single numbers: of pace its mean, spread, slope over bend and the air's share of time; width over height, lifts,
    where it begins and ends, its lean and that of its down strokes, how much ink and air."""
    mean_pace = _mean(slow, drawn)
    spread = _mean((slow - mean_pace[:, None]).square(), drawn).clamp(min=EPS).sqrt()
    bend, between = (turn.abs() + 0.05).log(), (slow[:, 1:] + slow[:, :-1]) / 2
    off_bend, off_pace = bend - _mean(bend, joined)[:, None], between - _mean(between, joined)[:, None]
    slope = _mean(off_bend * off_pace, joined) / (_mean(off_bend.square(), joined) + 1e-3)
    time = slow.exp()
    in_air = (time * (1 - drawn)).sum(1) / time.sum(1)
    extent = (path.amax(1) - path.amin(1)).clamp(min=1e-3).log()
    lifts = (drawn[:, :-1] - drawn[:, 1:]).clamp(min=0).sum(1)
    centred = path - path.mean(1, keepdim=True)
    lean = (centred[..., 0] * centred[..., 1]).mean(1) / (centred[..., 1].square().mean(1) + 1e-4)
    down = ink * (step[..., 1] > 0.6 * length)
    slant = _mean(step[..., 0] / step[..., 1].abs().clamp(min=1e-3), down)
    single = [mean_pace, spread, slope, in_air, extent[:, 0] - extent[:, 1], lifts, lean.clamp(-3, 3), slant]
    amounts = [(ink.sum(1) + EPS).log(), air.sum(1)]
    return torch.cat([torch.stack([*single, *amounts], 1), path[:, 0], path[:, -1]], 1)


def _ways(angle: Tensor, count: int) -> Tensor:
    """Angles (B, N) shared out between the two nearest of `count` directions. (B, N, count)."""
    off = angle[..., None] * (count / (2 * math.pi)) - torch.arange(count, device=angle.device)
    return (1 - ((off + count / 2) % count - count / 2).abs()).clamp(min=0)


def _bins(values: Tensor, count: int, low: float, high: float) -> Tensor:
    """Values (B, N) shared out between the two nearest of `count` marks from low to high. (B, N, count)."""
    at = ((values - low) / (high - low)).clamp(0, 1) * (count - 1)
    return (1 - (at[..., None] - torch.arange(count, device=values.device)).abs()).clamp(min=0)


def _both(one: Tensor, other: Tensor) -> Tensor:
    """Joint shares: (B, N, a) and (B, N, b) -> (B, N, a b)."""
    return (one[..., :, None] * other[..., None, :]).flatten(2)


def _share(parts: Tensor, weight: Tensor) -> Tensor:
    """(B, N, C) summed by weights (B, N), of their sum. (B, C)."""
    return torch.einsum("bnc,bn->bc", parts, weight) / (weight.sum(1, keepdim=True) + EPS)


def _mean(values: Tensor, weight: Tensor) -> Tensor:
    return (values * weight).sum(1) / (weight.sum(1) + EPS)


def _bend(angle: Tensor, apart: int) -> Tensor:
    """The turn from each way to the one `apart` steps on, in -pi..pi. (B, N - apart)."""
    return torch.remainder(angle[:, apart:] - angle[:, :-apart] + math.pi, 2 * math.pi) - math.pi


class LetterNorm(nn.Module):
    """Takes off what is usual for each letter and divides by what is usual in spread; both are counted while it trains.

    A letter seen less than PRIOR times is judged by what is usual for all.
    """

    means: Tensor
    squares: Tensor
    counts: Tensor
    PRIOR, MOST = 20.0, 10_000.0  # samples; beyond the latter old ones count less and less

    def __init__(self, codes: int, size: int) -> None:
        super().__init__()
        for name, shape in (("means", (codes, size)), ("squares", (codes, size)), ("counts", (codes,))):
            self.register_buffer(name, torch.zeros(shape))

    @torch.no_grad()
    def count(self, values: Tensor, code: Tensor) -> None:
        """Take (B, size) values of letters (B,) into account."""
        fresh = torch.zeros_like(self.counts).index_add_(0, code, torch.ones_like(code, dtype=values.dtype))
        total = self.counts + fresh
        for usual, seen in ((self.means, values), (self.squares, values.square())):
            sums = torch.zeros_like(usual).index_add_(0, code, seen)
            usual += (sums - fresh[:, None] * usual) / total[:, None].clamp(min=1)
        self.counts.copy_(total.clamp(max=self.MOST))

    def forward(self, values: Tensor, code: Tensor) -> Tensor:
        """(B, size) and code (B,) -> (B, size), most within -2..2, all within -4..4."""
        if self.training:
            self.count(values, code)
        weights = self.counts[:, None] / self.counts.sum().clamp(min=1)
        all_mean, all_square = (weights * self.means).sum(0), (weights * self.squares).sum(0)
        share = (self.counts / (self.counts + self.PRIOR))[code, None]
        mean = share * self.means[code] + (1 - share) * all_mean
        square = share * self.squares[code] + (1 - share) * all_square
        spread = (square - mean.square()).clamp(min=0).sqrt()
        of_all = (all_square - all_mean.square()).clamp(min=0).sqrt()
        return ((values - mean) / (0.7 * spread + 0.3 * of_all + EPS)).clamp(-4, 4)
