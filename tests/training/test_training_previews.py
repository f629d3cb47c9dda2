"""Previews: sheets of the first validation samples through what a family can, cheap, kept, and without trace in the weights."""

from pathlib import Path

import numpy as np
import pytest
import small_runs
import torch
from PIL import Image
from small_runs import plan, same

from engines.messages import Event, Preview
from engines.training import batches, previews, trainer
from engines.training.checkpoint import load_sampler, load_state


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return small_runs.make_store(tmp_path)


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "SHARE", 1e9)


@pytest.mark.usefixtures("always")
def test_every_epoch_shows_the_samples_and_what_becomes_of_them(store: Path, tmp_path: Path) -> None:
    events: list[Event] = []
    ref = trainer.run(plan(store, tmp_path / "run", steps=70), events.append)
    shown = [event for event in events if isinstance(event, Preview)]
    assert [event.step for event in shown] == [10, 20, 30, 40, 50, 60, 70]
    assert list(shown[-1].images) == ["ink", "b2b", "t2b", "b2t", "t2t"]

    judged = batches.load_views([store], "validation", "writer", ("bitmap", "path"))
    first = shown[-1].images["ink"][:64, :64]
    np.testing.assert_array_equal(first[::2, ::2], judged.tensors["bitmap"][0, 0].numpy())
    sampler = load_sampler(ref)  # the averaged nets: what was saved at the last step
    answer = sampler.decode_image(sampler.encode_path(judged.tensors["path"][:8]))
    strip = shown[-1].images["t2b"].reshape(64, 8, 66)[::2, :, :64:2].transpose(1, 0, 2)  # (8, 32, 32)
    np.testing.assert_allclose(strip / 255, answer[:, 0].numpy(), atol=0.01)

    kept = sorted((tmp_path / "run" / "previews").iterdir())
    assert [path.name for path in kept] == [f"step-{step:08d}.png" for step in (30, 40, 50, 60, 70)]
    with Image.open(kept[-1]) as picture:
        assert picture.size == (8 * 66, 5 * 66) and picture.getpixel((527, 0)) == 255
        np.testing.assert_array_equal(255 - np.asarray(picture)[66:130], shown[-1].images["b2b"])


@pytest.mark.parametrize("family", ["cross_vae", "cross_vae_drawn"])
def test_previews_leave_no_trace_in_a_training(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, family: str) -> None:
    for name, share in (("with", 1e9), ("without", 0.0)):
        monkeypatch.setattr(previews, "SHARE", share)
        trainer.run(plan(store, tmp_path / name, family=family, steps=20))
    assert (tmp_path / "with" / "previews").is_dir() and not (tmp_path / "without" / "previews").exists()
    assert same(tmp_path / "with" / "tiny.safetensors", tmp_path / "without" / "tiny.safetensors")
    states = [load_state(tmp_path / name / "state.pt") for name in ("with", "without")]
    assert torch.equal(states[0]["rng"], states[1]["rng"])


def test_previews_cost_no_more_than_their_share_of_the_time(store: Path, tmp_path: Path) -> None:
    views = batches.load_views([store], "validation", "writer", ("bitmap",))
    now = 0.0
    made = previews.Previews(tmp_path, views, clock=lambda: now)

    class Slow:
        can = frozenset({"encode", "decode"})

        def encode_image(self, images: torch.Tensor) -> torch.Tensor:
            nonlocal now
            now += 0.3
            return images

        def decode_image(self, z: torch.Tensor) -> torch.Tensor:
            return z

    sheets = 0
    for _ in range(1000):
        now += 0.1
        if made.affordable():
            sheets += bool(made.make(Slow, sheets))
    assert sheets >= 3 and 0.3 * sheets <= previews.SHARE * now


def test_a_family_that_has_nothing_to_show_shows_nothing(tmp_path: Path, store: Path) -> None:
    class Mute:
        can = frozenset({"decode"})

    views = batches.load_views([store], "validation", "writer", ("bitmap",))
    assert previews.Previews(tmp_path / "previews", views).make(Mute, 1) == {}
    assert not (tmp_path / "previews").exists()
