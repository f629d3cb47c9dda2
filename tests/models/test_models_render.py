"""The differentiable renderer against the raster it stands for."""

import numpy as np
import torch

from engines.ink.geometry import drawn_shares
from engines.ink.raster import unipen32
from engines.ink.synthesis import samples
from engines.models.render import draw


def views(count: int = 60) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    images, paths, pens = [], [], []
    for _, _, ink in samples(count, 5, "ABEFHKMRTWXaegkm4", 6):
        image, path, _ = unipen32(ink)
        images.append(image / np.float32(255))
        paths.append(path)
        pens.append(drawn_shares(ink))
    return torch.tensor(np.stack(images))[:, None], torch.tensor(np.stack(paths)), torch.tensor(np.stack(pens))


def psnr(a: torch.Tensor, b: torch.Tensor) -> float:
    return float((-10 * (a - b).square().mean((1, 2, 3)).log10()).mean())


def test_it_draws_nearly_what_the_raster_draws() -> None:
    images, paths, pens = views()
    drawn = draw(paths, pens)
    assert drawn.shape == images.shape and drawn.min() >= 0 and drawn.max() <= 1
    assert psnr(drawn, images) > 20
    assert psnr(draw(paths + 0.06, pens), images) < 14  # the comparison can fail: two pixels aside


def test_a_lifted_pen_draws_nothing() -> None:
    path = torch.tensor([[[0.1, 0.5], [0.9, 0.5]]])
    assert float(draw(path, torch.zeros(1, 2)).max()) == 0
    assert float(draw(path, torch.ones(1, 2))[0, 0, 16].mean()) > 0.5


def test_a_loss_reaches_the_points() -> None:
    images, paths, pens = views(4)
    moved = (paths + 0.02).requires_grad_()
    before = (draw(moved, pens) - images).square().sum()
    before.backward()
    assert torch.isfinite(moved.grad).all() and moved.grad.abs().sum() > 0
    better = moved.detach() - 0.002 * moved.grad / moved.grad.abs().max()
    assert (draw(better, pens) - images).square().sum() < before
