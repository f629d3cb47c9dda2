"""Dynamic time warping inside a loss: the best monotonic matching of two trajectories, and their distance along it.

The matching is found without gradient; the distance along it is differentiable almost everywhere, as that of a nearest point is.
"""

from __future__ import annotations

import torch
from torch import Tensor


def warped_distance(paths: Tensor, targets: Tensor) -> Tensor:
    """Mean Euclidean distance of the matched points, (B,): the metric dtw_path. paths: (B, N, 2); targets: (B, M, 2)."""
    distances = (paths[:, :, None] - targets[:, None]).square().sum(-1).add(1e-12).sqrt()  # (B, N, M)
    matched = matching(distances.detach())
    return (distances * matched).sum((1, 2)) / matched.sum((1, 2))


@torch.no_grad()
def matching(distances: Tensor) -> Tensor:
    """The cheapest warping path through (B, N, M) distances, as ones on its cells, (B, N, M).

    Costs are summed diagonal by diagonal, so that each of the N + M - 1 steps is one operation for the whole batch. A tie goes to
    the diagonal step, then to the step along the targets.
    """
    batch, n, m = distances.shape
    far = torch.full((batch, n + 1), torch.inf, device=distances.device)  # column 0 stands for the row before the first
    skewed = distances.new_full((n + m - 1, batch, n), torch.inf)  # skewed[i + j, b, i] = distances[b, i, j]
    for row in range(n):
        skewed[row : row + m, :, row] = distances[:, row].T
    before, last = far, far.clone()
    last[:, 1:] = skewed[0]
    came = torch.zeros(
        n + m - 1, batch, n, dtype=torch.int64, device=distances.device
    )  # 0 diagonal, 1 from the left, 2 from above
    for k in range(1, n + m - 1):
        best, came[k] = torch.stack([before[:, :-1], last[:, 1:], last[:, :-1]]).min(0)
        before, last = last, torch.cat([far[:, :1], best + skewed[k]], 1)
    path = torch.zeros_like(distances)
    every = torch.arange(batch, device=distances.device)
    i, j = torch.full_like(every, n - 1), torch.full_like(every, m - 1)
    for _ in range(n + m - 1):  # paths shorter than that stay at (0, 0)
        path[every, i, j] = 1.0
        step, on = came[i + j, every, i], i + j > 0
        i, j = i - (on & (step != 1)).long(), j - (on & (step != 2)).long()
    return path
