"""A photograph or scan of handwriting -> its words, each upright, alone and with its place in the picture.

The ink is told from its paper (`paper`), the page laid upright and its ruling taken away (`ruling`); pieces of ink are gathered
into lines and words (`lines`, `words`). A picture of one character, whatever its parts, is one word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image
from skimage.filters import threshold_otsu

from engines.picture.finding import ONLY_NOISE
from engines.picture.lines import askew, by_line, find_lines, letter_height
from engines.picture.opening import Grey, PictureError, open_colours
from engines.picture.paper import FAINTEST, NOISE, contrast
from engines.picture.pieces import Ints, Pieces, pen_of, pieces_of, without_specks, without_strays
from engines.picture.ruling import without_rules
from engines.picture.words import cut_points, is_one_character, words_of

Report = Callable[[float], None]
Stop = Callable[[], bool]

FINE = 6.0  # pixels: a pen wider than this is looked at in a smaller picture,
PEN = 4.5  # in which it is as wide as this
LARGE = 9_000_000  # pixels of the picture that is worked on, at most
LOW, HIGH = 0.32, 0.55  # of the ink's own darkness: every pixel of a stroke has the first, and some of them the second
STRONG = 0.9  # quantile of the levels within the ink that is its own darkness
FULL = 0.72  # quantile at which a word's picture is all ink
BORDER = 4  # pixels from the picture's border: a piece that comes so near may be what lies around the sheet
MARGIN = 3  # pixels around a word
WIDEST = 24  # times as wide as its line is high is a word at most,
ROOMY = 1500  # pixels; what is narrower than this is never cut
EDGE = 2  # pixels around the ink that its soft edge takes
PAPER = 0.12  # of the ink's darkness: bare paper and its noise
SMALLEST = 256  # pixels: no picture is reduced to less than this
MEASURED = 500_000  # pixels that the ink's darkness is measured on
A_TEXT = 12  # pieces of ink from which on a picture may be a text
A_LINE = 4.0  # times as wide as high, the same
DUST = 12  # single pixels: more of them are noise
MANY = 6000  # pieces of ink on a page, at most


class PageStopped(Exception):  # noqa: N818 - no error: the way out of work that was asked to stop
    """The search for words was asked to stop."""


@dataclass(frozen=True, eq=False)
class Word:
    """One word. image: (h, w) float32 0..1, 1 = ink, upright; matrix: (2, 3), its pixels -> the picture's; line: from 0."""

    image: Grey
    matrix: NDArray[np.float64]
    line: int


@dataclass(frozen=True, eq=False)
class PageOfWords:
    """The words in reading order. lines: how many; angle: degrees, clockwise, by which the page lay askew; shape: (H, W) of the
    picture; pen: the typical width of a stroke in its pixels; dpi: what its file tells of its resolution, if it does.

    Places in a picture are in pixels, x right and y down, the centre of the first at 0.5.
    """

    words: tuple[Word, ...]
    lines: int
    angle: float
    shape: tuple[int, int]
    pen: float
    dpi: float | None = None


@dataclass(frozen=True, eq=False)
class _Upright:
    """A level picture, upright. onto: (2, 3) its pixels -> the picture's."""

    level: Grey
    onto: NDArray[np.float64]


def find_words(picture: Path | str | bytes | ArrayLike, report: Report | None = None, stop: Stop | None = None) -> PageOfWords:
    """The words in any picture, as `open_picture` takes them; none where it shows no ink.

    report: told the share done, 0..1; stop: asked whether to leave. Raises PictureError for a picture that cannot be read or is
    no handwriting, PageStopped where it was asked to stop.
    """

    def done(share: float) -> None:
        if stop is not None and stop():
            raise PageStopped
        if report is not None:
            report(share)

    opened = open_colours(picture)
    done(0.1)
    seen = contrast(opened.pixels)
    scale = np.array(opened.shape[::-1]) / opened.pixels.shape[1::-1]
    page = _Upright(seen.level, np.array([[scale[0], 0, 0], [0, scale[1], 0]], np.float64))
    done(0.3)
    page, ink = _upright(page, seen.noise)
    nothing = PageOfWords((), 0, 0.0, opened.shape, 0.0, opened.dpi)
    if ink.dark == 0:
        return nothing
    done(0.6)
    pieces = pieces_of(page.level, ink.low, ink.high)
    pen = pen_of(page.level > ink.low)
    pieces = without_specks(pieces, pen)
    if _is_dust(pieces):
        return nothing
    if len(pieces) > MANY:
        raise PictureError(ONLY_NOISE)
    done(0.8)
    pieces = without_strays(pieces, letter_height(pieces, pen), pen, _at_border(page, pieces, opened.shape))
    pieces, groups = _layout(pieces, pen, page.level.shape)
    done(0.9)
    words = tuple(word for line, own in groups for word in _cropped(page, pieces.kept(own), line, ink))
    done(1.0)
    larger = float(np.sqrt(abs(np.linalg.det(page.onto[:, :2]))))
    angle = float(np.degrees(np.arctan2(page.onto[1, 0], page.onto[0, 0])))
    return PageOfWords(words, 1 + max(line for line, _ in groups), angle, opened.shape, pen * larger, opened.dpi)


@dataclass(frozen=True)
class InkLevels:
    """dark: the darkness of ink, 0 = there is none; low, high: that of every pixel of a stroke, and of its middle."""

    dark: float
    low: float
    high: float


def ink_levels(level: Grey, noise: float) -> InkLevels:
    """How dark the ink is in a level picture whose bare paper has this noise."""
    faintest = max(FAINTEST, NOISE * noise)
    step = max(1, int((level.size / MEASURED) ** 0.5))
    values = level[::step, ::step]
    values = values[values > faintest]
    if len(values) == 0:
        values = level[level > faintest]
    if len(values) == 0:
        return InkLevels(0.0, 1.0, 1.0)
    border = float(threshold_otsu(values)) if float(np.ptp(values)) > 0.02 else 0.0
    dark = float(np.quantile(values[values >= border], STRONG))
    return InkLevels(dark, max(LOW * dark, faintest), max(HIGH * dark, 1.2 * faintest))


def _upright(page: _Upright, noise: float) -> tuple[_Upright, InkLevels]:
    """The page reduced to what its pen asks for, laid upright, its ruling taken away."""
    ink = ink_levels(page.level, noise)
    if ink.dark == 0:
        return page, ink
    page = _reduced(page, pen_of(page.level > ink.low))
    pieces = pieces_of(page.level, ink.low, ink.high)
    if len(pieces):
        boxes = pieces.boxes
        if len(pieces) >= A_TEXT or np.ptp(boxes[:, 0::2]) > A_LINE * np.ptp(boxes[:, 1::2]):
            page = _turned(page, askew(pieces.rows, pieces.columns, max(page.level.shape)))
    level, rules = without_rules(page.level, max(FAINTEST / 2, 3 * noise), ink.dark)
    return (_Upright(level, page.onto), ink_levels(level, noise)) if rules else (page, ink)


def _reduced(page: _Upright, pen: float) -> _Upright:
    height, width = page.level.shape
    scale = min(1.0, (LARGE / page.level.size) ** 0.5, PEN / pen if pen > FINE else 1.0)
    scale = min(1.0, max(scale, SMALLEST / max(height, width)))
    if scale > 0.9:
        return page
    size = max(1, round(width * scale)), max(1, round(height * scale))
    level = np.asarray(Image.fromarray(page.level).resize(size, Image.Resampling.HAMMING))
    back = np.diag([width / size[0], height / size[1]])
    return _Upright(np.clip(level, 0, 1), np.hstack([page.onto[:, :2] @ back, page.onto[:, 2:]]))


def _turned(page: _Upright, angle: float) -> _Upright:
    """The page turned back by `angle` degrees, with room for its corners."""
    if angle == 0:
        return page
    height, width = page.level.shape
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    turn = np.array([[cos, -sin], [sin, cos]])
    size = np.array([int(np.ceil(width * cos + height * abs(sin))), int(np.ceil(height * cos + width * abs(sin)))])
    shift = np.array([width, height]) / 2 - turn @ (size / 2)
    how = (turn[0, 0], turn[0, 1], shift[0], turn[1, 0], turn[1, 1], shift[1])
    canvas = (int(size[0]), int(size[1]))
    level = Image.fromarray(page.level).transform(canvas, Image.Transform.AFFINE, how, Image.Resampling.BICUBIC)
    onto = page.onto[:, :2] @ np.column_stack([turn, shift])
    onto[:, 2] += page.onto[:, 2]
    return _Upright(np.clip(np.asarray(level), 0, 1), onto)


def _is_dust(pieces: Pieces) -> bool:
    """Whether there is nothing, or nothing but single pixels here and there."""
    if len(pieces) == 0:
        return True
    boxes = pieces.boxes
    return len(pieces) > DUST and int((boxes[:, 2:] - boxes[:, :2]).max()) <= 3


def _at_border(page: _Upright, pieces: Pieces, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """(K,) which pieces come within a few pixels of the picture's border."""
    points = np.stack([pieces.columns, pieces.rows], axis=1) + 0.5
    at = points @ page.onto[:, :2].T + page.onto[:, 2]
    room = BORDER * max(1.0, float(page.onto[:, :2].max()))
    touching = ((at < room) | (at > np.array(shape[::-1]) - room)).any(axis=1)
    return np.asarray(np.logical_or.reduceat(touching, pieces.starts[:-1]))


def _layout(pieces: Pieces, pen: float, shape: tuple[int, ...]) -> tuple[Pieces, list[tuple[int, NDArray[np.bool_]]]]:
    """-> the pieces, and of every word in reading order its line and (K,) which pieces are its own."""
    if is_one_character(pieces, pen):
        return pieces, [(0, np.ones(len(pieces), bool))]
    letter = letter_height(pieces, pen)
    lines = find_lines(pieces, letter, (shape[0], shape[1]))
    if len(lines) == 0:
        return pieces, [(0, np.ones(len(pieces), bool))]
    pieces, lines, line = by_line(pieces, lines, letter)
    found = words_of(pieces, line, lines, letter, pen)
    used = sorted({number for number, _ in found})
    return pieces, [(used.index(number), np.isin(np.arange(len(pieces)), own)) for number, own in found]


def _cropped(page: _Upright, own: Pieces, line: int, ink: InkLevels) -> Iterator[Word]:
    """The pictures of a word; more than one where it is so wide that it has to be cut."""
    left, top = int(own.columns.min()), int(own.rows.min())
    height, width = int(own.rows.max()) + 1 - top, int(own.columns.max()) + 1 - left
    profile = np.bincount(own.columns - left, minlength=width)
    ends = [0, *cut_points(profile, max(ROOMY, WIDEST * height)), width]
    for start, end in pairwise(ends):
        inside = (own.columns >= left + start) & (own.columns < left + end)
        if inside.any():
            yield _alone(page, own.rows[inside], own.columns[inside], line, ink)


def _alone(page: _Upright, rows: Ints, columns: Ints, line: int, ink: InkLevels) -> Word:
    """These pixels of ink with their soft edges, and nothing of their neighbours."""
    left, top = int(columns.min()) - MARGIN, int(rows.min()) - MARGIN
    height, width = int(rows.max()) + 1 + MARGIN - top, int(columns.max()) + 1 + MARGIN - left
    mine = np.zeros((height, width), bool)
    mine[rows - top, columns - left] = True
    around = grown(mine, EDGE)
    y, x = np.arange(top, top + height), np.arange(left, left + width)
    within = ((y >= 0) & (y < page.level.shape[0]))[:, None] & ((x >= 0) & (x < page.level.shape[1]))
    seen = page.level[np.clip(y, 0, page.level.shape[0] - 1)[:, None], np.clip(x, 0, page.level.shape[1] - 1)]
    others = (seen > ink.low) & ~mine
    full = float(np.quantile(page.level[rows, columns], FULL))
    paper = min(PAPER * full, ink.low)
    image = np.where(around & within & ~others, np.clip((seen - paper) / max(full - paper, 1e-3), 0, 1), 0).astype(np.float32)
    onto = page.onto.copy()
    onto[:, 2] += page.onto[:, :2] @ (left, top)
    return Word(image, onto, line)


def grown(mask: NDArray[np.bool_], steps: int) -> NDArray[np.bool_]:
    """The mask with everything that is at most `steps` pixels beside it, up, down, left and right one after the other."""
    for _ in range(steps):
        mask = mask.copy()
        mask[1:] |= mask[:-1].copy()
        mask[:-1] |= mask[1:].copy()
        mask[:, 1:] |= mask[:, :-1].copy()
        mask[:, :-1] |= mask[:, 1:].copy()
    return mask
