"""The keys of the contact sheet: while it has the focus they are its own, also those that are a tool's elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Key = Qt.Key
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier

MOVES = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown)
ASKS = {
    (NONE, Key.Key_Delete): "delete",
    (NONE, Key.Key_Backspace): "delete",
    (NONE, Key.Key_F2): "relabel",
    (NONE, Key.Key_Return): "relabel",
    (NONE, Key.Key_Enter): "relabel",
    (NONE, Key.Key_Space): "play",
    (NONE, Key.Key_C): "compare",
    (CTRL, Key.Key_Return): "page",
    (CTRL, Key.Key_Enter): "page",
    (CTRL, Key.Key_E): "export",
    (CTRL, Key.Key_Z): "undo",
    (CTRL | SHIFT, Key.Key_Z): "redo",
    (CTRL, Key.Key_Y): "redo",
    (CTRL, Key.Key_A): "all",
    (NONE, Key.Key_Escape): "none",
    (CTRL, Key.Key_Space): "toggle",
    (NONE, Key.Key_Plus): "larger",
    (SHIFT, Key.Key_Plus): "larger",
    (CTRL, Key.Key_Plus): "larger",
    (CTRL, Key.Key_Equal): "larger",
    (NONE, Key.Key_Minus): "smaller",
    (CTRL, Key.Key_Minus): "smaller",
}


def asked_by(event: QKeyEvent) -> str:
    """What a key asks for: a word of ASKS, "move" for the arrows and their kin, "" where the key is not the sheet's."""
    keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Key(event.key())
    if key in MOVES and not keys & ~(SHIFT | CTRL):
        return "move"
    return ASKS.get((keys, key), "")


def moved(key: int, number: int, count: int, page: int) -> tuple[int, int]:
    """Where a moving key leads: (tile or -1, rows to go from `number` where that is not 0). page: rows that are seen at once."""
    if key in (Key.Key_Home, Key.Key_End):
        return (0 if key == Key.Key_Home else count - 1), 0
    if number < 0:
        return 0, 0
    if key in (Key.Key_Left, Key.Key_Right):
        return min(max(number + (1 if key == Key.Key_Right else -1), 0), count - 1), 0
    rows = 1 if key in (Key.Key_Up, Key.Key_Down) else max(page, 1)
    return number, -rows if key in (Key.Key_Up, Key.Key_PageUp) else rows
