"""A sheet laid flat: where a place on the paper, in millimetres, lies in a picture of it.

A plane seen by a camera is a homography; what the lens and a bent page add to it is smooth, and taken up by a polynomial.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from engines.picture.fiducials import Marks, nearest

Floats = NDArray[np.float64]

FULL = 100.0  # mm that count as one in the polynomial
FIRM = 0.02  # how much the polynomial is held back
DOTS_NEAR = 7.0  # mm around a place in which its small mark is looked for
TRUE = 2.5  # mm by which a mark may lie beside the smooth whole
FAR = 0.35  # of the way from what is known by which a ring may lie beside where it is expected
ALL, FEW = 11, 8  # places from which on the polynomial is of the third and of the second degree, else of the first
MANY = 24  # places that tell of a bow, too, and of which some may be wrong
OWN = 0.15  # mm that a place may move unlike the others
ENOUGH = 5  # small marks that must fit where no code tells which way up the sheet is


@dataclass(frozen=True, eq=False)
class Laid:
    """matrix: (3, 3) mm -> pixels; bend: (K, 2) the polynomial in mm, its first K terms."""

    matrix: Floats
    bend: Floats = field(default_factory=lambda: np.zeros((6, 2)))

    def at(self, mm: Floats) -> Floats:
        """(N, 2) mm -> (N, 2) pixels."""
        bent = mm + _terms(mm, len(self.bend)) @ self.bend
        out = np.column_stack([bent, np.ones(len(bent))]) @ self.matrix.T
        with np.errstate(divide="ignore", invalid="ignore"):  # what lies on the horizon is nowhere
            return np.asarray(out[:, :2] / out[:, 2:])

    def per_mm(self, mm: Floats) -> float:
        """Pixels a millimetre around a place (2,)."""
        corners = self.at(mm + np.array([(0, 0), (1, 0), (0, 1)]))
        across, down = corners[1] - corners[0], corners[2] - corners[0]
        return float(np.sqrt(abs(across[0] * down[1] - across[1] * down[0])))

    def bent(self, mm: Floats, moved: Floats) -> Laid:
        """The same with places (N, 2) mm moved by (N, 2) mm on the paper, smoothly, in the least squares' sense.

        Of many places, those that move unlike the others around them are left out.
        """
        count = 12 if len(mm) >= MANY else 10 if len(mm) >= ALL else 6 if len(mm) >= FEW else 3
        wanted = _terms(mm, len(self.bend)) @ self.bend + moved
        kept = np.ones(len(mm), bool)
        for _ in range(3):
            bend = _smooth(mm[kept], wanted[kept], count)
            off = np.hypot(*(_terms(mm, count) @ bend - wanted).T)
            agreed = off <= max(OWN, 3 * float(np.median(off)))
            if len(mm) < MANY or agreed.sum() < MANY or (agreed == kept).all():
                break
            kept = agreed
        return replace(self, bend=bend)


def _terms(mm: Floats, count: int) -> Floats:
    x, y = (mm.T - 120.0) / FULL
    one = np.ones_like(x)
    return np.stack([one, x, y, x * x, x * y, y * y, x**3, x * x * y, x * y * y, y**3, x**4, y**4][:count], axis=1)


def _smooth(mm: Floats, moved: Floats, count: int) -> Floats:
    terms = _terms(mm, count)
    held = np.diag([1e-6] * 3 + [FIRM] * (count - 3))
    return np.asarray(np.linalg.solve(terms.T @ terms + held, terms.T @ moved))


def homography(mm: Floats, pixels: Floats) -> Floats:
    """(3, 3) that takes (N, 2) mm to (N, 2) pixels, N of 4 and more; of three points the affine map (least squares)."""
    source, target = _normal(mm), _normal(pixels)
    a, b = _applied(source, mm), _applied(target, pixels)
    if len(mm) == 3:
        affine = np.linalg.solve(np.column_stack([a, np.ones(3)]), b).T
        return np.asarray(np.linalg.inv(target) @ np.vstack([affine, [0, 0, 1]]) @ source)
    zero, one = np.zeros(len(a)), np.ones(len(a))
    rows = np.concatenate(
        [
            np.column_stack([a, one, zero, zero, zero, -b[:, :1] * a, -b[:, 0]]),
            np.column_stack([zero, zero, zero, a, one, -b[:, 1:] * a, -b[:, 1]]),
        ]
    )
    matrix = np.linalg.svd(rows)[2][-1].reshape(3, 3)
    found = np.linalg.inv(target) @ matrix @ source
    return np.asarray(found / found[2, 2])


def _normal(points: Floats) -> Floats:
    middle = points.mean(axis=0)
    scale = 1.0 / max(float(np.abs(points - middle).mean()), 1e-9)
    return np.array([[scale, 0, -scale * middle[0]], [0, scale, -scale * middle[1]], [0, 0, 1.0]])


def _applied(matrix: Floats, points: Floats) -> Floats:
    return np.asarray(points @ matrix[:2, :2].T + matrix[:2, 2])


@dataclass(frozen=True, eq=False)
class Sheet:
    """Where the marks of a sheet stand. rings: (4, 2) clockwise; dots: (D, 2); ring, dot: their sizes, all in mm."""

    rings: Floats
    dots: Floats
    ring: float
    dot: float


@dataclass(frozen=True, eq=False)
class Found:
    """A sheet in a picture. rings, dots: how many of its marks were seen. off: mm, how far the marks lie beside the fit."""

    laid: Laid
    rings: int
    dots: int
    off: float


def by_code(sheet: Sheet, marks: Marks, code: Floats, seen: Floats) -> Found | None:
    """The sheet by its code's corners, (4, 2) mm and pixels, and all the marks that are there; None where hardly any is.

    Rings are taken one after another, the nearest first: each tells better where the next one is.
    """
    known, at = code.copy(), seen.copy()
    middle = code.mean(axis=0)
    rings = 0
    for corner in sorted(sheet.rings, key=lambda ring: float(np.hypot(*(ring - middle)))):
        laid = Laid(homography(known, at))
        place = laid.at(corner[None])[0]
        reach = FAR * float(np.hypot(*(place - seen.mean(axis=0))))
        mark = nearest(marks.rings, place, reach, sheet.ring * _scale(known, at))
        if mark is not None:
            known, at, rings = np.vstack([known, corner]), np.vstack([at, mark[:2]]), rings + 1
    return _fitted(sheet, marks, known, at, rings) if rings >= 2 else None


def by_marks(sheet: Sheet, marks: Marks) -> Found | None:
    """The sheet by its rings and dots alone, whichever way up it lies; None where they do not fit it."""
    best: Found | None = None
    rings = marks.rings[np.argsort(-marks.rings[:, 2])][:5]
    if len(rings) < 3:
        return None
    for count in (4, 3):
        for chosen in permutations(range(len(rings)), count) if len(rings) >= count else ():
            at = rings[list(chosen), :2]
            for corners in ((0, 1, 2, 3),) if count == 4 else ((0, 1, 2), (0, 1, 3), (0, 2, 3), (1, 2, 3)):
                if _turns_right(at):
                    found = _fitted(sheet, marks, sheet.rings[list(corners)], at, count)
                    if found is not None and (best is None or _merit(found) > _merit(best)):
                        best = found
        if best is not None and best.dots >= ENOUGH:
            return best
    return best if best is not None and best.dots >= ENOUGH else None


def _merit(found: Found) -> float:
    return found.dots + found.rings - found.off


def _turns_right(at: Floats) -> bool:
    """Whether points follow each other clockwise, as they do on a sheet that is not seen through its back."""
    x, y = at.T
    return float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) > 0


def _scale(mm: Floats, pixels: Floats) -> float:
    """Pixels a millimetre."""
    return float(np.abs(pixels - pixels.mean(axis=0)).mean() / max(np.abs(mm - mm.mean(axis=0)).mean(), 1e-9))


def _fitted(sheet: Sheet, marks: Marks, known: Floats, at: Floats, rings: int) -> Found | None:
    """The fit with all the small marks that lie where they should, and how well it fits."""
    laid = Laid(homography(known, at))
    scale = _scale(known, at)
    mm, pixels = known, at
    dots = 0
    for reach in (DOTS_NEAR, TRUE):
        mm, pixels, dots = known, at, 0
        for dot in sheet.dots:
            place = laid.at(dot[None])[0]
            if not np.isfinite(place).all():
                return None
            mark = nearest(marks.discs, place, reach * scale, sheet.dot * scale)
            if mark is not None:
                mm, pixels, dots = np.vstack([mm, dot]), np.vstack([pixels, mark[:2]]), dots + 1
        flat = Laid(homography(mm, pixels)) if len(mm) >= 4 else laid
        laid = flat.bent(mm, _beside(flat, mm, pixels)) if len(mm) >= FEW else flat
    off = _beside(laid, mm, pixels)
    return Found(laid, rings, dots, float(np.sqrt((off**2).sum(axis=1).mean())))


def _beside(laid: Laid, mm: Floats, pixels: Floats) -> Floats:
    """(N, 2) mm on the paper by which the marks lie beside where the fit has them."""
    step = 0.5
    here = laid.at(mm)
    across, down = (laid.at(mm + np.array(way) * step) - here for way in ((1, 0), (0, 1)))
    slope = np.stack([across, down], axis=2) / step  # (N, 2, 2) pixels a mm
    return np.asarray(np.linalg.solve(slope, (pixels - here)[..., None])[..., 0])
