"""A ductus sheet, as in a copybook: large models with numbered strokes, how they grow stroke by stroke, and rows to practise on.

Greys and shapes alone tell everything: a black-and-white printer loses nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engines.export.copybook import Copybook
from engines.export.curves import faired
from engines.export.drawing import Drawing, Shape, nib
from engines.export.letter_lines import Lines, lines_of
from engines.export.lettering import lettered, width
from engines.export.marks import disc
from engines.export.model_signs import DARK, WHITE, end_arrow, label, signs
from engines.export.options import Options
from engines.export.paint import ExportError
from engines.export.sheets import size_of
from engines.ink.brush import Brush
from engines.ink.geometry import affine, bounds
from engines.ink.outline import outline, widths
from engines.ink.types import Ink, Stroke

Floats = NDArray[np.float64]

EDGE = 14.0  # mm of the paper that stay free
MOST = 400  # models on one sheet's pages
MOST_STROKES = 200  # of one model
PAD = 5.0  # mm around a model, where its numbers stand
BESIDE = 0.46  # share of the width that a model may take and still have its steps beside it
STEPS = (22.0, 19.0, 16.0, 13.0, 11.0, 9.0)  # mm, heights of the letters of the steps
BELOW_MODEL = 14.0  # mm, of steps that stand below their model
GAP = 7.0  # mm between blocks
GHOST, EARLIER, TRACE, COMING = "#D9D9D9", "#A3A3A3", "#CCCCCC", "#E8E8E8"
RULES = {"baseline": ("#6E6E6E", 0.3), "middle": ("#9A9A9A", 0.22), "outer": ("#BEBEBE", 0.2)}
DASH = 1.5  # mm, of the middle line and the gaps in it


@dataclass(frozen=True, eq=False)
class Model:
    """A piece of writing and its lines."""

    ink: Ink
    lines: Lines


@dataclass(frozen=True, eq=False)
class Row:
    """Shapes that stay together, from y = 0 down and x = 0 right, mm."""

    height: float
    shapes: tuple[Shape, ...]


def pages(inks: Sequence[Ink], texts: Sequence[str], options: Options) -> list[Drawing]:
    """The pages of a ductus sheet. inks: one model each, in mm; texts: what they say, "" = unknown.

    Raises ExportError for no ink, far too much of it, and paper on which nothing fits.
    """
    options.check()
    told = options.copybook
    told.check()
    models = _models(inks, texts, options)
    paper = size_of(options.page or "a4")
    room, height = paper[0] - 2 * EDGE, paper[1] - 2 * EDGE
    if room < 60 or height < 100:
        raise ExportError("A ductus sheet needs paper of at least 90 × 130 mm; choose A5 or larger.")
    blocks = [[*_model_rows(model, room, told, options), *_practice(model, room, told, options)] for model in models]
    title = _title(options.title, room)
    return _set(title, blocks, paper, height)


def _models(inks: Sequence[Ink], texts: Sequence[str], options: Options) -> list[Model]:
    known = [
        (Ink(tuple(replace(stroke, brush=nib(stroke, options)) for stroke in ink if len(stroke))), text)
        for ink, text in zip(inks, texts, strict=True)
        if ink.points
    ]
    if not known:
        raise ExportError("There is no ink to export; write something first.")
    if len(known) > MOST or max(len(ink) for ink, _ in known) > MOST_STROKES:
        raise ExportError(
            f"A ductus sheet holds at most {MOST} models of {MOST_STROKES} strokes; take a part of it, or a character a model."
        )
    if not all(max(abs(side) for side in bounds(ink)) < 1e6 for ink, _ in known):
        raise ExportError("This ink is larger than a kilometre; its points must be in millimetres.")
    lines = lines_of([ink for ink, _ in known], [text for _, text in known], options.guides)
    return [Model(faired(ink, options.tolerance), line) for (ink, _), line in zip(known, lines, strict=True)]


# One model


@dataclass(frozen=True, eq=False)
class Placed:
    """A model as large as it is drawn, its left edge at x = 0 and its baseline at y = 0."""

    ink: Ink
    ascender: float
    middle: float
    descender: float
    width: float
    square: float  # the side of an ideograph's square, 0 without
    top: float  # of the ink or the lines, whichever is higher
    bottom: float

    @property
    def lines(self) -> list[Floats]:
        """(N, 2) of each stroke."""
        return [stroke.xy.astype(np.float64) for stroke in self.ink]

    def outlines(self, thinnest: float) -> list[Floats]:
        """(N, 2) the area of each stroke, drawn with its pen, at least `thinnest` mm wide."""
        return [outline(stroke, _pen(stroke, thinnest)).astype(np.float64) for stroke in self.ink]

    def half(self, thinnest: float) -> float:
        """mm that the ink reaches beside its lines, at most."""
        return max(float(widths(stroke, _pen(stroke, thinnest)).max()) for stroke in self.ink) / 2


def _pen(stroke: Stroke, thinnest: float) -> Brush:
    pen = stroke.brush or Brush()
    return pen if pen.width >= thinnest else pen.scaled(thinnest / pen.width)


def _placed(model: Model, body: float, widest: float) -> Placed:
    """The model with letters `body` mm high, or as high as its width allows."""
    lines, (left, top, right, bottom) = model.lines, bounds(model.ink)
    wide = lines.square[2] if lines.square else max(right - left, 0.2)
    scale = min(body / lines.body, widest / wide)
    begin = lines.square[0] - lines.square[2] / 2 if lines.square else left
    ink = affine(model.ink, np.eye(2) * scale, (-begin * scale, -lines.baseline * scale))
    high, middle, low = ((level - lines.baseline) * scale for level in (lines.ascender, lines.middle, lines.descender))
    low = low if lines.hangs else 0.0
    edges = (top - lines.baseline) * scale, (bottom - lines.baseline) * scale
    side = lines.square[2] * scale if lines.square else 0.0
    return Placed(ink, high, middle, low, wide * scale, side, min(high, edges[0]), max(low, edges[1], 0.0))


def _model_rows(model: Model, room: float, told: Copybook, options: Options) -> Iterator[Row]:
    """The large model, with its steps beside or below it."""
    large = _placed(model, told.model, room - 2 * PAD)
    with_steps = told.steps and len(model.ink) > 1
    narrow = large.width + 2 * PAD <= BESIDE * room
    beside = with_steps and narrow
    cell = large.width + 2 * PAD if beside else room
    radius = float(np.clip(0.07 * -large.ascender, 1.4, 2.4))
    pad = 2 * radius + 2.0
    high = large.bottom - large.top + 2 * pad
    if not beside:
        shapes = [*_large(large, large.width + 2 * PAD if narrow else room, pad, radius, room)]
        shapes += _larger_practice(large, room) if narrow and told.rows else ()
        yield Row(high, tuple(_shift(shapes, 0.0, pad - large.top)))
        if with_steps:
            yield from _step_rows(model, room, min(BELOW_MODEL, -large.ascender * 0.8))
        return
    for body in STEPS:
        steps = list(_step_rows(model, room - cell - GAP, body))
        if sum(row.height for row in steps) <= high:
            break
    else:
        yield Row(high, tuple(_shift(_large(large, cell, pad, radius, cell), 0.0, pad - large.top)))
        yield from _step_rows(model, room, BELOW_MODEL)
        return
    y = (high - sum(row.height for row in steps)) / 2
    shapes = list(_shift(_large(large, cell, pad, radius, cell), 0.0, pad - large.top))
    for row in steps:
        shapes += _shift(row.shapes, cell + GAP, y)
        y += row.height
    yield Row(high, tuple(shapes))


def _large(large: Placed, cell: float, pad: float, radius: float, ruled: float) -> Iterator[Shape]:
    """The model with its signs, its baseline at y = 0, in the middle of its cell. ruled: how long its lines are."""
    at = (cell - large.width) / 2
    thinnest = _thinnest(large)
    yield from _rules(large, 0.0, ruled, at)
    for area in large.outlines(thinnest):
        yield Shape(np.add(area, (at, 0)), GHOST)
    lines = [np.add(line, (at, 0)) for line in large.lines]
    fine = float(np.clip(0.016 * -large.ascender, 0.3, 0.55))
    yield from (Shape(line, DARK, fine) for line in lines)
    box = (0.0, large.top - pad, cell, large.bottom + pad)
    yield from signs(lines, large.half(thinnest), radius, box).shapes


def _larger_practice(large: Placed, room: float) -> Iterator[Shape]:
    """Beside a model of a single stroke: the same, to trace in its full size."""
    thinnest = _thinnest(large)
    half, areas = large.half(thinnest), large.outlines(thinnest)
    apart = large.width + max(2 * half + 0.25 * -large.ascender, 2 * PAD)
    x = large.width + 4 * PAD
    while x + large.width + half <= room - 1.0:
        yield from (_rules(large, 0.0, 0.0, x) if large.square else ())
        yield from (Shape(np.add(area, (x, 0)), TRACE) for area in areas)
        yield from (Shape(disc(np.add(line[0], (x, 0)), 0.4 * half), RULES["baseline"][0]) for line in large.lines)
        x += apart


def _thinnest(placed: Placed) -> float:
    """mm of the pen that a large model is drawn with at least."""
    return max(0.065 * -placed.ascender, 0.8)


def _step_rows(model: Model, room: float, body: float) -> Iterator[Row]:
    """The model growing stroke by stroke: what is there grey, what comes to it dark, from its dot to its arrow."""
    small = _placed(model, body, room - 4.0)
    thinnest = 0.075 * -small.ascender
    areas, lines = small.outlines(thinnest), small.lines
    half = small.half(thinnest)
    cell = max(small.width + 2 * half + 4.0, 10.0)
    across = max(1, int((room + 1e-6) // cell))
    top, number = small.top - half - 1.5, 2.6
    high = small.bottom + half + 2.0 + number + 2.0 - top
    at = (cell - small.width) / 2
    for first in range(0, len(lines), across):
        shapes: list[Shape] = []
        for column, step in enumerate(range(first, min(first + across, len(lines)))):
            x = column * cell
            shapes += _shift(_rules(small, 0.8, cell - 0.8, at), x, -top)
            drawn = [Shape(area, COMING) for area in areas[step + 1 :]] + [Shape(area, EARLIER) for area in areas[:step]]
            drawn.append(Shape(areas[step], DARK))
            size = max(2.2 * half, 1.5)
            head = end_arrow(lines[step], 1.7 * size)
            drawn += [Shape(head, WHITE, 0.5, straight=True), Shape(head, DARK, straight=True)] if head is not None else []
            drawn += [Shape(disc(lines[step][0], 0.62 * size), DARK), Shape(disc(lines[step][0], 0.3 * size), WHITE)]
            shapes += _shift(drawn, x + at, -top)
            shapes += label(step + 1, (x + cell / 2, high - 1.5 - number / 2), number)
        yield Row(high, tuple(shapes))


def _practice(model: Model, room: float, told: Copybook, options: Options) -> Iterator[Row]:
    """Rows with faint letters to trace; the last one is left free behind its first letter."""
    small = _placed(model, told.letters, room - 4.0)
    thinnest = 0.07 * -small.ascender
    half = small.half(thinnest)
    areas, lines = small.outlines(thinnest), small.lines
    apart = small.width if small.square else small.width + 2 * half + max(0.4 * -small.ascender, 2.5)
    count = max(1, int((room - 2.0 - 2 * half - small.width) // apart) + 1)
    top = min(small.top - half, small.ascender) - 2.5
    high = max(small.bottom + half, small.descender) + 2.5 - top
    begin = 0.0 if small.square else 1.0 + half
    for row in range(told.rows):
        full = row < told.rows - 1 or told.rows == 1
        shown = count if full and told.rows > 1 else max(1, count // 2) if full else 1
        shapes: list[Shape] = []
        if small.square:
            for place in range(count):
                shapes += _rules(small, 0.0, room, place * apart)
        else:
            shapes += _rules(small, 0.0, room, 0.0)
        for place in range(shown):
            at = begin + place * apart
            shapes += (Shape(np.add(area, (at, 0)), TRACE) for area in areas)
            shapes += (Shape(disc(np.add(line[0], (at, 0)), max(0.5 * half, 0.3)), RULES["baseline"][0]) for line in lines)
        yield Row(high, tuple(_shift(shapes, 0.0, -top)))


def _rules(placed: Placed, left: float, right: float, at: float) -> Iterator[Shape]:
    """Baseline, x-height, ascender and, where something hangs, descender from `left` to `right`; or the square of an ideograph
    whose left edge is at `at`."""
    if placed.square:
        side, high = placed.square, placed.ascender
        frame = np.array([(at, 0), (at + side, 0), (at + side, high), (at, high), (at, 0)], np.float64)
        yield Shape(frame, *RULES["baseline"], straight=True)
        yield from _dashed((at, high / 2), (at + side, high / 2))
        yield from _dashed((at + side / 2, 0.0), (at + side / 2, high))
        return
    yield _level(placed.ascender, left, right, "outer")
    if placed.descender:
        yield _level(placed.descender, left, right, "outer")
    yield from _dashed((left, placed.middle), (right, placed.middle))
    yield _level(0.0, left, right, "baseline")


def _level(y: float, left: float, right: float, kind: str) -> Shape:
    return Shape(np.array([(left, y), (right, y)]), *RULES[kind], straight=True)


def _dashed(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Shape]:
    first, last = np.array(start, np.float64), np.array(end, np.float64)
    far = math.hypot(*(last - first))
    count = max(1, round((far / DASH + 1) / 2))
    step = far / (2 * count - 1)
    for number in range(count):
        ends = [first + (last - first) * (2 * number + part) * step / far for part in (0, 1)]
        yield Shape(np.array(ends), *RULES["middle"], straight=True)


# Onto paper


def _title(words: str, room: float) -> Row | None:
    lines = lettered(words, 5.5)
    if not lines:
        return None
    lines = [line * min(1.0, room / width(lines)) for line in lines]
    return Row(14.0, tuple(Shape(np.add(line, (0, 6.0)), DARK, 0.55) for line in lines))


def _shift(shapes: Sequence[Shape] | Iterator[Shape], x: float, y: float) -> Iterator[Shape]:
    return (replace(shape, points=np.add(shape.points, (x, y))) for shape in shapes)


def _set(title: Row | None, blocks: Sequence[list[Row]], paper: tuple[float, float], height: float) -> list[Drawing]:
    """Rows onto pages: a block stays together where a page can hold it, a row always."""
    filled: list[list[Shape]] = [[]]
    y = 0.0
    if title is not None:
        filled[0] += _shift(title.shapes, EDGE, EDGE)
        y = title.height
    for block in blocks:
        whole = sum(row.height for row in block)
        if y + whole > height and whole <= height and filled[-1]:
            filled.append([])
            y = 0.0
        for row in block:
            if y + row.height > height and filled[-1]:
                filled.append([])
                y = 0.0
            filled[-1] += _shift(row.shapes, EDGE, EDGE + y)
            y += row.height
        y += GAP
    if len(filled) > 1:
        for number, shapes in enumerate(filled, 1):
            shapes += label(number, (paper[0] / 2, paper[1] - EDGE / 2), 2.6, RULES["baseline"][0])
    return [Drawing((0.0, 0.0, *paper), WHITE, tuple(shapes)) for shapes in filled]
