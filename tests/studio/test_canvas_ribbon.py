"""The painted strip: the same live as whole, without holes, facets or seams, and anti-aliased as the exact shape is."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication

from studio.canvas.paint import assembled, extent, strip, strip_within
from studio.canvas.ribbon import RADIUS, TIME, Ribbon, X, Y, ribbon

SIDE = 160
AHEAD = np.array([4.0, -2.0, 0.5, 0.01])


def coverage(path: QPainterPath, clip: QRectF | None = None) -> np.ndarray:
    """(SIDE, SIDE) 0..1 of a path filled as the canvas fills it."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if clip is not None:
        painter.setClipRect(clip.toRect())
    painter.fillPath(path, QColor("#000000"))
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(SIDE, SIDE, 4)
    return pixels[:, :, 3] / 255.0


def exact(discs: np.ndarray, fine: int = 4) -> np.ndarray:
    """The union of discs, by brute force: the reference."""
    inside = np.zeros((SIDE * fine, SIDE * fine), bool)
    for x, y, radius in discs * fine:
        left, top, reach = int(x - radius) - 1, int(y - radius) - 1, int(2 * radius) + 4
        rows, columns = np.mgrid[top : top + reach, left : left + reach] + 0.5
        inside[top : top + reach, left : left + reach] |= (columns - x) ** 2 + (rows - y) ** 2 <= radius**2
    return inside.reshape(SIDE, fine, SIDE, fine).mean(axis=(1, 3))


def swept(samples: np.ndarray) -> np.ndarray:
    """(N, 3) discs of x, y, radius, a quarter of a pixel apart."""
    discs = samples[:, [X, Y, RADIUS]]
    steps = np.maximum(np.ceil(4 * np.hypot(*np.diff(discs[:, :2], axis=0).T)), 1).astype(int)
    return np.concatenate([np.linspace(a, b, n + 1) for a, b, n in zip(discs[:-1], discs[1:], steps, strict=True)])


def wave(count: int, radius: float = 6.0) -> np.ndarray:
    s = np.linspace(0, 1, count)
    swelling = radius * (1 + 0.5 * np.sin(11 * s))
    return np.column_stack([20 + 120 * s, 80 + 45 * np.sin(7 * s), swelling, s])


def hook() -> np.ndarray:
    """Down, then back up nearly on the same way: a turn far narrower than the nib."""
    down, up = np.linspace([60, 20], [80, 120], 30), np.linspace([80, 120], [84, 20], 30)[1:]
    xy = np.concatenate([down, up])
    return np.column_stack([xy, np.full(len(xy), 9.0), np.linspace(0, 1, len(xy))])


def curl() -> np.ndarray:
    """A spiral whose radius is less than the nib's."""
    a = np.linspace(0, 5 * np.pi, 120)
    return np.column_stack([80 + a * 0.6 * np.cos(a), 80 + a * 0.6 * np.sin(a), np.full(120, 8.0), a])


SHAPES = {"wave": wave(40), "hook": hook(), "curl": curl(), "few points": wave(9), "straight": wave(2)}


@pytest.mark.parametrize("points", SHAPES.values(), ids=SHAPES)
def test_the_strip_covers_what_the_nib_swept(qapp: QApplication, points: np.ndarray) -> None:
    samples = ribbon(points).samples
    difference = coverage(strip(samples)) - exact(swept(samples))
    assert np.abs(difference).max() < 0.3
    assert np.abs(difference).mean() < 0.002


@pytest.mark.parametrize("points", SHAPES.values(), ids=SHAPES)
def test_growing_point_by_point_ends_as_the_whole_stroke(points: np.ndarray) -> None:
    live = Ribbon()
    for index, point in enumerate(points):
        live.grow([point], [point + AHEAD] if index % 2 else ())
    live.grow(np.zeros((0, 4)))
    np.testing.assert_allclose(live.samples, ribbon(points).samples, atol=1e-9)


def test_what_is_settled_never_changes_and_is_nearly_everything() -> None:
    live, kept = Ribbon(), np.zeros((0, 8))
    for index, point in enumerate(wave(400)):
        changed = live.grow([point], [point + 2 * AHEAD])
        assert changed >= live.settled - 40
        np.testing.assert_array_equal(live.samples[: len(kept)], kept)
        kept = live.samples[: live.settled].copy()
        assert index < 5 or len(live) - live.settled < 80
    assert len(kept) > 300


def test_a_slice_paints_inside_its_area_exactly_what_the_whole_paints(qapp: QApplication) -> None:
    samples = ribbon(np.concatenate([wave(60), curl()])).samples
    whole = coverage(strip(samples))
    for area in (QRectF(30, 50, 40, 60), QRectF(75, 75, 9, 9), QRectF(0, 0, 160, 160)):
        clip = area.toRect()
        part = coverage(strip_within(samples, area), area)
        rows, columns = slice(clip.top(), clip.bottom() + 1), slice(clip.left(), clip.right() + 1)
        np.testing.assert_array_equal(part[rows, columns], whole[rows, columns])
        outside = part.copy()
        outside[rows, columns] = 0
        assert not outside.any()
    assert strip_within(samples, QRectF(-50, -50, 20, 20)).isEmpty()


def test_a_curve_through_few_points_has_no_facets() -> None:
    a = np.linspace(0, 2 * np.pi, 13)
    circle = np.column_stack([80 + 60 * np.cos(a), 80 + 60 * np.sin(a), np.full(13, 4.0), a])
    samples = ribbon(circle).samples[4:-4]
    away = np.abs(np.hypot(samples[:, X] - 80, samples[:, Y] - 80) - 60)
    middles = (samples[1:, :2] + samples[:-1, :2]) / 2
    sagging = np.abs(np.hypot(*(middles - 80).T) - 60)
    assert away.max() < 0.5 and sagging.max() < 0.6
    turns = np.unwrap(np.arctan2(*np.diff(samples[:, :2], axis=0).T[::-1]))
    assert np.abs(np.diff(turns)).max() < math.radians(8)


def test_a_pen_that_presses_without_moving_leaves_a_growing_dot(qapp: QApplication) -> None:
    live = Ribbon()
    for radius in (1.0, 3.0, 5.0, 4.0):
        live.grow([(80.0, 80.0, radius, 0.0)])
    assert len(live) == 1 and live.samples[0, RADIUS] == 5.0
    ink = coverage(strip(live.samples))
    assert ink.sum() == pytest.approx(math.pi * 25, rel=0.02)
    assert extent(live.samples) == QRectF(74, 74, 12, 12)


def test_a_nib_that_swells_faster_than_it_moves_stays_round(qapp: QApplication) -> None:
    samples = ribbon([(60, 80, 2, 0), (61, 80, 8, 0.1), (62, 80, 12, 0.2), (100, 80, 12, 0.5), (101, 80, 3, 0.6)]).samples
    assert np.abs(coverage(strip(samples)) - exact(swept(samples))).max() < 0.3


def test_times_are_carried_along_the_curve() -> None:
    samples = ribbon(wave(20)).samples
    assert samples[0, TIME] == 0 and samples[-1, TIME] == 1
    assert (np.diff(samples[:, TIME]) >= 0).all()


def test_no_points_paint_nothing(qapp: QApplication) -> None:
    assert strip(ribbon(np.zeros((0, 4))).samples).isEmpty()
    assert extent(ribbon(np.zeros((0, 4))).samples).isNull()
    assert assembled([]).isEmpty()
