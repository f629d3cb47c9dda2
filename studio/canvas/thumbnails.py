"""Small pictures of samples, kept ready for painting while there is room; those that were not seen for longest leave first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPixmap

ROOM = 64 << 20  # bytes of pictures that are kept: a thousand at 128 device pixels


class Thumbnails:
    """Name -> picture of `side` device pixels in the colour of ink."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: OrderedDict[str, QPixmap] = OrderedDict()
        self._colours = np.zeros(256, np.uint32)
        self.side, self.ratio = 64, 1.0

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, name: object) -> bool:
        return name in self._kept

    @property
    def most(self) -> int:
        """How many pictures there is room for."""
        return max(1, self._room // (4 * self.side**2))

    def set_look(self, side: int, ratio: float, ink: QColor) -> None:
        """Other pictures are wanted: `side` device pixels at a pixel ratio, in this colour. Those of the same look stay."""
        shares = np.arange(256, dtype=np.uint32)
        colours = shares << np.uint32(24)
        for part, shift in ((ink.red(), 16), (ink.green(), 8), (ink.blue(), 0)):
            colours |= (shares * np.uint32(part) + np.uint32(127)) // np.uint32(255) << np.uint32(shift)
        if (side, ratio) != (self.side, self.ratio) or not np.array_equal(colours, self._colours):
            self.side, self.ratio, self._colours = side, ratio, colours
            self._kept.clear()

    def get(self, name: str) -> QPixmap | None:
        """The picture, None where it is not there (yet or any more)."""
        found = self._kept.get(name)
        if found is not None:
            self._kept.move_to_end(name)
        return found

    def put(self, names: Sequence[str], pictures: NDArray[np.uint8]) -> None:
        """Keep these, (N, side, side) uint8, 255 = ink; pictures of another side are dropped, they were asked for before."""
        if pictures.shape[1:] != (self.side, self.side):
            return
        for name, pixels in zip(names, self._colours[pictures], strict=True):
            flat = np.ascontiguousarray(pixels)
            image = QImage(flat.data, self.side, self.side, 4 * self.side, QImage.Format.Format_ARGB32_Premultiplied)
            pixmap = QPixmap.fromImage(image)  # a copy
            pixmap.setDevicePixelRatio(self.ratio)
            self._kept[name] = pixmap
            self._kept.move_to_end(name)
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)

    def forget(self, names: Iterable[str] | None = None) -> None:
        """These are no longer right; None: none is."""
        if names is None:
            self._kept.clear()
        else:
            for name in names:
                self._kept.pop(name, None)
