"""Requests of any shape: a reply for each, with a sentence where there is no answer, and the engine goes on."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fuzzing import assert_sentence, cases, changes, damaged
from hypothesis import given
from hypothesis import strategies as st
from models_to_spoil import make_model
from picture_kinds import pictures

from engines.inference.answers import MAX_POINTS, answer
from engines.inference.shelf import Shelf
from engines.ink.types import Ink, Stroke
from engines.messages import Convert, Decode, Open, Recover, Reply, Request
from engines.service.answering import _answered
from engines.service.reading import read

NUMBERS = st.sampled_from([0.0, 1.0, -1.0, 3e38, -3e38, 1e-38, 1e-45, 1e20, 7.25, 100.0]) | st.floats(-200, 200, width=32)
TIMES = NUMBERS | st.just(float("nan")) | st.just(float("inf"))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("models")
    make_model(folder, "small")
    return Shelf(folders=[folder])


@st.composite
def strokes(draw: st.DrawFn) -> Stroke:
    count = draw(st.integers(0, 6))
    xy = draw(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=count, max_size=count))
    t, pressure = (draw(st.lists(TIMES, min_size=count, max_size=count)) for _ in range(2))
    return Stroke(xy, t=t, pressure=pressure)


def check(request: Request, shelf: Shelf) -> Reply:
    """The reply, as the engine's process gives it and the window's process reads it."""
    reply = _answered(request, lambda asked: read(asked) if isinstance(asked.ask, Open) else answer(asked, shelf))
    assert not reply.details, reply.details  # nothing that nobody foresaw
    if reply.error:
        assert_sentence(reply.error)
    else:
        assert reply.images or reply.inks
    back = pickle.loads(pickle.dumps(reply))
    for ink in back.inks.values():
        assert all(np.isfinite(stroke.xy).all() for stroke in ink)
    return reply


@cases(250)
@given(st.lists(strokes(), max_size=4), st.sampled_from(["", "small", "absent", "two\nlines", "\ud800", "x" * 3000]))
def test_any_ink_is_answered(shelf: Shelf, made: list[Stroke], model: str) -> None:
    with np.errstate(all="ignore"):
        reply = check(Request(1, "pen", Convert(Ink(tuple(made)), model)), shelf)
    assert sum(map(len, made)) or reply.error


SHAPES = st.lists(st.integers(0, 40), max_size=4)


@cases(150)
@given(SHAPES, st.sampled_from(["u1", "u2", "f4", "f8", "?", "c8", "O", "i4"]), st.integers(0, 2**32 - 1))
def test_any_pixels_are_answered(shelf: Shelf, shape: list[int], kind: str, seed: int) -> None:
    values = np.random.default_rng(seed).integers(0, 256, shape)
    with np.errstate(all="ignore"):
        check(Request(2, "picture", Recover(values.astype(kind))), shelf)


@cases(100)
@given(st.integers(0, 99), changes(2))
def test_any_picture_file_is_answered(shelf: Shelf, tmp_path: Path, which: int, wanted: list) -> None:
    name, content = pictures()[which % len(pictures())]
    (tmp_path / name).write_bytes(damaged(content, wanted))
    check(Request(3, "picture", Recover(tmp_path / name)), shelf)


@cases(150)
@given(st.lists(TIMES, max_size=40), st.sampled_from(["f4", "f8", "O", "U3", "c8"]), st.booleans())
def test_any_latent_vector_is_answered(shelf: Shelf, values: list[float], kind: str, right: bool) -> None:
    z = np.resize(np.array(values or [0.0]), 32) if right else np.array(values)
    with np.errstate(all="ignore"):
        check(Request(4, "latent", Decode(z.astype(kind))), shelf)


WRONG = st.none() | st.integers() | st.text(max_size=4) | st.lists(st.floats(), max_size=3) | st.just(Path("absent.inkml"))


@cases(200)
@given(st.sampled_from([Convert, Recover, Decode, Open, lambda value: value]), WRONG, WRONG)
def test_an_ask_of_the_wrong_kind_is_answered(shelf: Shelf, ask: Any, value: Any, model: Any) -> None:
    made = ask(value) if ask not in (Convert, Recover, Decode) else ask(value, model)
    reply = _answered(Request(5, "pen", made), lambda asked: read(asked) if isinstance(asked.ask, Open) else answer(asked, shelf))
    assert reply.serial == 5 and reply.error
    assert "\n" not in reply.error


@pytest.mark.parametrize(("points", "fine"), [(MAX_POINTS, True), (MAX_POINTS + 1, False)])
def test_a_million_points_are_answered(shelf: Shelf, points: int, fine: bool) -> None:
    turn = np.linspace(0, 400, points, dtype=np.float32)
    reply = check(Request(6, "pen", Convert(Ink((Stroke(np.stack([np.cos(turn), np.sin(turn * 1.1)], axis=1)),)))), shelf)
    assert bool(reply.error) != fine
