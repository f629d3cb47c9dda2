"""What one sample of handwriting tells of the hand: how it leans, turns, moves, presses and lies on its line.

Everything is measured from the ink as it was recorded (mm, seconds), or from the picture where there is no ink; what a sample
cannot tell is left out. Figures of a hand are made of many of these in `engines.ink.hand`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.geometry import arc_length, resample_path
from engines.ink.hand_motion import BENDS, PARTS, motion, pressing, times
from engines.ink.kinematics import CORNER
from engines.ink.types import Ink

Floats = NDArray[np.float64]

LEAN = 60.0  # degrees from upright within which a part of a stroke tells of slant
LEANS = 120  # bins of the histogram of directions, from -LEAN to LEAN
CENTRES = (np.arange(LEANS) + 0.5) * (2 * LEAN / LEANS) - LEAN  # of the bins, degrees
STEPS = 20  # a letter's size is divided into so many steps for its shape

SMALL = frozenset("acemnorsuvwxz")  # as high as the x-height, on the baseline
HANGING = frozenset("gpqy")  # the same with a tail below the baseline
TALL = frozenset("bdfhkl") | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") - frozenset("JQ")
THIN = frozenset("iljtfIJ1!|.,:;'\"`-_()[]{}/\\")  # whose width says little of the hand


@dataclass(frozen=True, eq=False)
class Written:
    """One sample as a hand's figures are made of it.

    ink: mm, y down. image: (H, W) uint8, 255 = ink, where there is no ink. baseline, x_height: y of the ruled lines in mm, NaN
    where there were none. scale: mm a pixel of the image, NaN unknown.
    """

    text: str
    ink: Ink | None = None
    image: NDArray[np.uint8] | None = None
    baseline: float = math.nan
    x_height: float = math.nan
    scale: float = math.nan

    @property
    def letters(self) -> int:
        """How many characters were written."""
        return sum(not character.isspace() for character in self.text)


@dataclass(frozen=True, eq=False)
class Measured:
    """What a sample tells. values: figure -> number, absent where unknown; leaning: (LEANS,) way down a direction, in letter
    sizes; speed and pressure: (PARTS,) over the time of a stroke, mm/s and 0..1; bends: (8,) mm/s a bin of curvature. NaN where
    unknown."""

    values: dict[str, float] = field(default_factory=dict)
    leaning: Floats = field(default_factory=lambda: np.zeros(LEANS))
    speed: Floats = field(default_factory=lambda: np.full(PARTS, np.nan))
    pressure: Floats = field(default_factory=lambda: np.full(PARTS, np.nan))
    bends: Floats = field(default_factory=lambda: np.full(len(BENDS) - 1, np.nan))


def measure(written: Written) -> Measured:
    """Everything about one sample that needs no other."""
    if written.ink is None or not written.ink.points:
        return Measured(_of_image(written))
    every = np.concatenate([stroke.xy for stroke in written.ink]).astype(np.float64)
    width, height = np.ptp(every, axis=0)
    size = max(height, width if written.letters <= 1 else 0.0)
    if size <= 0 or not written.letters:
        return Measured()
    values = {"strokes": len(written.ink) / written.letters} | _heights(written, every)
    shape, leaning = _shape(written.ink, size)
    moved, speed, bends = motion(written.ink, size)
    press, pressure = pressing(written.ink)
    drawn = _drawn_width(written.ink)
    widths = {"width": drawn, "weight": 100 * drawn / height if height > 0 else math.nan}
    values |= shape | moved | times(written.ink, written.letters) | press | (widths if written.letters == 1 else {"width": drawn})
    return Measured({name: float(v) for name, v in values.items() if math.isfinite(v)}, leaning, speed, pressure, bends)


def slant_of(leaning: Floats) -> Floats:
    """The slant that directions tell: degrees from upright, leaning to the right positive. (..., LEANS) -> (...,), NaN = none.

    The main direction of the down-strokes (Maarse & Thomassen, "Produced and perceived writing slant: difference between up and
    down strokes", Acta Psychologica 54, 1983), found as the peak of the distribution of directions (Bulacu & Schomaker,
    "Text-independent writer identification and verification using textural and allographic features", PAMI 29, 2007).
    """
    kernel = np.exp(-0.5 * ((CENTRES[:, None] - CENTRES[None]) / 5.0) ** 2)
    peak = CENTRES[np.argmax(leaning @ kernel, axis=-1)]
    near = np.exp(-0.5 * ((CENTRES - peak[..., None]) / 6.0) ** 2) * leaning
    total = near.sum(axis=-1)
    return np.where(total > 1e-9, (near * CENTRES).sum(axis=-1) / np.maximum(total, 1e-9), np.nan)


def own_slants(leaning: Floats) -> Floats:
    """The slants of those samples whose down-strokes agree on one. (N, LEANS) -> (M,) degrees."""
    own = slant_of(leaning)
    near = np.abs(CENTRES - own[:, None]) < 8.0
    clear = (leaning * near).sum(axis=1) > np.maximum(0.5 * leaning.sum(axis=1), 0.2)
    return np.asarray(own[clear & np.isfinite(own)])


def laid(written: Written, slant: float) -> dict[str, float]:
    """How a sample is laid out once its slant is taken out: aspect, and of words pitch, gaps and the baseline.

    aspect: width to height of a letter. pitch: mm from letter to letter in a word. letter_gap: mm between two letters that do
    not touch, word_gap: between words. baseline: mm by which a word's feet lie off their line; seat: mm by which a letter stands
    below the ruled line; rise: degrees by which a word climbs.
    """
    if written.ink is None or not written.ink.points:
        return {}
    shear = math.tan(math.radians(slant)) if math.isfinite(slant) else 0.0
    strokes = [upright(stroke.xy, shear) for stroke in written.ink if len(stroke)]
    every = np.concatenate(strokes)
    width, height = np.ptp(every, axis=0)
    found: dict[str, float] = {}
    if written.letters == 1:
        if height > 0 and width > 0 and written.text.strip() not in THIN:
            found["aspect"] = width / height
        if math.isfinite(written.baseline) and written.text.strip() in SMALL | TALL:
            found["seat"] = float(every[:, 1].max()) - written.baseline
    elif written.letters >= 3 and width > max(1.5 * height, 1e-9) and "\n" not in written.text:
        found = _spaced(written, strokes, width) | _lined(strokes, height, width)
    return {name: float(value) for name, value in found.items() if math.isfinite(value)}


def upright(xy: ArrayLike, shear: float) -> Floats:
    """Points with the slant taken out: y stays, x moves by `shear` for each mm of height. (N, 2) -> (N, 2)."""
    points = np.array(xy, np.float64)
    points[:, 0] += shear * points[:, 1]
    return points


# Shape


def _shape(ink: Ink, size: float) -> tuple[dict[str, float], Floats]:
    """curvature: degrees that the line turns in a letter size of way. roundness: % of all turning that is done in curves, and
    not within corners (more than CORNER in three steps). And the histogram of directions going down."""
    leaning = np.zeros(LEANS)
    way = turned = sharp = 0.0
    for stroke in ink:
        length = float(arc_length(stroke.xy)[-1]) if len(stroke) > 1 else 0.0
        if length < 0.1 * size:
            continue
        points = resample_path(stroke.xy, max(5, round(length / size * STEPS) + 1)).astype(np.float64)
        points[1:-1] = (points[:-2] + 2 * points[1:-1] + points[2:]) / 4
        steps = np.diff(points, axis=0)
        lengths = np.hypot(steps[:, 0], steps[:, 1])
        down = (steps[:, 1] > 0) & (np.abs(steps[:, 0]) < math.tan(math.radians(LEAN)) * steps[:, 1])
        lean = np.degrees(np.arctan2(-steps[down, 0], steps[down, 1]))
        leaning += np.histogram(lean, LEANS, (-LEAN, LEAN), weights=lengths[down] / size)[0]
        heading = np.arctan2(steps[:, 1], steps[:, 0])
        turns = np.abs((np.diff(heading) + np.pi) % (2 * np.pi) - np.pi)
        near = np.convolve(turns, np.ones(3), "same")
        corner = np.convolve(near > CORNER, np.ones(3), "same") > 0
        way, turned, sharp = way + length / size, turned + float(turns.sum()), sharp + float(turns[corner].sum())
    if way <= 0:
        return {}, leaning
    values = {"curvature": math.degrees(turned) / way}
    if turned > 0.5:
        values["roundness"] = 100 * (1 - sharp / turned)
    return values, leaning


def _heights(written: Written, every: Floats) -> dict[str, float]:
    """x_height and cap_height in mm: from the ruled baseline where there was one, else the height of letters without tails."""
    letters = {character for character in written.text if not character.isspace()}
    top, bottom = float(every[:, 1].min()), float(every[:, 1].max())
    ruled = math.isfinite(written.baseline)
    foot = written.baseline if ruled else bottom
    hanging = HANGING if ruled and written.letters == 1 else frozenset()
    if foot - top <= 0:
        return {}
    if letters <= SMALL | hanging:
        return {"x_height": foot - top}
    return {"cap_height": foot - top} if letters <= SMALL | TALL else {}


# Layout


def _spaced(written: Written, strokes: list[Floats], width: float) -> dict[str, float]:
    ends = sorted((float(xy[:, 0].min()), float(xy[:, 0].max())) for xy in strokes)
    groups = [ends[0]]
    for left, right in ends[1:]:
        if left <= groups[-1][1]:
            groups[-1] = (groups[-1][0], max(groups[-1][1], right))
        else:
            groups.append((left, right))
    gaps = sorted((b[0] - a[1] for a, b in pairwise(groups)), reverse=True)
    words = len(written.text.split())
    between, inside = gaps[: words - 1], gaps[words - 1 :]
    found = {"pitch": (width - sum(between)) / written.letters} if len(between) == words - 1 else {}
    if between and len(between) == words - 1:
        found["word_gap"] = float(np.median(between))
    if inside:
        found["letter_gap"] = float(np.median(inside))
    return found


def _lined(strokes: list[Floats], height: float, width: float) -> dict[str, float]:
    """The line through the feet: the points where the pen turns up again, tails left out (a Theil-Sen line)."""
    feet = []
    for xy in strokes:
        y = xy[:, 1]
        turns = np.flatnonzero((y[1:-1] >= y[:-2]) & (y[1:-1] > y[2:])) + 1
        feet += [xy[at] for at in (*turns, *([len(y) - 1] if len(y) > 1 and y[-1] > y[0] else []))]
    points = np.array([foot for foot in feet if foot[1] > np.median([f[1] for f in feet]) - 0.25 * height]).reshape(-1, 2)
    if len(points) < 3 or np.ptp(points[:, 0]) < 0.4 * width:
        return {}
    across, up = points[:, None] - points[None], np.ptp(points[:, 0])
    slopes = (across[..., 1] / np.where(np.abs(across[..., 0]) > 0.1 * up, across[..., 0], np.nan)).ravel()
    slope = float(np.nanmedian(slopes))
    off = points[:, 1] - slope * points[:, 0]
    return {"baseline": 1.4826 * float(np.median(np.abs(off - np.median(off)))), "rise": -math.degrees(math.atan(slope))}


# Width


def _drawn_width(ink: Ink) -> float:
    """mm of the line as its pen draws it, at the pressure it was written with; NaN where no pen is known."""
    widths = []
    for stroke in ink:
        if stroke.brush is not None and len(stroke):
            force = stroke.pressure[np.isfinite(stroke.pressure)].astype(np.float64) ** stroke.brush.gamma
            swell = 1 - stroke.brush.thinning + 2 * stroke.brush.thinning * force if len(force) else np.ones(1)
            widths.append(stroke.brush.width * float(np.median(swell)))
    return float(np.mean(widths)) if widths else math.nan


def _of_image(written: Written) -> dict[str, float]:
    """Of a picture: width of the line (mm where the scale is known), weight (% of the height), aspect and height.

    Width is twice the area to the length of the outline, both in grey: the total variation of an anti-aliased picture is the
    perimeter of its ink (coarea formula).
    """
    if written.image is None or not written.letters:
        return {}
    grey = written.image.astype(np.float64) / max(1.0, float(written.image.max(initial=0)))
    rows, columns = (np.flatnonzero((grey > 0.5).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return {}
    padded = np.pad(grey, 1)
    down, across = np.diff(padded, axis=0)[:, :-1], np.diff(padded, axis=1)[:-1, :]
    outline = float(np.hypot(down, across).sum())
    width, height = 2 * float(grey.sum()) / max(outline, 1e-9), float(np.ptp(rows) + 1)
    found = {"width": width * written.scale}
    if written.letters == 1:
        found["weight"] = 100 * width / height
        if written.text.strip() not in THIN:
            found["aspect"] = float(np.ptp(columns) + 1) / height
    if math.isfinite(written.scale):
        every = np.array([[0.0, rows[0]], [0.0, rows[-1] + 1]]) * written.scale
        found |= _heights(written, every)
    return {name: value for name, value in found.items() if math.isfinite(value)}
