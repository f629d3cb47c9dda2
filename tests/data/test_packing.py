"""Packing: store and index follow the journals; nothing is lost wherever the work is cut short; erasing really removes bytes."""

import contextlib
import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from collecting import ANNA, BERT, SITTING, begun, same, written

from engines.data import collection_keeping, erasing
from engines.data.cards import ModelCard, models_of, write_card
from engines.data.collected import sample_draft
from engines.data.collection import Collection, Item, JournalError
from engines.data.collection_index import NAME, read_index
from engines.data.packing import STORE, pack, pack_journals, seal, snapshots
from engines.data.records import encode, read_records
from engines.data.sample import Sample
from engines.data.segments import sealed
from engines.data.store import Store, StoreError


def stored(folder: Path) -> dict[str, Item]:
    """The items of the store by id."""
    if not (folder / STORE).exists():
        return {}
    with Store(folder / STORE) as store:
        return {item.id: item for item in store.items()}


def shown(folder: Path) -> dict[str, Item]:
    """What a person sees: the store's rows under the edits of the live journal, and its items."""
    with Collection(folder, "read") as collection:
        rows = {id: item for id, item in stored(folder).items() if id not in collection.gone and id not in collection.items}
        rows = {id: item.labelled(collection.relabelled.get(id, item.sample.text)) for id, item in rows.items()}
        both = {**rows, **collection.items}
        counted: dict[str, Counter[str]] = {}
        for item in both.values():
            counted.setdefault(item.sample.writer, Counter())[item.sample.text] += 1
        assert {writer: texts for writer, texts in collection.counts.items() if texts} == counted
        return both


def alike(one: dict[str, Item], other: dict[str, Item]) -> bool:
    return one.keys() == other.keys() and all(same(one[id], other[id]) for id in one)


def test_a_pack_seals_the_live_journal_and_loses_nothing(tmp_path: Path) -> None:
    with begun(tmp_path, "ABCD") as collection:
        a, b, c, d = before = dict(collection.items)
        collection.relabel([b], "X")
        collection.delete([c])
        facts = pack(tmp_path)  # as the worker does, while the window has the collection open
        assert facts["packed"] and facts["samples"] == 3 and not facts["damaged"] and collection.unpacked == 3
        late = written("late")
        collection.accept(late)
        assert collection.packed() and [path.name for path in sealed(tmp_path)] == ["0001.journal"]
        assert list(collection.items) == [late.id] and collection.gone == {c} and not collection.relabelled
        assert collection.counts == {ANNA.id: Counter(["A", "X", "D", "late"])} and collection.unpacked == 1
        assert not collection.packed()
        assert collection.undo() == "Accept late" and collection.undo() == "Delete sample"
        assert list(collection.items) == [c], "what undo needs came along"
        assert collection.undo() == "Relabel sample" and collection.relabelled == {b: "B"}
        assert [passed.item for passed in collection.progress(SITTING.id)] == [a, b, c, d]
    assert alike(shown(tmp_path), before)
    assert pack(tmp_path)["samples"] == 4 and seal(tmp_path) and alike(stored(tmp_path), before)
    with Collection(tmp_path) as again:
        assert not again.items and [again.redo() for _ in range(4)] == ["Relabel sample", "Delete sample", "Accept late", ""]
        assert set(shown(tmp_path)) == {a, b, d, late.id} and again.text_of(b) == "X"
        assert set(again.writers) == {ANNA.id, BERT.id} and again.consents[0]["consent"] == "research"


def test_a_collection_that_is_closed_seals_nothing_any_more(tmp_path: Path) -> None:
    collection = begun(tmp_path, "A")
    pack(tmp_path)
    assert collection.close() and not collection.packed() and not sealed(tmp_path)
    assert seal(tmp_path) and len(sealed(tmp_path)) == 1


def test_a_pack_of_what_is_packed_does_nothing(tmp_path: Path) -> None:
    begun(tmp_path, "AB").close()
    first = pack(tmp_path)
    stamp = (tmp_path / STORE).stat().st_mtime_ns
    assert first["packed"] and not pack(tmp_path)["packed"] and pack(tmp_path)["hash"] == first["hash"]
    assert (tmp_path / STORE).stat().st_mtime_ns == stamp
    (tmp_path / NAME).unlink()
    assert pack(tmp_path)["packed"] and pack(tmp_path)["packed"] is False


def test_three_predecessors_are_kept(tmp_path: Path) -> None:
    begun(tmp_path).close()
    for n in range(6):
        with Collection(tmp_path) as collection:
            collection.accept(written(str(n)))
        pack(tmp_path)
        seal(tmp_path)
    assert [path.name for path in snapshots(tmp_path)] == [STORE, *(f"{STORE}.{n}" for n in (1, 2, 3))]
    for path, count in zip(snapshots(tmp_path), (6, 5, 4, 3), strict=True):
        with Store(path) as store:
            assert len(store) == count
    assert len(sealed(tmp_path)) == 6


def test_a_collection_without_samples_has_no_store(tmp_path: Path) -> None:
    with begun(tmp_path, "A") as collection:
        pack(tmp_path)
        collection.packed()
        collection.undo()
        assert pack(tmp_path)["samples"] == 0 and not (tmp_path / STORE).exists()
        collection.packed()
        assert collection.redo() == "Accept A"
    assert [item.sample.text for item in shown(tmp_path).values()] == ["A"]
    assert pack(tmp_path)["samples"] == 1


def test_the_index_is_made_again_where_it_is_lost(tmp_path: Path) -> None:
    with begun(tmp_path, "ABC") as collection:
        pack(tmp_path)
        collection.packed()
        (b,) = [id for id in stored(tmp_path) if collection.text_of(id) == "B"]
        collection.delete([b])
    for data in (None, b"", b"no index", (tmp_path / NAME).read_bytes()[:-1]):
        (tmp_path / NAME).unlink(missing_ok=True)
        if data is not None:
            (tmp_path / NAME).write_bytes(data)
        assert read_index(tmp_path) is None
        with Collection(tmp_path) as again:
            assert again.counts == {ANNA.id: Counter("AC")} and again.gone == {b}


def test_a_lost_live_journal_is_given_again_what_the_sealed_ones_say(tmp_path: Path) -> None:
    with begun(tmp_path, "ABC") as collection:
        b = list(collection.items)[1]
        collection.delete([b])
        pack(tmp_path)
        collection.packed()
    (tmp_path / "live.journal").write_bytes(b"something else entirely, and longer than a header")
    with Collection(tmp_path) as again:
        assert len(again.notices) == 1 and "put aside as live.journal.unreadable-" in again.notices[0]
        assert set(again.writers) == {ANNA.id, BERT.id} and SITTING.id in again.sessions
        assert again.counts == {ANNA.id: Counter("AC")} and again.undo_text == ""
        again.accept(written("D"))
    assert sorted(item.sample.text for item in shown(tmp_path).values()) == ["A", "C", "D"]


def test_samples_that_journals_lost_come_back_from_the_store(tmp_path: Path) -> None:
    with begun(tmp_path, "ABC") as collection:
        before = dict(collection.items)
        pack(tmp_path)
        collection.packed()
    path = sealed(tmp_path)[0]
    damage_record(path, list(before)[1])
    facts = pack(tmp_path)
    assert facts["rescued"] == 1 and facts["damaged"] == ["0001.journal"] and alike(stored(tmp_path), before)
    assert [path.name for path in sealed(tmp_path)] == ["0001.journal", "0002.journal"]
    for path in snapshots(tmp_path):
        path.unlink()
    (tmp_path / NAME).unlink()
    assert pack(tmp_path)["rescued"] == 0 and alike(stored(tmp_path), before), "it is in a journal again"


def damage_record(path: Path, item: str) -> None:
    """Flip one bit in an item's record."""
    (record,) = [record for record in read_records(path)[0] if record.header.get("item") == item]
    data = bytearray(path.read_bytes())
    data[record.offset + record.size // 2] ^= 4
    path.write_bytes(bytes(data))


def test_a_pack_of_edits_alone_is_taken_over(tmp_path: Path) -> None:
    with begun(tmp_path, "ABC") as collection:
        pack(tmp_path)
        collection.packed()
        a, b, _ = stored(tmp_path)
        collection.delete([a])
        collection.relabel([b], "X")
        assert collection.unpacked == 2 and pack(tmp_path)["samples"] == 2
        assert collection.packed() and collection.unpacked == 0 and not collection.relabelled
        assert collection.counts == {ANNA.id: Counter("XC")} and len(sealed(tmp_path)) == 2
        assert collection.undo() and collection.undo() and set(shown(tmp_path)) == {a, *stored(tmp_path)}


def test_journals_are_packed_into_any_store(tmp_path: Path) -> None:
    begun(tmp_path / "a", "AB").close()
    begun(tmp_path / "b", "C").close()
    summary = pack_journals([tmp_path / "a", tmp_path / "b" / "live.journal"], tmp_path / "out.h5")
    assert summary["samples"] == 3 and summary["collection_writers"] == [ANNA.id] and not summary["damaged"]
    begun(tmp_path / "c").close()
    with pytest.raises(StoreError, match="no sample"):
        pack_journals([tmp_path / "c"], tmp_path / "none.h5")
    assert not (tmp_path / "none.h5").exists()


# Cut short at any moment

CALLS = ("replace", "link", "unlink", "fsync", "open", "write", "ftruncate")


def killed_at(call: int, work: Callable[[], object]) -> bool:
    """Do the work in a process that is killed at its n-th call of the system; whether it came that far."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == signal.SIGKILL
    count = 0

    def stand_before(real: Callable[..., object]) -> Callable[..., object]:
        def called(*arguments: object, **more: object) -> object:
            nonlocal count
            count += 1
            if count > call:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **more)

        return called

    for name in CALLS:
        setattr(os, name, stand_before(getattr(os, name)))
    with contextlib.suppress(BaseException):
        work()
        os._exit(0)
    os._exit(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("what", ["pack", "seal", "erase"])
def test_work_that_is_killed_anywhere_loses_nothing(tmp_path: Path, what: str) -> None:
    start = tmp_path / "start"
    with begun(start, "AB") as collection:
        pack(start)
        collection.packed()
        a, b = stored(start)
        collection.relabel([a], "X")
        collection.delete([b])
        collection.add([written(label) for label in "CD"])
        collection.accept(written("E", BERT.id, session=""))
    before = shown(start)
    kept = {id: item for id, item in before.items() if item.sample.writer == BERT.id} if what == "erase" else before
    if what == "seal":
        pack(start)
    work = {"pack": pack, "seal": seal, "erase": lambda folder: erasing.erase(folder, ANNA.id)}[what]
    for call in range(0, 400, 5 if what == "erase" else 1):
        folder = tmp_path / str(call)
        shutil.copytree(start, folder)
        cut = killed_at(call, lambda folder=folder: work(folder))  # type: ignore[misc]
        if what != "erase":
            assert alike(shown(folder), before)
        with Collection(folder) as again:
            if what != "erase":
                assert again.undo_text == "Accept E" and again.redo_text == ""
                again.undo(), again.undo(), again.undo()
                assert again.text_of(b) == "B" and again.redo() == "Delete sample"
                again.redo(), again.redo()
            assert not again.notices
        finished = erasing.finish(folder)
        pack(folder)
        seal(folder)
        with Collection(folder, "read") as again:
            there = before if ANNA.id in again.writers else kept
        assert alike(stored(folder), there) and alike(shown(folder), there)
        assert there is kept or (cut and not finished and not (folder / "erasing.json").exists())
        shutil.rmtree(folder)
        if not cut:
            break
    assert not cut and call > (40 if what == "erase" else 8)


# Erasing


def holding(folder: Path, raw: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and raw in path.read_bytes()]


@pytest.mark.parametrize("open_elsewhere", [False, True])
def test_an_erased_writer_leaves_no_byte_behind(tmp_path: Path, open_elsewhere: bool) -> None:
    secret = Item(sample=Sample(written("A").sample.ink, None, "geheimes Wort", ANNA.id), prompt="A")
    with begun(tmp_path, "AB") as collection:
        collection.accept(secret)
        others = [written(label, BERT.id, session="") for label in "cd"]
        collection.add(others)
        for n in range(3):
            collection.relabel([secret.id], f"geheimes Wort {n}")
            pack(tmp_path)
            collection.packed()
        collection.accept(written("Z"))
        collection.delete([secret.id])
        pack(tmp_path)
    shutil.copy(tmp_path / "live.journal", tmp_path / "live.journal.damaged-20260101-000000")
    ink = secret.sample.ink.strokes[0].xy.tobytes()
    marks = [b"geheimes Wort", ANNA.id.encode(), b'"Anna"', ink, SITTING.id.encode()]
    assert all(holding(tmp_path, raw) for raw in marks), "the test can fail"
    if open_elsewhere:
        with Collection(tmp_path) as collection:
            with pytest.raises(JournalError, match="open elsewhere"):
                erasing.erase(tmp_path, ANNA.id)
            assert holding(tmp_path, ink) and (tmp_path / STORE).exists(), "nothing was changed"
            collection.forget(ANNA.id)
            facts = erasing.erase(tmp_path, ANNA.id)
            assert collection.packed() and set(collection.writers) == {BERT.id}
    else:
        facts = erasing.erase(tmp_path, ANNA.id)
    assert facts["samples"] >= 3 and "live.journal.damaged-20260101-000000" in facts["removed"]
    assert [holding(tmp_path, raw) for raw in marks] == [[]] * len(marks)
    assert alike(shown(tmp_path), {item.id: item for item in others})
    with Collection(tmp_path) as again:
        assert set(again.writers) == {BERT.id} and not again.sessions and again.counts == {BERT.id: Counter("cd")}
        assert [again.undo() for _ in range(2)] == ["Add 2 samples", ""]


def test_models_say_whose_samples_they_learned_from(tmp_path: Path) -> None:
    for name, writers in (("mine", [ANNA.id, BERT.id]), ("theirs", [BERT.id]), ("other", None)):
        data = {"hash": "x"} if writers is None else {"hash": "x", "collection_writers": writers}
        (tmp_path / name).mkdir()
        write_card(ModelCard(name, "cross_vae", {}, ("encode",), data=data), tmp_path / name / f"{name}.json")
    (tmp_path / "broken.json").write_text("{")
    assert [card.name for card in models_of(ANNA.id, tmp_path)] == ["mine"]
    assert [card.name for card in models_of(BERT.id, tmp_path)] == ["mine", "theirs"]


def test_ink_written_while_the_journal_was_away_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile: list[Item] = []
    with begun(tmp_path, "AB") as collection:
        pack(tmp_path)

        def slow_seal(folder: Path, pieces: list[bytes]) -> None:
            collection.accept(meanwhile.append(written(str(len(meanwhile)))) or meanwhile[-1])
            early = next(tmp_path.glob("live.journal.early-*"))
            assert read_records(early)[0][-1].header["item"] == meanwhile[-1].id, "a kill would lose nothing"
            assert not collection.saved
            raise JournalError("The disk is full.")

        monkeypatch.setattr(collection_keeping, "add_sealed", slow_seal)
        with pytest.raises(JournalError, match="full"):
            collection.packed()
        assert list(collection.items)[-1] == meanwhile[-1].id and collection.undo_text == "Accept 0"
        monkeypatch.undo()
        assert collection.packed() and list(collection.items) == [meanwhile[0].id]
        assert collection.close() and not list(tmp_path.glob("*.early-*"))
    assert len(shown(tmp_path)) == 3


def test_an_early_file_left_over_is_taken_in_once(tmp_path: Path) -> None:
    with begun(tmp_path, "A") as collection:
        follows = collection._state.newest
    early = tmp_path / "live.journal.early-0123456789ab"
    items = [written("B"), written("C")]
    drafts = [sample_draft(item, follows + n + 1, follows + n, "accept") for n, item in enumerate(items)]
    data = b"".join(encode(n, (kind, header | {"once": f"{n}"}, more)) for n, (kind, header, more) in enumerate(drafts))
    for n in range(3):  # taken in, but the file is there again: a kill before it was removed
        early.write_bytes(data)
        with Collection(tmp_path) as again:
            assert [item.sample.text for item in again.items.values()] == [*"ABC", *"DEF"[:n]]
            assert [passed.prompt for passed in again.progress(SITTING.id)] == [*"ABC", *"DEF"[:n]]
            assert again.undo_text == f"Accept {'CDE'[n]}" and not early.exists()
            again.accept(written("DEF"[n]))
