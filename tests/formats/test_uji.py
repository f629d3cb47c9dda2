"""UJIpenchars2: labels, writers, hundredths of a millimetre, and damage told with its line."""

import numpy as np
import pytest

from engines.formats import uji
from engines.formats.opening import FormatError

TEXT = """// UJI: 100 units per millimetre
// ASCII char: a
WORD a trn_UJI_W01-01
  NUMSTROKES 2
  POINTS 2 # 100 200 300 -400
  POINTS 1 # 5 6
// Non-ASCII char: ntilde
WORD ñ tst_UPV_W18-02
  NUMSTROKES 1
  POINTS 1 # 7 8
"""


def put(folder, text, name="ujipenchars2.txt"):
    (folder / name).write_text(text, "utf-8", newline="\r\n")
    return folder / name


def test_characters_come_with_writer_part_and_millimetres(tmp_path):
    path = put(tmp_path, TEXT)
    for place in (path, tmp_path):
        first, second = uji.read(place)
        assert (first.text, first.writer, first.provenance.category) == ("a", "uji/UJI_W01", "trn")
        assert (second.text, second.writer, second.provenance.category) == ("ñ", "uji/UPV_W18", "tst")
        np.testing.assert_allclose(first.ink.strokes[0].xy, [[1, 2], [3, -4]])
        assert len(first.ink) == 2 and np.isnan(first.ink.strokes[0].t).all()
        assert first.provenance.licence == "CC BY 4.0" and first.provenance.source != second.provenance.source


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("POINTS 1 # 5 6", "POINTS 1 # 5 x", 6),
        ("POINTS 1 # 5 6", "POINTS 3 # 5 6", 6),
        ("POINTS 1 # 5 6", "POINTS 1 # 5 nan", 6),
        ("POINTS 1 # 5 6", "PINTS", 6),
        ("NUMSTROKES 2", "NUMSTROKES 3", 3),
        ("NUMSTROKES 2", "NUMSTROKES none", 4),
        ("WORD a trn_UJI_W01-01", "WORD", 3),
    ],
)
def test_a_damaged_character_is_named_by_its_line_and_the_rest_arrives(tmp_path, old, new, line):
    left = []
    (sample,) = uji.read(put(tmp_path, TEXT.replace(old, new)), left=left)
    assert sample.text == "ñ"
    assert f"ujipenchars2.txt, line {line}" in left[0][0]


def test_a_file_without_any_character_is_refused(tmp_path):
    with pytest.raises(FormatError, match="holds no character"):
        list(uji.read(put(tmp_path, "nothing of the kind\n")))
    with pytest.raises(FormatError, match="line 1 is longer"):
        list(uji.read(put(tmp_path, "x" * (2 << 20))))
    with pytest.raises(FormatError, match="holds no ujipenchars2"):
        list(uji.read(tmp_path.joinpath("empty").mkdir() or tmp_path / "empty"))
