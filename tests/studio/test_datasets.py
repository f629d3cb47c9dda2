"""The Dataset panel in the window: stores, sample ink, filters, pictures, playing, comparing, the page, export."""

import numpy as np
import pytest
from looking import made_window, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from engines.data.places import data_home
from engines.data.sample import Provenance, Sample
from engines.data.store import write_store
from engines.formats import inkml
from engines.ink.synthesis import Writer, glyph
from engines.messages import Samples, Thumbnails
from studio.dialogs.comparison import ComparisonDialog, laid_over
from studio.fetching import MADE_UP
from studio.handling import ON_PAGE, in_lines

LETTERS = "abcd"


@pytest.fixture
def store():
    """Forty letters of two hands and an image."""
    hands = [Writer.random(seed) for seed in (1, 2)]
    samples = [
        Sample(
            glyph(LETTERS[n % 4], hands[n % 2], n),
            None,
            LETTERS[n % 4],
            f"w{n % 2}",
            Provenance(source="test/1", category="lower" if n < 20 else "upper", time=f"2026-11-{1 + n % 28:02d}T10:00:00"),
        )
        for n in range(40)
    ]
    samples.append(Sample(None, np.full((28, 28), 200, np.uint8), "9", "w1", Provenance(source="mnist/1")))
    path = data_home() / "datasets" / "forty.h5"
    path.parent.mkdir(parents=True)
    write_store(path, samples)
    return path


@pytest.fixture
def window(qtbot):
    made = made_window()
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: bool(made.bridge.hello.models))
    yield made
    made.close()


@pytest.fixture
def shown(window, store, qtbot):
    """The panel with the store."""
    window.choices.show_panel("dataset")
    window.datasets.curating.open_path(store)
    panel = window.datasets.panel
    qtbot.waitUntil(lambda: len(panel.sheet.catalogue) == 41)
    panel.sheet.setFocus()
    return panel


def labels(panel):
    return [panel.sheet.catalogue.value("text", place) for place in panel.sheet.order]


def choose(panel, *numbers):
    for number in numbers:
        panel.sheet.pick(number, "only" if number == numbers[0] else "toggle")


def test_the_panel_says_what_to_do_where_nothing_is_collected(window, qtbot):
    window.choices.show_panel("dataset")
    panel = window.datasets.panel
    qtbot.waitUntil(lambda: panel.pages.currentWidget() is panel.empty)
    assert not panel.wants.isVisible()
    panel.sample.click()
    qtbot.waitUntil(lambda: len(panel.sheet.catalogue) == 48)
    assert panel.chooser.currentData() == MADE_UP
    assert "Nothing of it is kept" in panel.note.text()
    panel.sheet.setFocus()
    qtbot.waitUntil(lambda: len(panel.sheet.thumbnails) > 10)


def test_stores_of_the_datasets_folder_are_offered_and_read(window, store, qtbot):
    window.choices.show_panel("dataset")
    panel = window.datasets.panel
    qtbot.waitUntil(lambda: panel.chooser.findData(str(store)) >= 0)
    panel.chooser.setCurrentIndex(panel.chooser.findData(str(store)))
    panel.chooser.activated.emit(panel.chooser.currentIndex())
    qtbot.waitUntil(lambda: len(panel.sheet.catalogue) == 41)
    assert panel.chooser.currentText() == "forty"
    assert "only read" in panel.note.text()
    assert panel.count.text() == "41 samples"


def test_pictures_come_for_what_is_seen(window, shown, qtbot):
    qtbot.waitUntil(lambda: len(shown.sheet.thumbnails) >= 20)
    QTest.keyClick(shown.sheet, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: len(shown.sheet.thumbnails) == 41)
    asks = [ask for ask, lane in window.bridge._client.asked if isinstance(ask, Thumbnails)]
    assert all(len(ask.rows) <= 24 for ask in asks)
    assert len({int(row) for ask in asks for row in ask.rows}) == 41


def test_filters_and_order(shown, qtbot):
    shown.wants.label.setText("a 9")
    qtbot.waitUntil(lambda: len(shown.sheet.order) == 11)
    assert set(labels(shown)) == {"a", "9"}
    shown.wants.writer.setCurrentIndex(shown.wants.writer.findData("w1"))
    shown.wants.changed.emit()
    assert labels(shown) == ["9"]
    shown.wants.label.setText("nowhere")
    qtbot.waitUntil(lambda: shown.pages.currentWidget() is shown.none)
    shown.every.click()
    assert len(shown.sheet.order) == 41
    shown.wants.order.setCurrentIndex(shown.wants.order.findData("label"))
    shown.wants.changed.emit()
    assert labels(shown)[:11] == ["9", *"aaaaaaaaaa"]
    shown.wants.grouped.setChecked(True)
    assert [group.label for group in shown.sheet._groups] == ["9", "a", "b", "c", "d"]


def test_choices_that_have_one_answer_are_not_shown(shown):
    assert shown.wants.writer.isVisible()
    assert shown.wants.category.isVisible()
    assert not shown.wants.remarks.isVisible()


def test_the_sample_in_hand_is_told_drawn_and_played(shown, qtbot):
    shown.sheet.pick(3)
    qtbot.waitUntil(lambda: shown.facts.ink.ink.points > 2)
    assert shown.facts.name.text() == labels(shown)[3]
    assert shown.facts.clock.duration > 0
    QTest.keyClick(shown.sheet, Qt.Key.Key_Space)
    assert shown.facts.clock.playing
    QTest.keyClick(shown.sheet, Qt.Key.Key_Space)
    assert not shown.facts.clock.playing


def test_space_right_after_a_move_plays_the_new_sample(shown, qtbot):
    shown.sheet.pick(3)
    QTest.keyClick(shown.sheet, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown.facts.clock.playing)
    assert shown.facts.ink.ink.points > 2


def test_an_image_without_ink_is_shown_as_one(shown, qtbot):
    number = labels(shown).index("9")
    shown.sheet.pick(number)
    qtbot.waitUntil(lambda: shown.facts.image.isVisible())
    assert not shown.facts.buttons["play"].isEnabled()
    shown.sheet.pick(number - 1)
    qtbot.waitUntil(lambda: shown.facts.ink.isVisible() and shown.facts.ink.ink.points > 0)


def test_a_store_is_never_changed(window, shown, store, qtbot):
    before = store.read_bytes()
    choose(shown, 0)
    QTest.keyClick(shown.sheet, Qt.Key.Key_Delete)
    assert "only read" in window.status.notice.text()
    QTest.keyClick(shown.sheet, Qt.Key.Key_F2)
    assert len(shown.sheet.catalogue) == 41
    assert store.read_bytes() == before


def test_samples_go_onto_the_page_in_one_step(window, shown, qtbot):
    choose(shown, 0, 1, 2)
    QTest.keyClick(shown.sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(window.page.strokes))
    assert window.page.undo_text == "Put samples on the page"
    assert "Put 3 samples on the page" in window.status.notice.text()
    window.page.undo()
    assert window.page.strokes == ()


def test_only_so_many_go_onto_the_page_at_once(window, shown, qtbot):
    asked = ON_PAGE + 5
    inks = [Sample(glyph("a", Writer.random(1), n), None, "a") for n in range(asked)]
    window.datasets.handling._put(inks[:ON_PAGE], asked)
    assert f"first {ON_PAGE} of {asked}" in window.status.notice.text()


def test_samples_side_by_side_do_not_overlap():
    made = in_lines([Sample(glyph("m", Writer.random(n), n)) for n in range(12)], line=8.0)
    boxes = [np.concatenate([stroke.xy for stroke in ink]) for ink in made]
    spans = [(box.min(axis=0), box.max(axis=0)) for box in boxes]
    for number, (low, high) in enumerate(spans):
        for other_low, other_high in spans[:number]:
            assert (low > other_high).any() or (other_low > high).any()


def test_several_are_compared(window, shown, qtbot):
    choose(shown, 0, 4, 8)
    QTest.keyClick(shown.sheet, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: any(isinstance(each, ComparisonDialog) for each in QApplication.topLevelWidgets()))
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, ComparisonDialog)]
    assert len(dialog.tiles) == 3
    dialog.tiles[2].setFocus()
    settle()
    assert dialog.overlay.current == 2
    dialog.play.click()
    assert dialog.clock.playing
    dialog.close()


def test_one_alone_is_not_compared(window, shown):
    choose(shown, 0)
    QTest.keyClick(shown.sheet, Qt.Key.Key_C)
    assert "two or more" in window.status.notice.text()


@pytest.mark.parametrize("way", ["size", "box"])
def test_laid_over_each_other_by_size_or_as_written(way):
    small = glyph("o", Writer.random(1), 1)
    large = type(small)(tuple(stroke.__class__(stroke.xy * 3 + 5, t=stroke.t) for stroke in small))
    frames = laid_over([small, large], way)
    heights = [np.ptp(frame.apply(ink.strokes[0].xy)[:, 1]) for frame, ink in zip(frames, (small, large), strict=True)]
    assert heights[1] / heights[0] == pytest.approx(1.0 if way == "size" else 3.0, rel=0.01)


def test_the_selection_is_exported_with_its_labels(window, shown, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "some.inkml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), "InkML (*.inkml)"))
    choose(shown, 0, 1)
    wanted = [labels(shown)[number] for number in (0, 1)]
    QTest.keyClick(shown.sheet, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(path.exists)
    assert [sample.text for sample in inkml.read(path)] == wanted
    asks = [ask for ask, _lane in window.bridge._client.asked if isinstance(ask, Samples)]
    assert max(len(ask.rows) for ask in asks) == 2


def test_the_menu_offers_what_can_be_done(shown):
    choose(shown, 0)
    menu = shown.menu()
    able = {action.objectName(): action.isEnabled() for action in menu.actions() if action.objectName()}
    assert able == {
        "play": True, "compare": False, "relabel": False, "delete": False, "page": True, "export": True, "all": True,
    }  # fmt: skip


def test_a_store_that_cannot_be_read_is_told(window, qtbot, tmp_path):
    path = tmp_path / "broken.h5"
    path.write_bytes(b"nothing")
    window.choices.show_panel("dataset")
    window.datasets.curating.open_path(path)
    panel = window.datasets.panel
    qtbot.waitUntil(lambda: "is not a Ductus store" in panel.waiting.title.text())
    assert panel.pages.currentWidget() is panel.waiting


def test_keys_of_the_sheet_are_not_the_tools(window, shown):
    window.choices.set_tool("select")
    QTest.keyClick(shown.sheet, Qt.Key.Key_Plus)
    choose(shown, 0)
    QTest.keyClick(shown.sheet, Qt.Key.Key_C)
    QTest.keyClick(shown.sheet, Qt.Key.Key_Delete)
    assert window.view.tool == "select"
    assert window.page.strokes == ()


def test_an_engine_that_is_off_is_told_where_the_samples_would_be(window, store, qtbot):
    window.bridge._client.silent = True
    window.bridge.state = "stopped"
    window.choices.show_panel("dataset")
    window.datasets.curating.open_path(store)
    panel = window.datasets.panel
    qtbot.waitUntil(lambda: "is off" in panel.waiting.title.text())
