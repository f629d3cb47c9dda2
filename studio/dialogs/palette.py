"""Find a command: type a part of its name, see its shortcut, press Return. One list over the whole table of commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.theme import Theme

WIDE, ROW, ROWS = 560, 36, 9  # px, px, rows shown at once
TOP = 72  # px below the window's upper edge
ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """A command as it is offered: what it does now, the words it is found by, in which menu it is."""

    action: QAction
    text: str
    menu: str
    words: str = ""  # more to be found by: its hint


def likeness(query: str, text: str) -> float:
    """How well `text` answers to what was typed: 0 not at all, up to 4 for the same words. Case and accents of case are one."""
    wanted, there = query.casefold().strip(), text.casefold()
    if not wanted:
        return 1.0
    at = there.find(wanted)
    if at >= 0:
        begins = at == 0 or not there[at - 1].isalnum()
        return 2.0 + begins + (at == 0) / 2 + len(wanted) / max(2 * len(there), 1)
    if all(part in there for part in wanted.split()):
        return 1.5
    return _scattered(wanted.replace(" ", ""), there)


def _scattered(letters: str, there: str) -> float:
    """The letters in their order, anywhere: the share of them that begin a word or follow one another, 0 where one is missing."""
    good, last = 0, -1
    for letter in letters:
        starts = [i for i in range(last + 1, len(there)) if there[i] == letter]
        if not starts:
            return 0.0
        fine = [i for i in starts if i == last + 1 or i == 0 or not there[i - 1].isalnum()]
        good += bool(fine)
        last = fine[0] if fine and all(rest in there[fine[0] :] for rest in letters) else starts[0]
    return good / len(letters) if good > len(letters) / 2 else 0.0


def found(query: str, entries: Iterable[Entry]) -> list[Entry]:
    """The entries that answer to what was typed, the best first, those that can be done now before the others."""
    rated = []
    for place, entry in enumerate(entries):
        rank = max(
            likeness(query, entry.text),
            0.8 * likeness(query, f"{entry.menu} {entry.text}"),
            0.5 * likeness(query, entry.words) if query.strip().casefold() in entry.words.casefold() else 0.0,
        )
        if rank > 0:
            rated.append((not entry.action.isEnabled(), -rank, place, entry))
    return [entry for *_order, entry in sorted(rated, key=lambda row: row[:3])]


class Row(QStyledItemDelegate):
    """An icon, the command, its menu in a quieter colour, its shortcut at the right."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as a finger."""
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """One row; what cannot be done now is faded, what is on has a mark."""
        entry: Entry = index.data(ENTRY)
        theme, rect = self._theme, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        able = entry.action.isEnabled()
        entry.action.icon().paint(painter, QRect(rect.left() + 12, rect.center().y() - 9, 18, 18))
        line = rect.adjusted(44, 0, -12, 0)
        left, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setPen(theme.colour("text" if able else "muted"))
        painter.drawText(line, left, entry.text)
        used = painter.fontMetrics().horizontalAdvance(entry.text) + 12
        painter.setPen(theme.colour("muted"))
        painter.drawText(line.adjusted(used, 0, 0, 0), left, self._note(entry))
        painter.drawText(line, right, entry.action.shortcut().toString(entry.action.shortcut().SequenceFormat.NativeText))
        painter.restore()

    def _note(self, entry: Entry) -> str:
        on = self.tr("on") if entry.action.isCheckable() and entry.action.isChecked() else ""
        return " · ".join(part for part in (entry.menu, on) if part)


class Palette(QFrame):
    """A field and a list over the upper middle of the window. It closes when a command is taken, on Esc and when left."""

    def __init__(self, entries: Callable[[], list[Entry]], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Find a command"))
        self._entries, self._window = entries, parent
        self._back: QWidget | None = None
        self.field, self.list, self.nothing = QLineEdit(), QListWidget(), QLabel()
        self._build(theme)
        self.hide()

    def _build(self, theme: Theme) -> None:
        self.field.setPlaceholderText(self.tr("Find a command"))
        self.field.setAccessibleName(self.tr("Part of the command's name"))
        self.field.setMinimumHeight(36)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setItemDelegate(Row(theme, self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self.list.itemClicked.connect(lambda _item: self.take())
        self.nothing.setText(self.tr("No command has that name."))
        self.nothing.setObjectName("muted")
        self.nothing.setContentsMargins(12, 8, 12, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for part in (self.field, self.list, self.nothing):
            column.addWidget(part)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 120 if theme.dark else 60))
        self.setGraphicsEffect(shadow)

    def ask(self) -> None:
        """Open with everything in it, the field ready to be typed into."""
        window = self._window
        self._back = window.focusWidget()
        wide = min(WIDE, window.width() - 32)
        self.setFixedWidth(wide)
        self.move((window.width() - wide) // 2, TOP)
        self.field.clear()
        self._search()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _search(self) -> None:
        self.list.clear()
        for entry in found(self.field.text(), self._entries()):
            item = QListWidgetItem(entry.text)
            item.setData(ENTRY, entry)
            key = entry.action.shortcut().toString()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}, {entry.menu}" + (f", {key}" if key else ""))
            self.list.addItem(item)
        count = self.list.count()
        self.list.setCurrentRow(0)
        self.list.setVisible(count > 0)
        self.nothing.setVisible(count == 0)
        self.list.setFixedHeight(ROW * min(max(count, 1), ROWS))
        self.adjustSize()

    def take(self) -> None:
        """Do the chosen command; one that cannot be done now stays."""
        item = self.list.currentItem()
        if item is None:
            return
        action: QAction = item.data(ENTRY).action
        if action.isEnabled():
            self.leave()
            action.trigger()

    def leave(self) -> None:
        """Close, and give the keyboard back to where it was."""
        if self.isVisible():
            self.hide()
            if self._back is not None:
                self._back.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the field keeps the keyboard."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event.key())
        return super().eventFilter(watched, event)

    def _pressed(self, key: int) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
        count = self.list.count()
        if key in steps and count:
            row = self.list.currentRow() + steps[Qt.Key(key)]
            around = abs(steps[Qt.Key(key)]) == 1
            self.list.setCurrentRow(row % count if around else min(max(row, 0), count - 1))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
            return True
        if key == Qt.Key.Key_Escape:
            self.leave()
            return True
        return False
