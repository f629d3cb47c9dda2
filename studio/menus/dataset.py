"""What concerns datasets: looking through them."""

from __future__ import annotations

from studio.menus.command import Command
from studio.words import tr


def commands() -> tuple[Command, ...]:
    """In the order of the menus, in the person's language."""
    return (
        Command(
            "panel.dataset",
            tr("Dataset"),
            "View/Panels",
            keys=("Ctrl+4",),
            icon="dataset",
            hint=tr("Everything that was collected: look through it, mend labels, take out what went wrong."),
            kind="check",
        ),
        Command(
            "collect.writers",
            tr("Writers…"),
            "Collect",
            icon="hand",
            hint=tr("Whose hands are collected: names, consent, export, erasing"),
            section=True,
        ),
        Command(
            "dataset.open",
            tr("Look through a store…"),
            "File",
            icon="dataset",
            hint=tr("Open a Ductus store to see its samples; it is only read."),
        ),
        Command(
            "dataset.suspects",
            tr("Suspicious samples first"),
            "Edit",
            hint=tr("Show the dataset with those first that a person should look at."),
        ),
    )
