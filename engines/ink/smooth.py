"""The pen as a small mass on a spring: live smoothing that keeps up with the hand and still lands where the hand landed.

Each event passes two stages. A moving average steadies the wobble of a slow hand and lets a fast one through untouched; then
a damped spring pulls a mass after it, stepped finely enough that a 60 Hz mouse draws curves. The spring is the one of Google's
ink-stroke-modeler (M = 11/32400 s^2, k_d = 72/s, 180 Hz) at full strength, and proportionally stiffer below.

Two things are ours. Time and pressure ride on the same spring as the position, so a smoothed point carries the time at which
the hand was there: the filter's delay shows up in no timestamp. And each step is the spring's exact solution for an anchor
that moves in a straight line, so nothing depends on the step's size and no strength can make it unstable.

For hands that tremble the moving average grows to as much as TREMOR_WINDOW, long enough to level tremor of 4 to 12 Hz, and lets
fast movement through no more than slow.

Smoothing is a view: the recorded stroke keeps its raw points.
"""

from __future__ import annotations

import math
from collections import deque

import numpy as np
from numpy.typing import NDArray

from engines.ink.types import Stroke

Points = NDArray[np.float64]  # (K, 4): x, y in millimetres, t in seconds, pressure in 0..1 or NaN
Row = tuple[float, float, float, float]

SPRING = 11 / 32400  # s^2, mass over stiffness at full strength
DRAG = 72.0  # 1/s, at full strength
WOBBLE_WINDOW = 0.04  # s, at full strength
WOBBLE_SLOW, WOBBLE_FAST = 13.0, 26.0  # mm/s: fully averaged below the one, untouched above the other
TREMOR_WINDOW = 0.25  # s added to it at full strength of the tremor filter: a whole period of the slowest tremor
LEAST = 0.05  # strength of the spring behind the tremor filter
MEMORY = 0.04  # s of events that are remembered, at least
LONGEST_STEP = 0.5  # mm between smoothed points, so that a fast curve shows no corners
MOST_STEPS = 32  # smoothed points for one event
UNKNOWN_STEP = 1 / 120  # s between events whose times are unknown
REPEATED_STEP = 1 / 400  # s between events that claim the same moment (tablet drivers deliver in bursts)
SAME_MOMENT = 1e-4  # s: no tablet is quicker
LONGEST_GAP = 0.1  # s: a hand that rested longer has let the spring settle
ARRIVED = 0.005  # mm from the true end at which catching up stops
EMPTY: Points = np.zeros((0, 4))


class PenModel:
    """Streaming smoother: `reset`, `push` an event, `predict` what to show beyond it, `finish` at pen-up.

    strength: 0 (raw points pass untouched) to 1 (calmest). rate: the least number of smoothed points a second. tremor: 0 to 1,
    the strength of the tremor filter.
    Events whose x or y is not finite are dropped; unknown (NaN), repeated and backward times are bridged, unknown pressure is
    held. Raises ValueError for strengths outside 0..1 or a rate that is not positive.
    """

    def __init__(self, strength: float = 0.5, rate: float = 180.0, tremor: float = 0.0) -> None:
        if not 0 <= strength <= 1 or not 0 <= tremor <= 1 or not rate > 0:
            raise ValueError("Smoothing and tremor strength must be between 0 and 1, and the rate positive.")
        strength = max(strength, LEAST) if tremor else strength
        self.strength, self.rate, self.tremor = strength, rate, tremor
        self._window = WOBBLE_WINDOW * strength + TREMOR_WINDOW * tremor
        scale = max(strength, 1e-9)
        self._decay = DRAG / 2 / scale  # zeta * omega
        self._swing = math.sqrt(1 / SPRING - DRAG**2 / 4) / scale  # the damped frequency, rad/s
        self._delay = DRAG * SPRING * scale  # s that the mass trails behind a steady anchor
        self.reset()

    def reset(self) -> None:
        """Forget the stroke; the next push begins a new one."""
        self._tip: Row | None = None  # the newest event, bridged
        self._anchor: Row = (0.0, 0.0, 0.0, 0.0)
        self._mass: Row = (0.0, 0.0, 0.0, 0.0)
        self._speed: Row = (0.0, 0.0, 0.0, 0.0)
        self._latest = -math.inf  # the newest time given out
        self._pressed = False  # whether any pressure was told
        self._recent: deque[tuple[float, float, Row]] = deque()  # (dt, distance, event) of the last MEMORY seconds

    def push(self, x: float, y: float, t: float = math.nan, pressure: float = math.nan) -> Points:
        """One event -> (K, 4) newly smoothed points, perhaps none. x, y: mm; t: s; pressure: 0..1 or NaN."""
        if not (math.isfinite(x) and math.isfinite(y)):
            return EMPTY
        event, dt = self._bridged(x, y, t, pressure)
        first, self._tip = self._tip is None, event
        if self.strength == 0:
            self._note(event, dt)
            return np.array([(x, y, t, pressure)])
        if first:
            self._anchor = self._mass = event
            self._note(event, dt)
            return self._rows([event])
        before, self._anchor = self._anchor, self._steadied(event, dt)
        return self._rows(self._follow(before, self._anchor, dt))

    def finish(self) -> Points:
        """The rest of the stroke, to exactly where (and when) the pen was lifted; the model is then ready for another."""
        rows = EMPTY if self._tip is None or self.strength == 0 else self._rows(self._catch_up(self._tip))
        self.reset()
        return rows

    def predict(self, horizon: float = 0.02) -> Points:
        """(K, 4) points to show but not keep: from the last smoothed point to the pen's tip and `horizon` seconds beyond.

        With horizon 0 it only reaches the tip. Changes nothing: the next push is as if it had not been asked.
        """
        if self._tip is None:
            return EMPTY
        kept = self._mass, self._speed, self._latest
        if self.tremor:  # the tip trembles: show no more of the way there than is calm
            rows = self._catch_up(self._anchor)
        else:
            rows = ([] if self.strength == 0 else self._catch_up(self._tip)) + self._beyond(self._tip, horizon)
        shown = self._rows(rows)
        self._mass, self._speed, self._latest = kept
        return shown

    def _bridged(self, x: float, y: float, t: float, pressure: float) -> tuple[Row, float]:
        """The event with a usable time and pressure, and the seconds since the event before it."""
        if self._tip is None:
            self._pressed = math.isfinite(pressure)
            return (x, y, t if math.isfinite(t) else 0.0, pressure if self._pressed else 0.0), 0.0
        before = self._tip
        if not math.isfinite(t):
            t = before[2] + UNKNOWN_STEP
        dt = min(t - before[2], LONGEST_GAP) if t > before[2] + SAME_MOMENT else REPEATED_STEP
        if not math.isfinite(pressure):
            pressure = before[3]
        elif not self._pressed:  # the device begins to tell late: nothing before it to blend with
            self._pressed = True
            self._mass, self._anchor = (*self._mass[:3], pressure), (*self._anchor[:3], pressure)
        return (x, y, max(t, before[2]), pressure), dt

    def _note(self, event: Row, dt: float) -> None:
        before = self._recent[-1][2] if self._recent else event
        self._recent.append((dt, math.hypot(event[0] - before[0], event[1] - before[1]), event))
        span = sum(moment[0] for moment in self._recent) - self._recent[0][0]
        while len(self._recent) > 2 and span - self._recent[1][0] >= max(MEMORY, self._window):
            self._recent.popleft()
            span -= self._recent[0][0]

    def _steadied(self, event: Row, dt: float) -> Row:
        """Where the spring is anchored: the mean of the last moments for a slow hand, the event itself for a fast one."""
        self._note(event, dt)
        window = left = self._window
        mean, way = [0.0, 0.0, 0.0, 0.0], 0.0
        for index in range(len(self._recent) - 1, 0, -1):
            span, length, now = self._recent[index]
            share = min(1.0, left / span)  # of this step that lies inside the window
            before = _between(now, self._recent[index - 1][2], share)
            for axis in range(4):
                mean[axis] += share * span * (before[axis] + now[axis]) / 2
            way, left = way + share * length, left - share * span
            if share < 1:
                break
        pace = way / (window - left)
        raw = min(max((pace - WOBBLE_SLOW) / (WOBBLE_FAST - WOBBLE_SLOW), 0.0), 1.0) * max(0.0, 1 - 4 * self.tremor)
        if raw == 1.0:
            return event
        x, y, t, p = (raw * e + (1 - raw) * m / (window - left) for e, m in zip(event, mean, strict=True))
        return x, y, t, p

    def _follow(self, before: Row, after: Row, dt: float) -> list[Row]:
        """The mass drawn along while its anchor moves from `before` to `after` within dt seconds."""
        way = math.hypot(after[0] - before[0], after[1] - before[1])
        count = min(max(1, math.ceil(dt * self.rate - 1e-6), math.ceil(min(way / LONGEST_STEP, MOST_STEPS))), MOST_STEPS)
        rows = []
        for step in range(count):
            a, b = step / count, (step + 1) / count
            start, end = _between(before, after, a), _between(before, after, b)
            self._mass, self._speed = self._spring(start, end, dt / count)
            rows.append(self._mass)
        return rows

    def _spring(self, start: Row, end: Row, dt: float) -> tuple[Row, Row]:
        """Exact position and velocity of mass and spring after dt, the anchor moving evenly from start to end."""
        fade, turn = math.exp(-self._decay * dt), self._swing * dt
        cosine, sine = math.cos(turn), math.sin(turn)
        mass, speed = [0.0] * 4, [0.0] * 4
        for axis in range(4):
            drift = (end[axis] - start[axis]) / dt
            offset = self._mass[axis] - start[axis] + self._delay * drift  # from the steady solution, which trails by the delay
            rush = self._speed[axis] - drift
            swing = (rush + self._decay * offset) / self._swing
            mass[axis] = end[axis] - self._delay * drift + fade * (offset * cosine + swing * sine)
            speed[axis] = drift + fade * (rush * cosine - (self._decay * swing + self._swing * offset) * sine)
        return (mass[0], mass[1], mass[2], mass[3]), (speed[0], speed[1], speed[2], speed[3])

    def _catch_up(self, end: Row) -> list[Row]:
        """From the mass to exactly `end`, without swinging past it: a step that would overshoot is taken shorter."""
        rows, dt = [], 1 / self.rate
        for _ in range(MOST_STEPS):
            gap = (end[0] - self._mass[0], end[1] - self._mass[1])
            mass, speed = self._spring(end, end, dt)
            way = (mass[0] - self._mass[0], mass[1] - self._mass[1])
            if math.hypot(*gap) < ARRIVED or way[0] ** 2 + way[1] ** 2 < (0.2 * ARRIVED) ** 2:
                break
            if gap[0] * way[0] + gap[1] * way[1] < way[0] ** 2 + way[1] ** 2:  # nearest to the end before the step is over
                dt /= 2
                continue
            self._mass, self._speed = mass, speed
            rows.append((*mass[:2], min(mass[2], end[2]), mass[3]))
        if not rows or rows[-1] != end:
            rows.append(end)
        return rows

    def _beyond(self, tip: Row, horizon: float) -> list[Row]:
        """Where the hand will be within `horizon`: on at its present velocity, less far when it is slowing or turning."""
        moments = list(self._recent)
        if horizon <= 0 or len(moments) < 3:
            return []
        half = len(moments) // 2
        early, late = _velocity(moments[: half + 1]), _velocity(moments[half:])
        size = math.hypot(*late)
        if size == 0:
            return []
        steadiness = (early[0] * late[0] + early[1] * late[1]) / max(math.hypot(*early), size) / size
        reach = 0.7 * horizon * min(max(steadiness, 0.0), 1.0)
        return [(tip[0] + late[0] * reach * f, tip[1] + late[1] * reach * f, tip[2] + horizon * f, tip[3]) for f in (0.5, 1.0)]

    def _rows(self, rows: list[Row]) -> Points:
        """As an array: times never run backward, unknown pressure stays unknown."""
        if not rows:
            return EMPTY
        points = np.array(rows)
        points[:, 2] = np.maximum(np.maximum.accumulate(points[:, 2]), self._latest)
        self._latest = float(points[-1, 2])
        if not self._pressed:
            points[:, 3] = np.nan
        return points


def _between(before: Row, after: Row, share: float) -> Row:
    if share == 1.0:
        return after
    x, y, t, p = (b + share * (a - b) for b, a in zip(before, after, strict=True))
    return x, y, t, p


def _velocity(moments: list[tuple[float, float, Row]]) -> tuple[float, float]:
    span = sum(moment[0] for moment in moments[1:])
    first, last = moments[0][2], moments[-1][2]
    return ((last[0] - first[0]) / span, (last[1] - first[1]) / span) if span > 0 else (0.0, 0.0)


def smooth(stroke: Stroke, strength: float = 0.5, rate: float = 180.0, tremor: float = 0.0) -> Stroke:
    """The whole stroke as PenModel would have drawn it live, as a stroke derived from it; strengths of 0 give it back.

    Times or pressures that the device never told stay unknown.
    """
    if (strength == 0 and tremor == 0) or len(stroke) == 0:
        return stroke
    model = PenModel(strength, rate, tremor)
    columns = zip(stroke.xy.tolist(), stroke.t.tolist(), stroke.pressure.tolist(), strict=True)
    points = np.concatenate([*(model.push(x, y, t, p) for (x, y), t, p in columns), model.finish()])
    timed = bool(np.isfinite(stroke.t).any())
    return stroke.derive(points[:, :2], t=points[:, 2] if timed else np.full(len(points), np.nan), pressure=points[:, 3])
