"""The Select tool: a click picks, a drag on bare paper draws a rectangle and with Shift a lasso around strokes.

It only finds out what a hand means; which strokes belong together and what becomes of them is the page's business.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from studio.canvas.pen import PenSample
from studio.canvas.tools import Catch, Desk, Tool, distance

Floats = NDArray[np.float64]

REACH = 8.0  # logical pixels from a stroke at which a click still picks it
SLACK = 5.0  # logical pixels that a click may stray before it is a drag
DOUBLE = 0.4  # s between the two clicks of a double click
LASSO_STEP = 3.0  # logical pixels between two corners of a lasso
CAUGHT = 0.5  # share of its length with which a stroke has to lie inside to be caught


class SelectTool(Tool):
    """A click picks a character, Ctrl or a double click a stroke; Shift adds or takes away; a drag catches strokes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._from: PenSample | None = None
        self._lasso: list[QPointF] = []  # mm; empty while it may still be a click
        self._round = False  # whether a lasso is drawn, not a rectangle
        self._clicked: PenSample | None = None  # the click before, for double clicks

    def press(self, sample: PenSample) -> None:
        """It may become a click or a drag."""
        self._from, self._lasso = sample, []

    def move(self, sample: PenSample) -> None:
        """Draw the rectangle or the lasso, once it cannot be a click any more."""
        if self._from is None:
            return
        if not self._lasso:
            if _apart(self._from, sample) < SLACK:
                return
            self._round = bool(sample.keys & Qt.KeyboardModifier.ShiftModifier)
            self._lasso = [QPointF(self._from.x, self._from.y)]
        here = QPointF(sample.x, sample.y)
        if not self._round:
            self._lasso = _corners(QPointF(self._from.x, self._from.y), here)
        elif (here - self._lasso[-1]).manhattanLength() >= self.desk.millimetres(LASSO_STEP):
            self._lasso.append(here)
        self.desk.show_lasso(self._lasso)

    def release(self, sample: PenSample | None) -> None:
        """Pick or catch."""
        start, self._from = self._from, None
        if start is None or sample is None:
            self._end_lasso()
        elif self._lasso:
            self._catch()
        else:
            self._click(start)

    def _catch(self) -> None:
        around = self._end_lasso()
        outline = np.array([(corner.x(), corner.y()) for corner in around])
        near = self.desk.within(QPolygonF(around).boundingRect())
        caught = tuple(stroke.id for stroke in near if share_inside(stroke.xy, outline) >= CAUGHT)
        self.desk.tell_caught(Catch(caught, how="add" if self._round else "set"))

    def _end_lasso(self) -> list[QPointF]:
        around, self._lasso = self._lasso, []
        self.desk.show_lasso([])
        return around

    def _click(self, sample: PenSample) -> None:
        before, self._clicked = self._clicked, sample
        double = before is not None and sample.t - before.t < DOUBLE and _apart(before, sample) < REACH
        if double:
            self._clicked = None
        hit = self.stroke_at(sample)
        shift, ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        whole = not double and not sample.keys & ctrl
        self.desk.tell_caught(Catch((hit,) if hit else (), whole, "toggle" if sample.keys & shift else "set"))

    def stroke_at(self, sample: PenSample) -> str:
        """The nearest stroke, the upper one where two are as near; "" where none is in reach."""
        reach = self.desk.millimetres(REACH)
        here = np.array([sample.x, sample.y])
        box = QRectF(sample.x - reach, sample.y - reach, 2 * reach, 2 * reach)
        near = [(distance(stroke.xy, here, here), -order, stroke.id) for order, stroke in enumerate(self.desk.within(box))]
        nearest = min(near, default=(reach + 1, 0, ""))
        return nearest[2] if nearest[0] <= reach else ""


def share_inside(xy: NDArray[np.float32], outline: Floats) -> float:
    """Which share of a path's length (N, 2) lies inside a closed outline (M, 2) by the even-odd rule; a dot is in or out."""
    points = xy.astype(np.float64)
    if not len(points) or len(outline) < 3:
        return 0.0
    if len(points) == 1:
        return float(inside(points, outline)[0])
    lengths = np.hypot(*np.diff(points, axis=0).T)
    if lengths.sum() <= 0:
        return float(inside(points[:1], outline)[0])
    return float(lengths @ inside((points[1:] + points[:-1]) / 2, outline) / lengths.sum())


def inside(points: Floats, outline: Floats) -> NDArray[np.bool_]:
    """(N,) whether each of (N, 2) points lies inside a closed outline (M, 2) by the even-odd rule."""
    crossed = np.zeros(len(points), bool)
    x, y = points[:, 0], points[:, 1]
    for (x1, y1), (x2, y2) in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        spans = (y1 > y) != (y2 > y)
        if spans.any():
            crossed ^= spans & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return crossed


def _corners(start: QPointF, end: QPointF) -> list[QPointF]:
    return [start, QPointF(end.x(), start.y()), end, QPointF(start.x(), end.y())]


def _apart(first: PenSample, second: PenSample) -> float:
    way = first.at - second.at
    return float(np.hypot(way.x(), way.y()))
