"""When something broke that nobody foresaw, now or in the last run: what happened, what is safe, and four things to do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from studio.errors import Problem
from studio.labels import label
from studio.theme import Theme, icon

SIGN = 40  # px


class CrashDialog(QDialog):
    """Stands beside the window and stops no pen; a newer problem takes the older one's place."""

    restartWanted = Signal()

    def __init__(self, log: Path, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(560, 240)
        self.happened, self.rest = label("", "rowTitle", wrap=True), label("", "", wrap=True)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setAccessibleName(self.tr("Details"))
        self.details.setMinimumHeight(180)
        self.details.hide()
        self.more = QPushButton(self.tr("Show details"))
        self.copy = QPushButton(self.tr("Copy details"))
        self.open_log = QPushButton(self.tr("Open log"))
        self.restart = QPushButton(self.tr("Restart Ductus"))
        self.go_on = QPushButton(self.tr("Go on"))
        self.go_on.setDefault(True)
        self.more.clicked.connect(self._show_details)
        self.copy.clicked.connect(self._copy)
        self.open_log.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log))))
        self.restart.clicked.connect(self.restartWanted)
        self.go_on.clicked.connect(self.reject)
        self._build(theme)

    def _build(self, theme: Theme) -> None:
        sign = QLabel()
        sign.setPixmap(icon("warning", theme).pixmap(QSize(SIGN, SIGN), self.devicePixelRatioF()))
        sign.setAccessibleName(self.tr("Warning"))
        for words in (self.happened, self.rest):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text = QVBoxLayout()
        text.setSpacing(8)
        text.addWidget(self.happened)
        text.addWidget(self.rest)
        text.addStretch(1)
        top, buttons, whole = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        top.setSpacing(16)
        top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(text, 1)
        buttons.setSpacing(8)
        for button in (self.more, self.copy, self.open_log):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.restart)
        buttons.addWidget(self.go_on)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        whole.addLayout(top)
        whole.addWidget(self.details, 1)
        whole.addLayout(buttons)

    def tell(self, problem: Problem) -> None:
        """Show this problem."""
        self.happened.setText(problem.happened)
        self.rest.setText(" ".join(part for part in (problem.safe, problem.remedy) if part))
        self.details.setPlainText(problem.details)
        self.go_on.setFocus()
        self.show()

    def _show_details(self) -> None:
        shown = self.details.isHidden()
        self.details.setVisible(shown)
        self.more.setText(self.tr("Hide details") if shown else self.tr("Show details"))
        self.resize(max(self.width(), 640), 480) if shown else self.adjustSize()

    def _copy(self) -> None:
        words = f"{self.happened.text()} {self.rest.text()}\n\n{self.details.toPlainText()}"
        QGuiApplication.clipboard().setText(words)
