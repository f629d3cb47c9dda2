"""The shelf: which models there are, and a spoilt one is named and stands in nobody's way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import torch
from models_to_spoil import change_card, make_model, spoil_weights

from engines.data.cards import CardError
from engines.inference.shelf import ModelError, Shelf, find_models, greet, usable
from engines.training.checkpoint import WeightsError

SPOILT = ("pickle", "torch", "cut", "empty", "noise")


def names(folder: Path, problems: list[str] | None = None) -> list[str]:
    return [ref.card.name for ref in find_models(problems, [folder])]


def test_models_are_found_beside_each_other_and_one_level_below_but_baselines_are_not(tmp_path: Path) -> None:
    make_model(tmp_path, "b")
    make_model(tmp_path, "a")
    make_model(tmp_path / "run", "c")
    make_model(tmp_path / "controls", "baseline")
    assert names(tmp_path) == ["a", "b", "c"]


def test_the_users_own_models_are_found(ductus_home: Path) -> None:
    make_model(ductus_home / "models" / "mine", "mine")
    assert "mine" in [ref.card.name for ref in find_models()]


def test_the_users_own_models_may_live_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_model(tmp_path / "elsewhere" / "m", "m")
    monkeypatch.setenv("DUCTUS_MODELS", str(tmp_path / "elsewhere"))
    assert tmp_path / "elsewhere" / "m" in [ref.folder for ref in find_models()]


@pytest.mark.parametrize(
    ("wanted", "cards", "used"),
    [
        ("auto", 2, "cpu"),
        ("cpu", 2, "cpu"),
        ("cuda", 2, "cuda:0"),
        ("cuda:1", 2, "cuda:1"),
        ("cuda:2", 2, "cpu"),
        ("cuda", 0, "cpu"),
    ],
)
def test_answers_are_made_on_the_wanted_device_where_it_is_there(
    wanted: str, cards: int, used: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cards > 0)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: cards)
    assert usable(wanted) == used


def test_a_folder_that_is_not_there_holds_no_models(tmp_path: Path) -> None:
    assert names(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    ("content", "says"),
    [("", "not valid JSON"), ("[1, 2]", "no JSON object"), ('{"name": "x"}', "'family'"), ("[" * 100_000, "not valid JSON")],
)
def test_a_broken_card_is_named_and_the_others_are_there(tmp_path: Path, content: str, says: str) -> None:
    make_model(tmp_path, "good")
    (tmp_path / "bad.json").write_text(content)
    problems: list[str] = []
    assert names(tmp_path, problems) == ["good"]
    assert len(problems) == 1
    assert "bad.json" in problems[0]
    assert says in problems[0]


def test_unknown_families_missing_weights_and_names_taken_are_left_out_and_told(tmp_path: Path) -> None:
    make_model(tmp_path / "1", "good")
    make_model(tmp_path / "2", "good")
    change_card(make_model(tmp_path / "3", "foreign"), family="telepathy")
    make_model(tmp_path / "4", "lost").weights.unlink()
    change_card(make_model(tmp_path / "5", "elsewhere"), weights="../1/good.safetensors")
    problems: list[str] = []
    assert names(tmp_path, problems) == ["good"]
    told = "\n".join(problems)
    assert all(word in told for word in ("taken", "telepathy", "missing", "beside the card"))


@pytest.mark.parametrize("how", SPOILT)
def test_spoilt_weights_are_one_sentence_and_nothing_is_executed(tmp_path: Path, how: str) -> None:
    ref = make_model(tmp_path, "bad")
    make_model(tmp_path, "good")
    spoil_weights(ref, how)
    shelf = Shelf(folders=[tmp_path])
    with pytest.raises(WeightsError) as caught:
        shelf.sampler("bad")
    assert "\n" not in str(caught.value)
    assert "bad.safetensors" in str(caught.value)
    assert not (tmp_path / "executed").exists()
    assert shelf.sampler("good") is not None


def test_without_a_name_a_spoilt_model_is_passed_over(tmp_path: Path) -> None:
    spoil_weights(make_model(tmp_path, "a-bad"), "noise")
    make_model(tmp_path, "b-good")
    assert Shelf(folders=[tmp_path]).model("", frozenset({"encode"})).ref.card.name == "b-good"


def test_without_a_name_the_one_called_default_is_asked_first(tmp_path: Path) -> None:
    for name in ("a", "the-default", "z"):
        make_model(tmp_path, name)
    assert Shelf(folders=[tmp_path]).model("", frozenset()).ref.card.name == "the-default"


def test_a_card_whose_shapes_lie_is_refused(tmp_path: Path) -> None:
    ref = make_model(tmp_path, "liar")
    change_card(ref, config={**ref.card.config, "latent": 16})
    with pytest.raises((WeightsError, CardError)) as caught:
        Shelf(folders=[tmp_path]).sampler("liar")
    assert "liar" in str(caught.value)


def test_without_any_usable_model_the_reason_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="No model here can do this"):
        Shelf(folders=[tmp_path]).model("", frozenset({"encode"}))
    spoil_weights(make_model(tmp_path, "only"), "cut")
    with pytest.raises(ModelError, match=r"only\.safetensors"):
        Shelf(folders=[tmp_path]).model("", frozenset({"encode"}))


def test_an_ability_that_the_card_does_not_name_is_refused_by_name(tmp_path: Path) -> None:
    make_model(tmp_path, "reader", can=("encode",))
    with pytest.raises(ModelError, match="decode"):
        Shelf(folders=[tmp_path]).model("reader", frozenset({"encode", "decode"}))


def test_the_least_used_model_leaves_first(tmp_path: Path) -> None:
    for name in "abc":
        make_model(tmp_path, name)
    shelf = Shelf(capacity=2, folders=[tmp_path])
    a, b = shelf.sampler("a"), shelf.sampler("b")
    assert shelf.sampler("a") is a
    shelf.sampler("c")
    assert shelf.sampler("a") is a
    assert shelf.sampler("b") is not b


def test_a_model_that_came_later_is_found_by_name(tmp_path: Path) -> None:
    shelf = Shelf(folders=[tmp_path])
    with pytest.raises(ModelError, match="no model named 'new'"):
        shelf.sampler("new")
    make_model(tmp_path, "new")
    assert shelf.sampler("new") is not None


def test_a_model_trained_again_is_loaded_again(tmp_path: Path) -> None:
    ref = make_model(tmp_path, "a", seed=0)
    shelf = Shelf(folders=[tmp_path])
    before = shelf.sampler("a")
    make_model(tmp_path, "a", seed=1)
    os.utime(ref.weights, ns=(1, 1))
    assert shelf.sampler("a") is not before


def test_the_greeting_names_families_presets_devices_and_models(tmp_path: Path) -> None:
    make_model(tmp_path, "a")
    hello = greet(Shelf(folders=[tmp_path]))
    assert "cross_vae" in hello.families
    assert "paper" in hello.presets["cross_vae"]
    assert hello.devices[0] == "cpu"
    assert [ref.card.name for ref in hello.models] == ["a"]


def test_a_later_greeting_knows_later_models(tmp_path: Path) -> None:
    shelf = Shelf(folders=[tmp_path])
    make_model(tmp_path, "later")
    assert [ref.card.name for ref in greet(shelf).models] == ["later"]
