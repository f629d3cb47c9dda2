"""Photographs and scans of handwriting: every word found, upright and alone; anything else is a sensible answer or a sentence."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from fuzzing import assert_sentence, cases
from hypothesis import given
from hypothesis import strategies as st
from matched import matched, on_ink
from photographed import SCENES, Camera, Paper, page, photographed, scene, synthetic
from skimage import data

from engines.ink.geometry import affine, bounds, fit_frame
from engines.ink.raster import render
from engines.ink.synthesis import Writer, glyph, word
from engines.ink.types import Frame, Ink, Stroke
from engines.picture.opening import PictureError
from engines.picture.page import PageOfWords, PageStopped, find_words

SMALL = (95.0, 62.0)  # mm


@pytest.mark.parametrize("name", SCENES)
def test_every_word_of_a_photograph_is_found_alone_and_in_order(name: str) -> None:
    truth = scene(name, seed=1, size=SMALL, zoom=0.6)
    found = find_words(truth.pixels)
    result = matched(found, truth)
    assert result.recall >= 0.95 and result.precision >= 0.95, result
    assert result.covered > 0.98
    assert found.shape == truth.pixels.shape[:2]
    assert abs(found.angle - SCENES[name][1].angle) < 1.0
    assert found.lines == 1 + max(item.line for item in truth.words)
    lines = [item.line for item in found.words]
    assert lines == sorted(lines)


def test_the_desk_in_the_corners_of_a_picture_is_no_word() -> None:
    truth = scene("scan, askew", words=1, size=SMALL, zoom=0.6)
    found = find_words(truth.pixels)
    assert len(found.words) == 1 and matched(found, truth).right == 1


def test_a_word_in_the_darkest_corner_of_a_sheet_is_not_lost() -> None:
    truth = scene("photograph on a desk", words=12, size=(148.0, 105.0), zoom=0.6)
    assert matched(find_words(truth.pixels), truth).covered > 0.98


def test_the_judge_of_words_can_fail() -> None:
    truth = scene("scan", size=SMALL, zoom=0.6)
    other = scene("scan", seed=5, size=SMALL, zoom=0.6)
    assert matched(find_words(other.pixels), truth).recall < 0.2


def test_a_words_picture_is_upright_and_leads_back_to_its_place() -> None:
    paper = Paper(size=SMALL, margin=8)
    sheet = page(paper, synthetic(Writer(seed=4), paper.capital), words=24)
    truth = photographed(sheet, Camera(angle=9.0))
    found = find_words(truth.pixels)
    assert found.angle == pytest.approx(9.0, abs=0.4)
    first = found.words[0]
    assert first.image.dtype == np.float32 and 0.9 < first.image.max() <= 1 and first.image.min() == 0
    assert not first.image[0].any() and not first.image[:, 0].any()
    points = np.concatenate([stroke.xy for stroke in truth.words[0].ink]).astype(np.float64)
    assert on_ink(first, points, reach=0).mean() > 0.97
    assert not on_ink(first, points + np.array([0, 2 * found.pen]), reach=0).all()


def test_a_picture_that_was_reduced_tells_places_in_its_own_pixels() -> None:
    ink = word("pen", Writer(seed=1), 1)
    left, top, right, _ = bounds(ink)
    big = 255 - render(ink, 900, 1500, 36.0, Frame((left - 2, top - 3), 1350 / (right - left + 4)))
    found = find_words(big)
    assert len(found.words) == 1 and found.words[0].image.shape[0] < 300
    assert found.pen == pytest.approx(36, rel=0.25)
    frame = Frame((left - 2, top - 3), 1350 / (right - left + 4))
    points = np.concatenate([frame.apply(stroke.xy) for stroke in ink]).astype(np.float64)
    assert on_ink(found.words[0], points).mean() > 0.99


def drawn(ink: Ink, side: int, pen: float) -> np.ndarray:
    return 255 - render(ink, side, side, pen, fit_frame(ink, side, 0.15))


@pytest.mark.parametrize("char", 'iR8=%"?:!jE')
@pytest.mark.parametrize(("side", "pen"), [(28, 2.2), (64, 5.0), (300, 10.0), (300, 40.0)])
def test_one_character_of_any_number_of_parts_is_one_word(char: str, side: int, pen: float) -> None:
    found = find_words(drawn(glyph(char, Writer(seed=3), 2), side, pen))
    assert len(found.words) == 1 and found.lines == 1 and found.angle == 0


def test_three_strokes_below_each_other_stay_one_character() -> None:
    three = Ink(tuple(Stroke([[4 - k, 10 * k], [16 + k, 10 * k]]) for k in range(3)))
    assert len(find_words(drawn(three, 128, 8.0)).words) == 1


@pytest.mark.parametrize("text", ["handwriting", "Quill", "mix", "ductus"])
def test_one_word_stays_one(text: str) -> None:
    for seed in range(4):
        ink = word(text, Writer.random(seed), seed)
        left, top, right, bottom = bounds(ink)
        scale = 80 / (bottom - top)
        picture = 255 - render(
            ink, 120, int((right - left) * scale) + 60, 5.0, Frame((left - 30 / scale, top - 20 / scale), scale)
        )
        assert len(find_words(picture).words) == 1, seed


def test_colours_count_and_not_only_how_dark_they_are() -> None:
    ink = render(word("yellow", Writer(seed=2), 0), 160, 700, 7.0, Frame((-2, -4), 9.0))
    share = ink[..., None].astype(np.float32) / 255
    yellow = (1 - share) * 255 + share * np.float32([250, 235, 60])  # hardly darker than white
    assert len(find_words(yellow.astype(np.uint8)).words) == 1


NOTHING = {
    "blank": np.full((400, 300), 255, np.uint8),
    "black": np.zeros((400, 300), np.uint8),
    "one black pixel alone": np.zeros((1, 1), np.uint8),
    "grey in colour": np.full((60, 90, 3), 120, np.uint8),
    "paper with its grain": np.clip(np.random.default_rng(0).normal(230, 6, (600, 500)), 0, 255).astype(np.uint8),
    "noise": np.random.default_rng(1).integers(0, 256, (500, 400, 3), dtype=np.uint8),
}


@pytest.mark.parametrize("name", NOTHING)
def test_where_nothing_is_written_no_word_is_found(name: str) -> None:
    found = find_words(NOTHING[name])
    assert found.words == () and found.lines == 0 and found.shape == NOTHING[name].shape[:2]


ONE = {
    "dot of one pixel": np.pad(np.zeros((1, 1), np.uint8), 40, constant_values=255),
    "filled blob": np.pad(np.zeros((200, 200), np.uint8), 60, constant_values=255),
    "disc": np.where(np.hypot(*np.mgrid[-90:90, -90:90]) < 60, 0, 255).astype(np.uint8),
    "ink at the border": np.pad(np.zeros((100, 12), np.uint8), ((0, 0), (30, 80)), constant_values=255),
    "one row": np.array([[255, 255, 0, 255, 255, 255]], np.uint8),
}


@pytest.mark.parametrize("name", ONE)
def test_the_oddest_ink_is_still_one_word(name: str) -> None:
    found = find_words(ONE[name])
    assert len(found.words) == 1 and found.words[0].image.max() == 1


def test_a_photograph_of_a_cat_is_a_few_words_or_a_sentence() -> None:
    try:
        assert len(find_words(data.chelsea()).words) < 20
    except PictureError as error:
        assert_sentence(str(error))


def test_a_printed_page_under_uneven_light_is_read_line_by_line() -> None:
    found = find_words(data.page())
    assert found.lines == 8 and 50 < len(found.words) < 80


def test_a_line_of_twenty_thousand_pixels_is_split_at_its_gaps() -> None:
    ink = word("one line that goes on and on to see how wide it can be", Writer(seed=3), 0)
    left, top, _, bottom = bounds(ink)
    scale = 100 / (bottom - top)
    ink = affine(ink, np.eye(2) * scale, (20 - left * scale, 20 - top * scale))
    found = find_words(255 - render(ink, 160, 20_000, 6.0))
    assert found.lines == 1 and len(found.words) == 14


def test_a_stroke_of_twenty_thousand_pixels_is_cut() -> None:
    found = find_words(np.pad(np.zeros((4, 19_000), np.uint8), ((60, 56), (500, 500)), constant_values=255))
    assert 5 < len(found.words) < 40 and found.lines == 1
    corners = [item.matrix @ (0, 0, 1) for item in found.words]
    assert all(b[0] - a[0] > 300 for a, b in pairwise(corners))


def test_rules_of_the_paper_leave_no_gap_in_the_ink_and_no_trace_beside_it() -> None:
    plain, ruled = (scene(name, seed=2, size=SMALL) for name in ("scan", "ruled, blue ink"))
    assert matched(find_words(ruled.pixels), ruled).covered > 0.99
    ink = [sum(float(item.image.sum()) for item in find_words(made.pixels).words) / len(made.words) for made in (plain, ruled)]
    assert ink[1] < 1.25 * ink[0]


def test_progress_is_told_and_stopping_obeyed() -> None:
    picture = scene("scan", size=SMALL, zoom=0.5).pixels
    told: list[float] = []
    find_words(picture, told.append)
    assert told == sorted(told) and told[-1] == 1.0 and len(told) > 4
    with pytest.raises(PageStopped):
        find_words(picture, stop=lambda: len(told) > 0)


def checked(found: PageOfWords, shape: tuple[int, ...]) -> None:
    assert found.shape == shape[:2] and np.isfinite(found.pen) and abs(found.angle) <= 16
    for item in found.words:
        assert item.image.dtype == np.float32 and item.image.size and np.isfinite(item.image).all()
        assert item.image.min() >= 0 and item.image.max() <= 1
        assert item.matrix.shape == (2, 3) and np.isfinite(item.matrix).all()
        assert 0 <= item.line < found.lines


@cases(150)
@given(st.integers(0, 2**32 - 1), st.integers(1, 90), st.integers(1, 90), st.sampled_from((0, 1, 3, 4)), st.integers(0, 3))
def test_random_pixels_are_words_or_a_sentence(seed: int, height: int, width: int, channels: int, kind: int) -> None:
    rng = np.random.default_rng(seed)
    shape = (height, width, channels) if channels else (height, width)
    picture = rng.integers(0, 256, shape, dtype=np.uint8)
    if kind == 1:  # blots
        picture = np.where(rng.random(shape) < 0.97, 255, picture).astype(np.uint8)
    elif kind == 2:  # areas
        picture = np.sort(np.sort(picture, axis=0), axis=1)
    elif kind == 3:  # strokes
        walk = Stroke(np.clip(np.cumsum(rng.normal(0, 6, (60, 2)), axis=0) + 40, -10, 100).astype(np.float32))
        picture = 255 - render(Ink((walk,)), height, width, float(rng.uniform(0.5, 9)))
    try:
        checked(find_words(picture), picture.shape)
    except PictureError as error:
        assert_sentence(str(error))
