"""Files that come from outside: the command line, the desktop, a second start of the program."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from engines.data.records import MAGIC
from studio.arriving import Arrivals, door
from studio.openable import PAGES, is_openable

ROOT = Path(__file__).resolve().parents[2]
SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from studio.arriving import hand_over
app = QCoreApplication([])
print(hand_over(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
"""


@pytest.fixture
def arrivals(qtbot: QtBot) -> tuple[Arrivals, list[list[Path]]]:
    heard: list[list[Path]] = []
    made = Arrivals()
    made.arrived.connect(heard.append)
    return made, heard


@pytest.mark.parametrize("name", ["a.ductus", "b.INKML", "folder/c d.png", "e.svg"])
def test_files_open_the_window(name: str) -> None:
    assert is_openable(name)


@pytest.mark.parametrize("name", ["tour", "convert", "--version", "--out=a.ductus", "notes.txt", "."])
def test_verbs_and_options_do_not(name: str) -> None:
    assert not is_openable(name)


def second_start(home: Path, *names: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", SECOND, str(home), *names], stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_a_second_start_hands_its_files_to_the_studio_that_runs(
    arrivals: tuple[Arrivals, list[list[Path]]], qtbot: QtBot, tmp_path: Path
) -> None:
    made, heard = arrivals
    assert made.listen(tmp_path)
    assert not Arrivals().listen(tmp_path)  # one is enough
    other = second_start(tmp_path, str(tmp_path / "a ü.ductus"), str(tmp_path / "b.svg"))
    qtbot.waitUntil(lambda: bool(heard), timeout=30_000)
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=30_000)
    assert other.communicate()[0] == "True\n"
    assert heard == [[tmp_path / "a ü.ductus", tmp_path / "b.svg"]]


def test_without_a_running_studio_nothing_is_handed_over(tmp_path: Path) -> None:
    assert second_start(tmp_path, "a.ductus").communicate()[0] == "False\n"


@pytest.mark.parametrize("sent", [b"nonsense\n", b"[1]\n", b"[]\n", b'{"a": 1}\n', b"x" * 70_000])
def test_a_visitor_who_talks_nonsense_opens_nothing(
    arrivals: tuple[Arrivals, list[list[Path]]], qtbot: QtBot, tmp_path: Path, sent: bytes
) -> None:
    made, heard = arrivals
    made.listen(tmp_path)
    visitor = QLocalSocket()
    visitor.connectToServer(door(tmp_path))
    visitor.write(sent)
    qtbot.waitUntil(lambda: visitor.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert heard == []


def test_a_file_that_the_desktop_asks_for_arrives(arrivals: tuple[Arrivals, list[list[Path]]], tmp_path: Path) -> None:
    made, heard = arrivals
    event = QFileOpenEvent(QUrl.fromLocalFile(str(tmp_path / "a.ductus")))
    assert made.eventFilter(made, event)
    assert heard == [[tmp_path / "a.ductus"]]


def test_the_desktop_is_told_of_pages_as_they_are() -> None:
    packaging = ROOT / "packaging"
    kinds = {kind.get("type"): kind for kind in ElementTree.parse(packaging / "ductus-page.xml").getroot()}
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    page = kinds["application/x-ductus-page"]
    assert [glob.get("pattern") for glob in page.iter(f"{space}glob")] == [f"*{suffix}" for suffix in PAGES]
    match = next(page.iter(f"{space}match"))
    assert str(match.get("value")).encode().decode("unicode_escape").encode("latin-1") == MAGIC
    entry = dict(line.split("=", 1) for line in (packaging / "ductus.desktop").read_text("utf-8").splitlines() if "=" in line)
    assert set(entry["MimeType"].strip(";").split(";")) <= set(kinds)
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert entry["Exec"].split()[0] in scripts
    assert (packaging / "ductus.png").read_bytes().startswith(b"\x89PNG")
