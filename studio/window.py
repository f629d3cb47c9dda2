"""The main window: the only place where page, tools, panels, timeline and engine meet.

It builds the parts, wires their signals and gives every command its slot. What a part does is in the part's own file.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from engines.ink.types import Ink
from studio import looks, theme
from studio.background import Background
from studio.bridge import Bridge
from studio.canvas.replay import Clock, Timeline
from studio.canvas.view import PageView
from studio.choices import Choices, Parts
from studio.clipboard import Clipboard
from studio.collecting import Collecting
from studio.commands import Commands
from studio.conversion import Conversion, beside
from studio.datasets import Datasets
from studio.dialogs.palette import Entry, Palette
from studio.errors import ErrorBar
from studio.filing import Filing
from studio.helping import Helping
from studio.importing import Importing
from studio.incoming import Incoming
from studio.jobs import Jobs
from studio.leaving import Leaving
from studio.live import Live
from studio.mending import Mending
from studio.menus.context import context_menu
from studio.menus.table import menu_words
from studio.nudging import Nudging
from studio.page import Page
from studio.panels.collect import CollectPanel
from studio.panels.convert import ConvertPanel
from studio.panels.models import ModelsPanel
from studio.panels.recover import RecoverPanel
from studio.pens import Pens
from studio.placing import Placing
from studio.preferring import Preferring
from studio.rails import PANELS, TOOLS, Rail
from studio.recovering import Recovering
from studio.resting import Resting
from studio.restoration import Restoration
from studio.reworking import Reworking
from studio.selecting import Selecting
from studio.settings import Settings
from studio.sharing import Sharing
from studio.sheets import Sheets
from studio.showing import Showing
from studio.statusline import StatusLine
from studio.styling import Styling
from studio.touching import Touching
from studio.words import mark, tr

SAMPLE_SIZE = 50.0  # mm
LETTERS = "ABDEGHKMNRSTWabdefghkmrst2358"


def sample_letter(seed: int) -> Ink:
    """A letter in a hand of its own, written by Ductus."""
    from engines.ink.synthesis import Writer, glyph

    return glyph(LETTERS[seed % len(LETTERS)], Writer.random(seed), seed)


def erased(strokes: int, pictures: int) -> str:
    """What was taken off the page, in words."""
    if pictures and strokes:
        return tr("Took {} strokes and pictures off the page.").format(strokes + pictures)
    if pictures:
        return tr("Took the picture off the page.") if pictures == 1 else tr("Took {} pictures off the page.").format(pictures)
    return tr("Erased a stroke.") if strokes == 1 else tr("Erased {} strokes.").format(strokes)


class Window(Parts):
    """One page, one panel at a time, time at the bottom."""

    def __init__(self, page: Page, settings: Settings, bridge: Bridge) -> None:
        super().__init__()
        self.page, self.settings, self.bridge = page, settings, bridge
        self.theme = theme.named_theme(settings.theme)
        self.choices = Choices(self, settings, self.set_theme)
        self.background = Background(self)
        self.view, self.clock = PageView(), Clock(self)
        self.timeline = Timeline(self.clock)
        self.convert, self.recover, self.models = ConvertPanel(self.theme), RecoverPanel(self.theme), ModelsPanel()
        self.collect = CollectPanel(self.theme)
        self.live, self.jobs = Live(bridge, self), Jobs(bridge, self)
        self.status, self.document, self.errors = StatusLine(), QLabel(), ErrorBar()
        self.sharing, self.incoming = Sharing(self), Incoming(bridge, self)
        self.palette_of_commands: Palette | None = None
        self.conversion = Conversion(page, self.view, self.convert, self.clock, self.live, lambda: settings.reduce_motion, self)
        self.restoration = Restoration(page, self.view, self.convert, self.clock, self.live, bridge, self)
        self.filing = Filing(self, lambda: self.choices.show_panel("convert"))
        self.showing, self.leaving = Showing(self, bridge, self.errors), Leaving(self, lambda: self.filing.export())
        self.helping = Helping(self, self.background)
        self.preferring = Preferring(self, self.choices, bridge, self.leaving.start_again)
        self.clipboard = Clipboard(self.background, self)
        self.selecting = Selecting(
            page, self.view, self.choices.set_tool, self._erase, self.clipboard, lambda: settings.pen_width, self
        )
        self.touching, self.resting = Touching(self.view, settings, self), Resting(self.view, settings, self)
        self.placing = Placing(page, self.view, self.selecting.hold, self.status.tell, self.background, self)
        self.pens = Pens(page, self.view, settings, self.selecting.selection, lambda: self.commands, self)
        self.reworking = Reworking(page, self.view, self.selecting.selection, self)
        self.recovering, self.importing = Recovering(self, bridge), Importing(self, bridge)
        self.nudging = Nudging(
            page, self.view, self.selecting.selection, self.choices.set_tool, lambda: self.selecting.delete(), self
        )
        self.collecting = Collecting(self, bridge)
        self.sheets = Sheets(self, bridge, self.collecting)
        self.datasets = Datasets(self, bridge, self.collecting, self.filing.exporting.export)
        self.mending = Mending(self, self.collecting, bridge)
        self.styling = Styling(self, bridge, self.datasets)
        self.commands = Commands(self._slots(), self)
        self.panels: dict[str, QWidget] = {"convert": self.convert, "recover": self.recover, "collect": self.collect}
        self.panels |= {"dataset": self.datasets.panel, "models": self.models}
        self._lay_out()
        self._wire()
        self.choices.restore()
        self.selecting.set_menu(context_menu(self.commands, self))
        self.touching.shown = self.commands["pen.touch"].setChecked
        self.touching.restore()
        self.resting.shown = self.commands["pen.dwell"].setChecked
        self.resting.restore()
        self.pens.restore()
        self.showing.history()
        self.view.setFocus()
        if page.strokes:
            self.conversion.show_current(page.current)

    # What is built

    def _lay_out(self) -> None:
        self.setMinimumSize(960, 600)
        menus = self.commands.fill(self.menuBar())
        after_open = menus["File"].actions()
        menus["File"].insertMenu(after_open[after_open.index(self.commands["file.open"]) + 1], self.filing.recents.menu)
        self.document.setObjectName("documentState")
        self.document.setAccessibleName(self.tr("Page"))
        self.document.setFixedWidth(400)
        self.document.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.menuBar().setCornerWidget(self.document)
        self.tool_rail = Rail("Tools", self.tr("Tools"), [self.commands[name] if name else None for name in TOOLS])
        self.panel_rail = Rail("Panels", self.tr("Panels"), [self.commands[name] for name in PANELS], words=True)
        self.stack = QStackedWidget()
        for panel in self.panels.values():
            self.stack.addWidget(panel)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.desk = QWidget()
        column = QVBoxLayout(self.desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._timeline_strip())
        for part in (self.desk, self.stack):
            self.splitter.addWidget(part)
        middle = QWidget()
        whole = QVBoxLayout(middle)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.splitter, 1)
        whole.addWidget(self.errors)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)

    def _timeline_strip(self) -> QFrame:
        strip = QFrame()
        strip.setObjectName("timelineFrame")
        row = QVBoxLayout(strip)
        row.setContentsMargins(8, 0, 8, 0)
        row.addWidget(self.timeline)
        return strip

    def _wire(self) -> None:
        page, view, bridge = self.page, self.view, self.bridge
        self.showing.wire()
        self.importing.wire()
        self.showing.steps = self.collecting.steps
        self.collecting.stepsChanged.connect(self.showing.history)
        view.set_page(page)
        view.strokeFinished.connect(page.add)
        view.eraseRequested.connect(self._erase)
        view.penInfo.connect(lambda text: self.status.pen.say(self.tr("pen: {}").format(text) if text else ""))
        view.filesDropped.connect(self.sharing.lay_files)
        view.pictureDropped.connect(self.sharing.take_image)
        self.sharing.told.connect(self.status.tell)
        self.sharing.pictureLaid.connect(self.placing.lay)
        self.selecting.told.connect(self.status.tell)
        self.clipboard.told.connect(self.status.tell)
        self.clipboard.filePasted.connect(lambda path: self.sharing.take_files([path]))
        self.clipboard.picturePasted.connect(self.sharing.take)
        self.incoming.told.connect(self.status.tell)
        self.restoration.told.connect(self.status.tell)
        self.reworking.told.connect(self.status.tell)
        self.nudging.told.connect(self.status.tell)
        self.conversion.told.connect(self.status.tell)
        bridge.replied.connect(self.live.replied)
        bridge.replied.connect(self.restoration.replied)
        bridge.replied.connect(self.incoming.replied)
        bridge.replied.connect(self.recovering.replied)
        bridge.jobEvent.connect(self.jobs.heard)
        bridge.jobEvent.connect(self.recovering.heard)
        self.status.cancelWanted.connect(self.jobs.stop)
        panel = self.convert
        panel.sampleWanted.connect(self._write_sample)
        panel.pictureWanted.connect(self.filing.open)
        self.recover.pictureWanted.connect(self.filing.open)
        panel.placeWanted.connect(self.conversion.place)
        panel.playWanted.connect(self.clock.toggle)
        panel.modelChosen.connect(self.showing.use_model)
        self.models.useWanted.connect(self.showing.use_model)
        self.models.folderWanted.connect(self._open_models_folder)
        self.models.restartWanted.connect(bridge.restart)

    def _slots(self) -> dict[str, Callable[..., Any]]:
        view = self.view
        parts = self.choices.slots() | self.selecting.slots() | self.filing.slots() | self.touching.slots() | self.pens.slots()
        parts |= self.restoration.slots() | self.reworking.slots() | self.preferring.slots() | self.helping.slots()
        parts |= self.collecting.slots() | self.resting.slots() | self.recovering.slots() | self.nudging.slots()
        parts |= self.datasets.slots() | self.importing.slots() | self.mending.slots() | self.sheets.slots()
        parts |= self.styling.slots()
        return parts | {
            "file.quit": self.close,
            "edit.clear": self._clear,
            "view.zoom_in": view.zoom_in,
            "view.zoom_out": view.zoom_out,
            "view.fit": view.fit,
            "view.actual": view.actual,
            "ink.play": self.clock.toggle,
            "ink.restart": self.clock.restart,
            "ink.place": self.conversion.place,
            "ink.sample": self._write_sample,
            "models.show": lambda: self.choices.show_panel("models"),
            "models.folder": self._open_models_folder,
            "models.restart": self.bridge.restart,
            "help.find": self._find_command,
        }

    # Ink

    def _clear(self) -> None:
        if not self.page.empty:
            self.page.clear()
            self.status.tell(self.tr("The page is cleared."), self.tr("Undo"), self.page.undo)

    def _erase(self, ids: tuple[str, ...], what: str = "") -> None:
        if not ids:
            self.status.tell(self.tr("There is nothing to erase."))
            return
        pictures = len({picture.id for picture in self.page.pictures}.intersection(ids))
        self.page.erase(ids, what or mark("Erase stroke"))
        self.status.tell(erased(len(ids) - pictures, pictures), self.tr("Undo"), self.page.undo)

    def _write_sample(self) -> None:
        ink = sample_letter(int(time.time() * 1000))
        self.page.add_ink(beside(ink, Ink(self.page.strokes), SAMPLE_SIZE, self.view.centre()), mark("Sample letter"))
        self.view.reveal()

    def _open_models_folder(self) -> None:
        folder = self.settings.models_dir
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # What is shown

    def _find_command(self) -> None:
        if self.palette_of_commands is not None:
            self.palette_of_commands.deleteLater()
        self.palette_of_commands = Palette(self._entries, self.theme, self)
        self.palette_of_commands.ask()

    def _entries(self) -> list[Entry]:
        words, entries = menu_words(), []
        for command in self.commands.table:
            action = self.commands[command.name]
            menu, _, submenu = command.menu.partition("/")
            inner = words[command.menu] + ": " if submenu else ""
            if command.name != "help.find":
                text = f"{inner}{action.text()}".replace("&", "")
                entries.append(Entry(action, text, words[menu].replace("&", ""), command.hint))
        return entries

    def set_theme(self, shown: theme.Theme) -> None:
        """Dress everything in `shown`."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.theme = shown
        theme.apply(app, shown)
        self.setStyleSheet(looks.sheet(shown, self.settings.big_targets))
        self.commands.set_icons(lambda name: theme.icon(name, shown))
        for part in (self.view, self.timeline, self.convert, self.recover, self.pens, self.restoration.strip, self.collecting):
            part.set_theme(shown)
        self.datasets.panel.set_theme(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel's width follows the window's."""
        super().resizeEvent(event)
        self.choices.resized()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything, end the engine, go."""
        if not self.leaving.may_close():
            event.ignore()
            return
        self.choices.keep_window()
        self.hide()
        self.collecting.close()
        self.page.close()
        self.settings.flush()
        self.bridge.close()
        self.background.wait()
        self.view.sheet.underlay.wait()
        super().closeEvent(event)
