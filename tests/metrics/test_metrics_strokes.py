"""Stroke metrics against cases worked out by hand, against scipy, and by properties of ink that is known to be right or wrong."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment
from scipy.stats import kendalltau

from engines.ink.geometry import resample_path
from engines.ink.kinematics import retime
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke
from engines.metrics import strokes
from engines.metrics.strokes import aiou, assign, dtw_seg, iou, ldtw, match, redrawn, retraced, same_direction, soft_iou

DOWN, BAR, RIGHT = [(10, 5), (10, 55)], [(10, 30), (50, 30)], [(50, 5), (50, 55)]
TURN = np.linspace(0, 2 * np.pi, 60)
LOOP = np.stack([32 + 20 * np.sin(TURN), 32 - 20 * np.cos(TURN)], axis=1)  # clockwise from the top


def ink(*paths) -> Ink:
    return Ink(tuple(Stroke(np.asarray(path, float)) for path in paths))


def letter(text: str, hand: int) -> Ink:
    """A letter of an invented hand in a 64 px square."""
    drawn = glyph(text, Writer.random(hand), hand)
    points = np.concatenate([stroke.xy for stroke in drawn])
    low, side = points.min(0), np.ptp(points, axis=0).max()
    return Ink(tuple(Stroke((stroke.xy - low) * 56 / side + 4) for stroke in drawn))


letters = st.builds(letter, st.sampled_from("ABEFHKMNTXZabdeghk48"), st.integers(0, 50))


# ---------------------------------------------------------------- the glyph


def test_iou_of_half_a_picture_is_a_half() -> None:
    whole, half = np.ones((4, 4)), np.zeros((4, 4))
    half[:2] = 1.0
    assert iou(half, whole) == 0.5 and iou(whole, whole) == 1.0 and iou(half, 1 - half) == 0.0
    assert iou(np.zeros((4, 4)), np.zeros((4, 4))) == 1.0


def test_a_pixel_is_ink_from_half_grey_on() -> None:
    assert iou(np.full((2, 2), 0.5), np.ones((2, 2))) == 1.0 and iou(np.full((2, 2), 0.49), np.ones((2, 2))) == 0.0


def test_soft_iou_counts_greys() -> None:
    assert soft_iou(np.full((2, 2), 0.25), np.full((2, 2), 0.5)) == pytest.approx(0.5)
    assert soft_iou(np.zeros((2, 2)), np.zeros((2, 2))) == 1.0


@pytest.mark.parametrize("pen", [1.5, 3.0, 5.0])
def test_aiou_of_the_ink_itself_is_one_whichever_pen_drew_the_picture(pen: float) -> None:
    written = ink(DOWN, BAR, RIGHT)
    assert aiou(written, redrawn(written, (64, 64), pen)) == 1.0


def test_aiou_falls_where_a_stroke_is_missing_displaced_or_invented() -> None:
    picture = redrawn(ink(DOWN, BAR, RIGHT), (64, 64), 3.0)
    moved = ink(DOWN, np.add(BAR, (0, 4)), RIGHT)
    assert aiou(ink(DOWN, BAR), picture) == pytest.approx(90 / 140, abs=0.03)
    assert 0.5 < aiou(moved, picture) < 0.8
    assert aiou(ink(DOWN, BAR, RIGHT, [(30, 5), (30, 55)]), picture) == pytest.approx(140 / 190, abs=0.03)


def test_aiou_of_nothing_is_one_on_a_blank_picture_only() -> None:
    assert aiou(Ink(), np.zeros((64, 64))) == 1.0 and aiou(Ink(), redrawn(ink(BAR), (64, 64), 3.0)) == 0.0
    assert aiou(ink(BAR), np.zeros((64, 64))) == 0.0


@given(letters, st.sampled_from([2.0, 3.0, 4.5]), st.floats(-3, 3))
@settings(max_examples=25, deadline=None)
def test_aiou_is_the_best_iou_of_all_pens(written: Ink, pen: float, shift: float) -> None:
    picture = redrawn(written, (64, 64), pen)
    found = Ink(tuple(Stroke(stroke.xy + shift) for stroke in written))
    best = max(iou(redrawn(found, (64, 64), width), picture) for width in strokes.WIDTHS)
    assert aiou(found, picture) == pytest.approx(best)


def test_a_line_is_drawn_as_wide_as_its_pressure_says() -> None:
    line = Ink((Stroke([(5, 32), (59, 32)], pressure=[0.25, 1.0]),))
    picture = redrawn(line, (64, 64), 16.0, by_pressure=True)
    assert picture[:, 6].sum() == pytest.approx(4, abs=1) and picture[:, 56].sum() == pytest.approx(16, abs=1)
    assert redrawn(line, (64, 64), 16.0)[:, 6].sum() == pytest.approx(16, abs=1)


# ---------------------------------------------------------------- the way of the pen


@given(letters, st.integers(2, 40))
@settings(max_examples=25, deadline=None)
def test_dtw_seg_does_not_see_how_densely_a_line_was_sampled(written: Ink, more: int) -> None:
    path = np.concatenate([stroke.xy for stroke in written]).astype(float)
    places = np.sort(np.concatenate([np.arange(len(path)), np.random.default_rng(more).uniform(0, len(path) - 1, more)]))
    denser = np.stack([np.interp(places, np.arange(len(path)), path[:, axis]) for axis in (0, 1)], axis=1)
    assert dtw_seg([path], [denser])[0] < 1e-6


def test_dtw_seg_of_parallel_lines_is_their_distance() -> None:
    line = np.stack([np.linspace(0, 60, 7), np.zeros(7)], axis=1)
    other = resample_path(np.add(line, (0, 2.5)), 31)
    assert dtw_seg([line], [other])[0] == pytest.approx(2.5) and dtw_seg([line], [other[::-1]])[0] > 10


def test_dtw_seg_by_hand() -> None:
    # the beginnings are one match, then each point that moves on is one: (2,1) at 1 from the true line, both ends at nothing
    assert dtw_seg([[(0, 0), (4, 0)]], [[(0, 0), (2, 1), (4, 0)]])[0] == pytest.approx(1 / 4)


def test_dtw_seg_is_the_same_both_ways() -> None:
    a, b = np.cumsum(np.random.default_rng(0).normal(0, 1, (2, 30, 2)), axis=1)
    assert dtw_seg([a], [b]) == pytest.approx(dtw_seg([b], [a[:]])) and dtw_seg([a], [b])[0] > 0.1


def test_many_trajectories_of_any_length_are_warped_as_each_alone() -> None:
    rng = np.random.default_rng(0)
    first = [np.cumsum(rng.normal(0, 1, (rng.integers(1, 60), 2)), axis=0) for _ in range(150)]
    second = [np.cumsum(rng.normal(0, 1, (rng.integers(1, 60), 2)), axis=0) for _ in range(150)]
    together = dtw_seg(first, second)
    assert together == pytest.approx([dtw_seg([a], [b])[0] for a, b in zip(first, second, strict=True)])


def test_ldtw_is_the_mean_distance_along_the_way_and_does_not_grow_with_length() -> None:
    short, long = ink([(0, 0), (20, 0)]), ink([(0, 0), (200, 0)])
    assert ldtw([short, long], [ink([(0, 3), (20, 3)]), ink([(0, 3), (200, 3)])]) == pytest.approx([3.0, 3.0])
    assert ldtw([short], [ink([(20, 0), (0, 0)])])[0] > 3


def test_going_over_the_same_ink_is_told_from_crossing_it() -> None:
    assert retraced(ink([(10, 5), (10, 55), (10, 5)]), 3.0) == pytest.approx(0.45, abs=0.08)
    assert retraced(ink(DOWN, DOWN), 3.0) == pytest.approx(0.5, abs=0.05)
    assert retraced(ink(DOWN, BAR, RIGHT), 3.0) < 0.08 and retraced(Ink(), 3.0) == 0


# ---------------------------------------------------------------- stroke by stroke


@given(st.integers(0, 2**32), st.integers(1, 9), st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_the_assignment_is_as_cheap_as_scipys(seed: int, rows: int, columns: int) -> None:
    cost = np.random.default_rng(seed).random((rows, columns))
    ours, theirs = assign(cost), linear_sum_assignment(cost)
    assert cost[ours].sum() == pytest.approx(cost[theirs].sum())
    assert len(set(ours[0])) == len(set(ours[1])) == min(rows, columns) and (np.diff(ours[0]) > 0).all()


def test_the_assignment_looks_further_than_the_nearest() -> None:
    rows, columns = assign(np.array([[1.0, 2.0], [1.1, 9.0]]))
    assert rows.tolist() == [0, 1] and columns.tolist() == [1, 0]


def test_no_strokes_are_no_pairs() -> None:
    nothing = match(Ink(), ink(BAR))
    assert len(nothing.pairs) == 0 and not nothing.count_right and nothing.in_order and np.isnan(nothing.kendall_tau)
    assert match(Ink(), Ink()).count_right


def test_the_same_strokes_in_the_same_order_are_right() -> None:
    found = match(ink(DOWN, BAR, RIGHT), ink(DOWN, BAR, RIGHT))
    assert found.count_right and found.in_order and found.kendall_tau == 1 and found.forward.all() and not found.distances.any()


def test_order_direction_and_count_are_told_apart() -> None:
    true = ink(DOWN, BAR, RIGHT)
    swapped = match(true, ink(BAR, DOWN, RIGHT))
    assert swapped.count_right and not swapped.in_order and swapped.kendall_tau == pytest.approx(1 / 3) and swapped.forward.all()
    reverse = match(true, ink(DOWN, BAR[::-1], RIGHT))
    assert reverse.count_right and reverse.in_order and reverse.forward.tolist() == [True, False, True]
    merged = match(true, ink(DOWN, [*BAR, *RIGHT]))
    assert not merged.count_right and len(merged.pairs) == 2


def test_dots_are_counted_on_neither_side() -> None:
    true = ink(DOWN, BAR, [(30, 2), (31, 3)])
    found = match(true, ink([(40, 40)], DOWN, BAR))
    assert found.count_right and found.in_order and found.true == (0, 1) and found.found == (1, 2)
    assert match(ink([(30, 30)]), ink([(30, 30)])).count_right  # where there is nothing else, a dot is the glyph
    assert len(match(true, true, size=2000).true) == 0


def test_of_two_crossing_strokes_each_finds_its_own() -> None:
    a, b = [(5, 5), (55, 55)], [(5, 55), (55, 5)]
    assert match(ink(a, b), ink(b, a[::-1])).pairs.tolist() == [[0, 1], [1, 0]]


@given(letters, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_shuffled_and_turned_strokes_are_found_again(written: Ink, chance) -> None:
    order = list(range(len(written)))
    chance.shuffle(order)
    turned = [chance.random() < 0.5 for _ in order]
    made = [
        written.strokes[place].xy[::-1] if turn else written.strokes[place].xy for place, turn in zip(order, turned, strict=True)
    ]
    found = match(written, ink(*made))
    assert found.count_right and found.in_order == (order == sorted(order))
    for i, j in found.pairs:
        assert found.found[j] == order.index(found.true[i])
    true_tau = kendalltau(range(len(order)), np.argsort(order)).statistic if len(order) > 1 else np.nan
    assert found.kendall_tau == pytest.approx(true_tau, nan_ok=True)
    opened = [k for k, (i, _) in enumerate(found.pairs) if not strokes._closed(resample_path(written.strokes[i].xy, 32))]
    for k in opened:
        assert found.forward[k] != turned[found.pairs[k, 1]]


@pytest.mark.parametrize("start", range(0, 60, 7))
def test_a_loop_has_its_direction_wherever_it_begins(start: int) -> None:
    begun = np.concatenate([LOOP[start:], LOOP[1 : start + 1]])
    forward, backward = match(ink(LOOP), ink(begun)), match(ink(LOOP), ink(begun[::-1]))
    assert forward.forward.all() and not backward.forward.any()
    assert (forward.begun[0] > 0.25) == (4 < start < 56) and backward.begun[0] == 0


def test_a_line_drawn_there_and_back_has_the_direction_of_its_first_way() -> None:
    there = resample_path([(10, 5), (10, 55), (10.5, 5)], 32)
    assert same_direction(there, resample_path(DOWN, 32)) and not same_direction(there, resample_path(DOWN[::-1], 32))


# ---------------------------------------------------------------- tempo


def timed(path, clock) -> Stroke:
    return Stroke(path, t=clock)


def test_the_same_tempo_correlates_wholly_whatever_the_speed_and_the_reverse_does_not() -> None:
    share = np.linspace(0, 1, 64)
    line = np.stack([60 * share, 0 * share], axis=1)
    slow_start = Ink((timed(line, np.sqrt(share)),))
    slower = Ink((timed(line, 3 * np.sqrt(share) + 1),))
    slow_end = Ink((timed(line, share**2),))
    both = match(slow_start, slower)
    assert strokes.velocity_correlation(slow_start, slower, both) == pytest.approx(1.0)
    assert strokes.velocity_correlation(slow_start, slow_end, both) < -0.5


def test_tempo_is_unknown_where_time_is() -> None:
    line = ink(np.stack([np.linspace(0, 60, 30), np.zeros(30)], axis=1))
    assert np.isnan(strokes.velocity_correlation(line, retime(line), match(line, line)))
    assert strokes.velocity_profile(line.strokes[0]) is None
    assert strokes.velocity_profile(Stroke([(0, 0), (1, 0)], t=[0, 1])) is None


def test_velocities_are_those_of_equal_pieces() -> None:
    share = np.linspace(0, 1, 65)
    clock = np.where(share < 0.5, share, 0.5 + 3 * (share - 0.5))  # the second half takes three times as long
    profile = strokes.velocity_profile(timed(np.stack([share, share], axis=1), clock))
    assert profile is not None
    np.testing.assert_allclose(profile, np.repeat([2.0, 2 / 3], 8), rtol=1e-4)
