"""Random words on the command line, sources and targets that cannot be: status 0, 1 or 2, one sentence, no half file."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
from pathlib import Path

import pytest
from failing_disk import room
from fuzzing import assert_sentence, cases
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engines import cli
from engines.data.sample import Sample
from engines.data.store import write_store
from engines.export import writing
from engines.export.options import Options
from engines.formats import ink_json, inkml
from engines.ink.synthesis import Writer, glyph

LETTER = Sample(ink=glyph("g", Writer.random(1), 1), text="g", writer="w")
SOURCES = ("g.inkml", "g.json", "g.svg", "g.unipen", "noise.inkml", "noise.png", "blank.png", "empty.json", "store.h5",
           "folder", "x", "noise.h5", "absent.inkml", "absent/g.svg", "", "-", ".", "/proc/self/mem", "/dev/null",
           "two\nlines.svg", "ü\udcff.json", "n" * 300, "noise.inkml/under", "model.json")  # fmt: skip
TARGETS = ("out.inkml", "out.json", "out.svg", "out.png", "out.gif", "out.pdf", "out.webp", "out.tif", "out.xyz", "out",
           "folder", "new/out.svg", "/dev/full", "/proc/out.svg", "g.inkml", "noise.inkml/out.svg", "n" * 300 + ".png", "", "-",
           ".svg", "two\nlines.png")  # fmt: skip
ODD = ("0", "-1", "1", "16", "nan", "inf", "-inf", "1e999", "0x10", "x", "", "10000000000", "2.5", "#123456", "#12",
       "none", "line", "outline", "a4", "inkml", "png", "../svg", "cross_vae", "absent", "1a,1b", "word", "9z", "ü", "a=b",
       "\n")  # fmt: skip
OPTIONS = {
    "convert": ("--to", "--model", "--size", "--width", "--thinning", "--colour", "--style", "--margin", "--tolerance",
                "--background", "--transparent", "--outlines", "--time", "--marks", "--guides", "--fit", "--paper", "--json",
                "--wrong"),
    "import": ("--category", "--level", "--filter", "--limit", "--json"),
    "info": ("--json",),
    "models show": ("--json",),
    "models import": ("--name", "--replace"),
    "models export": ("--half",),
    "models remove": (),
    "models list": ("--json",),
    "train": ("--data", "-o", "--preset", "--set", "--steps", "--epochs", "--batch", "--device", "--precision", "--by",
              "--from"),
    "eval": ("--suite", "--split", "--by", "--limit", "--seed"),
    "frobnicate": ("--help",),
}  # fmt: skip
FLAGS = ("--transparent", "--outlines", "--time", "--marks", "--guides", "--fit", "--replace", "--half", "--help", "--wrong")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with something of every kind in it."""
    folder = tmp_path_factory.mktemp("desk")
    inkml.write(folder / "g.inkml", LETTER)
    ink_json.write(folder / "g.json", LETTER)
    writing.write(LETTER.ink, folder / "g.svg", Options(kind="svg"))
    (folder / "g.unipen").write_text('.COORD X Y\n.SEGMENT CHARACTER 0 OK "a"\n.PEN_DOWN\n1 2\n3 4\n')
    for name in ("noise.inkml", "noise.png", "noise.h5"):
        (folder / name).write_bytes(bytes(range(256)) * 8)
    (folder / "empty.json").write_bytes(b"")
    (folder / "model.json").write_text('{"name": "a", "family": "b", "config": {}, "can": []}')
    (folder / "x").write_text("x")
    (folder / "folder").mkdir()
    inkml.write(folder / "folder" / "g.inkml", LETTER)
    Image.new("L", (20, 20), 255).save(folder / "blank.png")
    write_store(folder / "store.h5", [LETTER])
    return folder


def known(folder: Path) -> dict[str, str]:
    """Every file with the sum of its content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def tidied(folder: Path, before: dict[str, str]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        name = str(path.relative_to(folder))
        if path.is_file() and name not in before:
            path.unlink()
        elif path.is_dir() and name != "folder":
            path.rmdir()


def run(words: list[str], limit: int | None = None) -> tuple[int, str, str]:
    """-> status, stdout, stderr."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), room(limit) if limit else contextlib.nullcontext():
        status = cli.run(words)
    return status, out.getvalue(), err.getvalue()


def check(words: list[str], limit: int | None = None) -> None:
    """The command's contract, whatever it was asked."""
    status, out, err = run(words, limit)
    assert status in (0, 1, 2), (words, status, err)
    assert "Traceback" not in out + err, (words, err)
    if status == 1:
        assert err.startswith("ductus: ") and err.count("\n") == 1, (words, err)
        assert "This should not have happened" not in err, (words, err)
        assert_sentence(err[len("ductus: ") :].rstrip("\n"))
    elif status == 2:
        assert "Error" in err or "Usage" in out + err, (words, err)
    if status == 0 and words[-2:] == ["--json", "-"]:
        json.loads(out)


def at_desk(desk: Path, words: list[str], limit: int | None = None) -> None:
    before = known(desk)
    try:
        with contextlib.chdir(desk):
            check(words, limit)
        after = known(desk)
        assert {name: after.get(name) for name in before} == before or "--replace" in words, words
        assert not [name for name in after if name.endswith(".part")], words
    finally:
        tidied(desk, before)


@st.composite
def vectors(draw: st.DrawFn) -> list[str]:
    """A verb with words that may fit it or not."""
    verb = draw(st.sampled_from(["convert", "convert", "convert", "import", "import", "info", *OPTIONS]))
    words = verb.split()
    if verb == "import":
        words += [draw(st.sampled_from(["inkml", "json", "svg", "unipen", "papyrus"]))]
    words += draw(st.lists(st.sampled_from(SOURCES), min_size=int(verb != "models list"), max_size=2 if verb == "import" else 1))
    if verb in ("convert", "models export"):
        words += [draw(st.sampled_from(TARGETS))]
    if verb == "import":
        words += ["-o", draw(st.sampled_from(["new.h5", "folder", "folder/new.h5", "x/new.h5", "/proc/new.h5", ""]))]
    for option in draw(st.lists(st.sampled_from(OPTIONS[verb]), max_size=3)) if OPTIONS[verb] else ():
        value = "-" if option == "--json" else draw(st.sampled_from(ODD + (SOURCES if option in ("--data", "-o") else ())))
        words += [option] if option in FLAGS else [option, value]
    return words


@cases(400)
@given(vectors())
def test_any_words_end_with_a_status_and_a_sentence(desk: Path, words: list[str]) -> None:
    at_desk(desk, words)


@cases(100)
@given(st.sampled_from(["inkml", "json", "svg", "png", "gif", "pdf"]), st.integers(1, 8000))
def test_a_full_disk_under_a_conversion_is_one_sentence(desk: Path, ending: str, size: int) -> None:
    at_desk(desk, ["convert", "g.inkml", f"out.{ending}", "--size", "24"], size)


@cases(80)
@given(st.lists(st.text(max_size=8), max_size=5))
def test_words_that_mean_nothing_are_refused(desk: Path, words: list[str]) -> None:
    at_desk(desk, words)
