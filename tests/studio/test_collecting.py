import numpy as np
import pytest
from collecting_hand import ink_for, write, write_prompt
from collecting_window import labels, opened, press, sitting
from looking import settle
from PySide6.QtCore import Qt

from engines.data.prompts import OWN
from engines.ink.types import Ink, Stroke
from studio.collect_forms import Wish
from studio.writing_desk import ACCEPT, BACK

__all__ = ["opened", "sitting"]

BEYOND = Ink((Stroke(np.linspace([-3, 40], [70, 50], 80)),))


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


def test_undo_follows_the_hand_while_the_page_lies_beside_the_dataset(sitting):
    write_prompt(sitting)
    press(sitting, Qt.Key.Key_Return)
    sitting.choices.show_panel("dataset")
    assert sitting.commands["edit.undo"].isEnabled() and "accept" in sitting.commands["edit.undo"].text()
    sitting.page.add(Stroke([[10, 10], [20, 20]], t=[0, 1]))
    assert "accept" not in sitting.commands["edit.undo"].text()
    sitting.commands["edit.undo"].trigger()
    assert not sitting.page.strokes and len(labels(sitting)) == 1


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
