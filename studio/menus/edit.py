"""The Edit menu."""

from __future__ import annotations

from studio.menus.command import Command
from studio.words import tr


def commands() -> tuple[Command, ...]:
    """In the order of the menu, in the person's language."""
    return (
        Command(
            "edit.undo",
            tr("Undo"),
            "Edit",
            keys=("Ctrl+Z",),
            icon="undo",
            hint=tr("Take the last step back, also one of an earlier session."),
        ),
        Command(
            "edit.redo",
            tr("Redo"),
            "Edit",
            keys=(
                "Ctrl+Shift+Z",
                "Ctrl+Y",
            ),
            icon="redo",
            hint=tr("Do again what was taken back."),
        ),
        Command(
            "edit.cut",
            tr("Cut"),
            "Edit",
            keys=("Ctrl+X",),
            hint=tr("Move what is selected to the clipboard."),
            section=True,
        ),
        Command(
            "edit.copy",
            tr("Copy"),
            "Edit",
            keys=("Ctrl+C",),
            icon="copy",
            hint=tr("Copy what is selected, else all ink of the page; other programs get a picture or SVG."),
        ),
        Command(
            "edit.paste",
            tr("Paste"),
            "Edit",
            keys=("Ctrl+V",),
            icon="paste",
            hint=tr("Put the clipboard's ink on the page, or recover the strokes of its picture."),
        ),
        Command(
            "edit.duplicate",
            tr("Duplicate"),
            "Edit",
            keys=("Ctrl+D",),
            hint=tr("Put a copy of what is selected beside it."),
        ),
        Command(
            "edit.delete",
            tr("Delete"),
            "Edit",
            keys=("Del",),
            hint=tr("Erase what is selected, else the character in the brackets."),
        ),
        Command(
            "edit.select_all",
            tr("Select all"),
            "Edit",
            keys=("Ctrl+A",),
            hint=tr("Select all ink of the page."),
            section=True,
        ),
        Command(
            "edit.select_none",
            tr("Select nothing"),
            "Edit",
            keys=("Ctrl+Shift+A",),
            hint=tr("Escape does it too, with the Select tool."),
        ),
        Command(
            "edit.clear",
            tr("Clear page"),
            "Edit",
            keys=("Ctrl+Backspace",),
            icon="trash",
            hint=tr("Erase all ink; undo brings it back."),
            section=True,
        ),
        Command(
            "edit.preferences",
            tr("Preferences…"),
            "Edit",
            keys=("Ctrl+,",),
            icon="settings",
            hint=tr("Language, theme, pen, engine, folders."),
            section=True,
        ),
    )
