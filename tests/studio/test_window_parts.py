"""The window's parts that need no page: the table of commands, the throttle, jobs in words, background work, what goes out."""

import math
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QMenuBar

from engines.export.options import Options
from engines.ink.types import Ink, Stroke
from engines.messages import Convert, Failed, Finished, Progress, Recover, Reply, Stopped
from studio import live as live_module
from studio.background import Background
from studio.commands import Commands
from studio.jobs import Jobs, JobState, advanced, time_text
from studio.live import Live
from studio.menus.command import Command, hint_of
from studio.menus.table import MENUS, commands_table
from studio.rails import PANELS, TOOLS
from studio.sharing import Wish, picture_in, pixels_of, write
from studio.theme import icon_names

LINE = Ink((Stroke([[0, 0], [10, 20]], t=[0, 1]),))


class FakeEngine:
    def __init__(self):
        self.asked = []
        self.stopped = []

    def ask(self, ask, lane):
        self.asked.append((ask, lane))
        return len(self.asked)

    def start_job(self, verb, fields):
        return f"{verb}-1"

    def stop_job(self, job):
        self.stopped.append(job)


# Commands


def test_every_command_has_a_name_a_menu_and_an_icon_that_exist():
    names = [command.name for command in commands_table()]
    assert len(set(names)) == len(names)
    assert all(command.menu.partition("/")[0] in MENUS for command in commands_table())
    assert {command.icon for command in commands_table() if command.icon} <= set(icon_names())
    assert set(PANELS) | {name for name in TOOLS if name} <= set(names)


def test_no_two_commands_share_a_shortcut():
    keys = [key for command in commands_table() for key in command.keys]
    assert sorted(keys) == sorted(set(keys))


def test_a_command_without_a_slot_is_refused(qtbot):
    table = (Command("file.x", "X", "File"),)
    with pytest.raises(KeyError, match=r"file\.x"):
        Commands({}, table=table)
    with pytest.raises(KeyError, match=r"file\.y"):
        Commands({"file.x": lambda: None, "file.y": lambda: None}, table=table)


def test_menus_hold_every_command_and_checks_pass_their_state(qtbot):
    told = []
    slots = {
        command.name: told.append if command.kind == "check" else lambda: told.append("done") for command in commands_table()
    }
    commands = Commands(slots)
    bar = QMenuBar()
    qtbot.addWidget(bar)
    menus = commands.fill(bar)
    shown = {action for menu in menus.values() for action in menu.actions()}
    assert all(commands[command.name] in shown for command in commands_table())
    commands["view.guides"].trigger()
    commands["file.new"].trigger()
    assert told == [True, "done"]


def test_a_tooltip_names_the_shortcut():
    assert hint_of(Command("a", "Open…", "File", ("Ctrl+O",), hint="Why.")) == "Open (Ctrl+O)\nWhy."


# The throttle


def test_growing_ink_waits_for_the_answer_and_only_the_newest_goes_out(qtbot, monkeypatch):
    monkeypatch.setattr(live_module, "EVERY", 0.0)
    engine = FakeEngine()
    live = Live(engine)
    inks = [Ink((Stroke(np.zeros((n, 2))),)) for n in (2, 3, 4)]
    for ink in inks:
        live.growing(ink)
    assert len(engine.asked) == 1
    live.replied(Reply(1, "pen"))
    qtbot.waitUntil(lambda: len(engine.asked) == 2)
    assert engine.asked[1][0].ink is inks[2]


def test_a_slow_engine_is_asked_less_often(qtbot):
    engine = FakeEngine()
    live = Live(engine)
    live.growing(LINE)
    live.replied(Reply(1, "pen", seconds=10.0))
    live.growing(LINE)
    QApplication.processEvents()
    assert len(engine.asked) == 1
    qtbot.waitUntil(lambda: len(engine.asked) == 2, timeout=2000)


def test_pen_up_is_asked_at_once_and_drops_what_was_waiting(qtbot):
    engine = FakeEngine()
    live = Live(engine)
    shown = []
    live.shown.connect(lambda question, reply: shown.append((question.growing, reply.serial)))
    live.growing(LINE)
    live.growing(LINE)
    live.finished(LINE)
    assert [type(ask) for ask, _lane in engine.asked] == [Convert, Convert]
    live.replied(Reply(1, "pen"))
    live.replied(Reply(2, "pen"))
    assert shown == [(False, 2)]


def test_an_answer_to_a_page_that_was_cleared_is_not_shown(qtbot):
    engine, shown = FakeEngine(), []
    live = Live(engine)
    live.shown.connect(lambda *_: shown.append(1))
    live.finished(LINE)
    live.forget()
    live.replied(Reply(1, "pen"))
    assert shown == []


def test_a_silent_engine_does_not_stop_the_asking_for_ever(qtbot, monkeypatch):
    monkeypatch.setattr(live_module, "PATIENCE", 0.02)
    engine = FakeEngine()
    live = Live(engine)
    live.growing(LINE)
    live.growing(LINE)
    qtbot.waitUntil(lambda: len(engine.asked) == 2, timeout=2000)


def test_another_model_asks_the_last_question_again(qtbot):
    engine = FakeEngine()
    live = Live(engine)
    live.picture(Path("a.png"), "a.png")
    live.use("other")
    assert [(type(ask), ask.model) for ask, _ in engine.asked] == [(Recover, ""), (Recover, "other")]


# Jobs


def test_a_job_is_told_in_one_line_with_time_left():
    state = advanced(JobState("j", "Importing 1b"), Progress("j", 62, 100, left=190.0))
    assert state.line == "Importing 1b 62%, 3 min left"
    assert advanced(JobState("j", "Importing 1b"), Progress("j", 62, 0, text="62 samples")).line == "Importing 1b, 62 samples"


@pytest.mark.parametrize(("seconds", "words"), [(0.2, "1 s"), (75, "75 s"), (190, "3 min"), (7800, "2 h 10 min"), (7200, "2 h")])
def test_times_are_told_as_people_say_them(seconds, words):
    assert time_text(seconds) == words


def test_a_job_ends_in_words_whatever_its_end():
    start = JobState("j", "Importing")
    done = advanced(start, Finished("j", {"samples": 2415, "skipped": 3}))
    assert (done.running, done.line) == (False, "Importing: done, 2,415 samples, 3 skipped")
    failed = advanced(start, Failed("j", "The disk is full.", "trace"))
    assert (failed.failed, failed.line, failed.details) == (True, "The disk is full.", "trace")
    assert advanced(start, Stopped("j", "Stopped. Nothing was changed.")).line == "Stopped. Nothing was changed."


def test_events_of_unknown_jobs_are_left_alone_and_cancel_reaches_the_engine(qtbot):
    engine = FakeEngine()
    jobs = Jobs(engine)
    job = jobs.start("import", "Importing", {})
    jobs.heard(Progress("someone-else", 1, 2))
    assert [state.id for state in jobs.running] == [job]
    assert math.isnan(jobs.running[0].share)
    jobs.stop(job)
    assert engine.stopped == [job]
    assert "stopping" in jobs.running[0].line
    jobs.heard(Stopped(job))
    assert jobs.running == ()


# Background


def test_background_work_comes_back_on_the_windows_thread_and_errors_as_values(qtbot):
    background, told = Background(), []

    def fails():
        raise OSError("no space")

    background.run(
        lambda: threading.current_thread(), lambda there: told.append((there, threading.current_thread())), told.append
    )
    background.run(fails, told.append, lambda error: told.append((str(error), threading.current_thread())))
    qtbot.waitUntil(lambda: len(told) == 2)
    here = threading.main_thread()
    assert told[0][0] is not here
    assert told[0][1] is here
    assert told[1] == ("no space", here)


# What comes in and goes out


def test_pixels_of_an_image_are_its_own_rgba_whatever_its_width():
    image = QImage(5, 3, QImage.Format.Format_RGB888)
    image.fill(QColor(10, 20, 30))
    image.setPixelColor(4, 2, QColor(200, 100, 50))
    pixels = pixels_of(image)
    assert pixels.shape == (3, 5, 4)
    assert pixels[2, 4].tolist() == [200, 100, 50, 255]
    assert pixels[0, 0].tolist() == [10, 20, 30, 255]


def test_the_first_picture_of_a_paste_is_taken_and_other_things_are_not(tmp_path):
    data = QMimeData()
    data.setText("hello")
    assert picture_in(data) is None
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt")), QUrl.fromLocalFile(str(tmp_path / "b.PNG"))])
    assert picture_in(data) == tmp_path / "b.PNG"
    pixels = QMimeData()
    pixels.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert isinstance(picture_in(pixels), QImage)


@pytest.mark.parametrize(
    ("kind", "name", "head"),
    [
        ("svg", "a.svg", b"<?xml"),
        ("svg-replay", "b.svg", b"<?xml"),
        ("pdf", "e.pdf", b"%PDF-1.7"),
        ("inkml", "f.inkml", b"<?xml"),
        ("png", "c.png", b"\x89PNG"),
        ("gif", "d.gif", b"GIF89a"),
    ],
)
def test_every_export_writes_its_own_kind(tmp_path, kind, name, head):
    path = write(Wish(LINE, tmp_path / name, Options(kind, size=64)))
    assert path.read_bytes().startswith(head)


def test_the_size_of_a_picture_is_its_longer_side(tmp_path):
    path = write(Wish(LINE, tmp_path / "tall.png", Options(size=80)))
    image = QImage(str(path))
    assert image.height() == 80
    assert image.width() < 80


def test_an_export_that_fails_leaves_nothing_behind(tmp_path):
    with pytest.raises((OSError, ValueError)):
        write(Wish(Ink(), tmp_path / "none.png", Options()))
    assert list(tmp_path.iterdir()) == []
