"""What lies over the page while a hand selects: the frame around what is selected and the rectangle or lasso being drawn.

Painted over the finished picture of the page, so that neither costs the pen anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from studio.canvas.camera import Camera
from studio.theme import Theme, with_alpha

AIR = 6.0  # logical pixels between the ink and its frame
REACH = 4.0  # logical pixels by which what is painted may leave its place


class SelectionFrame:
    """box: what is selected, mm, empty where nothing is. lasso: corners of what is being drawn, mm."""

    def __init__(self) -> None:
        self.box = QRectF()
        self.lasso: list[QPointF] = []

    def __bool__(self) -> bool:
        return not self.box.isEmpty() or len(self.lasso) > 1

    def area(self, camera: Camera) -> QRect:
        """The logical pixels on which something is painted; empty where nothing is."""
        area = QRectF()
        if not self.box.isEmpty():
            area = self.framed(camera)
        if len(self.lasso) > 1:
            area = area.united(_in_view(camera, self.lasso).boundingRect())
        return area.adjusted(-REACH, -REACH, REACH, REACH).toAlignedRect() if not area.isNull() else QRect()

    def framed(self, camera: Camera) -> QRectF:
        """The frame in logical pixels."""
        corners = _in_view(camera, [self.box.topLeft(), self.box.bottomRight()]).boundingRect()
        return corners.adjusted(-AIR, -AIR, AIR, AIR)

    def paint(self, painter: QPainter, camera: Camera, theme: Theme) -> None:
        """In logical pixels of the view."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.box.isEmpty():
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.drawRect(self.framed(camera))
        if len(self.lasso) > 1:
            painter.setPen(QPen(theme.colour("accent"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(with_alpha(theme.accent, 0.08))
            painter.drawPolygon(_in_view(camera, self.lasso))
        painter.restore()


def _in_view(camera: Camera, corners: Sequence[QPointF]) -> QPolygonF:
    return QPolygonF([camera.view(corner.x(), corner.y()) for corner in corners])
