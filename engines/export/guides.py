"""The ruled lines of the page: baseline, x-height, ascender and slant, at the same places on the desk and in what leaves it."""

from __future__ import annotations

import math
from collections.abc import Iterator

LINE = 28.0  # mm from baseline to baseline
X_HEIGHT = 9.0  # mm
ASCENDER = 8.0  # mm above the x-height
SLANT = 10.0  # degrees from upright
SLANT_STEP = 14.0  # mm
EDGE = 14.0  # mm from the paper's edge to the lines
FIRST = EDGE + ASCENDER + X_HEIGHT + 4  # mm from the paper's top to the first baseline
MOST = 4000  # lines: ink far larger than a page is not ruled

Line = tuple[float, float, float, float]  # x, y, x, y in mm


def ruled(box: tuple[float, float, float, float]) -> Iterator[tuple[Line, bool]]:
    """The lines that cross a box of the page (left, top, width, height in mm), cut off at its edge, and whether each is a strong
    one (baseline and x-height). None for a box that would hold thousands."""
    left, top, width, height = box
    right, bottom, body = left + width, top + height, ASCENDER + X_HEIGHT
    rows, columns = int(height / LINE) + 2, int(width / SLANT_STEP) + 3
    if rows * columns > MOST:
        return
    row = math.floor((top - FIRST) / LINE)
    lean = math.tan(math.radians(SLANT))
    for number in range(row, row + rows + 1):
        base = FIRST + number * LINE
        low, high = min(base, bottom), max(base - body, top)
        step = math.floor((left - EDGE) / SLANT_STEP) - 1
        for at in range(step, step + columns + 1):
            foot = EDGE + SLANT_STEP / 2 + at * SLANT_STEP
            ends = [(foot + (base - y) * lean, y) for y in (low, high)]
            if low > high and all(left <= x <= right for x, _y in ends):
                yield (*ends[0], *ends[1]), False
        for level, strong in ((base - body, False), (base - X_HEIGHT, True), (base, True)):
            if top <= level <= bottom:
                yield (left, level, right, level), strong
