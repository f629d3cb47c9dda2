"""Parts of the Dataset panel: the fields that filter and sort, and what is told of the sample in hand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QDateTime, QLocale, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engines.ink.types import Ink
from studio.canvas.pictures import ImageView, InkView
from studio.canvas.replay import Clock
from studio.catalogue import Catalogue, Filter
from studio.labels import Choice, Elided
from studio.theme import Theme
from studio.words import tr

TYPED = 150  # ms after the last key until the filter is used
DRAWING = 104  # px


@dataclass(frozen=True)
class Names:
    """What a dataset's ids are called: of writers and of sessions."""

    writers: Mapping[str, str] = field(default_factory=dict)
    sessions: Mapping[str, str] = field(default_factory=dict)


def remark_words() -> dict[str, str]:
    """What a sample was accepted in spite of, in plain words."""
    return {
        "border": tr("cut off at the border"),
        "few_points": tr("few points"),
        "fast": tr("too fast for the device"),
        "reads_otherwise": tr("reads as something else"),
        "unlike_you": tr("unlike the others of this hand"),
    }


def when(text: str) -> str:
    """An ISO time as people of this place write it; what is no time stays as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    shown = QDateTime.fromSecsSinceEpoch(round(moment.timestamp()))  # a time without a zone is of this place
    return QLocale().toString(shown, QLocale.FormatType.ShortFormat)


class Wants(QWidget):
    """Which samples are wanted, and in which order. changed: another filter or order."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLineEdit()
        self.writer, self.category, self.session, self.remarks, self.order = (Choice() for _ in range(5))
        self.grouped = QCheckBox(self.tr("By letter"))
        self._typed = QTimer(self, singleShot=True, interval=TYPED)
        self._typed.timeout.connect(self.changed)
        self._build()

    def _build(self) -> None:
        self.label.setPlaceholderText(self.tr("Letters or words"))
        self.label.setAccessibleName(self.tr("Show only these letters or words"))
        self.label.setClearButtonEnabled(True)
        self.label.setMinimumHeight(32)
        self.label.textChanged.connect(lambda _text: self._typed.start())
        names = {
            self.writer: self.tr("Writer"),
            self.category: self.tr("Set"),
            self.session: self.tr("Session"),
            self.remarks: self.tr("Remarks"),
            self.order: self.tr("Order"),
        }
        for choice, name in names.items():
            choice.setAccessibleName(name)
            choice.setToolTip(name)
            choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            choice.activated.connect(lambda _row: self.changed.emit())
        orders = {
            "newest": self.tr("Newest first"),
            "oldest": self.tr("Oldest first"),
            "suspicion": self.tr("Suspicious first"),
            "label": self.tr("By label"),
        }
        for key, words in orders.items():
            self.order.addItem(words, key)
        self.grouped.setToolTip(self.tr("A heading for each letter"))
        self.grouped.toggled.connect(lambda _on: self.changed.emit())
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (first, (self.label, self.order)),
            (second, (self.writer, self.category, self.session, self.remarks)),
        ):
            row.setSpacing(8)
            for part in parts:
                row.addWidget(part, 4 if part is self.order else 3)
        first.addWidget(self.grouped)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(first)
        whole.addLayout(second)
        self.offer(Catalogue(), Names())

    def offer(self, catalogue: Catalogue, names: Names) -> None:
        """What there is to choose from; a choice with one possibility is hidden. What was chosen stays while it is there."""
        called = {"writer": names.writers, "session": names.sessions, "category": {}}
        every = {"writer": self.tr("All writers"), "category": self.tr("All sets"), "session": self.tr("All sessions")}
        for name, choice in (("writer", self.writer), ("category", self.category), ("session", self.session)):
            used = [(called[name].get(value, value), value, count) for value, count in catalogue.columns[name].used()]
            self._fill(choice, every[name], sorted(used) if name != "session" else used)
        codes: dict[str, int] = {}
        for text, count in catalogue.columns["remarks"].used():
            for code in text.split(","):
                codes[code] = codes.get(code, 0) + count
        words = remark_words()
        found = [(words.get(code, code), code, count) for code, count in codes.items()]
        suspects = catalogue.suspects
        if found:
            found.insert(0, (self.tr("With remarks"), "any", sum(n for _text, n in catalogue.columns["remarks"].used())))
        if suspects:
            found.insert(0, (self.tr("Worth a look"), "suspect", suspects))
        self._fill(self.remarks, self.tr("All samples"), found, least=1)

    @staticmethod
    def _fill(choice: Choice, every: str, found: Sequence[tuple[str, str, int]], least: int = 2) -> None:
        chosen = choice.currentData() or ""
        with QSignalBlocker(choice):
            choice.clear()
            choice.addItem(every, "")
            for words, value, count in found:
                choice.addItem(f"{words} ({count:,})", value)
            choice.setCurrentIndex(max(0, choice.findData(chosen)))
        choice.setVisible(len(found) >= least)

    @property
    def filter(self) -> Filter:
        """What is wanted."""
        parts = (self.writer, self.category, self.session, self.remarks)
        return Filter(self.label.text(), *(str(part.currentData() or "") for part in parts))

    def clear(self) -> None:
        """Everything is wanted."""
        with QSignalBlocker(self.label):
            self.label.clear()
        for choice in (self.writer, self.category, self.session, self.remarks):
            choice.setCurrentIndex(0)
        self._typed.stop()
        self.changed.emit()


class Facts(QWidget):
    """The sample in hand: its ink drawn again, and what is known of it. asked: "play", "compare", "page" or "delete"."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clock = Clock(self)
        self.ink, self.image = InkView(), ImageView()
        self.name, self.who, self.noticed = Elided(self.tr("Label")), Elided(self.tr("Writer")), Elided(self.tr("Noticed"))
        self.buttons = {
            "play": QPushButton(self.tr("Play")),
            "compare": QPushButton(self.tr("Compare")),
            "page": QPushButton(self.tr("To page")),
            "delete": QPushButton(self.tr("Delete")),
        }
        self._build()
        self.set_theme(theme)
        self.clock.moved.connect(lambda time: self.ink.set_time(time if time < self.clock.duration else None))

    def _build(self) -> None:
        for view, words in ((self.ink, self.tr("The sample's strokes")), (self.image, self.tr("The sample's image"))):
            view.setFixedSize(DRAWING, DRAWING)
            view.setAccessibleName(words)
        self.image.hide()
        self.name.setObjectName("rowTitle")
        for line in (self.who, self.noticed):
            line.setObjectName("muted")
        hints = {
            "play": self.tr("Draw it as it was written (Space)"),
            "compare": self.tr("See the selected samples over and beside each other (C)"),
            "page": self.tr("Put a copy on the page (Ctrl+Return)"),
            "delete": self.tr("Take the selected samples out; Undo brings them back (Delete)"),
        }
        grid = QGridLayout()
        grid.setSpacing(8)
        for number, (key, button) in enumerate(self.buttons.items()):
            button.setToolTip(hints[key])
            button.setAutoDefault(False)
            button.setMinimumHeight(30)
            button.clicked.connect(lambda _checked=False, key=key: self.asked.emit(key))
            grid.addWidget(button, number // 2, number % 2)
        column = QVBoxLayout()
        column.setSpacing(2)
        for line in (self.name, self.who, self.noticed):
            column.addWidget(line)
        column.addStretch(1)
        column.addLayout(grid)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.ink, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.image, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        for view in (self.ink, self.image):
            view.set_theme(theme)

    def show_ink(self, ink: Ink | None) -> None:
        """The ink of the sample in hand; None while it is awaited or where there is none."""
        self.clock.pause()
        self.image.hide()
        self.ink.show()
        self.ink.set_ink(ink)
        self.clock.set_duration(self.ink.duration)
        self.ink.set_time(None)
        self.buttons["play"].setEnabled(self.clock.duration > 0)

    def show_image(self, image: NDArray[np.uint8]) -> None:
        """The image of a sample that has no ink."""
        self.ink.hide()
        self.image.set_image(image)
        self.image.show()

    def tell(self, catalogue: Catalogue, place: int, chosen: int, names: Names, may_change: bool) -> None:
        """What is known of a sample. chosen: how many are selected."""
        there = 0 <= place < len(catalogue)
        if there:
            writer, session = catalogue.value("writer", place), catalogue.value("session", place)
            label = catalogue.value("text", place) or self.tr("no label")
            prompt = catalogue.value("prompt", place)
            asked = self.tr("asked: {}").format(prompt) if prompt and prompt != catalogue.value("text", place) else ""
            self.name.say(" · ".join(part for part in (label, asked) if part))
            sitting = "" if session in names.sessions else session  # the time tells which it was
            told = (names.writers.get(writer, writer), when(catalogue.value("time", place)), sitting)
            self.who.say(" · ".join(part for part in told if part))
            self.noticed.say(self._noticed(catalogue, place))
        else:
            for line in (self.name, self.who, self.noticed):
                line.say("")
            self.name.say(self.tr("No sample is selected"))
        for key in ("page", "delete"):
            self.buttons[key].setEnabled(chosen > 0 and (key != "delete" or may_change))
        self.buttons["compare"].setEnabled(chosen > 1)
        if not there:
            self.buttons["play"].setEnabled(False)

    def _noticed(self, catalogue: Catalogue, place: int) -> str:
        words = remark_words()
        parts = [words.get(code, code) for code in catalogue.value("remarks", place).split(",") if code]
        read, odd = catalogue.number("confidence", place), catalogue.number("suspicion", place)
        if not math.isnan(read):
            parts.append(self.tr("read with {:.0%}").format(read))
        if not math.isnan(odd):
            parts.append(self.tr("suspicion {:.0%}").format(odd))
        return " · ".join(parts) or self.tr("nothing remarkable")
