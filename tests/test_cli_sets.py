"""Published sets on the command line: into a store once each, by their divisions, and told by `ductus info`."""

import gzip
import json
import zipfile

import numpy as np
import pytest

from engines.data.store import Store

DRAWING = "START\n17.64,-26.86,0\n18.64,-26.86,217\nBREAK\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="109" height="109"><path d="M20,30c20,-3,40,-3,60,0"/></svg>'


def archive(path, files):
    with zipfile.ZipFile(path, "w") as opened:
        for name, text in files.items():
            opened.writestr(name, text)
    return path


@pytest.fixture
def drawings(tmp_path):
    names = [f"s/{alphabet}/character0{n}/0{n}_01.txt" for alphabet in ("Greek", "Korean") for n in (1, 2)]
    return archive(tmp_path / "strokes_1.zip", dict.fromkeys(names, DRAWING))


def test_a_drawing_that_two_archives_hold_is_imported_once_and_that_is_told(ductus, tmp_path, drawings):
    more = archive(tmp_path / "strokes_2.zip", {f"t/Greek/character0{n}/0{n}_01.txt": DRAWING for n in (1, 3)})
    status, out, _ = ductus("import", "omniglot", drawings, more, "-o", tmp_path / "s.h5", "--json", "-")
    told = json.loads(out)
    assert status == 0 and told["samples"] == 5 and told["writers"] == 2
    assert told["skipped"] == [{"where": str(more), "reason": "1 of its samples are already there from another archive"}]
    assert told["licences"] == ["MIT"] and "Lake" in told["attribution"]


def test_a_category_takes_all_below_it(ductus, tmp_path, drawings):
    for category, count in (("Greek", 2), ("Korean/character01", 1), ("Greek,Korean", 4)):
        _, out, _ = ductus("import", "omniglot", drawings, "-o", tmp_path / "s.h5", "--category", category, "--json", "-")
        assert json.loads(out)["samples"] == count
    status, _, err = ductus("import", "omniglot", drawings, "-o", tmp_path / "none.h5", "--category", "Gre")
    assert status == 1 and "nothing to write" in err


def test_pictures_and_strokes_are_told_by_info(ductus, tmp_path):
    for name, shape in (("images-idx3", (2, 5, 4)), ("labels-idx1", (2,))):
        sizes = b"".join(size.to_bytes(4, "big") for size in shape)
        data = b"\0\0\x08" + bytes([len(shape)]) + sizes + bytes(range(int(np.prod(shape))))
        (tmp_path / f"train-{name}-ubyte.gz").write_bytes(gzip.compress(data))
    assert ductus("import", "idx", tmp_path, "-o", tmp_path / "i.h5")[0] == 0
    facts = json.loads(ductus("info", tmp_path / "i.h5", "--json", "-")[1])
    assert (facts["samples"], facts["strokes"], facts["categories"], facts["source"]) == (2, 0, ["train"], "MNIST")
    with Store(tmp_path / "i.h5") as store:
        np.testing.assert_array_equal(store.image(1), np.arange(20, 40).reshape(5, 4))
        assert store[1].text == "1" and store.ink(1) is None

    path = archive(tmp_path / "kanjivg.zip", {"kanji/00041.svg": SVG, "kanji/03042.svg": SVG})
    assert ductus("import", "kanjivg", path, "-o", tmp_path / "k.h5", "--limit", "1")[0] == 0
    facts = json.loads(ductus("info", tmp_path / "k.h5", "--json", "-")[1])
    assert (facts["samples"], facts["strokes"], facts["labels"], facts["source"]) == (1, 1, {"A": 1}, "KanjiVG")


@pytest.mark.parametrize("form", ["omniglot", "idx", "kanjivg"])
def test_what_is_not_of_that_set_is_told_and_writes_nothing(ductus, tmp_path, form):
    for path in (tmp_path / "gone.zip", tmp_path, archive(tmp_path / "a.zip", {"a.md": "nothing"})):
        status, _, err = ductus("import", form, path, "-o", tmp_path / "s.h5")
        assert status == 1 and str(path) in err and err.count("\n") == 1, err
    assert not (tmp_path / "s.h5").exists()
