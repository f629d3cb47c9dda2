"""A page of help that is read beside the work: searched, copied, printed; what it says may still be on its way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLineEdit, QPushButton, QTextBrowser, QVBoxLayout, QWidget


class ReadingDialog(QDialog):
    """HTML to read. It stands beside the window and is gone when it is closed."""

    def __init__(self, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(600, 560)
        self.view = QTextBrowser()
        self.view.setOpenExternalLinks(True)
        self.view.setAccessibleName(title)
        self.view.document().setDocumentMargin(12)
        self.head = QHBoxLayout()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(self.head)
        column.addWidget(self.view, 1)
        column.addWidget(self.buttons)
        self.view.setHtml(text)

    def _action(self, words: str, hint: str) -> QPushButton:
        button = self.buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        button.setToolTip(hint)
        button.setAccessibleDescription(hint)
        return button

    def add_copy(self) -> QPushButton:
        """A button that puts all that is read on the clipboard, as plain text."""
        button = self._action(self.tr("Copy"), self.tr("Put all of this on the clipboard as text."))
        button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.view.toPlainText()))
        return button

    def add_print(self) -> QPushButton:
        """A button that prints what is read."""
        button = self._action(self.tr("Print…"), self.tr("Print this page."))
        button.clicked.connect(self._print)
        return button

    def add_search(self, words: str) -> QLineEdit:
        """A field above the text. words: what is found with it."""
        field = QLineEdit()
        field.setPlaceholderText(words)
        field.setAccessibleName(words)
        field.setClearButtonEnabled(True)
        self.head.addWidget(field)
        field.setFocus()
        return field

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.windowTitle())
        if QPrintDialog(printer, self).exec():
            self.view.document().print_(printer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return closes nothing by accident."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
