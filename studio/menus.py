"""The one table of everything the studio can do: menus, rails, tooltips, search and the shortcut sheet are made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio.words import tr

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


def menu_words() -> dict[str, str]:
    """Menu path -> its name in the person's language; & stands before its key."""
    return {
        "File": tr("&File"),
        "Edit": tr("&Edit"),
        "View": tr("&View"),
        "Ink": tr("&Ink"),
        "Models": tr("&Models"),
        "Help": tr("&Help"),
        "View/Tools": tr("Tools"),
        "View/Theme": tr("Theme"),
        "View/Panels": tr("Panels"),
        "Ink/Pen width": tr("Pen width"),
        "Ink/Smoothing": tr("Smoothing"),
    }


def commands_table() -> tuple[Command, ...]:
    """Every command in the order of the menus, in the person's language."""
    return (
        Command(
            "file.new",
            tr("New page"),
            "File",
            keys=("Ctrl+N",),
            icon="new",
            hint=tr("Start an empty page; undo brings the old ink back."),
        ),
        Command(
            "file.open",
            tr("Open…"),
            "File",
            keys=("Ctrl+O",),
            icon="open",
            hint=tr("Put an ink file (InkML, SVG, JSON) on the page, or recover the strokes of a picture of one letter."),
        ),
        Command(
            "file.import",
            tr("Import dataset…"),
            "File",
            keys=("Ctrl+I",),
            icon="import",
            hint=tr("Read UNIPEN handwriting into a store, in the background."),
            section=True,
        ),
        Command(
            "file.export",
            tr("Export…"),
            "File",
            keys=("Ctrl+E",),
            icon="export",
            hint=tr("Write the ink as SVG, PNG or a GIF of its replay."),
            section=True,
        ),
        Command("file.quit", tr("Quit"), "File", keys=("Ctrl+Q",), hint=tr("Close the studio; the page is kept."), section=True),
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
            "edit.copy",
            tr("Copy"),
            "Edit",
            keys=("Ctrl+C",),
            icon="copy",
            hint=tr("Copy all ink of the page as picture and as SVG."),
            section=True,
        ),
        Command(
            "edit.paste",
            tr("Paste picture"),
            "Edit",
            keys=("Ctrl+V",),
            icon="paste",
            hint=tr("Recover the strokes of the picture in the clipboard."),
        ),
        Command(
            "edit.delete",
            tr("Delete character"),
            "Edit",
            keys=("Del",),
            hint=tr("Erase the character in the brackets."),
            section=True,
        ),
        Command(
            "edit.clear",
            tr("Clear page"),
            "Edit",
            keys=("Ctrl+Backspace",),
            icon="trash",
            hint=tr("Erase all ink; undo brings it back."),
        ),
        Command(
            "tool.pen",
            tr("Pen"),
            "View/Tools",
            keys=("P",),
            icon="pen",
            hint=tr("Write on the page."),
            kind="choice",
            group="tool",
        ),
        Command(
            "tool.eraser",
            tr("Eraser"),
            "View/Tools",
            keys=("E",),
            icon="eraser",
            hint=tr("Erase whole strokes."),
            kind="choice",
            group="tool",
        ),
        Command(
            "tool.select",
            tr("Select"),
            "View/Tools",
            keys=("V",),
            icon="select",
            hint=tr("Click a character to convert it."),
            kind="choice",
            group="tool",
        ),
        Command(
            "tool.pan",
            tr("Pan"),
            "View/Tools",
            keys=("H",),
            icon="hand",
            hint=tr("Move the page; Space-drag does it with any tool."),
            kind="choice",
            group="tool",
        ),
        Command(
            "view.guides",
            tr("Guides"),
            "View",
            keys=("G",),
            icon="guides",
            hint=tr("Show baseline, x-height and slant."),
            kind="check",
        ),
        Command(
            "view.zoom_in",
            tr("Zoom in"),
            "View",
            keys=(
                "Ctrl++",
                "Ctrl+=",
            ),
            icon="zoom-in",
            hint=tr("Ctrl and the wheel zoom at the pointer."),
            section=True,
        ),
        Command("view.zoom_out", tr("Zoom out"), "View", keys=("Ctrl+-",), icon="zoom-out"),
        Command(
            "view.fit",
            tr("Fit the ink"),
            "View",
            keys=("0",),
            icon="zoom-fit",
            hint=tr("Show all ink as large as the window allows."),
        ),
        Command(
            "view.actual",
            tr("Actual size"),
            "View",
            keys=("Ctrl+0",),
            hint=tr("A millimetre on the page is a millimetre on the screen."),
        ),
        Command(
            "theme.system",
            tr("As the system"),
            "View/Theme",
            icon="theme-system",
            hint=tr("Follow the desktop's light or dark."),
            kind="choice",
            group="theme",
        ),
        Command("theme.light", tr("Light"), "View/Theme", icon="sun", kind="choice", group="theme"),
        Command("theme.dark", tr("Dark"), "View/Theme", keys=("Ctrl+Shift+D",), icon="moon", kind="choice", group="theme"),
        Command(
            "panel.convert",
            tr("Convert"),
            "View/Panels",
            keys=("Ctrl+1",),
            icon="convert",
            hint=tr("The letter as ink, image and strokes."),
            kind="check",
        ),
        Command(
            "panel.models",
            tr("Models"),
            "View/Panels",
            keys=("Ctrl+8",),
            icon="models",
            hint=tr("The models on this machine."),
            kind="check",
        ),
        Command(
            "view.left_handed",
            tr("Left-handed layout"),
            "View",
            hint=tr("Panels at the left, tools at the right."),
            kind="check",
            section=True,
        ),
        Command("view.reduce_motion", tr("Reduce motion"), "View", hint=tr("Nothing moves unless you start it."), kind="check"),
        Command(
            "view.full_screen",
            tr("Full screen"),
            "View",
            keys=("F11",),
            icon="full-screen",
            hint=tr("Use the whole screen; the same key comes back."),
            kind="check",
        ),
        Command(
            "ink.play",
            tr("Play or pause"),
            "Ink",
            keys=("Ctrl+Space",),
            icon="play",
            hint=tr("Draw the recovered strokes in time."),
        ),
        Command(
            "ink.restart",
            tr("Play from the start"),
            "Ink",
            keys=("Ctrl+Shift+Space",),
            icon="to-start",
            hint=tr("Draw the recovered strokes again from the first point."),
        ),
        Command("ink.loop", tr("Loop"), "Ink", keys=("L",), icon="loop", hint=tr("Start again at the end."), kind="check"),
        Command(
            "ink.place",
            tr("Put recovered strokes on the page"),
            "Ink",
            keys=("Ctrl+Return",),
            icon="recover",
            hint=tr("Add the strokes that the model found as ink, beside yours."),
            section=True,
        ),
        Command(
            "ink.sample",
            tr("Write a sample letter"),
            "Ink",
            keys=("Ctrl+L",),
            icon="sample",
            hint=tr("Ductus writes a letter of its own on the page."),
        ),
        Command("pen.fine", tr("Fine, 0.4 mm"), "Ink/Pen width", kind="choice", group="pen"),
        Command("pen.medium", tr("Medium, 0.7 mm"), "Ink/Pen width", kind="choice", group="pen"),
        Command("pen.broad", tr("Broad, 1.2 mm"), "Ink/Pen width", kind="choice", group="pen"),
        Command("smooth.none", tr("None: the pen as recorded"), "Ink/Smoothing", kind="choice", group="smooth"),
        Command("smooth.some", tr("Some"), "Ink/Smoothing", kind="choice", group="smooth"),
        Command("smooth.much", tr("Much"), "Ink/Smoothing", kind="choice", group="smooth"),
        Command(
            "models.show",
            tr("Show models"),
            "Models",
            icon="models",
            hint=tr("Name, abilities, scores and licence of each model."),
        ),
        Command(
            "models.folder", tr("Open models folder"), "Models", icon="folder", hint=tr("Put a model's folder here to use it.")
        ),
        Command(
            "models.restart",
            tr("Restart engine"),
            "Models",
            icon="refresh",
            hint=tr("Start the engine afresh; the page is not touched."),
            section=True,
        ),
        Command(
            "help.first_steps",
            tr("First steps"),
            "Help",
            keys=("F1",),
            icon="help",
            hint=tr("What to try in the first five minutes."),
        ),
        Command("help.find", tr("Find a command…"), "Help", keys=("Ctrl+K",), icon="search", hint=tr("Type a part of its name.")),
        Command("help.shortcuts", tr("Keyboard shortcuts"), "Help", keys=("Ctrl+/",), hint=tr("Every key on one sheet.")),
        Command(
            "help.about",
            tr("About and attributions"),
            "Help",
            icon="info",
            hint=tr("Licence, papers and the work of others that Ductus stands on."),
        ),
    )


def hint_of(command: Command) -> str:
    """The tooltip: what it is, its shortcut, what it does."""
    name = command.text.rstrip("…")
    key = f" ({command.keys[0]})" if command.keys else ""
    return f"{name}{key}" + (f"\n{command.hint}" if command.hint else "")
