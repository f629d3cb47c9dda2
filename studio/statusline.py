"""The quiet line at the window's foot: pen, engine, model, job and, at the right, what was just done in the background."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from studio.jobs import JobState
from studio.labels import Elided

Do = Callable[[], None]
NOTICE = 10_000  # ms that a notice, and its offer to undo, stays


class Segment(QLabel):
    """One short fact of the line; hidden while there is nothing to say."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segment")
        self.setAccessibleName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def say(self, text: str, hint: str = "") -> None:
        """Show `text`; "" hides the segment."""
        self.setText(text)
        self.setToolTip(hint or text)
        self.setAccessibleDescription(hint or text)
        self.setVisible(bool(text))


class StatusLine(QStatusBar):
    """pen · engine · model · job, and a notice that may offer one thing to do (such as Undo) for ten seconds."""

    cancelWanted = Signal(str)  # a job's id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.pen, self.engine, self.model, self.job = (
            Segment(self.tr("Pen")),
            Segment(self.tr("Engine")),
            Segment(self.tr("Model")),
            Segment(self.tr("Job")),
        )
        self.notice = Elided(self.tr("Notice"))
        self.notice.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._bar = QProgressBar()
        self._cancel = QToolButton()
        self._offer, self._also = QToolButton(), QToolButton()
        self._job = ""
        self._do: Callable[[], None] = lambda: None
        self._do_also: Callable[[], None] = lambda: None
        self._timer = QTimer(self)
        self._build()

    def _build(self) -> None:
        self._bar.setFixedSize(96, 8)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Job progress"))
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel the job"))
        self._cancel.clicked.connect(lambda: self.cancelWanted.emit(self._job))
        self._offer.clicked.connect(self._taken)
        self._also.clicked.connect(lambda: self._do_also())
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self.tell(""))
        row = QFrame()
        line = QHBoxLayout(row)
        line.setContentsMargins(8, 0, 8, 0)
        line.setSpacing(16)
        for part in (self.pen, self.engine, self.model, self.job, self._bar, self._cancel):
            line.addWidget(part)
        line.addWidget(self.notice, 1)
        line.addWidget(self._offer)
        line.addWidget(self._also)
        self.addWidget(row, 1)
        for hidden in (self._bar, self._cancel, self._offer, self._also):
            hidden.hide()

    def tell(self, text: str, offer: str = "", do: Do = lambda: None, also: tuple[str, Do] | None = None) -> None:
        """A quiet line for ten seconds; offer: the name of one thing to `do` about it; also: another one."""
        words, self._do_also = also or ("", lambda: None)
        self._also.setText(words)
        self._also.setAccessibleName(words)
        self._also.setVisible(bool(words))
        self.notice.say(text)
        self._do = do
        self._offer.setText(offer)
        self._offer.setAccessibleName(offer)
        self._offer.setVisible(bool(offer))
        if text:
            self._timer.start(NOTICE)

    def _taken(self) -> None:
        do = self._do
        self.tell("")
        do()

    def show_job(self, state: JobState) -> None:
        """How far a job is, with a way to cancel it; its end is a notice."""
        if not state.running and state.id != self._job:
            self.tell(state.text)
            return
        self._job = state.id
        known = state.share == state.share
        self._bar.setRange(0, 100 if known else 0)
        self._bar.setValue(round(100 * state.share) if known else 0)
        self.job.say(state.line if state.running else "")
        for part in (self._bar, self._cancel):
            part.setVisible(state.running)
        if not state.running:
            self._job = ""
            self.tell(state.text)
