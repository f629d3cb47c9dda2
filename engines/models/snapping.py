"""Lines are laid onto the ink of a picture by a few steps of differentiable rendering.

A line is drawn as capsules: a pixel is covered by clamp(1/2 + r - d), where d is its distance to the nearest segment and r the
half width there, which is the box-filtered pen of ink.raster to within a few hundredths. The squared error's gradient reaches a
pixel's nearest segment alone, so that it is written down here instead of being derived by autograd, with the diagonal of
Gauss-Newton's matrix as the step size. What a line moves is smoothed along it: the shape that thinning found is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import max_pool2d

ROUNDS = 12
AGAIN = 3  # rounds after which each pixel looks for its nearest segment anew
LEAK = 0.15  # slope of the coverage where a pixel is wholly in or out: what pulls lines from afar
DAMPING = 0.2  # added to the diagonal
SMOOTH = 0.07  # share of its neighbours' movement that a point takes on, each round
STEADY = 4  # times that the widths are smoothed, each round: what a place cannot explain is no excuse for a width
FARTHEST = 2.5  # pixels that a point may move
NARROWEST, WIDEST = 0.3, 0.6  # half width in pixels at least, and how many times wider than it began at most (as 1 + WIDEST)
CHUNK = 1 << 18  # distances at once: as many as the cache holds
FAR = 1e9  # square pixels: where segments lie that do not exist


@dataclass(frozen=True)
class Lines:
    """A batch of lines as points and segments. points: (B, N, 2) pixels; radii: (B, N); segments: (B, S, 2) numbers of the points
    that each joins, twice the same for a dot; real: (B, S) False where a sample has fewer; following: (B, N) whether the
    point's successor belongs to the same line.
    """

    points: Tensor
    radii: Tensor
    segments: Tensor
    real: Tensor
    following: Tensor


@torch.no_grad()
def snap(lines: Lines, images: Tensor, rounds: int | None = None) -> tuple[Tensor, Tensor]:
    """-> points (B, N, 2) and radii (B, N) that draw the images (B, H, W), 0..1 with 1 = ink, better."""
    places, wanted, seen = _pixels(images)
    start, start_radii = lines.points, lines.radii
    points, radii = start.clone(), start_radii.clone()
    nearest = torch.zeros(places.shape[:2], dtype=torch.long)
    for turn in range(ROUNDS if rounds is None else rounds):
        if turn % AGAIN == 0:
            nearest = _nearest(lines, points, radii, places)
        push, pull, weight = _gradient(lines, points, radii, places, wanted, seen, nearest)
        moved = _smoothed(points - start - push / (weight + DAMPING)[..., None], lines.following)
        points = start + moved.clamp(-FARTHEST, FARTHEST)
        wider = (radii - pull / (weight + DAMPING) - start_radii)[..., None]
        for _ in range(STEADY):
            wider = _smoothed(wider, lines.following)
        wider = wider[..., 0]
        radii = torch.minimum((start_radii + wider).clamp(min=NARROWEST), start_radii * (1 + WIDEST))
    return points, radii


@torch.no_grad()
def likeness(lines: Lines, points: Tensor, radii: Tensor, images: Tensor) -> Tensor:
    """(B,) intersection over union of the lines drawn with the images (B, H, W), a pixel counting as ink from 0.5 on."""
    places, wanted, seen = _pixels(images, points)
    drawn = _drawn(lines, points, radii, places) >= 0.5
    inked = wanted >= 0.5
    both, either = (drawn & inked & seen).sum(1), ((drawn | inked) & seen).sum(1)
    return both / either.clamp(min=1)


def coverage(lines: Lines, points: Tensor, radii: Tensor, height: int, width: int) -> Tensor:
    """The lines drawn: (B, height, width) in 0..1."""
    rows, columns = torch.meshgrid(torch.arange(height) + 0.5, torch.arange(width) + 0.5, indexing="ij")
    places = torch.stack([columns, rows], -1).reshape(1, -1, 2).expand(len(points), -1, -1)
    return _drawn(lines, points, radii, places).view(-1, height, width)


def _drawn(lines: Lines, points: Tensor, radii: Tensor, places: Tensor) -> Tensor:
    nearest = _nearest(lines, points, radii, places)
    _, distance, radius, _, _ = _towards(lines, points, radii, places, nearest)
    return (0.5 + radius - distance).clamp(0, 1)


def _pixels(images: Tensor, points: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
    """The pixels on and near ink, and near points (B, N, 2): places (B, Q, 2), values (B, Q), and which are real (B, Q)."""
    around = max_pool2d((images[:, None] > 0.05).float(), 5, 1, 2)[:, 0]  # (B, H, W)
    height, width = images.shape[1:]
    if points is not None:
        at = points[..., 1].long().clamp(0, height - 1) * width + points[..., 0].long().clamp(0, width - 1)
        marked = torch.zeros_like(images).flatten(1).scatter_(1, at, 1.0).view_as(images)
        around = torch.maximum(around, max_pool2d(marked[:, None], 11, 1, 5)[:, 0])
    counts = around.flatten(1).sum(1).long()
    most = max(1, int(counts.max()))
    order = torch.argsort(around.flatten(1), dim=1, descending=True, stable=True)[:, :most]  # (B, Q)
    places = torch.stack([order % width + 0.5, torch.div(order, width, rounding_mode="floor") + 0.5], -1).float()
    return places, images.flatten(1).gather(1, order), torch.arange(most)[None] < counts[:, None]


def _nearest(lines: Lines, points: Tensor, radii: Tensor, places: Tensor) -> Tensor:
    """(B, Q) the segment that each place is nearest to: of the one whose middle is nearest and its two neighbours along the line.
    Segments must be short."""
    ends = points.gather(1, lines.segments.flatten(1)[..., None].expand(-1, -1, 2)).unflatten(1, (-1, 2))  # (B, S, 2, 2)
    middle = ends.mean(2)
    centre = middle.mean(1, keepdim=True)  # of numbers near zero, squares are exact enough
    middle, around = middle - centre, places - centre
    square = middle.square().sum(-1) + ~lines.real * FAR  # (B, S)
    count = middle.shape[1]
    step = max(1, CHUNK // (len(points) * count))
    found = [
        torch.baddbmm(square[:, None], around[:, begin : begin + step], middle.transpose(1, 2), alpha=-2.0).argmin(2)
        for begin in range(0, places.shape[1], step)
    ]
    first = torch.cat(found, 1)
    best, least = first, torch.full_like(places[..., 0], torch.inf)
    for shift in (0, -1, 1):
        option = (first + shift).clamp(0, count - 1)
        option = torch.where(lines.real.gather(1, option), option, first)
        _, distance, radius, _, _ = _towards(lines, points, radii, places, option)
        nearer = distance - radius < least
        best, least = torch.where(nearer, option, best), torch.where(nearer, distance - radius, least)
    return best


def _towards(
    lines: Lines, points: Tensor, radii: Tensor, places: Tensor, nearest: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Of each place and its segment: the unit vector from the line to it (B, Q, 2), the distance and the half width there
    (B, Q), how far along the segment (B, Q), and the segment's points (B, Q, 2)."""
    pair = lines.segments.gather(1, nearest[..., None].expand(-1, -1, 2))  # (B, Q, 2)
    a, b = (points.gather(1, pair[..., end, None].expand(-1, -1, 2)) for end in (0, 1))
    wide = [radii.gather(1, pair[..., end]) for end in (0, 1)]
    along = b - a
    share = (((places - a) * along).sum(-1) / along.square().sum(-1).clamp(min=1e-9)).clamp(0, 1)
    offset = places - a - share[..., None] * along
    distance = offset.square().sum(-1).sqrt()
    return offset / distance.clamp(min=1e-3)[..., None], distance, wide[0] + share * (wide[1] - wide[0]), share, pair


def _gradient(
    lines: Lines, points: Tensor, radii: Tensor, places: Tensor, wanted: Tensor, seen: Tensor, nearest: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """The squared error's gradient in the points (B, N, 2) and the radii (B, N), and Gauss-Newton's diagonal (B, N)."""
    unit, distance, radius, share, pair = _towards(lines, points, radii, places, nearest)
    inside = 0.5 + radius - distance
    slope = torch.where((inside > 0) & (inside < 1), 1.0, LEAK) * seen
    error = (inside.clamp(0, 1) - wanted) * slope  # (B, Q); more coverage moves the line towards the place
    push, pull, weight = torch.zeros_like(points), torch.zeros_like(radii), torch.zeros_like(radii)
    for end, part in ((0, 1 - share), (1, share)):
        push.scatter_add_(1, pair[..., end, None].expand(-1, -1, 2), (error * part)[..., None] * unit)
        pull.scatter_add_(1, pair[..., end], error * part)
        weight.scatter_add_(1, pair[..., end], slope.square() * part)
    return push, pull, weight


def _smoothed(values: Tensor, following: Tensor) -> Tensor:
    """(B, N, C) values along lines, each a little like its neighbours."""
    step = (values[:, 1:] - values[:, :-1]) * following[:, :-1, None]
    smooth = values.clone()
    smooth[:, :-1] += SMOOTH * step
    smooth[:, 1:] -= SMOOTH * step
    return smooth
