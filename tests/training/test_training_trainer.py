"""The trainer on real stores of synthesised ink: it learns, resumes bit for bit, stops when asked and keeps what it had."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import small_runs
import torch
from small_runs import plan, same

from engines.data.cards import CardError, read_card
from engines.data.store import Store, write_store
from engines.inference.library import model_at
from engines.messages import Event, Finished, ModelRef, Progress, Saved, Stopped
from engines.models.recipe import Phase
from engines.training import batches, trainer
from engines.training.checkpoint import WeightsError, load_sampler, load_state, load_weights


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return small_runs.make_store(tmp_path)


def test_training_lowers_the_loss_and_leaves_a_usable_model(store: Path, tmp_path: Path) -> None:
    events: list[Event] = []
    ref = trainer.run(plan(store, tmp_path / "run", steps=60), events.append)
    progress = [event for event in events if isinstance(event, Progress)]
    assert progress[-1].figures["loss"] < 0.8 * progress[0].figures["loss"]
    assert progress[-1].step == progress[-1].total == 60 and "validation_loss" in progress[-1].figures
    assert isinstance(events[-1], Finished) and any(isinstance(event, Saved) for event in events)
    card = read_card(tmp_path / "run" / "tiny.json")
    assert card.data["by"] == "writer" and card.alphabet == "LV" and card.steps == 60 and card.family == "cross_vae"
    assert ref.weights.stat().st_mode & 0o777 == (tmp_path / "run" / "tiny.json").stat().st_mode & 0o777
    assert (card.licence, card.attribution, card.data["stores"]) == ("CC0", "drawn by Ductus", ["ours"])
    sampler = load_sampler(ref)
    assert sampler.decode_path(sampler.encode_image(torch.zeros(1, 1, 32, 32))).shape == (1, 64, 2)
    lines = [json.loads(line) for line in (tmp_path / "run" / "events.jsonl").read_text().splitlines()]
    assert lines[0]["event"] == "Started" and lines[-1]["event"] == "Finished"


def test_stop_and_resume_equals_an_uninterrupted_run(store: Path, tmp_path: Path) -> None:
    trainer.run(plan(store, tmp_path / "whole", steps=23))
    asked = iter([False] * 9 + [True])
    events: list[Event] = []
    trainer.run(plan(store, tmp_path / "parts", steps=23), events.append, lambda: next(asked))
    assert isinstance(events[-1], Stopped) and "--resume" in events[-1].text
    assert not same(tmp_path / "whole" / "tiny.safetensors", tmp_path / "parts" / "tiny.safetensors")
    trainer.run(plan(store, tmp_path / "parts", steps=23, resume=True))
    assert same(tmp_path / "whole" / "tiny.safetensors", tmp_path / "parts" / "tiny.safetensors")


def test_schedules_rise_and_fall_as_they_say() -> None:
    steady = Phase("a", (), 0.1)
    assert {steady.rate(step, 10) for step in range(10)} == {0.1}
    falling = Phase("a", (), 0.1, schedule="cosine", warm_up=2)
    rates = [falling.rate(step, 100) for step in range(100)]
    line = Phase("a", (), 0.1, schedule="linear")
    assert [line.rate(step, 10) for step in (0, 5, 9)] == pytest.approx([0.1, 0.05, 0.01])
    with pytest.raises(ValueError, match=r"no schedule 'stairs'\. There is: constant, cosine, linear\."):
        Phase("a", (), 0.1, schedule="stairs")  # type: ignore[arg-type]
    assert rates[0] == pytest.approx(0.05) and max(rates) == rates[1] and rates[50] == pytest.approx(0.05) and rates[-1] < 1e-4


def test_the_rate_of_the_schedule_is_what_moves_the_weights(store: Path, tmp_path: Path) -> None:
    steady = trainer.run(plan(store, tmp_path / "a", steps=20))
    falling = trainer.run(plan(store, tmp_path / "b", steps=20, overrides={"schedule": "cosine"}))
    assert not same(steady.weights, falling.weights)


def test_there_must_be_something_to_resume(store: Path, tmp_path: Path) -> None:
    with pytest.raises(trainer.TrainingError, match="nothing to resume"):
        trainer.run(plan(store, tmp_path / "empty", resume=True))


def test_same_seed_same_weights_and_another_seed_others(store: Path, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        trainer.run(plan(store, tmp_path / name, seed=seed))
    assert same(tmp_path / "a" / "tiny.safetensors", tmp_path / "b" / "tiny.safetensors")
    assert not same(tmp_path / "a" / "tiny.safetensors", tmp_path / "c" / "tiny.safetensors")


def test_training_starts_from_a_model(store: Path, tmp_path: Path) -> None:
    base = trainer.run(plan(store, tmp_path / "base", steps=30))
    events: list[Event] = []
    ref = trainer.run(plan(store, tmp_path / "next", steps=1, start_from=base), events.append)
    first = next(event for event in events if isinstance(event, Progress))
    assert first.figures["loss"] < 600 and ref.card.base == "tiny"


def test_training_does_not_start_from_another_family(store: Path, tmp_path: Path) -> None:
    base = trainer.run(plan(store, tmp_path / "base", family="judge", steps=1))
    with pytest.raises(trainer.TrainingError, match="'tiny' is of the family judge; cross_vae begins from"):
        trainer.run(plan(store, tmp_path / "next", start_from=base))
    assert not (tmp_path / "next").exists()


def test_a_loss_that_is_no_number_stops_and_keeps_the_last_good_state(store: Path, tmp_path: Path) -> None:
    trainer.run(plan(store, tmp_path / "run", steps=12))
    before = (tmp_path / "run" / "tiny.safetensors").read_bytes()
    with pytest.raises(trainer.TrainingError, match="no longer numbers"):
        trainer.run(plan(store, tmp_path / "run", steps=400, resume=True, overrides={"gamma_tt": "nan"}))
    assert (tmp_path / "run" / "tiny.safetensors").read_bytes() == before


def test_batches_cover_every_sample_once_an_epoch_and_know_their_place() -> None:
    order = batches.Order(50, 16, seed=3)
    epoch = torch.cat([order.rows(step) for step in range(order.per_epoch)])
    assert len(set(epoch.tolist())) == 48
    again = batches.Order(50, 16, seed=3)
    assert torch.equal(again.rows(7), batches.Order(50, 16, seed=3).rows(7))
    assert not torch.equal(again.rows(0), again.rows(order.per_epoch))


def test_parts_by_writer_share_no_writer_and_come_from_the_cache_the_second_time(store: Path) -> None:
    parts = {part: batches.load_views([store], part, "writer", ("bitmap", "path")) for part in ("train", "validation", "test")}
    assert sum(len(views) for views in parts.values()) == 240
    assert not set(parts["train"].writers) & set(parts["test"].writers)
    assert parts["train"].tensors["bitmap"].shape[1:] == (1, 32, 32)
    with Store(store) as opened:
        cached = batches.unipen32_arrays(opened)
        fresh = [batches.unipen32(opened.ink(index)) for index in range(5)]
    for index, (image, path, _) in enumerate(fresh):
        np.testing.assert_array_equal(cached.images[index], image)
        np.testing.assert_array_equal(cached.paths[index], path)


def test_variations_are_the_same_writing_seen_anew(store: Path) -> None:
    plain = batches.load_views([store], "train", "writer", ("bitmap", "path", "pen"))
    varied = batches.load_views([store], "train", "writer", ("bitmap", "path", "pen"), variations=2)
    count = len(plain)
    assert len(varied) == 3 * count and varied.fingerprint["samples"] == count
    assert torch.equal(varied.tensors["path"][:count], plain.tensors["path"])
    first, second = varied.tensors["path"][count : 2 * count], varied.tensors["path"][2 * count :]
    for other in (first, second):
        assert 0.001 < (other - plain.tensors["path"]).abs().mean() < 0.1
    assert not torch.equal(first, second)
    assert (varied.labels[count : 2 * count] == plain.labels).all()


@pytest.fixture
def model(store: Path, tmp_path: Path) -> ModelRef:
    return trainer.run(plan(store, tmp_path / "model", steps=1))


def test_a_pickle_under_the_weights_name_is_refused_and_not_executed(model: ModelRef, tmp_path: Path) -> None:
    proof = tmp_path / "executed"
    # the pickle of an object whose loading would create a file: written out by hand, protocol 0
    model.weights.write_bytes(f"cos\nmkdir\n(V{proof}\ntR.".encode())
    with pytest.raises(WeightsError, match="no weights that can be read"):
        load_weights(model)
    state = model.folder / "state.pt"
    state.write_bytes(model.weights.read_bytes())
    with pytest.raises(WeightsError, match="cannot be resumed from"):
        load_state(state)
    assert not proof.exists()


def test_weights_that_differ_from_their_card_are_refused(model: ModelRef) -> None:
    whole = model.weights.read_bytes()
    state = load_weights(model)
    name = next(name for name, value in state.items() if value.ndim > 1)
    safetensors.torch.save_file({**state, name: state[name].flatten()}, model.weights)
    with pytest.raises(WeightsError, match="tensors that its card names"):
        load_sampler(model)
    safetensors.torch.save_file({**state, name: state[name] * float("nan")}, model.weights)
    with pytest.raises(WeightsError, match="not numbers"):
        load_sampler(model)
    for cut in (0, 5, 100, len(whole) - 7):
        model.weights.write_bytes(whole[:cut])
        with pytest.raises(WeightsError):
            load_sampler(model)
    model.weights.unlink()
    with pytest.raises(WeightsError):
        load_sampler(model)


def test_a_card_that_lies_is_refused(model: ModelRef) -> None:
    lying = dataclasses.replace(model.card, config={**model.card.config, "latent": 8})
    with pytest.raises(WeightsError, match="do not fit its card"):
        load_sampler(ModelRef(lying, model.folder))
    giant = dataclasses.replace(model.card, config={**model.card.config, "width": 1_000_000})
    with pytest.raises(WeightsError, match="do not fit its card"):
        load_sampler(ModelRef(giant, model.folder))
    with pytest.raises(CardError, match="no model family"):
        load_sampler(ModelRef(dataclasses.replace(model.card, family="oracle"), model.folder))
    path = model.folder / "tiny.json"
    for text in ("", "[]", "{}", '{"name": 3}', "\xff", '{"name":"a","family":"b","config":{},"can":[],"weights":"../../x"}'):
        path.write_bytes(text.encode("latin-1"))
        with pytest.raises(CardError, match=r"tiny\.json"):
            model_at(path)


def test_a_card_names_the_writers_of_a_collection_that_were_learned_from(store: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.h5"
    collected = [f"writer {number}" for number in range(40)] + ["somebody who is not in it"]
    write_store(mine, small_runs.letters(), {"source": "collection", "collection_writers": collected})
    views = batches.load_views([store, mine], "train", "writer", ("path",))
    told = views.fingerprint["collection_writers"]
    assert told == sorted(set(views.writers.tolist())) and 20 < len(told) < 40
    assert "collection_writers" not in batches.load_views([store], "train", "writer", ("path",)).fingerprint
