"""The style of a writer as a file beside the collection: figures and, where an encoder is there, the style vector.

`styles/<writer>.json` in the collection's folder. It is derived: what is not there, damaged or of other samples is
made again. Generators take the vector as the condition of a hand.
"""

from __future__ import annotations

import contextlib
import json
import urllib.parse
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.data.files import replacing

FOLDER = "styles"
VERSION = 1  # of the figures: a file with another one is made again


def style_path(folder: Path, writer: str) -> Path:
    """Where the style of a writer is kept."""
    return folder / FOLDER / f"{urllib.parse.quote(writer, safe=' ')[:200]}.json"


def read_style(folder: Path, writer: str, fingerprint: str = "") -> dict[str, Any] | None:
    """The style that was kept; None where there is none, or (with a fingerprint) where it is of other samples."""
    try:
        told = json.loads(style_path(folder, writer).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(told, dict) or told.get("version") != VERSION or told.get("writer") != writer:
        return None
    return told if not fingerprint or told.get("fingerprint") == fingerprint else None


def write_style(folder: Path, style: dict[str, Any]) -> bool:
    """Keep a style; whether the disk took it (a collection that may only be read keeps none)."""
    with contextlib.suppress(OSError), replacing(style_path(folder, style["writer"])) as part:
        part.write_text(json.dumps({"version": VERSION, **style}, ensure_ascii=False), "utf-8")
        return True
    return False


def vector_of(style: dict[str, Any] | None) -> NDArray[np.float32] | None:
    """The style vector (D,) float32; None where the style has none."""
    values = (style or {}).get("vector", {}).get("values")
    return np.array(values, np.float32) if values else None
