import math
from dataclasses import replace

import numpy as np
import pytest

from engines.ink.geometry import affine, bounds
from engines.ink.quality import cut_off, least_points, rate, remarks, too_fast
from engines.ink.synthesis import ALPHABET, Writer, glyph, word
from engines.ink.types import Ink, Stroke

BOX = (60.0, 60.0)


def boxed(ink, share=0.5):
    """The ink in the middle of the box, `share` of its height."""
    left, top, right, bottom = bounds(ink)
    scale = share * BOX[1] / max(right - left, bottom - top, 1e-6)
    middle = np.array([left + right, top + bottom]) / 2
    return affine(ink, np.eye(2) * scale, tuple(np.array(BOX) / 2 - scale * middle))


def thinned(ink, every):
    """What a device that tells only each `every`-th event would have told."""
    return Ink(tuple(Stroke(each.xy[::every], each.t[::every]) for each in ink))


@pytest.mark.parametrize("letter", ALPHABET)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_letter_of_an_ordinary_hand_is_remarked_on(letter, seed):
    assert remarks(boxed(glyph(letter, Writer.random(seed), seed)), letter, *BOX) == ()


@pytest.mark.parametrize("seed", range(8))
def test_style_is_no_error(seed):
    extreme = replace(Writer.random(seed), slant=45.0, aspect=2.0, tremor=0.6, speed=2.0, roundness=0.0)
    for letter in "aegkmsw":
        assert remarks(boxed(glyph(letter, extreme, seed)), letter, *BOX) == ()


@pytest.mark.parametrize(("x", "y"), [(-0.1, 5), (0.1, 5), (5, -3), (5, 59.9), (60.5, 5)])
def test_ink_at_the_border_is_cut_off(x, y):
    ink = boxed(glyph("a", Writer.random(1), 1))
    assert not cut_off(ink, *BOX)
    assert "border" in remarks(Ink((*ink, Stroke([[5, 5], [x, y]]))), "a", *BOX)


def test_a_dot_may_be_one_point_but_a_letter_may_not():
    dot = Ink((Stroke([[30, 30]]),))
    assert remarks(dot, ".", *BOX) == ()
    assert remarks(dot, "a", *BOX) == ("few_points",)
    assert least_points("a.b") == 13 and least_points(" ") == 1


def test_nothing_written_has_too_few_points():
    assert remarks(Ink(), "a", *BOX) == ("few_points",)


@pytest.mark.parametrize("letter", "aeosS8")
def test_a_pen_faster_than_its_device_is_noticed(letter):
    ink = boxed(glyph(letter, Writer.random(4), 4))
    assert not too_fast(ink)
    every = max(1, ink.points // 8)
    assert remarks(thinned(ink, every), letter, *BOX) in (("fast",), ("few_points",))


def test_a_straight_line_needs_only_its_ends():
    line = np.linspace([30, 10], [30, 50], 8)
    assert remarks(Ink((Stroke(line, t=np.arange(8) / 200),)), "l", *BOX) == ()


def test_a_missing_part_of_the_way_is_noticed():
    ink = boxed(word("hand", replace(Writer.random(2), joined=True), 2), 0.9)
    stroke = max(ink, key=len)
    assert not too_fast(Ink((stroke,)))
    keep = np.ones(len(stroke), bool)
    keep[len(stroke) // 3 : len(stroke) // 2] = False
    assert too_fast(Ink((Stroke(stroke.xy[keep], t=stroke.t[keep]),)))


def test_the_rate_is_that_of_the_device():
    assert rate(Ink((Stroke(np.zeros((50, 2)), t=np.arange(50) / 125),))) == pytest.approx(125, rel=1e-3)
    assert math.isnan(rate(Ink((Stroke(np.zeros((5, 2))),))))


def test_ink_without_times_is_judged_by_its_shape_alone():
    ink = boxed(glyph("a", Writer.random(1), 1))
    assert remarks(Ink(tuple(Stroke(each.xy) for each in ink)), "a", *BOX) == ()
