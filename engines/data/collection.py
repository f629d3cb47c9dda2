"""The collection: everything that was collected of all hands, and an undo that survives a restart.

A folder. `live.journal` takes every action before anything else happens to it; `sealed/0001.journal` and so on are earlier live
journals, never changed again (except when a writer is erased); `store.h5` is a snapshot derived from all of them for training,
its predecessors `store.h5.1` to `.3`; `store.index` says in short what the sealed journals hold, so that opening a large
collection reads the live journal alone. The journals are the truth: store and index can be made from them at any time.

    collection = Collection(folder)              # on a thread of its own: it reads files
    collection.put_writer(new_writer("Anna"))
    collection.start_session(Session(new_id(), writer.id, device="pen"))
    collection.pen(ink, session.id, "A")         # every 20 to 100 ms
    collection.accept(Item(sample=..., prompt="A", session=session.id))
    ...                                          # the job "pack" writes store and index; when it is finished:
    collection.packed()                          # on a thread of its own

Everything but building it, `packed`, `forget` and `close` is one small write, fit for the GUI thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from engines.data.collected import (
    CONSENTS,
    Box,
    Edit,
    Item,
    Passed,
    Session,
    Step,
    Unfinished,
    Writer,
    consent_draft,
    edits_draft,
    new_writer,
    now,
    pen_draft,
    plain,
    sample_draft,
    session_draft,
    undo_draft,
    writer_draft,
)
from engines.data.collection_keeping import Keeping
from engines.data.places import data_home
from engines.data.records import JournalBusy, JournalError
from engines.ink.types import Ink

__all__ = [
    "CONSENTS", "Box", "Collection", "Edit", "Item", "JournalBusy", "JournalError", "Passed", "Session", "Step", "Unfinished",
    "Writer", "collection_home", "new_writer", "now",
]  # fmt: skip

WORTH = 50  # samples that are not in the store yet: then packing is worth its time


def collection_home() -> Path:
    """The folder of this person's collection."""
    return data_home() / "collection"


class Collection(Keeping):
    """A collection open for writing (under a kernel lock) or only read.

    on_saved(number): every action up to that one is on the disk (see `written`), told on the journal's thread;
    on_trouble(JournalError): the disk refused, told on any thread: what was done lives on in memory, is tried again every two
    seconds and `saved` stays False until it succeeds. notices: sentences for people about what opening found.
    Raises JournalBusy (another program writes it: open it with mode "read") or JournalError.
    """

    def __enter__(self) -> Collection:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    # What is there

    @property
    def writers(self) -> Mapping[str, Writer]:
        """The writers by id."""
        return self._state.writers

    @property
    def sessions(self) -> Mapping[str, Session]:
        """The sessions by id, oldest first."""
        return self._state.sessions

    @property
    def items(self) -> Mapping[str, Item]:
        """The items of the live journal in order, labels as they are now; those in the store are not among them."""
        return self._state.items

    @property
    def gone(self) -> set[str]:
        """Items that are deleted: rows of the store with these ids are not to be shown."""
        return self._state.gone

    @property
    def relabelled(self) -> dict[str, str]:
        """Items whose label is another than the store's: id -> text."""
        return self._state.relabelled

    @property
    def counts(self) -> Mapping[str, Counter[str]]:
        """How many samples of each label there are, by writer, over everything."""
        return self._state.counts

    @property
    def consents(self) -> Sequence[Mapping[str, Any]]:
        """What writers agreed to, oldest first: {"writer", "consent", "licence", "time"}."""
        return self._state.consents

    @property
    def unfinished(self) -> Unfinished | None:
        """The ink that is in the box and not accepted; after a start, what the program was killed over."""
        return self._state.unfinished

    @property
    def store(self) -> Path:
        """Where the snapshot is, if there is one."""
        return self.folder / "store.h5"

    @property
    def unpacked(self) -> int:
        """How many samples and edits the store does not have yet; at WORTH and above packing is worth its time."""
        state, index = self._state, self._index
        return sum(text != (found[1] if (found := index.find(id)) else None) for id, text in list(state.states.items()))

    def text_of(self, id: str) -> str | None:
        """The label of any item, sealed or not; None where there is none of that id."""
        return self._state.text_of(id)

    def progress(self, session: str) -> tuple[Passed, ...]:
        """What became of a session's prompts, in order: accepted, skipped, gone back to."""
        return self._state.progress(session)

    # What people do

    def put_writer(self, writer: Writer) -> None:
        """A new writer, or other words about one."""
        with self._guard:
            before = self._state.writers.get(writer.id)
            self._write(writer_draft(writer))
            self._state.writers[writer.id] = writer
            if before is None or (before.consent, before.licence) != (writer.consent, writer.licence):
                draft = consent_draft(writer)
                self._write(draft)
                self._state.consents.append(draft[1])

    def start_session(self, session: Session) -> None:
        """A session begins (or goes on with other settings)."""
        with self._guard:
            if session.device and session.device not in self._state.devices:
                header = {"device": session.device, "first": now()}
                self._write(("device", header, {}))
                self._state.devices[session.device] = header
            self._write(session_draft(session))
            self._state.sessions[session.id] = session

    def note(self, session: str, kind: str, prompt: str) -> None:
        """What became of a prompt: "skipped", "back" or any other word; `progress` tells it."""
        with self._guard:
            self._write(("note", {"session": session, "kind": kind, "prompt": prompt}, {}))
            self._state.passed.setdefault(session, []).append(Passed(kind, prompt))

    def pen(self, ink: Ink, session: str = "", prompt: str = "") -> None:
        """The ink in the box as far as it is; new points are written at once. An empty Ink: the box was cleared."""
        if not len(ink):
            self.lift()
            return
        with self._guard:
            unfinished = Unfinished(ink, session, prompt)
            self._write(pen_draft(unfinished, self._pen_written))
            self._state.unfinished = unfinished
            self._pen_written = {stroke.id: len(stroke) for stroke in ink}

    def lift(self) -> None:
        """The ink in the box will not come: a crash must not bring it back."""
        with self._guard:
            if self._state.unfinished is not None:
                self._write(("lift", {}, {}))
                self._state.unfinished = None
            self._pen_written = {}

    def accept(self, item: Item) -> None:
        """An item that was just written."""
        self.add([item], "accept")

    def add(self, items: Iterable[Item], what: str = "add") -> None:
        """Several items in one step, such as those of a sheet."""
        with self._guard:
            follows, number = self._state.top, self._state.newest + 1
            for item in items:
                draft = sample_draft(item, number, follows, what)
                self._write(draft)
                self._state.take(item, draft[1], (Edit(item.id, None, item.sample.text),))
            self._pen_written = {}

    def relabel(self, ids: Iterable[str], text: str | Mapping[str, str]) -> None:
        """Another label for items; a mapping: one for each."""
        texts = {id: plain(text if isinstance(text, str) else text[id]) for id in ids}
        self._edit("relabel", [Edit(id, self._state.text_of(id), new) for id, new in texts.items()])

    def delete(self, ids: Iterable[str]) -> None:
        """Items are taken out; undo brings them back."""
        self._edit("delete", [Edit(id, self._state.text_of(id), None) for id in ids])

    def _edit(self, what: str, edits: Sequence[Edit]) -> None:
        edits = [edit for edit in edits if edit.before is not None and edit.before != edit.after]
        if edits:
            with self._guard:
                draft = edits_draft(Step(self._state.newest + 1, what, tuple(edits)), self._state.top)
                self._write(draft)
                self._state.step(draft[1], edits)

    # Undo

    @property
    def undo_step(self) -> Step | None:
        """What `undo` would take back."""
        return self._state.steps[self._state.done - 1] if self._state.done else None

    @property
    def redo_step(self) -> Step | None:
        """What `redo` would do again."""
        state = self._state
        return state.steps[state.done] if state.done < len(state.steps) else None

    @property
    def undo_text(self) -> str:
        """`undo_step` in English ("Delete 3 samples"), or ""."""
        return self.undo_step.text if self.undo_step is not None else ""

    @property
    def redo_text(self) -> str:
        """`redo_step` in English, or ""."""
        return self.redo_step.text if self.redo_step is not None else ""

    def undo(self) -> str:
        """Take the last step back. -> its text; "" at the beginning."""
        step, state = self.undo_step, self._state
        if step is None:
            return ""
        top = state.steps[state.done - 2].number if state.done > 1 else state.floor
        self._turn(top, [Edit(edit.id, edit.after, edit.before) for edit in reversed(step.edits)])
        return step.text

    def redo(self) -> str:
        """Do the last step taken back again. -> its text; "" at the end."""
        step = self.redo_step
        if step is None:
            return ""
        self._turn(step.number, step.edits)
        return step.text

    def _turn(self, top: int, edits: Sequence[Edit]) -> None:
        with self._guard:
            self._write(undo_draft(top, edits))
            self._state.back(top, edits)
