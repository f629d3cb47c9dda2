"""The one door from the window to the engine processes. Whoever knocks never waits.

`ask` puts a request into its lane's slot and returns; threads of the client's own start the process, send, listen and notice a
death. In each lane the newest ask wins, and an answer that is no longer the newest is dropped. A job runs in a process of its
own. What the client has to tell reaches its listener on the client's threads, one value at a time.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import pickle
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from engines.messages import LANES, Ask, EngineState, Event, Failed, Finished, Hello, Job, Lane, Means, Reply, Request, Stopped
from engines.service import entry

BACK_OFF = (0.0, 0.5, 2.0, 5.0)  # seconds before the first, second ... restart in a row; after these the client gives up
SETTLED = 20.0  # a ready process that lived this many seconds died of something new
TRIES = 3  # an ask that three processes died with is not asked a fourth time
HELLO = "hello"  # what is sent to ask for a new Hello

logger = logging.getLogger(__name__)
_spawn = multiprocessing.get_context("spawn")


_STARTING = EngineState("starting", "The engine is starting.")
Heard = Hello | Reply | Event | EngineState
Listener = Callable[[Heard], None]
Answering = Callable[[Connection, int, str], None]
Working = Callable[[Connection, int], None]


class _Slot:
    """One lane: what waits to be sent and what was sent but is not answered yet."""

    def __init__(self) -> None:
        self.newest = 0
        self.waiting: Request | None = None
        self.unanswered: Request | None = None
        self.deaths = 0  # of processes that had this ask

    def put(self, request: Request) -> None:
        self.newest, self.waiting, self.deaths = request.serial, request, 0

    def take(self) -> Request:
        assert self.waiting is not None
        request, self.waiting = self.waiting, None
        self.unanswered = request
        return request

    def answered(self, serial: int) -> bool:
        """Note an answer. -> whether it answers the newest ask of the lane, once."""
        if self.unanswered is None or self.unanswered.serial != serial:
            return False
        self.unanswered = None
        return serial == self.newest

    def again(self, blame: bool) -> Request | None:
        """After a death, let the newest ask wait again. -> the ask to give up, because too many processes died with it."""
        lost, self.unanswered = self.unanswered, None
        if lost is None or self.waiting is not None:
            return None
        self.deaths += blame
        if self.deaths >= TRIES:
            return lost
        self.waiting = lost
        return None


@dataclass
class _Life:
    """One answering process, from its start to its end."""

    connection: Connection
    process: Any = None
    ready_at: float = 0.0
    answers: int = 0
    gone: bool = False
    complaint: Failed | None = None  # its last words

    @property
    def useful(self) -> bool:
        """Whether it did something before it ended, so that its end says nothing about the next one's."""
        return self.answers > 0 or (self.ready_at > 0 and time.monotonic() - self.ready_at > SETTLED)

    def ending(self) -> tuple[str, str]:
        """Why it ended: a sentence, and details to copy."""
        if self.complaint is not None:
            return self.complaint.message, self.complaint.details
        code = self.process.exitcode
        return f"The engine {entry.cause(code)}.", f"exit code {code}"


class Client:
    """Asks and jobs go in, Hello, Reply, Event and EngineState come out.

    listener is called on the client's threads, never on the caller's and never twice at a time; it should hand over and return,
    and it must not call `close`. Both kinds of process take what suits (see `use`) until somebody chooses.
    """

    def __init__(self, listener: Listener, *, answer: Answering = entry.answer, work: Working = entry.work) -> None:
        self._listener = listener
        self._answering = self._working = Means()
        self._answer, self._work = answer, work
        self._change = threading.Condition()  # guards everything below
        self._telling = threading.RLock()
        self._slots: dict[Lane, _Slot] = {lane: _Slot() for lane in LANES}
        self._serial = 0
        self._open = True
        self._afresh = self._look_again = False
        self._life: _Life | None = None
        self._keeper: threading.Thread | None = None
        self._workers: dict[str, _Worker] = {}

    def use(self, answering: Means, working: Means) -> None:
        """What later processes may use; `restart` brings it to the one that answers, jobs under way keep theirs."""
        self._answering, self._working = answering, working

    def start(self) -> None:
        """Start the answering process; returns at once. A second call does nothing."""
        with self._change:
            if self._keeper is None and self._open:
                self._afresh = False
                self._keeper = threading.Thread(target=self._keep, name="ductus-engine", daemon=True)
                self._keeper.start()

    def restart(self) -> None:
        """End the answering process and start another, also after the client gave up. Unanswered asks are asked again."""
        with self._change:
            self._afresh = True
            self._change.notify_all()
        self.start()

    def ask(self, ask: Ask, lane: Lane) -> int:
        """Ask for an answer; never waits. -> the serial that the Reply will carry. An older ask of the lane is forgotten."""
        with self._change:
            self._serial += 1
            self._slots[lane].put(Request(self._serial, lane, ask))
            self._change.notify_all()
            return self._serial

    def refresh(self) -> None:
        """Let the process look again for models; a new Hello tells what it found. A job that ends does this by itself."""
        with self._change:
            self._look_again = True
            self._change.notify_all()

    def start_job(self, verb: str, fields: dict[str, Any]) -> str:
        """Start long work in a process of its own; returns at once. -> the id that all its events carry.

        Where the fields name no device or threads, those of `use` hold. The last event is always one of Finished, Stopped
        and Failed, whatever becomes of the process.
        """
        with self._change:
            if not self._open:
                raise RuntimeError("The client is closed: it starts no more jobs.")
            given = {"device": self._working.device} if verb in entry.COMPUTING else {}
            job = Job(f"{verb}-{uuid.uuid4().hex[:8]}", verb, {**given, **fields})
            threads = entry.job_threads(int(fields.get("threads", 0)) or self._working.threads)
            worker = _Worker(job, self._work, threads, self._tell, self.refresh)
            self._workers = {name: other for name, other in self._workers.items() if other.is_alive()}
            self._workers[job.id] = worker
            worker.start()
        return job.id

    def stop_job(self, id: str, *, now: bool = False) -> None:
        """Ask a job to stop and keep what it has; `now` ends its process at once. An unknown or ended job is no error."""
        worker = self._workers.get(id)
        if worker is not None:
            worker.stop(now)

    def close(self, grace: float = 3.0) -> None:
        """End all processes; nothing is told any more. Jobs get `grace` seconds to keep what they have."""
        with self._change:
            self._open = False
            self._change.notify_all()
            workers = list(self._workers.values())
        for worker in workers:
            worker.stop(False)
        if self._keeper is not None:
            self._keeper.join(2 * entry.PATIENCE)
        until = time.monotonic() + grace
        for worker in workers:
            worker.join(max(0.0, until - time.monotonic()))
            if worker.is_alive():
                worker.stop(True)
                worker.join(entry.PATIENCE)

    @property
    def process_id(self) -> int | None:
        """The answering process' number in the system, None while there is none."""
        return self._life.process.pid if self._life else None

    def _tell(self, heard: Heard) -> None:
        with self._telling:
            try:
                if self._open:
                    self._listener(heard)
            except Exception:  # the listener's mistake must not end the thread that serves everybody
                logger.exception("The listener failed on %s.", type(heard).__name__)

    def _keep(self) -> None:
        """The keeper's loop: one life of the answering process after the other."""
        failures = 0
        self._tell(_STARTING)
        while self._open:
            life = self._live()
            with self._change:
                wanted, self._afresh = self._afresh, False
            hopeless = self._collect(blame=not wanted)
            if not self._open:
                return
            for reply in hopeless:
                self._tell(reply)
            failures = 0 if wanted else 1 if life.useful else failures + 1
            why, details = life.ending()
            if 0 < failures <= len(BACK_OFF):
                self._tell(EngineState("restarting", f"{why} It is started again; your page is safe.", details))
                self._wait(BACK_OFF[failures - 1])
                continue
            if failures:
                text = f"{why} It stays off until you restart it; drawing, saving and exporting go on without it."
                self._tell(EngineState("stopped", text, details))
                self._wait(None)
                failures = 0
            self._tell(_STARTING)

    def _live(self) -> _Life:
        """One answering process: start it, send it what waits, and come back when it is gone."""
        ours, theirs = _spawn.Pipe()
        life = _Life(ours)
        args = (theirs, max(1, self._answering.threads), self._answering.device)
        process = _spawn.Process(target=self._answer, args=args, name="ductus-engine", daemon=True)
        try:
            process.start()
        except (OSError, RuntimeError) as error:  # RuntimeError: multiprocessing's own refusals
            why = getattr(error, "strerror", None) or " ".join(str(error).split())
            life.complaint = Failed("", f"The engine's process cannot be started: {why[:200].rstrip('.')}.")
            ours.close()
            return life
        finally:
            theirs.close()
        life.process, self._life = process, life
        reader = threading.Thread(target=self._listen, args=(life,), name="ductus-engine-listener", daemon=True)
        reader.start()
        self._send(life)
        entry.see_off(process, wait=life.gone)
        reader.join()
        ours.close()
        return life

    def _send(self, life: _Life) -> None:
        """Send waiting asks, the most urgent lane first, until the process is gone or not wanted any more."""
        while (due := self._next(life)) is not None:
            try:
                life.connection.send(due)
            except OSError:
                return
            except (TypeError, AttributeError, pickle.PicklingError) as error:
                if isinstance(due, Request):
                    self._deliver(Reply(due.serial, due.lane, error=f"This cannot be sent to the engine: {error}."), life)

    def _next(self, life: _Life) -> Request | str | None:
        """Wait for what is to be sent next; None when this life is over."""
        with self._change:
            self._change.wait_for(lambda: life.gone or self._afresh or not self._open or self._due(life))
            if life.gone or self._afresh or not self._open:
                return None
            for slot in self._slots.values():
                if slot.waiting is not None:
                    return slot.take()
            self._look_again = False
            return HELLO

    def _due(self, life: _Life) -> bool:
        """Whether there is something to send to a process that is ready for it."""
        return life.ready_at > 0 and (self._look_again or any(slot.waiting for slot in self._slots.values()))

    def _listen(self, life: _Life) -> None:
        """The listener's loop: what the process says, until the pipe ends."""
        try:
            while True:
                said = life.connection.recv()
                if isinstance(said, Reply):
                    self._deliver(said, life)
                elif isinstance(said, Hello):
                    self._welcome(said, life)
                elif isinstance(said, Failed):
                    life.complaint = said
        except (EOFError, OSError, pickle.UnpicklingError):
            logger.debug("The engine's pipe ended.")
        finally:
            with self._change:
                life.gone = True
                self._change.notify_all()

    def _welcome(self, hello: Hello, life: _Life) -> None:
        if not life.ready_at:
            self._tell(EngineState("ready", f"The engine is ready ({hello.devices[0].upper()})."))
        self._tell(hello)
        with self._change:
            life.ready_at = life.ready_at or time.monotonic()
            self._change.notify_all()

    def _deliver(self, reply: Reply, life: _Life) -> None:
        with self._change:
            life.answers += 1
            newest = self._slots[reply.lane].answered(reply.serial)
        if newest:
            self._tell(reply)

    def _collect(self, blame: bool) -> list[Reply]:
        """After a death: what was not answered waits again. -> replies to the asks that are given up."""
        text = f"The engine ended {TRIES} times while it worked on this, so it does not try again. Your page is safe."
        with self._change:
            lost = [slot.again(blame) for slot in self._slots.values()]
        return [Reply(request.serial, request.lane, error=text) for request in lost if request is not None]

    def _wait(self, seconds: float | None) -> None:
        with self._change:
            self._change.wait_for(lambda: self._afresh or not self._open, seconds)
            self._afresh = False


class _Worker(threading.Thread):
    """One job and the process that does it: its events are passed on, and its end is told whatever the process did."""

    def __init__(self, job: Job, target: Working, threads: int, tell: Listener, after: Callable[[], None]) -> None:
        super().__init__(name=f"ductus-{job.id}", daemon=True)
        self.job = job
        self._tell, self._after = tell, after
        self._ours, self._theirs = _spawn.Pipe()
        args = (self._theirs, threads)
        self._process = _spawn.Process(target=target, args=args, name=f"ductus-{job.id}", daemon=True)
        self._guard = threading.Lock()
        self._at_work = self._asked = self._now = False

    def stop(self, now: bool) -> None:
        """Ask the process to stop; `now` ends it."""
        with self._guard:
            first, self._asked = not self._asked, True
            self._now |= now
            if self._at_work:
                self._pass_on(first)

    def _pass_on(self, first: bool) -> None:
        """Tell the process what `stop` was told; a message once, so that the pipe cannot fill."""
        if first:
            with contextlib.suppress(OSError):
                self._ours.send("stop")
        if self._now:
            self._process.kill()

    def run(self) -> None:
        """The thread's loop: events until the pipe ends, then the end."""
        end: Event | None = None
        try:
            self._process.start()
            self._theirs.close()
            self._hand_over()
            while end is None:
                event = self._ours.recv()
                if isinstance(event, Finished | Stopped | Failed):
                    end = event
                else:
                    self._tell(event)
        except (EOFError, ConnectionError, pickle.UnpicklingError):
            end = None  # it ended without a last word
        except (OSError, TypeError, AttributeError, pickle.PicklingError) as error:
            end = Failed(self.job.id, f"The worker process cannot be started: {error}.")
        with self._guard:
            self._at_work = False
            self._ours.close()
        if self._process.pid is not None:
            entry.see_off(self._process, wait=True)
        self._tell(end or self._silent_end())
        self._after()

    def _hand_over(self) -> None:
        """Give the process its job, and the stop that may have come before it."""
        with self._guard:
            self._ours.send(self.job)
            self._at_work = True
            if self._asked:
                self._pass_on(first=True)

    def _silent_end(self) -> Event:
        kept = "What it had saved before is kept."
        if self._now:
            return Stopped(self.job.id, f"The work was ended at once. {kept}")
        return Failed(self.job.id, f"The worker process {entry.cause(self._process.exitcode)} before it had finished. {kept}")
