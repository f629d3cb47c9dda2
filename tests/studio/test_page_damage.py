"""Page files that were hurt or made to hurt: what is sound in them comes back, the rest is told, and no memory is taken."""

from __future__ import annotations

import random
import struct
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import page_actor
import pytest
from fuzzing import TIMES, cases
from hypothesis import given
from hypothesis import strategies as st
from made_pages import drawn, everything, packed, saved, small

from engines.data import page_file
from engines.data.page_file import NotAPage, PageFileError
from engines.data.records import LARGEST, MAGIC, encode, scan
from studio import page_files
from studio.page import Page

pytestmark = pytest.mark.usefixtures("qapp")
KINDS = {"step", "steps", "top", "current", "pen", "lift", "page", "file"}


def test_a_file_cut_at_any_byte_gives_back_every_stroke_before_the_cut_and_says_so(tmp_path: Path) -> None:
    path, history = tmp_path / "a.ductus", small()
    whole = saved(path, history)
    starts = [record.offset for record in scan(whole)[0]]
    truth, refused = everything(history), 0
    for length in range(len(whole)):
        try:
            file = page_file.from_bytes(whole[:length], "a.ductus")
        except NotAPage as problem:
            refused += 1
            assert "a.ductus" in str(problem)
            continue
        assert "a.ductus is cut off" in file.trouble, length
        if length in starts or length - 1 in starts:  # the history changes only there
            path.write_bytes(whole[:length])
            loaded = page_files.load(path)
            assert loaded.history.filed.path == ""
            there = everything(loaded.history)
            assert there <= truth
            assert {stroke.id for stroke in file.found.values()} == {item[0] for item in there}
    assert refused == starts[1]  # only a file without a whole head is refused


def test_flipped_bytes_never_pass_unnoticed_and_never_change_a_stroke(tmp_path: Path) -> None:
    path, history = tmp_path / "a.ductus", drawn(12)
    whole = saved(path, history)
    truth, chance = everything(history), random.Random(5)
    for _ in range(round(150 * TIMES)):
        hurt = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            hurt[chance.randrange(len(hurt))] ^= 1 << chance.randrange(8)
        if bytes(hurt) == whole:
            continue
        path.write_bytes(hurt)
        try:
            loaded = page_files.load(path)
        except NotAPage:
            continue
        assert loaded.trouble
        assert loaded.history.filed.path == ""
        assert everything(loaded.history) <= truth


def test_ink_whose_step_was_lost_is_put_on_the_page_as_one_that_can_be_undone(tmp_path: Path) -> None:
    """The step that took a stroke off was undone; the record that says so is lost, and the one that follows it too."""
    page = Page()
    for seed in (1, 2):
        page.add(page_actor.stroke(random.Random(seed), 9))
    page.erase([page.strokes[0].id])
    page.undo()
    path = tmp_path / "a.ductus"
    records, _ = scan(saved(path, page.history()))
    records[1].header["top"] = None
    path.write_bytes(packed([record for record in records if record.kind not in ("top", "end")]))
    loaded = page_files.load(path)
    assert {place.stroke.id for place in loaded.history.placed} == {stroke.id for stroke in page.strokes}
    assert loaded.history.steps[-1].what == "Recovered strokes"


@cases(60)
@given(st.one_of(st.binary(max_size=300), st.binary(max_size=200).map(lambda tail: MAGIC + tail)))
def test_any_bytes_are_a_page_or_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(NotAPage, match=r"^thing\.ductus [^\n]*\.$"):
        page_file.from_bytes(data, "thing.ductus")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 1 << 70) | st.floats(-1e300, 1e300) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
FIELDS = (
    "strokes",
    "characters",
    "steps",
    "step",
    "added",
    "removed",
    "current",
    "follows",
    "top",
    "what",
    "stroke",
    "from",
    "base",
)


@cases(40)
@given(
    st.lists(st.tuples(st.sampled_from([*sorted(KINDS), "contents"]), st.dictionaries(st.sampled_from(FIELDS), JSON)), max_size=5)
)
def test_sound_records_that_make_no_sense_do_no_harm(made: list[tuple[str, dict]]) -> None:
    points = {"xy": np.zeros((3, 2), np.float32), "t": np.zeros(3, np.float32)}
    kept = [(kind, header, points) for kind, header in made]
    file = page_file.from_bytes(page_file.to_bytes({"provenance": "x", "id": 7}, {"strokes": []}, kept), "a.ductus")
    loaded = page_files.as_page(file, Path("a.ductus"))
    again = page_file.from_bytes(page_files.as_bytes(loaded.history, file.head, filed=True), "a.ductus")
    assert again.trouble == ""
    assert page_actor.state(page_files.as_page(again, Path("a.ductus")).history) == page_actor.state(loaded.history)


def test_a_length_that_lies_takes_no_memory(tmp_path: Path) -> None:
    def front(length: int) -> bytes:
        made = struct.pack("<4sIQI", MAGIC, length, 1, 0)
        return made + struct.pack("<I", zlib.crc32(made))

    whole = saved(tmp_path / "a.ductus", drawn(3))
    start = scan(whole)[0][2].offset
    lies = whole[:start] + b"".join(front(LARGEST - at) + b"x" * 40 for at in range(50)) + whole[start:]
    wide = encode(1, ("page", {"strokes": [["a", "", 1 << 60]]}, {}))
    lists = encode(0, ("head", {"format": page_file.FORMAT, "x": [[]] * 12_000_000}, {}))
    tracemalloc.start()
    try:
        assert "damaged" in page_file.from_bytes(lies, "a.ductus").trouble
        page_file.from_bytes(whole[:start] + wide, "a.ductus")
        with pytest.raises(NotAPage, match="greater length"):
            page_file.from_bytes(lists, "a.ductus")
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def test_a_file_that_is_too_large_or_not_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ductus"
    history = drawn(5)
    page_files.save(path, history)
    monkeypatch.setattr(page_file, "LIMIT", 100)
    for act in (
        lambda: page_files.load(path),
        lambda: page_files.save(path, history),
        lambda: page_files.load(tmp_path / "b.ductus"),
    ):
        with pytest.raises(PageFileError, match=r"^[^\n]*\.$"):
            act()
