"""What every verb of the command line shares: one sentence for a failure, progress after a second, figures as JSON."""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from engines.data.files import replacing

PATIENCE = 1.0  # s of work before a progress bar appears

Report = Callable[[int, int, str], None]


class CommandError(ValueError):
    """A verb that cannot do what it was asked; the message is a sentence for people."""


def sentence(error: BaseException) -> str:
    """What went wrong in one line for people: our own errors say it themselves, the system's are completed."""
    text = " ".join(str(error).split())
    if isinstance(error, KeyboardInterrupt):
        return "Stopped; what was not finished was not written."
    if isinstance(error, MemoryError):
        return "The memory of this machine is not enough for this; close other programs or take smaller input."
    if isinstance(error, ModuleNotFoundError):
        return f"The package '{error.name}' is missing; install Ductus again, then ask `ductus doctor`."
    if isinstance(error, OSError) and not type(error).__module__.startswith("engines."):
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror or text}. Check the name, the permissions and the free space."
    if isinstance(error, ValueError) or type(error).__module__.startswith("engines."):
        return text or "This cannot be done with what was given."
    return f"This should not have happened ({type(error).__name__}: {text}). Add --debug to see where, and please report it."


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """A function (done, total, text) that shows a bar on the terminal once the work has taken longer than a second.

    total 0 = unknown. Nothing is shown where stderr is no terminal.
    """
    with ExitStack() as stack:
        bar = _Bar(title, stack) if sys.stderr.isatty() else None
        yield bar.update if bar else _silent


def _silent(done: int, total: int, text: str = "") -> None:
    return None


class _Bar:
    """A rich progress bar that is made only when it is needed."""

    def __init__(self, title: str, stack: ExitStack) -> None:
        self._title, self._stack = title, stack
        self._began = time.monotonic()
        self._bar: Any = None

    def update(self, done: int, total: int, text: str = "") -> None:
        if self._bar is None:
            if time.monotonic() - self._began < PATIENCE:
                return
            self._open()
        self._bar.update(self._task, completed=done, total=total or None, text=text)

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), TextColumn("{task.fields[text]}"))
        self._bar = self._stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
        self._task = self._bar.add_task(self._title, text="", total=None)


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
    if target == "-":
        print(text)
        return
    for line in lines:
        print(line)
    if target:
        with replacing(Path(target)) as part:
            part.write_text(text + "\n", "utf-8")


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
