"""Stores looked through by the engine: columns at once, small pictures, single inks; damage becomes a sentence."""

import numpy as np
import pytest

from engines.data.collected import Box, Item
from engines.data.sample import Provenance, Sample
from engines.data.store import write_store
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke
from engines.messages import Listing, Request, Samples, Thumbnails, strings_of, table_of
from engines.service.browsing import MOST_ROWS, Browser, fitted, inked, session_of

LETTERS = "abcaA"


@pytest.fixture
def store(tmp_path):
    hands = [Writer.random(seed) for seed in (1, 2)]
    samples = [
        Sample(
            glyph(letter, hands[n % 2], n),
            None,
            letter,
            f"writer-{n % 2}",
            Provenance(source="collection/monday", time=f"2026-11-0{n + 1}", category="glyph"),
        )
        for n, letter in enumerate(LETTERS)
    ]
    samples.append(Sample(None, np.full((8, 4), 255, np.uint8), "7", "writer-1", Provenance(source="mnist/train/3")))
    path = tmp_path / "five.h5"
    write_store(path, samples)
    return path


def ask(browser, what):
    return browser.answer(Request(1, "browse", what))


def column(reply, name):
    table = strings_of(reply.arrays[f"{name}_table"])
    return [table[code] for code in reply.arrays[name]]


def test_a_listing_gives_every_column_in_the_stores_order(store):
    reply = ask(Browser(), Listing(store))
    assert reply.error == ""
    assert column(reply, "text") == [*LETTERS, "7"]
    assert column(reply, "writer") == ["writer-0", "writer-1"] * 3
    assert column(reply, "session") == ["monday"] * 5 + ["mnist/train"]
    assert column(reply, "time")[0] == "2026-11-01"
    assert reply.arrays["strokes"][-1] == 0
    assert reply.arrays["strokes"][0] > 0
    assert np.isnan(reply.arrays["suspicion"]).all()


def test_thumbnails_come_in_the_order_asked_rows_first_then_inks(store):
    browser = Browser()
    reply = ask(browser, Thumbnails(store, np.array([3, 0, 5]), 48, (Ink((Stroke([[1, 1], [9, 9]]),)),)))
    pictures = reply.arrays["thumbnails"]
    assert pictures.shape == (4, 48, 48)
    alone = [ask(browser, Thumbnails(store, np.array([row]), 48)).arrays["thumbnails"][0] for row in (3, 0, 5)]
    assert all(np.array_equal(one, other) for one, other in zip(pictures, alone, strict=False))
    assert not np.array_equal(pictures[0], pictures[1])
    assert pictures[3].diagonal().min() == 0
    assert pictures[3].diagonal()[24] == 255


def test_ink_with_a_box_keeps_its_place_and_size_in_it():
    dot = Ink((Stroke([[5, 15], [6, 15]]),))
    in_box, alone = inked(dot, 60, (20, 20)), inked(dot, 60)
    assert in_box[45, 16] == 255  # (5.5, 15) of 20 mm on 60 px
    assert np.count_nonzero(in_box) < np.count_nonzero(alone) / 4
    assert inked(Ink((Stroke([[500, 500]]),)), 60)[30, 30] == 255
    beyond = inked(Ink((Stroke([[5, 5], [5, 40]]),)), 60, (20, 20))
    assert beyond[58].any()  # what left its box is not cut off
    assert not inked(Ink(), 60).any()


def test_an_image_is_fitted_and_centred():
    made = fitted(np.full((8, 4), 255, np.uint8), 16)
    assert made.shape == (16, 16)
    assert made[:, 4:12].min() == 255
    assert not made[:, :4].any()
    assert not made[:, 12:].any()


def test_samples_give_ink_or_image_by_row(store):
    reply = ask(Browser(), Samples(store, np.array([1, 5])))
    assert list(reply.inks) == ["1"]
    assert reply.inks["1"].points > 2
    assert reply.images["5"].shape == (8, 4)


@pytest.mark.parametrize("rows", [[6], [-1], [0] * (MOST_ROWS + 1)])
def test_rows_that_are_not_there_are_a_sentence(store, rows):
    reply = ask(Browser(), Samples(store, np.array(rows)))
    assert "holds 6 samples" in reply.error


def test_a_store_that_is_replaced_is_read_anew_and_one_that_is_gone_is_told(store):
    browser = Browser()
    assert len(ask(browser, Listing(store)).arrays["text"]) == 6
    write_store(store, [Sample(glyph("z", Writer.random(3), 1), None, "z", "w")])
    assert column(ask(browser, Listing(store)), "text") == ["z"]
    store.unlink()
    assert "is not there any more" in ask(browser, Listing(store)).error
    assert ask(browser, Thumbnails(None, np.zeros(0, np.int64), 32, (Ink(),))).error == ""


def test_a_damaged_store_is_a_sentence(tmp_path):
    path = tmp_path / "broken.h5"
    path.write_bytes(b"no store")
    assert "is not a Ductus store" in ask(Browser(), Listing(path)).error


def test_strings_cross_the_border_as_they_are():
    for strings in (["a", "", "äß", "日"], [""], ["one"]):
        assert strings_of(table_of(strings)) == strings
    assert strings_of(table_of([]), 0) == []


def test_a_session_is_what_the_source_says_before_its_last_part():
    assert session_of("collection/3f9a") == "3f9a"
    assert session_of("unipen/1b/aga/12") == "unipen/1b/aga"
    assert session_of("") == ""


def test_items_of_a_collection_tell_their_names_figures_remarks_and_boxes(tmp_path):
    ink = Ink((Stroke([[5, 15], [6, 15]]),))
    items = [
        Item(
            "a1", Sample(ink, None, "b", "w", Provenance("collection/s9")), "a", "s9", Box(20, 20), {"suspicion": 0.8}, ("fast",)
        ),
        Item("a2", Sample(ink, None, "c", "w", Provenance("collection/s9")), "c", "s9"),
    ]
    path = tmp_path / "store.h5"
    write_store(path, items)
    browser = Browser()
    reply = ask(browser, Listing(path))
    assert strings_of(reply.arrays["id"]) == ["a1", "a2"]
    assert column(reply, "prompt") == ["a", "c"]
    assert column(reply, "session") == ["s9", "s9"]
    assert column(reply, "remarks") == ["fast", ""]
    assert reply.arrays["suspicion"][0] == pytest.approx(0.8)
    assert np.isnan(reply.arrays["suspicion"][1])
    boxed, free = ask(browser, Thumbnails(path, np.array([0, 1]), 60)).arrays["thumbnails"]
    assert np.array_equal(boxed, inked(ink, 60, (20, 20)))
    assert np.array_equal(free, inked(ink, 60))
