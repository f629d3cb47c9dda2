"""Settings that somebody damaged, and a disk that refuses them: the defaults stand in, and the old file stays whole."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from failing_disk import ERRORS, FailingDisk, room
from fuzzing import cases, changes, damaged
from hypothesis import given
from hypothesis import strategies as st

from studio.settings import Settings

NAMES = [field.name for field in dataclasses.fields(Settings) if field.name != "path"]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["light", "\ud800", "\0", 10**400]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settings")


def check(path: Path) -> None:
    settings, default = Settings.load(path), Settings()
    for name in NAMES:
        assert type(getattr(settings, name)) is type(getattr(default, name)), name
    assert 0.1 <= settings.pen_width <= 5 and settings.theme in ("system", "light", "dark")
    settings.speed = 3.5 if settings.speed != 3.5 else 3.25
    settings.flush()
    assert Settings.load(path).speed == settings.speed


@cases(250)
@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=4), VALUES, max_size=5))
def test_settings_of_any_shape_load_and_are_saved_again(folder: Path, values: dict) -> None:
    (folder / "a.json").write_text(json.dumps(values), "utf-8")
    check(folder / "a.json")


@cases(250)
@given(changes())
def test_damaged_settings_load_and_are_saved_again(folder: Path, wanted: list) -> None:
    whole = json.dumps({name: getattr(Settings(), name) for name in NAMES}, indent=2).encode()
    (folder / "b.json").write_bytes(damaged(whole, wanted, b'"theme": ['))
    check(folder / "b.json")


@cases(100)
@given(
    st.dictionaries(st.tuples(st.sampled_from(["fsync", "replace"]), st.integers(0, 2)), st.sampled_from(ERRORS), max_size=2),
    st.integers(0, 900),
)
def test_settings_on_a_failing_disk_are_the_old_ones_or_the_new(folder: Path, plan: dict, size: int) -> None:
    path = folder / "c.json"
    settings = Settings(path=path, speed=1.0)
    settings.speed = 2.0
    settings.flush()
    with FailingDisk(plan).between(), room(size):
        settings.speed = 3.0
        settings.flush()
    assert json.loads(path.read_text())["speed"] in (2.0, 3.0)
    assert not list(folder.glob(".*.part"))
