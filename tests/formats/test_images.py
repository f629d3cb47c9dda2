"""A folder of pictures: its table, labels in names, and what is written read back to the grey value."""

import zipfile

import numpy as np
import pytest
from PIL import Image

from engines.data.sample import Provenance, Sample
from engines.formats import images
from engines.formats.opening import FormatError
from engines.ink.types import Ink, Stroke

GLYPH = np.zeros((9, 7), np.uint8)
GLYPH[2:7, 3] = 255
GLYPH[4, 1:6] = 180


def put(path, pixels=GLYPH):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)


def test_what_is_written_reads_back_to_the_grey_value(tmp_path):
    inked = GLYPH.copy()
    inked[0] = inked[:, 0] = 255  # more ink than paper at the border
    told = Provenance("a/1", "CC0 1.0", "pad", "2026-01-01", "research", "1b")
    samples = [Sample(image=GLYPH, text="ä", writer="me", provenance=told), Sample(image=inked, text='"a,b"', writer="x\ny")]
    assert images.write(tmp_path, [*samples, Sample(text="nothing")]) == 2
    back = list(images.read(tmp_path))
    for mine, other in zip(samples, back, strict=True):
        np.testing.assert_array_equal(mine.image, other.image)
        assert (mine.text, mine.writer) == (other.text, other.writer)
    assert back[0].provenance == told and back[1].provenance.source == "pictures/000002.png"
    with pytest.raises(FileExistsError):
        images.write(tmp_path, samples)


def test_ink_is_drawn_as_a_scan_would_show_it(tmp_path):
    images.write(tmp_path, [Sample(ink=Ink((Stroke([(0, 0), (25.4, 12.7)]),))), Sample(ink=Ink((Stroke([(5, 5)]),)))])
    line, dot = (sample.image for sample in images.read(tmp_path))
    assert 300 < line.shape[1] < 340 and 150 < line.shape[0] < 190 and line.max() == 255
    assert dot.max() == 255 and max(dot.shape) < 64


def test_a_table_by_other_names_is_understood(tmp_path):
    put(tmp_path / "p/1.png", 255 - GLYPH), put(tmp_path / "p/2.png")
    (tmp_path / "labels.csv").write_text("Filename;Label;Author\np/1.png;A;ann\np\\2.png;B;bob\n\np/3.png;C;eve\n")
    left = []
    first, second = images.read(tmp_path, left=left)
    assert (first.text, first.writer, second.text) == ("A", "ann", "B")
    np.testing.assert_array_equal(first.image, GLYPH)  # dark on light
    np.testing.assert_array_equal(second.image, GLYPH)  # light on dark
    assert "labels.csv, line 5" in left[0][0] and "not in the folder" in left[0][1]
    assert [sample.text for sample in images.read(tmp_path / "labels.csv")] == ["A", "B"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("A_001.png", "A"), ("A-1.png", "A"), ("b (12).png", "b"), ("x.png", "x"), ("U+00E4_3.png", "ä"), ("0x41-2.png", "A"),
        ("upper_a_01.png", "A"), ("lower-B.png", "b"), ("hello_3.png", "hello"), ("7/0001.png", "7"), ("Z/img.png", "Z"),
        ("U+3042/12.png", "あ"), ("0001.png", ""), ("12/0001.png", ""), ("IMG.png", ""),
    ],
)  # fmt: skip
def test_a_name_says_what_a_picture_shows(name, label):
    assert images.label_of(name) == label


def test_a_zip_of_pictures_is_read_by_names(tmp_path):
    put(tmp_path / "A_1.png")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "A_1.png", "in/A_1.png")
        archive.writestr("in/B_1.png", b"no picture")
    left = []
    (sample,) = images.read(tmp_path / "a.zip", left=left)
    assert sample.text == "A" and "B_1.png" in left[0][0]


def test_a_table_without_files_and_an_empty_folder_are_refused(tmp_path):
    with pytest.raises(FormatError, match="holds no pictures"):
        list(images.read(tmp_path))
    (tmp_path / "index.csv").write_text("a,b\n1,2\n")
    with pytest.raises(FormatError, match="no column 'file'"):
        list(images.read(tmp_path))
    (tmp_path / "index.csv").write_text("file,text\n../secret.png,A\n")
    with pytest.raises(FormatError, match=r"No picture of .* not in the folder"):
        list(images.read(tmp_path))
