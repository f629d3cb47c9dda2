"""Whole pictures to strokes: where they lie, how time goes on, what is asked of a picture at once and what takes a job."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engines.inference.answers import answer
from engines.inference.recover_page import WordStrokes, believable, recover_page, whole
from engines.inference.shelf import Shelf
from engines.ink.geometry import bounds, fit_frame
from engines.ink.raster import render
from engines.ink.synthesis import Writer, glyph, word
from engines.ink.types import Frame, Ink, Stroke
from engines.messages import Finished, Job, Progress, Reply, Request, Stopped, Trace, Traced
from engines.picture.page import PageStopped, find_words
from engines.service import working


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """No model: the rules decide."""
    return Shelf(folders=[tmp_path])


def lines(*texts: str) -> tuple[np.ndarray, list[Ink]]:
    """A picture of lines of writing, pen 5 px, and each line's ink in its pixels."""
    inks = []
    for number, text in enumerate(texts):
        ink = word(text, Writer(seed=6, slant=4.0), number)
        left, top, _, _ = bounds(ink)
        frame = Frame((left - 3, top - 3 - 15 * number), 9.0)
        inks.append(Ink(tuple(Stroke(frame.apply(stroke.xy)) for stroke in ink)))
    everything = Ink(tuple(stroke for ink in inks for stroke in ink))
    width = int(bounds(everything)[2]) + 40
    return 255 - render(everything, 70 + 135 * len(texts), width, 5.0), inks


def asked(ask: Trace, shelf: Shelf) -> Reply:
    return answer(Request(3, "picture", ask), shelf)


def usual(strokes: WordStrokes) -> float:
    """The width of most of the lines, pixels."""
    return strokes.width * float(np.median(np.concatenate([stroke.pressure for stroke in strokes.ink])))


def far(points: np.ndarray, ink: Ink) -> np.ndarray:
    """Pixels from each point to the nearest of the ink's."""
    others = np.concatenate([stroke.xy for stroke in ink])
    return np.array([np.hypot(*(others - point).T).min() for point in points])


def test_strokes_lie_where_they_were_written_and_follow_each_other_in_time() -> None:
    picture, inks = lines("mix five", "old jugs")
    page = find_words(picture)
    told: list[tuple[int, int]] = []
    found = list(recover_page(page, report=lambda done, total: told.append((done, total))))
    assert len(found) == 4 and [item.line for item in found] == [0, 0, 1, 1] and told[-1] == (4, 4)
    everything = Ink(tuple(stroke for ink in inks for stroke in ink))
    clock = -1.0
    for item in found:
        assert item.iou > 0.85 and len(item.confidence) == len(item.ink)
        assert usual(item) == pytest.approx(5, abs=0.6)
        for stroke in item.ink:
            assert float(np.quantile(far(stroke.xy, everything), 0.9)) < 3
            assert stroke.t[0] > clock and (np.diff(stroke.t) >= 0).all() and 0 < stroke.pressure.max() <= 1
            clock = float(stroke.t[-1])


def test_words_that_lie_askew_are_told_in_the_pictures_own_pixels() -> None:
    picture, _ = lines("the quick brown", "fox jumps over", "the lazy dog")
    turned = np.asarray(Image.fromarray(picture).rotate(-7, Image.Resampling.BICUBIC, expand=True, fillcolor=255))
    page = find_words(turned)
    assert page.angle == pytest.approx(7, abs=0.5) and len(page.words) == 9
    strokes = whole(list(recover_page(page)))
    redrawn = render(strokes.ink, *turned.shape, pen=usual(strokes)) > 127
    inked = turned < 128
    assert (redrawn & inked).sum() / (redrawn | inked).sum() > 0.8


def test_joined_words_keep_their_widths() -> None:
    page = find_words(lines("mix five")[0])
    found = list(recover_page(page))
    joined = whole(found)
    assert joined.width == max(item.width for item in found)
    widths = [float(np.median(stroke.pressure)) * item.width for item in found for stroke in item.ink]
    assert np.allclose([float(np.median(stroke.pressure)) * joined.width for stroke in joined.ink], widths, rtol=1e-4)
    assert len(joined.confidence) == len(joined.ink) and whole([]).ink.points == 0


def test_stopping_leaves_between_words() -> None:
    page = find_words(lines("mix five")[0])
    with pytest.raises(PageStopped):
        list(recover_page(page, stop=lambda: True))


@pytest.mark.parametrize(
    ("dpi", "shape", "taken"),
    [
        (None, (3508, 2480), 300),
        (600, (7016, 4960), 600),
        (72, (4000, 3000), 300),
        (72, (600, 400), 72),
        (150, (1754, 1240), 150),
    ],
)
def test_a_resolution_that_makes_a_poster_is_not_believed(dpi: float | None, shape: tuple[int, int], taken: float) -> None:
    assert believable(dpi, shape) == taken


def test_a_character_is_answered_with_its_strokes(shelf: Shelf) -> None:
    ink = glyph("t", Writer(seed=1), 0)
    reply = asked(Trace(255 - render(ink, 120, 120, 7.0, fit_frame(ink, 120, 0.2))), shelf)
    assert reply.error == "" and reply.text == "trace" and reply.model == ""
    assert len(reply.inks["strokes"]) == len(reply.confidences) == 2
    assert reply.figures["words"] == 1 and reply.figures["iou"] > 0.9
    assert reply.figures["width"] == pytest.approx(7, abs=1.5)


def test_a_page_is_not_answered_but_counted(shelf: Shelf) -> None:
    reply = asked(Trace(lines("mix of five", "old box jugs", "was here")[0]), shelf)
    assert reply.error == "" and reply.figures == {"words": 8.0} and not reply.inks


def test_a_stroke_that_is_held_comes_back_as_it_was_given(shelf: Shelf) -> None:
    picture, (ink,) = lines("ox")
    backwards = Stroke(ink.strokes[-1].xy[::-1])
    beside = Stroke([[2, 2], [9, 3]])
    reply = asked(Trace(picture, fixed=(backwards, beside)), shelf)
    assert reply.error == ""
    given = [stroke for stroke in reply.inks["strokes"] if len(stroke) == len(backwards)]
    assert any(np.array_equal(stroke.xy, backwards.xy) for stroke in given)
    assert np.array_equal(reply.inks["strokes"].strokes[-1].xy, beside.xy)
    assert len(reply.confidences) == len(reply.inks["strokes"])


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (np.full((50, 50), 255, np.uint8), "no ink"),
        (Path("not-there.png"), "not-there.png"),
    ],
)
def test_what_holds_no_ink_is_one_sentence(shelf: Shelf, picture: np.ndarray | Path, said: str) -> None:
    reply = asked(Trace(picture), shelf)
    assert said in reply.error and not reply.inks


def test_a_model_that_knows_no_strokes_is_told(shelf: Shelf) -> None:
    reply = asked(Trace(lines("ox")[0], model="dreamt_up"), shelf)
    assert "'dreamt_up'" in reply.error


def job(picture: Path, stop: bool = False) -> tuple[list, object]:
    events: list = []
    fields = {"picture": str(picture), "model": "", "title": "a page"}
    last = working.run(Job("j", "recover", fields), working.VERBS, events.append, lambda: stop and len(events) > 2)
    return events, last


def test_the_job_tells_every_word_as_it_is_found(tmp_path: Path) -> None:
    Image.fromarray(lines("mix five", "old jugs")[0]).save(tmp_path / "page.png")
    events, last = job(tmp_path / "page.png")
    assert isinstance(last, Finished), last
    assert last.result["words"] == 4 and last.result["lines"] == 2
    assert last.result["by_trace"] == (0 if last.result["model"] else 4)  # the shipped model is there, or the rules did it
    words = [event for event in events if isinstance(event, Traced)]
    assert len(words) == 4 and sum(len(event.ink) for event in words) == last.result["strokes"]
    assert all(event.job == "j" and len(event.confidences) == len(event.ink) and event.width > 0 for event in words)
    steps = [event for event in events if isinstance(event, Progress) and event.total]
    assert [event.step for event in steps] == [1, 2, 3, 4] and steps[-1].left == 0


def test_the_job_stops_when_asked_and_says_what_is_wrong(tmp_path: Path) -> None:
    Image.fromarray(lines(*["mix of five old jugs"] * 6)[0]).save(tmp_path / "page.png")
    _, last = job(tmp_path / "page.png", stop=True)
    assert isinstance(last, Stopped) and last.text == "Stopped. 24 words were recovered."
    Image.new("L", (40, 40), 255).save(tmp_path / "blank.png")
    _, failed = job(tmp_path / "blank.png")
    assert "no ink" in getattr(failed, "message", "")
