import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ink_strategies import EVERY_STROKE

from engines.ink.brush import Brush
from engines.ink.geometry import resample_path
from engines.ink.outline import WidthModel, outline, ribbon, widths
from engines.ink.smooth import smooth
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Stroke

PEN = Brush(width=0.7)


def windings(polygon: np.ndarray, points: np.ndarray) -> np.ndarray:
    """How often a closed polygon winds round each point."""
    a = polygon.astype(np.float64)[None] - points[:, None]
    b = np.roll(a, -1, axis=1)
    angle = np.arctan2(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0], (a * b).sum(-1))
    return np.rint(angle.sum(1) / (2 * np.pi)).astype(int)


def depth(points: np.ndarray, xy: np.ndarray, diameters: np.ndarray) -> np.ndarray:
    """Signed distance to the union of all discs swept from point to point: negative inside."""
    best = np.full(len(points), np.inf)
    for share in np.linspace(0, 1, 60):
        centre = xy[:-1] + (xy[1:] - xy[:-1]) * share
        radius = (diameters[:-1] + (diameters[1:] - diameters[:-1]) * share) / 2
        best = np.minimum(best, (np.hypot(*(points[:, None] - centre[None]).transpose(2, 0, 1)) - radius).min(1))
    return best


def probe(xy: np.ndarray, count: int = 1500) -> np.ndarray:
    return np.random.default_rng(1).uniform(xy.min(0) - 1.5, xy.max(0) + 1.5, (count, 2))


TURNS = {
    "right angle": [[0, 0], [5, 0], [5, 5]],
    "about turn": [[0, 0], [5, 0], [0, 0]],
    "almost about": [[0, 0], [5, 0], [0, 0.05], [5, 0.1]],
    "zigzag finer than the pen": [[0, 0], [0.1, 0.2], [0.2, 0], [0.3, 0.2], [0.4, 0], [3, 0]],
    "hairpin": [[0, 0], [4, 0], [4.1, 0.1], [4, 0.2], [0, 0.2]],
    "knot": [[0, 0], [3, 3], [3, 0], [0, 3], [0, 0]],
    "stutter": [[0, 0], [1, 0], [1, 0], [1, 0], [1.01, 0.01], [1, 0], [2, 0]],
}


@pytest.mark.parametrize("name", TURNS)
def test_the_filled_outline_is_exactly_the_swept_pen(name: str) -> None:
    xy = np.array(TURNS[name], float)
    diameters = np.full(len(xy), 0.7)
    points = probe(xy)
    inside, truth = windings(ribbon(xy, diameters), points), depth(points, xy, diameters)
    assert (inside >= 0).all(), "no piece turns the other way, so nonzero filling leaves no hole"
    clear = np.abs(truth) > 0.03
    assert ((inside[clear] > 0) == (truth[clear] < 0)).all()


@given(st.integers(0, 10_000))
def test_no_turn_throws_a_spike_or_loses_a_part_of_the_pen(seed: int) -> None:
    rng = np.random.default_rng(seed)
    xy = rng.normal(0, 1.5, (int(rng.integers(2, 25)), 2)).cumsum(0)
    diameters = 0.7 + 0.15 * rng.uniform(-1, 1, len(xy))
    polygon = ribbon(xy, diameters)
    assert depth(polygon.astype(float), xy, diameters).max() < 0.06, "a vertex lies outside the swept pen"
    points = probe(xy, 300)
    truth = depth(points, xy, diameters)
    assert (windings(polygon, points)[truth < -0.02] > 0).all(), "a part of the pen is missing"


@given(EVERY_STROKE, st.floats(0, 1), st.floats(0, 5))
def test_any_stroke_has_an_outline_of_finite_points(stroke: Stroke, thinning: float, taper: float) -> None:
    shape = outline(stroke, Brush(0.7, thinning, taper, taper))
    assert np.isfinite(shape).all() and shape.shape[1] == 2
    assert (len(shape) == 0) == (len(stroke) == 0)


def test_a_dot_is_round_and_as_wide_as_the_pen() -> None:
    for stroke in (Stroke([[3, 4]]), Stroke([[3, 4]] * 5)):
        shape = outline(stroke, PEN)
        assert np.allclose(np.hypot(*(shape - [3, 4]).T), 0.35, atol=1e-5)


def test_a_gentle_curve_has_a_clean_outline_without_self_crossings() -> None:
    angle = np.linspace(0, 3, 80)
    xy = 5 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    shape = ribbon(xy, np.full(80, 0.7)).astype(float)
    radius = np.hypot(*shape.T)
    sides = np.abs(np.abs(radius - 5) - 0.35) < 0.01
    assert sides.mean() > 0.85 and (np.abs(radius - 5) < 0.351).all()
    assert windings(shape, xy[1:-1]).tolist() == [1] * 78


def test_arcs_are_flat_to_a_few_thousandths_of_a_millimetre() -> None:
    shape = ribbon([[0, 0]], [4.0]).astype(float)
    middles = (shape + np.roll(shape, -1, axis=0)) / 2
    assert 2 - np.hypot(*middles.T).min() < 0.005


@given(EVERY_STROKE, st.floats(0, 3))
def test_streaming_widths_are_the_widths_of_the_whole(stroke: Stroke, taper: float) -> None:
    pen = Brush(0.9, 0.7, taper_start=taper)
    model = WidthModel(pen)
    columns = zip(stroke.xy.tolist(), stroke.t.tolist(), stroke.pressure.tolist(), strict=True)
    live = [model.width(x, y, t, p) for (x, y), t, p in columns]
    whole = widths(stroke, pen)
    assert live == whole.tolist()
    assert ((whole > 0) & (whole <= 2 * pen.width)).all()


def test_pressing_harder_draws_wider() -> None:
    t = np.arange(60) / 100
    xy = np.stack([40 * t, 0 * t], axis=1)
    soft, hard = (widths(Stroke(xy, t=t, pressure=np.full(60, p)), PEN)[-1] for p in (0.2, 0.9))
    assert soft == pytest.approx(0.7 * (1 - 0.5 * 0.6), rel=1e-3) and hard == pytest.approx(0.7 * (1 + 0.5 * 0.8), rel=1e-3)


def test_without_pressure_a_fast_pen_draws_thinner() -> None:
    t = np.arange(60) / 100
    slow, fast = (widths(Stroke(np.stack([v * t, 0 * t], axis=1), t=t), PEN)[-1] for v in (10, 300))
    assert fast < 0.75 * slow


def test_without_time_or_pressure_or_thinning_the_width_is_the_pens() -> None:
    line = resample_path([[0, 0], [9, 0]], 30)
    assert np.allclose(widths(Stroke(line), PEN), 0.7)
    t = np.arange(30) / 100
    assert np.allclose(widths(Stroke(line, t=t, pressure=np.linspace(0, 1, 30)), Brush(0.7, 0.0)), 0.7)


def test_repeated_times_do_not_make_the_width_jump() -> None:
    t = np.repeat(np.arange(20) / 50, 3)
    burst = Stroke(np.stack([np.arange(60) * 0.5, np.zeros(60)], axis=1), t=t)
    assert np.abs(np.diff(widths(burst, PEN)[10:])).max() < 0.05


def test_tapers_thin_the_ends_and_only_the_ends() -> None:
    line = Stroke(resample_path([[0, 0], [20, 0]], 200))
    shape = outline(line, Brush(0.7, 0.5, taper_start=4, taper_end=4))
    half = np.abs(shape[:, 1])
    assert half[(shape[:, 0] < 0.05) | (shape[:, 0] > 19.95)].max() < 0.12
    assert np.allclose(half[(shape[:, 0] > 5) & (shape[:, 0] < 15)], 0.35, atol=1e-3)


def test_outlines_of_real_letters_hold_all_their_ink_and_little_more() -> None:
    for char in "AMgz8":
        for stroke in glyph(char, Writer.random(3)):
            calm = smooth(stroke, 0.5)
            shape = outline(calm, PEN)
            assert (windings(shape, calm.xy.astype(float)) > 0).all()
            reach = np.hypot(*(shape[:, None].astype(float) - calm.xy[None].astype(float)).transpose(2, 0, 1)).min(1)
            assert reach.max() < 0.75
