"""The Select tool: a click picks, a drag carries what is selected or draws a rectangle, with Shift a lasso, around strokes.

A drag that begins on a picture carries it only where it is selected: pictures lie under ink that a rectangle has to reach.
It only finds out what a hand means; which strokes belong together and what becomes of them is the page's business.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF, QTransform

from studio.canvas.frame import SHAPES, Frame, Grip
from studio.canvas.pen import PenSample
from studio.canvas.tools import Catch, Desk, Tool, distance
from studio.words import mark, tr

MINUS = "\N{MINUS SIGN}"
Floats = NDArray[np.float64]

REACH = 8.0  # logical pixels from a stroke at which a click still picks it
SLACK = 5.0  # logical pixels that a click may stray before it is a drag
DOUBLE = 0.4  # s between the two clicks of a double click
LASSO_STEP = 3.0  # logical pixels between two corners of a lasso
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NAMES: dict[Grip, str] = {"inside": mark("Move"), "turn": mark("Rotate")}
CAUGHT = 0.5  # share of its length with which a stroke has to lie inside to be caught


class SelectTool(Tool[Desk]):
    """A click picks a character, Ctrl or a double click a stroke; Shift adds or takes away; a drag catches or carries strokes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._from: PenSample | None = None
        self._grip: Grip = ""  # what the hand took hold of,
        self._frame: Frame | None = None  # and the frame that it pulls, once it does
        self._pulled = QTransform()
        self._lasso: list[QPointF] = []  # mm; empty while it may still be a click
        self._round = False  # whether a lasso is drawn, not a rectangle
        self._clicked: PenSample | None = None  # the click before, for double clicks

    def press(self, sample: PenSample) -> None:
        """It may become a click or a drag."""
        self._from, self._lasso, self._frame = sample, [], None
        self._grip = self.desk.selected.grip_at(sample.at)
        if self._grip == "inside" and sample.keys & SHIFT:
            self._grip = ""

    def move(self, sample: PenSample) -> None:
        """Pull the frame or draw the rectangle or the lasso, once it cannot be a click any more."""
        if self._from is None:
            return
        if not self._lasso and self._frame is None:
            if _apart(self._from, sample) < SLACK:
                return
            self._begin(self._from)
            if self._from is None:
                return
        if self._frame is not None:
            self._pulled = self._frame.pulled(self._grip, self._from.at, sample.at, sample.keys)
            self.desk.selected.carry(self._pulled, in_words(self._grip, self._pulled, self._frame.box))
        else:
            self._surround(sample)

    def _begin(self, start: PenSample) -> None:
        """It is a drag: of a grip, of what lies under the hand, or around something; with Alt, out of the window."""
        if self._grip == "inside" and start.keys & ALT:
            self._from = None
            self.desk.tell_dragged_out()
            return
        self._round = bool(start.keys & SHIFT)
        hit = "" if self._grip or self._round else stroke_at(self.desk, start.x, start.y)
        if hit:
            self.desk.tell_caught(Catch((hit,), whole=not start.keys & CTRL))
            self._grip = "inside"
        self._frame = self.desk.selected.frame if self._grip else None
        if self._frame is not None:
            self.desk.selected.lift()
        else:
            self._lasso = [QPointF(start.x, start.y)]

    def _surround(self, sample: PenSample) -> None:
        here = QPointF(sample.x, sample.y)
        if not self._round and self._from is not None:
            self._lasso = _corners(QPointF(self._from.x, self._from.y), here)
        elif (here - self._lasso[-1]).manhattanLength() >= self.desk.millimetres(LASSO_STEP):
            self._lasso.append(here)
        self.desk.selected.lasso(self._lasso)

    def release(self, sample: PenSample | None) -> None:
        """Pick, catch, or leave what was carried where it is now."""
        start, self._from = self._from, None
        frame, self._frame = self._frame, None
        if frame is not None:
            self._put(sample is not None and not self._pulled.isIdentity())
        elif start is None or sample is None:
            self._end_lasso()
        elif self._lasso:
            self._catch()
        else:
            self._click(start)

    def _put(self, stays: bool) -> None:
        pulled, self._pulled = self._pulled, QTransform()
        self.desk.selected.drop(stays=stays)
        if stays:
            self.desk.tell_transformed(pulled, NAMES.get(self._grip, mark("Scale")))

    def hover(self, at: QPointF) -> bool:
        """The shape tells what a drag would do."""
        shape = SHAPES[self.desk.selected.grip_at(at)]
        if self.desk.points.arrow_at(at):
            shape = Qt.CursorShape.PointingHandCursor
        changed, self.cursor = shape != self.cursor, shape
        return changed

    def _catch(self) -> None:
        around = self._end_lasso()
        outline = np.array([(corner.x(), corner.y()) for corner in around])
        near = self.desk.within(QPolygonF(around).boundingRect())
        caught = tuple(stroke.id for stroke in near if share_inside(stroke.xy, outline) >= CAUGHT)
        caught += self.desk.selected.pictures_in(around)
        self.desk.tell_caught(Catch(caught, how="add" if self._round else "set"))

    def _end_lasso(self) -> list[QPointF]:
        around, self._lasso = self._lasso, []
        self.desk.selected.lasso([])
        return around

    def _click(self, sample: PenSample) -> None:
        before, self._clicked = self._clicked, sample
        double = before is not None and sample.t - before.t < DOUBLE and _apart(before, sample) < REACH
        if double:
            self._clicked = None
        turn = self.desk.points.arrow_at(sample.at)
        if turn and not sample.keys & (SHIFT | CTRL):
            self._clicked = None
            self.desk.points.turnWanted.emit(turn)
            return
        hit = item_at(self.desk, sample.x, sample.y)
        whole = not double and not sample.keys & CTRL
        self.desk.tell_caught(Catch((hit,) if hit else (), whole, "toggle" if sample.keys & SHIFT else "set"))


def item_at(desk: Desk, x: float, y: float) -> str:
    """The stroke in reach of a place in mm, else the picture that lies there; "" where there is nothing."""
    return stroke_at(desk, x, y) or desk.selected.picture_at(x, y)


def stroke_at(desk: Desk, x: float, y: float) -> str:
    """The stroke nearest to a place in mm, the upper one where two are as near; "" where none is in reach."""
    reach = desk.millimetres(REACH)
    here = np.array([x, y])
    box = QRectF(x - reach, y - reach, 2 * reach, 2 * reach)
    near = [(distance(stroke.xy, here, here), -order, stroke.id) for order, stroke in enumerate(desk.within(box))]
    nearest = min(near, default=(reach + 1, 0, ""))
    return nearest[2] if nearest[0] <= reach else ""


def in_words(grip: Grip, pulled: QTransform, box: QRectF) -> str:
    """What a pull has done so far: the way in mm, the angle in degrees, or the share in per cent and the size in mm."""
    if grip == "turn":
        return tr("{:.1f}°").format(math.degrees(math.atan2(pulled.m12(), pulled.m11())))
    if grip == "inside":
        return tr("{:+.1f}, {:+.1f} mm").format(pulled.dx(), pulled.dy()).replace("-", MINUS)
    x, y = pulled.m11(), pulled.m22()
    shares = f"{x:.0%}" if abs(x - y) < 0.005 else f"{x:.0%} × {y:.0%}"
    return tr("{} · {:.1f} × {:.1f} mm").format(shares, x * box.width(), y * box.height())


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
