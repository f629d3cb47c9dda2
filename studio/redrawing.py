"""Recovered strokes draw themselves over the page in their own time, and the picture beneath them fades.

While they do, the page's own strokes wait unseen: what is on the screen is what was drawn so far. The clock is the timeline's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QVariantAnimation

from engines.ink.types import Ink
from studio.canvas.replay import Clock, schedule
from studio.canvas.view import PageView

FADING = 180  # ms
REST = 0.3  # s between a word and the next,
STAGGER = 0.15  # and from the start of one to that of the next where many are found at once

Words = Sequence[tuple[Ink, float]]


def duration_of(ink: Ink) -> float:
    """Seconds that the replay of the ink takes."""
    return max((float(times[-1]) for times in schedule(ink) if len(times)), default=0.0)


class Redrawing(QObject):
    """Between clock and view, while `on`. still: whether nothing may move by itself."""

    def __init__(self, view: PageView, clock: Clock, still: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._clock, self._still = view, clock, still
        self.on = False
        self._words: list[tuple[Ink, float]] = []
        self._ids: frozenset[str] = frozenset()  # strokes of the page that are these
        self._hidden: frozenset[str] = frozenset()
        self._growing = self._settling = self._together = False  # together: words overlap, as they were found
        self._fading = QVariantAnimation(self)
        self._fading.setDuration(FADING)
        self._faded = ""
        self._fading.valueChanged.connect(lambda value: self.show_picture_at(self._faded, float(value)))
        self._fading.finished.connect(lambda: self.show_picture_at("", 1.0))
        clock.moved.connect(self._moved)
        view.strokeBegun.connect(lambda: view.turns.later("redrawn", self.finish))

    # What is drawn

    def show(self, words: Iterable[Ink], *, play: bool) -> None:
        """These strokes lie on the page and can be drawn again. play: they are at once, if anything may move."""
        start, self._words, self._together = 0.0, [], False
        for word in words:
            self._words.append((word, start))
            start += duration_of(word) + REST
        self._ids, self._growing = frozenset(stroke.id for word, _ in self._words for stroke in word), False
        if not self.on:
            return
        self._clock.pause()
        self._settling = True  # the clock's time is still that of other words
        self._clock.set_duration(max(0.0, start - REST) if self._words else 0.0)
        self._settling = False
        if play and not self._still() and not self._view.turns.writing:
            self._clock.restart()
        else:
            self._clock.seek(self._clock.duration)

    def settle(self, words: Sequence[Ink]) -> None:
        """The words that were added lie on the page now; those that are still drawing themselves go on."""
        running = self._growing and self.on and self._clock.time < self._clock.duration
        if not running or len(words) != len(self._words):
            self.show(words, play=False)
            return
        self._words = [(word, start) for word, (_, start) in zip(words, self._words, strict=True)]
        self._ids, self._growing = frozenset(stroke.id for word in words for stroke in word), False
        self._together = True
        self._moved(self._clock.time)

    def keep(self, words: Sequence[Ink]) -> None:
        """The strokes on the page are others now; nothing is drawn again by itself."""
        if not self._growing and [word.strokes for word in words] != [word.strokes for word, _ in self._words]:
            self.show(words, play=False)

    def add(self, word: Ink) -> None:
        """A word was just found: it begins to draw itself beside those before it, which are not on the page yet."""
        if not self._growing:
            self._words, self._ids, self._growing = [], frozenset(), True
            self._clock.pause()
            self._clock.set_duration(0.0)
        begins = max(self._clock.time, self._words[-1][1] + STAGGER) if self._words else 0.0
        self._words.append((word, begins))
        self._clock.set_duration(max(self._clock.duration, begins + duration_of(word)))
        if self._still() or self._view.turns.writing or not self.on:
            self._clock.seek(self._clock.duration)
        else:
            self._clock.play()

    def finish(self) -> None:
        """Everything as it is at the end."""
        if self.on and self._clock.time < self._clock.duration:
            self._clock.pause()
            self._clock.seek(self._clock.duration)

    def clear(self) -> None:
        """Nothing is drawn any more."""
        self._words, self._ids, self._growing = [], frozenset(), False
        if self.on:
            self._clock.set_duration(0.0)
        self._show((), math.inf)

    def set_on(self, on: bool) -> None:
        """Whether the clock is this one's."""
        if on == self.on:
            return
        if not on:
            self._show((), math.inf)
        self.on = on
        if on and not self._growing:
            self.show([word for word, _ in self._words], play=False)

    # The picture

    def fade(self, picture: str, before: float, after: float) -> None:
        """Show a picture, which is as opaque as `after` on the page, on its way there."""
        self._fading.stop()
        if before == after or self._still() or not self.on:
            self.show_picture_at("", 1.0)
            return
        self._faded = picture
        self._fading.setStartValue(before)
        self._fading.setEndValue(after)
        self._fading.start()

    def show_picture_at(self, picture: str, opacity: float) -> None:
        """Show one picture as opaque as that, whatever it is on the page; "" shows all as they are."""
        self._view.repaint_world(self._view.sheet.underlay.show_at({picture: opacity} if picture else {}))

    # Inside

    def _moved(self, moment: float) -> None:
        if not self.on or self._settling:
            return
        if self._growing or moment < self._clock.duration:
            self._show(self._words, moment)
        else:
            self._show((), math.inf)
            if self._together:  # from now on they are drawn one after the other
                self._together = False
                self._view.turns.later("in a row", lambda: self.show([word for word, _ in self._words], play=False))

    def _show(self, words: Words, moment: float) -> None:
        sheet, hidden = self._view.sheet, self._ids if words else frozenset()
        began = bool(words) != bool(len(sheet.unfolding))
        for area in sheet.unfold(words, moment):
            self._view.repaint_world(area)
        if hidden != self._hidden:
            self._hidden = hidden
            self._view.repaint_world(sheet.tiles.hide(hidden))
        if began and sheet.characters:  # whose numbers come and go
            sheet.mark_all()
            self._view.update()
