"""The collection: what people do to it is there after a restart, undo included."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from collecting import ANNA, BERT, SITTING, begun, same, written

from engines.data.collection import Collection, Item, JournalBusy, JournalError, Passed, Session, new_writer
from engines.data.sample import Sample
from engines.ink.types import Ink, Stroke


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    with begun(tmp_path, "AB") as collection:
        picture = Item(sample=Sample(None, np.arange(12, dtype=np.uint8).reshape(3, 4), "C", BERT.id))
        collection.add([picture, written("D", BERT.id, session="")])
        before = dict(collection.items)
        assert collection.close() and collection.saved
    with Collection(tmp_path) as again:
        assert list(again.items) == list(before) and all(same(before[id], again.items[id]) for id in before)
        assert dict(again.writers) == {ANNA.id: ANNA, BERT.id: BERT} and dict(again.sessions) == {SITTING.id: SITTING}
        assert again.counts == {ANNA.id: Counter("AB"), BERT.id: Counter("CD")}
        assert again.progress(SITTING.id) == tuple(Passed("accepted", label, id) for label, id in zip("AB", before, strict=False))
        assert again.notices == [] and again.unfinished is None


def test_undo_reaches_everything_and_survives_restarts(tmp_path: Path) -> None:
    with begun(tmp_path, "ABC") as collection:
        a, b, c = collection.items
        collection.relabel([a, b], "X")
        collection.delete([a, c])
        assert list(collection.items) == [b] and collection.counts[ANNA.id] == Counter("X")
        assert collection.gone == {a, c}
        assert collection.undo_text == "Delete 2 samples" and collection.redo_text == ""
    with Collection(tmp_path) as again:
        assert again.undo() == "Delete 2 samples"
        assert list(again.items) == [a, b, c], "what comes back comes where it was"
        assert [item.sample.text for item in again.items.values()] == ["X", "X", "C"]
    with Collection(tmp_path) as again:
        assert again.undo() == "Relabel 2 samples" and again.counts[ANNA.id] == Counter("ABC")
        assert again.undo() == "Accept C" and again.redo_text == "Accept C"
        assert [passed.prompt for passed in again.progress(SITTING.id)] == ["A", "B"]
        assert again.redo() == "Accept C" and again.redo_text == "Relabel 2 samples"
        again.delete([b])  # what could be done again is gone now
        assert again.redo() == "" and again.undo_text == "Delete sample"
    with Collection(tmp_path) as again:
        assert [again.undo() for _ in range(5)] == ["Delete sample", "Accept C", "Accept B", "Accept A", ""]
        assert not again.items and again.counts[ANNA.id] == Counter()


def test_edits_that_change_nothing_are_no_steps(tmp_path: Path) -> None:
    with begun(tmp_path, "A") as collection:
        (a,) = collection.items
        collection.relabel([a, "no such item"], "A")
        collection.delete(["no such item"])
        assert collection.undo_text == "Accept A"


def test_a_session_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    with begun(tmp_path, "A") as collection:
        collection.note(SITTING.id, "skipped", "B")
        collection.note(SITTING.id, "back", "B")
        collection.start_session(Session(SITTING.id, ANNA.id, waits=False))
    with Collection(tmp_path) as again:
        assert [(passed.kind, passed.prompt) for passed in again.progress(SITTING.id)] == [
            ("accepted", "A"), ("skipped", "B"), ("back", "B"),
        ]  # fmt: skip
        assert not again.sessions[SITTING.id].waits


def test_ink_in_the_box_is_found_again(tmp_path: Path) -> None:
    points = np.random.default_rng(0).normal(size=(40, 2)).astype(np.float32)
    first, second = (Stroke(points + n, t=np.arange(40) / 200) for n in (0, 9))
    with begun(tmp_path) as collection:
        for count in range(8, 41, 8):
            collection.pen(Ink((Stroke(first.xy[:count], first.t[:count], id=first.id),)), SITTING.id, "Q")
        size = collection.path.stat().st_size
        collection.pen(Ink((first, Stroke(second.xy[:5], second.t[:5], id=second.id))), SITTING.id, "Q")
        assert collection.path.stat().st_size - size < 500, "only new points are written"
        assert collection.saved or not collection.items  # ink in the box is no action
    with Collection(tmp_path) as again:
        found = again.unfinished
        assert found is not None and (found.session, found.prompt) == (SITTING.id, "Q")
        assert found.ink.strokes[0].same_as(first) and np.array_equal(found.ink.strokes[1].xy, second.xy[:5])
        again.pen(Ink((first,)))  # a stroke was taken back
        again.pen(Ink((first, second)))
    with Collection(tmp_path) as again:
        assert again.unfinished is not None and again.unfinished.ink.same_as(Ink((first, second)))
        again.pen(Ink())
    with Collection(tmp_path) as again:
        assert again.unfinished is None
        again.pen(Ink((first,)))
        again.accept(written("Q"))
    with Collection(tmp_path) as again:
        assert again.unfinished is None


def test_a_second_program_may_only_read(tmp_path: Path) -> None:
    with begun(tmp_path, "A") as collection:
        with pytest.raises(JournalBusy):
            Collection(tmp_path)
        reader = Collection(tmp_path, "read")
        assert list(reader.items) == list(collection.items) and reader.saved
        with pytest.raises(JournalError, match="not open for writing"):
            reader.accept(written("B"))
        assert list(reader.items) == list(collection.items)
    assert not Collection(tmp_path / "nothing", "read").items


def test_saved_is_told_for_what_is_on_the_disk(tmp_path: Path) -> None:
    told: list[int] = []
    with Collection(tmp_path, on_saved=told.append) as collection:
        collection.put_writer(ANNA)
        collection.accept(written("A"))
        wanted = collection.written
    assert told[-1] == wanted and collection.saved


def test_ids_of_writers_are_never_used_twice() -> None:
    made = {new_writer("Anna Großmann").id for _ in range(100)}
    assert len(made) == 100 and all(id.startswith("anna-gro-mann-") for id in made)
    assert new_writer("山田").id.startswith("writer-") and new_writer("x", consent="public").consent == "public"


def test_unknown_kinds_and_half_characters_are_kept(tmp_path: Path) -> None:
    with begun(tmp_path, "A") as collection:
        collection._write(("newer kind", {"x": 1}, {"a": np.arange(3, dtype=np.int32)}))
        collection.accept(written("\ud800"))
    with Collection(tmp_path) as again:
        assert [kind for kind, _, _ in again._state.foreign] == ["newer kind"]
        again._write_anew(again._index)
    with Collection(tmp_path) as again:
        assert [(kind, header) for kind, header, _ in again._state.foreign] == [("newer kind", {"x": 1})]
        assert [item.sample.text for item in again.items.values()] == ["A", "?"]
