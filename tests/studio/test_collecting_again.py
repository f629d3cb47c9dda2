import numpy as np
from collecting_hand import write_prompt
from collecting_window import labels, opened, sitting
from looking import settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engines.data.collection import Collection, collection_home
from engines.data.coverage import Planner
from engines.data.prompts import prompt_set
from engines.messages import Failed, Finished
from engines.service.collecting import check
from studio import collecting as collecting_module
from studio.mending import outcome
from studio.writing_desk import ACCEPT, BACK, PLAY, REDO, SKIP

__all__ = ["opened", "sitting"]


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


def test_an_earlier_sessions_journal_is_opened_some_time_after_the_start_and_packed(sitting, opened, qtbot, monkeypatch):
    write_prompt(sitting)
    sitting.collecting.desk.acted.emit(ACCEPT)
    sitting.close()
    monkeypatch.setattr(collecting_module, "QUIET", 1)
    again = opened(panel="convert", wait=False)
    qtbot.waitUntil(lambda: again.collecting.collection is not None)
    assert again.collecting.sitting is None and again.view.isVisible()
    again.collecting.packing.pack()
    assert again.bridge._client.jobs == [("pack", {"folder": str(collection_home())})]


def test_nothing_is_made_where_nobody_collects(opened, qtbot, monkeypatch):
    monkeypatch.setattr(collecting_module, "QUIET", 1)
    window = opened(panel="convert", wait=False)
    QTest.qWait(100)
    assert window.background.wait() and window.collecting.collection is None and not collection_home().exists()


def test_check_and_repair_closes_the_collection_for_its_time_and_tells_what_was_found(sitting, qtbot):
    collecting, client = sitting.collecting, sitting.bridge._client
    write_prompt(sitting)
    collecting.desk.acted.emit(ACCEPT)
    sitting.commands["collect.check"].trigger()
    qtbot.waitUntil(lambda: bool(client.jobs))
    assert client.jobs == [("check", {"folder": str(collection_home())})]
    assert collecting.collection is None and collecting.sitting is None
    with Collection(collection_home()) as free:  # nobody holds it
        assert len(free.items) == 1
    found = check({"folder": str(collection_home())}, lambda event: None, lambda: False)
    assert found["damaged"] == [] and found["files"] >= 1
    sitting.bridge.jobEvent.emit(Finished("check-1", found))
    qtbot.waitUntil(lambda: collecting.collection is not None)
    qtbot.waitUntil(lambda: "every checksum is right" in sitting.status.notice.text())
    assert len(labels(sitting)) == 1 and sitting.collect.place == "setup"


def test_a_damaged_collection_is_mended_and_that_is_told(sitting):
    for _ in range(3):
        write_prompt(sitting)
        sitting.collecting.desk.acted.emit(ACCEPT)
    sitting.close()
    journal = collection_home() / "live.journal"
    spoilt = bytearray(journal.read_bytes())
    spoilt[len(spoilt) // 2] ^= 0xFF
    journal.write_bytes(bytes(spoilt))
    found = check({"folder": str(collection_home())}, lambda event: None, lambda: False)
    assert len(found["damaged"]) == 1 and "live.journal" in found["damaged"][0] and found["done"]
    assert outcome(found).startswith("Something was damaged")
    assert check({"folder": str(collection_home())}, lambda event: None, lambda: False)["damaged"] == []
