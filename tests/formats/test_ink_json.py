import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engines.data.sample import Provenance, Sample
from engines.formats import ink_json
from engines.formats.opening import FormatError
from engines.ink.types import Ink, Stroke

finite = st.floats(width=32, allow_nan=False, allow_infinity=False)
unknown_or = st.one_of(st.just(np.nan), finite)


def _one(path):
    (sample,) = ink_json.read(path)
    return sample


@settings(max_examples=60, deadline=None)
@given(arrays(np.float32, (5, 2), elements=finite), arrays(np.float32, (4, 5), elements=unknown_or))
def test_every_float32_comes_back_as_it_was(tmp_path_factory, xy, rest):
    ink = Ink((Stroke(xy, rest[0], rest[1], rest[2:].T), Stroke([]), Stroke(xy[:1])))
    path = tmp_path_factory.mktemp("json") / "a.json"
    ink_json.write(path, ink)
    assert _one(path).ink.same_as(ink)


def test_the_file_is_plain_json_with_short_numbers(tmp_path):
    sample = Sample(Ink((Stroke([(0.1, 2)]),)), text="é", writer="w", provenance=Provenance(device="tablet"))
    ink_json.write(tmp_path / "a.json", sample)
    raw = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert raw["strokes"] == [{"x": [0.1], "y": [2.0]}] and raw["unit"] == "mm"
    back = _one(tmp_path / "a.json")
    assert (back.text, back.writer, back.provenance) == ("é", "w", Provenance(device="tablet"))


@pytest.mark.parametrize("text", ["[[[0,0],[1,2]]]", '{"strokes": [[[0,0],[1,2]]]}', '{"strokes": [{"x": [0,1], "y": [0,2]}]}'])
def test_simpler_shapes_of_other_programs_are_taken(tmp_path, text):
    (tmp_path / "a.json").write_text(text)
    assert _one(tmp_path / "a.json").ink.strokes[0].xy.tolist() == [[0, 0], [1, 2]]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("{", "line 1, column 2"),
        ('{"strokes": [{"x": [NaN], "y": [1]}]}', "NaN"),
        ('{"strokes": [{"x": [Infinity], "y": [1]}]}', "Infinity"),
        ('{"strokes": [{"x": [null], "y": [1]}]}', "stroke 1"),
        ('{"strokes": [{"x": [1e39], "y": [1]}]}', "stroke 1"),
        ('{"strokes": [{"x": [1e999], "y": [1]}]}', "stroke 1"),
        ('{"strokes": [{"x": [' + "9" * 400 + '], "y": [1]}]}', "too large"),
        ('{"strokes": [{"x": [1, 2], "y": [1]}]}', "2 x values but 1 of y"),
        ('{"strokes": [{"x": ["1"], "y": [1]}]}', "point 1: x is not a number"),
        ('{"strokes": [{"x": [true], "y": [1]}]}', "point 1: x is not a number"),
        ('{"strokes": [{"x": 1, "y": [1]}]}', "must be a list"),
        ('{"strokes": [7]}', "stroke 1"),
        ("[[[1]]]", "point 1"),
        ("7", "holds no list of strokes"),
        ('{"a": 1}', "holds no list of strokes"),
        ('{"strokes": [], "unit": "px"}', "millimetres"),
        ('{"ductus": "ink", "version": 99, "strokes": []}', "newer Ductus"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_not_usable_ink_is_told_in_one_sentence(tmp_path, text, says):
    path = tmp_path / "bad.json"
    path.write_text(text)
    with pytest.raises(FormatError) as told:
        list(ink_json.read(path))
    assert says in str(told.value) and str(path) in str(told.value) and "\n" not in str(told.value)


def test_text_that_is_not_utf8_is_told(tmp_path):
    (tmp_path / "b.json").write_bytes(b'{"strokes": "\xff\xfe"}')
    with pytest.raises(FormatError, match="byte 13"):
        list(ink_json.read(tmp_path / "b.json"))


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    from engines.formats import opening

    (tmp_path / "big.json").write_text("[[[0,0]]]")
    monkeypatch.setattr(opening, "MAX_BYTES", 4)
    with pytest.raises(FormatError, match="too large"):
        opening.read_bytes(tmp_path / "big.json", 4)


@pytest.mark.parametrize("unit", ["9" * 5000, [[1] * 5000], "two\nlines"])
def test_a_unit_of_any_length_is_told_in_one_line(tmp_path, unit):
    (tmp_path / "a.json").write_text(json.dumps({"unit": unit, "strokes": [[[1, 2]]]}))
    with pytest.raises(FormatError, match="millimetres") as told:
        list(ink_json.read(tmp_path / "a.json"))
    assert len(str(told.value)) < 300 + len(str(tmp_path)) and "\n" not in str(told.value)
