import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engines.export import curves
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke

page = st.floats(-200, 200, width=32)


def away_from(points, line):
    """(N,) distance of each point from a polyline."""
    start, way = line[:-1], np.diff(line, axis=0)
    size = np.maximum((way**2).sum(-1), 1e-30)
    gap = points[:, None] - start
    along = np.clip((gap * way).sum(-1) / size, 0, 1)
    return np.sqrt(((gap - along[..., None] * way) ** 2).sum(-1)).min(axis=1)


def fitted(xy, tolerance):
    return curves.fit_cubics([xy], tolerance)[0]


def flat(pieces):
    return np.concatenate([curves.evaluate(piece, np.linspace(0, 1, 60)) for piece in pieces])


@settings(max_examples=150, deadline=None)
@given(arrays(np.float32, st.tuples(st.integers(2, 30), st.just(2)), elements=page), st.sampled_from([0.01, 0.1, 1.0]))
def test_curve_and_points_stay_within_the_tolerance_of_each_other_and_share_their_ends(xy, tolerance):
    pieces = fitted(xy, tolerance)
    points = xy.astype(np.float64)
    if (points == points[0]).all():
        assert len(pieces) == 0
        return
    curve = flat(pieces)
    assert (pieces[0][0] == points[0]).all() and (pieces[-1][-1] == points[-1]).all()
    assert (pieces[1:, 0] == pieces[:-1, 3]).all()
    slack = 1.05 * tolerance + 1e-4
    assert away_from(points, curve).max() <= slack
    assert away_from(curve, points).max() <= slack


@pytest.mark.parametrize("char", "ABSgm8")
def test_handwriting_needs_far_fewer_curves_than_points(char):
    ink = glyph(char, Writer.random(3), 2)
    pieces = [len(fitted(stroke.xy, 0.03)) for stroke in ink]
    assert sum(pieces) < ink.points / 2
    for stroke in ink:
        assert away_from(stroke.xy.astype(float), flat(fitted(stroke.xy, 0.03))).max() <= 0.032


def test_a_corner_stays_a_corner():
    leg = np.linspace(0, 10, 40)
    xy = np.concatenate([np.stack([leg, 0 * leg], 1), np.stack([10 + 0 * leg, leg], 1)])
    pieces = fitted(xy, 0.05)
    assert any(np.allclose(piece[3], (10, 0)) for piece in pieces) and len(pieces) <= 3


def test_a_circle_takes_few_pieces():
    turn = np.linspace(0, 2 * np.pi, 400)
    assert len(fitted(10 * np.stack([np.cos(turn), np.sin(turn)], 1), 0.03)) <= 8


def test_faired_ink_lies_on_the_ink_and_carries_time_and_pressure():
    ink = glyph("S", Writer.random(1), 1)
    for before, after in zip(ink, curves.faired(ink), strict=True):
        assert away_from(after.xy.astype(float), before.xy.astype(float)).max() <= 0.032
        assert np.allclose(after.t[[0, -1]], before.t[[0, -1]]) and (np.diff(after.t) >= 0).all()
        assert after.origin == before.id
    assert curves.faired(ink, 0) is ink


def test_dots_and_empty_strokes_are_left_alone():
    ink = Ink((Stroke([]), Stroke([(1, 2)]), Stroke([(1, 2), (1, 2)])))
    assert curves.faired(ink).same_as(ink)


def test_paths_fitted_together_get_the_curves_that_each_gets_alone(monkeypatch):
    paths = [stroke.xy for seed, char in enumerate("Ag8k") for stroke in glyph(char, Writer.random(seed), seed)]
    paths += [np.zeros((0, 2)), np.ones((1, 2)), np.ones((3, 2)), np.array([(0, 0), (1, 2)])]
    alone = [fitted(path, 0.02) for path in paths]
    for batch in (curves.TOGETHER, 60):
        monkeypatch.setattr(curves, "TOGETHER", batch)
        together = curves.fit_cubics(paths, 0.02)
        assert [len(pieces) for pieces in together] == [len(pieces) for pieces in alone]
        assert all(np.allclose(a, b, atol=1e-6) for a, b in zip(together, alone, strict=True))
    assert curves.fit_cubics([], 0.02) == []


def test_a_long_straight_stretch_is_cut_and_a_wild_one_is_followed():
    straight = np.stack([np.linspace(0, 50, 1001), np.zeros(1001)], 1)
    assert len(fitted(straight, 0.05)) == 3
    wild = np.random.default_rng(1).normal(size=(450, 2)).cumsum(axis=0)
    curve = flat(fitted(wild, 0.05))
    assert away_from(wild, curve).max() <= 0.06
