"""A collection whose program is killed at random moments: everything that was told to be saved is there, and undo too."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from collecting_child import told

from engines.data.checking import check
from engines.data.collection import Collection

CHILD = Path(__file__).with_name("collecting_child.py")
ROOT = CHILD.parents[2]
State = tuple[str, str, str]


def killed(folder: Path, seed: int, seconds: float) -> tuple[int, list[tuple[int, State]]]:
    """Let a program collect for so long, then kill it. -> number of the newest action told to be saved, and every state told."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(CHILD.parent)]), "OMP_NUM_THREADS": "1"}
    child = subprocess.Popen([sys.executable, str(CHILD), str(folder), str(seed)], stdout=subprocess.PIPE, env=environment)
    assert child.stdout is not None
    lines = [child.stdout.readline()]
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    lines += child.stdout.readlines()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    saved, states = 0, []
    for line in lines:
        if not line.endswith(b"\n"):
            continue
        kind, number, *rest = line.decode().split(" ", 2)
        if kind == "saved":
            saved = max(saved, int(number))
        else:
            texts, undo, redo = json.loads(rest[0])
            states.append((int(number), (texts, undo, redo)))
    return saved, states


def lost(folder: Path, saved: int, states: list[tuple[int, State]]) -> str:
    """ "" where the collection stands at or after the newest action told to be saved, else what is wrong."""
    safe = [state for number, state in states if number >= saved]
    safe = safe or [states[-1][1]]  # the action was saved before it was told
    with Collection(folder) as collection:
        if any("damaged" in notice or "could not" in notice for notice in collection.notices):
            return str(collection.notices)
        seen = []
        for turn in (None, collection.undo, collection.redo, collection.redo):  # one action may have been done and not told
            if turn is not None:
                turn()
            found = told(collection)
            seen.append(found)
            if found in safe or (turn is not None and found[:2] in [state[:2] for state in safe]):
                return ""
        return f"saved {saved}, last told {states[-1]}; found in turn: {seen}"


def killing(tmp_path: Path, kills: int) -> tuple[int, int]:
    chance, acknowledged, actions = random.Random(7), 0, 0
    for n in range(kills):
        saved, states = killed(tmp_path, n, chance.uniform(0.05, 1.2))
        acknowledged += saved
        actions += len(states)
        assert lost(tmp_path, saved, states) == "", f"kill {n}"
    findings = check(tmp_path)
    assert all(finding.whole for finding in findings), findings
    return acknowledged, actions


def test_twenty_kills_lose_nothing_that_was_saved(tmp_path: Path) -> None:
    acknowledged, actions = killing(tmp_path, 20)
    assert acknowledged > 100 and actions > 100


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_two_hundred_kills_lose_nothing_that_was_saved(tmp_path: Path) -> None:
    acknowledged, actions = killing(tmp_path, 200)
    print(f"200 kills, {actions} actions, {acknowledged} acknowledged, 0 lost")
    assert acknowledged > 1000
