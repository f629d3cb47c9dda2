"""Each stroke keeps the pen it was drawn with: in the journal, after a crash, on the page, in both themes."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from engines.data.journal import Journal, pack_strokes, unpack_strokes
from engines.ink.brush import Brush
from engines.ink.types import Ink, Stroke
from studio.canvas.tiles import InkTiles, Look
from studio.page import Page
from studio.records import pen_draft, restore
from studio.settings import Settings
from studio.theme import DARK, LIGHT, VISIBLE, contrast, ink_colour

RED = Brush(1.25, gamma=1.5, colour="#a8322a")


def line(brush: Brush | None = None, top: float = 0.0) -> Stroke:
    return Stroke([(0, top), (10, top), (20, top)], t=[0, 0.1, 0.2], brush=brush)


def test_a_page_opens_with_its_pens(tmp_path: Path) -> None:
    path = tmp_path / "page.journal"
    page = Page(path)
    page.finish_opening()
    page.add(line(RED))
    page.add(line(None, 5))
    page.replace([page.strokes[1].id], [page.strokes[1].derive(page.strokes[1].xy, brush=Brush(3.0))], "Change pen")
    assert page.close()
    again = Page(path)
    again.finish_opening()
    assert [stroke.brush for stroke in again.strokes] == [RED, Brush(3.0)]
    again.undo()
    assert [stroke.brush for stroke in again.strokes] == [RED, None]
    again.close()


def test_records_of_an_older_ductus_have_plain_ink() -> None:
    strokes = [line(RED), line(None, 5)]
    listed, arrays = pack_strokes(strokes)
    assert [stroke.brush for stroke in unpack_strokes(listed, arrays)] == [RED, None]
    assert "brush" not in pack_strokes(strokes[1:])[1]  # and plain ink is written as ever
    del arrays["brush"]
    assert [stroke.brush for stroke in unpack_strokes(listed, arrays)] == [None, None]
    damaged = arrays | {"brush": np.zeros((1, 6))}
    assert [stroke.brush for stroke in unpack_strokes(listed, damaged)] == [None, None]


def test_a_stroke_that_was_never_finished_comes_back_with_its_pen(tmp_path: Path) -> None:
    stroke = line(RED)
    with_pen = Journal(tmp_path / "j")
    with_pen.append(*pen_draft(Stroke(stroke.xy[:2], stroke.t[:2], id=stroke.id, brush=RED), 0))
    with_pen.append(*pen_draft(Stroke(stroke.xy, stroke.t, id=stroke.id, brush=RED), 2))
    with_pen.close()
    again = Journal(tmp_path / "j")
    unfinished = restore(again.restored).unfinished
    again.close()
    assert unfinished is not None and unfinished.brush == RED and unfinished.same_as(stroke)


def test_a_pasted_stroke_keeps_its_pen_under_a_new_name() -> None:
    page = Page()
    page.add(line(RED))
    (pasted,) = page.add_ink(Ink(page.strokes))
    assert pasted.brush == RED and pasted.origin == page.strokes[0].id != pasted.id


def _painted(tiles: InkTiles) -> tuple[int, str]:
    """How many pixels the first tile has inked, and the colour of the densest."""
    image = tiles.tile((0, 0))
    assert image is not None
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    dense = pixels[pixels[..., 3] == 255]
    blue, green, red, _alpha = np.median(dense, axis=0).astype(int).tolist()
    return len(dense), f"#{red:02x}{green:02x}{blue:02x}"


def test_every_stroke_is_painted_with_its_own_pen() -> None:
    found = {}
    for name, brush in (("plain", None), ("red", RED), ("broad", Brush(3.0))):
        tiles = InkTiles()
        tiles.set_look(Look(10.0, Brush(0.7), 0.0, LIGHT))
        tiles.set_strokes([line(brush, 5.0)])
        found[name] = _painted(tiles)
    assert found["plain"][1] == LIGHT.ink.lower() and found["red"][1] == RED.colour
    assert found["broad"][0] > 2 * found["plain"][0]


def test_another_plain_pen_changes_only_ink_that_names_none() -> None:
    tiles = InkTiles()
    tiles.set_look(Look(10.0, Brush(0.7), 0.0, LIGHT))
    tiles.set_strokes([line(Brush(0.7), 5.0)])
    before = _painted(tiles)
    tiles.set_look(Look(10.0, Brush(4.0), 0.0, LIGHT))
    assert _painted(tiles) == before
    tiles.set_strokes([line(None, 5.0)])
    assert _painted(tiles) != before


def test_a_broad_pen_is_found_by_all_of_its_width() -> None:
    tiles = InkTiles()
    tiles.set_strokes([line(Brush(5.0), 5.0)])
    assert tiles.within(QRectF(5, 8, 1, 1))
    tiles.set_strokes([line(None, 5.0)])
    assert not tiles.within(QRectF(5, 8, 1, 1))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("colour", ["", "#2f4b7c", "#704214", "#a8322a", "#000000", "#ffffff", "#ffff00", "#808080", "#1f2328"])
def test_ink_of_every_colour_can_be_seen_on_either_paper(theme: object, colour: str) -> None:
    assert contrast(ink_colour(colour, theme).name(), theme.paper) >= VISIBLE  # type: ignore[arg-type,attr-defined]


def test_a_colour_that_can_be_seen_is_shown_as_it_is() -> None:
    assert ink_colour("#a8322a", LIGHT).name() == "#a8322a"
    assert ink_colour("#2f4b7c", DARK).name() != "#2f4b7c"


def test_the_pen_in_hand_is_kept(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path / "settings.json")
    assert settings.pen == Brush(0.7)
    settings.pen = RED
    settings.flush()
    assert Settings.load(tmp_path / "settings.json").pen == RED
    (tmp_path / "old.json").write_text('{"pen_width": 1.2, "brush": {"width": "broad"}}')
    old = Settings.load(tmp_path / "old.json")
    assert old.pen == Brush(1.2) and old.pen_width == 1.2


@pytest.mark.parametrize("told, kept", [(0, 0.0), (0.2, 0.5), (1.5, 1.5), (9, 3.0)])
def test_dwell_is_off_or_long_enough_to_be_meant(told: float, kept: float) -> None:
    assert Settings(dwell=told).dwell == kept
