"""The contact sheet: every sample a tile, a hundred thousand of them as smooth as a hundred.

Only what can be seen is painted; pictures are asked for when they come into view (what is seen now before what is near), and a
tile without its picture yet is a quiet square. What a person does to the samples is told by signals.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from studio.canvas.contact_keys import CTRL, SHIFT, asked_by, moved
from studio.canvas.contact_layout import FOOT, GAP, HEADING, Layout
from studio.canvas.contact_painting import AIR, TilePainter
from studio.canvas.label_field import LabelField
from studio.canvas.picking import Picking
from studio.canvas.thumbnails import Thumbnails
from studio.catalogue import SUSPECT, Catalogue, Group
from studio.theme import LIGHT, Theme

SIDES = (40, 56, 72, 96, 128, 176)  # px of a tile's picture
ASKED = 24  # pictures asked for at a time: a reply within a frame or two
SOON = 15  # ms after which pictures are asked for while the sheet is scrolled

Places = NDArray[np.int64]


class ContactSheet(QAbstractScrollArea):
    """Tiles of a catalogue in an order.

    picked: what is selected, or which tile is current, is another. wanted: places whose pictures are missing, the most urgent
    first; () = none is. relabelled: the selected samples shall have this label. The others: what was asked for by key or mouse.
    """

    picked = Signal()
    wanted = Signal(object)
    relabelled = Signal(str)
    asked = Signal(str)  # a word of contact_keys.ASKS
    menuWanted = Signal(QPoint)  # where, on the screen
    sideChanged = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.catalogue = Catalogue()
        self.picking = Picking()
        self.thumbnails = Thumbnails()
        self.may_change = True
        self._groups: Sequence[Group] = ()
        self._layout = Layout()
        self._theme = LIGHT
        self._side = SIDES[1]
        self._tiles = TilePainter()
        self._field = LabelField(self.viewport())
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._ask)
        self._build()

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Contact sheet"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(False)
        self.setMinimumHeight(120)
        self._field.kept.connect(self._keep_label)
        self._field.left.connect(self.setFocus)

    # What is shown

    @property
    def order(self) -> Places:
        """The places in the catalogue, in the order of the tiles."""
        return self.picking.order

    def show_entries(self, catalogue: Catalogue, order: Places, groups: Sequence[Group] = ()) -> None:
        """Other samples, or others of them, or another order. What is selected of them stays so."""
        known = catalogue is self.catalogue
        before, self.catalogue, self._groups = self.catalogue, catalogue, groups
        names = None if known else before.ids
        self.picking.renew(names, catalogue, order)
        self._field.hide()
        self._lay_out()
        self._tell_current()

    @property
    def side(self) -> int:
        """Pixels of a tile's picture."""
        return self._side

    def set_side(self, side: int) -> None:
        """Larger or smaller tiles; the one in the middle stays in sight."""
        side = min(SIDES, key=lambda known: abs(known - side))
        if side == self._side:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        seen = self._layout.within(middle, middle)
        self._side = side
        self._lay_out()
        if len(seen):
            tile = self._layout.tile(seen[0])
            self.verticalScrollBar().setValue(tile.center().y() - self.viewport().height() // 2)
        self.sideChanged.emit(side)

    def zoom(self, steps: int) -> None:
        """So many sizes larger, or smaller."""
        at = SIDES.index(self._side) + steps
        self.set_side(SIDES[min(max(at, 0), len(SIDES) - 1)])

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        self._look()
        self.viewport().update()
        self._soon.start()

    def take(self, names: Sequence[str], pictures: NDArray[np.uint8]) -> None:
        """Pictures arrived of the samples with these ids."""
        self.thumbnails.put(names, pictures)
        self.viewport().update()
        self._soon.start()

    def _look(self) -> None:
        ratio = self.devicePixelRatioF()
        self._tiles.set_look(self._theme, self.font(), self._side)
        self.thumbnails.set_look(round((self._side - 2 * AIR) * ratio), ratio, self._theme.colour("ink"))

    def _lay_out(self) -> None:
        self._look()
        groups = [(group.start, group.count) for group in self._groups]
        foot = max(FOOT, self.fontMetrics().height() + 4)
        self._layout = Layout(len(self.order), self._side, self.viewport().width(), groups, foot)
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(page)
        bar.setSingleStep(max(20, self._layout.step // 3))
        bar.setRange(0, max(0, self._layout.height - page))
        self.viewport().update()
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many tiles in a row as there is room for."""
        self._field.hide()
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Pictures are asked for while the sheet can be seen."""
        super().showEvent(event)
        self._soon.start()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted; only what came into sight is painted anew."""
        self._field.hide()
        self.viewport().scroll(0, dy)
        if not self._soon.isActive():  # while it is scrolled on and on, too
            self._soon.start()

    def _ask(self) -> None:
        """Tell whose pictures are missing: what is seen, then the rows around it."""
        top, page = self.verticalScrollBar().value(), self.viewport().height()
        for first, last in ((top, top + page), (top + page, top + 2 * page), (top - page, top)):
            places = [int(self.order[tile]) for tile in self._layout.within(max(first, 0), last)]
            missing = [place for place in places if self.catalogue.ids[place] not in self.thumbnails]
            if missing and self.isVisible():
                self.wanted.emit(tuple(missing[:ASKED]))
                return
        self.wanted.emit(())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tiles that the region touches."""
        painter = QPainter(self.viewport())
        area = event.rect()
        painter.fillRect(area, self._tiles.surface)
        top = self.verticalScrollBar().value()
        lines = (area.top() + top, area.bottom() + top)
        painter.translate(0, -top)
        for number in self._layout.headings_within(*lines):
            group = self._groups[number]
            self._tiles.heading(painter, self._layout.heading(number), group.label, group.count)
        painter.setFont(self.font())
        suspicions, focused = self.catalogue.numbers["suspicion"], self.hasFocus()
        for number in self._layout.within(*lines):
            place = int(self.order[number])
            self._tiles.tile(
                painter,
                self._layout.tile(number),
                self.thumbnails.get(self.catalogue.ids[place]),
                self.catalogue.value("text", place),
                chosen=bool(self.picking.chosen[place]),
                current=focused and number == self.picking.current,
                mark=bool(suspicions[place] >= SUSPECT),
            )
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Another font: labels are laid out anew."""
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()
        super().changeEvent(event)

    # Moving and picking

    def reveal(self, number: int) -> None:
        """Scroll until the tile is seen."""
        if not 0 <= number < len(self.order):
            return
        tile, bar = self._layout.tile(number), self.verticalScrollBar()
        above = HEADING if self._groups else GAP
        if tile.top() - above < bar.value():
            bar.setValue(tile.top() - above)
        elif tile.bottom() + 1 + GAP > bar.value() + self.viewport().height():
            bar.setValue(tile.bottom() + 1 + GAP - self.viewport().height())

    def pick(self, number: int, how: str = "only") -> None:
        """Make a tile current; how: as in Picking.pick."""
        self.picking.pick(number, how)
        self.reveal(number)
        self._tell_current()

    def choose_all(self, on: bool = True) -> None:
        """Select everything that is shown, or nothing."""
        self.picking.choose_all(on)
        self._tell_current()

    def _tell_current(self) -> None:
        self.setAccessibleDescription(self.spoken(self.picking.current))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.viewport().update()
        self.picked.emit()

    def spoken(self, number: int) -> str:
        """A tile for a screen reader."""
        if not 0 <= number < len(self.order):
            return self.tr("No sample is current. The arrow keys walk through them.")
        place = int(self.order[number])
        label = self.catalogue.value("text", place) or self.tr("no label")
        parts = [label, self.tr("{:,} of {:,}").format(number + 1, len(self.order))]
        if self.picking.chosen[place]:
            parts.append(self.tr("selected"))
        if self.catalogue.number("suspicion", place) >= SUSPECT:
            parts.append(self.tr("worth a look"))
        return ", ".join(parts)

    def _under(self, at: QPoint) -> int:
        return self._layout.at(at.x(), at.y() + self.verticalScrollBar().value())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick: alone, with Ctrl one more or less, with Shift all up to it."""
        number = self._under(event.position().toPoint())
        keys = event.modifiers()
        if event.button() == Qt.MouseButton.RightButton and number >= 0 and self.picking.chosen[self.order[number]]:
            return
        if number < 0:
            if not keys:
                self.choose_all(False)
            return
        extend, toggle = keys & Qt.KeyboardModifier.ShiftModifier, keys & Qt.KeyboardModifier.ControlModifier
        self.pick(number, "extend" if extend else "toggle" if toggle else "only")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write another label."""
        number = self._under(event.position().toPoint())
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.pick(number)
            self.edit_label()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selected ones."""
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.picking.current >= 0:
            tile = self._layout.tile(self.picking.current).translated(0, -self.verticalScrollBar().value())
            at = self.viewport().mapToGlobal(tile.center())
        self.menuWanted.emit(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl: larger or smaller tiles."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keys that are a command's elsewhere are the sheet's own here; a screen of finer pixels wants finer pictures."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and asked_by(event):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """A tooltip tells a tile's whole label."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._under(event.pos())
            QToolTip.showText(event.globalPos(), self.spoken(number) if number >= 0 else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and select, else ask."""
        asked = asked_by(event)
        keys = event.modifiers()
        if asked == "move":
            self._move(event.key(), bool(keys & SHIFT), bool(keys & CTRL))
        elif asked in ("all", "none"):
            self.choose_all(asked == "all")
        elif asked == "toggle":
            self.pick(self.picking.current, "toggle")
        elif asked in ("larger", "smaller"):
            self.zoom(1 if asked == "larger" else -1)
        elif asked == "relabel":
            self.edit_label()
        elif asked:
            self.asked.emit(asked)
        else:
            super().keyPressEvent(event)

    def _move(self, key: int, extend: bool, only: bool) -> None:
        if not len(self.order):
            return
        page = (self.viewport().height() - GAP) // self._layout.step
        number, rows = moved(key, self.picking.current, len(self.order), page)
        if rows:
            number = self._layout.beyond(number, rows)
        self.pick(number, "extend" if extend else "move" if only else "only")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first tile is current where none was."""
        if self.picking.current < 0 and len(self.order):
            self.picking.pick(0, "move")
            self._tell_current()
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The current tile is no longer marked."""
        super().focusOutEvent(event)
        self.viewport().update()

    # Writing a label

    def edit_label(self) -> None:
        """Let a person type another label, in place of the current tile's."""
        number = self.picking.current
        if not self.may_change:
            self.asked.emit("relabel")  # whoever listens says why not
            return
        if not 0 <= number < len(self.order):
            return
        place = int(self.order[number])
        if not self.picking.chosen[place]:
            self.pick(number)
        self.reveal(number)
        tile = self._layout.tile(number).translated(0, -self.verticalScrollBar().value())
        self._field.write(tile.adjusted(0, self._side, 0, 0), self.catalogue.value("text", place))

    def _keep_label(self, text: str, following: bool) -> None:
        number = self.picking.current
        following = following and len(self.picking.places) == 1
        name = self.catalogue.ids[int(self.order[min(number + 1, len(self.order) - 1)])]
        self.setFocus()
        if text:
            self.relabelled.emit(text)
        if following:
            found = np.flatnonzero(self.order == self.catalogue.places.get(name, -1))
            if len(found):
                self.pick(int(found[0]))
                self.edit_label()
