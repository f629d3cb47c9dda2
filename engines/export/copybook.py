"""What a person may choose of a ductus sheet."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from engines.export.paint import ExportError

SPANS: dict[str, tuple[float, float]] = {"model": (12.0, 120.0), "letters": (4.0, 60.0), "rows": (0, 12)}


@dataclass(frozen=True)
class Copybook:
    """model: mm from the baseline to the ascender of the large models. letters: the same of the rows to practise on, `rows`
    of them a model. steps: whether each model also grows stroke by stroke. words: whether the ink is one model instead of one
    a character.
    """

    model: float = 32.0
    letters: float = 11.0
    rows: int = 2
    steps: bool = True
    words: bool = False

    def check(self) -> None:
        """Raises ExportError for sizes that no sheet can have."""
        for name, (low, high) in SPANS.items():
            if not low <= getattr(self, name) <= high:
                raise ExportError(f"On a ductus sheet, {name} is between {low:g} and {high:g}.")

    def noted(self) -> dict[str, Any]:
        """What differs from the defaults, as JSON may hold it."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name)) != field.default}

    @classmethod
    def from_notes(cls, notes: Mapping[str, Any]) -> Copybook:
        """From `noted`; what is unknown or makes no sense is left at its default."""
        made = cls()
        for name, value in notes.items():
            wanted = {"steps": bool, "words": bool, "rows": int}.get(name, float)
            if name not in cls.__dataclass_fields__ or isinstance(value, bool) != (wanted is bool):
                continue
            if isinstance(value, bool):
                made = replace(made, **{name: value})
            elif isinstance(value, int | float) and math.isfinite(value) and SPANS[name][0] <= value <= SPANS[name][1]:
                made = replace(made, **{name: wanted(value)})
        return made

    @classmethod
    def from_words(cls, words: Mapping[str, str]) -> Copybook:
        """From field names and what was typed for them. Raises ExportError for an unknown field or a value it cannot hold."""
        made = cls()
        for name, word in words.items():
            if name not in cls.__dataclass_fields__:
                raise ExportError(f"A ductus sheet has no {name!r}; it has {', '.join(cls.__dataclass_fields__)}.")
            switch = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}.get(word.strip().lower())
            try:
                value: Any = switch if name in ("steps", "words") else int(word) if name == "rows" else float(word)
            except ValueError:
                value = None
            if value is None:
                raise ExportError(f"{name} of a ductus sheet cannot be {word!r}.")
            made = replace(made, **{name: value})
        made.check()
        return made
