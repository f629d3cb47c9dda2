import numpy as np
import pytest
from answering_fake import FakeClient
from collecting_hand import ink_for, write, write_prompt
from looking import settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engines.data.collection import Collection, collection_home
from engines.data.coverage import Planner
from engines.data.prompts import OWN, prompt_set
from engines.ink.types import Ink, Stroke
from engines.messages import Failed, Finished
from studio.app import build
from studio.bridge import Bridge
from studio.collect_forms import Wish
from studio.page import Page
from studio.settings import Settings
from studio.writing_desk import ACCEPT, BACK, PLAY, REDO, SKIP

BEYOND = Ink((Stroke(np.linspace([-3, 40], [70, 50], 80)),))


@pytest.fixture
def opened(qtbot):
    """Opens windows on the same home, one after the other."""
    windows = []

    def make(wait=True, **settings):
        window = build(Settings(**({"panel": "collect"} | settings)), Page(), Bridge(make=FakeClient))
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(1280, 720)
        window.show()
        if wait:
            qtbot.waitUntil(lambda: window.collecting.collection is not None)
            settle()
        return window

    yield make
    for window in windows:
        window.close()


@pytest.fixture
def sitting(opened):
    """A window with a writer who sits and is asked for letters."""
    window = opened()
    window.collect.writerMade.emit("Anna", "right", "private")
    window.collecting.start(Wish(window.collecting._wish.writer, ("upper", "lower"), 2, 0.0))
    settle()
    return window


def labels(window):
    return [item.sample.text for item in window.collecting.collection.items.values()]


def press(window, key):
    QTest.keyClick(window.collecting.desk.box, key)
    settle()


# The way in


def test_a_newcomer_makes_a_writer_in_one_step_and_writes(opened):
    window = opened()
    form = window.collect.writer_form
    assert window.collect.place == "writer" and form.isVisible()
    form.go.click()
    assert window.collect.place == "writer" and not window.collecting.collection.writers  # a name comes first
    form.name.setText("  Anna ")
    form.go.click()
    settle()
    (writer,) = window.collecting.collection.writers.values()
    assert (writer.name, writer.hand, writer.consent) == ("Anna", "right", "private")
    assert window.collect.place == "session" and window.collecting.desk.isVisible() and not window.view.isVisible()
    assert window.collecting.sitting.prompt and window.collecting.desk.prompt.text() == window.collecting.sitting.prompt


def test_a_person_chooses_sets_a_text_and_how_it_goes_on(sitting):
    sitting.collecting.pause()
    setup = sitting.collect.setup
    assert sitting.collect.place == "setup" and sitting.view.isVisible()
    assert set(setup.chosen_sets()) == {"upper", "lower"}
    for row in range(setup.sets.count()):
        setup.sets.item(row).setCheckState(Qt.CheckState.Unchecked)
    setup.go.click()
    assert setup.problem.isVisible() and sitting.collecting.sitting is None
    setup.text.setPlainText("Dear diary\nit rained")
    setup.switch.setChecked(True)
    assert setup.waits.isChecked() and not setup.rest.isEnabled()
    setup.go.click()
    session = sitting.collecting.sitting.session
    assert session.sets == (OWN + "Dear diary\nit rained",) and session.waits
    assert sitting.collecting.sitting.prompt in ("Dear diary", "it rained")
    assert sitting.collecting.desk.switch.on


def test_choices_are_remembered_and_nonsense_in_the_settings_is_not(opened):
    notes = Wish("anna-1", ("digits", "lower"), 4, 2.0, True, False).noted()
    assert Wish.from_notes(notes) == Wish("anna-1", ("digits", "lower"), 4, 2.0, True, False)
    assert OWN not in str(Wish(sets=("digits", OWN + "secret")).noted())
    assert Wish.from_notes({"sets": ["gone", 3], "rest": "x", "rounds": -1, "waits": 1}) == Wish()


# Writing


def test_a_session_is_written_with_real_tablet_events_and_every_sample_is_whole(sitting, qtbot):
    collecting, asked = sitting.collecting, []
    for _ in range(6):
        box = collecting.desk.box
        ink = ink_for(collecting.sitting.prompt, box.box)
        write(box, ink)
        asked.append(collecting.sitting.prompt)
        press(sitting, Qt.Key.Key_Return)
        item = list(collecting.collection.items.values())[-1]
        for made, meant in zip(item.sample.ink, ink, strict=True):
            np.testing.assert_allclose(made.xy, meant.xy, atol=1e-3)
            assert np.isfinite(made.pressure).all() and np.isfinite(made.t).all()
        assert item.prompt == item.sample.text == asked[-1] and item.remarks == ()
        assert item.sample.provenance.device == "tablet" and item.sample.provenance.consent == "private"
        assert item.figures["points"] == ink.points and item.figures["rate"] == pytest.approx(200, rel=0.05)
        assert item.box.width == 80 and item.session == collecting.sitting.session.id
    assert labels(sitting) == asked and len(set(asked)) == 6
    assert sum(cover.have for cover in sitting.collect.letters.covers) == 6
    assert "6 samples" in sitting.collect.progress.text() and "left" in sitting.collect.progress.text()
    assert sum(tile.isVisible() for tile in sitting.collect.tiles) == 5
    qtbot.waitUntil(lambda: collecting.desk.state.text() == "saved")


def test_a_prompt_goes_on_by_itself_when_the_pen_rests_but_not_while_something_is_remarked(sitting, qtbot):
    collecting = sitting.collecting
    collecting._pace(rest=0.6)
    first = write_prompt(sitting)
    qtbot.waitUntil(lambda: labels(sitting) == [first])
    box = collecting.desk.box
    write(box, BEYOND)
    assert not collecting.sitting._resting.isActive() and "border" in collecting.desk.note.text()
    collecting._pace(waits=True)
    press(sitting, Qt.Key.Key_Backspace)
    write_prompt(sitting)
    assert not collecting.sitting._resting.isActive()


def test_a_remark_never_blocks_and_is_kept_with_the_sample(sitting):
    desk = sitting.collecting.desk
    write(desk.box, BEYOND)
    assert desk.buttons[ACCEPT].text() == "Accept anyway" and desk.note.isVisible()
    press(sitting, Qt.Key.Key_Space)
    (item,) = sitting.collecting.collection.items.values()
    assert item.remarks == ("border",) and item.figures["suspicion"] == 0.5
    assert desk.buttons[ACCEPT].text() == "Accept" and not desk.note.isVisible()


def test_one_key_each_and_each_key_has_a_large_button(sitting):
    collecting, desk = sitting.collecting, sitting.collecting.desk
    assert all(button.isVisible() and min(button.width(), button.height()) >= 40 for button in desk.buttons.values())
    first = write_prompt(sitting)
    press(sitting, Qt.Key.Key_P)
    assert desk.box.clock.playing
    press(sitting, Qt.Key.Key_Backspace)
    assert not desk.box.ink.points and collecting.collection.unfinished is None
    press(sitting, Qt.Key.Key_Return)  # nothing is there to be accepted
    assert labels(sitting) == [] and collecting.sitting.prompt == first
    press(sitting, Qt.Key.Key_S)
    second = collecting.sitting.prompt
    assert second != first
    press(sitting, Qt.Key.Key_Right)
    assert collecting.sitting.prompt not in (first, second)
    press(sitting, Qt.Key.Key_B)
    assert collecting.sitting.prompt == second
    press(sitting, Qt.Key.Key_Left)
    assert collecting.sitting.prompt == first and not desk.buttons[BACK].isEnabled()
    assert sitting.settings.panel == "collect" and sitting.view.tool == "pen"  # no letter reached the page's tools


def test_going_back_shows_what_was_written_and_replaces_it_only_when_it_is_written_anew(sitting):
    collecting, box = sitting.collecting, sitting.collecting.desk.box
    first = write_prompt(sitting)
    press(sitting, Qt.Key.Key_Return)
    (kept,) = collecting.collection.items
    second = write_prompt(sitting, seed=6)
    drawn = box.ink
    press(sitting, Qt.Key.Key_Left)
    assert collecting.sitting.prompt == first and box.ink.points
    press(sitting, Qt.Key.Key_Return)
    assert collecting.sitting.prompt == second and box.ink.same_as(drawn)  # and what was begun is still there
    assert [id for id in collecting.collection.items if collecting.collection.text_of(id)] == [kept]
    press(sitting, Qt.Key.Key_Left)
    press(sitting, Qt.Key.Key_Backspace)
    write_prompt(sitting, seed=7)
    press(sitting, Qt.Key.Key_Return)
    assert collecting.sitting.prompt == second and collecting.collection.text_of(kept) is None
    assert collecting.collection.counts[collecting.sitting.session.writer][first] == 1


def test_undo_takes_a_sample_back_and_it_is_asked_for_again(sitting):
    collecting = sitting.collecting
    first = write_prompt(sitting)
    press(sitting, Qt.Key.Key_Return)
    assert sitting.commands["edit.undo"].text() == f"Undo accept “{first}”"
    assert sitting.collect.undo.isEnabled() and first in sitting.collect.undo.toolTip()
    sitting.collect.undo.click()
    assert collecting.collection.counts[collecting.sitting.session.writer][first] == 0
    assert not any(tile.isVisible() for tile in sitting.collect.tiles) and not sitting.collect.undo.isEnabled()
    assert collecting.sitting.accepted == 0
    sitting.commands["edit.redo"].trigger()
    assert collecting.collection.counts[collecting.sitting.session.writer][first] == 1 and collecting.sitting.accepted == 1


def test_undo_is_the_pages_where_the_page_is_in_front(sitting):
    write_prompt(sitting)
    press(sitting, Qt.Key.Key_Return)
    sitting.choices.show_panel("convert")
    assert sitting.view.isVisible() and not sitting.collecting.desk.isVisible()
    assert not sitting.commands["edit.undo"].isEnabled()
    sitting.page.add(Stroke([[10, 10], [20, 20]], t=[0, 1]))
    sitting.commands["edit.undo"].trigger()
    assert not sitting.page.strokes and len(labels(sitting)) == 1
    sitting.choices.show_panel("collect")
    assert sitting.collecting.desk.isVisible() and sitting.commands["edit.undo"].isEnabled()


def test_a_whole_plan_ends_with_everything_written(opened, qtbot):
    window = opened()
    window.collect.writerMade.emit("Anna", "right", "private")
    window.collecting.start(Wish(window.collecting._wish.writer, ("digits",), 1, 0.0))
    for _ in range(10):
        write_prompt(window)
        window.collecting.desk.acted.emit(ACCEPT)
    qtbot.waitUntil(lambda: window.collecting.sitting is None)
    assert sorted(labels(window)) == list("0123456789")
    assert window.collect.place == "setup" and window.view.isVisible()
    assert not window.collect.setup.resume.isVisible()  # there is nothing to go on with


# Coming back


def test_a_session_goes_on_at_the_same_prompt_with_the_ink_that_was_in_the_box(sitting, opened, qtbot):
    collecting = sitting.collecting
    for act in (ACCEPT, ACCEPT, SKIP, ACCEPT):
        write_prompt(sitting)
        collecting.desk.acted.emit(act)
    asked, done = collecting.sitting.prompt, labels(sitting)
    session, plan = collecting.sitting.session, collecting.sitting.planner.outlook()
    write_prompt(sitting, lift=False)  # the pen is still down
    told = collecting.desk.box._live.stroke()
    collecting.desk.box._tell()
    qtbot.waitUntil(lambda: collecting.collection.saved)
    journal = (collection_home() / "live.journal").read_bytes()  # what a kill would leave
    sitting.close()
    (collection_home() / "live.journal").write_bytes(journal)
    again = opened()
    sat = again.collecting.sitting
    assert sat is not None and sat.session == session and sat.prompt == asked
    assert labels(again) == done and sat.accepted == 3
    assert sat.planner.outlook().wanted == plan.wanted
    found = again.collecting.desk.box.ink.strokes[-1]
    np.testing.assert_array_equal(found.xy, told.xy)
    again.collecting.desk.acted.emit(ACCEPT)
    assert labels(again) == [*done, asked]
    again.collecting.desk.acted.emit(BACK)
    assert sat.prompt == asked and again.collecting.desk.box.ink.points


def test_the_plan_after_a_restart_is_that_of_a_session_that_was_never_interrupted(sitting, opened):
    for _ in range(5):
        write_prompt(sitting)
        sitting.collecting.desk.acted.emit(ACCEPT)
    session, writer = sitting.collecting.sitting.session, sitting.collecting.sitting.session.writer
    sitting.close()
    again = opened()
    for _ in range(5):
        write_prompt(again)
        again.collecting.desk.acted.emit(ACCEPT)
    whole = Planner([prompt_set(name) for name in session.sets], {}, session.seed, 2)
    expected = []
    for _ in range(10):
        expected.append(whole.next())
        whole.accepted(expected[-1])
    assert labels(again) == expected
    assert again.collecting.collection.counts[writer].total() == 10


def test_a_session_left_off_waits_until_it_is_resumed(sitting, opened):
    write_prompt(sitting)
    sitting.collecting.desk.acted.emit(ACCEPT)
    asked = sitting.collecting.sitting.prompt
    sitting.collect.pause.click()
    assert sitting.collecting.sitting is None and sitting.view.isVisible()
    sitting.close()
    again = opened(panel="convert", wait=False)
    assert again.collecting.collection is None
    again.commands["collect.resume"].trigger()
    settle()
    for _ in range(200):
        if again.collecting.sitting is not None:
            break
        QTest.qWait(10)
    assert again.collecting.sitting.prompt == asked and again.settings.panel == "collect"


def test_a_collection_that_another_program_has_open_is_told_and_can_be_tried_again(opened, qtbot):
    with Collection(collection_home()):
        window = opened(wait=False)
        qtbot.waitUntil(lambda: window.collect.again.isVisible())
        assert "Another running Ductus" in window.collect.note.text()
    window.collect.again.click()
    qtbot.waitUntil(lambda: window.collect.place == "writer")


# Left hands, switches, packing


def test_a_left_hand_gets_upright_guides_and_the_buttons_on_its_side(opened):
    window = opened()
    window.collect.writerMade.emit("Lea", "left", "private")
    settle()
    desk = window.collecting.desk
    assert window.collecting.sitting.session.left_handed and desk.box.box.slant == 0
    assert desk.buttons[ACCEPT].x() < desk.buttons[BACK].x()


def test_one_switch_walks_with_short_presses_and_chooses_with_a_long_one(sitting):
    collecting, desk = sitting.collecting, sitting.collecting.desk
    desk.set_switch(True)
    first, moment = write_prompt(sitting), [10.0]
    desk.switch.now = lambda: moment[0]

    def hold(seconds):
        moment[0] += 1.0
        QTest.keyPress(desk.box, Qt.Key.Key_Space)
        moment[0] += seconds
        QTest.keyRelease(desk.box, Qt.Key.Key_Space)
        settle()

    marked = []
    for _ in range(5):
        marked.append([name for name, button in desk.buttons.items() if button.isChecked()])
        hold(0.1)
    assert marked == [[ACCEPT], [REDO], [SKIP], [PLAY], [ACCEPT]]  # there is nothing to go back to
    assert labels(sitting) == []
    for _ in range(3):
        hold(0.1)
    hold(0.8)
    assert labels(sitting) == [first] and collecting.sitting.prompt != first


def test_a_click_in_the_box_is_the_switch_where_there_is_one(sitting):
    desk, heard = sitting.collecting.desk, []
    desk.set_switch(True)
    desk.switch.walked.connect(lambda: heard.append("walked"))
    QTest.mouseClick(desk.box, Qt.MouseButton.LeftButton)
    assert heard == ["walked"] and not desk.box.writing and not desk.box.ink.points


def test_the_journal_is_packed_when_nobody_collects(sitting, qtbot):
    collecting, client = sitting.collecting, sitting.bridge._client
    write_prompt(sitting)
    collecting.desk.acted.emit(ACCEPT)
    collecting.packing.pack()
    assert client.jobs == []  # somebody is at work
    collecting.pause()
    collecting.packing.pack()
    assert client.jobs == [("pack", {"folder": str(collection_home())})] and collecting.packing.running
    done = []
    collecting.packing.done.connect(lambda: done.append(True))
    sitting.bridge.jobEvent.emit(Finished("pack-1"))
    qtbot.waitUntil(lambda: bool(done))
    assert not collecting.packing.running
    collecting.packing._least = 1
    collecting.packing.pack()
    sitting.bridge.jobEvent.emit(Failed("pack-2", "The disk is full."))
    assert not collecting.packing.running and "disk is full" in sitting.status.notice.text()
