"""What a command is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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


def hint_of(command: Command) -> str:
    """The tooltip: what it is, its shortcut, what it does."""
    name = command.text.rstrip("…")
    key = f" ({command.keys[0]})" if command.keys else ""
    return f"{name}{key}" + (f"\n{command.hint}" if command.hint else "")
