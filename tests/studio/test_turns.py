"""The pen first: what the window has to show waits for the pen's rests, one piece a turn, and nothing shown is stale."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from studio import turns as room
from studio.turns import Turns

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def interpreter() -> Iterator[None]:
    switch = sys.getswitchinterval()
    yield
    sys.setswitchinterval(switch)
    gc.unfreeze()
    gc.enable()


def test_works_are_done_in_order_one_a_turn(qtbot: QtBot) -> None:
    turns, done = Turns(), []
    for name in "abc":
        turns.later(name, lambda name=name: done.append((name, turns.waiting)))
    assert done == []
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done == [("a", ("b", "c")), ("b", ("c",)), ("c", ())]


def test_a_newer_work_takes_the_place_of_the_older_one(qtbot: QtBot) -> None:
    turns, done = Turns(), []
    turns.later("image", lambda: done.append("old"))
    turns.later("strokes", lambda: done.append("strokes"))
    turns.later("image", lambda: done.append("new"))
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == ["new", "strokes"]


def test_what_is_forgotten_is_not_done(qtbot: QtBot) -> None:
    turns, done = Turns(), []
    turns.later("image", lambda: done.append("image"))
    turns.forget()
    qtbot.wait(20)
    assert done == []


def test_while_a_pen_writes_works_run_only_just_after_its_ink_was_painted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(room.time, "perf_counter", lambda: clock[0])
    turns, done = Turns(), []
    turns.pen_down()
    clock[0] += 0.004  # the next event is about to come
    turns.later("image", lambda: done.append("image"))
    turns._turn()
    assert turns.writing and done == []
    turns.pen_painted()
    turns._turn()
    assert done == ["image"]


def test_a_pen_that_stands_still_holds_nothing_back(qtbot: QtBot) -> None:
    turns, done = Turns(), []
    turns.pen_down()
    turns.later("image", lambda: done.append("image"))
    qtbot.waitUntil(lambda: done == ["image"])
    turns.pen_up()
    assert not turns.writing


@pytest.mark.usefixtures("interpreter")
def test_garbage_waits_for_a_rest_of_the_pen(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    clock = [time.perf_counter()]
    turns = Turns()
    turns.keep_quick()
    assert not gc.isenabled() and gc.get_freeze_count() > 1000
    monkeypatch.setattr(room.gc, "collect", collected.append)
    monkeypatch.setattr(room.gc, "get_count", lambda: (50, 1, 3))
    monkeypatch.setattr(room.time, "perf_counter", lambda: clock[0])
    turns.pen_down()
    clock[0] += 60
    turns._tidy()
    assert collected == []
    turns.pen_up()
    turns._tidy()
    assert collected == []
    clock[0] += 2
    turns._tidy()
    assert collected == [2]
