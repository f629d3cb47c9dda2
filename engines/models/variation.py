"""Characters as another day or another hand would write them, made anew for each step of a training: pictures and ink alike."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, avg_pool2d, grid_sample, interpolate, max_pool2d, pad

from engines.models.layers import noise

TURN, SLANT, STRETCH, SHIFT = 0.09, 0.15, 0.08, 0.04  # spreads of what varies: radians, shear, log of a scale, shares of the side
THICKNESS = 0.6  # and of a pixel by which the ink grows or shrinks
INK_SLANT, INK_STRETCH = 0.2, 0.12  # ink varies more than pictures: it stays as sharp
BEND = 0.045  # of the side, by which a lattice of 4 x 4 places is pulled
APART = 0.02  # of the side, by which each stroke lies elsewhere
ROUNDS = 4  # of smoothing, at most
LITTLE = 0.3  # of the changes of `restyled`
SIZE, RESIZE = 0.9, 0.05  # of the side that ink takes, and how much that varies (log)


def varied(images: Tensor) -> Tensor:
    """The same characters a little turned, slanted, stretched and moved, thicker or thinner, sharper or more blurred.

    (B, 1, 32, 32) in 0..1 -> the same shape.
    """
    draws = noise(images.new_empty(len(images), 9))
    turn, slant, wide, high = TURN * draws[:, 0], SLANT * draws[:, 1], STRETCH * draws[:, 2], STRETCH * draws[:, 3]
    cos, sin, stretch, shrink = turn.cos(), turn.sin(), wide.exp(), high.exp()
    rows = [
        torch.stack([cos * stretch, (cos * slant - sin) * shrink, SHIFT * draws[:, 4]], 1),
        torch.stack([sin * stretch, (sin * slant + cos) * shrink, SHIFT * draws[:, 5]], 1),
    ]
    grid = affine_grid(torch.stack(rows, 1), list(images.shape), align_corners=False)  # (B, 32, 32, 2)
    moved = grid_sample(images, grid, align_corners=False)
    more, blur, gamma = (
        value[:, None, None, None] for value in (THICKNESS * draws[:, 6], 0.5 * draws[:, 7].abs(), 0.2 * draws[:, 8])
    )
    thick, thin = max_pool2d(moved, 3, 1, 1), -max_pool2d(-moved, 3, 1, 1)
    inked = moved + more.clamp(0, 1) * (thick - moved) + (-more).clamp(0, 0.6) * (thin - moved)
    soft = inked + blur.clamp(0, 1) * (avg_pool2d(inked, 3, 1, 1, count_include_pad=False) - inked)
    return soft.clamp(1e-4, 1) ** gamma.exp()


def bent(path: Tensor, pen: Tensor) -> Tensor:
    """Ink a little turned, slanted, stretched, moved, bent like rubber, its strokes apart, up to ROUNDS times smoothed.

    path: (B, N, 2) in the unit square; pen: (B, N), how much of the way to the next point is drawn. -> (B, N, 2).
    """
    draws = noise(path.new_empty(len(path), 7))
    turn, slant = TURN * draws[:, 0], INK_SLANT * draws[:, 1]
    wide, high = (INK_STRETCH * draws[:, 2]).exp(), (INK_STRETCH * draws[:, 3]).exp()
    rows = torch.stack([turn.cos() * wide, slant - turn.sin(), turn.sin(), turn.cos() * high], 1).view(-1, 2, 2)
    moved = (path - 0.5) @ rows.transpose(1, 2) + 0.5
    pull = BEND * noise(path.new_empty(len(path), 2, 4, 4))
    lattice = interpolate(pull, size=(13, 13), mode="bicubic", align_corners=True)
    pulled = grid_sample(lattice, (moved * 2 - 1)[:, :, None].clamp(-1, 1), align_corners=True)[..., 0].transpose(1, 2)
    stroke = torch.cumsum(pad((pen[:, :-1] < 0.5).long(), (1, 0)), 1).clamp(max=7)  # (B, N): which stroke
    apart = APART * noise(path.new_empty(len(path), 8, 2))
    written = moved + pulled + apart.gather(1, stroke[..., None].expand(-1, -1, 2))
    rounds = ROUNDS * noise(path.new_empty(len(path), 1)).abs()
    for nth in range(ROUNDS):
        written = torch.where(rounds[..., None] > nth, smoothed(written, pen), written)
    size = SIZE * (RESIZE * draws[:, 4, None, None]).exp()
    return fitted(written) * size + 0.5 + 0.5 * SHIFT * draws[:, None, 5:]


def restyled(path: Tensor) -> Tensor:
    """Ink stretched, slanted and turned a very little: what one hand does from letter to letter. (B, N, 2) -> (B, N, 2)."""
    draws = noise(path.new_empty(len(path), 3)) * LITTLE
    rows = torch.stack([(0.1 * draws[:, 0]).exp(), 0.1 * draws[:, 1], 0.05 * draws[:, 2], torch.ones_like(draws[:, 0])], 1)
    return fitted((path - 0.5) @ rows.view(-1, 2, 2).transpose(1, 2)) * SIZE + 0.5


def smoothed(path: Tensor, pen: Tensor) -> Tensor:
    """Each point of ink pulled halfway to the middle of its neighbours in the same stroke, ends of strokes left alone: a coarse
    digitiser's staircase fades, a round letter hardly shrinks. path: (B, N, 2); pen: (B, N). -> (B, N, 2)."""
    drawn = (pen[:, :-1] >= 0.5).to(path.dtype)
    inside = pad(drawn[:, 1:] * drawn[:, :-1], (1, 1))[..., None]
    middle = (path.roll(1, 1) + path.roll(-1, 1)) / 2
    return path + 0.5 * inside * (middle - path)


def fitted(path: Tensor) -> Tensor:
    """Ink moved and scaled so that its middle is the origin and its longer side 1. (B, N, 2) -> (B, N, 2)."""
    low, high = path.amin(1, keepdim=True), path.amax(1, keepdim=True)
    return (path - (low + high) / 2) / (high - low).amax(2, keepdim=True).clamp(min=1e-6)
