"""Sample, Provenance and DatasetRef: what a dataset is made of, wherever it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engines.ink.types import Ink


@dataclass(frozen=True)
class Provenance:
    """Where a sample came from and what may be done with it. Empty strings are "unknown"."""

    source: str = ""  # dataset or device session, with the place inside it
    licence: str = ""
    device: str = ""
    time: str = ""  # ISO 8601
    consent: str = ""
    category: str = ""  # the dataset's own division, such as UNIPEN's 1b


@dataclass(frozen=True, eq=False)
class Sample:
    """One labelled piece of handwriting; a glyph is a Sample whose text is one character.

    ink: strokes in the source's order, or None. image: (H, W) uint8, 0 background to 255 ink, or None. text: what it says.
    writer: stable across a source ("unipen/aga/12"), "" where unknown.
    """

    ink: Ink | None = None
    image: NDArray[np.uint8] | None = None
    text: str = ""
    writer: str = ""
    provenance: Provenance = field(default_factory=Provenance)


@dataclass(frozen=True)
class DatasetRef:
    """A store on disk: its path, the schema version it was written with and a filter on labels ("" = all)."""

    path: Path
    version: int = 1
    labels: str = ""
