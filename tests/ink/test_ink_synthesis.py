import string
from dataclasses import replace

import numpy as np
import pytest

from engines.ink.geometry import bounds
from engines.ink.raster import unipen32
from engines.ink.strokes_table import ENTERED, FORMS, JOINED
from engines.ink.synthesis import ALPHABET, Path, Writer, curve, glyph, samples, strokes_of, word
from engines.ink.types import Ink

TIDY = Writer(habit=0, variation=0, tremor=0, slant=0)


def test_the_alphabet_has_every_letter_digit_and_common_mark() -> None:
    assert set(string.ascii_letters + string.digits + ".,!?'\"-:;()/+=") <= set(ALPHABET)
    assert set(ENTERED) <= set(string.ascii_lowercase) and set(JOINED) <= set(FORMS)


@pytest.mark.parametrize("char", ALPHABET)
def test_every_character_is_timed_pressed_ink_of_the_right_size(char: str) -> None:
    ink = glyph(char, Writer.random(5), 1)
    points = np.concatenate([stroke.xy for stroke in ink])
    times = np.concatenate([stroke.t for stroke in ink])
    pressure = np.concatenate([stroke.pressure for stroke in ink])
    assert len(ink) == 1 + len([form for form in FORMS[char] if form.count("|") == len(ink) - 1][:1] and ink.strokes[1:])
    assert times[0] == 0 and (np.diff(times) > 0).all() and times[-1] < 3
    assert (pressure > 0).all() and (pressure <= 1).all()
    assert np.abs(points).max() < 3 * Writer.random(5).size


@pytest.mark.parametrize("char", string.ascii_letters + string.digits)
def test_capitals_stand_on_the_line_and_small_letters_reach_the_x_height(char: str) -> None:
    _, top, _, bottom = bounds(glyph(char, TIDY))
    assert 7.3 < bottom < 12.0
    assert top < (1.0 if char.isupper() or char.isdigit() else 4.6)


def test_every_form_of_a_character_is_drawn_by_some_writer() -> None:
    for char in "AEJR4bk":
        counts = {len(glyph(char, Writer(seed=seed))) for seed in range(25)}
        assert counts == {form.count("|") + 1 for form in FORMS[char]}


def test_letters_can_be_told_apart_and_writers_resemble_themselves() -> None:
    hand, other = Writer.random(1), Writer.random(2)
    tidy = {char: unipen32(glyph(char, TIDY))[0].astype(float) for char in string.ascii_uppercase}
    own = np.mean([np.abs(unipen32(glyph(c, hand, 1))[0] - unipen32(glyph(c, hand, 2))[0].astype(float)).mean() for c in tidy])
    cross = np.mean([np.abs(unipen32(glyph(c, hand, 1))[0] - unipen32(glyph(c, other, 2))[0].astype(float)).mean() for c in tidy])
    assert own < 0.8 * cross
    apart = min(np.abs(tidy[a] - tidy[b]).mean() for a in tidy for b in tidy if a < b)
    assert apart > 5


def test_the_same_seed_writes_the_same_ink_and_another_does_not() -> None:
    hand = Writer.random(4)
    assert glyph("R", hand, 7).same_as(glyph("R", hand, 7))
    assert not glyph("R", hand, 7).same_as(glyph("R", hand, 8))
    assert Writer.random(4) == hand != Writer.random(5)


def test_slant_size_and_speed_do_what_they_say() -> None:
    def leaning(slant: float) -> float:
        stem = glyph("l", replace(TIDY, slant=slant, seed=2)).strokes[0].xy
        return float((stem[0] - stem[-1])[0] / (stem[-1] - stem[0])[1])

    assert leaning(20) - leaning(0) == pytest.approx(np.tan(np.radians(20)), abs=0.03)
    large, small = bounds(glyph("H", replace(TIDY, size=16.0))), bounds(glyph("H", TIDY))
    assert large[3] - large[1] == pytest.approx(2 * (small[3] - small[1]), rel=0.03)
    quick, calm = (glyph("S", replace(TIDY, speed=speed)).strokes[0].duration for speed in (2.0, 1.0))
    assert quick == pytest.approx(calm / 2, rel=0.1)


def test_the_pen_moves_as_a_hand_does() -> None:
    for char in "SOAenm":
        for stroke in glyph(char, Writer(tremor=0)):
            pace = np.hypot(*np.diff(stroke.xy.astype(float), axis=0).T) * 200
            assert pace[[0, -1]].max() < 0.5 * pace.max() < 200


def test_a_joined_hand_lifts_the_pen_less_and_sets_dots_last() -> None:
    apart, together = (word("minimum", Writer(joined=joined), 1) for joined in (False, True))
    assert len(together) == 1 + 2 and len(apart) >= 9
    assert all(len(stroke) < 0.1 * len(together.strokes[0]) for stroke in together.strokes[1:])


def test_words_run_to_the_right_with_blanks_between() -> None:
    line = word("On a line", Writer.random(0), 2)
    assert bounds(line)[2] > 6 * Writer.random(0).size * 0.4
    times = np.concatenate([stroke.t for stroke in line])
    assert (np.diff(times) > 0).all()
    gap = bounds(word("o o", TIDY))[2] - bounds(word("oo", TIDY))[2]
    assert gap > 1.5


def test_nothing_is_written_for_nothing_and_an_unknown_character_is_named() -> None:
    assert word("", Writer()).same_as(Ink()) and word("  ").same_as(Ink())
    with pytest.raises(ValueError, match="'é'"):
        word("café")
    for wrong in ("", "ab"):
        with pytest.raises(ValueError, match="no strokes"):
            glyph(wrong)


def test_samples_are_endless_reproducible_and_named_by_writer() -> None:
    first, again = list(samples(30, seed=3, alphabet="ABC")), list(samples(30, seed=3, alphabet="ABC"))
    assert all(a[0] == b[0] and a[1] == b[1] and a[2].same_as(b[2]) for a, b in zip(first, again, strict=True))
    assert {char for char, _, _ in first} == set("ABC") and len({name for _, name, _ in first}) > 5


def test_a_curve_passes_through_its_points_and_four_make_a_circle() -> None:
    path = strokes_of("0,1 1,0! 0,-1 | 3,3 4,4")
    assert isinstance(path[0], Path) and path[0].corners.tolist() == [False, True, False] and len(path) == 2
    circle = curve(np.array([[1, 0], [0, 1], [-1, 0], [0, -1], [1, 0.0]]))
    assert np.abs(np.hypot(*circle.T) - 1).max() < 0.04
    assert np.allclose(curve(np.array([[0, 0], [0, 0], [2, 2.0]]))[[0, -1]], [[0, 0], [2, 2]])
