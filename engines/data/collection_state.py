"""The state of a collection, as its records tell it one after the other: what is there, and what undo can take back.

Nothing here touches a disk. What lies in sealed journals is known by the index alone: id, writer and text.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from engines.data.collected import (
    EDITS,
    Edit,
    Item,
    Passed,
    Session,
    Step,
    Unfinished,
    Writer,
    edits_of,
    item_of,
    listed_edits,
    pen_draft,
    read_edits,
    sample_draft,
    session_draft,
    value_of,
    writer_draft,
)
from engines.data.records import Draft, Record
from engines.ink.types import Ink, Stroke, new_id

CARRIED = 200  # steps that a fresh journal takes over for undo,
TOUCHED = 2000  # as long as they touch no more items than this
REMEMBERED = 20  # sessions whose course a fresh journal takes over

log = logging.getLogger("ductus.collection")


def mentions(header: Any, names: set[str]) -> bool:
    """Whether any value in a record's header is one of these names."""
    if isinstance(header, Mapping):
        return any(mentions(value, names) for value in header.values())
    if isinstance(header, list | tuple):
        return any(mentions(value, names) for value in header)
    return isinstance(header, str) and header in names


class Known(Protocol):
    """What is known of the items in sealed journals."""

    @property
    def counts(self) -> Mapping[str, Counter[str]]:
        """How many samples of each text there are, by writer."""

    def find(self, id: str) -> tuple[str, str] | None:
        """(writer, text) of an item that is there; None for any other."""


class State:
    """What a collection is. `everything` holds the items of the live journal, deleted ones too, `items` those that are there."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.live = ""  # the journal's own name, chosen when it is begun
        self.writers: dict[str, Writer] = {}
        self.consents: list[Mapping[str, Any]] = []  # the course of what was agreed to; in force is what the writer says
        self.devices: dict[str, Mapping[str, Any]] = {}
        self.sessions: dict[str, Session] = {}
        self.passed: dict[str, list[Passed]] = {}
        self.everything: dict[str, Item] = {}
        self.items: dict[str, Item] = {}
        self.states: dict[str, str | None] = {}  # of every item that a record speaks of: its text; None: deleted
        self.gone: set[str] = set()
        self.relabelled: dict[str, str] = {}
        self.counts: dict[str, Counter[str]] = {writer: Counter(texts) for writer, texts in known.counts.items()}
        self.steps: list[Step] = []
        self.done = 0
        self.floor = self.newest = 0  # number of the step before the first one kept, and of the newest one ever
        self.unfinished: Unfinished | None = None
        self.foreign: list[Draft] = []
        self.skipped = 0

    # Reading

    def read_all(self, records: Iterable[Record]) -> None:
        """Walk records from the first to the last. One that makes no sense is counted and left out."""
        for record in records:
            try:
                self.read(record)
            except (KeyError, ValueError, TypeError, OverflowError, IndexError, AttributeError) as problem:
                log.info("A record of the collection makes no sense: %r", problem)
                self.skipped += 1

    def read(self, record: Record) -> None:
        """One record. Kinds that are not known are kept as they are."""
        reader: Callable[[Record], None] | None = getattr(self, f"_read_{record.kind}", None)
        if reader is not None:
            reader(record)
        elif record.kind in EDITS:
            self.step(record.header, edits_of(record))
        else:
            self.foreign.append((record.kind, record.header, record.arrays))

    def _read_base(self, record: Record) -> None:
        header = record.header
        self.live, self.floor, self.newest = str(header["live"]), int(header["floor"]), int(header["newest"])
        self.steps = [Step(int(number), str(what), read_edits(edits)) for number, what, edits in header["steps"]]
        self.done = self._place(int(header["top"]))
        self._apply(edits_of(record))

    def _read_sample(self, record: Record) -> None:
        self.take(item_of(record), record.header, edits_of(record))

    def _read_undo(self, record: Record) -> None:
        self.back(int(record.header["top"]), edits_of(record))

    def _read_writer(self, record: Record) -> None:
        writer = value_of(Writer, record.header)
        self.writers[writer.id] = writer

    def _read_device(self, record: Record) -> None:
        self.devices[str(record.header["device"])] = record.header

    def _read_session(self, record: Record) -> None:
        session = value_of(Session, record.header)
        self.sessions[session.id] = session

    def _read_note(self, record: Record) -> None:
        header = record.header
        passed = Passed(str(header["kind"]), str(header["prompt"]), str(header.get("item", "")))
        self.passed.setdefault(str(header["session"]), []).append(passed)

    def _read_pen(self, record: Record) -> None:
        header, at = record.header, 0
        before = self.unfinished.ink.strokes if self.unfinished is not None else ()
        parts = {stroke.id: stroke for stroke in before}
        for name, start, points in header["new"]:
            part = slice(at, at := at + int(points) - int(start))
            fresh = {channel: record.arrays[channel][part] for channel in ("xy", "t", "pressure", "tilt")}
            old = parts.get(name)
            if start and (old is None or len(old) != start):
                continue  # what came before it is lost
            if start and old is not None:
                fresh = {channel: np.concatenate([getattr(old, channel), rows]) for channel, rows in fresh.items()}
            parts[name] = Stroke(fresh["xy"], fresh["t"], fresh["pressure"], fresh["tilt"], id=str(name))
        strokes = tuple(parts[name] for name in header["order"] if name in parts)
        self.unfinished = Unfinished(Ink(strokes), str(header["session"]), str(header["prompt"])) if strokes else None

    def _read_lift(self, record: Record) -> None:
        self.unfinished = None

    def _read_consent(self, record: Record) -> None:
        self.consents.append(record.header)

    # What records do

    def take(self, item: Item, header: Mapping[str, Any], edits: Sequence[Edit]) -> None:
        """An item arrives."""
        fresh = item.id not in self.everything
        self.everything[item.id] = item
        if "step" in header:
            self.step(header, edits)
            if item.session and fresh:
                self.passed.setdefault(item.session, []).append(Passed("accepted", item.prompt, item.id))
            self.unfinished = None
        else:
            self._apply(edits)

    def step(self, header: Mapping[str, Any], edits: Sequence[Edit]) -> None:
        """A step that a person took; the records of one step carry the same number."""
        number, what = int(header["step"]), str(header["what"])
        if self.done and self.steps[self.done - 1].number == number:
            last = self.steps[self.done - 1]
            more = tuple(edit for edit in edits if edit not in last.edits)
            self.steps[self.done - 1] = Step(number, what, (*last.edits, *more))
        else:
            self.done = self._place(int(header["follows"]))
            del self.steps[self.done :]
            self.steps.append(Step(number, what, tuple(edits)))
            self.done += 1
        self.newest = max(self.newest, number)
        self._apply(edits)

    def back(self, top: int, edits: Sequence[Edit]) -> None:
        """A step was taken back or done again."""
        self.done = self._place(top)
        self._apply(edits)

    @property
    def top(self) -> int:
        """Number of the step in force."""
        return self.steps[self.done - 1].number if self.done else self.floor

    def text_of(self, id: str) -> str | None:
        """The text of an item now; None where there is none of that id."""
        if id in self.states:
            return self.states[id]
        found = self.known.find(id)
        return found[1] if found else None

    def writer_of(self, id: str) -> str:
        """Who wrote an item; "" where there is none of that id."""
        if id in self.everything:
            return self.everything[id].sample.writer
        found = self.known.find(id)
        return found[0] if found else ""

    def progress(self, session: str) -> tuple[Passed, ...]:
        """What became of a session's prompts, in order; samples that are not there any more are left out."""
        passed = self.passed.get(session, ())
        return tuple(each for each in passed if not each.item or self.text_of(each.item) is not None)

    def settle(self, edits: Iterable[Edit]) -> None:
        """What became of items, without a step."""
        self._apply(edits)

    def drop(self, writer: str) -> None:
        """Everything of a writer goes, also out of undo."""
        ids = {id for id in {*self.everything, *self.states} if self.writer_of(id) == writer}
        ids |= {edit.id for step in self.steps for edit in step.edits if self.writer_of(edit.id) == writer}
        for table in (self.everything, self.items, self.states, self.relabelled):
            for id in ids & table.keys():
                del table[id]
        self.gone -= ids
        top, kept = self.top, []
        for step in self.steps:
            edits = tuple(edit for edit in step.edits if edit.id not in ids)
            if edits:
                kept.append(Step(step.number, step.what, edits))
        self.steps, self.done = kept, sum(step.number <= top for step in kept)
        sessions = {session.id for session in self.sessions.values() if session.writer == writer}
        for session in sessions:
            del self.sessions[session]
            self.passed.pop(session, None)
        if self.unfinished is not None and self.unfinished.session in sessions:
            self.unfinished = None
        self.writers.pop(writer, None)
        self.counts.pop(writer, None)
        self.consents = [consent for consent in self.consents if consent.get("writer") != writer]
        self.foreign = [draft for draft in self.foreign if not mentions(draft[1], {writer} | ids | sessions)]

    def _place(self, number: int) -> int:
        if number == self.floor:
            return 0
        return next((at + 1 for at in range(len(self.steps) - 1, -1, -1) if self.steps[at].number == number), self.done)

    def _apply(self, edits: Iterable[Edit]) -> None:
        back = False
        for edit in edits:
            self._count(edit.id, edit.after)
            self.states[edit.id] = edit.after
            back |= self._lay(edit.id, edit.after)
        if back:  # what comes back comes where it was
            self.items = {id: self.items[id] for id in self.everything if id in self.items}

    def _count(self, id: str, after: str | None) -> None:
        before, writer = self.text_of(id), self.writer_of(id)
        if before == after or not writer:
            return
        counts = self.counts.setdefault(writer, Counter())
        if before is not None:
            counts[before] -= 1
            if counts[before] <= 0:
                del counts[before]
        if after is not None:
            counts[after] += 1

    def _lay(self, id: str, after: str | None) -> bool:
        """One item as it is now; whether it stands at the wrong place among the others."""
        found = self.known.find(id)
        self.gone.discard(id)
        self.relabelled.pop(id, None)
        if after is None:
            self.gone.add(id)
            self.items.pop(id, None)
            return False
        if found is not None and found[1] != after:
            self.relabelled[id] = after
        if id not in self.everything:
            return False
        out_of_order = id not in self.items and id != next(reversed(self.everything))
        self.items[id] = self.everything[id].labelled(after)
        return out_of_order

    # Writing anew

    def missing(self, known: Known) -> list[str]:
        """Items that a fresh journal must hold and that neither `known` nor the live journal has."""
        wanted = {edit.id for step in self._carried()[0] for edit in step.edits}
        wanted |= {id for id, text in self.states.items() if text is not None}
        return sorted(id for id in wanted if id not in self.everything and known.find(id) is None)

    def _carried(self) -> tuple[list[Step], int]:
        """The newest steps that a fresh journal takes over, and the number of the one before them."""
        first, touched = len(self.steps), 0
        while first and len(self.steps) - first < CARRIED and touched + len(self.steps[first - 1].edits) <= TOUCHED:
            first -= 1
            touched += len(self.steps[first].edits)
        return self.steps[first:], self.steps[first - 1].number if first else self.floor

    def snapshot(self, known: Known, others: Mapping[str, Item] | None = None, *, sealing: bool = False) -> list[Draft]:
        """A journal that restores this state on top of `known`. others: items found for `missing`.

        sealing: the present journal is kept, so that the new one needs to hold only what `known` and undo do not have.
        """
        steps, floor = self._carried()
        named = {edit.id for step in steps for edit in step.edits}
        pool = {**(others or {}), **self.everything}
        kept, states = [], []
        for id in {**dict.fromkeys(pool), **dict.fromkeys(self.states)}:
            found, text = known.find(id), self.text_of(id)
            if id in pool and (not sealing or (found is None and (text is not None or id in named))):
                kept.append(sample_draft(pool[id], state=text))
            elif found is not None and text != found[1]:
                states.append(Edit(id, found[1], text))
        top = self.top if self.top in {step.number for step in steps} else floor
        listed = [[step.number, step.what, listed_edits(step.edits)] for step in steps]
        header = {
            "version": 1, "live": self.live or new_id(), "floor": floor, "newest": self.newest, "steps": listed, "top": top,
            "states": listed_edits(states),
        }  # fmt: skip
        drafts: list[Draft] = [("base", header, {})]
        drafts += map(writer_draft, self.writers.values())
        drafts += [("consent", consent, {}) for consent in self.consents]
        drafts += [("device", device, {}) for device in self.devices.values()]
        drafts += map(session_draft, self.sessions.values())
        for session in [name for name in self.sessions if name in self.passed][-REMEMBERED:]:
            drafts += [("note", {"session": session, **vars(each)}, {}) for each in self.passed[session]]
        drafts += kept
        drafts += [(kind, header, arrays) for kind, header, arrays in self.foreign]
        return [*drafts, pen_draft(self.unfinished, {})] if self.unfinished is not None else drafts
