"""Collect > sheets: made with a preview, read into a review, and kept in the collection."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from answering_fake import FakeClient
from looking import settle
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog

from engines.data.sample import Provenance, Sample
from engines.ink.types import Ink, Stroke
from engines.messages import BoxRead, Failed, Finished, Progress
from studio.app import build
from studio.bridge import Bridge
from studio.dialogs.sheet_make import OWN, SheetDialog
from studio.dialogs.sheet_review import SheetReview, picture_of
from studio.page import Page
from studio.settings import Settings

INK = Ink((Stroke([[4, 4], [8, 12]], t=[0, 0.2]),))


def box(number: int, text: str = "A", remarks: tuple[str, ...] = (), page: int = 1, job: str = "") -> BoxRead:
    image = np.zeros((216, 240), np.uint8)
    if "empty" not in remarks:
        image[60:160, 100:110] = 255
    sample = Sample(None if "empty" in remarks else INK, image, text, "me-1", Provenance(f"sheet/a.png/{page}/{number + 1}"))
    usable = "empty" not in remarks
    return BoxRead(job, Path("a.png"), sample, "Letters", page, 2, number, (20.0, 18.0), (12.4, 7.4), remarks, {}, usable)


@pytest.fixture
def review(qtbot, tmp_path):
    dialog = SheetReview({"anna-1": "Anna", "me-1": "Me"}, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def window(qtbot):
    made = build(Settings(panel="collect"), Page(), Bridge(make=FakeClient))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.collecting.collection is not None)
    settle()
    yield made
    made.close()


def test_a_sheet_follows_what_is_chosen_and_shows_its_first_page(qtbot, tmp_path, monkeypatch):
    dialog = SheetDialog({"me-1": "Me"}, True, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.pages[0].left_handed and dialog.pages[0].writer == "me-1"
    assert "52 boxes" in dialog.facts.text()
    assert not dialog.text.isEnabled()
    qtbot.waitUntil(lambda: not dialog.preview.pixmap().isNull(), timeout=60_000)
    dialog.set.setCurrentIndex(dialog.set.findData(OWN))
    assert dialog.text.isEnabled() and not dialog.pages  # nothing to write yet
    assert not dialog._buttons.button(QDialogButtonBox.StandardButton.Save).isEnabled()
    dialog.text.setText("ab c")
    dialog.times.setValue(3)
    assert dialog.pages[0].prompts == ("ab c",) * 3
    dialog.each.setChecked(True)
    assert dialog.pages[0].prompts == tuple("abcabcabc")
    dialog.paper.setCurrentIndex(dialog.paper.findData("letter"))
    dialog.high.setCurrentIndex(dialog.high.findData(24))
    assert (dialog.pages[0].paper, dialog.pages[0].size) == ("letter", 24)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    dialog._buttons.button(QDialogButtonBox.StandardButton.Save).click()
    assert dialog.path == tmp_path / "mine.pdf"


def test_every_part_has_a_name(qtbot, tmp_path, review):
    dialog = SheetDialog({}, False, tmp_path)
    qtbot.addWidget(dialog)
    for field in (dialog.set, dialog.text, dialog.each, dialog.times, dialog.writer, dialog.paper, dialog.high, dialog.preview):
        assert field.accessibleName()
    for part in (review.boxes, review.reads, review.writer, review.progress):
        assert part.accessibleName()
    dialog.done(0)


def test_the_review_keeps_what_is_usable_and_tells_what_is_the_matter(review):
    review.begin([Path("a.png")])
    assert review.cancel.isVisible() and not review.take.isEnabled()
    for number, remarks in enumerate([(), ("border",), ("empty",)]):
        review.put(box(number, "ABC"[number], remarks))
    review.finish("Not among the pictures: Letters, page 2.")
    assert [text for _, text in review.kept] == ["A", "B"]
    assert review.take.text() == "Add 2 samples" and review.take.isEnabled()
    assert "touches the frame" in review.boxes.item(1).text()
    assert review.trouble.isVisible()
    assert review.writer.currentData() == "me-1"  # the sheet's own
    review.only.setChecked(True)
    assert [review.boxes.item(row).isHidden() for row in range(3)] == [True, False, False]


def test_boxes_are_left_out_and_relabelled_by_keys(review):
    review.put(box(0, "A"))
    review.put(box(1, "B"))
    review.finish("")
    review.boxes.setCurrentRow(0)
    review.boxes.setFocus()
    QTest.keyClick(review.boxes, Qt.Key.Key_Space)
    assert [text for _, text in review.kept] == ["B"]
    review.boxes.setCurrentRow(1)
    review.reads.setText("ß")
    review.reads.editingFinished.emit()
    assert [text for _, text in review.kept] == ["ß"]
    assert review.boxes.item(1).text() == "ß"


def test_a_page_that_is_taken_again_replaces_its_boxes(review):
    review.put(box(0, "A", ("blurred",)))
    review.put(box(0, "A", page=2))
    review.put(box(0, "A"))
    assert review.boxes.count() == 2
    assert review.boxes.item(0).text() == "A"


def test_pictures_are_dropped_on_the_review(review, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere/scan.png")])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(review.picturesChosen) as heard:
        review.dropEvent(event)
    assert heard.args == [[Path("/somewhere/scan.png")]]


def test_a_box_that_is_left_out_is_faded(qtbot):
    strong, faded = (picture_of(box(0), on).toImage() for on in (True, False))
    at = (round(105 / 240 * strong.width()), strong.height() // 2)
    assert strong.pixelColor(*at).lightness() < 80 < 160 < faded.pixelColor(*at).lightness()


def test_read_boxes_become_samples_in_one_step_of_undo(window, tmp_path):
    window.commands["collect.sheet_read"].trigger()
    settle()
    review = window.sheets._review
    assert review is not None and review.isVisible()
    review.picturesChosen.emit([tmp_path / "a.png"])
    job = window.sheets._job
    assert job
    window.bridge.jobEvent.emit(Progress(job, 1, 4))
    for number in range(3):
        window.bridge.jobEvent.emit(box(number, "ABC"[number], job=job))
    window.bridge.jobEvent.emit(Finished(job, {"trouble": [], "missing": ["Letters, page 2"]}))
    assert "page 2" in review.trouble.text()
    review.take.click()
    settle()
    collection = window.collecting.collection
    items = list(collection.items.values())
    assert [item.sample.text for item in items] == ["A", "B", "C"]
    first = items[0]
    assert first.sample.image is not None and first.sample.ink is not None
    assert (first.box.width, first.box.baseline) == (20.0, 12.4)
    assert first.sample.writer in collection.writers
    assert window.sheets._review is None
    window.collecting.undo()
    assert not collection.items


def test_what_cannot_be_read_is_told_in_the_review(window, tmp_path):
    window.sheets.read([tmp_path / "a.png"])
    job = window.sheets._job
    window.bridge.jobEvent.emit(Failed(job, "a.png: it does not show a collection sheet."))
    review = window.sheets._review
    assert review is not None
    assert "does not show" in review.trouble.text()
    assert review.add.isEnabled() and not review.take.isEnabled()
    review.reject()
    settle()
    assert window.sheets._review is None
