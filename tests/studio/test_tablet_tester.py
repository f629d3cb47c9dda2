"""The tablet tester: figures that are right, recordings that come back whole, and a replay that draws what the live pen drew."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from canvas_pens import MOUSE_MOVE, MOUSE_PRESS, MOUSE_RELEASE, PEN, PLAIN, mouse, opened_view, pixels, tablet
from canvas_pens import MOVE as TABLET_MOVE
from canvas_pens import PRESS as TABLET_PRESS
from canvas_pens import RELEASE as TABLET_RELEASE
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QTabletEvent
from PySide6.QtWidgets import QWidget

from engines.ink.brush import Brush
from studio.background import Background
from studio.dialogs.tablet_tester import ROWS, TabletTester, report, told
from studio.pen_events import Player
from studio.pen_recording import Figures, PenDevice, PenEvent, Recording, RecordingError, figures, load, read, save
from studio.settings import replace_text
from studio.theme import DARK, LIGHT

RATE = 240
SECONDS = 4
PEN_DEVICE = PenDevice("a pen", "pen", ("position", "pressure"))


@pytest.fixture
def dialog(qtbot):
    background = Background()
    made = TabletTester(LIGHT, (Brush(), 0.5, 0.0), Path.home(), background)
    made.show()
    qtbot.waitExposed(made)
    yield made
    background.wait()
    made.close()


def stamps(count: int, start: int = 5000) -> list[int]:
    """Of a pen of 240 Hz with a clock of whole milliseconds."""
    return [start + round(1000 * number / RATE) for number in range(count)]


def scribble(*widgets: QWidget, before=lambda stamp: None) -> int:
    """Four seconds of a 240 Hz pen in four strokes, sent to each widget in turn; gives how many samples there were."""
    count = RATE * SECONDS
    per_stroke = count // 4
    for number, stamp in enumerate(stamps(count)):
        turn = number / 40
        at = (150 + 90 * math.cos(turn) + number / 12, 120 + 70 * math.sin(1.3 * turn) + number / 37)
        place = number % per_stroke
        kind = TABLET_PRESS if place == 0 else TABLET_RELEASE if place == per_stroke - 1 else TABLET_MOVE
        button = Qt.MouseButton.LeftButton
        before(stamp)
        for widget in widgets:
            event_at = at
            if kind == TABLET_MOVE:
                held(widget, event_at, stamp, 0.1 + 0.8 * place / per_stroke, (turn, -turn))
            else:
                tablet(widget, kind, event_at, stamp, 0.1, PEN, (turn, -turn), button)
    return count


def held(widget: QWidget, at: tuple[float, float], stamp: int, pressure: float, tilt: tuple[float, float]) -> None:
    """A move while the tip touches, as a tablet tells it."""
    place, none, left = QPointF(*at), Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    event = QTabletEvent(
        TABLET_MOVE, PEN, place, place, pressure, *tilt, 0.0, 0.0, 0.0, Qt.KeyboardModifier.NoModifier, none, left
    )
    event.setTimestamp(stamp)
    QCoreApplication.sendEvent(widget, event)


def test_a_recorded_240_hz_pen_is_replayed_stroke_for_stroke_and_loses_no_sample(qtbot, dialog, tmp_path):
    path = tmp_path / "pen.penlog"
    with opened_view() as live, opened_view() as again:
        moment = [0.0]
        for view in (live, again):
            view.page.now = lambda: moment[0]
            view.reader.clock.now = view.page.now
        dialog.record()
        count = scribble(live, dialog.paper, before=lambda stamp: moment.__setitem__(0, stamp / 1000))
        dialog.record()
        assert len(dialog.recording.events) == count
        dialog.save(path)
        qtbot.waitUntil(path.exists)
        loaded = load(path)
        assert loaded == dialog.recording
        player = Player(again)
        player.sent = lambda seconds: moment.__setitem__(0, 5.0 + seconds)
        player.send_all(loaded)
        assert len(live.page.strokes) == len(again.page.strokes) == 4
        assert sum(len(stroke) for stroke in live.page.strokes) == count
        for first, second in zip(live.page.strokes, again.page.strokes, strict=True):
            np.testing.assert_array_equal(first.xy, second.xy)
            np.testing.assert_array_equal(first.pressure, second.pressure)
            np.testing.assert_array_equal(first.tilt, second.tilt)
            np.testing.assert_allclose(first.t, second.t, atol=1e-5)


def test_the_figures_of_a_good_pen(dialog):
    count = scribble(dialog.paper)
    found = dialog.figures
    assert found.events == count and found.strokes == 4
    assert found.rate == pytest.approx(RATE, rel=0.01)
    assert (found.shortest, found.longest, found.lost, found.coalesced, found.duplicated, found.disordered) == (4, 5, 0, 0, 0, 0)
    dialog.tell()
    assert dialog.values["rate"].text() == "240 Hz (median interval 4.0 ms)"
    assert dialog.values["pointer"].text() == "Pen"
    assert dialog.paper.dots == count


def test_what_a_bad_pen_does_is_counted():
    times = stamps(200)
    del times[100:103]  # three are lost
    events = [PenEvent("down" if number == 0 else "move", number, 0, stamp) for number, stamp in enumerate(times)]
    events.insert(51, events[50])  # one comes twice
    events.insert(151, PenEvent("move", 9, 9, events[150].stamp))  # two share a time
    events.append(PenEvent("move", 1, 1, events[-1].stamp - 20))
    found = figures(events)
    assert (found.lost, found.duplicated, found.coalesced, found.disordered) == (3, 1, 2, 1)
    assert found.longest >= 16


def test_between_two_strokes_nothing_is_lost():
    strokes = []
    for start in (0, 5000):
        strokes += [PenEvent("move" if number else "down", number, 0, start + 5 * number) for number in range(50)]
        strokes += [PenEvent("up", 50, 0, start + 400), PenEvent("hover", 60, 0, start + 900)]
    found = figures(strokes)
    assert found.strokes == 2 and found.lost == 0 and found.rate == pytest.approx(200)


def test_the_smallest_step_tells_the_resolution():
    events = [PenEvent("move", 0.125 * number * 3, 0.25 * number, number) for number in range(9)]
    assert figures(events).step == 0.25
    assert "0.250 px" in told(figures(events), PEN_DEVICE)["step"]


def test_what_a_device_does_not_tell_is_not_made_up(dialog):
    tablet(dialog.paper, TABLET_PRESS, (50, 50), 1000, pen=PLAIN)
    words = told(dialog.figures, dialog.device)
    assert words["pressure"] == words["tilt"] == words["rotation"] == "not told"


def test_a_mouse_is_called_a_mouse(dialog):
    mouse(dialog.paper, MOUSE_PRESS, (50, 50), 1000)
    mouse(dialog.paper, MOUSE_MOVE, (60, 50), 1010)
    mouse(dialog.paper, MOUSE_RELEASE, (60, 50), 1020)
    dialog.tell()
    assert dialog.values["pointer"].text() == "This is a mouse: no pressure, no tilt."
    assert dialog.values["pressure"].text() == "not told" and dialog.pressure.value() == 0


def test_a_mouse_is_replayed_as_a_mouse(dialog):
    dialog.record()
    mouse(dialog.paper, MOUSE_MOVE, (40, 50), 990, button=Qt.MouseButton.NoButton)
    mouse(dialog.paper, MOUSE_PRESS, (50, 50), 1000)
    mouse(dialog.paper, MOUSE_RELEASE, (60, 50), 1020)
    dialog.record()
    first = dialog.recording
    dialog.record()
    dialog.player.send_all(first)
    dialog.record()
    assert [(e.what, e.x, e.y, e.buttons) for e in dialog.recording.events] == [
        (e.what, e.x, e.y, e.buttons) for e in first.events
    ]
    assert dialog.recording.devices[0].mouse


def test_a_replay_runs_in_its_own_time_and_can_be_ended(dialog, qtbot):
    dialog.recording = Recording(
        [PEN_DEVICE], [PenEvent("down" if n == 0 else "move", 30 + n, 40, 100 + 20 * n, 0.5, buttons=1) for n in range(8)]
    )
    dialog.recording.events.append(PenEvent("up", 40, 40, 300))
    dialog._enable()
    dialog.replay_button.click()
    assert dialog.player.playing and dialog.replay_button.text() == "End replay"
    qtbot.waitUntil(lambda: not dialog.player.playing)
    assert dialog.figures.events == 9 and dialog.replay_button.text() == "Replay"


def test_an_ended_replay_leaves_no_pen_on_the_paper(dialog, qtbot):
    whats = (("down", 0), ("move", 5), ("move", 60_000), ("up", 60_010))
    dialog.recording = Recording([PEN_DEVICE], [PenEvent(what, 9, 9, at, 0.5, buttons=int(what != "up")) for what, at in whats])
    dialog._enable()
    dialog.replay_button.click()
    qtbot.waitUntil(lambda: dialog.figures.events == 2)
    dialog.replay_button.click()
    assert not dialog.player.playing and dialog.figures.events == 3 and dialog.figures.last.what == "up"


def test_the_report_holds_figures_and_nothing_that_was_written(dialog):
    scribble(dialog.paper)
    dialog.copy_button.click()
    words = QGuiApplication.clipboard().text()
    assert "240 Hz" in words and "Ductus" in words and all(name in words for name in ROWS.values())
    assert f"{dialog.figures.last.x:.1f}" not in words and f"{dialog.figures.last.y:.1f}" not in words
    assert report(Figures(), None).count("\n") >= len(ROWS)


def test_saving_and_opening_fail_in_plain_words(dialog, qtbot, tmp_path):
    dialog.recording = Recording([PEN_DEVICE], [PenEvent("down", 1, 2, 3)])
    (tmp_path / "file").write_text("x")
    dialog.save(tmp_path / "file" / "pen.penlog")
    qtbot.waitUntil(lambda: "could not be saved" in dialog.state.text())
    assert dialog.recording.events and "still here" in dialog.state.text()
    dialog.open_file(tmp_path / "nothing.penlog")
    qtbot.waitUntil(lambda: "nothing.penlog could not be read" in dialog.state.text())
    dialog.open_file(tmp_path / "file")
    qtbot.waitUntil(lambda: "file is no recording of a pen (line 1)" in dialog.state.text())
    save(Recording([PEN_DEVICE], [PenEvent("down", 5, 6, 7)]), tmp_path / "good.penlog", replace_text)
    dialog.open_file(tmp_path / "good.penlog")
    qtbot.waitUntil(lambda: "Opened good.penlog: 1 events" in dialog.state.text())
    assert dialog.recording.events[0].x == 5


def test_a_closed_dialog_hears_no_late_answer(qtbot, tmp_path):
    background = Background()
    made = TabletTester(LIGHT, (Brush(), 0.5, 0.0), tmp_path, background)
    made.show()
    made.open_file(tmp_path / "none.penlog")
    made.close()
    made.deleteLater()
    qtbot.wait(50)
    assert background.wait()
    qtbot.wait(20)


GOOD = json.dumps({"kind": "ductus pen recording", "version": 1, "devices": [{"name": "a", "pointer": "pen", "can": []}]})


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        (1, []),
        (1, ["{"]),
        (1, ["[1]"]),
        (1, ['{"kind": "other"}']),
        (1, ['{"kind": "ductus pen recording", "version": 1, "devices": 3}']),
        (2, [GOOD, "x"]),
        (2, [GOOD, '{"what": "fly"}']),
        (3, [GOOD, '{"what": "down"}', '{"what": "move", "x": "1"}']),
        (2, [GOOD, '{"what": "down", "x": NaN}']),
        (2, [GOOD, '{"what": "down", "x": 1e999}']),
        (2, [GOOD, '{"what": "down", "device": 1}']),
        (2, [GOOD, '{"what": "down", "stamp": -1}']),
        (2, [GOOD, '{"what": "down", "buttons": 99999999999}']),
        (2, [GOOD, "[" * 100_000]),
    ],
)
def test_a_file_that_is_no_recording_says_in_which_line(line, lines):
    with pytest.raises(RecordingError) as caught:
        read(lines)
    assert caught.value.line == line


def test_no_bytes_at_all_are_too_strange(tmp_path):
    path = tmp_path / "x.penlog"

    @given(st.binary(max_size=200), st.integers(0, 400))
    def fuzz(noise: bytes, cut: int) -> None:
        whole = (GOOD + '\n{"what": "down", "x": 1, "y": 2, "stamp": 3}\n').encode()
        path.write_bytes(whole[:cut] + noise)
        try:
            assert isinstance(load(path), Recording)
        except RecordingError as problem:
            assert problem.line >= 1

    fuzz()


@given(
    st.lists(
        st.builds(
            PenEvent,
            st.sampled_from(["hover", "down", "move", "up"]),
            *[st.floats(-1e6, 1e6)] * 2,
            st.integers(0, 2**50),
            *[st.floats(-1, 1)] * 5,
            st.integers(0, 7),
        ),
        max_size=20,
    )
)
def test_what_is_written_is_read_again_exactly(events):
    kept: list[str] = []
    save(Recording([PEN_DEVICE], events), Path("x"), lambda _path, text: kept.append(text))
    assert read(kept[0].splitlines()) == Recording([PEN_DEVICE], events)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_dots_stand_on_a_faint_line(theme, qtbot):
    made = TabletTester(theme, (Brush(3.0), 0.5, 0.0), Path.home(), Background())
    made.show()
    qtbot.waitExposed(made)
    for number in range(12):
        at = (40 + 20 * number, 100)
        kind = TABLET_PRESS if number == 0 else TABLET_RELEASE if number == 11 else None
        if kind:
            tablet(made.paper, kind, at, 1000 + 5 * number)
        else:
            held(made.paper, at, 1000 + 5 * number, 0.5, (0, 0))
    drawn = pixels(made.paper.grab().toImage())
    accent, paper = ([c.blue(), c.green(), c.red()] for c in (theme.colour("accent"), theme.colour("paper")))
    assert (abs(drawn[100, 100] - accent) < 60).all()  # a dot
    between = abs(drawn[100, 110] - paper).sum()
    assert 20 < between < 300  # the line, faint
    made.clear()
    assert (drawn != pixels(made.paper.grab().toImage())).any()
    made.close()


def test_the_window_opens_it(qtbot):
    from studio.app import build
    from studio.bridge import Bridge
    from studio.page import Page
    from studio.settings import Settings

    window = build(Settings(theme="light"), Page(), Bridge())
    qtbot.addWidget(window)
    window.commands["help.tester"].trigger()
    (made,) = window.findChildren(TabletTester)
    assert all(button.accessibleDescription() for button in made.buttons) and made.paper.accessibleName()
    assert all(made.values[row].accessibleName() for row in ROWS)
    made.close()
