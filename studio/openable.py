"""Which files the window can open, by their names; no Qt, so that the program can ask before it starts."""

from __future__ import annotations

import re
from pathlib import Path

PAGES = (".ductus",)
INKS = (".inkml", ".svg", ".json")
NOTES = (".xopp", ".uim", ".unipen")  # ink of other programs, which may also be many samples
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif")
_DATASET = re.compile(
    r"\.(h5|zip|tar|tar\.\w+|t[gxb]z|csv|npz|dat)$|idx[13]-ubyte(\.gz)?$|^(words|lines|sentences|ujipenchars2?)\.txt$",
    re.IGNORECASE,
)


def is_openable(name: str) -> bool:
    """Whether a word of the command line names a file for the window rather than a verb."""
    return not name.startswith("-") and Path(name).suffix.lower() in (*PAGES, *INKS, *NOTES, *PICTURES)


def is_dataset(path: Path) -> bool:
    """Whether a path is rather read into a dataset than put on the page: a folder, an archive, a table, a store."""
    return _DATASET.search(path.name) is not None or path.is_dir()
