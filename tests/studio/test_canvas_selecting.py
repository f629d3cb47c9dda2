"""What hands select: by click, double click, rectangle, lasso and keyboard, each with the real events."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from canvas_pens import draw, shown
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from select_desk import CTRL, SHIFT, Desk

from engines.ink.types import Ink, Stroke
from studio.canvas.selecting import inside, share_inside
from studio.clipboard import parts_of


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


def test_a_click_selects_the_nearest_character_and_makes_it_current(desk: Desk) -> None:
    desk.page.select(None)
    desk.click(45, 46)
    assert desk.chosen == [0, 1] and [stroke.id for stroke in desk.page.current] == desk.ids[:2]
    desk.click(121, 40)
    assert desk.chosen == [2] and [stroke.id for stroke in desk.page.current] == desk.ids[2:]
    desk.click(90, 100)
    assert desk.chosen == [] and not desk.page.current.strokes


def test_shift_adds_and_takes_away(desk: Desk) -> None:
    desk.click(40, 35)
    desk.click(120, 35, SHIFT)
    assert desk.chosen == [0, 1, 2]
    desk.click(40, 55, SHIFT)
    assert desk.chosen == [2]
    desk.click(90, 100, SHIFT)  # beside all: nothing is added and nothing lost
    assert desk.chosen == [2]


def test_a_double_click_and_ctrl_select_one_stroke(desk: Desk) -> None:
    for _ in range(2):
        desk.click(50, 45)
    assert desk.chosen == [1]
    desk.click(40, 35, CTRL)
    assert desk.chosen == [0]
    desk.click(50, 45, CTRL | SHIFT)
    assert desk.chosen == [0, 1]


def test_a_pen_picks_as_the_mouse_does(desk: Desk) -> None:
    draw(desk.view, [desk.at(121, 40)])
    assert desk.chosen == [2] and len(desk.page.strokes) == 3


def test_a_rectangle_catches_what_lies_mostly_inside(desk: Desk) -> None:
    desk.drag([(30, 25), (60, 62)])
    assert desk.chosen == [0, 1]
    desk.drag([(110, 70), (140, 50)])  # a third of the stroke
    assert desk.chosen == []
    desk.drag([(110, 70), (140, 40)])  # two thirds
    assert desk.chosen == [2]


def test_a_lasso_with_shift_adds_what_it_surrounds(desk: Desk) -> None:
    desk.drag([(110, 25), (130, 25), (130, 65), (110, 65)], SHIFT)
    assert desk.chosen == [2]
    round_the_bar = [(42, 42), (56, 42), (56, 48), (42, 48)]
    desk.drag(round_the_bar, SHIFT)
    assert desk.chosen == [1, 2]


def test_keys_walk_and_let_go(desk: Desk) -> None:
    desk.view.setFocus()
    for wanted in ([0, 1], [2]):
        QTest.keyClick(desk.view, Qt.Key.Key_Tab)
        assert desk.chosen == wanted
    assert not desk.selecting.walk(1) and desk.chosen == [2]  # the focus goes on from here
    QTest.keyClick(desk.view, Qt.Key.Key_Backtab)
    assert desk.chosen == [0, 1]
    QTest.keyClick(desk.view, Qt.Key.Key_Escape)
    assert desk.chosen == []


def test_arrows_nudge_what_is_selected_else_the_page(desk: Desk) -> None:
    before = desk.view.centre()
    QTest.keyClick(desk.view, Qt.Key.Key_Right)
    assert desk.view.centre() != before
    desk.click(121, 40)
    before = desk.view.centre()
    QTest.keyClick(desk.view, Qt.Key.Key_Right)
    QTest.keyClick(desk.view, Qt.Key.Key_Up, SHIFT)
    assert desk.view.centre() == before
    np.testing.assert_allclose(desk.page.strokes[2].xy, [[121, 20], [121, 50]])
    assert desk.selection.strokes == desk.page.strokes[2:] and desk.page.undo_text == "Move"
    desk.page.undo()
    desk.page.undo()
    assert desk.chosen == [2]


def test_writing_lets_go_of_what_is_selected(desk: Desk) -> None:
    desk.click(40, 35)
    desk.view.set_tool("pan")
    assert desk.chosen == [0, 1]
    desk.view.set_tool("pen")
    assert desk.chosen == []


def test_select_all_takes_the_tool_and_delete_takes_all(desk: Desk) -> None:
    desk.view.set_tool("pen")
    desk.selecting.select_all()
    assert desk.chosen == [0, 1, 2] and desk.view.tool == "select"
    desk.selecting.delete()
    assert desk.page.strokes == () and desk.page.undo_text == "Delete selection"
    desk.page.undo()
    desk.page.select(desk.ids[2])
    desk.selecting.delete()
    assert desk.page.undo_text == "Delete character" and len(desk.page.strokes) == 2


def test_a_copy_keeps_its_characters_and_is_selected(desk: Desk) -> None:
    told: list[str] = []
    desk.selecting.told.connect(told.append)
    desk.selecting.duplicate()
    assert len(told) == 1 and len(desk.page.strokes) == 3
    desk.selecting.select_all()
    desk.selecting.duplicate()
    copies = desk.page.strokes[3:]
    assert desk.selection.strokes == copies and [stroke.origin for stroke in copies] == desk.ids
    assert [len(ink) for ink in desk.page.characters] == [2, 1, 2, 1]
    np.testing.assert_allclose(copies[2].xy, [[125, 35], [125, 65]])
    desk.page.undo()
    assert [stroke.id for stroke in desk.page.strokes] == desk.ids and desk.chosen == []


def test_what_is_selected_shows_and_deselecting_leaves_nothing_behind(desk: Desk) -> None:
    desk.page.select(None)
    bare = shown(desk.view)
    desk.selection.set(desk.ids[2:])
    marked = shown(desk.view)
    beside = desk.view.sheet.camera.view(120, 45) + QPointF(2.6, 0)  # in the halo
    assert np.abs(marked - bare)[round(beside.y()), round(beside.x())].max() > 10
    assert np.abs(marked - bare).max() > 100  # the frame
    desk.selection.clear()
    np.testing.assert_array_equal(shown(desk.view), bare)


def test_inside_is_even_odd_and_dots_count() -> None:
    square = np.array([[0.0, 0], [10, 0], [10, 10], [0, 10]])
    assert inside(np.array([[5.0, 5], [15, 5], [-1, 5], [5, 11]]), square).tolist() == [True, False, False, False]
    eight = np.array([[0.0, 0], [10, 10], [10, 0], [0, 10]])
    assert inside(np.array([[1.0, 5], [9, 5], [5, 1]]), eight).tolist() == [True, True, False]
    assert share_inside(np.array([[5, 5]], np.float32), square) == 1.0
    assert share_inside(np.array([[5, 5], [5, 5]], np.float32), square) == 1.0
    assert share_inside(np.array([[0, 5], [20, 5]], np.float32), square) == 0.0  # its one piece has its middle outside
    assert share_inside(np.zeros((0, 2), np.float32), square) == 0.0


# The menu under the pointer, and the way out


def test_the_menu_selects_what_lies_under_it_and_pastes_there(desk: Desk) -> None:
    menu = QMenu()
    menu.addAction("Paste")
    desk.selecting.set_menu(menu)
    asked = desk.at(121, 40)
    desk.view.menuWanted.emit(QPointF(*asked))
    assert desk.chosen == [2] and menu.isVisible()
    menu.close()
    assert desk.view.pointer == QPointF(*asked)
    desk.view.set_tool("pen")
    desk.view.menuWanted.emit(QPointF(*asked))  # a pen selects nothing
    assert desk.chosen == []
    menu.close()


def test_the_menu_key_and_the_right_button_ask_for_the_menu(desk: Desk) -> None:
    asked: list[QPointF] = []
    desk.view.menuWanted.connect(asked.append)
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        QApplication.sendEvent(desk.view, QContextMenuEvent(reason, QPoint(12, 34), QPoint()))
    assert asked == [QPointF(12, 34), QPointF(desk.view.rect().center())]


def test_a_drag_with_alt_leaves_the_page_as_it_is(desk: Desk) -> None:
    told: list[bool] = []
    desk.view.draggedOut.disconnect(desk.selecting.drag_out)
    desk.view.draggedOut.connect(lambda: told.append(True))
    desk.click(40, 35)
    desk.drag([(42, 50), (60, 60), (80, 80)], Qt.KeyboardModifier.AltModifier)
    assert told == [True] and [stroke.id for stroke in desk.page.strokes] == desk.ids and not desk.view.selected.carrying


def test_dropped_ink_is_put_where_it_is_dropped(desk: Desk, qtbot: QtBot) -> None:
    data = parts_of([Ink((Stroke([[0, 0], [10, 20]]),))], 0.7).mime()
    place = QPointF(*desk.at(100, 80))
    enter = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    desk.view.dragEnterEvent(enter)
    desk.view.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)))
    qtbot.waitUntil(lambda: len(desk.page.strokes) == 4)
    assert enter.isAccepted() and desk.selection.strokes == desk.page.strokes[3:]
    np.testing.assert_allclose(desk.page.strokes[3].xy, [[95, 70], [105, 90]], atol=1e-3)
