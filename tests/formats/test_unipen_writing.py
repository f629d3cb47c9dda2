"""UNIPEN as it is written: what other readers expect, and equal when it is read back."""

import re

import numpy as np
import pytest

from engines.data.places import real_data
from engines.data.sample import Provenance, Sample
from engines.formats import unipen, unipen_writing
from engines.ink.synthesis import Writer, glyph, word
from engines.ink.types import Ink, Stroke


def sample(char, writer="ann", text="", **more):
    told = Provenance("x", more.pop("licence", "CC0 1.0"), device="Wacom One")
    return Sample(ink=glyph(char, Writer.random(3), 3), text=text or char, writer=writer, provenance=told)


SAMPLES = [
    sample("A"),
    sample("g", "me-3f9a21"),
    sample("H", text='"'),
    sample("i", text="\\"),
    sample("T", writer="unipen/aga/12"),
    sample("B", text="ñ"),
    sample("B", text="あ"),
    sample("B", text="hello"),
    sample("B", text="two words"),
    sample("B", writer=""),
    sample("A", "ANN", licence="CC BY 4.0"),
]


def read_all(folder):
    have = {path.name for path in (folder / "data").iterdir()}
    return list(unipen.read(folder, [category for category in unipen.CATEGORIES if category in have]))


def assert_same(mine, back):
    assert (mine.text, mine.writer, mine.provenance.licence) == (back.text, back.writer, back.provenance.licence)
    assert len(mine.ink) == len(back.ink)
    for one, other in zip(mine.ink, back.ink, strict=True):
        np.testing.assert_allclose(other.xy, one.xy, atol=0.00051)
        np.testing.assert_allclose(other.t, one.t - mine.ink.strokes[0].t[0], atol=0.00051)
        np.testing.assert_allclose(other.pressure, one.pressure, atol=0.00051)


def test_what_is_written_reads_back_equal(tmp_path):
    assert unipen_writing.write(tmp_path, SAMPLES) == len(SAMPLES)
    back = {(s.text, s.writer, s.provenance.licence): s for s in read_all(tmp_path)}
    assert len(back) == len(SAMPLES)
    for mine in SAMPLES:
        assert_same(mine, back[mine.text, mine.writer, mine.provenance.licence])
    assert back["A", "ann", "CC0 1.0"].provenance.device == "Wacom One"


def test_writing_again_what_was_read_changes_nothing(tmp_path):
    unipen_writing.write(tmp_path / "a", SAMPLES[:4])
    unipen_writing.write(tmp_path / "b", read_all(tmp_path / "a"))
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / x).rglob("*.dat")} for x in "ab")
    assert first == second and first


def test_every_writer_and_kind_has_a_file_of_its_own(tmp_path):
    unipen_writing.write(tmp_path, SAMPLES)
    names = sorted(path.relative_to(tmp_path / "data").as_posix() for path in tmp_path.rglob("*.dat"))
    assert "1b/ductus/ann.dat" in names and "1b/ductus/ann-2.dat" in names  # ANN: on some disks the same name
    assert {"1b/ductus/unipen_aga_12.dat", "1c/ductus/me-3f9a21.dat", "6/ductus/ann.dat", "8/ductus/ann.dat"} <= set(names)


def test_a_reader_that_counts_every_block_finds_the_same_components(tmp_path):
    """Independent of our reader: whole numbers only, the columns that .COORD names, blocks counted in the order they stand."""
    ink = word("ti", Writer.random(2), 2)
    unipen_writing.write(tmp_path, [sample("A"), Sample(ink=ink, text="ti", writer="ann")])
    text = (tmp_path / "data/6/ductus/ann.dat").read_text()
    ((level, first, last, label),) = re.findall(r'^\.SEGMENT (\w+) (\d+)-(\d+) OK "(.*)"$', text, re.M)
    blocks = re.findall(r"^\.(PEN_DOWN|PEN_UP)\n((?:[-\d ]+\n)+)", text, re.M)
    assert (level, label) == ("WORD", "ti") and ".COORD X Y T P\n" in text
    assert [kind for kind, _ in blocks[int(first) : int(last) + 1]] == ["PEN_DOWN", "PEN_UP"] * (len(ink) - 1) + ["PEN_DOWN"]
    down = [np.array([line.split() for line in rows.splitlines()], int) for kind, rows in blocks if kind == "PEN_DOWN"]
    assert [len(rows) for rows in down] == [len(stroke) for stroke in ink]
    assert all((np.diff(rows[:, 2]) >= 0).all() for rows in down)


def test_columns_that_are_not_known_are_left_out(tmp_path):
    bare = Sample(ink=Ink((Stroke([(1, 2), (3, 4)]),)), text="a", writer="w")
    timed = Sample(ink=Ink((Stroke([(1, 2), (3, 4)], t=[5, 5.01]),)), text="b", writer="w")
    unipen_writing.write(tmp_path, [bare, timed, Sample(text="c"), Sample(ink=Ink((Stroke([(4e6, 0)]),)), text="d")])
    one, two = sorted(read_all(tmp_path), key=lambda s: s.text)
    assert np.isnan(one.ink.strokes[0].t).all() and np.isnan(one.ink.strokes[0].pressure).all()
    np.testing.assert_allclose(two.ink.strokes[0].t, [0, 0.01], atol=1e-6)
    (both,) = {s.ink.points for s in unipen.read_file(_file(tmp_path, [bare, timed]))}
    assert both == 2


def _file(folder, samples):
    unipen_writing.write_file(folder / "one.unipen", samples)
    return folder / "one.unipen"


def test_one_file_of_several_samples_and_none(tmp_path):
    back = list(unipen.read(_file(tmp_path, SAMPLES[:3])))
    assert [s.text for s in back] == ["A", "g", '"'] and back[0].provenance.category == ""
    assert_same(SAMPLES[0], back[0])
    with pytest.raises(ValueError, match="no ink"):
        unipen_writing.to_bytes(Sample(text="c"))


@pytest.mark.realdata
def test_the_real_digits_are_written_and_read_back_equal(tmp_path):
    folder = real_data()
    samples = [s for at, s in enumerate(unipen.read(folder / "unipen_train_r01_v07.tar.xz", ("1a",))) if at % 20 == 0]
    assert unipen_writing.write(tmp_path, samples) == len(samples) > 500
    back = {}
    for other in unipen.read(tmp_path, ("1a",)):
        back.setdefault((other.writer, other.provenance.device, other.text), []).append(other)
    for mine in samples:
        found = back[mine.writer, " ".join(mine.provenance.device.split()), mine.text].pop(0)
        assert [len(stroke) for stroke in found.ink] == [len(stroke) for stroke in mine.ink]
        for one, other in zip(mine.ink, found.ink, strict=True):
            np.testing.assert_allclose(other.xy, one.xy, atol=0.00051, rtol=1e-6)
