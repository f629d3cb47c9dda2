from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import page_actor
import pytest
from page_actor import opened

from engines.data.journal import read_records
from studio import restoring
from studio.history import History
from studio.records import Restored, restore

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def compacting_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "GROWN", 20_000)  # as in the actor
    monkeypatch.setattr(restoring, "WASTE", 1.0)


def kill_at_random(journal: Path, acknowledged: Path, seed: int, chance: random.Random) -> list[str]:
    """Let the actor work for a moment, kill it, give the lines it acknowledged."""
    acknowledged.unlink(missing_ok=True)
    child = subprocess.Popen([sys.executable, page_actor.__file__, str(journal), str(acknowledged), str(seed)])
    try:
        deadline = time.monotonic() + 60
        while not (acknowledged.exists() and acknowledged.stat().st_size):
            assert child.poll() is None and time.monotonic() < deadline, "the actor did not begin"
            time.sleep(0.002)
        time.sleep(chance.uniform(0.0, 0.3))
        assert child.poll() is None, "the actor ended by itself"
    finally:
        child.kill()
        child.wait()
    return acknowledged.read_text().splitlines()


def expected(before: Path, seed: int, count: int) -> list[object]:
    """The histories that `count` and `count` + 1 actions make of the page in `before`."""
    page, chance = opened(before), random.Random(seed)
    states = []
    for done in range(count + 2):
        if done >= count:
            states.append(page_actor.state(page._history))
        if done <= count:
            page = page_actor.act(page, chance)
    page.close()
    return states


def check_unfinished(lines: list[str], restored: Restored) -> None:
    """The newest points acknowledged of a stroke that was not finished are there (or the stroke is there whole)."""
    last = max((n for n, line in enumerate(lines) if line.startswith("done")), default=0)
    drawn = [line.split() for line in lines[last:] if line.startswith("pen")]
    if not drawn:
        return
    _, name, points = drawn[-1]
    whole = [placed.stroke for placed in restored.history.placed]
    there = [stroke for stroke in [restored.unfinished, *whole] if stroke is not None and stroke.id == name]
    assert there and len(there[0]) >= int(points)


def undo_all(history: History) -> None:
    while history.undo():
        pass
    while history.redo():
        pass


def kill_rounds(folder: Path, rounds: int, seed: int) -> tuple[int, int]:
    """(actions acknowledged, unfinished strokes recovered) over all kills of one journal."""
    journal, before = folder / "page.journal", folder / "before" / "page.journal"
    before.parent.mkdir()
    chance = random.Random(seed)
    acknowledged = recovered = 0
    opened(journal).close()
    for _ in range(rounds):
        shutil.copy2(journal, before)
        action_seed = chance.getrandbits(32)
        lines = kill_at_random(journal, folder / "acknowledged", action_seed, chance)
        done = sum(line.startswith("done") for line in lines)
        records, report = read_records(journal)
        restored = restore(records)
        assert not report.damaged and not restored.skipped
        assert page_actor.state(restored.history) in expected(before, action_seed, done)
        check_unfinished(lines, restored)
        acknowledged += done
        page = opened(journal)
        if restored.unfinished is not None:
            recovered += 1
            assert page_actor.bits(page.strokes[-1]) == page_actor.bits(restored.unfinished)
            assert page.undo_text == "Recovered stroke"
        kept = page_actor.state(page._history)
        undo_all(page._history)  # the whole stack can be walked, both ways
        while page._history.done > kept[3]:
            page._history.undo()
        assert page_actor.state(page._history) == kept
        assert page.close()
    return acknowledged, recovered


def test_eight_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    acknowledged, _ = kill_rounds(tmp_path, 8, seed=11)
    assert acknowledged > 100


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(10))
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path, seed: int) -> None:
    acknowledged, recovered = kill_rounds(tmp_path, 20, seed=100 + seed)
    print(f"20 kills, {acknowledged} actions acknowledged, 0 lost, {recovered} unfinished strokes recovered")
    assert acknowledged > 200  # the kills met a page at work
