"""Signs of order in what leaves: a number in a disc where each stroke begins, and an arrow head on its way.

The digits are Ductus' own, as strokes: no font is needed, and they are the same in every kind of file.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engines.ink.geometry import arc_length
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink

Floats = NDArray[np.float64]

SMALLEST, LARGEST = 0.08, 0.25  # mm that a unit of the signs has, by the ink's size
SHARE = 1 / 110  # of the ink's longer side that a unit has
RADIUS = 7.0  # units, of a number's disc
DIGIT = 7.5  # units, its height
LINE = 1.3  # units, the width of a digit's lines
RIM = 0.12  # mm of paper around a sign


@dataclass(frozen=True, eq=False)
class Sign:
    """A filled area (N, 2), or with a width the lines of a digit, in mm. role: "disc", "digit" or "arrow"."""

    role: str
    points: Floats
    width: float = 0.0


def signs(ink: Ink) -> Iterator[Sign]:
    """The signs of every stroke that holds a point, in order; each stands before its stroke's start."""
    lines = [stroke.xy.astype(np.float64) for stroke in ink if len(stroke)]
    if not lines:
        return
    points = np.concatenate(lines)
    unit = float(np.clip(np.ptp(points, axis=0).max() * SHARE, SMALLEST, LARGEST))
    taken = np.empty((0, 2))
    for number, line in enumerate(lines, 1):
        yield from _arrow(line, unit)
        place = _place(line, taken, unit)
        taken = np.vstack([taken, place])
        yield Sign("disc", disc(place, RADIUS * unit))
        yield from (Sign("digit", place + part * unit, LINE * unit) for part in number_lines(number))


def _place(line: Floats, taken: Floats, unit: float) -> Floats:
    """Just before the start, against the stroke's first direction, and further back while another number is there."""
    ahead = line[min(len(line) - 1, int(np.searchsorted(arc_length(line), 6 * unit)))]
    towards = ahead - line[0]
    length = math.hypot(*towards)
    back = -towards / length if length else np.array([-1.0, 0.0])
    place = line[0] + back * RADIUS * unit
    while len(taken) and (np.hypot(*(taken - place).T) < 2 * RADIUS * unit).any():
        place = place + 3 * unit * back
    return place


def disc(centre: Floats, radius: float) -> Floats:
    """(48, 2): a circle around `centre`, mm."""
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    return centre + radius * np.column_stack([np.cos(angle), np.sin(angle)])


def _arrow(line: Floats, unit: float) -> Iterator[Sign]:
    """An arrow head on the middle of the stroke's way, where there is room for it."""
    way = arc_length(line)
    middle = int(np.searchsorted(way, 0.55 * way[-1]))
    if way[-1] < 36 * unit or not 0 < middle < len(line) - 1:
        return
    back = line[max(0, int(np.searchsorted(way, way[middle] - 6 * unit)) - 1)]
    angle = math.atan2(*(line[middle] - back)[::-1]) + np.array([0.0, 2.35, -2.35])
    yield Sign("arrow", line[middle] + 5.5 * unit * np.column_stack([np.cos(angle), np.sin(angle)]))


@cache
def _digit(character: str) -> tuple[Floats, ...]:
    """The lines of a digit, its height DIGIT, its left upper corner at the origin."""
    even = Writer(slant=0.0, tremor=0.0, habit=0.0, variation=0.0, size=DIGIT)
    lines = [stroke.xy.astype(np.float64) for stroke in glyph(character, even, 1)]
    corner = np.concatenate(lines).min(axis=0)
    return tuple(line - corner for line in lines)


@cache
def number_lines(number: int) -> tuple[Floats, ...]:
    """The lines of a number, in units, centred and small enough for the disc."""
    parts: list[Floats] = []
    at = 0.0
    for character in str(number):
        digit = _digit(character)
        parts += [line + np.array([at, 0.0]) for line in digit]
        at = max(float(line[:, 0].max()) for line in parts) + 1.8
    points = np.concatenate(parts)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = min(1.0, 1.55 * RADIUS / math.hypot(*(high - low)))
    return tuple((line - (low + high) / 2) * scale for line in parts)
