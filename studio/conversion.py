"""The main job, wired: the current character goes out, its answer is shown and replayed, on the panel and over the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from engines.ink.geometry import affine, bounds
from engines.ink.types import Ink, Stroke
from engines.messages import Reply
from studio.canvas.replay import Clock, schedule
from studio.canvas.view import PageView
from studio.live import Live, Question
from studio.page import Page, joins
from studio.panels.convert import ConvertPanel
from studio.words import mark

PICTURE_SIZE = 40.0  # mm: how large strokes from a picture come onto the page
BESIDE = 6.0  # mm between what is there and what is put beside it


def beside(ink: Ink, neighbour: Ink, size: float | None, middle: tuple[float, float]) -> Ink:
    """`ink` moved to the right of `neighbour`, or to `middle` where there is none. size: longer side in mm, None = as it is."""
    left, top, right, bottom = bounds(ink)
    if not np.isfinite(left):
        return ink
    scale = size / max(right - left, bottom - top, 1e-6) if size else 1.0
    wide, high = (right - left) * scale, (bottom - top) * scale
    _left, near_top, near_right, near_bottom = bounds(neighbour)
    if np.isfinite(near_top):
        corner = (near_right + BESIDE, (near_top + near_bottom - high) / 2)
    else:
        corner = (middle[0] - wide / 2, middle[1] - high / 2)
    return affine(ink, np.eye(2) * scale, (corner[0] - left * scale, corner[1] - top * scale))


def duration_of(ink: Ink) -> float:
    """Seconds that a replay of the ink takes at speed 1."""
    times = [moments[-1] for moments in schedule(ink) if len(moments)]
    return float(max(times)) if times else 0.0


class Conversion(QObject):
    """Between page, panel, engine and clock. told: a sentence for the status bar. still: whether nothing may move by itself."""

    told = Signal(str)
    answered = Signal(object)  # the Reply that is shown

    def __init__(
        self,
        page: Page,
        view: PageView,
        panel: ConvertPanel,
        clock: Clock,
        live: Live,
        still: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._page, self._view, self._panel, self._clock, self._live, self._still = page, view, panel, clock, live, still
        self._over: Ink | None = None  # recovered strokes that lie over the page
        self.reply: Reply | None = None  # to what was written last; None while a pen writes on
        self._away = self._missed = False  # another panel has the page's replay; the character was another meanwhile
        self._turns = view.turns
        view.strokeBegun.connect(page.pen_down)
        view.strokeBegun.connect(self._hold)
        view.strokeGrowing.connect(self._growing)
        page.currentChanged.connect(self.show_current)
        live.shown.connect(self._answered)
        clock.moved.connect(self._moved)
        clock.stateChanged.connect(lambda: panel.set_playing(clock.playing))

    def show_current(self, ink: Ink) -> None:
        """Another character is current, or it changed: convert it."""
        if self._away:
            self._missed = True
            return
        self._quiet()
        if not ink.points:
            self._turns.forget()
            self._live.forget()
            self._panel.clear()
            return
        self._live.finished(ink)
        self._turns.later("own ink", lambda: self._panel.show_ink(ink))

    def set_away(self, away: bool) -> None:
        """Whether another panel has the page's replay: nothing is converted then, nor shown over the page."""
        if away == self._away:
            return
        if away:
            self._quiet()
        self._away, missed, self._missed = away, self._missed, False
        if missed:
            self.show_current(self._page.current)
        elif not away and self.reply is not None:
            self._clock.set_duration(duration_of(self._panel.recovered))
            self._clock.seek(self._clock.duration)

    def open_picture(self, picture: Path | NDArray[np.uint8], name: str) -> None:
        """Recover the strokes of a picture. name: for people."""
        self._quiet()
        self._turns.forget()
        self._panel.wait_for_picture(name)
        self._live.picture(picture, name)

    def place(self) -> None:
        """Put the recovered strokes on the page, beside what is there."""
        ink = self._panel.recovered
        if not ink.points:
            self.told.emit(self.tr("There are no recovered strokes yet: write a letter or open a picture."))
            return
        size = None if self._over is not None else PICTURE_SIZE
        self._page.add_ink(beside(ink, Ink(self._page.strokes), size, self._view.centre()), mark("Recovered strokes"))

    def _growing(self, stroke: Stroke) -> None:
        self._page.pen_moving(stroke)
        if self._away:
            return
        current = self._page.current
        ink = Ink((*current.strokes, stroke)) if joins(current, stroke) else Ink((stroke,))
        self._quiet()
        self._panel.show_ink(ink, growing=True)
        self._live.growing(ink)

    def _hold(self) -> None:
        """A pen touches: the replay stands still at once, and is taken away when the pen's own ink is painted."""
        self.reply = None
        if self._away:
            return
        self._clock.pause()
        self._turns.forget()
        self._turns.later("quiet", self._quiet)

    def _answered(self, question: Question, reply: Reply) -> None:
        for name, work in self._panel.works(question, reply):
            self._turns.later(name, work)
        if not question.growing:
            self._turns.later("replay", lambda: self._replay(question, reply))

    def _replay(self, question: Question, reply: Reply) -> None:
        """The answer is shown: draw the recovered strokes again in time."""
        self.reply = reply
        if self._away:
            return
        recovered = self._panel.recovered
        self._over = None if question.name or not recovered.points else recovered
        self._clock.set_duration(duration_of(recovered))
        if recovered.points and not self._still() and not self._turns.writing:
            self._clock.restart()
        else:
            self._clock.seek(self._clock.duration)
        if reply.error and not self._panel.isVisible():
            self.told.emit(reply.error)
        self.answered.emit(reply)

    def _moved(self, moment: float) -> None:
        if self._away:
            return
        duration = self._clock.duration
        self._panel.set_moment(moment / duration if duration > 0 else 1.0)
        running = self._over is not None and moment < duration
        self._view.set_overlay(self._over if running else None, moment)

    def _quiet(self) -> None:
        """A hand is at work: nothing else moves, and nothing lies over the page."""
        if self._over is None and not self._clock.duration:
            return
        self._over = None
        self._clock.pause()
        self._clock.set_duration(0.0)
        self._view.set_overlay(None, 0.0)
        self._panel.set_moment(1.0)
