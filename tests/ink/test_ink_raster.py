import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ink_strategies import EVERY_KIND, inks

from engines.ink.geometry import affine
from engines.ink.raster import render, unipen32
from engines.ink.types import Frame, Ink, Stroke


@given(EVERY_KIND, st.floats(0.3, 9))
def test_any_ink_can_be_drawn(ink: Ink, pen: float) -> None:
    image = render(ink, 20, 30, pen)
    assert image.shape == (20, 30) and image.dtype == np.uint8


def test_no_ink_is_a_blank_picture() -> None:
    assert not render(Ink(), 8, 8, 2.0).any() and not render(Ink((Stroke([]),)), 8, 8, 2.0).any()


def test_a_dot_has_the_pens_area() -> None:
    image = render(Ink((Stroke([[20, 20]]),)), 40, 40, 12.0)
    assert image.sum() / 255 == pytest.approx(np.pi * 36, rel=0.02)


def test_a_line_has_the_pens_width_and_round_ends() -> None:
    image = render(Ink((Stroke([[10.5, 20.5], [50.5, 20.5]]),)), 40, 60, 4.0) / 255
    assert image[:, 30].sum() == pytest.approx(4, rel=0.07)
    assert image.sum() == pytest.approx(160 + np.pi * 4, rel=0.03)


def test_pixel_centres_are_at_one_half() -> None:
    image = render(Ink((Stroke([[5.5, 9.5]]),)), 20, 20, 3.0).astype(float)
    rows, columns = np.nonzero(image)
    assert rows.mean() == 9 and columns.mean() == 5 and image[9, 5] == 255


def test_a_frame_maps_the_page_to_pixels() -> None:
    ink = Ink((Stroke([[100, 200], [101, 201]]),))
    by_frame = render(ink, 16, 16, 2.0, Frame((99, 199), 5.0))
    by_hand = render(Ink((Stroke([[5, 5], [10, 10]]),)), 16, 16, 2.0)
    assert np.array_equal(by_frame, by_hand) and by_frame.any()


@given(inks(1e3, least=1))
def test_the_protocol_gives_its_shapes_whatever_the_ink(ink: Ink) -> None:
    image, path, _ = unipen32(ink)
    assert image.shape == (32, 32) and path.shape == (64, 2) and image.any()
    assert path.min() > 0.04 and path.max() < 0.96


def test_the_protocol_knows_neither_place_nor_size() -> None:
    ink = Ink((Stroke([[0, 0], [8, 2], [4, 10]]), Stroke([[1, 6], [7, 6]])))
    here, there = unipen32(ink), unipen32(affine(ink, np.eye(2) * 4, (64, 32)))
    assert np.array_equal(here[0], there[0]) and np.allclose(here[1], there[1], atol=1e-5)
    assert not np.array_equal(here[0], unipen32(affine(ink, [[1, 0.4], [0, 1]]))[0])


@pytest.mark.parametrize(("height", "width", "pen"), [(0, 5, 1), (5, -1, 1), (5, 5, 0), (10**5, 10**5, 1)])
def test_impossible_pictures_are_refused(height: int, width: int, pen: float) -> None:
    with pytest.raises(ValueError, match="picture"):
        render(Ink(), height, width, pen)


def test_ink_without_a_point_has_no_trajectory() -> None:
    with pytest.raises(ValueError, match="no point"):
        unipen32(Ink())
