"""Where each of many tiles lies on an endless sheet: rows of equal tiles, under a heading for each group.

Arithmetic alone, so that a hundred thousand tiles cost as much as a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect

GAP = 8  # px between rows of tiles, and at least between columns
EDGE = 4  # px left of the first column and right of the last
MOST_GAP = 24  # px between columns: few tiles do not drift apart
HEADING = 36  # px
FOOT = 20  # px under a tile's picture, for its label

Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Layout:
    """`count` tiles of `side` px on a sheet of `width` px. groups: (start, count) of each run with a heading, none = no headings.

    Tiles are counted from 0 in reading order, pixels from the sheet's upper left corner.
    """

    count: int = 0
    side: int = 72
    width: int = 400
    groups: Sequence[tuple[int, int]] = ()
    foot: int = FOOT
    across: int = field(init=False)  # tiles in a row
    _pitch: float = field(init=False)  # pixels from one column to the next
    _starts: Places = field(init=False)
    _tops: Places = field(init=False)  # of each group's first row; one more for the end

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "across", max(1, (self.width - 2 * EDGE + GAP) // (self.side + GAP)))
        free = self.width - 2 * EDGE - self.across * self.side
        put(self, "_pitch", self.side + (min(free / (self.across - 1), MOST_GAP) if self.across > 1 else GAP))
        runs = self.groups or ([(0, self.count)] if self.count else [])
        heads = HEADING if self.groups else GAP
        rows = [-(-count // self.across) for _start, count in runs]
        tops = np.cumsum([0, *(heads + rows_ * self.step + (GAP if self.groups else 0) for rows_ in rows)], dtype=np.int64)
        put(self, "_starts", np.array([start for start, _count in runs], np.int64))
        put(self, "_tops", tops)

    @property
    def step(self) -> int:
        """Pixels from one row to the next."""
        return self.side + self.foot + GAP

    @property
    def height(self) -> int:
        """Pixels of the whole sheet."""
        return int(self._tops[-1])

    @property
    def _head(self) -> int:
        return HEADING if self.groups else GAP

    def _group_of(self, tile: int) -> int:
        return int(np.searchsorted(self._starts, tile, "right")) - 1

    def tile(self, number: int) -> QRect:
        """The rectangle of a tile, its foot included."""
        group = self._group_of(number)
        row, column = divmod(number - int(self._starts[group]), self.across)
        top = int(self._tops[group]) + self._head + row * self.step
        return QRect(EDGE + round(column * self._pitch), top, self.side, self.side + self.foot)

    def heading(self, group: int) -> QRect:
        """The rectangle of a group's heading."""
        return QRect(EDGE, int(self._tops[group]), self.width - 2 * EDGE, HEADING)

    def within(self, top: int, bottom: int) -> range:
        """The tiles of all rows that touch these lines of pixels."""
        if not self.count:
            return range(0)
        return range(self._first_of_row(top), min(self._first_of_row(bottom, after=True), self.count))

    def headings_within(self, top: int, bottom: int) -> range:
        """The groups whose headings touch these lines."""
        if not self.groups:
            return range(0)
        first = int(np.searchsorted(self._tops[:-1], top - HEADING, "left"))
        return range(first, int(np.searchsorted(self._tops[:-1], bottom, "right")))

    def _first_of_row(self, y: int, after: bool = False) -> int:
        """The first tile of the row at a line; of the row below it where `after`."""
        group = min(max(int(np.searchsorted(self._tops, y, "right")) - 1, 0), len(self._starts) - 1)
        start = int(self._starts[group])
        end = self._end(group)
        row = (y - int(self._tops[group]) - self._head) // self.step + after
        return min(start + max(row, 0) * self.across, end)

    def at(self, x: int, y: int) -> int:
        """The tile at a place, -1 where there is none."""
        for number in self.within(y, y):
            if self.tile(number).contains(x, y):
                return number
        return -1

    def beyond(self, number: int, rows: int) -> int:
        """The tile so many rows below (or above) one, in the same column where that row is long enough."""
        column = (number - int(self._starts[self._group_of(number)])) % self.across
        for _ in range(abs(rows)):
            group = self._group_of(number)
            start = int(self._starts[group])
            first = number - (number - start) % self.across
            first, last = self._next(first, group) if rows > 0 else self._previous(first, start, group)
            if first < 0:
                break
            number = min(first + column, last)
        return number

    def _end(self, group: int) -> int:
        return int(self._starts[group + 1]) if group + 1 < len(self._starts) else self.count

    def _next(self, first: int, group: int) -> tuple[int, int]:
        end = self._end(group)
        if first + self.across < end:
            return first + self.across, min(first + 2 * self.across, end) - 1
        if group + 1 == len(self._starts):
            return -1, -1
        return end, min(end + self.across, self._end(group + 1)) - 1

    def _previous(self, first: int, start: int, group: int) -> tuple[int, int]:
        if first > start:
            return first - self.across, first - 1
        if group == 0:
            return -1, -1
        before = int(self._starts[group - 1])
        first = start - 1 - (start - 1 - before) % self.across
        return first, start - 1
