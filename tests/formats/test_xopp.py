"""Xournal++ notes: read as the program draws them, written as it reads them."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from engines.data.sample import Sample
from engines.formats import xopp
from engines.formats.opening import FormatError
from engines.ink.brush import Brush
from engines.ink.types import Ink, Stroke

GOLDEN = Path(__file__).resolve().parents[1] / "reference" / "note.xopp.xml"
MM = 25.4 / 72
INK = Ink(
    (
        Stroke([(10, 20), (30, 40), (50, 30)], pressure=[0.25, 0.5, 1.0], brush=Brush(width=0.8, thinning=1.0, colour="#2f4b7c")),
        Stroke([(12, 22), (33, 44)], brush=Brush(width=0.5, thinning=0.0)),
        Stroke([(60, 60)], brush=Brush(width=0.5, thinning=0.0)),
    )
)


def put(folder, text, name="a.xopp", pack=gzip.compress):
    (folder / name).write_bytes(pack(text.encode()))
    return folder / name


def test_a_note_of_the_program_is_read_page_by_page(tmp_path):
    first, second = xopp.read(put(tmp_path, GOLDEN.read_text("utf-8")))
    wide, plain, marker = first.ink
    np.testing.assert_allclose(wide.xy, np.array([[72, 72], [144, 72], [144, 144]]) * MM, rtol=1e-6)
    np.testing.assert_allclose(wide.pressure, [0.25, 0.75, 0.75], rtol=1e-5)  # 1 and 3 points of a pen of 2, twice that is full
    assert (wide.brush.colour, wide.brush.thinning) == ("#3333cc", 1.0)
    np.testing.assert_allclose(wide.brush.width, 2 * MM, rtol=1e-5)
    assert plain.brush.colour == "" and plain.brush.thinning == 0 and np.isnan(plain.pressure).all()
    assert marker.brush.colour == "#ffff00" and len(marker) == 1  # two equal points are a dot
    assert len(second.ink) == 1 and second.provenance.source.endswith("page 2")


@pytest.mark.parametrize("pack", [gzip.compress, bytes])
def test_packed_or_not(tmp_path, pack):
    assert len(list(xopp.read(put(tmp_path, GOLDEN.read_text("utf-8"), pack=pack)))) == 2


def test_what_is_written_reads_back(tmp_path):
    xopp.write(tmp_path / "b.xopp", INK)
    (sample,) = xopp.read(tmp_path / "b.xopp")
    for mine, back in zip(INK, sample.ink, strict=True):
        np.testing.assert_allclose(back.xy, mine.xy, atol=1e-5)
        assert back.brush == mine.brush
    np.testing.assert_allclose(sample.ink.strokes[0].pressure[:2], [0.25, 0.5], atol=1e-6)
    xopp.write(tmp_path / "c.xopp", sample)
    assert gzip.decompress((tmp_path / "b.xopp").read_bytes()) == gzip.decompress((tmp_path / "c.xopp").read_bytes())


def test_a_dot_has_the_two_points_that_the_program_needs(tmp_path):
    text = gzip.decompress(xopp.to_bytes(INK)).decode()
    dot = text.rpartition("<stroke")[2].partition(">")[2].partition("<")[0].split()
    assert len(dot) == 4 and dot[:2] == dot[2:]


def test_many_samples_fill_pages_and_none_lies_over_another(tmp_path):
    xopp.write(tmp_path / "d.xopp", [Sample(ink=INK)] * 30)
    pages = [sample.ink for sample in xopp.read(tmp_path / "d.xopp")]
    assert len(pages) > 1 and sum(len(ink) for ink in pages) == 90
    points = np.concatenate([stroke.xy for ink in pages for stroke in ink])
    assert points.min() >= 0 and points[:, 0].max() <= 210 and points[:, 1].max() <= 297


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("72 72 144 72", "72 72 144", "page 1, stroke 1 has 5 numbers"),
        ("72 72 144 72", "72 72 far 72", "page 1, stroke 1"),
        ("72 72 144 72", "72 72 nan 72", "not finite"),
        ('width="2 1 3"', 'width="thick"', "its width"),
        ("</page>", "", "line"),
    ],
)
def test_damage_is_told_with_its_place(tmp_path, old, new, says):
    with pytest.raises(FormatError, match=says):
        list(xopp.read(put(tmp_path, GOLDEN.read_text("utf-8").replace(old, new, 1))))


def test_a_note_without_ink_and_a_bomb_are_refused(tmp_path, monkeypatch):
    with pytest.raises(FormatError, match="no ink in it"):
        list(xopp.read(put(tmp_path, "<xournal><page/></xournal>")))
    monkeypatch.setattr(xopp, "MAX_UNPACKED", 1 << 16)
    with pytest.raises(FormatError, match="larger than"):
        list(xopp.read(put(tmp_path, "<xournal>" + " " * (1 << 20) + "</xournal>")))
