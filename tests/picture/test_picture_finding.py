"""Finding the ink and seeing it as the protocol draws it, whatever pen, size, light and dirt the picture has."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest

from engines.data.places import real_data
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
@pytest.mark.parametrize(
    ("side", "pen", "decibels"),
    [
        (24, 2.0, 18),
        (32, 2.0, 19),
        (64, 3.0, 22),
        (200, 6.0, 25),
        (200, 16.0, 24),
        (200, 32.0, 18),
        (800, 40.0, 24),
        (1000, 5.0, 21),
    ],
)
def test_any_pen_and_size_is_seen_as_the_protocol_draws_it(name: str, side: int, pen: float, decibels: float) -> None:
    protocol, _, _ = unipen32(letter(name))
    assert psnr(protocol, to_unipen32(pictured(letter(name), side, pen))) > decibels


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
        assert "no ink" in str(error) or "no letter" in str(error)
    else:
        assert seen.any()


def test_the_picture_given_is_not_changed() -> None:
    picture = pictured(letter("O"), 100, 5.0)
    before = picture.copy()
    to_unipen32(picture)
    np.testing.assert_array_equal(picture, before)


@pytest.mark.parametrize("seed", range(3))
def test_noise_without_a_letter_is_one_sentence(seed: int) -> None:
    noise = np.random.default_rng(seed).random((200, 200)).astype(np.float32)
    with pytest.raises(PictureError, match="speckled"):
        to_unipen32(noise)


def test_a_dot_is_the_protocols_dot() -> None:
    protocol, _, _ = unipen32(Ink((Stroke([[0, 0]]),)))
    for side, pen in ((20, 4.0), (200, 30.0)):
        assert psnr(protocol, to_unipen32(pictured(Ink((Stroke([[0, 0]]),)), side, pen))) > 30


def test_a_loop_that_a_wide_pen_closed_is_opened_again() -> None:
    turn = np.linspace(0, 2 * np.pi, 60)
    ink = Ink((Stroke(np.stack([4 * np.cos(turn), 4 * np.sin(turn)], axis=1)), Stroke([[0, 4], [0, 40]])))
    picture = pictured(ink, 200, 40.0)
    assert to_unipen32(picture)[4, 16] < 64 < 200 < to_unipen32(picture)[20, 16]  # the loop's middle, the stem
    assert picture[45, 100] > 0.9  # where the picture is all ink


def photographed(picture: np.ndarray, around: float) -> np.ndarray:
    return np.rint(np.pad(0.9 - 0.75 * picture, 14, constant_values=around) * 255).astype(np.uint8)


@pytest.mark.parametrize("name", ["O", "R", "i"])
@pytest.mark.parametrize("around", [0.0, 0.3])
def test_a_dark_frame_all_round_is_no_ink(name: str, around: float) -> None:
    protocol, _, _ = unipen32(letter(name))
    assert psnr(protocol, to_unipen32(open_picture(photographed(pictured(letter(name), 160, 8.0), around)))) > 22


def test_a_dark_strip_beside_a_scan_is_no_ink() -> None:
    scan = np.pad(1 - pictured(letter("R"), 160, 8.0), ((0, 0), (7, 0)))
    protocol, _, _ = unipen32(letter("R"))
    assert psnr(protocol, to_unipen32(open_picture(scan))) > 22


@pytest.mark.parametrize("name", ["O", "R", "I", "T"])
@pytest.mark.parametrize("pen", [8.0, 26.0])
def test_light_ink_on_a_dark_ground_is_no_framed_sheet(name: str, pen: float) -> None:
    picture = pictured(letter(name), 160, pen, margin=0.1)
    np.testing.assert_allclose(open_picture(picture), picture, atol=0.01)


@pytest.mark.parametrize("name", ["R", "O", "T"])
def test_ink_cropped_to_its_edges_is_not_taken_for_surroundings(name: str) -> None:
    picture = pictured(letter(name), 160, 10.0)
    left, top, right, bottom = ink_bounds(picture > 0.5) or (0, 0, 0, 0)
    protocol, _, _ = unipen32(letter(name))
    assert psnr(protocol, to_unipen32(np.ascontiguousarray(picture[top:bottom, left:right]))) > 16


def test_faint_ruling_is_no_ink() -> None:
    light = 1 - 0.75 * pictured(letter("R"), 200, 8.0)
    light[30::40] *= 0.75
    light[31::40] *= 0.75
    protocol, _, _ = unipen32(letter("R"))
    assert psnr(protocol, to_unipen32(open_picture(light))) > 22


@pytest.mark.realdata
def test_omniglots_own_pictures_are_seen_as_their_strokes_are_drawn() -> None:
    folder = real_data()
    assert folder is not None
    found = []
    with (
        zipfile.ZipFile(folder / "omniglot" / "strokes_background_small1.zip") as strokes,
        zipfile.ZipFile(folder / "omniglot" / "images_background_small1.zip") as images,
    ):
        for name in [name for name in strokes.namelist() if name.endswith(".txt") and not name.startswith("__")][::90]:
            with images.open(name.replace("strokes_", "images_").replace(".txt", ".png")) as file:
                seen = to_unipen32(open_picture(file.read()))
            found.append(psnr(unipen32(omniglot_ink(strokes.read(name).decode()))[0], seen))
    assert len(found) > 20
    assert np.median(found) > 22


def omniglot_ink(text: str) -> Ink:
    parts = [[line.split(",") for line in part.splitlines() if "," in line] for part in text.split("BREAK")]
    return Ink(tuple(Stroke([[float(x), -float(y)] for x, y, _ in part]) for part in parts if part))
