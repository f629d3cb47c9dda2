"""How the page reaches its journal, and what happens when the disk says no.

Opening, finding the page again, repairing and compacting; then one write for each action. A write that fails is kept in memory,
told in plain words and tried again every two seconds, so that a full disk or a stick pulled out costs nothing while the program
stays open.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engines.data.journal import Draft, Journal, JournalBusy, JournalError, NotAJournal, Record, read_records
from engines.ink.types import Stroke
from studio.history import History, Step
from studio.records import current_draft, lift_draft, pen_draft, restore, snapshot, step_draft, top_draft

RETRY = 2000  # milliseconds
GROWN = 4 << 20  # bytes: a smaller journal is never worth compacting,
WASTE = 2.0  # nor one that would not shrink to less than one part in so many

log = logging.getLogger("ductus.page")


class Saver(QObject):
    """The page's journal. path None: nothing is kept. `history` and `unfinished` are what the journal gave back."""

    savedChanged = Signal(bool)
    noticed = Signal(str)
    rewritten = Signal()  # the journal now holds the history only: the stroke being drawn must be written from its start
    _forced = Signal(int)
    _troubled = Signal(str)

    def __init__(self, path: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = Path(path) if path is not None else None
        self.read_only = False
        self.history = History()
        self.unfinished: Stroke | None = None
        self._journal: Journal | None = None
        self._backlog: list[Draft] = []
        self._notices: list[str] = []
        self._unsure = False  # the disk refused to force the file: what it holds is unknown
        self._failing = self._closed = False
        self._last_read = -1  # index of the newest record in `history`
        self._wanted = self._safe = -1  # newest record that counts for `saved`, newest one on the disk
        self._told = True
        self._forced.connect(self._on_forced, Qt.ConnectionType.QueuedConnection)
        self._troubled.connect(self._on_troubled, Qt.ConnectionType.QueuedConnection)
        self._retry = QTimer(self, interval=RETRY)
        self._retry.timeout.connect(self._try_again)
        if self.path is not None:
            self._begin(self.path)

    @property
    def saved(self) -> bool:
        """Whether every action is forced to the disk."""
        return not self._backlog and not self._unsure and self._safe >= self._wanted

    def tell_notices(self) -> None:
        """Say what opening found."""
        notices, self._notices = self._notices, []
        for notice in notices:
            self.noticed.emit(notice)

    def write_step(self, step: Step, follows: int, *, pen_up: bool) -> None:
        """One action, before anything else happens to it."""
        self._write(step_draft(step, follows, pen_up=pen_up))

    def write_top(self) -> None:
        """After undo or redo."""
        self._write(top_draft(self.history.top))

    def write_current(self) -> None:
        """After another character was picked."""
        self._write(current_draft(self.history.current))

    def write_lift(self) -> None:
        """The stroke being drawn will not come."""
        self._write(lift_draft())

    def write_pen(self, stroke: Stroke, start: int) -> bool:
        """New points of the stroke being drawn; False where they must be given again."""
        if self._journal is None or self._backlog or self._unsure:
            return False
        try:
            self._journal.append(*pen_draft(stroke, start))
        except JournalError as problem:  # the person is told when the finished stroke meets the same trouble
            log.info("The stroke being drawn is not saved yet: %s", problem)
            return False
        return True

    def close(self) -> bool:
        """Try what is left once more, force everything, let go. Whether all of it is on the disk."""
        if self._closed:
            return self.saved
        self._closed = True
        if self._failing:
            self._try_again()
        self._retry.stop()
        if self._journal is not None:
            self._journal.close()
            self._safe = self._journal.forced
            self._journal = None
        self._tell_saved()
        return self.saved

    # Opening

    def _begin(self, path: Path) -> None:
        try:
            self._journal = self._opened(path)
        except JournalBusy:
            self.read_only = True
            self._read_copy(path)
            self._notices.append("Another running Ductus has this page open. This is a copy: what you draw here is not saved.")
            return
        except JournalError as problem:
            self._read_copy(path)
            self._fail(str(problem))
            return
        self._take(self._journal.restored)
        self._journal.restored = []
        self._safe = self._wanted = self._last_read
        self._mend(self._journal)

    def _opened(self, path: Path) -> Journal:
        try:
            return Journal(path, on_saved=self._forced.emit, on_trouble=lambda problem: self._troubled.emit(str(problem)))
        except NotAJournal:
            aside = _aside(path, "unreadable")
            try:
                path.rename(aside)
            except OSError as problem:
                raise JournalError(f"{path} cannot be read or moved aside: {problem.strerror}.") from problem
            self._notices.append(f"The saved page could not be read. It was put aside as {aside.name}; this is a fresh page.")
            return self._opened(path)

    def _read_copy(self, path: Path) -> None:
        try:
            self._take(read_records(path)[0])
        except JournalError as problem:
            log.info("There is nothing to read: %s", problem)
        self.unfinished = None  # it belongs to whoever is writing

    def _take(self, records: list[Record]) -> None:
        restored = restore(records)
        self.history, self.unfinished = restored.history, restored.unfinished
        self._last_read = max((record.index for record in records), default=-1)
        if self.unfinished is not None:
            self._notices.append("The last session ended in the middle of a stroke. What was drawn of it is here again.")
        if restored.skipped:
            log.warning("%d records of %s made no sense", restored.skipped, self.path)

    def _mend(self, journal: Journal) -> None:
        """Tell what was hurt; write a whole journal in place of a damaged one (kept beside) or of one grown too large."""
        report = journal.report
        if report.torn_bytes:
            self._notices.append(
                "The last session was cut off while saving. The unfinished piece was left out; the rest is here."
            )
        try:
            if report.damaged:
                lost = sum(length for _, length in report.damaged)
                aside = _aside(journal.path, "damaged")
                self._notices.append(
                    f"{lost} bytes of the saved page were damaged and are left out. The old file is kept as {aside.name}."
                )
                log.warning("%s is damaged at %s", journal.path, report.damaged)
                journal.rewrite(self._everything(), keep=aside)
            elif journal.size > GROWN and self.unfinished is None:
                self._compact(journal)
        except JournalError as problem:
            log.warning("The journal could not be rewritten, it stays as it is: %s", problem)
        self._wanted = self._safe = journal.written

    def _compact(self, journal: Journal) -> None:
        drafts = self._everything()
        if WASTE * sum(array.nbytes for _, _, arrays in drafts for array in arrays.values()) < journal.size:
            journal.rewrite(drafts)

    def _everything(self) -> list[Draft]:
        drafts = snapshot(self.history)
        return [*drafts, pen_draft(self.unfinished, 0)] if self.unfinished is not None else drafts

    # Writing

    def _write(self, draft: Draft) -> None:
        if self.path is None or self.read_only or self._closed:
            self._wanted = self._safe + 1
        elif self._journal is None or self._backlog or self._unsure:
            self._backlog.append(draft)
        else:
            try:
                self._wanted = self._journal.append(*draft)
            except JournalError as problem:
                self._backlog.append(draft)
                self._fail(str(problem))
        self._tell_saved()

    def _fail(self, sentence: str) -> None:
        if not self._failing:
            self._failing = True
            self._notices.append(f"{sentence} The page is not saved now; it lives on in memory and Ductus keeps trying.")
            log.warning("Not saved: %s", sentence)
            QTimer.singleShot(0, self, self.tell_notices)
        self._retry.start()
        self._tell_saved()

    def _try_again(self) -> None:
        try:
            self._reach_disk()
        except JournalError as problem:
            log.info("Still not saved: %s", problem)
            return
        self._failing = False
        self._retry.stop()
        self._tell_saved()
        self.noticed.emit("The page is saved again.")

    def _reach_disk(self) -> None:
        """Bring journal and page together again. Raises JournalError while the disk refuses."""
        journal = self._journal or self._reopened()
        if self._unsure:
            journal.rewrite(snapshot(self.history))
            self._unsure, self._backlog = False, []
            self._wanted = journal.written
            self.rewritten.emit()
        while self._backlog:
            self._wanted = journal.append(*self._backlog[0])
            del self._backlog[0]

    def _reopened(self) -> Journal:
        assert self.path is not None
        journal = Journal(self.path, on_saved=self._forced.emit, on_trouble=lambda problem: self._troubled.emit(str(problem)))
        if max((record.index for record in journal.restored), default=-1) != self._last_read:
            journal.close()
            raise JournalError(f"{self.path} has been changed by another program.")
        journal.restored = []
        self._journal = journal
        return journal

    def _on_forced(self, index: int) -> None:
        self._safe = max(self._safe, index)
        self._tell_saved()

    def _on_troubled(self, sentence: str) -> None:
        self._unsure = True
        self._fail(sentence)

    def _tell_saved(self) -> None:
        if self.saved != self._told:
            self._told = self.saved
            self.savedChanged.emit(self._told)


def _aside(path: Path, why: str) -> Path:
    """A free name beside `path` for a file that must not be lost."""
    stem = f"{path.name}.{why}-{time.strftime('%Y%m%d-%H%M%S')}"
    names = [stem, *(f"{stem}-{n}" for n in range(2, 1000))]
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())
