"""Writers: whose hands are collected. Who they are, what may be done with their samples, and how to take everything out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engines.data.collection import Writer
from studio.dialogs.writer_fields import WriterFields
from studio.labels import Elided, label


@dataclass(frozen=True)
class Known:
    """A writer and how much there is of the hand: samples, and different labels."""

    writer: Writer
    samples: int = 0
    letters: int = 0


class WritersDialog(QDialog):
    """kept: a Writer whose fields were changed. made: a new one is wanted. The others: the id of the one in hand.

    styleWanted: its numbers shall be shown; the button is there when `offer_style` was called.
    """

    kept = Signal(object)
    made = Signal()
    chosen = Signal(str)  # writes from now on
    exportWanted = Signal(str)
    eraseWanted = Signal(str)
    shown = Signal(str)  # the contact sheet of this writer
    styleWanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Writers"))
        self.resize(820, 560)
        self._known: dict[str, Known] = {}
        self._now = ""
        self.list, self.fields, self.pages = QListWidget(), WriterFields(), QStackedWidget()
        self.count, self.why_not = Elided(self.tr("Number of samples")), label("", "note", wrap=True)
        self.add = QPushButton(self.tr("New writer"))
        self.writes = QPushButton(self.tr("Writes now"))
        self.look = QPushButton(self.tr("Show samples"))
        self.style_of = QPushButton(self.tr("Style…"))
        self.export = QPushButton(self.tr("Export everything…"))
        self.erase = QPushButton(self.tr("Erase everything…"))
        self._build()
        self.show_writers((), "", "")

    def _build(self) -> None:
        self.list.setAccessibleName(self.tr("Writers"))
        self.list.setMinimumWidth(216)
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.list.itemActivated.connect(lambda _item: self.chosen.emit(self.current))
        self.fields.changed.connect(self.kept)
        self.count.setObjectName("muted")
        hints = {
            self.writes: self.tr("New samples are this writer's"),
            self.look: self.tr("See them in the Dataset panel"),
            self.style_of: self.tr("This hand in numbers: slant, speed, spacing"),
            self.export: self.tr("All samples with everything that is known of them, as one store or as a folder"),
            self.erase: self.tr("Shows first what would be gone"),
        }
        for button, signal in (
            (self.writes, self.chosen),
            (self.look, self.shown),
            (self.style_of, self.styleWanted),
            (self.export, self.exportWanted),
            (self.erase, self.eraseWanted),
        ):
            button.setToolTip(hints[button])
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit(self.current))
        self.style_of.hide()
        self.add.clicked.connect(self.made)
        for button in (self.add, self.writes, self.look, self.style_of, self.export, self.erase):
            button.setAutoDefault(False)
        left, top, does = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        left.addWidget(self.add)
        for button in (self.writes, self.look, self.style_of):
            does.addWidget(button)
        does.addStretch(1)
        leaves = QHBoxLayout()
        for button in (self.export, self.erase):
            leaves.addWidget(button)
        leaves.addStretch(1)
        one = QWidget()
        right = QVBoxLayout(one)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self.fields)
        right.addWidget(self.count)
        right.addStretch(1)
        right.addLayout(does)
        right.addLayout(leaves)
        self.pages.addWidget(self._nobody())
        self.pages.addWidget(one)
        top.setSpacing(24)
        top.addLayout(left)
        top.addWidget(self.pages, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        whole.addWidget(self.why_not)
        whole.addLayout(top, 1)
        whole.addWidget(buttons)

    def _nobody(self) -> QFrame:
        frame = QFrame()
        column = QVBoxLayout(frame)
        words = label(
            self.tr(
                "Nobody's hand is collected yet. Make a writer, say what may be done with the samples, and begin to write.\n\n"
                "Several people can write into one collection; each can be exported or erased alone."
            ),
            "muted",
            wrap=True,
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        return frame

    # What the window says

    def show_writers(self, known: Sequence[Known], now: str, why_not: str) -> None:
        """Everybody. now: id of who writes at present. why_not: why nothing can be changed, "" = it can."""
        before = self.current
        self._known, self._now = {each.writer.id: each for each in known}, now
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))
        with QSignalBlocker(self.list):
            self.list.clear()
            for each in known:
                mark = "  " + self.tr("(writes now)") if each.writer.id == now else ""
                item = QListWidgetItem((each.writer.name or each.writer.id) + mark)
                item.setData(Qt.ItemDataRole.UserRole, each.writer.id)
                item.setToolTip(item.text())
                item.setSizeHint(QSize(0, 36))
                self.list.addItem(item)
        self.pick(before or now)

    def pick(self, writer: str) -> None:
        """Take this writer in hand; the first where there is no such."""
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(Qt.ItemDataRole.UserRole) == writer]
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(rows[0] if rows else 0 if self.list.count() else -1)
        self._show()

    def offer_style(self) -> None:
        """The style of a hand can be shown."""
        self.style_of.show()

    @property
    def current(self) -> str:
        """Id of the writer in hand, "" where there is none."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _show(self) -> None:
        known = self._known.get(self.current)
        self.pages.setCurrentIndex(0 if known is None else 1)
        may = not self.why_not.text()
        self.add.setEnabled(may)
        if known is None:
            return
        self.fields.put(known.writer, may)
        one = self.tr("1 sample") if known.samples == 1 else self.tr("{:,} samples").format(known.samples)
        self.count.say(self.tr("{} of {:,} different labels").format(one, known.letters) if known.samples else
                       self.tr("No samples yet"))  # fmt: skip
        self.writes.setEnabled(may and known.writer.id != self._now)
        self.erase.setEnabled(may)
        for button in (self.look, self.export, self.style_of):
            button.setEnabled(known.samples > 0)
