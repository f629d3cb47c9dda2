"""Who uses the window's thread when: the pen first, everything else piece by piece in the pen's rests.

What an answer changes in the window is cut into small works, each painted within a turn of its own. While a pen is down a work
runs only just after the pen's own ink was painted, when the next event is still some milliseconds away; else one each turn of the
event loop. Python's cyclic garbage is collected only while no pen is at work.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

JUST = 0.0015  # s after the pen's painting in which a work may still begin,
STILL = 0.02  # and after which the pen rests where it is, so that one may begin again
STEP = 1  # ms between two looks while a pen is down
REST = 1.0  # s without a pen after which garbage may be collected
SWITCH = 0.0005  # s for which another thread may keep the pen's waiting
HEAP = 200_000  # new objects after which the next pen-up must do for a collection


def change_threads_quickly() -> None:
    """Let no other thread of Python keep the pen's waiting; for the program's start, before a journal is read beside it."""
    sys.setswitchinterval(SWITCH)


class Turns(QObject):
    """Works wait here by name; a newer work of the same name takes the older one's place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._works: dict[str, Callable[[], None]] = {}
        self._down = False
        self._seen = -REST  # when the pen was last at work
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)
        self._tidying: QTimer | None = None

    @property
    def writing(self) -> bool:
        """Whether a pen is down."""
        return self._down

    @property
    def waiting(self) -> tuple[str, ...]:
        """Names of the works that wait, the next one first."""
        return tuple(self._works)

    def later(self, name: str, work: Callable[[], None]) -> None:
        """Do `work` when it is its turn."""
        self._works[name] = work
        if not self._timer.isActive():
            self._timer.start(STEP if self._down else 0)

    def forget(self) -> None:
        """What waits is not wanted any more."""
        self._works.clear()

    def pen_down(self) -> None:
        """A pen touches."""
        self._down = True
        self._seen = time.perf_counter()

    def pen_painted(self) -> None:
        """The pen's ink was just painted."""
        self._seen = time.perf_counter()
        if self._works:
            self._timer.start(0)

    def pen_up(self) -> None:
        """The pen is lifted."""
        self._down = False
        self._seen = time.perf_counter()

    def _turn(self) -> None:
        rest = time.perf_counter() - self._seen
        if self._down and JUST < rest < STILL:
            self._timer.start(STEP)
            return
        if self._works:
            self._works.pop(next(iter(self._works)))()
        if self._works:
            self._timer.start(STEP if self._down else 0)

    # The interpreter's own work

    def keep_quick(self) -> None:
        """Once the program stands: collect garbage only in the pen's rests."""
        gc.collect()
        gc.freeze()
        gc.disable()
        self._tidying = QTimer(self)
        self._tidying.setInterval(int(500 * REST))
        self._tidying.timeout.connect(self._tidy)
        self._tidying.start()

    def _tidy(self) -> None:
        young, middle, old = gc.get_count()
        resting = not self._down and time.perf_counter() - self._seen > REST
        if resting and young + middle + old:
            gc.collect(2 if old > 2 else 1)
        elif young > HEAP and not self._down:
            gc.collect(0)
