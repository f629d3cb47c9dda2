"""Ductus sheets: what stands on them, that numbers keep clear of lines and of each other, pages, files, refusals."""

import re
from itertools import pairwise

import numpy as np
import pytest

from engines.data.sample import Sample
from engines.export.copybook import Copybook
from engines.export.ductus_sheet import EARLIER, GHOST, TRACE, pages
from engines.export.letter_lines import BELOW, MIDDLE, lines_of
from engines.export.lettering import lettered, width
from engines.export.model_signs import arrow, end_arrow, signs
from engines.export.options import Options
from engines.export.paint import ExportError
from engines.export.preview import preview
from engines.export.writing import encode, write
from engines.ink.geometry import affine, bounds
from engines.ink.synthesis import Writer, glyph, word
from engines.ink.types import Ink, Stroke

HAND = Writer(seed=3, size=8.0)
LETTERS = [glyph(char, HAND, 2) for char in "AEk"]


def sheet(**more):
    shown = {name: more.pop(name) for name in ("page", "title", "guides", "kind") if name in more}
    return Options(**({"kind": "sheet"} | shown), copybook=Copybook(**more))


def coloured(drawing, colour):
    return [shape for shape in drawing.shapes if shape.colour == colour]


def test_a_model_has_numbers_arrows_steps_and_rows_to_trace():
    (page,) = pages([glyph("E", HAND, 2)], ["E"], sheet(rows=3, title="Blatt 1"))
    assert page.box == (0.0, 0.0, 210.0, 297.0) and page.paper == "#FFFFFF"
    assert len(coloured(page, GHOST)) == 4 and len(coloured(page, EARLIER)) == 0 + 1 + 2 + 3
    traced = len(coloured(page, TRACE)) / 4
    assert traced == int(traced) and traced > 20
    without = pages([glyph("E", HAND, 2)], ["E"], sheet(rows=0, steps=False))[0]
    assert not coloured(without, TRACE) and not coloured(without, EARLIER) and len(coloured(without, GHOST)) == 4
    assert len(page.shapes) > len(pages([glyph("E", HAND, 2)], ["E"], sheet(rows=3))[0].shapes)  # the title


def test_a_letter_of_one_stroke_is_traced_large_beside_its_model():
    (page,) = pages([Ink((Stroke([[0, 0], [0, 8], [3, 8]]),))], [""], sheet(rows=1))
    heights = [np.ptp(shape.points[:, 1]) for shape in coloured(page, TRACE)]
    assert sum(height > 30 for height in heights) > 3


def test_everything_lies_on_the_paper():
    wide = word("handwriting", HAND, 1)
    for size, paper in (("a4", (210, 297)), ("letter", (215.9, 279.4)), ("a5", (148, 210))):
        for page in pages([*LETTERS, wide], ["", "", "", ""], sheet(page=size, title="Die Buchstaben")):
            points = np.concatenate([shape.points for shape in page.shapes])
            assert (points.min(axis=0) > 5).all() and (points.max(axis=0) < np.array(paper) - 4).all()


@pytest.mark.parametrize("seed", range(12))
def test_numbers_stand_clear_of_lines_and_of_each_other(seed):
    texts = ["HE", "tick", "B", "Maximum", "A4", "ffi", "8", "xylo", "R", "quality", "&", "W"]
    ink = word(texts[seed], Writer.random(seed), seed)
    left, top, right, bottom = bounds(ink)
    scale = min(32 / (bottom - top), 170 / (right - left))
    lines = [(stroke.xy.astype(float) - (left, top)) * scale for stroke in ink]
    high, wide, half = (bottom - top) * scale, (right - left) * scale, 1.2
    found = signs(lines, half, 2.2, (-6.0, -6.5, wide + 6.0, high + 6.5))
    assert len(found.discs) == len(lines)
    for number, (x, y, radius) in enumerate(found.discs):
        assert radius >= 0.59 * 2.2 and x - radius > -6.01 and x + radius < wide + 6.01
        for line in lines:
            fine = np.concatenate([np.linspace(a, b, 9) for a, b in pairwise(line)] or [line])
            assert np.hypot(*(fine - (x, y)).T).min() > radius + half - 0.1
        for other in found.discs[number + 1 :]:
            assert np.hypot(x - other[0], y - other[1]) > radius + other[2]


def test_every_stroke_long_enough_has_an_arrow_along_its_way():
    down, dot = np.array([[5.0, 0.0], [5.0, 30.0]]), np.array([[5.0, 40.0]])
    found = signs([down, dot], 1.0, 2.2, (-10, -10, 30, 50))
    heads = [shape for shape in found.shapes if len(shape.points) == 4]
    assert len(heads) == 1 and heads[0].points[0, 1] == heads[0].points[:, 1].max()  # its tip points down
    assert end_arrow(dot, 2.0) is None and end_arrow(down[::-1], 2.0)[0, 1] < 0
    assert np.allclose(arrow(np.zeros(2), np.pi / 2, 1.0)[0], [0.0, 0.6])


def test_blocks_stay_together_and_pages_are_numbered():
    made = pages(LETTERS * 3, [""] * 9, sheet())
    assert len(made) == 3
    per_page = [len(coloured(page, GHOST)) for page in made]
    assert per_page == [2 + 4 + 2] * 3
    one = pages(LETTERS[:1], [""], sheet())[0]
    assert not any(shape.points[:, 1].min() > 285 for shape in one.shapes)
    assert any(shape.points[:, 1].min() > 285 for shape in made[2].shapes)


def test_a_model_too_long_for_one_page_goes_on_on_the_next():
    many = Ink(tuple(Stroke([[x, 0], [x + 2, 6]]) for x in range(0, 360, 6)))
    made = pages([many], [""], sheet())
    assert len(made) > 1 and sum(len(coloured(page, GHOST)) for page in made) == 60


def test_lines_follow_what_is_said():
    tall, small, hanging = (Ink((Stroke([[0, 10], [4, 20]]),)) for _ in range(3))
    found = lines_of([tall, small, hanging], ["k", "x", "g"], ruled=False)
    assert (found[0].ascender, found[0].baseline) == (10, 20)
    assert found[1].middle == pytest.approx(10) and found[1].baseline == 20 and not found[1].hangs
    assert found[2].middle == pytest.approx(10) and found[2].descender == pytest.approx(20) and found[2].hangs
    assert found[2].body == pytest.approx(10 / (MIDDLE + BELOW))
    (square,) = lines_of([tall], ["永"], ruled=False)
    assert square.square == pytest.approx((2.0, 15.0, 11.2))


def test_lines_follow_the_page_and_the_neighbours():
    on_page = lines_of([Ink((Stroke([[0, 26], [4, 35]]),)), Ink((Stroke([[0, 55], [4, 69]]),))], ["", ""], ruled=True)
    assert [lines.baseline for lines in on_page] == [35.0, 63.0] and [lines.hangs for lines in on_page] == [False, True]
    row = [
        Ink((Stroke([[x, 40 - high], [x + 4, 40 + low]]),)) for x, high, low in ((0, 8, 0), (9, 4, 0.2), (18, 4, 3), (27, 8, 0))
    ]
    found = lines_of(row, [""] * 4, ruled=False)
    assert [lines.baseline for lines in found] == pytest.approx([40.1] * 4, abs=0.11) and found[2].hangs and not found[0].hangs
    (alone,) = lines_of(row[2:3], [""], ruled=False)
    assert alone.baseline == 43.0
    (of_word,) = lines_of([word("happy", HAND, 1)], [""], ruled=False)
    (of_text,) = lines_of([word("happy", HAND, 1)], ["happy"], ruled=False)
    assert of_word.hangs and of_word.baseline == pytest.approx(of_text.baseline, abs=1.0)


def test_an_ideograph_stands_in_a_square():
    (page,) = pages([Ink((Stroke([[0, 5], [10, 5]]), Stroke([[5, 0], [5, 10]])))], ["十"], sheet(rows=1))
    frames = [shape for shape in page.shapes if len(shape.points) == 5 and shape.straight]
    assert len(frames) > 10 and all(np.ptp(frame.points[:, 0]) == pytest.approx(np.ptp(frame.points[:, 1])) for frame in frames)


def test_words_are_lettered_without_a_font():
    assert width(lettered("Ductus", 5.0)) > width(lettered("Duct", 5.0)) > 5
    assert len(lettered("ü", 5.0)) == len(lettered("u", 5.0)) + 2
    assert len(lettered("ß", 5.0)) == 2 * len(lettered("s", 5.0))
    assert lettered("永é", 5.0)[0].shape == lettered("e", 5.0)[0].shape and lettered("", 5.0) == []
    assert max(line[:, 1].max() for line in lettered("A", 5.0)) == pytest.approx(0.0, abs=0.3)


def test_the_same_sheet_is_a_pdf_of_pages_and_one_svg(tmp_path):
    samples = [Sample(ink=ink, text=text) for ink, text in zip(LETTERS * 2, "AEkAEk", strict=True)]
    made = write(samples, tmp_path / "a.pdf", sheet(title="Blatt"))
    data = (tmp_path / "a.pdf").read_bytes()
    assert made.pages == 2 == len(re.findall(rb"/Type /Page\b", data)) and b"(Blatt)" in data
    assert made.millimetres == (210.0, 297.0)
    drawn, also = encode(samples, sheet(kind="sheet-svg", title="Blatt"))
    assert b'height="594mm"' in drawn and b"<title>Blatt" in drawn and also.pages == 2
    together = encode(samples, sheet(words=True))[1]
    assert together.pages == 1 or together.bytes != made.bytes
    shown = preview(samples, sheet(), 200)
    assert shown.picture.startswith(b"\x89PNG") and shown.made.pages == 2


def test_recovered_ink_of_any_size_makes_a_sheet():
    ink = affine(glyph("R", HAND, 2), np.eye(2) * 40, (1000, -3000))
    (page,) = pages([ink], [""], sheet())
    assert max(np.ptp(shape.points[:, 1]) for shape in coloured(page, GHOST)) < 60
    assert pages([Ink((Stroke([[3, 3]]),))], [""], sheet())


@pytest.mark.parametrize(
    ("inks", "wanted", "words"),
    [
        ([Ink()], sheet(), "no ink to export"),
        ([LETTERS[0]], sheet(page="50x60"), "needs paper of at least"),
        ([LETTERS[0]], sheet(page="tall"), "not a size of paper"),
        ([LETTERS[0]] * 401, sheet(), "at most 400 models"),
        ([LETTERS[0]], sheet(model=500.0), "model is between 12 and 120"),
        ([Ink((Stroke([[0, 0], [3e7, 1]]),))], sheet(), "larger than a kilometre"),
    ],
)
def test_what_makes_no_sheet_is_told(inks, wanted, words):
    with pytest.raises(ExportError, match=words):
        pages(inks, [""] * len(inks), wanted)


def test_choices_are_kept_and_told_in_words():
    told = Copybook.from_words({"rows": "3", "letters": "14.5", "words": "yes"})
    assert told == Copybook(rows=3, letters=14.5, words=True)
    kept = Options(kind="sheet", copybook=told)
    assert Options.of_plain(kept.as_plain()) == kept
    assert Copybook.from_notes({"rows": 99, "model": True, "steps": 1, "letters": "x", "new": 2}) == Copybook()
    for words in ({"rows": "two"}, {"steps": "maybe"}, {"columns": "2"}, {"model": "900"}):
        with pytest.raises(ExportError):
            Copybook.from_words(words)
