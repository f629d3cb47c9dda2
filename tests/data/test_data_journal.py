from __future__ import annotations

import errno
import os
import random
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engines.data import journal as room
from engines.data.journal import Journal, JournalBusy, JournalError, NotAJournal, pack_strokes, read_records, unpack_strokes
from engines.data.records import MAGIC, encode, scan
from engines.ink.types import Stroke


def draft(n: int, points: int = 3) -> tuple[str, dict[str, object], dict[str, np.ndarray]]:
    values = np.random.default_rng(n).normal(size=(points, 2)).astype(np.float32)
    return "stroke", {"n": n, "name": f"ä{n}"}, {"xy": values, "t": values[:, 0]}


def same(record: room.Record, n: int, points: int = 3) -> bool:
    kind, header, arrays = draft(n, points)
    return (
        record.kind == kind
        and record.header == header
        and set(record.arrays) == set(arrays)
        and all(record.arrays[name].tobytes() == arrays[name].tobytes() for name in arrays)
    )


def written(path: Path, count: int) -> bytes:
    with Journal(path) as journal:
        for n in range(count):
            journal.append(*draft(n))
    return path.read_bytes()


class FullDisk:
    """Stands for os.write on a disk with `room` bytes left; the record that does not fit is written in part."""

    def __init__(self, space: int) -> None:
        self.space = space

    def __call__(self, handle: int, data: memoryview) -> int:
        if not self.space:
            raise OSError(errno.ENOSPC, "No space left on device")
        part = data[: min(self.space, max(1, len(data) // 2))]
        self.space -= len(part)
        return os.pwrite(handle, part, os.lseek(handle, len(part), os.SEEK_CUR) - len(part))


def test_records_come_back_bit_for_bit(tmp_path: Path) -> None:
    odd = np.array([np.nan, -0.0, np.inf, np.float32(1e-42)], np.float32)
    odd.view(np.uint32)[0] = 0x7FC01234  # a NaN with a payload
    with Journal(tmp_path / "a.journal") as journal:
        assert (
            journal.append("odd", {"deep": [1, {"x": None}]}, {"v": odd, "i": np.arange(6).reshape(2, 3), "e": np.zeros((0, 2))})
            == 0
        )
        assert journal.append("empty", {}) == 1
    records, report = read_records(tmp_path / "a.journal")
    assert report.whole and [record.index for record in records] == [0, 1]
    assert records[0].header == {"deep": [1, {"x": None}]}
    assert records[0].arrays["v"].tobytes() == odd.tobytes()
    assert records[0].arrays["i"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert records[0].arrays["e"].shape == (0, 2)
    assert not records[0].arrays["v"].flags.writeable


def test_opening_again_goes_on_where_it_stopped(tmp_path: Path) -> None:
    written(tmp_path / "a.journal", 2)
    with Journal(tmp_path / "a.journal") as journal:
        assert len(journal.restored) == 2
        assert journal.append(*draft(2)) == 2
    assert [record.header["n"] for record in read_records(tmp_path / "a.journal")[0]] == [0, 1, 2]


def test_a_tail_torn_at_any_byte_is_cut_off_and_nothing_else_is(tmp_path: Path) -> None:
    data = written(tmp_path / "whole.journal", 4)
    ends = [record.offset + record.size for record in read_records(tmp_path / "whole.journal")[0]]
    path = tmp_path / "torn.journal"
    for cut in range(len(data) + 1):
        path.write_bytes(data[:cut])
        whole = sum(end <= cut for end in ends)
        records, report = scan(data[:cut])
        assert len(records) == whole and not report.damaged
        assert report.torn_bytes == cut - (ends[whole - 1] if whole else 0)
        if cut % 7 and cut != len(data):
            continue  # opening is slower: some cuts do
        with Journal(path) as journal:
            assert journal.report.torn_bytes == report.torn_bytes and len(journal.restored) == whole
            journal.append(*draft(9))
        records, report = read_records(path)
        assert report.whole and [same(record, n) for record, n in zip(records, [*range(whole), 9], strict=True)] == [True] * (
            whole + 1
        )


def test_every_one_of_a_thousand_flipped_bytes_is_found_and_none_goes_further(tmp_path: Path) -> None:
    data = written(tmp_path / "a.journal", 12)
    spans = [(record.offset, record.size) for record in read_records(tmp_path / "a.journal")[0]]
    chance = random.Random(5)
    for _ in range(1000):
        place = chance.randrange(len(data))
        hurt = bytearray(data)
        hurt[place] ^= chance.randrange(1, 256)
        records, report = scan(bytes(hurt))
        victim = next(n for n, (offset, size) in enumerate(spans) if offset <= place < offset + size)
        assert not report.whole
        assert [same(record, n) for record, n in zip(records, (n for n in range(12) if n != victim), strict=True)] == [True] * 11
        assert report.damaged == (spans[victim],) or (victim == 11 and report.torn_bytes == spans[11][1])


def test_a_thousand_flips_in_one_file_leave_what_is_sound(tmp_path: Path) -> None:
    data = bytearray(written(tmp_path / "a.journal", 300))
    spans = [(record.offset, record.size) for record in read_records(tmp_path / "a.journal")[0]]
    chance = random.Random(6)
    places = {chance.randrange(len(data)) for _ in range(1000)}
    for place in places:
        data[place] ^= 0xFF
    hurt = {n for n, (offset, size) in enumerate(spans) if any(offset <= place < offset + size for place in places)}
    records, _ = scan(bytes(data))
    assert {record.header["n"] for record in records} == set(range(300)) - hurt
    assert all(same(record, record.header["n"]) for record in records)


def test_bytes_missing_or_added_in_the_middle_cost_only_their_record(tmp_path: Path) -> None:
    data = written(tmp_path / "a.journal", 6)
    at = read_records(tmp_path / "a.journal")[0][2].offset + 40
    for hurt in (data[:at] + data[at + 17 :], data[:at] + MAGIC * 5 + b"junk" + data[at:], data[:at] + bytes(4096) + data[at:]):
        records, report = scan(hurt)
        assert [record.header["n"] for record in records] == [0, 1, 3, 4, 5]
        assert len(report.damaged) == 1 and report.damaged[0][0] == at - 40


def test_damage_stays_in_the_file_when_it_is_written_on(tmp_path: Path) -> None:
    path = tmp_path / "a.journal"
    data = bytearray(written(path, 3))
    data[read_records(path)[0][2].offset + 30] ^= 1  # the last record
    path.write_bytes(data)
    with Journal(path) as journal:
        assert journal.report.damaged and journal.append(*draft(7)) == 2
    assert path.read_bytes().startswith(bytes(data))
    assert [record.header["n"] for record in read_records(path)[0]] == [0, 1, 7]


@pytest.mark.parametrize("content", [b"%PDF-1.7 something else", bytes(5000), MAGIC + b"x" * 100, b"\n"])
def test_a_file_that_is_no_journal_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.journal"
    path.write_bytes(content)
    with pytest.raises(NotAJournal, match=r"a\.journal"):
        Journal(path)
    assert path.read_bytes() == content
    with pytest.raises(NotAJournal):
        read_records(path)


def test_a_record_with_a_right_checksum_and_wrong_contents_is_damage() -> None:
    sound = encode(0, draft(0))
    for old, new in ((b'"<f4"', b'"|O4"'), (b"[3,2]", b"[9,2]"), (b"[3,2]", b"[-1,"), (b'"kind"', b'"dink"')):
        payload = sound[24:].replace(old, new.ljust(len(old)))
        front = struct.pack("<4sIQI", MAGIC, len(payload), 0, zlib.crc32(payload))
        records, report = scan(front + struct.pack("<I", zlib.crc32(front)) + payload + sound)
        assert len(records) == 1 and report.damaged == ((0, len(sound)),)


def test_a_second_writer_meets_a_lock_and_a_reader_does_not(tmp_path: Path) -> None:
    path = tmp_path / "a.journal"
    with Journal(path) as journal:
        journal.append(*draft(0))
        with pytest.raises(JournalBusy, match="Another running Ductus"):
            Journal(path)
        code = f"""
from pathlib import Path
from engines.data.journal import Journal, JournalBusy
try:
    Journal(Path({str(path)!r}))
except JournalBusy:
    print("busy")
"""
        assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "busy\n"
        reader = Journal(path, "read")
        assert len(reader.restored) == 1
        with pytest.raises(JournalError):
            reader.append(*draft(1))
        reader.close()
    Journal(path).close()


def test_a_full_disk_leaves_whole_records_and_the_same_record_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for space in (0, 1, 10, 23, 24, 60, 100):
        path = tmp_path / f"{space}.journal"
        with Journal(path) as journal:
            journal.append(*draft(0))
            with monkeypatch.context() as patch:
                patch.setattr(room.os, "write", FullDisk(space))
                with pytest.raises(JournalError, match="full"):
                    journal.append(*draft(1))
            assert read_records(path)[1].whole
            assert journal.append(*draft(1)) == 1
        records, report = read_records(path)
        assert report.whole and [record.header["n"] for record in records] == [0, 1]


def test_a_full_disk_that_cannot_even_be_cut_back_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.journal"
    with Journal(path) as journal:
        journal.append(*draft(0))
        with monkeypatch.context() as patch:
            patch.setattr(room.os, "write", FullDisk(70))
            patch.setattr(room.os, "ftruncate", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "no")))
            with pytest.raises(JournalError):
                journal.append(*draft(1))
        assert len(read_records(path)[0]) == 1
        journal.append(*draft(2))
    assert [record.header["n"] for record in read_records(path)[0]] == [0, 2]


def test_a_limit_of_the_real_kernel_is_told_as_a_full_disk(tmp_path: Path) -> None:
    code = f"""
import resource
from pathlib import Path
from engines.data.journal import Journal, JournalError
journal = Journal(Path({str(tmp_path / "a.journal")!r}))
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
count = 0
try:
    while True:
        journal.append("x", {{"n": count}})
        count += 1
except JournalError as problem:
    print(count, problem)
"""
    pytest.importorskip("resource")
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "is full" in answer
    records, report = read_records(tmp_path / "a.journal")
    assert report.whole and len(records) == int(answer.split()[0]) > 10


def test_the_disk_is_forced_off_the_callers_thread(tmp_path: Path) -> None:
    forced: list[tuple[int, str]] = []
    with Journal(
        tmp_path / "a.journal", on_saved=lambda index: forced.append((index, threading.current_thread().name))
    ) as journal:
        for n in range(50):
            journal.append(*draft(n))
        assert journal.written == 49
    assert journal.forced == 49
    assert forced[-1] == (49, "journal") and {name for _, name in forced} == {"journal"}
    assert [index for index, _ in forced] == sorted({index for index, _ in forced})
    assert len(forced) < 50  # gathered


def test_trouble_while_forcing_is_told_and_a_rewrite_cures_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = threading.Event()
    path = tmp_path / "a.journal"
    with Journal(path, on_trouble=lambda problem: told.set()) as journal:
        with monkeypatch.context() as patch:
            patch.setattr(room, "_force_file", lambda handle: (_ for _ in ()).throw(OSError(errno.EIO, "bad sector")))
            journal.append(*draft(0))
            assert told.wait(10) and journal.forced == -1
        journal.rewrite([draft(0), draft(1)])
        assert journal.forced == journal.written
        journal.append(*draft(2))
    records, report = read_records(path)
    assert report.whole and [record.header["n"] for record in records] == [0, 1, 2]
    assert [record.index for record in records] == sorted({record.index for record in records})


@pytest.mark.skipif(os.name != "posix", reason="open files cannot be removed there")
def test_a_journal_removed_behind_our_back_is_noticed_and_written_anew(tmp_path: Path) -> None:
    told: list[str] = []
    heard = threading.Event()
    path = tmp_path / "folder" / "a.journal"
    with Journal(path, on_trouble=lambda problem: (told.append(str(problem)), heard.set())) as journal:
        path.unlink()
        journal.append(*draft(0))
        assert heard.wait(10) and "not there any more" in told[0]
        journal.rewrite([draft(0)])
    assert same(read_records(path)[0][0], 0)


def test_a_rewrite_keeps_the_old_file_where_asked_and_the_lock_all_along(tmp_path: Path) -> None:
    path, aside = tmp_path / "a.journal", tmp_path / "a.journal.old"
    old = written(path, 3)
    with Journal(path) as journal:
        journal.rewrite([draft(5)], keep=aside)
        with pytest.raises(JournalBusy):
            Journal(path)
        journal.append(*draft(6))
    assert aside.read_bytes() == old
    assert [record.header["n"] for record in read_records(path)[0]] == [5, 6]


@pytest.mark.parametrize("step", ["_write_at", "scan", "replace"])
def test_a_rewrite_that_fails_leaves_the_old_journal_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    path = tmp_path / "a.journal"

    def refuse(*args: object) -> Iterator[None]:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Journal(path) as journal:
        journal.append(*draft(0))
        with monkeypatch.context() as patch:
            patch.setattr(room.os if step == "replace" else room, step, refuse)
            with pytest.raises(JournalError, match="full"):
                journal.rewrite([draft(5)])
        journal.append(*draft(1))
    assert [record.header["n"] for record in read_records(path)[0]] == [0, 1]
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.journal", "a.journal.lock"]


def test_what_a_journal_cannot_hold_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with Journal(tmp_path / "a.journal") as journal:
        for header, array in (({"x": float("nan")}, np.zeros(1)), ({}, np.array(["text"])), ({}, np.array([object()]))):
            with pytest.raises(ValueError):
                journal.append("bad", header, {"v": array})
        assert journal.size == 0


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(JournalError) as caught:
        Journal(tmp_path / "file" / "a.journal")
    assert str(tmp_path) in str(caught.value)
    with pytest.raises(JournalError, match="not there"):
        read_records(tmp_path / "nothing.journal")


def test_strokes_round_trip_with_names_and_unknown_channels(tmp_path: Path) -> None:
    strokes = [
        Stroke([[1, 2], [3, 4]], t=[0, 0.1], pressure=[0.5, np.nan], id="a", origin="z"),
        Stroke(np.zeros((0, 2)), id="none"),
        Stroke([[5, 6]], tilt=[[10, -20]], id="b"),
    ]
    listed, arrays = pack_strokes(strokes)
    back = unpack_strokes(listed, arrays)
    assert [(s.id, s.origin) for s in back] == [("a", "z"), ("none", ""), ("b", "")]
    assert all(a.same_as(b) for a, b in zip(strokes, back, strict=True))
    with pytest.raises(ValueError):
        unpack_strokes([["a", "", 5]], arrays)
    assert unpack_strokes(*pack_strokes([])) == []
