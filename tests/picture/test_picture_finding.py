"""Finding the ink and seeing it as the protocol draws it, whatever pen, size, light and dirt the picture has."""

from __future__ import annotations

import numpy as np
import pytest

from engines.ink.geometry import fit_frame
from engines.ink.raster import render, unipen32
from engines.ink.types import Ink, Stroke
from engines.metrics.image import psnr
from engines.picture.finding import find_ink, ink_bounds, to_unipen32
from engines.picture.opening import PictureError, open_picture


def letter(name: str) -> Ink:
    turn = np.linspace(0, 2 * np.pi, 80)
    return {
        "O": Ink((Stroke(np.stack([8 * np.cos(turn), 12 * np.sin(turn)], axis=1)),)),
        "R": Ink((Stroke([[0, 0], [0, 20]]), Stroke([[0, 0], [9, 2], [9, 8], [0, 10]]), Stroke([[0, 10], [10, 20]]))),
        "I": Ink((Stroke([[0, 0], [0, 20]]),)),
        "i": Ink((Stroke([[0, 4], [0, 20]]), Stroke([[0, 0]]))),
        "T": Ink((Stroke([[-8, 0], [8, 0]]), Stroke([[0, 0], [0, 18]]))),
    }[name]


def pictured(ink: Ink, side: int, pen: float, margin: float = 0.15) -> np.ndarray:
    """(side, side) in 0..1, 1 = ink."""
    return render(ink, side, side, pen, fit_frame(ink, side, margin)).astype(np.float32) / 255


@pytest.mark.parametrize("name", ["O", "R", "I", "i", "T"])
@pytest.mark.parametrize(("side", "pen"), [(32, 2.0), (64, 3.0), (200, 6.0), (200, 16.0), (800, 40.0), (1000, 5.0)])
def test_any_pen_and_size_is_seen_as_the_protocol_draws_it(name: str, side: int, pen: float) -> None:
    protocol, _, _ = unipen32(letter(name))
    assert psnr(protocol, to_unipen32(pictured(letter(name), side, pen))) > 16


def test_the_comparison_above_can_fail() -> None:
    protocol, _, _ = unipen32(letter("O"))
    assert psnr(protocol, to_unipen32(pictured(letter("R"), 200, 6.0))) < 12


def test_place_and_margin_do_not_matter() -> None:
    picture = pictured(letter("R"), 100, 5.0)
    moved = np.zeros((400, 300), np.float32)
    moved[250:350, 30:130] = picture
    assert psnr(to_unipen32(picture), to_unipen32(moved)) > 20


def test_uneven_light_does_not_matter() -> None:
    picture = pictured(letter("R"), 200, 8.0)
    light = np.linspace(0.35, 1.0, 200)[None, :] * np.linspace(0.8, 1.0, 200)[:, None]
    photo = np.rint((1 - 0.75 * picture) * light * 255).astype(np.uint8)
    protocol, _, _ = unipen32(letter("R"))
    assert psnr(protocol, to_unipen32(open_picture(photo))) > 16


def test_faint_ink_on_grey_paper_with_noise_is_found() -> None:
    picture = pictured(letter("O"), 200, 8.0)
    noise = np.random.default_rng(0).normal(0, 6, picture.shape)
    photo = np.clip(200 - 70 * picture + noise, 0, 255).astype(np.uint8)
    protocol, _, _ = unipen32(letter("O"))
    assert psnr(protocol, to_unipen32(open_picture(photo))) > 16


def test_specks_of_dirt_do_not_move_the_letter() -> None:
    picture = pictured(letter("O"), 200, 10.0)
    dirty = picture.copy()
    dirty[3:5, 3:5] = dirty[190:193, 5:7] = 1
    np.testing.assert_array_equal(to_unipen32(dirty), to_unipen32(picture))


def test_the_dot_of_an_i_is_no_dirt() -> None:
    rows = to_unipen32(pictured(letter("i"), 200, 8.0)).sum(axis=1)
    assert rows[1:3].any()
    assert not rows[4:6].any()


def test_bounds_are_those_of_the_ink() -> None:
    grey = np.zeros((50, 60), np.float32)
    grey[10:20, 30:45] = 1
    assert ink_bounds(find_ink(grey)) == (30, 10, 45, 20)


@pytest.mark.parametrize("level", [0.0, 0.5, 1.0])
def test_a_ground_without_contrast_holds_no_ink(level: float) -> None:
    grey = np.full((40, 40), level, np.float32)
    assert not find_ink(grey).any()
    assert ink_bounds(find_ink(grey)) is None
    with pytest.raises(PictureError, match="no ink"):
        to_unipen32(grey)


def test_one_pixel_holds_no_ink() -> None:
    with pytest.raises(PictureError, match="no ink"):
        to_unipen32(np.ones((1, 1), np.float32))


SOLID = {
    "blob": np.pad(np.ones((60, 60), np.float32), 20),
    "thick bar": np.pad(np.ones((60, 10), np.float32), 20),
    "dot": np.pad(np.ones((4, 4), np.float32), 20),
    "one pixel": np.pad(np.ones((1, 1), np.float32), 20),
    "long line": np.pad(np.ones((2, 3000), np.float32), 20),
    "touching the border": np.pad(np.ones((30, 5), np.float32), ((0, 0), (20, 20))),
}
WILD = {
    "one row": np.pad(np.ones((1, 5), np.float32), ((0, 0), (1, 0))),
    "noise": np.random.default_rng(2).random((90, 70)).astype(np.float32),
    "stripes to the border": np.tile(np.array([[0, 1]], np.float32), (40, 20)),
    "ramp": np.linspace(0, 1, 10_000, dtype=np.float32).reshape(100, 100),
    "two pixels": np.eye(2, dtype=np.float32),
    "high noise": np.random.default_rng(3).normal(0.5, 9, (64, 64)).clip(0, 1).astype(np.float32),
}


@pytest.mark.parametrize("name", SOLID)
def test_a_solid_shape_is_drawn_as_something(name: str) -> None:
    seen = to_unipen32(SOLID[name])
    assert seen.shape == (32, 32)
    assert seen.dtype == np.uint8
    assert seen.max() > 200


@pytest.mark.parametrize("name", WILD)
def test_anything_at_all_gets_an_image_or_a_sentence(name: str) -> None:
    try:
        seen = to_unipen32(WILD[name])
    except PictureError as error:
        assert "no ink" in str(error)
    else:
        assert seen.any()


def test_the_picture_given_is_not_changed() -> None:
    picture = pictured(letter("O"), 100, 5.0)
    before = picture.copy()
    to_unipen32(picture)
    np.testing.assert_array_equal(picture, before)
