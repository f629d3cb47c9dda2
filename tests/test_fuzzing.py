"""Enough is fuzzed: the cases that the suite runs, added up from the tests themselves."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from fuzzing import WAYS, changes, damaged
from hypothesis import given

TESTS = Path(__file__).resolve().parent
PROMISED = 10_000


def declared(source: str) -> int:
    """The cases that a test file's settings ask for: `cases(n)` and `max_examples=n`, n alone or times a factor."""
    total = 0
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        if getattr(node.func, "id", "") == "cases" and node.args:
            total += number(node.args[0])
        total += sum(number(keyword.value) for keyword in node.keywords if keyword.arg == "max_examples")
    return total


def number(node: ast.expr) -> int:
    if isinstance(node, ast.BinOp):
        return number(node.left) or number(node.right)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, int) else 0


def counts() -> dict[str, int]:
    """Cases by test file."""
    found = {path.name: declared(path.read_text("utf-8")) for path in sorted(TESTS.rglob("test_*.py")) if path != Path(__file__)}
    return {name: count for name, count in found.items() if count}


def test_the_suite_runs_as_many_cases_as_promised() -> None:
    found = counts()
    told = "\n".join(f"{count:7,} {name}" for name, count in sorted(found.items(), key=lambda item: -item[1]))
    print(f"{told}\n{sum(found.values()):7,} together")
    assert sum(found.values()) >= PROMISED, told


@pytest.mark.parametrize(
    ("source", "count"),
    [("@cases(70)\ndef f(): ...", 70), ("settings(max_examples=30 * TIMES)", 30), ("cases(n)", 0), ("other(9)", 0)],
)
def test_the_count_is_of_what_is_written(source: str, count: int) -> None:
    assert declared(source) == count


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_damage_damages(way: str) -> None:
    whole = bytes(range(100, 200))
    assert damaged(whole, [(way, 30, 7)], b"something else") != whole


@given(changes())
def test_damage_is_the_same_every_time(wanted: list[tuple[str, int, int]]) -> None:
    assert damaged(b"a file", wanted, b"another") == damaged(b"a file", wanted, b"another")
