"""A page with two characters under the Select tool, for the tests of what hands do to what is selected."""

from __future__ import annotations

from canvas_pens import click
from PySide6.QtCore import Qt

from engines.ink.types import Stroke
from studio.background import Background
from studio.canvas.view import PageView
from studio.clipboard import Clipboard
from studio.page import Page
from studio.selecting import Selecting
from studio.theme import LIGHT

Keys = Qt.KeyboardModifier
SHIFT, CTRL = Keys.ShiftModifier, Keys.ControlModifier


class Desk:
    """A page with two characters, one of two strokes, its view at 100% and what is selected."""

    def __init__(self) -> None:
        self.page, self.view = Page(), PageView()
        self.view.set_theme(LIGHT)
        self.view.set_page(self.page)
        self.background = Background()
        self.clipboard = Clipboard(self.background)
        self.selecting = Selecting(self.page, self.view, self.view.set_tool, self.page.erase, self.clipboard, lambda: 0.7)
        self.selection = self.selecting.selection
        self.view.resize(800, 600)
        self.view.show()
        self.view.actual()
        for xy in ([[40, 30], [40, 60]], [[40, 45], [52, 45]], [[120, 30], [120, 60]]):
            self.page.add(Stroke(xy, t=[0, 0.1]))
        self.ids = [stroke.id for stroke in self.page.strokes]
        self.view.set_tool("select")

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Logical pixels of a place in mm."""
        place = self.view.sheet.camera.view(x, y)
        return place.x(), place.y()

    def click(self, x: float, y: float, keys: Keys = Keys.NoModifier) -> None:
        click(self.view, [self.at(x, y)], keys)

    def drag(self, corners: list[tuple[float, float]], keys: Keys = Keys.NoModifier) -> None:
        click(self.view, [self.at(x, y) for x, y in corners], keys)

    @property
    def chosen(self) -> list[int]:
        """Which of the first three strokes are selected."""
        return [number for number, name in enumerate(self.ids) if name in self.selection.ids]

    def close(self) -> None:
        """No window is left."""
        self.background.wait()
        self.view.sheet.underlay.wait()
        self.view.close()
        self.view.deleteLater()
