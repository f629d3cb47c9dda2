"""What lies on the desk besides ink: paper, ruled lines, the hint on an empty page, brackets, and the pointer over it all."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QCursor, QFont, QInputDevice, QKeySequence, QPainter, QPen, QPixmap

from engines.export.guides import ASCENDER, EDGE, FIRST, LINE, SLANT, SLANT_STEP, X_HEIGHT
from studio.canvas.camera import PAPER, Camera
from studio.theme import Theme, mix, with_alpha
from studio.words import tr

BRACKET = 11.0  # logical pixels
AIR = 2.5  # mm between the current character and its brackets


def draw_paper(painter: QPainter, camera: Camera, theme: Theme, clip: QRectF) -> None:
    """Desk, shadow and paper, in device pixels."""
    painter.fillRect(clip, theme.colour("desk"))
    paper = camera.world(PAPER).translated(camera.origin.x(), camera.origin.y()).toRect()
    if not paper.toRectF().contains(clip):
        for reach in (5, 3, 1):
            spread = round(reach * camera.ratio)
            soft = paper.adjusted(-spread, -spread + spread // 2, spread, spread + spread // 2)
            painter.fillRect(soft, with_alpha("#000000", 0.22 if theme.dark else 0.045))
    painter.fillRect(paper, theme.colour("paper"))


def draw_guides(painter: QPainter, camera: Camera, theme: Theme) -> None:
    """Baselines, x-height, ascender and slant, in device pixels."""
    scale, origin = camera.scale, camera.origin
    thin = max(1, round(camera.ratio))
    strong, faint = theme.colour("guide"), mix(theme.guide, theme.paper, 0.5)
    left, right = origin.x() + round(EDGE * scale), origin.x() + round((PAPER.width() - EDGE) * scale)
    pen = QPen(faint, thin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    base = FIRST
    while base < PAPER.height() - EDGE / 2:
        painter.setPen(pen)
        height = ASCENDER + X_HEIGHT
        foot = EDGE + SLANT_STEP / 2
        while foot < PAPER.width() - EDGE - height * math.tan(math.radians(SLANT)):
            bottom = (origin.x() + foot * scale, origin.y() + base * scale)
            lean = height * math.tan(math.radians(SLANT)) * scale
            painter.drawLine(QLineF(bottom[0], bottom[1], bottom[0] + lean, bottom[1] - height * scale))
            foot += SLANT_STEP
        for level, colour, weight in ((base, strong, 2), (base - X_HEIGHT, strong, 1), (base - height, faint, 1)):
            y = origin.y() + round(level * scale)
            painter.fillRect(left, y, right - left, thin * weight, colour)
        base += LINE


def first_words() -> str:
    """What stands on an empty page: what to do, whether with a pen or without, and what else there is to try."""
    pens = (QInputDevice.DeviceType.Stylus, QInputDevice.DeviceType.Airbrush)
    pen = any(device.type() in pens for device in QInputDevice.devices())
    hand = tr("with your pen; a mouse works too") if pen else tr("with a pen, a finger or the mouse")
    sample = QKeySequence("Ctrl+L").toString(QKeySequence.SequenceFormat.NativeText)
    more = tr("{} writes a sample letter. Drop a picture of a letter here, and its strokes are recovered.").format(sample)
    return "\n".join((tr("write a letter"), hand, more))


def draw_hint(painter: QPainter, camera: Camera, theme: Theme, words: str, font: QFont) -> None:
    """What to do on an empty page, faint, in the middle of the paper that can be seen. In device pixels.

    The first line of `words` is large; those after it say more, in small letters that can be read well.
    """
    seen = PAPER.intersected(camera.visible())
    if seen.isEmpty():
        return
    font = QFont(font)
    font.setPixelSize(max(8, round(min(30.0, seen.height() * camera.zoom) * camera.ratio)))
    font.setWeight(QFont.Weight.Light)
    painter.setFont(font)
    painter.setPen(mix(theme.paper, theme.muted, 0.5))
    where = camera.world(seen).translated(camera.origin.x(), camera.origin.y())
    first, _, more = words.partition("\n")
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, first)
    if more:
        below = where.adjusted(16 * camera.ratio, where.height() / 2 + painter.fontMetrics().height(), -16 * camera.ratio, 0)
        font.setPixelSize(max(8, round(min(13.0, 0.06 * seen.height() * camera.zoom + 6) * camera.ratio)))
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme.colour("muted"))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(below, int(flags), more)


def bracket_area(camera: Camera, box: QRectF) -> QRectF:
    """The world rectangle of the brackets around a box in mm."""
    reach = 4 * camera.ratio
    return camera.world(box.adjusted(-AIR, -AIR, AIR, AIR)).adjusted(-reach, -reach, reach, reach)


def draw_brackets(painter: QPainter, camera: Camera, theme: Theme, box: QRectF) -> None:
    """Four discreet corners around the current character, in world pixels."""
    area = camera.world(box.adjusted(-AIR, -AIR, AIR, AIR))
    arm = min(BRACKET * camera.ratio, area.width() / 3, area.height() / 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(with_alpha(theme.accent, 0.55), 1.5 * camera.ratio, c=Qt.PenCapStyle.RoundCap))
    for x, right in ((area.left(), 1), (area.right(), -1)):
        for y, down in ((area.top(), 1), (area.bottom(), -1)):
            painter.drawLine(QLineF(x, y, x + right * arm, y))
            painter.drawLine(QLineF(x, y, x, y + down * arm))


def pen_pointer(width: float, theme: Theme, ratio: float) -> QCursor:
    """A dot as large as the nib (logical pixels), rimmed so that it shows on ink too."""
    radius = min(max(width / 2, 1.6), 24.0)
    return _round_pointer(radius, theme, ratio, filled=radius < 4)


def ring_pointer(radius: float, theme: Theme, ratio: float) -> QCursor:
    """The eraser's reach, logical pixels."""
    return _round_pointer(radius, theme, ratio, filled=False)


def _round_pointer(radius: float, theme: Theme, ratio: float, filled: bool) -> QCursor:
    side = 2 * math.ceil(radius + 3) + 1
    drawn = QPixmap(round(side * ratio), round(side * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(side / 2, side / 2)
    painter.setPen(QPen(theme.colour("paper"), 3 if not filled else 2))
    painter.drawEllipse(middle, radius, radius)
    painter.setPen(QPen(theme.colour("ink"), 1.2) if not filled else Qt.PenStyle.NoPen)
    if filled:
        painter.setBrush(theme.colour("ink"))
    painter.drawEllipse(middle, radius, radius)
    painter.end()
    return QCursor(drawn, side // 2, side // 2)
