"""All menus together."""

from __future__ import annotations

from studio.menus import collect, dataset, edit, file, help, ink, models, view
from studio.menus.command import Command
from studio.words import tr

MENUS = ("File", "Edit", "View", "Ink", "Collect", "Models", "Help")


def menu_words() -> dict[str, str]:
    """Menu path -> its name in the person's language; & stands before its key."""
    return {
        "File": tr("&File"),
        "Edit": tr("&Edit"),
        "View": tr("&View"),
        "Ink": tr("&Ink"),
        "Collect": tr("&Collect"),
        "Models": tr("&Models"),
        "Help": tr("&Help"),
        "View/Tools": tr("Tools"),
        "View/Theme": tr("Theme"),
        "View/Panels": tr("Panels"),
        "Ink/Pen": tr("Pen"),
        "Ink/Split": tr("Split"),
        "Ink/Order": tr("Order"),
        "Ink/Smoothing": tr("Smoothing"),
    }


def commands_table() -> tuple[Command, ...]:
    """Every command in the order of the menus, in the person's language."""
    menus = (file, edit, view, ink, collect, dataset, models, help)
    return tuple(command for menu in menus for command in menu.commands())
