"""The pen with which a stroke is drawn: its width, its colour and how pressure becomes width.

A brush says how ink looks, never where the hand was. A stroke may carry one; a stroke that names none is drawn with whatever pen
the page, the export or the printer has at hand, and in the ink of its theme.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

THEME = -1.0  # a row's number for ink of no colour of its own
_COLOUR = re.compile("#[0-9a-f]{6}")
_NUMBERS = ("width", "thinning", "taper_start", "taper_end", "gamma")


class BrushError(ValueError):
    """A pen that cannot draw."""


@dataclass(frozen=True)
class Brush:
    """How a pen draws. width: mm at medium pressure, > 0. thinning: 0 (always that width) to 1 (from nothing to double).

    gamma: the pressure curve, `pressure ** gamma`, > 0: 1 as the tablet tells, above it a hard pen that asks for more force,
    below it a soft one. taper_start, taper_end: mm over which the ends thin out to a point, 0 for round ends. colour: "#rrggbb",
    or "" for the theme's ink. Raises BrushError for a width or gamma that is not a number above zero and for other colours.
    """

    width: float = 0.7
    thinning: float = 0.5
    taper_start: float = 0.0
    taper_end: float = 0.0
    gamma: float = 1.0
    colour: str = ""

    def __post_init__(self) -> None:
        for name in ("width", "gamma"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value > 0):
                raise BrushError(f"A pen's {name} must be a number above zero, not {value:g}.")
        if self.colour != "":
            object.__setattr__(self, "colour", self.colour.lower())
            if not _COLOUR.fullmatch(self.colour):
                raise BrushError(f"A pen's colour is written #rrggbb, not {self.colour!r}.")

    def scaled(self, factor: float) -> Brush:
        """The brush for ink made larger by `factor` > 0: widths and tapers grow with it."""
        if factor == 1.0:
            return self
        lengths = (self.width * factor, self.taper_start * factor, self.taper_end * factor)
        return replace(self, width=lengths[0], taper_start=lengths[1], taper_end=lengths[2])

    def force(self, pressure: float) -> float:
        """Pressure 0..1 as this pen feels it, 0..1."""
        return pressure if self.gamma == 1.0 else pressure**self.gamma

    # As numbers, for records and files

    def row(self) -> list[float]:
        """The brush as six numbers: the fields in their order, the colour as 0xrrggbb or THEME."""
        colour = float(int(self.colour[1:], 16)) if self.colour else THEME
        return [*(float(getattr(self, name)) for name in _NUMBERS), colour]

    @staticmethod
    def from_row(row: Sequence[float]) -> Brush | None:
        """The brush of `row`; None for a row of NaN and for one that makes no sense. What a newer Ductus adds is left out."""
        return _of_row(tuple(row[:6]))

    def noted(self) -> dict[str, Any]:
        """The fields that differ from a plain pen's, and the width always."""
        plain = Brush()
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in given.items() if name == "width" or value != getattr(plain, name)}

    @staticmethod
    def from_notes(notes: Mapping[str, Any]) -> Brush | None:
        """The brush of `noted`, tolerantly: unknown fields are left out, and None is given where what is known makes no sense."""
        known = {field.name: notes[field.name] for field in fields(Brush) if field.name in notes}
        numbers = {name: value for name, value in known.items() if name != "colour"}
        if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in numbers.values()):
            return None
        try:
            return _made({name: float(value) for name, value in numbers.items()}, known.get("colour", ""))
        except OverflowError:  # a whole number of more than 308 digits
            return None


@lru_cache(maxsize=256)
def _of_row(row: tuple[float, ...]) -> Brush | None:
    if not row or not all(map(math.isfinite, row)):
        return None
    numbers = dict(zip(_NUMBERS, row, strict=False))
    colour = "" if len(row) < 6 or row[5] < 0 else f"#{int(row[5]):06x}"
    return _made(numbers, colour)


def _made(numbers: Mapping[str, float], colour: object) -> Brush | None:
    lengths = [numbers.get("taper_start", 0.0), numbers.get("taper_end", 0.0)]
    if not isinstance(colour, str) or not 0 <= numbers.get("thinning", 0.5) <= 1 or not all(0 <= v < math.inf for v in lengths):
        return None
    try:
        return Brush(colour=colour, **numbers)
    except BrushError:
        return None
