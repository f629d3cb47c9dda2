"""The real engine in its real process: torch, a model with random weights, and what happens to them under fire."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from test_service_client import Heard

from engines.data.cards import ModelCard
from engines.data.sample import Sample
from engines.data.store import write_store
from engines.ink.types import Ink, Stroke
from engines.messages import Convert, Event, Failed, Finished, Hello, Job, Progress, Recover, Saved, Started, Stopped
from engines.models import cross_vae
from engines.service import working
from engines.service.client import Client
from engines.training.checkpoint import save_snapshot


def letter(seed: int = 0) -> Ink:
    walk = np.random.default_rng(seed).normal(size=(40, 2)).cumsum(axis=0)
    return Ink((Stroke(walk[:25]), Stroke(walk[25:])))


def make_model(folder: Path, name: str) -> None:
    config = cross_vae.PRESETS["draft"]
    card = ModelCard(name, "cross_vae", dataclasses.asdict(config), tuple(cross_vae.Sampler.can))
    save_snapshot(folder, card, cross_vae.Recipe(config).nets.state_dict())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engine-home")
    make_model(folder / "models", "random")
    make_model(folder / "models", "spoilt")
    (folder / "models" / "spoilt.safetensors").write_bytes(b"\x80\x04cos\nsystem\n")
    return folder


@pytest.fixture
def real(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Client, Heard]]:
    monkeypatch.setenv("DUCTUS_HOME", str(home))
    heard = Heard()
    client = Client(heard)
    client.start()
    heard.until(lambda h: h.of(Hello))
    yield client, heard
    client.close()


def test_the_engine_converts_recovers_and_survives_a_spoilt_model_and_a_kill(real: tuple[Client, Heard], tmp_path: Path) -> None:
    client, heard = real
    hello = heard.of(Hello)[0]
    assert "cross_vae" in hello.families
    assert {"random", "spoilt"} <= {ref.card.name for ref in hello.models}

    reply = heard.reply(client.ask(Convert(letter(), "random"), "pen"))
    assert (reply.error, reply.model) == ("", "random")
    assert set(reply.images) == {"ink", "t2b", "b2b"}
    assert set(reply.inks) == {"t2t", "b2t"}

    spoilt = heard.reply(client.ask(Convert(letter(), "spoilt"), "pen"))
    assert "spoilt.safetensors" in spoilt.error
    assert "\n" not in spoilt.error

    (tmp_path / "letter.png").write_bytes(b"\x89PNG\r\n\x1a\n but no more")
    picture = heard.reply(client.ask(Recover(tmp_path / "letter.png", "random"), "picture"))
    assert "letter.png" in picture.error

    pid = client.process_id
    assert pid is not None
    serials = [client.ask(Convert(letter(seed), "random"), "pen") for seed in range(20)]
    os.kill(pid, signal.SIGKILL)
    assert heard.reply(serials[-1]).error == ""
    assert heard.states() == ["starting", "ready", "restarting", "ready"]


def store_of_lines(path: Path) -> Path:
    lines = (Sample(ink=Ink((Stroke([[0, 0], [k % 7 + 1, 5]]),)), text="IL"[k % 2], writer=f"w{k % 40}") for k in range(400))
    write_store(path, lines)
    return path


def settings(folder: Path, **fields: object) -> dict[str, object]:
    stores = [str(store_of_lines(folder / "lines.h5"))]
    run = {"family": "cross_vae", "stores": stores, "out": str(folder / "run"), "preset": "draft", "batch": 32, "device": "cpu"}
    return {**run, **fields}


@pytest.fixture
def worker() -> Iterator[tuple[Client, Heard]]:
    heard = Heard()
    client = Client(heard)
    yield client, heard
    client.close()


def test_a_training_stops_on_request_with_its_work_saved(worker: tuple[Client, Heard], tmp_path: Path) -> None:
    client, heard = worker
    job = client.start_job("train", settings(tmp_path, steps=1_000_000))
    heard.until(lambda h: any(isinstance(event, Progress) and event.step for event in h.events(job)))
    client.stop_job(job)
    assert isinstance(heard.end(job), Stopped)
    saved = [event for event in heard.events(job) if isinstance(event, Saved)]
    assert saved[-1].path.is_file()
    assert saved[-1].card is not None


def test_a_training_ends_with_the_name_of_its_model(tmp_path: Path) -> None:
    told: list[Event] = []
    job = Job("1", "train", settings(tmp_path, steps=2, title="a title"))
    end = working.run(job, working.VERBS, told.append, lambda: False)
    assert isinstance(end, Finished), end
    assert end.result["model"] == "run"
    assert {event.job for event in told} == {"1"}
    assert sum(isinstance(event, Started) for event in told) == 1


def test_a_training_from_nothing_is_one_sentence(tmp_path: Path) -> None:
    job = Job(
        "1", "train", {"family": "cross_vae", "stores": [str(tmp_path / "none.h5")], "out": str(tmp_path / "o"), "threads": 1}
    )
    end = working.run(job, working.VERBS, lambda event: None, lambda: False)
    assert isinstance(end, Failed)
    assert "none.h5" in end.message
    assert "\n" not in end.message


def test_the_window_side_loads_nothing_heavy() -> None:
    code = "import sys, engines.service.client; print({'torch', 'scipy', 'skimage', 'h5py', 'PIL'} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd())
    assert out.stdout.strip() == "set()"
