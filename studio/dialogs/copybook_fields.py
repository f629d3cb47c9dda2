"""The fields of the export dialog that a ductus sheet adds."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from engines.export.copybook import SPANS, Copybook
from studio.dialogs.plotter_fields import choice, decimal
from studio.labels import Number
from studio.words import tr

LONGEST_TITLE = 120  # characters


def usual_page() -> str:
    """The paper of the country, as Options.page has it."""
    letter = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return "letter" if letter else "a4"


class CopybookFields(QObject):
    """One field for each setting of a Copybook, and the title. changed: something was set by a person."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._filling = False
        self._kept = Copybook()
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setMinimumHeight(32)
        self.title.setTextMargins(4, 0, 0, 0)
        self.title.setPlaceholderText(tr("none"))
        self.words = choice({False: tr("Each character"), True: tr("All ink together")})
        self.model, self.letters = (decimal(*SPANS[name], 1, "mm") for name in ("model", "letters"))
        self.rows_of_practice = Number((0, 12), 2, "")
        self.steps = QCheckBox(tr("Show it growing stroke by stroke"))
        for field in (self.model, self.letters, self.rows_of_practice):
            field.valueChanged.connect(self._changed)
        self.title.textChanged.connect(self._changed)
        self.words.currentIndexChanged.connect(self._changed)
        self.steps.toggled.connect(self._changed)

    def rows(self) -> tuple[tuple[str, QWidget], ...]:
        """Label and field of each row, in their order."""
        return (
            (tr("Title"), self.title),
            (tr("A model is"), self.words),
            (tr("Height of models"), self.model),
            ("", self.steps),
            (tr("Rows to practise"), self.rows_of_practice),
            (tr("Height of letters"), self.letters),
        )

    def fill(self, copybook: Copybook, title: str) -> None:
        """Show what was chosen."""
        self._filling, self._kept = True, copybook
        self.title.setText(title)
        self.words.setCurrentIndex(int(copybook.words))
        self.model.setValue(copybook.model)
        self.letters.setValue(copybook.letters)
        self.rows_of_practice.setValue(copybook.rows)
        self.steps.setChecked(copybook.steps)
        self._filling = False

    def copybook(self) -> Copybook:
        """What the fields say."""
        return replace(
            self._kept,
            model=round(self.model.value(), 1),
            letters=round(self.letters.value(), 1),
            rows=self.rows_of_practice.value(),
            steps=self.steps.isChecked(),
            words=bool(self.words.currentData()),
        )

    def _changed(self) -> None:
        if not self._filling:
            self.changed.emit()
