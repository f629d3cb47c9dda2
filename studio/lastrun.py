"""How the last run ended: each run leaves a small file that a proper end removes; what is left over tells of a crash.

The file is also where Python writes a fatal error's traceback (faulthandler). A lock beside it says whether its run still lives,
so that two running studios are not taken for a dead one.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import platform
import re
from pathlib import Path
from typing import IO

from PySide6.QtCore import QLockFile, qVersion

TAIL = 40  # lines of the log that go with a report
log = logging.getLogger("ductus")


def versions() -> str:
    """One line on what this is: Ductus, system, Python, Qt."""
    from importlib import metadata

    try:
        own = metadata.version("ductus")
    except metadata.PackageNotFoundError:
        own = ""
    return f"Ductus {own} on {platform.platform()}, Python {platform.python_version()}, Qt {qVersion()}".replace("  ", " ")


def log_tail(path: Path, lines: int = TAIL) -> str:
    """The last lines of a log, "" where there is none. Reads a file: not for the window's thread."""
    try:
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - 200 * lines))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(text.splitlines()[-lines:])


def without_home(text: str) -> str:
    """The text with the person's home folder written as "~": a report names nobody."""
    return re.sub(re.escape(str(Path.home())), "~", text)


class ThisRun:
    """The mark of a run under way in `folder`. A folder that refuses leaves the program without one."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"run-{os.getpid()}.txt"
        self._lock = QLockFile(str(self._path.with_suffix(".lock")))
        self._lock.setStaleLockTime(0)
        self._file: IO[str] | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if self._lock.tryLock(0):
                self._file = self._path.open("w", encoding="utf-8")
        except OSError as problem:
            log.warning("A crash of this run will leave no trace: %s", problem)
        if self._file is not None:
            faulthandler.enable(self._file)

    def end(self) -> None:
        """The run ends as it should."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        with contextlib.suppress(OSError):
            self._path.unlink()
        self._lock.unlock()


def crashes(folder: Path) -> list[str]:
    """What runs that died have left, the traces of fatal errors ("" where a run was ended without one), oldest first.

    Each is told once: its file goes. Reads and removes files: not for the window's thread.
    """
    told = []
    for path in sorted(folder.glob("run-*.txt"), key=lambda path: path.stat().st_mtime):
        lock = QLockFile(str(path.with_suffix(".lock")))
        lock.setStaleLockTime(0)
        if not lock.tryLock(0):
            continue  # it lives
        try:
            told.append(path.read_text(encoding="utf-8", errors="replace").strip())
            path.unlink()
        except OSError as problem:
            log.info("What the last run left cannot be read: %s", problem)
        finally:
            lock.unlock()
    return told


def report(trace: str, log_path: Path, about: bool = False) -> str:
    """The details of a crash: the trace and the newest lines of the log; about: the versions too. No ink is in any of them."""
    parts = [versions() if about else "", trace, f"{log_path.name}:\n{log_tail(log_path)}"]
    return without_home("\n\n".join(part for part in parts if part.strip()))
