"""Page files: what is saved is what comes back, to the bit, and a file that was hurt gives back what is sound in it."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import page_actor
import pytest
from made_pages import drawn, packed, saved

from engines.data import page_file
from engines.data.page_file import ChangedMeanwhile, NewerPage, PageFileError
from engines.data.records import encode, scan
from engines.ink.types import Brush, Ink, Stroke
from studio import page_files
from studio.history import Filed
from studio.page import Page
from studio.records import restore, snapshot

pytestmark = pytest.mark.usefixtures("qapp")
REFERENCE = Path(__file__).parents[1] / "reference" / "page-version-1.ductus"
KINDS = {"step", "steps", "top", "current", "pen", "lift", "page", "file"}


# What is saved comes back


@pytest.mark.parametrize("actions", [0, 1, 60])
def test_a_page_comes_back_to_the_bit_with_everything_that_can_be_undone(tmp_path: Path, actions: int) -> None:
    path, history = tmp_path / "letter.ductus", drawn(actions)
    filed = page_files.save(path, history)
    loaded = page_files.load(path)
    assert loaded.trouble == ""
    assert page_actor.state(loaded.history) == page_actor.state(history)
    assert (loaded.history.top, loaded.history.base) == (history.top, history.base)
    assert replace(loaded.history.filed, head=filed.head) == filed == replace(filed, path=str(path), top=history.top)
    assert loaded.history.filed.head.items() >= filed.head.items()
    while history.undo():
        step = loaded.history.undo()
        assert step is not None
        assert page_actor.state(loaded.history) == page_actor.state(history)


def test_strokes_keep_their_pens(tmp_path: Path) -> None:
    page = Page()
    page.add(Stroke([[1, 2], [3, 4]], brush=Brush(width=1.2)))
    page.add(Stroke([[5, 6], [7, 8]]))
    saved(tmp_path / "a.ductus", page.history())
    back = [place.stroke.brush for place in page_files.load(tmp_path / "a.ductus").history.placed]
    assert back == [stroke.brush for stroke in page.strokes]
    assert back[0] == Brush(width=1.2)


def test_saving_again_keeps_when_and_with_what_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, history = tmp_path / "a.ductus", drawn(5)
    history.filed = page_files.save(path, history, ("tablet",))
    first = page_file.read(path).head
    monkeypatch.setattr(page_files, "MOMENT", "later")
    history.filed = Filed(
        history.filed.path, head={**history.filed.head, "provenance": {**first["provenance"], "consent": "given"}}
    )
    page_files.save(path, history, ("mouse", "tablet"))
    again = page_file.read(path).head
    assert (again["created"], again["id"], again["modified"]) == (first["created"], first["id"], "later")
    assert first["provenance"]["device"] == "tablet"
    assert (again["provenance"]["device"], again["provenance"]["consent"]) == ("tablet, mouse", "given")


def test_a_copy_under_another_name_is_a_page_of_its_own(tmp_path: Path) -> None:
    history = drawn(4)
    history.filed = page_files.save(tmp_path / "a.ductus", history)
    other = page_files.save(tmp_path / "b.ductus", history)
    assert other.head["id"] != history.filed.head["id"]


def test_a_kept_page_comes_back_with_its_file_and_what_was_edited(tmp_path: Path) -> None:
    history = drawn(8)
    history.filed = page_files.save(tmp_path / "a.ductus", history)
    top = history.top
    history.do(history.follow(page_actor.stroke(random.Random(9)), "Write", joined=False))
    kept = page_files.keep(tmp_path / "pages", history)
    back = page_files.load(kept, kept=True).history
    assert (back.filed.path, back.filed.top, back.filed.digest) == (history.filed.path, top, history.filed.digest)
    assert page_actor.state(back) == page_actor.state(history)
    assert page_files.keep(tmp_path / "pages", back) == kept
    stranger = page_files.load(kept).history
    assert stranger.filed.path == str(kept)  # a file that came from elsewhere cannot name another one to be written over


def test_a_file_of_version_1_opens_in_every_later_ductus() -> None:
    """The file is what the first Ductus with page files wrote; it is never written anew."""
    loaded = page_files.load(REFERENCE)
    assert loaded.trouble == ""
    assert page_actor.state(loaded.history) == page_actor.state(drawn(40, seed=1))
    assert page_file.read(REFERENCE).version == (1, 0)


def test_a_journal_from_before_there_were_page_files_opens_and_is_never_written_over(tmp_path: Path) -> None:
    path, history = tmp_path / "old.ductus", drawn(30)
    path.write_bytes(b"".join(encode(at, draft) for at, draft in enumerate(snapshot(history))))
    loaded = page_files.load(path)
    assert page_actor.state(loaded.history) == page_actor.state(history)
    assert (loaded.trouble, loaded.history.filed.path) == ("", "")


# Other versions


def test_what_a_newer_ductus_wrote_besides_is_kept_from_save_to_save(tmp_path: Path) -> None:
    path, history = tmp_path / "a.ductus", drawn(6)
    history.foreign = [("sound", {"of": "the nib"}, {"wave": np.arange(9, dtype=np.int8)})]
    head = {"version": [1, 7], "mood": "calm"}
    path.write_bytes(page_file.to_bytes(head, {"strokes": [], "top": history.top}, snapshot(history)))
    assert page_file.read(path).version == (1, 7)
    back = page_files.load(path).history
    page_files.save(path, back)
    file = page_file.read(path)
    found = next(record for record in file.records if record.kind == "sound")
    assert (found.header, found.arrays["wave"].tolist()) == ({"of": "the nib"}, list(range(9)))
    assert (file.version, file.head["mood"]) == ((1, 7), "calm")


def test_a_newer_version_is_refused_and_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.ductus"
    records, _ = scan(saved(path, drawn(3)))
    records[0].header["version"] = [2, 0]
    path.write_bytes(packed(records))
    before = path.read_bytes()
    with pytest.raises(NewerPage, match=r"newer Ductus .*update Ductus"):
        page_files.load(path)
    assert path.read_bytes() == before


# The disk


def unwritable(refuse: Callable[..., None]) -> Callable[..., object]:
    """Path.open that refuses to write."""
    real = Path.open
    return lambda path, mode="r", *rest, **more: refuse() if "w" in mode else real(path, mode, *rest, **more)


@pytest.fixture
def old(tmp_path: Path) -> tuple[Path, bytes]:
    """A page file that is to stay as it is."""
    path = tmp_path / "folder" / "a.ductus"
    path.parent.mkdir()
    return path, saved(path, drawn(4))


@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
def test_a_disk_that_refuses_leaves_the_old_file_whole(
    old: tuple[Path, bytes], monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path, before = old

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        if call == "open":
            patch.setattr(Path, "open", unwritable(refuse))
        else:
            patch.setattr(os, call, refuse)
        with pytest.raises(PageFileError, match="is full"):
            page_files.save(path, drawn(9))
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == before


def test_a_read_only_folder_is_one_sentence(old: tuple[Path, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    path, before = old

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", unwritable(refuse))  # the tests may run as root, whom no folder refuses
        with pytest.raises(PageFileError, match="may not be written to"):
            page_files.save(path, drawn(9))
    with pytest.raises(PageFileError, match="not there any more"):
        page_files.save(path.parent / "gone" / "a.ductus", drawn(1))
    assert path.read_bytes() == before


def test_a_file_changed_by_another_program_is_not_written_over(old: tuple[Path, bytes]) -> None:
    path, _ = old
    history = page_files.load(path).history
    theirs = saved(path, drawn(7, seed=8))
    with pytest.raises(ChangedMeanwhile, match="changed by another program"):
        page_files.save(path, history, over=history.filed.digest)
    assert path.read_bytes() == theirs
    path.unlink()
    page_files.save(path, history, over=history.filed.digest)  # a file that was removed is written anew
    assert page_actor.state(page_files.load(path).history) == page_actor.state(history)


def test_a_link_stays_a_link_and_the_rights_stay(old: tuple[Path, bytes], tmp_path: Path) -> None:
    path, _ = old
    path.chmod(0o640)
    link = tmp_path / "link.ductus"
    link.symlink_to(path)
    after = saved(link, drawn(9))
    assert link.is_symlink()
    assert path.read_bytes() == after
    assert path.stat().st_mode & 0o777 == 0o640


SAVING = """
import sys
from pathlib import Path
from studio import page_files
path, other = Path(sys.argv[1]), Path(sys.argv[2])
histories = [page_files.load(path).history, page_files.load(other).history]
print("ready", flush=True)
while True:
    for history in histories:
        page_files.save(path, history)
"""


def test_killed_while_saving_the_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    path, other = tmp_path / "a.ductus", tmp_path / "b.ductus"
    histories = [drawn(30, seed=1), drawn(60, seed=2)]
    for place, history in zip((path, other), histories, strict=True):
        page_files.save(place, history)
    states = [page_actor.state(history) for history in histories]
    for pause in (0.01, 0.03, 0.06):
        child = subprocess.Popen([sys.executable, "-c", SAVING, str(path), str(other)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(pause)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        loaded = page_files.load(path)
        assert loaded.trouble == ""
        assert page_actor.state(loaded.history) in states


# Lists


def test_lists_name_pages_without_reading_them_whole(tmp_path: Path) -> None:
    history = drawn(12)
    history.filed = page_files.save(tmp_path / "letter.ductus", history)
    kept = page_files.keep(tmp_path / "pages", history)
    (tmp_path / "pages" / "broken.ductus").write_bytes(b"nothing")
    os.utime(kept, (2e9, 2e9))
    found = page_files.entries([tmp_path / "letter.ductus", tmp_path / "gone.ductus"], tmp_path / "pages")
    assert [(entry.path.name, entry.title, entry.kept) for entry in found[:1]] == [(kept.name, "letter", True)]
    assert {entry.path.name for entry in found} == {kept.name, "letter.ductus", "broken.ductus"}
    assert found[0].strokes == len(history.placed)


# The command line


def test_a_page_is_converted_and_told_of_like_any_ink(tmp_path: Path, ductus: Callable[..., tuple[int, str, str]]) -> None:
    page = Page()
    page.add_ink(Ink((Stroke([[10, 10], [20, 30]], t=[0, 1]), Stroke([[12, 10], [22, 30]], t=[2, 3]))))
    page.erase([page.strokes[0].id])
    path = tmp_path / "a.ductus"
    whole = saved(path, page.history())
    status, _, _ = ductus("convert", path, tmp_path / "a.inkml")
    assert status == 0
    assert (tmp_path / "a.inkml").read_text().count("<trace ") == 1
    status, told, _ = ductus("info", path, "--json", "-")
    assert status == 0
    assert '"strokes": 1' in told
    assert '"steps": 2' in told
    path.write_bytes(whole[:-30])
    status, told, _ = ductus("info", path)
    assert "cut off" in told
    path.write_bytes(b"no page")
    status, _, error = ductus("convert", path, tmp_path / "b.svg")
    assert (status, error.count("\n")) == (1, 1)
    assert "not a Ductus page" in error


def test_the_history_of_a_foreign_kind_survives_the_journal(tmp_path: Path) -> None:
    journal = tmp_path / "page.journal"
    page = page_actor.opened(journal)
    history = drawn(3)
    history.foreign = [("sound", {"n": 1}, {})]
    history.filed = Filed("somewhere.ductus", 2, "abc", {"id": "x"})
    page.lay(history)
    page.close()
    page = page_actor.opened(journal)
    assert (page.history().foreign[0][:2], page.filed) == (("sound", {"n": 1}), history.filed)
    page.close()
    assert restore([]).history.filed == Filed()
