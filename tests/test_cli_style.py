"""`ductus style`: figures with their sureness, from a store and from a collection, and sentences where nothing is to tell."""

import json

import pytest

from engines.data.collection import Box, Collection, Item, new_writer
from engines.data.sample import Sample
from engines.data.store import write_store
from engines.data.styles import style_path
from engines.ink.synthesis import Writer, glyph

LETTERS = "ABDEGHKMNRSTabdeghkmnrst"


def samples(count, name="anna", **traits):
    hand = Writer(**{"seed": 3, **traits})
    return [Sample(glyph(LETTERS[n % 24], hand, n), None, LETTERS[n % 24], name) for n in range(count)]


@pytest.fixture
def store(tmp_path):
    write_store(tmp_path / "s.h5", samples(30, slant=18.0) + samples(3, "bert"))
    return tmp_path / "s.h5"


def test_a_stores_writer_is_told_as_a_table_and_as_json(ductus, store):
    status, out, _ = ductus("style", "anna", "--data", store)
    assert status == 0 and "30 letters, 24 different: fair" in out
    assert "closest among 227 UNIPEN writers" in out and "CC BY 4.0" in out
    line = next(line for line in out.splitlines() if line.startswith("Slant"))
    assert "°" in line and "sure" in line
    told = json.loads(ductus("style", "anna", "--data", store, "--json", "-")[1])
    figures = {each["name"]: each for each in told["figures"]}
    assert figures["slant"]["value"] == pytest.approx(18, abs=2) and figures["slant"]["means"]
    assert told["likeness"]["nearest"][0]["distance"] > 0 and told["kept"] is False
    assert not list(store.parent.glob("styles*"))
    vector = told["vector"]
    assert vector["model"].startswith("writer_encoder") and vector["samples"] == 30 and len(vector["values"]) >= 16
    other = json.loads(ductus("style", "bert", "--data", store, "--json", "-")[1])
    assert "vector" not in other  # three letters are no hand


def test_too_few_letters_are_said_with_what_helps(ductus, store):
    status, out, _ = ductus("style", "bert", "--data", store)
    assert status == 0 and "3 letters, 3 different: too few" in out
    assert "fewer than eight letters" in out and "closest" not in out


def test_a_collection_keeps_the_style_until_samples_change(ductus, tmp_path, monkeypatch):
    monkeypatch.setenv("DUCTUS_HOME", str(tmp_path))
    status, _, err = ductus("style", "anna")
    assert status == 1 and "no collection yet" in err
    anna = new_writer("Anna")
    with Collection(tmp_path / "collection") as collection:
        collection.put_writer(anna)
        for sample in samples(9, anna.id):
            collection.accept(Item(sample=sample, prompt=sample.text, box=Box(30, 30, 20, 14)))
    first = json.loads(ductus("style", "anna", "--json", "-")[1])
    kept = style_path(tmp_path / "collection", anna.id)
    assert first["letters"] == 9 and first["name"] == "Anna" and kept.exists()
    kept.write_text(kept.read_text("utf-8").replace('"letters": 9', '"letters": 77'), "utf-8")
    assert json.loads(ductus("style", "anna", "--json", "-")[1])["letters"] == 77
    assert json.loads(ductus("style", "anna", "--fresh", "--json", "-")[1])["letters"] == 9
    with Collection(tmp_path / "collection") as collection:
        collection.delete([next(iter(collection.items))])
    assert json.loads(ductus("style", "anna", "--json", "-")[1])["letters"] == 8


def test_without_an_encoder_the_figures_stand_alone_and_a_new_one_makes_the_style_anew(ductus, tmp_path, monkeypatch):
    monkeypatch.setenv("DUCTUS_HOME", str(tmp_path))
    anna = new_writer("Anna")
    with Collection(tmp_path / "collection") as collection:
        collection.put_writer(anna)
        for sample in samples(9, anna.id):
            collection.accept(Item(sample=sample, prompt=sample.text))
    with monkeypatch.context() as patch:
        patch.setattr("engines.inference.hands.find_models", list)
        assert "vector" not in json.loads(ductus("style", "anna", "--json", "-")[1])
    path = style_path(tmp_path / "collection", anna.id)
    first = json.loads(ductus("style", "anna", "--json", "-")[1])
    assert len(first["vector"]["values"]) == len(json.loads(path.read_text("utf-8"))["vector"]["values"])
    path.write_text(path.read_text("utf-8").replace(first["vector"]["model"], "an older one"), "utf-8")
    assert json.loads(ductus("style", "anna", "--json", "-")[1])["vector"]["model"] == first["vector"]["model"]


def test_a_writer_or_store_that_is_not_there_is_one_sentence(ductus, store, tmp_path):
    status, _, err = ductus("style", "carl", "--data", store)
    assert status == 1 and "has no writer 'carl'. There are: anna, bert." in err
    status, _, err = ductus("style", "anna", "--data", tmp_path / "none.h5")
    assert status == 1 and len(err.strip().splitlines()) == 1


def test_the_job_tells_the_same(store):
    from engines.messages import Finished, Job
    from engines.service.working import VERBS, run

    events = []
    ended = run(Job("1", "style", {"store": str(store), "writer": "anna"}), VERBS, events.append, lambda: False)
    assert isinstance(ended, Finished) and ended.result["letters"] == 30
    stopped = run(Job("2", "style", {"store": str(store), "writer": "anna"}), VERBS, events.append, lambda: True)
    assert "Nothing was changed" in stopped.text
    nothing = run(Job("4", "style", {"folder": str(store.parent / "none"), "writer": ""}), VERBS, events.append, lambda: False)
    assert isinstance(nothing, Finished) and nothing.result["samples"] == 0
    failed = run(Job("3", "style", {"store": str(store), "writer": "carl"}), VERBS, events.append, lambda: False)
    assert "no writer 'carl'" in failed.message
