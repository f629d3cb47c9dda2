"""Files that reach the window from outside: named at the start, double-clicked, or handed over by a second start of Ductus.

A second start with files gives them to the studio that runs already and ends: there is one page and one window on it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT = 1000  # ms for the studio that runs already to answer
MOST = 1 << 16  # bytes of names
HEARD = b"heard\n"


def door(home: Path) -> str:
    """The name under which the studio of that Ductus folder can be reached on this machine."""
    return f"ductus-{hashlib.sha256(os.fsencode(home.absolute())).hexdigest()[:16]}"


def hand_over(home: Path, paths: Sequence[Path]) -> bool:
    """Give files to the studio that runs already; False where none answers."""
    socket = QLocalSocket()
    socket.connectToServer(door(home))
    if not socket.waitForConnected(WAIT):
        return False
    socket.write(json.dumps([str(path.absolute()) for path in paths]).encode() + b"\n")
    heard = socket.waitForBytesWritten(WAIT) and socket.waitForReadyRead(WAIT)
    answer = bytes(socket.readAll().data()) if heard else b""
    socket.abort()
    return answer == HEARD


class Arrivals(QObject):
    """Hears of files that are to be opened. arrived: list of Path, not empty."""

    arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)  # nobody else's programs
        self._server.newConnection.connect(self._visited)

    def listen(self, home: Path) -> bool:
        """Be the studio that a second start finds; False where another one is."""
        name = door(home)
        probe = QLocalSocket()  # asked first: where access is restricted, listening would push another one out
        probe.connectToServer(name)
        if probe.waitForConnected(WAIT):
            return False
        QLocalServer.removeServer(name)  # left behind by a program that was killed
        return self._server.listen(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A file that macOS asks to open."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.arrived.emit([Path(event.file())])
            return True
        return super().eventFilter(watched, event)

    def _visited(self) -> None:
        visitor = self._server.nextPendingConnection()
        visitor.readyRead.connect(lambda: self._hear(visitor))
        visitor.disconnected.connect(visitor.deleteLater)
        self._hear(visitor)

    def _hear(self, visitor: QLocalSocket) -> None:
        if not visitor.canReadLine():
            if visitor.bytesAvailable() > MOST:
                visitor.abort()
            return
        try:
            names = json.loads(bytes(visitor.readLine(MOST).data()))
        except ValueError:
            visitor.abort()
            return
        if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
            visitor.abort()
            return
        visitor.write(HEARD)
        visitor.flush()
        self.arrived.emit([Path(name) for name in names])
