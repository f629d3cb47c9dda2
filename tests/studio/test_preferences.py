"""Preferences: each choice holds at once and is kept, pages are searched and reset, the engine hears of devices and threads."""

import os

import pytest
from answering_fake import FakeClient
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engines.messages import Means
from studio.app import build
from studio.bridge import Bridge
from studio.dialogs.rows import Count, Folder, Pick, Slide, Switch
from studio.page import Page
from studio.settings import Settings
from studio.theme import DARK


@pytest.fixture
def clients():
    return []


@pytest.fixture
def window(qtbot, clients):
    made = build(
        Settings(theme="light"), Page(), Bridge(make=lambda listener: clients.append(FakeClient(listener)) or clients[-1])
    )
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.bridge.hello.models))
    yield made
    made.close()


def test_every_row_is_a_setting_shown_as_it_is(window):
    window.settings.smoothing, window.settings.answer_threads = 0.25, 3
    dialog = window.preferring.open()
    fields = {name for name in dialog.rows if name}
    assert fields <= set(vars(window.settings))
    assert {"theme", "language", "smoothing", "big_targets", "work_device", "models_folder"} <= fields
    assert dialog.rows["smoothing"].control.slider.value() == 25
    assert dialog.rows["answer_threads"].control.number.value() == 3
    for row in dialog.rows.values():
        assert row.control.focus_on().accessibleName()


def choose(control, value):
    """As a hand does it."""
    if isinstance(control, Switch):
        control.box.setChecked(value)
    elif isinstance(control, Pick):
        control.put(value)
        control.list.activated.emit(control.list.currentIndex())
    elif isinstance(control, Slide):
        control.slider.setValue(round(100 * value))
    elif isinstance(control, Count):
        control.number.setValue(value)


def test_what_is_chosen_holds_at_once(window):
    rows = window.preferring.open().rows
    for field, value in (
        ("theme", "dark"),
        ("left_handed", True),
        ("reduce_motion", True),
        ("smoothing", 0.9),
        ("panel", "models"),
    ):
        choose(rows[field].control, value)
        assert getattr(window.settings, field) == value
    assert window.theme is DARK
    assert window.splitter.widget(0) is window.stack
    assert window.view.sheet.smoothing == 0.9
    assert window.stack.currentWidget() is window.models
    assert window.commands["theme.dark"].isChecked() and window.commands["view.reduce_motion"].isChecked()


def test_big_targets_are_as_large_as_a_finger(window):
    choose(window.preferring.open().rows["big_targets"].control, True)
    button = window.tool_rail.widgetForAction(window.commands["tool.pen"])
    assert min(button.width(), button.height()) >= 44
    window.convert.empty.ensurePolished()
    window.preferring.dialog.reject()
    window.preferring.change("big_targets", False)
    assert button.width() < 44


def test_devices_and_threads_reach_the_engine_which_is_started_again_once(window, clients, qtbot):
    rows = window.preferring.open().rows
    assert clients[-1].means == (Means(), Means())
    choose(rows["work_threads"].control, 2)
    assert clients[-1].means == (Means(), Means("auto", 2))
    choose(rows["answer_threads"].control, 2)
    choose(rows["answer_threads"].control, 4)
    choose(rows["answer_device"].control, "cpu")
    assert clients[-1].means[0] == Means("cpu", 4)
    assert clients[-1].restarts == 0  # not while a person is still choosing
    qtbot.waitUntil(lambda: clients[-1].restarts == 1)
    qtbot.wait(50)
    assert clients[-1].restarts == 1


def test_a_models_folder_of_ones_own_is_the_engines_too(window, tmp_path, clients, qtbot):
    window.preferring.change("models_folder", str(tmp_path))
    assert os.environ["DUCTUS_MODELS"] == str(tmp_path)
    assert window.settings.models_dir == tmp_path
    qtbot.waitUntil(lambda: clients[-1].restarts == 1)
    window.preferring.change("models_folder", "")
    assert not os.environ.get("DUCTUS_MODELS")


def test_settings_are_found_by_what_they_are_called_and_what_they_mean(window):
    dialog = window.preferring.open()
    dialog.search.setText("tremble zzz")
    assert dialog.stack.currentWidget() is dialog.nothing
    dialog.search.setText("shake")
    assert not dialog.rows["big_targets"].isHidden() and dialog.rows["smoothing"].isHidden()
    assert [dialog.names.item(i).isHidden() for i in range(dialog.names.count())] == [True, False, True, True]
    dialog.search.setText("")
    assert not any(row.isHidden() for row in dialog.rows.values())


def test_a_page_goes_back_to_its_defaults_and_the_others_stay(window):
    window.preferring.change("smoothing", 0.1)
    window.preferring.change("left_handed", True)
    dialog = window.preferring.open()
    dialog.pages[1].reset.click()
    assert window.settings.smoothing == Settings().smoothing == window.view.sheet.smoothing
    assert dialog.rows["smoothing"].control.slider.value() == 50
    assert window.settings.left_handed


def test_another_language_offers_a_fresh_start_which_keeps_the_page(window):
    dialog = window.preferring.open()
    assert dialog.restart.isHidden()
    choose(dialog.rows["language"].control, "de")
    assert not dialog.restart.isHidden() and window.settings.language == "de"
    choose(dialog.rows["language"].control, "system")
    assert dialog.restart.isHidden()
    dialog.restartWanted.emit()
    assert window.leaving.again and not window.isVisible()


def test_a_folder_says_where_it_is(window, qtbot):
    dialog = window.preferring.open()
    export = dialog.rows["export_folder"].control
    assert isinstance(export, Folder) and export.folder is None and not export.open.isEnabled()
    export.put(str(window.settings.data_dir))
    assert export.open.isEnabled() and export.path.text() == str(window.settings.data_dir)


def test_return_in_a_field_leaves_the_dialog_open_and_escape_closes_it(window, qtbot):
    dialog = window.preferring.open()
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
