"""When something goes wrong that nobody foresaw: it is told in plain words, written to a log, and the program goes on.

`install` catches what escapes on any thread and what Qt itself complains about. A person sees what happened, what is safe and
what to do, in a bar that blocks nothing; the traceback is one "Copy details" away.

    errors = install(settings.data_dir / "logs")
    bar = ErrorBar()
    errors.happened.connect(bar.tell)
"""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from studio.lastrun import versions, without_home
from studio.words import tr

LOG_NAME = "ductus.log"
LOG_BYTES = 1 << 20  # of one log file
LOG_FILES = 3  # kept beside the newest
QUIET = 10.0  # seconds in which the same problem is not told again

log = logging.getLogger("ductus")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True)
class Problem:
    """What a person is told. details: for a report to those who build Ductus. unforeseen: a mistake of Ductus itself."""

    happened: str
    safe: str = ""
    remedy: str = ""
    details: str = ""
    unforeseen: bool = False

    @property
    def text(self) -> str:
        """All that is told, as one paragraph."""
        return " ".join(part for part in (self.happened, self.safe, self.remedy) if part)


class Errors(QObject):
    """Where every unforeseen error arrives. happened: one Problem, always on the GUI thread."""

    happened = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: dict[str, float] = {}
        self._lock = threading.Lock()
        self._arrived.connect(self._pass_on)  # a slot of this object, so that Qt carries it over to the GUI thread

    def tell(self, problem: Problem) -> None:
        """Tell a problem from any thread; the same one again within QUIET seconds is only logged."""
        log.error("%s\n%s", problem.text, problem.details)
        now = time.monotonic()
        with self._lock:
            fresh = now - self._told.get(problem.details or problem.happened, -QUIET) >= QUIET
            if fresh:
                self._told[problem.details or problem.happened] = now
        if fresh:
            self._arrived.emit(problem)

    def _pass_on(self, problem: Problem) -> None:
        self.happened.emit(problem)

    def caught(self, kind: type[BaseException], value: BaseException | None, trace: TracebackType | None) -> None:
        """An exception that nobody caught. Ctrl+C ends the program as it should."""
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        self.tell(explain(kind, value, trace))


def explain(kind: type[BaseException], value: BaseException | None, trace: TracebackType | None) -> Problem:
    """A Problem from an exception: its own sentence where it is meant for people, else what kind of trouble it is."""
    said, safe = str(value or "").strip(), tr("Your page is safe.")
    details = without_home(f"{versions()}\n\n{''.join(traceback.format_exception(kind, value, trace))}")
    if issubclass(kind, MemoryError):
        return Problem(tr("There is not enough memory for that."), safe, tr("Close other programs and try again."), details)
    if issubclass(kind, OSError) and said:
        return Problem(tr("A file or device refused: {}.").format(said.rstrip(".")), safe, tr("Check it and try again."), details)
    return Problem(
        tr("Something in Ductus went wrong ({}).").format(kind.__name__),
        safe,
        tr("You can go on; if it happens again, restart Ductus and send us the details."),
        details,
        unforeseen=True,
    )


class ErrorBar(QWidget):
    """One quiet line over the status bar: the newest problem, what can be done about it, "Copy details", and a way to dismiss it.

    It never takes focus.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("errorBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._label.setAccessibleName(self.tr("Problem"))
        self.copy_button = QPushButton(self.tr("Copy details"), self)
        self.copy_button.setToolTip(self.tr("Put the technical details on the clipboard"))
        self.copy_button.clicked.connect(self._copy)
        self.dismiss_button = QPushButton(self.tr("Dismiss"), self)
        self.dismiss_button.clicked.connect(self.hide)
        self.offer_button = QPushButton(self)
        self.offer_button.setObjectName("offer")
        self.offer_button.clicked.connect(self._taken)
        self._do: Callable[[], None] = lambda: None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        for widget in (self._label, self.offer_button, self.copy_button, self.dismiss_button):
            row.addWidget(widget)
        self.problem: Problem | None = None
        self.hide()

    def tell(self, problem: Problem, offer: str = "", do: Callable[[], None] = lambda: None) -> None:
        """Show a problem in place of an older one. offer: the name of the one thing to `do` about it."""
        self.problem, self._do = problem, do
        self.offer_button.setText(offer)
        self.offer_button.setVisible(bool(offer))
        self._label.setText(problem.text)
        self.copy_button.setVisible(bool(problem.details))
        self.show()

    def settle(self, problem: Problem | None) -> None:
        """`problem` is over: hide it, where it is still what is shown."""
        if problem is not None and self.problem is problem:
            self.hide()

    def _taken(self) -> None:
        self.hide()
        self._do()

    def _copy(self) -> None:
        if self.problem is not None:
            QGuiApplication.clipboard().setText(f"{self.problem.text}\n\n{self.problem.details}")


def start_log(folder: Path) -> Path:
    """Write the log to `folder`/ductus.log, at most four files of 1 MiB. A folder that refuses leaves the program without one."""
    path = folder / LOG_NAME
    log.setLevel(logging.INFO)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True
        )
        path.touch()
    except OSError as problem:
        log.warning("There is no log file: %s", problem)
        return path
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(threadName)s: %(message)s"))
    for old in [old for old in log.handlers if isinstance(old, logging.handlers.RotatingFileHandler)]:
        log.removeHandler(old)
        old.close()
    log.addHandler(handler)
    return path


def install(log_folder: Path | None = None, parent: QObject | None = None) -> Errors:
    """Catch everything from now on. log_folder: where the log goes; None: no file."""
    errors = Errors(parent)
    if log_folder is not None:
        start_log(log_folder)

    def on_thread(caught: threading.ExceptHookArgs) -> None:
        if caught.exc_type is not SystemExit:
            errors.caught(caught.exc_type, caught.exc_value, caught.exc_traceback)

    sys.excepthook = errors.caught
    threading.excepthook = on_thread
    qInstallMessageHandler(_on_qt_message)
    return errors


def uninstall() -> None:
    """Give the hooks back (tests, or a program that embeds the studio)."""
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__
    qInstallMessageHandler(None)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logging.getLogger("ductus.qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
