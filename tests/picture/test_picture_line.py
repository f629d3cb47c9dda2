"""The pen's width and line from the ink's edge."""

from __future__ import annotations

import numpy as np
import pytest

from engines.ink.raster import render
from engines.ink.types import Ink, Stroke
from engines.picture.line import Line, drawn, edge_distance, traced


def disc(radius: float, side: int = 64) -> np.ndarray:
    """(side, side): the distance to a circle around the middle, positive within it."""
    y, x = np.mgrid[:side, :side]
    return (radius - np.hypot(x - 31.3, y - 31.7)).astype(np.float32)


@pytest.mark.parametrize("radius", [3.0, 7.37, 15.5])
def test_the_distance_to_a_round_edge_is_right_to_a_part_of_a_pixel(radius: float) -> None:
    true = disc(radius)
    near = (np.abs(true) < 10) & (np.abs(true) > 2)
    np.testing.assert_allclose(edge_distance(true, 0.0, reach=20)[near], true[near], atol=0.15)


def test_no_distance_is_larger_than_asked_for() -> None:
    assert np.abs(edge_distance(disc(4.0), 0.0, reach=6)).max() <= 6


def test_a_picture_without_an_edge_is_far_from_one() -> None:
    np.testing.assert_array_equal(edge_distance(np.zeros((9, 12), np.float32), 0.5, reach=5), -5)


def bow(pen: float) -> Line:
    turn = np.linspace(0, np.pi, 40)
    ink = Ink((Stroke(np.stack([100 + 60 * np.cos(turn), 140 - 80 * np.sin(turn)], axis=1)),))
    level = (render(ink, 200, 200, pen) / 255).astype(np.float32)
    return traced(level, 0.5, level > 0.5)


@pytest.mark.parametrize("pen", [5.0, 12.0, 30.0])
def test_the_pens_width_is_found(pen: float) -> None:
    assert 2 * bow(pen).radius == pytest.approx(pen, abs=0.9)


@pytest.mark.parametrize("pen", [5.0, 12.0, 30.0])
def test_the_lines_bounds_are_the_inks_less_the_pen(pen: float) -> None:
    line = bow(pen)
    np.testing.assert_allclose([*line.low, *line.high], [39.5, 59.5, 159.5, 139.5], atol=0.6)


def test_what_any_pen_left_is_drawn_alike() -> None:
    thin, wide = drawn(bow(5.0)).astype(float), drawn(bow(24.0)).astype(float)
    assert np.abs(thin - wide).mean() < 6
    assert thin.mean() > 20
