"""Stroke numbers and arrows on the page's own ink."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from engines.ink.types import Ink, Stroke
from studio.canvas.view import PageView
from studio.page import Page
from studio.theme import DARK, LIGHT

CROSS = Ink((Stroke([[60, 40], [60, 60], [60, 80]]), Stroke([[45, 60], [60, 61], [75, 60]])))


def pinks(view):
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., 2::-1].astype(int)
    pink = QColor(LIGHT.time_start)
    return int((np.abs(pixels - (pink.red(), pink.green(), pink.blue())).sum(axis=2) < 12).sum())


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_numbers_come_go_and_follow_the_page(qtbot, theme):
    page, view = Page(), PageView()
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.set_theme(theme)
    view.set_page(page)
    view.show()
    page.add_ink(CROSS)
    assert pinks(view) == 0
    view.set_stroke_numbers(True)
    both = pinks(view)
    assert both > 100
    page.erase([page.strokes[0].id])
    assert 0 < pinks(view) < both
    page.undo()
    assert pinks(view) == both
    view.set_zoom(0.05)  # too small to be read: the ink is left alone
    assert pinks(view) == 0
    view.set_stroke_numbers(False)
    view.fit()
    assert pinks(view) == 0
