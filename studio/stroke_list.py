"""The list of recovered strokes: number, small drawing, how sure each is in figures, words and a bar, a lock where it is kept.

Rows are dragged (or moved with Alt and the arrows) into another order; what is picked here is selected on the page.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QDropEvent, QFont, QIcon, QKeyEvent, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from engines.ink.geometry import bounds
from engines.ink.types import Ink, Stroke
from studio.recovered import SURE, WEAK
from studio.theme import LIGHT, Theme, icon, mix
from studio.words import tr

HEIGHT, AIR, DRAWING, BAR = 42, 8, 34, 56  # px: a row, gaps, the small drawing, the bar
MOST_POINTS = 40  # of a line of the small drawing

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, eq=False)
class Row:
    """A stroke as the list shows it. number: in its word, from 1. confidence: 0..1, NaN unknown. kept: it is locked."""

    stroke: Stroke
    word: Ink
    number: int
    confidence: float
    kept: bool
    place: str = ""  # "word 3", at the first stroke of each word where there are several

    @property
    def weak(self) -> bool:
        """Whether a person should look at it."""
        return self.confidence < WEAK and not self.kept

    def sureness(self) -> str:
        """How sure it is, in words."""
        if math.isnan(self.confidence):
            return tr("by hand")
        if self.kept:
            return tr("kept")
        return tr("weak: check it") if self.weak else tr("sure") if self.confidence >= SURE else tr("fairly sure")

    def spoken(self) -> str:
        """The whole row for a screen reader."""
        share = "" if math.isnan(self.confidence) else f"{self.confidence:.0%}"
        parts = [self.place, tr("Stroke {} of {}").format(self.number, len(self.word)), share, self.sureness()]
        if self.kept and self.sureness() != tr("kept"):
            parts.append(tr("kept"))
        return ", ".join(part for part in parts if part)

    def same_as(self, other: Row) -> bool:
        """Whether both rows look the same."""
        if self.stroke is not other.stroke or self.word.strokes != other.word.strokes:
            return False
        known = self.confidence == other.confidence or (math.isnan(self.confidence) and math.isnan(other.confidence))
        return known and (self.number, self.kept, self.place) == (other.number, other.kept, other.place)


class StrokeList(QListWidget):
    """picked: tuple of ids. turned: the strokes picked shall be drawn the other way round. arranged: the ids in another order."""

    picked = Signal(object)
    turned = Signal()
    arranged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self._silent = False
        self.painter_of_rows = _Rows(self)
        self.setItemDelegate(self.painter_of_rows)
        self.setAccessibleName(self.tr("Strokes in writing order"))
        self.setAccessibleDescription(
            self.tr("Enter turns a stroke round, Alt with the arrow keys moves it, Delete takes it off the page.")
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemSelectionChanged.connect(self._tell)
        self.itemDoubleClicked.connect(lambda _item: self.turned.emit())

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.painter_of_rows.set_theme(theme)
        self.viewport().update()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these strokes. What was selected of them stays so, and the list stays where it was scrolled."""
        before, self.rows = self.rows, tuple(rows)
        same = [n for n, (new, old) in enumerate(zip(self.rows, before, strict=False)) if new.same_as(old)]
        if len(same) == len(before) == len(self.rows):
            return
        chosen = [before[index.row()].stroke.id for index in self.selectedIndexes()]
        self._silent = True
        while self.count() > len(self.rows):
            self.takeItem(self.count() - 1)
        kept = frozenset(same)
        for number, row in enumerate(self.rows):
            item = self.item(number) or QListWidgetItem(self)
            if number not in kept:
                item.setSizeHint(QSize(0, HEIGHT))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken())
                item.setToolTip(row.spoken())
        self.painter_of_rows.forget()
        self.select(chosen)
        self._silent = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The strokes that are selected, from first to last."""
        return tuple(self.rows[row].stroke.id for row in sorted(index.row() for index in self.selectedIndexes()))

    def select(self, ids: Iterable[str]) -> None:
        """Select exactly these, as they are on the page; nobody is told."""
        wanted = frozenset(ids)
        chosen = [number for number, row in enumerate(self.rows) if row.stroke.id in wanted]
        before, self._silent = self._silent, True
        picked, flags = QItemSelection(), QItemSelectionModel.SelectionFlag
        for number in chosen:
            index = self.model().index(number, 0)
            picked.select(index, index)
        self.selectionModel().select(picked, flags.ClearAndSelect)
        if self.rows and self.currentRow() not in (chosen or range(len(self.rows))):
            self.setCurrentRow(chosen[0] if chosen else 0, flags.NoUpdate)
        if chosen:
            self.scrollToItem(self.item(self.currentRow()))
        self._silent = before

    def move_picked(self, step: int) -> None:
        """Let what is selected be drawn one earlier (-1) or later (1)."""
        chosen = frozenset(self.ids)
        order = [row.stroke.id for row in self.rows]
        ways = range(len(order) - 1) if step < 0 else range(len(order) - 2, -1, -1)
        for at in ways:
            ahead, behind = (order[at + 1], order[at]) if step < 0 else (order[at], order[at + 1])
            if ahead in chosen and behind not in chosen:
                order[at], order[at + 1] = order[at + 1], order[at]
        if order != [row.stroke.id for row in self.rows]:
            self.arranged.emit(tuple(order))

    def put_picked(self, place: int) -> None:
        """Let what is selected be drawn before the row that is at `place` now, behind all at the number of rows."""
        chosen, names = frozenset(self.ids), [row.stroke.id for row in self.rows]
        before = [name for name in names[:place] if name not in chosen]
        after = [name for name in names[place:] if name not in chosen]
        order = (*before, *(name for name in names if name in chosen), *after)
        if order != tuple(names):
            self.arranged.emit(order)

    def dropEvent(self, event: QDropEvent) -> None:
        """Rows were dragged to another place: the page decides what becomes of it, and the list follows."""
        if event.source() is not self or not self.ids:
            event.ignore()
            return
        at = self.indexAt(event.position().toPoint()).row()
        below = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem
        event.setDropAction(Qt.DropAction.CopyAction)  # else Qt would take the rows out itself
        event.accept()
        self.put_picked(len(self.rows) if at < 0 else at + below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move what is selected, Enter turns it round."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_picked(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.turned.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if not self._silent:
            self.picked.emit(self.ids)


class _Rows(QStyledItemDelegate):
    """Paints a row."""

    def __init__(self, view: StrokeList) -> None:
        super().__init__(view)
        self._view = view
        self._drawings: dict[str, QPixmap] = {}
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        self._theme: Theme = theme
        self._lock: QIcon = icon("lock", theme)
        self._drawings.clear()

    def forget(self) -> None:
        """The rows are others: their drawings are made anew as they are seen."""
        self._drawings.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not 0 <= index.row() < len(self._view.rows):
            return
        row, theme = self._view.rows[index.row()], self._theme
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen, focused = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_HasFocus
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mix(theme.raised, theme.accent, 0.16) if chosen else theme.colour("hover"))
            painter.drawRoundedRect(QRectF(area).adjusted(2, 1, -2, -1), 6, 6)
        if focused:
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(2.5, 1.5, -2.5, -1.5), 6, 6)
        if row.place and index.row():
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.drawLine(area.left() + AIR, area.top(), area.right() - AIR, area.top())
        self._paint_parts(painter, area, row)
        painter.restore()

    def _paint_parts(self, painter: QPainter, area: QRect, row: Row) -> None:
        """From left to right: number, drawing, bar with figure, words, lock."""
        theme, middle = self._theme, area.center().y() + 0.5
        font = QFont(painter.font())
        bold = QFont(font)
        bold.setBold(True)
        bold.setPixelSize(11)
        disc = QPointF(area.left() + AIR + 10, middle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.time_start))
        painter.drawEllipse(disc, 10, 10)
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(bold)
        painter.drawText(QRectF(disc.x() - 12, disc.y() - 10, 24, 20), Qt.AlignmentFlag.AlignCenter, str(row.number))
        painter.setFont(font)
        left = area.left() + 2 * AIR + 20
        painter.drawPixmap(QPointF(left, middle - DRAWING / 2), self._drawing(row))
        left += DRAWING + AIR
        words = QRectF(left + BAR + AIR + 40, area.top(), area.right() - left - BAR - 2 * AIR - 40 - 24, area.height())
        if not math.isnan(row.confidence):
            self._paint_bar(painter, QRectF(left, middle - 3, BAR, 6), row)
            figure = QRectF(left + BAR + AIR, area.top(), 40, area.height())
            painter.setPen(theme.colour("text"))
            painter.drawText(figure, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, f"{row.confidence:.0%}")
        else:
            words.setLeft(left)
        painter.setPen(theme.colour("bad" if row.weak else "muted"))
        text = " · ".join(part for part in (row.sureness(), row.place) if part)
        short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)
        if row.kept:
            self._lock.paint(painter, QRect(area.right() - AIR - 18, round(middle) - 9, 18, 18))

    def _paint_bar(self, painter: QPainter, bar: QRectF, row: Row) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("border"))
        painter.drawRoundedRect(bar, 3, 3)
        bar.setWidth(max(6.0, bar.width() * min(1.0, max(0.0, row.confidence))))
        painter.setBrush(self._theme.colour("bad" if row.weak else "accent"))
        painter.drawRoundedRect(bar, 3, 3)

    def _drawing(self, row: Row) -> QPixmap:
        """The stroke in its word, which is faint."""
        drawn = self._drawings.get(row.stroke.id)
        if drawn is None:
            ratio = self._view.devicePixelRatioF()
            drawn = QPixmap(round(DRAWING * ratio), round(DRAWING * ratio))
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(drawn)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(painter, row)
            painter.end()
            self._drawings[row.stroke.id] = drawn
        return drawn

    def _draw(self, painter: QPainter, row: Row) -> None:
        theme = self._theme
        left, top, right, bottom = bounds(row.word)
        scale = (DRAWING - 8) / max(right - left, bottom - top, 1e-6)
        corner = np.array([(left + right) / 2, (top + bottom) / 2]) - DRAWING / 2 / scale
        lines = {stroke.id: _line(stroke, corner, scale) for stroke in row.word if len(stroke)}
        own = lines.pop(row.stroke.id, [])
        for line, colour, width in (
            *((line, mix(theme.raised, theme.muted, 0.35), 1.2) for line in lines.values()),
            (own, theme.colour("text"), 2.2),
        ):
            painter.setPen(QPen(colour, width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
            painter.drawPoint(line[0]) if len(line) == 1 else painter.drawPolyline(QPolygonF(line))
        if own:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.time_start))
            painter.drawEllipse(own[0], 2.6, 2.6)


def _line(stroke: Stroke, corner: NDArray[np.float64], scale: float) -> list[QPointF]:
    """A stroke with few points, in pixels of the small drawing."""
    step = max(1, math.ceil(len(stroke) / MOST_POINTS))
    points = np.vstack([stroke.xy[::step], stroke.xy[-1:]]) if len(stroke) > 1 else stroke.xy
    return [QPointF(x, y) for x, y in ((points.astype(np.float64) - corner) * scale).tolist()]
