"""Cross-VAE that draws: strokes with their pen, a bitmap out of them, and a loss whose terms add up."""

import pytest
import torch

from engines.models import catalog
from engines.models.cross_vae_drawn import PRESETS, Recipe, Sampler, build, decode, distance

DRAFT = PRESETS["draft"]


def batch(count: int = 4) -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    return {
        "bitmap": torch.rand(count, 1, 32, 32, generator=generator),
        "path": torch.rand(count, 64, 2, generator=generator),
        "pen": torch.rand(count, 64, generator=generator),
    }


def test_it_stays_within_its_size() -> None:
    assert sum(weight.numel() for weight in build(PRESETS["default"]).parameters()) <= 3_000_000


def test_loss_is_the_weighted_sum_of_its_terms_and_reaches_every_weight() -> None:
    recipe = Recipe(DRAFT)
    losses = recipe.loss(recipe.phases[0], batch())
    found = {name: float(value.detach()) for name, value in losses.items()}
    c = DRAFT
    wanted = (
        c.gamma_tt * found["tt"]
        + c.gamma_bt * found["bt"]
        + c.gamma_warp * (found["warp_tt"] + found["warp_bt"])
        + c.gamma_pen * (found["pen_tt"] + found["pen_bt"] / 2)
        + c.gamma_tb * found["tb"]
        + c.gamma_bb * found["bb"]
        + c.kl * (found["kl_t"] + found["kl_b"])
        + c.delta * found["share"]
    )
    assert found["loss"] == pytest.approx(wanted, rel=1e-5)
    losses["loss"].backward()
    assert all(weight.grad is not None and weight.grad.abs().sum() > 0 for weight in recipe.parameters())


def test_distance_is_in_hundredths_of_the_unit_square() -> None:
    path = torch.full((2, 64, 2), 0.5)
    logits = torch.full((2, 64, 3), 0.51).logit()
    torch.testing.assert_close(distance(logits, path), torch.tensor(128.0), rtol=1e-3, atol=0)


def test_the_bitmap_comes_out_of_the_strokes() -> None:
    nets = build(DRAFT)
    z = torch.zeros(1, DRAFT.latent, requires_grad=True)
    strokes, bitmap = decode(nets, z)
    strokes.retain_grad()
    bitmap.sum().backward()
    assert strokes.shape == (1, 64, 3) and bitmap.shape == (1, 1, 32, 32)
    assert strokes.grad is not None and strokes.grad.abs().sum() > 0


def test_sampler_gives_paths_and_pens() -> None:
    sampler = Sampler(DRAFT, build(DRAFT).state_dict())
    z = sampler.encode_path(batch()["path"], batch()["pen"])
    assert z.shape == (4, DRAFT.latent)
    assert not torch.equal(z, sampler.encode_path(batch()["path"]))  # the pen matters; without it all is drawn
    pen = sampler.decode_pen(z)
    assert sampler.decode_path(z).shape == (4, 64, 2) and pen.shape == (4, 64) and pen.min() >= 0 and pen.max() <= 1
    assert sampler.decode_image(sampler.encode_image(batch()["bitmap"])).shape == (4, 1, 32, 32)
    assert "pen_lifts" in sampler.can and catalog.family("cross_vae_drawn").Sampler is Sampler
