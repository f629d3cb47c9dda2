from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import page_actor
import pytest
from page_actor import opened
from pytestqt.qtbot import QtBot

from engines.data import journal as journal_room
from engines.data.journal import Journal, read_records
from engines.data.records import scan
from engines.ink.types import Stroke
from studio import restoring, saving
from studio.page import Page
from studio.records import restore, snapshot

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pages" / "page.journal"


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bool], None]]:
    """Switch a disk that is full on and off. The retry is quick."""
    full = [False]
    real = os.write

    def write(handle: int, data: memoryview) -> int:
        if full[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, data)

    monkeypatch.setattr(journal_room.os, "write", write)
    monkeypatch.setattr(saving, "RETRY", 20)
    yield lambda on: full.__setitem__(0, on)


def drawn(path: Path, actions: int, seed: int = 3) -> Page:
    page, chance = opened(path), random.Random(seed)
    for _ in range(actions):
        page = page_actor.act(page, chance)
    return page


def stroke(points: int = 12, seed: int = 1) -> Stroke:
    return page_actor.stroke(random.Random(seed), points)


def told(page: Page) -> list[str]:
    heard: list[str] = []
    page.noticed.connect(heard.append)
    return heard


def test_closing_and_opening_brings_everything_back_to_the_bit(path: Path) -> None:
    page = drawn(path, 120)
    before, undo, redo = page_actor.state(page._history), page.undo_text, page.redo_text
    assert page.close() and page.saved and page.close()
    page = opened(path)
    assert page_actor.state(page._history) == before and (page.undo_text, page.redo_text) == (undo, redo)
    assert page.saved
    page.close()


def test_the_saved_state_is_shown_when_the_disk_has_it(path: Path, qtbot: QtBot) -> None:
    page = opened(path)
    assert page.saved
    seen: list[bool] = []
    page.savedChanged.connect(seen.append)
    with qtbot.waitSignal(page.savedChanged, check_params_cb=lambda saved: saved):
        page.add(stroke())
        assert not page.saved
    assert seen == [False, True] and page.saved
    page.close()


def test_a_stroke_that_was_being_drawn_comes_back_as_one_step(path: Path, qtbot: QtBot) -> None:
    page, whole = opened(path), stroke(30)
    page.add(stroke(5, seed=8))
    for points in (3, 17, 26):
        page.pen_moving(Stroke(whole.xy[:points], whole.t[:points], whole.pressure[:points], id=whole.id))
    assert len(page.strokes) == 1
    page.close()
    page = opened(path)
    heard = told(page)
    assert len(page.strokes[1]) == 26 and page.strokes[1].xy.tobytes() == whole.xy[:26].tobytes()
    assert page.undo_text == "Recovered stroke"
    qtbot.waitUntil(lambda: any("middle of a stroke" in sentence for sentence in heard))
    page.undo()
    page.close()
    page = opened(path)
    assert len(page.strokes) == 1 and page.can_redo
    page.close()


@pytest.mark.parametrize("ending", ["add", "add under another name", "pen_cancelled", "empty"])
def test_a_stroke_that_ended_does_not_come_back_twice(path: Path, ending: str) -> None:
    page, whole = opened(path), stroke()
    page.pen_moving(whole)
    if ending == "pen_cancelled":
        page.pen_cancelled()
    else:
        other = Stroke(whole.xy, whole.t) if "another" in ending else whole
        page.add(other if ending != "empty" else Stroke([]))
    count = len(page.strokes)
    page.close()
    page = opened(path)
    assert len(page.strokes) == count == ending.startswith("add")
    page.close()


def test_undo_while_the_pen_is_down_does_not_end_the_stroke(path: Path) -> None:
    page, whole = opened(path), stroke()
    page.add(stroke(seed=4))
    page.pen_moving(whole)
    page.undo()
    page.close()
    page = opened(path)
    assert [item.id for item in page.strokes] == [whole.id]
    page.close()


def test_a_journal_torn_at_any_byte_gives_a_page_that_once_was(path: Path) -> None:
    page = opened(path)
    first, second, third = (stroke(2, seed=n) for n in (1, 2, 3))
    actions: list[Callable[[], object]] = [
        lambda: page.pen_moving(first),
        lambda: page.add(first),
        lambda: page.add(second),
        page.undo,
        page.redo,
        lambda: page.erase([first.id]),
        lambda: page.replace([second.id], [third], "Move"),
    ]
    states, ends = [page_actor.state(page._history)], [0]
    for action in actions:
        action()
        states.append(page_actor.state(page._history))
        ends.append(path.stat().st_size)
    page.close()
    data = path.read_bytes()
    for cut in range(len(data) + 1):
        restored = restore(scan(data[:cut])[0])
        done = sum(end <= cut for end in ends) - 1
        assert page_actor.state(restored.history) == states[done] and not restored.skipped
        assert (restored.unfinished is not None) == (done == 1)


def test_flipped_bytes_never_change_a_stroke_and_the_rest_of_the_page_lives(path: Path) -> None:
    page = drawn(path, 60)
    page.close()
    data = path.read_bytes()
    history = restore(scan(data)[0]).history
    known = {page_actor.bits(placed.stroke) for placed in history.placed}
    known |= {page_actor.bits(placed.stroke) for step in history.steps for _, placed in (*step.added, *step.removed)}
    known |= {
        page_actor.bits(placed.stroke)
        for record in range(len(scan(data)[0]))
        for placed in restore(scan(data)[0][:record]).history.placed
    }
    chance = random.Random(9)
    for _ in range(200):
        hurt = bytearray(data)
        hurt[chance.randrange(len(hurt))] ^= chance.randrange(1, 256)
        restored = restore(scan(bytes(hurt))[0])
        strokes = [placed.stroke for placed in restored.history.placed]
        assert {page_actor.bits(item) for item in strokes} <= known
        assert len({item.id for item in strokes}) == len(strokes)
        while restored.history.undo():
            pass


def test_a_lost_undo_record_is_healed_by_the_next_step(path: Path) -> None:
    page = opened(path)
    first, second, third = (stroke(seed=n) for n in (1, 2, 3))
    for item in (first, second):
        page.add(item)
    page.undo()
    page.add(third)
    page.close()
    records = [record for record in read_records(path)[0] if record.kind != "top"]
    assert [placed.stroke.id for placed in restore(records).history.placed] == [first.id, third.id]


def test_a_damaged_page_is_repaired_once_and_the_old_file_kept(path: Path, qtbot: QtBot) -> None:
    page = opened(path)
    for n in range(5):
        page.add(stroke(seed=n))
    page.close()
    data = bytearray(path.read_bytes())
    data[read_records(path)[0][2].offset + 60] ^= 0x10
    path.write_bytes(data)
    page = opened(path)
    heard = told(page)
    assert len(page.strokes) == 4
    qtbot.waitUntil(lambda: any("damaged" in sentence for sentence in heard))
    page.close()
    assert [item.read_bytes() for item in path.parent.glob("*.damaged-*")] == [bytes(data)]
    assert read_records(path)[1].whole
    page = opened(path)
    assert len(page.strokes) == 4 and len(list(path.parent.glob("*.damaged-*"))) == 1
    page.close()


def test_a_file_that_is_no_page_is_put_aside(path: Path, qtbot: QtBot) -> None:
    path.parent.mkdir()
    path.write_bytes(b"a letter to my aunt" * 20)
    page = opened(path)
    heard = told(page)
    page.add(stroke())
    qtbot.waitUntil(lambda: any("put aside" in sentence for sentence in heard))
    assert page.close()
    assert [item.read_bytes() for item in path.parent.glob("*.unreadable-*")] == [b"a letter to my aunt" * 20]


def test_a_second_instance_gets_a_copy_and_writes_nothing(path: Path, qtbot: QtBot) -> None:
    first = opened(path)
    first.add(stroke())
    size = path.stat().st_size
    second = opened(path)
    heard = told(second)
    assert second.read_only and len(second.strokes) == 1 and not first.read_only
    second.add(stroke(seed=5))
    second.pen_moving(stroke(seed=6))
    assert len(second.strokes) == 2 and not second.saved and path.stat().st_size == size
    qtbot.waitUntil(lambda: any("not saved" in sentence for sentence in heard))
    assert not second.close()
    first.close()


def test_a_full_disk_is_told_once_and_everything_arrives_when_there_is_room(
    path: Path, qtbot: QtBot, refusing: Callable[[bool], None]
) -> None:
    page, chance = opened(path), random.Random(4)
    page.add(stroke())
    heard = told(page)
    refusing(True)
    for _ in range(30):
        page_actor.write(page, chance, lambda line: None)
        page.undo()
        page.redo()
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert "full" in heard[0] and not page.saved and len(page.strokes) == 31
    qtbot.wait(60)
    assert len(heard) == 1
    refusing(False)
    qtbot.waitUntil(lambda: page.saved)
    assert heard[1] == "The page is saved again."
    before = page_actor.state(page._history)
    assert page.close()
    assert page_actor.state(restore(read_records(path)[0]).history) == before


def test_closing_on_a_full_disk_says_that_something_is_lost(path: Path, refusing: Callable[[bool], None]) -> None:
    page = opened(path)
    page.add(stroke())
    refusing(True)
    page.add(stroke(seed=2))
    assert page.close() is False
    refusing(False)
    page = opened(path)
    assert len(page.strokes) == 1
    page.close()


def test_when_the_disk_cannot_be_forced_the_whole_page_is_written_anew(
    path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "RETRY", 20)
    page = opened(path)
    heard = told(page)
    with monkeypatch.context() as patch:
        patch.setattr(journal_room, "_force_file", lambda handle: (_ for _ in ()).throw(OSError(errno.EIO, "bad sector")))
        page.add(stroke())
        qtbot.waitUntil(lambda: bool(heard))
    whole = stroke(30, seed=7)
    page.pen_moving(whole)
    qtbot.waitUntil(lambda: page.saved)
    page.pen_moving(whole)
    assert path.stat().st_size and page.close()
    page = opened(path)
    assert len(page.strokes) == 2 and page_actor.bits(page.strokes[1]) == page_actor.bits(whole)
    page.close()


def test_a_folder_that_refuses_leaves_a_page_in_memory_that_is_saved_later(
    path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "RETRY", 20)
    path.parent.write_text("a file where the folder should be")
    page = opened(path)
    heard = told(page)
    page.add(stroke())
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert "not saved" in heard[0]
    path.parent.unlink()
    qtbot.waitUntil(lambda: page.saved)
    page.close()
    assert len(restore(read_records(path)[0]).history.placed) == 1


def test_a_page_changed_by_another_in_the_meantime_is_not_mixed_up(
    path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "RETRY", 20)
    opened(path).close()
    with monkeypatch.context() as patch:
        patch.setattr(journal_room, "_locked", lambda path: (_ for _ in ()).throw(OSError(errno.EROFS, "read-only")))
        page = opened(path)
    with Journal(path) as other:
        other.append("lift", {})
    before = path.read_bytes()
    page.add(stroke())
    qtbot.wait(100)
    assert not page.saved and path.read_bytes() == before and len(page.strokes) == 1
    page.close()


def test_a_grown_journal_is_compacted_and_holds_the_same_history(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = drawn(path, 150)
    whole = stroke(500)
    for points in range(1, 500, 20):  # mostly waste
        page.pen_moving(Stroke(whole.xy[:points], whole.t[:points], id=f"{points}"))
    page.pen_cancelled()
    before = page_actor.state(page._history)
    page.close()
    size = path.stat().st_size
    monkeypatch.setattr(restoring, "GROWN", 1000)
    monkeypatch.setattr(restoring, "WASTE", 1.0)
    page = opened(path)
    assert path.stat().st_size < size and page_actor.state(page._history) == before
    page.add(stroke(seed=99))
    before = page_actor.state(page._history)
    page.close()
    assert page_actor.state(opened(path)._history) == before


def test_a_journal_is_not_compacted_while_a_stroke_is_to_be_recovered(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = drawn(path, 30)
    page.pen_moving(stroke(40))
    page.close()
    monkeypatch.setattr(restoring, "GROWN", 10)
    monkeypatch.setattr(restoring, "WASTE", 0.0)
    monkeypatch.setattr(Journal, "rewrite", lambda *_: pytest.fail("rewritten"))
    page = opened(path)
    assert page.undo_text == "Recovered stroke"
    page.close()


def test_a_snapshot_restores_a_history_whose_beginning_was_forgotten(tmp_path: Path) -> None:
    page = Page()
    for n in range(1005):
        page.add(stroke(2, seed=n))
    page.erase([page.strokes[3].id])
    page.undo()
    with Journal(tmp_path / "a.journal") as journal:
        for draft in snapshot(page._history):
            journal.append(*draft)
    restored = restore(read_records(tmp_path / "a.journal")[0]).history
    assert page_actor.state(restored) == page_actor.state(page._history) and restored.done == 999


def test_records_of_kinds_that_come_later_are_left_alone(path: Path) -> None:
    page = opened(path)
    page.add(stroke())
    page.close()
    with Journal(path) as journal:
        journal.append("sample", {"text": "a"})
        journal.append("step", {"nonsense": 1})
    page = opened(path)
    assert len(page.strokes) == 1
    page.close()
