"""How the pen moved in one sample: speed, slowing in curves, fluency, tremor, lifts and pressure.

All of it needs a device that tells times (or pressure); what it does not tell is left out.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engines.ink.geometry import arc_length
from engines.ink.types import Ink

Floats = NDArray[np.float64]

PARTS = 20  # of a stroke's time, for the profiles of speed and pressure
BENDS = np.geomspace(0.5, 32.0, 9)  # bounds of bins of curvature, radians for each letter size of way
BEAT = 0.01  # s: what moves is sampled evenly at 100 Hz
CALM = 0.012  # s: standard deviation of the window that takes the device's noise from speeds
LONGEST_LIFT = 2.0  # s: a longer pause between two strokes is no part of writing
PROMINENT = 0.12  # of a stroke's highest speed: by so much speed must fall for the next rise to count
STRAIGHT = 0.4  # radians that a steady way may turn through within TREMBLE for tremor to be told there,
STRAIGHT_LEAST = 4  # at so many samples at least
TREMBLE = 13  # samples of BEAT over which a steady hand moves along a cubic


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


def motion(ink: Ink, size: float) -> tuple[dict[str, float], Floats, Floats]:
    """Speed and what becomes of it in curves.

    speed: mm/s, median while the pen is down. slowing: the exponent by which speed falls as curvature rises, about 1/3 in
    practised movement (the two-thirds power law: Lacquaniti, Terzuolo & Viviani, Acta Psychologica 54, 1983). inversions: peaks
    of vertical speed in each up- or down-stroke, 1 where writing is automatic (Marquardt & Mai, "A computational procedure for
    movement analysis in handwriting", J. Neuroscience Methods 52, 1994). tremor: mm by which the pen strays sideways from a
    steady hand's way, a cubic within 0.13 s, where that runs straight (elsewhere quick turns would count). And the profiles:
    speed over a stroke's time (PARTS,), speed by curvature (8,).
    """
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


def times(ink: Ink, letters: int) -> dict[str, float]:
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


def pressing(ink: Ink) -> tuple[dict[str, float], Floats]:
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
