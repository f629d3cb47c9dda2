from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engines.ink.types import Ink, Stroke
from studio import page as room
from studio.page import Page

pytestmark = pytest.mark.usefixtures("qapp")


def stroke(x: float = 0.0, start: float = 0.0, points: int = 20) -> Stroke:
    down = np.linspace(0, 10, points)
    return Stroke(np.stack([np.full(points, x), down], axis=1), t=start + np.arange(points) / 200)


def listen(page: Page) -> list[str]:
    heard: list[str] = []
    for name in ("strokeAdded", "rebuilt", "changed", "currentChanged", "historyChanged"):
        getattr(page, name).connect(lambda *_, name=name: heard.append(name))
    return heard


def ids(page: Page) -> list[str]:
    return [item.id for item in page.strokes]


def test_a_written_stroke_is_painted_once_and_is_the_current_character() -> None:
    page = Page()
    heard = listen(page)
    first = stroke()
    page.add(first)
    assert heard == ["strokeAdded", "changed", "currentChanged", "historyChanged"]
    assert page.strokes == (first,) and page.current.strokes == (first,) and page.ink_of(first.id).strokes == (first,)
    assert page.stroke(first.id) is first and page.undo_text == "Write" and not page.saved


def test_strokes_fall_into_characters_and_picking_one_makes_it_current() -> None:
    page = Page()
    first, second, far = stroke(0), stroke(2, start=0.5), stroke(60, start=1.0)
    for item in (first, second, far):
        page.add(item)
    assert [len(ink) for ink in page.characters] == [2, 1]
    assert page.current.strokes == (far,)
    heard = listen(page)
    page.select(first.id)
    assert page.current.strokes == (first, second) and heard == ["currentChanged"]
    page.select(None)
    assert len(page.current) == 0 and len(page.ink_of("nobody")) == 0


ACTIONS: dict[str, Callable[[Page], Any]] = {
    "Write": lambda page: page.add(stroke(90)),
    "Paste": lambda page: page.add_ink(Ink((stroke(100), stroke(140)))),
    "Erase stroke": lambda page: page.erase([page.strokes[1].id, page.strokes[2].id, "nobody"]),
    "Reverse": lambda page: page.replace([page.strokes[1].id], [page.strokes[1].derive(page.strokes[1].xy[::-1])], "Reverse"),
    "Split": lambda page: page.replace([page.strokes[0].id, page.strokes[2].id], [stroke(1), stroke(2), stroke(3)], "Split"),
    "Clear page": Page.clear,
}


@pytest.mark.parametrize("what", ACTIONS)
def test_every_action_is_one_step_and_undo_brings_back_exactly_what_was(what: str) -> None:
    page = Page()
    for x in (0, 30, 60, 61):
        page.add(stroke(x))
    before, groups = page.strokes, [ink.strokes for ink in page.characters]
    heard = listen(page)
    ACTIONS[what](page)
    assert heard.count("changed") == heard.count("historyChanged") == 1
    assert heard[0] == ("strokeAdded" if what == "Write" else "rebuilt")
    after = page.strokes
    assert after != before and page.undo_text == what and not page.can_redo
    page.undo()
    assert page.strokes == before and [ink.strokes for ink in page.characters] == groups
    assert page.redo_text == what and page.undo_text == "Write"
    page.redo()
    assert page.strokes == after and not page.can_redo
    while page.can_undo:
        page.undo()
    assert page.strokes == () and page.undo_text == ""
    page.undo()
    while page.can_redo:
        page.redo()
    page.redo()
    assert page.strokes == after


def test_doing_something_after_undo_forgets_what_was_undone() -> None:
    page = Page()
    page.add(stroke(0))
    page.add(stroke(50))
    page.undo()
    page.add(stroke(90))
    assert not page.can_redo and len(page.strokes) == 2
    page.undo()
    page.undo()
    assert page.strokes == ()


def test_actions_that_change_nothing_are_no_steps() -> None:
    page = Page()
    heard = listen(page)
    page.add(Stroke([]))
    page.erase(["nobody"])
    page.add_ink(Ink())
    page.clear()
    page.undo()
    page.redo()
    page.select("nobody")
    assert heard == [] and not page.can_undo


def test_pasting_a_stroke_again_gives_it_a_name_of_its_own() -> None:
    page = Page()
    first = stroke()
    page.add(first)
    (copy,) = page.add_ink(Ink((first,)))
    assert copy.id != first.id and copy.origin == first.id and copy.same_as(first)
    page.erase([first.id])
    assert page.strokes == (copy,)


def test_pasted_ink_is_one_character_unless_asked_otherwise() -> None:
    letters = Ink((stroke(0), stroke(40), stroke(42)))
    page = Page()
    page.add_ink(letters)
    assert [len(ink) for ink in page.characters] == [3] and len(page.current) == 3
    page = Page()
    page.add_ink(letters, as_one=False)
    assert [len(ink) for ink in page.characters] == [1, 2] and len(page.current) == 2


def test_an_edit_stays_in_its_place_and_its_character() -> None:
    page = Page()
    for x in (0, 2, 60):
        page.add(stroke(x))
    new = stroke(1)
    page.replace([page.strokes[0].id], [new], "Move")
    assert page.strokes[0] is new and page.ink_of(new.id).strokes == page.strokes[:2] == page.current.strokes


def test_the_clock_never_runs_backward_and_rests_while_nobody_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    real = [1000.0]
    monkeypatch.setattr(room.time, "monotonic", lambda: real[0])
    page = Page()
    assert page.now() == 0.0
    real[0] += 2.0
    assert page.now() == 2.0
    real[0] += 36_000.0
    assert page.now() == pytest.approx(2.0 + room.REST)
    page.add(stroke(start=50.0))  # a pen with a clock of its own
    assert page.now() > 50.0


def test_a_thousand_steps_are_kept_and_older_ones_are_only_forgotten() -> None:
    page = Page()
    for n in range(1010):
        page.add(stroke(n * 40, points=2))
    steps = 0
    while page.can_undo:
        page.undo()
        steps += 1
    assert steps == 1000 and len(page.strokes) == 10
