"""A second look at what is in the box: does it read as the prompt, and is it like what this hand wrote before?

The engine is asked at pen-up and has no say in what is kept. Without a model, or before its answer is there, it has no opinion.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from engines.ink.types import Ink
from engines.messages import Ask, Check, Lane, Reply

LANE: Lane = "pen"
UNREAD = 0.25  # confidence of the prompt under which it reads otherwise
UNLIKE = 0.97  # outlier above which it is unlike this writer's others
MOST = 64  # style vectors that are remembered


@dataclass(frozen=True, eq=False)
class Opinion:
    """read: what it reads as, "" unknown. figures: of the item. style: (D,) float32, None where none was told."""

    read: str = ""
    codes: tuple[str, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    style: NDArray[np.float32] | None = None


def opinion_of(reply: Reply) -> Opinion:
    """What a reply to a Check says. Its confidence is of the prompt and of what only size tells from it (c and C, 0 and O)."""
    if reply.error:
        return Opinion()
    sure, outlier = reply.figures.get("confidence", reply.confidence), reply.figures.get("outlier")
    figures = {name: float(value) for name, value in (("confidence", sure), ("outlier", outlier)) if value is not None}
    codes = []
    if reply.text and sure is not None and sure < UNREAD:
        codes.append("reads_otherwise")
    if outlier is not None and outlier > UNLIKE:
        codes.append("unlike_you")
    return Opinion(reply.text, tuple(codes), figures, reply.z.get("style"))


class Checking(QObject):
    """Asks for one sample at a time; told: the Opinion of the newest. ask: the bridge's; ready: whether the engine answers."""

    told = Signal(object)

    def __init__(self, ask: Callable[[Ask, Lane], int], ready: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask, self._ready = ask, ready
        self._serial, self._writer = -1, ""
        self._known: dict[str, list[NDArray[np.float32]]] = {}

    @property
    def waits(self) -> bool:
        """Whether an answer is under way."""
        return self._serial >= 0

    def ask(self, ink: Ink, prompt: str, writer: str) -> None:
        """What does this look like?"""
        self._writer = writer
        self._serial = self._ask(Check(ink, prompt, writer, self.known(writer)), LANE) if self._ready() else -1

    def forget(self) -> None:
        """No answer is wanted any more."""
        self._serial = -1

    def keep(self, opinion: Opinion) -> None:
        """The sample was accepted: later ones are compared with it."""
        if opinion.style is not None:
            self._known.setdefault(self._writer, []).append(opinion.style)
            del self._known[self._writer][:-MOST]

    def known(self, writer: str) -> NDArray[np.float32] | None:
        """(N, D) style vectors of what this writer wrote in this session of the program; None where there are none."""
        vectors = self._known.get(writer)
        return np.stack(vectors) if vectors else None

    def replied(self, reply: Reply) -> None:
        """An answer arrived; those to other questions are left alone."""
        if reply.serial == self._serial:
            self._serial = -1
            self.told.emit(opinion_of(reply))
