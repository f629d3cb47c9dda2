"""Whatever the clipboard holds and whatever is dropped: it is used, or one sentence is told, and the page stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from answering_fake import FakeClient
from fuzzing import assert_sentence, cases
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engines.ink.types import Ink, Stroke
from studio.app import build
from studio.bridge import Bridge
from studio.clipboard import DRAWING, OWN, packed
from studio.page import Page
from studio.settings import Settings
from studio.window import Window

LETTER = Ink((Stroke([[60, 40], [60, 60], [60, 80]]), Stroke([[60, 60], [75, 60]])))
TEXTS = st.sampled_from(["", " ", "<svg", "<svg/>", "<ink><trace>1 2</trace></ink>", "two\nlines", "\ud800", "x" * 5000,
                         "file:///etc", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>", "\0",
                         "<p>html</p>"]) | st.text(max_size=20)  # fmt: skip
ADDRESSES = ["file:///absent/a.png", "file:///dev/zero", "file:///dev", "file:///", "https://example.org/a.png", "data:,x", "",
             "file:///absent/a.inkml", "file:///tmp", "file:///absent/a%00b.svg", "file:relative.png", "smb://host/a.svg",
             "file:///proc/self/mem", "file:///absent/" + "n" * 300 + ".jpg"]  # fmt: skip
FORMATS = [
    OWN,
    DRAWING,
    "application/inkml+xml",
    "image/png",
    "text/uri-list",
    "application/x-qt-image",
    "text/html",
    "x/y",
    "nonsense",
]


@st.composite
def contents(draw: st.DrawFn) -> QMimeData:
    """Every mix of what a clipboard or a drag can carry."""
    data = QMimeData()
    for kind in draw(st.lists(st.sampled_from(["text", "html", "urls", "image", "image", "format", "colour"]), max_size=4)):
        if kind == "text":
            data.setText(draw(TEXTS).encode("utf-8", "replace").decode())
        elif kind == "html":
            data.setHtml(draw(TEXTS).encode("utf-8", "replace").decode())
        elif kind == "urls":
            data.setUrls([QUrl(text) for text in draw(st.lists(st.sampled_from(ADDRESSES), max_size=3))])
        elif kind == "image":
            wide, high = draw(st.sampled_from([(0, 0), (1, 1), (8, 3), (300, 1)]))
            form = draw(st.sampled_from([QImage.Format.Format_RGB32, QImage.Format.Format_Mono, QImage.Format.Format_RGBA64]))
            data.setImageData(draw(st.sampled_from([QImage(wide, high, form), QImage(), None, "text", 7])))
        elif kind == "format":
            raw = draw(st.binary(max_size=30) | st.sampled_from([packed([LETTER])[:-1], b"<svg><path d='M0 0'/></svg>"]))
            data.setData(draw(st.sampled_from(FORMATS)), QByteArray(raw))
        else:
            data.setColorData(QColor("red"))
    return data


class Watched:
    """A window with ink on its page, and what it tells and asks."""

    def __init__(self) -> None:
        def make(listener: object) -> FakeClient:
            self.client = FakeClient(listener)
            return self.client

        self.window: Window = build(Settings(theme="light"), Page(), Bridge(make=make))
        self.window.page.add_ink(LETTER)
        self.before = self.window.page.strokes
        self.told: list[str] = []
        self.pages: list[Path] = []
        for source in (self.window.clipboard, self.window.sharing, self.window.incoming):
            source.told.connect(self.told.append)

    def check(self) -> None:
        """After everything came to rest: used or told, and nothing is on the page that was not there."""
        self.window.background.wait()
        for _ in range(3):
            QApplication.processEvents()
        for told in self.told:
            assert_sentence(told)
        assert self.window.page.strokes == self.before
        asking = self.window.importing.dialog  # a folder: whether it is to be imported
        assert self.told or self.client.asked or asking
        if asking:
            asking.reject()
        self.told.clear()
        self.client.asked.clear()


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Watched]:
    made = Watched()
    qtbot.addWidget(made.window)
    yield made
    QGuiApplication.clipboard().clear()
    made.window.close()


@cases(300)
@given(contents())
def test_any_clipboard_is_used_or_answered_in_words(watched: Watched, data: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(data)
    watched.client.asked.clear()
    watched.window.commands["edit.paste"].trigger()
    watched.check()


@cases(300)
@given(contents())
def test_any_drop_is_used_or_answered_in_words(watched: Watched, data: QMimeData) -> None:
    watched.client.asked.clear()
    where = (QPoint(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(*where)
    enter.ignore()
    watched.window.view.dragEnterEvent(enter)
    if not enter.isAccepted():  # then Qt does not let it drop
        assert not watched.window.view.dropping
        return
    watched.window.view.dropEvent(QDropEvent(QPointF(50, 50), *where[1:]))
    watched.check()


def test_a_picture_that_cannot_be_shown_to_the_engine_is_refused_before_it_is_copied(watched: Watched) -> None:
    image = QImage(20_000, 20_000, QImage.Format.Format_Mono)  # 50 MB, as pixels 1.6 GB
    watched.client.asked.clear()
    watched.window.sharing.take_image(image, "Pasted picture")
    assert "megapixels" in watched.told[-1]
    watched.check()
