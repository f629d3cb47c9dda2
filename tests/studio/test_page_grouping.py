from __future__ import annotations

import numpy as np
import pytest

from engines.ink.types import Ink, Stroke
from studio.grouping import joins


def line(*points: tuple[float, float], start: float = 0.0) -> Stroke:
    return Stroke(points, t=start + np.linspace(0, 0.3, len(points)))


def word(*strokes: Stroke) -> list[int]:
    """Into how many strokes a character each the strokes fall, as the page groups them."""
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        if groups and joins(Ink(tuple(groups[-1])), stroke):
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return [len(group) for group in groups]


def letter_a(x: float, start: float) -> list[Stroke]:
    return [line((x, 20), (x + 7, 0), (x + 14, 20), start=start), line((x + 3, 13), (x + 11, 13), start=start + 0.6)]


@pytest.mark.parametrize("size", [0.3, 1.0, 4.0])
def test_a_capital_h_is_one_character_however_it_is_begun(size: float) -> None:
    left, right, bar = [(0, 0), (0, 20)], [(13, 0), (13, 20)], [(0, 10), (13, 10)]
    for order in ([left, right, bar], [left, bar, right], [right, left, bar]):
        strokes = [line(*(np.array(part) * size), start=0.7 * n) for n, part in enumerate(order)]
        assert word(*strokes) == [3]


def test_dots_and_accents_belong_to_their_letter() -> None:
    assert word(line((0, 8), (0, 20)), line((0.2, 2), (0.3, 2.2), start=0.6)) == [2]
    assert word(line((0, 8), (6, 14), (0, 20)), line((2, 1), (5, -1), start=0.8)) == [2]
    assert word(line((0, 5), (9, 5)), line((0, 9), (9, 9), start=0.7)) == [2]  # an equals sign


def test_two_letters_side_by_side_are_two_however_fast() -> None:
    assert word(*letter_a(0, 0.0), *letter_a(18, 1.3)) == [2, 2]
    assert word(*letter_a(0, 0.0), *letter_a(15, 1.3)) == [2, 2]


def test_a_stroke_across_the_letter_joins_after_any_pause_and_one_far_away_never() -> None:
    first, second = letter_a(0, 0.0)
    late = line((3, 13), (11, 13), start=500.0)
    assert joins(Ink((first,)), late) and joins(Ink((first,)), second)
    assert not joins(Ink((first,)), line((60, 0), (60, 20), start=0.4))
    assert not joins(Ink((first,)), line((3, 60), (11, 60), start=0.4))


def test_the_second_bar_after_a_pause_begins_a_new_letter() -> None:
    bar = line((0, 0), (0, 20))
    assert joins(Ink((bar,)), line((13, 0), (13, 20), start=1.0))
    assert not joins(Ink((bar,)), line((13, 0), (13, 20), start=9.0))


def test_ink_without_times_or_without_points_is_no_trouble() -> None:
    bare = Stroke([[0, 0], [0, 20]])
    assert not joins(Ink((bare,)), Stroke([[13, 0], [13, 20]]))
    assert joins(Ink((bare,)), Stroke([[-2, 10], [5, 10]]))
    assert not joins(Ink(), bare) and not joins(Ink((Stroke([]),)), bare) and not joins(Ink((bare,)), Stroke([]))
    assert joins(Ink((Stroke([[1, 1]]),)), Stroke([[1, 1]]))
