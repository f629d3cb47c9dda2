"""A sheet's layout comes out of its code alone, the same for ever."""

from __future__ import annotations

import string
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.data.prompts import names, prompt_set
from engines.data.sheet_layout import (
    BOTTOM,
    LARGEST_CODE,
    PAPERS,
    SIDE,
    SIZES,
    TOP,
    SheetError,
    SheetPage,
    code_of,
    page_of,
    sheet_pages,
)

CODE = "DUCTUS/1:NCFPVP-.QW.9NS9NJ6FSU-V5DB92J55J6 :6 CPZSM:O10CGIYMW%5XAPAAP2X9*:3EY1"


@pytest.mark.parametrize("paper", sorted(PAPERS))
@pytest.mark.parametrize("name", names())
def test_every_prompt_set_fits_its_pages_and_comes_back_from_their_codes(name: str, paper: str) -> None:
    prompts = prompt_set(name).prompts
    pages = sheet_pages(prompts, "me-3f9a21", prompt_set(name).title, paper)
    assert " ".join(prompts).split() == " ".join(prompt for page in pages for prompt in page.prompts).split()
    for page in pages:
        assert page_of(code_of(page)) == page
        assert len(code_of(page)) <= LARGEST_CODE
        assert len(page.places) == len(page.prompts)
        for place in page.places:
            assert place.left >= SIDE - 1e-6
            assert place.left + place.width <= page.extent[0] - SIDE + 1e-6
            assert place.top >= TOP - 1e-6
            assert place.top + place.height <= page.extent[1] - BOTTOM + 1e-6


def test_boxes_of_a_page_do_not_touch() -> None:
    (page,) = sheet_pages([*string.ascii_letters, "minimum", "quick", "an", "あ"])
    edges = np.array([(place.left, place.top, place.left + place.width, place.top + place.height) for place in page.places])
    for number, (left, top, right, bottom) in enumerate(edges):
        others = np.delete(edges, number, axis=0)
        apart = (others[:, 0] > right) | (others[:, 2] < left) | (others[:, 1] > bottom + 4) | (others[:, 3] < top - 4)
        assert apart.all()


def test_a_left_handed_sheet_is_the_mirror_image() -> None:
    right, left = (sheet_pages(string.ascii_uppercase, left_handed=hand)[0] for hand in (False, True))
    for one, other in zip(right.places, left.places, strict=True):
        assert other.left == pytest.approx(210.0 - one.left - one.width)
        assert other.top == one.top
    assert left.code_box[0] < 105 < right.code_box[0]


def test_version_1_stays_as_it_was_printed() -> None:
    """Sheets on paper do not change: these are the numbers and the code of the first version."""
    page = SheetPage(("A", "b", "あ"), "me-3f9a21", "Letters", 2, 3, "letter", 14, True)
    assert page_of(CODE) == page
    first, _second, third = page.places
    measured = [first.left, first.top, first.width, first.height, first.baseline, first.x_height]
    np.testing.assert_allclose(measured, [181.71, 46.0, 16.19, 14.0, 55.66, 51.74])
    assert np.isnan(third.baseline)
    np.testing.assert_allclose(page.rings[2], [202.9, 266.4])
    assert page.code_box == (22.0, 9.0, 30.0)


def test_no_turn_lays_the_marks_onto_each_other() -> None:
    page = SheetPage(("A",))
    width, height = page.extent
    turned = np.array([width, height]) - page.dots
    far = np.hypot(*(turned[:, None] - page.dots).transpose(2, 0, 1)).min(axis=1)
    assert (far > 5.0).sum() >= 6


def test_long_text_is_parted_at_blanks_and_sizes_follow_the_longest_line() -> None:
    words = "the quick brown fox jumps over the lazy dog while five wizards quietly mix a box of jugs"
    (page,) = sheet_pages([words])
    assert page.size == SIZES[-1]
    assert " ".join(page.prompts) == words
    assert len(page.prompts) == 2
    (large,) = sheet_pages(["a", "word"])
    assert large.size == 18
    (unbroken,) = sheet_pages(["x" * 120])
    assert "".join(unbroken.prompts) == "x" * 120


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: sheet_pages([]), "needs something to write"),
        (lambda: sheet_pages([" \n "]), "needs something to write"),
        (lambda: sheet_pages(["a"], paper="a0"), "no sheets on paper"),
        (lambda: sheet_pages(["a"], size=3), "cannot be made"),
        (lambda: sheet_pages(["a"] * 20_000), "more than 99 pages"),
        (lambda: page_of("https://example.org"), "not that of a collection sheet"),
        (lambda: page_of("DUCTUS/2:ABC"), "newer Ductus"),
        (lambda: page_of("DUCTUS/1:ABC"), "damaged"),
        (lambda: page_of(CODE[:-3]), "damaged"),
        (lambda: page_of(CODE[:30] + "0" + CODE[31:]), "damaged"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(made, words: str) -> None:
    with pytest.raises(SheetError, match=words):
        made()


def test_a_code_that_claims_more_prompts_than_fit_is_refused() -> None:
    with pytest.raises(SheetError, match="damaged"):
        page_of(code_of(replace(sheet_pages(["a"])[0], prompts=("a",) * 1000)))


@settings(max_examples=60, deadline=None)
@given(
    prompts=st.lists(st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=30), min_size=1, max_size=90),
    writer=st.text(st.characters(categories=("L", "N")), max_size=20),
    left=st.booleans(),
)
def test_any_prompts_come_back(prompts: list[str], writer: str, left: bool) -> None:
    for page in sheet_pages(prompts, writer, left_handed=left):
        assert page_of(code_of(page)) == page


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), max_size=80))
def test_a_wrong_code_never_passes_and_never_crashes(text: str) -> None:
    with pytest.raises(SheetError):
        page_of("DUCTUS/1:" + text)
