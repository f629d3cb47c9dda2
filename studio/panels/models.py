"""The Models panel: what is on this machine, what each model can do, how good it is, where it came from, which one is in use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
from studio.words import tr


def abilities() -> dict[str, str]:
    """What a card's `can` says, in plain words."""
    return {
        "ink_to_image": tr("strokes to image"),
        "image_to_ink": tr("image to strokes"),
        "pen_lifts": tr("pen lifts"),
        "strokes": tr("recover strokes"),
        "classify": tr("read letters"),
        "embed": tr("recognise a hand"),
        "write": tr("write text"),
        "mix": tr("mix styles"),
        "encode": tr("to latent space"),
        "decode": tr("from latent space"),
    }


@dataclass(frozen=True)
class Score:
    """How a figure of a card is shown: its name, its form with the unit, and what it means."""

    words: str
    form: str
    hint: str


def scores() -> dict[str, Score]:
    """The figures that a person knows by name, in the order shown."""
    return {
        "psnr": Score(
            tr("PSNR"), tr("{:.1f} dB"), tr("How close the model's images are to the ink as rendered; more is closer.")
        ),
        "gain_db": Score(
            tr("Gain over the average letter"),
            tr("{:.1f} dB"),
            tr("PSNR above that of always answering with the mean image of the letter's class; more is better."),
        ),
        "ssim": Score(tr("SSIM"), tr("{:.2f} of 1"), tr("Likeness of structure of image and rendered ink; 1 is the same.")),
        "dtw_path": Score(
            tr("DTW, a step of the path"),
            tr("{:.3f} of a side"),
            tr("Mean distance between drawn and recovered path along their best match, in sides of the letter's square."),
        ),
        "dtw_ref": Score(
            tr("DTW, a point"),
            tr("{:.3f} of a side"),
            tr("Summed distance along the best match, shared by the drawn path's points, in sides of the letter's square."),
        ),
    }


def scores_of(card: ModelCard) -> list[tuple[str, str, str]]:
    """The card's scores that a person knows by name, as (words, figure with unit, meaning)."""
    flat = _flat(card.scores)
    return [(score.words, score.form.format(flat[key]), score.hint) for key, score in scores().items() if key in flat]


def other_figures(card: ModelCard) -> list[str]:
    """Every other number of the card, as its training named it: for who knows them."""
    flat = _flat(card.scores)
    return [f"{key.replace('_', ' ')} {flat[key]:.4g}" for key in sorted(flat) if key not in scores()]


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


def facts_of(ref: ModelRef) -> list[tuple[str, str, str]]:
    """What the card tells, as (words, value, meaning); unknown facts are left out."""
    card, known = ref.card, abilities()
    data = card.data
    trained = [str(data.get("store", ""))]
    for key, form in (("samples", tr("{:,} samples")), ("writers", tr("{:,} writers"))):
        trained.append(form.format(data[key]) if isinstance(data.get(key), int) else "")
    can = sorted(card.can, key=lambda ability: list(known).index(ability) if ability in known else len(known))
    rows = [
        (tr("Can"), ", ".join(known.get(ability, ability) for ability in can), ""),
        (tr("Family"), card.family, ""),
        (tr("Letters"), tr("{} kinds").format(len(card.alphabet)) if card.alphabet else "", " ".join(card.alphabet)),
        (tr("Trained on"), " · ".join(part for part in trained if part), ""),
        (tr("Training steps"), f"{card.steps:,}" if card.steps else "", ""),
        *scores_of(card),
        (tr("Licence"), card.licence, ""),
        (tr("Attribution"), card.attribution, ""),
        (tr("Folder"), str(ref.folder), ""),
        (tr("Training's figures"), ", ".join(other_figures(card)), tr("As the trainer wrote them: losses by term, epochs.")),
    ]
    return [row for row in rows if row[1]]


class ModelsPanel(QWidget):
    """A list of models and the card of the chosen one."""

    useWanted = Signal(str)
    folderWanted = Signal()
    restartWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setMinimumWidth(320)
        self._models: tuple[ModelRef, ...] = ()
        self._used = ""
        self._state, self._sentence = "starting", ""
        self.list = QListWidget()
        self.facts = QWidget()
        self.use = QPushButton(self.tr("Use this model"))
        self.pages = QStackedWidget()
        self._build()
        self._explain()

    def _build(self) -> None:
        title = QLabel(self.tr("Models"))
        title.setProperty("role", "title")
        self.list.setAccessibleName(self.tr("Models on this machine"))
        self.list.currentRowChanged.connect(self._picked)
        self.list.itemActivated.connect(lambda _item: self._use())
        self.use.clicked.connect(self._use)
        folder = QPushButton(self.tr("Open models folder"))
        folder.clicked.connect(self.folderWanted)
        scroll = QScrollArea()
        scroll.setAccessibleName(self.tr("Model"))
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
        column.setSpacing(16)
        column.addStretch(1)
        self.words = QLabel()
        self.words.setObjectName("muted")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.again = QPushButton(self.tr("Start again"))
        self.again.setToolTip(self.tr("Start the engine afresh; it looks for models again"))
        self.again.clicked.connect(self.restartWanted)
        folder = QPushButton(self.tr("Open models folder"))
        folder.clicked.connect(self.folderWanted)
        column.addWidget(self.words)
        for button in (folder, self.again):
            button.setMinimumSize(QSize(200, 40))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return frame

    def set_engine(self, state: str, sentence: str) -> None:
        """How the engine is, in plain words: it is what looks for models."""
        self._state, self._sentence = state, sentence
        self._explain()

    def _explain(self) -> None:
        """Why there is no model to be seen."""
        if self._state == "ready":
            words = self.tr(
                "There is no model on this machine yet. Put a model's folder into the models folder, then press Start again."
            )
        elif self._state == "stopped":
            words = self._sentence
        else:
            words = self.tr("The engine is starting and looks for models.")
        self.words.setText(words)
        self.again.setVisible(self._state in ("ready", "stopped"))

    def set_models(self, models: Iterable[ModelRef], used: str = "") -> None:
        """What is there, as the engine says when it is ready. used: the name of the model in use, "" = the first."""
        self._state = "ready"
        self._models = tuple(models)
        self._used = used or (self._models[0].card.name if self._models else "")
        row = max(0, self.list.currentRow())
        self.list.clear()
        for ref in self._models:
            mark = "  " + self.tr("(in use)") if ref.card.name == self._used else ""
            item = QListWidgetItem((ref.card.title or ref.card.name) + mark)
            item.setSizeHint(QSize(0, 32))
            self.list.addItem(item)
        self._explain()
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
    def _table(rows: list[tuple[str, str, str]]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for line, (words, value, hint) in enumerate(rows):
            name, text = QLabel(words), QLabel(value)
            name.setObjectName("muted")
            name.setWordWrap(True)
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setAccessibleName(words)
            for part in (name, text):
                part.setToolTip(hint)
                part.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, line, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(rows), 1)
        return table

    def _use(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._models):
            self.useWanted.emit(self._models[row].card.name)
