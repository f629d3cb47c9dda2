"""IAM's two sets: ink lines with the text of their page, and pictures of words with the list that tells what they say."""

import zipfile

import numpy as np
import pytest
from PIL import Image

from engines.formats import iam_ondb, iam_words
from engines.formats.opening import FormatError

LINE = """<?xml version="1.0" encoding="ISO-8859-1"?>
<WhiteboardCaptureSession>
 <WhiteboardDescription><SensorLocation corner="top_left"/></WhiteboardDescription>
 <StrokeSet>
  <Stroke colour="black" start_time="769.05" end_time="769.07">
   <Point x="100" y="200" time="769.05"/><Point x="110" y="190" time="769.07"/>
  </Stroke>
  <Stroke colour="black" start_time="769.50" end_time="769.50"><Point x="120" y="200" time="769.50"/></Stroke>
 </StrokeSet>
</WhiteboardCaptureSession>
"""
PAGE = "OCR:\n\nA MOVE\n\nCSR:\n\nA MOVE to stop Mr . Gaitskell\nfrom nominating\n"
FORM = '<WhiteboardCaptureSession><General><Form id="a01-000u" writerID="10163"/></General></WhiteboardCaptureSession>'


def ondb(folder, **more):
    files = {
        "lineStrokes/a01/a01-000/a01-000u-01.xml": LINE,
        "lineStrokes/a01/a01-000/a01-000u-02.xml": LINE,
        "ascii/a01/a01-000/a01-000u.txt": PAGE,
        "original/a01/a01-000/strokesu.xml": FORM,
        **more,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "latin-1")
    return folder


def test_lines_are_paired_with_their_text_and_writer(tmp_path):
    first, second = iam_ondb.read(ondb(tmp_path))
    assert (first.text, second.text) == ("A MOVE to stop Mr . Gaitskell", "from nominating")
    assert first.writer == "iam-ondb/10163" and first.provenance.source == "a01-000u-01"
    np.testing.assert_allclose(first.ink.strokes[0].xy, [[10, 20], [11, 19]])
    np.testing.assert_allclose(np.concatenate([stroke.t for stroke in first.ink]), [0, 0.02, 0.45], atol=1e-5)


def test_one_line_and_the_folder_of_lines_find_their_text_too(tmp_path):
    lines = ondb(tmp_path) / "lineStrokes"
    assert len(list(iam_ondb.read(lines))) == 2
    (line,) = iam_ondb.read(lines / "a01/a01-000/a01-000u-02.xml")
    assert line.text == "from nominating"


def test_a_zip_is_read_as_the_folder_is(tmp_path):
    ondb(tmp_path / "set")
    with zipfile.ZipFile(tmp_path / "iam.zip", "w") as archive:
        for path in (tmp_path / "set").rglob("*.*"):
            archive.write(path, path.relative_to(tmp_path / "set").as_posix())
    assert [sample.text for sample in iam_ondb.read(tmp_path / "iam.zip")][1] == "from nominating"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("lineStrokes/a01/a01-000/a01-000u-02.xml", LINE.replace("</Stroke>", "", 1), "line 9"),
        ("lineStrokes/a01/a01-000/a01-000u-02.xml", LINE.replace('x="110"', 'x="wide"'), "no numbers"),
        ("lineStrokes/a01/a01-000/a01-000u-02.xml", "<WhiteboardCaptureSession/>", "no point"),
        ("lineStrokes/a01/a01-000/a01-000u-07.xml", LINE, "has 2 lines after CSR"),
        ("lineStrokes/a01/a01-000/a01-001z-01.xml", LINE, "has 0 lines"),
    ],
)
def test_what_cannot_be_paired_or_read_is_named_and_the_rest_arrives(tmp_path, name, text, says):
    left = []
    samples = list(iam_ondb.read(ondb(tmp_path, **{name: text}), left=left))
    assert samples and samples[0].text.startswith("A MOVE")
    assert len(left) == 1 and name in left[0][0] and says in left[0][1]


def test_entities_are_refused(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><WhiteboardCaptureSession>&a;</WhiteboardCaptureSession>'
    left = []
    list(iam_ondb.read(ondb(tmp_path, **{"lineStrokes/a01/a01-000/a01-000u-02.xml": bomb}), left=left))
    assert "defines XML entities" in left[0][1]


# ---------------------------------------------------------------- words

WORDS = """#--- words.txt ---#
# format: a01-000u-00-00 ok 154 1 408 768 27 51 AT A
a01-000u-00-00 ok 154 408 768 27 51 AT A
a01-000u-00-01 err 154 507 766 213 48 NN MOVE
a01-000u-00-02 ok 154 2 796 764 70 50 TO to
a01-000u-00-03 ok 154 796 764 70 50 TO gone
"""
LINES = "a01-000u-00 err 154 19 408 746 1661 89 A|MOVE|to\n"
GREY = np.arange(12, dtype=np.uint8).reshape(3, 4) * 20


def words(folder):
    (folder / "ascii").mkdir(parents=True)
    (folder / "ascii/words.txt").write_text(WORDS)
    (folder / "ascii/lines.txt").write_text(LINES)
    (folder / "ascii/forms.txt").write_text("# forms\na01-000u 000 2 prt 7 5 52 36\n")
    for name in ("words/a01/a01-000u/a01-000u-00-00", "words/a01/a01-000u/a01-000u-00-02", "lines/a01/a01-000u/a01-000u-00"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(GREY).save(folder / f"{name}.png")
    return folder


def test_words_come_with_text_writer_and_ink_bright(tmp_path):
    left = []
    first, second = iam_words.read(words(tmp_path), left=left)
    assert (first.text, second.text, first.writer) == ("A", "to", "iam/000")
    np.testing.assert_array_equal(first.image, 255 - GREY)
    assert [reason for _, reason in left if "no picture of it" in reason] and any("divided badly" in r for _, r in left)
    assert [s.text for s in iam_words.read(tmp_path / "ascii/words.txt")] == ["A", "to"]


def test_lines_are_taken_whatever_their_mark(tmp_path):
    (line,) = iam_words.read(words(tmp_path), levels=("line",))
    assert (line.text, line.provenance.category) == ("A MOVE to", "line")


def test_a_folder_without_a_list_is_refused(tmp_path):
    with pytest.raises(FormatError, match=r"no words\.txt"):
        list(iam_words.read(tmp_path))
    (tmp_path / "words.txt").write_text("a01 ok\n")
    with pytest.raises(FormatError, match=r"line 1 is 'a01 ok', not a row of words\.txt"):
        list(iam_words.read(tmp_path))
