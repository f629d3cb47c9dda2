"""Ductus' own sample ink: an alphabet drawn for this program, moved by sigma-lognormal bells, written by invented writers.

It needs no data and no network: tests, demonstrations, first sample ink and the fallback for characters that no model has seen
all come from here. A writer is a handful of parameters; their habits (which form of a letter, how it is bent) follow from the
writer's seed, so one writer's letters resemble each other and differ a little every time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engines.ink.kinematics import air_time, follow, pieces, plan
from engines.ink.strokes_table import ENTERED, FORMS, JOINED, XHEIGHT
from engines.ink.types import Ink, Stroke

Floats = NDArray[np.float64]

ALPHABET = "".join(FORMS)
"""Every character that can be written, letters and digits first."""

RATE = 200.0  # Hz, of the imagined tablet
CURVE_POINTS = 24  # a control segment, before it is timed
SPACE = 38.0  # of the capital height / 100, the width of a blank
BEARING = 17.0  # the same, between two letters that are not joined


@dataclass(frozen=True)
class Writer:
    """An invented hand. The same seed has the same habits.

    slant: degrees, right-leaning positive. aspect: width of letters, 1 as drawn. xheight: of small letters to capitals.
    roundness: 0 angular to 1 flowing. size: capital height, mm. speed: 1 ordinary. tremor: mm. pressure: 0..1 on average;
    contrast: how much heavier down-strokes press. habit: how far the writer's letters stray from the alphabet's, variation: how
    far from each other (both in hundredths of the capital height). spacing: between letters, 1 as drawn. joined: runs small
    letters together.
    """

    seed: int = 0
    slant: float = 6.0
    aspect: float = 1.0
    xheight: float = 0.5
    roundness: float = 0.5
    size: float = 8.0
    speed: float = 1.0
    tremor: float = 0.02
    pressure: float = 0.55
    contrast: float = 0.25
    habit: float = 2.0
    variation: float = 1.2
    spacing: float = 1.0
    joined: bool = False
    name: str = ""

    @classmethod
    def random(cls, seed: int) -> Writer:
        """A plausible writer, named after the seed."""
        rng = np.random.default_rng([seed, 77])
        return cls(
            seed=seed,
            slant=float(np.clip(rng.normal(6, 9), -14, 28)),
            aspect=float(np.clip(rng.normal(1.0, 0.13), 0.72, 1.35)),
            xheight=float(np.clip(rng.normal(0.5, 0.05), 0.38, 0.62)),
            roundness=float(rng.uniform(0.1, 0.9)),
            size=float(rng.uniform(6.0, 11.0)),
            speed=float(np.clip(rng.lognormal(0.0, 0.25), 0.55, 1.8)),
            tremor=float(rng.choice([0.012, 0.02, 0.035, 0.07], p=[0.4, 0.35, 0.2, 0.05])),
            pressure=float(np.clip(rng.normal(0.55, 0.12), 0.25, 0.85)),
            contrast=float(rng.uniform(0.05, 0.4)),
            habit=float(rng.uniform(2.0, 5.0)),
            variation=float(rng.uniform(0.8, 2.0)),
            spacing=float(np.clip(rng.normal(1.0, 0.2), 0.6, 1.6)),
            joined=bool(rng.random() < 0.45),
            name=f"synthetic/{seed}",
        )


@dataclass(frozen=True)
class Path:
    """One stroke before it is moved: control points (K, 2) in the table's units, and which of them are corners (K,)."""

    points: Floats
    corners: NDArray[np.bool_]


def strokes_of(form: str) -> list[Path]:
    """A form of the table as paths, one a stroke."""
    paths = []
    for stroke in form.split("|"):
        marks = stroke.split()
        points = [[float(value) for value in mark.rstrip("!").split(",")] for mark in marks]
        paths.append(Path(np.array(points), np.array([mark.endswith("!") for mark in marks])))
    return paths


def curve(points: Floats) -> Floats:
    """(K, 2) -> (M, 2): a smooth curve through the points, by Hobby's splines.

    J. D. Hobby, Smooth, easy to compute interpolating splines (1986), with tension and end curl 1. Equal neighbours are dropped.
    """
    z = points[:, 0] + 1j * points[:, 1]
    z = z[np.concatenate([[True], np.abs(np.diff(z)) > 1e-9])]
    if len(z) < 3:
        share = np.linspace(0.0, 1.0, CURVE_POINTS + 1)
        line = z[0] + share * (z[-1] - z[0])
        return np.stack([line.real, line.imag], axis=1)
    way = np.diff(z)
    leave, arrive = _hobby_angles(way.astype(np.complex128))
    first = z[:-1] + np.exp(1j * leave) * way * _velocity(leave, arrive)
    second = z[1:] - np.exp(-1j * arrive) * way * _velocity(arrive, leave)
    share = (np.arange(CURVE_POINTS) / CURVE_POINTS)[None, :]
    a, b, c, d = (value[:, None] for value in (z[:-1], first, second, z[1:]))
    bezier = a * (1 - share) ** 3 + 3 * b * share * (1 - share) ** 2 + 3 * c * share**2 * (1 - share) + d * share**3
    line = np.append(bezier.ravel(), z[-1])
    return np.stack([line.real, line.imag], axis=1)


def _hobby_angles(way: NDArray[np.complex128]) -> tuple[Floats, Floats]:
    """The angles at which the spline leaves and meets each chord, from the continuity of (mock) curvature."""
    count = len(way)
    turn = np.angle(way[1:] / way[:-1]).astype(np.float64)
    inverse = 1 / np.abs(way)
    system, right = np.zeros((count + 1, count + 1)), np.zeros(count + 1)
    system[0, :2], right[0] = 1.0, -turn[0]
    system[count, count - 1 :] = 1.0
    for k in range(1, count):
        system[k, k - 1 : k + 2] = inverse[k - 1], 2 * (inverse[k - 1] + inverse[k]), inverse[k]
        right[k] = -2 * inverse[k - 1] * turn[k - 1] - (inverse[k] * turn[k] if k < count - 1 else 0.0)
    leave = np.linalg.solve(system, right).astype(np.float64)
    return leave[:-1], np.asarray(-np.append(turn, 0.0) - leave[1:], np.float64)


def _velocity(theta: Floats, phi: Floats) -> Floats:
    """Hobby's rho: how far out a control point lies, as a share of the chord."""
    top = math.sqrt(2) * (np.sin(theta) - np.sin(phi) / 16) * (np.sin(phi) - np.sin(theta) / 16) * (np.cos(theta) - np.cos(phi))
    below = 1 + 0.5 * (math.sqrt(5) - 1) * np.cos(theta) + 0.5 * (3 - math.sqrt(5)) * np.cos(phi)
    return np.clip((2 + top) / (3 * below), 0.05, 1.2)


def glyph(char: str, writer: Writer | None = None, seed: int = 0) -> Ink:
    """One character, its capital box standing at about (0, 0)..(width, size) mm; timed at 200 Hz, with pressure.

    Raises ValueError for a character outside ALPHABET.
    """
    writer = writer or Writer()
    rng = np.random.default_rng([writer.seed, seed, ord(char[0]) if char else 0])
    return _moved(_written(char, writer, rng, joined=False), writer, rng)


def word(text: str, writer: Writer | None = None, seed: int = 0) -> Ink:
    """A line of writing from x = 0 on, capitals between y = 0 and `size` mm. Blanks move on; a joined hand runs letters together.

    Raises ValueError for a character outside ALPHABET.
    """
    writer = writer or Writer()
    rng = np.random.default_rng([writer.seed, seed, *map(ord, text)])
    paths: list[Path] = []
    x, drift = 0.0, 0.0
    for chunk in text.split(" "):
        run: list[Path] = []
        late: list[Path] = []  # dots and bars, set when the word has run out
        open_end = False
        for index, char in enumerate(chunk):
            follows = writer.joined and char in JOINED and chunk[index + 1 : index + 2] in ENTERED and index + 1 < len(chunk)
            letter = _written(char, writer, rng, joined=follows or (open_end and char in JOINED))
            left = min(float(path.points[:, 0].min()) for path in letter)
            right = max(float(path.points[:, 0].max()) for path in letter)
            drift = 0.8 * drift + rng.normal(0, writer.variation)
            letter = [Path(path.points + np.array([x - left, drift]), path.corners) for path in letter]
            if open_end and char in ENTERED:
                run[-1] = _tied(run[-1], letter[0], char)
            else:
                run.append(letter[0])
            (late if writer.joined and char in JOINED else run).extend(letter[1:])
            open_end = follows
            x += (right - left) + (
                ENTERED[chunk[index + 1]][0] if follows else BEARING * writer.spacing * (1 + 0.12 * rng.normal())
            )
        paths += run + late
        x += SPACE * writer.spacing
    return _moved(paths, writer, rng)


def samples(count: int, seed: int = 0, alphabet: str = ALPHABET, writers: int = 64) -> Iterator[tuple[str, str, Ink]]:
    """`count` glyphs as (character, writer's name, ink), from that many invented writers; the same seed gives the same ink."""
    rng = np.random.default_rng(seed)
    hands = [Writer.random(seed * 1000 + index) for index in range(writers)]
    for index in range(count):
        hand = hands[int(rng.integers(len(hands)))]
        char = alphabet[int(rng.integers(len(alphabet)))]
        yield char, hand.name, glyph(char, hand, index)


def _tied(run: Path, letter: Path, char: str) -> Path:
    """The run carried on into the first stroke of `char`. Letters that begin by turning back are entered with a corner."""
    _, across, up = ENTERED[char]
    exit_, entry = run.points[-1], letter.points[0]
    through = exit_ + (entry - exit_) * [across, up]
    corners = letter.corners.copy()
    corners[0] = char not in "el"
    return Path(np.concatenate([run.points, [through], letter.points]), np.concatenate([run.corners, [False], corners]))


def _written(char: str, writer: Writer, rng: np.random.Generator, joined: bool) -> list[Path]:
    """The writer's form of a character with habits and this time's deviations, in the table's units."""
    if char not in FORMS:
        raise ValueError(f"Ductus has no strokes for {char!r}.")
    habits = np.random.default_rng([writer.seed, ord(char), int(joined)])
    forms = FORMS[char]
    weights = np.array([2.0] + [1.0] * (len(forms) - 1))
    form = forms[int(habits.choice(len(forms), p=weights / weights.sum()))]
    paths = strokes_of(JOINED[char] if joined else form)
    everything = np.concatenate([path.points for path in paths])
    detail = min(1.0, float(np.ptp(everything, axis=0).max()) / 50)  # small marks are not bent by as much as letters
    lean, stretch = rng.normal(0, 0.012 * writer.variation), 1 + rng.normal(0, 0.025 * writer.variation, 2)
    out = []
    for path in paths:
        points = path.points.copy()
        if char.islower():
            points[:, 1] = np.interp(points[:, 1], [-50, 0, XHEIGHT, 100], [-50, 0, 100 * writer.xheight, 100])
        bend = habits.normal(0, 0.6 * writer.habit, points.shape) + habits.normal(0, 0.5 * writer.habit, 2)
        bend += rng.normal(0, 0.6 * writer.variation, points.shape) + rng.normal(0, 0.5 * writer.variation, 2)
        points = (points + detail * bend) * stretch
        points[:, 0] += lean * points[:, 1]
        out.append(_overrun(Path(points, path.corners), writer, rng))
    return out


def _overrun(path: Path, writer: Writer, rng: np.random.Generator) -> Path:
    """Hands start early and stop late: straight strokes get a slight bow and ends of their own length."""
    points = path.points
    if len(points) != 2 or np.hypot(*(points[1] - points[0])) < 8:
        return path
    way = points[1] - points[0]
    normal = np.array([-way[1], way[0]])
    bow = points.mean(axis=0) + normal * rng.normal(0, 0.012 + 0.01 * writer.roundness)
    ends = points + np.outer(rng.normal(0, 0.02 * writer.variation, 2), way)
    return Path(np.array([ends[0], bow, ends[1]]), np.zeros(3, bool))


def _moved(paths: list[Path], writer: Writer, rng: np.random.Generator) -> Ink:
    """Paths in table units -> ink in mm with times, pressure and tremor."""
    scale = writer.size / 100
    lean = math.tan(math.radians(writer.slant))
    strokes, clock, last = [], 0.0, None
    for path in paths:
        x, y = path.points.T
        points = scale * np.stack([x * writer.aspect + lean * y, 100 - y], axis=1)
        if last is not None:
            clock += air_time(math.hypot(*(points[0] - last))) / writer.speed * float(rng.lognormal(0, 0.15))
        xy, t = _motion(Path(points, path.corners), writer, clock)
        strokes.append(Stroke(xy + _tremor(t, writer, rng), t=t, pressure=_pressure(xy, t, writer, rng)))
        clock, last = float(t[-1]), xy[-1]
    return Ink(tuple(strokes))


def _motion(path: Path, writer: Writer, clock: float) -> tuple[Floats, Floats]:
    """(N, 2) mm and (N,) s: the path cut into rapid movements, each with its bell, added up as vectors."""
    cuts = [0, *[int(k) for k in np.flatnonzero(path.corners[1:-1]) + 1], len(path.points) - 1]
    parts: list[Floats] = []
    jumps: list[float] = []
    for first, last in pairwise(cuts):
        run = curve(path.points[first : last + 1])
        if parts:
            jumps.append(_angle(parts[-1][-1] - parts[-1][-2], run[1] - run[0]))
        at, turns = pieces(run)
        parts += _split(run, at)
        jumps += turns.tolist()
    lengths = np.array([np.hypot(*np.diff(part, axis=0).T).sum() for part in parts])
    timings = plan(lengths, np.array(jumps), writer.speed, writer.roundness)
    end = max(timing.end for timing in timings)
    t = np.linspace(0.0, end, max(3, math.ceil(end * RATE) + 1))
    return follow(parts, timings, t), clock + t


def _angle(before: Floats, after: Floats) -> float:
    return math.atan2(before[0] * after[1] - before[1] * after[0], float(before @ after))


def _split(run: Floats, at: Floats) -> list[Floats]:
    """A polyline cut at arc lengths `at` (its ends included)."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(run, axis=0).T))])
    at = at * along[-1] / at[-1]
    parts = []
    for start, end in pairwise(at.tolist()):
        inner = along[(along > start + 1e-9) & (along < end - 1e-9)]
        stops = np.concatenate([[start], inner, [end]])
        parts.append(np.stack([np.interp(stops, along, run[:, axis]) for axis in (0, 1)], axis=1))
    return parts


def _tremor(t: Floats, writer: Writer, rng: np.random.Generator) -> Floats:
    """(N, 2) mm: a few tones of 7 to 12 Hz, as a hand trembles, and the tablet's own hundredth of a millimetre."""
    tones, phases = rng.uniform(7, 12, (3, 2)), rng.uniform(0, 2 * math.pi, (3, 2))
    waves = np.sin(2 * math.pi * tones * t[:, None, None] + phases).sum(axis=1) * writer.tremor / 1.7
    return waves + rng.normal(0, 0.006, (len(t), 2))


def _pressure(xy: Floats, t: Floats, writer: Writer, rng: np.random.Generator) -> Floats:
    """(N,) 0..1: rising as the pen lands, falling as it leaves, heavier on the way down and where it is slow."""
    seconds = np.maximum(np.gradient(t), 1e-4)
    pace = np.hypot(*np.gradient(xy, axis=0).T) / seconds
    down = np.gradient(xy[:, 1]) / seconds / (pace + 20.0)
    force = writer.pressure * (1 + writer.contrast * down) * (1.15 - 0.3 * pace / (pace + 60.0))
    force += 0.02 * np.sin(2 * math.pi * rng.uniform(1.5, 4) * t + rng.uniform(0, 6))
    ramp = min(0.016, 0.1 * float(t[-1] - t[0]))  # s
    landing = 1 - 0.7 * np.exp(-(t - t[0]) / ramp)
    leaving = 1 - 0.75 * np.exp(-(t[-1] - t) / ramp)
    return np.clip(force * landing * leaving, 0.02, 1.0)
