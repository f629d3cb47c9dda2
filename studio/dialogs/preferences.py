"""Preferences: pages of settings with plain words, found by name, reset a page at a time; every change holds at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.dialogs.rows import Pick, Row
from studio.labels import label
from studio.settings import Settings

SIZE = (840, 560)  # px; fits the smallest window
NAME = 36  # px, a page's name in the list


class SettingsPage(QScrollArea):
    """One page: a title, what it is about, its rows, and any further `notes` below them."""

    resetWanted = Signal()

    def __init__(
        self, title: str, about: str, rows: Sequence[Row], notes: Sequence[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title, self.rows, self._notes = title, tuple(rows), tuple(notes)
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.reset = QPushButton(self.tr("Reset to defaults"))
        self.reset.setAccessibleDescription(self.tr("Only the settings of this page."))
        self.reset.setAutoDefault(False)
        self.reset.clicked.connect(self.resetWanted)
        heading = label(title)
        heading.setProperty("role", "title")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 8, 24, 16)
        column.setSpacing(16)
        column.addWidget(heading)
        column.addWidget(label(about, "muted", wrap=True))
        for row in (*self.rows, *self._notes):
            column.addWidget(row)
        column.addStretch(1)
        column.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        self.setWidget(body)
        for row in self.rows:
            row.control.focus_on().installEventFilter(self)

    def narrow(self, query: str) -> int:
        """Show only the rows that answer to what was typed ("" = all). Gives how many do."""
        answers = [row.answers_to(query) or query.casefold().strip() in self.title.casefold() for row in self.rows]
        for row, answer in zip(self.rows, answers, strict=True):
            row.setVisible(answer)
        for note in self._notes:
            note.setVisible(not query.strip())
        return sum(answers)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What gets the focus by key is brought into view; the wheel scrolls the page and turns no value by accident."""
        if isinstance(watched, QWidget):
            if event.type() == QEvent.Type.FocusIn:
                self.ensureWidgetVisible(watched, 16, 32)
            elif event.type() == QEvent.Type.Wheel and not watched.hasFocus():
                event.ignore()
                return True
        return super().eventFilter(watched, event)


class Preferences(QDialog):
    """Shows the settings and tells what a person chose: changed(field, value). It changes nothing by itself.

    resetWanted: the fields that shall be as they were at the very first start.
    """

    changed = Signal(str, object)
    resetWanted = Signal(object)
    restartWanted = Signal()

    def __init__(self, pages: Sequence[SettingsPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self.pages = tuple(pages)
        self.search, self.names, self.stack = QLineEdit(), QListWidget(), QStackedWidget()
        self.nothing = label(self.tr("No setting is called that."), "muted")
        self._build()
        self.resize(*SIZE)
        self.names.setCurrentRow(0)
        self.names.setFocus()

    def _build(self) -> None:
        self.search.setPlaceholderText(self.tr("Find a setting"))
        self.search.setAccessibleName(self.tr("Find a setting"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.narrow)
        self.names.setAccessibleName(self.tr("Pages"))
        self.names.setFixedWidth(176)
        self.names.currentRowChanged.connect(self.stack.setCurrentIndex)
        for page in self.pages:
            item = QListWidgetItem(page.title)
            item.setSizeHint(QSize(0, NAME))
            self.names.addItem(item)
            self.stack.addWidget(page)
            page.resetWanted.connect(lambda page=page: self.resetWanted.emit([row.field for row in page.rows if row.field]))
            for row in page.rows:
                row.control.changed.connect(lambda value, field=row.field: self.changed.emit(field, value))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(self.nothing)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.restart = buttons.addButton(self.tr("Restart Ductus now"), QDialogButtonBox.ButtonRole.ActionRole)
        self.restart.clicked.connect(self.restartWanted)
        self.restart.hide()
        buttons.rejected.connect(self.reject)
        left, body, whole = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.names, 1)
        self.search.setFixedWidth(176)
        body.setSpacing(0)
        body.addLayout(left)
        body.addWidget(self.stack, 1)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(16)
        whole.addLayout(body, 1)
        whole.addWidget(buttons)

    @property
    def rows(self) -> dict[str, Row]:
        """Every row by its setting."""
        return {row.field: row for page in self.pages for row in page.rows}

    def put(self, settings: Settings) -> None:
        """Show what holds now."""
        for field, row in self.rows.items():
            row.control.put(getattr(settings, field, ""))

    def show_engine(self, words: str, devices: Sequence[tuple[str, str]]) -> None:
        """The engine told what it stands on and which devices are there."""
        for page in self.pages:
            for note in page.findChildren(QLabel, "note"):
                note.setText(words)
        for field in ("answer_device", "work_device"):
            control = self.rows[field].control
            assert isinstance(control, Pick)
            control.offer(devices)

    def narrow(self, query: str) -> None:
        """Keep the pages and rows that answer to what was typed; the first such page is shown."""
        found = [page.narrow(query) for page in self.pages]
        for place, count in enumerate(found):
            self.names.item(place).setHidden(not count)
        current = self.names.currentRow()
        first = next((place for place, count in enumerate(found) if count), -1)
        if first < 0:
            self.stack.setCurrentWidget(self.nothing)
            return
        if current < 0 or not found[current]:
            self.names.setCurrentRow(first)
        self.stack.setCurrentIndex(self.names.currentRow())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+F goes to the search; Return in a field closes nothing."""
        if event.key() == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.search.setFocus()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)
