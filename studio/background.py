"""Work that would stall the pen, done on a pool thread; its result or its error comes back on the window's thread."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal


class Background(QObject):
    """One door to background work: `run(work, done, failed)`. Both callbacks are called on the thread that owns this object."""

    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._ended.connect(lambda call, value: call(value), Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        """Do `work` in the background, then call `done` with its result, or `failed` with the exception that ended it."""
        self._pool.start(_Task(work, done, failed, self._tell))

    def _tell(self, call: Callable[[Any], None], value: Any) -> None:
        """On the pool's thread. A window that is gone by now has nobody to tell."""
        with contextlib.suppress(RuntimeError):
            self._ended.emit(call, value)

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Wait for running work (at closing time). False when it took longer."""
        return self._pool.waitForDone(milliseconds)


class _Task(QRunnable):
    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        end: Callable[[Callable[[Any], None], Any], None],
    ) -> None:
        super().__init__()
        self._work, self._done, self._failed, self._end = work, done, failed, end

    def run(self) -> None:
        """On the pool's thread. The broad catch is the thread's outermost one: every error travels to `failed` as a value."""
        try:
            value = self._work()
        except Exception as error:
            self._end(self._failed, error)
        else:
            self._end(self._done, value)
