"""Pictures that lie on the page beneath the ink, to be traced. Pure values without Qt and without files.

A placed picture says where it lies and which picture it is; the picture itself, a PNG file's bytes, is kept once by its digest,
however often it lies on the page and through however many steps of undo.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engines.ink.types import new_id

Matrix = tuple[float, float, float, float, float, float]  # a b c d e f: (x, y) -> (a x + c y + e, b x + d y + f)

MOST_SIDE = 1 << 15  # pixels of a side that is believed
FARTHEST = 1e6  # mm from the page's corner that is believed


def digest_of(png: bytes) -> str:
    """The name under which a picture is kept."""
    return hashlib.sha256(png).hexdigest()[:32]


def times(first: Matrix, then: Matrix) -> Matrix:
    """Both one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (p * a + r * b, q * a + s * b, p * c + r * d, q * c + s * d, p * e + r * f + t, q * e + s * f + u)


@dataclass(frozen=True, eq=False)
class PlacedPicture:
    """A picture on the page. image: digest of its PNG. size: (width, height) pixels. matrix: pixels -> mm, can be inverted.

    name: for people. opacity: 0 to 1. origin: id of the placed picture of which this one was made, "" for none.
    Raises ValueError for a place where no picture can lie.
    """

    image: str
    size: tuple[int, int]
    matrix: Matrix
    name: str = ""
    opacity: float = 1.0
    id: str = field(default_factory=new_id)
    origin: str = ""

    def __post_init__(self) -> None:
        a, b, c, d, _, _ = self.matrix
        if not all(0 < side <= MOST_SIDE for side in self.size) or not all(abs(value) <= FARTHEST for value in self.matrix):
            raise ValueError(f"A picture of {self.size} pixels cannot lie at {self.matrix}.")
        if not abs(a * d - b * c) > 0 or not 0 <= self.opacity <= 1:
            raise ValueError("A picture must be seen to lie on the page.")

    def moved(self, matrix: Matrix) -> PlacedPicture:
        """The same picture where `matrix` (mm -> mm) brings it; it names this one as its origin."""
        return replace(self, matrix=times(self.matrix, matrix), id=new_id(), origin=self.id)

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The four corners in mm, around the picture."""
        (wide, high), (a, b, c, d, e, f) = self.size, self.matrix
        return tuple((a * x + c * y + e, b * x + d * y + f) for x, y in ((0, 0), (wide, 0), (wide, high), (0, high)))

    @property
    def sides(self) -> tuple[float, float]:
        """(width, height) in mm along the picture's own sides."""
        a, b, c, d, _, _ = self.matrix
        return self.size[0] * math.hypot(a, b), self.size[1] * math.hypot(c, d)

    def inner(self, x: float, y: float) -> tuple[float, float]:
        """A place in mm as shares of the picture's sides: 0 to 1 both ways lies on it."""
        a, b, c, d, e, f = self.matrix
        turned = a * d - b * c
        return (d * (x - e) - c * (y - f)) / turned / self.size[0], (a * (y - f) - b * (x - e)) / turned / self.size[1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a place in mm lies on the picture."""
        return all(0 <= share <= 1 for share in self.inner(x, y))

    def header(self) -> dict[str, Any]:
        """Everything about it as a record takes it."""
        return {
            "id": self.id,
            "origin": self.origin,
            "image": self.image,
            "size": list(self.size),
            "matrix": list(self.matrix),
            "name": self.name,
            "opacity": self.opacity,
        }


def from_header(header: Mapping[str, Any]) -> PlacedPicture:
    """What `header` made. Raises KeyError, TypeError or ValueError for anything else."""
    wide, high = header["size"]
    a, b, c, d, e, f = (float(value) for value in header["matrix"])
    names = {name: str(header[name]) for name in ("image", "name", "id", "origin")}
    return PlacedPicture(size=(int(wide), int(high)), matrix=(a, b, c, d, e, f), opacity=float(header["opacity"]), **names)


@dataclass(frozen=True, eq=False)
class Pictured:
    """Pictures and the PNG bytes of those that are known, by their digest."""

    pictures: tuple[PlacedPicture, ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)

    def moved(self, matrix: Matrix) -> Pictured:
        """The same pictures elsewhere."""
        return replace(self, pictures=tuple(picture.moved(matrix) for picture in self.pictures))


NONE = Pictured()


def box_of(pictures: Sequence[PlacedPicture]) -> tuple[float, float, float, float]:
    """left, top, right, bottom of pictures in mm; infinite, turned inside out, where there is none."""
    corners = [corner for picture in pictures for corner in picture.corners]
    xs, ys = [x for x, _ in corners] or [math.inf], [y for _, y in corners] or [math.inf]
    return (min(xs), min(ys), max(xs), max(ys)) if corners else (math.inf, math.inf, -math.inf, -math.inf)
