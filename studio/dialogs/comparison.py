"""Samples over and beside each other: what they have in common, where one of them goes its own way, how each was written."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engines.data.sample import Sample
from engines.ink.geometry import arc_length, bounds
from engines.ink.types import Frame, Ink
from studio.canvas.pictures import ImageView, InkView
from studio.canvas.replay import Clock
from studio.labels import Choice, Elided, label
from studio.theme import Theme, mix, time_colour, with_alpha

TILE = 160  # px
ACROSS = 3  # tiles beside each other
FAINT, PLAIN, STRONG = 0.28, 1.6, 2.8  # how opaque the others are; px of a line
LAID = ("size", "box")  # ways to lay samples over each other


def laid_over(inks: Sequence[Ink], way: str) -> list[Frame]:
    """A frame to the unit square for each ink. "size": each as large as fits, centred; "box": all by one scale, as written."""
    boxes = np.array([bounds(ink) for ink in inks], np.float64).reshape(-1, 4)
    known = boxes[np.isfinite(boxes).all(axis=1)]
    if not len(known):
        return [Frame()] * len(inks)
    left, top = known[:, :2].min(axis=0)
    right, bottom = known[:, 2:].max(axis=0)
    frames = []
    for box in boxes:
        if way == "size" and np.isfinite(box).all():
            left, top, right, bottom = box
        side = max(right - left, bottom - top, 1e-6) / 0.84
        frames.append(Frame(((left + right - side) / 2, (top + bottom - side) / 2), 1.0 / side))
    return frames


class Overlay(QWidget):
    """All inks over each other; the one in hand strong, the others faint."""

    def __init__(self, inks: Sequence[Ink], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks, self._theme = tuple(inks), theme
        self._frames = laid_over(self._inks, LAID[0])
        self.current = 0
        self._moment = math.inf
        self.setMinimumSize(280, 280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The samples over each other"))

    def lay(self, way: str) -> None:
        """How they lie over each other: one of LAID."""
        self._frames = laid_over(self._inks, way)
        self.update()

    def point_out(self, number: int) -> None:
        """Draw this one strongly."""
        self.current = number
        self.update()

    def set_time(self, moment: float | None) -> None:
        """As far as they were drawn so many seconds after their starts; None: whole."""
        self._moment = math.inf if moment is None else moment
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paper, the others, the one in hand."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height()) - 2
        paper = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.setBrush(self._theme.colour("paper"))
        painter.drawRoundedRect(paper, 6, 6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        order = [number for number in range(len(self._inks)) if number != self.current]
        for number in [*order, self.current]:
            strong = number == self.current
            share = number / max(1, len(self._inks) - 1)
            colour = self._theme.colour("accent") if strong else with_alpha(mix(self._theme.ink, time_colour(share), 0.4), FAINT)
            pen = QPen(colour, STRONG if strong else PLAIN)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            for stroke in self._inks[number] if number < len(self._inks) else ():
                times = stroke.t
                count = len(stroke) if not np.isfinite(times).all() else int(np.searchsorted(times, self._moment, "right"))
                points = self._frames[number].apply(stroke.xy[:count]) * side + (paper.x(), paper.y())
                if count == 1:
                    painter.drawPoint(QPointF(*points[0].tolist()))
                elif count:
                    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points.tolist()]))
        painter.end()


class Tile(QFrame):
    """One sample: its strokes, its label, what can be measured of it. Takes the focus, so that the keyboard points it out."""

    def __init__(self, sample: Sample, writer: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ink, image = InkView(), ImageView()
        title, facts = Elided(), Elided()
        shown: InkView | ImageView = self.ink
        if sample.ink is None and sample.image is not None:
            shown = image
            image.set_image(sample.image)
        else:
            self.ink.set_ink(sample.ink)
        shown.set_theme(theme)
        shown.setFixedSize(TILE, TILE)
        title.setObjectName("rowTitle")
        facts.setObjectName("muted")
        title.say(" · ".join(part for part in (sample.text or self.tr("no label"), writer) if part))
        facts.say(self._facts(sample.ink))
        self.setAccessibleName(f"{title.text()}, {facts.text()}")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(2)
        column.addWidget(shown)
        column.addWidget(title)
        column.addWidget(facts)
        self.setFixedWidth(TILE + 14)

    def _facts(self, ink: Ink | None) -> str:
        if ink is None or not ink.points:
            return self.tr("an image")
        strokes = self.tr("1 stroke") if len(ink) == 1 else self.tr("{:,} strokes").format(len(ink))
        way = sum(float(arc_length(stroke.xy)[-1]) for stroke in ink if len(stroke))
        ends = [float(stroke.t[-1]) for stroke in ink if len(stroke) and np.isfinite(stroke.t[-1])]
        parts = [strokes, self.tr("{:.0f} mm").format(way)]
        if ends:
            parts.append(self.tr("{:.1f} s").format(max(ends)))
        return " · ".join(parts)


class ComparisonDialog(QDialog):
    """samples: those compared; chosen: how many were selected. names: writers' ids -> names."""

    def __init__(
        self, samples: Sequence[Sample], names: Mapping[str, str], chosen: int, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Compare {} samples").format(len(samples)))
        self.clock = Clock(self)
        inks = [sample.ink or Ink() for sample in samples]
        self.overlay = Overlay(inks, theme)
        self.tiles = [Tile(sample, names.get(sample.writer, sample.writer), theme) for sample in samples]
        self.way, self.play = Choice(), QPushButton(self.tr("Play all"))
        self._build(len(samples), chosen)
        self.resize(self.sizeHint())
        self.clock.set_duration(max((tile.ink.duration for tile in self.tiles), default=0.0))
        self.clock.moved.connect(self._moved)
        self.clock.stateChanged.connect(self._changed)
        self._changed()
        self._point_out(0)

    def _build(self, count: int, chosen: int) -> None:
        self.way.addItem(self.tr("In the same size"), LAID[0])
        self.way.addItem(self.tr("As they were written"), LAID[1])
        self.way.setAccessibleName(self.tr("How they lie over each other"))
        self.way.activated.connect(lambda _row: self.overlay.lay(str(self.way.currentData())))
        self.play.clicked.connect(self.clock.toggle)
        self.play.setAutoDefault(False)
        self.play.setMinimumHeight(32)
        grid_of = QWidget()
        grid_of.setObjectName("panelBody")
        grid = QGridLayout(grid_of)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setSpacing(8)
        across = min(ACROSS, max(2, math.ceil(math.sqrt(count))))
        for number, tile in enumerate(self.tiles):
            tile.installEventFilter(self)
            grid.addWidget(tile, number // across, number % across)
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(grid_of)
        scroll.setFixedWidth(across * (TILE + 22) + 24)
        left, row, whole, top = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self), QHBoxLayout()
        row.addWidget(self.way, 1)
        row.addWidget(self.play)
        left.setSpacing(8)
        left.addWidget(self.overlay, 1)
        left.addLayout(row)
        top.setSpacing(16)
        top.addLayout(left, 1)
        top.addWidget(scroll)
        words = self.tr("Point at a sample, or walk there with Tab: it is drawn strongly over the others.")
        if chosen > count:
            words += " " + self.tr("The first {} of {:,} selected samples are shown.").format(count, chosen)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        whole.addLayout(top, 1)
        whole.addWidget(label(words, "muted", wrap=True))
        whole.addWidget(buttons)

    def sizeHint(self) -> QSize:
        """Room for the overlay and two rows of tiles."""
        return QSize(960, 580)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A tile that is pointed at, or has the focus, is the one in hand."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn) and watched in self.tiles:
            self._point_out(self.tiles.index(watched))
        return super().eventFilter(watched, event)

    def _point_out(self, number: int) -> None:
        self.overlay.point_out(number)
        for other, tile in enumerate(self.tiles):
            tile.setStyleSheet("Tile { border: 2px solid palette(highlight); border-radius: 8px; }" if other == number else "")

    def _moved(self, time: float) -> None:
        shown = time if time < self.clock.duration else None
        self.overlay.set_time(shown)
        for tile in self.tiles:
            tile.ink.set_time(shown)

    def _changed(self) -> None:
        self.play.setText(self.tr("Pause") if self.clock.playing else self.tr("Play all"))
        self.play.setEnabled(self.clock.duration > 0)
