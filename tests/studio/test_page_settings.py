from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from studio import settings as room
from studio.settings import Settings


def read(path: Path) -> dict[str, object]:
    return json.loads(path.read_text())  # type: ignore[no-any-return]


def test_what_is_chosen_is_there_again(ductus_home: Path) -> None:
    settings = Settings.load()
    settings.theme, settings.pen_width, settings.recent = "dark", 1.2, ["a", "b"]
    settings.remember(Path("b"))
    settings.flush()
    again = Settings.load()
    assert (again.theme, again.pen_width, again.recent, again.smoothing) == ("dark", 1.2, ["b", "a"], 0.5)
    assert again.path == ductus_home / "settings.json" and again.data_dir == ductus_home
    assert [item.name for item in ductus_home.iterdir()] == ["settings.json"]


def test_reading_and_assigning_the_same_writes_nothing(ductus_home: Path) -> None:
    settings = Settings.load()
    settings.theme = settings.theme
    settings.flush()
    assert not (ductus_home / "settings.json").exists()


@pytest.mark.parametrize(
    "name, value", [("theme", "pink"), ("pen_width", "wide"), ("pen_width", float("nan")), ("loop", 1), ("recent", "x")]
)
def test_nonsense_is_refused_by_name(name: str, value: object) -> None:
    settings = Settings()
    with pytest.raises(ValueError, match=name):
        setattr(settings, name, value)
    assert getattr(settings, name) == getattr(Settings(), name)


def test_numbers_are_brought_into_their_range_and_lists_kept_short() -> None:
    settings = Settings(pen_width=99.0, smoothing=-1.0)
    assert (settings.pen_width, settings.smoothing) == (5.0, 0.0)
    for n in range(30):
        settings.remember(Path(f"{n}"))
    assert settings.recent == [f"{n}" for n in range(29, 19, -1)]


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b"[" * 100_000, b'{"theme": 7, "pen_width": "x"}'])
def test_a_file_that_cannot_be_read_gives_the_defaults(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    settings = Settings.load(path)
    assert (settings.theme, settings.pen_width) == ("system", 0.7)
    settings.loop = True
    settings.flush()
    assert Settings.load(path).loop is True


def test_sound_fields_survive_beside_bad_ones_and_those_of_a_newer_program_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "dark", "pen_width": null, "holograms": {"on": true}}')
    settings = Settings.load(path)
    assert (settings.theme, settings.pen_width) == ("dark", 0.7)
    settings.speed = 2.0
    settings.flush()
    assert read(path)["holograms"] == {"on": True} and read(path)["theme"] == "dark"


def test_a_write_that_is_stopped_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    settings = Settings.load(path)
    settings.theme = "dark"
    settings.flush()
    with monkeypatch.context() as patch:
        patch.setattr(room.os, "fsync", lambda handle: (_ for _ in ()).throw(OSError("full")))
        settings.theme = "light"
        settings.flush()
    assert read(path)["theme"] == "dark" and os.listdir(tmp_path) == ["settings.json"]
    settings.loop = True
    settings.flush()
    assert read(path)["theme"] == "light"


def test_a_folder_whose_name_is_no_text_is_remembered(tmp_path: Path) -> None:
    settings = Settings(path=tmp_path / "settings.json")
    settings.last_folder = "byte\udcff"
    settings.flush()
    settings.zoom = 2.0
    settings.flush()
    again = Settings.load(tmp_path / "settings.json")
    assert (again.last_folder, again.zoom) == ("byte\udcff", 2.0)


def test_many_changes_are_one_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[str] = []
    monkeypatch.setattr(room, "replace_text", lambda path, text: writes.append(text))
    settings = Settings.load(tmp_path / "settings.json")
    for n in range(500):
        settings.zoom = n / 100
    settings.flush()
    assert len(writes) <= 2 and json.loads(writes[-1])["zoom"] == 4.99


def test_settings_without_a_file_stay_in_memory(ductus_home: Path) -> None:
    settings = Settings()
    settings.theme = "dark"
    settings.flush()
    assert list(ductus_home.iterdir()) == []
