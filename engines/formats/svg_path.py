"""SVG path data, shapes and transforms as plain curves: cubic segments that are flattened once their size on paper is known.

Source: SVG 1.1 (second edition), chapters 7.6 (transform), 8.3 (path data) and appendix F.6 (elliptical arcs).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Subpath = list[Points]  # pieces: (2, 2) straight or (4, 2) cubic, each beginning where the last ended; (1, 2) a lone point

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_TOKEN = re.compile(rf"\s*(?:,\s*)?(?:([MmZzLlHhVvCcSsQqTtAa])|({_NUMBER}))")
_FLAG = re.compile(r"\s*(?:,\s*)?([01])")
_TRANSFORM = re.compile(r"\s*(?:,\s*)?(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)")
_BLANKS = " \t\r\n,"
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
MAX_PIECES = 10_000  # that one curve may be flattened into
MAX_DRAWN = 3_000_000  # points of one drawing
MAX_CURVES = 200_000  # of one path
MAX_TRANSFORM = 10_000  # characters of one transform
MAX_WORD = 400  # characters of one number: more than any float can hold, and reading longer ones takes forever


class PathError(ValueError):
    """Path data or a transform that cannot be read; the message says what and where."""


# ---------------------------------------------------------------- transforms


def parse_transform(text: str) -> Points:
    """A transform attribute -> (3, 3). Raises PathError."""
    matrix, at = np.eye(3), 0
    if len(text) > MAX_TRANSFORM:
        raise PathError(f"its transform is {len(text):,} characters long")
    end = len(text.rstrip(" \t\r\n,"))
    while at < end:
        found = _TRANSFORM.match(text, at)
        if found is None:
            raise PathError(f"the transform {text[:40]!r} is not one")
        matrix, at = matrix @ _one_transform(found[1], numbers(found[2])), found.end()
    return matrix


def numbers(text: str) -> list[float]:
    """Numbers separated by spaces or commas. Raises PathError for anything else and for more than any drawing holds."""
    values, at = [], 0
    for found in re.finditer(_NUMBER, text):
        if text[at : found.start()].strip(_BLANKS):
            break
        values.append(_finite(found[0]))
        at = found.end()
        if len(values) > 2 * MAX_CURVES:
            raise PathError(f"it holds more than {2 * MAX_CURVES:,} numbers")
    if text[at:].strip(_BLANKS):
        raise PathError(f"{text.strip()[:40]!r} is not a list of numbers")
    return values


def _finite(word: str) -> float:
    if len(word) > MAX_WORD:
        raise PathError(f"it holds a number of {len(word):,} characters")
    value = float(word)
    if not math.isfinite(value):
        raise PathError(f"the number {word} is too large")
    return value


def affine(a: float, b: float, c: float, d: float, e: float, f: float) -> Points:
    """SVG's matrix(a b c d e f) -> (3, 3)."""
    return np.array([[a, c, e], [b, d, f], [0.0, 0.0, 1.0]])


def _one_transform(name: str, values: list[float]) -> Points:
    count = len(values)
    if name == "matrix" and count == 6:
        return affine(*values)
    if name == "translate" and count in (1, 2):
        return affine(1, 0, 0, 1, values[0], values[1] if count == 2 else 0.0)
    if name == "scale" and count in (1, 2):
        return affine(values[0], 0, 0, values[-1], 0, 0)
    if name == "rotate" and count in (1, 3):
        turn = math.radians(values[0])
        matrix = affine(math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), 0, 0)
        return matrix if count == 1 else affine(1, 0, 0, 1, *values[1:]) @ matrix @ affine(1, 0, 0, 1, -values[1], -values[2])
    if name == "skewX" and count == 1:
        return affine(1, 0, math.tan(math.radians(values[0])), 1, 0, 0)
    if name == "skewY" and count == 1:
        return affine(1, math.tan(math.radians(values[0])), 0, 1, 0, 0)
    raise PathError(f"the transform {name} has {count} numbers")


# ---------------------------------------------------------------- path data


def parse_path(text: str) -> list[Subpath]:
    """Path data -> its subpaths in order, in user units. Raises PathError."""
    reader = _Reader()
    for number, (command, values) in enumerate(_commands(text)):
        if number > MAX_CURVES:
            raise PathError(f"it is one path of more than {MAX_CURVES:,} commands")
        reader.take(command, values)
    return [subpath for subpath in reader.subpaths if subpath]


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    """Each command letter with exactly its numbers; repeated argument groups become commands of their own."""
    at, command = 0, ""
    end = len(text.rstrip(" \t\r\n,"))
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            raise PathError(f"{text[at : at + 12].strip()!r} at character {at + 1} of the path data is not a command or a number")
        if found[1]:
            command, at = found[1], found.end()
        elif command in "Zz":  # also the empty command at the start
            raise PathError(f"the number {found[2]} at character {at + 1} of the path data follows no command")
        values, at = _arguments(text, at, command)
        yield command, values
        command = {"M": "L", "m": "l"}.get(command, command)


def _arguments(text: str, at: int, command: str) -> tuple[list[float], int]:
    values: list[float] = []
    for place in range(_ARGUMENTS[command.upper()]):
        flag = command in "Aa" and place in (3, 4)  # flags may stand without separators: "a1 1 0 00.5.5"
        found = (_FLAG if flag else _TOKEN).match(text, at)
        word = found[1 if flag else 2] if found else None
        if found is None or word is None:
            raise PathError(f"the command {command} before character {at + 1} of the path data lacks numbers")
        values.append(_finite(word))
        at = found.end()
    return values, at


class _Reader:
    """Turns commands into pieces; keeps the point, the start of the subpath and the last control point."""

    def __init__(self) -> None:
        self.subpaths: list[Subpath] = []
        self._at = np.zeros(2)
        self._start = np.zeros(2)
        self._control = np.zeros(2)
        self._last = ""

    def take(self, command: str, values: list[float]) -> None:
        name, base = command.upper(), self._at if command.islower() else np.zeros(2)
        if not self._last and name != "M":
            raise PathError("the path data does not begin with a move (M)")
        if name == "M":
            self._at = self._start = base + values
            self.subpaths.append([])
        elif name == "Z":
            self._close()
        elif name in "LHV":
            target = base + (values if name == "L" else (values[0], 0.0) if name == "H" else (0.0, values[0]))
            if name != "L":
                target = np.where([name == "H", name == "V"], target, self._at)
            self._line(target)
        elif name == "A":
            self._arc(values, base + values[5:])
        else:
            self._curve(name, [base + values[i : i + 2] for i in range(0, len(values), 2)])
        self._last = name

    def _open(self) -> Subpath:
        if self._last == "Z":  # drawing goes on after a close without a move
            self.subpaths.append([])
        return self.subpaths[-1]

    def _line(self, target: Points) -> None:
        self._open().append(np.stack([self._at, target]))
        self._at = target

    def _close(self) -> None:
        if self._last != "Z":
            if not np.array_equal(self._at, self._start) or not self.subpaths[-1]:
                self._line(self._start)
            self._at = self._start

    def _curve(self, name: str, points: list[Points]) -> None:
        smooth = (name == "S" and self._last in "CS") or (name == "T" and self._last in "QT")
        mirrored = 2 * self._at - self._control if smooth else self._at
        if name in "ST":
            points.insert(0, mirrored)
        self._control = points[-2]
        if name in "QT":
            first, control, last = self._at, points[0], points[1]
            points = [first + (control - first) * 2 / 3, last + (control - last) * 2 / 3, last]
        self._open().append(np.stack([self._at, *points]))
        self._at = points[-1]

    def _arc(self, values: list[float], target: Points) -> None:
        pieces = arc(self._at, target, values[0], values[1], values[2], bool(values[3]), bool(values[4]))
        self._open().extend(pieces)
        self._at = target


def arc(start: Points, end: Points, rx: float, ry: float, turn: float, large: bool, sweep: bool) -> list[Points]:
    """An elliptical arc as cubic pieces of at most 90 degrees. SVG 1.1, F.6.5 and F.6.6 (radii too small)."""
    rx, ry = abs(rx), abs(ry)
    if rx == 0 or ry == 0 or np.array_equal(start, end):
        return [np.stack([start, end])]
    angle = math.radians(turn)
    rotation = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    half = rotation.T @ (start - end) / 2 / (rx, ry)
    size = float(half @ half)
    if not math.isfinite(size):
        return [np.stack([start, end])]
    grow = max(1.0, math.sqrt(size))
    half, radii = half / grow, np.array([rx, ry]) * grow
    size = float(half @ half)
    sign = 1.0 if large != sweep else -1.0
    centre = sign * math.sqrt(max(0.0, (1 - size) / size)) * np.array([half[1], -half[0]]) if size > 0 else np.zeros(2)
    first, last = half - centre, -half - centre
    begin = math.atan2(first[1], first[0])
    extent = (math.atan2(last[1], last[0]) - begin) % (2 * math.pi)
    if not sweep:
        extent -= 2 * math.pi
    to_page = rotation * radii
    middle = (start + end) / 2 + to_page @ centre
    pieces = [to_page @ piece.T + middle[:, None] for piece in _unit_arc(begin, extent)]
    curves = [piece.T for piece in pieces]
    curves[0][0], curves[-1][-1] = start, end
    return curves


def _unit_arc(begin: float, extent: float) -> list[Points]:
    count = max(1, math.ceil(abs(extent) / (math.pi / 2) - 1e-9))
    step = extent / count
    reach = 4 / 3 * math.tan(step / 4)
    curves = []
    for i in range(count):
        a, b = begin + i * step, begin + (i + 1) * step
        p, q = np.array([math.cos(a), math.sin(a)]), np.array([math.cos(b), math.sin(b)])
        curves.append(np.stack([p, p + reach * np.array([-p[1], p[0]]), q - reach * np.array([-q[1], q[0]]), q]))
    return curves


# ---------------------------------------------------------------- flattening


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Subpath:
    """A closed ellipse from its right end, clockwise on the page."""
    return [piece * (rx, ry) + (cx, cy) for piece in _unit_arc(0.0, 2 * math.pi)]


def flatten(subpath: Subpath, matrix: Points, tolerance: float, most: int) -> Points:
    """A subpath through `matrix` (3, 3) as a polyline (N, 2) that strays by at most `tolerance` from it (in target units).

    Raises PathError where that takes more than `most` points.
    """
    rows, count = [], 0
    for piece in subpath:
        points = piece @ matrix[:2, :2].T + matrix[:2, 2]
        rows.append(points if len(points) < 4 else _flat_cubic(points, tolerance))
        count += len(rows[-1])
        if count > most:
            raise PathError(f"the drawing holds more than {MAX_DRAWN:,} points")
    return np.concatenate([rows[0][:1], *(row[1:] for row in rows)])


def _flat_cubic(points: Points, tolerance: float) -> Points:
    """Equal parameter steps; their number from the second differences bounds the error (Wang's formula)."""
    bend = np.abs(np.hypot(*(points[:-2] - 2 * points[1:-1] + points[2:]).T)).max()
    wanted = math.sqrt(min(0.75 * bend / tolerance, MAX_PIECES**2)) if math.isfinite(bend) else 1.0
    count = max(1, math.ceil(wanted))
    t = np.linspace(0.0, 1.0, count + 1)[:, None]
    basis = np.concatenate([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3], axis=1)
    flat = basis @ points
    flat[0], flat[-1] = points[0], points[-1]
    return flat
