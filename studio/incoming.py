"""Ink files on their way to the page: the engine reads them, one after the other, and the window only places what comes back."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from engines.ink.geometry import affine, bounds
from engines.ink.types import Ink
from engines.messages import Ask, Lane, Open, Reply
from studio.canvas.camera import PAPER
from studio.conversion import beside
from studio.words import tr

SLOW = 400  # ms after which a file that is still being read is told
SMALLEST = 3.0  # mm of the longer side: smaller ink cannot be seen, so it is made LETTER mm large
LETTER = 50.0  # mm
LARGEST = 2.0  # times the paper: larger ink is made to fit it
EDGE = 10.0  # mm between fitted ink and the paper's edge


class Engine(Protocol):
    """The part of the bridge that is needed here. state: as in its engineChanged."""

    state: str

    def ask(self, ask: Ask, lane: Lane) -> int:
        """Send a request, give its serial."""
        ...


def settled(ink: Ink, page: Ink, middle: tuple[float, float]) -> tuple[Ink, str]:
    """The ink as it comes onto the page, and what was done to it in words ("" = nothing: its own place and size).

    Only ink that could not be seen is touched: off the paper it is moved, far too small or large it is scaled too.
    """
    left, top, right, bottom = bounds(ink)
    longer = max(right - left, bottom - top)
    paper = (PAPER.width(), PAPER.height())
    if 0 < longer < SMALLEST:
        return beside(ink, page, LETTER, middle), tr("enlarged, it was only {:.2g} mm large").format(longer)
    if longer > LARGEST * max(paper):
        scale = min((paper[0] - 2 * EDGE) / max(right - left, 1e-6), (paper[1] - 2 * EDGE) / max(bottom - top, 1e-6))
        made = affine(ink, np.eye(2) * scale, (EDGE - left * scale, EDGE - top * scale))
        return made, tr("made smaller, it was {:.0f} mm large").format(longer)
    if right < PAPER.left() or left > PAPER.right() or bottom < PAPER.top() or top > PAPER.bottom():
        return beside(ink, page, None, middle), tr("moved onto the page")
    return ink, ""


class Incoming(QObject):
    """Reads ink files through the engine. told: a sentence for the status bar. opened: (Ink, text, Path) in the order asked."""

    told = Signal(str)
    opened = Signal(object, str, object)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._waiting: deque[Path] = deque()
        self._path: Path | None = None
        self._serial = -1
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(self._tell_slow)

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self._path is not None

    def open(self, paths: Iterable[Path]) -> None:
        """Read these files when those before them have been read."""
        self._waiting.extend(paths)
        if not self.busy:
            self._next()

    def replied(self, reply: Reply) -> None:
        """An answer arrived; those to other questions are left alone."""
        if self._path is None or reply.serial != self._serial:
            return
        path, self._path = self._path, None
        self._slow.stop()
        ink = reply.inks.get("opened", Ink())
        if reply.error or not ink.points:
            self.told.emit(reply.error or self.tr("{} holds no ink.").format(path.name))
        else:
            self.opened.emit(ink, reply.text, path)
        self._next()

    def _next(self) -> None:
        if self._waiting:
            self._path = self._waiting.popleft()
            self._slow.start()
            self._serial = self._engine.ask(Open(self._path), "file")

    def _tell_slow(self) -> None:
        if self._path is None:
            return
        words = {
            "stopped": self.tr("The engine, which reads files, is off: start it again and {} opens."),
            "ready": self.tr("Reading {}…"),
        }
        waits = self.tr("{} opens as soon as the engine is ready.")
        self.told.emit(words.get(self._engine.state, waits).format(self._path.name))
