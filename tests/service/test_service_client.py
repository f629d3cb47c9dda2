"""The door to the engine: it never waits, the newest ask wins, and a killed process is noticed, told and replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fake_engine
import numpy as np
import pytest

from engines.messages import Decode, Event, Failed, Finished, Hello, Progress, Reply, Started, Stopped
from engines.service import client as client_module
from engines.service import entry
from engines.service.client import Client, EngineState

PATIENCE = 30.0


class Heard:
    """What the client told, in order, with a way to wait for it."""

    def __init__(self) -> None:
        self.all: list[object] = []
        self.threads: set[str] = set()
        self._change = threading.Condition()

    def __call__(self, value: object) -> None:
        with self._change:
            self.all.append(value)
            self.threads.add(threading.current_thread().name)
            self._change.notify_all()

    def until(self, done: Callable[[Heard], object]) -> None:
        with self._change:
            assert self._change.wait_for(lambda: done(self), PATIENCE), f"waited in vain; heard {self.all}"

    def of(self, kind: type) -> list:
        return [value for value in self.all if isinstance(value, kind)]

    def reply(self, serial: int) -> Reply:
        self.until(lambda heard: any(reply.serial == serial for reply in heard.of(Reply)))
        return next(reply for reply in self.of(Reply) if reply.serial == serial)

    def states(self) -> list[str]:
        return [state.state for state in self.of(EngineState)]

    def end(self, job: str) -> Event:
        self.until(lambda heard: heard.events(job) and isinstance(heard.events(job)[-1], Finished | Stopped | Failed))
        return self.events(job)[-1]

    def events(self, job: str) -> list[Event]:
        return [value for value in self.all if getattr(value, "job", None) == job]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def client(heard: Heard) -> Iterator[Client]:
    made = Client(heard, answer=fake_engine.answer, work=fake_engine.work)
    yield made
    made.close()


def ready(client: Client, heard: Heard) -> Client:
    client.start()
    heard.until(lambda h: h.of(Hello))
    return client


def dead(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"
    except OSError:
        return True


def test_it_says_starting_then_ready_then_hello_and_answers(client: Client, heard: Heard) -> None:
    ready(client, heard)
    reply = heard.reply(client.ask(fake_engine.ask(0, 7), "pen"))
    assert heard.states() == ["starting", "ready"]
    assert heard.of(Hello)[0].families == ("fake",)
    assert reply.z["z"][1] == 7
    assert reply.seconds >= 0
    assert reply.model == str(client.process_id) != str(os.getpid())


def test_the_process_is_told_its_number_of_threads_before_it_loads_anything(client: Client, heard: Heard) -> None:
    ready(client, heard)
    assert heard.of(Hello)[0].versions["threads"] == "1"


def test_what_was_asked_before_the_process_is_ready_is_answered_when_it_is(client: Client, heard: Heard) -> None:
    forgotten = client.ask(fake_engine.ask(), "pen")
    serial = client.ask(fake_engine.ask(0, 2), "pen")
    client.start()
    heard.reply(serial)
    assert forgotten not in {reply.serial for reply in heard.of(Reply)}


def test_nothing_is_told_on_the_callers_thread(client: Client, heard: Heard) -> None:
    ready(client, heard)
    heard.reply(client.ask(fake_engine.ask(), "pen"))
    assert threading.current_thread().name not in heard.threads


def test_a_thousand_asks_are_answered_by_few_and_the_newest_is_among_them(client: Client, heard: Heard) -> None:
    ready(client, heard)
    for _ in range(1000):
        last = client.ask(fake_engine.ask(fake_engine.SLOW, 0.02), "pen")
    heard.reply(last)
    assert len(heard.of(Reply)) < 50


def test_an_answer_that_is_not_the_newest_any_more_is_dropped(client: Client, heard: Heard) -> None:
    ready(client, heard)
    old = client.ask(fake_engine.ask(fake_engine.SLOW, 0.3), "pen")
    time.sleep(0.1)  # it is being answered now
    new = client.ask(fake_engine.ask(), "pen")
    heard.reply(new)
    assert old not in {reply.serial for reply in heard.of(Reply)}


def test_lanes_do_not_push_each_other_out_and_the_pen_goes_first(client: Client, heard: Heard) -> None:
    ready(client, heard)
    client.ask(fake_engine.ask(fake_engine.SLOW, 0.3), "browse")
    time.sleep(0.1)
    serials = {lane: client.ask(fake_engine.ask(), lane) for lane in ("browse", "latent", "picture", "pen")}
    heard.reply(serials["browse"])
    order = [reply.serial for reply in heard.of(Reply) if reply.serial in serials.values()]
    assert order == [serials[lane] for lane in ("pen", "picture", "latent", "browse")]


def test_asking_does_not_wait_for_a_process_that_takes_no_notice(client: Client, heard: Heard) -> None:
    ready(client, heard)
    pid = client.process_id
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)  # a process that reads nothing: the pipe fills, the asks go on
    big = Decode(np.zeros(3_000_000, np.float32))
    asked = [client.ask(big, "pen") for _ in range(200)]
    newest = client.ask(fake_engine.ask(), "pen")
    assert len(set(asked)) == 200
    os.kill(pid, signal.SIGCONT)
    heard.reply(newest)


def test_a_fault_in_one_answer_is_a_sentence_with_a_traceback_and_the_next_is_answered(client: Client, heard: Heard) -> None:
    ready(client, heard)
    reply = heard.reply(client.ask(fake_engine.ask(fake_engine.RAISE), "pen"))
    assert "ZeroDivisionError: a planted fault" in reply.error
    assert "\n" not in reply.error
    assert "fake_engine.py" in reply.details
    assert heard.reply(client.ask(fake_engine.ask(), "pen")).error == ""


def test_a_killed_process_is_told_replaced_and_asked_again(client: Client, heard: Heard) -> None:
    ready(client, heard)
    first = client.process_id
    assert first is not None
    pen = client.ask(fake_engine.ask(fake_engine.SLOW, 0.5), "pen")
    latent = client.ask(fake_engine.ask(0, 5), "latent")
    time.sleep(0.1)
    os.kill(first, signal.SIGKILL)
    assert heard.reply(pen).model != str(first)
    assert heard.reply(latent).z["z"][1] == 5
    assert heard.states() == ["starting", "ready", "restarting", "ready"]
    told = heard.of(EngineState)[2].text
    assert "ended from outside" in told
    assert "safe" in told


def test_after_a_kill_only_the_newest_ask_of_a_lane_is_asked_again(client: Client, heard: Heard) -> None:
    ready(client, heard)
    pid = client.process_id
    assert pid is not None
    old = client.ask(fake_engine.ask(fake_engine.SLOW, 5.0), "pen")
    time.sleep(0.1)
    new = client.ask(fake_engine.ask(0, 1), "pen")
    os.kill(pid, signal.SIGKILL)
    heard.reply(new)
    assert old not in {reply.serial for reply in heard.of(Reply)}


def test_a_killed_idle_process_is_replaced_too(client: Client, heard: Heard) -> None:
    ready(client, heard)
    pid = client.process_id
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    heard.until(lambda h: len(h.of(Hello)) == 2)
    heard.reply(client.ask(fake_engine.ask(), "pen"))


def test_an_ask_that_kills_every_process_is_given_up_with_a_sentence(
    client: Client, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "BACK_OFF", (0.0,) * 4)
    ready(client, heard)
    reply = heard.reply(client.ask(fake_engine.ask(fake_engine.CRASH), "picture"))
    assert "does not try again" in reply.error
    assert heard.reply(client.ask(fake_engine.ask(), "picture")).error == ""


def test_a_process_that_cannot_start_is_given_up_with_its_reason_and_can_be_restarted(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "BACK_OFF", (0.0, 0.0))
    client = Client(heard, answer=fake_engine.answer_never)
    client.start()
    heard.until(lambda h: "stopped" in h.states())
    assert heard.states() == ["starting", "restarting", "restarting", "stopped"]
    stopped = heard.of(EngineState)[-1]
    assert "No module named 'torch'" in stopped.text
    assert "Traceback" in stopped.details
    client._answer = fake_engine.answer
    serial = client.ask(fake_engine.ask(), "pen")
    client.restart()
    assert heard.reply(serial).error == ""
    client.close()


def test_restart_replaces_a_process_that_works(client: Client, heard: Heard) -> None:
    ready(client, heard)
    first = client.process_id
    serial = client.ask(fake_engine.ask(fake_engine.SLOW, 0.5), "pen")
    time.sleep(0.1)
    client.restart()
    assert heard.reply(serial).model != str(first)
    assert heard.states() == ["starting", "ready", "starting", "ready"]


def test_closing_ends_the_process_and_tells_nothing_more(client: Client, heard: Heard) -> None:
    ready(client, heard)
    pid = client.process_id
    client.ask(fake_engine.ask(fake_engine.SLOW, 30), "pen")
    time.sleep(0.05)
    before = list(heard.all)
    client.close()
    assert pid is not None
    assert dead(pid)
    assert heard.all == before
    client.close()


def test_a_listener_that_fails_does_not_stop_the_client(heard: Heard, caplog: pytest.LogCaptureFixture) -> None:
    def listener(value: object) -> None:
        heard(value)
        raise ValueError("the listener's own fault")

    client = Client(listener, answer=fake_engine.answer)
    ready(client, heard)
    heard.reply(client.ask(fake_engine.ask(), "pen"))
    heard.reply(client.ask(fake_engine.ask(), "pen"))
    client.close()
    assert "The listener failed" in caplog.text


def test_engine_and_worker_end_when_the_program_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import sys, time\n"
        f"sys.path[:0] = [{str(Path(fake_engine.__file__).parent)!r}]\n"
        "import fake_engine\n"
        "from engines.service.client import Client\n"
        "from engines.messages import Hello, Progress\n"
        "def listen(value):\n"
        "    if isinstance(value, Hello): print(client.process_id, flush=True)\n"
        "    if isinstance(value, Progress) and value.step == 0: print(int(value.figures['pid']), flush=True)\n"
        "if __name__ == '__main__':\n"
        "    client = Client(listen, answer=fake_engine.answer, work=fake_engine.work)\n"
        "    client.start()\n"
        "    client.start_job('count', {'to': 10000, 'pause': 0.05})\n"
        "    time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()) as process:
        assert process.stdout is not None
        children = [int(process.stdout.readline()) for _ in range(2)]
        process.kill()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not all(dead(pid) for pid in children):
        time.sleep(0.05)
    assert all(dead(pid) for pid in children)


def test_a_job_tells_its_events_in_order_and_ends_once(client: Client, heard: Heard) -> None:
    job = client.start_job("count", {"to": 3})
    end = heard.end(job)
    events = heard.events(job)
    assert isinstance(events[0], Started)
    assert [event.step for event in events if isinstance(event, Progress)] == [0, 1, 2]
    assert end == Finished(job, {"counted": 3, "threads": entry.job_threads(0)})
    assert sum(isinstance(event, Finished | Stopped | Failed) for event in events) == 1


def test_a_worker_yields_to_the_pen(client: Client, heard: Heard) -> None:
    job = client.start_job("count", {"to": 1})
    heard.end(job)
    assert next(event for event in heard.events(job) if isinstance(event, Progress)).figures["nice"] >= 10


def test_a_job_stops_on_request_and_keeps_what_it_has(client: Client, heard: Heard) -> None:
    job = client.start_job("count", {"to": 100_000, "pause": 0.01})
    heard.until(lambda h: any(isinstance(event, Progress) for event in h.events(job)))
    client.stop_job(job)
    client.stop_job(job)
    end = heard.end(job)
    assert isinstance(end, Stopped)
    assert end.text.startswith("Stopped at")


def test_a_job_can_be_stopped_before_its_process_is_there(client: Client, heard: Heard) -> None:
    job = client.start_job("count", {"to": 100_000, "pause": 0.01})
    client.stop_job(job)
    assert isinstance(heard.end(job), Stopped)


def test_a_job_that_does_not_listen_can_be_ended_at_once(client: Client, heard: Heard) -> None:
    job = client.start_job("deaf", {})
    heard.until(lambda h: any(isinstance(event, Progress) for event in h.events(job)))
    client.stop_job(job, now=True)
    assert isinstance(heard.end(job), Stopped)


def test_a_killed_worker_ends_as_failed_in_plain_words(client: Client, heard: Heard) -> None:
    job = client.start_job("deaf", {})
    heard.until(lambda h: any(isinstance(event, Progress) for event in h.events(job)))
    os.kill(int(heard.of(Progress)[0].figures["pid"]), signal.SIGKILL)
    end = heard.end(job)
    assert isinstance(end, Failed)
    assert "ended from outside" in end.message
    assert "memory" in end.message


def test_jobs_and_asks_do_not_know_of_each_other(client: Client, heard: Heard) -> None:
    ready(client, heard)
    job = client.start_job("deaf", {})
    heard.until(lambda h: h.of(Progress))
    heard.reply(client.ask(fake_engine.ask(), "pen"))
    os.kill(int(heard.of(Progress)[0].figures["pid"]), signal.SIGKILL)
    heard.end(job)
    heard.reply(client.ask(fake_engine.ask(), "pen"))
    assert heard.states() == ["starting", "ready"]


def test_closing_gives_a_running_job_the_time_to_keep_its_work(client: Client, heard: Heard) -> None:
    job = client.start_job("count", {"to": 100_000, "pause": 0.01})
    heard.until(lambda h: any(isinstance(event, Progress) for event in h.events(job)))
    client.close()
    pid = int(heard.of(Progress)[0].figures["pid"])
    assert dead(pid)


def test_after_a_job_the_engine_says_hello_again_so_that_new_models_show(client: Client, heard: Heard) -> None:
    ready(client, heard)
    client.start_job("count", {"to": 1})
    heard.until(lambda h: len(h.of(Hello)) == 2)
    assert heard.states() == ["starting", "ready"]
    heard.reply(client.ask(fake_engine.ask(), "pen"))


def test_an_ask_that_cannot_be_sent_is_a_sentence(client: Client, heard: Heard) -> None:
    ready(client, heard)
    assert "cannot be sent" in heard.reply(client.ask(Decode(lambda: None), "latent")).error  # type: ignore[arg-type]
    heard.reply(client.ask(fake_engine.ask(), "latent"))


def test_a_closed_client_starts_no_job(client: Client) -> None:
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.start_job("count", {"to": 1})


def test_a_job_that_cannot_be_sent_ends_as_failed(client: Client, heard: Heard) -> None:
    job = client.start_job("count", {"to": lambda: 3})
    assert isinstance(heard.end(job), Failed)


def test_stopping_an_unknown_job_is_no_error(client: Client) -> None:
    client.stop_job("train-0")
