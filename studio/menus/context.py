"""The menu under the pointer on the page: what fits of the menus above."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from studio.commands import Commands
from studio.words import tr

FITS = (
    "edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "edit.delete", "", "edit.select_all", "edit.select_none", "",
    "ink.split_here", "ink.join", "ink.reverse", "", "ink.recover", "ink.play", "view.fit",
)  # fmt: skip


def context_menu(commands: Commands, parent: QWidget) -> QMenu:
    """The page's context menu, of the commands that the menu bar has too."""
    menu = QMenu(parent)
    menu.setAccessibleName(tr("Page"))
    for name in FITS:
        if name:
            menu.addAction(commands[name])
        else:
            menu.addSeparator()
    return menu
