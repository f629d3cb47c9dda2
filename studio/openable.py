"""Which files the window can open, by the ends of their names; no Qt, so that the program can ask before it starts."""

from __future__ import annotations

from pathlib import Path

PAGES = (".ductus",)
INKS = (".inkml", ".svg", ".json")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif")


def is_openable(name: str) -> bool:
    """Whether a word of the command line names a file for the window rather than a verb."""
    return not name.startswith("-") and Path(name).suffix.lower() in (*PAGES, *INKS, *PICTURES)
