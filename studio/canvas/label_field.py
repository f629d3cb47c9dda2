"""The field in which a label is written, in place of a tile's own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

LEAST = 64  # px wide
TALLER = 10  # px than the label's own line


class LabelField(QLineEdit):
    """kept: (text, whether to go on to the next tile) on Return and Tab. left: given up, by Escape or by going elsewhere."""

    kept = Signal(str, bool)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.setAccessibleName(self.tr("Label"))
        self.setAccessibleDescription(self.tr("Return keeps the label, Tab keeps it and goes on to the next sample."))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setStyleSheet("padding: 0; border-radius: 4px;")
        self.hide()

    def write(self, over: QRect, text: str) -> None:
        """Appear over a label, with its text selected."""
        wide = max(over.width(), LEAST)
        parent = self._parent
        left = min(max(over.center().x() - wide // 2, 0), max(0, parent.width() - wide))
        top = min(over.top() - TALLER // 2, parent.height() - over.height() - TALLER)
        self.setGeometry(left, top, wide, over.height() + TALLER)
        self.setText(text)
        self.selectAll()
        self.show()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        """Tab is a key of this field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            self._keep(following=True)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return keeps, Escape gives up."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep(following=False)
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Going elsewhere gives up; a menu over the field does not."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.hide()

    def _keep(self, following: bool) -> None:
        text = self.text().strip()
        self.hide()
        self.kept.emit(text, following)
