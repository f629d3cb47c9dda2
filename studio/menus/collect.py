"""The Collect menu."""

from __future__ import annotations

from studio.menus.command import Command
from studio.words import tr


def commands() -> tuple[Command, ...]:
    """In the order of the menu, in the person's language."""
    return (
        Command(
            "panel.collect",
            tr("Collect"),
            "View/Panels",
            keys=("Ctrl+3",),
            icon="collect",
            hint=tr("Your handwriting, sample by sample."),
            kind="check",
        ),
        Command(
            "collect.new",
            tr("New session…"),
            "Collect",
            icon="new",
            hint=tr("Choose what to write; Ductus asks for what is missing most."),
        ),
        Command(
            "collect.resume",
            tr("Resume"),
            "Collect",
            icon="play",
            hint=tr("Go on exactly where you stopped."),
        ),
        Command(
            "collect.sheet_make",
            tr("Make a sheet…"),
            "Collect",
            icon="print",
            hint=tr("A sheet to print and write on, read back from a scan or a photograph."),
            section=True,
        ),
        Command(
            "collect.sheet_read",
            tr("Read sheets…"),
            "Collect",
            icon="image",
            hint=tr("Scans or photographs of written sheets become samples with their strokes."),
        ),
        Command(
            "collect.style",
            tr("Style of a writer…"),
            "Collect",
            icon="speed",
            hint=tr("Slant, size, order of strokes, speed and pressure of a hand, and how sure they are."),
        ),
        Command(
            "collect.check",
            tr("Check and repair"),
            "Collect",
            icon="pulse",
            hint=tr("Look at every checksum of your collection, and mend what is damaged."),
            section=True,
        ),
    )
