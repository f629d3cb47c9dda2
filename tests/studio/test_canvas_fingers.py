"""Fingers on the page: one moves or draws, two zoom, a palm beside a pen does nothing, and nothing ever leaps."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import cache

import pytest
from canvas_pens import MOVE, PRESS, RELEASE, draw, opened_view, tablet
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from select_desk import Desk

from studio.canvas import pen
from studio.canvas.view import PageView
from studio.settings import Settings
from studio.touching import Touching


@cache
def screen() -> QPointingDevice:
    return QTest.createTouchDevice()


class Fingers:
    """Real touch events on a widget. Each call is one event of all fingers: `at` maps a finger to its place, None lifts it."""

    def __init__(self, widget: PageView) -> None:
        self.widget = widget
        self.down: set[int] = set()
        self.last: dict[int, QPoint] = {}

    def __call__(self, at: dict[int, tuple[float, float] | None]) -> None:
        sequence = QTest.touchEvent(self.widget, screen(), False)
        for finger, place in at.items():
            if place is None:
                sequence.release(finger, self.last[finger], self.widget)
                self.down.discard(finger)
            else:
                self.last[finger] = QPoint(*map(round, place))
                (sequence.move if finger in self.down else sequence.press)(finger, self.last[finger], self.widget)
                self.down.add(finger)
        for finger in self.down - set(at):
            sequence.stationary(finger)
        sequence.commit()
        QApplication.processEvents()

    def lift(self) -> None:
        """All fingers at once."""
        self(dict.fromkeys(sorted(self.down)))


@pytest.fixture
def view(qapp: QApplication) -> Iterator[PageView]:
    with opened_view() as made:
        yield made


@pytest.fixture
def touch(view: PageView) -> Iterator[Fingers]:
    fingers = Fingers(view)
    yield fingers
    if fingers.down:
        fingers.lift()


def origin(view: PageView) -> QPointF:
    return view.sheet.camera.view(0, 0)


def test_one_finger_moves_the_page_exactly_with_it(view: PageView, touch: Fingers) -> None:
    before = origin(view)
    touch({0: (200, 200)})
    for step in range(1, 11):
        touch({0: (200 + 5 * step, 200 + 3 * step)})
    touch.lift()
    assert (origin(view) - before).toTuple() == (50, 30) and not view.page.strokes


def test_one_finger_draws_where_that_is_wanted(view: PageView, touch: Fingers) -> None:
    view.touch_draws = True
    before = origin(view)
    touch({0: (200, 200)})
    for step in range(1, 11):
        touch({0: (200 + 5 * step, 200)})
    touch.lift()
    (stroke,) = view.page.strokes
    assert stroke.xy[0].tolist() == pytest.approx(view.sheet.camera.page(QPointF(200, 200)), abs=1e-3)  # from the first touch on
    assert len(stroke) == 11 and origin(view) == before
    touch({0: (300, 300)})
    touch.lift()
    assert len(view.page.strokes) == 2 and len(view.page.strokes[1]) == 1  # a tap is a dot


def test_two_fingers_zoom_and_move_where_they_are(view: PageView, touch: Fingers) -> None:
    view.touch_draws = True
    zoom, under = view.zoom, view.sheet.camera.page(QPointF(300, 300))
    touch({0: (250, 300)})
    touch({0: (250, 300), 1: (350, 300)})
    for step in range(1, 11):
        touch({0: (250 - 5 * step, 300 + 4 * step), 1: (350 + 5 * step, 300 + 4 * step)})
    assert view.zoom == pytest.approx(2 * zoom, rel=1e-3)
    assert view.sheet.camera.page(QPointF(300, 340)) == pytest.approx(under, abs=1.5)
    held = origin(view)
    touch({1: None})
    touch({0: (100, 100)})  # what is left of two fingers moves nothing
    touch({0: None})
    assert origin(view) == held and not view.page.strokes


def test_three_fingers_do_nothing(view: PageView, touch: Fingers) -> None:
    before = origin(view)
    touch({0: (200, 200), 1: (300, 200), 2: (400, 200)})
    touch({0: (200, 300), 1: (300, 300), 2: (400, 300)})
    touch.lift()
    assert origin(view) == before and not view.page.strokes
    touch({0: (200, 200)})
    touch({0: (220, 200)})
    touch.lift()
    assert origin(view) != before  # and then fingers are fingers again


def test_a_palm_is_no_finger_while_a_pen_writes_or_was_just_near(
    view: PageView, touch: Fingers, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.touch_draws = True
    before = origin(view)
    tablet(view, PRESS, (100, 100), 1000)
    touch({0: (300, 300)})
    tablet(view, MOVE, (120, 120), 1005)
    touch({0: (340, 340), 1: (400, 300)})
    tablet(view, RELEASE, (120, 120), 1010)
    touch({0: (380, 380), 1: (500, 300)})
    touch.lift()
    touch({0: (300, 300)})  # within half a second
    monkeypatch.setattr(pen, "REST_OF_THE_PALM", 0.0)
    touch({0: (200, 300)})  # and it stays a palm
    touch.lift()
    assert len(view.page.strokes) == 1 and origin(view) == before
    view.reader.set_near(True)
    touch({0: (300, 300)})
    touch({0: (200, 300)})
    touch.lift()
    assert len(view.page.strokes) == 1 and origin(view) == before
    view.reader.set_near(False)
    touch({0: (300, 300)})
    touch({0: (200, 300)})
    touch.lift()
    assert len(view.page.strokes) == 2


def test_a_pen_that_comes_near_ends_what_a_finger_began(view: PageView, touch: Fingers) -> None:
    touch({0: (300, 300)})
    touch({0: (320, 300)})
    held = origin(view)
    draw(view, [(100, 100), (110, 110)])
    touch({0: (400, 300)})
    touch.lift()
    assert origin(view) == held and len(view.page.strokes) == 1


def test_a_finger_moves_what_is_selected(qapp: QApplication) -> None:
    desk = Desk()
    touch = Fingers(desk.view)
    start = desk.at(120, 40)
    touch({0: start})
    for step in range(1, 6):
        touch({0: (start[0] + 10 * step, start[1])})
    touch.lift()
    way = desk.page.strokes[2].xy[0] - (120, 30)
    assert way.tolist() == pytest.approx([50 / desk.view.sheet.camera.scale, 0], abs=0.3) and desk.page.undo_text == "Move"
    desk.close()


def test_a_finger_that_stays_asks_for_the_menu(view: PageView, touch: Fingers, qtbot: QtBot) -> None:
    asked: list[QPointF] = []
    view.menuWanted.connect(asked.append)
    view.touch_draws = True
    touch({0: (300, 200)})
    qtbot.waitUntil(lambda: bool(asked))
    touch({0: (400, 200)})
    touch.lift()
    assert asked == [QPointF(300, 200)] and not view.page.strokes


def test_fingers_draw_until_a_pen_was_seen_or_as_it_was_chosen(view: PageView) -> None:
    chosen = Settings()
    touching, shown = Touching(view, chosen), []
    touching.shown = shown.append
    touching.restore()
    assert view.touch_draws and shown == [True]
    draw(view, [(100, 100), (110, 110)])
    assert chosen.tablet_seen and not view.touch_draws and shown == [True, False]
    touching.choose(True)
    assert view.touch_draws and chosen.touch == "draws"
    touching.choose(False)
    assert not view.touch_draws and chosen.touch == "moves"


def test_the_application_tells_that_a_pen_comes_near() -> None:
    code = (
        "from PySide6.QtCore import QEvent, QCoreApplication\n"
        "from studio.app import make_application\n"
        "app, told = make_application(['ductus', '-platform', 'offscreen']), []\n"
        "app.penNear.connect(told.append)\n"
        "for kind in (QEvent.Type.TabletEnterProximity, QEvent.Type.TabletLeaveProximity, QEvent.Type.User):\n"
        "    QCoreApplication.sendEvent(app, QEvent(kind))\n"
        "assert told == [True, False], told\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
