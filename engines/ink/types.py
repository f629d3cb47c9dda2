"""Stroke, Ink and Frame: the values that everything in Ductus shares.

A stroke is what one touch of the pen left: points in page millimetres (y down), with the time, pressure and tilt that the
device told. It is frozen, arrays included: smoothing is a view of a stroke and an edit is a new stroke that names its origin.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.brush import Brush

Array = NDArray[np.float32]


class InkError(ValueError):
    """Ink that cannot be what it says it is (wrong shapes, points that are not numbers)."""


def new_id() -> str:
    """A name for a stroke, unique across sessions and machines."""
    return uuid.uuid4().hex[:16]


def _column(values: ArrayLike | None, shape: tuple[int, ...], name: str) -> Array:
    array = np.full(shape, np.nan, np.float32) if values is None else np.array(values, np.float32)
    if array.shape != shape:
        raise InkError(f"A stroke's {name} has shape {array.shape}, but its points ask for {shape}.")
    return array


@dataclass(frozen=True, eq=False, init=False)
class Stroke:
    """One touch of the pen, from pen-down to pen-up.

    xy: (N, 2) float32, page millimetres, y down, finite. t: (N,) seconds since its Ink began, NaN where unknown. pressure:
    (N,) in 0..1, NaN where unknown. tilt: (N, 2) degrees from upright along x and y in -90..90, NaN where unknown. All arrays
    are read-only copies. `id` names the stroke; `origin` is the id of the stroke it was edited from, or "". `brush` is the pen
    it is drawn with; None: whatever pen is at hand.
    Raises InkError for wrong shapes or points that are not finite.
    """

    xy: Array
    t: Array
    pressure: Array
    tilt: Array
    id: str
    origin: str
    brush: Brush | None

    def __init__(
        self,
        xy: ArrayLike,
        t: ArrayLike | None = None,
        pressure: ArrayLike | None = None,
        tilt: ArrayLike | None = None,
        id: str = "",
        origin: str = "",
        brush: Brush | None = None,
    ) -> None:
        points = np.array(xy, np.float32)
        if points.size == 0:
            points = points.reshape(0, 2)
        if points.ndim != 2 or points.shape[1] != 2:
            raise InkError(f"A stroke's points must be (N, 2), not {points.shape}.")
        if not np.isfinite(points).all():
            raise InkError("A stroke holds a point that is not a number.")
        n = len(points)
        columns = (points, _column(t, (n,), "times"), _column(pressure, (n,), "pressures"), _column(tilt, (n, 2), "tilts"))
        for name, array in zip(("xy", "t", "pressure", "tilt"), columns, strict=True):
            array.setflags(write=False)
            object.__setattr__(self, name, array)
        object.__setattr__(self, "id", id or new_id())
        object.__setattr__(self, "origin", origin)
        object.__setattr__(self, "brush", brush)

    def __reduce__(self) -> tuple[type[Stroke], tuple[object, ...]]:
        """Cross a process border through the constructor: what arrives is checked and frozen too."""
        return Stroke, (self.xy, self.t, self.pressure, self.tilt, self.id, self.origin, self.brush)

    def __len__(self) -> int:
        return len(self.xy)

    def same_as(self, other: Stroke) -> bool:
        """Whether both hold the same recorded values; names and brushes apart: a pen changes how ink looks, not what was told."""
        return all(
            np.array_equal(getattr(self, name), getattr(other, name), equal_nan=True) for name in ("xy", "t", "pressure", "tilt")
        )

    def derive(
        self, xy: ArrayLike, t: ArrayLike | None = None, pressure: ArrayLike | None = None, brush: Brush | None = None
    ) -> Stroke:
        """A new stroke edited from this one. Channels not given are kept where the point count allows, else unknown.

        brush: another one; None keeps it.
        """
        points = np.asarray(xy, np.float32)
        same = len(points) == len(self)
        return Stroke(
            points,
            t=t if t is not None else (self.t if same else None),
            pressure=pressure if pressure is not None else (self.pressure if same else None),
            tilt=self.tilt if same else None,
            origin=self.id,
            brush=brush or self.brush,
        )

    @property
    def duration(self) -> float:
        """Seconds from the first to the last known time; NaN where the device told none."""
        known = self.t[np.isfinite(self.t)]
        return float(known[-1] - known[0]) if len(known) else float("nan")


@dataclass(frozen=True, eq=False)
class Ink:
    """Strokes in the order drawn. Iterating gives the strokes; `len` counts them."""

    strokes: tuple[Stroke, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "strokes", tuple(self.strokes))

    def __iter__(self) -> Iterator[Stroke]:
        return iter(self.strokes)

    def __len__(self) -> int:
        return len(self.strokes)

    @property
    def points(self) -> int:
        """How many points all strokes hold together."""
        return sum(len(stroke) for stroke in self.strokes)

    def drawn_with(self, brush: Brush) -> Ink:
        """The same ink, its strokes that name no pen drawn with `brush`; their names are kept."""
        return Ink(tuple(stroke if stroke.brush is not None else replace(stroke, brush=brush) for stroke in self))

    def same_as(self, other: Ink) -> bool:
        """Whether both hold the same strokes in the same order (names apart)."""
        return len(self) == len(other) and all(a.same_as(b) for a, b in zip(self, other, strict=True))


@dataclass(frozen=True)
class Frame:
    """The affine that a normalisation applied: `normal = (page - offset) * scale`, so that it can be undone.

    offset: (x, y) in the source's units; scale: target units a source unit, > 0.
    """

    offset: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0

    def apply(self, xy: ArrayLike) -> Array:
        """(..., 2) source points -> (..., 2) normal points."""
        return ((np.asarray(xy, np.float64) - self.offset) * self.scale).astype(np.float32)

    def undo(self, xy: ArrayLike) -> Array:
        """(..., 2) normal points -> (..., 2) source points."""
        return (np.asarray(xy, np.float64) / self.scale + self.offset).astype(np.float32)
