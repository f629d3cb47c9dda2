"""Cut, copy and paste: ink comes back bit for bit, other programs get pictures and drawings, and nonsense is one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QMimeData, QPointF, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from select_desk import Desk

from engines.ink.types import Ink, Stroke
from studio.clipboard import DRAWING, OWN, document_in, packed, unpacked

nan = float("nan")
INKS = [
    Ink((Stroke([[1 / 3, 2], [3, 4]], [0, 0.1], [0.2, nan], [[1, 2], [3, nan]], origin="a"), Stroke([[9, 9]]))),
    Ink((Stroke([[5, 5], [6, 7], [8, 8]], t=[1, 2, nan]),)),
]


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    QGuiApplication.clipboard().clear()
    made = Desk()
    made.told = []
    made.clipboard.told.connect(made.told.append)
    made.selecting.told.connect(made.told.append)
    yield made
    made.close()
    QGuiApplication.clipboard().clear()


def put(data: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(data)


def test_ink_comes_back_bit_for_bit_with_its_characters() -> None:
    back = unpacked(packed(INKS))
    assert [len(ink) for ink in back] == [2, 1]
    assert all(made.same_as(ink) for made, ink in zip(back, INKS, strict=True))
    assert [stroke.id for ink in back for stroke in ink] == [stroke.id for ink in INKS for stroke in ink]
    assert back[0].strokes[0].origin == "a"


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_damaged_ink_is_refused_and_never_half_taken(data: st.DataObject) -> None:
    whole = bytearray(packed(INKS))
    kind = data.draw(st.sampled_from(["cut", "flip", "noise"]))
    if kind == "cut":
        damaged = bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    elif kind == "flip":
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
        damaged = bytes(whole)
    else:
        damaged = data.draw(st.binary(max_size=200))
    with pytest.raises(ValueError, match="damaged"):
        unpacked(damaged)


def test_a_copy_is_there_in_every_form(desk: Desk, qtbot: QtBot) -> None:
    desk.selection.set(desk.ids[:2])
    desk.selecting.copy()
    qtbot.waitUntil(lambda: bool(desk.told))
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage() and not QImage(data.imageData()).isNull() and b"<svg" in bytes(data.data(DRAWING).data())
    (ink,) = unpacked(bytes(data.data(OWN).data()))
    assert ink.same_as(Ink(desk.page.strokes[:2])) and len(desk.page.strokes) == 3


def test_without_a_selection_the_whole_page_is_copied(desk: Desk, qtbot: QtBot) -> None:
    desk.selecting.copy()
    qtbot.waitUntil(lambda: bool(desk.told))
    assert len(unpacked(bytes(QGuiApplication.clipboard().mimeData().data(OWN).data()))) == 2


def test_cut_and_paste_bring_the_ink_back_as_what_is_selected(desk: Desk, qtbot: QtBot) -> None:
    desk.selection.set(desk.ids)
    desk.selecting.cut()
    qtbot.waitUntil(lambda: not desk.page.strokes)
    assert desk.page.undo_text == "Cut"
    desk.view.set_tool("pen")
    desk.clipboard.paste()
    qtbot.waitUntil(lambda: len(desk.page.strokes) == 3)
    assert desk.selection.strokes == desk.page.strokes and desk.view.tool == "select"
    assert desk.page.undo_text == "Paste" and [len(ink) for ink in desk.page.characters] == [2, 1]
    np.testing.assert_allclose(desk.page.strokes[0].xy, [[45, 35], [45, 65]], atol=1e-4)  # aside of its place
    assert [stroke.origin for stroke in desk.page.strokes] == desk.ids
    desk.page.undo()
    desk.page.undo()
    assert [stroke.id for stroke in desk.page.strokes] == desk.ids


def test_ink_is_pasted_under_the_pointer_or_into_view(desk: Desk) -> None:
    desk.view.pointer = QPointF(*desk.at(100, 80))
    desk.selecting.paste([Ink((Stroke([[0, 0], [10, 20]]),))])
    np.testing.assert_allclose(desk.page.strokes[3].xy, [[95, 70], [105, 90]], atol=1e-3)
    desk.view.pointer = None
    desk.selecting.paste([Ink((Stroke([[900, 900]]),))])
    assert desk.page.strokes[4].xy[0].tolist() == pytest.approx(desk.view.centre(), abs=1e-3)


def test_cutting_nothing_is_answered_in_words(desk: Desk) -> None:
    desk.selecting.cut()
    assert "Nothing is selected" in desk.told[-1] and len(desk.page.strokes) == 3


def test_an_empty_or_useless_clipboard_is_one_sentence(desk: Desk, qtbot: QtBot) -> None:
    useless = QMimeData()
    useless.setText("<html>no ink</html>")
    for data in (QMimeData(), useless):
        put(data)
        desk.clipboard.paste()
        assert desk.told.pop() == "The clipboard holds no ink and no picture."
    damaged = QMimeData()
    damaged.setData(OWN, QByteArray(b"nonsense"))
    put(damaged)
    desk.clipboard.paste()
    qtbot.waitUntil(lambda: bool(desk.told))
    assert desk.told == ["That did not work: The clipboard's ink is damaged. Your page is unchanged."]
    desk.selecting.paste([])
    assert desk.told[-1] == "The clipboard holds no ink and no picture." and len(desk.page.strokes) == 3


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', ".svg"),
        ('<ink xmlns="http://www.w3.org/2003/InkML"><trace>1 2</trace></ink>', ".inkml"),
        ("  <svg/>", ".svg"),
    ],
)
def test_a_drawing_is_kept_for_the_engine_to_read(desk: Desk, qtbot: QtBot, text: str, suffix: str) -> None:
    files: list[Path] = []
    desk.clipboard.filePasted.connect(files.append)
    data = QMimeData()
    data.setText(text)
    put(data)
    desk.clipboard.paste()
    qtbot.waitUntil(lambda: bool(files))
    assert files[0].suffix == suffix and files[0].read_text() == text.strip() and desk.clipboard.owns(files[0])


def test_prose_and_pages_are_no_drawings() -> None:
    for text in ("svg", "see <svg> there", "<p>ink</p>", "", "<" + "x" * 5000 + "<svg"):
        data = QMimeData()
        data.setText(text)
        assert document_in(data) is None


def test_files_and_pictures_are_told(desk: Desk, tmp_path: Path) -> None:
    found: list[object] = []
    desk.clipboard.picturePasted.connect(found.append)
    files, picture = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "letter.png"))])
    picture.setImageData(QImage(5, 4, QImage.Format.Format_RGB32))
    for data in (files, picture):
        put(data)
        desk.clipboard.paste()
    assert found[0] == tmp_path / "letter.png" and isinstance(found[1], QImage) and found[1].width() == 5
