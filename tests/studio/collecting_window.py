"""Windows in which somebody collects."""

import pytest
from answering_fake import FakeClient
from looking import settle
from PySide6.QtTest import QTest

from studio.app import build
from studio.bridge import Bridge
from studio.collect_forms import Wish
from studio.page import Page
from studio.settings import Settings


@pytest.fixture
def opened(qtbot):
    """Opens windows on the same home, one after the other."""
    windows = []

    def make(wait=True, **settings):
        window = build(Settings(**({"panel": "collect"} | settings)), Page(), Bridge(make=FakeClient))
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(1280, 720)
        window.show()
        if wait:
            qtbot.waitUntil(lambda: window.collecting.collection is not None)
            settle()
        return window

    yield make
    for window in windows:
        window.close()


@pytest.fixture
def sitting(opened):
    """A window with a writer who sits and is asked for letters."""
    window = opened()
    window.collect.writerMade.emit("Anna", "right", "private")
    window.collecting.start(Wish(window.collecting._wish.writer, ("upper", "lower"), 2, 0.0))
    settle()
    return window


def labels(window):
    return [item.sample.text for item in window.collecting.collection.items.values()]


def press(window, key):
    QTest.keyClick(window.collecting.desk.box, key)
    settle()
