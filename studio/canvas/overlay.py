"""Strokes that draw themselves over the page in the colours of time: one piece of ink, or words that follow one another."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from engines.ink.geometry import bounds
from engines.ink.types import Ink
from studio.canvas.paint import extent
from studio.canvas.timed import SIGNS, TimedInk, schedule, timed_samples
from studio.theme import Theme

READABLE = 28  # text pixels of ink's longer side below which its numbers would hide it,
ROOM = 12  # and of each stroke's share of it

Shown = tuple[float, float, Theme, float]  # device pixels a mm, the pen's width in mm, the theme, device pixels a logical one


def has_room(ink: Ink, pixels: float) -> bool:
    """Whether numbers and arrows leave the ink visible. pixels: text pixels a unit of the ink."""
    left, top, right, bottom = bounds(ink)
    return max(right - left, bottom - top) * pixels >= max(READABLE, ROOM * len(ink))


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
        if not self.is_made(scale, width, theme, ratio):
            self._look, times = (scale, width, theme, ratio), schedule(self.ink)
            total = max((float(own[-1]) for own in times if len(own)), default=0.0)
            strokes = timed_samples(self.ink, times, scale * width / 2, scale, (0.0, 0.0))
            area, reach = QRectF(), SIGNS * ratio
            for samples in strokes:
                area = area.united(extent(samples))
            area = QRectF(area.adjusted(-reach, -reach, reach, reach).toAlignedRect())
            signs = ratio if has_room(self.ink, scale / ratio) else 0.0
            self._made = TimedInk(strokes, total, theme, area, signs=signs)
        return self._made

    def is_made(self, scale: float, width: float, theme: Theme, ratio: float) -> bool:
        """Whether `made` has nothing to do."""
        return self.ink is None or not self.ink.points or (self._made is not None and self._look == (scale, width, theme, ratio))


class Word:
    """Ink that draws itself from `start` on, seconds, until `end`."""

    def __init__(self, ink: Ink, start: float) -> None:
        self.ink, self.start = ink, start
        self.end = start + max((float(times[-1]) for times in schedule(ink) if len(times)), default=0.0)
        self.overlay = Overlay()
        self.overlay.set(ink, math.inf)
        self._box = bounds(ink)

    def area(self, shown: Shown) -> QRectF:
        """World pixels within which it is painted; null without a point."""
        left, top, right, bottom = self._box
        if not left <= right:
            return QRectF()
        scale, width, _theme, ratio = shown
        reach = SIGNS * ratio + scale * width + 1
        box = QRectF(left * scale, top * scale, (right - left) * scale, (bottom - top) * scale)
        return box.adjusted(-reach, -reach, reach, reach)


class Unfolding:
    """Words over the page, each drawing itself from its own moment on.

    A word is made ready when its moment has come, as many at once as there is time for: see `behind` and `catch_up`.
    """

    def __init__(self) -> None:
        self.moment = math.inf
        self._words: list[Word] = []

    def __len__(self) -> int:
        return len(self._words)

    def set(self, words: Sequence[tuple[Ink, float]], moment: float, shown: Shown) -> list[QRectF]:
        """Show these (page mm, each with the second at which it begins) as they are at `moment`. Gives world rectangles."""
        before, self.moment = self.moment, moment
        if len(words) == len(self._words) and all(
            mine.ink is ink and mine.start == start for mine, (ink, start) in zip(self._words, words, strict=True)
        ):
            first, last = min(before, moment), max(before, moment)
            moving = [word for word in self._words if first < last and word.start <= last and word.end >= first]
            return [self._moved(word, before, shown) for word in moving]
        known = {id(word.ink): word for word in self._words}
        gone = [word.area(shown) for word in self._words if word.start <= before]
        self._words = [self._again(known.get(id(ink)), ink, start) for ink, start in words]
        return gone + [word.area(shown) for word in self._words if word.start <= moment]

    def behind(self, shown: Shown, seen: QRectF) -> bool:
        """Whether a word of those to be `seen` (world pixels) is not ready."""
        return next(self._missing(shown, seen), None) is not None

    def catch_up(self, shown: Shown, seen: QRectF, until: float) -> list[QRectF]:
        """Make words ready, one at least, until `until` (time.perf_counter). Gives the world rectangles where they are."""
        made = []
        for word in self._missing(shown, seen):
            word.overlay.made(*shown)
            made.append(word.area(shown))
            if time.perf_counter() > until:
                break
        return made

    def _missing(self, shown: Shown, seen: QRectF) -> Iterator[Word]:
        for word in self._words:
            if word.start <= self.moment and not word.overlay.is_made(*shown) and word.area(shown).intersects(seen):
                yield word

    def paint(self, painter: QPainter, area: QRectF, shown: Shown) -> None:
        """What touches `area`, in world pixels, of the words that are ready."""
        for word in self._words:
            if word.start <= self.moment and word.overlay.is_made(*shown) and word.area(shown).intersects(area):
                made = word.overlay.made(*shown)
                if made is not None:
                    made.paint(painter, self.moment - word.start)

    @staticmethod
    def _again(word: Word | None, ink: Ink, start: float) -> Word:
        return word if word is not None and word.start == start else Word(ink, start)

    def _moved(self, word: Word, before: float, shown: Shown) -> QRectF:
        made = word.overlay.made(*shown) if word.overlay.is_made(*shown) else None
        if made is None or min(before, self.moment) < word.start:
            return word.area(shown)
        return made.changed(before - word.start, self.moment - word.start)
