"""Collection sheets as they leave for the printer."""

from __future__ import annotations

import re
import string
import zlib
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from engines.data.sheet_layout import code_of, page_of, sheet_pages
from engines.export.collection_sheet import Words, drawing, pixels, save
from engines.export.typeset import outlines, printed, width

PAGES = sheet_pages(string.ascii_letters * 2, "me-3f9a21", "Letters")


def test_the_pdf_has_every_page_at_its_true_size(tmp_path: Path) -> None:
    save(tmp_path / "sheet.pdf", PAGES)
    data = (tmp_path / "sheet.pdf").read_bytes()
    assert data.startswith(b"%PDF-1.7")
    assert len(re.findall(rb"/Type /Page\b", data)) == len(PAGES) == 2
    assert len(re.findall(rb"/MediaBox \[0 0 595\.276 841\.89\]", data)) == 2


def test_the_pdf_holds_vectors_only_and_no_more_black_than_its_marks_and_words(tmp_path: Path) -> None:
    save(tmp_path / "sheet.pdf", PAGES)
    data = (tmp_path / "sheet.pdf").read_bytes()
    assert b"/Image" not in data
    streams = [zlib.decompress(found) for found in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)]
    assert len(streams) == 2
    assert all(stream.count(b" re") == 2 for stream in streams)  # the window and the paper: everything else is paths


@pytest.mark.parametrize("page", [*PAGES, *sheet_pages(["あ", "い", "Größe"], "w", "Kana", "letter", 24, True)])
def test_the_printed_code_is_read_by_another_reader(page) -> None:
    (found,) = zxingcpp.read_barcodes(pixels(page, 110), formats=zxingcpp.BarcodeFormat.QRCode)
    assert page_of(found.text) == page


def test_the_longest_code_is_still_read_at_150_dpi() -> None:
    rng = np.random.default_rng(3)
    texts = ["".join(chr(value) for value in rng.integers(0x4E00, 0x9FFF, 24)) for _ in range(30)]
    page = max(sheet_pages(texts), key=lambda one: len(code_of(one)))
    assert len(code_of(page)) > 550
    (found,) = zxingcpp.read_barcodes(pixels(page, 150), formats=zxingcpp.BarcodeFormat.QRCode)
    assert page_of(found.text) == page


def test_inside_of_the_boxes_nothing_is_dark() -> None:
    page = PAGES[0]
    seen = pixels(page, 150)
    per = seen.shape[1] / page.extent[0]
    for place in page.places:
        inside = seen[
            round(place.top * per) : round((place.top + place.height) * per),
            round(place.left * per) : round((place.left + place.width) * per),
        ]
        assert inside.max(axis=2).min() > 200  # the colours of frames and lines are light in one channel at least


def test_the_sheet_speaks_the_words_it_is_given() -> None:
    def shapes(words: Words) -> int:
        return sum(shape.colour == "#6F757B" for shape in drawing(PAGES[0], words).shapes)

    assert shapes(Words(instruction="")) < shapes(Words()) < shapes(Words(instruction="Words. " * 20))


def test_printed_words_have_the_height_and_width_asked_for() -> None:
    shapes = printed("HI", 5.0, (10.0, 20.0), "#000000")
    points = np.concatenate([shape.points for shape in shapes])
    assert np.ptp(points[:, 1]) == pytest.approx(5.0, abs=0.15)
    assert points[:, 1].max() == pytest.approx(20.0, abs=0.1)
    right = np.concatenate([shape.points for shape in printed("HI", 5.0, (10.0, 20.0), "#000000", "right")])
    assert right[:, 0].min() == pytest.approx(points[:, 0].min() - width("HI", 5.0))


def test_a_ring_is_traced_with_its_hole() -> None:
    y, x = np.mgrid[:40, :40] + 0.5
    far = np.hypot(x - 20, y - 20)
    loops = outlines(np.clip(15.5 - far, 0, 1) * np.clip(far - 7.5, 0, 1))
    radii = sorted(float(np.hypot(*(loop - 20).T).mean()) for loop in loops)
    assert radii == pytest.approx([8.0, 15.0], abs=0.1)


def test_a_sign_that_no_font_has_is_set_as_its_number() -> None:
    assert width("\U0001f9ff\uffff", 2.5) > width("A", 2.5)
    assert printed("\uffff", 2.5, (0, 0), "#000000")
