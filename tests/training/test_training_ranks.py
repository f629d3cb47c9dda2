"""Two processes that torchrun starts train as one would: same losses, one voice, one writer, and an end for all."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import small_runs
import torch
from small_runs import plan

from engines.messages import Event, Progress
from engines.models.layers import noise, share_of_noise
from engines.training import trainer
from engines.training.checkpoint import load_state
from engines.training.ranks import Ranks, RanksError

ROOT = Path(__file__).parents[2]
ACTOR = Path(__file__).with_name("rank_actor.py")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return small_runs.make_store(tmp_path)


def environment(**settings: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", **settings}


def words(store: Path, out: Path, *more: str) -> list[str]:
    common = ["--preset", "draft", "--steps", "50", "--batch", "17", "--device", "cpu", "--threads", "1", "--name", "tiny"]
    return ["train", "cross_vae", "--data", str(store), "-o", str(out), *common, *more]


def together(fault: str, step: int, command: list[str]) -> list[tuple[int, str, str]]:
    """Both processes started by hand. -> (status, stdout, stderr) of each."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    meeting = {"WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    start = [sys.executable, str(ACTOR), fault, str(step), *command]
    both = [subprocess.Popen(start, env=environment(RANK=rank, **meeting), **pipes) for rank in "01"]
    told = [process.communicate(timeout=170) for process in both]
    return [(process.returncode, *texts) for process, texts in zip(both, told, strict=True)]


def events_of(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]


def test_what_two_processes_lose_is_what_one_loses(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone: list[Event] = []
    monkeypatch.setattr(trainer, "TICK", -1.0)
    trainer.run(plan(store, tmp_path / "one", steps=50, batch=17), alone.append)
    wanted = [event.figures for event in alone if isinstance(event, Progress)]

    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2", str(ACTOR), "none", "0"]
    command = [*torchrun, *words(store, tmp_path / "two", "--json", "-")]
    ended = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=170, check=False)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["steps"] == 50  # one voice

    events = events_of(tmp_path / "two")
    found = [event["figures"] for event in events if event["event"] == "Progress"]
    assert len(found) == len(wanted) == 50
    for step, (one, two) in enumerate(zip(wanted, found, strict=True)):
        for name in ("loss", "tt", "bb", "share"):
            assert two[name] == pytest.approx(one[name], rel=1e-4), (step, name)
    kinds = [event["event"] for event in events]
    assert kinds.count("Started") == kinds.count("Finished") == 1 and "2 processes" in events[0]["title"]


@pytest.mark.timeout(400)
def test_one_process_asked_to_end_stops_both_and_one_that_dies_ends_the_other_with_a_sentence(
    store: Path, tmp_path: Path
) -> None:
    (status, _, told), (other, said, _) = together("asked", 14, words(store, tmp_path / "run"))
    assert (status, other, said) == (1, 0, "") and "Stopped at step 15 of 50; continue with --resume." in told
    assert load_state(tmp_path / "run" / "state.pt")["step"] == 15

    (status, _, told), (other, _, _) = together("killed", 22, words(store, tmp_path / "run", "--resume"))
    assert (status, other) == (1, -9)
    assert "Another process of this training has ended" in told and "Traceback" not in told
    last = events_of(tmp_path / "run")[-1]
    assert last["event"] == "Failed" and "go on with --resume" in last["message"]
    assert load_state(tmp_path / "run" / "state.pt")["step"] == 18  # the end of the second epoch


def test_processes_share_a_batch_without_gap_or_overlap_and_need_one_sample_each() -> None:
    shares = [Ranks(rank, 3, 17) for rank in range(3)]
    assert [row for ranks in shares for row in range(17)[ranks.share]] == list(range(17))
    assert sum(ranks.weight for ranks in shares) == pytest.approx(1)
    with pytest.raises(RanksError, match="cannot be shared by 3 processes"):
        Ranks(0, 3, 2)


def test_noise_drawn_together_is_the_noise_drawn_alone() -> None:
    torch.manual_seed(5)
    whole, after = noise(torch.empty(17, 32)), torch.rand(1)
    parts = []
    for ranks in (Ranks(rank, 2, 17) for rank in range(2)):
        torch.manual_seed(5)
        with share_of_noise(ranks.share, ranks.batch):
            parts.append(noise(torch.empty(17, 32)[ranks.share]))
        assert torch.equal(torch.rand(1), after)  # the generators stay in step
    assert torch.equal(torch.cat(parts), whole)
