"""Words by the gaps between their letters: narrow ones within a word, wide ones between two."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engines.picture.lines import Lines
from engines.picture.pieces import Floats, Ints, Pieces

SLANTS = np.radians(np.arange(-45, 46, 5))
POINTS = 60_000  # of ink that the slant is measured on
WIDE = 0.75  # heights of a small letter: a gap between words, where the page's own gaps do not tell,
SENSIBLE = (0.5, 1.4)  # and where they do
MARGIN = 8.0  # the same: a gap between columns, which tells nothing of words
APART = 1.7  # times as wide as those within words are the gaps between them, at least
FEW = 8  # pieces of ink that may be one character
ONE_LINE = 0.22  # heights of a line that stands alone by which its words are apart, at least
MARK = 0.35  # letter heights: what is lower is a full stop, a comma or a dash, which belongs to the word before it,
FAR = 1.6  # times as far away as a letter
SQUARE = 3.5  # times as wide as high, or as high as wide, is one character at most


def is_one_character(pieces: Pieces, pen: float) -> bool:
    """Whether the ink may well be one character of a few parts, such as i, =, or a kanji: it then is not taken apart."""
    boxes = pieces.boxes
    if len(pieces) > FEW:
        return False
    left, top, right, bottom = boxes[:, 0].min(), boxes[:, 1].min(), boxes[:, 2].max(), boxes[:, 3].max()
    wide, high = float(right - left), float(bottom - top)
    if len(pieces) == 1:
        return True
    sizes = (boxes[:, 2:] - boxes[:, :2]).astype(np.float64)
    tall = sizes[:, 1] > 4 * pen
    if int((tall & (sizes[:, 0] > 1.8 * sizes[:, 1])).sum()) > 1:  # several joined words
        return False
    if max(wide, high) < 8 * pen or (high > wide and len(pieces) <= 3):  # a colon, an i
        return True
    return max(wide, high) < SQUARE * min(wide, high) and float(sizes.max()) >= 0.3 * max(wide, high)


def slant_of(pieces: Pieces, line: Ints, lines: Lines) -> float:
    """Tangent of the angle by which upright strokes lean to the right, by the sharpest profile along the lines."""
    step = max(1, len(pieces.rows) // POINTS)
    names = pieces.names[::step]
    x, y = pieces.columns[::step].astype(np.float64), pieces.rows[::step]
    own = line[names]
    up = lines.heights(x)[own, np.arange(len(x))] - y
    room = int(np.ptp(x) + 4 * np.abs(up).max() + 10)
    best, slant = -1.0, 0.0
    for lean in np.tan(SLANTS):
        at = own * room + (x - up * lean - x.min() + 2 * np.abs(up).max()).astype(np.int64)
        profile = np.bincount(at).astype(np.float64)
        sharp = float((profile**2).sum()) * (1 - 0.1 * abs(lean))
        if sharp > best:
            best, slant = sharp, float(lean)
    return slant


def body_height(pieces: Pieces, line: Ints, lines: Lines) -> float:
    """How high small letters without tips and tails are, pixels: where the lines of writing hold at least half their most ink."""
    off = pieces.rows - lines.heights(pieces.columns)[line[pieces.names], np.arange(len(pieces.rows))]
    reach = max(2, int(np.quantile(np.abs(off), 0.95)))
    profile = np.bincount(np.clip(off, -reach, reach).astype(np.int64) + reach, minlength=2 * reach + 1)[1:-1]
    smooth = np.convolve(profile, np.ones(3), "same")
    return max(2.0, float((smooth > 0.5 * smooth.max()).sum()))


def words_of(pieces: Pieces, line: Ints, lines: Lines, letter: float, pen: float) -> list[tuple[int, Ints]]:
    """-> (line, its pieces) of every word in reading order. line: (K,) that each piece belongs to."""
    slant = slant_of(pieces, line, lines)
    spans = _spans(pieces, line, lines, slant, letter)
    rows: list[tuple[int, list[Ints], Floats]] = []
    for number in range(len(lines)):
        own = np.flatnonzero(line == number)
        if len(own):
            groups, gaps = _groups(own, spans)
            rows.append((number, groups, gaps))
    usual = _parting(np.concatenate([gaps for _, _, gaps in rows]), body_height(pieces, line, lines), pen)
    boxes = pieces.boxes
    if len(rows) == 1:
        gaps = rows[0][2]
        usual = max(usual, ONE_LINE * float(boxes[:, 3].max() - boxes[:, 1].min()))
        usual = max(usual, APART * float(np.median(gaps))) if len(gaps) > 2 else usual
    words: list[tuple[int, Ints]] = []
    for number, groups, gaps in rows:
        small = np.array([(boxes[group, 3] - boxes[group, 1]).max() < MARK * letter for group in groups[1:]], bool)
        limit = _own_parting(gaps, usual) * np.where(small, FAR, 1.0)
        start = 0
        for end in [*(np.flatnonzero(gaps > limit) + 1).tolist(), len(groups)]:
            words.append((number, np.concatenate(groups[start:end])))
            start = end
    return words


def _spans(pieces: Pieces, line: Ints, lines: Lines, slant: float, letter: float) -> Floats:
    """(K, 2) from where to where each piece reaches along its line, its slant taken out; long tails do not count."""
    names = pieces.names
    x = pieces.columns.astype(np.float64)
    up = lines.heights(x)[line[names], np.arange(len(x))] - pieces.rows
    x = x - up * slant
    near = np.abs(up - 0.25 * letter) < 1.1 * letter
    at = pieces.starts[:-1]
    low = np.minimum.reduceat(np.where(near, x, np.inf), at)
    high = np.maximum.reduceat(np.where(near, x, -np.inf), at)
    far = ~np.isfinite(low)
    low[far], high[far] = np.minimum.reduceat(x, at)[far], np.maximum.reduceat(x, at)[far]
    return np.stack([low, high + 1], axis=1)


def _groups(own: Ints, spans: Floats) -> tuple[list[Ints], Floats]:
    """The pieces of a line from left to right, those that overlap together, and the gaps between the groups."""
    order = own[np.argsort(spans[own, 0], kind="stable")]
    reach = np.maximum.accumulate(spans[order, 1])
    gaps = spans[order[1:], 0] - reach[:-1]
    apart = np.flatnonzero(gaps > 0)
    return list(np.split(order, apart + 1)), gaps[apart]


def _parting(gaps: Floats, body: float, pen: float) -> float:
    """The width in pixels that parts gaps within words from gaps between them.

    Heights and gaps are compared from the middle of a stroke to the middle of another, whatever the pen's width.
    """

    def wide(heights: float) -> float:
        return max(heights * (body - pen) - pen, 0.12 * body)

    found = _two(gaps[gaps < MARGIN * body])
    return wide(WIDE) if found is None else float(np.clip(found, wide(SENSIBLE[0]), wide(SENSIBLE[1])))


def _own_parting(gaps: Floats, usual: float) -> float:
    """The same for one line, where its gaps fall into two kinds near the page's own border between them."""
    if len(gaps) < 8:
        return usual
    found = _two(gaps)
    return usual if found is None else float(np.clip(found, 0.7 * usual, 1.3 * usual))


def _two(gaps: Floats) -> float | None:
    """Between which widths the gaps fall into two kinds, by two means of their logarithms; None where they do not."""
    if len(gaps) < 6:
        return None
    values = np.sort(np.log(np.maximum(gaps, np.quantile(gaps, 0.5) * 0.1) + 1e-6))
    count = np.arange(1, len(values))
    sums = np.cumsum(values)
    low, high = sums[:-1] / count, (sums[-1] - sums[:-1]) / (len(values) - count)
    between = count * (len(values) - count) * (high - low) ** 2
    at = int(between.argmax())
    if high[at] - low[at] < np.log(APART):
        return None
    middle = (low[at] + high[at]) / 2
    inner = values[(values > low[at]) & (values < high[at])]
    edges = np.concatenate([[low[at]], inner, [high[at]]])
    wide = np.diff(edges) * np.exp(-2 * np.abs((edges[1:] + edges[:-1]) / 2 - middle))
    pick = int(wide.argmax())
    return float(np.exp((edges[pick] + edges[pick + 1]) / 2))


def cut_points(profile: NDArray[np.int64], widest: int) -> list[int]:
    """Where to cut something too wide: the columns with least ink, no part wider than `widest`. profile: (W,) ink a column."""
    cuts: list[int] = []
    start = 0
    while len(profile) - start > widest:
        low, high = start + widest * 6 // 10, start + widest
        part = profile[low:high]
        start = low + int(np.flatnonzero(part == part.min())[-1])
        cuts.append(start)
    return cuts
