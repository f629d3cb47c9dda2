"""Strokes that draw themselves over the page in the colours of time: one piece of ink, or words that follow one another."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from engines.ink.types import Ink
from studio.canvas.paint import extent
from studio.canvas.timed import SIGNS, TimedInk, schedule, timed_samples
from studio.theme import Theme

Shown = tuple[float, float, Theme, float]  # device pixels a mm, the pen's width in mm, the theme, device pixels a logical one


class Overlay:
    """Strokes shown over the page up to a moment, in the colours of time."""

    def __init__(self) -> None:
        self.ink: Ink | None = None
        self.moment = math.inf
        self._made: TimedInk | None = None
        self._look: tuple[float, float, Theme, float] | None = None  # what _made was made for

    def set(self, ink: Ink | None, moment: float) -> None:
        """Show `ink` (page mm) as far as it is drawn at `moment`, seconds; None shows nothing."""
        if ink is not self.ink:
            self.ink, self._made = ink, None
        self.moment = moment

    def made(self, scale: float, width: float, theme: Theme, ratio: float) -> TimedInk | None:
        """The strokes in world pixels. width: of the pen, mm."""
        if self.ink is None or not self.ink.points:
            return None
        if self._made is None or self._look != (scale, width, theme, ratio):
            self._look, times = (scale, width, theme, ratio), schedule(self.ink)
            total = max((float(own[-1]) for own in times if len(own)), default=0.0)
            strokes = timed_samples(self.ink, times, scale * width / 2, scale, (0.0, 0.0))
            area, reach = QRectF(), SIGNS * ratio
            for samples in strokes:
                area = area.united(extent(samples))
            area = QRectF(area.adjusted(-reach, -reach, reach, reach).toAlignedRect())
            self._made = TimedInk(strokes, total, theme, area, signs=ratio)
        return self._made


class Unfolding:
    """Words over the page, each drawing itself from its own moment on; a word is made ready when its moment comes."""

    def __init__(self) -> None:
        self.moment = math.inf
        self._words: list[tuple[Overlay, Ink, float, float]] = []  # how it is shown, what, from when and until when

    def __len__(self) -> int:
        return len(self._words)

    def set(self, words: Sequence[tuple[Ink, float]], moment: float, shown: Shown) -> list[QRectF]:
        """Show these (page mm, each with the second at which it begins) as they are at `moment`. Gives world rectangles."""
        before = self.moment
        if [(ink, start) for _, ink, start, _ in self._words] == list(words):
            self.moment = moment
            return [area for word in self._words if (area := self._changed(word, before, moment, shown)).isValid()]
        known = {id(word[1]): word for word in self._words if word[2] <= before}
        changed = [self._area(word, shown) for word in known.values()]
        self._words = [
            (known[id(ink)][0] if id(ink) in known else Overlay(), ink, start, _end(ink, start)) for ink, start in words
        ]
        self.moment = moment
        return changed + [self._area(word, shown) for word in self._words if word[2] <= moment]

    def paint(self, painter: QPainter, area: QRectF, shown: Shown) -> None:
        """What touches `area`, in world pixels."""
        for overlay, ink, start, _ in self._words:
            if start <= self.moment:
                overlay.set(ink, self.moment - start)
                made = overlay.made(*shown)
                if made is not None and made.area.intersects(area):
                    made.paint(painter, self.moment - start)

    def _area(self, word: tuple[Overlay, Ink, float, float], shown: Shown) -> QRectF:
        overlay, ink, _start, _end = word
        overlay.set(ink, overlay.moment)
        made = overlay.made(*shown)
        return made.area if made is not None else QRectF()

    def _changed(self, word: tuple[Overlay, Ink, float, float], before: float, after: float, shown: Shown) -> QRectF:
        _overlay, _ink, start, end = word
        first, last = min(before, after), max(before, after)
        if first == last or last < start or first > end:
            return QRectF()
        if first < start:
            return self._area(word, shown)
        made = word[0].made(*shown)
        return made.changed(before - start, after - start) if made is not None else QRectF()


def _end(ink: Ink, start: float) -> float:
    return start + max((float(times[-1]) for times in schedule(ink) if len(times)), default=0.0)
