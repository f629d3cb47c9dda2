"""The job "import": any format into a store, stoppable at every moment, with what was left out and why."""

import gzip
import io
import tarfile
from pathlib import Path

import pytest
from fuzzing import assert_sentence

from engines.data.sample import Sample
from engines.data.store import Store, write_store
from engines.formats import images, inkml, unipen_writing
from engines.ink.synthesis import Writer, glyph
from engines.messages import Failed, Finished, Job, Look, Progress, Request, Stopped
from engines.service import importing, verbs, working

LETTERS = [Sample(ink=glyph(char, Writer.random(1), 1), text=char, writer=f"w{char}") for char in "ABg"]


def run(fields, should_stop=lambda: False):
    """-> (the last event, the progress before it)."""
    told = []
    end = working.run(Job("1", "import", fields), working.VERBS, told.append, should_stop)
    return end, [event for event in told if isinstance(event, Progress)]


@pytest.fixture
def inks(tmp_path):
    for at, letter in enumerate(LETTERS):
        inkml.write(tmp_path / "inks" / f"{at}.inkml", letter)
    (tmp_path / "inks" / "bad.inkml").write_text("<ink>")
    return tmp_path / "inks"


def test_a_format_is_found_out_and_what_is_left_out_is_told_with_its_reason(inks, tmp_path):
    end, told = run({"paths": [str(inks)], "store": str(tmp_path / "s.h5")})
    assert isinstance(end, Finished), end
    assert (end.result["format"], end.result["samples"], end.result["writers"], end.result["skipped"]) == ("inkml", 3, 3, 1)
    ((where, reason),) = end.result["left_out"]
    assert where.endswith("bad.inkml") and "not valid InkML" in reason
    assert told and told[-1].total == 4
    with Store(tmp_path / "s.h5") as store:
        assert store.labels == ["A", "B", "g"] and store[0].ink.same_as(LETTERS[0].ink)


def test_labels_limit_and_levels_choose(inks, tmp_path):
    for more, count in (
        ({"labels": "AB"}, 2),
        ({"limit": 1}, 1),
        ({"levels": ["character"]}, 3),
        ({"labels": "gA", "limit": 9}, 2),
    ):
        end, _ = run({"path": str(inks), "store": str(tmp_path / "s.h5"), **more})
        assert end.result["samples"] == count
    end, _ = run({"path": str(inks), "store": str(tmp_path / "t.h5"), "levels": ["word"]})
    assert isinstance(end, Failed) and "no sample arrived" in end.message and not (tmp_path / "t.h5").exists()


def test_stopped_at_any_moment_no_store_is_left_and_an_old_one_stays(inks, tmp_path):
    store = tmp_path / "s.h5"
    write_store(store, LETTERS[:1])
    before, moments = store.read_bytes(), 0
    while isinstance(run({"path": str(inks), "store": str(store)}, after(moments))[0], Stopped):
        assert store.read_bytes() == before and sorted(path.name for path in tmp_path.iterdir()) == ["inks", "s.h5"]
        moments += 1
    assert moments > 3 and store.read_bytes() != before


def after(looks):
    """A person who asks to stop after the work has looked so often."""
    left = iter(range(looks))
    return lambda: next(left, None) is None


def test_an_archive_can_be_stopped_while_it_is_unpacked(tmp_path):
    unipen_writing.write(tmp_path / "r", LETTERS)
    with tarfile.open(tmp_path / "r.tar.xz", "w:xz") as archive:
        archive.add(tmp_path / "r", "r")
        for at in range(50):
            archive.addfile(tarfile.TarInfo(f"r/other/{at}"), io.BytesIO())
    fields = {"format": "unipen", "path": str(tmp_path / "r.tar.xz"), "store": str(tmp_path / "s.h5")}
    end, told = run(fields, after(20))
    assert isinstance(end, Stopped) and told[-1].total == 0  # still unpacking
    end, _ = run({**fields, "categories": ["1b", "1c"]})
    assert end.result["samples"] == 3


def test_a_store_is_not_read_and_replaced_at_once(tmp_path):
    write_store(tmp_path / "s.h5", LETTERS)
    end, _ = run({"path": str(tmp_path / "s.h5"), "store": str(tmp_path / "s.h5")})
    assert isinstance(end, Failed) and "another name" in end.message
    end, _ = run({"paths": [str(tmp_path / "s.h5")], "store": str(tmp_path / "t.h5"), "labels": "A"})
    assert end.result["samples"] == 1 and end.result["format"] == "store"


def test_the_time_that_is_left_is_told_after_a_while(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(verbs.time, "monotonic", lambda: now[0])
    told = []
    pace = verbs.Pace(told.append, lambda: False)
    for second in range(1, 11):
        now[0] = second
        pace(second, 40, "x")
    assert told[0].left != told[0].left and told[-1].left == pytest.approx(30.0)


def test_looking_tells_the_format_and_how_much_there_is(inks, tmp_path):
    write_store(tmp_path / "s.h5", LETTERS)
    images.write(tmp_path / "pictures", LETTERS)
    (tmp_path / "mnist").mkdir()
    for part, count in (("train", 7), ("t10k", 2)):
        head = b"\0\0\x08\x03" + b"".join(size.to_bytes(4, "big") for size in (count, 2, 2))
        (tmp_path / "mnist" / f"{part}-images-idx3-ubyte.gz").write_bytes(gzip.compress(head + bytes(4 * count)))
    for path, form, figures in (
        (inks, "inkml", {"files": 4}),
        (tmp_path / "s.h5", "store", {"samples": 3}),
        (tmp_path / "pictures", "images", {}),
        (tmp_path / "mnist", "idx", {"samples": 9}),
        (tmp_path / "mnist" / "t10k-images-idx3-ubyte.gz", "idx", {"samples": 2}),
    ):
        reply = importing.look(Request(1, "look", Look((path,))))
        assert (reply.text, reply.figures, reply.error) == (form, figures, "")
    for paths in ((), (tmp_path / "gone",), (inks, tmp_path / "s.h5"), (Path(__file__),)):
        reply = importing.look(Request(1, "look", Look(tuple(paths))))
        assert_sentence(reply.error)
