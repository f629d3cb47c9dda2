"""The committed ink as a cache of small images, so that painting costs the same with ten strokes and with ten thousand.

A tile is 256 device pixels square, transparent where there is no ink, and belongs to one zoom. A stroke that was just written is
painted over the tiles that have it; erasing and undo drop only the tiles they touch. Missing tiles are rendered when they are
asked for, each with the strokes that cross it.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from engines.ink.brush import Brush
from engines.ink.types import Stroke
from studio.canvas.paint import nib, strip, strip_within
from studio.canvas.ribbon import ribbon
from studio.theme import LIGHT, Theme, ink_colour, with_alpha

Floats = NDArray[np.float64]
Key = tuple[int, int]

SIDE = 256  # device pixels
MOST_TILES = 512  # 128 MiB at most; empty tiles cost nothing
MOST_SAMPLES = 600_000  # samples of ribbons kept ready
MANY = 100  # strokes that change at once after which all tiles are made anew
FADED = 0.22  # how opaque a stroke is that is about to be erased
HALO = 3.0  # logical pixels around a selected stroke
HALO_ALPHA = 0.3
FINE = 2.0  # logical pixels of a line that shows where a stroke runs


@dataclass(frozen=True)
class Look:
    """What decides how committed ink is rendered. scale: device pixels a millimetre. pen: of strokes that have no brush."""

    scale: float = 1.0
    pen: Brush = field(default_factory=Brush)
    smoothing: float = 0.5
    theme: Theme = LIGHT
    ratio: float = 1.0  # device pixels a logical one
    tremor: float = 0.0

    def pen_of(self, stroke: Stroke) -> Brush:
        """The brush with which a stroke is drawn."""
        return stroke.brush or self.pen


class InkTiles:
    """The page's strokes, in order, and what has been rendered of them."""

    def __init__(self) -> None:
        self.look = Look()
        self._strokes: dict[str, Stroke] = {}
        self._boxes = np.zeros((0, 4))  # left, top, right, bottom of each stroke in mm, nib included
        self._order: list[Stroke] = []
        self._nibs: dict[str, Floats] = {}
        self._ribbons: OrderedDict[str, Floats] = OrderedDict()
        self._samples = 0
        self._tiles: OrderedDict[Key, QImage | None] = OrderedDict()
        self._faded: frozenset[str] = frozenset()
        self._selected: frozenset[str] = frozenset()
        self._hidden: frozenset[str] = frozenset()
        self._fine: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self._order)

    @property
    def strokes(self) -> list[Stroke]:
        """The strokes from below to above."""
        return self._order

    def stroke(self, stroke_id: str) -> Stroke | None:
        """The stroke of that name."""
        return self._strokes.get(stroke_id)

    def set_look(self, look: Look) -> None:
        """Another zoom, pen, smoothing or colour: everything is rendered anew."""
        if look == self.look:
            return
        if (look.pen, look.smoothing, look.tremor) != (self.look.pen, self.look.smoothing, self.look.tremor):
            self._nibs.clear()
        if look.scale != self.look.scale or not self._nibs:
            self._forget_ribbons()
            for name in self._fine:
                self._nibs.pop(name, None)
        wider = look.pen.width > self.look.pen.width
        self.look = look
        self._tiles.clear()
        if wider:
            self._boxes = self._measured(self._order)

    def set_strokes(self, strokes: Iterable[Stroke]) -> QRectF:
        """The page is another. Gives the world rectangle that changed."""
        wanted = list(strokes)
        ids = {stroke.id for stroke in wanted}
        gone = [stroke for stroke in self._order if stroke.id not in ids]
        fresh = [stroke for stroke in wanted if self._strokes.get(stroke.id) is not stroke]
        for stroke in gone:
            self._nibs.pop(stroke.id, None)
            self._samples -= len(self._ribbons.pop(stroke.id, ()))
        self._order, before = wanted, [stroke for stroke in self._order if stroke.id in ids]
        kept = {stroke.id for stroke in before}
        stayed = (stroke for stroke in wanted if stroke.id in kept)
        moved = [new for old, new in zip(before, stayed, strict=True) if old.id != new.id]  # another one lies above it now
        self._strokes = {stroke.id: stroke for stroke in wanted}
        self._boxes = self._measured(wanted)
        return self._dropped([*gone, *fresh, *moved])

    def add(self, stroke: Stroke, shown: Floats | None = None, samples: Floats | None = None) -> QRectF:
        """A stroke on top of the others. shown, samples: what the pen has already made of it. Gives its world rectangle."""
        self._order.append(stroke)
        self._strokes[stroke.id] = stroke
        if shown is not None:
            self._nibs[stroke.id] = shown
        if samples is not None:
            self._keep(stroke.id, samples.copy())
        self._boxes = np.vstack([self._boxes, self._measured([stroke])])
        area = self.area(stroke)
        for key in self._keys(area):
            if key in self._tiles:
                self._tiles[key] = self._painted(self._tiles[key], key, [stroke])
        return area

    def fade(self, ids: Iterable[str]) -> QRectF:
        """Show these strokes faintly, as about to go. Gives the world rectangle that changed."""
        before, self._faded = self._faded, frozenset(ids)
        return self._renewed(before ^ self._faded)

    def select(self, ids: Iterable[str]) -> QRectF:
        """Show these strokes with a halo, as selected. Gives the world rectangle that changed."""
        before, self._selected = self._selected, frozenset(ids)
        return self._renewed(before ^ self._selected)

    def hide(self, ids: Iterable[str]) -> QRectF:
        """Leave these strokes out, as carried about by a hand. Gives the world rectangle that changed."""
        before, self._hidden = self._hidden, frozenset(ids)
        return self._renewed(before ^ self._hidden)

    def refine(self, ids: Iterable[str]) -> QRectF:
        """Show these strokes as fine lines, whatever pen they name. Gives the world rectangle that changed."""
        before, self._fine = self._fine, frozenset(ids)
        for name in before ^ self._fine:
            self._nibs.pop(name, None)
            self._samples -= len(self._ribbons.pop(name, ()))
        return self._renewed(before ^ self._fine)

    def _pen_of(self, stroke: Stroke) -> Brush:
        pen = self.look.pen_of(stroke)
        if stroke.id not in self._fine:
            return pen
        return replace(pen, width=min(pen.width, FINE * self.look.ratio / self.look.scale), thinning=0.0)

    def pieces(self, strokes: Iterable[Stroke]) -> list[tuple[QPainterPath, QColor]]:
        """Each stroke as it is painted: its path in world pixels and its colour."""
        return [(strip(self._ribbon(stroke)), self._colour(stroke)) for stroke in strokes]

    @property
    def _halo(self) -> float:
        """World pixels by which a halo leaves its stroke."""
        return HALO * self.look.ratio

    def _renewed(self, ids: Iterable[str]) -> QRectF:
        """These strokes look another way: their tiles are rendered anew."""
        return self._dropped([self._strokes[stroke_id] for stroke_id in ids if stroke_id in self._strokes])

    def _dropped(self, strokes: list[Stroke]) -> QRectF:
        changed = QRectF()
        if len(strokes) > MANY:
            self._tiles.clear()
        halo = self._halo
        for area in self._areas(strokes):
            area = area.adjusted(-halo, -halo, halo, halo)
            changed = changed.united(area)
            if self._tiles:
                self._drop(area)
        return changed

    def area(self, stroke: Stroke) -> QRectF:
        """The world rectangle within which a stroke is painted."""
        return self._areas([stroke])[0]

    def _areas(self, strokes: list[Stroke]) -> list[QRectF]:
        boxes = (self._measured(strokes) * self.look.scale + (-1, -1, 1, 1)).tolist()
        return [QRectF(left, top, right - left, bottom - top) for left, top, right, bottom in boxes]

    def samples(self, stroke: Stroke) -> Floats:
        """The (N, 8) samples of a stroke as it is painted, world pixels."""
        return self._ribbon(stroke)

    def within(self, area: QRectF) -> list[Stroke]:
        """The strokes whose boxes touch `area` (mm), from below to above."""
        boxes = self._boxes
        if not len(boxes):
            return []
        hit = (boxes[:, 0] <= area.right()) & (boxes[:, 2] >= area.left())
        hit &= (boxes[:, 1] <= area.bottom()) & (boxes[:, 3] >= area.top())
        return [self._order[index] for index in np.flatnonzero(hit)]

    def bounds(self, strokes: Sequence[Stroke] | None = None) -> QRectF:
        """What holds these strokes, or all ink, mm; null where there is none."""
        boxes = self._boxes if strokes is None else self._measured(list(strokes))
        if not len(boxes):
            return QRectF()
        left, top = np.nanmin(boxes[:, :2], axis=0).tolist()
        right, bottom = np.nanmax(boxes[:, 2:], axis=0).tolist()
        return QRectF(left, top, right - left, bottom - top)

    def cover(self, area: QRect) -> Iterator[tuple[Key, QRect]]:
        """The tiles that cover a rectangle of world pixels, each with its own rectangle."""
        for key in self._keys(QRectF(area)):
            yield key, QRect(key[0] * SIDE, key[1] * SIDE, SIDE, SIDE)

    def prepare(self, key: Key, until: float) -> bool:
        """Work towards the tile, at least one stroke, while `until` (time.perf_counter) lasts. Gives whether it is ripe."""
        for stroke in self._crossing(key):
            if stroke.id not in self._ribbons:
                self._ribbon(stroke)
                if time.perf_counter() > until:
                    return False
        return True

    def ready(self, key: Key) -> bool:
        """Whether the tile is rendered (or known to be empty)."""
        return key in self._tiles

    def tile(self, key: Key) -> QImage | None:
        """The tile's image, rendered now where it was not; None where there is no ink."""
        if key in self._tiles:
            self._tiles.move_to_end(key)
            return self._tiles[key]
        crossing = self._crossing(key)
        image = self._painted(None, key, crossing) if crossing else None
        self._tiles[key] = image
        while len(self._tiles) > MOST_TILES:
            self._tiles.popitem(last=False)
        return image

    def _crossing(self, key: Key) -> list[Stroke]:
        scale, halo = self.look.scale, self._halo / self.look.scale if self._selected else 0.0
        area = QRectF(key[0] * SIDE / scale, key[1] * SIDE / scale, SIDE / scale, SIDE / scale)
        return self.within(area.adjusted(-halo, -halo, halo, halo))

    def _keys(self, area: QRectF) -> list[Key]:
        if area.isEmpty():
            return []
        box = area.toAlignedRect()
        columns = range(box.left() // SIDE, box.right() // SIDE + 1)
        return [(column, row) for row in range(box.top() // SIDE, box.bottom() // SIDE + 1) for column in columns]

    def _drop(self, area: QRectF) -> None:
        for key in self._keys(area) if area.width() * area.height() < SIDE**2 * MOST_TILES else list(self._tiles):
            self._tiles.pop(key, None)

    def _painted(self, image: QImage | None, key: Key, strokes: Iterable[Stroke]) -> QImage | None:
        """The strokes over a tile's image. It stays None where none of them touches the tile."""
        area = QRectF(key[0] * SIDE, key[1] * SIDE, SIDE, SIDE)
        painter: QPainter | None = None
        halo = self._halo
        for stroke in strokes:
            if stroke.id in self._hidden:
                continue
            chosen = stroke.id in self._selected
            near = area.adjusted(-halo, -halo, halo, halo) if chosen else area
            path = strip_within(self._ribbon(stroke), near)
            if path.isEmpty():
                continue
            if painter is None:
                if image is None:
                    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
                    image.fill(0)
                painter = QPainter(image)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.translate(-area.topLeft())
            if chosen:
                self._draw_halo(painter, path)
            colour = self._colour(stroke)
            painter.fillPath(path, with_alpha(colour, FADED) if stroke.id in self._faded else colour)
        if painter is not None:
            painter.end()
        return image

    def _draw_halo(self, painter: QPainter, path: QPainterPath) -> None:
        pen = QPen(self.look.theme.colour("accent"), 2 * self._halo, j=Qt.PenJoinStyle.RoundJoin, c=Qt.PenCapStyle.RoundCap)
        painter.setOpacity(HALO_ALPHA)
        painter.strokePath(path, pen)
        painter.setOpacity(1.0)

    def _colour(self, stroke: Stroke) -> QColor:
        return ink_colour(self.look.pen_of(stroke).colour, self.look.theme)

    def _ribbon(self, stroke: Stroke) -> Floats:
        samples = self._ribbons.get(stroke.id)
        if samples is None:
            points = self._nibs.get(stroke.id)
            if points is None:
                points = self._nibs[stroke.id] = nib(stroke, self._pen_of(stroke), self.look.smoothing, self.look.tremor)
            scale = self.look.scale
            samples = ribbon(points * (scale, scale, scale, 1.0)).samples
            self._keep(stroke.id, samples)
        else:
            self._ribbons.move_to_end(stroke.id)
        return samples

    def _keep(self, stroke_id: str, samples: Floats) -> None:
        self._samples += len(samples) - len(self._ribbons.get(stroke_id, ()))
        self._ribbons[stroke_id] = samples
        while self._samples > MOST_SAMPLES and len(self._ribbons) > 1:
            self._samples -= len(self._ribbons.popitem(last=False)[1])

    def _forget_ribbons(self) -> None:
        self._ribbons.clear()
        self._samples = 0

    def _measured(self, strokes: list[Stroke]) -> Floats:
        """(N, 4) boxes in mm. Smoothing cuts corners but swings out by less than a nib."""
        boxes = np.full((len(strokes), 4), np.nan)
        counts = np.array([len(stroke) for stroke in strokes], np.intp)
        filled = np.flatnonzero(counts)
        if len(filled):
            points = np.concatenate([strokes[index].xy for index in filled.tolist()])
            starts = np.cumsum(counts[filled]) - counts[filled]
            boxes[filled, :2], boxes[filled, 2:] = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
        nibs = np.array([self.look.pen_of(stroke).width for stroke in strokes]).reshape(-1, 1)
        return boxes + nibs * np.array([-1.5, -1.5, 1.5, 1.5])
