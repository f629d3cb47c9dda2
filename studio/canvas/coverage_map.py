"""The coverage map: what is there of each character, and of each pair of letters, as small fields that fill from below."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engines.data.coverage import ALONE, FIRST, INNER, LAST, PAIR, Cover
from studio.theme import LIGHT, Theme, mix
from studio.words import tr

FIELD, GAP = 22, 2  # px
WIDE = 30  # px, of a field for a pair
FULL = 0.36  # how far a full field is from the raised ground to the accent


def in_words(cover: Cover) -> str:
    """One character or pair: "e: 3 of 4 alone, 1 of 1 at the beginning"."""
    names = {ALONE: tr("alone"), FIRST: tr("at the beginning"), INNER: tr("in the middle"), LAST: tr("at the end"), PAIR: ""}
    wanted = [(place, min(have, want), want) for place, (have, want) in cover.places.items() if want]
    parts = [tr("{} of {} {}").format(have, want, names[place]).strip() for place, have, want in wanted]
    return f"{cover.text}: {', '.join(parts)}"


class CoverageMap(QWidget):
    """Fields in reading order, as many beside each other as fit."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._covers: tuple[Cover, ...] = ()
        self._side = FIELD
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        self.update()

    def set_covers(self, covers: Sequence[Cover]) -> None:
        """What to show."""
        fresh = tuple(covers)
        if len(fresh) != len(self._covers):
            self.updateGeometry()
        self._covers = fresh
        self._side = WIDE if any(len(cover.text) > 1 for cover in fresh) else FIELD
        there = sum(cover.share >= 1 for cover in fresh)
        self.setAccessibleDescription(self.tr("{:,} of {:,} are covered.").format(there, len(fresh)))
        self.update()

    @property
    def covers(self) -> tuple[Cover, ...]:
        """What is shown."""
        return self._covers

    def _columns(self, width: int) -> int:
        return max(1, (width + GAP) // (self._side + GAP))

    def hasHeightForWidth(self) -> bool:
        """As many rows as it takes."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Of all rows."""
        return math.ceil(len(self._covers) / self._columns(width)) * (FIELD + GAP)

    def sizeHint(self) -> QSize:
        """Rows of a usual panel."""
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        """All rows at the present width."""
        return QSize(FIELD, self.heightForWidth(max(self.width(), FIELD)))

    def field(self, index: int) -> QRect:
        """Where a cover is shown."""
        row, column = divmod(index, self._columns(self.width()))
        return QRect(column * (self._side + GAP), row * (FIELD + GAP), self._side, FIELD)

    def cover_at(self, at: QPoint) -> Cover | None:
        """What lies under a point."""
        return next((cover for index, cover in enumerate(self._covers) if self.field(index).contains(at)), None)

    def event(self, event: QEvent) -> bool:
        """Tell under the pointer what a field means."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cover = self.cover_at(event.pos())
            QToolTip.showText(event.globalPos(), in_words(cover) if cover is not None else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each field filled as far as it is covered, with a dot where nothing lacks: colour is not the only sign."""
        theme, painter = self._theme, QPainter(self)
        filled = mix(theme.raised, theme.accent, FULL)
        font = QFont(self.font())
        font.setPixelSize(13 if self._side == FIELD else 12)
        painter.setFont(font)
        for index, cover in enumerate(self._covers):
            place = self.field(index)
            if not place.intersects(event.rect()):
                continue
            painter.fillRect(place, theme.colour("raised"))
            level = round(cover.share * place.height())
            painter.fillRect(place.adjusted(0, place.height() - level, 0, 0), filled)
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
            painter.setPen(theme.colour("text"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cover.text)
            if cover.share >= 1:
                painter.fillRect(place.right() - 4, place.top() + 2, 3, 3, theme.colour("accent"))
        painter.end()
