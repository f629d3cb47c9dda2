import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ink_strategies import EVERY_STROKE

from engines.ink.smooth import PenModel, smooth
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Stroke

STRENGTHS = (0.1, 0.25, 0.5, 1.0)
HZ = 133.0


def drawn(xy: np.ndarray, t: np.ndarray, strength: float, finish: bool = True) -> np.ndarray:
    model = PenModel(strength)
    rows = [model.push(float(x), float(y), float(s), 0.5) for (x, y), s in zip(xy, t, strict=True)]
    return np.concatenate([*rows, model.finish()] if finish else rows)


def line(pace: float, seconds: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    t = np.arange(0, seconds, 1 / HZ)
    return np.stack([pace * t, 0 * t], axis=1), t


def distance_to_path(point: np.ndarray, path: np.ndarray) -> float:
    a, b = path[:-1], path[1:]
    along = np.clip(((point - a) * (b - a)).sum(1) / np.maximum(((b - a) ** 2).sum(1), 1e-12), 0, 1)
    return float(np.hypot(*(a + along[:, None] * (b - a) - point).T).min())


@given(EVERY_STROKE, st.sampled_from([0.0, *STRENGTHS]))
def test_any_ink_can_be_smoothed_and_ends_where_the_hand_did(stroke: Stroke, strength: float) -> None:
    calm = smooth(stroke, strength)
    assert (len(calm) == 0) == (len(stroke) == 0)
    if len(stroke):
        assert np.array_equal(calm.xy[[0, -1]], stroke.xy[[0, -1]])
        assert (np.diff(calm.t[np.isfinite(calm.t)]) >= 0).all() or strength == 0


@given(EVERY_STROKE, st.sampled_from(STRENGTHS))
def test_streaming_and_whole_stroke_agree_exactly_however_often_one_looks_ahead(stroke: Stroke, strength: float) -> None:
    model, rows = PenModel(strength), []
    for (x, y), t, p in zip(stroke.xy.tolist(), stroke.t.tolist(), stroke.pressure.tolist(), strict=True):
        rows.append(model.push(x, y, t, p))
        model.predict(0.02)
        model.predict(0.0)
    rows.append(model.finish())
    live, whole = np.concatenate(rows).astype(np.float32), smooth(stroke, strength)
    assert np.array_equal(live[:, :2], whole.xy)
    assert np.array_equal(live[:, 3], whole.pressure, equal_nan=True)
    assert np.array_equal(live[:, 2], whole.t) or not np.isfinite(stroke.t).any()


@given(EVERY_STROKE)
def test_strength_zero_passes_raw_points_untouched(stroke: Stroke) -> None:
    model = PenModel(0.0)
    rows = [model.push(x, y, float(t), 0.3) for (x, y), t in zip(stroke.xy.tolist(), stroke.t, strict=True)]
    assert len(model.finish()) == 0
    assert np.array_equal(np.array([row[0, :3] for row in rows]).reshape(-1, 3)[:, :2], stroke.xy)
    assert smooth(stroke, 0.0) is stroke


def test_a_model_can_be_used_again_after_finish() -> None:
    xy, t = line(60)
    model = PenModel(0.5)
    first = np.concatenate([*(model.push(x, y, s) for (x, y), s in zip(xy, t, strict=True)), model.finish()])
    second = np.concatenate([*(model.push(x, y, s) for (x, y), s in zip(xy, t, strict=True)), model.finish()])
    assert np.array_equal(first, second, equal_nan=True)


@pytest.mark.parametrize("strength", STRENGTHS)
def test_a_steady_line_trails_by_the_springs_delay_but_its_times_do_not(strength: float) -> None:
    xy, t = line(100)
    live = drawn(xy, t, strength, finish=False)
    behind = (xy[-1, 0] - live[-1, 0]) / 100
    assert behind == pytest.approx(0.02444 * strength, rel=0.05)
    assert np.abs(live[:, 0] - 100 * live[:, 2]).max() < 1e-6


@pytest.mark.parametrize("strength", [0.0, *STRENGTHS])
def test_prediction_reaches_the_pens_tip_so_no_lag_is_seen(strength: float) -> None:
    xy, t = line(100)
    model = PenModel(strength)
    for (x, y), s in zip(xy, t, strict=True):
        model.push(x, y, s)
    reach = model.predict(0.0)
    assert strength == 0 or np.array_equal(reach[-1, :2], xy[-1])
    ahead = model.predict(0.02)[-1, 0] - xy[-1, 0]
    assert 0.5 < ahead <= 2.0


def test_prediction_does_not_shoot_past_a_pen_that_stops() -> None:
    t = np.arange(0, 0.4, 1 / HZ)
    x = 10 * np.minimum(t / 0.3, 1) ** 2 * (3 - 2 * np.minimum(t / 0.3, 1))
    model, worst = PenModel(0.5), 0.0
    for a, s in zip(x, t, strict=True):
        model.push(float(a), 0.0, float(s))
        shown = model.predict(0.02)
        worst = max(worst, float(shown[-1, 0]) - float(np.interp(s + 0.02, t, x)))
    assert worst < 0.35


@pytest.mark.parametrize(("strength", "most"), [(0.25, 0.2), (0.5, 0.35), (1.0, 0.7)])
def test_a_corner_taken_without_slowing_is_hardly_cut(strength: float, most: float) -> None:
    t = np.arange(0, 1, 0.005)
    xy = np.where(t[:, None] < 0.5, np.stack([100 * t, 0 * t], 1), np.stack([50 + 0 * t, 100 * (t - 0.5)], 1))
    assert distance_to_path(np.array([50.0, 0.0]), drawn(xy, t, strength)[:, :2]) < most


def test_a_human_corner_is_kept_within_an_eighth_of_a_pens_width() -> None:
    for char in "EMKZ":
        for stroke in glyph(char, Writer(tremor=0, variation=0, habit=0)):
            calm = smooth(stroke, 0.5).xy.astype(np.float64)
            assert max(distance_to_path(point, calm) for point in stroke.xy.astype(np.float64)) < 0.09


def test_small_circles_do_not_shrink() -> None:
    t = np.arange(0, 1, 1 / HZ)
    circle = np.stack([2 * np.cos(30 * t), 2 * np.sin(30 * t)], axis=1)
    radius = np.hypot(*drawn(circle, t, 0.5)[30:-12, :2].T)
    assert np.abs(radius - 2).max() < 0.03


def test_the_wobble_of_a_slow_hand_is_calmed() -> None:
    t = np.arange(0, 1, 1 / HZ)
    noise = np.random.default_rng(0).normal(0, 0.05, (len(t), 2))
    calm = drawn(np.stack([8 * t, 0 * t], axis=1) + noise, t, 0.5)
    assert calm[:, 1].std() < 0.55 * noise[:, 1].std()


def test_a_slow_mouse_is_drawn_at_180_points_a_second_or_more() -> None:
    t = np.arange(0, 1, 1 / 30)
    calm = drawn(np.stack([20 * np.cos(3 * t), 20 * np.sin(3 * t)], axis=1), t, 0.5)
    assert len(calm) >= 175
    assert np.hypot(*np.diff(calm[:, :2], axis=0).T).max() < 0.8


def test_events_that_are_not_numbers_are_dropped() -> None:
    model = PenModel(0.5)
    assert len(model.push(np.nan, 1, 0)) == 0 and len(model.push(1, np.inf, 0)) == 0
    assert len(model.predict()) == 0 and len(model.finish()) == 0


def test_unknown_pressure_stays_unknown_and_a_late_one_is_held() -> None:
    model = PenModel(0.5)
    rows = [model.push(i, 0.0, i / 100, np.nan if i != 5 else 0.7) for i in range(10)]
    assert np.isnan(np.concatenate(rows[:5])[:, 3]).all()
    assert np.allclose(np.concatenate([*rows[5:], model.finish()])[:, 3], 0.7)


def test_unknown_times_are_bridged_inside_and_stay_unknown_outside() -> None:
    calm = smooth(Stroke([[0, 0], [1, 0], [2, 1], [3, 1]]), 0.5)
    assert len(calm) > 4 and np.isnan(calm.t).all()


@pytest.mark.parametrize("step", [0.0, 1e-300, 1e-12, -1.0])
def test_moments_that_repeat_or_run_backward_are_bridged(step: float) -> None:
    rows = drawn(np.stack([np.arange(20.0), np.zeros(20)], axis=1), step * np.arange(20), 0.5)
    assert np.isfinite(rows).all() and rows[-1, 0] == 19 and (np.diff(rows[:, 2]) >= 0).all()


def test_a_long_rest_costs_no_flood_of_points() -> None:
    assert len(drawn(np.array([[0, 0], [1, 0]]), np.array([0, 1e4]), 0.5)) < 60


@pytest.mark.parametrize("bad", [-0.1, 1.1, np.nan])
def test_a_strength_outside_its_range_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="strength"):
        PenModel(bad)
