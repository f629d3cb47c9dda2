"""Stand-ins for the engine processes: real processes behind real pipes, but no torch and answers made to order."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection

import numpy as np

from engines.messages import Decode, Event, Hello, Job, Preview, Progress, Reply, Request, Saved
from engines.service import answering, entry, working

SLOW, CRASH, RAISE, GROW = 1.0, 2.0, 3.0, 4.0  # first value of z: what the fake does with the ask; the second is its argument


def ask(kind: float = 0.0, argument: float = 0.0) -> Decode:
    return Decode(np.array([kind, argument], np.float32), model=str(os.getpid()))


def _answer(request: Request) -> Reply:
    assert isinstance(request.ask, Decode)
    kind, argument = request.ask.z
    if kind == SLOW:
        time.sleep(float(argument))
    if kind == CRASH:
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == RAISE:
        raise ZeroDivisionError("a planted fault\nwith a second line")
    return Reply(request.serial, request.lane, z={"z": request.ask.z}, model=str(os.getpid()))


def _make(threads: int, device: str) -> tuple[answering.Greeter, answering.Answerer]:
    versions = {"threads": os.environ["OMP_NUM_THREADS"], "device": device}
    return lambda: Hello(families=("fake",), versions=versions), _answer


def answer(connection: Connection, threads: int, device: str) -> None:
    entry.settle(threads)
    answering.serve(connection, threads, device, _make)


def _cannot_start(threads: int, device: str) -> tuple[answering.Greeter, answering.Answerer]:
    raise ImportError("No module named 'torch'")


def answer_never(connection: Connection, threads: int, device: str) -> None:
    answering.serve(connection, threads, device, _cannot_start)


def _count(fields: dict, report: working.Report, should_stop: working.ShouldStop) -> dict:
    for step in range(int(fields["to"])):
        report(Progress("", step, int(fields["to"]), {"pid": os.getpid(), "nice": os.nice(0)}))
        if should_stop():
            report(working.Stopped("", f"Stopped at {step}."))
            return {}
        time.sleep(float(fields.get("pause", 0.0)))
    report(Preview("", 1, {"a": np.zeros((2, 2), np.uint8)}))
    report(Saved("", fields["path"])) if "path" in fields else None
    return {"counted": int(fields["to"]), "threads": fields["threads"]}


def _wrong(fields: dict, report: working.Report, should_stop: working.ShouldStop) -> dict:
    raise ValueError("This store is empty.")


def _unforeseen(fields: dict, report: working.Report, should_stop: working.ShouldStop) -> dict:
    raise KeyError("weights")


def _deaf(fields: dict, report: working.Report, should_stop: working.ShouldStop) -> dict:
    report(Progress("", 0, 0, {"pid": os.getpid()}))
    time.sleep(600)
    return {}


def _told(fields: dict, report: working.Report, should_stop: working.ShouldStop) -> dict:
    return dict(fields)


VERBS = {"train": _told, "import": _told, "count": _count, "wrong": _wrong, "unforeseen": _unforeseen, "deaf": _deaf}


def work(connection: Connection, threads: int) -> None:
    entry.settle(threads, entry.NICE)
    working.serve(connection, threads, VERBS)


def events_of(job: Job) -> list[Event]:
    """Run a job in this process: all its events, the last one included."""
    told: list[Event] = []
    told.append(working.run(job, VERBS, told.append, lambda: False))
    return told
