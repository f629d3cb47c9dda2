"""What a person chose and finds again: tool, theme, layout, panel. Settings keep it, commands show it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QStackedWidget, QWidget

from studio import theme
from studio.background import Background
from studio.canvas.replay import Clock, Timeline
from studio.canvas.view import PageView
from studio.clipboard import Clipboard
from studio.commands import Commands
from studio.conversion import Conversion
from studio.errors import ErrorBar
from studio.incoming import Incoming
from studio.jobs import Jobs
from studio.live import Live
from studio.page import Page
from studio.panels.collect import CollectPanel
from studio.panels.convert import ConvertPanel
from studio.panels.models import ModelsPanel
from studio.panels.recover import RecoverPanel
from studio.pens import Pens
from studio.placing import Placing
from studio.rails import Rail
from studio.resting import Resting
from studio.selecting import Selecting
from studio.settings import Settings
from studio.sharing import Sharing
from studio.statusline import StatusLine
from studio.touching import Touching

TOOLS = ("pen", "eraser", "select", "points", "pan")
THEMES = ("system", "light", "dark")
PANEL_WIDTHS = (424, 560)  # px, smallest and largest that the window chooses by itself
PANEL_SHARE = 0.29  # of the window's width


class Parts(QMainWindow):
    """The parts of the window that choices and files change; the window itself fills them in."""

    page: Page
    settings: Settings
    theme: theme.Theme
    view: PageView
    clock: Clock
    live: Live
    convert: ConvertPanel
    models: ModelsPanel
    recover: RecoverPanel
    collect: CollectPanel
    document: QLabel
    commands: Commands
    panels: dict[str, QWidget]
    tool_rail: Rail
    panel_rail: Rail
    splitter: QSplitter
    desk: QWidget
    timeline: Timeline
    stack: QStackedWidget
    status: StatusLine
    errors: ErrorBar
    background: Background
    sharing: Sharing
    clipboard: Clipboard
    placing: Placing
    choices: Choices
    selecting: Selecting
    incoming: Incoming
    conversion: Conversion
    touching: Touching
    resting: Resting
    pens: Pens
    jobs: Jobs


class Choices(QObject):
    """Carries out the commands that change how the window is, and remembers them. dress: shows a theme.

    panelShown: the name of the panel beside the page, "" for none.
    """

    panelShown = Signal(str)

    def __init__(self, window: Parts, settings: Settings, dress: Callable[[theme.Theme], None]) -> None:
        super().__init__(window)
        self._window, self._settings, self._dress = window, settings, dress

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        slots: dict[str, Callable[..., Any]] = {
            "view.guides": self.set_guides,
            "view.stroke_numbers": self.set_stroke_numbers,
            "view.left_handed": self.set_left_handed,
            "view.reduce_motion": self.set_reduce_motion,
            "view.full_screen": self.set_full_screen,
            "ink.loop": self.set_loop,
        }
        slots |= {f"tool.{name}": partial(self.set_tool, name) for name in TOOLS}
        slots |= {f"theme.{name}": partial(self.set_theme, name) for name in THEMES}
        panels = ("convert", "recover", "collect", "dataset", "models")
        slots |= {f"panel.{name}": partial(self.toggle_panel, name) for name in panels}
        return slots

    def restore(self) -> None:
        """Everything as it was left."""
        settings, window = self._settings, self._window
        self.set_tool("pen")
        self.set_theme(settings.theme)
        window.tool_rail.set_big(settings.big_targets)
        window.panel_rail.set_big(settings.big_targets)
        self.set_guides(settings.guides)
        self.set_stroke_numbers(settings.stroke_numbers)
        self.set_left_handed(settings.left_handed)
        self.set_reduce_motion(settings.reduce_motion)
        self.set_loop(settings.loop)
        window.clock.set_speed(settings.speed)
        window.clock.stateChanged.connect(self._clock_changed)
        self.show_panel(settings.panel if settings.panel in ("", *window.panels) else "convert")
        window.live.model = settings.model
        if not (settings.geometry and window.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))):
            window.resize(1280, 720)
        self._widen()
        window.splitter.splitterMoved.connect(self._keep_width)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def keep_window(self) -> None:
        """Remember where the window is."""
        if not self._window.isFullScreen():
            self._settings.geometry = bytes(self._window.saveGeometry().toBase64().data()).decode()

    def _widen(self) -> None:
        """Give the panel its width and the page the rest."""
        window = self._window
        panel = round(self._settings.panel_width or min(max(PANEL_SHARE * window.width(), PANEL_WIDTHS[0]), PANEL_WIDTHS[1]))
        rest = max(window.splitter.width() - panel, 1)
        window.splitter.setSizes([panel, rest] if self._settings.left_handed else [rest, panel])

    def _keep_width(self) -> None:
        self._settings.panel_width = self._window.stack.width()

    def resized(self) -> None:
        """The window has another size: the panel follows until a person has drawn its width."""
        if not self._settings.panel_width:
            self._widen()

    def _check(self, command: str, on: bool = True) -> None:
        self._window.commands[command].setChecked(on)

    def set_tool(self, name: str) -> None:
        """The tool in hand."""
        self._window.view.set_tool(name)
        self._check(f"tool.{name}")

    def set_theme(self, name: str) -> None:
        """Light, dark or as the system says."""
        self._settings.theme = name
        self._dress(theme.named_theme(name))
        self._check(f"theme.{name}")

    def _system_changed(self) -> None:
        self.set_theme(self._settings.theme)

    def set_stroke_numbers(self, on: bool) -> None:
        """Numbers and arrows on the page's own ink."""
        self._settings.stroke_numbers = on
        self._window.view.set_stroke_numbers(on)
        self._check("view.stroke_numbers", on)

    def set_guides(self, on: bool) -> None:
        """Baseline, x-height and slant."""
        self._settings.guides = on
        self._window.view.set_guides(on)
        self._check("view.guides", on)

    def set_left_handed(self, on: bool) -> None:
        """Tools and panels change sides."""
        self._settings.left_handed = on
        window = self._window
        left, right = Qt.ToolBarArea.LeftToolBarArea, Qt.ToolBarArea.RightToolBarArea
        window.addToolBar(right if on else left, window.tool_rail)
        window.addToolBar(left if on else right, window.panel_rail)
        window.splitter.insertWidget(0 if on else 1, window.stack)
        window.splitter.setStretchFactor(window.splitter.indexOf(window.desk), 1)
        window.splitter.setStretchFactor(window.splitter.indexOf(window.stack), 0)
        self._widen()
        self._check("view.left_handed", on)

    def set_reduce_motion(self, on: bool) -> None:
        """Nothing moves unless a person starts it."""
        self._settings.reduce_motion = on
        self._window.convert.set_reduced_motion(on)
        self._check("view.reduce_motion", on)

    def set_big_targets(self, on: bool) -> None:
        """Larger buttons, fields and menus."""
        self._settings.big_targets = on
        for rail in (self._window.tool_rail, self._window.panel_rail):
            rail.set_big(on)
        self._dress(self._window.theme)

    def set_loop(self, on: bool) -> None:
        """The replay starts again at its end."""
        self._settings.loop = on
        self._window.clock.set_loop(on)
        self._check("ink.loop", on)

    def _clock_changed(self) -> None:
        """The timeline's own buttons are choices too."""
        self._settings.speed, self._settings.loop = self._window.clock.speed, self._window.clock.loop
        self._check("ink.loop", self._window.clock.loop)

    def set_full_screen(self, on: bool) -> None:
        """The whole screen, or a window."""
        self._window.showFullScreen() if on else self._window.showNormal()
        self._check("view.full_screen", on)

    def show_panel(self, name: str) -> None:
        """One panel beside the page; "" for none."""
        window = self._window
        self._settings.panel = name
        window.stack.setVisible(bool(name))
        if name:
            window.stack.setCurrentWidget(window.panels[name])
        for other in window.panels:
            self._check(f"panel.{other}", other == name)
        self.panelShown.emit(name)

    def toggle_panel(self, name: str, _checked: bool) -> None:
        """Show the panel, or fold it away when it is shown."""
        shown = self._settings.panel == name and self._window.stack.isVisible()
        self.show_panel("" if shown else name)
