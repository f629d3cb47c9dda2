"""How one tile and one heading of the contact sheet look."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap, QStaticText

from studio.theme import LIGHT, Theme, mix
from studio.words import tr

AIR = 3  # px between a tile's frame and its picture
MARK = 14  # px of the sign that a sample is worth a look
MOST_WORDS = 4096  # labels kept laid out


class TilePainter:
    """Paints with colours and fonts that are made once."""

    def __init__(self) -> None:
        self._words: dict[str, QStaticText] = {}
        self._font, self._side = QFont(), 0
        self.set_look(LIGHT, QFont(), 72)

    def set_look(self, theme: Theme, font: QFont, side: int) -> None:
        """Other colours, another font, another size of the tiles' pictures (px)."""
        if side != self._side or font != self._font:
            self._words.clear()
        self._font, self._side = QFont(font), side
        self._metrics = QFontMetrics(font)
        self._bold, self._small = QFont(font), QFont(font)
        self._bold.setBold(True)
        self._small.setBold(True)
        self._small.setPixelSize(11)
        self.surface, self._paper, self._bad = theme.colour("surface"), theme.colour("paper"), theme.colour("bad")
        self._text, self._muted, self._waiting = theme.colour("text"), theme.colour("muted"), theme.colour("hover")
        self._chosen = mix(theme.paper, theme.accent, 0.14)
        self._line, self._frame = QPen(theme.colour("border"), 1), QPen(theme.colour("accent"), 2)
        self._focus = QPen(self._text, 1, Qt.PenStyle.DotLine)

    def tile(
        self, painter: QPainter, tile: QRect, picture: QPixmap | None, label: str, *, chosen: bool, current: bool, mark: bool
    ) -> None:
        """One sample: its picture (a quiet square while there is none), its label, whether it is selected and worth a look."""
        box = QRect(tile.x(), tile.y(), self._side, self._side)
        painter.fillRect(box, self._chosen if chosen else self._paper)
        if picture is not None:
            painter.drawPixmap(box.x() + AIR, box.y() + AIR, picture)
        else:
            third = self._side // 3
            painter.fillRect(box.adjusted(third, third, -third, -third), self._waiting)
        painter.setPen(self._frame if chosen else self._line)
        painter.drawRect(box.adjusted(1, 1, -1, -1) if chosen else box.adjusted(0, 0, -1, -1))
        if current:
            painter.setPen(self._focus)
            painter.drawRect(box.adjusted(-3, -3, 2, 2))
        if mark:
            self._mark(painter, box)
        words = self._label(label)
        painter.setPen(self._text)
        painter.drawStaticText(tile.x() + max(0, (self._side - int(words.size().width())) // 2), box.bottom() + 4, words)

    def _label(self, text: str) -> QStaticText:
        """A label laid out, shortened to a tile's width."""
        made = self._words.get(text)
        if made is None:
            if len(self._words) > MOST_WORDS:
                self._words.clear()
            shown = text if text.strip() else tr("no label")
            made = QStaticText(self._metrics.elidedText(shown, Qt.TextElideMode.ElideRight, self._side))
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.prepare(font=self._font)
            self._words[text] = made
        return made

    def _mark(self, painter: QPainter, box: QRect) -> None:
        """A sign, not a colour alone."""
        corner = QRect(box.right() - MARK - 1, box.top() + 2, MARK, MARK)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._bad)
        painter.drawEllipse(corner)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._paper)
        painter.setFont(self._small)
        painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, "!")
        painter.setFont(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def heading(self, painter: QPainter, area: QRect, label: str, count: int) -> None:
        """The label of a group and how many it has."""
        line = area.adjusted(0, 8, 0, 0)
        painter.setFont(self._bold)
        painter.setPen(self._text)
        shown = label if label.strip() else tr("no label")
        words = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, area.width() - 80)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), words)
        wide = painter.fontMetrics().horizontalAdvance(words)
        painter.setFont(self._font)
        painter.setPen(self._muted)
        painter.drawText(line.adjusted(wide + 8, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), f"{count:,}")
