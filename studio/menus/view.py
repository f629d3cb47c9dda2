"""The View menu: tools, zoom, guides, theme, panels and layout."""

from __future__ import annotations

from studio.menus.command import Command
from studio.words import tr


def commands() -> tuple[Command, ...]:
    """In the order of the menu, in the person's language."""
    return (
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
            hint=tr("Click a character, double-click a stroke, drag around several; with Shift a lasso."),
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
    )
