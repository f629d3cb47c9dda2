"""The whole window with a made-up engine: what a person does, and what comes of it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from answering_fake import FakeClient
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from engines.export.options import Options
from engines.ink.types import Ink, Stroke
from engines.messages import Convert, Finished, Progress, Recover
from studio.app import build
from studio.bridge import Bridge
from studio.dialogs.help import show_help
from studio.page import Page
from studio.recorded_pen import Hand
from studio.settings import Settings
from studio.sharing import Wish

LETTER = Ink(
    (
        Stroke([[60, 40], [60, 60], [60, 80]], t=[0.0, 0.01, 0.02], pressure=[0.4, 0.6, 0.5]),
        Stroke([[60, 60], [75, 60]], t=[0.04, 0.05], pressure=[0.5, 0.5]),
    )
)


@pytest.fixture
def clients():
    return []


@pytest.fixture
def window(qtbot, clients):
    def make(listener):
        clients.append(FakeClient(listener))
        return clients[-1]

    made = build(Settings(theme="light"), Page(), Bridge(make=make))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitUntil(lambda: bool(made.bridge.hello.models))
    yield made
    made.close()


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.view, key, modifier)


# The start


def test_importing_the_studio_loads_nothing_heavy():
    heavy = "{'torch', 'scipy', 'skimage', 'h5py', 'pyqtgraph'}"
    code = f"import sys, studio.app; loaded = {heavy} & set(sys.modules); assert not loaded, loaded"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr


def test_the_program_can_be_imported_without_qt():
    code = "import sys, studio.__main__; assert not [name for name in sys.modules if name.startswith('PySide6')]"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr


def test_the_engine_starts_only_after_the_window_was_painted(qtbot, clients):
    made = build(
        Settings(theme="light"), Page(), Bridge(make=lambda listener: clients.append(FakeClient(listener)) or clients[-1])
    )
    qtbot.addWidget(made)
    assert not clients[-1].started
    made.show()
    qtbot.waitUntil(lambda: clients[-1].started)
    made.close()


# The main job


def test_a_written_letter_is_converted_while_it_grows_and_replayed_at_pen_up(window, clients, qtbot):
    Hand(window.view, window.view.sheet.camera.view).write(LETTER)
    qtbot.waitUntil(lambda: window.conversion.reply is not None)
    assert len(window.page.strokes) == 2
    assert len(window.page.current) == 2
    assert all(lane == "pen" and isinstance(ask, Convert) for ask, lane in clients[-1].asked)
    assert np.allclose(window.page.strokes[0].xy, LETTER.strokes[0].xy, atol=0.5)
    assert all(tile.filled for tile in window.convert.tiles)
    assert window.clock.duration > 0
    assert window.clock.playing


def test_with_reduced_motion_the_replay_waits_to_be_started(window, qtbot):
    window.commands["view.reduce_motion"].trigger()
    window.page.add_ink(LETTER)
    qtbot.waitUntil(lambda: window.conversion.reply is not None)
    assert not window.clock.playing
    assert window.clock.time == window.clock.duration > 0
    window.commands["ink.play"].trigger()
    assert window.clock.playing


def test_a_pen_that_comes_down_stops_the_replay(window, qtbot):
    window.page.add_ink(LETTER)
    qtbot.waitUntil(lambda: window.clock.playing)
    window.view.strokeGrowing.emit(Stroke([[150, 40], [150, 60]], t=[9, 9.1]))
    assert not window.clock.playing


def test_clearing_the_page_empties_the_panel_and_undo_is_offered(window, qtbot):
    window.page.add_ink(LETTER)
    qtbot.waitUntil(lambda: window.conversion.reply is not None)
    window.commands["edit.clear"].trigger()
    assert window.page.strokes == ()
    assert window.convert.pages.currentWidget() is window.convert.empty
    offer = next(button for button in window.status.findChildren(QAbstractButton) if button.text() == "Undo")
    assert offer.isVisible()
    offer.click()
    assert len(window.page.strokes) == 2


def test_undo_names_what_it_will_undo(window):
    assert not window.commands["edit.undo"].isEnabled()
    window.page.add_ink(LETTER, "Sample letter")
    assert window.commands["edit.undo"].text() == "Undo sample letter"
    window.commands["edit.undo"].trigger()
    assert window.page.strokes == ()
    assert window.commands["edit.redo"].text() == "Redo sample letter"


def test_a_sample_letter_is_written_in_the_middle_and_converted(window, clients, qtbot):
    window.convert.sampleWanted.emit()
    qtbot.waitUntil(lambda: window.conversion.reply is not None)
    x, y = window.view.centre()
    middle = np.concatenate([stroke.xy for stroke in window.page.strokes])
    assert abs((middle[:, 0].min() + middle[:, 0].max()) / 2 - x) < 1
    assert abs((middle[:, 1].min() + middle[:, 1].max()) / 2 - y) < 1


# Pictures


def test_a_dropped_picture_file_is_recovered_and_can_be_put_on_the_page(window, clients, qtbot, tmp_path):
    path = tmp_path / "letter.png"
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(path))
    window.view.filesDropped.emit([path])
    qtbot.waitUntil(lambda: window.conversion.reply is not None)
    ask, lane = clients[-1].asked[-1]
    assert isinstance(ask, Recover)
    assert (ask.picture, lane) == (path, "picture")
    assert window.convert.recovery.title.text() == "letter.png → strokes"
    window.commands["ink.place"].trigger()
    assert len(window.page.strokes) == 1
    assert np.ptp(window.page.strokes[0].xy, axis=0).max() == pytest.approx(40, abs=0.5)
    assert window.page.undo_text == "Recovered strokes"


def test_a_pasted_picture_is_recovered_and_a_pasted_text_is_answered_in_words(window, clients, qtbot):
    data = QMimeData()
    data.setText("no picture")
    QGuiApplication.clipboard().setMimeData(data)
    window.commands["edit.paste"].trigger()
    assert window.status.notice.text() == "The clipboard holds no ink and no picture."
    data = QMimeData()
    data.setImageData(QImage(6, 4, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(data)
    window.commands["edit.paste"].trigger()
    qtbot.waitUntil(lambda: window.conversion.reply is not None)
    assert clients[-1].asked[-1][0].picture.shape == (4, 6, 4)


def test_a_file_that_is_no_picture_is_refused_in_words(window, clients):
    asked = len(clients[-1].asked)
    window.view.filesDropped.emit([Path("notes.txt")])
    assert "notes.txt is neither a page, nor ink, nor a picture" in window.status.notice.text()
    assert len(clients[-1].asked) == asked


def test_opened_pictures_are_remembered_in_the_menu(window, tmp_path):
    path = tmp_path / "letter.png"
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(path))
    assert not window.filing.recents.menu.menuAction().isVisible()
    window.sharing.take_files([path])
    assert window.filing.recents.menu.actions()[0].text() == "letter.png"
    assert window.filing.recents.menu.actions()[0].toolTip() == str(path)
    next(action for action in window.filing.recents.menu.actions() if action.text() == "Forget these files").trigger()
    assert not window.filing.recents.menu.menuAction().isVisible()


def test_a_picture_dropped_on_the_page_lies_there_and_an_opened_one_does_not(window, qtbot, tmp_path):
    path = tmp_path / "letter.png"
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(path))
    window.sharing.take_files([path])
    window.background.wait()
    assert window.live.asked.picture == path and window.page.empty
    window.view.filesDropped.emit([path])
    qtbot.waitUntil(lambda: len(window.page.pictures) == 1)
    assert window.live.asked.picture == path
    assert window.selecting.selection.ids == {window.page.pictures[0].id}
    window.selecting.delete()
    assert window.page.empty and window.page.undo_text == "Delete selection"


# What leaves


def test_an_export_is_written_in_the_background_and_told(window, qtbot, tmp_path):
    done = []
    window.filing.exporting.export(Wish(LETTER, tmp_path / "a.svg", Options()), done.append)
    assert not done
    qtbot.waitUntil(lambda: bool(done))
    assert (tmp_path / "a.svg").stat().st_size > 100
    assert "Exported a.svg" in window.status.notice.text()


def test_an_export_that_fails_is_one_sentence_and_the_page_is_unchanged(window, qtbot, tmp_path):
    window.page.add_ink(LETTER)
    window.filing.exporting.export(Wish(LETTER, tmp_path / "a.png", Options(size=10**6)))
    qtbot.waitUntil(lambda: "did not work" in window.status.notice.text())
    assert len(window.page.strokes) == 2
    assert not list(tmp_path.iterdir())


def test_copy_puts_a_picture_and_a_drawing_on_the_clipboard(window, qtbot):
    window.page.add_ink(LETTER)
    QGuiApplication.clipboard().clear()
    window.commands["edit.copy"].trigger()
    qtbot.waitUntil(lambda: "Copied" in window.status.notice.text())
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert b"<svg" in bytes(data.data("image/svg+xml").data())


# Choices


@pytest.mark.parametrize(
    ("key", "tool"), [(Qt.Key.Key_E, "eraser"), (Qt.Key.Key_V, "select"), (Qt.Key.Key_H, "pan"), (Qt.Key.Key_P, "pen")]
)
def test_one_key_takes_a_tool(window, key, tool):
    window.activateWindow()
    press(window, key)
    assert window.commands[f"tool.{tool}"].isChecked()


def test_panels_change_by_key_and_fold_away(window):
    window.activateWindow()
    press(window, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    assert window.models.isVisible()
    assert not window.convert.isVisible()
    assert window.commands["panel.models"].isChecked()
    press(window, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    assert not window.stack.isVisible()
    press(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.convert.isVisible()


def test_left_handed_changes_sides(window, qtbot):
    assert window.tool_rail.x() < window.view.mapTo(window, window.view.rect().center()).x() < window.panel_rail.x()
    window.commands["view.left_handed"].trigger()
    qtbot.waitUntil(lambda: window.panel_rail.x() == 0)
    assert window.panel_rail.x() < window.convert.mapTo(window, window.convert.rect().center()).x() < window.tool_rail.x()


def test_choices_are_found_again(window, qtbot, clients):
    for command in ("theme.dark", "pen.broad", "smooth.none", "view.left_handed", "view.guides", "ink.loop", "panel.models"):
        window.commands[command].trigger()
    window.clock.set_speed(0.5)
    again = build(window.settings, Page(), Bridge(make=FakeClient))
    qtbot.addWidget(again)
    for command in ("theme.dark", "pen.broad", "smooth.none", "view.left_handed", "view.guides", "ink.loop", "panel.models"):
        assert again.commands[command].isChecked(), command
    assert again.clock.speed == 0.5
    assert again.theme.dark
    again.close()


def test_both_themes_are_painted(window):
    light = window.grab().toImage()
    window.commands["theme.dark"].trigger()
    dark = window.grab().toImage()
    assert light.pixelColor(5, 5).lightness() > 200 > 60 > dark.pixelColor(5, 5).lightness()


# Jobs


def test_an_import_shows_its_progress_and_can_be_cancelled(window, clients):
    job = window.jobs.start("import", "Importing 1b", {"path": "x"})
    window.jobs.heard(Progress(job, 1, 4, left=30.0))
    assert window.status.job.text() == "Importing 1b 25%, 30 s left"
    cancel = next(button for button in window.status.findChildren(QAbstractButton) if button.text() == "Cancel")
    cancel.click()
    assert clients[-1].stopped == [job]
    window.jobs.heard(Finished(job, {"samples": 7}))
    assert window.status.notice.text() == "Importing 1b: done, 7 samples"
    assert not window.status.job.isVisible()


# The look


def test_everything_that_can_be_pressed_has_a_name(window):
    window.page.add_ink(LETTER)
    fields = [field for kind in (QAbstractButton, QComboBox, QLineEdit) for field in window.findChildren(kind)]
    nameless = [field for field in fields if field.isVisible() and not (field.accessibleName() or getattr(field, "text", str)())]
    assert len(fields) > 10
    assert not nameless


def test_the_window_fits_a_small_screen(window):
    hint = window.minimumSizeHint()
    assert hint.width() <= 1280
    assert hint.height() <= 720
    assert window.size().toTuple() == (1280, 720)


def test_the_menu_bar_says_what_the_page_is_and_the_status_bar_what_the_engine_is(window):
    assert window.document.text().startswith("Untitled page · ")
    assert window.windowTitle() == window.document.text()
    assert window.status.engine.text() == "engine: ready, CPU"


def test_help_is_read_beside_the_work(window, qtbot):
    for page in ("first_steps", "about"):
        dialog = show_help(window, page)
        assert dialog.isVisible()
        dialog.close()


def test_a_lost_engine_is_told_while_the_page_goes_on(window):
    window.page.add_ink(LETTER)
    window.bridge.engineChanged.emit("stopped", "The engine crashed again and again. It stays off until you restart it.")
    assert window.status.engine.text() == "engine: off"
    assert "stays off" in window.convert.note.text()
    assert len(window.page.strokes) == 2


def test_closing_ends_the_engine(window, clients):
    window.close()
    assert clients[-1].closed


def test_a_page_with_ink_is_converted_at_the_start(qtbot, clients, tmp_path):
    page = Page(tmp_path / "page.journal")
    page.add_ink(LETTER)
    page.close()
    made = build(
        Settings(theme="light"),
        Page(tmp_path / "page.journal"),
        Bridge(make=lambda listener: clients.append(FakeClient(listener)) or clients[-1]),
    )
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: bool(clients[-1].asked))
    assert isinstance(clients[-1].asked[0][0], Convert)
    assert made.convert.ink.filled
    made.close()
