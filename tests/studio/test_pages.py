"""Saving, opening and leaving pages in the real window: no ink is ever lost, and the window says the truth about it."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import page_actor
import pytest
from answering_fake import FakeClient
from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from engines.ink.types import Ink
from studio import page_files
from studio.app import build
from studio.bridge import Bridge
from studio.page import Page
from studio.page_files import Entry
from studio.recents import line, moment
from studio.settings import Settings
from studio.sharing import picture_in
from studio.window import Window


@pytest.fixture
def start(qtbot: QtBot, ductus_home: Path) -> Iterator[Callable[[], Window]]:
    """Starts the studio anew, on the journal of its home."""
    windows: list[Window] = []

    def begin() -> Window:
        while windows:
            windows.pop().close()
        settings = Settings(theme="light")
        windows.append(build(settings, Page(settings.page_path), Bridge(make=lambda listener: FakeClient(listener))))
        qtbot.addWidget(windows[-1])
        windows[-1].page.finish_opening()
        windows[-1].show()
        return windows[-1]

    yield begin
    for window in windows:
        window.leaving.ask = lambda _parent, _copy: "close"
        window.close()


@pytest.fixture
def window(start: Callable[[], Window]) -> Window:
    return start()


def write(window: Window, seed: int = 1) -> None:
    window.page.add(page_actor.stroke(random.Random(seed), 8))


def settle(window: Window, qtbot: QtBot) -> None:
    """Wait until everything asked for in the background has been done."""
    ended: list[bool] = []
    window.background.run(lambda: None, lambda _: ended.append(True), lambda _: None)
    qtbot.waitUntil(lambda: bool(ended))


def save(window: Window, qtbot: QtBot, path: Path) -> None:
    window.filing.pages.ask = lambda _proposal: str(path)
    window.commands["file.save"].trigger()
    qtbot.waitUntil(lambda: window.page.filed.path == str(path) and not window.page.edited)


def titled(window: Window, qtbot: QtBot, words: str) -> None:
    qtbot.waitUntil(lambda: window.document.text() == words and window.windowTitle() == words)


def ids(window: Window) -> list[str]:
    return [stroke.id for stroke in window.page.strokes]


def offer(window: Window) -> None:
    window.status._taken()


# Saving


def test_the_title_says_whether_the_page_is_kept_saved_or_edited(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    write(window)
    titled(window, qtbot, "Untitled page · kept")
    assert not window.commands["file.revert"].isEnabled()
    save(window, qtbot, tmp_path / "letter.ductus")
    titled(window, qtbot, "letter · saved")
    write(window, 2)
    titled(window, qtbot, "letter · edited")
    window.commands["edit.undo"].trigger()
    titled(window, qtbot, "letter · saved")
    window.commands["edit.redo"].trigger()
    window.commands["file.save"].trigger()
    titled(window, qtbot, "letter · saved")
    assert len(page_files.load(tmp_path / "letter.ductus").history.placed) == 2


def test_a_name_without_an_ending_gets_ours(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    write(window)
    window.filing.pages.ask = lambda _proposal: str(tmp_path / "a.b")
    window.commands["file.save_as"].trigger()
    qtbot.waitUntil((tmp_path / "a.b.ductus").exists)
    settle(window, qtbot)
    window.filing.pages.ask = lambda _proposal: ""
    window.commands["file.save_as"].trigger()
    assert window.page.filed.path == str(tmp_path / "a.b.ductus")


def test_two_saves_in_a_row_are_both_done(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    write(window)
    save(window, qtbot, tmp_path / "a.ductus")
    write(window, 2)
    window.commands["file.save"].trigger()
    write(window, 3)
    window.commands["file.save"].trigger()
    titled(window, qtbot, "a · saved")
    assert len(page_files.load(tmp_path / "a.ductus").history.placed) == 3


def test_after_closing_an_edited_page_comes_back_edited(start: Callable[[], Window], qtbot: QtBot, tmp_path: Path) -> None:
    window = start()
    write(window)
    save(window, qtbot, tmp_path / "letter.ductus")
    write(window, 2)
    window = start()
    titled(window, qtbot, "letter · edited")
    assert window.commands["edit.undo"].text() == "Undo write"
    window.commands["file.save"].trigger()
    titled(window, qtbot, "letter · saved")
    window = start()
    titled(window, qtbot, "letter · saved")


def test_what_the_disk_refuses_is_one_sentence_and_the_page_stays_edited(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(window)
    save(window, qtbot, tmp_path / "a.ductus")
    write(window, 2)
    before = (tmp_path / "a.ductus").read_bytes()

    def refuse(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("engines.data.page_file.os.fsync", refuse)
        window.commands["file.save"].trigger()
        qtbot.waitUntil(lambda: window.errors.isVisible() and "is full" in window.errors.problem.text)
    assert "Your page is safe" in window.errors.problem.text
    assert window.errors.offer_button.text() == "Save as…"
    assert window.page.edited
    assert (tmp_path / "a.ductus").read_bytes() == before
    window.filing.pages.ask = lambda _proposal: str(tmp_path / "b.ductus")
    window.errors.offer_button.click()
    titled(window, qtbot, "b · saved")
    assert not window.errors.isVisible()


def test_a_file_that_another_program_changed_is_not_written_over(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    write(window)
    save(window, qtbot, tmp_path / "a.ductus")
    (tmp_path / "a.ductus").write_bytes(b"theirs")
    write(window, 2)
    window.commands["file.save"].trigger()
    qtbot.waitUntil(lambda: window.errors.isVisible() and "changed by another program" in window.errors.problem.text)
    assert (tmp_path / "a.ductus").read_bytes() == b"theirs"
    assert window.page.edited


# Other pages


def test_a_new_page_keeps_the_old_one_and_undo_brings_it_back(window: Window, qtbot: QtBot) -> None:
    write(window)
    before = page_actor.state(window.page.history())
    window.commands["file.new"].trigger()
    qtbot.waitUntil(lambda: not window.page.strokes)
    assert window.commands["edit.undo"].text() == "Undo new page"
    settle(window, qtbot)
    shown = [action.text() for action in window.filing.recents.menu.actions()]
    assert shown[0].startswith("Untitled, 1 stroke, today ")
    window.commands["file.new"].trigger()  # an empty page is as new as can be
    settle(window, qtbot)
    window.commands["edit.undo"].trigger()
    qtbot.waitUntil(lambda: bool(window.page.strokes))
    assert page_actor.state(window.page.history()) == before


def test_opening_a_page_keeps_the_one_that_was_there_and_names_its_steps(
    start: Callable[[], Window], qtbot: QtBot, tmp_path: Path
) -> None:
    window = start()
    window.page.add_ink(Ink((page_actor.stroke(random.Random(1), 5),)), "Sample letter")
    save(window, qtbot, tmp_path / "a.ductus")
    there = ids(window)
    window.commands["file.new"].trigger()
    qtbot.waitUntil(lambda: not window.page.strokes)
    write(window, 2)
    untitled = ids(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.ductus"))])
    dropped = picture_in(data)
    window.view.filesDropped.emit([dropped])
    qtbot.waitUntil(lambda: ids(window) == there)
    titled(window, qtbot, "a · saved")
    assert window.commands["edit.undo"].text() == "Undo sample letter"
    assert window.status.notice.text() == "Opened a: 1 stroke"
    offer(window)
    qtbot.waitUntil(lambda: ids(window) == untitled)
    window = start()
    assert ids(window) == untitled


def test_an_edited_page_that_is_left_comes_back_edited_from_the_menu(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    write(window)
    save(window, qtbot, tmp_path / "a.ductus")
    write(window, 2)
    window.commands["file.new"].trigger()
    qtbot.waitUntil(lambda: not window.page.strokes)
    settle(window, qtbot)
    actions = window.filing.recents.menu.actions()
    kept = next(action for action in actions if action.text().startswith("a, not saved, 2 strokes, today "))
    assert any(action.text().startswith("a.ductus, 1 stroke, today ") for action in actions)
    kept.trigger()
    titled(window, qtbot, "a · edited")
    window.commands["file.save"].trigger()
    titled(window, qtbot, "a · saved")
    settle(window, qtbot)
    assert not list((window.settings.data_dir / "pages").glob("*.ductus"))  # what was kept is in the file now


def test_reverting_shows_the_file_and_keeps_what_was_edited(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    write(window)
    save(window, qtbot, tmp_path / "a.ductus")
    saved = ids(window)
    write(window, 2)
    edited = ids(window)
    window.filing.pages.open(tmp_path / "a.ductus")
    assert "is open already" in window.status.notice.text()
    offer(window)
    qtbot.waitUntil(lambda: ids(window) == saved)
    offer(window)
    qtbot.waitUntil(lambda: ids(window) == edited)


def test_a_page_that_cannot_be_kept_stays(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    write(window)
    there = ids(window)

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("engines.data.page_file.os.replace", refuse)
    window.commands["file.new"].trigger()
    qtbot.waitUntil(window.errors.isVisible)
    assert ids(window) == there
    assert "is full" in window.errors.problem.text
    assert "stays here" in window.errors.problem.text


def test_what_is_drawn_while_the_page_is_being_kept_is_kept_too(window: Window, qtbot: QtBot) -> None:
    write(window)
    window.commands["file.new"].trigger()
    write(window, 2)
    both = ids(window)
    window.page.pen_down()
    settle(window, qtbot)
    settle(window, qtbot)
    assert ids(window) == both  # nothing moves under a pen that is down
    window.page.pen_cancelled()
    qtbot.waitUntil(lambda: not window.page.strokes)
    window.commands["edit.undo"].trigger()
    qtbot.waitUntil(lambda: ids(window) == both)


def test_a_damaged_page_is_opened_told_and_never_written_over(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    write(window)
    write(window, 2)
    save(window, qtbot, tmp_path / "a.ductus")
    window.commands["file.new"].trigger()
    qtbot.waitUntil(lambda: not window.page.strokes)
    (tmp_path / "a.ductus").write_bytes((tmp_path / "a.ductus").read_bytes()[:-200])
    window.filing.pages.open(tmp_path / "a.ductus")
    qtbot.waitUntil(window.errors.isVisible)
    assert "a.ductus is cut off at its end: all its 2 strokes could be read." in window.errors.problem.text
    titled(window, qtbot, "Untitled page · kept")
    (tmp_path / "b.ductus").write_bytes(b"nothing")
    window.filing.pages.open(tmp_path / "b.ductus")
    qtbot.waitUntil(lambda: "b.ductus is not a Ductus page" in window.errors.problem.text)
    assert len(window.page.strokes) == 2


def test_a_copy_of_a_page_that_another_ductus_holds_can_be_saved_as_a_file(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    write(window)
    qtbot.waitUntil(lambda: window.page.saved)
    copy = Page(window.page.path)
    copy.finish_opening()
    assert copy.read_only
    second = build(Settings(theme="light"), copy, Bridge(make=lambda listener: FakeClient(listener)))
    qtbot.addWidget(second)
    second.show()
    save(second, qtbot, tmp_path / "copy.ductus")
    second.commands["file.new"].trigger()
    qtbot.waitUntil(lambda: not second.page.strokes)
    second.close()
    assert len(window.page.strokes) == 1


# The menu


def test_pages_are_listed_with_their_ink_and_their_time() -> None:
    now = datetime(2026, 3, 5, 15, 0)
    hours = 3600.0
    assert moment(now.timestamp() - hours, now) == "today 14:00"
    assert moment(now.timestamp() - 20 * hours, now) == "yesterday"
    assert "2026" in moment(now.timestamp() - 60 * hours, now) or "26" in moment(now.timestamp() - 60 * hours, now)
    assert line(Entry(Path("x"), "", 12, now.timestamp() - 20 * hours, kept=True), now) == "Untitled, 12 strokes, yesterday"
    assert line(Entry(Path("a"), "a.ductus", None, now.timestamp(), kept=False), now) == "a.ductus, today 15:00"


def test_all_kept_pages_can_be_reached(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(window.sharing, "open_dialog", asked.append)
    write(window)
    window.commands["file.new"].trigger()
    qtbot.waitUntil(lambda: not window.page.strokes)
    settle(window, qtbot)
    next(action for action in window.filing.recents.menu.actions() if action.text() == "All kept pages…").trigger()
    assert asked == [window.settings.data_dir / "pages"]
    assert os.listdir(asked[0])
