import io
import re
import zlib

import pytest

from engines.export import pdf
from engines.export.options import Options
from engines.export.paint import ExportError
from engines.ink.brush import Brush
from engines.ink.synthesis import Writer, word
from engines.ink.types import Ink, Stroke

LETTER = word("Hi", Writer.random(2), 1)
CROSS = Ink((Stroke([(0, 0), (100, 0)]), Stroke([(50, -20), (50, 20)])))


def written(ink, **options):
    file = io.BytesIO()
    made = pdf.into(file, ink, Options(kind="pdf", **options))
    return file.getvalue(), made


def boxes(data):
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    return [(float(width) * 25.4 / 72, float(height) * 25.4 / 72) for width, height in found]


def contents(data):
    found = re.findall(rb"stream\n(.*?)\nendstream", data, re.S)
    return [zlib.decompress(part).decode("ascii").split("\n") for part in found]


def test_the_page_is_as_large_as_the_ink_in_real_millimetres():
    data, made = written(CROSS, margin=5, pen=Brush(2), style="line")
    assert made == (112, 52, 1) and boxes(data) == [pytest.approx((112, 52), abs=0.01)]
    (lines,) = contents(data)
    assert "2 w" in lines and [line for line in lines if line.endswith(" m")] == ["0 0 m", "50 -20 m"]


def test_every_stroke_is_one_filled_path_with_curves():
    (lines,) = contents(written(LETTER)[0])
    assert lines.count("f") == len(LETTER) and lines.count("S") == 0
    assert sum(line.endswith(" c") for line in lines) > 4 * len(LETTER)


def test_the_file_says_what_it_is_called_and_who_made_it():
    data, _ = written(LETTER, title="Grüße\x00")
    assert b"/Creator (Ductus)" in data and "Grüße".encode("utf-16-be").hex() in data.hex() + data.decode("latin-1")
    assert data.startswith(b"%PDF-1.7") and data.rstrip().endswith(b"%%EOF")
    start = int(data.rstrip().split(b"\n")[-2])
    assert data[start:].startswith(b"xref")


def test_ink_that_is_larger_than_the_paper_goes_on_more_sheets_and_none_is_empty():
    tall = Ink((Stroke([(0, 0), (50, 0)]), Stroke([(0, 900), (50, 900)])))
    data, made = written(tall, page="a4", style="line")
    assert made == (210, 297, 2) and len(boxes(data)) == 2  # the sheets between hold nothing
    assert [sum(line.endswith(" m") for line in lines) for lines in contents(data)] == [1, 1]


def test_fitting_takes_one_sheet_and_turns_it():
    data, made = written(CROSS, page="a5", fit=True)
    assert made == (210, 148, 1)
    scale = next(line for line in contents(data)[0] if re.fullmatch(r"[\d.]+ 0 0 [\d.]+ \S+ \S+ cm", line))
    assert float(scale.split()[0]) == pytest.approx(190 / (100 + 2 * (2 + 0.7)), rel=1e-3)


def test_a_background_and_a_dot_are_drawn():
    (lines,) = contents(written(Ink((Stroke([(3, 4)]),)), background="#FF0000", style="line")[0])
    assert "1 0 0 rg" in lines and "3 4 m" in lines and "3 4 l" in lines


@pytest.mark.parametrize(
    ("ink", "options", "says"),
    [
        (Ink(), {}, "no ink"),
        (LETTER, {"page": "a99"}, "not a size of paper"),
        (Ink((Stroke([(0, 0), (9000, 0)]),)), {}, "larger than a PDF page"),
        (Ink((Stroke([(0, 0), (90_000, 90_000)]),)), {"page": "a4"}, "sheets of paper"),
    ],
)
def test_what_cannot_be_a_pdf_is_told(ink, options, says):
    with pytest.raises(ExportError, match=says):
        written(ink, **options)
