"""Tables, notes and published lists from strangers: damaged or forged they are read or refused in one sentence, soon."""

import gzip
import io
import zipfile

import numpy as np
import pytest
from fuzzing import assert_sentence, cases, changes, damaged
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engines.data.sample import Sample
from engines.formats import az_csv, iam_ondb, iam_words, images, looking, uji, unipen, unipen_writing, xopp
from engines.formats.opening import FormatError
from engines.ink.types import Ink, Stroke

UJI = "WORD a trn_UJI_W01-01\n NUMSTROKES 1\n POINTS 2 # 1 2 3 -4\nWORD \xf1 tst_UPV_W18-02\n NUMSTROKES 1\n POINTS 1 # 7 8\n"
ROW = ",".join(map(str, (np.arange(785) % 26).tolist()))
LINE = (
    '<WhiteboardCaptureSession><StrokeSet><Stroke><Point x="1" y="2" time="3.5"/><Point x="2" y="2" time="3.6"/></Stroke>'
    "</StrokeSet></WhiteboardCaptureSession>"
)
INK = Ink((Stroke([(10, 20), (30, 40), (50, 30)], t=[0, 0.01, 0.02], pressure=[0.2, 0.5, 1.0]), Stroke([(12, 22)])))


def png():
    raw = io.BytesIO()
    Image.fromarray(np.arange(60, dtype=np.uint8).reshape(6, 10) * 4).save(raw, "png")
    return raw.getvalue()


def packed(files):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return raw.getvalue()


WORDS = "a01-000u-00-00 ok 154 408 768 27 51 AT A\na01-000u-00-01 ok 154 408 768 27 51 AT B\n"
KINDS = {  # reader, the file's name, its content
    "uji": (uji.read, "ujipenchars2.txt", UJI.encode()),
    "az": (az_csv.read, "a-z.csv", f"{ROW}\n{ROW}\n".encode()),
    "xopp": (lambda path, left: xopp.read(path), "a.xopp", xopp.to_bytes(INK)),
    "plain note": (lambda path, left: xopp.read(path), "b.xopp", gzip.decompress(xopp.to_bytes(INK))),
    "ondb": (
        iam_ondb.read,
        "iam.zip",
        packed({"lineStrokes/a01/a01-000/a01-000u-01.xml": LINE, "ascii/a01-000u.txt": "CSR:\n\nA word\n"}),
    ),
    "words": (
        iam_words.read,
        "words.zip",
        packed({"words.txt": WORDS, "a01-000u-00-00.png": png(), "x/a01-000u-00-01.png": png()}),
    ),
    "pictures": (images.read, "pictures.zip", packed({"A_1.png": png(), "B_1.png": png()})),
    "unipen": (
        lambda path, left: unipen.read(path),
        "one.unipen",
        unipen_writing.to_bytes([Sample(ink=INK, text='"a"', writer="w"), Sample(ink=INK, text="b c")]),
    ),
}


def outcome(folder, kind, data):
    """ "read" where sound samples came of it, else the sentence; looking at the file ends in a format or a sentence, too."""
    read, name, _ = KINDS[kind]
    (folder / name).write_bytes(data)
    try:
        assert looking.find_out([folder / name]).form in looking.FORMATS
    except FormatError as error:
        assert_sentence(str(error), name)
    left = []
    try:
        samples = list(read(folder / name, left=left))
    except FormatError as error:
        assert_sentence(str(error))
        return str(error)
    for _, reason in left:
        assert_sentence(reason if reason.endswith(".") else f"{reason}.")
    for sample in samples:
        assert sample.ink is None or all(np.isfinite(stroke.xy).all() for stroke in sample.ink)
        assert sample.image is None or (sample.image.ndim == 2 and sample.image.dtype == np.uint8)
        assert (sample.ink is None) != (sample.image is None)
        sample.text.encode(), sample.writer.encode(), sample.provenance.source.encode()
    return "read" if samples or left else "nothing"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_sound_is_read_and_known(tmp_path, kind):
    assert outcome(tmp_path, kind, KINDS[kind][2]) == "read"


@pytest.mark.parametrize("kind", KINDS)
@cases(120)
@given(wanted=changes())
def test_a_damaged_file_is_read_or_refused(tmp_path, kind, wanted):
    outcome(tmp_path, kind, damaged(KINDS[kind][2], wanted, KINDS["uji"][2]))


@pytest.mark.parametrize("kind", KINDS)
@cases(40)
@given(data=st.binary(max_size=200))
def test_anything_else_is_refused(tmp_path, kind, data):
    assert outcome(tmp_path, kind, data) != "read"


CELL = st.sampled_from(["file", "text", "p/1.png", "../x.png", "", '"', "a,b", "\0", "x" * 200, "A", "dark", "\r", "ä"])


@cases(150)
@given(st.lists(st.lists(CELL, max_size=5), max_size=6), st.sampled_from(",;\t"))
def test_any_table_beside_pictures_is_read_or_refused(tmp_path, rows, delimiter):
    (tmp_path / "p").mkdir(exist_ok=True)
    (tmp_path / "p" / "1.png").write_bytes(png())
    table = "\n".join(delimiter.join(row) for row in [["file", "text"], *rows])
    (tmp_path / "index.csv").write_text(table, "utf-8", newline="")
    left = []
    try:
        samples = list(images.read(tmp_path, left=left))
    except FormatError as error:
        assert_sentence(str(error))
        return
    assert samples and all(sample.image.shape == (6, 10) for sample in samples)
    for _, reason in left:
        assert_sentence(reason)
