"""Datasets into the window: dropped, looked at, asked about, read by a job, and told with what was left out."""

from pathlib import Path

import pytest
from answering_fake import FakeClient
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox

from engines.formats.looking import FORMATS
from engines.messages import Failed, Finished, Progress
from studio.app import build
from studio.bridge import Bridge
from studio.dialogs.dataset import ImportDialog, formats
from studio.importing import counted, report
from studio.openable import is_dataset
from studio.page import Page
from studio.settings import Settings

RESULT = {
    "store": "/there/letters.h5",
    "format": "unipen",
    "samples": 2415,
    "writers": 1,
    "distinct_labels": 26,
    "licences": ["", "CC0 1.0"],
    "skipped": 3,
    "left_out": [["a<b>.dat, line 3", "the segment has no components or label that can be read"], ["b.dat", "gone"]],
}


@pytest.fixture
def clients():
    return []


@pytest.fixture
def window(qtbot, clients, tmp_path, monkeypatch):
    monkeypatch.setenv("DUCTUS_HOME", str(tmp_path / "home"))

    def make(listener):
        clients.append(FakeClient(listener))
        return clients[-1]

    made = build(Settings(theme="light"), Page(), Bridge(make=make))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.bridge.state == "ready")
    return made


@pytest.fixture
def source(tmp_path, clients, window):
    """A folder that the engine takes for a release of UNIPEN."""
    (tmp_path / "train r01").mkdir()
    clients[-1].forms[tmp_path / "train r01"] = ("unipen", {"files": 1234})
    return tmp_path / "train r01"


def settled(window, qtbot):
    qtbot.waitUntil(lambda: "Looking" not in window.importing.dialog.hint.text() + window.importing.dialog.problem.text())
    return window.importing.dialog


def ok(dialog):
    return next(box for box in dialog.findChildren(QDialogButtonBox)).button(QDialogButtonBox.StandardButton.Ok)


def test_a_dropped_folder_is_looked_at_and_offered_with_what_was_found_out(window, qtbot, clients, source):
    window.view.filesDropped.emit([source])
    dialog = settled(window, qtbot)
    assert dialog.isVisible() and clients[-1].asked[-1][1] == "look"
    assert "UNIPEN, 1,234 files" in dialog.hint.text()
    assert dialog.name.text() == "train_r01" and ok(dialog).isEnabled() and dialog.kinds["1b"].isVisible()
    dialog.kinds["1a"].setChecked(True)
    dialog.labels.setText("A B")
    ok(dialog).click()
    verb, fields = clients[-1].jobs[-1]
    assert verb == "import" and fields == {
        "format": "unipen",
        "paths": [str(source)],
        "categories": ["1a", "1b"],
        "labels": "AB",
        "limit": 0,
        "store": str(window.settings.data_dir / "datasets" / "train_r01.h5"),
        "title": "Importing train_r01",
    }
    assert window.importing.dialog is None and window.settings.last_folder == str(source)


def test_progress_cancel_and_the_result_with_what_was_skipped(window, qtbot, clients, source):
    window.importing.open([source])
    ok(settled(window, qtbot)).click()
    job = f"import-{len(clients[-1].jobs)}"
    window.jobs.heard(Progress(job, 1, 4, left=90.0))
    assert "Importing train_r01 25%, 2 min left" in window.status.job.text()
    window.status.cancelWanted.emit(job)
    assert clients[-1].stopped == [job]
    window.jobs.heard(Finished(job, RESULT))
    assert window.status.notice.text() == "letters: 2,415 samples, 1 writer, 3 skipped"
    window.status._offer.click()
    page = window.importing.details
    assert page.isVisible() and "line 3: the segment has no components" in page.view.toPlainText()
    assert "and 1 more" in page.view.toPlainText() and "a<b>.dat" in page.view.toPlainText()
    next(button for button in page.buttons.buttons() if button.text() == "Copy details").click()
    assert "b.dat: gone" in QGuiApplication.clipboard().text()
    page.close()


def test_an_import_that_fails_is_told_as_any_job_that_fails(window, qtbot, clients, source):
    window.importing.open([source])
    ok(settled(window, qtbot)).click()
    window.jobs.heard(Failed(f"import-{len(clients[-1].jobs)}", "It is damaged."))
    assert window.errors.isVisible() and window.importing.details is None


def test_what_the_engine_does_not_know_can_only_be_read_as_a_format_that_is_named(window, qtbot, tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK")
    window.view.filesDropped.emit([tmp_path / "x.zip"])
    dialog = settled(window, qtbot)
    assert "no format that Ductus imports" in dialog.problem.text() and not ok(dialog).isEnabled()
    dialog.form.setCurrentIndex(dialog.form.findData("omniglot"))
    assert ok(dialog).isEnabled() and "50 alphabets" in dialog.hint.text()
    dialog.reject()


def test_a_note_can_be_put_on_the_page_instead(window, qtbot, clients, tmp_path):
    (tmp_path / "n.xopp").write_bytes(b"x")
    clients[-1].forms[tmp_path / "n.xopp"] = ("xopp", {})
    window.view.filesDropped.emit([tmp_path / "n.xopp"])
    dialog = settled(window, qtbot)
    assert dialog.to_page.isVisible()
    dialog.to_page.click()
    assert window.importing.dialog is None and clients[-1].asked[-1][0].path == tmp_path / "n.xopp"


def test_ink_and_pictures_are_opened_as_ever_and_a_mixture_says_what_is_used(window, clients, tmp_path, source, qtbot):
    for name in ("a.inkml", "b.png"):
        window.view.filesDropped.emit([tmp_path / name])
        assert window.importing.dialog is None
    window.view.filesDropped.emit([tmp_path / "a.inkml", source])
    assert "1 of 2 files are used" in window.status.notice.text()
    settled(window, qtbot).reject()


def test_an_engine_that_is_off_leaves_the_finding_out_to_the_job(window, qtbot, clients, source):
    window.bridge.state = "stopped"
    window.importing.open([source])
    dialog = window.importing.dialog
    assert ok(dialog).isEnabled() and dialog.chosen == ""
    ok(dialog).click()
    assert clients[-1].jobs[-1][1]["format"] == ""


def test_the_dialog_says_what_is_missing(qtbot, tmp_path):
    dialog = ImportDialog(tmp_path / "datasets", tmp_path)
    qtbot.addWidget(dialog)
    assert "Choose the file" in dialog.trouble() and not ok(dialog).isEnabled()
    dialog.source.setText(str(tmp_path / "nowhere"))
    dialog._typed()
    assert "not there" in dialog.trouble()
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "mine.h5").write_bytes(b"")
    dialog.put([tmp_path / "datasets" / "mine.h5"])
    dialog.found("store", 5, "samples", "")
    assert "read and replaced at once" in dialog.trouble()
    dialog.put([tmp_path])
    dialog.found("unipen", 0, "", "")
    for name, says in (("../outside", "without slashes"), ("", "without slashes"), ("mine", "is replaced when")):
        dialog.name.setText(name)
        assert says in dialog.trouble()
    assert ok(dialog).isEnabled()
    for box in dialog.kinds.values():
        box.setChecked(False)
    assert "at least one kind" in dialog.trouble()


def test_every_format_that_can_be_imported_is_offered_with_a_line_about_it():
    assert set(formats()) == {"", *FORMATS}
    assert all(name and line.endswith(".") for name, line in formats().values())


def test_counts_in_words():
    assert counted({"samples": 1, "writers": 0, "skipped": 1}) == "1 sample, 1 skipped"
    assert "left out" not in report({"samples": 1}) and "<ul>" not in report({"samples": 1})


@pytest.mark.parametrize("name", ["a.h5", "a.zip", "a.tar.xz", "a.TGZ", "t.csv", "train-images-idx3-ubyte", "words.txt"])
def test_datasets_are_known_by_their_names(name):
    assert is_dataset(Path(name)) and not is_dataset(Path("a.txt")) and not is_dataset(Path("a.png"))
