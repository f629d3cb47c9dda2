"""How letters are written, drawn small: each stroke numbered where it begins, with an arrow for its direction."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.theme import Theme
from studio.words import tr

CELL = 76  # px: the square of one way of writing
BELOW = 22  # px for its words
GAP = 8
LEAST_SHARE = 0.05  # ways that are rarer are not drawn, but the commonest always is
DRAWN = 3  # ways of a letter
BADGE = 7.0  # px: radius of a stroke's number


@dataclass(frozen=True)
class Cell:
    """One drawing: a way of writing a letter, and whose it is (0 or 1)."""

    letter: str
    count: int
    way: Mapping[str, Any]
    whose: int = 0

    @property
    def hint(self) -> str:
        """The drawing in words."""
        text = tr("{}: {} of {} samples, strokes {}").format(self.letter, self.way["n"], self.count, self.way["arrows"])
        return text


def cards_of(habits: Sequence[Sequence[Mapping[str, Any]]]) -> list[list[Cell]]:
    """What is drawn, a card a letter: of one hand its ways, of two hands the commonest of each."""
    cards: dict[str, list[Cell]] = {}
    for whose, own in enumerate(habits):
        for habit in own:
            ways = habit["ways"][: DRAWN if len(habits) == 1 else 1]
            shown = [way for place, way in enumerate(ways) if not place or way["share"] >= LEAST_SHARE]
            cards.setdefault(habit["letter"], []).extend(Cell(habit["letter"], habit["n"], way, whose) for way in shown)
    return list(cards.values())


def badges(lines: Sequence[QPolygonF]) -> list[QPointF]:
    """Where the numbers of strokes stand: at their beginnings, or further on where another number is there already."""
    found: list[QPointF] = []
    for line in lines:
        places = [line.at(index) for index in range(max(1, round(line.size() * 0.6)))]
        free = (place for place in places if all(_apart(place, other) > 2 * BADGE for other in found))
        found.append(next(free, places[-1]))
    return found


def _apart(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())


class LetterWays(QWidget):
    """Cards with little letters, as many in a row as there is room for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cards: list[list[Cell]] = []
        self._places: list[tuple[QRect, Cell]] = []
        self.setAccessibleName(self.tr("How each letter is written"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_habits(self, habits: Sequence[Sequence[Mapping[str, Any]]]) -> None:
        """Show the habits of one hand or of two."""
        self._cards = cards_of(habits)
        self.setAccessibleDescription("; ".join(cell.hint for card in self._cards for cell in card))
        self._arrange()

    @property
    def cells(self) -> list[Cell]:
        """What is drawn, in order."""
        return [cell for _, cell in self._places]

    def _arrange(self) -> None:
        self._places, x, y = [], GAP, GAP
        for card in self._cards:
            width = len(card) * (CELL + GAP)
            if x + width > self.width() and x > GAP:
                x, y = GAP, y + CELL + BELOW + GAP
            for cell in card:
                self._places.append((QRect(x, y, CELL, CELL + BELOW), cell))
                x += CELL + GAP
            x += GAP
        self.setMinimumHeight(y + CELL + BELOW + GAP if self._cards else 0)
        self.update()

    def sizeHint(self) -> QSize:
        """Four letters wide."""
        return QSize(4 * (CELL + GAP), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards flow."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """A drawing's words under the mouse."""
        if isinstance(event, QHelpEvent):
            hint = next((cell.hint for place, cell in self._places if place.contains(event.pos())), "")
            QToolTip.showText(event.globalPos(), hint, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is visible."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, cell in self._places:
            if place.intersects(event.rect()):
                self._paint_cell(painter, place, cell)
        painter.end()

    def _paint_cell(self, painter: QPainter, place: QRect, cell: Cell) -> None:
        theme = self._theme
        square = QRectF(place.x(), place.y(), CELL, CELL)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("paper"))
        painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if cell.whose:
            painter.setPen(QPen(theme.colour("time_start"), 2))
            painter.drawLine(square.bottomLeft() + QPointF(8, -1), square.bottomRight() + QPointF(-8, -1))
        inner = square.adjusted(8, 8, -8, -8)
        paths = [np.asarray(stroke, np.float64).reshape(-1, 2) for stroke in cell.way["path"]]
        lines = [
            QPolygonF([QPointF(inner.x() + x * inner.width(), inner.y() + y * inner.height()) for x, y in path]) for path in paths
        ]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(theme.colour("ink"), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        for line in lines:
            painter.setPen(pen)
            painter.drawPolyline(line)
            self._paint_arrow(painter, line)
        for number, at in enumerate(badges(lines)):
            self._paint_number(painter, at, number + 1)
        painter.setPen(theme.colour("text"))
        words = QRectF(place.x(), place.y() + CELL, CELL, BELOW)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter.value, f"{cell.letter}  {cell.way['share']:.0%}")

    def _paint_arrow(self, painter: QPainter, line: QPolygonF) -> None:
        """A head a bit beyond the middle of a stroke, where it does not lie on the number."""
        if line.size() < 4:
            return
        at = min(line.size() - 2, round(line.size() * 0.62))
        before, tip = line.at(at - 1), line.at(at + 1)
        way = math.atan2(tip.y() - before.y(), tip.x() - before.x())
        if math.hypot(tip.x() - before.x(), tip.y() - before.y()) < 1.5:
            return
        wings = [tip - QPointF(6 * math.cos(way + turn), 6 * math.sin(way + turn)) for turn in (0.5, -0.5)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawPolygon(QPolygonF([tip, *wings]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_number(self, painter: QPainter, at: QPointF, number: int) -> None:
        font = QFont(painter.font())
        painter.save()
        font.setPixelSize(10)
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawEllipse(at, BADGE, BADGE)
        painter.setPen(self._theme.colour("on_accent"))
        box = QRectF(at.x() - BADGE, at.y() - BADGE, 2 * BADGE, 2 * BADGE)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter.value, str(number))
        painter.restore()
