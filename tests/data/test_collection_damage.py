"""What happens to disks: torn tails, flipped bits, no room. What survives is what was written, and damage is told."""

import errno
import random
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from collecting import ANNA, SITTING, begun, same, written
from failing_disk import FailingDisk

from engines.data import collected, collection_keeping
from engines.data.checking import CheckError, check, repair
from engines.data.collection import Collection, Item, JournalError, Session
from engines.data.collection_index import NAME
from engines.data.packing import STORE, pack
from engines.data.records import read_records
from engines.data.segments import sealed
from engines.data.store import Store, StoreError

LIVE = "live.journal"


def filled(folder: Path, labels: str = "ABCDEFGH") -> dict[str, Item]:
    """A collection whose live journal has samples, a deletion and its undo, and other labels."""
    with begun(folder) as collection:
        for label in labels:
            collection.accept(written(label, points=2))
        ids = list(collection.items)
        collection.relabel(ids[:1], "X")
        collection.delete(ids[1:2])
        collection.undo()
        collection.note(SITTING.id, "skipped", "Z")
        return dict(collection.items)


def sound(items: dict[str, Item], before: dict[str, Item]) -> bool:
    """Whether every item is one of those that were written, whatever was undone of its label."""
    first = next(iter(before))
    labels = {id: {before[id].sample.text} | ({"A"} if id == first else set()) for id in before}
    return all(
        id in before and item.sample.text in labels[id] and same(item.labelled("?"), before[id].labelled("?"))
        for id, item in items.items()
    )


def test_a_torn_tail_at_any_byte_costs_what_was_being_written(tmp_path: Path) -> None:
    before = filled(tmp_path / "whole", "AB")
    data = (tmp_path / "whole" / LIVE).read_bytes()
    records = read_records(tmp_path / "whole" / LIVE)[0]
    ends = {record.offset + record.size: n + 1 for n, record in enumerate(records)}
    folder = tmp_path / "torn"
    folder.mkdir()
    whole = 0
    for cut in range(len(data) + 1):
        whole = ends.get(cut, whole)
        (folder / LIVE).write_bytes(data[:cut])
        with Collection(folder, "read") as reader:
            assert sound(dict(reader.items), before)
            count = len(reader.items)
        assert whole == len(read_records(folder / LIVE)[0])
        if cut % 211 == 0 or cut in ends:  # and for writing
            with Collection(folder) as collection:
                assert len(collection.items) == count and bool(collection.notices) == (cut not in ends and cut > 0)
                collection.accept(written("late"))
            assert read_records(folder / LIVE)[1].whole
    assert count == len(before)


def test_a_thousand_flipped_bytes_are_found_and_none_propagates(tmp_path: Path) -> None:
    chance, before = random.Random(5), filled(tmp_path)
    data = (tmp_path / LIVE).read_bytes()
    for _ in range(1000):
        hurt = bytearray(data)
        hurt[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        (tmp_path / LIVE).write_bytes(hurt)
        assert not read_records(tmp_path / LIVE)[1].whole, "found"
        with Collection(tmp_path, "read") as reader:
            assert sound(dict(reader.items), before) and len(reader.items) >= len(before) - 1


def test_flipped_bytes_in_what_is_sealed_cost_nothing_as_long_as_the_store_stands(tmp_path: Path) -> None:
    chance = random.Random(6)
    with begun(tmp_path, "ABCDEF") as collection:
        before = dict(collection.items)
        pack(tmp_path)
        collection.packed()
    path, folder = sealed(tmp_path)[0], tmp_path
    data, store = path.read_bytes(), (tmp_path / STORE).read_bytes()
    rescued = 0
    for _ in range(30):
        hurt = bytearray(data)
        hurt[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        for other in sealed(folder):
            other.unlink()
        path.write_bytes(hurt)
        (folder / STORE).write_bytes(store)
        (folder / NAME).unlink()
        facts = pack(folder)
        rescued += facts["rescued"]
        assert facts["damaged"] == [path.name]
        with Store(folder / STORE) as packed:
            found = {item.id: item for item in packed.items()}
        assert found.keys() == before.keys() and all(same(found[id], before[id]) for id in before)
    assert rescued > 10


def test_flipped_bytes_in_a_store_are_found_or_harmless(tmp_path: Path) -> None:
    chance = random.Random(7)
    with begun(tmp_path, "ABCDEFGH") as collection:
        before = list(collection.items.values())
    pack(tmp_path)
    path = tmp_path / STORE
    data = path.read_bytes()
    found = 0
    for _ in range(150):
        hurt = bytearray(data)
        hurt[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(hurt)
        (finding,) = check(path)
        found += not finding.whole
        if finding.whole:
            with Store(path) as store:
                assert all(same(a, b) for a, b in zip(before, store.items(), strict=True))
    assert found > 15


def test_check_says_what_is_damaged_and_repair_mends_it(tmp_path: Path) -> None:
    with begun(tmp_path, "ABCD") as collection:
        before = dict(collection.items)
        pack(tmp_path)
        collection.packed()
        collection.accept(written("E"))
        pack(tmp_path)
        before |= collection.items
    assert [(finding.path.name, finding.whole) for finding in check(tmp_path)] == [
        ("0001.journal", True), (LIVE, True), (STORE, True), ("store.h5.1", True), (NAME, True), (tmp_path.name, True),
    ]  # fmt: skip
    path = sealed(tmp_path)[0]
    at = next(record.offset + 99 for record in read_records(path)[0] if record.header.get("item") == list(before)[2])
    hurt = bytearray(path.read_bytes())
    hurt[at] ^= 1
    path.write_bytes(hurt)
    (tmp_path / "store.h5.1").write_bytes((tmp_path / STORE).read_bytes()[:-100])
    found = {finding.path.name: finding for finding in check(tmp_path)}
    assert not found["0001.journal"].whole and "bytes are damaged (at byte " in found["0001.journal"].told
    assert found["0001.journal"].figures["damaged"][0][0] < at
    assert not found["store.h5.1"].whole and not found[tmp_path.name].whole
    assert "1 that the journals lost are still in the store" in found[tmp_path.name].told
    done = " ".join(repair(tmp_path))
    assert "0001.journal was damaged" in done and "1 samples came back" in done and "store.h5.1 was damaged" in done
    assert all(finding.whole for finding in check(tmp_path))
    with Store(tmp_path / STORE) as store:
        found_items = {item.id: item for item in store.items()}
    assert found_items.keys() == before.keys() and all(same(found_items[id], before[id]) for id in before)
    assert any(".damaged-" in file.name for file in (tmp_path / "sealed").iterdir()), "the evidence is kept"
    with pytest.raises(CheckError, match="no collection"):
        repair(tmp_path / "sealed")
    with Collection(tmp_path), pytest.raises(CheckError, match="cannot be repaired now"):
        repair(tmp_path)


def test_what_both_journals_and_store_lost_is_named(tmp_path: Path) -> None:
    begun(tmp_path, "AB").close()
    pack(tmp_path)
    at = next(record.offset for record in read_records(tmp_path / LIVE)[0] if record.header.get("text") == "B")
    hurt = bytearray((tmp_path / LIVE).read_bytes())
    hurt[at] ^= 255
    (tmp_path / LIVE).write_bytes(hurt)
    (tmp_path / STORE).write_bytes(b"")
    together = check(tmp_path)[-1]
    assert not together.whole and "1 are lost: 'B'" in together.told and together.figures["lost"][0]["writer"] == ANNA.id
    with pytest.raises(CheckError, match="does not exist"):
        check(tmp_path / "nothing")


# Disks that refuse


def wait_until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done() and time.monotonic() < end:
        time.sleep(0.01)
    assert done()


def test_a_full_disk_is_told_and_all_is_written_when_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collection_keeping, "RETRY", 0.02)
    troubles: list[JournalError] = []
    disk = FailingDisk({})
    with disk.between(), Collection(tmp_path, on_trouble=troubles.append) as collection:
        collection.put_writer(ANNA)
        collection.accept(written("A"))
        disk.full = errno.ENOSPC
        collection.accept(written("B"))
        collection.delete(list(collection.items)[:1])
        assert not collection.saved and [item.sample.text for item in collection.items.values()] == ["B"]
        assert len(troubles) == 1 and "full" in str(troubles[0])
        with pytest.raises((JournalError, StoreError)):
            pack(tmp_path)
        disk.full = 0
        wait_until(lambda: collection.saved)
    with Collection(tmp_path) as again:
        assert [item.sample.text for item in again.items.values()] == ["B"] and again.undo_text == "Delete sample"


def test_a_disk_that_cannot_force_gets_the_journal_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collection_keeping, "RETRY", 0.02)
    begun(tmp_path, "A").close()
    troubles: list[JournalError] = []
    disk = FailingDisk({("fdatasync", 0): errno.EIO, ("fdatasync", 1): errno.EIO})
    with disk.between(), Collection(tmp_path, on_trouble=troubles.append) as collection:
        collection.accept(written("B"))
        wait_until(lambda: bool(troubles) and collection.saved)
        collection.accept(written("C"))
    with Collection(tmp_path) as again:
        assert [item.sample.text for item in again.items.values()] == ["A", "B", "C"] and not again.notices


def test_work_on_a_disk_that_refuses_leaves_everything_as_it_was(tmp_path: Path) -> None:
    start = tmp_path / "start"
    with begun(start, "AB") as collection:
        before = dict(collection.items)
        pack(start)
        collection.packed()
        collection.accept(written("C"))
        before |= collection.items
    refused = 0
    for name in ("write", "fsync", "replace", "open"):
        for number in range(0, 40, 3):
            folder = tmp_path / f"{name}{number}"
            shutil.copytree(start, folder)
            with FailingDisk({(name, number): errno.ENOSPC}).between() as disk:
                try:
                    pack(folder)
                    Collection(folder).close()
                except (JournalError, StoreError) as problem:
                    assert str(problem).endswith(".")
                refused += disk.refused
            with Collection(folder) as again:
                assert list(again.items)[-1] == list(before)[-1]
            pack(folder)
            with Store(folder / STORE) as store:
                assert [item.sample.text for item in store.items()] == ["A", "B", "C"]
            shutil.rmtree(folder)
            if not disk.refused:
                break
    assert refused > 3


def test_a_folder_that_may_not_be_written_to_can_be_read(tmp_path: Path) -> None:
    before = filled(tmp_path)
    disk = FailingDisk({})
    disk.full = errno.EROFS
    with disk.between():
        with pytest.raises(JournalError, match="may not be written to"):
            Collection(tmp_path)
        with Collection(tmp_path, "read") as reader:
            assert sound(dict(reader.items), before) and len(reader.items) == len(before)


def test_a_clock_that_goes_backwards_changes_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Backwards(datetime):
        seconds = 2_000_000_000

        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def]
            cls.seconds -= 86_400
            return datetime.fromtimestamp(cls.seconds, UTC)

    monkeypatch.setattr(collected, "datetime", Backwards)
    monkeypatch.setattr(time, "strftime", lambda form: "20000101-000000")
    for n, label in enumerate("ABC"):
        with Collection(tmp_path) as collection:
            collection.put_writer(collected.new_writer(label, consent=("private", "research", "public")[n]))
            collection.start_session(Session(f"s{n}", ANNA.id, started=collected.now()))
            collection.accept(written(label, session=f"s{n}"))
            pack(tmp_path)
            assert collection.packed()
        with (tmp_path / LIVE).open("r+b") as file:  # each time the same name for the copy of a damaged file
            file.seek(1)
            file.write(b"!")
    with Collection(tmp_path) as again:
        assert list(again.sessions) == ["s0", "s1", "s2"] and [w.name for w in again.writers.values()] == ["A", "B", "C"]
        assert [consent["consent"] for consent in again.consents] == ["private", "research", "public"]
    assert len(list(tmp_path.glob("*.damaged-20000101-000000*"))) == 3
