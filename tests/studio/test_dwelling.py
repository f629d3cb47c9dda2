"""Drawing by dwelling: rests press and lift, a waiting hand's trembling is no ink, and every way out lifts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from canvas_pens import MOUSE_MOVE, MOUSE_PRESS, MOUSE_RELEASE, MOVE, PRESS, RELEASE, mouse, opened_view, pixels, tablet
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from studio.app import build
from studio.bridge import Bridge
from studio.canvas.dwelling import SIDE
from studio.canvas.view import PageView
from studio.page import Page
from studio.resting import Resting
from studio.settings import Settings
from studio.theme import DARK, LIGHT, apply

NONE = Qt.MouseButton.NoButton


class Time:
    """A clock that a test turns on; the pointer's event timestamps follow it."""

    def __init__(self, view: PageView) -> None:
        self.view, self.seconds = view, 100.0
        view.dwelling.now = lambda: self.seconds

    def goes_on(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.025)):
            self.seconds += 0.025
            self.view.dwelling.beat()

    def move(self, *at: float) -> None:
        self.seconds += 0.01
        mouse(self.view, MOUSE_MOVE, (at[0], at[1]), round(1000 * self.seconds), button=NONE)


@pytest.fixture
def view(qapp: QApplication) -> Iterator[PageView]:
    with opened_view() as made:
        made.activateWindow()
        assert QTest.qWaitForWindowActive(made)
        made.dwelling.set_seconds(1.0)
        yield made


@pytest.fixture
def time(view: PageView) -> Time:
    return Time(view)


def put_down(time: Time, *at: float) -> None:
    time.move(*at)
    time.goes_on(1.05)


def strokes(view: PageView) -> int:
    return len(view.page.strokes)


def test_a_rest_presses_moving_draws_and_a_rest_lifts(view: PageView, time: Time) -> None:
    put_down(time, 100, 100)
    assert view.dwells() and not strokes(view)
    for x in range(110, 310, 10):
        time.move(x, 100)
    time.goes_on(1.05)
    (stroke,) = view.page.strokes
    assert len(stroke) == 21
    start, end = view.sheet.camera.page(QPointF(100, 100)), view.sheet.camera.page(view.pointer)
    assert stroke.xy[0] == pytest.approx(start, abs=1e-3) and stroke.xy[-1] == pytest.approx(end, abs=1e-3)
    time.goes_on(5)
    assert strokes(view) == 1 and not view.dwells()  # the same rest does not press again


def test_too_short_a_rest_does_nothing(view: PageView, time: Time) -> None:
    time.move(100, 100)
    time.goes_on(0.9)
    time.move(140, 100)
    time.goes_on(0.9)
    time.move(180, 100)
    assert not view.dwells()


def test_a_hand_that_trembles_rests(view: PageView, time: Time) -> None:
    for turn in range(50):
        time.move(100 + 2 * (turn % 2), 100 - turn % 3)
        time.goes_on(0.025)
    assert view.dwells()


def test_two_rests_at_one_place_leave_a_dot(view: PageView, time: Time) -> None:
    put_down(time, 100, 100)
    time.goes_on(1.05)
    (stroke,) = view.page.strokes
    assert len(stroke) == 1


def test_the_trembling_of_who_waits_is_no_ink(view: PageView, time: Time) -> None:
    put_down(time, 100, 100)
    time.move(150, 100)
    before = len(view.sheet.live)
    time.goes_on(0.2)
    for turn in range(60):
        time.move(150 + turn % 2, 101)
        time.goes_on(0.025)
    (stroke,) = view.page.strokes
    assert len(stroke) == before


def test_a_hesitation_within_a_stroke_is_recorded_as_it_was(view: PageView, time: Time) -> None:
    put_down(time, 100, 100)
    time.move(150, 100)
    time.goes_on(0.3)
    for x in (151, 152, 151):
        time.move(x, 100)
        time.goes_on(0.1)
    assert len(view.sheet.live) == 2  # held back
    time.move(200, 100)
    assert len(view.sheet.live) == 6
    time.goes_on(1.05)
    (stroke,) = view.page.strokes
    assert len(stroke) == 6 and (stroke.t[1:] >= stroke.t[:-1]).all()


def leave(view: PageView) -> None:
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))


def escape(view: PageView) -> None:
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier))


@pytest.mark.parametrize(
    "way_out", [leave, escape, lambda view: view.set_tool("eraser"), lambda view: view.hide(), lambda view: view.dwelling.stop()]
)
def test_every_way_out_lifts_and_keeps_what_was_drawn(view: PageView, time: Time, way_out) -> None:
    put_down(time, 100, 100)
    time.move(200, 200)
    way_out(view)
    (stroke,) = view.page.strokes
    assert len(stroke) == 2
    time.goes_on(3)
    assert not view.dwells() and view.dwelling.ring.isHidden()


def test_escape_calls_a_filling_ring_off(view: PageView, time: Time) -> None:
    time.move(100, 100)
    time.goes_on(0.5)
    assert view.dwelling.ring.isVisible()
    escape(view)
    time.goes_on(3)
    assert view.dwelling.ring.isHidden() and not view.dwells()
    time.move(300, 100)
    time.goes_on(1.05)
    assert view.dwells()


def test_a_real_button_works_as_always(view: PageView, time: Time) -> None:
    put_down(time, 100, 100)
    time.move(150, 100)
    mouse(view, MOUSE_PRESS, (150, 100))
    assert strokes(view) == 1  # what dwelling drew
    mouse(view, MOUSE_MOVE, (200, 150), button=Qt.MouseButton.LeftButton)
    time.goes_on(3)
    mouse(view, MOUSE_RELEASE, (250, 150))
    assert strokes(view) == 2
    time.goes_on(3)
    assert strokes(view) == 2 and not view.dwells()


def test_only_the_pen_dwells_only_over_the_page_and_only_when_it_is_on(view: PageView, time: Time) -> None:
    view.set_tool("select")
    put_down(time, 100, 100)
    assert not view.dwells()
    view.set_tool("pen")
    menu = QMenu(view)
    menu.addAction("one")
    menu.popup(view.mapToGlobal(view.rect().center()))
    put_down(time, 150, 100)
    assert not view.dwells()
    menu.close()
    view.dwelling.set_seconds(0.0)
    put_down(time, 200, 100)
    assert not view.dwells() and not strokes(view)


def test_a_tablets_pen_presses_by_itself(view: PageView, time: Time) -> None:
    tablet(view, MOVE, (100, 100), 1000)
    put_down(time, 100, 100)  # the mouse that the system makes of it
    assert not view.dwells()


def test_a_pen_takes_over_from_a_dwelling_mouse(view: PageView, time: Time) -> None:
    put_down(time, 200, 100)
    assert view.dwells()
    for kind, at in ((PRESS, (300, 300)), (MOVE, (350, 300)), (RELEASE, (350, 300))):
        tablet(view, kind, at, 2000)
    assert strokes(view) == 2 and not view.dwells()


def test_the_ring_fills_and_empties_and_stands_still_where_motion_is_reduced(view: PageView, time: Time) -> None:
    ring, shares = view.dwelling.ring, []
    time.move(100, 100)
    time.goes_on(0.1)
    assert ring.isHidden()  # a passing pointer shows none
    for _ in range(4):
        time.goes_on(0.2)
        shares.append(ring.share)
    assert shares == sorted(shares) and shares[0] < 0.3 and shares[-1] > 0.8
    assert (ring.geometry().center().x(), ring.geometry().center().y()) == (100, 100)
    time.goes_on(0.2)
    time.goes_on(0.8)
    assert ring.isVisible() and ring.share < 0.4  # about to be lifted
    view.dwelling.calm = lambda: True
    time.move(300, 300)
    time.goes_on(0.2)
    first = ring.share
    time.goes_on(0.6)
    assert ring.isVisible() and first == ring.share == 1.0


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_ring_is_seen_in_both_themes(view: PageView, time: Time, qapp: QApplication, theme) -> None:
    apply(qapp, theme)
    time.move(300, 300)
    time.goes_on(0.8)
    drawn = pixels(view.dwelling.ring.grab().toImage())
    accent = theme.colour("accent")
    near = abs(drawn - [accent.blue(), accent.green(), accent.red()]).sum(axis=2) < 12
    assert 200 < near.sum() < SIDE * SIDE / 3


def test_the_real_clock_does_it_too(view: PageView, qtbot) -> None:
    view.dwelling.set_seconds(0.5)
    mouse(view, MOUSE_MOVE, (100, 100), 1000, button=NONE)
    qtbot.waitUntil(view.dwells)
    mouse(view, MOUSE_MOVE, (200, 200), 1900, button=NONE)
    qtbot.waitUntil(lambda: strokes(view) == 1)


def test_menu_preferences_and_page_agree(qtbot) -> None:
    window = build(Settings(theme="light", dwell=2.0), Page(), Bridge())
    qtbot.addWidget(window)
    action = window.commands["pen.dwell"]
    assert action.isChecked() and window.view.dwelling.seconds == 2.0
    action.trigger()
    assert window.settings.dwell == 0.0 == window.view.dwelling.seconds
    action.trigger()
    assert window.settings.dwell == 2.0  # as it was
    row = window.preferring.open().rows["dwell"]
    assert row.control.slider.value() == row.control.slider.maximum() - 10
    row.control.slider.setValue(1)
    assert window.settings.dwell == 0.5 == window.view.dwelling.seconds
    row.control.slider.setValue(0)
    assert not action.isChecked() and window.settings.dwell == 0.0
    window.preferring.dialog.reject()


def test_it_is_off_until_somebody_wants_it(view: PageView) -> None:
    settings, shown = Settings(), []
    resting = Resting(view, settings)
    resting.shown = shown.append
    resting.restore()
    assert view.dwelling.seconds == 0.0 and shown == [False]
    resting.choose(True)
    assert settings.dwell == view.dwelling.seconds == 1.0 and shown == [False, True]
