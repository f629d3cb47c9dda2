"""How alike two images of ink are: PSNR and SSIM, on one scale for every model.

Both are those of the Cross-VAE paper (equations 8 and 9) with the values of a pixel on 0..1. Renderer and margins decide these
figures as much as a model does, so only figures of the same protocol may be compared.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

WINDOW = 7  # pixels a side of SSIM's sliding window: scikit-image's default
C1 = 0.01**2
C2 = 0.03**2
SLACK = 1e-3  # how far a float may stray from 0..1 by arithmetic alone


def unit_images(images: ArrayLike) -> Floats:
    """Images as float64 in 0..1. uint8 counts 0..255, bool 0 and 1, floats are taken as they are.

    Raises ValueError for other kinds of numbers and for floats that are not in 0..1 (a scale of 0..255 in floats, NaN).
    """
    given = np.asarray(images)
    if given.dtype == np.uint8:
        return given / 255.0
    if given.dtype.kind not in "fb":
        raise ValueError(f"An image must hold floats in 0..1 or uint8, not {given.dtype}.")
    values = given.astype(np.float64)
    if not bool(((values >= -SLACK) & (values <= 1 + SLACK)).all()):
        raise ValueError("An image of floats must hold values in 0..1 only.")
    return values


def _pair(a: ArrayLike, b: ArrayLike, dimensions: int) -> tuple[Floats, Floats]:
    first, second = unit_images(a), unit_images(b)
    if first.shape != second.shape or first.ndim != dimensions or 0 in first.shape:
        raise ValueError(f"Images of shapes {first.shape} and {second.shape} cannot be compared.")
    return first, second


def psnr_batch(a: ArrayLike, b: ArrayLike) -> Floats:
    """PSNR of each pair: (B, H, W) and (B, H, W) -> (B,) dB, `10 log10(1 / MSE)`; inf where both are the same."""
    first, second = _pair(a, b, 3)
    error = np.mean((first - second) ** 2, axis=(1, 2))
    with np.errstate(divide="ignore"):
        return -10.0 * np.log10(error)


def psnr(a: ArrayLike, b: ArrayLike) -> float:
    """Peak signal-to-noise ratio of two images (H, W), dB (Cross-VAE, equation 8); inf where both are the same.

    Pixels are uint8, or floats in 0..1. Raises ValueError for anything else and for unequal shapes. The figure of a set is the
    mean over its images, not the PSNR of their mean error.
    """
    first, second = _pair(a, b, 2)
    return float(psnr_batch(first[None], second[None])[0])


def _window_mean(images: Floats) -> Floats:
    """(B, H, W) -> (B, H-6, W-6): the mean of every whole window, as the mean of column means."""
    height, width = (side - WINDOW + 1 for side in images.shape[1:])
    columns = images[:, :height].copy()
    for start in range(1, WINDOW):
        columns += images[:, start : start + height]
    means = columns[:, :, :width].copy()
    for start in range(1, WINDOW):
        means += columns[:, :, start : start + width]
    return means / WINDOW**2


def ssim_batch(a: ArrayLike, b: ArrayLike) -> Floats:
    """SSIM of each pair: (B, H, W) and (B, H, W) -> (B,); see `ssim`."""
    first, second = _pair(a, b, 3)
    if min(first.shape[1:]) < WINDOW:
        raise ValueError(f"SSIM needs images of at least {WINDOW}x{WINDOW} pixels, not {first.shape[2]}x{first.shape[1]}.")
    unbiased = WINDOW**2 / (WINDOW**2 - 1)
    mean_a, mean_b = _window_mean(first), _window_mean(second)
    variance_a = unbiased * (_window_mean(first * first) - mean_a * mean_a)
    variance_b = unbiased * (_window_mean(second * second) - mean_b * mean_b)
    covariance = unbiased * (_window_mean(first * second) - mean_a * mean_b)
    likeness = (2 * mean_a * mean_b + C1) * (2 * covariance + C2)
    scale = (mean_a**2 + mean_b**2 + C1) * (variance_a + variance_b + C2)
    return np.asarray(np.mean(likeness / scale, axis=(1, 2)))


def ssim(a: ArrayLike, b: ArrayLike) -> float:
    """Structural similarity of two images (H, W), -1..1, 1 for the same image (Wang et al. 2004; Cross-VAE, equation 9).

    The window is scikit-image's default, 7x7 pixels of equal weight with unbiased covariance, averaged over the windows that
    lie wholly inside; data range 1, C1 = 0.01 squared, C2 = 0.03 squared. Pixels are uint8, or floats in 0..1.
    Raises ValueError for anything else, for unequal shapes and for images smaller than the window.
    """
    first, second = _pair(a, b, 2)
    return float(ssim_batch(first[None], second[None])[0])
