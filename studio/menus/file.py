"""The File menu: pages, files in and out."""

from __future__ import annotations

from studio.menus.command import Command
from studio.words import tr


def commands() -> tuple[Command, ...]:
    """In the order of the menu, in the person's language."""
    return (
        Command(
            "file.new",
            tr("New page"),
            "File",
            keys=("Ctrl+N",),
            icon="new",
            hint=tr("Start an empty page; the old one is kept, and undo brings it back."),
        ),
        Command(
            "file.open",
            tr("Open…"),
            "File",
            keys=("Ctrl+O",),
            icon="open",
            hint=tr("Open a page, put ink on it (InkML, SVG, JSON, Xournal++, UNIPEN), or recover the strokes of a picture."),
        ),
        Command(
            "file.save",
            tr("Save"),
            "File",
            keys=("Ctrl+S",),
            icon="save",
            hint=tr("Save the page, with everything that can be undone, in its file."),
            section=True,
        ),
        Command(
            "file.save_as",
            tr("Save as…"),
            "File",
            keys=("Ctrl+Shift+S",),
            hint=tr("Save the page under another name and go on there."),
        ),
        Command(
            "file.revert",
            tr("Revert to saved"),
            "File",
            hint=tr("Show the page as it was saved last; what was changed since is kept under Open recent."),
        ),
        Command(
            "file.import",
            tr("Import dataset…"),
            "File",
            keys=("Ctrl+I",),
            icon="import",
            hint=tr("Read handwriting of other programs and published sets into a dataset, in the background."),
            section=True,
        ),
        Command(
            "file.export",
            tr("Export…"),
            "File",
            keys=("Ctrl+E",),
            icon="export",
            hint=tr("Write the ink as a picture, SVG, PDF, InkML, a replay (GIF, animated SVG) or G-code for a plotter."),
            section=True,
        ),
        Command(
            "file.sheet",
            tr("Ductus sheet…"),
            "File",
            keys=("Ctrl+Shift+P",),
            icon="order",
            hint=tr("A copybook page of the ink: models with numbered strokes and arrows, and rows to practise on (PDF, SVG)."),
        ),
        Command(
            "file.print",
            tr("Print…"),
            "File",
            keys=("Ctrl+P",),
            icon="print",
            hint=tr("Print the page at true size, or fitted to the sheet."),
        ),
        Command("file.quit", tr("Quit"), "File", keys=("Ctrl+Q",), hint=tr("Close the studio; the page is kept."), section=True),
    )
