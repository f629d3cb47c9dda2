"""Recover, a whole page: words stream in from a job and come onto the page in one step, however the job ends."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtGui import QImage
from recover_window import MM, a_picture, clients, pick, rows, window

from engines.ink.types import Ink, Stroke
from engines.messages import Failed, Finished, Progress, Reply, Stopped, Traced

__all__ = ["clients", "window"]


@pytest.fixture
def job(window, clients, qtbot):
    """A page under way; -> its id."""
    clients[-1].page_words = 40
    window.page.put((), a_picture(), "Place picture")
    window.commands["ink.recover"].trigger()
    qtbot.waitUntil(lambda: bool(clients[-1].jobs))
    return "recover-1"


def word(x: float) -> Ink:
    return Ink((Stroke([[x, 10], [x, 20]], t=[0, 0.2]), Stroke([[x, 15], [x + 4, 15]], t=[0.3, 0.4])))


def test_a_page_is_a_job_whose_words_come_onto_the_page_in_one_step(window, clients, job, qtbot):
    verb, fields = clients[-1].jobs[0]
    assert verb == "recover"
    assert fields["picture"].endswith(".png")
    clients[-1].listener(Traced(job, word(5), (0.9, 0.8), 2.0))
    clients[-1].listener(Progress(job, 1, 4, left=30.0))
    qtbot.waitUntil(lambda: "30 s left" in window.recover.doing.text())
    assert window.recover.progress.value() == 25
    assert window.page.strokes == ()
    assert len(window.view.sheet.unfolding) == 1
    clients[-1].listener(Traced(job, word(20), (0.9, 0.2), 2.0))
    clients[-1].listener(Finished(job, {"words": 2, "lines": 1, "strokes": 4, "by_trace": 0}))
    qtbot.waitUntil(lambda: len(window.page.strokes) == 4)
    assert window.page.undo_text == "Recover strokes"
    assert [len(ink) for ink in window.page.characters] == [2, 2]
    assert len(window.view.sheet.unfolding) == 0
    times = [float(stroke.t[0]) for stroke in window.page.strokes]
    assert times == sorted(times)
    assert rows(window)[3].weak
    window.page.undo()
    assert window.page.strokes == ()


def test_what_a_stopped_page_has_found_is_kept(window, clients, job, qtbot):
    clients[-1].listener(Traced(job, word(5), (0.9, 0.8), 2.0))
    qtbot.waitUntil(lambda: len(window.view.sheet.unfolding) == 1)
    window.recover.cancel.click()
    assert clients[-1].stopped == [job]
    clients[-1].listener(Stopped(job))
    qtbot.waitUntil(lambda: len(window.page.strokes) == 2)
    assert not window.recovering.busy


def test_a_page_that_failed_says_why(window, clients, job, qtbot):
    clients[-1].listener(Failed(job, "The worker ended."))
    qtbot.waitUntil(lambda: window.recover.note.text() == "The worker ended.")
    assert window.page.strokes == ()


def test_a_picture_that_was_taken_off_meanwhile_gets_no_strokes(window, clients, job, qtbot):
    clients[-1].listener(Traced(job, word(5), (0.9, 0.8), 2.0))
    qtbot.waitUntil(lambda: len(window.view.sheet.unfolding) == 1)
    window.page.erase([window.page.pictures[0].id])
    clients[-1].listener(Finished(job, {}))
    qtbot.waitUntil(lambda: not window.recovering.busy)
    assert window.page.strokes == ()
    assert "not on the page any more" in window.recover.note.text()


def test_a_picture_that_was_moved_meanwhile_has_its_strokes_where_it_lies(window, clients, job, qtbot):
    picture = window.page.pictures[0]
    window.page.exchange({}, "Move", {picture.id: picture.moved((1.0, 0.0, 0.0, 1.0, 100.0, 0.0))})
    clients[-1].listener(Traced(job, word(5), (0.9, 0.8), 2.0))
    clients[-1].listener(Finished(job, {}))
    qtbot.waitUntil(lambda: len(window.page.strokes) == 2)
    assert np.allclose(window.page.strokes[0].xy[0], (140 + 5 * MM, 30 + 10 * MM))


def test_strokes_kept_of_a_page_are_not_found_twice(window, clients, qtbot):
    own = Ink((Stroke([[40 + 5 * MM, 30 + y * MM] for y in np.linspace(10, 20, 30)]),))
    window.page.put([own], a_picture(), "Paste")
    clients[-1].page_words = 40
    window.commands["ink.recover"].trigger()
    qtbot.waitUntil(lambda: bool(clients[-1].jobs))
    clients[-1].listener(Traced("recover-1", word(5), (0.9, 0.8), 2.0))
    clients[-1].listener(Finished("recover-1", {}))
    qtbot.waitUntil(lambda: len(window.page.strokes) == 2)
    assert own.strokes[0] in window.page.strokes
    assert math.isnan(rows(window)[0].confidence)


def test_a_few_words_are_one_question_and_a_word_each_on_the_page(window, clients, qtbot):
    window.page.put((), a_picture(), "Place picture")
    inks = Ink((*word(2).strokes, *word(12).strokes, *word(30).strokes))
    clients[-1].reply = lambda serial, _ask, lane: Reply(
        serial, lane, inks={"strokes": inks}, confidences=(0.9,) * 6, figures={"words": 3, "width": 2.0}
    )
    window.commands["ink.recover"].trigger()
    qtbot.waitUntil(lambda: len(window.page.strokes) == 6)
    assert [len(ink) for ink in window.page.characters] == [2, 2, 2]
    assert not clients[-1].jobs


def test_keeping_a_stroke_of_a_page_looks_again_at_its_word_alone(window, clients, job, qtbot):
    for x in (5, 20):
        clients[-1].listener(Traced(job, word(x), (0.9, 0.8), 2.0))
    clients[-1].listener(Finished(job, {}))
    qtbot.waitUntil(lambda: len(window.page.strokes) == 4)
    before = window.page.strokes
    clients[-1].page_words = 0
    seen = []

    def reply(serial, ask, lane):
        seen.append(QImage(str(ask.picture)).size().toTuple())
        bar = Stroke(np.add(ask.fixed[0].xy, (1, 0)), t=[0.0, 0.2])
        return Reply(serial, lane, inks={"strokes": Ink((bar, *ask.fixed))}, confidences=(0.7, 1.0), figures={"words": 1})

    clients[-1].reply = reply
    pick(window, 2)
    window.commands["ink.recover_again"].trigger()
    qtbot.waitUntil(lambda: not window.recovering.busy)
    assert seen[0][0] < 40
    after = window.page.strokes
    assert after[:2] == before[:2]
    assert after[3] is before[2]
    assert np.allclose(after[2].xy, np.add(before[2].xy, (MM, 0)), atol=1e-3)
    assert before[3] not in after


def test_a_long_page_is_shown_piece_by_piece_and_whole_in_the_end(window, clients, job, qtbot):
    for x in range(3, 36, 3):
        window.recovering.heard(Traced(job, word(x), (0.9, 0.8), 2.0))
    window.view.zoom_in()
    sheet = window.view.sheet
    qtbot.waitUntil(lambda: not sheet.unfolding.behind(sheet._shown_as, sheet._seen))
    assert len(sheet.unfolding) == 11
    clients[-1].listener(Finished(job, {}))
    qtbot.waitUntil(lambda: len(window.page.strokes) == 22)


def test_words_found_just_before_the_end_go_on_drawing_themselves_on_the_page(window, clients, job, qtbot):
    window.commands["view.reduce_motion"].trigger()
    clients[-1].listener(Traced(job, word(5), (0.9, 0.8), 2.0))
    clients[-1].listener(Traced(job, word(20), (0.9, 0.8), 2.0))
    clients[-1].listener(Finished(job, {}))
    qtbot.waitUntil(lambda: len(window.page.strokes) == 4)
    assert window.clock.playing
    assert len(window.view.sheet.unfolding) == 2
    together = window.clock.duration
    window.clock.seek(together)
    assert len(window.view.sheet.unfolding) == 0
    qtbot.waitUntil(lambda: window.clock.duration > together)  # one word after the other, when it is played again
    assert not window.clock.playing
