"""Parts of the desk that need no window: where ink settles, how names match, what controls look like, how words are filed."""

import ast
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from engines.ink.geometry import affine, bounds
from engines.ink.types import Ink, Stroke
from studio.dialogs.palette import Entry, found, likeness
from studio.errors import ErrorBar, Problem
from studio.incoming import settled
from studio.theme import DARK, LIGHT, apply

STEM = Stroke([[60, 40], [60, 60], [60, 80]], t=[0.0, 0.01, 0.02])
LETTER = Ink((STEM, Stroke([[60, 60], [75, 60]], t=[0.04, 0.05])))
STUDIO = Path(__file__).resolve().parents[2] / "studio"


# Ink from files


@pytest.mark.parametrize(
    ("scale", "shift", "words"),
    [(1, (0, 0), ""), (1, (5000, 0), "moved"), (0.01, (0, 0), "enlarged"), (100, (0, 0), "made smaller"), (1, (-50, -30), "")],
)
def test_only_ink_that_could_not_be_seen_is_touched(scale, shift, words):
    ink = affine(LETTER, np.eye(2) * scale, shift)
    placed, told = settled(ink, Ink(), (105.0, 74.0))
    assert told.startswith(words)
    assert bool(told) == bool(words)
    left, top, right, bottom = bounds(placed)
    assert right > 0 and left < 210 and bottom > 0 and top < 148
    assert placed is ink or words


# Finding by name


def entries(*texts):
    return [Entry(QAction(text), text, "File", "Write the ink as SVG." if text == "Export…" else "") for text in texts]


def test_a_command_is_found_by_a_part_of_its_name_by_its_letters_and_by_what_it_does(qapp):
    some = entries("New page", "Export…", "Put recovered strokes on the page", "Theme: Dark")
    assert [entry.text for entry in found("", some)] == [entry.text for entry in some]
    assert found("dark", some)[0].text == "Theme: Dark"
    assert found("prs", some)[0].text == "Put recovered strokes on the page"
    assert found("svg", some)[0].text == "Export…"
    assert found("page", some)[0].text == "New page"
    assert found("zzz", some) == []


def test_what_cannot_be_done_now_comes_last(qapp):
    some = entries("Undo", "Undo everything")
    some[0].action.setEnabled(False)
    assert [entry.text for entry in found("undo", some)] == ["Undo everything", "Undo"]


def test_the_whole_name_is_more_alike_than_its_begin_and_that_more_than_its_middle():
    assert likeness("fit", "Fit") > likeness("fit", "Fit the ink") > likeness("fit", "Outfit") > likeness("fit", "Find it") > 0
    assert likeness("fit", "Pen") == 0


# What is drawn


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_arrows_and_checks_can_be_seen(qtbot, qapp, theme):
    apply(qapp, theme)
    combo, spin, box = QComboBox(), QSpinBox(), QCheckBox()
    for part in (combo, spin, box):
        qtbot.addWidget(part)
        part.resize(120, 32)
    combo.addItem("A")

    def strong(part: QWidget, area: tuple[int, int, int, int]) -> int:
        image = part.grab(part.rect()).toImage().convertToFormat(QImage.Format.Format_RGB32)
        ground = QColor(theme.raised).lightness()
        x, y, wide, high = area
        pixels = [image.pixelColor(i, j).lightness() for i in range(x, x + wide) for j in range(y, y + high)]
        return sum(abs(pixel - ground) > 60 for pixel in pixels)

    assert strong(combo, (96, 8, 18, 16)) > 10
    assert strong(spin, (100, 3, 16, 12)) > 5
    assert strong(spin, (100, 17, 16, 12)) > 5
    edge = strong(box, (0, 6, 18, 20))
    box.setChecked(True)
    assert strong(box, (0, 6, 18, 20)) > edge > 20


def test_the_problem_bar_does_what_it_offers_once(qtbot):
    bar, done = ErrorBar(), []
    qtbot.addWidget(bar)
    bar.tell(Problem("No."), "Again", lambda: done.append(1))
    bar.offer_button.click()
    assert done == [1]
    assert bar.isHidden()


# Words


def test_the_translators_tool_finds_the_words_under_the_context_that_the_program_asks_for(tmp_path):
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    if not tool.exists():
        pytest.skip("Qt's translation tools are not installed")
    files = [str(path) for path in sorted(STUDIO.rglob("*.py"))]
    ran = subprocess.run(
        [tool, *files, "-ts", str(tmp_path / "all.ts")], capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr
    filed: dict[str, set[str]] = {}
    for context in ElementTree.parse(tmp_path / "all.ts").getroot().iter("context"):
        for message in context.iter("message"):
            filed.setdefault(message.findtext("source") or "", set()).add(context.findtext("name") or "")
    calls = [
        node
        for path in STUDIO.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]
    bare = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "tr"]
    asked = [word.value for word in bare if isinstance(word, ast.Constant)]
    assert len(asked) > 100
    assert [word for word in asked if "" not in filed.get(word, set())] == []
