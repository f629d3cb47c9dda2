"""The sealed journals of a collection: files that are written once, checked, and only read from then on."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from engines.data.early import FLAGS, lock
from engines.data.files import replacing, sync
from engines.data.records import JournalBusy, JournalError, Record, in_words, records_in, scan

LIVE = "live.journal"
LOCK = "packing.lock"
ERASING = "erasing.json"
PATIENCE = 60.0  # seconds to wait for another program's pack


def sealed(folder: Path) -> list[Path]:
    """The sealed journals of a collection, oldest first."""
    return sorted(path for path in (folder / "sealed").glob("*.journal") if path.stem.isdigit())


def each_record(path: Path, damaged: dict[Path, tuple[tuple[int, int], ...]] | None = None) -> Iterator[Record]:
    """The sound records of a journal, one at a time. damaged: gets the stretches that were left out. Raises JournalError."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise JournalError(in_words(problem, path)) from problem
    report = yield from records_in(data)
    hurt = report.damaged + (((report.size - report.torn_bytes, report.torn_bytes),) if report.torn_bytes else ())
    if damaged is not None and hurt:
        damaged[path] = hurt


def write_sealed(path: Path, pieces: Iterable[bytes], *, replace: bool = False) -> None:
    """Encoded records as a whole journal at `path`: written beside, forced, read back, renamed. Raises JournalError.

    replace: whether a file may be there; else FileExistsError where there is one.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        count = 0
        with part.open("wb") as file:
            for piece in pieces:
                file.write(piece)
                count += 1
            file.flush()
            os.fsync(file.fileno())
        records, report = scan(part.read_bytes())
        if not report.whole or len(records) != count:
            raise OSError(errno.EIO, "The copy reads back differently")
        if replace or not hasattr(os, "link"):
            os.replace(part, path)
        else:
            os.link(part, path)  # unlike a rename it never takes another's place
        if os.name == "posix":
            sync(path.parent)
    except OSError as problem:
        if isinstance(problem, FileExistsError | JournalError):
            raise
        raise JournalError(in_words(problem, path)) from problem
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def add_sealed(folder: Path, pieces: list[bytes]) -> Path:
    """One more sealed journal behind the others. Raises JournalError."""
    while True:
        there = sealed(folder)
        path = folder / "sealed" / f"{int(there[-1].stem) + 1 if there else 1:04d}.journal"
        try:
            write_sealed(path, pieces)
        except FileExistsError:
            continue
        return path


@contextlib.contextmanager
def folder_lock(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Only one program at a time packs, seals or erases. Raises JournalBusy after `patience` seconds."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / LOCK, FLAGS | os.O_CREAT, 0o600)
    except OSError as problem:
        raise JournalError(in_words(problem, folder / LOCK)) from problem
    try:
        end = time.monotonic() + patience
        while True:
            try:
                lock(handle)
                break
            except OSError as problem:
                if time.monotonic() > end:
                    raise JournalBusy(f"Another running Ductus is packing {folder}; try again in a moment.") from problem
            time.sleep(0.05)
        yield
    finally:
        os.close(handle)


def note_erasing(folder: Path, writer: str) -> None:
    """Say in the folder that a writer is being erased, so that work cut short is finished later. Raises JournalError."""
    try:
        with replacing(folder / ERASING, durable=os.name == "posix") as part:
            part.write_text(json.dumps({"writer": writer}), "utf-8")
    except OSError as problem:
        raise JournalError(in_words(problem, folder / ERASING)) from problem
