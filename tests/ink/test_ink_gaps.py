"""Gaps in ink: what erasing leaves, where the 64 points lie, and how found strokes come into the gaps."""

import numpy as np
import pytest

from engines.ink.gaps import Gap, complete, erase, rest, without
from engines.ink.geometry import drawn_shares, fit_frame, trajectory
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke

LINE = Ink((Stroke([[x, 0] for x in range(11)]),))
HAND = glyph("A", Writer.random(3), 3)


def test_a_middle_part_erased_cuts_the_stroke_and_says_how_much_of_it_is_missing() -> None:
    left, gaps = erase(LINE, 4, 3)
    assert [len(stroke) for stroke in left] == [4, 4]
    assert gaps == (Gap(1, pytest.approx(0.4)),)  # from x = 3 to x = 7
    assert left.strokes[0].origin == LINE.strokes[0].id


@pytest.mark.parametrize(("first", "before"), [(0, 0), (7, 1)])
def test_an_end_erased_is_a_gap_before_the_first_or_after_the_last_stroke(first: int, before: int) -> None:
    _, gaps = erase(LINE, first, 4)
    assert gaps == (Gap(before, pytest.approx(0.4)),)


def test_a_whole_stroke_erased_is_a_gap_between_its_neighbours() -> None:
    ink = Ink(tuple(Stroke([[x, 0], [x, 10]]) for x in (0, 5, 10)))
    left, (gap,) = without(ink, np.array([False, False, True, True, False, False]))
    assert len(left) == 2 and gap.before == 1 and 0.4 < gap.share < 0.8
    assert left.strokes == (ink.strokes[0], ink.strokes[2])


def test_nothing_left_is_refused() -> None:
    with pytest.raises(ValueError, match="left"):
        erase(LINE, 0, 11)
    with pytest.raises(ValueError, match="Too little"):
        rest(LINE, [Gap(1, 0.95)], fit_frame(LINE))


def test_whole_ink_is_shown_as_the_protocol_shows_it() -> None:
    frame = fit_frame(HAND)
    left = rest(HAND, (), frame)
    np.testing.assert_allclose(left.path, frame.apply(trajectory(HAND)), atol=1e-4)
    np.testing.assert_allclose(left.pen, drawn_shares(HAND), atol=1e-3)
    assert left.known.all()


@pytest.mark.parametrize("first", [0, 30, HAND.points - 40])
def test_known_points_keep_their_numbers_when_others_are_missing(first: int) -> None:
    frame = fit_frame(HAND)
    left, gaps = erase(HAND, first, 40)
    found = rest(left, gaps, frame)
    whole = frame.apply(trajectory(HAND))
    assert 10 < found.known.sum() < 62
    np.testing.assert_allclose(found.path[found.known], whole[found.known], atol=2e-3)
    assert np.abs(found.path[~found.known] - whole[~found.known]).max() > 0.05


def test_the_true_trajectory_completes_the_ink_to_itself() -> None:
    frame = fit_frame(LINE)
    left, gaps = erase(LINE, 4, 3)
    shown = rest(left, gaps, frame)
    whole, missing = complete(left, gaps, frame.apply(trajectory(LINE)), drawn_shares(LINE), shown, frame)
    assert len(missing) == 1 and len(whole) == 3
    assert whole.strokes[0] is left.strokes[0] and whole.strokes[2] is left.strokes[1]
    np.testing.assert_allclose(missing.strokes[0].xy[[0, -1]], [[3, 0], [7, 0]], atol=1e-3)


def test_a_found_stroke_meets_the_ink_it_continues() -> None:
    frame = fit_frame(LINE)
    left, gaps = erase(LINE, 4, 3)
    beside = frame.apply(trajectory(LINE)) + np.float32(0.05)
    _, missing = complete(left, gaps, beside, drawn_shares(LINE), rest(left, gaps, frame), frame)
    np.testing.assert_allclose(missing.strokes[0].xy[[0, -1]], [[3, 0], [7, 0]], atol=1e-3)


def test_a_gap_in_which_the_pen_was_lifted_stays_empty() -> None:
    ink = Ink((Stroke([[0, 0], [0, 10]]), Stroke([[8, 0], [8, 10]])))
    frame = fit_frame(ink)
    gaps = (Gap(1, 0.4),)
    pen = np.where((np.arange(64) > 17) & (np.arange(64) < 46), 0.0, 1.0).astype(np.float32)
    _, missing = complete(ink, gaps, frame.apply(trajectory(ink)), pen, rest(ink, gaps, frame), frame)
    assert not missing.points
