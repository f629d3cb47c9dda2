"""What two designs of stroke recovery share: an image and the pieces of its skeleton become a vector for each directed piece."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import grid_sample, scaled_dot_product_attention

FEATURES = 16  # of a piece, see engines.ink.pieces
TURNED = (4, 5, 2, 3, 0, 1, 8, 9, 6, 7, 10, 13, 12, 11, 15, 14)
WAVES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)  # wavelengths of a place along x; the first three along y
UNIT = 64.0  # pixels that count as one
RELATIONS = 7
NEVER = -1e4


@dataclass(frozen=True)
class Seen:
    """What the encoder makes of a batch. tokens: (B, D, width) of the D directed pieces; start, stop: (B, D, 2) places and
    into, out of: (B, D, 2) headings; nodes: (B, D, 2) where each begins and ends; length: (B, D); real: (B, D)."""

    tokens: Tensor
    start: Tensor
    stop: Tensor
    into: Tensor
    leaving: Tensor
    nodes: Tensor
    length: Tensor
    real: Tensor


class Eye(nn.Module):
    """An image (B, 1, H, W) as maps at half, quarter and eighth size, sampled at points (B, N, 2) in pixels: (B, N, 7 c)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.stages = nn.ModuleList(
            [
                nn.Sequential(*_convolved(1, channels, 5, 2)),
                nn.Sequential(*_convolved(channels, 2 * channels, 3, 2), *_convolved(2 * channels, 2 * channels, 3, 1)),
                nn.Sequential(*_convolved(2 * channels, 4 * channels, 3, 2), *_convolved(4 * channels, 4 * channels, 3, 1)),
            ]
        )

    def forward(self, image: Tensor, points: Tensor) -> Tensor:
        """What the maps hold at the points."""
        size = torch.tensor([image.shape[3], image.shape[2]], device=image.device)
        grid = (points / size * 2 - 1)[:, :, None]  # (B, N, 1, 2)
        found = []
        for stage in self.stages:
            image = stage(image)
            found.append(grid_sample(image, grid.to(image.dtype), align_corners=False)[..., 0])  # (B, C, N)
        return torch.cat(found, 1).transpose(1, 2)


def _convolved(before: int, after: int, size: int, stride: int) -> list[nn.Module]:
    return [nn.Conv2d(before, after, size, stride, size // 2, bias=False), nn.BatchNorm2d(after), nn.ReLU()]


class Block(nn.Module):
    """Attention among pieces with a bias for how they lie to each other, then a feed-forward net (both pre-normalised)."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.mix, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.relate = nn.Linear(RELATIONS, heads)
        self.think = nn.Sequential(nn.Linear(width, 3 * width), nn.GELU(), nn.Linear(3 * width, width))
        self.drop = nn.Dropout(dropout)

    def forward(self, tokens: Tensor, relations: Tensor, real: Tensor) -> Tensor:
        """tokens: (B, D, width); relations: (B, D, D, RELATIONS); real: (B, D)."""
        count, length, width = tokens.shape
        q, k, v = self.mix(self.before(tokens)).view(count, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)  # (B, h, D, d)
        bias = self.relate(relations).permute(0, 3, 1, 2) + (~real)[:, None, None] * NEVER  # (B, h, D, D)
        mixed = scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        tokens = tokens + self.drop(self.out(mixed.transpose(1, 2).reshape(count, length, width)))
        return tokens + self.drop(self.think(self.between(tokens)))


class Reader(nn.Module):
    """`see`: a small convolutional net looks at the image around each piece, attention with the graph's relations lets pieces
    know each other. width: of a piece's vector; channels: of the first convolution; heads, layers: of attention."""

    def __init__(self, width: int, channels: int, heads: int, layers: int, dropout: float) -> None:
        super().__init__()
        waves = 2 * 2 * (len(WAVES) + 3)
        self.eye = Eye(channels)
        self.embed = nn.Sequential(nn.Linear(3 * 7 * channels + FEATURES + waves, width), nn.GELU(), nn.Linear(width, width))
        self.blocks = nn.ModuleList(Block(width, heads, dropout) for _ in range(layers))
        self.settle = nn.LayerNorm(width)

    def see(self, image: Tensor, pieces: Tensor, nodes: Tensor, counts: Tensor) -> Seen:
        """image: (B, 1, H, W) 0..1; pieces: (B, P, FEATURES); nodes: (B, P, 2); counts: (B,) pieces of each. D = 2 P."""
        batch, number = pieces.shape[:2]
        looks = self.eye(image, pieces[..., :6].reshape(batch, -1, 2) * UNIT).view(batch, number, 3, -1)
        turned = pieces[..., torch.tensor(TURNED, device=pieces.device)]
        both = torch.stack([pieces, turned], 2).flatten(1, 2)  # (B, D, F)
        around = torch.stack([looks.flatten(2), looks.flip(2).flatten(2)], 2).flatten(1, 2)
        start, stop = both[..., 0:2], both[..., 4:6]
        places = torch.cat([_waves(start), _waves(stop)], -1)
        real = (torch.arange(number, device=pieces.device)[None] < counts[:, None]).repeat_interleave(2, 1)
        joined = torch.stack([nodes, nodes.flip(-1)], 2).flatten(1, 2)
        tokens = self.embed(torch.cat([around, both.to(around.dtype), places.to(around.dtype)], -1))
        relations = relations_of(start, stop, joined).to(tokens.dtype)
        for block in self.blocks:
            tokens = block(tokens, relations, real)
        leaving = -both[..., 8:10]  # the heading into the piece from its end, turned round
        return Seen(self.settle(tokens), start, stop, both[..., 6:8], leaving, joined, both[..., 10], real)


def _waves(places: Tensor) -> Tensor:
    """(..., 2) places -> their sines and cosines."""
    x = places[..., :1] * (2 * torch.pi / places.new_tensor(WAVES))
    y = places[..., 1:] * (2 * torch.pi / places.new_tensor(WAVES[:3]))
    angles = torch.cat([x, y], -1)
    return torch.cat([angles.sin(), angles.cos()], -1)


def relations_of(start: Tensor, stop: Tensor, nodes: Tensor) -> Tensor:
    """(B, D, D, RELATIONS) how directed piece j lies to i: it follows, precedes, shares the start or the stop, is the reverse,
    and how near i's end is to its start and its start to i's start."""
    begin, end = nodes[..., 0], nodes[..., 1]
    number = torch.arange(begin.shape[1], device=begin.device)
    exact = [
        end[:, :, None] == begin[:, None],
        begin[:, :, None] == end[:, None],
        begin[:, :, None] == begin[:, None],
        end[:, :, None] == end[:, None],
        (number[:, None] == (number ^ 1)[None])[None].expand(len(begin), -1, -1),
    ]
    near = [torch.exp(-4 * (a[:, :, None] - start[:, None]).square().sum(-1).clamp(min=1e-9).sqrt()) for a in (stop, start)]
    return torch.stack([*(one.to(start.dtype) for one in exact), *near], -1)
