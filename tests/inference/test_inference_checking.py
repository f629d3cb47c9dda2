"""A second look at a sample: what it reads as, how sure, and no opinion where no model has one."""

from pathlib import Path

import numpy as np
import pytest

from engines.inference.answers import answer
from engines.inference.shelf import Shelf
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink
from engines.messages import Check, Request


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def test_a_letter_is_read_and_its_style_told(shelf: Shelf) -> None:
    ink = glyph("A", Writer.random(7), 0)
    right, wrong = (answer(Request(serial, "pen", Check(ink, prompt)), shelf) for serial, prompt in enumerate("AM"))
    assert right.text == wrong.text == "A" and right.error == ""
    assert right.confidence == right.figures["confidence"] > 0.5 > wrong.figures["confidence"]
    assert right.z["style"].dtype == np.float32 and "outlier" not in right.figures


def test_it_is_compared_with_what_the_hand_wrote_before(shelf: Shelf) -> None:
    known = np.stack(
        [answer(Request(0, "pen", Check(glyph(each, Writer.random(7), 0), each)), shelf).z["style"] for each in "BCDEFGHK"]
    )
    reply = answer(Request(1, "pen", Check(glyph("A", Writer.random(7), 0), "A", "me", known)), shelf)
    assert 0 <= reply.figures["outlier"] <= 1


def test_longer_prompts_and_strange_characters_have_no_reading(shelf: Shelf) -> None:
    for prompt in ("hello", "あ"):
        reply = answer(Request(0, "pen", Check(glyph("A", Writer.random(7), 0), prompt)), shelf)
        assert (reply.text, reply.confidence, reply.error) == ("", None, "") and "style" in reply.z


def test_without_a_model_there_is_no_opinion_and_no_error(tmp_path: Path) -> None:
    reply = answer(Request(0, "pen", Check(glyph("A", Writer.random(7), 0), "A")), Shelf(folders=[tmp_path]))
    assert (reply.text, reply.confidence, reply.figures, reply.z, reply.error) == ("", None, {}, {}, "")


def test_no_ink_is_told(shelf: Shelf) -> None:
    assert "no ink" in answer(Request(0, "pen", Check(Ink(), "A")), shelf).error
