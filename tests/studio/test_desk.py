"""The desk around the page: files of ink, finding commands, the keyboard's route, lost engines, closing, other languages."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from answering_fake import FakeClient
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer, QTranslator
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLabel, QMessageBox, QSpinBox, QWidget

from engines.data.journal import Journal, JournalError
from engines.ink.geometry import affine, bounds
from engines.ink.types import Ink, Stroke
from engines.messages import Failed, Open
from engines.service.client import EngineState
from studio.app import build
from studio.bridge import Bridge
from studio.dialogs import closing
from studio.dialogs.export import ExportDialog
from studio.dialogs.palette import Entry, found, likeness
from studio.errors import ErrorBar, Problem
from studio.incoming import settled
from studio.page import Page
from studio.settings import Settings
from studio.theme import DARK, LIGHT, apply

STEM = Stroke([[60, 40], [60, 60], [60, 80]], t=[0.0, 0.01, 0.02])
LETTER = Ink((STEM, Stroke([[60, 60], [75, 60]], t=[0.04, 0.05])))
STUDIO = Path(__file__).resolve().parents[2] / "studio"


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
        window.ask_before_loss = lambda _parent, _copy: "close"
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
    assert window.filing.recent.actions()[0].text() == "f.inkml"
    window.commands["edit.undo"].trigger()
    assert window.page.strokes == ()
    window.filing.recent.actions()[0].trigger()
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


@pytest.mark.parametrize(
    ("scale", "shift", "words"),
    [(1, (0, 0), ""), (1, (5000, 0), "moved"), (0.01, (0, 0), "enlarged"), (100, (0, 0), "made smaller"), (1, (-50, -30), "")],
)
def test_only_ink_that_could_not_be_seen_is_touched(scale, shift, words):
    ink = affine(LETTER, np.eye(2) * scale, shift)
    placed, told = settled(ink, Ink(), (105.0, 74.0))
    assert told.startswith(words)
    assert bool(told) == bool(words)
    left, top, right, bottom = bounds(placed)
    assert right > 0 and left < 210 and bottom > 0 and top < 148
    assert placed is ink or words


# Commands by name


def entries(*texts):
    return [Entry(QAction(text), text, "File", "Write the ink as SVG." if text == "Export…" else "") for text in texts]


def test_a_command_is_found_by_a_part_of_its_name_by_its_letters_and_by_what_it_does(qapp):
    some = entries("New page", "Export…", "Put recovered strokes on the page", "Theme: Dark")
    assert [entry.text for entry in found("", some)] == [entry.text for entry in some]
    assert found("dark", some)[0].text == "Theme: Dark"
    assert found("prs", some)[0].text == "Put recovered strokes on the page"
    assert found("svg", some)[0].text == "Export…"
    assert found("page", some)[0].text == "New page"
    assert found("zzz", some) == []


def test_what_cannot_be_done_now_comes_last(qapp):
    some = entries("Undo", "Undo everything")
    some[0].action.setEnabled(False)
    assert [entry.text for entry in found("undo", some)] == ["Undo everything", "Undo"]


def test_the_whole_name_is_more_alike_than_its_begin_and_that_more_than_its_middle():
    assert likeness("fit", "Fit") > likeness("fit", "Fit the ink") > likeness("fit", "Outfit") > likeness("fit", "Find it") > 0
    assert likeness("fit", "Pen") == 0


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

    monkeypatch.setattr("studio.window.LAST_CHANCE", 0.01)
    return lambda: monkeypatch.setattr(Journal, "append", refuse)


@pytest.mark.parametrize("answer", ["stay", "close", "export"])
def test_closing_asks_before_ink_is_lost(opened, full_disk, tmp_path, monkeypatch, answer):
    page = Page(tmp_path / "page.journal")
    page.finish_opening()
    window = opened(page)
    full_disk()
    page.add_ink(LETTER)
    asked, exported = [], []
    window.ask_before_loss = lambda _parent, copy: asked.append(copy) or answer
    monkeypatch.setattr(window.filing, "export", lambda: exported.append(True))
    assert window.close() is (answer == "close")
    assert asked == [False]
    assert window.isVisible() is (answer != "close")
    assert exported == ([True] if answer == "export" else [])
    assert len(page.strokes) == 2


def test_closing_a_saved_page_asks_nothing(opened, tmp_path):
    page = Page(tmp_path / "page.journal")
    window = opened(page)
    page.add_ink(LETTER)
    window.ask_before_loss = lambda _parent, _copy: pytest.fail("nothing was unsaved")
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


# What is drawn


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_arrows_and_checks_can_be_seen(qtbot, qapp, theme):
    apply(qapp, theme)
    combo, spin, box = QComboBox(), QSpinBox(), QCheckBox()
    for part in (combo, spin, box):
        qtbot.addWidget(part)
        part.resize(120, 32)
    combo.addItem("A")

    def strong(part: QWidget, area: tuple[int, int, int, int]) -> int:
        image = part.grab(part.rect()).toImage().convertToFormat(QImage.Format.Format_RGB32)
        ground = QColor(theme.raised).lightness()
        x, y, wide, high = area
        pixels = [image.pixelColor(i, j).lightness() for i in range(x, x + wide) for j in range(y, y + high)]
        return sum(abs(pixel - ground) > 60 for pixel in pixels)

    assert strong(combo, (96, 8, 18, 16)) > 10
    assert strong(spin, (100, 3, 16, 12)) > 5
    assert strong(spin, (100, 17, 16, 12)) > 5
    edge = strong(box, (0, 6, 18, 20))
    box.setChecked(True)
    assert strong(box, (0, 6, 18, 20)) > edge > 20


def test_the_export_preview_is_what_is_written_in_any_theme(qtbot, tmp_path):
    dialog = ExportDialog({"Page": LETTER}, 0.7, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.format.setCurrentIndex(dialog.format.findData("png"))
    dialog.background.setCurrentIndex(dialog.background.findData("#FFFFFF"))
    assert dialog.preview.grab().toImage().pixelColor(30, 30) == QColor("#FFFFFF")
    dialog.background.setCurrentIndex(dialog.background.findData("#FBF8F1"))
    assert dialog.preview.grab().toImage().pixelColor(30, 30) == QColor("#FBF8F1")


def test_the_problem_bar_does_what_it_offers_once(qtbot):
    bar, done = ErrorBar(), []
    qtbot.addWidget(bar)
    bar.tell(Problem("No."), "Again", lambda: done.append(1))
    bar.offer_button.click()
    assert done == [1]
    assert bar.isHidden()


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
        dialog = ExportDialog({"Page": LETTER}, 0.7, tmp_path)
        qtbot.addWidget(dialog)
        shown = [action.text() for command in window.commands.table for action in [window.commands[command.name]]]
        shown += [menu.title() for menu in window.menuBar().findChildren(type(window.filing.recent)) if menu.title()]
        shown += [part.text() for part in window.models.findChildren(QLabel) if part.objectName() == "muted" and part.text()]
        shown += [part.text() for part in (*dialog.findChildren(QLabel), window.document, window.status.engine) if part.text()]
        shown += [dialog.format.itemText(row) for row in range(dialog.format.count())]
    finally:
        QCoreApplication.removeTranslator(language)
    assert len(shown) > 60
    assert [words for words in shown if "«" not in words] == []


def test_the_translators_tool_finds_the_words_under_the_context_that_the_program_asks_for(tmp_path):
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    if not tool.exists():
        pytest.skip("Qt's translation tools are not installed")
    files = [str(path) for path in sorted(STUDIO.rglob("*.py"))]
    ran = subprocess.run(
        [tool, *files, "-ts", str(tmp_path / "all.ts")], capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr
    filed: dict[str, set[str]] = {}
    for context in ElementTree.parse(tmp_path / "all.ts").getroot().iter("context"):
        for message in context.iter("message"):
            filed.setdefault(message.findtext("source") or "", set()).add(context.findtext("name") or "")
    calls = [
        node
        for path in STUDIO.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]
    bare = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "tr"]
    asked = [word.value for word in bare if isinstance(word, ast.Constant)]
    assert len(asked) > 100
    assert [word for word in asked if "" not in filed.get(word, set())] == []


# All of it


def test_no_command_breaks_whatever_the_page_holds(window, qtbot, monkeypatch):
    monkeypatch.setattr("studio.sharing.QFileDialog.getOpenFileName", lambda *_args, **_more: ("", ""))
    monkeypatch.setattr("studio.window.QDesktopServices.openUrl", lambda _url: True)
    monkeypatch.setattr("studio.filing.ExportDialog.exec", lambda _dialog: 0)
    monkeypatch.setattr("studio.filing.ImportDialog.exec", lambda _dialog: 0)
    for ink in (Ink(), LETTER):
        if ink.points:
            window.page.add_ink(ink)
        for command in window.commands.table:
            if command.name not in ("file.quit", "view.full_screen"):
                window.commands[command.name].trigger()
                QCoreApplication.processEvents()
    window.grab(window.rect().translated(QPoint(0, 0)))
    assert window.isVisible()
