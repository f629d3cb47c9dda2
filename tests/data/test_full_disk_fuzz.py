"""Disks that fill up, break or forbid at any moment: what was acknowledged stays, the old file stays, one sentence is told."""

from __future__ import annotations

import contextlib
import itertools
from pathlib import Path

import numpy as np
import pytest
from failing_disk import CALLS, ERRORS, FailingDisk, room
from fuzzing import assert_sentence, cases, changes, damaged
from hypothesis import given
from hypothesis import strategies as st

from engines.cli_support import sentence
from engines.data.cards import ModelCard, write_card
from engines.data.journal import Journal, JournalError, read_records
from engines.data.records import Draft
from engines.export import writing
from engines.export.options import Options
from engines.formats import ink_json, inkml
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink

LETTER: Ink = glyph("g", Writer.random(1), 1)
PLANS = st.dictionaries(st.tuples(st.sampled_from(CALLS), st.integers(0, 12)), st.sampled_from(ERRORS), min_size=1, max_size=4)
STEPS = st.lists(st.sampled_from(["append", "append", "append", "force", "rewrite", "again"]), min_size=3, max_size=14)
NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("disk")


def draft(n: int) -> Draft:
    return "stroke", {"n": n}, {"xy": np.full((n % 5, 2), n, np.float32)}


def told(error: Exception) -> None:
    assert_sentence(sentence(error))


@cases(400)
@given(PLANS, STEPS)
def test_a_journal_on_a_failing_disk_keeps_what_it_acknowledged(folder: Path, plan: dict, steps: list[str]) -> None:
    path = folder / f"{next(NUMBERS)}.journal"
    kept: list[int] = []
    with FailingDisk(plan).between() as disk:
        journal: Journal | None = None
        for n, step in enumerate(steps):
            try:
                if journal is None:
                    journal = Journal(path, on_trouble=told)
                if step == "append":
                    journal.append(*draft(n))
                    kept.append(n)
                elif step == "force":
                    journal.force()
                elif step == "rewrite":
                    journal.rewrite([draft(n) for n in kept])
                else:
                    journal.close()
                    journal = None
            except JournalError as error:
                told(error)
            if path.exists() and kept:  # whatever happens next, a killed program has this
                assert [record.header["n"] for record in read_records(path)[0]] == kept
        disk.plan.clear()
        if journal is not None:
            journal.close()
    if kept:
        with Journal(path) as journal:
            assert [record.header["n"] for record in journal.restored] == kept
            assert not journal.report.damaged
            assert not journal.report.torn_bytes or disk.refused


@cases(250)
@given(st.binary(max_size=40), changes(3), st.integers(0, 9))
def test_a_damaged_journal_gives_back_every_record_it_still_holds(folder: Path, noise: bytes, wanted: list, count: int) -> None:
    path = folder / f"{next(NUMBERS)}.journal"
    with Journal(path) as journal:
        for n in range(count):
            journal.append(*draft(n))
    path.write_bytes(damaged(path.read_bytes(), wanted, noise))
    try:
        with Journal(path) as journal:
            found = [record.header["n"] for record in journal.restored]
            assert set(found) <= set(range(count))
            journal.append(*draft(99))
    except JournalError as error:
        told(error)
        return
    assert [record.header["n"] for record in read_records(path)[0]] == [*found, 99]


KINDS = ("svg", "svg-replay", "png", "gif", "pdf", "inkml", "json")


@cases(250)
@given(st.sampled_from(KINDS), st.integers(0, 6000), st.booleans())
def test_an_export_on_a_full_disk_leaves_the_old_file_alone(folder: Path, kind: str, size: int, there: bool) -> None:
    target = folder / "out" / f"a.{kind.partition('-')[0]}"
    target.parent.mkdir(exist_ok=True)
    for left in target.parent.iterdir():
        left.unlink()
    if there:
        target.write_bytes(b"old")
    options = Options(kind=kind, size=24)  # type: ignore[arg-type]
    try:
        with room(size):
            writing.write(LETTER, target, options)
    except OSError as error:
        told(error)
        assert target.read_bytes() == b"old" if there else not target.exists()
    else:
        assert 3 < target.stat().st_size <= size
    assert [path.name for path in target.parent.iterdir()] == ([target.name] if target.exists() else [])


WRITERS = {
    "inkml": lambda path: inkml.write(path, LETTER),
    "json": lambda path: ink_json.write(path, LETTER),
    "card": lambda path: write_card(ModelCard("a", "b", {}, ()), path),
    "svg": lambda path: writing.write(LETTER, path, Options(kind="svg")),
}


@cases(200)
@given(st.sampled_from(sorted(WRITERS)), PLANS, st.integers(0, 20_000))
def test_a_file_is_whole_or_as_it_was(folder: Path, kind: str, plan: dict, size: int) -> None:
    target = folder / f"whole.{kind}"
    WRITERS[kind](target)
    before = target.read_bytes()
    with contextlib.suppress(OSError), FailingDisk(plan).between(), room(size):
        WRITERS[kind](target)
    assert len(target.read_bytes()) == len(before)  # names of strokes are new each time, as long as before
    assert not list(folder.glob(".*.part"))
