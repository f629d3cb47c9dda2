"""The desk around the page: files of ink, finding commands, the keyboard's route, lost engines, closing, other languages."""

import re
from pathlib import Path

import numpy as np
import pytest
from answering_fake import FakeClient
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox

from engines.data.journal import Journal, JournalError
from engines.ink.geometry import affine
from engines.ink.types import Ink, Stroke
from engines.messages import Failed, Open
from engines.service.client import EngineState
from studio.app import build
from studio.bridge import Bridge
from studio.dialogs import closing
from studio.dialogs.export import ExportDialog
from studio.errors import Problem
from studio.page import Page
from studio.settings import Settings

STEM = Stroke([[60, 40], [60, 60], [60, 80]], t=[0.0, 0.01, 0.02])
LETTER = Ink((STEM, Stroke([[60, 60], [75, 60]], t=[0.04, 0.05])))


@pytest.fixture
def clients():
    return []


@pytest.fixture
def opened(qtbot, clients):
    """Builds windows with a made-up engine and closes them at the end."""
    made = []

    def open_window(page=None, models=None, **chosen):
        def make(listener):
            clients.append(FakeClient(listener) if models is None else FakeClient(listener, models))
            return clients[-1]

        window = build(Settings(theme="light", **chosen), page or Page(), Bridge(make=make))
        qtbot.addWidget(window)
        window.resize(1280, 720)
        window.show()
        qtbot.waitUntil(lambda: bool(window.bridge.hello.versions))
        window.activateWindow()
        made.append(window)
        return window

    yield open_window
    for window in made:
        window.leaving.ask = lambda _parent, _copy: "close"
        window.close()


@pytest.fixture
def window(opened):
    return opened()


# Files of ink


def test_a_dropped_ink_file_lies_in_its_own_place_as_one_step_of_undo(window, clients, qtbot):
    clients[-1].files[Path("f.inkml")] = LETTER
    window.view.filesDropped.emit([Path("f.inkml")])
    qtbot.waitUntil(lambda: len(window.page.strokes) == 2)
    assert next((type(ask), lane) for ask, lane in clients[-1].asked) == (Open, "file")
    assert window.page.ink.same_as(LETTER)
    assert window.page.undo_text == "Open f.inkml"
    assert window.status.notice.text() == "Opened f.inkml: 2 strokes"
    assert window.filing.recents.menu.actions()[0].text() == "f.inkml"
    window.commands["edit.undo"].trigger()
    assert window.page.strokes == ()
    window.filing.recents.menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: len(window.page.strokes) == 2)


def test_several_ink_files_open_one_after_the_other(window, clients, qtbot):
    for name, shift in (("a.svg", 0), ("b.json", 60)):
        clients[-1].files[Path(name)] = affine(LETTER, np.eye(2), (shift, 0))
    window.view.filesDropped.emit([Path("a.svg"), Path("gone.svg"), Path("b.json")])
    qtbot.waitUntil(lambda: len(window.page.strokes) == 4)
    assert [window.page.undo_text, len(window.page.characters)] == ["Open b.json", 2]


def test_a_bad_ink_file_is_one_sentence_and_changes_nothing(window, qtbot):
    window.page.add_ink(LETTER)
    window.view.filesDropped.emit([Path("gone.inkml")])
    qtbot.waitUntil(lambda: "does not exist" in window.status.notice.text())
    assert window.page.ink.same_as(LETTER)
    assert window.settings.recent == []


def test_a_file_that_says_it_is_one_letter_becomes_one_character(window, clients, qtbot):
    wide = Ink((STEM, affine(Ink((STEM,)), np.eye(2), (70, 0)).strokes[0]))
    clients[-1].files[Path("h.json")], clients[-1].text = wide, "H"
    window.sharing.take_files([Path("h.json")])
    qtbot.waitUntil(lambda: len(window.page.strokes) == 2)
    assert len(window.page.characters) == 1


def test_a_file_waits_for_an_engine_that_is_off_and_that_is_told(window, clients, qtbot):
    clients[-1].silent = True
    clients[-1].listener(EngineState("stopped", "The engine crashed."))
    window.sharing.take_files([Path("f.inkml")])
    qtbot.waitUntil(lambda: "start it again and f.inkml opens" in window.status.notice.text())


# Commands by name


def test_the_palette_finds_does_and_gives_the_keyboard_back(window):
    QTest.keyClick(window.view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.palette_of_commands
    assert palette.isVisible()
    assert palette.list.count() == len(window.commands.table) - 1
    QTest.keyClicks(palette.field, "left-h")
    assert window.commands["tool.pen"].isChecked()  # letters typed there are no shortcuts
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.settings.left_handed
    assert window.focusWidget() is window.view


def test_the_palette_is_walked_by_arrows_and_left_by_escape(window):
    window.commands["help.find"].trigger()
    palette = window.palette_of_commands
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentRow() == palette.list.count() - 1
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 0
    QTest.keyClicks(palette.field, "no such thing")
    assert palette.nothing.isVisible()
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_every_row_is_read_out_with_its_menu_and_shortcut(window):
    window.commands["help.find"].trigger()
    rows = window.palette_of_commands.list
    read = [rows.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(rows.count())]
    assert "Export…, File, Ctrl+E" in read


# By keyboard alone


def test_tab_reaches_every_part_and_each_has_a_name(window, qtbot):
    window.page.add_ink(LETTER)
    qtbot.waitUntil(lambda: window.clock.duration > 0)
    window.view.setFocus()
    seen = []
    for _ in range(60):
        part = QApplication.focusWidget()
        seen.append(part)
        QTest.keyClick(part, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is window.view:
            break
    assert QApplication.focusWidget() is window.view
    assert all(part.accessibleName() or part.text() for part in seen)
    for part in (window.timeline.slider, window.convert.model, window.convert.play, window.convert.place):
        assert part in seen
    for rail in (window.tool_rail, window.panel_rail):
        assert all(button in seen for button in rail.findChildren(QAbstractButton) if button.isVisible() and button.isEnabled())


# The engine


def test_an_engine_that_gave_up_can_be_started_again_from_the_bar(window, clients, qtbot):
    clients[-1].listener(EngineState("stopped", "The engine crashed. It stays off until you restart it.", "Traceback"))
    qtbot.waitUntil(window.errors.isVisible)
    assert window.errors.offer_button.text() == "Start again"
    assert window.errors.problem.details == "Traceback"
    window.errors.offer_button.click()
    assert clients[-1].restarts == 1
    assert not window.errors.isVisible()


def test_the_bar_goes_when_the_engine_is_back_but_not_another_problem(window, clients, qtbot):
    clients[-1].listener(EngineState("stopped", "The engine crashed."))
    qtbot.waitUntil(window.errors.isVisible)
    clients[-1].listener(EngineState("ready", "The engine is ready."))
    qtbot.waitUntil(lambda: not window.errors.isVisible())
    window.errors.tell(Problem("Something else."))
    clients[-1].listener(EngineState("ready", "The engine is ready."))
    QTest.qWait(20)
    assert window.errors.isVisible()
    assert not window.errors.offer_button.isVisible()


def test_without_a_model_the_models_panel_says_what_to_do(opened, clients, qtbot):
    window = opened(models=())
    window.choices.show_panel("models")
    assert "no model" in window.models.words.text()
    window.models.again.click()
    assert clients[-1].restarts == 1
    assert window.status.model.text() == "no model"


def test_a_failed_job_keeps_its_details(window):
    job = window.jobs.start("import", "Importing 1b", {})
    window.jobs.heard(Failed(job, "The archive is damaged.", "Traceback"))
    assert window.errors.isVisible()
    window.errors.copy_button.click()
    assert "Traceback" in QApplication.clipboard().text()


# Closing


@pytest.fixture
def full_disk(monkeypatch):
    def refuse(*_args, **_arrays):
        raise JournalError("There is no space left on the disk.")

    monkeypatch.setattr("studio.leaving.LAST_CHANCE", 0.01)
    return lambda: monkeypatch.setattr(Journal, "append", refuse)


@pytest.mark.parametrize("answer", ["stay", "close", "export"])
def test_closing_asks_before_ink_is_lost(opened, full_disk, tmp_path, monkeypatch, answer):
    page = Page(tmp_path / "page.journal")
    page.finish_opening()
    window = opened(page)
    full_disk()
    page.add_ink(LETTER)
    asked, exported = [], []
    window.leaving.ask = lambda _parent, copy: asked.append(copy) or answer
    monkeypatch.setattr(window.filing, "export", lambda: exported.append(True))
    assert window.close() is (answer == "close")
    assert asked == [False]
    assert window.isVisible() is (answer != "close")
    assert exported == ([True] if answer == "export" else [])
    assert len(page.strokes) == 2


def test_closing_a_saved_page_asks_nothing(opened, tmp_path, monkeypatch):
    monkeypatch.setattr("studio.leaving.LAST_CHANCE", 30.0)  # a busy machine may take longer than a person waits
    page = Page(tmp_path / "page.journal")
    window = opened(page)
    page.add_ink(LETTER)
    window.leaving.ask = lambda _parent, _copy: pytest.fail("nothing was unsaved")
    assert window.close()


def test_the_question_says_what_is_safe_and_what_helps_and_escape_stays(window):
    shown = []

    def press_escape():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        shown.append((box.text(), box.informativeText(), [button.text() for button in box.buttons()]))
        QTest.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(50, press_escape)
    assert closing.ask_before_loss(window, False) == "stay"
    what, helps, buttons = shown[0]
    assert "not saved" in what
    assert "safe" in helps
    assert set(buttons) == {"Stay", "Export…", "Close without saving"}
    assert "another Ductus" in closing.question(True)[0]


# Choices that are found again


def test_a_folded_panel_stays_folded_and_its_width_is_kept(opened):
    window = opened()
    window.choices.show_panel("")
    again = opened(panel=window.settings.panel)
    assert not again.stack.isVisible()
    wide = opened(panel_width=500.0)
    assert abs(wide.stack.width() - 500) < 3


def test_a_large_window_gives_the_panel_more_room_and_the_page_most(opened, qtbot):
    window = opened()
    small = window.stack.width()
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: window.stack.width() > small)
    assert window.view.width() > 2 * window.stack.width()


# Other languages


class Marking(QTranslator):
    """A language in which every word that can be translated stands in brackets."""

    def translate(self, context, source, disambiguation=None, n=-1):
        return re.sub(r"^(&?)(.*)$", r"\1«\2»", source, flags=re.DOTALL)

    def isEmpty(self):
        return False


def test_every_word_of_the_desk_can_be_translated(qapp, opened, qtbot, tmp_path):
    language = Marking()
    QCoreApplication.installTranslator(language)
    try:
        window = opened()
        window.choices.show_panel("models")
        dialog = ExportDialog({"Page": LETTER}, {}, "png", tmp_path)
        qtbot.addWidget(dialog)
        shown = [action.text() for command in window.commands.table for action in [window.commands[command.name]]]
        shown += [menu.title() for menu in window.menuBar().findChildren(type(window.filing.recents.menu)) if menu.title()]
        shown += [part.text() for part in window.models.findChildren(QLabel) if part.objectName() == "muted" and part.text()]
        shown += [part.text() for part in (*dialog.findChildren(QLabel), window.document, window.status.engine) if part.text()]
        shown += [dialog.format.itemText(row) for row in range(dialog.format.count())]
    finally:
        QCoreApplication.removeTranslator(language)
    assert len(shown) > 60
    assert [words for words in shown if "«" not in words] == []


# All of it


def test_no_command_breaks_whatever_the_page_holds(window, qtbot, monkeypatch):
    monkeypatch.setattr("studio.sharing.QFileDialog.getOpenFileName", lambda *_args, **_more: ("", ""))
    monkeypatch.setattr("studio.pages.QFileDialog.exec", lambda _dialog: 0)
    monkeypatch.setattr("studio.window.QDesktopServices.openUrl", lambda _url: True)
    monkeypatch.setattr("studio.exporting.ExportDialog.exec", lambda _dialog: 0)
    monkeypatch.setattr("studio.printing.Printing._preview", lambda _printing, _drawing: None)
    monkeypatch.setattr("studio.importing.ImportDialog.open", lambda _dialog: None)
    monkeypatch.setattr("studio.sheets.SheetDialog.exec", lambda _dialog: 0)
    for ink in (Ink(), LETTER):
        if ink.points:
            window.page.add_ink(ink)
        for command in window.commands.table:
            if command.name not in ("file.quit", "view.full_screen"):
                window.commands[command.name].trigger()
                QCoreApplication.processEvents()
    window.grab(window.rect().translated(QPoint(0, 0)))
    assert window.isVisible()
