"""Devices and threads: what is chosen reaches the processes that start from then on, and nothing under way is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import fake_engine
import pytest

from engines.messages import Finished, Hello, Means, Progress, Reply
from engines.service import entry
from engines.service.client import Client

PATIENCE = 60.0


class Heard:
    """What the client told."""

    def __init__(self) -> None:
        self.all: list[object] = []
        self._change = threading.Condition()

    def __call__(self, value: object) -> None:
        with self._change:
            self.all.append(value)
            self._change.notify_all()

    def first(self, fits: Callable[[object], object]) -> object:
        """The first value that fits, waited for."""
        until = time.monotonic() + PATIENCE
        with self._change:
            while time.monotonic() < until:
                for value in self.all:
                    if fits(value):
                        return value
                self._change.wait(1.0)
        raise AssertionError(f"never heard: {self.all}")

    def result(self, job: str) -> dict[str, object]:
        """What a job gave."""
        end = self.first(lambda value: isinstance(value, Finished) and value.job == job)
        assert isinstance(end, Finished)
        return end.result


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def client(heard: Heard) -> Iterator[Client]:
    made = Client(heard, answer=fake_engine.answer, work=fake_engine.work)
    yield made
    made.close()


def test_a_choice_reaches_the_next_process_and_nothing_is_lost(client: Client, heard: Heard) -> None:
    client.start()
    heard.first(lambda value: isinstance(value, Hello) and value.versions == {"threads": "1", "device": "auto"})
    job = client.start_job("count", {"to": 20, "pause": 0.05})
    heard.first(lambda value: isinstance(value, Progress) and value.job == job)
    client.use(Means("cuda:1", 3), Means("cpu", 2))
    serial = client.ask(fake_engine.ask(fake_engine.SLOW, 0.2), "pen")
    client.restart()
    heard.first(lambda value: isinstance(value, Hello) and value.versions == {"threads": "3", "device": "cuda:1"})
    reply = heard.first(lambda value: isinstance(value, Reply) and value.serial == serial)
    assert isinstance(reply, Reply) and not reply.error
    assert heard.result(job) == {"counted": 20, "threads": entry.job_threads(0)}  # it began before


def test_jobs_take_the_chosen_threads_unless_they_name_their_own(client: Client, heard: Heard) -> None:
    client.use(Means(), Means("cpu", 2))
    assert heard.result(client.start_job("count", {"to": 1}))["threads"] == 2
    assert heard.result(client.start_job("count", {"to": 1, "threads": 4}))["threads"] == 4


def test_only_jobs_that_compute_are_told_the_device(client: Client, heard: Heard) -> None:
    client.use(Means("cpu"), Means("cuda"))
    jobs = [client.start_job("train", {}), client.start_job("train", {"device": "cpu"}), client.start_job("import", {})]
    assert [heard.result(job).get("device") for job in jobs] == ["cuda", "cpu", None]


def test_threads_that_nobody_chose_leave_a_core_to_the_pen(monkeypatch: pytest.MonkeyPatch) -> None:
    for cores, threads in ((1, 1), (2, 1), (6, 5), (64, entry.MOST_THREADS)):
        monkeypatch.setattr(entry.os, "cpu_count", lambda cores=cores: cores)
        assert entry.job_threads(0) == threads
    assert entry.job_threads(12) == 12
