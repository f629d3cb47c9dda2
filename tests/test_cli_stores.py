"""Stores on the command line: out to other formats and in again, and notes both ways."""

import json

import numpy as np
import pytest

from engines.data.sample import Provenance, Sample
from engines.data.store import Store, write_store
from engines.ink.synthesis import Writer, glyph

GLYPH = np.zeros((8, 6), np.uint8)
GLYPH[1:7, 2] = 255


@pytest.fixture
def store(tmp_path):
    told = Provenance("x", "CC0 1.0", category="1b")
    samples = [
        Sample(ink=glyph(char, Writer.random(at), at), text=char, writer=f"w{at % 2}", provenance=told)
        for at, char in enumerate("ABEA")
    ]
    write_store(tmp_path / "s.h5", [*samples, Sample(image=GLYPH, text="x", writer="w1")])
    return tmp_path / "s.h5"


def inks(path):
    with Store(path) as opened:
        return sorted(((s.text, s.writer, s.ink) for s in opened if s.ink), key=lambda item: (item[1], item[0], item[2].points))


@pytest.mark.parametrize("to", ["unipen", "inkml"])
def test_a_store_goes_out_and_comes_in_again(ductus, tmp_path, store, to):
    status, out, err = ductus("convert", store, tmp_path / "out", "--to", to, "--json", "-")
    assert status == 0, err
    facts = json.loads(out)
    assert (facts["samples"], facts["left_out"], facts["files"]) == (4, 1, 2)
    assert ductus("import", to, tmp_path / "out", "-o", tmp_path / "back.h5")[0] == 0
    for mine, other in zip(inks(store), inks(tmp_path / "back.h5"), strict=True):
        assert mine[:2] == other[:2]
        for one, two in zip(mine[2], other[2], strict=True):
            np.testing.assert_allclose(one.xy, two.xy, atol=0.001)
            np.testing.assert_allclose(one.pressure, two.pressure, atol=0.001)
    assert to != "inkml" or all(
        mine[2].same_as(other[2]) for mine, other in zip(inks(store), inks(tmp_path / "back.h5"), strict=True)
    )


def test_pictures_go_out_with_their_table(ductus, tmp_path, store):
    assert ductus("convert", store, tmp_path / "out", "--to", "images")[0] == 0
    status, out, _ = ductus("import", "auto", tmp_path / "out", "-o", tmp_path / "back.h5", "--json", "-")
    facts = json.loads(out)
    assert status == 0 and facts["format"] == "images" and facts["labels"] == {"A": 2, "B": 1, "E": 1, "x": 1}
    with Store(tmp_path / "back.h5") as back:
        np.testing.assert_array_equal(next(s.image for s in back if s.text == "x"), GLYPH)


def test_notes_are_written_and_read(ductus, tmp_path, store):
    assert ductus("convert", store, tmp_path / "notes", "--to", "xopp")[0] == 0
    assert {path.name for path in (tmp_path / "notes").iterdir()} == {"w0.xopp", "w1.xopp"}
    assert ductus("convert", tmp_path / "notes" / "w0.xopp", tmp_path / "a.inkml")[0] == 0
    assert ductus("convert", tmp_path / "a.inkml", tmp_path / "a.xopp")[0] == 0
    assert ductus("convert", tmp_path / "a.inkml", tmp_path / "a.unipen")[0] == 0
    assert ductus("convert", tmp_path / "a.unipen", tmp_path / "a.svg")[0] == 0
    assert ductus("import", "xopp", tmp_path / "notes", "-o", tmp_path / "n.h5")[0] == 0
    assert sum(ink.points for *_, ink in inks(tmp_path / "n.h5")) == sum(ink.points for *_, ink in inks(store))


def test_stores_are_joined_and_filtered(ductus, tmp_path, store):
    status, out, _ = ductus("import", "store", store, "-o", tmp_path / "a.h5", "--filter", "A", "--json", "-")
    assert status == 0 and json.loads(out)["labels"] == {"A": 2}
    status, out, _ = ductus(
        "import", "store", store, tmp_path / "a.h5", "-o", tmp_path / "b.h5", "--level", "character", "--json", "-"
    )
    assert status == 0 and json.loads(out)["samples"] == 7


def test_what_cannot_be_written_is_told_and_nothing_is_left(ductus, tmp_path, store):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").write_text("mine")
    write_store(tmp_path / "p.h5", [Sample(image=GLYPH, text="x")])
    for words, says in (
        ((store, tmp_path / "o"), "say with --to"),
        ((store, tmp_path / "o", "--to", "png"), "cannot be written as 'png'"),
        ((store, tmp_path / "full", "--to", "unipen"), "holds something"),
        ((tmp_path / "p.h5", tmp_path / "o", "--to", "unipen"), "holds no ink"),
        ((tmp_path / "none.h5", tmp_path / "o", "--to", "unipen"), "none.h5"),
    ):
        status, _, err = ductus("convert", *words)
        assert status == 1 and says in err and err.count("\n") == 1
    assert not (tmp_path / "o").exists() and not list(tmp_path.glob(".*part"))


def test_levels_are_checked(ductus, tmp_path, store):
    assert ductus("import", "store", store, "-o", tmp_path / "x.h5", "--level", "sentence")[0] == 2
    assert not (tmp_path / "x.h5").exists()
