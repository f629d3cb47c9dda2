"""What nobody foresaw: told in a dialog with all that a report needs, in this run and after one that died."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from answering_fake import FakeClient
from PySide6.QtGui import QGuiApplication

from studio.app import build
from studio.bridge import Bridge
from studio.crashing import Crashing
from studio.errors import Problem, explain
from studio.lastrun import ThisRun, crashes, log_tail, report, without_home
from studio.page import Page
from studio.settings import Settings


@pytest.fixture
def window(qtbot):
    made = build(Settings(theme="light"), Page(), Bridge(make=FakeClient))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def crashing(window, tmp_path):
    (tmp_path / "ductus.log").write_text("".join(f"line {n}\n" for n in range(500)))
    return Crashing(window, window.leaving, window.background, window.errors, tmp_path / "ductus.log")


def raised() -> Problem:
    try:
        raise KeyError("gone")
    except KeyError as error:
        return explain(type(error), error, error.__traceback__)


def test_a_mistake_of_ductus_is_told_in_a_dialog_and_anything_else_in_the_bar(crashing, window, qtbot):
    crashing.tell(Problem("The disk is full.", "Your page is safe."))
    assert window.errors.isVisible() and crashing.dialog is None
    problem = raised()
    crashing.tell(problem)
    qtbot.waitUntil(lambda: crashing.dialog is not None)
    dialog = crashing.dialog
    assert dialog.isVisible() and not dialog.isModal()
    assert dialog.happened.text() == problem.happened and "Your page is safe." in dialog.rest.text()
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "KeyError" in copied and "Python" in copied and "line 499" in copied and "line 100" not in copied
    assert dialog.details.isHidden()
    dialog.more.click()
    assert dialog.details.isVisible()
    dialog.go_on.click()
    assert not dialog.isVisible()


def test_a_second_problem_takes_the_place_of_the_first(crashing, qtbot):
    crashing.tell(raised())
    qtbot.waitUntil(lambda: crashing.dialog is not None)
    first = crashing.dialog
    crashing.tell(Problem("Another thing.", details="d", unforeseen=True))
    qtbot.waitUntil(lambda: first.happened.text() == "Another thing.")
    assert crashing.dialog is first


def test_restart_closes_and_asks_for_a_fresh_start(crashing, window, qtbot):
    crashing.tell(raised())
    qtbot.waitUntil(lambda: crashing.dialog is not None)
    crashing.dialog.restart.click()
    assert window.leaving.again and not window.isVisible()


DIE = """
import faulthandler, sys
from pathlib import Path
from studio.lastrun import ThisRun
this = ThisRun(Path(sys.argv[1]))
if sys.argv[2] == "fault": faulthandler._sigsegv()
if sys.argv[2] == "kill":
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
this.end()
"""


def die(folder: Path, how: str) -> None:
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", textwrap.dedent(DIE), str(folder), how], cwd=root, timeout=60, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_run_that_died_is_told_once_and_one_that_ended_well_or_still_lives_is_not(tmp_path):
    die(tmp_path, "end")
    assert crashes(tmp_path) == []
    alive = ThisRun(tmp_path)
    die(tmp_path, "fault")
    die(tmp_path, "kill")
    told = crashes(tmp_path)
    assert sorted(map(bool, told)) == [False, True]
    assert any("Segmentation fault" in trace for trace in told)
    assert crashes(tmp_path) == []
    alive.end()
    assert crashes(tmp_path) == [] and list(tmp_path.iterdir()) == []


def test_a_crash_of_the_last_run_is_shown_at_the_next_start(crashing, tmp_path, qtbot):
    (tmp_path / "run-999999999.txt").write_text("Fatal Python error: Segmentation fault")
    crashing.look_back()
    qtbot.waitUntil(lambda: crashing.dialog is not None)
    assert "last time" in crashing.dialog.happened.text()
    assert "Segmentation fault" in crashing.dialog.details.toPlainText()


def test_a_run_that_was_ended_from_outside_is_a_quiet_line(crashing, window, tmp_path, qtbot):
    (tmp_path / "run-999999999.txt").write_text("")
    crashing.look_back()
    qtbot.waitUntil(lambda: "ended from outside" in window.status.notice.text())
    assert crashing.dialog is None


def test_a_folder_that_refuses_leaves_the_program_without_a_mark(tmp_path):
    (tmp_path / "file").write_text("")
    ThisRun(tmp_path / "file" / "logs").end()


def test_a_report_names_nobody_and_holds_the_newest_lines(tmp_path):
    path = tmp_path / "ductus.log"
    path.write_text("old\n" * 1000 + f"the page is in {Path.home()}/pages\n")
    told = report("Trace", path, about=True)
    assert str(Path.home()) not in told and "~/pages" in told
    assert told.count("old") < 60 and "Qt" in told
    assert log_tail(tmp_path / "none.log") == ""
    assert without_home(f"a {Path.home()} b") == "a ~ b"
