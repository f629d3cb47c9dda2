from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QThread, qWarning
from PySide6.QtGui import QGuiApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from studio import errors as room
from studio.errors import ErrorBar, Errors, Problem, install, uninstall


@pytest.fixture
def errors(tmp_path: Path, qtbot: QtBot) -> Iterator[Errors]:
    with capture_exceptions():  # pytest-qt's own hook stands aside
        yield install(tmp_path / "logs")
        uninstall()
    for handler in list(room.log.handlers):
        if isinstance(handler, logging.handlers.RotatingFileHandler):
            room.log.removeHandler(handler)
            handler.close()


def raise_it(sentence: str = "secret detail") -> None:
    raise RuntimeError(sentence)


def through_the_hook(sentence: str = "secret detail") -> None:
    try:
        raise_it(sentence)
    except RuntimeError as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)


def test_an_unforeseen_error_is_told_in_plain_words_with_its_details_apart(errors: Errors, tmp_path: Path) -> None:
    heard: list[Problem] = []
    errors.happened.connect(heard.append)
    through_the_hook()
    assert len(heard) == 1 and "Your page is safe." in heard[0].text
    assert "secret detail" not in heard[0].text and "secret detail" in heard[0].details and "raise_it" in heard[0].details
    assert "secret detail" in (tmp_path / "logs" / "ductus.log").read_text()


def test_an_error_on_any_thread_arrives_on_the_gui_thread(errors: Errors, qtbot: QtBot) -> None:
    threads: list[QThread] = []
    bar = ErrorBar()
    qtbot.addWidget(bar)
    errors.happened.connect(bar.tell)
    errors.happened.connect(lambda _: threads.append(QThread.currentThread()))
    thread = threading.Thread(target=raise_it)
    with qtbot.waitSignal(errors.happened):
        thread.start()
    thread.join()
    assert threads == [QCoreApplication.instance().thread()]  # type: ignore[union-attr]
    assert bar.problem is not None and "RuntimeError" in bar.problem.text


def test_an_error_that_repeats_is_told_once(errors: Errors) -> None:
    heard: list[Problem] = []
    errors.happened.connect(heard.append)
    for _ in range(50):
        through_the_hook()
    through_the_hook("another")
    assert len(heard) == 2


def test_what_qt_complains_about_is_in_the_log(errors: Errors, tmp_path: Path) -> None:
    qWarning("a warning from Qt")
    assert "a warning from Qt" in (tmp_path / "logs" / "ductus.log").read_text()


@pytest.mark.parametrize("problem, words", [(MemoryError(), "memory"), (OSError("The stick is gone."), "The stick is gone")])
def test_known_kinds_of_trouble_have_their_own_words(problem: BaseException, words: str) -> None:
    assert words in room.explain(type(problem), problem, None).text


def test_the_bar_copies_details_and_can_be_dismissed(qtbot: QtBot) -> None:
    bar = ErrorBar()
    qtbot.addWidget(bar)
    assert not bar.isVisible()
    bar.tell(Problem("It broke.", "All is safe.", "Go on.", "line 7"))
    assert bar.isVisible() and not bar.isModal()
    bar.copy_button.click()
    assert QGuiApplication.clipboard().text() == "It broke. All is safe. Go on.\n\nline 7"
    bar.dismiss_button.click()
    assert not bar.isVisible()
    bar.tell(Problem("Again."))
    assert bar.copy_button.isHidden()


def test_the_log_stays_small(errors: Errors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for handler in room.log.handlers:
        if isinstance(handler, logging.handlers.RotatingFileHandler):
            handler.maxBytes = 1000
    for _ in range(300):
        room.log.warning("x" * 90)
    logs = sorted((tmp_path / "logs").iterdir())
    assert len(logs) == 1 + room.LOG_FILES and all(item.stat().st_size <= 1000 for item in logs)


def test_a_folder_that_refuses_leaves_the_program_without_a_log(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    before = list(room.log.handlers)
    room.start_log(tmp_path / "file" / "logs")
    assert room.log.handlers == before


def test_a_slot_that_fails_does_not_end_the_program(tmp_path: Path) -> None:
    code = """
from PySide6.QtCore import QCoreApplication, QTimer
from studio.errors import install
app = QCoreApplication([])
errors = install()
errors.happened.connect(lambda problem: print(problem.happened))
QTimer.singleShot(0, lambda: 1 / 0)
QTimer.singleShot(50, lambda: (print("alive"), app.quit()))
app.exec()
"""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.splitlines() == ["Something in Ductus went wrong (ZeroDivisionError).", "alive"]
