"""Help in the window: the shortcut sheet, attributions, doctor."""

import sys

import pytest
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrinter

from studio.dialogs import attributions, doctor
from studio.dialogs.doctor import DoctorDialog, Finding
from studio.dialogs.shortcuts import ShortcutDialog, native, sections, sheet
from studio.menus.table import commands_table
from studio.theme import DARK, LIGHT


def text_of(html):
    made = QTextDocument()
    made.setHtml(html)
    return made.toPlainText()


# Shortcuts


def test_the_sheet_holds_every_key_of_every_command(qapp):
    told = {(row.what, key) for _heading, rows in sections() for row in rows for key in row.keys}
    for command in commands_table():
        for key in command.keys:
            assert (command.text.rstrip("…"), native(key)) in told


def test_no_two_commands_share_a_key(qapp):
    keys = [key for command in commands_table() for key in command.keys]
    assert sorted(keys) == sorted(set(keys))


def test_the_page_and_the_timeline_tell_their_keys_too(qapp):
    assert {"On the page", "Timeline", "Everywhere"} <= {heading for heading, _rows in sections()}
    assert "Space and drag" in sheet(LIGHT)


def test_the_sheet_is_searched_by_name_key_and_meaning(qapp, qtbot):
    dialog = ShortcutDialog(DARK)
    qtbot.addWidget(dialog)
    everything = dialog.view.toPlainText()
    dialog.search.setText("ctrl+k")
    assert "Find a command" in dialog.view.toPlainText() and "Quit" not in dialog.view.toPlainText()
    dialog.search.setText("svg")  # in the hint of Export
    assert "Export" in dialog.view.toPlainText()
    dialog.search.setText("qqqq")
    assert "No key does that" in dialog.view.toPlainText()
    dialog.search.setText("")
    assert dialog.view.toPlainText() == everything


def test_the_sheet_prints(qapp, qtbot, tmp_path):
    dialog = ShortcutDialog(LIGHT)
    qtbot.addWidget(dialog)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "keys.pdf"))
    dialog.view.document().print_(printer)
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")


# Attributions


def test_every_library_that_is_needed_is_named_with_its_licence(qapp):
    found = attributions.libraries()
    assert {item.name.replace("_", "-").lower() for item in found} == {name.lower() for name in attributions.LIBRARIES}
    assert all(item.licence and item.version for item in found)
    assert attributions.libraries(("there-is-no-such-package",)) == []


def test_each_shipped_model_names_its_data_and_licence(qapp):
    cards = attributions.cards()
    assert cards
    told = text_of(attributions.gather())
    for card in cards:
        assert card.attribution and card.attribution in told
        assert card.licence in told
    assert "KMNIST" in told and told.count("LeCun") == 1  # of the controls those that learned from something else, once
    assert "Cross Variational Autoencoders" in told and "Apache License 2.0" in told


def test_a_damaged_card_does_not_hide_the_others(tmp_path):
    (tmp_path / "broken.json").write_text("{")
    assert attributions.cards(tmp_path) == []


# Doctor

REPORT = (
    '{"findings": [{"what": "Python", "state": "ok", "found": "3.11"},'
    ' {"what": "GPU", "state": "missing", "found": "<none>", "remedy": "buy one"}]}'
)


def test_findings_are_told_with_what_is_missing_first(qapp):
    found = doctor.findings(REPORT)
    assert found[1] == Finding("GPU", "missing", "<none>", "buy one")
    told = text_of(doctor.page(found, LIGHT))
    assert told.index("GPU") < told.index("Python")
    assert "<none>" in told and "buy one" in told and "Something is missing" in told
    assert "Everything that Ductus needs" in doctor.page(found[:1], LIGHT)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"findings": 3}'])
def test_what_is_no_report_is_refused(text):
    with pytest.raises(ValueError):
        doctor.findings(text)


def run(qtbot, *code):
    dialog = DoctorDialog(LIGHT, None, [sys.executable, *code])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.again.isEnabled, timeout=60_000)
    return dialog


def test_the_doctor_is_asked_in_a_program_of_its_own_and_its_report_is_copied(qtbot):
    dialog = run(qtbot, "-c", f"print({REPORT!r}); raise SystemExit(1)")
    assert "buy one" in dialog.view.toPlainText()
    dialog.copy.click()
    assert "buy one" in QGuiApplication.clipboard().text()


def test_a_doctor_that_does_not_answer_is_told(qtbot):
    told = run(qtbot, "-c", "raise SystemExit('no luck')").view.toPlainText()
    assert "could not be asked" in told and "no luck" in told


def test_closing_calls_the_doctor_off(qtbot):
    dialog = DoctorDialog(LIGHT, None, [sys.executable, "-c", "import time; time.sleep(60)"])
    qtbot.addWidget(dialog)
    assert dialog.process.waitForStarted()
    process = dialog.process
    dialog.done(0)
    assert process.state() == process.ProcessState.NotRunning
