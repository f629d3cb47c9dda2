"""The matching inside a loss is the metric's: same distances, and a gradient that shortens them."""

import numpy as np
import pytest
import torch

from engines.metrics.trajectory import dtw_batch
from engines.models.warping import matching, warped_distance


@pytest.mark.parametrize("shape", [(20, 20), (5, 31), (31, 5), (1, 4), (4, 1), (1, 1)])
def test_the_distance_is_the_metric_dtw_path(shape):
    rng = np.random.default_rng(sum(shape))
    paths, targets = (rng.normal(size=(6, count, 2)).cumsum(1) for count in shape)
    wanted = [warp.per_match for warp in dtw_batch(paths, targets)]
    np.testing.assert_allclose(warped_distance(torch.from_numpy(paths), torch.from_numpy(targets)), wanted, atol=1e-5)


def test_the_matching_is_monotonic_and_meets_every_point():
    path = matching(torch.rand(3, 9, 7))
    assert (path[:, 0, 0] == 1).all() and (path[:, -1, -1] == 1).all()
    assert (path.sum(1) >= 1).all() and (path.sum(2) >= 1).all()
    for cells in path:
        steps = np.diff(cells.nonzero().numpy(), axis=0)
        assert {tuple(step) for step in steps.tolist()} <= {(0, 1), (1, 0), (1, 1)}


def test_a_trajectory_that_lags_costs_nothing_though_its_points_lie_apart():
    line = torch.linspace(0, 1, 30)[None, :, None].expand(1, 30, 2)
    late = torch.cat([line[:, :1].expand(1, 10, 2), line[:, ::1]], 1)[:, :40]
    assert float(warped_distance(late, line)) < 1e-5 < 0.1 < float((late[:, :30] - line).abs().mean())


def test_following_the_gradient_brings_the_paths_together():
    torch.manual_seed(0)
    paths, targets = torch.rand(4, 16, 2).requires_grad_(), torch.rand(4, 16, 2)
    first = float(warped_distance(paths, targets).mean().detach())
    optimiser = torch.optim.Adam([paths], 0.02)
    for _ in range(60):
        optimiser.zero_grad()
        warped_distance(paths, targets).mean().backward()
        optimiser.step()
    assert float(warped_distance(paths, targets).mean().detach()) < 0.3 * first
