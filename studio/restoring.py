"""Opening a page's journal: reading, finding the page again, repairing and compacting. Slow, so done on a thread of its own.

Nothing here touches Qt or the page that is being drawn on meanwhile: what was found is handed over whole, as one value.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from engines.data.journal import (
    Draft,
    Early,
    Journal,
    JournalBusy,
    JournalError,
    NotAJournal,
    Record,
    discard,
    left_over,
    read_records,
)
from engines.ink.types import Stroke
from studio.grouping import joins
from studio.history import History
from studio.records import pen_draft, restore, snapshot, step_draft, steps_draft
from studio.words import mark

REST = 3.0  # seconds: a longer pause counts as this much, so that float32 times stay fine however long a page lives
GROWN = 4 << 20  # bytes: a smaller journal is never worth compacting,
WASTE = 2.0  # nor one that would not shrink to less than one part in so many

log = logging.getLogger("ductus.page")


@dataclass
class Opened:
    """What a journal gave back. journal: None where it cannot be written; problem: why, in a sentence.

    last_read: index of the newest record in `history`. owed: drafts that the journal still has to take. notices: sentences for
    people about what was found.
    """

    journal: Journal | None = None
    history: History = field(default_factory=History)
    last_read: int = -1
    read_only: bool = False
    problem: str = ""
    owed: list[Draft] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def later(stroke: Stroke, seconds: float) -> Stroke:
    """The same stroke in a page whose time began `seconds` earlier."""
    if not seconds:
        return stroke
    return replace(stroke, t=stroke.t + seconds)


def graft(history: History, early: History) -> tuple[Draft | None, float]:
    """Put what was drawn before the page was open behind what is there.

    Gives the record of it (None where nothing was drawn) and by how many seconds its times were moved: the page had no clock yet.
    """
    follows, last = history.top, history.last_moment
    shift = last + REST if last else 0.0
    steps = history.graft(early, lambda stroke: later(stroke, shift))
    return (steps_draft(steps, follows, history.top) if steps else None), shift


def open_page(path: Path, own: Early, told: Callable[[int], None], troubled: Callable[[JournalError], None]) -> Opened:
    """Open the journal for writing, or a copy of it where that cannot be. Never raises what a disk can cause.

    own: this program's early file, which is left alone. told, troubled: as Journal's on_saved and on_trouble.
    """
    opened = Opened()
    try:
        opened.journal = _journal(path, opened, told, troubled)
    except JournalBusy:
        opened.read_only = True
        _read_copy(path, opened)
        opened.notices.append("Another running Ductus has this page open. This is a copy: what you draw here is not saved.")
        return opened
    except JournalError as problem:
        opened.problem = str(problem)
        _read_copy(path, opened)
        return opened
    unfinished = _take(opened, opened.journal.restored)
    opened.journal.restored = []
    _mend(opened.journal, opened, unfinished)
    if unfinished is not None:
        opened.notices.append("The last session ended in the middle of a stroke. What was drawn of it is here again.")
        _append(opened, recovered(opened.history, unfinished))
    _take_left_over(opened, own)
    return opened


def _journal(path: Path, opened: Opened, told: Callable[[int], None], troubled: Callable[[JournalError], None]) -> Journal:
    try:
        return Journal(path, on_saved=told, on_trouble=troubled)
    except NotAJournal:
        aside = _aside(path, "unreadable")
        try:
            path.rename(aside)
        except OSError as problem:
            raise JournalError(f"{path} cannot be read or moved aside: {problem.strerror}.") from problem
        opened.notices.append(f"The saved page could not be read. It was put aside as {aside.name}; this is a fresh page.")
        return _journal(path, opened, told, troubled)


def _read_copy(path: Path, opened: Opened) -> None:
    """The page as it is on the disk. A stroke that is not finished belongs to whoever is writing."""
    try:
        _take(opened, read_records(path)[0])
    except JournalError as problem:
        log.info("There is nothing to read: %s", problem)


def _take(opened: Opened, records: list[Record]) -> Stroke | None:
    restored = restore(records)
    opened.history = restored.history
    opened.last_read = max((record.index for record in records), default=-1)
    if restored.skipped:
        log.warning("%d records of the page made no sense", restored.skipped)
    return restored.unfinished


def recovered(history: History, unfinished: Stroke) -> Draft:
    """A stroke whose pen-up never came, as a step of its own."""
    follows = history.top
    step = history.follow(unfinished, mark("Recovered stroke"), joins(history.ink(history.current), unfinished))
    history.do(step)
    return step_draft(step, follows, pen_up=True)


def _append(opened: Opened, draft: Draft) -> None:
    """Give the journal a record, or owe it."""
    assert opened.journal is not None
    try:
        if opened.owed:
            raise JournalError(opened.problem)
        opened.last_read = opened.journal.append(*draft)
    except JournalError as problem:
        opened.owed.append(draft)
        opened.problem = opened.problem or str(problem)


def _take_left_over(opened: Opened, own: Early) -> None:
    """Ink of programs that were killed before their page was open. Its file goes when the journal's is on the disk."""
    assert opened.journal is not None
    for path, records in left_over(opened.journal.path, but=own.path):
        restored = restore(records)
        early = restored.history
        if restored.unfinished is not None:
            recovered(early, restored.unfinished)
        ids = {placed.stroke.id for step in early.steps for _, placed in step.added}
        draft = None if ids & opened.history.ids else graft(opened.history, early)[0]  # ids known: taken in before
        if draft is not None:
            _append(opened, draft)
            opened.notices.append("The last session ended while the page was being opened. What was drawn then is here again.")
        if not opened.owed and opened.journal.force():
            discard(path)


def _mend(journal: Journal, opened: Opened, unfinished: Stroke | None) -> None:
    """Tell what was hurt; write a whole journal in place of a damaged one (kept beside) or of one grown too large."""
    report = journal.report
    if report.torn_bytes:
        opened.notices.append("The last session was cut off while saving. The unfinished piece was left out; the rest is here.")
    drafts = snapshot(opened.history)
    try:
        if report.damaged:
            lost = sum(length for _, length in report.damaged)
            aside = _aside(journal.path, "damaged")
            opened.notices.append(
                f"{lost} bytes of the saved page were damaged and are left out. The old file is kept as {aside.name}."
            )
            log.warning("%s is damaged at %s", journal.path, report.damaged)
            journal.rewrite([*drafts, pen_draft(unfinished, 0)] if unfinished is not None else drafts, keep=aside)
        elif journal.size > GROWN and unfinished is None and _would_shrink(drafts, journal.size):
            journal.rewrite(drafts)
    except JournalError as problem:
        log.warning("The journal could not be rewritten, it stays as it is: %s", problem)
    opened.last_read = journal.written


def _would_shrink(drafts: list[Draft], size: int) -> bool:
    return WASTE * sum(array.nbytes for _, _, arrays in drafts for array in arrays.values()) < size


def _aside(path: Path, why: str) -> Path:
    """A free name beside `path` for a file that must not be lost."""
    stem = f"{path.name}.{why}-{time.strftime('%Y%m%d-%H%M%S')}"
    names = [stem, *(f"{stem}-{n}" for n in range(2, 1000))]
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())
