"""Where the program is put together: settings, page, engine, window. No globals; the engine starts after the first paint."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from studio import errors
from studio.bridge import Bridge
from studio.canvas.pen import keep_every_event
from studio.dialogs.closing import ask_before_loss
from studio.page import Page
from studio.settings import Settings
from studio.turns import change_threads_quickly
from studio.window import Window

PRIVATE_CLIPBOARDS = ("offscreen", "minimal")
SETTLED = 2000  # ms after which the program stands as it will


class FirstPaint(QObject):
    """Calls `then` once, when the widget has been painted for the first time and the event loop is free again."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._then = then
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint event."""
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return super().eventFilter(watched, event)


class Application(QApplication):
    """Hears what Qt tells the application alone: a pen coming near the tablet or going away."""

    penNear = Signal(bool)

    def event(self, event: QEvent) -> bool:
        """Pass the pen's comings and goings on."""
        if event.type() in (QEvent.Type.TabletEnterProximity, QEvent.Type.TabletLeaveProximity):
            self.penNear.emit(event.type() == QEvent.Type.TabletEnterProximity)
        return super().event(event)


def make_application(arguments: Sequence[str]) -> QApplication:
    """The Qt application, named and ready to be dressed."""
    keep_every_event()
    app = QApplication.instance() or Application([*arguments])
    assert isinstance(app, QApplication)
    change_threads_quickly()
    app.setApplicationName("Ductus")
    app.setApplicationDisplayName("Ductus")
    app.setDesktopFileName("ductus")
    app.aboutToQuit.connect(let_go_of_the_clipboard)
    return app


def let_go_of_the_clipboard() -> None:
    """Empty a clipboard that is no more than this process; a desktop's keeps what was copied.

    It outlives Python, and what we put there would call into Python as it goes.
    """
    if QGuiApplication.platformName() in PRIVATE_CLIPBOARDS:
        QGuiApplication.clipboard().clear()


def build(settings: Settings, page: Page, bridge: Bridge | None = None) -> Window:
    """A window on `page` with an engine that starts when the window has been painted."""
    bridge = bridge or Bridge()
    window = Window(page, settings, bridge)
    FirstPaint(window.view, bridge.start)
    return window


def run(arguments: Sequence[str] = ()) -> int:
    """Open the studio; gives the exit status."""
    app = make_application(["ductus", *arguments])
    settings = Settings.load()
    reports = errors.install(settings.data_dir / "logs", app)
    window = build(settings, Page(settings.page_path))
    if isinstance(app, Application):
        app.penNear.connect(window.view.reader.set_near)
    reports.happened.connect(window.errors.tell)
    window.leaving.ask = ask_before_loss
    signal.signal(signal.SIGINT, lambda *_: window.close())
    pulse = QTimer()  # lets Python see Ctrl+C while Qt waits
    pulse.timeout.connect(lambda: None)
    pulse.start(500)
    window.show()
    QTimer.singleShot(SETTLED, window.view.turns.keep_quick)
    return app.exec()
