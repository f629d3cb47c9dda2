"""The small drawings inside stock controls (arrows, check marks): a style sheet takes such pictures from files only.

They are our own line icons in a theme's colours, written to a folder that lives as long as the program.
"""

from __future__ import annotations

import tempfile
from functools import cache
from importlib import resources
from pathlib import Path

STROKE = 'stroke-width="1.6"'
HEAVY = 'stroke-width="2.6"'  # for drawings of 12 to 16 px
DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="6" fill="currentColor"/></svg>'
NAMES = ("chevron-down", "chevron-up", "chevron-right", "check", "minus", "dot")


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Removed when the program ends."""
    return tempfile.TemporaryDirectory(prefix="ductus-controls-")


@cache
def drawing(name: str, colour: str) -> str:
    """The path of a drawing of NAMES in `colour` (#RRGGBB), with slashes, as a style sheet's url() takes it."""
    file = resources.files("resources").joinpath("icons", f"{name}.svg")
    source = DOT if name == "dot" else file.read_text(encoding="utf-8")
    path = Path(_folder().name) / f"{name}-{colour.lstrip('#')}.svg"
    path.write_text(source.replace("currentColor", colour).replace(STROKE, HEAVY), encoding="utf-8")
    return path.as_posix()
