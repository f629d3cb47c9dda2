"""Ink files for the page: what arrives, where it lies, and one sentence for each kind of bad file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engines.data.sample import Sample
from engines.export import svg
from engines.formats import ink_json, inkml
from engines.ink.geometry import bounds
from engines.ink.types import Ink, Stroke
from engines.messages import Open, Reply, Request
from engines.service import reading

LETTER = Ink(
    (Stroke([[60, 40], [60, 60], [61, 80]], t=[0.0, 0.01, 0.02], pressure=[0.4, 0.6, 0.5]), Stroke([[60, 60], [75, 60]]))
)


def opened(path: Path) -> Reply:
    return reading.read(Request(3, "file", Open(path)))


def test_inkml_and_json_come_exactly_as_they_were_written(tmp_path: Path) -> None:
    sample = Sample(ink=LETTER, text="F")
    inkml.write(tmp_path / "f.inkml", sample)
    ink_json.write(tmp_path / "f.json", sample)
    for name in ("f.inkml", "f.json"):
        reply = opened(tmp_path / name)
        assert (reply.serial, reply.error, reply.text) == (3, "", "F")
        assert reply.inks["opened"].same_as(LETTER)


def test_a_drawing_comes_in_its_own_place_and_size(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="80mm" height="40mm" viewBox="0 0 80 40"><path d="M10 5L30 25"/></svg>'
    )
    assert bounds(opened(path).inks["opened"]) == pytest.approx((10, 5, 30, 25), abs=0.01)
    path.write_text(svg.still(LETTER))
    wide = np.ptp(np.array(bounds(opened(path).inks["opened"]))[[0, 2]])
    assert wide == pytest.approx(15, abs=0.05)


def test_samples_that_lie_over_each_other_are_set_side_by_side_and_others_stay(tmp_path: Path) -> None:
    inkml.write(tmp_path / "pile.inkml", [Sample(ink=LETTER, text=c) for c in "FFF"])
    reply = opened(tmp_path / "pile.inkml")
    assert reply.text == "FFF"
    left, _top, right, _bottom = bounds(reply.inks["opened"])
    assert right - left == pytest.approx(3 * 15 + 2 * reading.APART, abs=0.01)
    moved = Ink(tuple(stroke.derive(stroke.xy + np.array([40, 0])) for stroke in LETTER))
    inkml.write(tmp_path / "line.inkml", [Sample(ink=LETTER, text="F"), Sample(ink=moved, text="F")])
    assert bounds(opened(tmp_path / "line.inkml").inks["opened"]) == pytest.approx((60, 40, 115, 80))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.inkml", b"", "empty"),
        ("a.inkml", b"<ink xmlns='http://www.w3.org/2003/InkML'/>", "no ink|no trace"),
        ("a.inkml", b"\x89PNG\r\n\x1a\n", "not valid InkML"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><text>hi</text></svg>", "holds no path"),
        ("a.svg", b'<!DOCTYPE s [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>', "entities"),
        ("a.json", b'{"name": "package"}', "not ink"),
        ("a.json", b'{"strokes": []}', "holds no ink"),
        ("a.json", b'{"strokes": [[[1, 2], [NaN, 3]]]}', "NaN"),
        ("a.txt", b"hello", "does not end like an ink file"),
    ],
)
def test_a_bad_file_is_one_sentence_that_names_it(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    reply = opened(path)
    assert not reply.inks
    assert any(part in reply.error for part in said.split("|")), reply.error
    assert str(path) in reply.error
    assert "\n" not in reply.error


def test_a_file_that_is_gone_or_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.svg").mkdir()
    assert "does not exist" in opened(tmp_path / "gone.inkml").error
    assert "folder" in opened(tmp_path / "folder.svg").error


def test_more_points_than_a_page_takes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_POINTS", 4)
    inkml.write(tmp_path / "f.inkml", LETTER)
    assert "more than 4 points" in opened(tmp_path / "f.inkml").error
