"""Where the program is put together: settings, page, engine, window. No globals; the engine starts after the first paint."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QProcess, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from studio import errors, language
from studio.bridge import Bridge
from studio.canvas.pen import keep_every_event
from studio.crashing import Crashing
from studio.dialogs.closing import ask_before_loss
from studio.lastrun import ThisRun
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


def receive(app: QApplication, window: Window) -> None:
    """Open what arrives from now on: files that the desktop asks for, or a second start hands over."""
    from studio.arriving import Arrivals

    arrivals = Arrivals(window)
    arrivals.arrived.connect(window.sharing.take_files)
    arrivals.arrived.connect(lambda _paths: come_forward(window))
    if sys.platform == "darwin":  # there alone, since a filter sees every event of the pen
        app.installEventFilter(arrivals)
    if not window.page.read_only:
        arrivals.listen(window.settings.data_dir)


def come_forward(window: Window) -> None:
    """Show the window before all others, as far as the desktop lets a program do that."""
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()


def handed_over(settings: Settings, paths: Sequence[Path]) -> bool:
    """Whether a studio that runs already took the files."""
    from studio.arriving import hand_over

    if not hand_over(settings.data_dir, paths):
        return False
    print(f"Ductus is running already: its window opens {', '.join(path.name for path in paths)}.")
    return True


def run(arguments: Sequence[str] = ()) -> int:
    """Open the studio, with the files that are named; gives the exit status."""
    app = make_application(["ductus"])
    settings, paths = Settings.load(), [Path(name).absolute() for name in arguments]
    if paths and handed_over(settings, paths):
        return 0
    language.install(app, settings.language)
    logs = settings.data_dir / "logs"
    reports = errors.install(logs, app)
    window = build(settings, Page(settings.page_path))
    if isinstance(app, Application):
        app.penNear.connect(window.view.reader.set_near)
    this_run = ThisRun(logs)
    crashing = Crashing(window, window.leaving, window.background, window.errors, logs / errors.LOG_NAME)
    reports.happened.connect(crashing.tell)
    window.leaving.ask = ask_before_loss
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, lambda *_: window.close())
    pulse = QTimer()  # lets Python see Ctrl+C while Qt waits
    pulse.timeout.connect(lambda: None)
    pulse.start(500)
    window.show()
    if paths:
        window.sharing.take_files(paths)
    FirstPaint(window.view, lambda: receive(app, window))
    QTimer.singleShot(SETTLED, window.view.turns.keep_quick)
    QTimer.singleShot(SETTLED, crashing.look_back)
    status = app.exec()
    this_run.end()
    if window.leaving.again:
        start_again()
    return status


def start_again() -> None:
    """Start this program once more, as it was started; this one is about to end."""
    command = [sys.executable, *sys.argv[1:]] if getattr(sys, "frozen", False) else list(sys.orig_argv)
    QProcess.startDetached(command[0], command[1:])
