"""Cross-VAE with a decoder that draws: Ductus' own answer to the paper's blur, and to its one connected line.

The two VAEs and their shared space are Cross-VAE's (see cross_vae). What differs:
- the trajectory carries the pen: (x, y, drawn share of the way to the next point), so strokes are lifted where they were;
- the bitmap is drawn from the decoded trajectory (models.render), and a small net on z only finishes it: an image is
  sharp because its strokes are, and recovered strokes lie on the ink because the image must come out of them;
- the trajectory is judged by the distance of its points, each beside its own and each along the best warping, not by
  cross-entropy; the spaces share their means, not their noise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from engines.models.cross_vae import POINTS, kl, reconstruction
from engines.models.cross_vae import Sampler as CrossVaeSampler
from engines.models.layers import GaussianEncoder, PointsEncoder, pooled, sampled
from engines.models.recipe import Batch, Phase, check_sizes, weighed
from engines.models.recipe import Recipe as BaseRecipe
from engines.models.recipe import Sampler as BaseSampler
from engines.models.render import draw
from engines.models.warping import warped_distance


@dataclass(frozen=True)
class Config:
    """Sizes and weights. Distances are in hundredths of the unit square, summed over the points."""

    latent: int = 64  # size of z, 2 to 256
    width: int = 24  # channels of the bitmap encoder's first convolution
    path_width: int = 48  # channels of the stroke encoder's first convolution
    hidden: int = 384  # fully connected layers
    kl: float = 0.05  # weight of both KL terms
    gamma_tt: float = 0.1  # trajectory to trajectory
    gamma_bt: float = 0.01  # bitmap to trajectory
    gamma_tb: float = 0.5  # trajectory to bitmap
    gamma_bb: float = 0.5  # bitmap to bitmap
    gamma_warp: float = 0.4  # of each trajectory's warped distance, beside its points
    gamma_pen: float = 0.5  # of each trajectory's pen, beside its points
    delta: float = 0.5  # space sharing
    lr: float = 1e-3
    warm_up: int = 300  # steps

    def __post_init__(self) -> None:
        check_sizes(self, "latent", "width", "path_width", "hidden")


PRESETS = {"default": Config(), "draft": Config(latent=16, width=8, path_width=16, hidden=64)}


def bitmap_encoder(config: Config) -> GaussianEncoder:
    """(B, 1, 32, 32) -> mean and log-variance, (B, latent) each."""
    w = config.width
    return GaussianEncoder(pooled((1, w, 2 * w, 4 * w, 5 * w)), two_layers(20 * w, config.hidden, 2 * config.latent))


def stroke_encoder(config: Config) -> PointsEncoder:
    """(B, 64, 3) -> mean and log-variance, (B, latent) each."""
    w = config.path_width
    layers: list[nn.Module] = [nn.Conv1d(3, w, 3, padding=1), nn.SiLU()]
    for before, after in ((w, w), (w, 2 * w), (2 * w, 2 * w)):
        layers += [nn.Conv1d(before, after, 5, padding=2, stride=2), nn.SiLU()]
    return PointsEncoder(nn.Sequential(*layers, nn.Flatten()), two_layers(16 * w, config.hidden, 2 * config.latent))


class StrokeDecoder(nn.Module):
    """(B, latent) -> logits (B, 64, 3)."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        w = config.path_width + config.path_width // 3
        layers: list[nn.Module] = [
            two_layers(config.latent, config.hidden, w * POINTS // 4),
            nn.SiLU(),
            nn.Unflatten(1, (w, POINTS // 4)),
        ]
        for _ in range(2):
            layers += [nn.Upsample(scale_factor=2), nn.Conv1d(w, w, 5, padding=2), nn.SiLU()]
        self.strokes = nn.Sequential(*layers, nn.Conv1d(w, 3, 5, padding=2))

    def forward(self, z: Tensor) -> Tensor:
        """Decode latents."""
        return self.strokes(z).transpose(1, 2).float()


class BitmapFinisher(nn.Module):
    """z (B, latent) and the drawing (B, 1, 32, 32) -> logits of the bitmap (B, 1, 32, 32)."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        w = 2 * config.width
        self.hints = nn.Sequential(
            two_layers(config.latent, config.hidden, w * 16),
            nn.SiLU(),
            nn.Unflatten(1, (w, 4, 4)),
            nn.Upsample(scale_factor=2),
            nn.Conv2d(w, w, 3, padding=1),
            nn.SiLU(),
            nn.Upsample(scale_factor=2),
            nn.Conv2d(w, w // 2, 3, padding=1),
            nn.SiLU(),
            nn.Conv2d(w // 2, 8, 3, padding=1),
            nn.Upsample(scale_factor=2),
        )
        self.finish = nn.Sequential(nn.Conv2d(9, 12, 3, padding=1), nn.ReLU(), nn.Conv2d(12, 1, 3, padding=1))

    def forward(self, z: Tensor, drawing: Tensor) -> Tensor:
        """Finish drawings."""
        hints = self.hints(z)
        return self.finish(torch.cat([hints, drawing.to(hints.dtype)], 1)).float()


def two_layers(before: int, hidden: int, after: int) -> nn.Sequential:
    """Two fully connected layers."""
    return nn.Sequential(nn.Linear(before, hidden), nn.SiLU(), nn.Linear(hidden, after))


def build(config: Config) -> nn.ModuleDict:
    """The four nets, by the names that weights carry."""
    return nn.ModuleDict(
        {
            "bitmap_encoder": bitmap_encoder(config),
            "path_encoder": stroke_encoder(config),
            "path_decoder": StrokeDecoder(config),
            "bitmap_finisher": BitmapFinisher(config),
        }
    )


def decode(nets: nn.ModuleDict, z: Tensor) -> tuple[Tensor, Tensor]:
    """z (B, latent) -> logits of the strokes (B, 64, 3) and of the bitmap drawn from them (B, 1, 32, 32)."""
    strokes = nets["path_decoder"](z)
    with torch.autocast(z.device.type, enabled=False):
        sure = strokes.sigmoid()
        drawing = draw(sure[..., :2], sure[..., 2])
    return strokes, nets["bitmap_finisher"](z, drawing)


class Recipe(BaseRecipe):
    """Four reconstructions, two KL terms and the space-sharing term, by AdamW under a cosine."""

    views: ClassVar[tuple[str, ...]] = ("bitmap", "path", "pen")
    averaged: ClassVar[tuple[str, ...]] = ("bitmap_encoder", "path_encoder", "path_decoder", "bitmap_finisher")

    def __init__(self, config: Config, frozen: Mapping[str, BaseSampler] | None = None) -> None:
        super().__init__(frozen)
        self.config = config
        self.nets = build(config)
        settings = {"betas": (0.9, 0.99), "decay": 0.01, "clip": 50.0}
        phase = Phase("vae", self.averaged, config.lr, "adamw", schedule="cosine", warm_up=config.warm_up, **settings)  # type: ignore[arg-type]
        self.phases = (phase,)  # type: ignore[misc]

    def loss(self, phase: Phase, batch: Batch) -> dict[str, Tensor]:
        """batch: bitmap (B, 1, 32, 32), path (B, 64, 2) and pen (B, 64), all in 0..1."""
        c, bitmap, path, pen = self.config, batch["bitmap"], batch["path"], batch["pen"]
        mean_b, log_variance_b = self.nets["bitmap_encoder"](bitmap)
        mean_t, log_variance_t = self.nets["path_encoder"](torch.cat([path, pen[..., None]], -1))
        z_b, z_t = sampled(mean_b, log_variance_b), sampled(mean_t, log_variance_t)
        strokes, bitmaps = decode(self.nets, torch.cat([z_t, z_b]))
        (t2t, b2t), (t2b, b2b) = strokes.chunk(2), bitmaps.chunk(2)
        warped = warping(strokes, torch.cat([path, path]))
        terms = {
            "tt": distance(t2t, path),
            "bt": distance(b2t, path),
            "warp_tt": warped[: len(path)].mean(),
            "warp_bt": warped[len(path) :].mean(),
            "pen_tt": pen_error(t2t, pen),
            "pen_bt": pen_error(b2t, pen),
            "tb": reconstruction(t2b, bitmap),
            "bb": reconstruction(b2b, bitmap),
            "kl_t": kl(mean_t, log_variance_t),
            "kl_b": kl(mean_b, log_variance_b),
            "share": 0.5 * (mean_t - mean_b).square().sum(1).mean(),
        }
        weights = {
            "tt": c.gamma_tt,
            "bt": c.gamma_bt,
            "warp_tt": c.gamma_warp,
            "warp_bt": c.gamma_warp,
            "pen_tt": c.gamma_pen,
            "pen_bt": 0.5 * c.gamma_pen,
            "tb": c.gamma_tb,
            "bb": c.gamma_bb,
            "kl_t": c.kl,
            "kl_b": c.kl,
            "share": c.delta,
        }
        return weighed(terms, weights)


def distance(strokes: Tensor, path: Tensor) -> Tensor:
    """Mean over the batch of the summed absolute error of all coordinates, in hundredths of the unit square."""
    return 100 * (strokes[..., :2].sigmoid() - path).abs().sum((1, 2)).mean()


def warping(strokes: Tensor, path: Tensor) -> Tensor:
    """(B,): the distance along the best warping path, in hundredths of the unit square, times the number of points."""
    return 100 * POINTS * warped_distance(strokes[..., :2].sigmoid(), path)


def pen_error(strokes: Tensor, pen: Tensor) -> Tensor:
    """Binary cross-entropy of the pen, summed over the points, mean over the batch."""
    return binary_cross_entropy_with_logits(strokes[..., 2], pen, reduction="sum") / len(pen)


class Sampler(CrossVaeSampler):
    """Cross-VAE's conversions, with the pen's lifts."""

    can: ClassVar[frozenset[str]] = CrossVaeSampler.can | {"pen_lifts"}

    def _build(self) -> nn.ModuleDict:
        return build(self.config)

    @torch.inference_mode()
    def encode_path(self, paths: Tensor, pens: Tensor | None = None) -> Tensor:
        """(B, 64, 2) in the unit square and (B, 64), the drawn share of each step (None: all drawn) -> (B, latent)."""
        pens = torch.ones(paths.shape[:2]) if pens is None else pens
        return self.nets.get_submodule("path_encoder")(torch.cat([paths, pens[..., None]], -1).to(self.device))[0]

    def image_of(self, z: Tensor) -> Tensor:
        """`decode_image` for those who search a z: gradients reach it."""
        return decode(self.nets, z)[1].sigmoid()  # type: ignore[arg-type]

    def strokes_of(self, z: Tensor) -> tuple[Tensor, Tensor]:
        """`decode_path` and `decode_pen`: (B, 64, 2), (B, 64). Gradients reach z."""
        strokes = self.nets.get_submodule("path_decoder")(z).sigmoid()
        return strokes[..., :2], strokes[..., 2]

    @torch.inference_mode()
    def decode_pen(self, z: Tensor) -> Tensor:
        """(B, latent) -> (B, 64): how much of the way to the next point is drawn, 0..1."""
        return self.strokes_of(z.to(self.device))[1]
