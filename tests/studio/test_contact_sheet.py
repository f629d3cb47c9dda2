"""The contact sheet: where tiles lie, what is asked for, what is selected, and every key."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from studio import theme
from studio.canvas.contact_layout import HEADING, Layout
from studio.canvas.contact_sheet import ASKED, ContactSheet
from studio.canvas.picking import Picking
from studio.canvas.thumbnails import Thumbnails
from studio.catalogue import Catalogue, Entry, Filter

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def catalogue_of(labels, suspicion=0.0):
    entries = [Entry(f"n{n}", {"text": label, "time": f"{n:06d}"}, {"suspicion": suspicion}, 1) for n, label in enumerate(labels)]
    return Catalogue().laid_over(entries)


# Layout


@pytest.mark.parametrize("groups", [(), ((0, 7), (7, 1), (8, 12))])
def test_every_tile_is_found_where_it_lies_and_none_lie_over_each_other(groups):
    layout = Layout(20, 40, 250, groups)
    assert layout.across == 5
    taken = [layout.tile(number) for number in range(20)]
    for number, tile in enumerate(taken):
        assert layout.at(tile.center().x(), tile.center().y()) == number
        assert tile.bottom() < layout.height
        assert not any(tile.intersects(other) for other in taken[:number])
        assert number in layout.within(tile.top(), tile.top())
    assert layout.at(1, taken[0].center().y()) == -1
    assert len(layout.within(0, layout.height)) == 20


def test_headings_stand_over_their_groups():
    layout = Layout(20, 40, 250, ((0, 7), (7, 1), (8, 12)))
    for group, (start, _count) in enumerate(((0, 7), (7, 1), (8, 12))):
        heading = layout.heading(group)
        assert heading.bottom() < layout.tile(start).top()
        assert group in layout.headings_within(heading.top(), heading.bottom())
    assert list(layout.headings_within(0, 5)) == [0]
    assert layout.heading(0).height() == HEADING


def test_rows_below_and_above_keep_the_column_across_groups():
    layout = Layout(20, 40, 250, ((0, 7), (7, 1), (8, 12)))
    assert layout.beyond(1, 1) == 6
    assert layout.beyond(6, 1) == 7  # the next group has one tile
    assert layout.beyond(4, 1) == 6
    assert layout.beyond(7, 1) == 8
    assert layout.beyond(8, -1) == 7
    assert layout.beyond(9, -2) == 6
    assert layout.beyond(2, -1) == 2
    assert layout.beyond(19, 5) == 19


def test_an_empty_sheet_and_a_huge_one():
    assert Layout().height == 0
    assert len(Layout().within(0, 100)) == 0
    huge = Layout(100_000, 72, 440)
    middle = huge.within(huge.height // 2, huge.height // 2 + 600)
    assert 0 < len(middle) < 60


# Picking


def test_ranges_toggles_and_what_is_hidden():
    catalogue = catalogue_of("abcdef")
    picking = Picking()
    picking.renew((), catalogue, np.arange(6))
    picking.pick(1)
    picking.pick(4, "extend")
    assert picking.places.tolist() == [1, 2, 3, 4]
    picking.pick(2, "extend")
    assert picking.places.tolist() == [1, 2]
    picking.pick(5, "toggle")
    picking.pick(1, "toggle")
    assert picking.places.tolist() == [2, 5]
    picking.renew(None, catalogue, np.array([2, 3]))
    assert picking.places.tolist() == [2]
    picking.renew(None, catalogue, np.arange(6))
    assert picking.places.tolist() == [2]  # nothing is done to what could not be seen


def test_what_is_picked_stays_picked_when_others_come_and_go():
    picking = Picking()
    before = catalogue_of("abcdef")
    picking.renew((), before, np.arange(6))
    picking.pick(2)
    picking.pick(3, "extend")
    after = before.laid_over(gone={"n0", "n3"})
    picking.renew(before.ids, after, np.arange(4))
    assert [after.ids[place] for place in picking.places] == ["n2"]
    assert picking.current == 3  # where the deleted one was, the next


# Pictures


def test_pictures_that_were_not_seen_for_longest_leave_first(qapp):
    kept = Thumbnails(room=4 * 8 * 8 * 3)
    kept.set_look(8, 1.0, theme.LIGHT.colour("ink"))
    kept.put(["a", "b", "c"], np.zeros((3, 8, 8), np.uint8))
    kept.get("a")
    kept.put(["d"], np.zeros((1, 8, 8), np.uint8))
    assert [name in kept for name in "abcd"] == [True, False, True, True]
    kept.put(["e"], np.zeros((1, 9, 9), np.uint8))
    assert "e" not in kept  # of a size that is no longer wanted
    kept.set_look(8, 1.0, theme.DARK.colour("ink"))
    assert len(kept) == 0


def test_pictures_have_the_colour_of_ink_where_there_is_ink(qapp):
    kept = Thumbnails()
    kept.set_look(2, 1.0, theme.LIGHT.colour("ink"))
    kept.put(["a"], np.array([[[255, 0], [128, 0]]], np.uint8))
    image = kept.get("a").toImage()
    assert image.pixelColor(0, 0) == theme.LIGHT.colour("ink")
    assert image.pixelColor(1, 0).alpha() == 0
    assert image.pixelColor(0, 1).alpha() == 128


# The widget


@pytest.fixture
def sheet(qtbot):
    made = ContactSheet()
    qtbot.addWidget(made)
    made.resize(400, 420)
    made.set_side(72)
    made.set_theme(theme.LIGHT)
    made.show()
    catalogue = catalogue_of("abcdefghij" * 30)
    made.show_entries(catalogue, catalogue.matching(Filter()))
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def chosen(sheet):
    return sheet.picking.places.tolist()


def key(sheet, what, keys=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(sheet, what, keys)


def centre(sheet, number):
    return sheet._layout.tile(number).center() - QPoint(0, sheet.verticalScrollBar().value())


def test_arrows_walk_and_shift_extends(sheet):
    key(sheet, Key.Key_Right)
    key(sheet, Key.Key_Right)
    assert chosen(sheet) == [2]
    key(sheet, Key.Key_Down, SHIFT)
    across = sheet._layout.across
    assert chosen(sheet) == list(range(2, 3 + across))
    key(sheet, Key.Key_End)
    assert chosen(sheet) == [299]
    assert sheet.verticalScrollBar().value() == sheet.verticalScrollBar().maximum()
    key(sheet, Key.Key_Home)
    key(sheet, Key.Key_PageDown)
    page = sheet.picking.current
    assert page % across == 0
    assert page > across
    key(sheet, Key.Key_Down, CTRL)
    assert chosen(sheet) == [page]
    key(sheet, Key.Key_Space, CTRL)
    assert chosen(sheet) == [page, page + across]


def test_all_and_none(sheet):
    key(sheet, Key.Key_A, CTRL)
    assert len(chosen(sheet)) == 300
    key(sheet, Key.Key_Escape)
    assert chosen(sheet) == []


def test_the_mouse_picks_adds_and_extends(sheet):
    QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=centre(sheet, 1))
    QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, CTRL, centre(sheet, 3))
    assert chosen(sheet) == [1, 3]
    QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, SHIFT, centre(sheet, 5))
    assert chosen(sheet) == [3, 4, 5]
    QTest.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert chosen(sheet) == []


@pytest.mark.parametrize(
    ("what", "keys", "asked"),
    [
        (Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "delete"),
        (Key.Key_Space, Qt.KeyboardModifier.NoModifier, "play"),
        (Key.Key_C, Qt.KeyboardModifier.NoModifier, "compare"),
        (Key.Key_Z, CTRL, "undo"),
        (Key.Key_Z, CTRL | SHIFT, "redo"),
        (Key.Key_Return, CTRL, "page"),
    ],
)
def test_keys_ask(sheet, qtbot, what, keys, asked):
    with qtbot.waitSignal(sheet.asked) as told:
        key(sheet, what, keys)
    assert told.args == [asked]


def field(sheet):
    return sheet.viewport().findChild(QLineEdit)


def test_a_label_is_typed_in_place(sheet, qtbot):
    key(sheet, Key.Key_Right)
    key(sheet, Key.Key_F2)
    assert field(sheet).isVisible()
    assert field(sheet).text() == "b"
    with qtbot.waitSignal(sheet.relabelled) as told:
        field(sheet).setText("é")
        QTest.keyClick(field(sheet), Key.Key_Return)
    assert told.args == ["é"]
    assert not field(sheet).isVisible()
    assert sheet.hasFocus()


def test_tab_goes_on_to_the_next_and_escape_gives_up(sheet):
    told = []
    sheet.relabelled.connect(told.append)
    QTest.mouseDClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=centre(sheet, 0))
    QTest.keyClicks(field(sheet), "x")
    QTest.keyClick(field(sheet), Key.Key_Tab)
    assert told == ["x"]
    assert sheet.picking.current == 1
    assert field(sheet).isVisible()
    QTest.keyClicks(field(sheet), "y")
    QTest.keyClick(field(sheet), Key.Key_Escape)
    assert told == ["x"]
    assert not field(sheet).isVisible()


def test_an_empty_label_changes_nothing(sheet):
    told = []
    sheet.relabelled.connect(told.append)
    key(sheet, Key.Key_Right)
    key(sheet, Key.Key_F2)
    field(sheet).clear()
    QTest.keyClick(field(sheet), Key.Key_Return)
    assert told == []


def test_where_labels_may_not_change_the_asking_is_told(sheet, qtbot):
    sheet.may_change = False
    with qtbot.waitSignal(sheet.asked) as told:
        key(sheet, Key.Key_F2)
    assert told.args == ["relabel"]
    assert not field(sheet).isVisible()


def test_pictures_are_asked_for_what_is_seen_first(sheet, qtbot):
    with qtbot.waitSignal(sheet.wanted) as told:
        sheet.verticalScrollBar().setValue(2000)
    seen = sheet._layout.within(2000, 2000 + sheet.viewport().height())
    assert len(told.args[0]) == min(ASKED, len(seen))
    assert set(told.args[0]) <= set(seen)
    side = sheet.thumbnails.side
    with qtbot.waitSignal(sheet.wanted) as more:
        sheet.take([f"n{place}" for place in told.args[0]], np.full((len(told.args[0]), side, side), 255, np.uint8))
    assert not set(more.args[0]) & set(told.args[0])


def test_a_picture_is_painted_where_its_tile_is(sheet):
    side = sheet.thumbnails.side
    before = sheet.viewport().grab().toImage().pixelColor(centre(sheet, 2))
    sheet.take(["n2"], np.full((1, side, side), 255, np.uint8))
    image = sheet.viewport().grab().toImage()
    box = sheet._layout.tile(2)
    assert image.pixelColor(box.x() + 36, box.y() + 10) == theme.LIGHT.colour("ink")
    assert before != theme.LIGHT.colour("ink")
    assert image.pixelColor(sheet._layout.tile(3).x() + 36, box.y() + 10) == theme.LIGHT.colour("paper")


def test_tiles_grow_and_shrink_and_the_middle_stays(sheet):
    sheet.verticalScrollBar().setValue(1000)
    middle = sheet._layout.within(1000 + 200, 1000 + 200)[0]
    sides = [sheet.side]
    for what in (Key.Key_Plus, Key.Key_Plus, Key.Key_Minus):
        key(sheet, what)
        sides.append(sheet.side)
    assert sides[0] < sides[1] < sides[2]
    assert sides[3] == sides[1]
    value = sheet.verticalScrollBar().value()
    assert value <= sheet._layout.tile(middle).bottom()
    assert sheet._layout.tile(middle).top() <= value + sheet.viewport().height()


def test_a_screen_reader_hears_the_current_tile(sheet):
    suspect = catalogue_of("ab", suspicion=0.8)
    sheet.show_entries(suspect, np.arange(2))
    sheet.pick(1)
    assert sheet.accessibleDescription() == "b, 2 of 2, selected, worth a look"


def test_suspects_carry_a_sign(sheet):
    plain, suspect = catalogue_of("ab"), catalogue_of("ab", suspicion=0.8)
    sheet.show_entries(plain, np.arange(2))
    without = sheet.viewport().grab().toImage()
    sheet.show_entries(suspect, np.arange(2))
    box = sheet._layout.tile(0)
    corner = (box.x() + 72 - 4, box.y() + 6)
    assert without.pixelColor(*corner) != sheet.viewport().grab().toImage().pixelColor(*corner)
