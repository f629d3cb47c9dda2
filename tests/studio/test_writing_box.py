import math

import numpy as np
import pytest
from canvas_pens import ERASER, MOUSE_MOVE, MOVE, PRESS, RELEASE, arc, click, draw, mouse, pixels, tablet
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from engines.data.collection import Box
from engines.ink.brush import Brush
from engines.ink.types import Ink, Stroke
from studio.canvas.camera import PIXELS_PER_MM
from studio.canvas.writing_box import FLUSH, WritingBox
from studio.theme import DARK, LIGHT

LETTER = Box(80, 80, 56, 34, 10)


class Painted(QObject):
    """The regions that were painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.areas = []
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        if isinstance(event, QPaintEvent):
            self.areas.append(event.rect())
        return False


@pytest.fixture
def box(qtbot):
    made = WritingBox(LETTER)
    qtbot.addWidget(made)
    made.set_theme(LIGHT)
    made.resize(500, 400)
    made.show()
    QApplication.processEvents()
    return made


def at(box, *points):
    return [(place.x(), place.y()) for place in (box.place_of(x, y) for x, y in points)]


def test_a_millimetre_is_one_on_the_screen_where_there_is_room(box):
    first, second = box.place_of(0, 0), box.place_of(80, 80)
    assert second.x() - first.x() == pytest.approx(80 * PIXELS_PER_MM)
    box.resize(200, 200)
    assert box.frame().width() == box.frame().height() <= 200 - 16
    assert box.frame().center().x() == pytest.approx(100, abs=1)


def test_a_pen_leaves_its_raw_points_in_millimetres_of_the_box(box):
    path = [(10 + 0.5 * step, 40 + 10 * math.sin(step / 5)) for step in range(40)]
    draw(box, at(box, *path))
    (stroke,) = box.ink
    np.testing.assert_allclose(stroke.xy, path, atol=1e-3)
    np.testing.assert_allclose(np.diff(stroke.t), 0.005, atol=1e-4)
    assert stroke.t[0] == pytest.approx(0, abs=0.05) and np.isfinite(stroke.pressure).all() and np.isfinite(stroke.tilt).all()


def test_times_of_later_strokes_go_on_and_a_cleared_box_begins_anew(box, qtbot):
    draw(box, at(box, (10, 10), (20, 20)))
    qtbot.wait(60)
    draw(box, at(box, (30, 10), (40, 20)), start=9000)
    first, second = box.ink
    assert second.t[0] >= first.t[-1]
    box.set_ink(Ink())
    draw(box, at(box, (10, 10), (20, 20)), start=20000)
    assert box.ink.strokes[0].t[0] == pytest.approx(0, abs=0.05)


def test_smoothing_and_tremor_are_for_the_eye_alone(box):
    rng = np.random.default_rng(1)
    path = [(10 + step, 40 + float(rng.normal(0, 1.0))) for step in range(40)]
    box.set_look(Brush(width=1.0), 1.0, 1.0)
    draw(box, at(box, *path))
    np.testing.assert_allclose(box.ink.strokes[0].xy, path, atol=1e-3)
    calm = pixels(box.grab().toImage())
    box.set_look(Brush(width=1.0), 0.0, 0.0)
    assert (pixels(box.grab().toImage()) != calm).any()


def test_only_what_the_pen_changed_is_painted(box):
    painted = Painted(box)
    for index, place in enumerate(at(box, *[(10 + step, 12) for step in range(10)])):
        tablet(box, PRESS if index == 0 else MOVE, place, 1000 + 5 * index)
        QApplication.processEvents()
    assert painted.areas and max(area.height() for area in painted.areas) < 60
    tablet(box, RELEASE, place, 1060)
    QApplication.processEvents()
    assert max(area.height() for area in painted.areas) < 60


def test_what_was_painted_live_is_what_stays(box):
    draw(box, arc(200, 120))
    live = pixels(box.grab().toImage())
    box.set_ink(box.ink)
    anew = pixels(box.grab().toImage())
    assert (live != 0).any() and np.abs(live - anew).max() <= 2


def test_growing_ink_is_told_at_the_latest_after_a_tenth_of_a_second(box, qtbot):
    told = []
    box.grew.connect(told.append)
    draw(box, at(box, (10, 10), (20, 20)))
    tablet(box, PRESS, at(box, (30, 30))[0], 5000)
    tablet(box, MOVE, at(box, (33, 30))[0], 5005)
    assert box.writing
    qtbot.waitUntil(lambda: bool(told), timeout=20 * FLUSH)
    assert [len(stroke) for stroke in told[-1]] == [2, 2]
    tablet(box, RELEASE, at(box, (33, 30))[0], 5010)
    assert not box.writing and len(box.ink) == 2


def test_the_mouse_and_a_finger_of_the_pens_echo(box):
    draw(box, at(box, (10, 10), (20, 20)))
    click(box, at(box, (40, 40), (50, 50)))  # within the pen's rest: its echo
    assert len(box.ink) == 1
    box.reader._pen_seen = -10.0
    click(box, at(box, (40, 40), (50, 50)))
    assert len(box.ink) == 2 and np.isnan(box.ink.strokes[1].pressure).all()


def test_a_resting_mouse_writes(box, qtbot):
    moment = [100.0]
    box.dwelling.now = lambda: moment[0]
    box.dwelling.set_seconds(0.5)
    box.activateWindow()
    QApplication.processEvents()
    start, *way = at(box, (20, 20), (25, 25), (30, 30), (35, 30))
    mouse(box, MOUSE_MOVE, start, button=Qt.MouseButton.NoButton)
    moment[0] += 0.6
    box.dwelling.beat()
    assert box.writing
    for place in way:
        moment[0] += 0.05
        mouse(box, MOUSE_MOVE, place, button=Qt.MouseButton.NoButton)
    moment[0] += 0.6
    box.dwelling.beat()
    assert not box.writing and len(box.ink.strokes[0]) == 4


def test_the_pens_other_end_erases_a_stroke(box):
    draw(box, at(box, (10, 10), (20, 10), (30, 10)))
    draw(box, at(box, (10, 40), (20, 40), (30, 40)))
    changes = []
    box.changed.connect(lambda: changes.append(len(box.ink)))
    draw(box, at(box, (20, 35), (20, 45)), ERASER)
    assert changes == [1] and box.ink.strokes[0].xy[0, 1] == pytest.approx(10, abs=0.1)


def test_ink_that_was_found_again_is_added_to_and_keeps_its_times(box):
    old = Stroke([[10, 10], [20, 20]], t=[0.0, 1.5])
    box.set_ink(Ink((old,)))
    draw(box, at(box, (30, 10), (40, 20)))
    assert box.ink.strokes[0] is old and box.ink.strokes[1].t[0] > 1.5


def test_ink_beyond_the_border_is_recorded_as_it_was(box):
    draw(box, at(box, (2, 40), (-3, 40), (-6, 40)))
    assert box.ink.strokes[0].xy[:, 0].min() == pytest.approx(-6, abs=0.01)


def test_the_replay_draws_what_was_written_and_ends_when_a_pen_comes(box, qtbot):
    box.play()
    assert not box.clock.playing
    draw(box, arc(200, 120))
    still = pixels(box.grab().toImage())
    box.play()
    assert box.clock.playing and box.clock.duration == pytest.approx(0.295, abs=0.02)
    box.clock.seek(box.clock.duration / 2)
    assert (pixels(box.grab().toImage()) != still).any()
    tablet(box, PRESS, at(box, (10, 10))[0], 9000)
    assert not box.clock.playing
    tablet(box, RELEASE, at(box, (10, 10))[0], 9005)


def test_a_hidden_box_keeps_what_was_written_so_far(box):
    tablet(box, PRESS, at(box, (10, 10))[0], 1000)
    tablet(box, MOVE, at(box, (20, 10))[0], 1005)
    box.hide()
    assert not box.writing and len(box.ink.strokes[0]) == 2


def test_keys_are_for_what_lies_around_the_box(box, qtbot):
    heard = []

    class Around(QWidget):
        def keyPressEvent(self, event):
            heard.append(Qt.Key(event.key()))

    around = Around()
    qtbot.addWidget(around)
    box.setParent(around)
    keys = [Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Escape]
    for key in keys:
        QTest.keyClick(box, key)
    assert heard == keys
    box.setParent(None)


def test_guides_and_both_themes_are_drawn(box):
    plain = pixels(box.grab().toImage())
    box.set_box(Box(80, 80))
    assert (pixels(box.grab().toImage()) != plain).any()
    box.set_theme(DARK)
    assert pixels(box.grab().toImage()).mean() < 80 < plain.mean()
