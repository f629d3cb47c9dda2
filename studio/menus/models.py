"""The Models menu."""

from __future__ import annotations

from studio.menus.command import Command
from studio.words import tr


def commands() -> tuple[Command, ...]:
    """In the order of the menu, in the person's language."""
    return (
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
    )
