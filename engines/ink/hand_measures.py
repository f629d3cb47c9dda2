"""What one sample of handwriting tells of the hand: how it leans, turns, moves, presses and lies on its line.

Everything is measured from the ink as it was recorded (mm, seconds), or from the picture where there is no ink; what a sample
cannot tell is left out. Figures of a hand are made of many of these in `engines.ink.hand`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.geometry import arc_length, resample_path
from engines.ink.kinematics import CORNER
from engines.ink.types import Ink

Floats = NDArray[np.float64]

LEAN = 60.0  # degrees from upright within which a part of a stroke tells of slant
LEANS = 120  # bins of the histogram of directions, from -LEAN to LEAN
CENTRES = (np.arange(LEANS) + 0.5) * (2 * LEAN / LEANS) - LEAN  # of the bins, degrees
STEPS = 20  # a letter's size is divided into so many steps for its shape
PARTS = 20  # of a stroke's time, for the profiles of speed and pressure
BENDS = np.geomspace(0.5, 32.0, 9)  # bounds of bins of curvature, radians for each letter size of way
BEAT = 0.01  # s: what moves is sampled evenly at 100 Hz
CALM = 0.012  # s: standard deviation of the window that takes the device's noise from speeds
LONGEST_LIFT = 2.0  # s: a longer pause between two strokes is no part of writing
PROMINENT = 0.12  # of a stroke's highest speed: by so much speed must fall for the next rise to count
STRAIGHT = 0.4  # radians that a steady way may turn through within TREMBLE for tremor to be told there,
STRAIGHT_LEAST = 8  # at so many samples at least
TREMBLE = 13  # samples of BEAT over which a steady hand moves along a cubic

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
    motion, speed, bends = _motion(written.ink, size)
    times = _times(written.ink, written.letters)
    press, pressure = _pressing(written.ink)
    drawn = _drawn_width(written.ink)
    widths = {"width": drawn, "weight": 100 * drawn / height if height > 0 else math.nan}
    values |= shape | motion | times | press | (widths if written.letters == 1 else {"width": drawn})
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


# Motion


def _even(t: Floats, columns: Floats) -> Floats | None:
    """Columns (N, K) at even times BEAT apart, or None where the device told no times that rise."""
    if len(t) < 5 or not np.isfinite(t).all() or t[-1] - t[0] < 5 * BEAT:
        return None
    keep = np.concatenate([[True], np.diff(t) > 0])
    if keep.sum() < 5:
        return None
    at = np.arange(t[0], t[-1] + BEAT / 2, BEAT)
    return np.stack([np.interp(at, t[keep], column[keep]) for column in columns.T], axis=1)


def _calmed(points: Floats) -> Floats:
    """Evenly timed points without the device's noise: a Gaussian window of CALM, ends kept."""
    reach = np.arange(-3, 4)
    window = np.exp(-0.5 * (reach * BEAT / CALM) ** 2)
    padded = np.concatenate([2 * points[:1] - points[3:0:-1], points, 2 * points[-1:] - points[-2:-5:-1]])
    return np.stack([np.convolve(column, window / window.sum(), "valid") for column in padded.T], axis=1)


def _cubic(count: int) -> Floats:
    """The weights of a cubic's value in the middle of `count` even samples (Savitzky & Golay 1964)."""
    at = np.arange(count) - count // 2
    return np.asarray(np.linalg.pinv(np.vander(at, 4, increasing=True))[0], np.float64)


_MIDDLE = _cubic(TREMBLE)


def _motion(ink: Ink, size: float) -> tuple[dict[str, float], Floats, Floats]:
    """speed: mm/s, median while the pen is down. slowing: the exponent by which speed falls as curvature rises, about 1/3 in
    practised movement (the two-thirds power law: Lacquaniti, Terzuolo & Viviani, Acta Psychologica 54, 1983). inversions: peaks
    of vertical speed in each up- or down-stroke, 1 where writing is automatic (Marquardt & Mai, "A computational procedure for
    movement analysis in handwriting", J. Neuroscience Methods 52, 1994). tremor: mm by which the pen strays sideways from a steady
    hand's way, a cubic within 0.13 s, where that runs straight (elsewhere quick turns would count). And the profiles."""
    speeds, logs, profile, strays, counts = [], [], [], [], []
    for stroke in ink:
        even = _even(stroke.t.astype(np.float64), stroke.xy.astype(np.float64))
        if even is None:
            continue
        points = _calmed(even)
        v = np.gradient(points, BEAT, axis=0)
        a = np.gradient(v, BEAT, axis=0)
        speed = np.hypot(v[:, 0], v[:, 1])
        speeds.append(speed)
        if arc_length(stroke.xy)[-1] < 0.4 * size:
            continue
        profile.append(np.interp(np.linspace(0, 1, PARTS), np.linspace(0, 1, len(speed)), speed))
        bend = np.abs(v[:, 0] * a[:, 1] - v[:, 1] * a[:, 0]) * size / np.maximum(speed, 1e-9) ** 3
        inner = slice(3, -3)
        keep = (speed[inner] > 0.1 * speed.max()) & (bend[inner] > BENDS[0]) & (bend[inner] < BENDS[-1])
        logs.append(np.stack([np.log(bend[inner][keep]), np.log(speed[inner][keep])]))
        counts += _inversions(v[:, 1])
        if len(even) >= TREMBLE + 4:
            strays.append(_strays(even))
    if not speeds:
        return {}, np.full(PARTS, np.nan), np.full(len(BENDS) - 1, np.nan)
    values = {"speed": float(np.median(np.concatenate(speeds)))}
    sideways = np.concatenate([*strays, np.zeros(0)])
    if len(sideways) >= STRAIGHT_LEAST:
        values["tremor"] = 1.4826 * float(np.median(sideways))  # as a standard deviation
    if counts:
        values["inversions"] = float(np.mean(counts))
    bends = np.full(len(BENDS) - 1, np.nan)
    if logs:
        bend, pace = np.concatenate(logs, axis=1)
        if len(bend) >= 12 and np.ptp(bend) > 1.0:
            values["slowing"] = -float(np.polyfit(bend, pace, 1)[0])
        place = np.digitize(np.exp(bend), BENDS) - 1
        for number in range(len(bends)):
            if (place == number).any():
                bends[number] = math.exp(float(np.median(pace[place == number])))
    return values, np.mean(profile, axis=0) if profile else np.full(PARTS, np.nan), bends


def _strays(even: Floats) -> Floats:
    """How far the pen, evenly timed (N, 2), is beside its steady way, mm, at the places where that runs straight."""
    steady = np.stack([np.convolve(column, _MIDDLE[::-1], "valid") for column in even.T], axis=1)
    way = np.gradient(steady, axis=0)
    way /= np.maximum(np.hypot(way[:, 0], way[:, 1])[:, None], 1e-9)
    off = even[TREMBLE // 2 : len(even) - TREMBLE // 2] - steady
    heading = np.unwrap(np.arctan2(way[:, 1], way[:, 0]))
    around = np.lib.stride_tricks.sliding_window_view(np.pad(heading, TREMBLE // 2, "edge"), TREMBLE)
    straight = np.ptp(around, axis=1) < STRAIGHT
    return np.abs(off[:, 0] * way[:, 1] - off[:, 1] * way[:, 0])[straight]


def _inversions(v: Floats) -> list[int]:
    """How many peaks the speed has in each up- or down-stroke of a vertical velocity (N,)."""
    highest = float(np.abs(v).max(initial=0.0))
    cuts = np.flatnonzero(np.diff(np.sign(v)) != 0) + 1
    found = []
    for piece in np.split(np.abs(v), cuts):
        if len(piece) < 4 or piece.max() < 0.25 * highest:
            continue
        count, low, high, rising = 0, piece[0], piece[0], True
        for value in piece[1:]:
            low, high = min(low, value), max(high, value)
            if rising and value < high - PROMINENT * highest:
                count, rising, low = count + 1, False, value
            elif not rising and value > low + PROMINENT * highest:
                rising, high = True, value
        found.append(max(1, count + int(rising and high - low > PROMINENT * highest and count > 0)))
    return found


def _times(ink: Ink, letters: int) -> dict[str, float]:
    """seconds: of writing a letter, lifts included. lift: s, median of a sample's lifts. air: % of the time with the pen up."""
    timed = [stroke.t[np.isfinite(stroke.t)] for stroke in ink]
    if not all(len(t) for t in timed):
        return {}
    begins, ends = (np.array([t[at] for t in timed], np.float64) for at in (0, -1))
    lifts = begins[1:] - ends[:-1]
    down = float((ends - begins).sum())
    if down <= 0 or (lifts < 0).any() or (lifts > LONGEST_LIFT).any():
        return {}
    whole = down + float(lifts.sum())
    found = {"seconds": whole / letters, "air": 100 * float(lifts.sum()) / whole}
    return found | ({"lift": float(np.median(lifts))} if len(lifts) else {})


def _pressing(ink: Ink) -> tuple[dict[str, float], Floats]:
    """pressure: %, median while the pen is down. force: % from light to firm (10th to 90th percentile). And the profile."""
    told = [stroke for stroke in ink if len(stroke) and np.isfinite(stroke.pressure).all()]
    every = np.concatenate([stroke.pressure for stroke in told]) if told else np.zeros(0)
    if len(every) < 3 or np.ptp(every) < 1e-6:  # a device that says the same always tells nothing
        return {}, np.full(PARTS, np.nan)
    at = np.linspace(0, 1, PARTS)
    profiles = [np.interp(at, np.linspace(0, 1, len(stroke)), stroke.pressure) for stroke in told if len(stroke) >= 5]
    light, firm = np.percentile(every, (10, 90))
    values = {"pressure": 100 * float(np.median(every)), "force": 100 * float(firm - light)}
    return values, np.mean(profiles, axis=0) if profiles else np.full(PARTS, np.nan)


# Layout


def _spaced(written: Written, strokes: list[Floats], width: float) -> dict[str, float]:
    ends = sorted((float(xy[:, 0].min()), float(xy[:, 0].max())) for xy in strokes)
    groups = [ends[0]]
    for left, right in ends[1:]:
        if left <= groups[-1][1]:
            groups[-1] = (groups[-1][0], max(groups[-1][1], right))
        else:
            groups.append((left, right))
    gaps = sorted((b[0] - a[1] for a, b in zip(groups, groups[1:], strict=False)), reverse=True)
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
