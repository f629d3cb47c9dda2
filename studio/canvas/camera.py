"""Where the page lies in the view: millimetres on the page, device pixels on the screen, and the zoom between them.

The page's origin always lies on a whole device pixel, so that what was rendered once (tiles, the stroke being drawn) can be moved
without being resampled. "World" pixels are device pixels counted from the page's origin: world = millimetres * scale.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF

PIXELS_PER_MM = 96 / 25.4  # logical pixels at 100%
LEAST_ZOOM, MOST_ZOOM = 0.1, 16.0
PAPER = QRectF(0.0, 0.0, 210.0, 148.0)  # mm, A5 lying


class Camera:
    """A view of `size` logical pixels at a device pixel `ratio`."""

    def __init__(self) -> None:
        self.size = QSizeF(800, 600)
        self.ratio = 1.0
        self.zoom = 1.0
        self._x = self._y = 0  # device pixels from the view's corner to the page's origin

    @property
    def scale(self) -> float:
        """Device pixels a millimetre."""
        return self.zoom * PIXELS_PER_MM * self.ratio

    @property
    def origin(self) -> QPoint:
        """Where the page's origin lies, device pixels."""
        return QPoint(self._x, self._y)

    def page(self, at: QPointF) -> tuple[float, float]:
        """Logical pixels of the view -> millimetres on the page."""
        return (at.x() * self.ratio - self._x) / self.scale, (at.y() * self.ratio - self._y) / self.scale

    def view(self, x: float, y: float) -> QPointF:
        """Millimetres on the page -> logical pixels of the view."""
        return QPointF((x * self.scale + self._x) / self.ratio, (y * self.scale + self._y) / self.ratio)

    def world(self, area: QRectF) -> QRectF:
        """A rectangle in millimetres -> world pixels."""
        return QRectF(area.x() * self.scale, area.y() * self.scale, area.width() * self.scale, area.height() * self.scale)

    def device(self, world: QRectF) -> QRect:
        """A rectangle in world pixels -> the whole device pixels of the view that hold it."""
        return world.translated(self._x, self._y).toAlignedRect()

    def logical(self, device: QRect) -> QRect:
        """Device pixels of the view -> the whole logical pixels that hold them."""
        r = self.ratio
        return QRectF(device.x() / r, device.y() / r, device.width() / r, device.height() / r).toAlignedRect()

    def visible(self) -> QRectF:
        """What the view shows, millimetres."""
        left, top = self.page(QPointF(0, 0))
        return QRectF(left, top, self.size.width() * self.ratio / self.scale, self.size.height() * self.ratio / self.scale)

    def resize(self, size: QSizeF, ratio: float) -> None:
        """Another size or pixel ratio; the middle of the view stays in the middle."""
        middle = self.visible().center()
        self.size, self.ratio = size, ratio
        self.centre_on(middle)

    def centre_on(self, at: QPointF) -> None:
        """Bring a point of the page (mm) into the middle."""
        self._x = round(self.size.width() * self.ratio / 2 - at.x() * self.scale)
        self._y = round(self.size.height() * self.ratio / 2 - at.y() * self.scale)

    def pan(self, dx: float, dy: float) -> None:
        """Move the page by logical pixels."""
        self._x += round(dx * self.ratio)
        self._y += round(dy * self.ratio)

    def zoom_to(self, zoom: float, anchor: QPointF) -> None:
        """Another zoom; what lies under `anchor` (logical pixels) stays there."""
        x, y = self.page(anchor)
        self.zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self._x = round(anchor.x() * self.ratio - x * self.scale)
        self._y = round(anchor.y() * self.ratio - y * self.scale)

    def fit(self, area: QRectF, margin: float = 24.0, most: float = MOST_ZOOM) -> None:
        """Show `area` (mm) as large as it goes with `margin` logical pixels around, at most at zoom `most`."""
        room = (max(self.size.width() - 2 * margin, 16.0), max(self.size.height() - 2 * margin, 16.0))
        zoom = min(room[0] / max(area.width(), 1e-3), room[1] / max(area.height(), 1e-3)) / PIXELS_PER_MM
        self.zoom = min(max(zoom, LEAST_ZOOM), most)
        self.centre_on(area.center())

    def step(self, direction: int) -> float:
        """The next round zoom up (+1) or down (-1): 50, 67, 100, 150, 200% and so on."""
        steps = [round(base * 2.0**power, 2) for power in range(-3, 5) for base in (1.0, 1.5 if power >= 0 else 4 / 3)]
        later = [s for s in steps if s * direction > self.zoom * direction * (1 + direction * 0.01)]
        return min(later, key=lambda s: abs(math.log(s / self.zoom)), default=self.zoom)
