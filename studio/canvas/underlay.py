"""The pictures beneath the ink as the view shows them: made ready in the size in which they are seen, and painted under the pen.

Decoding and shrinking happen on a thread of their own (through QImageReader and QPainter, which let Python go on). Until
a picture is ready in a new size it is shown stretched, or as an empty frame; one that cannot be read stays a frame with its name.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QImageReader, QPainter, QPen, QPolygonF, QTransform

from studio.background import Background
from studio.canvas.camera import Camera
from studio.placed import PlacedPicture, box_of
from studio.theme import Theme, with_alpha
from studio.words import tr

KEPT = 4_000_000  # pixels of a picture as the page keeps it, about
BELIEVED = 2 * KEPT  # pixels of one that is decoded at all
MOST_READY = 16_000_000  # pixels of pictures ready to be painted,
MOST_DECODED = 16_000_000  # and of whole ones, to be shrunk again at the next zoom
CAUGHT = 0.5  # share of a picture's area that an outline must hold to catch it
GRID = (np.arange(8) + 0.5) / 8  # where that is looked at, shares of a side

Size = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Ready:
    """A picture at one size. whole: as decoded. Both are null where it cannot be read."""

    whole: QImage
    shown: QImage


def decoded(png: bytes) -> QImage:
    """A PNG file's picture; null where it is damaged or larger than the page keeps any."""
    buffer = QBuffer()
    buffer.setData(QByteArray(png))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"png"))
    size = reader.size()
    if not 0 < size.width() * size.height() <= BELIEVED:
        return QImage()
    return for_painting(reader.read())


def for_painting(image: QImage) -> QImage:
    """In the format that is painted fastest; null stays null."""
    if image.isNull():
        return image
    kind = QImage.Format.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    image.convertTo(kind)
    return image


def made_ready(png: bytes, whole: QImage | None, size: Size) -> Ready:
    """Decode, where that is not done yet, and shrink. For a thread."""
    whole = decoded(png) if whole is None else whole
    if whole.isNull() or QSize(*size) == whole.size():
        return Ready(whole, whole)
    shown = whole.scaled(*size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return Ready(whole, for_painting(shown))


class Underlay:
    """All measures in mm where not said otherwise."""

    def __init__(self, camera: Camera) -> None:
        self.pictures: tuple[PlacedPicture, ...] = ()
        self._owner: QObject | None = None
        self._repaint: Callable[[QRectF], None] = lambda world: None
        self.font = QFont()
        self._camera = camera
        self._image_of: Callable[[str], bytes | None] = lambda image: None
        self._background: Background | None = None  # made with the first picture
        self._wishes: dict[str, Size] = {}  # what is asked for next, the newest of each picture
        self._working = ""  # image that is being made ready
        self._ready: OrderedDict[tuple[str, Size], QImage] = OrderedDict()
        self._whole: OrderedDict[str, QImage] = OrderedDict()
        self._bad: set[str] = set()
        self._carried: tuple[frozenset[str], QTransform] = (frozenset(), QTransform())
        self._seen_at: dict[str, float] = {}  # opacities other than the pictures' own
        self._share: tuple[object, float] = (None, 1.0)

    def attach(self, owner: QObject, repaint: Callable[[QRectF], None]) -> None:
        """owner: with it the thread ends. repaint: is told the world rectangle of what can be painted better now."""
        self._owner, self._repaint = owner, repaint

    def wait(self) -> None:
        """Let what is being made ready end, at closing time."""
        self._wishes.clear()
        if self._background is not None:
            self._background.wait()

    # What lies here

    def set_pictures(self, pictures: Sequence[PlacedPicture], image_of: Callable[[str], bytes | None]) -> QRectF:
        """The page is another. image_of: PNG file by digest. Gives the world rectangle that changed."""
        before, self._image_of = self.pictures, image_of
        ids = [picture.id for picture in before]
        if ids == [picture.id for picture in pictures] and not self._carried[0]:
            return QRectF()
        changed = self._world(before)
        self.pictures, self._carried = tuple(pictures), (frozenset(), QTransform())
        used = {picture.image for picture in self.pictures}
        self._bad &= used
        for key in [key for key in self._ready if key[0] not in used]:
            del self._ready[key]
        for image in [image for image in self._whole if image not in used]:
            del self._whole[image]
        return changed.united(self._world(self.pictures))

    def chosen(self, ids: Iterable[str]) -> tuple[PlacedPicture, ...]:
        """The named ones."""
        names = frozenset(ids)
        return tuple(picture for picture in self.pictures if picture.id in names)

    def bounds(self, pictures: Sequence[PlacedPicture] | None = None) -> QRectF:
        """What holds these pictures, or all; null where there is none."""
        left, top, right, bottom = box_of(self.pictures if pictures is None else pictures)
        return QRectF(left, top, right - left, bottom - top) if left <= right else QRectF()

    def at(self, x: float, y: float) -> str:
        """The upper picture at a place, "" where there is none."""
        return next((picture.id for picture in reversed(self.pictures) if picture.holds(x, y)), "")

    def caught(self, outline: Sequence[QPointF]) -> tuple[str, ...]:
        """The pictures of which most lies inside a closed outline."""
        around = QPolygonF(list(outline))

        def share(picture: PlacedPicture) -> float:
            a, b, c, d, e, f = picture.matrix
            wide, high = picture.size
            places = [(x * wide, y * high) for x in GRID.tolist() for y in GRID.tolist()]
            inside = (
                around.containsPoint(QPointF(a * x + c * y + e, b * x + d * y + f), Qt.FillRule.OddEvenFill) for x, y in places
            )
            return sum(inside) / len(places)

        return tuple(picture.id for picture in self.pictures if share(picture) >= CAUGHT)

    def carry(self, ids: Iterable[str], transform: QTransform) -> QRectF:
        """Show these where `transform` brings them, while a hand carries them. Gives the world rectangle that changed."""
        names = frozenset(ids)
        changed = self.chosen(names | self._carried[0])
        before = self._world(changed)
        self._carried = (names, QTransform(transform))
        return before.united(self._world(changed))

    def show_at(self, opacities: Mapping[str, float]) -> QRectF:
        """Show these as opaque as that, and all others as they are. Gives the world rectangle that changed."""
        before, self._seen_at = self._seen_at, dict(opacities)
        return self._world(self.chosen([*before, *opacities]))

    def outlines(self, ids: Iterable[str]) -> list[QPolygonF]:
        """The corners of the named pictures as they are shown, logical pixels of the view."""
        polygons = []
        for picture in self.chosen(ids):
            places = [self._placed(picture).map(QPointF(*corner)) for corner in picture.corners]
            polygons.append(QPolygonF([self._camera.view(place.x(), place.y()) for place in places]))
        return polygons

    def _placed(self, picture: PlacedPicture) -> QTransform:
        """Where a hand carries it."""
        return self._carried[1] if picture.id in self._carried[0] else QTransform()

    def _world(self, pictures: Sequence[PlacedPicture]) -> QRectF:
        area = QRectF()
        for picture in pictures:
            area = area.united(self._placed(picture).mapRect(self.bounds([picture])))
        return QRectF(self._camera.world(area).toAlignedRect().adjusted(-2, -2, 2, 2)) if not area.isNull() else QRectF()

    # Painting

    def paint(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        """What touches `area`, in world pixels."""
        for picture in self.pictures:
            if not self._world([picture]).intersects(area):
                continue
            painter.save()
            painter.setOpacity(self._seen_at.get(picture.id, picture.opacity))
            onto = QTransform(*picture.matrix) * self._placed(picture)
            onto *= QTransform.fromScale(self._camera.scale, self._camera.scale)
            image = self._image(picture)
            if image is None:
                self._paint_frame(painter, picture, onto, theme)
            else:
                self._paint_image(painter, picture, image, onto)
            painter.restore()

    def _paint_image(self, painter: QPainter, picture: PlacedPicture, image: QImage, onto: QTransform) -> None:
        (wide, high), corner = picture.size, onto.map(QPointF(0, 0))
        place = onto.mapRect(QRectF(0, 0, wide, high))
        upright = onto.m11() > 0 and onto.m22() > 0 and abs(onto.m12()) + abs(onto.m21()) < 1e-9
        if upright and QSize(round(place.width()), round(place.height())) == image.size():
            painter.drawImage(QPointF(round(corner.x()), round(corner.y())), image)  # pixel by pixel
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(QTransform.fromScale(wide / image.width(), high / image.height()) * onto, True)
        painter.drawImage(0, 0, image)

    def _paint_frame(self, painter: QPainter, picture: PlacedPicture, onto: QTransform, theme: Theme) -> None:
        """Where a picture belongs that is not there, and, where it will not come, its name."""
        outline = onto.map(QPolygonF(QRectF(0, 0, *picture.size)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(with_alpha(theme.muted, 0.12))
        painter.setPen(QPen(with_alpha(theme.muted, 0.6), self._camera.ratio))
        painter.drawPolygon(outline)
        if not self._lost(picture):
            return
        box, ratio = outline.boundingRect(), self._camera.ratio
        painter.translate(box.center())
        painter.scale(ratio, ratio)
        painter.setPen(theme.colour("text"))
        painter.setFont(self.font)
        text = tr("{} cannot be shown: it is damaged.").format(picture.name or tr("The picture"))
        room = box.width() / ratio - 16
        short = QFontMetricsF(self.font).elidedText(text, Qt.TextElideMode.ElideMiddle, max(room, 0.0))
        painter.drawText(QRectF(-room / 2, -20, room, 40), Qt.AlignmentFlag.AlignCenter, short)

    # Making ready

    def _lost(self, picture: PlacedPicture) -> bool:
        return picture.image in self._bad or self._image_of(picture.image) is None

    def _image(self, picture: PlacedPicture) -> QImage | None:
        """The picture in the size in which it is seen, else in another; None where there is none. Asks for what is missing."""
        if self._lost(picture):
            return None
        size = self._size(picture)
        key = (picture.image, size)
        if key in self._ready:
            self._ready.move_to_end(key)
            return self._ready[key]
        self._wish(picture.image, size)
        others = [other for other in self._ready if other[0] == picture.image]
        near = min(others, key=lambda other: abs(math.log(other[1][0] / size[0])), default=None)
        return self._ready[near] if near is not None else None

    def _size(self, picture: PlacedPicture) -> Size:
        """In which size a picture is wanted, pixels: as it is seen, never enlarged, all in view within MOST_READY."""
        made_for = (self.pictures, self._camera.scale, self._camera.origin.toTuple(), self._camera.size.toTuple())
        if self._share[0] != made_for:
            seen = self.chosen(each.id for each in self.pictures if self.bounds([each]).intersects(self._camera.visible()))
            total = sum(math.prod(self._seen_size(each)) for each in seen)
            self._share = (made_for, min(1.0, math.sqrt(MOST_READY / max(total, 1.0))))
        wide, high = (max(1, min(most, round(side * self._share[1]))) for side, most in zip(
            self._seen_size(picture), picture.size, strict=True
        ))  # fmt: skip
        return wide, high

    def _seen_size(self, picture: PlacedPicture) -> tuple[float, float]:
        wide, high = (side * self._camera.scale for side in picture.sides)
        return min(wide, float(picture.size[0])), min(high, float(picture.size[1]))

    def _wish(self, image: str, size: Size) -> None:
        self._wishes[image] = size
        if not self._working:
            self._next()

    def _next(self) -> None:
        while self._wishes:
            image, size = self._wishes.popitem()
            png = self._image_of(image)
            if png is None or image in self._bad or (image, size) in self._ready:
                continue
            self._working, whole = image, self._whole.get(image)
            self._background = self._background or Background(self._owner)
            self._background.run(
                lambda png=png, whole=whole, size=size: made_ready(png, whole, size),  # type: ignore[misc]
                lambda ready, image=image, size=size: self._came(image, size, ready),  # type: ignore[misc]
                lambda error, image=image, size=size: self._came(image, size, Ready(QImage(), QImage())),  # type: ignore[misc]
            )
            return

    def _came(self, image: str, size: Size, ready: Ready) -> None:
        self._working = ""
        showing = [picture for picture in self.pictures if picture.image == image]
        if showing and ready.shown.isNull():
            self._bad.add(image)
        elif showing:
            self._ready[image, size], self._whole[image] = ready.shown, ready.whole
            _bound(self._ready, MOST_READY)
            _bound(self._whole, MOST_DECODED)
        self._repaint(self._world(showing))
        self._next()

    @property
    def busy(self) -> bool:
        """Whether a picture is still being made ready."""
        return bool(self._working or self._wishes)


def _bound(images: OrderedDict[Any, QImage], most: int) -> None:
    """Let go what was not used for longest; the newest stays."""
    total = sum(image.width() * image.height() for image in images.values())
    while total > most and len(images) > 1:
        _, gone = images.popitem(last=False)
        total -= gone.width() * gone.height()
