"""The Ink menu's commands: on the selection or the current character, one step of undo each."""

import numpy as np
import pytest

from engines.ink.types import Ink, Stroke
from studio.canvas.view import PageView
from studio.page import Page
from studio.reworking import Reworking
from studio.selection import Selection

LETTER = Ink((
    Stroke([[10, 10], [10, 20], [10, 30]], t=[0, 0.1, 0.2]),
    Stroke([[11, 31], [20, 31], [20, 40]], t=[0.5, 0.6, 0.7]),
    Stroke([[30, 10], [35, 10.01], [40, 10]], t=[1.0, 1.1, 1.2]),
))  # fmt: skip


@pytest.fixture
def made(qtbot):
    page, view = Page(), PageView()
    qtbot.addWidget(view)
    view.set_page(page)
    page.add_ink(Ink((Stroke([[90, 90], [95, 95]]),)))
    page.add_ink(LETTER)
    rework = Reworking(page, view, Selection(page, view), view)
    rework.said = []
    rework.told.connect(rework.said.append)
    return page, rework


def ids(page):
    return [stroke.id for stroke in page.strokes]


@pytest.mark.parametrize("name", ["smooth", "simplify", "reverse", "split_middle", "split_corners", "join"])
def test_each_command_changes_the_current_character_as_one_step(made, name):
    page, rework = made
    before = page.strokes
    steps = page.undo_text
    rework.slots()[f"ink.{name}"]()
    assert page.strokes != before and page.strokes[0] is before[0] and page.undo_text != steps
    assert len({*ids(page)}) == len(ids(page))
    known = {stroke.id for stroke in before}
    assert all(stroke.origin in known for stroke in page.strokes if stroke.id not in known)
    page.undo()
    assert page.strokes == before


def test_the_selection_is_what_is_changed(made):
    page, rework = made
    third = page.strokes[3]
    rework._selection.set([third.id])
    rework.slots()["ink.reverse"]()
    assert [a is b for a, b in zip(page.strokes[:3], page.strokes[:3], strict=True)] == [True] * 3
    assert np.array_equal(page.strokes[3].xy, third.xy[::-1])
    assert [stroke.id for stroke in rework._selection.strokes] == [page.strokes[3].id]


def test_joining_takes_the_nearest_ends_of_the_character(made):
    page, rework = made
    rework.slots()["ink.join"]()
    assert [len(stroke) for stroke in page.strokes] == [2, 6, 3]
    assert len(page.characters) == 2


def test_a_stroke_is_split_where_it_was_clicked(made):
    page, rework = made
    rework.slots()["ink.split_here"]()
    assert rework.said and len(page.strokes) == 4
    rework._view.clicked = (10.5, 20.2)
    rework.slots()["ink.split_here"]()
    assert [len(stroke) for stroke in page.strokes] == [2, 2, 2, 3, 3]
    assert len(page.characters) == 2


def test_strokes_go_earlier_and_later_within_their_character(made):
    page, rework = made
    other, a, b, c = ids(page)
    rework._selection.set([b, c])
    rework.slots()["ink.earlier"]()
    assert ids(page) == [other, b, c, a]
    rework.slots()["ink.earlier"]()
    assert ids(page) == [other, b, c, a] and rework.said
    page.undo()
    assert ids(page) == [other, a, b, c]
    rework._selection.set([a])
    rework.slots()["ink.later"]()
    assert ids(page) == [other, b, a, c]


def test_a_new_order_survives_the_journal(tmp_path):
    page = Page(tmp_path / "page.journal")
    page.finish_opening()
    page.add_ink(LETTER)
    first, second, third = ids(page)
    assert page.reorder([third], -1, "Reorder")
    assert not page.reorder([first], -1, "Reorder")
    page.close()
    again = Page(tmp_path / "page.journal")
    again.finish_opening()
    assert ids(again) == [first, third, second]
    again.undo()
    assert ids(again) == [first, second, third]
    again.close()


def test_without_ink_each_command_says_what_to_do(qtbot):
    page, view = Page(), PageView()
    qtbot.addWidget(view)
    rework = Reworking(page, view, Selection(page, view), view)
    said = []
    rework.told.connect(said.append)
    for slot in rework.slots().values():
        slot()
    assert not page.can_undo and len(said) >= 6
