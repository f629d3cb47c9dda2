"""Small parts of panels and dialogs: labels that behave when their words are long, choices that can be seen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from studio.theme import Theme, icon


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
    """A drop-down list with a chevron in the colours of the theme."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setMinimumHeight(32)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the chevron that its style leaves out."""
        super().paintEvent(event)
        painter = QPainter(self)
        place = QRect(self.width() - 26, (self.height() - 16) // 2, 16, 16)
        icon("chevron-down", self._theme).paint(painter, place)
        painter.end()


class Check(QCheckBox):
    """A check box whose box can be seen in every theme."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setMinimumHeight(32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style's text, our box and our mark."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "accent" if self.isChecked() or self.hasFocus() else "muted"
        painter.setPen(QPen(self._theme.colour(edge), 1.5))
        painter.setBrush(self._theme.colour("accent" if self.isChecked() else "raised"))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 3, 3)
        if self.isChecked():
            icon("check", self._theme).paint(painter, box.toRect().adjusted(1, 1, -1, -1), mode=QIcon.Mode.Selected)
        painter.end()
