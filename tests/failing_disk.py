"""A disk that refuses: the k-th call of a kind fails with an error of the system's, or every call while it is full."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

CALLS = ("write", "fsync", "fdatasync", "ftruncate", "replace", "open")
ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class FailingDisk:
    """Stands before the system's calls. plan: (call, number counted from 0) -> errno; full: an errno for every call."""

    def __init__(self, plan: Mapping[tuple[str, int], int]) -> None:
        self.plan = dict(plan)
        self.full = 0
        self.counts = dict.fromkeys(CALLS, 0)
        self.refused = 0

    def _stand_before(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            if name == "open" and not (len(arguments) > 1 and arguments[1] & WRITING):
                return real(*arguments, **more)
            number = self.counts[name]
            self.counts[name] += 1
            error = self.full or self.plan.get((name, number), 0)
            if error:
                self.refused += 1
                raise OSError(error, os.strerror(error))
            return real(*arguments, **more)

        return call

    @contextlib.contextmanager
    def between(self) -> Iterator[FailingDisk]:
        """While inside, the calls of `os` go through this disk."""
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                if hasattr(os, name):
                    patch.setattr(os, name, self._stand_before(name, getattr(os, name)))
            yield self


@contextlib.contextmanager
def room(size: int) -> Iterator[None]:
    """While inside, no file of this process may grow beyond `size` bytes: writing more is refused by the system itself."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
