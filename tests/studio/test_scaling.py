"""At 100, 200 and 300 percent, in English and German: every word fits its place, icons are drawn at the screen's pixels."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from looking import clipped, settle
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

ACTOR = Path(__file__).with_name("scaled_actor.py")
ROOT = ACTOR.parents[2]


def shown(scale: float, language: str, folder: Path) -> dict:
    paths = os.pathsep.join((str(ROOT), str(ACTOR.parent)))
    environment = {**os.environ, "QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": paths}
    ran = subprocess.run(
        [sys.executable, str(ACTOR), language, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout.strip().splitlines()[-1])


@pytest.mark.parametrize(("scale", "language"), [(1, "de"), (2, "en"), (3, "de")])
def test_every_word_fits_and_icons_are_crisp(scale, language, tmp_path):
    told = shown(scale, language, tmp_path)
    assert told["ratio"] == scale
    assert told["icon"] == [24 * scale, scale]
    assert told["clipped"] == {}


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("scale", [1, 1.25, 1.5, 2, 3])
def test_every_word_fits_at_every_scale(scale, language, tmp_path):
    assert shown(scale, language, tmp_path)["clipped"] == {}


def test_what_does_not_fit_is_found(qtbot):
    root = QWidget()
    qtbot.addWidget(root)
    for made in (QLabel("far too many words for this", root), QPushButton("far too many words for this", root)):
        made.setFixedWidth(40)
    root.show()
    settle()
    assert len(clipped(root)) == 2
