"""Ink drawn before its journal is open: a small file of its own beside the journal, until the journal has taken it in.

Reading, repairing and compacting a journal takes as long as it takes; a pen writes from the first moment on. What it draws
meanwhile goes here with one plain write each, so that a program killed during that time loses nothing. Whoever opens the journal
next finds what was left over. A file that a running program still writes is under the kernel's lock and left alone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import uuid
from pathlib import Path

from engines.data.records import Draft, JournalError, Record, encode, in_words, read_records

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MARK = ".early-"
_LOCKED_BYTE = 1 << 30  # beyond the content, which others may still read
FLAGS = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)


def lock(handle: int) -> None:
    """Take the kernel's lock of an open file; it ends with the program, whatever ends that. Raises OSError where it is taken."""
    if sys.platform == "win32":
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Early:
    """The early file of one program; it comes into being with the first `append`."""

    def __init__(self, journal: Path) -> None:
        self.path = journal.with_name(f"{journal.name}{MARK}{uuid.uuid4().hex[:12]}")
        self._file: int | None = None
        self._count = 0
        self._removed = False

    def append(self, draft: Draft) -> None:
        """Write one record; a killed program cannot lose it any more. Raises JournalError."""
        data = encode(self._count, draft)
        try:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = os.open(self.path, FLAGS | os.O_CREAT | os.O_APPEND, 0o600)
                lock(self._file)
            if os.write(self._file, data) < len(data):
                raise OSError(errno.ENOSPC, "Only a part was written")  # a torn record, which readers leave out
        except OSError as problem:
            raise JournalError(in_words(problem, self.path)) from problem
        self._count += 1

    @property
    def used(self) -> bool:
        """Whether there is a file."""
        return self._file is not None

    def remove(self) -> None:
        """The journal has it all now. May be called twice, and on any thread."""
        if self._removed:
            return
        self._removed = True
        handle, self._file = self._file, None
        if handle is not None:
            os.close(handle)
            discard(self.path)


def discard(path: Path) -> None:
    """Remove a file that was taken in; one that cannot be removed is recognised by its strokes the next time."""
    with contextlib.suppress(OSError):
        path.unlink()


def left_over(journal: Path, but: Path) -> list[tuple[Path, list[Record]]]:
    """The early files beside `journal` that no running program writes, oldest first, with their records; `but` is left out."""
    found = []
    for path in journal.parent.glob(f"{journal.name}{MARK}*"):
        if path == but or _in_use(path):
            continue
        with contextlib.suppress(OSError):
            found.append((path.stat().st_mtime, path, read_records(path)[0]))
    return [(path, records) for _, path, records in sorted(found, key=lambda item: (item[0], item[1].name))]


def _in_use(path: Path) -> bool:
    try:
        handle = os.open(path, FLAGS)
    except OSError:
        return True
    try:
        lock(handle)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False
