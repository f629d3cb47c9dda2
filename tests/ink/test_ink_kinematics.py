import math

import numpy as np
import pytest
from hypothesis import given, settings
from ink_strategies import EVERY_KIND

from engines.ink.geometry import resample_path
from engines.ink.kinematics import Bell, Timing, erf, fit, follow, pieces, plan, retime, synthesise
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke


def speeds(stroke: Stroke) -> np.ndarray:
    return np.hypot(*np.diff(stroke.xy.astype(float), axis=0).T) / np.diff(stroke.t.astype(float))


def test_the_error_function_is_the_error_function() -> None:
    x = np.linspace(-4, 4, 81)
    assert np.allclose(erf(x), [math.erf(value) for value in x], atol=2e-7)


def test_a_bell_covers_its_length_and_its_speed_is_the_derivative_of_its_progress() -> None:
    bell = Bell(start=0.1, length=12.0, mu=-1.6, sigma=0.3, theta_start=0.4, theta_end=0.4)
    t = np.linspace(0, 1.5, 6001)
    assert bell.progress(t)[0] == 0 and bell.progress(t)[-1] == pytest.approx(1, abs=1e-6)
    assert np.allclose(np.gradient(12 * bell.progress(t), t)[5:-5], bell.speed(t)[5:-5], atol=0.05)
    assert np.allclose(bell.offset([9.0]), [[12 * math.cos(0.4), 12 * math.sin(0.4)]], atol=1e-4)


def test_an_arc_is_the_integral_of_its_velocity() -> None:
    bell = Bell(0.0, 10.0, -1.5, 0.25, 0.3, 2.1)
    t = np.linspace(0, 1.2, 4001)
    way = bell.speed(t)[:, None] * np.stack([np.cos(bell.direction(t)), np.sin(bell.direction(t))], axis=1)
    summed = np.cumsum(way, axis=0) * (t[1] - t[0])
    assert np.abs(summed - bell.offset(t)).max() < 0.02
    nearly = Bell(0.0, 10.0, -1.5, 0.25, 0.3, 0.3 + 2e-6).offset([2.0])
    assert np.allclose(nearly, Bell(0.0, 10.0, -1.5, 0.25, 0.3, 0.3).offset([2.0]), atol=1e-3)


def test_bells_add_up_as_vectors() -> None:
    right, up = Bell(0, 5, -1.5, 0.3, 0, 0), Bell(0.1, 3, -1.5, 0.3, math.pi / 2, math.pi / 2)
    assert np.allclose(synthesise([right, up], [5.0], origin=(1, 1)), [[6, 4]], atol=1e-5)
    assert np.allclose(synthesise([], [0.0, 1.0], origin=(2, 3)), [[2, 3], [2, 3]])


def test_a_path_followed_by_bells_starts_and_ends_where_it_does_and_rounds_the_corner() -> None:
    paths = [np.array([[0.0, 0], [8, 0]]), np.array([[8.0, 0], [8, 8]])]
    nearest = []
    for roundness in (0.0, 1.0):
        timings = plan([8, 8], [math.pi / 2], roundness=roundness)
        trace = follow(paths, timings, np.linspace(0, timings[-1].end, 400))
        assert np.allclose(trace[[0, -1]], [[0, 0], [8, 8]])
        nearest.append(np.hypot(*(trace - [8, 0]).T).min())
    assert nearest[0] < 0.05 < nearest[1] < 1.5


def test_a_timing_runs_from_nothing_to_all_between_its_ends() -> None:
    share = Timing(1.0, 1.2).progress([0.5, 1.0, 1.1, 1.2, 9.0])
    assert np.allclose(share[[0, 1, 3, 4]], [0, 0, 1, 1], atol=1e-4) and 0.3 < share[2] < 0.8


def test_a_square_is_four_movements_and_a_circle_a_few_smooth_ones() -> None:
    cuts, jumps = pieces(np.array([[0, 0], [10, 0], [10, 10], [0, 10], [0, 0.0]]))
    assert np.allclose(cuts, [0, 10, 20, 30, 40], atol=0.3) and np.allclose(jumps, math.pi / 2, atol=0.2)
    angle = np.linspace(0, 2 * math.pi, 64)
    cuts, jumps = pieces(np.stack([np.cos(angle), np.sin(angle)], axis=1))
    assert 3 <= len(jumps) <= 5 and (jumps == 0).all()
    assert len(pieces(np.array([[0.0, 0], [5, 1]]))[1]) == 0


@given(EVERY_KIND)
@settings(max_examples=60)
def test_any_ink_can_be_retimed_and_no_point_moves(ink: Ink) -> None:
    timed = retime(ink)
    assert [stroke.xy.tolist() for stroke in timed] == [stroke.xy.tolist() for stroke in ink]
    times = np.concatenate([stroke.t for stroke in timed]) if len(timed) else np.zeros(0)
    assert np.isfinite(times).all() and (np.diff(times) >= 0).all()
    assert len(times) == 0 or times[0] == 0


def test_a_retimed_hand_slows_at_corners_and_at_the_ends() -> None:
    square = resample_path([[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], 81)
    pace = speeds(retime(Ink((Stroke(square),))).strokes[0])
    corners, middles = pace[[19, 20, 39, 40, 59, 60]], pace[[10, 30, 50, 70]]
    assert corners.max() < 0.55 * middles.min() and pace[-1] < 0.5 * middles.min()


def test_the_pen_pauses_in_the_air_and_longer_for_a_longer_way() -> None:
    def gap(x: float) -> float:
        timed = retime(Ink((Stroke([[0, 0], [0, 9]]), Stroke([[x, 0], [x, 9]]))))
        return float(timed.strokes[1].t[0] - timed.strokes[0].t[-1])

    assert 0.05 < gap(3) < gap(60) < 0.5


def test_tempo_divides_the_time() -> None:
    ink = Ink((Stroke([[0, 0], [5, 5], [10, 0]]), Stroke([[3, 3]])))
    once, twice = retime(ink), retime(ink, tempo=2.0)
    assert float(once.strokes[-1].t[-1]) == pytest.approx(2 * float(twice.strokes[-1].t[-1]), rel=0.02)
    with pytest.raises(ValueError, match="tempo"):
        retime(ink, tempo=0)


def test_a_letter_takes_about_as_long_as_a_letter_takes() -> None:
    for char in "ASOenw":
        blank = Ink(tuple(Stroke(stroke.xy) for stroke in glyph(char)))
        assert 0.2 < float(retime(blank).strokes[-1].t[-1]) < 1.2


def test_bells_that_made_a_stroke_are_found_again() -> None:
    made = [Bell(0.0, 8.0, -1.7, 0.25, -0.3, 0.4), Bell(0.22, 6.0, -1.8, 0.3, 1.2, 1.9)]
    t = np.arange(0.02, 0.75, 0.005)
    found = fit(Stroke(synthesise(made, t, (3, 4)), t=t))
    assert found.snr > 25 and 2 <= len(found.bells) <= 3
    assert np.abs(found.path(t) - synthesise(made, t, (3, 4))).max() < 0.35


@pytest.mark.parametrize("char", list("ASen8"))
def test_written_letters_are_explained_by_a_few_bells(char: str) -> None:
    for stroke in glyph(char, Writer(tremor=0.005)):
        if len(stroke) > 12:
            found = fit(stroke)
            assert found.snr > 18 and len(found.bells) <= 9
            assert np.hypot(*(found.path(stroke.t) - stroke.xy).T).max() < 0.5


@pytest.mark.parametrize("stroke", [Stroke([]), Stroke([[0, 0], [1, 1], [2, 2]]), Stroke([[1, 1]] * 5, t=range(5))])
def test_a_stroke_that_does_not_move_or_has_no_times_cannot_be_fitted(stroke: Stroke) -> None:
    with pytest.raises(ValueError, match="Bells"):
        fit(stroke)
