"""Ductus' own page files as samples: the ink that stands on the page, one sample a page. What a person took off stays out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from engines.data import page_file
from engines.data.page_file import PageFile, PageFileError
from engines.data.sample import Provenance, Sample
from engines.formats.opening import FormatError, readable
from engines.ink.types import Ink

log = logging.getLogger("ductus.formats")


def read(path: Path) -> Iterator[Sample]:
    """The one sample of a page file; of a damaged one what could be read, with a warning in the log. Raises FormatError."""
    file = _opened(path)
    if file.trouble:
        log.warning("%s", file.trouble)
    noted = file.head.get("provenance")
    known = (
        {f.name: readable(str(noted[f.name])) for f in fields(Provenance) if f.name in noted} if isinstance(noted, dict) else {}
    )
    writer = file.head.get("writer")
    yield Sample(
        ink=Ink(file.strokes),
        writer=readable(writer) if isinstance(writer, str) else "",
        provenance=Provenance(**known),
    )


def information(path: Path) -> dict[str, Any]:
    """What a page file says of itself, and whether it is whole. Raises FormatError."""
    file = _opened(path)
    told = {key: file.head.get(key) for key in ("program", "created", "modified", "writer", "provenance")}
    strokes = file.strokes
    return {
        "kind": "page",
        "path": str(path),
        "version": ".".join(map(str, file.version)),
        **told,
        "strokes": len(strokes),
        "points": sum(len(stroke) for stroke in strokes),
        "characters": len({character for _, character in file.shown or ()}),
        "steps": sum(record.kind == "step" for record in file.records),
        "whole": not file.trouble,
        "damage": file.trouble or None,
    }


def _opened(path: Path) -> PageFile:
    try:
        return page_file.read(path)
    except PageFileError as error:
        raise FormatError(str(error)) from error
