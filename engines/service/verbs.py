"""What every verb of the worker shares: how it says that it cannot, that it was stopped, and how far it is."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from engines.messages import Event, Progress

EVERY = 0.25  # seconds between two progress events
SOON = 2.0  # seconds of work before the time that is left is told: earlier it would be a guess

Report = Callable[[Event], None]
ShouldStop = Callable[[], bool]
Verb = Callable[[dict[str, Any], Report, ShouldStop], dict[str, Any]]


class JobError(ValueError):
    """A job that cannot be done as asked, in a sentence."""


class StopAsked(Exception):  # noqa: N818 - no error: the way out of work that was asked to stop
    """Leaves work that reads from an iterator, so that half-written files are removed on the way out."""


def named(fields: dict[str, Any], *names: str) -> tuple[str, ...]:
    """The names, all of which the fields hold. Raises JobError for one that they lack."""
    for name in names:
        if name not in fields:
            raise JobError(f"The job does not say its '{name}'.")
    return names


class Pace:
    """Progress told four times a second with the time that is left, and the way out where the work was asked to stop."""

    def __init__(self, report: Report, should_stop: ShouldStop) -> None:
        self._report, self._should_stop = report, should_stop
        self._began = time.monotonic()
        self._told = -math.inf
        self._share = 0.0

    def stop_where_asked(self) -> None:
        """Raises StopAsked where the work was asked to stop."""
        if self._should_stop():
            raise StopAsked

    def __call__(self, done: int, total: int, text: str = "") -> None:
        """So far `done` of `total` (0 = unknown). Raises StopAsked."""
        self.stop_where_asked()
        now = time.monotonic()
        if now - self._told < EVERY and not 0 < total <= done:
            return
        self._told = now
        share = done / total if total > 0 else 0.0
        spent = now - self._began
        left = spent / share * (1 - share) if share > 0 and spent > SOON else math.nan
        self._report(Progress("", done, total, left=left, text=text))
