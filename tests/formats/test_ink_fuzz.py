"""Ink files of strangers, damaged and malicious: ink or one sentence that names the file, soon, and nothing from elsewhere."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
from fuzzing import assert_sentence, cases, changes, damaged
from hypothesis import given
from hypothesis import strategies as st

from engines.cli_convert import read_ink
from engines.cli_support import CommandError
from engines.data.sample import Provenance, Sample
from engines.formats import ink_json, inkml, unipen
from engines.formats.opening import FormatError
from engines.ink.types import Ink, Stroke
from engines.messages import Open, Request
from engines.service.reading import read

LETTER = Ink(
    (
        Stroke([(1, 2), (3, 4.5), (9, 7)], t=[0, 0.01, 0.02], pressure=[0.1, 0.5, 1], tilt=[(1, 2), (3, 4), (5, 6)]),
        Stroke([(5, 6)]),
    )
)
SAMPLE = Sample(LETTER, text="ä", writer="w", provenance=Provenance("here", "CC0"))
WORDS = (
    "", "0", "-1", "1e39", "1e999", "nan", "?", "*", "T", "'3", '"-2', "!", ",", "#a", "#b", "mm", "himetric", "-ve",
     "x" * 400, "9" * 5000, "0x1F", "1_0", "１", "end", "penUp", "\u202e",
)  # fmt: skip
ODD = st.sampled_from(WORDS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("inks")


def check(path: Path) -> bool:
    """Whether the file opens on the page; the command line reads it alike. Either way it is ink or a sentence."""
    reply = read(Request(1, "file", Open(path)))
    try:
        samples = read_ink(path)
    except (FormatError, CommandError) as error:
        assert_sentence(str(error), path.name)
        assert_sentence(reply.error, path.name)
        return False
    if reply.error:
        assert_sentence(reply.error, path.name)
        return False
    assert samples and np.isfinite(np.concatenate([stroke.xy for stroke in reply.inks["opened"]])).all()
    return True


# ---------------------------------------------------------------- InkML


@cases(600)
@given(changes(), st.booleans())
def test_damaged_inkml_is_ink_or_one_sentence(folder: Path, wanted: list, many: bool) -> None:
    whole = inkml.to_bytes([SAMPLE, SAMPLE] if many else SAMPLE)
    (folder / "a.inkml").write_bytes(damaged(whole, wanted, b"<trace>1 2</trace></ink>"))
    check(folder / "a.inkml")


def quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


NAMES = ("trace", "trace", "traceGroup", "context", "traceFormat", "channel", "inkSource", "channelProperty", "annotation",
         "definitions", "intermittentChannels", "channelProperties", "timestamp", "brush")  # fmt: skip
KNOWN = ("id", "xml:id", "name", "units", "min", "max", "orientation", "type", "contextRef", "traceFormatRef", "inkSourceRef",
         "priorRef", "continuation", "timeOffset", "channel", "value", "respectTo")  # fmt: skip
FITTING = ("X", "Y", "T", "F", "OTx", "resolution", "truth", "a", "b", "1/cm", "middle", "cm", "s", "10", "0.5")


def numbers(chance: random.Random) -> str:
    return " ".join(chance.choice((*WORDS, *map(str, range(-9, 99)))) for _ in range(chance.randrange(6)))


def element(chance: random.Random, depth: int = 0) -> str:
    """One element as InkML has them, with attributes and content that need not fit."""
    name = chance.choice(NAMES)
    inner = ", ".join(numbers(chance) for _ in range(chance.randrange(5))) if name in ("trace", "annotation") else ""
    below = "".join(element(chance, depth + 1) for _ in range(chance.randrange(4))) if depth < 3 else ""
    keys = chance.sample(KNOWN, chance.randrange(5))
    told = "".join(f' {key}="{quoted(chance.choice((*WORDS, *FITTING)))}"' for key in keys)
    return f"<{name}{told}>{quoted(inner)}{below}</{name}>"


@cases(500)
@given(st.integers(0, 2**32 - 1))
def test_inkml_of_any_shape_is_ink_or_one_sentence(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    parts = "".join(element(chance) for _ in range(chance.randrange(6)))
    (folder / "b.inkml").write_text(f"<ink>{parts}<trace>1 2, 3 4</trace></ink>", "utf-8")
    check(folder / "b.inkml")


# ---------------------------------------------------------------- JSON


@cases(500)
@given(changes())
def test_damaged_json_is_ink_or_one_sentence(folder: Path, wanted: list) -> None:
    (folder / "a.json").write_bytes(damaged(ink_json.to_text(SAMPLE).encode(), wanted, b'"x":[1,2]}]}'))
    check(folder / "a.json")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text(max_size=5) | ODD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["x", "y", "t", "pressure", "tilt_x"]), inner),
    max_leaves=10,
)
KEYS = ("strokes", "unit", "version", "ductus", "text", "writer", "provenance")


@cases(500)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4), VALUES, st.booleans())
def test_json_of_any_shape_is_ink_or_one_sentence(folder: Path, document: dict, stroke: object, bare: bool) -> None:
    whole = {"strokes": [[[1, 2], [3, 4]], stroke], **document}
    (folder / "b.json").write_text(json.dumps(whole["strokes"] if bare else whole), "utf-8")
    check(folder / "b.json")


# ---------------------------------------------------------------- UNIPEN

UNIPEN = b""".VERSION 1.0
.COORD X Y T P
.X_POINTS_PER_INCH 100
.POINTS_PER_SECOND 100
.SEGMENT CHARACTER 0-2 OK "a"
.SEGMENT CHARACTER 3:1-4 ? "b"
.PEN_DOWN
1 2 0 5
3 4 10 9
.PEN_UP
5 6 20 0
.DT 50
.PEN_DOWN
7 8 30 3
.PEN_DOWN
9 1 40 3
2 2 50 1
.PEN_DOWN
4 4 60 2
"""


def plain(path: Path) -> bool:
    """As `check`, of a format that only the command line reads."""
    try:
        assert read_ink(path)
    except (CommandError, FormatError) as error:
        assert_sentence(str(error), path.name)
        return False
    return True


def test_the_unipen_file_is_whole_before(folder: Path) -> None:
    (folder / "whole.unipen").write_bytes(UNIPEN)
    assert plain(folder / "whole.unipen")


@cases(400)
@given(changes())
def test_damaged_unipen_is_ink_or_one_sentence(folder: Path, wanted: list) -> None:
    (folder / "a.unipen").write_bytes(damaged(UNIPEN, wanted, b'.SEGMENT WORD 0 OK "x"\n'))
    plain(folder / "a.unipen")


LINES = st.sampled_from(
    [".PEN_DOWN", ".PEN_UP", "1 2", "3 4", "5 6 7", "nan 1", "x", ".COORD X Y", ".COORD Y X T", ".COORD X",
    ".COORD X X Y Y", ".DT",
     ".DT 1e999", ".DT 5", ".INCLUDE a", ".INCLUDE b", ".INCLUDE ../data/1b/s/main", ".INCLUDE ../../secret",
     ".INCLUDE " + "x" * 300,
     ".POINTS_PER_SECOND 0", ".POINTS_PER_SECOND 1e-300", ".X_POINTS_PER_MM 1e-320", ".X_POINTS_PER_INCH -1", ".WRITER_ID ",
     '.SEGMENT CHARACTER 0 OK "c"', '.SEGMENT CHARACTER 0-1 "c', '.SEGMENT CHARACTER 1:0-0:9 ? "d"', '.SEGMENT CHARACTER 9 ? "e"',
     '.SEGMENT WORD 0-99999999999999999999 OK "f"', ".SEGMENT", '.SEGMENT CHARACTER 0:7 OK "g"', "", ".COMMENT z",
     "1e39 1", "\0"]
)  # fmt: skip


@cases(500)
@given(*(st.lists(LINES, max_size=12) for _ in range(3)))
def test_a_unipen_release_of_any_shape_gives_what_it_can(folder: Path, main: list, first: list, second: list) -> None:
    release = folder / "release"
    (folder / "secret").write_text(".PEN_DOWN\n77 77\n")
    for name, lines in (("data/1b/s/main", [*main, ".PEN_DOWN", "1 2", "3 4"]), ("include/a", first), ("include/b", second)):
        (release / name).parent.mkdir(parents=True, exist_ok=True)
        (release / name).write_text("\n".join(lines) + "\n")
    skipped: list[unipen.Skipped] = []
    for sample in unipen.read(release, skipped=skipped):
        assert sample.ink and sample.ink.points
        assert not any((stroke.xy == 7.7).any() for stroke in sample.ink)  # of the file beside the release
    for left in skipped:
        assert left.where and "\n" not in left.reason and len(left.reason) < 1000 and "Errno" not in left.reason


def released(folder: Path, main: str, **includes: str) -> Path:
    for name, text in ({"data/1b/s/main": main} | {f"include/{name}": text for name, text in includes.items()}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_includes_that_multiply_are_stopped(tmp_path: Path) -> None:
    laughs = {name: f".INCLUDE {chr(ord(name) + 1)}\n" * 100 for name in "abcdef"}
    release = released(tmp_path, '.SEGMENT CHARACTER 0 OK "a"\n.INCLUDE a\n', **laughs, g=".PEN_DOWN\n1 2\n" * 100)
    skipped: list[unipen.Skipped] = []
    assert list(unipen.read(release, skipped=skipped)) == []
    assert len(skipped) == 1 and "includes too much" in skipped[0].reason


def test_an_include_outside_the_release_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "private").write_text(".PEN_DOWN\n1 2\n")
    main = '.SEGMENT CHARACTER 0 OK "a"\n.INCLUDE ../../private\n'
    skipped: list[unipen.Skipped] = []
    assert list(unipen.read(released(tmp_path / "release", main), skipped=skipped)) == []
    assert "is not in the release" in skipped[0].reason
    inside = main.replace("../../private", "../include/a")
    (sample,) = unipen.read(released(tmp_path / "release", inside, a=".PEN_DOWN\n1 2\n"))
    assert sample.ink.points == 1


def test_segments_that_name_the_same_ink_again_and_again_are_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unipen, "MAX_POINTS", 1000)
    main = '.SEGMENT CHARACTER 0-9 OK "a"\n' * 200 + ".PEN_DOWN\n1 2\n" * 10
    skipped: list[unipen.Skipped] = []
    assert len(list(unipen.read(released(tmp_path, main), skipped=skipped))) == 100
    assert "1,000 points" in skipped[0].reason


@pytest.mark.parametrize("tail", [" " * 20_000, "1 " * 20_000, "1," * 20_000, " x" * 10_000 + '"' * 10_000])
def test_a_long_segment_that_is_none_is_passed_over_at_once(tmp_path: Path, tail: str) -> None:
    skipped: list[unipen.Skipped] = []
    assert list(unipen.read(released(tmp_path, f".SEGMENT CHARACTER 0{tail}\n.PEN_DOWN\n1 2\n"), skipped=skipped)) == []
    assert skipped
