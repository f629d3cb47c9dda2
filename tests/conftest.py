"""What every test stands on: no window on the screen, one thread, and a home of its own instead of the user's folders."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")


SESSION_HOME = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    # Fixtures that outlive a test (a running engine process) are made before any test's own home is.
    config.stash[SESSION_HOME] = os.environ["DUCTUS_HOME"] = tempfile.mkdtemp(prefix="ductus-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if "studio.app" in sys.modules:
        from studio.app import let_go_of_the_clipboard

        let_go_of_the_clipboard()
    shutil.rmtree(config.stash[SESSION_HOME], ignore_errors=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("realdata"):
        from engines.data.places import real_data

        if real_data() is None:
            pytest.skip("the real handwriting data is not on this machine (set DUCTUS_DATA)")
    if item.get_closest_marker("long") and "long" not in item.config.getoption("-m"):
        pytest.skip("takes minutes: run it with -m long")


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """A dialog that a test leaves open is not the next one's; closed windows go now, or each test is slower than the last."""
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent
        from PySide6.QtWidgets import QApplication

        left = [QApplication.activeModalWidget(), QApplication.activePopupWidget()]
        for widget in (widget for widget in left if widget is not None):
            widget.close()
        if QApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def ductus_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A fresh DUCTUS_HOME for each test: data, models and settings all go there."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("DUCTUS_HOME", str(home))
        patch.setenv("DUCTUS_MODELS", "")  # the models of that home
        yield home


@pytest.fixture
def xcb_environment() -> dict[str, str]:
    """The environment for a child process that shall open a real X11 window (pytest-xvfb gives the display)."""
    if not os.environ.get("DISPLAY"):
        pytest.skip("there is no X display and no Xvfb to make one")
    return {**os.environ, "QT_QPA_PLATFORM": "xcb"}


@pytest.fixture
def ductus(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command of the command line in this process; -> (status, stdout, stderr)."""
    from engines import cli

    def run(*words: object) -> tuple[int, str, str]:
        status = cli.run([str(word) for word in words])
        return status, *capsys.readouterr()

    return run
