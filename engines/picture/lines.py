"""How a page is laid out: how far askew it lies, where its lines of writing run, and which piece of ink belongs to which."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from skimage.filters import gaussian
from skimage.measure import label

from engines.picture.pieces import Floats, Ints, Pieces

MOST_ASKEW = 15.0  # degrees
CLEAR = 1.15  # times as good as an upright reading must the best angle be
LETTER = 10.0  # pixels that a letter is high where lines are looked for
ACROSS, DOWN = 2.5, 0.28  # letter heights by which ink is spread out into lines
FAINT = 0.16  # of the usual line's strength: a shorter line
CLOSE, SEPARATE = 0.6, 1.35  # letter heights between two lines: closer is one line; farther are two, however faint one is
ABOVE = 0.8  # how far a mark above a line counts beside one below it: dots and accents stand above
OWN = 0.25  # share of a line's ink that is in no other line
POINTS = 60_000  # of ink that angles are measured on


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines of writing from the top. nodes: (columns, rows) of each line's middle; letter: how high letters are, pixels."""

    nodes: tuple[tuple[Floats, Floats], ...]
    letter: float

    def __len__(self) -> int:
        return len(self.nodes)

    def heights(self, columns: NDArray[np.generic]) -> Floats:
        """(L, N): the row of every line's middle at the columns (N,)."""
        at = np.asarray(columns, np.float64)
        return np.array([np.interp(at, x, y) for x, y in self.nodes]).reshape(len(self), len(at))


def askew(rows: NDArray[np.generic], columns: NDArray[np.generic], side: int) -> float:
    """Degrees, clockwise, by which lines of writing lie askew, by the sharpest profile across them; 0 where none is sharp.

    side: the picture's longer one, in pixels.
    """
    step = max(1, len(rows) // POINTS)
    y, x = rows[::step].astype(np.float64), columns[::step].astype(np.float64)
    cell = max(1.0, side / 1000)

    def sharpness(angle: float) -> float:
        turn = np.radians(angle)
        profile = np.bincount(((y * np.cos(turn) - x * np.sin(turn) + side) / cell).astype(np.int64), minlength=8)
        smooth = np.convolve(profile, (1, 2, 1), "valid")
        return float((np.diff(smooth.astype(np.float64)) ** 2).sum())

    tried = np.arange(-MOST_ASKEW, MOST_ASKEW + 0.5, 0.5)
    scores = np.array([sharpness(angle) for angle in tried])
    best = float(tried[scores.argmax()])
    fine = np.arange(best - 0.5, best + 0.51, 0.1)
    best = float(fine[np.argmax([sharpness(angle) for angle in fine])])
    if abs(best) < 0.25 or sharpness(best) < CLEAR * max(sharpness(0.0), float(np.median(scores))):
        return 0.0
    return best


def letter_height(pieces: Pieces, pen: float) -> float:
    """How high letters usually are, in pixels: the middle one of the pieces that are more than dots and dashes."""
    boxes = pieces.boxes
    high = (boxes[:, 3] - boxes[:, 1]).astype(np.float64)
    letters = high[high > 2.2 * pen]
    if len(letters) == 0:
        return max(float(high.max(initial=1.0)), 2 * pen)
    return float(np.median(letters))


def find_lines(pieces: Pieces, letter: float, shape: tuple[int, int]) -> Lines:
    """The lines of writing on an upright page. letter: how high letters are, pixels; shape: (H, W) of the page."""
    cell = max(1.0, letter / LETTER)
    height, width = int(shape[0] / cell) + 1, int(shape[1] / cell) + 1
    flat = (pieces.rows / cell).astype(np.int64) * width + (pieces.columns / cell).astype(np.int64)
    ink = np.bincount(flat, minlength=height * width).reshape(height, width).astype(np.float32) / cell**2
    spread = gaussian(ink, sigma=(DOWN * letter / cell, ACROSS * letter / cell), mode="constant")
    ridge = np.zeros(spread.shape, bool)
    ridge[1:-1] = (spread[1:-1] >= spread[:-2]) & (spread[1:-1] > spread[2:])
    strong = spread[ridge & (ink.sum() > 0)]
    if len(strong) == 0:
        return Lines((), letter)
    ridge &= spread > FAINT * float(np.quantile(strong, 0.8))
    runs = _runs(ridge, spread)
    runs = _without_shadows(_chained(runs, letter / cell), letter / cell)
    nodes = [((x + 0.5) * cell, (y + 0.5) * cell) for x, y, _ in runs]
    return Lines(tuple(sorted(nodes, key=lambda node: float(np.median(node[1])))), letter)


Run = tuple[Floats, Floats, float]  # columns, rows, strength


def _runs(ridge: NDArray[np.bool_], spread: NDArray[np.float32]) -> list[Run]:
    """Connected ridges, one row a column, the longest first."""
    joined = ridge.copy()
    joined[1:] |= ridge[:-1]
    names = label(joined, connectivity=2)
    rows, columns = np.nonzero(ridge)
    order = np.lexsort((columns, names[rows, columns]))
    rows, columns = rows[order], columns[order]
    ends = np.flatnonzero(np.diff(names[rows, columns])) + 1
    found: list[Run] = []
    for y, x in zip(np.split(rows, ends), np.split(columns, ends), strict=True):
        weight = spread[y, x].astype(np.float64)
        sums = np.bincount(x - x[0], weight)
        at = np.flatnonzero(sums)
        level = np.bincount(x - x[0], weight * y)[at] / sums[at]
        found.append(((at + x[0]).astype(np.float64), level, float(weight.sum())))
    return sorted(found, key=lambda run: -run[2])


def _chained(runs: list[Run], letter: float) -> list[Run]:
    """Runs that go on where another ends, as one."""
    chains: list[Run] = []
    for run in runs:
        for number, chain in enumerate(chains):
            if _goes_on(chain, run, letter):
                order = np.argsort(np.concatenate([chain[0], run[0]]), kind="stable")
                both = [np.concatenate([chain[k], run[k]])[order] for k in (0, 1)]
                chains[number] = (both[0], both[1], chain[2] + run[2])
                break
        else:
            chains.append(run)
    return chains


def _goes_on(chain: Run, run: Run, letter: float) -> bool:
    left, right = min(chain[0][0], run[0][0]), max(chain[0][-1], run[0][-1])
    apart = (right - left) - np.ptp(chain[0]) - np.ptp(run[0])
    level, room = float(run[1].mean()), 0.6 * letter + 0.1 * max(apart, 0)
    if apart < -3 * letter or not chain[1].min() - room < level < chain[1].max() + room:
        return False
    if np.intersect1d(chain[0], run[0]).size > 2 * letter:
        return False
    near = np.argsort(np.abs(chain[0] - run[0].mean()))[: int(8 * letter)]
    there = np.polynomial.Polynomial.fit(chain[0][near], chain[1][near], 1) if np.ptp(chain[0][near]) > 4 * letter else None
    ahead = float(np.mean(there(run[0]))) if there is not None and apart < 20 * letter else float(np.mean(chain[1][near]))
    return abs(ahead - level) < 0.6 * letter


def _without_shadows(chains: list[Run], letter: float) -> list[Run]:
    """Lines that are no mere tails or tips of a neighbour's letters: what is closer to a stronger line than lines are is none."""
    kept: list[Run] = []
    for chain in sorted(chains, key=lambda run: -run[2]):
        apart = [(gap, other) for other in kept if (gap := _between(chain, other)) is not None]
        if all(gap > SEPARATE * letter or (gap > CLOSE * letter and _dense(chain) > 0.6 * _dense(other)) for gap, other in apart):
            kept.append(chain)
    gaps = [min(near) for run in kept if (near := [gap for other in kept if other is not run and (gap := _between(run, other))])]
    pitch = float(np.median(gaps)) if len(gaps) > 2 else 0.0
    return [
        run
        for run in kept
        if not any(
            _dense(run) < 0.6 * _dense(other) and gap < 0.7 * pitch
            for other in kept
            if other is not run and (gap := _between(run, other)) is not None
        )
    ]


def _dense(run: Run) -> float:
    return run[2] / len(run[0])


def _between(run: Run, other: Run) -> float | None:
    """How far apart two lines run where both are; None where that is hardly anywhere."""
    common = (run[0] >= other[0][0]) & (run[0] <= other[0][-1])
    if common.mean() < 0.5:
        return None
    return float(np.median(np.abs(np.interp(run[0][common], other[0], other[1]) - run[1][common])))


def by_line(pieces: Pieces, lines: Lines, letter: float) -> tuple[Pieces, Lines, Ints]:
    """-> the pieces, those cut in two that run through two lines; the lines that are any; (K,) the line that each piece is in."""
    if len(lines) < 2:
        return pieces, lines, np.zeros(len(pieces), np.int64)
    lines = _real(pieces, lines, letter)
    pieces = _cut(pieces, lines, letter)
    boxes = pieces.boxes
    x, y = pieces.mean(pieces.columns), pieces.mean(pieces.rows)
    off = y - lines.heights(x)  # (L, K), positive below the line
    cost = np.where(off < 0, ABOVE * -off, off)
    line = np.argmin(cost, axis=0)
    small = (boxes[:, 3] - boxes[:, 1]) < 0.5 * letter
    large = np.flatnonzero(~small)
    for piece in np.flatnonzero(small):
        line[piece] = _line_of_mark(int(piece), boxes, large, line, cost, letter)
    return pieces, lines, line


def _real(pieces: Pieces, lines: Lines, letter: float) -> Lines:
    """The lines that hold ink of their own: where most comes out of another line's letters, it is their tips or tails."""
    boxes = pieces.boxes
    middle = lines.heights((boxes[:, 0] + boxes[:, 2]) / 2)  # (L, K)
    room = 0.1 * letter
    through = (middle > boxes[:, 1] - room) & (middle < boxes[:, 3] + room)
    shared = through.sum(axis=0) > 1
    wide = (boxes[:, 2] - boxes[:, 0]).astype(np.float64)
    own, all_ = through @ np.where(shared, 0, wide), through @ wide
    kept = own >= OWN * all_
    if not kept.any():
        kept[int(all_.argmax())] = True
    return Lines(tuple(node for node, real in zip(lines.nodes, kept, strict=True) if real), lines.letter)


def _line_of_mark(piece: int, boxes: Ints, large: Ints, line: Ints, cost: Floats, letter: float) -> int:
    """The line of a dot, a comma or a dash: that of the letter next to it, a letter below counting as nearer."""
    left, top, right, bottom = boxes[piece]
    near = large[(boxes[large, 0] < right + letter) & (boxes[large, 2] > left - letter)]
    near = near[np.isin(line[near], np.argsort(cost[:, piece])[:2])]
    if len(near) == 0:
        return int(line[piece])
    aside = np.maximum(np.maximum(boxes[near, 0] - right, left - boxes[near, 2]), 0)
    under, over = np.maximum(boxes[near, 1] - bottom, 0), np.maximum(top - boxes[near, 3], 0)
    far = np.hypot(0.7 * aside, ABOVE * under + over) + 0.3 * cost[line[near], piece]
    return int(line[near[far.argmin()]])


def _cut(pieces: Pieces, lines: Lines, letter: float) -> Pieces:
    """Pieces that hold the bodies of letters of several lines, cut where the least ink is between two of them."""
    boxes = pieces.boxes
    middle = lines.heights((boxes[:, 0] + boxes[:, 2]) / 2)  # (L, K)
    through = ((middle > boxes[:, 1]) & (middle < boxes[:, 3])).sum(axis=0)
    names = pieces.names
    fresh = len(pieces)
    for piece in np.flatnonzero(through > 1):
        pixels = slice(int(pieces.starts[piece]), int(pieces.starts[piece + 1]))
        rows, columns = pieces.rows[pixels], pieces.columns[pixels]
        heights = lines.heights(columns)  # (L, n)
        bodies = (np.abs(rows - heights) < 0.3 * letter).sum(axis=1)
        held = np.flatnonzero(bodies > 0.12 * bodies.sum() + 0.02 * len(rows))
        part = np.zeros(len(rows), np.int64)
        for upper, lower in pairwise(held):
            share = (rows - heights[upper]) / np.maximum(heights[lower] - heights[upper], 1)
            tried = np.linspace(0.3, 0.75, 16)
            ink = [int((np.abs(share - at) < 0.06).sum()) for at in tried]
            part += share > tried[int(np.argmin(ink))]
        if part.any():
            names[pixels] = np.where(part > 0, fresh + part - 1, piece)
            fresh += int(part.max())
    return pieces.renamed(names)
