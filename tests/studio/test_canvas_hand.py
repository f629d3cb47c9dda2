"""What hands do to the page: erase, pick, pan, zoom, drop; each with the pen's own events."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from canvas_pens import ERASER, MOVE, PRESS, RELEASE, FakePage, arc, draw, opened_view, settle, tablet
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from engines.ink.types import Ink, Stroke
from studio.canvas.camera import PAPER, PIXELS_PER_MM, Camera
from studio.canvas.view import PageView


@pytest.fixture
def view(qapp: QApplication) -> Iterator[PageView]:
    with opened_view() as made:
        yield made


def test_the_erasers_end_erases_whole_strokes_in_one_step(view: PageView) -> None:
    asked: list[tuple[str, ...]] = []
    view.eraseRequested.connect(asked.append)
    for left in (100, 200, 500):
        draw(view, [(left, 200), (left + 10, 260), (left, 320)])
    ids = [stroke.id for stroke in view.page.strokes]
    path = [(60, 260), (160, 262), (300, 261)]  # leaps over the strokes between events
    for index, at in enumerate(path):
        tablet(view, PRESS if index == 0 else MOVE, at, 9000 + index, pen=ERASER)
    assert len(view.page.strokes) == 3  # until the pen is lifted
    tablet(view, RELEASE, path[-1], 9010, pen=ERASER)
    assert asked == [(ids[0], ids[1])]
    assert [stroke.id for stroke in view.page.strokes] == [ids[2]]


def test_the_eraser_touches_nothing_on_bare_paper(view: PageView) -> None:
    asked: list[tuple[str, ...]] = []
    view.eraseRequested.connect(asked.append)
    draw(view, [(100, 200), (110, 260)])
    view.set_tool("eraser")
    draw(view, [(300, 100), (400, 400)], start=9000)
    assert not asked and len(view.page.strokes) == 1


def test_space_and_the_middle_button_pan(view: PageView) -> None:
    before = view.centre()
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, press)
    draw(view, [(100, 100), (150, 120)])
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier))
    moved = view.centre()
    scale = view.zoom * PIXELS_PER_MM
    assert (before[0] - moved[0]) * scale == pytest.approx(50, abs=1)
    assert (before[1] - moved[1]) * scale == pytest.approx(20, abs=1)
    for kind, at in ((PRESS, (50, 50)), (MOVE, (20, 50)), (RELEASE, (20, 50))):
        tablet(view, kind, at, button=Qt.MouseButton.MiddleButton)
    assert (view.centre()[0] - moved[0]) * scale == pytest.approx(30, abs=1)
    assert not view.page.strokes


def test_the_side_button_is_left_to_the_context_menu(view: PageView) -> None:
    assert not tablet(view, PRESS, (100, 100), button=Qt.MouseButton.RightButton).isAccepted()
    assert tablet(view, PRESS, (100, 100)).isAccepted()
    tablet(view, RELEASE, (100, 100))


def test_ctrl_and_wheel_zoom_where_the_pointer_is(view: PageView) -> None:
    told: list[float] = []
    view.zoomChanged.connect(told.append)
    at = QPointF(600, 150)
    before, zoom = view.sheet.camera.page(at), view.zoom
    wheel = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, wheel)
    assert view.zoom == pytest.approx(zoom * 1.44)
    assert view.sheet.camera.page(at) == pytest.approx(before, abs=0.3)
    assert told == [view.zoom]


def test_zoom_steps_are_round_and_come_to_an_end(view: PageView) -> None:
    view.actual()
    assert view.zoom == 1.0
    view.zoom_in()
    assert view.zoom == 1.5
    view.zoom_out()
    view.zoom_out()
    assert 0.6 < view.zoom < 0.7
    for _ in range(40):
        view.zoom_in()
    assert view.zoom == 16.0


def test_fit_shows_the_paper_and_then_the_ink(view: PageView) -> None:
    view.fit()
    assert view.sheet.camera.visible().contains(PAPER)
    draw(view, arc(500, 300, 60))
    view.fit()
    assert view.zoom == 3.0 and view.sheet.camera.visible().contains(view.sheet.tiles.bounds())


def test_fitted_paper_follows_the_views_size(view: PageView) -> None:
    before = view.zoom
    view.resize(400, 300)
    settle(view)
    assert view.zoom < 0.6 * before and view.sheet.camera.visible().contains(PAPER)


def test_reveal_brings_the_current_character_into_view(view: PageView) -> None:
    view.set_zoom(8.0)
    far = Stroke([[200, 140], [205, 145]])
    view.page.add(far)
    view.page.currentChanged.emit(Ink((far,)))
    view.reveal()
    assert view.sheet.camera.visible().contains(QRectF(200, 140, 5, 5)) and view.zoom == 8.0


def test_zooming_while_a_stroke_is_drawn_waits(view: PageView) -> None:
    tablet(view, PRESS, (200, 200), 1000)
    before = view.zoom
    view.zoom_in()
    assert view.zoom == before
    tablet(view, RELEASE, (200, 200), 1100)


def test_dropped_files_and_pictures_are_told_apart(view: PageView) -> None:
    files: list[object] = []
    images: list[QImage] = []
    view.filesDropped.connect(files.extend)
    view.pictureDropped.connect(images.append)
    for fill in ("urls", "image"):
        data = QMimeData()
        if fill == "urls":
            data.setUrls([QUrl.fromLocalFile("/tmp/letter.png")])
        else:
            data.setImageData(QImage(8, 8, QImage.Format.Format_RGB32))
        copy = Qt.DropAction.CopyAction
        view.dropEvent(QDropEvent(QPointF(9, 9), copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    assert [path.name for path in files] == ["letter.png"]
    assert [image.width() for image in images] == [8]


def test_another_page_replaces_the_first(view: PageView) -> None:
    draw(view, arc(100, 100))
    first, second = view.page, FakePage()
    view.set_page(second)
    first.add(Stroke([[10, 10], [20, 20]]))
    assert len(view.sheet.tiles) == 0
    second.add(Stroke([[10, 10], [20, 20]]))
    assert len(view.sheet.tiles) == 1


def test_no_reference_to_none_is_lost(view: PageView) -> None:
    """PySide6 6.12 loses one at each void call, and the program aborts after some seconds of writing."""
    before = sys.getrefcount(None)
    for _ in range(500):
        view.update()
    QApplication.processEvents()
    assert sys.getrefcount(None) > before - 100


def test_the_camera_maps_there_and_back() -> None:
    camera = Camera()
    camera.ratio = 1.5
    camera.zoom_to(2.0, QPointF(100, 50))
    x, y = camera.page(QPointF(321.5, 87.25))
    back = camera.view(x, y)
    assert (back.x(), back.y()) == pytest.approx((321.5, 87.25))
    assert camera.origin.x() == int(camera.origin.x())
