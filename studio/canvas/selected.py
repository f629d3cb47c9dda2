"""What is selected, as the view shows it: halo and frame, the lasso being drawn, and the ink while a hand carries it about.

Painted over the finished picture of the page. While ink is carried its strokes are painted as they were, through a transform; the
strokes that the page gets are computed when the hand lets go. Until their tiles are there, the carried picture stays.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from engines.ink.types import Stroke
from studio.canvas.frame import Frame, Grip, line_width
from studio.canvas.sheet import Sheet
from studio.placed import PlacedPicture
from studio.theme import Theme, with_alpha

MOST_CORNERS = 12_000  # of the paths of carried ink; more are painted as a picture
MOST_PIXELS = 4e6  # of that picture
REACH = 4.0  # logical pixels by which lines may leave their place
PILL = (10.0, 4.0)  # logical pixels around what is said beside the frame

Pieces = list[tuple[QPainterPath, QColor]]


class Carried:
    """Ink lifted off the page: its paths or a picture of them, in world pixels of the zoom at which it was lifted."""

    def __init__(self, pieces: Pieces, scale: float) -> None:
        self.scale = scale
        self.transform, self.words = QTransform(), ""
        self.box = QRectF()
        for path, _ in pieces:
            self.box = self.box.united(path.controlPointRect())
        self.box = QRectF(self.box.toAlignedRect())
        self._pieces, self._image = pieces, QImage()
        if sum(path.elementCount() for path, _ in pieces) > MOST_CORNERS:
            self._image = self._pictured()

    def _pictured(self) -> QImage:
        shrink = min(1.0, math.sqrt(MOST_PIXELS / max(self.box.width() * self.box.height(), 1.0)))
        size = QSizeF(self.box.width() * shrink, self.box.height() * shrink).toSize().expandedTo(QRect(0, 0, 1, 1).size())
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        painter.scale(shrink, shrink)
        painter.translate(-self.box.topLeft())
        self._fill(painter)
        painter.end()
        return image

    def _fill(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for path, colour in self._pieces:
            painter.fillPath(path, colour)

    def paint(self, painter: QPainter) -> None:
        """In world pixels."""
        if self._image.isNull():
            self._fill(painter)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.box, self._image)


class Selected:
    """update: asks for logical pixels to be painted again."""

    def __init__(self, sheet: Sheet, update: Callable[[QRect], None]) -> None:
        self._sheet, self._update = sheet, update
        self._strokes: tuple[Stroke, ...] = ()
        self._pictures: tuple[PlacedPicture, ...] = ()
        self._box = QRectF()
        self._lasso: list[QPointF] = []
        self._carried: Carried | None = None
        self._held = False  # whether a hand still carries it

    @property
    def shown(self) -> bool:
        """Whether anything is to be painted."""
        return not self._box.isEmpty() or bool(self._lasso) or self._carried is not None

    @property
    def carrying(self) -> bool:
        """Whether a hand carries what is selected."""
        return self._held

    @property
    def frame(self) -> Frame | None:
        """The frame; None where nothing is selected."""
        return None if self._box.isEmpty() else Frame(self._box, self._sheet.camera)

    def grip_at(self, at: QPointF) -> Grip:
        """What a hand takes hold of at a place in logical pixels."""
        frame = self.frame
        return frame.grip_at(at) if frame is not None else ""

    # What changes

    def picture_at(self, x: float, y: float) -> str:
        """The picture at a place in mm, "" where there is none."""
        return self._sheet.underlay.at(x, y)

    def pictures_in(self, outline: Sequence[QPointF]) -> tuple[str, ...]:
        """The pictures that an outline in mm catches."""
        return self._sheet.underlay.caught(outline)

    def show(self, strokes: Sequence[Stroke], pictures: Sequence[PlacedPicture] = ()) -> None:
        """Mark these strokes and pictures of the page as selected and put a frame around them."""
        if self._held:
            self.drop()
        self._refresh()
        self._strokes, self._pictures = tuple(strokes), tuple(pictures)
        self._box = self._sheet.tiles.bounds(self._strokes).united(self._sheet.underlay.bounds(self._pictures))
        self._sheet.framed = bool(strokes or pictures)
        self._mark(self._sheet.tiles.select(stroke.id for stroke in strokes))
        self._mark(self._sheet.bracket_world())
        self._refresh()

    def lasso(self, corners: list[QPointF]) -> None:
        """Show what is being drawn around strokes, mm; no corners end it."""
        self._refresh()
        self._lasso = corners
        self._refresh()

    def lift(self) -> None:
        """Take what is selected off the picture of the page, to carry it about."""
        self._refresh()
        self._sheet.keep_ghost()
        self._carried = Carried(self._sheet.tiles.pieces(self._strokes), self._sheet.camera.scale)
        self._held = True
        self._mark(self._sheet.tiles.hide(stroke.id for stroke in self._strokes))
        self._refresh()

    def carry(self, transform: QTransform, words: str) -> None:
        """Show it where `transform` (mm) brings it, and say `words` beside it."""
        if self._carried is not None:
            self._refresh()
            self._carried.transform, self._carried.words = transform, words
            if self._pictures:
                self._mark(self._sheet.underlay.carry((picture.id for picture in self._pictures), transform))
            self._refresh()

    def drop(self, *, stays: bool = False) -> None:
        """Let go. stays: the page is about to get it as it lies, so that its picture stays until then; else it goes back."""
        self._refresh()
        self._held = False
        if stays:
            self._sheet.keep_ghost()
        else:
            self._carried = None
            self._mark(self._sheet.underlay.carry((), QTransform()))
        self._mark(self._sheet.tiles.hide(()))
        self._refresh()

    def _mark(self, world: QRectF) -> None:
        area = self._sheet.mark(world)
        if not area.isEmpty():
            self._update(area)

    def _refresh(self) -> None:
        area = self.area()
        if not area.isEmpty():
            self._update(area)

    def area(self) -> QRect:
        """The logical pixels on which something is painted."""
        area, camera, frame = QRect(), self._sheet.camera, self.frame
        if self._lasso:
            area = _air(self._polygon(self._lasso).boundingRect())
        if self._carried is not None:
            outer = QRectF(self._onto_view(self._carried).mapRect(self._carried.box))
            area = area.united(_air(outer))
            if frame is not None and self._held:
                outline = frame.carried(self._carried.transform).boundingRect()
                area = area.united(_air(outline)).united(_air(self._pill(outline)))
        elif frame is not None:
            area = area.united(frame.area())
        return area & QRectF(QPointF(), camera.size).toAlignedRect()

    # Painting

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """In logical pixels of the view."""
        if self._carried is not None and not self._held and self._sheet.whole:
            self._refresh()
            self._carried = None
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame, pen = self.frame, QPen(theme.colour("accent"), line_width(self._sheet.camera.ratio))
        if self._carried is not None:
            self._paint_carried(painter, self._carried)
        painter.setPen(pen)
        if len(self._strokes) + len(self._pictures) > 1:
            for outline in self._sheet.underlay.outlines(picture.id for picture in self._pictures):
                painter.drawPolygon(outline)
        if frame is not None and not self._held:
            frame.paint(painter, theme)
        elif frame is not None and self._carried is not None:
            painter.setPen(pen)
            outline = frame.carried(self._carried.transform)
            painter.drawPolygon(outline)
            self._say(painter, theme, self._pill(outline.boundingRect()))
        if self._lasso:
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(with_alpha(theme.accent, 0.08))
            painter.drawPolygon(self._polygon(self._lasso))
        painter.restore()

    def _paint_carried(self, painter: QPainter, carried: Carried) -> None:
        painter.save()
        painter.setTransform(self._onto_view(carried), True)
        carried.paint(painter)
        painter.restore()

    def _say(self, painter: QPainter, theme: Theme, pill: QRectF) -> None:
        if self._carried is None or not self._carried.words:
            return
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(pill, 4, 4)
        painter.setPen(theme.colour("text"))
        painter.setFont(self._sheet.font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._carried.words)

    def _pill(self, outline: QRectF) -> QRectF:
        """Where the words stand: below the frame, and always within the view."""
        words = self._carried.words if self._carried is not None else ""
        size = QFontMetricsF(self._sheet.font).size(0, words) + QSizeF(2 * PILL[0], 2 * PILL[1])
        view = self._sheet.camera.size
        left = min(max(outline.center().x() - size.width() / 2, 8.0), view.width() - size.width() - 8.0)
        top = min(max(outline.bottom() + 12.0, 8.0), view.height() - size.height() - 8.0)
        return QRectF(QPointF(round(left), round(top)), size)

    def _onto_view(self, carried: Carried) -> QTransform:
        """World pixels of the lifted ink -> logical pixels of the view."""
        camera = self._sheet.camera
        mm = QTransform.fromScale(1 / carried.scale, 1 / carried.scale) * carried.transform
        step = camera.scale / camera.ratio
        corner = camera.view(0.0, 0.0)
        return mm * QTransform.fromScale(step, step) * QTransform.fromTranslate(corner.x(), corner.y())

    def _polygon(self, corners: list[QPointF]) -> QPolygonF:
        return QPolygonF([self._sheet.camera.view(corner.x(), corner.y()) for corner in corners])


def _air(area: QRectF) -> QRect:
    return area.adjusted(-REACH, -REACH, REACH, REACH).toAlignedRect()
