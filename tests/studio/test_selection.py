"""What is selected: it lives as long as its strokes, and follows them through edits, undo and redo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engines.ink.types import Stroke
from studio.page import Page
from studio.selection import Selection

pytestmark = pytest.mark.usefixtures("qapp")


def page_of(count: int = 3, path: Path | None = None) -> tuple[Page, list[Stroke]]:
    page = Page(path)
    for left in range(count):
        page.add(Stroke([[40 * left, 10], [40 * left + 5, 20]], t=[left, left + 0.1]))
    return page, list(page.strokes)


def test_only_strokes_of_the_page_are_selected_and_in_its_order() -> None:
    page, (first, second, third) = page_of()
    selection, told = Selection(page), []
    selection.changed.connect(lambda: told.append(selection.ids))
    selection.set([third.id, "nobody", first.id])
    selection.set([first.id, third.id])  # the same
    assert told == [{first.id, third.id}] and selection.strokes == (first, third) and selection.ink.strokes == (first, third)
    selection.toggle([third.id])
    selection.add([second.id])
    selection.toggle([second.id, third.id])  # not all of them are selected
    assert selection.ids == {first.id, second.id, third.id}
    selection.clear()
    assert not selection and selection.strokes == ()


def test_what_vanishes_is_selected_no_longer_and_the_rest_is() -> None:
    page, (first, second, _) = page_of()
    selection = Selection(page)
    selection.all()
    page.erase([first.id])
    assert selection.ids == {stroke.id for stroke in page.strokes} and len(selection) == 2
    page.undo()
    assert first.id not in selection.ids and second.id in selection.ids
    page.clear()
    assert not selection


def test_it_follows_an_edit_and_its_undo_and_redo() -> None:
    page, (first, second, _) = page_of()
    selection = Selection(page)
    selection.set([second.id, first.id])
    page.exchange({stroke.id: stroke.derive(stroke.xy + 3) for stroke in (first, second)}, "Move")
    moved = selection.strokes
    assert [stroke.origin for stroke in moved] == [first.id, second.id]
    page.undo()
    assert selection.strokes == (first, second)
    page.redo()
    assert selection.strokes == moved


def test_undoing_a_copy_does_not_select_what_it_was_made_of() -> None:
    page, (first, _, _) = page_of()
    selection = Selection(page)
    copy = page.add_ink(page.ink_of(first.id), "Duplicate")
    selection.set(stroke.id for stroke in copy)
    assert copy[0].origin == first.id
    page.undo()
    assert not selection


def test_exchanged_strokes_keep_place_character_and_time_also_after_a_restart(tmp_path: Path) -> None:
    page, (first, second, third) = page_of(path=tmp_path / "page.journal")
    page.finish_opening()
    strokes = page.strokes
    characters = [len(ink) for ink in page.characters]
    page.exchange({name.id: name.derive(name.xy * 2) for name in (strokes[0], strokes[2])} | {"nobody": third}, "Scale")
    after = page.strokes
    assert [stroke.origin for stroke in after] == [first.id, "", third.id] and after[1].id == second.id
    np.testing.assert_array_equal(after[0].t, strokes[0].t)
    assert [len(ink) for ink in page.characters] == characters and page.undo_text == "Scale"
    page.close()
    again = Page(tmp_path / "page.journal")
    again.finish_opening()
    assert [stroke.id for stroke in again.strokes] == [stroke.id for stroke in after]
    np.testing.assert_array_equal(again.strokes[2].xy, third.xy * 2)
    again.undo()
    assert [stroke.id for stroke in again.strokes] == [first.id, second.id, third.id]
    again.close()
