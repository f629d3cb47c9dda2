"""The two rails: tools at one edge of the window, panels at the other. Big targets, and names for screen readers."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

TOOLS = (
    "tool.pen",
    "tool.eraser",
    "tool.select",
    "tool.points",
    "tool.pan",
    "",
    "pen.settings",
    "view.guides",
    "view.fit",
    "",
    "edit.undo",
    "edit.redo",
)
PANELS = ("panel.convert", "panel.recover", "panel.collect", "panel.dataset", "panel.models")


class Rail(QToolBar):
    """A fixed column of commands. name: for styles; title: for people. None is a gap; words: each icon has its name under it."""

    def __init__(
        self, name: str, title: str, actions: Iterable[QAction | None], words: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setOrientation(Qt.Orientation.Vertical)
        self.setIconSize(QSize(24, 24))
        style = Qt.ToolButtonStyle.ToolButtonTextUnderIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)
        self._words = words
        for action in actions:
            if action is None:
                self.addSeparator()
                continue
            self.addAction(action)
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setAccessibleName(action.text().rstrip("…"))
                button.setAccessibleDescription(action.toolTip())
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_big(False)

    def set_big(self, big: bool) -> None:
        """Larger buttons, for fingers and shaking hands."""
        small = QSize(72, 64) if big else QSize(64, 56)
        for button in self.findChildren(QToolButton):
            if button.defaultAction() is not None:
                button.setFixedSize(small if self._words else QSize(52, 52) if big else QSize(40, 40))
