"""What a night's training may rely on: nothing broken is ever saved, statistics are kept, a foreign state is refused."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
import safetensors.torch
import small_runs
import torch
from small_runs import plan, same

from engines.messages import Event, Failed
from engines.models import catalog
from engines.training import trainer
from engines.training.checkpoint import load_state


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return small_runs.make_store(tmp_path)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[small_runs.Recipe]:
    """The catalogue has a family "normed", whose recipes are collected here."""
    recipes: list[small_runs.Recipe] = []

    def recipe(config: small_runs.Config) -> small_runs.Recipe:
        recipes.append(small_runs.Recipe(config))
        return recipes[-1]

    family = SimpleNamespace(**{**vars(small_runs.NORMED), "Recipe": recipe})
    monkeypatch.setitem(catalog.FAMILIES, "normed", family)  # type: ignore[arg-type]
    return recipes


def test_the_averaged_copy_carries_the_statistics_of_batch_norm(store: Path, tmp_path: Path, made: list) -> None:
    ref = trainer.run(plan(store, tmp_path / "run", family="normed", steps=30))
    kept = safetensors.torch.load_file(ref.weights)
    nets = made[-1].nets.state_dict()
    for name in ("whole.1.running_mean", "whole.1.running_var"):  # followed, as weights are: near, not the same
        assert 0 < float((kept[name] - nets[name]).abs().mean()) < 0.3 * float(nets[name].abs().mean())
    assert kept["whole.1.num_batches_tracked"] == nets["whole.1.num_batches_tracked"] == 30  # validation added nothing
    assert not torch.equal(kept["whole.0.weight"], nets["whole.0.weight"])


def test_validation_judges_in_evaluation_mode_and_training_stays_in_training_mode(
    store: Path, tmp_path: Path, made: list
) -> None:
    trainer.run(plan(store, tmp_path / "run", family="normed", steps=30))
    modes = made[-1].modes
    assert modes.count(True) == 30 and modes.count(False) >= 2
    assert modes[-1] is False and modes[modes.index(False) + 1] is True


def test_resuming_with_batch_norm_equals_an_uninterrupted_run(store: Path, tmp_path: Path, made: list) -> None:
    trainer.run(plan(store, tmp_path / "whole", family="normed", steps=23))
    asked = iter([False] * 9 + [True])
    trainer.run(plan(store, tmp_path / "parts", family="normed", steps=23), should_stop=lambda: next(asked))
    trainer.run(plan(store, tmp_path / "parts", family="normed", steps=23, resume=True))
    assert same(tmp_path / "whole" / "tiny.safetensors", tmp_path / "parts" / "tiny.safetensors")
    ends = [load_state(tmp_path / name / "state.pt") for name in ("whole", "parts")]
    assert all(torch.equal(ends[0]["nets"][name], ends[1]["nets"][name]) for name in ends[0]["nets"])
    assert torch.equal(ends[0]["rng"], ends[1]["rng"])


@pytest.mark.parametrize(
    "spoiled", [7, 3]
)  # the last step of an epoch, and one within it: an epoch has ten, and twelve were done
def test_weights_that_are_no_numbers_are_never_saved_though_the_loss_is_finite(
    store: Path, tmp_path: Path, made: list, spoiled: int
) -> None:
    whole = plan(store, tmp_path / "run", family="normed", steps=12)
    trainer.run(whole)
    files = ("state.pt", "tiny.safetensors", "tiny.json")
    before = {name: (tmp_path / "run" / name).read_bytes() for name in files}
    events: list[Event] = []
    again = plan(store, tmp_path / "run", family="normed", steps=48, resume=True, overrides={"spoil": spoiled})
    with pytest.raises(trainer.TrainingError, match=r"no longer numbers at step 20\. The last good state is kept; continue"):
        trainer.run(again, events.append)
    assert before == {name: (tmp_path / "run" / name).read_bytes() for name in files}
    assert isinstance(events[-1], Failed) and "--resume --set lr" in events[-1].message
    last = json.loads((tmp_path / "run" / "events.jsonl").read_text().splitlines()[-1])
    assert last["event"] == "Failed" and last["message"] == events[-1].message


def test_asking_to_stop_keeps_no_broken_weights_either(store: Path, tmp_path: Path, made: list) -> None:
    with pytest.raises(trainer.TrainingError, match=r"at step 3\. Nothing was saved yet; begin again"):
        trainer.run(
            plan(store, tmp_path / "run", family="normed", overrides={"spoil": 2}),
            should_stop=lambda: made[-1].seen == 3,
        )
    assert not (tmp_path / "run" / "state.pt").exists() and not (tmp_path / "run" / "tiny.safetensors").exists()


def test_a_state_of_another_model_is_refused_and_kept(store: Path, tmp_path: Path) -> None:
    trainer.run(plan(store, tmp_path / "run", steps=2))
    state = (tmp_path / "run" / "state.pt").read_bytes()
    with pytest.raises(trainer.TrainingError, match="belongs to another model"):
        trainer.run(plan(store, tmp_path / "run", steps=4, resume=True, overrides={"latent": 8}))
    assert (tmp_path / "run" / "state.pt").read_bytes() == state
