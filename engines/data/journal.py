"""The journal: the truth about what a person has drawn.

An append-only file of checksummed records. A record is given to the operating system before `append` returns, so that a killed
program loses nothing; a thread of its own forces it to the disk, so that a power cut loses at most the last moment and the pen
never waits. A file cut or damaged anywhere gives back every record that is whole, and says what is missing.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from engines.data.early import FLAGS, Early, discard, left_over, lock
from engines.data.files import replacing, sync
from engines.data.records import (
    Arrays,
    Draft,
    JournalBusy,
    JournalError,
    NotAJournal,
    Record,
    Report,
    encode,
    in_words,
    pack_brushes,
    pack_strokes,
    read_records,
    scan,
    unpack_brushes,
    unpack_strokes,
)

__all__ = [
    "Draft",
    "Early",
    "Journal",
    "JournalBusy",
    "JournalError",
    "NotAJournal",
    "Record",
    "Report",
    "discard",
    "encode",
    "left_over",
    "pack_brushes",
    "pack_strokes",
    "read_records",
    "scan",
    "unpack_brushes",
    "unpack_strokes",
]

DELAY = 0.05  # seconds between a write and forcing it to the disk: a pen's writes are gathered


class Journal:
    """A journal open for appending (mode "write", under a kernel lock) or only read (mode "read").

    restored: the records found on opening; report: what could not be read. on_saved(index) and on_trouble(JournalError) are
    called on the journal's own thread: the first when every record up to `index` is on the disk, the second when that failed
    (then what the disk holds is unknown, and only `rewrite` helps). A torn tail is cut off on opening; damaged stretches stay.
    Raises JournalBusy, NotAJournal or JournalError.
    """

    def __init__(
        self,
        path: Path,
        mode: Literal["write", "read"] = "write",
        on_saved: Callable[[int], None] | None = None,
        on_trouble: Callable[[JournalError], None] | None = None,
    ) -> None:
        self.path = Path(path)
        self.mode = mode
        self._on_saved = on_saved or (lambda index: None)
        self._on_trouble = on_trouble or (lambda problem: None)
        self._lock: int | None = None
        self._file: int | None = None
        self._written = self._forced = -1
        if mode == "read":
            self.restored, self.report = read_records(self.path)
            return
        try:
            self._open()
        except OSError as problem:
            self._release()
            if isinstance(problem, JournalError):
                raise
            raise JournalError(in_words(problem, self.path)) from problem
        self._swapping = threading.Lock()  # held while the file is forced or exchanged; `append` never takes it
        self._dirty = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._keep_forcing, name="journal", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @property
    def size(self) -> int:
        """Bytes of sound file."""
        return self._end if self.mode == "write" else self.report.size

    @property
    def written(self) -> int:
        """Index of the newest record written; -1 where there is none."""
        return self._written

    @property
    def forced(self) -> int:
        """Index of the newest record known to be on the disk."""
        return self._forced

    def append(self, kind: str, header: Mapping[str, Any], arrays: Arrays | None = None) -> int:
        """Write one record and give its index. When it returns, a killed program cannot lose the record any more.

        On JournalError nothing of it is in the file, and the same record may be tried again.
        """
        if self._file is None:
            raise JournalError(f"{self.path} is not open for writing.")
        index = self._written + 1
        data = encode(index, (kind, header, arrays or {}))
        try:
            _write_at(self._file, self._end, data)
        except OSError as problem:
            with contextlib.suppress(OSError):  # else the torn record is overwritten by the next, or cut off on opening
                os.ftruncate(self._file, self._end)
            raise JournalError(in_words(problem, self.path)) from problem
        self._end += len(data)
        self._written = index
        self._dirty.set()
        return index

    def rewrite(self, drafts: Iterable[Draft], keep: Path | None = None) -> None:
        """Put a journal of these records in this one's place: written beside, forced, read back, renamed.

        keep: where a copy of the old file goes first (a damaged one is evidence). On JournalError the old file stands as it was.
        """
        if self._file is None:
            raise JournalError(f"{self.path} is not open for writing.")
        pieces = [encode(self._written + 1 + i, draft) for i, draft in enumerate(drafts)]
        with self._swapping:
            try:
                self._exchange(pieces, keep)
            except OSError as problem:
                raise JournalError(in_words(problem, self.path)) from problem
            self._written += len(pieces)
            self._forced = self._written
        self._on_saved(self._forced)

    def force(self) -> bool:
        """Force what is written to the disk now, on the caller's thread; False (and on_trouble) where the disk refuses."""
        return self._forced == self._written or self._force()

    def close(self) -> None:
        """Force what is written to the disk, let the lock go; may be called twice."""
        if self.mode == "read" or self._closing.is_set():
            return
        self._closing.set()
        self._dirty.set()
        self._thread.join()
        self._release()
        atexit.unregister(self.close)

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self.path)
        fresh = not self.path.exists()
        self._file = os.open(self.path, FLAGS | os.O_CREAT, 0o600)
        if fresh and os.name == "posix":
            sync(self.path.parent)
        self.restored, self.report = read_records(self.path)
        self._end = self.report.size - self.report.torn_bytes
        os.ftruncate(self._file, self._end)
        self._written = max((record.index for record in self.restored), default=-1)
        self._forced = self._written

    def _exchange(self, pieces: Sequence[bytes], keep: Path | None) -> None:
        assert self._file is not None
        if keep is not None:
            shutil.copy2(self.path, keep)
        try:
            with replacing(self.path, durable=os.name == "posix") as part:
                _write_beside(part, pieces)
                os.close(self._file)  # a file that is open cannot be replaced on every system
                self._file = None
            self._end = sum(len(piece) for piece in pieces)
        finally:
            if self._file is None:
                self._file = os.open(self.path, FLAGS)

    def _keep_forcing(self) -> None:
        while not (self._closing.is_set() and self._forced == self._written):
            self._dirty.wait()
            self._closing.wait(DELAY)
            self._dirty.clear()
            if self._forced != self._written and not self._force():
                if self._closing.is_set():
                    return
                self._closing.wait(1.0)

    def _force(self) -> bool:
        """Force the file once; False where the disk said no."""
        with self._swapping:
            index = self._written
            trouble: JournalError | None = None
            try:
                if self._file is not None:
                    _force_file(self._file)
                self._forced = index
            except OSError as problem:
                trouble = JournalError(in_words(problem, self.path))
        if trouble is None:
            self._on_saved(index)
        else:
            self._on_trouble(trouble)
        return trouble is None

    def _release(self) -> None:
        for handle in (self._file, self._lock):
            if handle is not None:
                os.close(handle)
        self._file = self._lock = None


def _write_at(handle: int, place: int, data: bytes) -> None:
    os.lseek(handle, place, os.SEEK_SET)
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _write_beside(part: Path, pieces: Sequence[bytes]) -> None:
    """A whole journal into a fresh file, forced to the disk and read back. Raises OSError."""
    handle = os.open(part, FLAGS | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        _write_at(handle, 0, b"".join(pieces))
        os.fsync(handle)
    finally:
        os.close(handle)
    records, report = scan(part.read_bytes())
    if not report.whole or len(records) != len(pieces):
        raise OSError(errno.EIO, "The copy reads back differently")


def _force_file(handle: int) -> None:
    if os.name == "posix" and os.fstat(handle).st_nlink == 0:
        raise FileNotFoundError(errno.ENOENT, "The file was removed")
    getattr(os, "fdatasync", os.fsync)(handle)


def _locked(path: Path) -> int:
    """Take the kernel's lock that belongs to `path` (on a file beside it, which outlives a rewrite). Raises JournalBusy."""
    handle = os.open(path.with_name(path.name + ".lock"), FLAGS | os.O_CREAT, 0o600)
    try:
        lock(handle)
    except OSError as problem:
        os.close(handle)
        if problem.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            raise JournalBusy(f"Another running Ductus has {path} open.") from problem
        raise
    return handle
