import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ink_strategies import EVERY_KIND, EVERY_STROKE, inks, strokes

from engines.ink import geometry
from engines.ink.types import Ink, Stroke


def extent(ink: Ink) -> float:
    left, top, right, bottom = geometry.bounds(ink)
    return max(right - left, bottom - top)


@given(inks(1e3, least=1))
def test_normalised_ink_fits_its_square_and_comes_back(ink: Ink) -> None:
    normal, frame = geometry.normalise(ink)
    points = np.concatenate([stroke.xy for stroke in normal])
    reach = max(1.0, *(float(np.abs(stroke.xy).max()) for stroke in ink))
    digits = 4e-7 * reach * frame.scale  # a tiny drawing far from the origin holds few digits in float32
    fits = points.min() >= 0.05 - 1e-5 - digits and points.max() <= 0.95 + 1e-5 + digits
    assert fits or extent(ink) <= 1e-6
    for stroke, back in zip(ink, geometry.denormalise(normal, frame), strict=True):
        assert np.allclose(back.xy, stroke.xy, atol=1e-6 * reach)
        assert np.array_equal(back.t, stroke.t, equal_nan=True)


@given(EVERY_KIND)
def test_fitting_never_fails_and_never_gives_a_scale_that_is_not_positive(ink: Ink) -> None:
    normal, frame = geometry.normalise(ink)
    assert frame.scale > 0 and np.isfinite(frame.scale) and len(normal) == len(ink)


def test_one_point_lands_in_the_middle_and_nothing_gives_the_identity() -> None:
    normal, frame = geometry.normalise(Ink((Stroke([[7, -3]]),)))
    assert np.allclose(normal.strokes[0].xy, [[0.5, 0.5]]) and frame.scale == 1.0
    assert geometry.normalise(Ink())[1].scale == 1.0
    assert np.isnan(geometry.bounds(Ink())).all()


@given(strokes(1e3, least=1), st.integers(1, 80))
def test_resampling_keeps_the_ends_and_spaces_evenly(stroke: Stroke, count: int) -> None:
    path = geometry.resample_path(stroke.xy, count)
    assert path.shape == (count, 2) and np.allclose(path[0], stroke.xy[0])
    assert count == 1 or geometry.arc_length(stroke.xy)[-1] == 0 or np.allclose(path[-1], stroke.xy[-1])
    chords = np.hypot(*np.diff(path.astype(np.float64), axis=0).T)
    step = geometry.arc_length(stroke.xy)[-1] / max(count - 1, 1)
    assert (chords <= step * (1 + 1e-3) + 1e-3).all()


@given(strokes(1e3, least=1))
def test_resampling_a_straight_line_twice_changes_nothing(stroke: Stroke) -> None:
    line = geometry.resample_path(stroke.xy[[0, -1]], 17)
    assert np.allclose(geometry.resample_path(line, 17), line, atol=1e-2)


def test_an_empty_path_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="no path"):
        geometry.resample_path(np.zeros((0, 2)), 5)
    with pytest.raises(ValueError, match="no point"):
        geometry.trajectory(Ink((Stroke([]),)))


def test_resampling_a_stroke_carries_time_and_pressure() -> None:
    stroke = Stroke([[0, 0], [4, 0]], t=[0, 2], pressure=[0, 1])
    finer = geometry.resample(stroke, 1.0)
    assert np.allclose(finer.xy[:, 0], [0, 1, 2, 3, 4]) and np.allclose(finer.t, [0, 0.5, 1, 1.5, 2])
    assert np.allclose(finer.pressure, [0, 0.25, 0.5, 0.75, 1]) and finer.origin == stroke.id


@given(EVERY_STROKE, st.floats(1e-3, 10))
def test_simplifying_keeps_the_ends_and_stays_near(stroke: Stroke, tolerance: float) -> None:
    fewer = geometry.simplify(stroke.xy, tolerance)
    assert len(fewer) <= len(stroke)
    if len(stroke):
        assert np.array_equal(fewer[[0, -1]], stroke.xy[[0, -1]])


def test_simplifying_drops_points_on_a_line_and_keeps_a_corner() -> None:
    bent = np.array([[0, 0], [1, 0], [2, 0], [2, 1], [2, 2]], np.float32)
    assert geometry.simplify(bent, 0.01).tolist() == [[0, 0], [2, 0], [2, 2]]


def test_affine_turns_and_shifts() -> None:
    turned = geometry.affine(Ink((Stroke([[1, 0]]),)), [[0, -1], [1, 0]], (5, 5))
    assert np.allclose(turned.strokes[0].xy, [[5, 6]])


def test_drawn_shares_tell_where_the_pen_was_lifted() -> None:
    # down from 0 to 4, lifted to 6, down to 10: the lift covers two tenths of the way
    ink = Ink((Stroke([[0, 0], [4, 0]]), Stroke([[6, 0], [10, 0]])))
    shares = geometry.drawn_shares(ink, 11)  # points one millimetre apart
    np.testing.assert_allclose(shares, [1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1], atol=1e-6)
    np.testing.assert_allclose(geometry.drawn_shares(ink, 3), [1 - 1 / 5, 1 - 1 / 5, 1], atol=1e-6)
    assert geometry.drawn_shares(Ink((Stroke([[1, 1]]),)), 4).tolist() == [1, 1, 1, 1]
    assert geometry.drawn_shares(Ink((Stroke([[0, 0], [1, 1]]),)), 5).min() == 1
    with pytest.raises(ValueError, match="no point"):
        geometry.drawn_shares(Ink())


def test_a_path_is_lifted_into_the_strokes_it_was_joined_from() -> None:
    ink = Ink((Stroke([[0, 0], [40, 0]]), Stroke([[40, 20], [0, 20]]), Stroke([[0, 60], [40, 60]])))
    path, shares = geometry.trajectory(ink, 64), geometry.drawn_shares(ink, 64)
    again = geometry.lift(path, shares)
    assert len(again) == 3
    for before, after in zip(ink, again, strict=True):
        assert np.abs(after.xy[0] - before.xy[0]).max() < 4 and np.abs(after.xy[-1] - before.xy[-1]).max() < 4
        assert np.abs(after.xy[:, 1] - before.xy[0, 1]).max() < 4
    assert len(geometry.lift(path, np.ones(64))) == 1


def test_a_point_in_the_air_is_left_out_and_a_dot_is_kept() -> None:
    path = [[0, 0], [1, 0], [2, 0], [3, 0], [4, 0]]
    assert [len(stroke) for stroke in geometry.lift(path, [1, 0, 0, 1, 1])] == [2, 2]
    bent = [[0, 0], [1, 0], [2, 5], [3, 0], [4, 0]]
    assert [len(stroke) for stroke in geometry.lift(bent, [1, 0, 0, 1, 1])] == [2, 1, 2]
    assert [len(stroke) for stroke in geometry.lift(path, [1, 1, 1, 0, 1])] == [4, 1]  # the last point: the dot of an i
    assert [len(stroke) for stroke in geometry.lift([[1, 1]], [1])] == [1]


def test_deforming_by_one_pull_everywhere_moves_the_ink_and_by_a_linear_one_shears_it() -> None:
    ink = Ink((Stroke(np.random.default_rng(0).uniform(0, 10, (20, 2))), Stroke([[0, 0], [10, 10]])))
    moved = geometry.deform(ink, np.broadcast_to(np.array([0.1, -0.2]), (4, 4, 2)))
    for stroke, other in zip(ink, moved, strict=True):
        np.testing.assert_allclose(other.xy, stroke.xy + np.array([1, -2]), atol=1e-4)
    pulls = np.zeros((4, 4, 2))
    pulls[:, :, 0] = np.linspace(0, 0.3, 4)  # further down, further right
    for stroke, other in zip(ink, geometry.deform(ink, pulls), strict=True):
        np.testing.assert_allclose(other.xy[:, 0], stroke.xy[:, 0] + 0.3 * stroke.xy[:, 1], atol=1e-4)


def test_deforming_leaves_a_dot_and_nothing_alone() -> None:
    dot = Ink((Stroke([[3, 4]]),))
    assert geometry.deform(dot, np.ones((4, 4, 2))) is dot and not len(geometry.deform(Ink(), np.ones((4, 4, 2))))


def test_specks_on_the_way_go_and_a_dot_apart_stays() -> None:
    line, speck, dot = (
        Stroke([[0.5, 0.3 + k / 20] for k in range(12)]),
        Stroke([[0.52, 0.5], [0.53, 0.51]]),
        Stroke([[0.5, 0.05]]),
    )
    assert geometry.without_specks(Ink((line, speck, dot))).strokes == (line, dot)
    assert geometry.without_specks(Ink((speck, dot))).strokes == (speck, dot)  # nothing is longer
    assert not len(geometry.without_specks(Ink()))
