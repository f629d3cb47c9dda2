"""A collection from outside: `ductus pack` and `ductus check`, the jobs of the worker, and a folder of an earlier Ductus."""

import csv
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from collecting import ANNA, BERT, SITTING, begun, same, written

from engines.data.collection import Collection, Item
from engines.data.packing import STORE
from engines.data.sample import Sample
from engines.data.segments import sealed
from engines.data.store import Store
from engines.formats import inkml
from engines.messages import Event, Failed, Finished, Job, Stopped
from engines.service import working

REFERENCE = Path(__file__).resolve().parent.parent / "reference"


def done(verb: str, **fields: Any) -> dict[str, Any]:
    end = working.run(Job("1", verb, fields), working.VERBS, lambda event: None, lambda: False)
    assert isinstance(end, Finished), end
    return end.result


def test_pack_and_check_from_the_command_line(tmp_path: Path, ductus: Any) -> None:
    begun(tmp_path / "c", "AB").close()
    status, out, _ = ductus("check", str(tmp_path / "c"), "--json", "-")
    assert status == 0 and json.loads(out)["whole"] and json.loads(out)["files"][-1]["not_packed"] == 2
    status, out, _ = ductus("pack", str(tmp_path / "c"), "--json", "-")
    facts = json.loads(out)
    assert status == 0 and facts["samples"] == 2 and facts["sealed"] and len(sealed(tmp_path / "c")) == 1
    status, out, _ = ductus("pack", str(tmp_path / "c" / "sealed" / "0001.journal"), "-o", str(tmp_path / "s.h5"))
    assert status == 0 and out == f"{tmp_path / 's.h5'}: 2 samples.\n"
    for path in (tmp_path / "s.h5", REFERENCE / "page-version-1.ductus", tmp_path / "c" / "live.journal"):
        status, out, _ = ductus("check", str(path))
        assert status == 0 and out.startswith("ok ") and str(path) in out


def test_damage_is_told_in_plain_words_and_mended(tmp_path: Path, ductus: Any) -> None:
    with begun(tmp_path, "AB") as collection:
        done("pack", folder=str(tmp_path))
        collection.packed()
    path = sealed(tmp_path)[0]
    data = bytearray(path.read_bytes())
    data[-40] ^= 16
    path.write_bytes(data)
    status, out, err = ductus("check", str(tmp_path))
    assert status == 1 and f"DAMAGED  {path}: " in out and "bytes are damaged (at byte " in out
    assert err == "ductus: 2 of 5 files are damaged; see above.\n" and "Traceback" not in out
    status, out, err = ductus("check", str(tmp_path), "--repair")
    assert status == 0 and not err and "1 samples came back from the store." in out and "DAMAGED" not in out


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["pack", "nothing"], 2, "the one folder of a collection"),
        (["pack", "nothing", "-o", "x.h5"], 1, "nothing does not exist"),
        (["pack", "."], 1, "there is no journal in it"),
        (["check", "nothing"], 1, "nothing does not exist"),
        (["check", "."], 1, "holds no store, no journal and no page"),
        (["check", ".", "--repair"], 1, "is no collection"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ductus: Any, words: list[str], status: int, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    found, _, err = ductus(*words)
    assert found == status and sentence in " ".join(err.replace("│", " ").split()) and "Traceback" not in err
    assert not list(tmp_path.iterdir())


def test_the_jobs_pack_and_erase(tmp_path: Path) -> None:
    with begun(tmp_path, "AB") as collection:
        collection.accept(written("C", BERT.id, session=""))
        facts = done("pack", folder=str(tmp_path))
        assert facts["samples"] == 3 and not facts["sealed"], "whoever has it open seals it"
        assert collection.packed()
    assert done("erase", folder=str(tmp_path), writer=ANNA.id) == {
        "writer": ANNA.id, "samples": 2, "journals": 1, "models": [],
        "removed": ["store.h5", "store.index"],
    }  # fmt: skip
    with Collection(tmp_path) as again:
        assert again.counts == {BERT.id: Counter("C")}


def test_a_pack_that_is_stopped_changes_nothing(tmp_path: Path) -> None:
    begun(tmp_path, "AB").close()
    events: list[Event] = []
    end = working.run(Job("1", "pack", {"folder": str(tmp_path)}), working.VERBS, events.append, lambda: True)
    assert isinstance(end, Stopped) and not (tmp_path / STORE).exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["live.journal", "live.journal.lock", "packing.lock"]


def test_one_writer_is_exported(tmp_path: Path) -> None:
    picture = Item(sample=Sample(None, np.full((4, 5), 200, np.uint8), "é", ANNA.id), prompt="é")
    with begun(tmp_path / "c", "AB") as collection:
        collection.relabel(list(collection.items)[:1], "X")
        collection.add([picture, written("C", BERT.id)])
        kept = {id: item for id, item in collection.items.items() if item.sample.writer == ANNA.id}
    fields = {"folder": str(tmp_path / "c"), "writer": ANNA.id}
    assert done("export_writer", **fields, path=str(tmp_path / "anna.h5"))["samples"] == 3
    with Store(tmp_path / "anna.h5") as store:
        assert all(same(item, kept[item.id]) for item in store.items())
        assert store.info()["writer"]["name"] == "Anna" and store.info()["collection_writers"] == [ANNA.id]
    done("export_writer", **fields, path=str(tmp_path / "anna"))
    assert sorted(path.name for path in (tmp_path / "anna").iterdir()) == ["images", "ink.inkml", "samples.csv", "writer.json"]
    with (tmp_path / "anna" / "samples.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["text"], row["prompt"], row["image"]) for row in rows] == [
        ("X", "A", ""), ("B", "B", ""), ("é", "é", f"images/{picture.id}.png"),
    ]  # fmt: skip
    assert (tmp_path / "anna" / rows[2]["image"]).is_file()
    assert [sample.text for sample in inkml.read(tmp_path / "anna" / "ink.inkml")] == ["X", "B"]
    assert json.loads((tmp_path / "anna" / "writer.json").read_text("utf-8"))["licence"] == "CC BY 4.0"
    for place, writer in ((tmp_path / "anna", ANNA.id), (tmp_path / "none", "nobody"), (tmp_path / "none.h5", "nobody")):
        job = Job("1", "export_writer", {"folder": str(tmp_path / "c"), "writer": writer, "path": str(place)})
        assert isinstance(working.run(job, working.VERBS, lambda event: None, lambda: False), Failed)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["anna", "anna.h5", "c"]


def test_a_collection_of_version_1_is_read_as_before(tmp_path: Path, ductus: Any) -> None:
    """tests/reference/collection-version-1 was written by the first Ductus that collects; it has to be read for ever."""
    folder = tmp_path / "collection"
    shutil.copytree(REFERENCE / "collection-version-1", folder)
    status, out, _ = ductus("check", str(folder))
    assert status == 0, out
    with Collection(folder) as collection:
        assert dict(collection.writers) == {ANNA.id: ANNA, BERT.id: BERT} and dict(collection.sessions) == {SITTING.id: SITTING}
        assert collection.counts == {ANNA.id: Counter(["A", "X", "D"]), BERT.id: Counter("é")}
        (item,) = [item for item in collection.items.values() if item.sample.text == "D"]
        assert same(item, written("D", id=item.id)) and item.box.baseline == 30 and item.remarks == ("fast",)
        assert [passed.kind for passed in collection.progress(SITTING.id)] == ["accepted", "accepted", "skipped", "accepted"]
        assert collection.unfinished is not None and collection.unfinished.prompt == "Q" and collection.unfinished.ink.points == 9
        assert [collection.undo() for _ in range(4)] == ["Accept D", "Add sample", "Delete sample", "Relabel sample"]
        assert collection.counts[ANNA.id] == Counter("ABC")
    facts = done("pack", folder=str(folder))
    assert facts["packed"] and facts["samples"] == 3 and not facts["damaged"] and not facts["skipped"]
