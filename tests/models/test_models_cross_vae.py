"""Cross-VAE: the shapes the paper states, its loss term by term, and a sampler that refuses what does not fit."""

import dataclasses

import numpy as np
import pytest
import torch

from engines.models import catalog, cross_vae
from engines.models.cross_vae import PRESETS, Recipe, Sampler, build, kl, reconstruction

DRAFT = PRESETS["draft"]


def batch(count: int = 4) -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    return {
        "bitmap": torch.rand(count, 1, 32, 32, generator=generator),
        "path": torch.rand(count, 64, 2, generator=generator),
    }


def test_paper_preset_has_the_published_shape() -> None:
    nets = build(PRESETS["paper"])
    convolutions = [layer for layer in nets["bitmap_encoder"].modules() if isinstance(layer, torch.nn.Conv2d)]
    assert [layer.kernel_size for layer in convolutions] == [(3, 3)] * 4
    assert sum(isinstance(layer, torch.nn.MaxPool2d) for layer in nets["bitmap_encoder"].modules()) == 4
    for net in nets.values():
        assert sum(isinstance(layer, torch.nn.Linear) for layer in net.modules()) == 3
    assert not any(isinstance(layer, torch.nn.MaxPool1d) for layer in nets["path_encoder"].modules())
    assert sum(weight.numel() for weight in nets.parameters()) <= 5_000_000
    config = PRESETS["paper"]
    weights = (config.alpha, config.beta, config.gamma_tt, config.gamma_bb, config.gamma_tb, config.gamma_bt, config.delta)
    assert weights == (0.5, 0.5, 0.4, 0.5, 0.4, 0.2, 1.0) and config.latent == 32


def test_lstm_variant_has_the_same_doors() -> None:
    config = PRESETS["paper_lstm"]
    nets = build(config)
    assert sum(weight.numel() for weight in nets.parameters()) <= 2_000_000
    assert any(isinstance(layer, torch.nn.LSTM) for layer in nets["path_encoder"].modules())
    sampler = Sampler(config, nets.state_dict())
    assert sampler.decode_path(sampler.encode_path(batch()["path"])).shape == (4, 64, 2)
    recipe = Recipe(config)
    recipe.loss(recipe.phases[0], batch())["loss"].backward()
    assert all(weight.grad is not None for weight in recipe.parameters())
    with pytest.raises(ValueError, match="no kind 'gru'"):
        build(dataclasses.replace(config, kind="gru"))


def test_kl_against_torch_distributions() -> None:
    generator = torch.Generator().manual_seed(1)
    mean, log_variance = torch.randn(5, 32, generator=generator), torch.randn(5, 32, generator=generator)
    normal = torch.distributions.Normal(mean, (log_variance / 2).exp())
    wanted = torch.distributions.kl_divergence(normal, torch.distributions.Normal(0.0, 1.0)).sum(1).mean()
    torch.testing.assert_close(kl(mean, log_variance), wanted)


def test_reconstruction_is_summed_over_elements() -> None:
    logits, target = torch.zeros(3, 1, 32, 32), torch.full((3, 1, 32, 32), 0.5)
    torch.testing.assert_close(reconstruction(logits, target), torch.tensor(1024 * np.log(2)), check_dtype=False)


def test_loss_is_the_weighted_sum_of_its_terms() -> None:
    recipe = Recipe(DRAFT)
    torch.manual_seed(3)
    found = {name: float(value.detach()) for name, value in recipe.loss(recipe.phases[0], batch()).items()}
    c = DRAFT
    wanted = (
        c.gamma_tt * found["tt"]
        + c.gamma_bb * found["bb"]
        + c.gamma_tb * found["tb"]
        + c.gamma_bt * found["bt"]
        + c.alpha * found["kl_t"]
        + c.beta * found["kl_b"]
        + c.delta * found["share"]
    )
    assert found["loss"] == pytest.approx(wanted, rel=1e-5)


def test_every_weight_learns() -> None:
    recipe = Recipe(DRAFT)
    recipe.loss(recipe.phases[0], batch())["loss"].backward()
    assert all(weight.grad is not None and weight.grad.abs().sum() > 0 for weight in recipe.parameters())


def test_sampler_converts_both_ways_without_noise() -> None:
    sampler = Sampler(DRAFT, build(DRAFT).state_dict())
    z_image, z_path = sampler.encode_image(batch()["bitmap"]), sampler.encode_path(batch()["path"])
    assert z_image.shape == z_path.shape == (4, 32)
    image, path = sampler.decode_image(z_path), sampler.decode_path(z_image)
    assert image.shape == (4, 1, 32, 32) and path.shape == (4, 64, 2)
    assert image.min() >= 0 and image.max() <= 1 and path.min() >= 0 and path.max() <= 1
    assert torch.equal(z_image, sampler.encode_image(batch()["bitmap"]))
    assert sampler.can == {"encode", "decode", "ink_to_image", "image_to_ink"}


def test_weights_that_do_not_fit_are_named() -> None:
    state = build(DRAFT).state_dict()
    lacking = {name: value for name, value in state.items() if name != "path_decoder.path.1.weight"}
    with pytest.raises(ValueError, match=r"path_decoder.path.1.weight' is missing"):
        Sampler(DRAFT, lacking)
    with pytest.raises(ValueError, match="has shape"):
        Sampler(dataclasses.replace(DRAFT, latent=16), state)


def test_catalogue_configures_from_text_and_refuses_the_unknown() -> None:
    config = catalog.configure("cross_vae", "paper", {"latent": "16", "delta": "0"})
    assert config.latent == 16 and config.delta == 0.0 and isinstance(config, cross_vae.Config)
    assert catalog.from_card("cross_vae", dataclasses.asdict(config) | {"from_the_future": 1}) == config
    for call, words in (
        (lambda: catalog.family("nothing"), "no model family 'nothing'"),
        (lambda: catalog.configure("cross_vae", "nothing"), "no preset 'nothing'"),
        (lambda: catalog.configure("cross_vae", "paper", {"colour": "1"}), "no setting 'colour'"),
        (lambda: catalog.configure("cross_vae", "paper", {"latent": "many"}), "'latent' cannot be 'many'"),
        (lambda: catalog.configure("cross_vae", "paper", {"latent": "-3"}), "'latent' cannot be -3"),
        (lambda: catalog.configure("cross_vae_drawn", "default", {"lr": "-1"}), "'lr' cannot be -1"),
        (lambda: catalog.from_card("cross_vae", {"latent": "many"}), "which is no int"),
    ):
        with pytest.raises(ValueError, match=words):
            call()
