"""Blocks that families share."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from itertools import pairwise

import torch
from torch import Tensor, nn


class GaussianEncoder(nn.Module):
    """Features, then a head of twice the latent's size: anything -> mean and log-variance, (B, latent) float32 each."""

    def __init__(self, features: nn.Module, head: nn.Module) -> None:
        super().__init__()
        self.features = features
        self.head = head

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Encode."""
        mean, log_variance = self.head(self.features(x)).float().chunk(2, dim=1)
        return mean, log_variance


_share: ContextVar[tuple[slice, int] | None] = ContextVar("share", default=None)


@contextlib.contextmanager
def share_of_noise(rows: slice, total: int) -> Iterator[None]:
    """Inside, `noise` is drawn for a batch of `total` samples, of which these rows are wanted: processes that share a batch and
    a seed draw together what one process would draw alone."""
    token = _share.set((rows, total))
    try:
        yield
    finally:
        _share.reset(token)


def noise(like: Tensor) -> Tensor:
    """Standard normal noise of a tensor's shape (B, ...): one row a sample of the batch."""
    share = _share.get()
    if share is None:
        return torch.randn_like(like)
    rows, total = share
    mine = torch.randn(total, *like.shape[1:], dtype=like.dtype, device=like.device)[rows]
    assert len(mine) == len(like), "noise is drawn for the samples of the batch, each once"
    return mine


def sampled(mean: Tensor, log_variance: Tensor) -> Tensor:
    """A draw from the Gaussian by the reparameterisation trick (Kingma and Welling 2014, equation 10). (B, latent)."""
    return mean + noise(mean) * (0.5 * log_variance).exp()


class PointsEncoder(GaussianEncoder):
    """The same for points in rows: (B, N, C) -> mean and log-variance."""

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Encode."""
        return super().forward(x.transpose(1, 2))


def pooled(channels: Sequence[int], norm: bool = False) -> nn.Sequential:
    """3x3 convolutions from each number of channels to the next, each halving its picture, then flat. norm: batch-normalised."""
    layers: list[nn.Module] = []
    for before, after in pairwise(channels):
        layers += [nn.Conv2d(before, after, 3, padding=1), *([nn.BatchNorm2d(after)] if norm else []), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten())
