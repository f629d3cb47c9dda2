"""How a hand moves: rapid strokes whose speed is a lognormal bell, overlapping in time and adding up as vectors.

The sigma-lognormal model of Plamondon (Kinematic Theory of Rapid Human Movements, 1995; as vectors O'Reilly & Plamondon, 2009):
each bell covers `length` along an arc from angle theta_start to theta_end with speed

    v(t) = D / (sigma sqrt(2 pi) (t - t0)) exp(-(ln(t - t0) - mu)^2 / (2 sigma^2)),

and the pen's velocity is the vector sum over bells. `synthesise` draws bells, `fit` finds those of a recorded stroke, `plan` sets
bells along a given path, and `retime` uses that to give human times to ink that has none, without moving a point.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engines.ink.geometry import arc_length, resample_path
from engines.ink.types import Ink, Stroke

Floats = NDArray[np.float64]

ONSET = 0.01  # of a planned bell's way happens before its visible start, and as much after its visible end
ONSET_SPREAD = 2.3263  # the same in standard deviations
REACH_TIME, REACH_LENGTH, REACH_POWER = 0.21, 10.0, 0.4  # a 10 mm stroke takes 0.21 s, a longer one relatively less (isochrony)
SHORTEST, LONGEST = 0.045, 3.0  # s, of any one bell
CORNER = 0.85  # rad: turning by more than this within a short way is a corner, where one bell ends and another begins
CURVE = 1.9  # rad that one bell turns through at most
AIR_TIME, AIR_LENGTH = 0.07, 0.05  # s to lift and land, and s for each sqrt(10 mm) between two strokes
DOT_TIME = 0.04  # s a dot takes


@dataclass(frozen=True)
class Bell:
    """One lognormal stroke. start: t0 in s; length: D in mm; mu (of seconds, typically -2..-1), sigma (0.1..0.5); angles: rad."""

    start: float
    length: float
    mu: float
    sigma: float
    theta_start: float = 0.0
    theta_end: float = 0.0

    def speed(self, t: ArrayLike) -> Floats:
        """(N,) mm/s at times t (s)."""
        since, spread = self._spread(t)
        safe = np.maximum(since, 1e-9)
        height = self.length / (self.sigma * math.sqrt(2 * math.pi) * safe)
        return np.where(since > 1e-9, height * np.exp(-0.5 * spread**2), 0.0)

    def progress(self, t: ArrayLike) -> Floats:
        """(N,) share 0..1 of the way covered by times t (s)."""
        since, spread = self._spread(t)
        return np.where(since > 1e-9, 0.5 * (1 + erf(spread / math.sqrt(2))), 0.0)

    def direction(self, t: ArrayLike) -> Floats:
        """(N,) angle of the motion at times t, rad."""
        return self.theta_start + (self.theta_end - self.theta_start) * self.progress(t)

    def offset(self, t: ArrayLike) -> Floats:
        """(N, 2) mm moved by times t: along a circular arc, or a straight line where both angles agree."""
        share, turn = self.progress(t), self.theta_end - self.theta_start
        if abs(turn) < 1e-6:
            return self.length * share[:, None] * np.array([math.cos(self.theta_start), math.sin(self.theta_start)])
        angle = self.theta_start + turn * share
        sides = np.stack([np.sin(angle) - math.sin(self.theta_start), math.cos(self.theta_start) - np.cos(angle)], axis=1)
        return self.length / turn * sides

    def _spread(self, t: ArrayLike) -> tuple[Floats, Floats]:
        since = np.atleast_1d(np.asarray(t, np.float64)) - self.start
        return since, (np.log(np.maximum(since, 1e-9)) - self.mu) / self.sigma


def erf(values: ArrayLike) -> Floats:
    """The error function, to 1.5e-7 (Abramowitz & Stegun 7.1.26)."""
    x = np.asarray(values, np.float64)
    k = 1 / (1 + 0.3275911 * np.abs(x))
    series = k * (0.254829592 + k * (-0.284496736 + k * (1.421413741 + k * (-1.453152027 + k * 1.061405429))))
    return np.sign(x) * (1 - series * np.exp(-x * x))


def synthesise(bells: tuple[Bell, ...] | list[Bell], t: ArrayLike, origin: tuple[float, float] = (0.0, 0.0)) -> Floats:
    """(N, 2) mm: where the pen is at times t (N,) s when `bells` move it from `origin`."""
    times = np.atleast_1d(np.asarray(t, np.float64))
    return np.sum([bell.offset(times) for bell in bells], axis=0, initial=0.0) + np.broadcast_to(origin, (len(times), 2))


@dataclass(frozen=True)
class Timing:
    """A planned bell: when its visible motion begins and ends (s), and its shape."""

    begin: float
    end: float
    sigma: float = 0.28

    def progress(self, t: ArrayLike) -> Floats:
        """(N,) share of the way at times t: 0 until begin, 1 from end on."""
        t = np.atleast_1d(np.asarray(t, np.float64))
        spread = math.exp(ONSET_SPREAD * self.sigma) - math.exp(-ONSET_SPREAD * self.sigma)
        median = (self.end - self.begin) / spread
        start = self.begin - median * math.exp(-ONSET_SPREAD * self.sigma)
        share = Bell(start, 1.0, math.log(median), self.sigma).progress(t)
        return np.select([t <= self.begin, t >= self.end], [0.0, 1.0], np.clip((share - ONSET) / (1 - 2 * ONSET), 0.0, 1.0))


def plan(lengths: ArrayLike, turns: ArrayLike, tempo: float = 1.0, roundness: float = 0.5, begin: float = 0.0) -> list[Timing]:
    """Timings for pieces of a path drawn one after another.

    lengths: (K,) mm; turns: (K-1,) rad by which the heading jumps between pieces; tempo: 1 ordinary, 2 twice as fast; roundness:
    0 (stops at corners) to 1 (runs them together). A smooth joint is overlapped by half, so the pen keeps moving through it.
    """
    spans = np.clip(REACH_TIME * (np.asarray(lengths, np.float64) / REACH_LENGTH) ** REACH_POWER, SHORTEST, LONGEST) / tempo
    sharp = np.clip(np.abs(np.asarray(turns, np.float64)) / 1.6, 0.0, 1.0)
    overlaps = 0.5 * (1 - sharp) + (0.04 + 0.3 * roundness) * sharp
    timings = []
    for index, span in enumerate(spans.tolist()):
        timings.append(Timing(begin, begin + span))
        if index + 1 < len(spans):
            begin += span - float(overlaps[index]) * min(span, float(spans[index + 1]))
    return timings


def follow(paths: list[Floats], timings: list[Timing], t: ArrayLike) -> Floats:
    """(N, 2) mm: where the pen is at times t when each planned bell draws its own piece of path and overlapping ones add up.

    The vector sum over bells, with arbitrary pieces (each (K, 2), beginning where the one before ends) in the place of arcs:
    the more two bells overlap at a corner, the rounder it is cut. Starts and ends exactly where the path does.
    """
    times = np.atleast_1d(np.asarray(t, np.float64))
    where = np.broadcast_to(paths[0][0], (len(times), 2)).copy()
    for path, timing in zip(paths, timings, strict=True):
        along = arc_length(path)
        at = timing.progress(times) * along[-1]
        where += np.stack([np.interp(at, along, path[:, 0]), np.interp(at, along, path[:, 1])], axis=1) - path[0]
    return where


def pieces(xy: ArrayLike) -> tuple[Floats, Floats]:
    """Where along a path (N, 2) one rapid movement gives way to the next.

    Returns ((K+1,) arc lengths from 0 to the path's length, (K-1,) rad by which the heading jumps at each cut: about 0 inside a
    curve that was cut only because no single movement turns so far).
    """
    points = np.asarray(xy, np.float64)
    total = float(arc_length(points)[-1]) if len(points) else 0.0
    if total <= 0:
        return np.array([0.0, total]), np.zeros(0)
    even = resample_path(points, 241).astype(np.float64)
    extent = float(max(np.ptp(even, axis=0)))
    reach = int(np.clip(round(0.07 * extent / (total / 240)), 2, 40))
    turn = _turning(even, reach)
    corners = _peaks(turn, reach, CORNER)
    cuts, jumps = [0.0], []
    for first, last in zip([0, *corners], [*corners, 240], strict=True):
        bend = np.abs(_turning(even, 2)[first : last + 1]) / 2
        for corner in (first, last):
            if 0 < corner < 240:
                near = np.abs(np.arange(first, last + 1) - corner) <= 3
                bend[near] = 0.0
        bent = np.cumsum(bend) + 1e-9 * np.arange(len(bend))
        parts = max(1, int(np.ceil(bent[-1] / CURVE - 0.1)))
        inner = np.interp(np.arange(1, parts) / parts * bent[-1], bent, np.arange(first, last + 1))
        cuts += [*(inner / 240 * total).tolist(), last / 240 * total]
        jumps += [0.0] * (parts - 1) + ([float(turn[last])] if last < 240 else [])
    return np.array(cuts), np.array(jumps)


def _turning(points: Floats, reach: int) -> Floats:
    """(N,) rad: the angle at each point between the chords to `reach` points before and after; 0 near the ends."""
    turn = np.zeros(len(points))
    before = points[reach:-reach] - points[: -2 * reach]
    after = points[2 * reach :] - points[reach:-reach]
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    turn[reach:-reach] = np.arctan2(cross, np.sum(before * after, axis=1))
    return turn


def _peaks(turn: Floats, reach: int, least: float) -> list[int]:
    size = np.abs(turn)
    found: list[int] = []
    for index in np.argsort(-size).tolist():
        if size[index] < least:
            break
        if all(abs(index - other) > reach for other in found):
            found.append(index)
    return sorted(found)


def retime(ink: Ink, tempo: float = 1.0, roundness: float = 0.5) -> Ink:
    """The same points with the times a hand would have taken: quick on straight ways, slow at corners and strong bends, and
    pauses in the air between strokes. Every time is replaced. tempo: 1 ordinary, 2 twice as fast. Begins at 0 s.

    Raises ValueError for a tempo that is not positive.
    """
    if not tempo > 0:
        raise ValueError("A tempo must be positive.")
    strokes: list[Stroke] = []
    clock, last = 0.0, None
    for stroke in ink:
        if len(stroke):
            if last is not None:
                clock += air_time(math.hypot(*(stroke.xy[0].astype(np.float64) - last))) / tempo
            times = _times(stroke, tempo, roundness)
            strokes.append(stroke.derive(stroke.xy, t=clock + times))
            clock, last = clock + float(times[-1]), stroke.xy[-1].astype(np.float64)
        else:
            strokes.append(stroke.derive(stroke.xy))
    return Ink(tuple(strokes))


def air_time(distance: float) -> float:
    """Seconds from lifting the pen to landing it `distance` mm away."""
    return min(AIR_TIME + AIR_LENGTH * math.sqrt(distance / 10), LONGEST)


def _times(stroke: Stroke, tempo: float, roundness: float) -> Floats:
    """(N,) seconds from the stroke's first point to each, by where the sum of its bells has come along its length."""
    along = arc_length(stroke.xy)
    if along[-1] <= 0:
        return np.linspace(0.0, DOT_TIME / tempo, len(stroke)) if len(stroke) > 1 else np.zeros(1)
    cuts, turns = pieces(stroke.xy)
    timings = plan(np.diff(cuts), turns, tempo, roundness)
    clock = np.linspace(0.0, timings[-1].end, max(64, int(timings[-1].end * 500)))
    covered = np.sum([np.diff(cuts)[k] * timing.progress(clock) for k, timing in enumerate(timings)], axis=0)
    covered = np.maximum.accumulate(covered) + np.linspace(0.0, 1e-9, len(clock)) * along[-1]
    return np.interp(along, covered * along[-1] / covered[-1], clock)


@dataclass(frozen=True)
class Fit:
    """A recorded stroke as bells. origin: where they start, mm. snr: dB of its velocity over what the bells leave unexplained."""

    bells: tuple[Bell, ...]
    origin: tuple[float, float]
    snr: float

    def path(self, t: ArrayLike) -> Floats:
        """(N, 2) mm: where the bells have the pen at times t, s."""
        return synthesise(self.bells, t, self.origin)


FIT_RATE = 200.0  # Hz at which a velocity is compared
FIT_SNR = 25.0  # dB above which no further bell is tried (15 dB is usually called a good fit)
FIT_LOW = np.array([-np.inf, math.log(1e-3), -4.0, math.log(0.05), -np.inf, -np.inf])  # start, ln D, mu, ln sigma, two angles
FIT_HIGH = np.array([np.inf, math.log(1e3), 0.7, math.log(0.7), np.inf, np.inf])


def fit(stroke: Stroke, most: int = 16) -> Fit:
    """The bells, at most `most`, whose vector sum best explains a recorded stroke's velocity (least squares, bounded).

    One bell is set at each peak of the speed and all are refined together (Levenberg-Marquardt); then, one by one, at what is
    left over. Raises ValueError for a stroke without known, increasing times, or one that does not move.
    """
    t, velocity, origin = _velocity(stroke)
    values = _first_guess(t, velocity)[:most]
    values, error = _refine(values, t, velocity)
    power = float(np.sum(velocity**2))
    while 10 * math.log10(power / max(error, 1e-12 * power)) < FIT_SNR and len(values) < most:
        rest = velocity - _sum(values, t)
        more, less = _refine(np.concatenate([values, _first_guess(t, rest, 1)]), t, velocity)
        if less > 0.93 * error:
            break
        values, error = more, less
    bells = sorted((_bell(row) for row in values), key=lambda bell: bell.start)
    return Fit(tuple(bells), origin, 10 * math.log10(power / max(error, 1e-12 * power)))


def _velocity(stroke: Stroke) -> tuple[Floats, Floats, tuple[float, float]]:
    """(N,) even times, (N, 2) mm/s lightly smoothed, and the first point."""
    known = np.isfinite(stroke.t)
    times, xy = stroke.t[known].astype(np.float64), stroke.xy[known].astype(np.float64)
    fresh = np.concatenate([[True], times[1:] > np.maximum.accumulate(times)[:-1]]) if len(times) else np.zeros(0, bool)
    times, xy = times[fresh], xy[fresh]
    if len(times) < 3 or np.ptp(xy, axis=0).max() <= 0:
        raise ValueError("Bells can only be fitted to a moving stroke whose times are known.")
    t = np.arange(times[0], times[-1] + 0.5 / FIT_RATE, 1 / FIT_RATE)
    even = np.stack([np.interp(t, times, xy[:, axis]) for axis in (0, 1)], axis=1)
    kernel = np.exp(-0.5 * (np.arange(-5, 6) / 1.6) ** 2)
    padded = np.pad(even, ((5, 5), (0, 0)), mode="edge")
    calm = np.stack([np.convolve(padded[:, axis], kernel / kernel.sum(), mode="valid") for axis in (0, 1)], axis=1)
    return t, np.gradient(calm, 1 / FIT_RATE, axis=0) if len(t) > 1 else np.zeros((1, 2)), (float(xy[0, 0]), float(xy[0, 1]))


def _first_guess(t: Floats, velocity: Floats, most: int = 1000) -> Floats:
    """(K, 6) one bell for each of the highest peaks of the speed, as wide as the valleys beside it allow."""
    speed = np.hypot(velocity[:, 0], velocity[:, 1])
    padded = np.concatenate([[0.0], speed, [0.0]])
    peaks = np.flatnonzero((padded[1:-1] >= padded[:-2]) & (padded[1:-1] > padded[2:]) & (speed > 0.05 * speed.max()))
    valleys = np.concatenate([[0], np.flatnonzero((speed[1:-1] < speed[:-2]) & (speed[1:-1] <= speed[2:])) + 1, [len(t) - 1]])
    sigma, rows = 0.3, []
    for peak in peaks[np.argsort(-speed[peaks], kind="stable")][:most].tolist():
        before = max((int(v) for v in valleys if v < peak), default=0)
        after = min((int(v) for v in valleys if v > peak), default=len(t) - 1)
        median = max((t[after] - t[before]) / 1.3, 0.04)
        start = t[peak] - median * math.exp(-(sigma**2))
        length = speed[peak] * sigma * math.sqrt(2 * math.pi) * median * math.exp(-(sigma**2) / 2)
        heading = np.unwrap(np.arctan2(velocity[before : after + 1, 1], velocity[before : after + 1, 0]))
        middle = peak - before
        turn = [
            float(np.clip(heading[edge] - heading[middle], -1.5, 1.5)) for edge in (middle // 2, (middle + len(heading)) // 2)
        ]
        rows.append([start, math.log(max(length, 1e-3)), math.log(median), math.log(sigma), *(heading[middle] + np.array(turn))])
    return np.array(rows).reshape(-1, 6)


def _bell(row: Floats) -> Bell:
    start, length, mu, sigma, theta_start, theta_end = row.tolist()
    return Bell(start, math.exp(length), mu, math.exp(sigma), theta_start, theta_end)


def _moves(row: Floats, t: Floats) -> Floats:
    bell = _bell(row)
    angle = bell.direction(t)
    return bell.speed(t)[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _sum(values: Floats, t: Floats) -> Floats:
    return np.sum([_moves(row, t) for row in values], axis=0, initial=0.0) + np.zeros((len(t), 2))


def _refine(values: Floats, t: Floats, velocity: Floats, rounds: int = 40) -> tuple[Floats, float]:
    """Bounded Levenberg-Marquardt on all bells at once: their (K, 6) values and the squared error left."""
    low, high = np.tile(FIT_LOW, len(values)), np.tile(FIT_HIGH, len(values))
    at, damping = np.clip(values.ravel(), low, high), 1e-2
    rest = velocity - _sum(at.reshape(-1, 6), t)
    error = float(np.sum(rest**2))
    for _ in range(rounds):
        slopes = []
        for row in at.reshape(-1, 6):
            now = _moves(row, t)
            slopes += [((_moves(row + 1e-5 * unit, t) - now) / 1e-5).ravel() for unit in np.eye(6)]
        jacobian = np.stack(slopes, axis=1)
        normal, right = jacobian.T @ jacobian, jacobian.T @ rest.ravel()
        scale = np.diag(np.maximum(np.diag(normal), 1e-6 * np.diag(normal).max() + 1e-12))
        for _ in range(6):
            tried = np.clip(at + np.linalg.solve(normal + damping * scale, right), low, high)
            left = velocity - _sum(tried.reshape(-1, 6), t)
            if float(np.sum(left**2)) < error:
                break
            damping *= 4
        else:
            return at.reshape(-1, 6), error
        gained = error - float(np.sum(left**2))
        at, rest, error, damping = tried, left, error - gained, max(damping / 5, 1e-7)
        if gained < 1e-4 * error:
            break
    return at.reshape(-1, 6), error
