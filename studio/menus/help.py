"""The Help menu."""

from __future__ import annotations

from studio.menus.command import Command
from studio.words import tr


def commands() -> tuple[Command, ...]:
    """In the order of the menu, in the person's language."""
    return (
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
            "help.tester",
            tr("Tablet tester…"),
            "Help",
            icon="pen",
            hint=tr("What your pen really sends: pressure, tilt, rate, gaps. It can be recorded and replayed."),
            section=True,
        ),
        Command(
            "help.doctor",
            tr("Doctor"),
            "Help",
            icon="pulse",
            hint=tr("What this machine has, what is missing, and what helps."),
        ),
        Command(
            "help.attributions",
            tr("Attributions"),
            "Help",
            hint=tr("Papers, data, libraries: the work of others that Ductus stands on, with their licences."),
            section=True,
        ),
        Command("help.about", tr("About Ductus"), "Help", icon="info", hint=tr("Version and licence.")),
    )
