"""The store: what goes in comes out, damage is refused in a sentence, an existing store is never harmed."""

import os
from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import pytest
from collecting import same, written

from engines.data import split
from engines.data.collection import Item
from engines.data.sample import Provenance, Sample
from engines.data.store import Store, StoreError, write_store
from engines.ink.types import Ink, Stroke

REFERENCE = Path(__file__).resolve().parent.parent / "reference"


def samples(count: int = 40, seed: int = 0) -> list[Sample]:
    rng = np.random.default_rng(seed)
    made = []
    for index in range(count):
        strokes = []
        for _ in range(rng.integers(0, 4)):
            n = int(rng.integers(0, 30))
            tilt = rng.normal(size=(n, 2)) if index % 3 == 0 else None
            strokes.append(Stroke(rng.normal(size=(n, 2)), t=np.arange(n) / 100, tilt=tilt, pressure=rng.random(n)))
        image = rng.integers(0, 256, (5, 3 + index % 4), np.uint8) if index % 2 else None
        ink = Ink(tuple(strokes)) if strokes else None
        made.append(Sample(ink, image, f"{index % 7}é", f"writer {index % 5}", Provenance(f"made#{index}", "CC0", category="x")))
    return made


def test_everything_comes_back_as_it_went_in(tmp_path: Path) -> None:
    made = samples()
    summary = write_store(tmp_path / "s.h5", made, {"source": "made"})
    with Store(tmp_path / "s.h5") as store:
        assert len(store) == len(made) == summary["samples"] == store.info()["samples"]
        for before, after in zip(made, store, strict=True):
            assert (before.text, before.writer, before.provenance) == (after.text, after.writer, after.provenance)
            assert (before.ink or Ink()).same_as(after.ink or Ink())
            assert (before.image is None) == (after.image is None)
            if before.image is not None:
                np.testing.assert_array_equal(before.image, after.image)
        assert store.writers == [sample.writer for sample in made]
        assert store.labels == [sample.text for sample in made]
        assert store[-1].provenance.source == made[-1].provenance.source
        with pytest.raises(IndexError, match="no sample 40"):
            store[40]


def test_the_hash_tells_other_data(tmp_path: Path) -> None:
    one = write_store(tmp_path / "a.h5", samples())
    assert one["hash"] == write_store(tmp_path / "b.h5", samples())["hash"]
    assert one["hash"] != write_store(tmp_path / "c.h5", samples(seed=1))["hash"]
    light, dark = (write_store(tmp_path / "d.h5", [Sample(image=np.full((2, 3), grey, np.uint8))])["hash"] for grey in (1, 2))
    assert light != dark


def test_items_come_back_with_what_they_say_beside_the_sample(tmp_path: Path) -> None:
    items = [written(label, id=f"{n:016x}") for n, label in enumerate("AéZ")]
    items.append(Item(f"{9:016x}", Sample(None, np.full((2, 3), 7, np.uint8), "b", "someone"), "B"))
    summary = write_store(tmp_path / "s.h5", [*items, *samples(5)])
    with Store(tmp_path / "s.h5") as store:
        assert store.digest() == summary["hash"]
        assert store.ids == [item.id for item in items] + [""] * 5
        assert store.prompts[:4] == ["A", "é", "Z", "B"] and store.coded("session")[:5] == [*[items[0].session] * 3, "", ""]
        assert all(same(before, after) for before, after in zip(items, store.items(), strict=False))
        assert [item.id for item in store.items([3, 4])] == [items[3].id, "4"]
        assert all(same_sample(a, b) for a, b in zip(store, (store[n] for n in range(len(store))), strict=True))
    other = write_store(tmp_path / "t.h5", [replace(items[0], prompt="a")])["hash"]
    assert other != write_store(tmp_path / "t.h5", items[:1])["hash"]


def same_sample(a: Sample, b: Sample) -> bool:
    return same(Item("0", a), Item("0", b))


def test_samples_are_read_alike_together_and_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engines.data.store.FLUSH", 64)
    made = samples(200)
    write_store(tmp_path / "s.h5", made)
    with Store(tmp_path / "s.h5") as store:
        assert len(list(store.stretches())) > 20
        assert all(same_sample(a, b) for a, b in zip(made, store, strict=True))
        assert all(same_sample(made[n], store[n]) for n in range(-1, 200))


def test_a_store_of_the_first_schema_is_read_as_before(tmp_path: Path) -> None:
    with Store(REFERENCE / "store-version-1.h5") as store:
        assert store.version == store.info()["schema"] == 1 and store.digest() == store.info()["hash"]
        assert all(same_sample(a, b) for a, b in zip(samples(8), store, strict=True))
        assert store.ids == store.prompts == store.coded("session") == [""] * 8 and store.abouts == [{}] * 8
        assert [item.id for item in store.items()] == [f"{n:x}" for n in range(8)]
        summary = write_store(tmp_path / "s.h5", store)
    assert summary["schema"] == 2 and summary["hash"] == "d771d8c86bf387fab8331006827adeb95427a86fbce018d102d6823de58987a3"


def test_unknown_tilt_takes_no_room(tmp_path: Path) -> None:
    write_store(tmp_path / "s.h5", [Sample(Ink((Stroke([[0, 0], [1, 1]]),)), text="a")])
    with h5py.File(tmp_path / "s.h5") as file:
        assert "tilt" not in file["points"]
    with Store(tmp_path / "s.h5") as store:
        assert np.isnan(store[0].ink.strokes[0].tilt).all()


def test_a_store_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "s.h5"
    write_store(path, samples(5))
    before = path.read_bytes()

    def breaking():
        yield from samples(3)
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError):
        write_store(path, breaking())
    with pytest.raises(StoreError, match="nothing to write"):
        write_store(path, [])
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["s.h5"]


@pytest.mark.parametrize("content", [b"", b"not hdf5 at all", b"\x89HDF\r\n\x1a\n" + b"\0" * 100])
def test_what_is_no_store_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s.h5").write_bytes(content)
    with pytest.raises(StoreError, match=r"s\.h5"):
        Store(tmp_path / "s.h5")


def test_truncated_foreign_and_newer_stores_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.h5"
    with pytest.raises(StoreError, match="does not exist"):
        Store(path)
    write_store(path, samples())
    whole = path.read_bytes()
    for cut in range(100, len(whole) - 1, len(whole) // 12):
        path.write_bytes(whole[:cut])
        with pytest.raises(StoreError):
            Store(path)
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["x"] = [1]
    with pytest.raises(StoreError, match="not a Ductus store"):
        Store(tmp_path / "other.h5")
    path.write_bytes(whole)
    with h5py.File(path, "r+") as file:
        file.attrs["ductus_store"] = 99
    with pytest.raises(StoreError, match="newer Ductus"):
        Store(path)


def test_parts_are_stable_disjoint_and_of_the_stated_size() -> None:
    keys = [f"writer {index}" for index in range(4000)]
    parts = {part: set(split.members(keys, part).tolist()) for part in split.PARTS}
    assert sum(map(len, parts.values())) == 4000 and not parts["train"] & parts["test"]
    assert 0.13 < len(parts["test"]) / 4000 < 0.17 and 0.03 < len(parts["validation"]) / 4000 < 0.07
    assert split.part_of("unipen/app/0032") == "test"  # written down: a changed hash would move people between parts
    assert len(split.members(keys, "all")) == 4000
