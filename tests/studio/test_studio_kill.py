"""The whole program killed at random while somebody writes: what it told to be done, and above all to be saved, is there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import studio_actor
from studio_actor import of_item, of_page

from engines.data.collection import Collection
from engines.data.journal import read_records
from engines.ink.types import Stroke
from studio.history import History
from studio.records import restore

MOST = 70  # acknowledgements after which a kill comes at the latest
PATIENCE = 60  # s for a start on a machine with other things to do


@dataclass
class Kills:
    """What came of all kills. lost: what was told and is not there, in words."""

    kills: int = 0
    strokes: int = 0
    samples: int = 0
    saved: int = 0
    pens: int = 0
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills; acknowledged: {self.strokes} strokes on the page, {self.samples} samples, "
            f"{self.saved} times “saved”, {self.pens} strokes under the pen; lost: {len(self.lost)}"
        )


class Starter:
    """Starts the studio in one home after the other kill: everything is imported once, each start is a fork."""

    def __init__(self, home: Path) -> None:
        self.home, self.acknowledged = home, home.parent / "acknowledged"
        environment = {**os.environ, "DUCTUS_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
        here = Path(__file__)
        environment["PYTHONPATH"] = os.pathsep.join([str(here.parents[2]), environment.get("PYTHONPATH", "")])
        command = [sys.executable, studio_actor.__file__, str(self.acknowledged)]
        self.told = home.parent / "told"
        self._told = self.told.open("ab")
        self._parent = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._told, text=True, env=environment
        )

    def killed_while_writing(self, chance: random.Random, engine: bool) -> list[str]:
        """Let somebody write for a moment, kill the program, give the lines it acknowledged."""
        assert self._parent.stdin is not None and self._parent.stdout is not None
        self.acknowledged.write_text("")
        self._parent.stdin.write(f"{chance.getrandbits(32)}{' engine' if engine else ''}\n")
        self._parent.stdin.flush()
        child = int(self._parent.stdout.readline())
        try:
            deadline, lines = time.monotonic() + PATIENCE, chance.randrange(1, MOST)
            while self.acknowledged.read_text().count("\n") < lines:
                if time.monotonic() > deadline:
                    os.kill(child, signal.SIGUSR1)
                    time.sleep(0.5)
                    raise AssertionError(f"the studio hangs: {self.told.read_text()[-4000:]}")
                time.sleep(0.003)
            time.sleep(chance.uniform(0.0, 0.05))
        finally:
            os.kill(child, signal.SIGKILL)
            assert self._parent.stdout.readline() == "killed\n", "the studio ended by itself"
        return self.acknowledged.read_text().splitlines()

    def close(self) -> None:
        """No more starts."""
        assert self._parent.stdin is not None and self._parent.stdout is not None
        self._parent.stdin.close()
        self._parent.wait()
        self._parent.stdout.close()
        self._told.close()


def last(lines: list[str], word: str) -> tuple[int, str]:
    """Where the newest line that begins with `word` is, and the rest of it; (-1, "") where there is none."""
    at = max((number for number, line in enumerate(lines) if line.startswith(f"{word} ")), default=-1)
    return at, lines[at][len(word) + 1 :] if at >= 0 else ""


def in_flight(lines: list[str]) -> str:
    """The action that had begun and was not acknowledged, "" for none."""
    begun, what = last(lines, "will")
    return what if begun > last(lines, "items")[0] else ""


def check_page(lines: list[str], home: Path) -> list[str]:
    """What is lost of the page: of its strokes, of its undo, of the stroke under the pen."""
    records, report = read_records(home / "pages" / "page.journal")
    restored = restore(records)
    history, lost = restored.history, [f"damaged: {report}"] if report.damaged or restored.skipped else []
    here, told, doing = of_page(history), last(lines, "page")[1], in_flight(lines)
    could = {here}
    if doing in ("write", "undo", "redo"):
        (history.redo if doing == "undo" else history.undo)()
        could.add(of_page(history))
        (history.undo if doing == "undo" else history.redo)()
    if told not in could:
        lost.append(f"page: {told} was told, {here} is there while {doing!r} was done")
    while history.undo():
        pass
    while history.done < int(here.split()[2]):
        history.redo()
    if of_page(history) != here:
        lost.append("undo: the steps do not lead back to the page")
    at, pen = last(lines, "pen page")
    if at > last(lines, "items")[0]:
        name, points = pen.split()
        there = strokes_of(history) + ([restored.unfinished] if restored.unfinished is not None else [])
        if not any(stroke.id == name and len(stroke) >= int(points) for stroke in there):
            lost.append(f"pen: {points} points of {name} were told")
    return lost


def strokes_of(history: History) -> list[Stroke]:
    """Every stroke that lies on the page or can be brought there."""
    stepped = [placed.stroke for step in history.steps for _at, placed in (*step.added, *step.removed)]
    return [placed.stroke for placed in history.placed] + stepped


def check_collection(lines: list[str], home: Path) -> list[str]:
    """What is lost of the collection: samples, the prompt, the ink in the box."""
    lost, doing = [], in_flight(lines)
    with Collection(home / "collection", mode="read") as collection:
        lost += [f"damaged: {notice}" for notice in collection.notices]
        there = {id: of_item(item) for id, item in collection.items.items() if collection.text_of(id) is not None}
        told = dict(pair.split("=") for pair in last(lines, "items")[1].split())
        missing = [id for id in told if id not in there]
        if len(missing) > (doing == "undo") or len(there.keys() - told.keys()) > (doing == "accept"):
            lost.append(f"samples: {missing} were told, {there.keys() - told.keys()} are new while {doing!r} was done")
        lost += [f"sample {id}: its ink or words are others" for id in told if there.get(id, told[id]) != told[id]]
        session = list(collection.sessions)[-1]
        asked = [each.prompt for each in collection.progress(session) if each.kind == "asked"][-1]
        prompt = last(lines, "prompt")[1]
        if prompt and asked != prompt and doing not in ("accept", "skip"):
            lost.append(f"prompt: {prompt} was asked for, {asked} will be")
        at, pen = last(lines, "pen box")
        if at > last(lines, "items")[0] and doing != "skip":
            name, points = pen.split()
            inks = [item.sample.ink for item in collection.items.values()]
            inks += [collection.unfinished.ink] if collection.unfinished is not None else []
            if not any(stroke.id == name and len(stroke) >= int(points) for ink in inks for stroke in ink):
                lost.append(f"box: {points} points of {name} were told")
    return lost


def kill_rounds(folder: Path, rounds: int, seed: int, engine: bool = False) -> Kills:
    """Kill the program so many times, each time over what the kill before has left."""
    home = folder / "home"
    home.mkdir()
    found, chance, starter = Kills(), random.Random(seed), Starter(home)
    try:
        for _ in range(rounds):
            lines = starter.killed_while_writing(chance, engine)
            found.kills += 1
            found.strokes += sum(line == "will write" for line in lines) - (in_flight(lines) == "write")
            found.samples += sum(line == "will accept" for line in lines) - (in_flight(lines) == "accept")
            found.saved += sum(line.startswith("saved ") for line in lines)
            found.pens += len({line.split()[2] for line in lines if line.startswith("pen ")})
            found.lost += check_page(lines, home) + check_collection(lines, home)
    finally:
        starter.close()
    return found


@pytest.mark.timeout(600)
def test_twenty_kills_of_the_whole_program_lose_nothing_that_was_told(tmp_path: Path) -> None:
    found = kill_rounds(tmp_path, 20, seed=5)
    assert found.lost == []
    assert found.kills == 20 and found.strokes > 15 and found.samples > 20 and found.saved > 40


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(10))
def test_two_hundred_kills_with_the_engine_lose_nothing_that_was_told(tmp_path: Path, seed: int) -> None:
    found = kill_rounds(tmp_path, 20, seed=500 + seed, engine=True)
    print(found)
    assert found.lost == []
    assert found.strokes > 20 and found.samples > 20


def test_a_lost_sample_and_a_lost_stroke_would_be_noticed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    starter, chance = Starter(home), random.Random(1)
    try:
        lines = starter.killed_while_writing(chance, engine=False)
        while not last(lines, "items")[1] or last(lines, "page")[1].split()[1] == "0":
            lines = starter.killed_while_writing(chance, engine=False)
    finally:
        starter.close()
    assert check_page(lines, home) + check_collection(lines, home) == []
    for journal in (home / "pages" / "page.journal", home / "collection" / "live.journal"):
        journal.write_bytes(journal.read_bytes()[: journal.stat().st_size // 3])
    assert check_page(lines, home) and check_collection(lines, home)
