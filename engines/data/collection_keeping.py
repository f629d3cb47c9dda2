"""How a collection reaches its folder, and what happens when the disk says no.

One write for each action. What the disk refuses waits in memory and is tried again every two seconds. While the journal is being
written anew (packed, mended, a writer erased), what is done waits too, and lies in an early file beside it, so that a program
killed at that moment loses nothing.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from engines.data.collected import EDITS, PEN, Edit, Item, item_of
from engines.data.collection_index import Folded, Index, made_again, read_index
from engines.data.collection_state import State
from engines.data.early import Early, discard, left_over
from engines.data.journal import Journal
from engines.data.records import Draft, JournalError, NotAJournal, Record, encode, in_words, read_records
from engines.data.segments import LIVE, add_sealed, each_record, folder_lock, note_erasing, sealed
from engines.ink.types import new_id

RETRY = 2.0  # seconds between attempts to write what the disk refused
SMALL = frozenset({"writer", "device", "session", "note"})  # kinds that a lost live journal can be given again from sealed ones

log = logging.getLogger("ductus.collection")


class Keeping:
    """The journal of a collection, and the state that its records tell."""

    def __init__(
        self,
        folder: Path,
        mode: Literal["write", "read"] = "write",
        on_saved: Callable[[int], None] | None = None,
        on_trouble: Callable[[JournalError], None] | None = None,
    ) -> None:
        self.folder, self.mode = Path(folder), mode
        self.path = self.folder / LIVE
        self.notices: list[str] = []
        self._on_saved = on_saved or (lambda index: None)
        self._on_trouble = on_trouble or (lambda problem: None)
        self._guard = threading.RLock()  # of state, backlog and journal; held for one small write
        self._backlog: list[tuple[int, Draft]] = []
        self._written = self._safe = 0  # number of the newest action, and of the newest one that is on the disk
        self._places: deque[tuple[int, int]] = deque()  # (record's index, action's number) of what is not forced yet
        self._early: Early | None = None
        self._once: list[str] = []  # names of the records in the early file: what the journal has is not taken in again
        self._away = False  # the journal is being written anew
        self._unsure = False  # the disk refused to force the file: what it holds is unknown
        self._closed = threading.Event()
        self._retrying: threading.Thread | None = None
        self._anew = threading.Lock()  # one rewriting at a time
        self._pen_written: dict[str, int] = {}
        self._journal: Journal | None = None
        try:
            records = self._open()
            self._index = self._read_index()
            self._state = State(self._index)
            self._state.read_all(records)
            if self._journal is not None:
                self._begin(self._journal, records)
        except BaseException:
            if self._journal is not None:
                self._journal.close()
            raise

    @property
    def saved(self) -> bool:
        """Whether every action is forced to the disk (ink that is not accepted yet is none)."""
        return self._safe >= self._written

    @property
    def written(self) -> int:
        """Number of the newest action; it is safe when `on_saved` tells this number or a higher one."""
        return self._written

    # Opening

    def _open(self) -> list[Record]:
        if self.mode == "read":
            try:
                return read_records(self.path)[0] if self.path.exists() else []
            except NotAJournal:
                self.notices.append(f"{self.path.name} cannot be read; what was collected before is there.")
                return []
        try:
            self._journal = Journal(self.path, on_saved=self._forced, on_trouble=self._force_failed)
        except NotAJournal:
            aside = self._aside("unreadable")
            try:
                self.path.rename(aside)
            except OSError as problem:
                raise JournalError(in_words(problem, self.path)) from problem
            self.notices.append(f"{self.path.name} could not be read. It was put aside as {aside.name}; the rest is here.")
            return self._open()
        restored, self._journal.restored = self._journal.restored, []
        return restored

    def _read_index(self) -> Index:
        index = read_index(self.folder)
        return made_again(self.folder) if index is None else index

    def _begin(self, journal: Journal, records: list[Record]) -> None:
        """Tell and mend what was hurt; take in what was written while another journal was away."""
        report, lost = journal.report, not self._state.live
        if report.torn_bytes:
            self.notices.append("The last session was cut off while saving. The unfinished piece was left out; the rest is here.")
        if lost and sealed(self.folder):
            self._state = self._given_again(records)
        self._state.live = self._state.live or new_id()
        if report.damaged:
            aside = self._aside("damaged")
            length = sum(length for _, length in report.damaged)
            self.notices.append(
                f"{length} bytes of the collection's journal were damaged and are left out. The old file is kept as {aside.name}."
            )
            log.warning("%s is damaged at %s", self.path, report.damaged)
            self._rewrite(journal, aside)
        elif lost:
            self._rewrite(journal)
        known = {record.header.get("once", "") for record in records if record.kind != "base"}
        known |= {name for record in records if record.kind == "base" for name in record.header.get("once", ())}
        for path, early in left_over(self.path, but=self.path):
            fresh = [record for record in early if record.header.get("once") not in known]
            self._state.read_all(fresh)
            for record in fresh:
                self._write((record.kind, record.header, record.arrays))
            if not self._backlog and journal.force():
                discard(path)

    def _rewrite(self, journal: Journal, aside: Path | None = None) -> None:
        others = self._fetched(set(self._state.missing(self._index)))
        try:
            journal.rewrite(self._state.snapshot(self._index, others), keep=aside)
        except JournalError as problem:
            log.warning("The journal could not be rewritten, it stays as it is: %s", problem)

    def _given_again(self, records: list[Record]) -> State:
        """The state where the live journal lost its beginning: what the sealed ones say, then what is left of it."""
        state, folded = State(self._index), Folded()
        for path in sealed(self.folder):
            for record in each_record(path):
                with contextlib.suppress(KeyError, ValueError, TypeError):
                    folded.take(record)
                if record.kind in SMALL:
                    state.read_all([record])
        state.settle([Edit(id, None, text) for id, text in folded.texts.items() if text != state.text_of(id)])
        state.read_all(records)
        return state

    def _fetched(self, wanted: set[str]) -> dict[str, Item]:
        """Items out of the sealed journals. Slow where there are any."""
        found: dict[str, Item] = {}
        for path in reversed(sealed(self.folder)) if wanted else ():
            for record in each_record(path):
                if record.kind == "sample" and record.header.get("item") in wanted:
                    with contextlib.suppress(KeyError, ValueError, TypeError):
                        item = item_of(record)
                        found[item.id] = item
            if wanted <= found.keys():
                break
        return found

    def _aside(self, why: str) -> Path:
        """A free name beside the journal for a file that must not be lost."""
        stem = f"{LIVE}.{why}-{time.strftime('%Y%m%d-%H%M%S')}"
        names = [stem, *(f"{stem}-{n}" for n in range(2, 1000))]
        return next(self.folder / name for name in names if not (self.folder / name).exists())

    # Writing

    def _write(self, draft: Draft) -> None:
        """One record, before anything else happens."""
        if self.mode == "read" or self._closed.is_set():
            raise JournalError(f"{self.folder} is not open for writing.")
        with self._guard:
            self._written += draft[0] not in PEN
            if self._away and self._early is not None and draft[0] not in PEN:
                self._once.append(new_id())
                draft = (draft[0], {**draft[1], "once": self._once[-1]}, draft[2])
                with contextlib.suppress(JournalError):  # it waits in memory all the same
                    self._early.append(draft)
            if self._away or self._unsure or self._backlog or self._journal is None:
                self._backlog.append((self._written, draft))
                return
            try:
                self._places.append((self._journal.append(*draft), self._written))
                return
            except JournalError as problem:
                self._backlog.append((self._written, draft))
                trouble = problem
        self._troubled(trouble)

    def _flush(self) -> None:
        """What waits goes into the journal. Raises JournalError."""
        with self._guard:
            while self._backlog and self._journal is not None:
                number, draft = self._backlog[0]
                self._places.append((self._journal.append(*draft), number))
                del self._backlog[0]

    def _forced(self, index: int) -> None:
        """On the journal's thread: every record up to `index` is on the disk."""
        with self._guard:
            if self._unsure:
                return
            while self._places and self._places[0][0] <= index:
                self._safe = self._places.popleft()[1]
            safe = self._safe
        self._on_saved(safe)

    def _force_failed(self, problem: JournalError) -> None:
        """On the journal's thread."""
        self._unsure = True
        self._troubled(problem)

    def _troubled(self, problem: JournalError) -> None:
        log.warning("Not saved: %s", problem)
        if self._retrying is None:
            self._retrying = threading.Thread(target=self._retry, name="collection retry", daemon=True)
            self._retrying.start()
            self._on_trouble(problem)

    def _retry(self) -> None:
        while not self._closed.wait(RETRY):
            if self._mended():
                break
        self._retrying = None

    def _mended(self) -> bool:
        """Try to bring journal and memory together again."""
        try:
            if self._unsure:
                self._write_anew(self._index)
            self._flush()
        except JournalError as problem:
            log.info("Still not saved: %s", problem)
            return False
        return True

    def close(self) -> bool:
        """Try what is left once more, force everything, let go. Whether all of it is on the disk. May be called twice."""
        if self._journal is not None and not self._closed.is_set():
            self._closed.set()
            if self._retrying is not None:
                self._retrying.join()
            if self._unsure or self._backlog:
                self._mended()
            with self._anew:  # a pack's sealing comes to its end first
                self._journal.close()
            if self.saved and self._early is not None:
                self._early.remove()
        return self.saved

    # Writing anew

    def packed(self) -> bool:
        """After a pack: what the store holds leaves the live journal, which is sealed. Slow; False where there was nothing to do.

        Raises JournalError; then everything stands as it was.
        """
        if self._journal is None:
            return False
        with folder_lock(self.folder):
            index = read_index(self.folder)
            if index is None or self._closed.is_set():
                return False
            with self._guard:
                covered = any(index.find(id) is not None for id in self._state.everything)
                if not covered and index.about == self._index.about:
                    return False
            self._write_anew(index, seal=True)
            return True

    def forget(self, writer: str) -> None:
        """A writer leaves the live journal; what is sealed is the business of the job "erase". Slow. Raises JournalError."""
        note_erasing(self.folder, writer)
        deleted = self._fetched(set(self._state.missing(self._index)))  # undo still names them
        with self._guard:
            self._state.everything |= {id: item for id, item in deleted.items() if id not in self._state.everything}
            self._state.drop(writer)
            rows = {id: row for id, row in self._index.rows.items() if row[0] != writer}
            self._index = self._state.known = Index(rows, self._index.about)
        self._write_anew(self._index)

    def _write_anew(self, index: Index, *, seal: bool = False) -> None:
        """Put a journal of the present state in the live one's place. seal: the old one is kept as a sealed journal."""
        with self._anew:
            assert self._journal is not None
            drafts = self._leave(index, seal)
            number, covered = self._written, len(self._backlog)
            try:
                if not seal or self._seal():
                    self._journal.rewrite(drafts)
            except JournalError:
                self._come_back()
                raise
            with self._guard:
                del self._backlog[:covered]
                self._places.clear()
                self._safe, self._unsure = number, False
                if seal:
                    self._adopt(index, drafts)
            self._come_back()
        self._on_saved(self._safe)

    def _leave(self, index: Index, seal: bool) -> list[Draft]:
        """From now on nothing is written to the journal. -> its state."""
        others: dict[str, Item] = {}
        asked: set[str] = set()
        while True:
            with self._guard:
                wanted = set(self._state.missing(index)) - asked
                if not wanted:
                    self._away, self._early = True, self._early or Early(self.path)
                    drafts = self._state.snapshot(index, others, sealing=seal)
                    return [("base", {**drafts[0][1], "once": list(self._once)}, {}), *drafts[1:]]
            others |= self._fetched(wanted)
            asked |= wanted

    def _seal(self) -> bool:
        """Copy the live journal behind the sealed ones; False where there is nothing in it that is worth it."""
        records = [record for record in read_records(self.path)[0] if record.kind not in PEN]
        if not any(record.kind in EDITS for record in records):
            return False
        add_sealed(self.folder, [encode(each.index, (each.kind, each.header, each.arrays)) for each in records])
        return True

    def _adopt(self, index: Index, drafts: Sequence[Draft]) -> None:
        """The state as it stands on top of another index."""
        state = State(index)
        state.read_all(Record(0, kind, dict(header), dict(arrays), 0, 0) for kind, header, arrays in drafts)
        state.read_all(Record(0, kind, dict(header), dict(arrays), 0, 0) for _, (kind, header, arrays) in self._backlog)
        self._index, self._state = index, state

    def _come_back(self) -> None:
        """The journal is there again; what waited goes into it."""
        with self._guard:
            self._away = False
            try:
                self._flush()
            except JournalError as problem:
                self._troubled(problem)
                return
        if self._early is not None and self._journal is not None and self._journal.force():
            with self._guard:
                early, self._early, self._once = self._early, None, []
            early.remove()
