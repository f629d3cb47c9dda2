"""A dataset as columns: filtering, sorting, grouping, and what was written, relabelled or deleted since it was packed."""

import numpy as np
import pytest

from engines.messages import table_of
from studio.catalogue import Catalogue, Entry, Filter

TEXTS = ["b", "a", "A", "b", "?", "ab"]
WRITERS = ["w1", "w1", "w2", "w2", "w1", "w1"]
TIMES = ["2026-01-03", "2026-01-01", "2026-01-02", "2026-01-05", "", "2026-01-04"]
REMARKS = ["", "border,fast", "", "fast", "", ""]
SUSPICION = [0.1, 0.9, np.nan, 0.6, 0.0, np.nan]


def coded(values):
    table = {}
    return np.array([table.setdefault(value, len(table)) for value in values], np.int32), table_of(table)


@pytest.fixture
def catalogue():
    arrays = {name: np.array(values, np.float32) for name, values in (("suspicion", SUSPICION),)}
    arrays |= {name: np.full(6, np.nan, np.float32) for name in ("outlier", "confidence")}
    filled = {"text": TEXTS, "writer": WRITERS, "time": TIMES, "remarks": REMARKS, "session": ["s1"] * 3 + ["s2"] * 3}
    for name in ("text", "prompt", "writer", "category", "session", "time", "remarks", "device", "licence", "consent"):
        arrays[name], arrays[f"{name}_table"] = coded(filled.get(name, [""] * 6))
    arrays["id"] = table_of([f"id{n}" for n in range(6)])
    arrays["strokes"] = np.ones(6, np.int32)
    return Catalogue.of(arrays)


def labels(catalogue, places):
    return [catalogue.value("text", place) for place in places]


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (Filter(), [0, 1, 2, 3, 4, 5]),
        (Filter(label="a"), [1, 5]),
        (Filter(label="A ?"), [2, 4]),
        (Filter(writer="w2"), [2, 3]),
        (Filter(writer="w2", label="b"), [3]),
        (Filter(session="s2", writer="w1"), [4, 5]),
        (Filter(remarks="any"), [1, 3]),
        (Filter(remarks="border"), [1]),
        (Filter(remarks="suspect"), [1, 3]),
        (Filter(writer="nobody"), []),
        (Filter(category="1a"), []),
    ],
)
def test_a_filter_lets_through_what_it_says(catalogue, wanted, places):
    assert catalogue.matching(wanted).tolist() == places


@pytest.mark.parametrize(
    ("order", "places"),
    [
        ("suspicion", [1, 3, 0, 4, 2, 5]),  # what is unknown comes last
        ("newest", [3, 5, 0, 2, 1, 4]),
        ("oldest", [4, 1, 2, 0, 5, 3]),
        ("label", [1, 2, 5, 0, 3, 4]),
    ],
)
def test_orders(catalogue, order, places):
    made, groups = catalogue.ordered(catalogue.matching(Filter()), order, grouped=False)
    assert made.tolist() == places
    assert groups == ()


def test_groups_are_by_letter_and_sorted_within(catalogue):
    made, groups = catalogue.ordered(catalogue.matching(Filter()), "suspicion", grouped=True)
    assert [(group.label, group.start, group.count) for group in groups] == [
        ("a", 0, 1), ("A", 1, 1), ("ab", 2, 1), ("b", 3, 2), ("?", 5, 1),
    ]  # fmt: skip
    assert made.tolist() == [1, 2, 5, 3, 0, 4]


def test_what_was_written_since_is_laid_over_with_what_was_relabelled_and_deleted(catalogue):
    fresh = Entry("new", {"text": "c", "writer": "w3", "time": "2026-02-01"}, {"suspicion": 0.7}, 2)
    made = catalogue.laid_over([fresh], gone={"id1"}, relabelled={"id0": "x", "new": "y", "id1": "never"})
    assert made.ids == ("id0", "id2", "id3", "id4", "id5", "new")
    assert made.rows.tolist() == [0, 2, 3, 4, 5, -1]
    assert labels(made, range(6)) == ["x", "A", "b", "?", "ab", "y"]
    assert made.value("writer", 5) == "w3"
    assert made.number("suspicion", 5) == pytest.approx(0.7)
    assert labels(catalogue, range(6)) == TEXTS  # nothing of the store itself is changed


def test_a_sample_that_is_live_and_packed_is_there_once(catalogue):
    made = catalogue.laid_over([Entry("id3", {"text": "live"}, {}, 1)])
    assert len(made) == 6
    assert made.places["id3"] == 5
    assert made.value("text", 5) == "live"
    assert made.rows[5] == -1


def test_a_deleted_live_sample_is_gone(catalogue):
    assert "new" not in catalogue.laid_over([Entry("new", {}, {}, 1)], gone={"new"}).places


def test_the_empty_catalogue_can_be_asked_everything():
    empty = Catalogue()
    assert empty.matching(Filter(label="a", writer="w", remarks="any")).tolist() == []
    made, groups = empty.ordered(empty.matching(Filter()), "suspicion", grouped=True)
    assert (made.tolist(), groups) == ([], ())
    one = empty.laid_over([Entry("n", {"text": "q"}, {}, 1)])
    assert labels(one, one.matching(Filter(label="q"))) == ["q"]


def test_choices_of_a_filter_are_told_with_how_many_there_are(catalogue):
    assert catalogue.columns["writer"].used() == [("w1", 4), ("w2", 2)]
    assert catalogue.columns["prompt"].used() == []
    assert not Filter()
    assert not Filter(label="  ")
    assert Filter(remarks="any")
