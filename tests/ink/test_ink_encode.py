import numpy as np
import pytest
from hypothesis import given
from ink_strategies import EVERY_KIND, inks

from engines.ink.encode import from_offsets, from_points, to_offsets, to_points
from engines.ink.types import Ink, InkError, Stroke


def points_of(ink: Ink) -> list[list[list[float]]]:
    return [stroke.xy.tolist() for stroke in ink if len(stroke)]


@given(EVERY_KIND)
def test_points_come_back_bit_for_bit(ink: Ink) -> None:
    assert points_of(from_points(to_points(ink))) == points_of(ink)


@given(inks(1e3))
def test_offsets_come_back_as_the_same_points(ink: Ink) -> None:
    for stroke, back in zip(points_of(ink), points_of(from_offsets(to_offsets(ink))), strict=True):
        assert np.allclose(stroke, back, rtol=1e-6, atol=1e-12)


def test_offsets_of_page_ink_come_back_bit_for_bit() -> None:
    rng = np.random.default_rng(0)
    ink = Ink(tuple(Stroke(rng.uniform(1, 300, (50, 2))) for _ in range(40)))
    assert points_of(from_offsets(to_offsets(ink))) == points_of(ink)


def test_the_pen_is_lifted_after_each_strokes_last_point() -> None:
    ink = Ink((Stroke([[1, 1], [2, 3]]), Stroke([]), Stroke([[5, 5]])))
    assert to_points(ink).tolist() == [[1, 1, 0], [2, 3, 1], [5, 5, 1]]
    assert to_offsets(ink).tolist() == [[1, 1, 0], [1, 2, 1], [3, 2, 1]]


def test_a_row_of_points_without_a_lift_is_one_stroke() -> None:
    assert [len(stroke) for stroke in from_points([[0, 0, 0], [1, 1, 0]])] == [2]


def test_offsets_start_where_told() -> None:
    assert from_offsets([[1, 0, 1]], origin=(10, 20)).strokes[0].xy.tolist() == [[11, 20]]


def test_no_ink_is_no_rows_and_back() -> None:
    assert to_points(Ink()).shape == (0, 3) and to_offsets(Ink((Stroke([]),))).shape == (0, 3)
    assert len(from_points([])) == 0 and len(from_offsets(np.zeros((0, 3)))) == 0


@pytest.mark.parametrize("bad", [[[1, 2]], [1, 2, 3], [[1, 2, 3, 4]]])
def test_rows_of_another_shape_are_refused(bad: list) -> None:
    with pytest.raises(ValueError, match="N, 3"):
        from_points(bad)


def test_rows_that_are_not_numbers_are_refused() -> None:
    with pytest.raises(InkError, match="not a number"):
        from_offsets([[np.nan, 0, 1]])
