"""What is known of a writer, to be changed: name, hand, script, device, and in plain words what may be done with the samples."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFormLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from engines.data.collection import Writer
from studio.labels import Choice, label, level
from studio.words import tr


def hands() -> dict[str, str]:
    """The hand that holds the pen."""
    return {"": tr("Not told"), "right": tr("Right"), "left": tr("Left"), "both": tr("Both")}


def consents() -> dict[str, tuple[str, str]]:
    """What may be done with a writer's samples: a short name and what it means."""
    return {
        "private": (
            tr("Only on this computer"),
            tr("Nobody else gets these samples. Models trained on them stay here too, unless you give them away."),
        ),
        "research": (
            tr("For research"),
            tr("The samples may be given to researchers. They are not published."),
        ),
        "public": (
            tr("For everyone"),
            tr("The samples may be published, with the licence below. What is published cannot be called back."),
        ),
    }


def licences() -> dict[str, str]:
    """Licences that fit samples of handwriting, in plain words."""
    return {
        "": tr("None chosen: all rights stay with the writer"),
        "CC BY 4.0": tr("CC BY 4.0: everyone may use them and must name the writer"),
        "CC BY-NC 4.0": tr("CC BY-NC 4.0: as before, but not to make money"),
        "CC BY-SA 4.0": tr("CC BY-SA 4.0: as CC BY, and what is made of them is shared alike"),
        "CC0 1.0": tr("CC0 1.0: everyone may do anything, nobody need be named"),
    }


class WriterFields(QWidget):
    """Shows a Writer. changed: the Writer as it is now, told when a field is left or a choice is made."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writer = Writer("", "")
        self.name, self.script, self.device, self.note = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.hand, self.licence = Choice(), Choice()
        self.consent = {key: QRadioButton(words) for key, (words, _meaning) in consents().items()}
        self.meaning = label("", "muted", wrap=True)
        self._build()

    def _build(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for key, words in hands().items():
            self.hand.addItem(words, key)
        for key, words in licences().items():
            self.licence.addItem(words, key)
        self.licence.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.licence.setMinimumContentsLength(24)
        self.script.setPlaceholderText(self.tr("Latin, Kurrent, kana…"))
        self.device.setPlaceholderText(self.tr("Tablet, mouse, paper…"))
        rows = (
            (self.tr("Name"), self.name),
            (self.tr("Writing hand"), self.hand),
            (self.tr("Script"), self.script),
            (self.tr("Device"), self.device),
            (self.tr("Note"), self.note),
        )
        for words, field in rows:
            field.setAccessibleName(words)
            field.setMinimumHeight(32)
            form.addRow(words, field)
        choice = QWidget()
        column = QVBoxLayout(choice)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        together = QButtonGroup(self)
        for key, button in self.consent.items():
            button.setAccessibleDescription(consents()[key][1])
            button.setToolTip(consents()[key][1])
            button.setMinimumHeight(28)
            button.clicked.connect(self._keep)
            together.addButton(button)
            column.addWidget(button)
        self.meaning.setMinimumHeight(2 * self.fontMetrics().height() + 4)
        column.addWidget(self.meaning)
        form.addRow(self.tr("The samples are"), choice)
        self.licence.setAccessibleName(self.tr("Licence"))
        form.addRow(self.tr("Licence"), self.licence)
        level(form)
        for line in (self.name, self.script, self.device, self.note):
            line.editingFinished.connect(self._keep)
        for box in (self.hand, self.licence):
            box.activated.connect(lambda _row: self._keep())

    def put(self, writer: Writer, may_change: bool) -> None:
        """Show this writer."""
        self._writer = writer
        for line, text in (
            (self.name, writer.name),
            (self.script, writer.script),
            (self.device, writer.device),
            (self.note, writer.note),
        ):
            line.setText(text)
        self.hand.setCurrentIndex(max(0, self.hand.findData(writer.hand)))
        if self.licence.findData(writer.licence) < 0:
            self.licence.addItem(writer.licence, writer.licence)
        self.licence.setCurrentIndex(self.licence.findData(writer.licence))
        button = self.consent.get(writer.consent, self.consent["private"])
        with QSignalBlocker(button):
            button.setChecked(True)
        self.setEnabled(may_change)
        self._explain()

    def _explain(self) -> None:
        consent = self._consent
        self.meaning.setText(consents()[consent][1])
        self.licence.setEnabled(consent != "private")

    @property
    def _consent(self) -> str:
        return next((key for key, button in self.consent.items() if button.isChecked()), "private")

    def _keep(self) -> None:
        consent = self._consent
        name = self.name.text().strip()
        if not name:
            self.name.setText(self._writer.name)
        made = replace(
            self._writer,
            name=name or self._writer.name,
            hand=str(self.hand.currentData()),
            script=self.script.text().strip(),
            device=self.device.text().strip(),
            note=self.note.text().strip(),
            consent=consent,
            licence="" if consent == "private" else str(self.licence.currentData()),
        )
        if consent == "private":
            self.licence.setCurrentIndex(0)
        self._explain()
        if made != self._writer:
            self._writer = made
            self.changed.emit(made)
