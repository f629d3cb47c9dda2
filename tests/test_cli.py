"""The contract of the command line: exit status, one sentence, JSON, nothing half-written, instant help."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engines import cli, cli_support
from engines.data.sample import Sample
from engines.data.store import write_store
from engines.formats import inkml
from engines.ink.synthesis import Writer, glyph

ROOT = Path(__file__).resolve().parent.parent
VERBS = ["doctor", "tour", "import", "info", "pack", "check", "train", "eval", "convert", "models"]


def letter(char="A", seed=1):
    return Sample(ink=glyph(char, Writer.random(seed), seed), text=char, writer=f"w{seed}")


@pytest.mark.parametrize("verb", [*VERBS, "models list", "models show", "models import", "models export", "models remove"])
def test_every_verb_has_help(ductus, verb):
    status, out, err = ductus(*verb.split(), "--help")
    assert status == 0 and "Usage" in out and not err


def test_help_lists_the_verbs_and_loads_neither_torch_nor_h5py_nor_qt():
    code = (
        "import sys; from engines import cli; status = cli.run(['--help']);"
        "print([m for m in ('torch', 'h5py', 'PySide6', 'scipy', 'skimage') if m in sys.modules], status)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stdout.strip().endswith("[] 0")
    assert all(verb in done.stdout for verb in VERBS)


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["convert"],
        ["convert", "a.inkml", "b.png", "--size", "0"],
        ["convert", "a.inkml", "b.png", "--wrong"],
        ["import", "papyrus", "x", "-o", "y"],
        ["train", "cross_vae", "--data", "x", "-o", "y"],
        ["train", "cross_vae", "--data", "x", "-o", "y", "--steps", "1", "--epochs", "1"],
        ["train", "cross_vae", "--data", "x", "-o", "y", "--steps", "1", "--set", "latent"],
        ["eval", "--suite", "nonsense"],
        ["eval", "--suite", "table1", "--by", "moon"],
        ["tour"],
    ],
)
def test_bad_usage_is_2_and_says_what_is_wrong(ductus, words):
    status, _, err = ductus(*words)
    assert status == 2 and "Error" in err and "Traceback" not in err


def test_a_failure_is_1_with_one_sentence_and_a_traceback_only_with_debug(ductus, tmp_path):
    words = ("convert", tmp_path / "none.inkml", tmp_path / "a.png")
    status, out, err = ductus(*words)
    assert status == 1 and not out and err == f"ductus: {tmp_path}/none.inkml does not exist; check the name.\n"
    for place in (0, 1, len(words)):
        debugged = [*words[:place], "--debug", *words[place:]]
        status, _, err = ductus(*debugged)
        assert status == 1 and "Traceback" in err and err.endswith("check the name.\n")


def test_what_nobody_foresaw_is_still_one_sentence(ductus, monkeypatch, tmp_path):
    from engines import cli_models

    def surprise(target):
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr(cli_models, "information", surprise)
    status, _, err = ductus("info", "x")
    assert status == 1 and len(err.splitlines()) == 1 and "ZeroDivisionError: division by zero" in err


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (PermissionError(13, "Permission denied", "/a/b"), "/a/b: Permission denied"),
        (OSError(28, "No space left on device", "/a/b"), "No space left"),
        (MemoryError(), "memory"),
        (KeyboardInterrupt(), "Stopped"),
        (ModuleNotFoundError("No module named 'x'", name="x"), "'x' is missing"),
    ],
)
def test_errors_of_the_system_are_completed_to_sentences(error, says):
    told = cli_support.sentence(error)
    assert says in told and told.endswith((".", ")"))


def test_an_unwritable_output_leaves_nothing(ductus, tmp_path):
    inkml.write(tmp_path / "a.inkml", letter())
    (tmp_path / "file").write_text("x")
    status, _, err = ductus("convert", tmp_path / "a.inkml", tmp_path / "file" / "b.png")
    assert status == 1 and len(err.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.inkml", "file"]


def test_import_and_info_tell_the_same_as_json(ductus, tmp_path):
    for name in ("A", "b"):
        inkml.write(tmp_path / f"{name}.inkml", letter(name))
    (tmp_path / "broken.inkml").write_text("<ink><trace>1 2")
    status, out, err = ductus("import", "inkml", tmp_path, "-o", tmp_path / "s.h5", "--json", "-")
    told = json.loads(out)
    assert status == 0 and told["samples"] == 2 and told["labels"] == {"A": 1, "b": 1} and not err
    assert len(told["skipped"]) == 1 and "broken.inkml" in told["skipped"][0]["where"]
    status, out, _ = ductus("info", tmp_path / "s.h5", "--json", tmp_path / "info.json")
    written = json.loads((tmp_path / "info.json").read_text())
    assert status == 0 and written["samples"] == 2 and written["kind"] == "store" and "samples" in out


def test_import_takes_only_what_was_asked(ductus, tmp_path):
    inkml.write(tmp_path / "all.inkml", [letter(char) for char in "ABCAB"])
    status, out, _ = ductus("import", "inkml", tmp_path / "all.inkml", "-o", tmp_path / "s.h5", "--filter", "AB", "--json", "-")
    assert status == 0 and json.loads(out)["labels"] == {"A": 2, "B": 2}
    status, out, _ = ductus("import", "inkml", tmp_path / "all.inkml", "-o", tmp_path / "t.h5", "--limit", "3", "--json", "-")
    assert status == 0 and json.loads(out)["samples"] == 3


@pytest.mark.parametrize("form", ["inkml", "svg", "json", "unipen"])
def test_importing_nothing_usable_is_told_and_writes_nothing(ductus, tmp_path, form):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"a.{form}").write_text("rubbish")
    for path in (tmp_path / "in", tmp_path / "in" / f"a.{form}", tmp_path / "absent"):
        status, _, err = ductus("import", form, path, "-o", tmp_path / "s.h5")
        assert status == 1 and len(err.splitlines()) == 1 and not (tmp_path / "s.h5").exists()


def test_info_of_what_is_no_store_is_told(ductus, tmp_path):
    (tmp_path / "a.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + b"\0" * 50)
    for target in (tmp_path / "a.h5", tmp_path / "absent.h5", "no-such-model"):
        status, _, err = ductus("info", target)
        assert status == 1 and len(err.splitlines()) == 1


def test_training_needs_a_store_that_is_there(ductus, tmp_path):
    status, _, err = ductus("train", "cross_vae", "--data", tmp_path / "no.h5", "-o", tmp_path / "run", "--steps", "1")
    assert status == 1 and "no.h5" in err
    write_store(tmp_path / "s.h5", [letter()])
    status, _, err = ductus("train", "nonsense", "--data", tmp_path / "s.h5", "-o", tmp_path / "run", "--steps", "1")
    assert status == 1 and "nonsense" in err and "cross_vae" in err


def test_the_tour_does_not_start_itself_in_a_circle(ductus, monkeypatch, tmp_path):
    monkeypatch.setenv(cli.TOURING, "1")
    status, _, err = ductus("tour", "--out", tmp_path)
    assert status == 1 and "ductus tour" in err


def test_the_tour_hands_over_to_the_window(ductus, monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(cli.subprocess, "call", lambda command, env: seen.append((command, env[cli.TOURING])) or 0)
    status, _, _ = ductus("tour", "--out", tmp_path, "--json", "-")
    assert status == 0 and seen == [([sys.executable, "-m", "studio", "tour", "--out", str(tmp_path), "--json", "-"], "1")]


def test_doctor_names_a_remedy_for_everything_that_is_missing():
    from engines import cli_doctor

    qt = cli_doctor._qt({"error": "ImportError: libEGL.so.1: cannot open shared object file: No such file or directory"})
    torch = cli_doctor._torch({"error": "ModuleNotFoundError: No module named 'torch'"})
    assert qt[0].state == torch[0].state == "missing" and "libegl1" in qt[0].remedy and torch[0].remedy


def test_doctor_survives_a_probe_that_crashes():
    from engines import cli_doctor

    for code in ("import os; os.abort()", "print('not json')", "raise SystemExit(3)"):
        assert "error" in cli_doctor._finish(cli_doctor._start(code))
    assert cli_doctor._finish(cli_doctor._start("print('{\"a\": 1}')")) == {"a": 1}


def test_doctor_reports_this_machine_without_importing_torch():
    code = "import sys; from engines import cli_doctor as d; f = d.examine(); print('torch' in sys.modules, *[x.what for x in f])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=120, env=dict(os.environ)
    )
    words = done.stdout.split()
    assert words[0] == "False" and {"Python", "packages", "display", "Qt", "torch", "data", "models"} <= set(words)


def test_plain_leaves_out_what_does_not_apply():
    import numpy as np

    told = cli_support.plain(
        {"a": float("nan"), "b": None, "c": np.float32(0.5), "d": {"e": float("inf")}, "f": Path("x"), "g": (1,)}
    )
    assert told == {"c": 0.5, "d": {}, "f": "x", "g": [1]}


def test_tables_line_up():
    assert cli_support.table(["m", "psnr"], [["conv", 15.0], ["average", None]]) == [
        "m        psnr",
        "conv       15",
        "average",
    ]
