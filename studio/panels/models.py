"""The Models panel: what is on this machine, what each model can do, how good it is, where it came from, which one is in use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engines.data.cards import ModelCard
from engines.messages import ModelRef

ABILITIES = {
    "encode": "encode",
    "decode": "decode",
    "image_to_ink": "image to strokes",
    "ink_to_image": "strokes to image",
    "classify": "read letters",
    "embed": "recognise a hand",
    "write": "write text",
    "mix": "mix styles",
}
UNITS = {"psnr": ("PSNR", "{:.1f} dB"), "gain_db": ("Gain over the class average", "{:.1f} dB"), "ssim": ("SSIM", "{:.2f}")}
UNITS |= {"dtw_path": ("DTW a step of the path", "{:.3f}"), "dtw_ref": ("DTW a point", "{:.3f}")}


def scores_of(card: ModelCard) -> list[tuple[str, str]]:
    """The card's scores as (words, figure with unit), those first that a person knows by name."""
    flat = _flat(card.scores)
    known = [(words, form.format(flat[key])) for key, (words, form) in UNITS.items() if key in flat]
    return known + [(key.replace("_", " "), f"{flat[key]:.4g}") for key in sorted(flat) if key not in UNITS]


def _flat(scores: dict[str, Any]) -> dict[str, float]:
    """Every number of a card's scores by the last part of its name; the first of a name wins."""
    found: dict[str, float] = {}
    for key, value in scores.items():
        if isinstance(value, dict):
            for inner, number in _flat(value).items():
                found.setdefault(inner, number)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found.setdefault(key, float(value))
    return found


def facts_of(ref: ModelRef) -> list[tuple[str, str]]:
    """What the card tells, as (words, value); unknown facts are left out."""
    card = ref.card
    data = card.data
    trained = [f"{data['samples']:,} samples" if isinstance(data.get("samples"), int) else ""]
    trained.append(f"{data['writers']:,} writers" if isinstance(data.get("writers"), int) else "")
    rows = [
        ("Can", ", ".join(ABILITIES.get(ability, ability) for ability in card.can)),
        ("Family", card.family),
        ("Trained on", " · ".join(part for part in [str(data.get("store", "")), *trained] if part)),
        ("Steps", f"{card.steps:,}" if card.steps else ""),
        *scores_of(card),
        ("Licence", card.licence),
        ("Attribution", card.attribution),
        ("Folder", str(ref.folder)),
    ]
    return [(words, value) for words, value in rows if value]


class ModelsPanel(QWidget):
    """A list of models and the card of the chosen one."""

    useWanted = Signal(str)
    folderWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setMinimumWidth(320)
        self._models: tuple[ModelRef, ...] = ()
        self._used = ""
        self.list = QListWidget()
        self.facts = QWidget()
        self.use = QPushButton("Use this model")
        self.pages = QStackedWidget()
        self._build()

    def _build(self) -> None:
        title = QLabel("Models")
        title.setProperty("role", "title")
        self.list.setAccessibleName("Models on this machine")
        self.list.currentRowChanged.connect(self._picked)
        self.list.itemActivated.connect(lambda _item: self._use())
        self.use.clicked.connect(self._use)
        folder = QPushButton("Open models folder")
        folder.clicked.connect(self.folderWanted)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.facts)
        QVBoxLayout(self.facts).setContentsMargins(0, 0, 8, 0)
        there = QWidget()
        column = QVBoxLayout(there)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        buttons = QHBoxLayout()
        buttons.addWidget(self.use)
        buttons.addWidget(folder)
        buttons.addStretch(1)
        column.addWidget(self.list)
        column.addLayout(buttons)
        column.addWidget(scroll, 1)
        self.pages.addWidget(self._nothing())
        self.pages.addWidget(there)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(16)
        whole.addWidget(title)
        whole.addWidget(self.pages, 1)

    def _nothing(self) -> QWidget:
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.addStretch(1)
        self.words = QLabel("The engine is starting and looks for models.")
        self.words.setObjectName("muted")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        button = QPushButton("Open models folder")
        button.setMinimumSize(QSize(200, 40))
        button.clicked.connect(self.folderWanted)
        column.addWidget(self.words)
        column.addSpacing(8)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return frame

    def set_models(self, models: Iterable[ModelRef], used: str = "") -> None:
        """What is there. used: the name of the model in use, "" = the first."""
        self._models = tuple(models)
        self._used = used or (self._models[0].card.name if self._models else "")
        row = max(0, self.list.currentRow())
        self.list.clear()
        for ref in self._models:
            mark = "  (in use)" if ref.card.name == self._used else ""
            item = QListWidgetItem((ref.card.title or ref.card.name) + mark)
            item.setSizeHint(QSize(0, 32))
            self.list.addItem(item)
        self.words.setText(
            "There is no model on this machine yet. Put a model's folder into the models folder, then restart the engine."
        )
        self.pages.setCurrentIndex(1 if self._models else 0)
        self.list.setFixedHeight(min(160, 32 * max(1, len(self._models)) + 16))
        self.list.setCurrentRow(min(row, len(self._models) - 1))

    def _picked(self, row: int) -> None:
        layout = self.facts.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if not 0 <= row < len(self._models):
            return
        self.use.setEnabled(self._models[row].card.name != self._used)
        layout.addWidget(self._table(facts_of(self._models[row])))

    @staticmethod
    def _table(rows: list[tuple[str, str]]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for line, (words, value) in enumerate(rows):
            name, text = QLabel(words), QLabel(value)
            name.setObjectName("muted")
            name.setWordWrap(True)
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setAccessibleName(words)
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, line, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(rows), 1)
        return table

    def _use(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._models):
            self.useWanted.emit(self._models[row].card.name)
