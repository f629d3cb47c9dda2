"""Pictures on the page beneath the ink: laid, moved, undone, saved, cut and pasted, and shown, also where they are damaged."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from canvas_pens import pixels, settle
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QTransform
from select_desk import SHIFT, Desk

from engines.data import page_file
from engines.ink.types import Ink, Stroke
from studio.canvas.underlay import KEPT, Underlay, made_ready
from studio.clipboard import contents, packed
from studio.history import Filed, History, Step
from studio.page import Page
from studio.page_files import load, save
from studio.placed import Pictured, PlacedPicture, box_of, digest_of, from_header, times
from studio.placing import Placing, kept
from studio.records import restore, snapshot

RED = 0xFFFF0000


def plain(wide: int = 40, high: int = 20, colour: int = RED) -> QImage:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


def a_picture(x: float = 10.0, y: float = 10.0, mm: float = 1.0, pixels: int = 1) -> Pictured:
    """40 x 20 mm of red, its left upper corner at x, y. mm: of a pixel. pixels: as many times more of them."""
    png = kept(plain(40 * pixels, 20 * pixels)).png
    made = PlacedPicture(digest_of(png), (40 * pixels, 20 * pixels), (mm, 0.0, 0.0, mm, x, y), "Red")
    return Pictured((made,), {made.image: png})


def on(page: Page) -> list[tuple[float, ...]]:
    return [picture.matrix for picture in page.pictures]


@pytest.fixture
def desk(qtbot):
    made = Desk()
    yield made
    made.close()


def ready(desk: Desk, qtbot) -> np.ndarray:
    settle(desk.view)
    qtbot.waitUntil(lambda: not desk.view.sheet.underlay.busy)
    settle(desk.view)
    return pixels(desk.view.grab().toImage())


def test_a_matrix_brings_pixels_where_it_says() -> None:
    turned = times((2, 0, 0, 2, 1, 1), (0, 1, -1, 0, 0, 0))  # twice as large and aside, then a quarter turn
    picture = PlacedPicture("x", (10, 5), turned)
    assert picture.corners[1] == (-1, 21)
    assert box_of([picture]) == (-11, 1, -1, 21)
    assert picture.holds(-2, 20) and not picture.holds(2, 20)
    assert from_header(picture.header()).header() == picture.header()


@pytest.mark.parametrize("matrix", [(1, 2, 2, 4, 0, 0), (math.nan, 0, 0, 1, 0, 0), (1e9, 0, 0, 1, 0, 0)])
def test_a_picture_that_could_not_be_seen_is_refused(matrix) -> None:
    with pytest.raises(ValueError, match="picture"):
        PlacedPicture("x", (10, 5), matrix)


def test_every_act_with_a_picture_is_one_step(qtbot) -> None:
    page = Page()
    page.add(Stroke([[0, 0], [1, 1]]))
    (name,) = page.put((), a_picture(), "Place picture")
    (there,) = page.pictures
    page.exchange(
        {page.strokes[0].id: page.strokes[0].derive(page.strokes[0].xy + 5)}, "Move", {name: there.moved((1, 0, 0, 1, 5, 5))}
    )
    assert on(page) == [(1, 0, 0, 1, 15, 15)] and page.strokes[0].xy[0, 0] == 5
    page.undo()
    assert page.pictures == (there,) and page.strokes[0].xy[0, 0] == 0
    page.redo()
    page.clear()
    assert page.empty
    page.undo()
    page.erase([page.pictures[0].id, page.strokes[0].id])
    assert page.empty
    for _ in range(4):
        page.undo()
    assert page.empty and page.can_redo


def test_a_picture_survives_a_restart_with_its_undo(qtbot, tmp_path: Path) -> None:
    page = Page(tmp_path / "page.journal")
    page.finish_opening()
    pictured = a_picture()
    page.put([Ink((Stroke([[1, 2], [3, 4]]),))], pictured, "Paste")
    page.exchange({}, "Move", {page.pictures[0].id: page.pictures[0].moved((1, 0, 0, 1, 3, 0))})
    assert page.close()
    again = Page(tmp_path / "page.journal")
    again.finish_opening()
    assert on(again) == [(1, 0, 0, 1, 13, 10)] and len(again.strokes) == 1
    assert again.image(again.pictures[0].image) == next(iter(pictured.images.values()))
    again.undo()
    assert on(again) == [(1, 0, 0, 1, 10, 10)]
    again.undo()
    assert again.empty
    again.close()


def test_a_picture_is_saved_once_and_opened_again(tmp_path: Path) -> None:
    page = Page()
    page.put((), a_picture(), "Place picture")
    for _ in range(5):
        page.exchange({}, "Move", {page.pictures[0].id: page.pictures[0].moved((1, 0, 0, 1, 1, 0))})
    path = tmp_path / "with.ductus"
    page.set_filed(Filed("", 0))
    save(path, page.history())
    assert [record.kind for record in page_file.read(path).records].count("picture") == 1
    history = load(path).history
    assert [picture.header() for picture in history.pictures] == [picture.header() for picture in page.pictures]
    assert history.images == page.history().images


def test_what_nothing_can_bring_back_is_kept_no_longer() -> None:
    page = Page()
    page.put((), a_picture(), "Place picture")
    page.undo()
    assert page.picture_bytes > 0
    page.add(Stroke([[0, 0], [1, 1]]))
    assert page.picture_bytes == 0


def test_records_without_pictures_are_as_they_were_and_odd_ones_cost_only_themselves() -> None:
    history = History()
    assert "pictures" not in snapshot(history)[0][1]
    good = a_picture().pictures[0]
    history.do(Step(1, "Place", (), (), on=((0, good), (1, replace(good, id="other")))))
    drafts = snapshot(history)
    drafts[-3][1]["pictures"]["added"][1][1]["matrix"] = ["far", 0]
    records = [page_file.Record(n, kind, dict(header), dict(arrays), 0, 0) for n, (kind, header, arrays) in enumerate(drafts)]
    assert [picture.id for picture in restore(records).history.pictures] == [good.id]


def test_a_picture_is_kept_small_upright_and_with_its_colours(tmp_path: Path) -> None:
    made = kept(plain(4000, 3000))
    assert made.natural == (4000, 3000) and made.size[0] * made.size[1] <= KEPT * 1.01
    shown = made_ready(made.png, None, (40, 30)).shown
    assert shown.width() == 40 and shown.pixel(20, 15) == RED
    path = tmp_path / "cut.png"
    path.write_bytes(made.png[: len(made.png) // 3])
    with pytest.raises(ValueError, match="damaged"):
        kept(path)
    (tmp_path / "drawing.png").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    with pytest.raises(ValueError, match="not a picture"):
        kept(tmp_path / "drawing.png")


def test_it_is_laid_in_the_middle_selected_and_told(desk, qtbot) -> None:
    told = []
    placing = Placing(desk.page, desk.view, desk.selecting.hold, lambda *words: told.append(words[0]), desk.background)
    desk.view.set_tool("pen")
    placing.lay(plain(), "Red")
    qtbot.waitUntil(lambda: bool(desk.page.pictures))
    (picture,) = desk.page.pictures
    assert desk.selection.ids == {picture.id} and desk.view.tool == "select"
    assert picture.sides[0] == pytest.approx(40 * 25.4 / 96)
    assert told == ["Red lies on the page, beneath the ink."]
    assert "Red" in desk.view.accessibleDescription()
    placing.lay(Path("nowhere.png"), "nowhere")
    qtbot.waitUntil(lambda: len(told) == 2)
    assert "nowhere.png cannot be read" in told[1] and len(desk.page.pictures) == 1


def test_ink_lies_above_the_picture_crisply(desk, qtbot) -> None:
    desk.page.put((), a_picture(30, 30, 0.1, 10), "Place picture")
    image = ready(desk, qtbot)
    x, y = (round(value) for value in desk.at(60, 40))
    assert image[y, x].tolist() == [0, 0, 255]  # BGR
    x, y = (round(value) for value in desk.at(40, 40))
    assert image[y, x].tolist() != [0, 0, 255]
    left, y = (round(value) for value in desk.at(30, 48))
    edge = image[y, left - 4 : left + 4]
    assert sum(row.tolist() != [0, 0, 255] and row.tolist() != edge[0].tolist() for row in edge) == 0


def test_hands_pick_move_turn_and_copy_pictures(desk, qtbot) -> None:
    desk.page.put((), a_picture(60, 60), "Place picture")
    desk.click(70, 70)
    (picture,) = desk.selection.pictures
    desk.drag([(70, 70), (75, 72), (80, 75)])
    assert on(desk.page)[0][4:] == pytest.approx((70, 65), abs=0.5)
    assert desk.selection.pictures[0].origin == picture.id
    desk.selecting.transform(QTransform().rotate(30), "Rotate")
    assert on(desk.page)[0][1] == pytest.approx(0.5)
    desk.page.undo()
    desk.selecting.duplicate()
    assert len(desk.page.pictures) == 2 and len(desk.selection.pictures) == 1
    desk.selecting.delete()
    assert len(desk.page.pictures) == 1
    desk.click(40, 50)  # ink
    assert desk.chosen == [0, 1] and not desk.selection.pictures
    desk.click(80, 72, SHIFT)
    assert len(desk.selection) == 3


def test_a_rectangle_drawn_on_a_picture_reaches_the_ink_above_it(desk, qtbot) -> None:
    desk.page.put((), a_picture(0, 0, 5.0), "Place picture")
    desk.drag([(30, 20), (60, 50), (60, 70)])
    assert desk.chosen == [0, 1] and not desk.selection.pictures
    desk.selection.clear()
    assert [desk.view.sheet.underlay.caught([QPointF(*c) for c in ((-1, -1), (201, -1), (201, 60), (-1, 60))])] == [
        (desk.page.pictures[0].id,)
    ]


def test_carrying_shows_the_picture_elsewhere_and_nothing_of_it_where_it_was(desk, qtbot) -> None:
    desk.page.put((), a_picture(60, 60), "Place picture")
    desk.selection.set([desk.page.pictures[0].id])
    ready(desk, qtbot)
    desk.view.selected.lift()
    desk.view.selected.carry(QTransform.fromTranslate(0, 40), "")
    image = ready(desk, qtbot)
    places = [tuple(round(value) for value in desk.at(80, y)) for y in (70, 110)]
    assert [image[y, x].tolist() == [0, 0, 255] for x, y in places] == [False, True]
    desk.view.selected.drop()
    image = ready(desk, qtbot)
    assert [image[y, x].tolist() == [0, 0, 255] for x, y in places] == [True, False]


def test_tab_reaches_pictures_behind_the_characters(desk) -> None:
    desk.page.put((), a_picture(60, 60), "Place picture")
    assert [desk.selecting.walk(1) for _ in range(4)] == [True, True, True, False]
    assert [picture.name for picture in desk.selection.pictures] == ["Red"]


def test_pictures_are_cut_and_pasted_with_ink(desk, qtbot) -> None:
    desk.page.put((), a_picture(60, 60), "Place picture")
    desk.selecting.select_all()
    desk.selecting.cut()
    qtbot.waitUntil(lambda: desk.page.empty)
    desk.selecting.paste(*contents(packed([Ink((Stroke([[0, 0], [10, 20]]),))], a_picture())))
    assert len(desk.page.pictures) == 1 and len(desk.page.strokes) == 1 and len(desk.selection) == 2
    desk.clipboard.paste()
    qtbot.waitUntil(lambda: len(desk.page.pictures) == 2)
    assert len(desk.page.strokes) == 4


def test_a_damaged_picture_is_a_frame_and_no_error(desk, qtbot) -> None:
    good = a_picture(60, 60).pictures[0]
    desk.page.put((), Pictured((good, replace(good, image="lost", id="")), {good.image: b"no PNG"}), "Place picture")
    image = ready(desk, qtbot)
    x, y = (round(value) for value in desk.at(65, 65))
    bare = round(desk.at(150, 65)[0])
    assert image[y, x].tolist() not in ([0, 0, 255], image[y, bare].tolist())
    assert not desk.view.sheet.underlay.busy


def test_what_is_ready_stays_within_its_bounds(desk, qtbot) -> None:
    underlay: Underlay = desk.view.sheet.underlay
    shades = [kept(plain(2300, 1700, 0xFF000000 + n)) for n in range(6)]
    for n, made in enumerate(shades):
        picture = PlacedPicture(digest_of(made.png), made.size, (0.5, 0, 0, 0.5, 10.0 * n, 0))
        desk.page.put((), Pictured((picture,), {picture.image: made.png}), "Place picture")
    desk.view.set_zoom(4.0)
    ready(desk, qtbot)
    assert sum(image.width() * image.height() for image in underlay._ready.values()) <= 16_100_000
    assert sum(image.width() * image.height() for image in underlay._whole.values()) <= 16_100_000
