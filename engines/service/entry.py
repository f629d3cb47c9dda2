"""Where the engine processes begin, and how they end. Nothing heavy is imported before `answer` or `work` runs in its process."""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NoReturn

THREAD_SETTINGS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
PATIENCE = 2.0  # seconds for a process that was told to end
COMPUTING = ("train", "evaluate")  # verbs that take a device
MOST_THREADS = 8  # for a job that nobody gave a number: models of this size gain nothing by more
NICE = 10  # a job yields to the pen and to the answering process


def settle(threads: int, nice: int = 0) -> None:
    """Make this process a good neighbour, before any numeric library is loaded: its threads, its priority, no Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(THREAD_SETTINGS, str(threads)))
    if nice and hasattr(os, "nice"):
        os.nice(nice)


def job_threads(wanted: int) -> int:
    """Threads for a job; 0 = all cores but the pen's, up to MOST_THREADS."""
    return wanted if wanted > 0 else max(1, min(MOST_THREADS, (os.cpu_count() or 2) - 1))


def leave(status: int = 0) -> NoReturn:
    """End this process now: all files are closed, and taking torch apart tidily would take seconds."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a windowed program has none
            stream.flush()
    os._exit(status)


def answer(connection: Connection, threads: int, device: str) -> None:
    """The answering process: requests in, replies out, until the other end of `connection` is gone."""
    settle(threads)
    from engines.service import answering

    answering.serve(connection, threads, device)
    leave()


def work(connection: Connection, threads: int) -> None:
    """A worker process: its Job comes first through `connection`, then events go out."""
    settle(threads, NICE)
    from engines.service import working

    working.serve(connection, threads)
    leave()


def see_off(process: BaseProcess, wait: bool = False) -> None:
    """From the starting side: let a process end by itself within PATIENCE where `wait`, then by request, then by force."""
    if wait:
        process.join(PATIENCE)
    for force in (process.terminate, process.kill):
        if process.exitcode is None:
            force()
            process.join(PATIENCE)


def cause(code: int | None) -> str:
    """How a process with this exit code ended, in words that follow its name."""
    if code is None:
        return "does not answer any more"
    if code == -signal.SIGTERM or (hasattr(signal, "SIGKILL") and code == -signal.SIGKILL):
        return "was ended from outside (often because the machine's memory ran out)"
    return "crashed" if code < 0 else "ended unexpectedly"
