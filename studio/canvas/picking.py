"""What is picked of a contact sheet: the selected samples, the current tile, and where a range began. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from studio.catalogue import Catalogue

Places = NDArray[np.int64]


class Picking:
    """Over the places of a catalogue, in the order in which its tiles are shown.

    order: (N,) places. chosen: a flag for each place of the catalogue, shown or not. current: number of a tile, -1 = none.
    """

    def __init__(self) -> None:
        self.order: Places = np.zeros(0, np.int64)
        self.chosen: NDArray[np.bool_] = np.zeros(0, bool)
        self.current = self._anchor = -1

    @property
    def places(self) -> Places:
        """The selected samples that are shown, in the order of the tiles."""
        return self.order[self.chosen[self.order]]

    def renew(self, before: Sequence[str] | None, catalogue: Catalogue, order: Places) -> None:
        """Another catalogue (before: the ids of the last one, None = it is the same) or another order; what stays, stays picked.

        Where the current tile is gone, the one that has its place now is current.
        """
        at = self.current
        place = int(self.order[at]) if 0 <= at < len(self.order) else -1
        if before is not None:
            places = catalogue.places
            chosen = np.zeros(len(catalogue), bool)
            names = [before[old] for old in np.flatnonzero(self.chosen).tolist()]
            chosen[[places[name] for name in names if name in places]] = True
            self.chosen = chosen
            place = places.get(before[place], -1) if place >= 0 else -1
        self.order = order
        hidden = np.ones(len(self.chosen), bool)
        hidden[order] = False
        self.chosen[hidden] = False  # nothing is done to what cannot be seen
        found = np.flatnonzero(order == place)
        self.current = self._anchor = int(found[0]) if len(found) else min(at, len(order) - 1)

    def pick(self, number: int, how: str = "only") -> None:
        """Make a tile current. how: "only" it is selected; "toggle" it too, or no longer; "extend" from where the range began up
        to it; "move" nothing else changes.
        """
        if not 0 <= number < len(self.order):
            return
        if how == "extend" and self._anchor >= 0:
            first, last = sorted((self._anchor, number))
            self.chosen[:] = False
            self.chosen[self.order[first : last + 1]] = True
        elif how != "move":
            place = self.order[number]
            on = not self.chosen[place] if how == "toggle" else True
            if how != "toggle":
                self.chosen[:] = False
            self.chosen[place] = on
            self._anchor = number
        self.current = number

    def choose_all(self, on: bool) -> None:
        """Everything that is shown, or nothing."""
        self.chosen[:] = False
        if on:
            self.chosen[self.order] = True
