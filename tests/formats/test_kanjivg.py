"""KanjiVG: strokes in the order of writing, labels from the code points of the names, all 539 characters of the real archive."""

import re
import zipfile

import numpy as np
import pytest

from engines.data.places import real_data
from engines.formats import kanjivg
from engines.formats.opening import FormatError

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.0//EN" "http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd" [
<!ATTLIST g
xmlns:kvg CDATA #FIXED "http://kanjivg.tagaini.net"
kvg:element CDATA #IMPLIED >
]>
<svg xmlns="http://www.w3.org/2000/svg" width="109" height="109" viewBox="0 0 109 109">
<g id="kvg:StrokePaths_04e8c" style="fill:none;stroke:#000000;stroke-width:3">
<g id="kvg:04e8c" kvg:element="二">
	<path id="kvg:04e8c-s1" d="M20,30c20,-3,40,-3,60,0"/>
	<path id="kvg:04e8c-s2" d="M10,80c30,0,60,0,90,0"/>
</g>
</g>
<g id="kvg:StrokeNumbers_04e8c"><text transform="matrix(1 0 0 1 20 30)">1</text></g>
</svg>
"""
PIXEL = 25.4 / 96


def archive(path, **files):
    with zipfile.ZipFile(path, "w") as opened:
        for name, text in files.items():
            opened.writestr(f"kanji/{name}.svg", text)
    return path


def test_strokes_in_order_with_curves_flattened_and_times_unknown(tmp_path):
    [sample] = kanjivg.read(archive(tmp_path / "a.zip", **{"04e8c": FILE}))
    first, second = sample.ink
    np.testing.assert_allclose(first.xy[[0, -1]] / PIXEL, [[20, 30], [80, 30]], rtol=1e-5)
    assert len(first) > 4 and first.xy[:, 1].min() / PIXEL == pytest.approx(30 - 0.75 * 3, abs=0.05)
    np.testing.assert_allclose(second.xy[[0, -1]] / PIXEL, [[10, 80], [100, 80]], rtol=1e-5)
    assert np.isnan(first.t).all()
    assert (sample.text, sample.writer, sample.provenance.category) == ("二", "kanjivg", "kanji")
    assert sample.provenance.licence == "CC BY-SA 3.0"


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [("00041", "A", "ascii"), ("03042", "あ", "kana"), ("04e00-Kaisho", "一", "kanji"), ("20089", "\U00020089", "kanji")],
)
def test_the_label_is_the_code_point_of_the_name(tmp_path, name, text, kind):
    [sample] = kanjivg.read(archive(tmp_path / "a.zip", **{name: FILE}))
    assert (sample.text, sample.provenance.category) == (text, kind)


def test_a_folder_and_a_single_file_are_read_as_well(tmp_path):
    (tmp_path / "04e8c.svg").write_text(FILE, "utf-8")
    assert [len(next(kanjivg.read(place)).ink) for place in (tmp_path, tmp_path / "04e8c.svg")] == [2, 2]


def test_what_cannot_be_read_is_named_and_the_rest_arrives(tmp_path):
    left = []
    path = archive(tmp_path / "a.zip", **{"04e8c": FILE, "0d800": FILE, "readme": FILE, "04e00": FILE[:-40]})
    assert [sample.text for sample in kanjivg.read(path, left=left)] == ["二"]
    assert len(left) == 3
    assert "kanji/04e00.svg is not valid SVG: line" in left[0][1]
    assert all("not named by a code point" in reason for _, reason in left[1:])


def test_where_nothing_is_left_the_first_reason_is_told(tmp_path):
    with pytest.raises(FormatError, match=r"None of the 1 files.*is not valid SVG"):
        list(kanjivg.read(archive(tmp_path / "a.zip", **{"04e00": "<svg"})))


@pytest.mark.realdata
def test_every_real_character_is_read_in_the_order_its_strokes_are_numbered():
    path = real_data() / "kanjivg_kana_ascii.zip"
    left = []
    samples = {sample.provenance.source: sample for sample in kanjivg.read(path, left=left)}
    assert len(samples) == 539 and not left
    assert {"A", "z", "0", "あ", "ン", "一"} <= {sample.text for sample in samples.values()}
    with zipfile.ZipFile(path) as archive:
        for name in filter(lambda name: name.endswith(".svg"), archive.namelist()):
            text = archive.read(name).decode()
            numbers = [int(number) for number in re.findall(r'<path[^>]* id="[^"]*-s(\d+)"', text)]
            assert numbers == list(range(1, len(samples[name.rpartition("/")[2]].ink) + 1)), name
