"""How the page reaches its journal, and what happens when the disk says no.

The journal is opened on a thread of its own (studio.restoring); what is drawn meanwhile goes to a small early file at once, and
into the journal, behind what was there, when it is open. Then one write for each action. A write that fails is kept in memory,
told in plain words and tried again every two seconds, so that a full disk or a stick pulled out costs nothing while the program
stays open. Whatever may take longer than one write (reading, forcing, writing anew) happens off the window's thread.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engines.data.journal import Draft, Early, Journal, JournalError
from engines.ink.types import Stroke
from studio.history import History, Step
from studio.records import current_draft, filed_draft, image_draft, lift_draft, pen_draft, snapshot, step_draft, top_draft
from studio.restoring import Opened, graft, open_page

RETRY = 2000  # milliseconds

log = logging.getLogger("ductus.page")


class Saver(QObject):
    """The page's journal. path None: nothing is kept. `history` is what was drawn here; after `take_over`, all there is."""

    opened = Signal()  # the journal is open: `take_over` when the pen is up
    savedChanged = Signal(bool)
    noticed = Signal(str)
    rewritten = Signal()  # the journal now holds the history only: the stroke being drawn must be written from its start
    _forced = Signal(int)
    _troubled = Signal(str)
    _reached = Signal()

    def __init__(self, path: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = Path(path) if path is not None else None
        self.read_only = False
        self.opening = self.path is not None
        self.history = History()
        self._journal: Journal | None = None
        self._early: Early | None = None
        self._opened: Opened | None = None
        self._found: Journal | JournalError | None = None  # what the latest retry gave
        self._covered = 0  # how much of the backlog a retry's snapshot holds
        self._wish = self._reaching = 0  # how often the journal had to be written anew; of which of them a retry knows
        self._backlog: list[Draft] = []
        self._notices: list[str] = []
        self._unsure = False  # the disk refused to force the file: what it holds is unknown
        self._failing = self._closed = self._trying = False
        self._last_read = -1  # index of the newest record in `history`
        self._wanted = self._safe = -1  # newest record that counts for `saved`, newest one on the disk
        self._told = True
        self._thread: threading.Thread | None = None
        self._forced.connect(self._on_forced, Qt.ConnectionType.QueuedConnection)
        self._troubled.connect(self._on_troubled, Qt.ConnectionType.QueuedConnection)
        self._reached.connect(self._on_reached, Qt.ConnectionType.QueuedConnection)
        self._retry = QTimer(self, interval=RETRY)
        self._retry.timeout.connect(self._try_again)
        if self.path is not None:
            self._early = Early(self.path)

    def begin(self) -> None:
        """Open the journal, beside the window's thread. Call it when everybody listens: a small one is open at once."""
        if self.path is not None:
            self._start(self._open, "page opening")

    @property
    def saved(self) -> bool:
        """Whether every action is forced to the disk."""
        if self.opening:
            return not self.history.steps
        return not self._backlog and not self._unsure and self._safe >= self._wanted

    def tell_notices(self) -> None:
        """Say what opening found."""
        notices, self._notices = self._notices, []
        for notice in notices:
            self.noticed.emit(notice)

    def write_step(self, step: Step, follows: int, *, pen_up: bool) -> None:
        """One action, before anything else happens to it."""
        self._write(step_draft(step, follows, pen_up=pen_up))

    def write_image(self, image: str, png: bytes) -> None:
        """A picture's file, before the first step that shows it."""
        self._write(image_draft(image, png))

    def write_top(self) -> None:
        """After undo or redo."""
        self._write(top_draft(self.history.top))

    def write_current(self) -> None:
        """After another character was picked."""
        self._write(current_draft(self.history.current))

    def write_filed(self) -> None:
        """After the page was saved as a file of its own."""
        self._write(filed_draft(self.history.filed))

    def write_lift(self) -> None:
        """The stroke being drawn will not come."""
        self._write(lift_draft())

    def write_pen(self, stroke: Stroke, start: int) -> bool:
        """New points of the stroke being drawn; False where they must be given again."""
        draft = pen_draft(stroke, start)
        if self.opening:
            return self._write_early(draft)
        if self._journal is None or self._backlog or self._unsure:
            return False
        try:
            self._journal.append(*draft)
        except JournalError as problem:  # the person is told when the finished stroke meets the same trouble
            log.info("The stroke being drawn is not saved yet: %s", problem)
            return False
        return True

    def exchange(self, history: History) -> None:
        """Another page from now on: the journal is written anew with it, at once and on its own thread."""
        self.history = history
        if self.path is None or self.read_only or self._closed:
            self._wanted = self._safe + 1
        else:
            self._write_anew()
            self._retry.start()
            self._try_again()
        self._tell_saved()

    def _write_anew(self) -> None:
        self._unsure = True
        self._wish += 1

    def close(self) -> bool:
        """Try what is left once more, force everything, let go. Whether all of it is on the disk."""
        if self._closed:
            return self.saved
        self._closed = True
        self._retry.stop()
        self._wait_for_thread()
        if self._found is not None:
            self._on_reached()
        if self._failing or self._unsure:
            self._found = self._reach()()
            self._on_reached()
        if self._journal is not None:
            self._journal.close()
            self._safe = self._journal.forced
            self._journal = None
        self._tell_saved()
        if self._early is not None and not self.opening and (self.saved or self.read_only):
            self._early.remove()
        return self.saved

    # Opening

    def _open(self) -> None:
        """On its own thread."""
        assert self.path is not None and self._early is not None
        self._opened = open_page(self.path, self._early, self._hear_forced, self._hear_trouble)
        with contextlib.suppress(RuntimeError):  # Qt's side is gone already
            self.opened.emit()

    def take_over(self) -> float | None:
        """Put what was drawn while the journal was being opened behind what it holds, waiting for it where it is not open yet.

        From now on `history` is the whole page. Gives by how many seconds the times of what was drawn were moved; None where
        nothing was to be done.
        """
        if not self.opening:
            return None
        self._wait_for_thread()
        opened, drawn = self._opened or Opened(), self.history
        self.history, self._journal, self.read_only = opened.history, opened.journal, opened.read_only
        self._last_read = self._wanted = opened.last_read
        self._safe = opened.journal.forced if opened.journal is not None else self._wanted
        self._backlog, self._notices, self._opened = opened.owed, opened.notices, None
        self.opening = False
        if opened.problem:
            self._fail(opened.problem)
        draft, earlier = graft(self.history, drawn)
        if draft is not None:
            self._write(draft)
        self._tell_saved()
        self._drop_early()
        return earlier

    def _write_early(self, draft: Draft) -> bool:
        assert self._early is not None
        try:
            self._early.append(draft)
        except JournalError as problem:  # it is in memory, and the journal will take it or tell the same trouble
            log.info("What is drawn before the page is open is not saved yet: %s", problem)
            return False
        return True

    def _drop_early(self) -> None:
        """The early file has served when the journal holds what it did, or never will."""
        if self._early is not None and not self.opening and (self.saved or self.read_only):
            early, self._early = self._early, None
            if early.used:
                threading.Thread(target=early.remove, name="page early", daemon=True).start()

    # Writing

    def _write(self, draft: Draft) -> None:
        if self.opening:
            self._write_early(draft)
        elif self.path is None or self.read_only or self._closed:
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
        if self._trying or self._closed:
            return
        self._trying = True
        work = self._reach()
        self._start(lambda: self._hear_reached(work), "page retry")

    def _reach(self) -> Callable[[], Journal | JournalError]:
        """The slow part of bringing journal and page together again, as work for any thread. The rest is `_on_reached`."""
        journal, unsure, last_read, path = self._journal, self._unsure, self._last_read, self.path
        assert path is not None
        history = self.history.copy() if unsure else History()
        self._covered = len(self._backlog) if unsure else 0  # of the backlog, by the snapshot
        self._reaching = self._wish

        def work() -> Journal | JournalError:
            try:
                there = journal or _reopened(path, last_read, self._hear_forced, self._hear_trouble)
                if unsure:
                    there.rewrite(snapshot(history))
                return there
            except JournalError as problem:
                return problem

        return work

    def _on_reached(self) -> None:
        """Back on the window's thread: what waited is written."""
        found, self._found, self._trying = self._found, None, False
        if not isinstance(found, Journal):
            log.info("Still not saved: %s", found or "not tried")
            return
        self._journal = found
        if self._reaching != self._wish:  # meanwhile it has to be written anew once more
            self._try_again()
            return
        failed = self._failing
        try:
            if self._unsure:
                self._unsure = False
                del self._backlog[: self._covered]
                self._wanted = found.written
                self.rewritten.emit()
            while self._backlog:
                self._wanted = found.append(*self._backlog[0])
                del self._backlog[0]
        except JournalError as problem:
            log.info("Still not saved: %s", problem)
            return
        self._failing = False
        self._retry.stop()
        self._tell_saved()
        if failed:
            self.noticed.emit("The page is saved again.")

    # The threads

    def _start(self, work: Callable[[], None], name: str) -> None:
        self._thread = threading.Thread(target=work, name=name, daemon=True)
        self._thread.start()

    def _wait_for_thread(self) -> None:
        if self._thread is not None:
            self._thread.join()

    def _hear_reached(self, work: Callable[[], Journal | JournalError]) -> None:
        self._found = work()
        with contextlib.suppress(RuntimeError):
            self._reached.emit()

    def _hear_forced(self, index: int) -> None:
        with contextlib.suppress(RuntimeError):
            self._forced.emit(index)

    def _hear_trouble(self, problem: JournalError) -> None:
        with contextlib.suppress(RuntimeError):
            self._troubled.emit(str(problem))

    def _on_forced(self, index: int) -> None:
        self._safe = max(self._safe, index)
        self._tell_saved()
        self._drop_early()

    def _on_troubled(self, sentence: str) -> None:
        self._write_anew()
        self._fail(sentence)

    def _tell_saved(self) -> None:
        if self.saved != self._told:
            self._told = self.saved
            self.savedChanged.emit(self._told)


def _reopened(path: Path, last_read: int, told: Callable[[int], None], troubled: Callable[[JournalError], None]) -> Journal:
    """The journal again after it could not be written. Raises JournalError, also where another program changed it."""
    journal = Journal(path, on_saved=told, on_trouble=troubled)
    if max((record.index for record in journal.restored), default=-1) != last_read:
        journal.close()
        raise JournalError(f"{path} has been changed by another program.")
    journal.restored = []
    return journal
