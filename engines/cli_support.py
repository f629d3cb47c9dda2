"""What every verb of the command line shares: one sentence for a failure, progress after a second, figures as JSON."""

from __future__ import annotations

import errno
import io
import json
import math
import os
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from engines.data.files import replacing

PATIENCE = 1.0  # s of work before a progress bar appears

REMEDIES = {
    errno.ENOENT: "Check the name.",
    errno.ENOSPC: "Free some space.",
    errno.EDQUOT: "Free some space.",
    errno.EACCES: "Choose a place that you may read and write.",
    errno.EPERM: "Choose a place that you may read and write.",
    errno.EROFS: "Choose a place that can be written to.",
    errno.EISDIR: "Name a file, not a folder.",
    errno.ENOTDIR: "Name a folder where one belongs.",
    errno.EEXIST: "Name a folder where one belongs.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
}

Report = Callable[[int, int, str], None]
Json = Annotated[
    str | None, typer.Option("--json", metavar="FILE|-", help="Write the figures as JSON to FILE, or to stdout (-).")
]


class CommandError(ValueError):
    """A verb that cannot do what it was asked; the message is a sentence for people."""


def sentence(error: BaseException) -> str:
    """What went wrong in one line for people: our own errors say it themselves, the system's are completed."""
    text = " ".join(str(error).split())
    if isinstance(error, KeyboardInterrupt):
        return "Stopped; what was not finished was not written."
    if isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and re.search("(out of|allocate) memory", text)):
        return "The memory of this machine is not enough for this; close other programs or take smaller input."
    if isinstance(error, ModuleNotFoundError):
        return f"The package '{error.name}' is missing; install Ductus again, then ask `ductus doctor`."
    if isinstance(error, OSError) and not type(error).__module__.startswith("engines."):
        named = re.sub(r"\.([^/]+)\.\d+\.part$", r"\1", str(error.filename or ""))  # what `replacing` was to become
        remedy = REMEDIES.get(error.errno or 0, "Check the name, the permissions and the free space.")
        return f"{named}{': ' if named else ''}{error.strerror or text}. {remedy}"
    if type(error).__module__.startswith("engines.") or (isinstance(error, ValueError) and text.endswith(".")):
        return text or "This cannot be done with what was given."
    if isinstance(error, ValueError):
        return f"This cannot be done with what was given ({text})."
    return f"This should not have happened ({type(error).__name__}: {text}). Add --debug to see where, and please report it."


def show_any_name() -> None:
    """Let names that are no valid text be printed with their bytes escaped, instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """A function (done, total, text) that moves a bar, which the terminal shows once the work has taken longer than a second.

    total 0 = unknown. Nothing is shown where stderr is no terminal.
    """
    if not sys.stderr.isatty():
        yield _silent
        return
    bar = _Bar(title)
    timer = threading.Timer(PATIENCE, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar.update
    finally:
        timer.cancel()
        bar.close()


def _silent(done: int, total: int, text: str = "") -> None:
    return None


class _Bar:
    """A rich progress bar that appears when `show` is called; until then it only remembers how far the work is."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._lock = threading.Lock()
        self._state: dict[str, Any] = {"completed": 0, "total": None, "text": ""}
        self._bar: Any = None
        self._closed = False

    def update(self, done: int, total: int, text: str = "") -> None:
        with self._lock:
            self._state = {"completed": done, "total": total or None, "text": text}
            if self._bar is not None:
                self._bar.update(self._task, **self._state)

    def show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), TextColumn("{task.fields[text]}"))
        with self._lock:
            if self._closed:
                return
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._title, **self._state)
            self._bar.start()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            if self._bar is not None:
                self._bar.stop()


def plain(value: Any) -> Any:
    """A value as JSON may hold it: paths as text, numbers that are none and unknown values left out of their tables."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items() if not _unknown(item)}
    if isinstance(value, list | tuple | set | frozenset):
        return [None if _unknown(item) else plain(item) for item in value]
    if hasattr(value, "item") and not isinstance(value, str | bytes):  # a numpy number
        return plain(value.item())
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _unknown(value: Any) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def tell(result: Mapping[str, Any], lines: Iterable[str], target: str | None) -> None:
    """Print `lines` for people, or with `--json -` only the result; with `--json FILE` write it there as well."""
    text = json.dumps(plain(result), indent=2, ensure_ascii=False)
    if not _is_text(text):  # a file's name may be bytes that are no text
        text = json.dumps(plain(result), indent=2)
    if target == "-":
        print(text)
        return
    for line in lines:
        print(line)
    if target:
        with replacing(Path(target)) as part:
            part.write_text(text + "\n", "utf-8")


def _is_text(text: str) -> bool:
    return not re.search("[\ud800-\udfff]", text)


def leave_a_core() -> None:
    """Let torch work on all cores but one: its threads wait for each other by spinning, and any neighbour makes them crawl."""
    import torch

    torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))


def table(headings: list[str], rows: Iterable[Iterable[Any]]) -> list[str]:
    """Lines of a plain table; numbers to the right, text to the left, absent values empty."""
    cells = [["" if _unknown(cell) else _cell(cell) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in [headings, *cells]) for at in range(len(headings))]
    right = [all(_is_number(row[at]) for row in cells) for at in range(len(headings))]
    return [
        "  ".join(cell.rjust(width) if side else cell.ljust(width) for cell, width, side in zip(row, widths, right, strict=True))
        .rstrip()
        for row in [headings, *cells]
    ]  # fmt: skip


def _cell(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _is_number(text: str) -> bool:
    try:
        float(text or "0")
    except ValueError:
        return False
    return True


def one_of(option: str, value: str, allowed: Sequence[str]) -> None:
    """Raise a usage error naming the values that are allowed, where `value` is none of them."""
    if value not in allowed:
        raise typer.BadParameter(f"{option} must be {' or '.join(allowed)}, not '{value}'.")
