"""The page under the pen: nothing a pen tells is lost, nothing is drawn twice, and what is painted bit by bit is the whole."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest
from canvas_pens import (
    MOUSE_MOVE,
    MOUSE_PRESS,
    MOUSE_RELEASE,
    MOVE,
    PLAIN,
    PRESS,
    RELEASE,
    FakePage,
    arc,
    click,
    draw,
    mouse,
    opened_view,
    pixels,
    shown,
    tablet,
)
from PySide6.QtCore import QEvent, QObject, QPointF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from engines.ink.brush import Brush
from engines.ink.types import Ink, Stroke
from studio.canvas.camera import PIXELS_PER_MM
from studio.canvas.sheet import Sheet
from studio.canvas.view import PageView
from studio.theme import DARK


@pytest.fixture
def view(qapp: QApplication) -> Iterator[PageView]:
    with opened_view() as made:
        yield made


# What is kept


def test_a_pens_points_arrive_exactly(view: PageView) -> None:
    path = arc(200, 200, count=240)
    draw(view, path)
    (stroke,) = view.page.strokes
    wanted = [view.sheet.camera.page(QPointF(*at)) for at in path]
    np.testing.assert_allclose(stroke.xy, np.array(wanted, np.float32))
    np.testing.assert_allclose(np.diff(stroke.t), 0.005, atol=1e-4)
    assert stroke.t[0] == pytest.approx(view.page.now(), abs=5)
    np.testing.assert_allclose(stroke.pressure, 0.3 + 0.4 * np.arange(240) / 240, atol=1e-6)
    np.testing.assert_allclose(stroke.tilt, np.tile([12.0, -7.0], (240, 1)))


def test_a_240_hz_pen_loses_no_sample_when_nothing_is_painted_between(view: PageView) -> None:
    path = arc(100, 100, 300, count=480)
    for index, at in enumerate(path):
        tablet(view, PRESS if index == 0 else MOVE, at, int(1000 + index * 1000 / 240))
    tablet(view, RELEASE, path[-1], 3100, 0.0)
    assert len(view.page.strokes[0]) == 480


def test_a_mouse_tells_no_pressure(view: PageView) -> None:
    click(view, arc(200, 200))
    (stroke,) = view.page.strokes
    assert len(stroke) == 60 and np.isnan(stroke.pressure).all() and np.isnan(stroke.tilt).all()
    assert (np.diff(stroke.t) >= 0).all()


def test_a_pen_that_tells_no_pressure_is_believed(view: PageView) -> None:
    draw(view, arc(200, 200), PLAIN)
    assert np.isnan(view.page.strokes[0].pressure).all()


def test_a_tap_is_a_dot(view: PageView) -> None:
    blank = shown(view)
    tablet(view, PRESS, (300, 300), 1000)
    tablet(view, RELEASE, (300, 300), 1040, 0.0)
    assert len(view.page.strokes[0]) == 1
    assert (shown(view)[290:310, 290:310] != blank[290:310, 290:310]).any()


def test_the_mouse_is_silent_while_a_pen_writes_and_just_after(view: PageView) -> None:
    path = arc(200, 200)
    for index, at in enumerate(path):
        tablet(view, PRESS if index == 0 else MOVE, at, 1000 + 5 * index)
        mouse(view, MOUSE_PRESS if index == 0 else MOUSE_MOVE, at)
    tablet(view, RELEASE, path[-1], 1400, 0.0)
    mouse(view, MOUSE_RELEASE, path[-1])
    click(view, path)
    assert [len(stroke) for stroke in view.page.strokes] == [60]


def test_events_without_timestamps_get_the_pages_clock(view: PageView) -> None:
    for index, at in enumerate(arc(200, 200, count=5)):
        tablet(view, PRESS if index == 0 else MOVE, at, 0)
        time.sleep(0.002)
    tablet(view, RELEASE, at, 0, 0.0)
    steps = np.diff(view.page.strokes[0].t.astype(float))
    assert (steps > 0.001).all() and steps.sum() < 1.0


def test_the_growing_stroke_is_told_under_the_name_of_the_finished_one(view: PageView) -> None:
    told: list[Stroke] = []
    view.strokeGrowing.connect(told.append)
    for index, at in enumerate(arc(200, 200, count=30)):
        tablet(view, PRESS if index == 0 else MOVE, at, 1000 + 5 * index)
        time.sleep(0.005)
    assert not view.page.strokes
    tablet(view, RELEASE, at, 1200, 0.0)
    assert 1 <= len(told) <= 8
    assert {stroke.id for stroke in told} == {view.page.strokes[0].id}
    assert [len(stroke) for stroke in told] == sorted(len(stroke) for stroke in told)


def test_hiding_the_page_keeps_the_stroke_under_the_pen(view: PageView) -> None:
    for index, at in enumerate(arc(200, 200, count=20)):
        tablet(view, PRESS if index == 0 else MOVE, at, 1000 + 5 * index)
    view.hide()
    assert [len(stroke) for stroke in view.page.strokes] == [20]


def test_the_pens_rate_is_told(view: PageView) -> None:
    told: list[str] = []
    view.penInfo.connect(told.append)
    draw(view, arc(200, 200))
    assert told == ["tablet, 200 Hz"]


# What is seen


def test_pen_up_changes_no_pixel_of_what_was_drawn(view: PageView) -> None:
    path = arc(200, 150, 300, count=120)
    for index, at in enumerate(path):
        tablet(view, PRESS if index == 0 else MOVE, at, 1000 + 5 * index)
        QApplication.processEvents()
    before = shown(view)
    tablet(view, RELEASE, path[-1], 1700, 0.0)
    changed = np.abs(shown(view) - before).max(axis=2) > 2
    rows, columns = np.nonzero(changed)
    assert (np.hypot(columns - path[-1][0], rows - path[-1][1]) < 30).all()  # only the predicted end


@pytest.mark.parametrize("smoothing", [0.0, 0.5, 1.0])
def test_what_was_painted_bit_by_bit_is_what_a_fresh_view_paints(view: PageView, smoothing: float) -> None:
    view.set_smoothing(smoothing)
    view.set_brush(Brush(2.0, gamma=2.0, colour="#704214"))
    for left in (60, 180, 240, 420):
        draw(view, arc(left, 90 + left / 3, 260))
    grown = shown(view)
    fresh = PageView()
    fresh.set_smoothing(smoothing)
    fresh.resize(800, 600)
    fresh.set_page(view.page)
    fresh.show()
    np.testing.assert_allclose(grown, shown(fresh), atol=8)
    assert (grown != shown(fresh)[::-1]).any()  # the comparison can fail
    fresh.close()


class PaintWatch(QObject):
    """Notes how many pixels each painting was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.areas: list[int] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.rect().width() * event.rect().height())
        return False


def test_an_event_repaints_only_the_end_of_the_stroke(view: PageView) -> None:
    watch = PaintWatch()
    view.installEventFilter(watch)
    path = arc(100, 100, 400, count=300)
    for index, at in enumerate(path):
        tablet(view, PRESS if index == 0 else MOVE, at, 1000 + 5 * index)
        QApplication.processEvents()
    assert len(watch.areas) > 200
    assert np.median(watch.areas[50:]) < 0.01 * 800 * 600
    tablet(view, RELEASE, path[-1], 3000, 0.0)
    view.removeEventFilter(watch)


def test_erasing_and_undoing_repaint_the_page(view: PageView) -> None:
    draw(view, arc(100, 100))
    one = shown(view)
    draw(view, arc(400, 250))
    two = shown(view)
    kept = view.page.strokes
    view.page.erase((kept[1].id,))
    np.testing.assert_allclose(shown(view), one, atol=8)
    view.page.strokes = kept
    view.page.rebuilt.emit()
    np.testing.assert_allclose(shown(view), two, atol=8)


def test_the_hint_is_there_until_the_first_stroke(view: PageView) -> None:
    empty = shown(view)
    view.sheet.hint = ""
    view._relook()
    bare = shown(view)
    assert (empty != bare).any()
    draw(view, arc(50, 50, 60))
    assert (shown(view)[250:350] == bare[250:350]).all()


def test_the_theme_changes_paper_and_ink(view: PageView) -> None:
    draw(view, arc(100, 100))
    assert (shown(view)[5, 5][::-1] == [0xDC, 0xDC, 0xDA]).all()
    view.set_theme(DARK)
    dark = shown(view)
    assert (dark[120, 700][::-1] == [0x1F, 0x23, 0x28]).all()
    ink = np.array([int(DARK.ink[i : i + 2], 16) for i in (5, 3, 1)])
    assert (np.abs(dark - ink).max(axis=2) < 3).sum() > 100


def test_guides_rule_the_paper(view: PageView) -> None:
    plain = shown(view)
    view.set_guides(True)
    assert (shown(view) != plain).any(axis=2).sum() > 2000
    view.set_guides(False)
    np.testing.assert_array_equal(shown(view), plain)


def test_an_overlay_runs_in_the_colours_of_time_and_leaves_no_trace(view: PageView) -> None:
    draw(view, arc(100, 100))
    plain = shown(view)
    line = Stroke(np.linspace([60, 60], [150, 60], 40), t=np.linspace(0, 2, 40))
    view.set_overlay(Ink((line,)), 1.0)
    half = (shown(view) != plain).any(axis=2).nonzero()[1].max()
    view.set_overlay(Ink((line,)))
    whole = (shown(view) != plain).any(axis=2).nonzero()[1].max()
    assert half < whole - 100
    view.set_overlay(None)
    np.testing.assert_array_equal(shown(view), plain)


def test_the_current_character_has_brackets(view: PageView) -> None:
    draw(view, arc(100, 100))
    plain = shown(view)
    view.page.currentChanged.emit(Ink(view.page.strokes))
    marked = (shown(view) != plain).any(axis=2)
    assert 20 < marked.sum() < 1500
    view.page.currentChanged.emit(Ink())
    np.testing.assert_array_equal(shown(view), plain)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_ink_is_as_fine_as_the_screen(qapp: QApplication, ratio: float) -> None:
    sheet = Sheet()
    sheet.resize(QSize(400, 300), ratio)
    sheet.camera.zoom_to(1.0, QPointF(0, 0))
    sheet.relook()
    box = Stroke(np.linspace([-30, -20], [30, 20], 50), t=np.arange(50) / 200)
    sheet.tiles.set_strokes([box])
    sheet.camera.centre_on(QPointF(0, 0))
    sheet.mark_all()
    assert sheet.paint(budget=60.0)
    ink = (pixels(sheet.image)[:, :, 0] < 120).sum() / ratio**2
    assert sheet.image.width() == round(400 * ratio)
    assert ink == pytest.approx(np.hypot(60, 40) * 0.6 * PIXELS_PER_MM**2, rel=0.35)


def test_a_spent_budget_leaves_the_rest_for_later(qapp: QApplication) -> None:
    sheet = Sheet()
    sheet.resize(QSize(900, 700), 1.0)
    rng = np.random.default_rng(1)
    sheet.tiles.set_strokes([Stroke(rng.uniform(0, 180, (30, 2))) for _ in range(20)])
    sheet.mark_all()
    assert not sheet.paint(budget=0.0)
    assert sheet.retry() and sheet.paint(budget=60.0)
    assert not sheet.retry()
    whole = pixels(sheet.image)
    sheet.mark_all()
    sheet.paint(budget=60.0)
    np.testing.assert_array_equal(pixels(sheet.image), whole)


def test_a_page_that_takes_long_to_open_says_so_and_then_what_to_do(view: PageView, monkeypatch: pytest.MonkeyPatch) -> None:
    page = FakePage()
    page.opening = True
    view.set_page(page)
    assert view.sheet.hint == ""
    view._show_opening()
    assert view.sheet.hint == "opening…"
    page.opening = False
    page.rebuilt.emit()
    assert view.sheet.hint.startswith("write a letter\n")
