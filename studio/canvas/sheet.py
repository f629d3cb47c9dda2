"""The picture of the page: paper, ink, the stroke under the pen, replayed strokes, brackets, composed into one image.

Only what changed is composed again. The widget then shows the image, so that what is on the screen is always whole device pixels
of this image, at any pixel ratio.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QFont, QImage, QPainter

from engines.ink.brush import Brush
from engines.ink.types import Ink
from studio.canvas.camera import Camera
from studio.canvas.furniture import bracket_area, draw_brackets, draw_guides, draw_hint, draw_paper
from studio.canvas.live import LiveStroke
from studio.canvas.overlay import Overlay, Shown, Unfolding, has_room
from studio.canvas.paint import strip_within
from studio.canvas.ribbon import TIME
from studio.canvas.tiles import InkTiles, Look
from studio.canvas.timed import Sign, TimedInk, draw_signs, order_signs
from studio.canvas.underlay import Underlay
from studio.theme import LIGHT, ink_colour

BUDGET = 0.008  # s that one painting may spend on tiles it has not got yet,
PEN_BUDGET = 0.001  # and while a pen is down
EVERYWHERE = QRectF(-1e7, -1e7, 2e7, 2e7)
MOST_DIRTY = 6  # rectangles kept apart before they are joined


class Sheet:
    """Composes the page into `image`. Whoever changes something here marks it, and paints before showing the image."""

    def __init__(self) -> None:
        self.camera, self.tiles, self.overlay = Camera(), InkTiles(), Overlay()
        self.unfolding = Unfolding()
        self.underlay = Underlay(self.camera)
        self.theme, self.font = LIGHT, QFont()
        self.pen, self.smoothing = Brush(), 0.5  # pen: of ink that names none
        self.brush = Brush()  # the pen in hand
        self.tremor = 0.0  # strength of the tremor filter
        self.characters: tuple[Ink, ...] | None = None  # whose strokes get numbers and arrows; None: none do
        self._signs: list[Sign] = []
        self._arrows: list[tuple[str, tuple[QPointF, ...]]] = []  # of which strokes the arrow heads among them are
        self._signed: tuple[object, ...] = ()  # what _signs was made for
        self.guides = False
        self.hint = ""
        self.live: LiveStroke | None = None
        self.bracket = QRectF()  # of the current character, mm
        self.framed = False  # whether a frame stands around what is selected: then no brackets do
        self.image = QImage(1, 1, QImage.Format.Format_RGB32)
        self._dirty: list[QRect] = []
        self._waiting: dict[tuple[int, int], QRect] = {}  # tiles' places that are to be composed when there is time for the tile
        self._rendered = False  # whether this painting has rendered a tile
        self._may = True  # whether it may: not under a pen that is down
        self._ghost: tuple[QImage, float, QPoint] | None = None  # image, scale and origin of the zoom before

    # What changed

    def resize(self, size: QSize, ratio: float) -> None:
        """Another size (logical pixels) or pixel ratio."""
        self.camera.resize(QSizeF(size), ratio)
        pixels = QSize(max(1, math.ceil(size.width() * ratio)), max(1, math.ceil(size.height() * ratio)))
        if pixels != self.image.size():
            self.image = QImage(pixels, QImage.Format.Format_RGB32)
        self.image.setDevicePixelRatio(ratio)
        self.relook()

    def relook(self) -> None:
        """Zoom, pen, smoothing or theme is another: show it."""
        look = Look(self.camera.scale, self.pen, self.smoothing, self.theme, self.camera.ratio, self.tremor)
        if look.scale == self.tiles.look.scale and look != self.tiles.look:
            self._ghost = None
        self.tiles.set_look(look)
        self.mark_all()

    def keep_ghost(self) -> None:
        """Keep the picture as it is, to be shown stretched until the tiles of the next zoom are rendered."""
        kept = self.image.copy()
        kept.setDevicePixelRatio(1.0)
        self._ghost = (kept, self.camera.scale, self.camera.origin)

    def mark(self, world: QRectF) -> QRect:
        """World pixels must be composed anew. Gives the logical pixels to update, empty where none can be seen."""
        area = self.camera.device(world.adjusted(-1, -1, 1, 1)) & QRect(QPoint(0, 0), self.image.size())
        if world.isEmpty() or area.isEmpty():
            return QRect()
        self._dirty.append(area)
        if len(self._dirty) > MOST_DIRTY:
            whole = self._dirty[0]
            for rect in self._dirty[1:]:
                whole = whole.united(rect)
            self._dirty = [whole]
        return self.camera.logical(area)

    def mark_all(self) -> None:
        """Everything must be composed anew."""
        self._waiting = {}
        self._dirty = [QRect(QPoint(0, 0), self.image.size())]

    def bracket_world(self) -> QRectF:
        """The world rectangle of the current character's brackets."""
        return QRectF() if self.bracket.isEmpty() else bracket_area(self.camera, self.bracket)

    def overlay_world(self) -> QRectF:
        """The world rectangle of what is shown over the page."""
        made = self._over()
        return made.area if made is not None else QRectF()

    def set_overlay(self, ink: Ink | None, moment: float) -> list[QRectF]:
        """Show `ink` (page mm) over the page as it is at `moment`. Gives the world rectangles that changed."""
        if ink is None and self.overlay.ink is None:
            return []
        if ink is self.overlay.ink:
            before, made = self.overlay.moment, self._over()
            self.overlay.set(ink, moment)
            return [made.changed(before, moment)] if made is not None and before != moment else []
        before_area = self.overlay_world()
        self.overlay.set(ink, moment)
        return [before_area, self.overlay_world()]

    def unfold(self, words: Sequence[tuple[Ink, float]], moment: float) -> list[QRectF]:
        """Show ink (page mm) drawing itself, each from its own second on, as it is at `moment`. Gives what changed, as above."""
        return self.unfolding.set(words, moment, self._shown_as)

    @property
    def _shown_as(self) -> Shown:
        """How strokes over the page are drawn."""
        return self.camera.scale, max(0.6, 0.9 * self.pen.width), self.theme, self.camera.ratio

    @property
    def _seen(self) -> QRectF:
        """The view, world pixels."""
        return QRectF(self.image.rect().translated(-self.camera.origin))

    def _over(self) -> TimedInk | None:
        return self.overlay.made(*self._shown_as)

    # Painting

    def paint(self, budget: float | None = None) -> bool:
        """Compose what is marked. Gives False where places wait for their tiles, see `retry`; a pen that is down makes none."""
        dirty, self._dirty, self._rendered = self._dirty, [], False
        until = time.perf_counter() + (budget if budget is not None else BUDGET if self.live is None else PEN_BUDGET)
        for area in dirty:
            painter = QPainter(self.image)
            painter.scale(1 / self.camera.ratio, 1 / self.camera.ratio)  # from here on device pixels
            painter.setClipRect(area)
            self._compose(painter, area, until)
            painter.end()
        if not self._waiting:
            self._ghost = None
        self._may = self.live is None
        return not self._waiting and (self.live is not None or not self.unfolding.behind(self._shown_as, self._seen))

    @property
    def empty(self) -> bool:
        """Whether nothing lies on the page."""
        return not len(self.tiles) and not self.underlay.pictures

    def bounds(self) -> QRectF:
        """What holds all ink and all pictures, mm; null where there is nothing."""
        return self.tiles.bounds().united(self.underlay.bounds())

    @property
    def whole(self) -> bool:
        """Whether everything is composed as it is."""
        return not self._dirty and not self._waiting

    def retry(self) -> list[QRect]:
        """Mark what waits for tiles, only one of them under a pen, and let the next painting make them. Gives logical pixels."""
        keys = list(self._waiting)[: 1 if self.live is not None else None]
        again = [self._waiting.pop(key) for key in keys]
        self._dirty += again
        if self.live is None:
            until = time.perf_counter() + BUDGET
            places = [self.camera.device(area) for area in self.unfolding.catch_up(self._shown_as, self._seen, until)]
            self._dirty += (fresh := [place & QRect(QPoint(0, 0), self.image.size()) for place in places])
            again += fresh
        self._may = True
        return [self.camera.logical(area) for area in again]

    def _compose(self, painter: QPainter, area: QRect, until: float) -> None:
        draw_paper(painter, self.camera, self.theme, QRectF(area))
        if self.underlay.pictures:
            painter.translate(self.camera.origin)
            self.underlay.paint(painter, QRectF(area.translated(-self.camera.origin)), self.theme)
            painter.translate(-self.camera.origin)
        if self.guides:
            draw_guides(painter, self.camera, self.theme)
        if self.hint and self.live is None and self.empty:
            draw_hint(painter, self.camera, self.theme, self.hint, self.font)
        self._draw_tiles(painter, area, until)
        painter.translate(self.camera.origin)
        world = QRectF(area.translated(-self.camera.origin))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.live is not None:
            painter.fillPath(strip_within(self.live.ribbon.samples, world), ink_colour(self.live.brush.colour, self.theme))
        elif not self.bracket.isEmpty() and not self.framed:
            draw_brackets(painter, self.camera, self.theme, self.bracket)
        if self.characters is not None and self.live is None and not len(self.unfolding):
            draw_signs(painter, self._signs_now(), math.inf, self.theme, self.camera.ratio)
        over = self._over()
        if over is not None and over.area.intersects(world):
            over.paint(painter, self.overlay.moment)
        self.unfolding.paint(painter, world, self._shown_as)

    def _signs_now(self) -> list[Sign]:
        """Numbers and arrows of every character that is large enough for them at this zoom, each counted from 1."""
        made_for = (self.characters, self.tiles.look)
        if self._signed != made_for:
            self._signed, self._signs, self._arrows = made_for, [], []
            for ink in self.characters or ():
                if has_room(ink, self.camera.scale / self.camera.ratio):
                    samples = {stroke.id: self.tiles.samples(stroke).copy() for stroke in ink if len(stroke)}
                    for line in samples.values():
                        line[:, TIME] = 0.0  # shown at once, also where no time is known
                    drawn = {name: line for name, line in samples.items() if len(line)}
                    signs = order_signs(list(drawn.values()), self.camera.ratio, EVERYWHERE)
                    names = iter(drawn)
                    arrow: tuple[QPointF, ...] = ()  # it stands before its stroke's number
                    for sign in signs:
                        if sign.number:
                            self._arrows += [(name, arrow) for name in (next(names),) if arrow]
                        arrow = sign.corners
                    self._signs += signs
        return self._signs

    def arrows(self) -> list[tuple[str, tuple[QPointF, ...]]]:
        """The strokes that are shown with an arrow head, and its corners in world pixels."""
        if self.characters is None or self.live is not None:
            return []
        self._signs_now()
        return self._arrows

    def _draw_tiles(self, painter: QPainter, area: QRect, until: float) -> None:
        origin = self.camera.origin
        for key, box in self.tiles.cover(area.translated(-origin)):
            place = box.translated(origin)
            if not self.tiles.ready(key) and not self._may_render(key, until):
                self._waiting[key] = self._waiting.get(key, QRect()).united(place & area)
                self._draw_ghost(painter, place & area)
                continue
            tile = self.tiles.tile(key)
            if tile is not None:
                painter.drawImage(place.topLeft(), tile)

    def _may_render(self, key: tuple[int, int], until: float) -> bool:
        """Whether there is time for a tile; one a painting always may, so that the last one comes too."""
        if not self._may or (self._rendered and time.perf_counter() > until):
            return False
        self._rendered = True
        return self.tiles.prepare(key, until)

    def _draw_ghost(self, painter: QPainter, place: QRect) -> None:
        if self._ghost is None:
            return
        image, scale, origin = self._ghost
        growth = self.camera.scale / scale
        corner = np.array([self.camera.origin.x() - origin.x() * growth, self.camera.origin.y() - origin.y() * growth])
        source = QRectF(place.translated(-round(corner[0]), -round(corner[1])))
        source = QRectF(source.x() / growth, source.y() / growth, source.width() / growth, source.height() / growth)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(place), image, source)
