"""The tour: what it leaves, what it measures, and that it says so when something is missing."""

import json
import sys

import numpy as np
import pytest
from answering_fake import FakeClient
from PySide6.QtGui import QImage

from engines.ink.types import Ink, Stroke
from studio import __main__ as program
from studio.bridge import Bridge
from studio.recorded_pen import percentiles
from studio.tour import HEIGHT, TOP, TourError, placed, run, write_summary

ONE = (("c", 3, 90.0),)


@pytest.fixture(scope="module")
def taken(qapp, tmp_path_factory):
    out = tmp_path_factory.mktemp("tour")
    return out, run(out, ONE, lambda: Bridge(make=FakeClient))


def test_the_tour_leaves_every_picture_and_export(taken):
    out, summary = taken
    assert summary["problems"] == []
    assert {"window-light.png", "window-dark.png", "window-picture.png", "replay.gif", "strokes.svg"} <= set(summary["files"])
    assert all((out / name).stat().st_size > 100 for name in summary["files"])
    assert {"recover-light.png", "recover-dark.png", "recover-done.png"} <= set(summary["files"])
    assert summary["strokes_recovered"] == 2
    assert (out / "replay.gif").read_bytes()[:6] == b"GIF89a"


def test_the_two_themes_are_pictures_of_the_whole_window(taken):
    out, _summary = taken
    light, dark = QImage(str(out / "window-light.png")), QImage(str(out / "window-dark.png"))
    assert light.size() == dark.size()
    assert light.width() >= 1280
    assert light.pixelColor(3, 3).lightness() > dark.pixelColor(3, 3).lightness() + 100


def test_the_tour_measures_each_event_and_each_conversion(taken):
    _out, summary = taken
    assert summary["event_to_paint_ms"]["count"] > 20
    assert 0 < summary["event_to_paint_ms"]["p50"] <= summary["event_to_paint_ms"]["p99"]
    assert summary["pen_up_to_conversion_ms"]["count"] >= 1
    assert summary["letters"][0]["letter"] == "c"
    assert summary["letters"][0]["psnr"] == 15.93
    assert summary["picture_recovered"] is True


def test_a_tour_without_a_model_shows_the_ink_and_says_what_was_missing(qapp, tmp_path):
    summary = run(tmp_path, ONE, lambda: Bridge(make=lambda listener: FakeClient(listener, models=())))
    assert not summary["ok"]
    assert "no model" in summary["problems"][0]
    with pytest.raises(TourError, match="no model"):
        write_summary(summary, tmp_path)
    assert json.loads((tmp_path / "tour.json").read_text("utf-8"))["files"]


def test_the_summary_goes_where_it_is_asked_for(taken, tmp_path, capsys):
    _out, summary = taken
    write_summary(summary, tmp_path, "-")
    assert json.loads(capsys.readouterr().out) == json.loads((tmp_path / "tour.json").read_text("utf-8"))


def test_letters_are_placed_where_they_will_be_written():
    xy = np.concatenate([stroke.xy for stroke in placed("R", 2, 62.0)])
    assert xy.min(axis=0) == pytest.approx([62.0, TOP], abs=0.01)
    assert np.ptp(xy[:, 1]) == pytest.approx(HEIGHT, abs=0.01)


def test_percentiles_of_nothing_are_absent_rather_than_zero():
    assert percentiles([]) == {}
    assert percentiles([1.0, 2.0, 3.0]) == {"p50": 2.0, "p99": 2.98, "count": 3}


# The program


def test_the_tour_needs_a_folder(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["ductus", "tour"])
    with pytest.raises(SystemExit) as ended:
        program.main()
    assert ended.value.code == 2
    assert "--out" in capsys.readouterr().err


def test_a_tour_that_fails_is_one_sentence_and_status_1(monkeypatch, tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    assert program.tour(["--out", str(tmp_path / "file")]) == 1
    told = capsys.readouterr().err
    assert told.startswith("ductus tour: ")
    assert "Traceback" not in told


def test_other_verbs_go_to_the_command_line(monkeypatch):
    called = []
    fake = type(sys)("engines.cli")
    fake.app = lambda: called.append(1)
    monkeypatch.setitem(sys.modules, "engines.cli", fake)
    monkeypatch.setattr(sys, "argv", ["ductus", "models"])
    program.main()
    assert called == [1]


def test_a_stroke_without_times_is_written_at_a_pens_rate(qtbot):
    from studio.canvas.view import PageView
    from studio.recorded_pen import Hand

    view = PageView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    finished = []
    view.strokeFinished.connect(finished.append)
    Hand(view, view.sheet.camera.view).write(Ink((Stroke([[50, 50], [60, 60], [70, 50]]),)))
    assert len(finished) == 1
    assert len(finished[0]) >= 3
