"""Small parts of panels and dialogs: labels that behave when their words are long, fields that stand level with them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QSizePolicy, QSpinBox, QWidget


def label(text: str = "", name: str = "", wrap: bool = False) -> QLabel:
    """A plain-text label. name: its style's name in `looks`."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return made


def level(form: QFormLayout, height: int = 32) -> None:
    """Put each row's label at the middle of its field. height: of the fields, px."""
    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        words = item.widget() if item is not None else None
        if words is not None:
            words.setMinimumHeight(height)


class Elided(QLabel):
    """A label that shortens its text with "…" instead of pushing its neighbours away; the whole text is its tooltip."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str, hint: str = "") -> None:
        """Show `text`. hint: the tooltip, the text itself where there is none."""
        self.setText(" ".join(text.split()))
        self.setToolTip(hint or text)
        self.setAccessibleDescription(hint or text)

    def minimumSizeHint(self) -> QSize:
        """As narrow as must be, a line high."""
        return QSize(0, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text, shortened where it must be."""
        painter = QPainter(self)
        area = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(area, (self.alignment() | Qt.AlignmentFlag.AlignVCenter).value, text)
        painter.end()


class Choice(QComboBox):
    """A drop-down list as high as the other fields."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(32)


class Number(QSpinBox):
    """A whole number with its unit, as high as the other fields. A number outside `span` cannot be left in it."""

    def __init__(self, span: tuple[int, int], value: int, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(*span)
        self.setValue(value)
        self.setSuffix(f" {unit}")
        self.setMinimumHeight(32)
        self.lineEdit().setTextMargins(6, 0, 0, 0)  # a style sheet's padding does not reach the words of a spin box
