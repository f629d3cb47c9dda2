"""The Points tool: what a hand, the keys and the menus do to the points of strokes, each one step of undo."""

import numpy as np
import pytest
from canvas_pens import MOUSE_MOVE, MOUSE_PRESS, MOUSE_RELEASE, MOVE, PRESS, RELEASE, mouse, tablet
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from select_desk import Desk

from engines.ink.types import Ink, Stroke
from studio.nudging import Nudging
from studio.reworking import Reworking

T = np.linspace(0, np.pi, 60)
ARC = Stroke(np.column_stack([80 + 25 * np.cos(T), 80 - 25 * np.sin(T)]), t=T / 4)
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qapp):
    made = Desk()
    made.page.add_ink(Ink((ARC,)))
    made.nudging = Nudging(made.page, made.view, made.selection, made.view.set_tool, made.selecting.delete, made.view)
    made.told = []
    made.nudging.told.connect(made.told.append)
    made.nudging.take()
    made.points = made.view.points
    yield made
    made.close()


def arc(desk):
    return desk.page.strokes[-1]


def place(desk, index):
    return desk.at(*desk.points.stroke.xy[index].tolist())


def show(desk):
    desk.click(*ARC.xy[30].tolist())
    return desk.points.among


def pull(desk, index, dx, dy, keys=Qt.KeyboardModifier.NoModifier, end=True):
    x, y = place(desk, index)
    mouse(desk.view, MOUSE_PRESS, (x, y), keys=keys)
    for part in (0.3, 0.6, 1.0):
        mouse(desk.view, MOUSE_MOVE, (x + part * dx, y + part * dy), keys=keys)
    if end:
        mouse(desk.view, MOUSE_RELEASE, (x + dx, y + dy), keys=keys)


def test_a_click_shows_the_points_of_a_stroke_and_one_beside_all_hides_them(desk):
    assert "Click a stroke" in desk.told[0] and not desk.points.shown
    show(desk)
    assert desk.points.stroke is arc(desk) and desk.points.active == -1 and len(desk.points.among) > 4
    assert desk.page.current.strokes == (arc(desk),)
    assert "points" in desk.view.accessibleDescription()
    desk.click(150, 120)
    assert not desk.points.shown and desk.page.undo_text == desk.page.undo_text


def test_a_drag_moves_a_point_and_its_neighbourhood_in_one_step(desk):
    among, before, steps = show(desk), arc(desk), desk.page.undo_text
    index = among[len(among) // 2]
    pull(desk, index, 30, -20, end=False)
    assert arc(desk) is before and desk.points.carrying
    x, y = place(desk, index)
    mouse(desk.view, MOUSE_RELEASE, (x + 30, y - 20))
    after = arc(desk)
    scale = desk.view.sheet.camera.scale / desk.view.sheet.camera.ratio
    assert np.allclose(after.xy[index] - before.xy[index], (30 / scale, -20 / scale), atol=0.05)
    moved = np.hypot(*(after.xy - before.xy).T)
    assert (moved > 0.5).sum() > 5 and moved[0] == moved[-1] == 0 and after.origin == before.id
    assert desk.page.undo_text != steps and "Move point" in desk.page.undo_text
    assert desk.points.stroke.id == after.id and desk.points.active == index and desk.points.among == among
    desk.page.undo()
    assert arc(desk) is before and desk.points.stroke.id == before.id and desk.points.among == among


def test_alt_moves_a_point_alone_and_shift_along_an_axis(desk):
    among, before = show(desk), arc(desk)
    pull(desk, among[2], 25, 8, ALT)
    assert (np.hypot(*(arc(desk).xy - before.xy).T) > 0).sum() == 1
    desk.page.undo()
    pull(desk, among[2], 25, 8, SHIFT)
    assert np.allclose(arc(desk).xy[:, 1], before.xy[:, 1]) and not np.allclose(arc(desk).xy, before.xy)


def test_the_line_between_two_points_can_be_pulled_too(desk):
    among, before = show(desk), arc(desk)
    index = (among[2] + among[3]) // 2
    pull(desk, index, 0, 24)
    assert arc(desk).xy[index, 1] > before.xy[index, 1] + 3
    assert desk.points.active == -1  # what is no handle does not stay chosen


def test_escape_gives_up_a_drag_then_the_point_then_the_stroke(desk):
    among, before = show(desk), arc(desk)
    pull(desk, among[2], 30, 30, end=False)
    QTest.keyClick(desk.view, Qt.Key.Key_Escape)
    mouse(desk.view, MOUSE_RELEASE, (10, 10))
    assert arc(desk) is before and not desk.points.carrying and desk.points.active == among[2]
    QTest.keyClick(desk.view, Qt.Key.Key_Escape)
    assert desk.points.active == -1 and desk.points.shown
    QTest.keyClick(desk.view, Qt.Key.Key_Escape)
    assert not desk.points.shown


def test_a_pen_moves_points_as_a_mouse_does(desk):
    among, before = show(desk), arc(desk)
    x, y = place(desk, among[1])
    tablet(desk.view, PRESS, (x, y), 1000)
    tablet(desk.view, MOVE, (x + 12, y), 1010)
    tablet(desk.view, RELEASE, (x + 20, y), 1020)
    assert arc(desk) is not before and len(desk.page.strokes) == 4


def test_arrows_move_the_chosen_point_in_one_step(desk):
    among, before = show(desk), arc(desk)
    desk.click(*before.xy[among[3]].tolist())
    assert desk.points.active == among[3]
    for _ in range(3):
        QTest.keyPress(desk.view, Qt.Key.Key_Right)
    QTest.keyPress(desk.view, Qt.Key.Key_Down, SHIFT)
    assert arc(desk) is before
    QTest.keyRelease(desk.view, Qt.Key.Key_Down, SHIFT)
    assert np.allclose(arc(desk).xy[among[3]] - before.xy[among[3]], (0.3, 1.0), atol=1e-4)
    desk.page.undo()
    assert arc(desk) is before


def test_without_a_point_the_arrows_move_the_page(desk):
    show(desk)
    before = desk.view.sheet.camera.origin.x()
    QTest.keyClick(desk.view, Qt.Key.Key_Right)
    assert desk.view.sheet.camera.origin.x() != before


def test_tab_walks_through_points_and_strokes_and_leaves_at_the_end(desk):
    assert desk.view.focusNextPrevChild(True)
    assert desk.points.stroke is arc(desk) and desk.points.active == 0
    among = desk.points.among
    assert "Point 1 of" in desk.told[-1] and "Delete" in desk.told[-1]
    for number in range(2, len(among) + 1):
        desk.view.focusNextPrevChild(True)
        assert f"Point {number} of {len(among)}" in desk.view.accessibleDescription()
    assert not desk.nudging.walk(1)
    for _ in among:
        desk.nudging.walk(-1)
    assert desk.points.stroke is desk.page.strokes[2] and desk.points.active == desk.points.among[-1]
    desk.view.set_tool("select")
    assert not desk.points.shown and desk.nudging.walk(1) and len(desk.selection)


def test_delete_takes_a_point_out_of_the_stroke(desk):
    among, before = list(show(desk)), arc(desk)
    desk.nudging.delete()
    assert arc(desk) is before and "No point" in desk.told[-1]
    pull(desk, among[3], 0, 25)
    desk.nudging.delete()
    assert "Remove point" in desk.page.undo_text
    assert desk.points.among == [index for index in among if index != among[3]] and desk.points.active in desk.points.among
    assert np.hypot(*(arc(desk).xy - before.xy).T).max() < 4
    desk.page.undo()
    desk.page.undo()
    assert arc(desk) is before and desk.points.among == among


def test_a_stroke_keeps_its_two_ends_and_with_another_tool_delete_is_what_it_was(desk):
    desk.click(120, 45)
    while desk.points.active != desk.points.among[0]:
        desk.nudging.walk(1)
    count = len(desk.points.among)
    for _ in range(count):
        desk.nudging.delete()
    assert "two ends" in desk.told[-1] and len(desk.page.strokes) == 4
    desk.view.set_tool("select")
    desk.selection.set([arc(desk).id])
    desk.nudging.delete()
    assert len(desk.page.strokes) == 3


def test_the_tool_starts_with_what_is_selected(desk):
    desk.view.set_tool("select")
    desk.selection.set([desk.ids[1]])
    desk.nudging.take()
    assert desk.points.stroke.id == desk.ids[1] and not len(desk.selection)


def test_what_is_erased_has_no_points_any_more(desk):
    show(desk)
    desk.page.erase([arc(desk).id])
    assert not desk.points.shown
    desk.page.undo()
    assert not desk.points.shown


@pytest.mark.parametrize("tool", ["select", "points"])
def test_a_click_on_an_arrow_turns_its_stroke_round(desk, tool):
    desk.view.set_stroke_numbers(True)
    desk.view.set_tool(tool)
    arrows = dict(desk.view.sheet.arrows())
    before = arc(desk)
    camera = desk.view.sheet.camera
    world = sum((corner for corner in arrows[before.id]), QPointF()) / len(arrows[before.id])
    at = ((world.x() + camera.origin.x()) / camera.ratio, (world.y() + camera.origin.y()) / camera.ratio)
    assert desk.points.arrow_at(QPointF(*at)) == before.id
    mouse(desk.view, MOUSE_PRESS, at)
    mouse(desk.view, MOUSE_RELEASE, at)
    assert np.array_equal(arc(desk).xy, before.xy[::-1]) and "Reverse" in desk.page.undo_text
    assert not len(desk.selection) and "other way" in desk.told[-1]
    desk.view.set_stroke_numbers(False)
    assert desk.points.arrow_at(QPointF(*at)) == ""


def test_the_context_menu_splits_the_stroke_under_it(desk):
    rework = Reworking(desk.page, desk.view, desk.selection, desk.view)
    desk.view.set_tool("pen")
    desk.selecting.open_menu(QPointF(*desk.at(120, 50)))
    desk.view.clicked = desk.view.sheet.camera.page(QPointF(*desk.at(120, 50)))
    rework.slots()["ink.split_here"]()
    pieces = [stroke.xy.tolist() for stroke in desk.page.strokes[2:4]]
    assert len(desk.page.strokes) == 5
    assert pieces[0][-1] == pieces[1][0] == pytest.approx([120, 50], abs=0.2)


def test_painting_shows_handles_only_of_the_shown_stroke(desk):
    blank = desk.view.grab().toImage()
    show(desk)
    assert desk.view.grab().toImage() != blank
    assert desk.points.area().contains(QPointF(*place(desk, desk.points.among[2])).toPoint())
    desk.points.show(None)
    assert desk.points.area().isEmpty()
