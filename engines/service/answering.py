"""The answering process: one slot a lane, the newest request in each wins, the most urgent lane is answered first.

A thread drains the pipe into the slots, so that a client never finds it full; the process ends as soon as the other end of the
pipe is gone, whatever it is doing.
"""

from __future__ import annotations

import contextlib
import gc
import os
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection

from engines.messages import LANES, Failed, Hello, Lane, Look, Open, Reply, Request

Answerer = Callable[[Request], Reply]
Greeter = Callable[[], Hello]
Maker = Callable[[int, str], tuple[Greeter, Answerer]]


class Slots:
    """The newest request of each lane, handed out in order of urgency."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._waiting: dict[Lane, Request] = {}
        self._greet = False

    def put(self, request: Request | str) -> None:
        """Keep a request; an older one of its lane is forgotten. Any text asks for a new Hello."""
        with self._change:
            if isinstance(request, Request):
                self._waiting[request.lane] = request
            else:
                self._greet = True
            self._change.notify()

    def take(self) -> Request | None:
        """The most urgent request, or None for a new Hello; waits until there is one."""
        with self._change:
            self._change.wait_for(lambda: bool(self._waiting) or self._greet)
            for lane in LANES:
                if lane in self._waiting:
                    return self._waiting.pop(lane)
            self._greet = False
            return None


def _drain(connection: Connection, slots: Slots) -> None:
    """The draining thread's loop: requests into their slots. When the client is gone, so is this process."""
    try:
        while True:
            slots.put(connection.recv())
    except (EOFError, OSError):
        os._exit(0)


def serve(connection: Connection, threads: int, device: str = "auto", make: Maker | None = None) -> None:
    """Say Hello, then answer until the other end is gone. make: builds the engine (a fake in tests)."""
    slots = Slots()
    threading.Thread(target=_drain, args=(connection, slots), name="drain", daemon=True).start()
    try:
        greet, answer = (make or _engine)(threads, device)
        hello = greet()
    except Exception as error:
        text = f"The engine cannot start: {_sentence(error)}"
        connection.send(Failed("", text, traceback.format_exc()))
        return
    gc.collect()
    gc.freeze()  # what start-up made stays: later collections need not look at it
    with contextlib.suppress(OSError):  # the client is gone, and `_drain` ends the process
        connection.send(hello)
        while True:
            request = slots.take()
            connection.send(greet() if request is None else _answered(request, answer))


def _answered(request: Request, answer: Answerer) -> Reply:
    """The reply to a request, with the time it took; whatever goes wrong becomes a sentence."""
    began = time.perf_counter()
    try:
        reply = answer(request)
    except Exception as error:  # the outermost loop of the process: one broken answer must not end it
        text = f"The engine could not answer this: {_sentence(error)}"
        reply = Reply(request.serial, request.lane, error=text, details=traceback.format_exc())
    return replace(reply, seconds=time.perf_counter() - began)


def _sentence(error: Exception) -> str:
    """An unforeseen error on one line: its kind and the first line of what it says."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:200]}" if lines else f"{type(error).__name__}."


def _engine(threads: int, device: str) -> tuple[Greeter, Answerer]:
    """The real engine: torch, the models, one warm-up conversion, so that the first stroke is answered as fast as any."""
    import torch

    from engines.inference.answers import answer, warm_up
    from engines.inference.shelf import Shelf, greet, usable
    from engines.service.browsing import BROWSING, Browser
    from engines.service.importing import look
    from engines.service.reading import read

    torch.set_num_threads(threads)
    shelf = Shelf(device=usable(device))
    warm_up(shelf)
    browser = Browser()

    def answer_any(request: Request) -> Reply:
        if isinstance(request.ask, BROWSING):
            return browser.answer(request)
        if isinstance(request.ask, Look):
            return look(request)
        return read(request) if isinstance(request.ask, Open) else answer(request, shelf)

    return lambda: greet(shelf), answer_any
