"""The points by which a hand takes hold of a stroke: where they are, what moving, removing and splitting does."""

import numpy as np
import pytest

from engines.ink.geometry import arc_length
from engines.ink.points import handles, nearest_place, pulled, split_at, without
from engines.ink.synthesis import ALPHABET, Writer, glyph
from engines.ink.types import Stroke

T = np.linspace(0, 1, 101)
ARC = Stroke(np.column_stack([20 * np.cos(np.pi * T), -20 * np.sin(np.pi * T)]), t=T, pressure=np.full(101, 0.5))
CORNER = Stroke(
    np.vstack(
        [np.column_stack([np.linspace(0, 30, 61), np.zeros(61)]), np.column_stack([np.full(40, 30.0), np.linspace(0.5, 20, 40)])]
    )
)


@pytest.mark.parametrize("char", ALPHABET)
def test_handles_are_few_rise_and_hold_both_ends(char):
    for stroke in glyph(char, Writer(size=30.0), 1):
        among = handles(stroke)
        assert among == sorted(set(among)) and among[0] == 0 and among[-1] == len(stroke) - 1
        assert len(among) <= 24
        way = arc_length(stroke.xy)
        assert np.diff(way[among]).max(initial=0) <= max(way[-1] / 3, 2 * 2.0)


def test_corners_are_handles_and_dots_have_one():
    assert any(np.hypot(*(CORNER.xy[index] - (30, 0))) < 1 for index in handles(CORNER))
    assert handles(Stroke([[1, 1]])) == [0] and handles(Stroke([])) == []
    assert handles(Stroke([[0, 0], [50, 0]])) == [0, 1]


def test_a_point_takes_its_neighbourhood_with_it_and_leaves_the_ends():
    among = handles(ARC)
    index = among[len(among) // 2]
    made = pulled(ARC, index, 1.0, -2.0, among)
    way = np.hypot(*(made.xy - ARC.xy).T)
    assert np.allclose(made.xy[index] - ARC.xy[index], (1, -2), atol=1e-5)
    assert (np.diff(way[: index + 1]) >= -1e-6).all() and (np.diff(way[index:]) <= 1e-6).all()
    assert way[0] == way[-1] == 0 and (way > 0.1).sum() > 10
    assert np.diff(way).max() < 0.5
    assert made.origin == ARC.id and np.array_equal(made.t, ARC.t) and np.array_equal(made.pressure, ARC.pressure)


def test_a_long_way_reaches_farther():
    among = handles(ARC)
    index = among[len(among) // 2]
    near, far = (pulled(ARC, index, size, 0.0, among) for size in (0.5, 12.0))
    moved = [int((np.hypot(*(made.xy - ARC.xy).T) > 0.01 * size).sum()) for made, size in ((near, 0.5), (far, 12.0))]
    assert moved[1] > 1.5 * moved[0]


def test_an_end_and_a_point_alone_can_be_moved():
    made = pulled(ARC, 0, 0.0, 3.0, handles(ARC))
    assert np.allclose(made.xy[0] - ARC.xy[0], (0, 3)) and np.array_equal(made.xy[-1], ARC.xy[-1])
    alone = pulled(ARC, 50, 0.0, 3.0, handles(ARC), alone=True)
    assert [index for index in range(101) if not np.array_equal(alone.xy[index], ARC.xy[index])] == [50]


def test_a_removed_point_leaves_a_smooth_way():
    bumped = pulled(ARC, 50, 0.0, -4.0, [0, 40, 50, 60, 100])
    made = without(bumped, 50, [0, 40, 50, 60, 100])
    assert made is not None and len(made) == 101 and np.array_equal(made.t, ARC.t)
    assert np.hypot(*(made.xy - ARC.xy).T).max() < 0.6 < np.hypot(*(bumped.xy - ARC.xy).T).max()
    assert np.array_equal(made.xy[:41], bumped.xy[:41]) and np.array_equal(made.xy[60:], bumped.xy[60:])


def test_a_removed_end_is_cut_off_and_two_ends_stay():
    assert np.array_equal(without(ARC, 0, [0, 30, 100]).xy, ARC.xy[30:])
    assert np.array_equal(without(ARC, 100, [0, 30, 100]).xy, ARC.xy[:31])
    assert without(ARC, 0, [0, 100]) is None and without(ARC, 7, [0, 50, 100]) is None


def test_the_nearest_place_may_lie_between_two_points():
    line = Stroke([[0, 0], [10, 0], [10, 10]])
    assert nearest_place(line, 4, 3) == pytest.approx((0, 0.4, 3.0))
    assert nearest_place(Stroke([[1, 1]]), 4, 5) == (0, 0.0, 5.0)


def test_the_pen_lifts_where_the_line_was_clicked():
    line = Stroke([[0, 0], [10, 0], [10, 10]], t=[0, 1, 3], pressure=[0, 1, 0.5])
    first, second = split_at(line, 4, 1)
    assert first.xy.tolist() == [[0, 0], [4, 0]] and second.xy.tolist() == [[4, 0], [10, 0], [10, 10]]
    assert first.t.tolist() == pytest.approx([0, 0.4]) and second.t.tolist() == pytest.approx([0.4, 1, 3])
    assert second.pressure.tolist() == pytest.approx([0.4, 1, 0.5]) and first.origin == second.origin == line.id
    whole, rest = split_at(line, 10, 0)
    assert whole.xy.tolist() == [[0, 0], [10, 0]] and rest.xy.tolist() == [[10, 0], [10, 10]]
    assert split_at(line, -3, 0) == [line] and split_at(line, 10, 12) == [line]
    dot = Stroke([[1, 1]])
    assert split_at(dot, 1, 1) == [dot]
