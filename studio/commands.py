"""Everything the studio can do, as one table: it fills the menus, the rails, the tooltips and the shortcut sheet.

A command is a value; what it does is a slot that the window gives by the command's name. A command without a slot is a mistake
(there is no menu entry that does nothing) and `Commands` says so at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

Kind = Literal["do", "check", "choice"]


@dataclass(frozen=True)
class Command:
    """One thing a person can ask for.

    name: stable, "menu.verb". text: as in the menu, "…" where more is asked. menu: "File" or, one level down, "View/Theme".
    keys: shortcuts, the first is shown. icon: name of an icon of the theme. hint: one sentence for tooltip and status bar.
    kind: "do" acts, "check" is on or off, "choice" is one of its `group`. section: a line above it in the menu.
    """

    name: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    hint: str = ""
    kind: Kind = "do"
    group: str = ""
    section: bool = False


MENUS = ("File", "Edit", "View", "Ink", "Models", "Help")

TABLE: tuple[Command, ...] = (
    Command("file.new", "New page", "File", ("Ctrl+N",), "new", "Start an empty page; undo brings the old ink back."),
    Command("file.open", "Open picture…", "File", ("Ctrl+O",), "open", "Recover the strokes of a picture of one letter."),
    Command(
        "file.import", "Import dataset…", "File", ("Ctrl+I",), "import", "Read UNIPEN handwriting into a store.", section=True
    ),
    Command(
        "file.export", "Export…", "File", ("Ctrl+E",), "export", "Write the ink as SVG, PNG or a GIF of its replay.", section=True
    ),
    Command("file.quit", "Quit", "File", ("Ctrl+Q",), "", "Close the studio; the page is kept.", section=True),
    Command("edit.undo", "Undo", "Edit", ("Ctrl+Z",), "undo"),
    Command("edit.redo", "Redo", "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Command("edit.copy", "Copy", "Edit", ("Ctrl+C",), "copy", "Copy the ink as picture and as SVG.", section=True),
    Command("edit.paste", "Paste picture", "Edit", ("Ctrl+V",), "paste", "Recover the strokes of the picture in the clipboard."),
    Command("edit.delete", "Delete character", "Edit", ("Del",), "", "Erase the character in the brackets.", section=True),
    Command("edit.clear", "Clear page", "Edit", ("Ctrl+Backspace",), "trash", "Erase all ink; undo brings it back."),
    Command("tool.pen", "Pen", "View/Tools", ("P",), "pen", "Write on the page.", "choice", "tool"),
    Command("tool.eraser", "Eraser", "View/Tools", ("E",), "eraser", "Erase whole strokes.", "choice", "tool"),
    Command("tool.select", "Select", "View/Tools", ("V",), "select", "Click a character to convert it.", "choice", "tool"),
    Command(
        "tool.pan", "Pan", "View/Tools", ("H",), "hand", "Move the page; Space-drag does it with any tool.", "choice", "tool"
    ),
    Command("view.guides", "Guides", "View", ("G",), "guides", "Show baseline, x-height and slant.", "check"),
    Command("view.zoom_in", "Zoom in", "View", ("Ctrl++", "Ctrl+="), "zoom-in", section=True),
    Command("view.zoom_out", "Zoom out", "View", ("Ctrl+-",), "zoom-out"),
    Command("view.fit", "Fit the ink", "View", ("0",), "zoom-fit", "Show all ink as large as the window allows."),
    Command("view.actual", "Actual size", "View", ("Ctrl+0",), "", "A millimetre on the page is a millimetre on the screen."),
    Command("theme.system", "As the system", "View/Theme", (), "theme-system", kind="choice", group="theme"),
    Command("theme.light", "Light", "View/Theme", (), "sun", kind="choice", group="theme"),
    Command("theme.dark", "Dark", "View/Theme", ("Ctrl+Shift+D",), "moon", kind="choice", group="theme"),
    Command("panel.convert", "Convert", "View/Panels", ("Ctrl+1",), "convert", "The letter as ink, image and strokes.", "check"),
    Command("panel.models", "Models", "View/Panels", ("Ctrl+8",), "models", "The models on this machine.", "check"),
    Command(
        "view.left_handed", "Left-handed layout", "View", (), "", "Panels at the left, tools at the right.", "check", section=True
    ),
    Command("view.reduce_motion", "Reduce motion", "View", (), "", "Nothing moves unless you start it.", "check"),
    Command("view.full_screen", "Full screen", "View", ("F11",), "full-screen", "", "check"),
    Command("ink.play", "Play or pause", "Ink", ("Ctrl+Space",), "play", "Draw the recovered strokes in time."),
    Command("ink.restart", "Play from the start", "Ink", ("Ctrl+Shift+Space",), "to-start"),
    Command("ink.loop", "Loop", "Ink", ("L",), "loop", "Start again at the end.", "check"),
    Command("ink.place", "Put recovered strokes on the page", "Ink", ("Ctrl+Return",), "recover", section=True),
    Command(
        "ink.sample", "Write a sample letter", "Ink", ("Ctrl+L",), "sample", "Ductus writes a letter of its own on the page."
    ),
    Command("pen.fine", "Fine, 0.4 mm", "Ink/Pen width", (), "", "", "choice", "pen"),
    Command("pen.medium", "Medium, 0.7 mm", "Ink/Pen width", (), "", "", "choice", "pen"),
    Command("pen.broad", "Broad, 1.2 mm", "Ink/Pen width", (), "", "", "choice", "pen"),
    Command("smooth.none", "None: the raw pen", "Ink/Smoothing", (), "", "", "choice", "smooth"),
    Command("smooth.some", "Some", "Ink/Smoothing", (), "", "", "choice", "smooth"),
    Command("smooth.much", "Much", "Ink/Smoothing", (), "", "", "choice", "smooth"),
    Command("models.show", "Show models", "Models", (), "models", "Name, abilities, scores and licence of each model."),
    Command("models.folder", "Open models folder", "Models", (), "folder", "Put a model's folder here to use it."),
    Command("models.restart", "Restart engine", "Models", (), "refresh", "Start the conversion engine afresh.", section=True),
    Command("help.first_steps", "First steps", "Help", ("F1",), "help", "What to try in the first five minutes."),
    Command("help.shortcuts", "Keyboard shortcuts", "Help", ("Ctrl+/",), ""),
    Command("help.about", "About and attributions", "Help", (), "info"),
)


def hint_of(command: Command) -> str:
    """The tooltip: what it is, its shortcut, what it does."""
    name = command.text.rstrip("…")
    key = f" ({command.keys[0]})" if command.keys else ""
    return f"{name}{key}" + (f"\n{command.hint}" if command.hint else "")


class Commands(QObject):
    """The table as QActions. `slots` maps every command's name to what it does; a check's slot takes the new state.

    Raises KeyError when a command has no slot, or a slot no command.
    """

    def __init__(
        self, slots: Mapping[str, Callable[..., Any]], parent: QObject | None = None, table: Iterable[Command] = TABLE
    ) -> None:
        super().__init__(parent)
        self.table = tuple(table)
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
        menus: dict[str, QMenu] = {name: bar.addMenu(f"&{name}") for name in MENUS}
        for command in self.table:
            menu = self._menu(menus, command.menu)
            if command.section:
                menu.addSeparator()
            menu.addAction(self._actions[command.name])
        for menu in menus.values():
            menu.setToolTipsVisible(False)
        return menus

    @staticmethod
    def _menu(menus: dict[str, QMenu], path: str) -> QMenu:
        if path not in menus:
            top, _, name = path.partition("/")
            menus[path] = menus[top].addMenu(name)
        return menus[path]
