"""Moving, scaling and turning what is selected: exact on the page, one step each, and never painted wrongly on the way."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from canvas_pens import MOUSE_MOVE, MOUSE_PRESS, MOUSE_RELEASE, draw, mouse, settle, shown
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainterPath
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from select_desk import CTRL, SHIFT, Desk, Keys

from engines.ink.brush import Brush
from engines.ink.types import Ink, Stroke
from studio.canvas.camera import Camera
from studio.canvas.frame import LEAST, TARGET, Frame, line_width
from studio.canvas.selected import Carried
from studio.canvas.selecting import in_words


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


def pull(desk: Desk, grip: str, by: tuple[float, float], keys: Keys = Keys.NoModifier, at: QPointF | None = None) -> None:
    """Drag a grip by millimetres."""
    frame = desk.view.selected.frame
    assert frame is not None
    start = at if at is not None else frame.rect.center() if grip == "inside" else frame.grips()[grip]
    step = desk.view.sheet.camera.scale
    path = [start, start + QPointF(by[0] * step / 2, by[1] * step / 2), start + QPointF(by[0] * step, by[1] * step)]
    mouse(desk.view, MOUSE_PRESS, path[0].toTuple(), keys=keys)
    for place in path[1:]:
        mouse(desk.view, MOUSE_MOVE, place.toTuple(), keys=keys)
    mouse(desk.view, MOUSE_RELEASE, path[-1].toTuple(), keys=keys)


def points(desk: Desk) -> np.ndarray:
    return np.concatenate([stroke.xy for stroke in desk.page.strokes])


def box(desk: Desk) -> QRectF:
    frame = desk.view.selected.frame
    assert frame is not None
    return QRectF(frame.box)


def test_dragging_inside_the_frame_moves_in_one_step_and_keeps_order_and_time(desk: Desk) -> None:
    desk.click(40, 35)
    before = desk.page.strokes
    pull(desk, "inside", (10, 20))
    after = desk.page.strokes
    np.testing.assert_allclose(after[0].xy, before[0].xy + np.array([10, 20]), atol=1e-4)
    np.testing.assert_array_equal(after[0].t, before[0].t)
    assert [stroke.origin for stroke in after] == [*desk.ids[:2], ""] and desk.page.undo_text == "Move"
    assert desk.selection.strokes == after[:2] and len(desk.page.characters) == 2
    desk.page.undo()
    assert desk.page.strokes == before and desk.selection.strokes == before[:2]
    desk.page.redo()
    assert desk.page.strokes == after and desk.selection.strokes == after[:2]


def test_dragging_ink_that_is_not_selected_takes_its_character_along(desk: Desk) -> None:
    desk.drag([(120, 40), (125, 45), (130, 50)])
    np.testing.assert_allclose(desk.page.strokes[2].xy, [[130, 40], [130, 70]], atol=1e-4)
    assert desk.selection.strokes == desk.page.strokes[2:]


def test_a_pen_moves_too(desk: Desk) -> None:
    draw(desk.view, [desk.at(120, 40), desk.at(125, 45), desk.at(130, 50)])
    np.testing.assert_allclose(desk.page.strokes[2].xy, [[130, 40], [130, 70]], atol=1e-4)


def test_shift_moves_along_one_axis() -> None:
    camera = Camera()
    frame = Frame(QRectF(10, 10, 40, 20), camera)
    moved = frame.pulled("inside", QPointF(0, 0), QPointF(camera.scale * 3, camera.scale * 8), SHIFT)
    assert (moved.dx(), moved.dy()) == pytest.approx((0, 8))


def test_a_corner_keeps_the_proportions_and_holds_the_other_corner(desk: Desk) -> None:
    desk.selection.set(desk.ids)
    before, ink = box(desk), points(desk)
    pull(desk, "se", (before.width() / 2, before.height() / 2))
    held = np.array([before.left(), before.top()])
    np.testing.assert_allclose(points(desk), held + 1.5 * (ink - held), atol=2e-2)
    assert desk.page.undo_text == "Scale"


def test_scaled_ink_has_a_pen_as_much_wider(desk: Desk) -> None:
    (thick,) = desk.page.add_ink(Ink((Stroke([[40, 90], [60, 110]], brush=Brush(width=0.8)),)))
    desk.selection.set([thick.id])
    pull(desk, "se", (box(desk).width(), box(desk).height()))
    (stroke,) = desk.selection.strokes
    assert stroke.brush is not None and stroke.brush.width == pytest.approx(1.6, abs=0.02)
    desk.page.undo()
    assert desk.selection.strokes[0].brush == thick.brush


def test_shift_frees_a_corner_and_a_side_stretches_alone() -> None:
    frame = Frame(QRectF(10, 10, 40, 20), Camera())
    scale = Camera().scale
    free = frame.pulled("nw", QPointF(0, 0), QPointF(-20 * scale, 10 * scale), SHIFT)
    assert (free.m11(), free.m22()) == pytest.approx((1.5, 0.5)) and free.map(QPointF(50, 30)).toTuple() == pytest.approx(
        (50, 30)
    )
    side = frame.pulled("e", QPointF(0, 0), QPointF(20 * scale, 99), Keys.NoModifier)
    assert (side.m11(), side.m22()) == pytest.approx((1.5, 1)) and side.map(QPointF(10, 20)).toTuple() == pytest.approx((10, 20))
    whole = frame.pulled("s", QPointF(0, 0), QPointF(0, 10 * scale), SHIFT)
    assert (whole.m11(), whole.m22()) == pytest.approx((1.5, 1.5))


def test_ctrl_scales_about_the_middle_and_nothing_turns_inside_out() -> None:
    frame = Frame(QRectF(10, 10, 40, 20), Camera())
    scale = Camera().scale
    central = frame.pulled("e", QPointF(0, 0), QPointF(10 * scale, 0), CTRL)
    assert central.m11() == pytest.approx(1.5) and central.map(QPointF(30, 20)).toTuple() == pytest.approx((30, 20))
    far = frame.pulled("w", QPointF(0, 0), QPointF(900 * scale, 0), Keys.NoModifier)
    assert 0 < far.m11() < 0.1 and far.map(QPointF(50, 20)).toTuple() == pytest.approx((50, 20))


def test_turning_is_about_the_middle_and_snaps_with_shift() -> None:
    frame = Frame(QRectF(10, 10, 40, 20), Camera())
    camera = Camera()
    start, end = camera.view(30, 0), camera.view(30 + 20 * np.tan(np.radians(50)), 0)  # 50 degrees clockwise, seen from (30, 20)
    turned = frame.pulled("turn", start, end, Keys.NoModifier)
    assert np.degrees(np.arctan2(turned.m12(), turned.m11())) == pytest.approx(50)
    assert turned.map(QPointF(30, 20)).toTuple() == pytest.approx((30, 20))
    snapped = frame.pulled("turn", start, end, SHIFT)
    assert np.degrees(np.arctan2(snapped.m12(), snapped.m11())) == pytest.approx(45)


def test_pulling_the_turning_grip_turns_the_ink(desk: Desk) -> None:
    desk.selection.set(desk.ids[2:])
    frame = desk.view.selected.frame
    assert frame is not None
    grip = frame.grips()["turn"]
    middle = desk.view.sheet.camera.view(120, 45)
    reach = middle.y() - grip.y()
    for kind, at in (
        (MOUSE_PRESS, grip),
        (MOUSE_MOVE, middle + QPointF(reach, 0) * 0.9),
        (MOUSE_RELEASE, middle + QPointF(reach, 0)),
    ):
        mouse(desk.view, kind, at.toTuple())
    np.testing.assert_allclose(desk.page.strokes[2].xy, [[135, 45], [105, 45]], atol=0.1)
    assert desk.page.undo_text == "Rotate"


def test_held_arrows_are_one_step(desk: Desk) -> None:
    desk.click(121, 40)
    for _ in range(5):
        QTest.keyPress(desk.view, Qt.Key.Key_Right)
    assert len(desk.page.strokes[2].xy) == 2 and desk.page.strokes[2].id == desk.ids[2]  # still carried
    QTest.keyRelease(desk.view, Qt.Key.Key_Right)
    np.testing.assert_allclose(desk.page.strokes[2].xy, [[125, 30], [125, 60]])
    desk.page.undo()
    assert desk.page.strokes[2].id == desk.ids[2]


def test_escape_and_a_drag_that_comes_back_leave_everything(desk: Desk) -> None:
    desk.click(40, 35)
    before = shown(desk.view)
    frame = desk.view.selected.frame
    assert frame is not None
    start = frame.rect.center()
    mouse(desk.view, MOUSE_PRESS, start.toTuple())
    mouse(desk.view, MOUSE_MOVE, (start + QPointF(80, 40)).toTuple())
    assert desk.view.selected.carrying
    QTest.keyClick(desk.view, Qt.Key.Key_Escape)
    mouse(desk.view, MOUSE_RELEASE, (start + QPointF(80, 40)).toTuple())
    assert not desk.view.selected.carrying and [stroke.id for stroke in desk.page.strokes] == desk.ids
    assert desk.chosen == [0, 1]
    np.testing.assert_array_equal(shown(desk.view), before)


@pytest.mark.parametrize("most", [12_000, 0], ids=["paths", "picture"])
def test_what_is_carried_looks_as_it_will_lie(desk: Desk, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.canvas.selected.MOST_CORNERS", most)
    desk.selection.set(desk.ids[2:])
    settle(desk.view)
    frame = desk.view.selected.frame
    assert frame is not None
    start = frame.rect.center()
    scale = desk.view.sheet.camera.scale
    end = start + QPointF(round(10 * scale), 0)
    mouse(desk.view, MOUSE_PRESS, start.toTuple())
    mouse(desk.view, MOUSE_MOVE, end.toTuple())
    carried = shown(desk.view)
    mouse(desk.view, MOUSE_RELEASE, end.toTuple())
    settle(desk.view)
    desk.selection.clear()
    put = shown(desk.view)
    at, was = desk.view.sheet.camera.view(120 + round(10 * scale) / scale, 45), desk.view.sheet.camera.view(120, 45)
    rows, columns = slice(round(at.y()) - 20, round(at.y()) + 20), slice(round(at.x()) - 6, round(at.x()) + 6)
    assert np.abs(carried[rows, columns] - put[rows, columns]).mean() < 6
    assert put[rows, columns].min() < 60 and carried[rows, columns].min() < 60
    old = carried[rows, round(was.x()) - 3 : round(was.x()) + 3]
    assert old.min() > 200  # nothing is left behind


def test_the_grips_are_far_enough_apart_for_fingers() -> None:
    camera = Camera()
    camera.size = QSizeF(800, 600)
    frame = Frame(QRectF(100, 100, 0.5, 0.5), camera)
    assert min(frame.rect.width(), frame.rect.height()) >= LEAST
    assert frame.grip_at(frame.rect.center()) == "inside" and frame.grip_at(QPointF(1, 1)) == ""
    for name, place in frame.grips().items():
        assert frame.grip_at(place) == name
        if len(name) == 2:
            assert frame.grip_at(place + QPointF(TARGET / 2 - 1, TARGET / 2 - 1)) == name
    assert frame.grips()["turn"].y() < frame.rect.top()
    at_the_top = Frame(QRectF(QPointF(*camera.page(QPointF(300, 10))), QSizeF(30, 20)), camera)
    assert at_the_top.grips()["turn"].y() > at_the_top.rect.bottom()  # not above the view


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_lines_are_whole_device_pixels(ratio: float) -> None:
    assert line_width(ratio) * ratio == pytest.approx(round(line_width(ratio) * ratio)) and line_width(ratio) > 0.6


def test_what_a_pull_does_is_said_in_units() -> None:
    frame = Frame(QRectF(10, 10, 40, 20), Camera())
    scale = Camera().scale
    said = [
        in_words(grip, frame.pulled(grip, QPointF(0, 0), QPointF(x * scale, y * scale), Keys.NoModifier), frame.box)
        for grip, x, y in (("inside", 4.04, -2.5), ("e", 20, 0), ("se", 20, 10))
    ]
    assert said == ["+4.0, \N{MINUS SIGN}2.5 mm", "150% × 100% · 60.0 × 20.0 mm", "150% · 60.0 × 30.0 mm"]


def test_large_ink_is_carried_as_a_picture_of_bounded_size() -> None:
    path = QPainterPath()
    path.addRect(0, 0, 90_000, 40_000)
    for step in range(13_000):
        path.lineTo(step, step % 7)
    carried = Carried([(path, QColor("black"))], 4.0)
    assert 0 < carried._image.width() * carried._image.height() < 4.1e6
