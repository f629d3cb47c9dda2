"""Recover: a picture's strokes come onto the page as ink, in one step of undo, and the panel's list mends them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from recover_window import MM, a_picture, clients, pick, recovered, rows, window

from engines.ink.types import Ink, Stroke
from engines.messages import Recover, Reply, Trace
from studio.panels.recover import BY_TRACE, NO_MODEL
from studio.recovering import FADED

__all__ = ["clients", "recovered", "window"]


# A word


def test_the_panel_says_what_to_do_first_and_offers_a_picture(window):
    assert window.recover.pages.currentWidget() is window.recover.empty
    window.commands["ink.recover"].trigger()
    assert "no picture on the page" in window.status.notice.text()


def test_strokes_come_onto_the_page_where_the_picture_has_them_and_undo_takes_them_back_in_one_step(recovered):
    page = recovered.page
    assert page.undo_text == "Recover strokes"
    assert np.allclose(page.strokes[0].xy[0], (40 + 20.5 * MM, 30 + 5 * MM))
    assert page.strokes[0].brush.width == pytest.approx(3.0 * MM / 2)  # twice that where pressure is 1
    assert page.strokes[0].brush.thinning == 1.0
    assert page.pictures[0].opacity == FADED
    assert recovered.recover.opacity.value() == round(100 * FADED)
    page.undo()
    assert page.strokes == ()
    assert page.pictures[0].opacity == 1.0
    assert rows(recovered) == ()
    page.redo()
    assert [row.confidence for row in rows(recovered)] == [0.93, 0.41]


def test_the_engine_is_given_a_file_that_goes_away_again(recovered, clients, qtbot):
    (ask,) = [ask for ask, _ in clients[-1].asked if isinstance(ask, Trace)]
    qtbot.waitUntil(lambda: not ask.picture.exists())
    assert ask.picture.suffix == ".png"


def test_the_list_tells_how_sure_each_stroke_is_in_words_too(recovered):
    assert [row.sureness() for row in rows(recovered)] == ["sure", "weak: check it"]
    assert recovered.recover.count.text() == "2 strokes · 1 to check"
    spoken = recovered.recover.strokes.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Stroke 2 of 2, 41%, weak: check it"


def test_with_motion_the_strokes_draw_themselves_while_those_of_the_page_wait(window, qtbot):
    window.commands["view.reduce_motion"].trigger()
    window.page.put((), a_picture(), "Place picture")
    window.commands["ink.recover"].trigger()
    qtbot.waitUntil(lambda: window.clock.playing)
    assert len(window.view.sheet.unfolding) == 1
    window.clock.pause()
    window.clock.seek(window.clock.duration)
    assert len(window.view.sheet.unfolding) == 0
    assert window.conversion.reply is None


def test_a_picture_laid_while_the_panel_is_in_front_is_recovered_at_once_and_not_converted(window, clients, qtbot):
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    window.sharing.take_image(image, "Pasted")
    qtbot.waitUntil(lambda: len(window.page.strokes) == 2)
    assert window.settings.panel == "recover"
    assert not [ask for ask, _ in clients[-1].asked if isinstance(ask, Recover)]


def test_an_opened_file_lies_on_the_page_where_the_panel_is_in_front(window, qtbot, tmp_path):
    path = tmp_path / "scan.png"
    QImage(40, 40, QImage.Format.Format_RGB32).save(str(path))
    window.sharing.take_files([path])
    qtbot.waitUntil(lambda: len(window.page.strokes) == 2)
    assert window.page.pictures[0].name == "scan.png"


def test_the_sample_is_a_picture_of_a_word(window, qtbot):
    window.recover.sampleWanted.emit()
    qtbot.waitUntil(lambda: len(window.page.strokes) == 2, timeout=20_000)
    assert window.page.pictures[0].size[0] > 200


def test_where_the_model_is_unsure_the_panel_says_so(window, clients, qtbot):
    window.page.put((), a_picture(), "Place picture")
    window.recover.set_models([])
    assert window.recover.note.text() == NO_MODEL
    fake = clients[-1]
    fake.reply = lambda serial, ask, lane: Reply(
        serial, lane, inks={"strokes": fake.traced(ask)[0]}, confidences=(0.2, 0.1), text="trace"
    )
    window.commands["ink.recover"].trigger()
    qtbot.waitUntil(lambda: len(window.page.strokes) == 2)
    window.recover.set_models(())
    assert window.recover.note.text() == NO_MODEL
    window.recover._models = None
    window.recover.say_way("trace")
    assert window.recover.note.text() == BY_TRACE


def test_an_error_is_a_sentence_and_changes_nothing(window, clients, qtbot):
    window.page.put((), a_picture(), "Place picture")
    clients[-1].reply = lambda serial, _ask, lane: Reply(serial, lane, error="That is no picture.")
    window.commands["ink.recover"].trigger()
    qtbot.waitUntil(lambda: window.recover.note.text() == "That is no picture.")
    assert not window.recovering.busy
    assert window.page.strokes == ()


def test_a_picture_without_ink_is_told(window, clients, qtbot):
    window.page.put((), a_picture(), "Place picture")
    clients[-1].reply = lambda serial, _ask, lane: Reply(serial, lane, inks={"strokes": Ink()}, figures={"words": 0})
    window.commands["ink.recover"].trigger()
    qtbot.waitUntil(lambda: "No strokes were found in Scan" in window.recover.note.text())


def test_an_answer_after_cancel_is_left_alone(window, clients, qtbot):
    window.page.put((), a_picture(), "Place picture")
    clients[-1].silent = True
    window.commands["ink.recover"].trigger()
    qtbot.waitUntil(lambda: bool([ask for ask, _ in clients[-1].asked if isinstance(ask, Trace)]))
    assert window.recover.cancel.isVisible()
    window.recover.cancel.click()
    window.recovering.replied(clients[-1].reply(len(clients[-1].asked), clients[-1].asked[-1][0], "picture"))
    assert window.page.strokes == ()
    assert window.recover.recover.isVisible()


# The list


def test_what_is_picked_in_the_list_is_selected_on_the_page_and_the_other_way_round(recovered):
    first, second = recovered.page.strokes
    pick(recovered, 1)
    assert recovered.selecting.selection.ids == {second.id}
    recovered.selecting.hold((first.id,))
    assert recovered.recover.strokes.ids == (first.id,)


def test_reverse_split_join_and_delete_keep_what_is_known(recovered):
    pick(recovered, 1)
    before = recovered.page.strokes[1].xy
    QTest.keyClick(recovered.recover.strokes, Qt.Key.Key_Return)
    assert np.allclose(recovered.page.strokes[1].xy, before[::-1])
    assert recovered.page.undo_text == "Reverse"
    assert rows(recovered)[1].confidence == 0.41
    recovered.recover.buttons["ink.split_middle"].click()
    assert [row.confidence for row in rows(recovered)] == [0.93, 0.41, 0.41]
    pick(recovered, 1, 2)
    recovered.recover.buttons["ink.join"].click()
    assert len(rows(recovered)) == 2
    pick(recovered, 0)
    recovered.recover.buttons["edit.delete"].click()
    assert [row.confidence for row in rows(recovered)] == [0.41]
    while recovered.page.undo_text != "Recover strokes":
        recovered.page.undo()
    assert [row.confidence for row in rows(recovered)] == [0.93, 0.41]


def test_rows_move_with_the_keyboard_and_the_page_is_drawn_in_that_order(recovered):
    first, second = recovered.page.strokes
    pick(recovered, 1)
    QTest.keyClick(recovered.recover.strokes, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert recovered.page.strokes == (second, first)
    assert [row.number for row in rows(recovered)] == [1, 2]
    assert recovered.recover.strokes.ids == (second.id,)
    recovered.page.undo()
    assert recovered.page.strokes == (first, second)


def test_a_stroke_moved_between_those_of_another_word_belongs_to_it(window):
    page = window.page
    inks = [Ink((Stroke([[x, 40], [x, 45]]), Stroke([[x + 2, 40], [x + 2, 45]]))) for x in (44, 52)]
    page.put(inks, a_picture(), "Paste")
    a, b, c, d = page.strokes
    assert [row.number for row in rows(window)] == [1, 2, 1, 2]
    assert [row.place for row in rows(window)] == ["word 1", "", "word 2", ""]
    pick(window, 3)
    window.recover.strokes.arranged.emit((a.id, d.id, b.id, c.id))
    assert page.strokes == (a, d, b, c)
    assert [[s.id for s in ink] for ink in page.characters] == [[a.id, d.id, b.id], [c.id]]
    page.undo()
    assert page.strokes == (a, b, c, d)
    assert [len(ink) for ink in page.characters] == [2, 2]


def test_numbers_and_fine_lines_are_shown_while_the_panel_is_in_front(recovered):
    sheet = recovered.view.sheet
    assert [len(ink) for ink in sheet.characters] == [2]
    recovered.recover.numbers.setChecked(False)
    assert sheet.characters is None
    recovered.recover.numbers.setChecked(True)
    recovered.choices.show_panel("convert")
    assert sheet.characters is None


def test_the_slider_changes_the_picture_in_one_step(recovered):
    recovered.recover.opacity.setValue(80)
    recovered.recover.opacitySet.emit(0.8)
    assert recovered.page.pictures[0].opacity == 0.8
    assert recovered.page.undo_text == "Picture opacity"
    assert len(rows(recovered)) == 2
    recovered.page.undo()
    assert recovered.page.pictures[0].opacity == FADED


# Once more


def test_kept_strokes_are_given_to_the_engine_and_stay_as_they_are(recovered, clients, qtbot):
    first, second = recovered.page.strokes
    pick(recovered, 1)
    recovered.commands["ink.recover_again"].trigger()
    qtbot.waitUntil(lambda: not recovered.recovering.busy)
    ask = [ask for ask, _ in clients[-1].asked if isinstance(ask, Trace)][-1]
    assert np.allclose(ask.fixed[0].xy, np.stack([np.linspace(8, 32, 30), np.full(30, 18.5)], axis=1), atol=1e-3)
    assert second in recovered.page.strokes
    assert first not in recovered.page.strokes
    assert len(recovered.page.strokes) == 2
    assert [row.kept for row in rows(recovered)] == [True, False]  # the engine named it first
    recovered.page.undo()
    assert recovered.page.strokes == (first, second)


def test_k_locks_and_unlocks(recovered):
    pick(recovered, 0)
    recovered.commands["ink.keep"].trigger()
    assert [row.kept for row in rows(recovered)] == [True, False]
    assert rows(recovered)[0].spoken() == "Stroke 1 of 2, 93%, kept"
    recovered.commands["ink.keep"].trigger()
    assert [row.kept for row in rows(recovered)] == [False, False]


def test_a_weak_stroke_that_is_kept_needs_no_check_any_more(recovered):
    pick(recovered, 1)
    recovered.recover.buttons["ink.keep"].click()
    assert recovered.recover.count.text() == "2 strokes"


def test_a_stroke_added_by_hand_joins_the_list_and_the_word_and_is_kept(recovered):
    recovered.commands["ink.by_hand"].trigger()
    assert recovered.view.tool == "pen"
    recovered.page.add(Stroke([[42, 47], [44, 47]], t=[50.0, 50.1]))
    assert [row.number for row in rows(recovered)] == [1, 2, 3]
    assert rows(recovered)[2].kept
    assert rows(recovered)[2].sureness() == "by hand"
    recovered.page.add(Stroke([[200, 120], [210, 120]], t=[60.0, 60.1]))
    assert len(rows(recovered)) == 3


def test_rows_are_dropped_where_they_are_let_go(recovered):
    first, second = recovered.page.strokes
    pick(recovered, 0)
    recovered.recover.strokes.put_picked(2)
    assert recovered.page.strokes == (second, first)
    recovered.recover.strokes.put_picked(1)
    assert recovered.page.strokes == (second, first)


# What is remembered


def test_what_was_copied_with_its_picture_is_known_too(recovered):
    recovered.selecting.select_all()
    recovered.selecting.duplicate()
    assert len(recovered.page.strokes) == 4
    assert [row.confidence for row in rows(recovered)] == [0.93, 0.41, 0.93, 0.41]


def test_a_picture_that_was_moved_keeps_its_strokes(recovered):
    picture = recovered.page.pictures[0]
    recovered.page.exchange({}, "Move", {picture.id: picture.moved((1.0, 0.0, 0.0, 1.0, 100.0, 0.0))})
    assert len(rows(recovered)) == 2
