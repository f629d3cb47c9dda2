"""Controls for one setting each (switch, choice, slider, number, folder), and the row that carries one with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from studio.labels import Choice, Elided, Number, label

HUNDREDTHS = tuple(step / 100 for step in range(101))
WORDS = 184  # px for the words at the left of a control


class Control(QWidget):
    """What a row holds. changed: the value a person chose, of the setting's own kind. `put` shows a value and tells nothing."""

    changed = Signal(object)
    words = ""  # of a control that carries its own

    def put(self, value: Any) -> None:
        """Show this value."""
        raise TypeError(f"{type(self).__name__} shows no value.")

    def focus_on(self) -> QWidget:
        """The widget that a row's words stand for."""
        return self

    def _hold(self, *parts: QWidget, stretch: bool = False) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in parts:
            row.addWidget(part)
        if stretch:
            row.addStretch(1)


class Switch(Control):
    """On or off; its words stand beside its box."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.box = words, QCheckBox(words)
        self.box.toggled.connect(lambda value: self.changed.emit(value))
        self._hold(self.box)

    def put(self, value: Any) -> None:
        """Show on or off."""
        with QSignalBlocker(self.box):
            self.box.setChecked(bool(value))

    def focus_on(self) -> QWidget:
        """The box."""
        return self.box


class Pick(Control):
    """One of a few. options: (value, its name); a value that is not among them is shown as itself."""

    def __init__(self, options: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = Choice()
        self.offer(options)
        self.list.activated.connect(lambda: self.changed.emit(self.list.currentData()))
        self._hold(self.list)

    def offer(self, options: Iterable[tuple[str, str]]) -> None:
        """Other options; what is chosen stays."""
        chosen = self.list.currentData()
        self.list.clear()
        for value, words in options:
            self.list.addItem(words, value)
        if chosen is not None:
            self.put(chosen)

    def put(self, value: Any) -> None:
        """Show the chosen one."""
        if self.list.findData(value) < 0:
            self.list.addItem(str(value), value)
        self.list.setCurrentIndex(self.list.findData(value))

    def focus_on(self) -> QWidget:
        """The list."""
        return self.list


class Slide(Control):
    """One of `steps`, rising numbers: a strength from 0 to 1 by default. words: how a value is told beside the slider."""

    def __init__(self, words: Callable[[float], str], steps: Sequence[float] = HUNDREDTHS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._steps = words, tuple(steps)
        self.slider, self.told = QSlider(Qt.Orientation.Horizontal), label("", "muted")
        self.slider.setRange(0, len(steps) - 1)
        self.slider.setPageStep(max(1, len(steps) // 10))
        shown = (steps[0], steps[len(steps) // 2], steps[-1])
        self.told.setMinimumWidth(max(self.told.fontMetrics().horizontalAdvance(words(value)) for value in shown) + 8)
        self.slider.valueChanged.connect(self._moved)
        self._hold(self.slider, self.told)

    def _moved(self, step: int) -> None:
        self._tell()
        self.changed.emit(self._steps[step])

    def _tell(self) -> None:
        words = self._words(self._steps[self.slider.value()])
        self.told.setText(words)
        self.slider.setAccessibleDescription(words)

    def put(self, value: Any) -> None:
        """Show the step nearest to this value."""
        nearest = min(range(len(self._steps)), key=lambda step: abs(self._steps[step] - value))
        with QSignalBlocker(self.slider):
            self.slider.setValue(nearest)
        self._tell()

    def focus_on(self) -> QWidget:
        """The slider."""
        return self.slider


class Count(Control):
    """A whole number; automatic: the words for 0."""

    def __init__(self, span: tuple[int, int], unit: str, automatic: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = Number(span, span[0], unit)
        self.number.setSpecialValueText(automatic)
        self.number.setKeyboardTracking(False)
        self.number.setMinimumWidth(152)
        self.number.valueChanged.connect(lambda value: self.changed.emit(value))
        self._hold(self.number, stretch=True)

    def put(self, value: Any) -> None:
        """Show this number."""
        with QSignalBlocker(self.number):
            self.number.setValue(int(value))

    def focus_on(self) -> QWidget:
        """The field."""
        return self.number


class Folder(Control):
    """A folder that can be looked into and, where `may_change`, chosen. standing: what holds while none is chosen."""

    def __init__(self, standing: Callable[[], Path | None], none: str, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing, self._none, self._chosen = standing, none, ""
        self.path = Elided(self.tr("Folder"))
        self.path.setObjectName("muted")
        self.path.setMinimumHeight(32)
        self.open, self.change = QPushButton(self.tr("Open")), QPushButton(self.tr("Change…"))
        self.open.clicked.connect(self._look)
        self.change.clicked.connect(self._ask)
        self.change.setVisible(may_change)
        for button in (self.open, self.change):
            button.setAutoDefault(False)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._hold(self.path, self.open, self.change)

    @property
    def folder(self) -> Path | None:
        """The folder that holds now."""
        return Path(self._chosen) if self._chosen else self._standing()

    def put(self, value: Any) -> None:
        """Show this folder, "" for the one that stands by itself."""
        self._chosen = str(value)
        folder = self.folder
        self.path.say(self._none if folder is None else str(folder))
        self.open.setEnabled(folder is not None)

    def _look(self) -> None:
        folder = self.folder
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), str(self.folder or Path.home()))
        if chosen:
            self.put(chosen)
            self.changed.emit(chosen)

    def focus_on(self) -> QWidget:
        """The button that does most."""
        return self.change if self.change.isVisibleTo(self) else self.open


class Row(QWidget):
    """A setting: its words ("" where the control carries them), its control, what it means. field: the setting's name."""

    def __init__(self, field: str, words: str, control: Control, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.control = field, control
        self.told = label(hint, "muted", wrap=True)
        words = words or control.words
        self._searched = f"{words}\n{hint}".casefold()
        named = control.focus_on()
        named.setAccessibleName(words.replace("&", ""))
        named.setAccessibleDescription(hint)
        row, column = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        column.setSpacing(2)
        name = QLabel("" if control.words else words)
        name.setWordWrap(True)
        name.setBuddy(named)
        name.setFixedWidth(WORDS)
        name.setMinimumHeight(32)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(control)
        if hint:
            column.addWidget(self.told)
        row.addLayout(column, 1)

    def answers_to(self, query: str) -> bool:
        """Whether what was typed is in its words or its meaning."""
        return all(part in self._searched for part in query.casefold().split())
