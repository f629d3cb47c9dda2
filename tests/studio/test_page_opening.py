"""A page is there before its journal is read: the pen writes at once, and nothing of it is lost or out of order."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import page_actor
import pytest
from page_actor import opened
from pytestqt.qtbot import QtBot

from engines.data.journal import Draft, Early, JournalError, left_over, read_records
from engines.ink.types import Stroke
from studio import restoring, saving
from studio.page import Page
from studio.records import restore

pytestmark = pytest.mark.usefixtures("qapp")

DRAW_AND_WAIT = """
import sys, time
from pathlib import Path
import page_actor, random
from PySide6.QtCore import QCoreApplication
from studio import saving
saving.open_page = lambda *_: time.sleep(600)
application = QCoreApplication([])
from studio.page import Page
page, chance = Page(Path(sys.argv[1])), random.Random(5)
for _ in range(3):
    page_actor.write(page, chance, lambda line: None)
page.undo()
half = page_actor.stroke(chance, 40)
page.pen_moving(half)
print(*[stroke.id for stroke in page.strokes], half.id, flush=True)
time.sleep(600)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "pages" / "page.journal"
    page = opened(made)
    for seed in (1, 2):
        page.add(stroke(seed))
    page.erase([page.strokes[0].id])
    page.close()
    return made


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Journals are not read before it is set."""
    made, real = threading.Event(), restoring.open_page

    def waiting(*arguments: object) -> restoring.Opened:
        made.wait(20)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(saving, "open_page", waiting)
    yield made
    made.set()


def stroke(seed: int, points: int = 12) -> Stroke:
    made = page_actor.stroke(random.Random(seed), points)
    return Stroke(made.xy, made.t - made.t[0], made.pressure, id=made.id)


def early_files(path: Path) -> list[Path]:
    return list(path.parent.glob("*.early-*"))


def test_a_page_can_be_written_on_before_its_journal_is_read(path: Path, qtbot: QtBot, gate: threading.Event) -> None:
    page = Page(path)
    assert page.opening and page.strokes == ()
    first = stroke(3)
    page.add(first)
    assert page.strokes == (first,) and page.undo_text == "Write" and not page.saved
    gate.set()
    with qtbot.waitSignal(page.opened):
        pass
    assert [len(item) for item in page.strokes] == [12, 12] and page.strokes[1].id == first.id
    qtbot.waitUntil(lambda: page.saved)
    page.close()


def test_what_was_drawn_meanwhile_lies_behind_what_was_there_and_is_undone_first(path: Path, gate: threading.Event) -> None:
    page = Page(path)
    drawn = [stroke(seed) for seed in (3, 4, 5)]
    for item in drawn:
        page.add(item)
    page.erase([drawn[0].id])
    page.undo()
    page.undo()
    gate.set()
    page.finish_opening()
    old = page.strokes[0]
    assert [item.id for item in page.strokes[1:]] == [drawn[0].id, drawn[1].id]
    assert page.redo_text == "Write"
    assert page.strokes[1].xy.tobytes() == drawn[0].xy.tobytes()
    page.undo()
    page.undo()
    assert page.strokes == (old,) and page.undo_text == "Erase stroke"
    page.undo()
    assert len(page.strokes) == 2
    page.redo()
    page.redo()
    before = page_actor.state(page._history)
    page.close()
    again = opened(path)
    assert page_actor.state(again._history) == before
    again.close()


def test_times_of_what_was_drawn_meanwhile_follow_those_that_were_there(path: Path, gate: threading.Event) -> None:
    page = Page(path)
    early = stroke(3)
    page.add(early)
    gate.set()
    page.finish_opening()
    old, new = page.strokes
    assert new.t[0] > old.t[-1] and page.now() >= new.t[-1]
    assert new.t - new.t[0] == pytest.approx(early.t - early.t[0], abs=1e-4)
    page.close()


def test_nothing_moves_under_a_pen_that_is_down(path: Path, qtbot: QtBot, gate: threading.Event) -> None:
    page = Page(path)
    page.pen_down()
    whole = stroke(6, 40)
    page.pen_moving(Stroke(whole.xy[:20], whole.t[:20], whole.pressure[:20], id=whole.id))
    gate.set()
    qtbot.wait(100)
    assert page.opening and page.strokes == ()
    page.add(whole)
    assert page.strokes == (whole,)
    qtbot.waitUntil(lambda: not page.opening)
    assert len(page.strokes) == 2
    page.close()


def test_a_page_closed_before_it_was_read_keeps_what_was_drawn(path: Path, gate: threading.Event) -> None:
    page = Page(path)
    page.add(stroke(3))
    threading.Timer(0.1, gate.set).start()
    assert page.close() and page.saved
    assert not early_files(path)
    again = opened(path)
    assert len(again.strokes) == 2
    again.close()


def test_the_early_file_goes_when_the_journal_is_on_the_disk(path: Path, qtbot: QtBot, gate: threading.Event) -> None:
    page = Page(path)
    page.add(stroke(3))
    assert len(early_files(path)) == 1
    gate.set()
    qtbot.waitUntil(lambda: page.saved and not early_files(path))
    assert len(restore(read_records(path)[0]).history.placed) == 2
    page.close()


def test_a_program_killed_while_the_page_is_opened_loses_nothing(path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", DRAW_AND_WAIT, str(path)], cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    ids = child.stdout.readline().split()
    child.send_signal(signal.SIGKILL)
    child.communicate()
    page = opened(path)
    assert [item.id for item in page.strokes[1:]] == ids and len(page.strokes[-1]) == 40
    assert page.undo_text == "Recovered stroke"
    page.close()
    assert not early_files(path)
    again = opened(path)
    assert [item.id for item in again.strokes[1:]] == ids
    again.close()


def test_a_program_killed_between_taking_in_and_tidying_up_has_nothing_twice(
    path: Path, gate: threading.Event, tmp_path: Path
) -> None:
    page = Page(path)
    page.add(stroke(3))
    kept = tmp_path / "kept"
    shutil.copytree(path.parent, kept)
    gate.set()
    page.close()
    shutil.copy2(early_files(kept / path.name)[0], path.parent)
    again = opened(path)
    assert len(again.strokes) == 2
    again.close()
    assert not early_files(path)


def test_an_early_file_that_a_running_program_writes_is_left_alone(path: Path) -> None:
    other = Early(path)
    other.append(("step", {}, {}))
    opened(path).close()
    assert early_files(path) == [other.path]
    other.remove()
    assert not early_files(path)


def test_a_second_instance_leaves_no_early_file(path: Path, qtbot: QtBot, gate: threading.Event) -> None:
    gate.set()
    first = opened(path)
    gate.clear()
    second = Page(path)
    second.add(stroke(4))
    gate.set()
    second.finish_opening()
    assert second.read_only and len(second.strokes) == 2 and not second.saved
    second.close()
    first.close()
    qtbot.waitUntil(lambda: not early_files(path))
    again = opened(path)
    assert len(again.strokes) == 1
    again.close()


def test_a_torn_early_file_gives_back_what_is_whole(path: Path) -> None:
    early = Early(path)
    for draft in _drafts(2):
        early.append(draft)
    data = early.path.read_bytes()
    early.path.with_name(early.path.name + "x").write_bytes(data[:-9])
    early.remove()
    page = opened(path)
    assert len(page.strokes) == 2
    page.close()


def test_a_folder_that_refuses_the_early_file_stops_nobody(tmp_path: Path, gate: threading.Event) -> None:
    (tmp_path / "pages").write_text("a file where the folder should be")
    page = Page(tmp_path / "pages" / "page.journal")
    page.add(stroke(3))
    gate.set()
    page.finish_opening()
    assert len(page.strokes) == 1 and not page.saved
    assert not page.close()
    with pytest.raises(JournalError):
        Early(tmp_path / "pages" / "page.journal").append(("lift", {}, {}))
    assert left_over(tmp_path / "none.journal", tmp_path) == []


def test_making_a_page_does_not_wait_for_its_journal(path: Path, gate: threading.Event) -> None:
    began = time.monotonic()
    page = Page(path)
    assert time.monotonic() - began < 5 and page.opening  # the gate is shut for twenty seconds
    gate.set()
    page.close()


def test_a_journal_that_is_open_before_anybody_could_listen_is_not_missed(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.journal"
    before = opened(path)
    before.add(stroke(20))
    before.close()
    monkeypatch.setattr(saving.Saver, "_start", lambda saver, work, name: work())  # a thread as quick as can be
    page = Page(path)
    qtbot.waitUntil(lambda: not page.opening)
    assert len(page.strokes) == 1
    page.close()


def _drafts(count: int) -> list[Draft]:
    from studio.history import History
    from studio.records import step_draft

    history, drafts = History(), []
    for seed in range(count):
        step, follows = history.follow(stroke(20 + seed), "Write", joined=False), history.top
        history.do(step)
        drafts.append(step_draft(step, follows))
    return drafts
