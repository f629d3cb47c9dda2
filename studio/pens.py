"""The pen in hand: its settings, its presets, its keys; and how calmly ink is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from engines.ink.brush import Brush
from studio.canvas.view import PageView
from studio.commands import Commands
from studio.dialogs.pen import PRESETS, PenDialog, PenValues
from studio.page import Page
from studio.selection import Selection
from studio.settings import Settings
from studio.theme import Theme
from studio.words import mark

SMOOTHINGS = {"none": 0.0, "some": 0.5, "much": 0.9}
THINNEST, WIDEST = 0.1, 5.0  # mm
STEP = 1.2  # factor of a press of [ or ]
SETTLED = 300  # ms for which a slider rests before the selection follows, so that one drag is one step of undo


def nearest(value: float, among: Mapping[str, float]) -> str:
    """The key whose value is nearest."""
    return min(among, key=lambda key: abs(among[key] - value))


class Pens(QObject):
    """Carries out the pen's commands, keeps what was chosen, and redraws what is selected with it.

    commands: asked for when a state is shown, for they are made after this.
    """

    def __init__(
        self,
        page: Page,
        view: PageView,
        settings: Settings,
        selection: Selection,
        commands: Callable[[], Commands],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._page, self._view, self._settings, self._selection, self._commands = page, view, settings, selection, commands
        self._dialog: PenDialog | None = None
        self._theme: Theme | None = None
        self._settling = QTimer(self, singleShot=True, interval=SETTLED)
        self._settling.timeout.connect(self.redraw_selection)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        slots: dict[str, Callable[..., Any]] = {
            "pen.settings": self.show_settings,
            "pen.thinner": lambda: self.widen(1 / STEP),
            "pen.wider": lambda: self.widen(STEP),
            "ink.redraw": self.redraw,
        }
        slots |= {f"pen.{name}": partial(self.take, name) for name in PRESETS}
        return slots | {f"smooth.{name}": partial(self.set_smoothing, strength) for name, strength in SMOOTHINGS.items()}

    def restore(self) -> None:
        """Everything as it was left."""
        settings = self._settings
        self._view.set_pen_width(settings.pen_width)
        self._show(settings.pen)
        self.set_smoothing(settings.smoothing)
        self.set_tremor(settings.tremor)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._theme = theme
        if self._dialog is not None:
            self._dialog.set_theme(theme)

    # The pen

    def take(self, name: str) -> None:
        """A preset, in the colour that is in use."""
        self.set_brush(replace(PRESETS[name], colour=self._settings.pen.colour))

    def widen(self, factor: float) -> None:
        """A wider or thinner pen."""
        brush = self._settings.pen
        self.set_brush(replace(brush, width=round(min(max(brush.width * factor, THINNEST), WIDEST), 2)))

    def set_brush(self, brush: Brush) -> None:
        """The pen for new strokes, and for what is selected; other ink keeps its own."""
        self._settings.pen = brush
        self._show(brush)
        if self._selection:
            self._settling.start()

    def _show(self, brush: Brush) -> None:
        self._view.set_brush(brush)
        self._commands()[f"pen.{nearest(brush.width, {name: pen.width for name, pen in PRESETS.items()})}"].setChecked(True)
        self._tell_dialog()

    def redraw(self) -> None:
        """Draw what is selected, else the current character, with the pen in hand."""
        self._redraw(self._selection.ink.strokes or self._page.current.strokes)

    def redraw_selection(self) -> None:
        """Draw what is selected with the pen in hand."""
        self._redraw(self._selection.strokes)

    def _redraw(self, strokes: tuple[Any, ...]) -> None:
        brush = self._settings.pen
        other = {stroke.id: stroke.derive(stroke.xy, brush=brush) for stroke in strokes if stroke.brush != brush}
        if other:
            self._page.exchange(other, mark("Change pen"))

    # How calmly ink is shown

    def set_smoothing(self, strength: float) -> None:
        """How much the eye is shown smoothed, 0..1."""
        self._settings.smoothing = strength
        self._view.set_smoothing(strength)
        self._commands()[f"smooth.{nearest(strength, SMOOTHINGS)}"].setChecked(True)
        self._tell_dialog()

    def set_tremor(self, strength: float) -> None:
        """How strongly trembling is taken out of what the eye is shown, 0..1."""
        self._settings.tremor = strength
        self._view.set_tremor(strength)
        self._tell_dialog()

    # The dialog

    def show_settings(self) -> None:
        """The pen's settings beside the page, which stays in use."""
        if self._dialog is None:
            self._dialog = PenDialog(self._view.window())
            self._dialog.brushChanged.connect(self.set_brush)
            self._dialog.smoothingChanged.connect(self.set_smoothing)
            self._dialog.tremorChanged.connect(self.set_tremor)
        if self._theme is not None:
            self._dialog.set_theme(self._theme)
        self._tell_dialog()
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _tell_dialog(self) -> None:
        if self._dialog is not None:
            settings = self._settings
            self._dialog.set_values(PenValues(settings.pen, settings.smoothing, settings.tremor))
