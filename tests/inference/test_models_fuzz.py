"""Model cards that lie and weights that somebody damaged: one sentence that names the file, and the other models answer."""

from __future__ import annotations

import dataclasses
import json
import os
import pickle
import struct
from pathlib import Path
from typing import Any

import pytest
import torch
from fuzzing import assert_sentence, cases, changes, damaged
from hypothesis import given
from hypothesis import strategies as st
from models_to_spoil import make_model

from engines.cli_models import describe
from engines.data.cards import CardError, read_card
from engines.inference.answers import answer
from engines.inference.library import find_models
from engines.inference.shelf import ModelError, Shelf, greet
from engines.ink.types import Ink, Stroke
from engines.messages import Convert, ModelRef, Request
from engines.models import cross_vae
from engines.training.checkpoint import WeightsError, load_sampler, save_snapshot

SMALLEST = dataclasses.replace(cross_vae.PRESETS["draft"], latent=2, width=1, path_width=1, hidden=2)
ODD_TEXT = st.sampled_from(
    ["", "a\nb", "\ud800", "../x", "..", "/etc/passwd", "C:\\x", "\0", "x" * 3000, "small.safetensors", "cross_vae_drawn", "lstm"]
)
ODD_NUMBERS = st.sampled_from([0, -1, 1, 3, 2**31, 2**63, 10**30, -(10**400), 0.5, float("nan"), float("inf"), 1e308])
ODD_VALUES = st.recursive(
    st.none() | st.booleans() | ODD_NUMBERS | ODD_TEXT | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | st.just("latent"), inner, max_size=3),
    max_leaves=6,
)
CONFIG = tuple(field.name for field in dataclasses.fields(cross_vae.Config))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> ModelRef:
    """A model of a few hundred numbers."""
    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("sound")
    card = make_model(folder, "first").card
    state = cross_vae.Recipe(SMALLEST).nets.state_dict()
    return save_snapshot(folder, dataclasses.replace(card, name="small", config=dataclasses.asdict(SMALLEST)), state)


@pytest.fixture(scope="module")
def place(sound: ModelRef, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sound model "other" beside the one that is spoilt again and again, "small"."""
    folder = tmp_path_factory.mktemp("models")
    other = json.loads((sound.folder / "small.json").read_text()) | {"name": "other", "weights": "other.safetensors"}
    (folder / "other.json").write_text(json.dumps(other))
    for name in ("other", "small"):
        (folder / f"{name}.safetensors").write_bytes(sound.weights.read_bytes())
    return folder


def raw_card(sound: ModelRef) -> dict[str, Any]:
    return json.loads((sound.folder / "small.json").read_text("utf-8"))


def check(place: Path) -> bool:
    """Whether the spoilt model loads after all; whatever it is, the sentences are sentences and the other model is there."""
    problems: list[str] = []
    found = {ref.card.name: ref for ref in find_models(problems, [place], ("cross_vae", "cross_vae_drawn"))}
    assert "other" in found and len(found) + len(problems) == 2
    for problem in problems:
        assert_sentence(problem, "small.json")
    fine = True
    for ref in found.values():
        pickle.loads(pickle.dumps(ref))  # as the greeting carries it into the window's process
        try:
            load_sampler(ref)
        except (CardError, WeightsError) as error:
            assert ref.card.name != "other"
            assert_sentence(str(error))
            fine = False
    return fine and not problems


@cases(600)
@given(st.lists(st.tuples(st.sampled_from(["name", "family", "config", "can", "weights", "title", "shapes", "data", "seed",
    "scores", "version", "steps", "alphabet", "another", *(f"config.{name}" for name in CONFIG)]), ODD_VALUES), min_size=1,
    max_size=3))  # fmt: skip
def test_a_card_that_lies_is_one_sentence(sound: ModelRef, place: Path, lies: list[tuple[str, Any]]) -> None:
    card = raw_card(sound)
    for key, value in lies:
        where, _, field = key.partition(".")
        if not field:
            card[where] = value
        elif isinstance(card.get("config"), dict):
            card["config"][field] = value
    (place / "small.json").write_text(json.dumps(card), "utf-8")
    check(place)


@cases(400)
@given(changes())
def test_a_damaged_card_is_one_sentence(sound: ModelRef, place: Path, wanted: list) -> None:
    (place / "small.json").write_bytes(damaged((sound.folder / "small.json").read_bytes(), wanted, b'{"name": [}'))
    check(place)


@cases(300)
@given(changes(), st.booleans())
def test_damaged_weights_are_one_sentence(sound: ModelRef, place: Path, wanted: list, early: bool) -> None:
    whole = sound.weights.read_bytes()
    head = 8 + struct.unpack("<Q", whole[:8])[0]
    (place / "small.json").write_text(json.dumps(raw_card(sound)))
    spoilt = damaged(whole[:head], wanted, whole) + whole[head:] if early else damaged(whole, wanted, whole)
    (place / "small.safetensors").write_bytes(spoilt)
    check(place)
    (place / "small.safetensors").write_bytes(whole)


@cases(300)
@given(
    st.sampled_from(["dtype", "shape", "data_offsets", "name", "more"]),
    ODD_VALUES | st.lists(ODD_NUMBERS, max_size=3) | st.sampled_from(["F64", "BF16", "U8", "BOOL", "F8_E4M3", "C64"]),
    st.integers(0, 99),
    st.sampled_from([0, 1, -1, 1000, 2**40]),
)
def test_a_weights_header_that_lies_is_one_sentence(
    sound: ModelRef, place: Path, what: str, value: Any, which: int, lie: int
) -> None:
    whole = sound.weights.read_bytes()
    length = struct.unpack("<Q", whole[:8])[0]
    header = json.loads(whole[8 : 8 + length])
    names = [name for name in header if name != "__metadata__"]
    name = names[which % len(names)]
    if what == "name":
        header["../" + str(value)[:9]] = header.pop(name)
    elif what == "more":
        header["more"] = value
    else:
        header[name][what] = value
    raw = json.dumps(header).encode()
    (place / "small.json").write_text(json.dumps(raw_card(sound)))
    (place / "small.safetensors").write_bytes(struct.pack("<Q", max(0, len(raw) + lie)) + raw + whole[8 + length :])
    check(place)
    (place / "small.safetensors").write_bytes(whole)


@cases(60)
@given(st.sampled_from(CONFIG), ODD_VALUES, changes(1))
def test_an_engine_with_a_spoilt_model_greets_and_answers(
    sound: ModelRef, place: Path, field: str, value: Any, wanted: list
) -> None:
    card = raw_card(sound)
    card["config"][field] = value
    (place / "small.json").write_text(json.dumps(card))
    whole = sound.weights.read_bytes()
    (place / "small.safetensors").write_bytes(damaged(whole, wanted))
    shelf = Shelf(folders=[place])
    assert "other" in [ref.card.name for ref in pickle.loads(pickle.dumps(greet(shelf))).models]
    ink = Ink((Stroke([[0, 0], [5, 9], [9, 2]]),))
    assert not answer(Request(1, "pen", Convert(ink, "other")), shelf).error
    reply = answer(Request(2, "pen", Convert(ink, "small")), shelf)
    if reply.error:
        assert_sentence(reply.error)
    (place / "small.safetensors").write_bytes(whole)


def test_the_model_that_is_spoilt_is_sound_before(sound: ModelRef, place: Path) -> None:
    (place / "small.safetensors").write_bytes(sound.weights.read_bytes())
    (place / "small.json").write_text(json.dumps(raw_card(sound)))
    assert check(place)


def deep(levels: int) -> list:
    inner: list = []
    for _ in range(levels):
        inner = [inner]
    return inner


@pytest.mark.parametrize(
    "lie",
    [
        {"seed": "SEED"},  # becomes a number of 5,000 digits
        {"scores": {"deep": deep(300)}},
        {"scores": {"deep": deep(900)}},
        {"name": "two\nlines"},
        {"title": "half \ud800"},
        {"family": "x" * 5000},
        {"weights": "a\0b"},
    ],
    ids=["long number", "deep", "deeper", "two lines", "half a character", "long", "null"],
)
def test_a_card_like_that_is_left_out_in_one_sentence(sound: ModelRef, place: Path, lie: dict[str, Any]) -> None:
    (place / "small.json").write_text(json.dumps(raw_card(sound) | lie).replace('"SEED"', "9" * 5000))
    with pytest.raises(CardError) as told:
        read_card(place / "small.json")
    assert_sentence(str(told.value), "small.json")
    assert not check(place)
    with pytest.raises(CardError):
        describe(str(place / "small.json"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_among_the_cards_holds_nothing_up(place: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    problems: list[str] = []
    assert find_models(problems, [tmp_path]) == []
    assert_sentence(problems[0], "pipe.json")


@pytest.mark.parametrize("size", [10**6, 10**9, 10**18, 2**62, 10**30])
def test_a_card_that_promises_a_giant_takes_no_memory(sound: ModelRef, place: Path, size: int) -> None:
    card = raw_card(sound)
    card["config"] |= dict.fromkeys(("latent", "width", "path_width", "hidden"), size)
    (place / "small.json").write_text(json.dumps(card))
    with pytest.raises((CardError, WeightsError)) as told:
        load_sampler(ModelRef(read_card(place / "small.json"), place))
    assert_sentence(str(told.value), "small")
    with pytest.raises(ModelError, match="no model named"):
        Shelf(folders=[place]).model("absent", frozenset())
