"""What crosses into the window's process is plain: reading it there must not load torch, which would stall the pen."""

from __future__ import annotations

import io
import pickle

import numpy as np
import pytest

from engines.inference.answers import answer
from engines.inference.shelf import Shelf, greet
from engines.ink.types import Ink, Stroke
from engines.messages import Convert, Request


class Window(pickle.Unpickler):
    """Notes every module that reading asks for."""

    modules: set[str]

    def find_class(self, module: str, name: str) -> object:
        self.modules.add(module.split(".")[0])
        return super().find_class(module, name)


def modules_needed(value: object) -> set[str]:
    reader = Window(io.BytesIO(pickle.dumps(value)))
    reader.modules = set()
    reader.load()
    return reader.modules


def test_a_greeting_is_read_without_torch() -> None:
    assert modules_needed(greet(Shelf())) <= {"engines", "numpy", "pathlib", "builtins"}


def test_an_answer_is_read_without_torch() -> None:
    shelf = Shelf()
    if not greet(shelf).models:
        pytest.skip("no model is shipped")
    wave = np.linspace(0, 6, 40)
    ink = Ink((Stroke(np.column_stack([20 * np.cos(wave), 15 * np.sin(2 * wave)])),))
    reply = answer(Request(1, "pen", Convert(ink)), shelf)
    assert not reply.error
    assert modules_needed(reply) <= {"engines", "numpy", "builtins"}
