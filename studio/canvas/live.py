"""The stroke under the pen: raw points kept exactly, and beside them what the eye is shown of them so far.

Each event costs the same, however long the stroke has become. When the pen is lifted the shown stroke is already what the page
will show: nothing is computed again and nothing jumps.
"""

from __future__ import annotations

import copy

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from engines.ink.brush import Brush
from engines.ink.outline import WidthModel
from engines.ink.smooth import PenModel
from engines.ink.types import Stroke, new_id
from studio.canvas.paint import extent
from studio.canvas.pen import PenSample
from studio.canvas.ribbon import Ribbon

Floats = NDArray[np.float64]

HORIZON = 0.012  # s shown beyond the pen's last event, about a frame


class RawPoints:
    """What the pen told, growing: x, y (mm), t (s), pressure, tilt x, tilt y a row.

    In the precision of a Stroke: what is painted live must be what will be painted from the Stroke.
    """

    def __init__(self) -> None:
        self._rows = np.empty((256, 6), np.float32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, row: tuple[float, float, float, float, float, float]) -> None:
        """One more point."""
        if self._count == len(self._rows):
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self._rows[self._count] = row
        self._count += 1

    @property
    def rows(self) -> NDArray[np.float32]:
        """(N, 6); valid until the next `add`."""
        return self._rows[: self._count]


class LiveStroke:
    """A stroke being drawn at `scale` device pixels a millimetre."""

    def __init__(self, scale: float, brush: Brush, smoothing: float, tremor: float = 0.0) -> None:
        self.id = new_id()
        self.brush = brush
        self.scale = scale
        self.ribbon = Ribbon()
        self.finished = False
        self._raw = RawPoints()
        self._model = PenModel(smoothing, tremor=tremor)
        self._width = WidthModel(brush)
        self._shown: list[Floats] = []  # (K, 4) x, y, radius in mm, time
        self._tail = QRectF()

    def __len__(self) -> int:
        return len(self._raw)

    def push(self, sample: PenSample) -> QRectF:
        """One event. Gives the world rectangle that must be painted anew."""
        self._raw.add((sample.x, sample.y, sample.t, sample.pressure, sample.tilt_x, sample.tilt_y))
        x, y, t, pressure = self._raw.rows[-1, :4].tolist()
        fresh = self._nib(self._model.push(x, y, t, pressure), self._width)
        self._shown.append(fresh)
        ahead = self._nib(self._model.predict(HORIZON), copy.copy(self._width))
        return self._grown(fresh, ahead)

    def finish(self) -> QRectF:
        """The pen is up: the shown stroke ends where the pen did. Gives what must be painted anew."""
        self.finished = True
        fresh = self._nib(self._model.finish(), self._width)
        self._shown.append(fresh)
        return self._grown(fresh, np.zeros((0, 4)))

    def stroke(self) -> Stroke:
        """What the pen recorded so far, the same name each time."""
        rows = self._raw.rows
        return Stroke(rows[:, :2], t=rows[:, 2], pressure=rows[:, 3], tilt=rows[:, 4:], id=self.id, brush=self.brush)

    def shown(self) -> Floats:
        """(K, 4) of x, y, radius in mm and time: the smoothed stroke as `paint.nib` gives it."""
        return np.concatenate([*self._shown, np.zeros((0, 4))])

    def rate(self) -> float:
        """Events a second, by the median step; NaN before there are enough to tell."""
        steps = np.diff(self._raw.rows[-120:, 2].astype(np.float64))
        steps = steps[steps > 0]
        return float(1 / np.median(steps)) if len(steps) > 4 else float("nan")

    def _nib(self, rows: Floats, width: WidthModel) -> Floats:
        """Smoothed (K, 4) x, y, t, pressure -> (K, 4) x, y, radius, time."""
        made = rows[:, [0, 1, 3, 2]]
        for index, (x, y, t, pressure) in enumerate(rows.tolist()):
            made[index, 2] = width.width(x, y, t, pressure) / 2
        return made

    def _grown(self, fresh: Floats, ahead: Floats) -> QRectF:
        to_world = np.array([self.scale, self.scale, self.scale, 1.0])
        first = self.ribbon.grow(fresh * to_world, ahead * to_world)
        before, self._tail = self._tail, extent(self.ribbon.samples[self.ribbon.settled :])
        return before.united(extent(self.ribbon.samples[first:])).united(self._tail)
