import numpy as np
import pytest
from collecting_hand import write_prompt
from collecting_window import labels, opened, press, sitting
from PySide6.QtCore import Qt

from engines.ink.types import Ink, Stroke
from engines.messages import Check, Reply
from studio.checking import Checking, opinion_of
from studio.writing_desk import ACCEPT

__all__ = ["opened", "sitting"]

INK = Ink((Stroke([[1, 1], [2, 2]], t=[0, 1]),))


def kept(window):
    return list(window.collecting.collection.items.values())[-1]


def write_checked(window, qtbot):
    prompt = write_prompt(window)
    qtbot.waitUntil(lambda: not window.collecting.checking.waits)
    return prompt


@pytest.mark.parametrize(
    ("reply", "codes"),
    [
        (Reply(1, "pen", text="A", figures={"confidence": 0.9, "outlier": 0.3}), ()),
        (Reply(1, "pen", text="D", figures={"confidence": 0.1}), ("reads_otherwise",)),
        (Reply(1, "pen", text="A", figures={"confidence": 0.9, "outlier": 0.99}), ("unlike_you",)),
        (Reply(1, "pen", text="D", figures={}), ()),
        (Reply(1, "pen", text="D", confidence=0.1), ("reads_otherwise",)),
        (Reply(1, "pen", figures={"confidence": 0.1}, error="No model here can do this."), ()),
    ],
)
def test_an_opinion_is_what_the_reply_says_and_none_where_no_model_is(reply, codes):
    assert opinion_of(reply).codes == codes


def test_what_reads_otherwise_is_remarked_on_in_words_and_may_be_kept(sitting, qtbot):
    client, desk = sitting.bridge._client, sitting.collecting.desk
    client.checks[sitting.collecting.sitting.prompt] = ("&", 0.05, 0.2)
    prompt = write_checked(sitting, qtbot)
    assert desk.note.text() == ""  # there may be more to come: an i without its dot reads as l
    qtbot.waitUntil(lambda: desk.note.text() == "This reads like “&”." and desk.buttons[ACCEPT].text() == "Accept anyway")
    press(sitting, Qt.Key.Key_Return)
    item = kept(sitting)
    assert item.remarks == ("reads_otherwise",) and item.sample.text == prompt
    assert item.figures["confidence"] == pytest.approx(0.05) and item.figures["suspicion"] == pytest.approx(0.95)


def test_a_sample_unlike_the_others_is_remarked_on_and_compared_with_those_accepted(sitting, qtbot):
    client, collecting = sitting.bridge._client, sitting.collecting
    for _ in range(2):
        write_checked(sitting, qtbot)
        press(sitting, Qt.Key.Key_Return)
        assert kept(sitting).remarks == () and kept(sitting).figures["outlier"] == pytest.approx(0.2)
    client.checks[collecting.sitting.prompt] = ("", 0.9, 0.995)
    write_checked(sitting, qtbot)
    qtbot.waitUntil(lambda: collecting.desk.note.text() == "This is unlike your other samples.")
    asked = [ask for ask, _lane in client.asked if isinstance(ask, Check)][-1]
    assert asked.known.shape == (2, 4) and asked.writer == collecting.sitting.session.writer


def test_going_on_by_itself_waits_for_the_opinion_but_not_for_ever(sitting, qtbot):
    client, collecting = sitting.bridge._client, sitting.collecting
    collecting._pace(rest=0.6)
    client.silent = True
    prompt = write_prompt(sitting)
    assert collecting.checking.waits
    qtbot.waitUntil(lambda: labels(sitting) == [prompt])
    second = write_prompt(sitting)
    qtbot.waitUntil(lambda: collecting.sitting._late)
    serial = len(client.asked)
    sitting.bridge.replied.emit(Reply(serial, "pen", text="%", figures={"confidence": 0.01}))
    qtbot.waitUntil(lambda: "%" in collecting.desk.note.text())
    assert labels(sitting) == [prompt] and collecting.sitting.prompt == second


def test_an_answer_to_an_earlier_question_is_left_alone():
    told, serials = [], iter(range(1, 9))
    checking = Checking(lambda ask, lane: next(serials), lambda: True)
    checking.told.connect(told.append)
    checking.ask(INK, "a", "w")
    checking.ask(INK, "b", "w")
    checking.replied(Reply(1, "pen", text="a"))
    assert told == [] and checking.waits
    checking.replied(Reply(2, "pen", text="b", z={"style": np.ones(3, np.float32)}))
    assert [opinion.read for opinion in told] == ["b"] and not checking.waits
    checking.keep(told[0])
    assert checking.known("w").tolist() == [[1, 1, 1]] and checking.known("other") is None


def test_nothing_is_asked_while_the_engine_is_away():
    checking = Checking(lambda ask, lane: pytest.fail("asked"), lambda: False)
    checking.ask(INK, "a", "w")
    assert not checking.waits
