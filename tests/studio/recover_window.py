"""A window whose Recover panel is in front, with a made-up engine, and what tests do with it."""

from __future__ import annotations

import pytest
from answering_fake import FakeClient
from PySide6.QtGui import QImage

from studio.app import build
from studio.bridge import Bridge
from studio.page import Page
from studio.placed import Pictured, PlacedPicture, digest_of
from studio.placing import kept
from studio.settings import Settings

MM = 0.5  # of a pixel of the picture


def a_picture(x: float = 40.0, y: float = 30.0) -> Pictured:
    """40 x 40 pixels of white, MM a pixel."""
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    png = kept(image).png
    made = PlacedPicture(digest_of(png), (40, 40), (MM, 0.0, 0.0, MM, x, y), "Scan")
    return Pictured((made,), {made.image: png})


@pytest.fixture
def clients():
    return []


@pytest.fixture
def window(qtbot, clients):
    def make(listener):
        clients.append(FakeClient(listener))
        return clients[-1]

    made = build(Settings(theme="light", reduce_motion=True, panel="recover"), Page(), Bridge(make=make))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitUntil(lambda: bool(made.bridge.hello.models))
    yield made
    made.close()


@pytest.fixture
def recovered(window, qtbot):
    """The window after a picture of two strokes was recovered, the second of them weak."""
    window.page.put((), a_picture(), "Place picture")
    window.commands["ink.recover"].trigger()
    qtbot.waitUntil(lambda: len(window.page.strokes) == 2)
    return window


def rows(window):
    return window.recover.strokes.rows


def pick(window, *numbers):
    window.recover.strokes.clearSelection()
    for number in numbers:
        window.recover.strokes.item(number).setSelected(True)
