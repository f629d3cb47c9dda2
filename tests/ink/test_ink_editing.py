"""Edits of strokes: nothing recorded is altered, everything told goes along, times stay those of a hand."""

import numpy as np
import pytest
from hypothesis import given
from ink_strategies import EVERY_STROKE

from engines.ink import editing
from engines.ink.brush import Brush
from engines.ink.types import Stroke

T = np.array([1.0, 1.1, 1.15, 1.4, 2.0])
BENT = Stroke(
    [[0, 0], [5, 0], [10, 0], [10, 5], [10, 10]], t=T, pressure=[0.1, 0.2, 0.3, 0.4, 0.5], tilt=np.arange(10).reshape(5, 2),
    brush=Brush(2.0),
)  # fmt: skip


def test_reversing_keeps_the_span_and_mirrors_the_profile():
    back = editing.reversed_stroke(BENT)
    assert np.array_equal(back.xy, BENT.xy[::-1]) and np.array_equal(back.tilt, BENT.tilt[::-1])
    assert back.pressure.tolist() == BENT.pressure[::-1].tolist()
    np.testing.assert_allclose(back.t, [1.0, 1.6, 1.85, 1.9, 2.0], atol=1e-6)
    assert back.origin == BENT.id and back.brush == BENT.brush
    np.testing.assert_allclose(editing.reversed_stroke(back).t, BENT.t, atol=1e-6)


@given(EVERY_STROKE)
def test_reversing_any_stroke_twice_gives_its_points_back(stroke):
    twice = editing.reversed_stroke(editing.reversed_stroke(stroke))
    assert np.array_equal(twice.xy, stroke.xy) and np.array_equal(np.isnan(twice.t), np.isnan(stroke.t))


@given(EVERY_STROKE)
def test_any_stroke_can_be_split_and_its_pieces_are_it(stroke):
    pieces = editing.split(stroke, [editing.middle(stroke), *editing.corners(stroke)])
    points = [pieces[0].xy, *(piece.xy[1:] for piece in pieces[1:])]
    assert np.array_equal(np.concatenate(points), stroke.xy)


def test_a_corner_is_where_the_way_turns_and_a_split_keeps_times():
    across, down = np.linspace(0, 10, 40), np.linspace(0.2, 10, 40)
    way = np.concatenate([np.stack([across, 0 * across], 1), np.stack([0 * down + 10, down], 1)])
    stroke = Stroke(way, t=np.arange(80) / 100)
    (corner,) = editing.corners(stroke)
    assert np.hypot(*(stroke.xy[corner] - [10, 0])) < 0.3
    first, second = editing.split(stroke, [corner])
    assert first.t[-1] == second.t[0] == stroke.t[corner] and first.origin == second.origin == stroke.id
    assert editing.split(stroke, [0, 79, 200]) == [stroke]


def test_a_circle_and_a_line_have_no_corner():
    angle = np.linspace(0, 6, 100)
    assert not editing.corners(Stroke(np.stack([20 * np.cos(angle), 20 * np.sin(angle)], 1)))
    assert not editing.corners(Stroke([[0, 0], [5, 0], [10, 0]]))


def test_simplifying_keeps_points_with_everything_told():
    thin = editing.simplified(BENT, 0.1)
    assert thin.xy.tolist() == [[0, 0], [10, 0], [10, 10]]
    np.testing.assert_allclose(thin.pressure, [0.1, 0.3, 0.5])
    np.testing.assert_allclose(thin.t, [1.0, 1.15, 2.0])


def test_joining_goes_on_from_the_nearer_end_and_never_back_in_time():
    away = Stroke([[10, 30], [10, 12]], t=[0.5, 0.7], pressure=[0.6, 0.7])  # written before, towards BENT's end
    one = editing.joined([BENT, away])
    assert one.xy.tolist() == [*BENT.xy.tolist(), [10, 12], [10, 30]]
    assert (np.diff(one.t) >= 0).all() and one.t[0] == 1.0
    assert one.t[-1] - one.t[-2] == pytest.approx(0.2, abs=1e-5)
    assert one.origin == BENT.id and one.brush == BENT.brush
    first_turned = editing.joined([BENT, Stroke([[-2, 0], [-9, 0]])])
    assert first_turned.xy[0].tolist() == [10, 10] and first_turned.xy[-1].tolist() == [-9, 0]
    with pytest.raises(ValueError):
        editing.joined([Stroke([])])


def test_the_nearest_pair_is_found_by_its_ends():
    far, near = Stroke([[90, 90], [99, 99]]), Stroke([[11, 11], [50, 50]])
    assert editing.nearest_pair([far, BENT, near]) == (BENT, near)
    assert editing.nearest_pair([BENT]) is None
