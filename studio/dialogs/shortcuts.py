"""The shortcut sheet: every key, made from the table of commands and the canvas' own keys; searched and printed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from studio.dialogs.reading import ReadingDialog
from studio.menus.table import MENUS, commands_table, menu_words
from studio.theme import Theme
from studio.words import tr


@dataclass(frozen=True)
class Shortcut:
    """What is done, by which keys (each as shown), and more words to be found by."""

    what: str
    keys: tuple[str, ...]
    words: str = ""


def native(key: str) -> str:
    """A key as this system and language write it: "Ctrl+Z" is "Strg+Z" or "⌘Z" elsewhere."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def sections() -> list[tuple[str, list[Shortcut]]]:
    """(heading, shortcuts) a menu at a time, then what the page and the timeline know by themselves."""
    words, everything = menu_words(), commands_table()
    told = []
    for menu in MENUS:
        commands = [command for command in everything if command.menu.partition("/")[0] == menu and command.keys]
        rows = [Shortcut(c.text.rstrip("…"), tuple(native(key) for key in c.keys), c.hint) for c in commands]
        if rows:
            told.append((words[menu].replace("&", ""), rows))
    return [*told, (tr("On the page"), _page()), (tr("Timeline"), _timeline()), (tr("Everywhere"), _everywhere())]


def _page() -> list[Shortcut]:
    space, arrows = native("Space"), tr("Arrow keys")
    return [
        Shortcut(tr("Move the page with any tool"), (tr("{} and drag").format(space), tr("Middle button and drag"), arrows)),
        Shortcut(tr("Zoom at the pointer"), (tr("{} and wheel").format(native("Ctrl").rstrip("+")), tr("Pinch"))),
        Shortcut(tr("Scroll"), (tr("Wheel"), tr("{} and wheel").format(native("Shift").rstrip("+")))),
        Shortcut(tr("Move what is selected, ten times as far with Shift"), (arrows,)),
        Shortcut(tr("Walk through the characters with the Select tool"), (native("Tab"), native("Shift+Tab"))),
        Shortcut(tr("Select nothing"), (native("Esc"),)),
        Shortcut(tr("Lift the pen that dwelling put down"), (native("Esc"),)),
    ]


def _timeline() -> list[Shortcut]:
    return [
        Shortcut(tr("Play or pause"), (native("Space"),)),
        Shortcut(tr("A tenth of a second back or on"), (native("Left"), native("Right"))),
        Shortcut(tr("To the start or the end"), (native("Home"), native("End"))),
    ]


def _everywhere() -> list[Shortcut]:
    return [
        Shortcut(tr("The next or the one before"), (native("Tab"), native("Shift+Tab"))),
        Shortcut(tr("The menus"), (native("Alt+F"), native("F10"))),
        Shortcut(tr("Leave a dialog, a list or a search"), (native("Esc"),)),
    ]


def sheet(theme: Theme, query: str = "") -> str:
    """The sheet as HTML, narrowed to what answers to `query`; keys look like keys."""
    told, nothing = [], tr("No key does that. Ctrl+K finds every command by name.")
    for heading, rows in sections():
        wanted = [row for row in rows if _answers(row, heading, query)]
        if wanted:
            lines = "".join(_row(row, theme) for row in wanted)
            told.append(f"<h3 style='color:{theme.accent}; margin-bottom:4px'>{escape(heading)}</h3>")
            told.append(f"<table width='100%' cellspacing='0' cellpadding='5'>{lines}</table>")
    return "".join(told) or f"<p>{escape(nothing)}</p>"


def _answers(row: Shortcut, heading: str, query: str) -> bool:
    text = " ".join((row.what, heading, row.words, *row.keys)).casefold()
    return all(part in text for part in query.casefold().split())


def _row(row: Shortcut, theme: Theme) -> str:
    style = f"background-color:{theme.hover}; color:{theme.text}; font-weight:600"
    keys = " &nbsp; ".join(f"<span style='{style}'>&nbsp;{escape(key)}&nbsp;</span>" for key in row.keys)
    return f"<tr><td width='55%'>{escape(row.what)}</td><td>{keys}</td></tr>"


class ShortcutDialog(ReadingDialog):
    """The sheet with a search field; what is shown is what is printed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Keyboard shortcuts"), "", parent)
        self.resize(680, 600)
        self._theme = theme
        self.search = self.add_search(self.tr("Find a key or what it does"))
        self.search.textChanged.connect(self._show)
        self.add_copy()
        self.add_print()
        self._show("")

    def _show(self, query: str) -> None:
        self.view.setHtml(f"<h2>{escape(self.windowTitle())}</h2>{sheet(self._theme, query)}")
