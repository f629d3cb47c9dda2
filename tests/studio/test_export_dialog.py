"""The export dialog: what it asks, what it shows, what it remembers; and how an export goes on behind the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialogButtonBox, QDoubleSpinBox, QFileDialog

from engines.export.copybook import Copybook
from engines.export.options import KINDS, Options
from engines.export.plotter import Plotter
from engines.ink.brush import Brush
from engines.ink.types import Ink, Stroke
from studio.dialogs.export import ExportDialog, formats
from studio.grouping import by_character

LETTER = Ink((Stroke([[60, 40], [60, 60], [60, 80]], t=[0, 0.1, 0.2]), Stroke([[60, 60], [75, 60]], t=[0.4, 0.5])))


@pytest.fixture
def opened(qtbot, tmp_path):
    def make(kept=None, kind="png", inks=None, **more):
        dialog = ExportDialog(inks or {"Page": LETTER, "Nothing": Ink()}, kept or {}, kind, tmp_path, **more)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    made = []
    yield lambda *args, **more: made.append(make(*args, **more)) or made[-1]
    for dialog in made:
        dialog.done(0)


def choose(dialog, kind):
    dialog.format.setCurrentIndex(dialog.format.findData(kind))


def shown(dialog, qtbot):
    qtbot.waitUntil(lambda: " kB" in dialog.facts.text() or " MB" in dialog.facts.text(), timeout=30_000)
    return dialog.preview.picture.toImage()


def test_each_format_is_asked_only_what_it_uses(opened):
    dialog = opened()
    assert set(formats()) <= set(KINDS) and dialog.what.count() == 1
    fields = {"size": dialog.side, "style": dialog.style_of_lines, "speed": dialog.speed, "fps": dialog.fps, "page": dialog.page}
    fields |= {"marks": dialog.marks, "loop": dialog.loop, "background": dialog.background, "margin": dialog.margin}
    for kind in formats():
        choose(dialog, kind)
        assert {name for name, field in fields.items() if field.isVisibleTo(dialog)} == KINDS[kind].uses & set(fields)
        assert dialog.options().kind == kind


def test_what_was_chosen_is_kept_for_each_format(opened):
    dialog = opened()
    dialog.side.setValue(640)
    dialog.background.setCurrentIndex(dialog.background.findData(""))
    choose(dialog, "gif")
    dialog.speed.setValue(2.0)
    assert dialog.side.value() == 480
    choose(dialog, "png")
    assert (dialog.options().size, dialog.options().background) == (640, "")
    again = opened(kept={kind: options.as_plain() for kind, options in dialog.kept.items()} | {"svg": "nonsense"}, kind="gif")
    assert again.options().speed == 2.0
    dialog.side.setValue(9)
    assert dialog.side.text() == "16 px"


def test_the_preview_is_what_is_written_and_its_length_is_told(opened, qtbot, tmp_path):
    dialog = opened(kept={"png": {"background": "#FFFFFF"}})
    assert shown(dialog, qtbot).pixelColor(2, 2) == QColor("#FFFFFF")
    dialog.background.setCurrentIndex(dialog.background.findData("#FBF8F1"))
    assert dialog.facts.text() == "Drawing the preview…"
    assert shown(dialog, qtbot).pixelColor(2, 2) == QColor("#FBF8F1")
    assert "1024 px" in dialog.facts.text() and "mm" in dialog.facts.text()


@pytest.mark.parametrize("kind", formats())
def test_every_format_has_a_preview(opened, qtbot, kind):
    dialog = opened(kind=kind)
    assert not shown(dialog, qtbot).isNull()
    assert (dialog.preview._movie is not None) == KINDS[kind].replay


def test_what_cannot_be_exported_says_so_in_the_preview(opened, qtbot):
    dialog = opened(inks={"Page": Ink((Stroke([[0, 0], [9e4, 9e4]]),))}, kind="pdf")
    qtbot.waitUntil(lambda: "larger than a PDF page" in dialog.preview._words, timeout=30_000)
    assert dialog.facts.text() == ""


def test_a_new_wish_ends_the_preview_under_way(opened, qtbot):
    long = Ink(tuple(Stroke([[0, y], [90, y]], t=[y, y + 1]) for y in range(60)))
    dialog = opened(inks={"Page": long}, kind="gif")
    choose(dialog, "png")
    shown(dialog, qtbot)
    assert dialog.preview._movie is None


def test_the_name_gets_the_right_ending(opened, monkeypatch, tmp_path):
    dialog = opened(kind="svg-replay")
    asked = []
    monkeypatch.setattr(QFileDialog, "exec", lambda self: asked.append(self.defaultSuffix()) or 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda self: [str(tmp_path / f"a.{self.defaultSuffix()}")])
    dialog._buttons.button(QDialogButtonBox.StandardButton.Save).click()
    assert asked == ["svg"] and dialog.wish.path == tmp_path / "a.svg" and dialog.wish.options.kind == "svg-replay"


def test_the_keyboard_reaches_every_field_and_each_has_a_name(opened):
    dialog = opened(kind="pdf")
    part, reached = dialog.format.nextInFocusChain(), {dialog.format}
    while part is not dialog.format:
        if part.isVisibleTo(dialog) and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.add(part)
        part = part.nextInFocusChain()
    wanted = {dialog.what, dialog.format, dialog.page, dialog.pen, dialog.marks, dialog.margin}
    assert wanted <= reached and dialog.side not in reached
    assert all(field.accessibleName() for field in wanted)


def test_a_line_of_ink_keeps_its_own_pen_unless_another_is_chosen(opened):
    dialog = opened(kind="svg")
    assert dialog.options().pen is None and dialog.options().colour is None
    dialog.pen.setValue(1.2)
    assert dialog.options().pen == Brush(width=1.2)
    assert dialog.asked(Path("a.svg")).ink is LETTER


def test_a_plotter_is_asked_only_what_its_pen_needs_and_is_kept(opened):
    dialog = opened(kind="gcode")
    fields = dialog.plotter
    assert fields.down.isVisibleTo(dialog) and not fields.down_code.isVisibleTo(dialog) and not fields.turning.isEnabled()
    assert dialog.options() == Options(kind="gcode")
    fields.lift.setCurrentIndex(fields.lift.findData("z"))
    assert (fields.up.text(), fields.down.text(), fields.plunge.isVisibleTo(dialog)) == ("5.0 mm", "0.0 mm", True)
    fields.down.setValue(-0.5)
    fields.order.setCurrentIndex(fields.order.findData("shortest"))
    assert fields.turning.isEnabled()
    assert dialog.options().plotter == Plotter(lift="z", down=-0.5, order="shortest")
    fields.lift.setCurrentIndex(fields.lift.findData("custom"))
    fields.down_code.setText("M3 S90 | G4 P0.2")
    fields.up_code.setText("M5")
    told = dialog.options().plotter
    assert (told.down, told.down_code, told.up_code) == (None, "M3 S90\nG4 P0.2", "M5") and not fields.up.isVisibleTo(dialog)
    again = opened(kept={kind: options.as_plain() for kind, options in dialog.kept.items()}, kind="gcode")
    assert again.options() == dialog.options()
    assert all(field.accessibleName() for field in fields.parent().findChildren(QDoubleSpinBox))


def test_a_sheet_may_have_a_size_of_its_own(opened, qtbot):
    dialog = opened(kind="gcode")
    assert not dialog.own.isVisibleTo(dialog)
    dialog.page.setCurrentIndex(dialog.page.findData("own"))
    dialog.own.wide.setValue(120)
    assert dialog.own.isVisibleTo(dialog) and dialog.options().page == "120x200"
    qtbot.waitUntil(lambda: "120 × 200 mm" in dialog.facts.text(), timeout=30_000)
    choose(dialog, "png")
    choose(dialog, "gcode")
    assert dialog.options().page == "120x200"


def test_a_plot_tells_how_far_the_pen_goes_in_the_air(opened, qtbot):
    far = Ink(tuple(Stroke([[x, 0], [x + 2, 0]], t=[0, 1]) for x in (0, 80, 10, 70, 20, 60)))
    dialog = opened(kind="gcode", inks={"Page": far})
    qtbot.waitUntil(lambda: "mm with the pen up" in dialog.facts.text(), timeout=30_000)
    assert "less" not in dialog.facts.text()
    dialog.plotter.order.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "mm less than as written" in dialog.facts.text(), timeout=30_000)


def test_a_ductus_sheet_has_a_model_for_each_character_unless_the_ink_is_one_word(opened, qtbot):
    one, two = (Ink((stroke,)) for stroke in LETTER)
    dialog = opened(kind="sheet", parts=lambda ink: (one, two))
    dialog.copybook.title.setText(" Seite 1 ")
    dialog.copybook.rows_of_practice.setValue(0)
    dialog.page.setCurrentIndex(dialog.page.findData("a5"))
    wish = dialog.asked(Path("a.pdf"))
    assert [sample.ink for sample in wish.ink] == [one, two]
    assert wish.options == Options(kind="sheet", page="a5", title="Seite 1", copybook=Copybook(rows=0))
    qtbot.waitUntil(lambda: "148 × 210 mm" in dialog.facts.text(), timeout=30_000)
    dialog.copybook.words.setCurrentIndex(1)
    assert dialog.asked(Path("a.pdf")).ink is LETTER and dialog.options().copybook.words
    kept = {kind: options.as_plain() for kind, options in dialog.kept.items()}
    again = opened(kept=kept, kind="sheet")
    assert again.options() == dialog.options()


def test_a_ductus_sheet_lies_on_the_paper_of_the_country(opened):
    dialog = opened(kind="sheet-svg")
    assert dialog.options().page in ("a4", "letter") and not dialog.page.model().item(0).isEnabled()
    choose(dialog, "pdf")
    assert dialog.options().page == "" and dialog.page.model().item(0).isEnabled()
    assert dialog.guides.text() == "Ruled lines" and dialog.options().title == ""


def test_strokes_go_by_their_characters():
    one, two, three = LETTER.strokes[0], LETTER.strokes[1], Stroke([[1, 1]])
    parts = by_character(Ink((three, two, one)), (Ink((one,)), Ink((two,))))
    assert [[stroke.id for stroke in part] for part in parts] == [[one.id], [two.id], [three.id]]
    assert by_character(Ink(), ()) == ()
