"""A hand's figures are those of the hand that wrote: invented writers whose slant, size, speed and tremor are known."""

import math
from dataclasses import replace

import numpy as np
import pytest

from engines.ink.brush import Brush
from engines.ink.geometry import affine
from engines.ink.hand import DRAWS, KIND, MOST, Figure, hand_of, plain
from engines.ink.hand_measures import LEANS, Written, laid, measure, slant_of
from engines.ink.hand_motion import PARTS
from engines.ink.raster import render
from engines.ink.synthesis import Writer, glyph, word
from engines.ink.types import Frame, Ink, Stroke

LETTERS = "ABDEGHKMNRSTabdeghkmnrst"
HAND = Writer(seed=3)


def written(writer: Writer, count: int = 48, letters: str = LETTERS) -> list[Written]:
    """`count` letters by an invented writer."""
    return [Written(letters[n % len(letters)], glyph(letters[n % len(letters)], writer, n)) for n in range(count)]


def figure(name: str, **other: object) -> Figure:
    """One figure of HAND with other traits."""
    return hand_of(written(replace(HAND, **other))).figures[name]


@pytest.mark.parametrize("slant", [-12.0, 0.0, 8.0, 24.0])
def test_slant_is_the_writers(slant):
    found = figure("slant", slant=slant)
    assert found.value == pytest.approx(slant, abs=1.5)
    assert found.low - 1 <= slant <= found.high + 1 and found.grade == "sure"


def test_sheared_ink_leans_by_the_shear():
    before = hand_of(written(HAND)).figures["slant"].value
    by = math.tan(math.radians(before + 10)) - math.tan(math.radians(before))
    leaning = [Written(each.text, affine(each.ink, [[1, -by], [0, 1]])) for each in written(HAND)]  # y grows down
    assert hand_of(leaning).figures["slant"].value == pytest.approx(before + 10, abs=1.0)


def test_size_proportion_and_width_are_the_writers():
    hand = hand_of(written(replace(HAND, size=6.0, xheight=0.6)))
    assert hand.figures["cap_height"].value == pytest.approx(6.0, rel=0.05)
    assert hand.figures["x_height"].value == pytest.approx(3.6, rel=0.08)
    assert hand.figures["proportion"].value == pytest.approx(0.6, abs=0.05)
    wide, narrow = figure("aspect", aspect=1.25).value, figure("aspect", aspect=0.8).value
    assert wide / narrow == pytest.approx(1.25 / 0.8, rel=0.1)


def test_the_ruled_line_tells_the_x_height_of_letters_with_a_tail():
    ink = Ink((Stroke([[0, 6], [3, 6], [3, 14]], t=[0, 0.2, 0.4]),))
    assert measure(Written("q", ink, baseline=10.0)).values["x_height"] == pytest.approx(4.0)
    assert "x_height" not in measure(Written("q", ink)).values
    assert laid(Written("n", ink, baseline=10.0), 0.0)["seat"] == pytest.approx(4.0)


def test_speed_times_and_pressure_are_the_writers():
    fast, slow = figure("speed", speed=1.5), figure("speed", speed=0.75)
    assert fast.value / slow.value == pytest.approx(2.0, rel=0.15)
    assert figure("seconds", speed=0.75).value / figure("seconds", speed=1.5).value == pytest.approx(2.0, rel=0.15)
    assert figure("pressure", pressure=0.7).value - figure("pressure", pressure=0.4).value > 20
    lift = Ink((Stroke([[0, 0], [0, 8]], t=[0, 0.3]), Stroke([[4, 0], [4, 8]], t=[0.5, 0.9])))
    times = measure(Written("n", lift)).values
    assert times["lift"] == pytest.approx(0.2) and times["seconds"] == pytest.approx(0.9)
    assert times["air"] == pytest.approx(100 * 0.2 / 0.9, rel=1e-4)


def test_tremor_is_told_apart_from_haste():
    steady, hasty, trembling = figure("tremor"), figure("tremor", speed=1.25), figure("tremor", tremor=0.2)
    assert trembling.value > 4 * steady.value and trembling.value > 4 * hasty.value


def test_a_circle_is_all_curve_and_a_zigzag_all_corner():
    turn = np.linspace(0, 2 * np.pi, 80)
    circle = Ink((Stroke(np.stack([np.sin(turn), np.cos(turn)], axis=1) * 4),))
    zigzag = Ink((Stroke([[0, 0], [4, 8], [8, 0], [12, 8], [16, 0]]),))
    assert measure(Written("o", circle)).values["roundness"] == pytest.approx(100)
    assert measure(Written("w", zigzag)).values["roundness"] < 10
    # one full turn on a way of pi sizes
    assert measure(Written("o", circle)).values["curvature"] == pytest.approx(360 / np.pi, rel=0.08)


def test_an_ellipse_slows_in_curves_by_the_two_thirds_power_law():
    t = np.arange(0, 1.2, 0.005)
    points = np.stack([8 * np.cos(2 * np.pi * t / 0.6), 3 * np.sin(2 * np.pi * t / 0.6)], axis=1)  # harmonic: exactly 1/3
    assert measure(Written("o", Ink((Stroke(points, t=t),)))).values["slowing"] == pytest.approx(1 / 3, abs=0.04)


def test_hesitation_is_more_peaks_of_speed():
    t = np.linspace(0, 1, 120)
    fluent = Stroke(np.stack([t * 0, 10 * (t - np.sin(2 * np.pi * t) / (2 * np.pi))], axis=1), t=t)
    halting = Stroke(np.stack([t * 0, 10 * (t - np.sin(6 * np.pi * t) / (6 * np.pi))], axis=1), t=t)
    assert measure(Written("l", Ink((fluent,)))).values["inversions"] == 1
    assert measure(Written("l", Ink((halting,)))).values["inversions"] == 3


def test_words_tell_spacing_and_the_line():
    texts = ["minimum", "banana", "kernel", "sunset", "garden", "hand written"]
    loose, tight = (
        hand_of([Written(text, word(text, replace(HAND, spacing=spacing), n)) for n, text in enumerate(texts)])
        for spacing in (1.5, 0.8)
    )
    assert loose.figures["pitch"].value > 1.15 * tight.figures["pitch"].value
    assert loose.figures["letter_gap"].value > 1.3 * tight.figures["letter_gap"].value
    assert loose.figures["word_gap"].count == 1
    level = word("minimum", HAND, 1)
    climbing = affine(level, [[1, 0], [-math.tan(math.radians(6)), 1]])
    rises = [laid(Written("minimum", ink), 0.0)["rise"] for ink in (level, climbing)]
    assert rises[1] - rises[0] == pytest.approx(6, abs=1)


def test_the_line_is_as_wide_as_its_pen_and_its_picture():
    ink = Ink((Stroke([[0, 0], [0, 10]], pressure=[0.5, 0.5], brush=Brush(0.8)),))
    assert measure(Written("l", ink)).values["width"] == pytest.approx(0.8)
    assert measure(Written("l", ink)).values["weight"] == pytest.approx(8.0)
    image = render(Ink((Stroke([[30, 10], [30, 110]]),)), 120, 60, 6.0, Frame())
    found = measure(Written("l", image=image, scale=0.1)).values
    assert found["width"] == pytest.approx(0.6, rel=0.12)
    assert "speed" not in found and "strokes" not in found


def test_eight_letters_make_a_rough_style_and_fewer_none():
    eight = hand_of(written(HAND, 8))
    assert (eight.grade, eight.letters, eight.distinct) == ("rough", 8, 8)
    assert eight.figures["slant"].value == pytest.approx(HAND.slant, abs=4)
    assert {"small", "words", "repeats", "widths"} <= set(eight.lacks) and "letters" not in eight.lacks
    assert hand_of(written(HAND, 7)).grade == "few" and "letters" in hand_of(written(HAND, 7)).lacks
    grades = [hand_of(written(HAND, count)).grade for count in (20, 60, 200)]
    assert grades == ["fair", "good", "sure"]


def test_more_letters_make_a_figure_surer():
    few, many = (hand_of(written(HAND, count)).figures["cap_height"] for count in (12, 96))
    assert many.high - many.low < few.high - few.low
    assert few.low <= few.value <= few.high


def test_a_device_that_tells_nothing_leaves_figures_out():
    bare = [
        Written(each.text, Ink(tuple(Stroke(s.xy, pressure=np.ones(len(s))) for s in each.ink))) for each in written(HAND, 12)
    ]
    hand = hand_of(bare)
    assert not {"speed", "seconds", "lift", "air", "tremor", "pressure", "force"} & set(hand.figures)
    assert {"times", "pressure"} <= set(hand.lacks) and "slant" in hand.figures


def test_nothing_and_odd_ink_are_no_trouble():
    assert hand_of([]).figures == {} and hand_of([]).lacks == ("letters",)
    dot = Ink((Stroke([[1, 1]], t=[0]),))
    backwards = Ink((Stroke([[0, 0], [1, 5], [2, 0], [3, 5], [4, 0], [5, 5]], t=[5, 4, 3, 2, 1, 0]),))
    still = Ink((Stroke(np.zeros((20, 2)), t=np.zeros(20)),))
    hand = hand_of([Written(".", dot), Written("M", backwards), Written("x", still), Written("", dot), Written("a", Ink())])
    assert hand.samples == 5 and "speed" not in hand.figures
    assert all(math.isfinite(each.value) for each in hand.figures.values())


def test_work_can_be_stopped_and_is_bounded():
    def stop(done: int, total: int) -> None:
        assert total == min(MOST, 12)
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hand_of(written(HAND, 12), stop)


def test_plain_values_cross_any_border():
    import json

    told = json.loads(json.dumps(plain(hand_of(written(HAND, 30)))))
    assert told["letters"] == 30 and {each["name"] for each in told["figures"]} <= set(KIND)
    assert len(told["profiles"]["speed"][1]) == PARTS and sum(told["profiles"]["slant_bars"][2]) <= 30
    assert told["habits"][0]["ways"][0]["path"]


def test_directions_without_a_way_have_no_slant():
    assert np.isnan(slant_of(np.zeros(LEANS))) and DRAWS >= 100
