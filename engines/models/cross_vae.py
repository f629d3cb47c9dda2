"""Cross-VAE: two variational autoencoders, of ink and of image, that share one latent space.

Sumi, Iwana, Hayashi, Uchida, "Modality Conversion of Handwritten Patterns by Cross Variational Autoencoders", ICDAR 2019.
t is the trajectory (64 points in the unit square, strokes joined), b the bitmap (32 x 32). An encoder and a decoder each give
four paths: t->t, b->b, and across the modalities t->b (ink to image) and b->t (image to strokes).

The paper's conv variant: four 3x3 convolutions with 2x2 max-pooling mirrored by the decoder for the bitmap, 1-D convolutions
without pooling for the trajectory, three fully connected layers a modality, z = 32. Its LSTM variant reads and writes the
trajectory with an LSTM instead. It states kernels and depth; the widths here, and the batch normalisation that `norm` adds
after every hidden layer, are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from engines.models.layers import GaussianEncoder, PointsEncoder, pooled, sampled
from engines.models.recipe import Batch, Optimiser, Phase, Schedule, check_sizes, load_nets, weighed
from engines.models.recipe import Recipe as BaseRecipe
from engines.models.recipe import Sampler as BaseSampler

SIDE, POINTS = 32, 64


@dataclass(frozen=True)
class Config:
    """Sizes and the published weights of the loss."""

    kind: str = "conv"  # or "lstm": what reads and writes the trajectory
    latent: int = 32  # size of z, 2 to 256
    width: int = 32  # channels of the bitmap's first convolution; each pooling doubles them
    path_width: int = 48  # channels of the trajectory's convolutions
    hidden: int = 192  # the narrower of the fully connected layers
    alpha: float = 0.5  # weight of the trajectory's KL term
    beta: float = 0.5  # weight of the bitmap's KL term
    gamma_tt: float = 0.4  # trajectory to trajectory
    gamma_bb: float = 0.5  # bitmap to bitmap
    gamma_tb: float = 0.4  # trajectory to bitmap
    gamma_bt: float = 0.2  # bitmap to trajectory
    delta: float = 1.0  # space sharing
    norm: bool = False  # batch normalisation after every hidden layer: the paper is silent; it learns many times faster with it
    lr: float = 1e-3
    optimiser: Optimiser = "rmsprop"  # as published; with it rounding errors grow from step to step, with adam they do not
    schedule: Schedule = "constant"  # of the learning rate

    def __post_init__(self) -> None:
        check_sizes(self, "latent", "width", "path_width", "hidden")


PRESETS = {
    "paper": Config(norm=True, schedule="cosine"),
    "paper_plain": Config(),  # without normalisation, at a constant rate
    "paper_lstm": Config(kind="lstm", width=16, path_width=128, norm=True, schedule="cosine"),
    "paper_unshared": Config(delta=0.0, norm=True, schedule="cosine"),  # the paper's ablation: no space sharing
    "conv16": Config(width=16, norm=True, schedule="cosine"),  # half as wide
    "draft": Config(width=8, path_width=16, hidden=64, optimiser="adam"),
}


def bitmap_encoder(config: Config) -> GaussianEncoder:
    """(B, 1, 32, 32) -> mean and log-variance, (B, latent) each."""
    w = config.width
    return GaussianEncoder(pooled((1, w, 2 * w, 4 * w, 8 * w), config.norm), head(32 * w, config))  # 8w channels, 2 x 2


class BitmapDecoder(nn.Module):
    """(B, latent) -> logits (B, 1, 32, 32)."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        w = config.width
        self.tail = tail(config, 32 * w)
        layers: list[nn.Module] = [nn.Unflatten(1, (8 * w, 2, 2))]
        for before, after in ((8 * w, 4 * w), (4 * w, 2 * w), (2 * w, w)):
            layers += [nn.Upsample(scale_factor=2), nn.Conv2d(before, after, 3, padding=1)]
            layers += active(after, config, nn.BatchNorm2d)
        layers += [nn.Upsample(scale_factor=2), nn.Conv2d(w, 1, 3, padding=1)]
        self.picture = nn.Sequential(*layers)

    def forward(self, z: Tensor) -> Tensor:
        """Decode latents."""
        return self.picture(self.tail(z))


def path_encoder(config: Config) -> PointsEncoder:
    """(B, 64, 2) -> mean and log-variance, (B, latent) each."""
    w = config.path_width
    layers: list[nn.Module] = []
    for before in (2, w, w, w):
        layers += [nn.Conv1d(before, w, 3, padding=1), *active(w, config)]
    return PointsEncoder(nn.Sequential(*layers, nn.Flatten()), head(w * POINTS, config))


class PathReader(nn.Module):
    """The LSTM variant of `path_encoder`: (B, 64, 2) -> mean and log-variance from the state after the last point."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.lstm = nn.LSTM(2, config.path_width, batch_first=True)
        self.head = head(config.path_width, config)

    def forward(self, path: Tensor) -> tuple[Tensor, Tensor]:
        """Encode trajectories."""
        _, (state, _) = self.lstm(path)
        mean, log_variance = self.head(state[-1]).float().chunk(2, dim=1)
        return mean, log_variance


class PathDecoder(nn.Module):
    """(B, latent) -> logits (B, 64, 2)."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        w = config.path_width
        self.tail = tail(config, w * POINTS)
        layers: list[nn.Module] = [nn.Unflatten(1, (w, POINTS))]
        for _ in range(3):
            layers += [nn.Conv1d(w, w, 3, padding=1), *active(w, config)]
        self.path = nn.Sequential(*layers, nn.Conv1d(w, 2, 3, padding=1))

    def forward(self, z: Tensor) -> Tensor:
        """Decode latents."""
        return self.path(self.tail(z)).transpose(1, 2)


class PathWriter(nn.Module):
    """The LSTM variant of PathDecoder: z, widened, is the input of every step. (B, latent) -> logits (B, 64, 2)."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.tail = tail(config, config.path_width)
        self.lstm = nn.LSTM(config.path_width, config.path_width, batch_first=True)
        self.point = nn.Linear(config.path_width, 2)

    def forward(self, z: Tensor) -> Tensor:
        """Decode latents."""
        states, _ = self.lstm(self.tail(z)[:, None].expand(-1, POINTS, -1))  # (B, 64, w)
        return self.point(states)


def active(features: int, config: Config, norm: type[nn.Module] = nn.BatchNorm1d) -> list[nn.Module]:
    """What follows a hidden layer: its normalisation where the config asks for it, and ReLU."""
    return [norm(features), nn.ReLU()] if config.norm else [nn.ReLU()]


def head(features: int, config: Config) -> nn.Sequential:
    """Three fully connected layers down to mean and log-variance."""
    wide, narrow = 2 * config.hidden, config.hidden
    return nn.Sequential(
        nn.Linear(features, wide),
        *active(wide, config),
        nn.Linear(wide, narrow),
        *active(narrow, config),
        nn.Linear(narrow, 2 * config.latent),
    )


def tail(config: Config, features: int) -> nn.Sequential:
    """Three fully connected layers up from z."""
    wide, narrow = 2 * config.hidden, config.hidden
    return nn.Sequential(
        nn.Linear(config.latent, narrow),
        *active(narrow, config),
        nn.Linear(narrow, wide),
        *active(wide, config),
        nn.Linear(wide, features),
        *active(features, config),
    )


KINDS: dict[str, tuple[Callable[[Config], nn.Module], type[nn.Module]]] = {
    "conv": (path_encoder, PathDecoder),
    "lstm": (PathReader, PathWriter),
}


def build(config: Config) -> nn.ModuleDict:
    """The four nets, by the names that weights carry. Raises ValueError for a kind that does not exist."""
    if config.kind not in KINDS:
        raise ValueError(f"Cross-VAE has no kind '{config.kind}'; it has {', '.join(KINDS)}.")
    encoder, decoder = KINDS[config.kind]
    return nn.ModuleDict(
        {
            "bitmap_encoder": bitmap_encoder(config),
            "bitmap_decoder": BitmapDecoder(config),
            "path_encoder": encoder(config),
            "path_decoder": decoder(config),
        }
    )


def kl(mean: Tensor, log_variance: Tensor) -> Tensor:
    """KL divergence to the unit Gaussian, summed over z, mean over the batch (nats)."""
    return 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum(1).mean()


def reconstruction(logits: Tensor, target: Tensor) -> Tensor:
    """Binary cross-entropy summed over a sample's elements, mean over the batch: the paper uses it for bitmap and coordinates."""
    return binary_cross_entropy_with_logits(logits.float(), target, reduction="sum") / len(target)


class Recipe(BaseRecipe):
    """The published training: four reconstructions, two KL terms and the space-sharing term, by RMSProp (eqs. 2 to 7)."""

    views: ClassVar[tuple[str, ...]] = ("bitmap", "path")
    averaged: ClassVar[tuple[str, ...]] = ("bitmap_encoder", "bitmap_decoder", "path_encoder", "path_decoder")

    def __init__(self, config: Config, frozen: Mapping[str, BaseSampler] | None = None) -> None:
        super().__init__(frozen)
        self.config = config
        self.nets = build(config)
        self.phases = (Phase("vae", self.averaged, config.lr, config.optimiser, schedule=config.schedule),)  # type: ignore[misc]

    def loss(self, phase: Phase, batch: Batch) -> dict[str, Tensor]:
        """batch: bitmap (B, 1, 32, 32) and path (B, 64, 2), both in 0..1."""
        c, bitmap, path = self.config, batch["bitmap"], batch["path"]
        mean_b, log_variance_b = self.nets["bitmap_encoder"](bitmap)
        mean_t, log_variance_t = self.nets["path_encoder"](path)
        z_b, z_t = sampled(mean_b, log_variance_b), sampled(mean_t, log_variance_t)
        both = torch.cat([z_t, z_b])  # one pass of each decoder serves both modalities
        t2b, b2b = self.nets["bitmap_decoder"](both).chunk(2)
        t2t, b2t = self.nets["path_decoder"](both).chunk(2)
        terms = {
            "tt": reconstruction(t2t, path),
            "bb": reconstruction(b2b, bitmap),
            "tb": reconstruction(t2b, bitmap),
            "bt": reconstruction(b2t, path),
            "kl_t": kl(mean_t, log_variance_t),
            "kl_b": kl(mean_b, log_variance_b),
            "share": 0.5 * (z_t - z_b).square().sum(1).mean(),
        }
        weights = {
            "tt": c.gamma_tt,
            "bb": c.gamma_bb,
            "tb": c.gamma_tb,
            "bt": c.gamma_bt,
            "kl_t": c.alpha,
            "kl_b": c.beta,
            "share": c.delta,
        }
        return weighed(terms, weights)


class Sampler(BaseSampler):
    """Conversions with the means of z, without noise. Tensors in and out are float32 on the sampler's device.

    Raises ValueError where the state does not fit the config.
    """

    can: ClassVar[frozenset[str]] = frozenset({"encode", "decode", "ink_to_image", "image_to_ink"})

    def __init__(self, config: Any, state: Mapping[str, Tensor], device: str = "cpu") -> None:
        super().__init__(config, state, device)
        self.nets = load_nets(self._build, state, self.device)

    def _build(self) -> nn.ModuleDict:
        return build(self.config)

    @torch.inference_mode()
    def encode_image(self, images: Tensor) -> Tensor:
        """(B, 1, 32, 32) in 0..1 -> (B, latent)."""
        return self.nets.get_submodule("bitmap_encoder")(images.to(self.device))[0]

    @torch.inference_mode()
    def encode_path(self, paths: Tensor, pens: Tensor | None = None) -> Tensor:
        """(B, 64, 2) in the unit square -> (B, latent). Pens are not read: the paper's trajectory is one connected line."""
        return self.nets.get_submodule("path_encoder")(paths.to(self.device))[0]

    def image_of(self, z: Tensor) -> Tensor:
        """`decode_image` for those who search a z: gradients reach it."""
        return self.nets.get_submodule("bitmap_decoder")(z).sigmoid()

    def strokes_of(self, z: Tensor) -> tuple[Tensor, Tensor]:
        """`decode_path` and the pen, all drawn where the family knows no lifts: (B, 64, 2), (B, 64). Gradients reach z."""
        path = self.nets.get_submodule("path_decoder")(z).sigmoid()
        return path, torch.ones_like(path[..., 0])

    @torch.inference_mode()
    def decode_image(self, z: Tensor) -> Tensor:
        """(B, latent) -> (B, 1, 32, 32) in 0..1."""
        return self.image_of(z.to(self.device))

    @torch.inference_mode()
    def decode_path(self, z: Tensor) -> Tensor:
        """(B, latent) -> (B, 64, 2) in the unit square."""
        return self.strokes_of(z.to(self.device))[0]
