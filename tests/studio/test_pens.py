"""The pen in hand: presets, keys, dialog, selection; smoothing and tremor filter as views of what was recorded."""

import numpy as np
import pytest
from answering_fake import FakeClient
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QPushButton

from engines.ink.brush import Brush
from engines.ink.smooth import PenModel, smooth
from engines.ink.types import Ink, Stroke
from studio.app import build
from studio.bridge import Bridge
from studio.dialogs.pen import PRESETS, PenDialog
from studio.page import Page
from studio.settings import Settings
from studio.theme import DARK

LINE = Ink((Stroke([[60, 40], [60, 60], [60, 80]], t=[0.0, 0.01, 0.02], pressure=[0.2, 0.5, 0.9]),))


@pytest.fixture
def window(qtbot):
    made = build(Settings(theme="light"), Page(), Bridge(make=FakeClient))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield made
    made.leaving.ask = lambda _parent, _copy: "close"
    made.close()


def test_presets_and_keys_change_the_pen_for_new_strokes_only(window):
    window.page.add_ink(LINE)
    window.settings.pen = Brush(colour="#704214")
    window.commands["pen.brush"].trigger()
    assert window.view.sheet.brush == window.settings.pen == Brush(3.0, thinning=0.9, gamma=1.4, colour="#704214")
    window.commands["pen.thinner"].trigger()
    assert window.settings.pen.width == 2.5
    for _ in range(20):
        window.commands["pen.wider"].trigger()
    assert window.settings.pen.width == 5.0
    assert window.page.strokes[0].brush is None and window.page.undo_text == "Paste"


def test_a_drag_of_the_width_redraws_the_selection_as_one_step(window, qtbot):
    (line,) = window.page.add_ink(LINE)
    window.selecting.select_all()
    for width in (0.9, 1.3, 2.1):
        window.pens.set_brush(Brush(width))
    qtbot.waitUntil(lambda: window.page.undo_text == "Change pen")
    (redrawn,) = window.page.strokes
    assert redrawn.brush == Brush(2.1) and redrawn.origin == line.id and redrawn.same_as(line)
    window.page.undo()
    assert window.page.strokes == (line,)


def test_the_current_character_can_be_drawn_with_the_pen_in_hand(window):
    window.page.add_ink(LINE)
    window.pens.set_brush(Brush(1.7, colour="#a8322a"))
    window.commands["ink.redraw"].trigger()
    assert window.page.strokes[0].brush == Brush(1.7, colour="#a8322a")
    done = window.page.undo_text
    window.commands["ink.redraw"].trigger()  # it is so already
    assert window.page.undo_text == done


def test_the_dialog_shows_what_is_and_tells_what_is_wanted(window):
    window.commands["pen.settings"].trigger()
    dialog = window.pens._dialog
    assert dialog.isVisible() and dialog.width_mm.text.text() == "0.70 mm"
    dialog.width_mm.slider.setValue(dialog.width_mm.slider.maximum())
    assert window.settings.pen.width == 5.0 and dialog.width_mm.text.text() == "5.00 mm"
    dialog.softness.slider.setValue(100)
    dialog.least.slider.setValue(80)
    assert (window.settings.pen.gamma, window.settings.pen.thinning) == (0.25, 0.2)
    dialog.smoothing.slider.setValue(0)
    dialog.tremor.slider.setValue(60)
    assert (window.settings.smoothing, window.settings.tremor) == (0.0, 0.6)
    assert (window.view.sheet.smoothing, window.view.sheet.tremor) == (0.0, 0.6)
    assert dialog.smoothing.text.text() == "raw"
    buttons = {button.property("colour"): button for button in dialog.colours.buttons()}
    buttons["#704214"].click()
    assert window.settings.pen.colour == "#704214"
    assert [colour for colour, button in buttons.items() if button.isChecked()] == ["#704214"]
    window.commands["pen.fine"].trigger()
    assert dialog.values.brush == Brush(0.4, colour="#704214")


def test_a_free_colour_is_chosen_or_left(qtbot, monkeypatch):
    dialog = PenDialog()
    qtbot.addWidget(dialog)
    told = []
    dialog.brushChanged.connect(told.append)
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor("#12ab34"))
    dialog.other.click()
    assert told[-1].colour == "#12ab34"
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor())
    dialog.other.click()
    assert told[-1].colour == ""


def test_a_colour_shown_stronger_is_explained(qtbot):
    dialog = PenDialog()
    qtbot.addWidget(dialog)
    plain = dialog.hint.text()
    dialog.set_theme(DARK)
    dialog._choose("#2f4b7c")
    dialog.set_values(type(dialog.values)(Brush(colour="#2f4b7c")))
    assert len(dialog.hint.text()) > len(plain)


def test_everything_in_the_dialog_has_a_name(qtbot):
    dialog = PenDialog()
    qtbot.addWidget(dialog)
    sliders = [dialog.width_mm, dialog.softness, dialog.least, dialog.smoothing, dialog.tremor]
    assert all(item.slider.accessibleName() and item.slider.accessibleDescription() for item in sliders)
    assert all(button.accessibleName() or button.text() for button in dialog.findChildren(QPushButton))
    assert len(dialog.presets.buttons()) == len(PRESETS)


@pytest.mark.parametrize("hertz", [4.0, 6.0, 9.0, 12.0])
@pytest.mark.parametrize("strength", [0.0, 0.5])
def test_the_tremor_filter_takes_trembling_out_of_what_is_shown(hertz, strength):
    t = np.arange(0, 2, 0.005)
    xy = np.stack([25 * t, 1.5 * np.sin(2 * np.pi * hertz * t)], axis=1)
    stroke = Stroke(xy, t=t)
    calm = smooth(stroke, strength, tremor=1.0)
    middle = calm.xy[(calm.xy[:, 0] > 10) & (calm.xy[:, 0] < 40)]
    assert np.abs(middle[:, 1]).max() < 0.25 * 1.5
    assert np.abs(smooth(stroke, 0.5).xy[:, 1]).max() > 0.5 * 1.5  # smoothing alone leaves it
    np.testing.assert_allclose(calm.xy[[0, -1]], stroke.xy[[0, -1]])
    assert calm.origin == stroke.id and np.array_equal(stroke.xy, xy.astype(np.float32))


def test_the_tremor_filter_off_changes_nothing():
    stroke = LINE.strokes[0]
    assert np.array_equal(smooth(stroke, 0.5).xy, smooth(stroke, 0.5, tremor=0.0).xy)
    with pytest.raises(ValueError):
        PenModel(tremor=1.5)
