"""The long work that is under way: what each job is called, how far it is, how it ended. Plain words for the status bar."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from engines.messages import Event, Failed, Finished, Progress, Started, Stopped
from studio.words import tr


class Starts(Protocol):
    """The part of the bridge that is needed here."""

    def start_job(self, verb: str, fields: dict[str, Any]) -> str:
        """Start a job, give its id."""
        ...

    def stop_job(self, job: str) -> None:
        """Ask a job to stop."""
        ...


@dataclass(frozen=True)
class JobState:
    """A job as a person sees it. share: 0..1, NaN where unknown. left: seconds, NaN where unknown. text: the latest words."""

    id: str
    title: str
    share: float = math.nan
    left: float = math.nan
    text: str = ""
    running: bool = True
    stopping: bool = False
    failed: bool = False
    details: str = ""
    result: dict[str, Any] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """One line for the status bar: "Importing 1b 62%, 3 min left"."""
        if not self.running:
            return self.text
        if self.stopping:
            return tr("{}, stopping").format(self.title)
        parts = [self.title + ("" if math.isnan(self.share) else f" {self.share:.0%}")]
        if not math.isnan(self.left):
            parts.append(tr("{} left").format(time_text(self.left)))
        elif self.text:
            parts.append(self.text)
        return ", ".join(parts)


def time_text(seconds: float) -> str:
    """Seconds as a person says them: "8 s", "3 min", "2 h 10 min"."""
    if seconds < 90:
        return tr("{} s").format(max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 90:
        return tr("{} min").format(minutes)
    hours, rest = divmod(minutes, 60)
    return tr("{} h {} min").format(hours, rest) if rest else tr("{} h").format(hours)


def advanced(state: JobState, event: Event) -> JobState:
    """The job's state after an event (pure)."""
    if isinstance(event, Started):
        return replace(state, title=state.title or event.title)
    if isinstance(event, Progress):
        share = min(1.0, event.step / event.total) if event.total > 0 else math.nan
        return replace(state, share=share, left=event.left, text=event.text)
    if isinstance(event, Finished):
        return replace(state, running=False, share=1.0, text=f"{state.title}: {_outcome(event.result)}", result=event.result)
    if isinstance(event, Stopped):
        return replace(state, running=False, text=event.text or tr("{}: stopped").format(state.title))
    if isinstance(event, Failed):
        return replace(state, running=False, failed=True, text=event.message, details=event.details)
    return state


def _outcome(result: dict[str, Any]) -> str:
    """What came out, in a few words: "done, 2,415 samples, 3 skipped"."""
    words = {"samples": tr("{:,} samples"), "skipped": tr("{:,} skipped")}
    counts = [form.format(result[key]) for key, form in words.items() if isinstance(result.get(key), int) and result[key]]
    return ", ".join([tr("done"), *counts])


class Jobs(QObject):
    """Starts and stops jobs and keeps what is known of each. changed: JobState."""

    changed = Signal(object)

    def __init__(self, bridge: Starts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._states: dict[str, JobState] = {}

    @property
    def running(self) -> tuple[JobState, ...]:
        """Every job under way, oldest first."""
        return tuple(state for state in self._states.values() if state.running)

    def start(self, verb: str, title: str, fields: dict[str, Any]) -> str:
        """Start a job; title: for people, as a present participle. Gives its id."""
        job = self._bridge.start_job(verb, fields)
        self._keep(JobState(job, title))
        return job

    def stop(self, job: str) -> None:
        """Ask a job to stop; it says so itself when it has. One that is not known here is somebody else's."""
        state = self._states.get(job)
        if state is None:
            return
        self._bridge.stop_job(job)
        if state.running:
            self._keep(replace(state, stopping=True))

    def heard(self, event: Event) -> None:
        """An event arrived from a job's process."""
        state = self._states.get(event.job)
        if state is not None:
            self._keep(advanced(state, event))

    def _keep(self, state: JobState) -> None:
        self._states[state.id] = state
        self.changed.emit(state)
