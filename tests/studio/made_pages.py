"""Pages for tests of page files: what a person did, and what a file or a history of it holds."""

from __future__ import annotations

import random
from pathlib import Path

import page_actor

from engines.data.records import Record, encode
from studio import page_files
from studio.history import History
from studio.page import Page


def drawn(actions: int, seed: int = 3) -> History:
    """A page on which a person did this and that; the same for the same seed."""
    page, chance = Page(), random.Random(seed)
    for _ in range(actions):
        page = page_actor.act(page, chance)
    return page.history()


def small() -> History:
    """A page of a few points with one of everything that a person does."""
    page = Page()
    for seed in range(4):
        page.add(page_actor.stroke(random.Random(seed), 2))
    page.erase([page.strokes[1].id])
    page.replace([page.strokes[0].id], [page_actor.stroke(random.Random(7), 2)], "Smooth")
    page.undo()
    page.select(page.strokes[0].id)
    return page.history()


def saved(path: Path, history: History) -> bytes:
    page_files.save(path, history)
    return path.read_bytes()


def everything(history: History) -> set[tuple[object, ...]]:
    """Every stroke that a history knows, to the bit."""
    places = [place for step in history.steps for _, place in (*step.added, *step.removed)]
    return {page_actor.bits(place.stroke) for place in (*history.placed, *places)}


def packed(records: list[Record]) -> bytes:
    return b"".join(encode(at, (record.kind, record.header, record.arrays)) for at, record in enumerate(records))
