"""A worker's run: what a job tells, and how each kind of trouble ends."""

from __future__ import annotations

from pathlib import Path

import fake_engine

from engines.messages import Failed, Finished, Job, Preview, Saved, Started, Stopped
from engines.service import working


def test_events_carry_the_jobs_id_whatever_the_work_wrote_in_them() -> None:
    events = fake_engine.events_of(Job("count-1", "count", {"to": 2, "path": Path("x")}))
    assert {event.job for event in events} == {"count-1"}
    assert isinstance(events[0], Started)
    assert [type(event) for event in events][-3:] == [Preview, Saved, Finished]


def test_an_error_for_people_is_the_message_as_it_stands() -> None:
    end = fake_engine.events_of(Job("1", "wrong"))[-1]
    assert isinstance(end, Failed)
    assert end.message == "This store is empty."
    assert "Traceback" in end.details


def test_an_unforeseen_error_names_its_kind_on_one_line() -> None:
    end = fake_engine.events_of(Job("1", "unforeseen"))[-1]
    assert isinstance(end, Failed)
    assert end.message == "The work failed: KeyError: 'weights'"


def test_an_unknown_verb_is_told_with_those_that_exist() -> None:
    end = fake_engine.events_of(Job("1", "knit"))[-1]
    assert isinstance(end, Failed)
    assert "'knit'" in end.message
    assert "count" in end.message


def test_work_that_leaves_by_the_way_out_ends_as_stopped() -> None:
    def leave(fields: dict, report: working.Report, should_stop: working.ShouldStop) -> dict:
        raise working.StopAsked

    assert isinstance(working.run(Job("1", "leave"), {"leave": leave}, lambda event: None, lambda: True), Stopped)


def test_a_full_disk_is_named_as_one() -> None:
    def write(fields: dict, report: working.Report, should_stop: working.ShouldStop) -> dict:
        raise OSError(28, "No space left on device", "/somewhere/store.h5")

    end = working.run(Job("1", "write"), {"write": write}, lambda event: None, lambda: False)
    assert isinstance(end, Failed)
    assert end.message == "The disk refused (/somewhere/store.h5): No space left on device."


def test_a_job_that_lacks_a_field_says_which() -> None:
    end = working.run(Job("1", "import", {"path": "x"}), working.VERBS, lambda event: None, lambda: False)
    assert isinstance(end, Failed)


def test_importing_what_is_not_there_is_one_sentence_and_leaves_no_store(tmp_path: Path) -> None:
    store = tmp_path / "store.h5"
    fields = {"path": str(tmp_path / "nothing"), "store": str(store)}
    end = working.run(Job("1", "import", fields), working.VERBS, lambda event: None, lambda: False)
    assert isinstance(end, Failed)
    assert "does not exist" in end.message
    assert list(tmp_path.iterdir()) == []
