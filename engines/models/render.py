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
    splats = Splats(path, pen, side, samples)
    return 1 - torch.exp(-DENSITY * splats.covered(splats.drawn[:, None]))


class Splats:
    """A trajectory as rows of Gaussian splats, to be summed with any weights. For path, pen, side and samples see `draw`.

    steps: (B, 2, samples - 1), the way of each splat in pixels; drawn, lifted: (B, samples - 1), ink and pen-lifts as weights.
    """

    def __init__(self, path: Tensor, pen: Tensor, side: int, samples: int) -> None:
        points = interpolate(path.transpose(1, 2), size=samples, mode="linear", align_corners=True) * side  # (B, 2, samples)
        self.steps = points[..., 1:] - points[..., :-1]
        length = (self.steps.square().sum(1) + 1e-8).sqrt() / (2 * math.pi * SIGMA**2)  # (B, samples - 1)
        middle = (points[..., 1:] + points[..., :-1]) / 2
        share = (torch.arange(samples - 1, device=path.device) + 0.5) / (samples - 1) * (path.shape[1] - 1)
        known = pen[:, share.long()]
        self.drawn, self.lifted = known * length, (1 - known) * length
        centres = torch.arange(side, device=path.device) + 0.5
        self.bells = torch.exp((centres - middle[..., None]).square() * (-0.5 / SIGMA**2))  # (B, 2, samples - 1, side)

    def covered(self, weights: Tensor) -> Tensor:
        """(B, C, samples - 1) -> (B, C, side, side): the sum of the splats by each row of weights."""
        upright = (weights[..., None] * self.bells[:, None, 1]).transpose(2, 3)  # (B, C, side, samples - 1)
        count, channels, side, splats = upright.shape
        return torch.bmm(upright.reshape(count, channels * side, splats), self.bells[:, 0]).view(count, channels, side, side)
