"""The style of a writer in the window: measured by a job, shown with its sureness, compared, exported, never in the pen's way."""

import csv
import json
import subprocess
import sys
from functools import cache

import pytest
from answering_fake import FakeClient
from looking import settle
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPolygonF
from PySide6.QtWidgets import QWidget

from engines.data.collection import collection_home
from engines.data.sample import Sample
from engines.data.store import write_store
from engines.inference.hands import capture
from engines.ink.hand import KINDS
from engines.ink.synthesis import Writer, glyph
from engines.messages import Failed, Finished, Progress, Stopped
from studio import theme
from studio.app import build
from studio.bridge import Bridge
from studio.canvas.letter_ways import BADGE, LetterWays, badges, cards_of
from studio.dialogs.style_words import GROUPS, apart, figures_of, groups, nearest_words, table_of, titles, value_of
from studio.page import Page
from studio.settings import Settings

LETTERS = "ABDEGHKMNRSTabdeghkmnrst"


@cache
def style(folder, name="anna", count=30, **traits):
    hand = Writer(**{"seed": 3, **traits})
    samples = [Sample(glyph(LETTERS[n % 24], hand, n), None, LETTERS[n % 24], name) for n in range(count)]
    path = folder / f"{name}.h5"
    write_store(path, samples)
    return {**capture(path, name), "people": [["anna", "Anna", 30], ["bert", "", 12]]}


@pytest.fixture(scope="module")
def hands(tmp_path_factory):
    folder = tmp_path_factory.mktemp("styles")
    return style(folder, slant=20.0), style(folder, "bert", 12, slant=-5.0, speed=0.6)


@pytest.fixture
def window(qtbot):
    made = build(Settings(), Page(), Bridge(make=FakeClient))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    settle()
    yield made
    made.close()


def client(window):
    return window.bridge._client


def jobs(window):
    return [(verb, fields) for verb, fields in client(window).jobs if verb == "style"]


def ended(window, dialog, *results):
    """The jobs of the view end with these results."""
    view = next(view for view in window.styling._views if view.dialog is dialog)
    for job, result in zip(list(view.jobs), results, strict=True):
        window.bridge.jobEvent.emit(Finished(job, result))
    settle()


def shown(qtbot, window, *results, **where):
    dialog = window.styling.show(collection_home(), **where)
    ended(window, dialog, *results)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 2, timeout=60_000)
    return dialog


def rows(tree):
    heads = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    items = [head.child(n) for head in heads for n in range(head.childCount())]
    return {item.text(0): [item.text(column) for column in range(1, tree.columnCount())] for item in items}


def test_the_command_measures_the_collection_and_shows_what_came(qtbot, window, hands):
    window.commands["collect.style"].trigger()
    dialog = window.styling._views[0].dialog
    assert jobs(window) == [("style", {"folder": str(collection_home()), "writer": ""})]
    assert dialog.pages.currentIndex() == 0 and not dialog.export_button.isEnabled()
    ended(window, dialog, hands[0])
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 2, timeout=60_000)
    assert "30 letters, 24 different: fair" in dialog.head.text()
    told = rows(dialog.figures)["Slant"]
    assert told[0].startswith("20.") or told[0].startswith("19.")
    assert told[1] == "sure" and told[2].endswith("%")
    assert "UNIPEN writers" in dialog.near.text() and "CC BY 4.0" in dialog.near.toolTip()
    assert "Words are missing" in dialog.wishes.text()
    qtbot.waitUntil(lambda: dialog.grid.count() >= 5)
    names = [dialog.grid.itemAt(n).widget().accessibleName() for n in range(dialog.grid.count())]
    assert names[:2] == ["Slant", "Speed over a stroke"] and "Pressure over a stroke" in names
    assert all(dialog.grid.itemAt(n).widget().accessibleDescription() for n in range(dialog.grid.count()))


def test_two_hands_stand_side_by_side(qtbot, window, hands):
    dialog = shown(qtbot, window, hands[0])
    dialog.other.setCurrentIndex(dialog.other.findData("bert"))
    dialog.other.activated.emit(dialog.other.currentIndex())
    assert [fields["writer"] for _, fields in jobs(window)][-2:] == ["anna", "bert"]
    ended(window, dialog, *hands)
    told = rows(dialog.figures)
    assert told["Slant"][2] == "far" and told["Slant"][0] != told["Slant"][1]
    assert {cell.whose for cell in dialog.letters.cells} == {0, 1}
    assert dialog.other.currentData() == "bert" and " | " in dialog.head.text()


def test_progress_stop_and_failure_are_told(window):
    dialog = window.styling.show(collection_home(), "anna")
    (job,) = window.styling._views[0].jobs
    window.bridge.jobEvent.emit(Progress(job, 20, 80, text="20 of 80 samples"))
    assert dialog.bar.value() == 20 and dialog.doing.text() == "20 of 80 samples"
    window.bridge.jobEvent.emit(Failed(job, "The collection has no writer 'anna'. There are: Bert."))
    assert dialog.pages.currentIndex() == 1 and "no writer" in dialog.why.text() and not dialog.begin.isVisibleTo(dialog)
    dialog.close()
    stopped = window.styling.show(collection_home(), "anna")
    (job,) = window.styling._views[0].jobs
    stopped.stop.click()
    assert job in client(window).stopped and not window.styling._views
    window.bridge.jobEvent.emit(Stopped(job, "Stopped."))  # nobody is there to hear it
    settle()


def test_nothing_collected_offers_a_session(qtbot, window, hands):
    dialog = window.styling.show(collection_home())
    ended(window, dialog, {"writer": "", "samples": 0, "people": []})
    assert "no handwriting" in dialog.why.text() and dialog.begin.isVisibleTo(dialog)
    dialog.begin.click()
    assert window.panel_rail is not None and window.stack.currentWidget() is window.panels["collect"]
    empty = window.styling.show(collection_home())
    ended(window, empty, {**hands[0], "samples": 0})
    qtbot.waitUntil(lambda: empty.pages.currentIndex() == 1, timeout=60_000)
    assert "written nothing yet" in empty.why.text()


def test_the_writers_dialog_and_the_dataset_panel_lead_here(window, tmp_path):
    window.datasets.hands.styleWanted.emit("anna-1")
    assert jobs(window)[-1][1] == {"folder": str(collection_home()), "writer": "anna-1"}
    window.datasets.panel.style_of.click()
    assert jobs(window)[-1][1] == {"folder": str(collection_home()), "writer": ""}
    window.styling.show(tmp_path / "s.h5", "unipen/x")
    assert jobs(window)[-1][1] == {"store": str(tmp_path / "s.h5"), "writer": "unipen/x"}


def test_numbers_and_pictures_leave_as_files(qtbot, window, hands, tmp_path):
    dialog = shown(qtbot, window, hands[0])
    for name in ("s.csv", "s.json", "s.png"):
        window.styling.save(dialog, tmp_path / name)
        qtbot.waitUntil(lambda name=name: f"Saved as {name}" in dialog.state.text())
    table = list(csv.DictReader((tmp_path / "s.csv").read_text("utf-8-sig").splitlines()))
    slant = next(row for row in table if row["figure"] == "slant")
    assert float(slant["value"]) == pytest.approx(20, abs=2) and slant["sure"] == "sure" and slant["unit"] == "°"
    told = json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert told["writer"] == "anna" and "wishes" not in told and "means" not in told["figures"][0]
    assert QImage(str(tmp_path / "s.png")).width() > 600
    window.styling.save(dialog, tmp_path / "none" / "s.csv")
    qtbot.waitUntil(lambda: "could not be saved" in dialog.state.text())


def test_every_figure_has_words_and_a_group():
    assert titles() == {kind.name: kind.title for kind in KINDS}
    assert {kind.group for kind in KINDS} == set(GROUPS) == set(groups())


def test_values_are_told_with_their_sureness(hands):
    figures = figures_of(hands[0])
    assert value_of(figures["slant"]).endswith("°") and "±" in value_of(figures["slant"]) and value_of(None) == "–"
    one = {"name": "slant", "value": 10.0, "low": 9.0, "high": 11.0}
    assert apart(one, {**one, "value": 10.5}) == "not told apart" and apart(one, {**one, "value": 40.0}) == "far"
    assert apart(one, None) == "" and apart(one, {"name": "slant", "value": 40.0}) == "not told apart"
    assert nearest_words({"likeness": {"writers": 3}}) == ""
    assert len(table_of(hands).splitlines()) == 1 + sum(len(figures_of(hand)) for hand in hands)


def test_letters_are_drawn_with_a_number_for_each_stroke(qtbot, hands):
    widget = LetterWays(theme.LIGHT)
    qtbot.addWidget(widget)
    widget.resize(300, 200)
    widget.show_habits([hands[0]["habits"]])
    assert {cell.letter for cell in widget.cells} == set(LETTERS) and widget.minimumHeight() > 400
    assert "A: " in widget.accessibleDescription()
    assert len(cards_of([hand["habits"] for hand in hands])) == 24
    before = widget.grab().toImage()
    widget.show_habits([[]])
    assert widget.cells == [] and widget.grab().toImage() != before
    down, across = QPolygonF([QPointF(0, n) for n in range(40)]), QPolygonF([QPointF(n, 0) for n in range(40)])
    one, two = badges([down, across])
    assert one == QPointF(0, 0) and two.x() >= 2 * BADGE


def test_the_plots_library_is_loaded_by_the_view_alone():
    code = "import sys, studio.app; print('pyqtgraph' in sys.modules, 'studio.dialogs.style_plots' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert told == ["False", "False"]


def test_without_the_library_the_numbers_are_there(qtbot, window, hands, monkeypatch):
    def missing():
        raise ModuleNotFoundError("No module named 'pyqtgraph'")

    monkeypatch.setattr("studio.styling.load_plots", missing)
    dialog = shown(qtbot, window, hands[0])
    qtbot.waitUntil(lambda: "pyqtgraph" in dialog.state.text())
    assert rows(dialog.figures) and dialog.grid.count() == 0 and isinstance(dialog.picture(), QImage)
    assert isinstance(dialog, QWidget)
