"""Replay: time runs, stops, loops and can be scrubbed; pictures follow it and are never silent."""

from __future__ import annotations

import math

import numpy as np
import pytest
from canvas_pens import MOUSE_MOVE, MOUSE_PRESS, MOUSE_RELEASE, mouse, pixels
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from engines.ink.geometry import resample
from engines.ink.raster import unipen32
from engines.ink.types import Frame, Ink, Stroke
from studio.canvas.replay import SPEEDS, Clock, ImageView, InkView, Timeline, schedule
from studio.canvas.timed import TimedInk, timed_samples
from studio.theme import DARK, LIGHT

LINE = Ink((Stroke([[0, 0], [10, 0], [20, 0]], t=[5.0, 5.5, 6.0]),))


def image_of(widget: QWidget, side: int = 160) -> np.ndarray:
    widget.resize(side, side)
    return pixels(widget.grab().toImage())


# When each point is drawn


def test_recorded_times_are_kept_from_zero() -> None:
    (times,) = schedule(LINE)
    np.testing.assert_allclose(times, [0.0, 0.5, 1.0])


def test_long_rests_between_strokes_are_cut() -> None:
    late = Stroke([[0, 5], [1, 5]], t=[40.0, 40.2])
    soon = Stroke([[0, 9], [1, 9]], t=[40.3, 40.5])
    _first, second, third = schedule(Ink((*LINE.strokes, late, soon)), longest_rest=0.5)
    np.testing.assert_allclose(second, [1.5, 1.7], atol=1e-5)
    np.testing.assert_allclose(third, [1.8, 2.0], atol=1e-5)


def test_ink_without_times_is_drawn_at_a_steady_pace() -> None:
    first, second = schedule(Ink((Stroke([[0, 0], [30, 40]]), Stroke([[0, 0], [0, 10]]))), pace=50.0)
    np.testing.assert_allclose(first, [0.0, 1.0])
    np.testing.assert_allclose(second, [1.15, 1.35])


@pytest.mark.parametrize(
    "stroke",
    [Stroke([]), Stroke([[3, 3]]), Stroke([[0, 0], [1, 1]], t=[math.nan, 1.0]), Stroke([[0, 0], [1, 1], [2, 2]], t=[3, 1, 4])],
    ids=["empty", "dot", "half timed", "backward"],
)
def test_any_ink_has_a_schedule(stroke: Stroke) -> None:
    times = np.concatenate(schedule(Ink((*LINE.strokes, stroke, *LINE.strokes))))
    assert np.isfinite(times).all() and (np.diff(times) >= 0).all()


# The clock


def test_time_runs_at_its_speed_and_stops_at_the_end(qapp: QApplication) -> None:
    clock, told = Clock(), []
    clock.moved.connect(told.append)
    clock.set_duration(2.0)
    clock.set_speed(2.0)
    clock.play()
    clock.advance(0.5)
    assert clock.time == pytest.approx(1.0) and clock.playing
    clock.advance(1.0)
    assert clock.time == 2.0 and not clock.playing and told[-1] == 2.0
    clock.play()
    assert clock.time == 0.0 and clock.playing
    clock.pause()


def test_a_loop_begins_again(qapp: QApplication) -> None:
    clock = Clock()
    clock.set_duration(2.0)
    clock.set_loop(True)
    clock.play()
    clock.advance(5.0)
    assert clock.time == pytest.approx(1.0) and clock.playing
    clock.pause()


def test_a_clock_without_ink_does_not_run(qapp: QApplication) -> None:
    clock = Clock()
    clock.play()
    assert not clock.playing
    clock.set_duration(1.0)
    clock.seek(9.0)
    assert clock.time == 1.0
    clock.restart()
    assert clock.time == 0.0 and clock.playing
    clock.set_duration(0.0)
    assert not clock.playing and clock.time == 0.0


def test_playing_moves_time_by_itself(qtbot: object) -> None:
    clock = Clock()
    clock.set_duration(0.08)
    clock.play()
    qtbot.waitUntil(lambda: not clock.playing, timeout=3000)
    assert clock.time == pytest.approx(0.08)


# The bar


@pytest.fixture
def bar(qapp: QApplication) -> Timeline:
    made = Timeline(Clock())
    made.resize(600, 48)
    made.show()
    QApplication.processEvents()
    return made


def test_the_bar_is_grey_without_ink(bar: Timeline) -> None:
    assert not bar.slider.isEnabled() and not bar.play_button.isEnabled()
    bar.clock.set_duration(1.8)
    assert bar.slider.isEnabled() and bar.play_button.isEnabled()
    assert bar.time_label.text() == "0.0 / 1.8 s"


def test_dragging_the_slider_scrubs(bar: Timeline) -> None:
    bar.clock.set_duration(4.0)
    middle = bar.slider.height() / 2
    mouse(bar.slider, MOUSE_PRESS, (bar.slider.width() / 2, middle))
    assert bar.clock.time == pytest.approx(2.0, abs=0.02)
    mouse(bar.slider, MOUSE_MOVE, (bar.slider.width() + 50, middle))
    mouse(bar.slider, MOUSE_RELEASE, (bar.slider.width() + 50, middle))
    assert bar.clock.time == 4.0
    bar.clock.seek(1.0)
    assert bar.slider.value() == 2500


def test_keys_play_and_step(bar: Timeline) -> None:
    bar.clock.set_duration(2.0)
    plain = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(bar, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, plain))
    assert bar.clock.playing and bar.play_button.toolTip() == "Pause"
    bar.clock.pause()
    bar.clock.seek(0.5)
    QApplication.sendEvent(bar.slider, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, plain))
    assert bar.clock.time == pytest.approx(0.6, abs=0.001)


def test_speed_and_loop_follow_the_clock_and_drive_it(bar: Timeline) -> None:
    bar.clock.set_duration(1.0)
    bar.loop_button.click()
    assert bar.clock.loop
    bar.clock.set_loop(False)
    assert not bar.loop_button.isChecked()
    bar.speed_group.actions()[SPEEDS.index(0.5)].trigger()
    assert bar.clock.speed == 0.5 and bar.speed_button.text() == "speed 0.5x"


def test_every_part_of_the_bar_has_a_name(bar: Timeline) -> None:
    for part in (bar, bar.play_button, bar.slider, bar.speed_button, bar.loop_button):
        assert part.accessibleName()


# The pictures


def coloured(image: np.ndarray) -> np.ndarray:
    """Where a picture shows the strong colours of time."""
    return (image.max(axis=2) - image.min(axis=2)) > 90


def test_ink_grows_with_time_from_pink_to_yellow(qapp: QApplication) -> None:
    view = InkView()
    view.set_order(False)
    view.set_ink(LINE)
    assert view.duration == pytest.approx(1.0) and view.filled
    whole = coloured(image_of(view))
    view.set_time(0.5)
    half = coloured(image_of(view))
    assert 0.36 < half.sum() / whole.sum() < 0.5  # the tip covers a little
    view.set_time(None)
    image = image_of(view)
    columns = np.flatnonzero(whole.any(axis=0))
    row = whole[:, columns[0] + 10].argmax() + 1
    start, end = image[row, columns[0] + 6][::-1], image[row, columns[-1] - 6][::-1]
    assert np.abs(start - [0xD6, 0x33, 0x6C]).max() < 25 and np.abs(end - [0xF2, 0xB7, 0x05]).max() < 25


def test_numbers_and_arrows_can_be_left_out(qapp: QApplication) -> None:
    view = InkView()
    view.set_ink(LINE)
    signed = image_of(view)
    view.set_order(False)
    assert (signed != image_of(view)).any()


def test_plain_ink_is_in_the_pens_colour(qapp: QApplication) -> None:
    view = InkView(timed=False)
    view.set_ink(LINE)
    view.set_theme(DARK)
    image = image_of(view)
    assert not coloured(image).any()
    assert (image.sum(axis=2) > 3 * 200).sum() > 300


def test_ink_can_be_compared_in_anothers_frame(qapp: QApplication) -> None:
    view = InkView()
    view.set_order(False)
    view.set_ink(LINE, around=Ink((Stroke([[0, -50], [100, 50]]),)))
    small = coloured(image_of(view)).any(axis=0).sum()
    view.set_ink(LINE)
    assert small < 0.4 * coloured(image_of(view)).any(axis=0).sum()


@pytest.mark.parametrize("ink", [Ink(), Ink((Stroke([[1, 1]]),)), Ink((Stroke([[1, 1], [1, 1]]), Stroke([])))])
def test_odd_ink_is_shown_without_a_fuss(qapp: QApplication, ink: Ink) -> None:
    view = InkView("odd")
    view.set_ink(ink)
    image_of(view)
    assert view.filled == (ink.points > 0)


def test_an_image_is_shown_pixel_by_pixel_in_the_themes_ink(qapp: QApplication) -> None:
    view = ImageView()
    board = np.zeros((32, 32), np.uint8)
    board[:, 16:] = 255
    view.set_image(board)
    image = image_of(view)
    paper, ink = image[80, 40][::-1], image[80, 120][::-1]
    assert tuple(paper) == tuple(int(LIGHT.paper[i : i + 2], 16) for i in (1, 3, 5))
    assert tuple(ink) == tuple(int(LIGHT.ink[i : i + 2], 16) for i in (1, 3, 5))
    assert {tuple(c) for c in image[80, 10:150]} == {tuple(image[80, 40]), tuple(image[80, 120])}  # no blur between
    view.set_theme(DARK)
    assert tuple(image_of(view)[80, 40][::-1]) == tuple(int(DARK.paper[i : i + 2], 16) for i in (1, 3, 5))


def test_an_empty_picture_says_what_to_do(qapp: QApplication) -> None:
    view = ImageView("ink to image", "Y t→b")
    silent = image_of(view)
    view.set_empty("Write a letter")
    assert (image_of(view) != silent).any()
    assert view.toolTip() == "Y t→b" and view.accessibleName() == "ink to image"
    view.set_image(np.zeros((0, 4), np.uint8))
    assert not view.filled


def test_the_spinner_turns_only_where_it_is_seen(qapp: QApplication) -> None:
    view = InkView()
    view.set_busy(True)
    assert not view._spin.isActive()
    view.show()
    assert view._spin.isActive()
    view.set_reduced_motion(True)
    assert not view._spin.isActive()
    view.set_reduced_motion(False)
    view.set_busy(False)
    assert not view._spin.isActive()
    view.set_busy(True)
    view.hide()
    view._spun()  # the next turn sees that nobody looks
    assert not view._spin.isActive()
    view.close()


def test_a_replay_painted_moment_by_moment_is_the_picture_painted_at_once(qapp: QApplication) -> None:
    letter = Ink((Stroke([[0, 0], [8, 30], [20, 4]], t=[0, 0.2, 0.5]), Stroke([[2, 14], [18, 12]], t=[0.8, 1.0])))
    stepped, fresh = InkView(), InkView()
    for view in (stepped, fresh):
        view.set_ink(letter)
        view.resize(200, 200)
        view.show()
    for moment in (0.0, 0.13, 0.31, 0.55, 0.7, 0.83, 0.9):
        stepped.set_time(moment)
        QApplication.processEvents()
    fresh.set_time(0.9)
    assert np.abs(pixels(stepped.grab().toImage()) - pixels(fresh.grab().toImage())).max() <= 2
    stepped.set_time(0.2)
    fresh.set_ink(letter)
    fresh.set_time(0.2)
    assert np.abs(pixels(stepped.grab().toImage()) - pixels(fresh.grab().toImage())).max() <= 2


def test_only_where_the_replay_moved_is_painted_again() -> None:
    strokes = timed_samples(LINE, schedule(LINE), 3.0, 10.0, (0.0, 0.0))
    made = TimedInk(strokes, 1.0, LIGHT, QRectF(-30, -30, 260, 60))
    moved = made.changed(0.5, 0.52)
    assert moved.left() > 40 and moved.right() < 160 and moved.contains(QPointF(102, 0))
    assert made.changed(0.0, 1.0).contains(QRectF(0, -3, 200, 6))


@pytest.mark.parametrize("side", [120, 157, 203, 320])
def test_ink_lies_where_the_image_beside_it_shows_it(qapp: QApplication, side: int) -> None:
    letter = Ink((resample(Stroke([[5, 0], [5, 40], [20, 40], [5, 20]], t=[0, 0.2, 0.5, 0.8]), 0.5),))
    ink, image = InkView(timed=False), ImageView()
    ink.set_ink(letter)
    image.set_image(unipen32(letter)[0])
    dark = [np.argwhere(image_of(view, side).max(axis=2) < 100) for view in (ink, image)]
    nib = side / 32
    assert dark[0].min(axis=0) == pytest.approx(dark[1].min(axis=0), abs=nib)
    assert dark[0].max(axis=0) == pytest.approx(dark[1].max(axis=0), abs=nib)
    assert dark[0].mean(axis=0) == pytest.approx(dark[1].mean(axis=0), abs=nib)


def test_strokes_from_a_picture_lie_in_the_pictures_own_square(qapp: QApplication) -> None:
    view = InkView()
    view.set_order(False)
    view.set_ink(Ink((Stroke([[0.25, 0.5], [0.5, 0.5]]),)), Frame())
    place = np.argwhere(coloured(image_of(view, 160)))
    assert place[:, 1].min() == pytest.approx(16 + 0.25 * 128, abs=5) and place[:, 1].max() == pytest.approx(80, abs=5)
