"""PSNR and SSIM against scikit-image and against figures worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from engines.metrics.image import psnr, psnr_batch, ssim, ssim_batch


def noise(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).random(shape)


def test_psnr_of_a_uniform_error_of_a_tenth_is_twenty_decibels() -> None:
    assert psnr(np.full((32, 32), 0.5), np.full((32, 32), 0.6)) == pytest.approx(20.0)


def test_psnr_of_black_against_white_is_zero() -> None:
    assert psnr(np.zeros((4, 4), np.uint8), np.full((4, 4), 255, np.uint8)) == pytest.approx(0.0)


def test_psnr_of_an_image_with_itself_is_infinite() -> None:
    image = noise(1, 8, 8)
    assert psnr(image, image) == float("inf")


@pytest.mark.parametrize("shape", [(32, 32), (17, 64), (7, 9)])
def test_psnr_equals_scikit_image(shape: tuple[int, int]) -> None:
    a, b = noise(2, *shape), noise(3, *shape)
    assert psnr(a, b) == pytest.approx(peak_signal_noise_ratio(a, b, data_range=1.0), rel=1e-12)


@pytest.mark.parametrize("shape", [(32, 32), (17, 64), (7, 7)])
def test_ssim_equals_scikit_image(shape: tuple[int, int]) -> None:
    a = noise(4, *shape)
    b = np.clip(a + 0.2 * noise(5, *shape), 0, 1)
    assert ssim(a, b) == pytest.approx(structural_similarity(a, b, data_range=1.0), abs=1e-12)


def test_ssim_equals_scikit_image_on_ink_like_images() -> None:
    a, b = np.zeros((32, 32)), np.zeros((32, 32))
    a[5:27, 14:16] = 1.0
    b[6:28, 15:17] = 1.0
    assert ssim(a, b) == pytest.approx(structural_similarity(a, b, data_range=1.0), abs=1e-12)


def test_ssim_of_two_constants_is_the_luminance_term_alone() -> None:
    a, b = 0.25, 0.75
    expected = (2 * a * b + 1e-4) / (a * a + b * b + 1e-4)
    assert ssim(np.full((9, 9), a), np.full((9, 9), b)) == pytest.approx(expected)


def test_ssim_is_one_for_the_same_image_and_less_for_another() -> None:
    a, b = noise(6, 32, 32), noise(7, 32, 32)
    assert ssim(a, a) == pytest.approx(1.0)
    assert ssim(a, b) < 0.2


def test_bytes_and_floats_of_the_same_image_give_the_same_figures() -> None:
    a = (noise(8, 32, 32) * 255).astype(np.uint8)
    b = (noise(9, 32, 32) * 255).astype(np.uint8)
    assert psnr(a, b) == pytest.approx(psnr(a / 255, (b / 255).astype(np.float32)), rel=1e-5)
    assert ssim(a, b) == pytest.approx(structural_similarity(a / 255, b / 255, data_range=1.0), abs=1e-12)


def test_a_batch_gives_the_figures_of_its_images() -> None:
    a, b = noise(10, 5, 32, 32), noise(11, 5, 32, 32)
    np.testing.assert_allclose(psnr_batch(a, b), [psnr(x, y) for x, y in zip(a, b, strict=True)])
    np.testing.assert_allclose(ssim_batch(a, b), [ssim(x, y) for x, y in zip(a, b, strict=True)])


@pytest.mark.parametrize("figure", [psnr, ssim])
@pytest.mark.parametrize(
    ("a", "b"),
    [
        (np.zeros((8, 8)), np.zeros((8, 9))),
        (np.zeros((8, 8)), np.full((8, 8), 255.0)),
        (np.zeros((8, 8)), np.full((8, 8), np.nan)),
        (np.zeros((8, 8), np.int64), np.zeros((8, 8), np.int64)),
        (np.zeros((0, 8)), np.zeros((0, 8))),
        (np.zeros((2, 8, 8)), np.zeros((2, 8, 8))),
    ],
    ids=["other shape", "floats of 0..255", "not a number", "integers", "empty", "a batch"],
)
def test_images_that_cannot_be_compared_are_refused(figure, a: np.ndarray, b: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"mage"):
        figure(a, b)


def test_an_image_smaller_than_the_window_has_no_ssim() -> None:
    with pytest.raises(ValueError, match="7x7"):
        ssim(np.zeros((6, 8)), np.zeros((6, 8)))
