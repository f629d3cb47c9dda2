"""The person's own dataset in the panel: what was collected, mended, deleted, brought back, before and after packing; writers."""

import pytest
from looking import made_window, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit

from engines.data.cards import ModelCard
from engines.data.collection import Box, Collection, Item, Session, Writer, collection_home, new_writer
from engines.data.packing import pack, seal
from engines.data.sample import Provenance, Sample
from engines.ink.synthesis import Writer as Hand
from engines.ink.synthesis import glyph
from engines.messages import Failed, Finished, ModelRef
from studio.dialogs.erasing import ErasingDialog
from studio.dialogs.writers import Known, WritersDialog
from studio.hands import known_of, trained_on

CTRL = Qt.KeyboardModifier.ControlModifier
ANNA, BEN = Writer("anna-1", "Anna", created="2026-01-01"), Writer("ben-2", "Ben", created="2026-01-02")


def item(number, letter, writer=ANNA.id, suspicion=0.1, remarks=()):
    source = Provenance("collection/s1", time=f"2026-11-01T10:00:{number:02d}")
    sample = Sample(glyph(letter, Hand.random(1), number), None, letter, writer, source)
    return Item(f"item{number}", sample, letter, "s1", Box(30, 30), {"suspicion": suspicion}, remarks)


ITEMS = [
    item(0, "a"),
    item(1, "b", suspicion=0.9, remarks=("border",)),
    item(2, "c", writer=BEN.id),
    item(3, "a", writer=BEN.id),
]


def filled(folder):
    """A collection of two hands, closed again."""
    with Collection(folder) as collection:
        for writer in (ANNA, BEN):
            collection.put_writer(writer)
        collection.start_session(Session("s1", ANNA.id, started="2026-11-01T10:00:00"))
        for each in ITEMS:
            collection.accept(each)


@pytest.fixture
def window(qtbot):
    filled(collection_home())
    made = made_window()
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: bool(made.bridge.hello.models))
    yield made
    made.close()


@pytest.fixture
def panel(window, qtbot):
    window.choices.show_panel("dataset")
    shown = window.datasets.panel
    qtbot.waitUntil(lambda: len(shown.sheet.catalogue) == 4)
    shown.wants.order.setCurrentIndex(shown.wants.order.findData("oldest"))
    shown.arrange()
    shown.sheet.setFocus()
    return shown


def labels(panel):
    return [panel.sheet.catalogue.value("text", place) for place in panel.sheet.order]


def choose(panel, *numbers):
    for number in numbers:
        panel.sheet.pick(number, "only" if number == numbers[0] else "toggle")


def mine(window):
    return window.collecting.collection


# The sheet


def test_what_was_collected_is_there_with_pictures_names_and_marks(panel, qtbot):
    assert labels(panel) == ["a", "b", "c", "a"]
    qtbot.waitUntil(lambda: len(panel.sheet.thumbnails) == 4)
    panel.sheet.pick(1)
    qtbot.waitUntil(lambda: panel.facts.ink.ink.points > 0)
    assert "Anna" in panel.facts.who.text()
    assert "cut off at the border" in panel.facts.noticed.text()
    assert panel.wants.writer.findText("Ben (2)") > 0
    assert panel.wants.remarks.findData("suspect") > 0
    assert not panel.note.isVisible()


def test_deleting_asks_nothing_and_offers_undo(window, panel, qtbot):
    choose(panel, 0, 3)
    QTest.keyClick(panel.sheet, Qt.Key.Key_Delete)
    assert labels(panel) == ["b", "c"]
    assert window.status.notice.text() == "Deleted 2 samples."
    assert mine(window).undo_text == "Delete 2 samples"
    window.status._offer.click()
    assert labels(panel) == ["a", "b", "c", "a"]
    QTest.keyClick(panel.sheet, Qt.Key.Key_Y, CTRL)
    assert labels(panel) == ["b", "c"]
    QTest.keyClick(panel.sheet, Qt.Key.Key_Z, CTRL)
    assert labels(panel) == ["a", "b", "c", "a"]


def test_a_deletion_can_be_undone_after_a_restart(window, panel, qtbot):
    choose(panel, 2)
    QTest.keyClick(panel.sheet, Qt.Key.Key_Delete)
    window.close()
    with Collection(collection_home()) as again:
        assert "item2" not in again.items
        again.undo()
        assert "item2" in again.items


def test_a_label_is_typed_for_all_that_are_selected(window, panel):
    choose(panel, 0, 1)
    QTest.keyClick(panel.sheet, Qt.Key.Key_F2)
    field = panel.sheet.viewport().findChild(QLineEdit)
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert labels(panel) == ["x", "x", "c", "a"]
    assert mine(window).items["item0"].sample.text == "x"
    assert mine(window).items["item0"].prompt == "a"
    panel.sheet.pick(0)
    assert "asked: a" in panel.facts.name.text()
    QTest.keyClick(panel.sheet, Qt.Key.Key_Z, CTRL)
    assert labels(panel) == ["a", "b", "c", "a"]


def test_the_same_label_again_is_no_step(window, panel):
    before = mine(window).undo_text
    choose(panel, 1)
    panel.relabelled.emit("b")
    assert mine(window).undo_text == before


def test_what_is_collected_appears_while_the_sheet_is_open(window, panel, qtbot):
    mine(window).accept(item(9, "z"))
    window.collecting.collection_changed.emit()
    qtbot.waitUntil(lambda: labels(panel) == ["a", "b", "c", "a", "z"])


def test_suspicious_ones_come_first_by_command(window, panel, qtbot):
    window.choices.show_panel("convert")
    window.commands["dataset.suspects"].trigger()
    qtbot.waitUntil(lambda: labels(panel)[:1] == ["b"])
    assert window.settings.panel == "dataset"


def test_after_packing_edits_lie_over_the_store(window, panel, qtbot):
    window.collecting.packing._idle.stop()
    pack(collection_home())
    seal(collection_home())
    mine(window).packed()
    assert not mine(window).items
    window.collecting.collection_changed.emit()
    qtbot.waitUntil(lambda: panel.sheet.catalogue.rows.tolist() == [0, 1, 2, 3])
    assert labels(panel) == ["a", "b", "c", "a"]
    choose(panel, 1)
    QTest.keyClick(panel.sheet, Qt.Key.Key_Delete)
    choose(panel, 0)
    panel.relabelled.emit("q")
    assert labels(panel) == ["q", "c", "a"]
    mine(window).accept(item(8, "n"))
    window.collecting.collection_changed.emit()
    qtbot.waitUntil(lambda: labels(panel) == ["q", "c", "a", "n"])
    panel.sheet.pick(1)
    qtbot.waitUntil(lambda: panel.facts.ink.ink.points > 0)
    for _ in range(3):
        QTest.keyClick(panel.sheet, Qt.Key.Key_Z, CTRL)
    assert labels(panel) == ["a", "b", "c", "a"]


# Writers


@pytest.fixture
def dialog(window, panel):
    made = window.datasets.hands.open()
    settle()
    return made


def names(dialog):
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_the_dialog_lists_everybody(dialog):
    assert names(dialog) == ["Anna", "Ben"]
    assert dialog.count.text() == "2 samples of 2 different labels"


def test_a_new_writer_is_made_named_and_chosen_to_write(window, dialog):
    dialog.add.click()
    dialog.fields.name.setText("Çağla Ö.")
    dialog.fields.name.editingFinished.emit()
    made = next(writer for writer in mine(window).writers.values() if writer.name == "Çağla Ö.")
    assert dialog.current == made.id
    assert dialog.count.text() == "No samples yet"
    assert not dialog.export.isEnabled()
    dialog.writes.click()
    assert window.collecting.writer == made.id
    assert names(dialog)[2] == "Çağla Ö.  (writes now)"


def test_consent_and_licence_are_kept_in_plain_words(window, dialog):
    fields = dialog.fields
    assert fields.consent["private"].isChecked()
    assert not fields.licence.isEnabled()
    fields.consent["public"].click()
    assert "cannot be called back" in fields.meaning.text()
    fields.licence.setCurrentIndex(fields.licence.findData("CC BY 4.0"))
    fields.licence.activated.emit(fields.licence.currentIndex())
    anna = mine(window).writers[ANNA.id]
    assert (anna.consent, anna.licence) == ("public", "CC BY 4.0")
    fields.consent["private"].click()
    anna = mine(window).writers[ANNA.id]
    assert (anna.consent, anna.licence) == ("private", "")


def test_a_writer_keeps_a_name(window, dialog):
    dialog.fields.name.setText("   ")
    dialog.fields.name.editingFinished.emit()
    assert mine(window).writers[ANNA.id].name == "Anna"
    assert dialog.fields.name.text() == "Anna"


def test_samples_of_one_writer_are_shown(window, dialog, panel, qtbot):
    dialog.pick(BEN.id)
    dialog.look.click()
    qtbot.waitUntil(lambda: labels(panel) == ["c", "a"])
    assert not dialog.isVisible()


def test_everything_of_one_writer_is_exported(window, dialog, tmp_path, monkeypatch, qtbot):
    path = tmp_path / "ben"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(path), args[3].split(";;")[0]))
    dialog.pick(BEN.id)
    dialog.export.click()
    verb, fields = window.bridge._client.jobs[-1]
    assert verb == "export_writer"
    assert fields["writer"] == BEN.id
    assert fields["path"] == str(path) + ".h5"
    window.bridge.jobEvent.emit(Finished(f"export_writer-{len(window.bridge._client.jobs)}", {"samples": 2}))
    qtbot.waitUntil(lambda: str(path) in window.status.notice.text())


# Erasing


def test_the_name_has_to_be_typed_and_models_are_named(qtbot):
    dialog = ErasingDialog("Anna  Müller", (3, 2, 1), ["My capitals"])
    qtbot.addWidget(dialog)
    assert not dialog.erase.isEnabled()
    QTest.keyClicks(dialog.typed, "anna")
    QTest.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert not dialog.erase.isEnabled()
    assert dialog.result() == 0
    dialog.typed.setText("anna müller ")
    assert dialog.erase.isEnabled()
    words = " ".join(part.text() for part in dialog.findChildren(QLabel))
    assert "Samples: 3 · different labels: 2 · sessions: 1" in words
    assert "Models trained on this: My capitals." in words
    dialog.erase.click()
    assert dialog.result() == 1


def test_models_that_learnt_from_a_writer_are_found_by_their_cards(tmp_path):
    card = ModelCard(name="mine", family="cross_vae", config={}, can=(), title="My hand", data={"collection_writers": [ANNA.id]})
    other = ModelCard(name="other", family="cross_vae", config={}, can=(), data={"writers": 40})
    refs = [ModelRef(each, tmp_path) for each in (card, other)]
    assert trained_on(refs, ANNA.id) == ["My hand"]
    assert trained_on(refs, BEN.id) == []


@pytest.fixture
def sure(monkeypatch):
    """Somebody who types every name."""
    asked = []

    def run(dialog):
        asked.append(dialog)
        dialog.typed.setText(dialog._name)
        return dialog.sure

    monkeypatch.setattr(ErasingDialog, "exec", run)
    return asked


def test_a_writer_leaves_the_sheet_and_the_job_does_the_rest(window, dialog, panel, sure, qtbot):
    dialog.pick(ANNA.id)
    dialog.erase.click()
    assert sure
    client = window.bridge._client
    qtbot.waitUntil(lambda: [verb for verb, _fields in client.jobs] == ["erase"])
    assert client.jobs[0][1] == {"folder": str(collection_home()), "writer": ANNA.id}
    qtbot.waitUntil(lambda: labels(panel) == ["c", "a"])
    assert not dialog.add.isEnabled()  # a moment
    window.bridge.jobEvent.emit(Finished("erase-1", {"samples": 2}))
    qtbot.waitUntil(lambda: "Everything of Anna is erased" in window.status.notice.text())
    assert names(dialog) == ["Ben"]
    assert dialog.add.isEnabled()


def test_an_erasure_that_fails_half_way_says_what_to_do(window, dialog, sure, qtbot):
    dialog.pick(ANNA.id)
    dialog.erase.click()
    qtbot.waitUntil(lambda: bool(window.bridge._client.jobs))
    window.bridge.jobEvent.emit(Failed("erase-1", "The disk refused."))
    qtbot.waitUntil(lambda: "not yet from every older file" in window.status.notice.text())


def test_nothing_is_erased_without_being_sure(window, dialog, monkeypatch):
    monkeypatch.setattr(ErasingDialog, "exec", lambda _dialog: 0)
    dialog.erase.click()
    assert len(mine(window).writers) == 2
    assert window.bridge._client.jobs == []


def test_a_dialog_without_anybody_says_what_to_do(qtbot):
    dialog = WritersDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.pages.currentIndex() == 0
    dialog.show_writers([Known(new_writer("W" * 80), 1, 1)], "", "Read only.")
    assert not dialog.add.isEnabled()
    assert not dialog.fields.isEnabled()
    assert dialog.why_not.isVisible()


def test_counts_are_of_what_is_there(tmp_path):
    filled(tmp_path)
    with Collection(tmp_path) as collection:
        collection.delete(["item0"])
        found = [(known.writer.name, known.samples, known.letters) for known in known_of(collection)]
    assert found == [("Anna", 1, 1), ("Ben", 2, 2)]
