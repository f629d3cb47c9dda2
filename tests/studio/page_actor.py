"""A person at the page, as a program: random actions that are the same for the same seed, acknowledged one by one.

Run as a script it works until it is killed: page_actor.py JOURNAL ACKNOWLEDGEMENTS SEED.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from engines.ink.types import Ink, Stroke
from studio import restoring
from studio.history import History
from studio.page import Page


def opened(path: Path) -> Page:
    """A page whose journal has been read."""
    page = Page(path)
    page.finish_opening()
    return page


def stroke(chance: random.Random, points: int = 0, origin: str = "") -> Stroke:
    points = points or chance.randrange(1, 60)
    made = np.random.default_rng(chance.getrandbits(32))
    start = made.uniform(0, 80, 2)
    times = chance.uniform(0, 100) + np.arange(points) / 200
    pressure = made.uniform(0, 1, points) if chance.random() < 0.5 else None
    xy = start + np.cumsum(made.normal(size=(points, 2)), axis=0)
    return Stroke(xy, times, pressure, id=f"{chance.getrandbits(64):016x}", origin=origin)


def act(page: Page, chance: random.Random, say: Callable[[str], None] = lambda line: None) -> Page:
    """One random action. Gives the page, which may be a new one over the same file."""
    what = chance.random()
    names = [item.id for item in page.strokes]
    if what < 0.5 or not names:
        write(page, chance, say)
    elif what < 0.65:
        page.undo()
    elif what < 0.75:
        page.redo()
    elif what < 0.85:
        page.erase(chance.sample(names, min(len(names), chance.randrange(1, 4))))
    elif what < 0.9:
        page.replace([chance.choice(names)], [stroke(chance, origin=names[0]), stroke(chance)], "Split stroke")
    elif what < 0.95:
        page.add_ink(Ink(tuple(stroke(chance) for _ in range(3))), as_one=chance.random() < 0.5)
    elif what < 0.97:
        page.select(chance.choice([None, *names]))
    elif what < 0.98:
        page.clear()
    elif page.path is not None:
        page.close()
        page = opened(page.path)
    return page


def write(page: Page, chance: random.Random, say: Callable[[str], None]) -> None:
    whole = stroke(chance)
    for points in sorted(chance.sample(range(1, len(whole) + 1), min(len(whole), 3))):
        part = Stroke(whole.xy[:points], whole.t[:points], whole.pressure[:points], whole.tilt[:points], id=whole.id)
        page.pen_moving(part)
        say(f"pen {whole.id} {points}")
    page.add(whole)


def bits(item: Stroke) -> tuple[Any, ...]:
    return (item.id, item.origin, *(getattr(item, name).tobytes() for name in ("xy", "t", "pressure", "tilt")))


def state(history: History) -> tuple[Any, ...]:
    """Everything a history holds, to the bit: what lies on the page, in which characters, and each step in both directions."""

    def places(listed: Any) -> list[Any]:
        return [(at, bits(placed.stroke), placed.character) for at, placed in listed]

    steps = [(step.what, places(step.removed), places(step.added), step.before, step.after) for step in history.steps]
    return places(enumerate(history.placed)), history.current, steps, history.done


def main() -> None:
    application = QCoreApplication([])
    acknowledged = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def say(line: str) -> None:
        os.write(acknowledged, f"{line}\n".encode())
        if line.startswith("pen"):
            time.sleep(0.001)  # drawing takes its time: some kills shall meet a stroke half drawn

    restoring.GROWN, restoring.WASTE = 20_000, 1.0  # compact at nearly every opening
    page = opened(Path(sys.argv[1]))
    chance = random.Random(int(sys.argv[3]))
    count = 0
    say("ready")
    while True:
        page = act(page, chance, say)
        count += 1
        say(f"done {count}")
        application.processEvents()
        if page.saved:
            say(f"saved {count}")


if __name__ == "__main__":
    main()
