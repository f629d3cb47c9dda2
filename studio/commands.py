"""The table of commands as Qt actions.

A command is a value; what it does is a slot that the window gives by the command's name. A command without a slot is a mistake
(there is no menu entry that does nothing) and `Commands` says so at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from studio.menus.command import Command, hint_of
from studio.menus.table import MENUS, commands_table, menu_words


class Commands(QObject):
    """The table as QActions. `slots` maps every command's name to what it does; a check's slot takes the new state.

    Raises KeyError when a command has no slot, or a slot no command.
    """

    def __init__(
        self, slots: Mapping[str, Callable[..., Any]], parent: QObject | None = None, table: Iterable[Command] | None = None
    ) -> None:
        super().__init__(parent)
        self.table = tuple(commands_table() if table is None else table)
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        unknown = {command.name for command in self.table} ^ set(slots)
        if unknown:
            raise KeyError(f"commands and slots do not match: {sorted(unknown)}")
        for command in self.table:
            self._actions[command.name] = self._action(command, slots[command.name])

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __contains__(self, name: object) -> bool:
        return name in self._actions

    def _action(self, command: Command, slot: Callable[..., Any]) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setToolTip(hint_of(command))
        action.setIconText(command.text.rstrip("…"))
        if command.kind == "choice":
            group = self._groups.setdefault(command.group, QActionGroup(self))
            group.addAction(action)
        action.setCheckable(command.kind != "do")
        action.setIconVisibleInMenu(command.kind == "do")  # a mark tells the state there, not the icon's colour alone
        if command.kind == "check":
            action.triggered.connect(lambda on=False: slot(on))
        else:
            action.triggered.connect(lambda _checked=False: slot())
        return action

    def set_icons(self, icon: Callable[[str], QIcon]) -> None:
        """Give every command its icon in the colours of the theme. icon: icon name -> QIcon."""
        for command in self.table:
            if command.icon:
                self._actions[command.name].setIcon(icon(command.icon))

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Put every command into the menu bar; gives the menus by path ("View/Theme") so that lists can be added."""
        words = menu_words()
        menus: dict[str, QMenu] = {name: bar.addMenu(words[name]) for name in MENUS}
        for command in self.table:
            menu = self._menu(menus, command.menu, words)
            if command.section:
                menu.addSeparator()
            menu.addAction(self._actions[command.name])
        for menu in menus.values():
            menu.setToolTipsVisible(False)
        return menus

    @staticmethod
    def _menu(menus: dict[str, QMenu], path: str, words: Mapping[str, str]) -> QMenu:
        if path not in menus:
            menus[path] = menus[path.partition("/")[0]].addMenu(words[path])
        return menus[path]
