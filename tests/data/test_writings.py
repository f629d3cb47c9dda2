"""Whose samples they are: out of a collection's journals and out of any store, by id, by name, by the end of an id."""

from dataclasses import replace

import numpy as np
import pytest
from collecting import ANNA, BERT, begun, written

from engines.data.erasing import erase
from engines.data.sample import Sample
from engines.data.store import write_store
from engines.data.styles import read_style, style_path, vector_of, write_style
from engines.data.writings import WritingsError, is_collection, named, writings_of
from engines.ink.synthesis import Writer, glyph


def test_a_collections_samples_come_with_labels_lines_and_without_the_deleted(tmp_path):
    with begun(tmp_path / "c", "abc") as collection:
        ids = list(collection.items)
        collection.relabel([ids[0]], "d")
        collection.delete([ids[1]])
        collection.accept(written("z", BERT.id))
    found = writings_of(tmp_path / "c", "Anna")
    assert (found.writer, found.name, found.folder) == (ANNA.id, "Anna", tmp_path / "c")
    assert [each.text for each in found.written] == ["d", "c"]
    assert found.written[0].baseline == 30.0 and found.written[0].x_height == 18.0


def test_the_fingerprint_changes_with_the_samples(tmp_path):
    with begun(tmp_path / "c", "ab") as collection:
        first = writings_of(tmp_path / "c", ANNA.id).fingerprint
        assert writings_of(tmp_path / "c", ANNA.id).fingerprint == first
        collection.relabel([next(iter(collection.items))], "x")
    assert writings_of(tmp_path / "c", ANNA.id).fingerprint != first


def test_a_stores_writer_is_found_by_the_end_of_the_id(tmp_path):
    samples = [Sample(glyph("a", Writer(seed=n), n), None, "a", f"unipen/abc/w{n % 2}") for n in range(6)]
    image = Sample(None, np.full((20, 10), 255, np.uint8), "b", "unipen/abc/w1")
    write_store(tmp_path / "s.h5", [*samples, image])
    found = writings_of(tmp_path / "s.h5", "w1")
    assert found.writer == "unipen/abc/w1" and len(found.written) == 4 and found.folder is None
    assert found.written[-1].image is not None and found.written[-1].ink is None


@pytest.mark.parametrize(
    ("wanted", "told"),
    [("nobody", "no writer 'nobody'. There are: Anna (a-1), Anne"), ("ann", "several writers that 'ann' may mean")],
)
def test_a_writer_who_is_not_there_is_answered_with_those_who_are(wanted, told):
    with pytest.raises(WritingsError, match="The collection") as raised:
        named(wanted, {"a-1": "Anna", "a-2": "Anne", "b-1": "Bert"}, "The collection")
    assert told in str(raised.value)
    assert named("BERT", {"a-1": "Anna", "b-1": "Bert"}, "here") == "b-1"
    assert named("an", {"a-1": "Anna", "b-1": "Bert"}, "here") == "a-1"


def test_an_empty_place_says_so(tmp_path):
    assert not is_collection(tmp_path)
    with pytest.raises(WritingsError, match="no collection"):
        writings_of(tmp_path, "Anna")
    with begun(tmp_path / "c"):
        pass
    assert writings_of(tmp_path / "c", ANNA.id).written == ()
    with pytest.raises(WritingsError, match="no writer"):
        writings_of(tmp_path / "c", replace(ANNA, id="x").id)


def test_erasing_a_writer_takes_the_style_along(tmp_path):
    with begun(tmp_path / "c", "ab"):
        pass
    assert write_style(tmp_path / "c", {"writer": ANNA.id, "fingerprint": "1"})
    erase(tmp_path / "c", ANNA.id)
    assert read_style(tmp_path / "c", ANNA.id) is None and not list((tmp_path / "c" / "styles").iterdir())


def test_a_style_is_kept_beside_and_is_stale_for_other_samples(tmp_path):
    style = {"writer": "../o dd/ü", "fingerprint": "1", "vector": {"values": [0.5, 1.0]}}
    assert write_style(tmp_path, style)
    assert style_path(tmp_path, "../o dd/ü").parent == tmp_path / "styles"
    assert read_style(tmp_path, "../o dd/ü", "1") == {"version": 1, **style}
    assert read_style(tmp_path, "../o dd/ü", "2") is None and read_style(tmp_path, "other") is None
    np.testing.assert_array_equal(vector_of(style), np.array([0.5, 1.0], np.float32))
    assert vector_of(None) is None
    style_path(tmp_path, "../o dd/ü").write_text("{", "utf-8")
    assert read_style(tmp_path, "../o dd/ü") is None
    (tmp_path / "file").write_bytes(b"")
    assert not write_style(tmp_path / "file", style)
