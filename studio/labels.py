"""Small parts of panels and dialogs: labels that behave when their words are long, a choice that shows that it is one."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QWidget

from studio.theme import Theme, icon


def label(text: str = "", name: str = "", wrap: bool = False) -> QLabel:
    """A plain-text label. name: its style's name in `looks`."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return made


class Elided(QLabel):
    """A label that shortens its text with "…" instead of pushing its neighbours away; the whole text is its tooltip."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str, hint: str = "") -> None:
        """Show `text`. hint: the tooltip, the text itself where there is none."""
        self.setText(text)
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
