"""The command line where things go wrong around it: full disks, forbidden places, odd names, Ctrl+C, kill -9, closed pipes."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engines import cli_support, cli_train
from engines.data.sample import Sample
from engines.export import svg
from engines.export.options import Options
from engines.formats import gathering, ink_json, inkml
from engines.formats.opening import FormatError
from engines.ink.geometry import affine
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke

ROOT = Path(__file__).resolve().parent.parent
LETTER = Sample(ink=glyph("g", Writer.random(1), 1), text="g", writer="w")


@pytest.fixture
def source(tmp_path):
    inkml.write(tmp_path / "g.inkml", LETTER)
    return tmp_path / "g.inkml"


def begun(*words, **more):
    """A command in a process of its own, in its own folder of settings."""
    code = (
        "import runpy, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a background shell ignores it
    )
    code += "sys.argv[0] = 'ductus'; runpy.run_module('studio', run_name='__main__')"
    command = [sys.executable, "-P", "-c", code, *map(str, words)]
    more.setdefault("env", {**os.environ, "PYTHONPATH": str(ROOT)})
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


def told_once(err):
    return err.startswith("ductus: ") and len(err.splitlines()) == 1 and err.rstrip().endswith((".", ")"))


# ---------------------------------------------------------------- places


@pytest.mark.parametrize("ending", ["inkml", "json", "svg", "png", "gif"])
def test_a_folder_where_the_file_belongs_is_named_and_left_alone(ductus, source, tmp_path, ending):
    target = tmp_path / f"a.{ending}"
    target.mkdir()
    status, _, err = ductus("convert", source, target)
    assert status == 1 and told_once(err) and f"{target}: Is a directory" in err and ".part" not in err
    assert list(target.iterdir()) == [] and {path.name for path in tmp_path.iterdir()} == {"g.inkml", target.name}


@pytest.mark.parametrize("ending", ["inkml", "json", "svg", "png", "gif"])
def test_names_too_long_and_links_in_a_circle_are_told(ductus, source, tmp_path, ending):
    status, _, err = ductus("convert", source, tmp_path / f"{'x' * 300}.{ending}")
    assert status == 1 and told_once(err) and "shorter name" in err
    (tmp_path / f"a.{ending}").symlink_to(f"b.{ending}")
    (tmp_path / f"b.{ending}").symlink_to(f"a.{ending}")
    status, _, err = ductus("convert", tmp_path / f"a.{ending}", tmp_path / "out.svg")
    assert status == 1 and told_once(err) and not (tmp_path / "out.svg").exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(ductus, source, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    for words in (
        ("convert", source, tmp_path / "closed" / "a.svg"),
        ("import", "inkml", source, "-o", tmp_path / "closed" / "s.h5"),
    ):
        status, _, err = ductus(*words)
        assert status == 1 and told_once(err) and "ermission" in err


def test_every_system_error_names_the_final_file_and_a_remedy():
    error = OSError(errno.EACCES, "Permission denied", "a/.page.svg.4711.part")
    assert cli_support.sentence(error) == "a/page.svg: Permission denied. Choose a place that you may read and write."
    assert "Free some space" in cli_support.sentence(OSError(errno.ENOSPC, "No space left on device"))


@pytest.mark.parametrize("ending", ["inkml", "json", "svg", "png", "gif"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(ductus, source, tmp_path, monkeypatch, ending):
    target = tmp_path / f"a.{ending}"
    target.write_bytes(b"old")

    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    status, _, err = ductus("convert", source, target)
    assert status == 1 and told_once(err) and "Free some space" in err
    assert target.read_bytes() == b"old" and {path.name for path in tmp_path.iterdir()} == {"g.inkml", target.name}


def test_an_import_stops_before_the_disk_is_full(ductus, source, tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(gathering.shutil, "disk_usage", lambda place: usage._replace(free=1000))
    status, _, err = ductus("import", "inkml", source, "-o", tmp_path / "new" / "s.h5")
    assert status == 1 and told_once(err) and "too little room" in err and not list(tmp_path.rglob("*s.h5*"))


def test_an_import_looks_at_the_disk_again_and_again(tmp_path, monkeypatch):
    free = iter([1 << 40, 1 << 40, 0])
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(gathering.shutil, "disk_usage", lambda place: usage._replace(free=next(free)))
    monkeypatch.setattr(gathering, "OFTEN", LETTER.ink.points)
    taken = gathering.with_room([LETTER] * 9, tmp_path / "s.h5")
    assert [next(taken) for _ in range(2)] == [LETTER] * 2
    with pytest.raises(FormatError, match="too little room"):
        next(taken)


def test_training_on_a_full_disk_is_told(tmp_path, monkeypatch):
    from engines.training import trainer

    def fails(*arguments, **settings):
        raise RuntimeError("unexpected pos 64 vs 0")

    monkeypatch.setattr(trainer, "train", fails)
    with pytest.raises(RuntimeError, match="unexpected pos"):  # there is room: something else is wrong
        cli_train.run_training("cross_vae", [], tmp_path, {}, chatty=False)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(cli_train.shutil, "disk_usage", lambda place: usage._replace(free=0))
    with pytest.raises(cli_support.CommandError, match="is full"):
        cli_train.run_training("cross_vae", [], tmp_path, {}, chatty=False)


# ---------------------------------------------------------------- names and values


@pytest.mark.parametrize("name", ["with space.inkml", "ü 漢字.inkml", "-dash.inkml", "new\nline.inkml", "byte\udcff.inkml"])
def test_any_name_can_be_read_written_and_imported(source, tmp_path, name):
    place = tmp_path / "in"
    place.mkdir()
    shutil.copy(source, place / name)
    for words in (("convert", "--", place / name, tmp_path / f"{name}.svg"), ("import", "inkml", place, "-o", tmp_path / "s.h5")):
        for json_ in ((), ("--json", "-")):
            process = begun(words[0], *json_, *words[1:])
            out, err = process.communicate(timeout=120)
            assert process.returncode == 0 and not err, err
            assert not json_ or json.loads(out)
    assert (tmp_path / f"{name}.svg").exists()


def test_half_a_character_in_a_label_becomes_a_question_mark(ductus, tmp_path):
    (tmp_path / "a.json").write_text('{"text": "A\\ud800", "writer": "\\udfff", "strokes": [[[1, 2], [3, 4]]]}')
    (sample,) = ink_json.read(tmp_path / "a.json")
    assert (sample.text, sample.writer) == ("A?", "?")
    for name in ("a.svg", "a.inkml"):
        assert ductus("convert", tmp_path / "a.json", tmp_path / name)[0] == 0
    assert ductus("import", "json", tmp_path / "a.json", "-o", tmp_path / "s.h5")[0] == 0


def test_a_title_never_breaks_the_drawing():
    from xml.etree import ElementTree

    document = svg.still(Ink((Stroke([(0, 0), (1, 1)]),)), Options(kind="svg", title="a\x00\x1b\ud800\ufffe\uffff<&>z"))
    assert next(iter(ElementTree.fromstring(document))).text == "a<&>z"


def test_a_number_of_thousands_of_digits_is_refused_in_plain_words(ductus, tmp_path):
    (tmp_path / "a.json").write_text('{"strokes": [[[%s, 0], [1, 1]]]}' % ("9" * 5000))
    status, _, err = ductus("convert", tmp_path / "a.json", tmp_path / "a.svg")
    assert status == 1 and told_once(err) and "5000 digits" in err and "sys." not in err


@pytest.mark.parametrize("words", [["--device", "tpu"], ["--device", "cuda:x"], ["--threads", "-1"], ["--epochs", "nan"]])
def test_training_settings_that_cannot_be_are_bad_usage(ductus, tmp_path, words):
    steps = [] if "--epochs" in words else ["--steps", "1"]
    assert ductus("train", "cross_vae", "--data", tmp_path / "s.h5", "-o", tmp_path / "run", *steps, *words)[0] == 2


def test_training_takes_no_more_threads_than_there_are_cores(ductus, tmp_path, monkeypatch):
    seen = {}
    monkeypatch.setattr(cli_train, "run_training", lambda family, data, out, settings, chatty: seen.update(settings) or ({}, ""))
    assert ductus("train", "cross_vae", "--data", "x", "-o", tmp_path, "--steps", "1", "--threads", "100000")[0] == 0
    assert 1 <= seen["threads"] <= (os.cpu_count() or 2)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (ValueError("embedded null byte"), "This cannot be done with what was given (embedded null byte)."),
        (ValueError("A sentence."), "A sentence."),
        (RuntimeError("CUDA out of memory. Tried to allocate 2 GiB"), "The memory of this machine is not enough"),
        (RuntimeError("odd"), "This should not have happened (RuntimeError: odd)."),
    ],
)
def test_every_error_becomes_a_sentence(error, says):
    assert cli_support.sentence(error).startswith(says)


# ---------------------------------------------------------------- ends that nobody chose


@pytest.fixture
def long_page(tmp_path):
    """Ink whose replay takes many seconds to draw."""
    inks = [affine(LETTER.ink, np.eye(2), (10 * (at % 20), 12 * (at // 20))) for at in range(120)]
    inkml.write(tmp_path / "page.inkml", Ink(tuple(stroke for ink in inks for stroke in ink)))
    return tmp_path / "page.inkml"


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 1), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_writer_stopped_in_the_middle_leaves_the_old_file_whole(long_page, tmp_path, number, status):
    target = tmp_path / "a.gif"
    target.write_bytes(b"old")
    process = begun("convert", long_page, target, "--speed", "0.05")
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".a.gif.*.part")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == status and target.read_bytes() == b"old"
    if number == signal.SIGINT:
        assert err == "ductus: Stopped; what was not finished was not written.\n" and not list(tmp_path.glob(".*.part"))


def test_a_reader_that_goes_away_causes_no_traceback(source):
    process = begun("info", "no-such-model", "--json", "-")
    process.stdout.close()
    assert "Traceback" not in process.stderr.read()
    process.wait(timeout=60)
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-P", "-m", "studio", "convert", "--help"]
    ended = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    os.close(writing)
    assert "Traceback" not in ended.stderr


def test_a_bar_appears_only_when_the_work_takes_long(monkeypatch, capsys):
    shown = []
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(cli_support._Bar, "show", lambda bar: shown.append(bar))
    with cli_support.progress("quick") as report:
        report(1, 2, "")
    assert not shown
    monkeypatch.setattr(cli_support, "PATIENCE", 0.01)
    with cli_support.progress("slow"):  # says nothing of itself
        for _ in range(500):
            if shown:
                break
            time.sleep(0.01)
    assert len(shown) == 1


def test_a_bar_that_is_shown_moves_and_goes(monkeypatch):
    bar = cli_support._Bar("work")
    bar.update(1, 4, "one")
    bar.show()
    bar.update(3, 4, "three")
    assert [task.completed for task in bar._bar.tasks] == [3]
    bar.close()
    late = cli_support._Bar("late")
    late.close()
    late.show()  # the timer may come after the end
    assert late._bar is None
