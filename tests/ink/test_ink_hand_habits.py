"""Order and direction of strokes: what was exchanged or turned is another way of writing, what only wavers is not."""

import numpy as np
import pytest

from engines.ink.geometry import affine
from engines.ink.hand_habits import habit_of, same_way
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke


def cross(order: str = "hv", across: int = 1, wander: float = 0.0) -> Ink:
    """A plus sign: strokes h and v in an order; across -1: the bar from the right. wander: how far it strays."""
    rng = np.random.default_rng(int(1000 * wander))
    lines = {"h": [[0, 5], [10, 5]][::across], "v": [[5, 0], [5, 10]]}
    return Ink(tuple(Stroke(np.array(lines[name]) + rng.normal(0, wander, (2, 2))) for name in order))


def circle(sense: int) -> Ink:
    turn = np.linspace(0, 2 * np.pi, 40) * sense
    return Ink((Stroke(np.stack([np.sin(turn), -np.cos(turn)], axis=1) * 5),))


def test_the_commonest_way_comes_first_with_its_share():
    inks = [cross("vh", wander=0.1 + n / 100) for n in range(6)] + [cross("hv"), cross("vh", -1)]
    habit = habit_of("+", inks)
    assert [(way.arrows, way.count) for way in habit.ways] == [("↓→", 6), ("→↓", 1), ("↓←", 1)]
    assert habit.ways[0].share == pytest.approx(0.75) and habit.strokes == 2 and habit.count == 8
    assert habit.usual.tolist() == [True] * 6 + [False] * 2


def test_a_circle_has_a_sense():
    habit = habit_of("o", [circle(1), circle(1), circle(-1)])
    assert [(way.arrows, way.count) for way in habit.ways] == [("↻", 2), ("↺", 1)]


def test_numbers_of_strokes_and_dots_are_told():
    dot, stem = Stroke([[5, 0], [5.2, 0.1]]), Stroke([[5, 3], [5, 10]])
    habit = habit_of("i", [Ink((stem, dot)), Ink((stem, dot)), Ink((stem,))])
    assert [way.arrows for way in habit.ways] == ["↓·", "↓"] and habit.strokes == pytest.approx(5 / 3)


@pytest.mark.parametrize("letter", "AEHKaghkmt48")
def test_one_writers_letters_are_one_way_at_any_size_and_slant(letter):
    inks = [glyph(letter, Writer(seed=5), n) for n in range(12)]
    inks += [affine(ink, [[1.3, -0.15], [0, 1.3]]) for ink in inks]
    habit = habit_of(letter, inks)
    assert habit.ways[0].share >= 0.95, [(way.arrows, way.count) for way in habit.ways]


def test_a_letter_without_ink_is_a_way_of_no_strokes():
    assert same_way([], []) and habit_of("x", [Ink()]).ways[0].arrows == ""
