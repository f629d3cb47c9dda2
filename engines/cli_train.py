"""`ductus train` on a terminal: progress, each saved snapshot in a line, and Ctrl+C as a clean stop; alone or under torchrun."""

from __future__ import annotations

import contextlib
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from engines.cli_support import CommandError, progress
from engines.messages import Event, Progress, Saved, Stopped

FULL = 1 << 20  # bytes; with less than that free, a disk is full


def run_training(family: str, data: list[Path], out: Path, settings: dict[str, Any], chatty: bool) -> tuple[dict[str, Any], str]:
    """Train with the trainer's own settings. -> the figures for `--json`, and why it stopped early ("" where it did not).

    chatty: print a line for each snapshot. Of the processes that torchrun starts only the first speaks; the others give nothing.
    Raises what the trainer raises, and CommandError for a full disk.
    """
    from engines.training.ranks import place
    from engines.training.trainer import train

    stopped: list[str] = []
    first = place()[0] == 0
    with progress("training") as report, _asked_to_stop(first) as asked:

        def show(event: Event) -> None:
            if isinstance(event, Progress):
                report(event.step, event.total, _figures(event.figures))
            elif isinstance(event, Saved) and event.card is not None and chatty:
                print(f"{event.path}  step {event.card.steps}  {_figures(event.card.scores)}", flush=True)
            elif isinstance(event, Stopped):
                stopped.append(event.text or "Stopped; continue with --resume.")

        try:
            model = train(family, data, out, report=show, should_stop=asked, **settings)
        except RuntimeError as error:  # torch does not say what kept it from writing
            if out.is_dir() and shutil.disk_usage(out).free < FULL:
                raise CommandError(f"The disk of {out} is full; free some space, then go on with --resume.") from error
            raise
    if not first:
        return {}, ""
    card = model.card
    result = {"model": card.name, "folder": str(model.folder), "steps": card.steps, "scores": card.scores}
    return result, stopped[-1] if stopped else ""


def _figures(values: dict[str, Any]) -> str:
    return "  ".join(f"{name} {value:.4g}" for name, value in values.items() if isinstance(value, int | float))


@contextlib.contextmanager
def _asked_to_stop(aloud: bool = True) -> Iterator[Callable[[], bool]]:
    """While inside, the first Ctrl+C (or the system's request to end) only makes the given function true; the second interrupts
    at once. aloud: say so."""
    asked = False

    def stop(number: int, frame: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        if aloud:
            print("Stopping after this step; Ctrl+C again leaves at once.", file=sys.stderr)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
