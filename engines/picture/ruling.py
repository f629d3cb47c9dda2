"""Ruled and squared paper: its lines are found and taken away, and the ink that crosses them stays whole.

A line of the paper is thin, dark all along its way and one of several. Its darkness from place to place is taken for the paper's
own: ink that crosses it is still darker, and comes out as if the line were not there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage.measure import label

from engines.picture.opening import Grey

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

BLOCK = 8  # pixels along a line that are seen as one
ALONG = 16  # blocks over which a line must be dark throughout
STEEPEST = 10  # pixels by which a line may rise or fall over that way, which is about 4.5 degrees
UNBROKEN = 0.88  # share of that way that is dark
THIN = 0.35  # share of that way where nothing but the line is dark
SHORTEST = 0.06  # of the picture's width: a piece of a line
WHOLE = 0.3  # of the picture's width: all pieces of one line together
FEWEST = 3  # lines of one kind; one alone is a stroke
TOGETHER = 5.0  # pixels between pieces of one line, across
QUANTILE = 0.45  # of the darkness along a line that is the line's own: ink covers less than the rest
WINDOW = 20  # blocks in which that is taken
PROFILE = 6  # pixels to both sides of a line that its darkness reaches at most
DARK = 0.6  # of the ink's darkness: a line like this hides what crosses it, which is then bridged


@dataclass(frozen=True, eq=False)
class Rule:
    """One line of the paper. y: (W / BLOCK,) its row in the middle of every block; first, last: the blocks where it is."""

    y: Floats
    first: int
    last: int


def without_rules(level: Grey, faintest: float, ink: float) -> tuple[Grey, int]:
    """A level picture of a page, about upright -> the same without its paper's lines, and how many there were.

    level: (H, W) darkness against the paper; faintest: the darkness below which nothing counts; ink: that of the ink.
    """
    level, across = _swept(level, faintest, ink)
    turned, down = _swept(np.ascontiguousarray(level.T), faintest, ink)
    return (np.ascontiguousarray(turned.T) if down else level), across + down


def _swept(level: Grey, faintest: float, ink: float) -> tuple[Grey, int]:
    rules = find_rules(level, faintest)
    if rules:
        level = level.copy()
        for rule in rules:
            _wipe(level, rule, ink)
    return level, len(rules)


def find_rules(level: Grey, faintest: float) -> list[Rule]:
    """The lines that run across the picture, from the top; none where there are fewer than FEWEST."""
    height, width = level.shape
    blocks = width // BLOCK
    if blocks < 2 * ALONG or height < 4 * PROFILE:
        return []
    dark = level > faintest
    pieces = _pieces(_unbroken(_blocked(dark, blocks), _blocked(dark & _thin(level, faintest), blocks)))
    rules = _joined(pieces, blocks)
    return rules if len(rules) >= FEWEST else []


def _thin(level: Grey, faintest: float) -> Mask:
    """(H, W) where it is lighter a little above and below: a thin thing that lies about level."""
    return np.asarray(level > np.maximum(_moved(level, PROFILE), _moved(level, -PROFILE)) + faintest / 2)


def _blocked(mask: Mask, blocks: int) -> Grey:
    """(H, W) -> (H, B) the share of each block of a row, the best of three rows."""
    share = mask[:, : blocks * BLOCK].reshape(len(mask), blocks, BLOCK).mean(axis=2, dtype=np.float32)
    return np.maximum(share, np.maximum(_moved(share, 1), _moved(share, -1)))


def _moved(values: Grey, rows: int) -> Grey:
    """The picture moved down by `rows`, zeros coming in."""
    out = np.zeros_like(values)
    if rows >= 0:
        out[rows:] = values[: len(values) - rows]
    else:
        out[:rows] = values[-rows:]
    return out


def _unbroken(dark: Grey, thin: Grey) -> Grey:
    """(H, B) shares of dark pixels, and of those that belong to something thin -> (H, B) the share of dark ones along the best
    straight way of ALONG blocks around each; 0 where little of it is thin.
    """
    best = np.zeros_like(dark)
    half, reach = ALONG // 2, STEEPEST
    height, blocks = dark.shape
    both = np.pad(np.stack([dark, thin]), ((0, 0), (reach, reach), (half, half)))
    for rise in range(-STEEPEST, STEEPEST + 1):
        total = np.zeros((2, height, blocks), np.float32)
        for step in range(-half, half + 1):
            shift = reach + round(rise * step / ALONG)
            total += both[:, shift : shift + height, half + step : half + step + blocks]
        np.maximum(best, np.where(total[1] >= THIN * (ALONG + 1), total[0], 0), out=best)
    return np.asarray(best / (ALONG + 1), np.float32)


def _pieces(unbroken: Grey) -> list[tuple[NDArray[np.int64], Floats]]:
    """Pieces of lines, the longest first: blocks (N,) rising, and the heights there (N,)."""
    strong = unbroken >= UNBROKEN
    found = []
    names = label(strong, connectivity=2)
    rows, columns = np.nonzero(strong)
    order = np.lexsort((columns, names[rows, columns]))
    rows, columns = rows[order], columns[order]
    ends = np.flatnonzero(np.diff(names[rows, columns])) + 1
    for part_rows, part_columns in zip(np.split(rows, ends), np.split(columns, ends), strict=True):
        if len(part_columns) == 0 or np.ptp(part_columns) + 1 < SHORTEST * unbroken.shape[1]:
            continue
        weight = unbroken[part_rows, part_columns] ** 8
        at = part_columns - part_columns[0]
        sums = np.bincount(at, weight)
        there = np.flatnonzero(sums > 0)
        heights = np.bincount(at, weight * part_rows)[there] / sums[there]
        found.append((there + int(part_columns[0]), heights + 0.5))
    return sorted(found, key=lambda piece: -len(piece[0]))


def _joined(pieces: list[tuple[NDArray[np.int64], Floats]], blocks: int) -> list[Rule]:
    """Pieces that continue each other as one line, each line fitted by a parabola, from the top."""
    lines: list[list[tuple[NDArray[np.int64], Floats]]] = []
    for at, y in pieces:
        for line in lines:
            far = np.abs(_fitted(line, at) - y)
            if float(np.median(far)) < TOGETHER + 0.002 * blocks * BLOCK * (1 - min(1.0, _length(line) / blocks)):
                line.append((at, y))
                break
        else:
            lines.append([(at, y)])
    rules = []
    for line in lines:
        if _length(line) >= WHOLE * blocks:
            y = _exact(line, blocks)
            first, last = min(int(at[0]) for at, _ in line), max(int(at[-1]) for at, _ in line)
            rules.append(Rule(y, max(0, first - ALONG), min(blocks - 1, last + ALONG)))
    return sorted(rules, key=lambda rule: float(rule.y.mean()))


def _length(line: list[tuple[NDArray[np.int64], Floats]]) -> int:
    return sum(len(at) for at, _ in line)


def _fitted(line: list[tuple[NDArray[np.int64], Floats]], at: NDArray[np.int64]) -> Floats:
    known, y = np.concatenate([a for a, _ in line]), np.concatenate([b for _, b in line])
    degree = 2 if np.ptp(known) > 60 else 1
    return np.asarray(np.polynomial.Polynomial.fit(known, y, degree)(at), np.float64)


def _exact(line: list[tuple[NDArray[np.int64], Floats]], blocks: int) -> Floats:
    """(B,) the line's height at every block: a smooth curve through its pieces, straight on beyond them."""
    known, y = np.concatenate([a for a, _ in line]), np.concatenate([b for _, b in line])
    at = np.arange(blocks)
    curve = np.polynomial.Polynomial.fit(known, y, min(4, 1 + len(known) // 30))
    inner = np.clip(at, known.min(), known.max())
    slope = curve.deriv()(inner)
    return np.asarray(curve(inner) + slope * (at - inner), np.float64)


def _wipe(level: Grey, rule: Rule, ink: float) -> None:
    """Take one line out of the picture, in place."""
    height, width = level.shape
    first, last = rule.first * BLOCK, min((rule.last + 1) * BLOCK, width)
    x = np.arange(first, last)
    y = np.interp(x, (np.arange(len(rule.y)) + 0.5) * BLOCK - 0.5, rule.y)
    base = np.floor(y - 0.5).astype(np.int64)  # the row whose centre lies at or above the line
    share = (y - 0.5 - base).astype(np.float32)
    rows = base + np.arange(-PROFILE - 1, PROFILE + 3)[:, None]
    band = np.where((rows >= 0) & (rows < height), level[np.clip(rows, 0, height - 1), x], 0)
    straight = np.asarray(
        band[:-1] * (1 - share) + band[1:] * share, np.float32
    )  # (2 PROFILE + 3, n) at whole distances from the line
    own = _own(straight)
    mine = np.zeros_like(band)  # the line's darkness back in the picture's own rows
    mine[1:-1] = own[:-1] * share + own[1:] * (1 - share)
    cleared = np.clip((band - mine) / np.maximum(1 - mine, 0.15), 0, 1)
    if float(np.median(own.max(axis=0))) > DARK * ink:
        cleared = _bridged(band, mine, cleared)
    inside = (rows >= 0) & (rows < height)
    level[np.clip(rows, 0, height - 1)[inside], np.broadcast_to(x, rows.shape)[inside]] = cleared[inside]


def _own(straight: Grey) -> Grey:
    """(P, n) -> (P, n) the darkness that is the line's own at every distance, from place to place: a quantile along its way."""
    count, length = straight.shape
    centres = np.arange(0, length, BLOCK * 4) + BLOCK * 2
    half = WINDOW * BLOCK // 2
    values = np.stack(
        [np.quantile(straight[:, max(0, c - half) : c + half], QUANTILE, axis=1) for c in np.minimum(centres, length - 1)], axis=1
    )
    values = values - np.maximum(values[[0, -1]].max(axis=0), 0)  # what is as dark far from the line is no part of it
    peak = count // 2
    for row in range(peak + 1, count):  # darkness falls with the distance
        values[row] = np.minimum(values[row], values[row - 1])
    for row in range(peak - 1, -1, -1):
        values[row] = np.minimum(values[row], values[row + 1])
    grown = Image.fromarray(np.clip(values, 0, 1).astype(np.float32)).resize((length, count), Image.Resampling.BILINEAR)
    return np.asarray(grown, np.float32)


def _bridged(band: Grey, mine: Grey, cleared: Grey) -> Grey:
    """Under a dark line nothing is to be seen: there, ink that is on both sides of it goes through."""
    hidden = mine > 0.3 * mine.max(axis=0, keepdims=True)
    middle = len(band) // 2
    above = np.where(hidden, 0, cleared)[:middle].max(axis=0)
    below = np.where(hidden, 0, cleared)[middle:].max(axis=0)
    reach = 1 + int(hidden.sum(axis=0).max()) // 2
    through = np.minimum(_wide(above, reach), _wide(below, reach))
    return np.where(hidden, through, cleared).astype(np.float32)


def _wide(values: Grey, reach: int) -> Grey:
    padded = np.pad(values, reach)
    return np.asarray(np.max([padded[step : step + len(values)] for step in range(2 * reach + 1)], axis=0), np.float32)
