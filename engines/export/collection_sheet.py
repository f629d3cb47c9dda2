"""Collection sheets for the printer: boxes to write in, each with its prompt, and marks by which a picture is laid flat.

What is black is for the machine or printed outside the boxes; frames and writing lines are in colours that drop out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

import numpy as np
import segno
from numpy.typing import NDArray

from engines.data.files import replacing
from engines.data.sheet_layout import DASH, DOT, HOLE, INSET, PUPIL, RING, ROUND, SIDE, Place, SheetError, SheetPage, code_of
from engines.export import pdf, png
from engines.export.drawing import Drawing, Shape
from engines.export.marks import disc
from engines.export.options import Options
from engines.export.paint import lay_out
from engines.export.sheets import sheets
from engines.export.typeset import printed, width

Floats = NDArray[np.float64]

FRAME, LINE = "#A5D6E7", "#F6C193"  # cyan and orange, light: the colours that scans and eyes pass over
FRAME_WIDTH, BASE_WIDTH, MIDDLE_WIDTH = 0.26, 0.26, 0.2  # mm
DARK, MUTED, THIN = "#1E2226", "#6F757B", "#B9BEC3"
WHITE = "#FFFFFF"
CLOSE = 11  # a code of a higher version is made with less room for damage, so that its squares stay large


@dataclass(frozen=True)
class Words:
    """What is printed on a sheet besides the prompts, in the writer's language."""

    name: str = "Name"
    date: str = "Date"
    instruction: str = "Write each sign once in its box, with a dark pen. Leave a box empty to skip it."
    page: str = "Page {} of {}"
    title: str = "Handwriting"
    scale: str = "Print at 100%"


def drawing(page: SheetPage, words: Words | None = None) -> Drawing:
    """One page as shapes in millimetres."""
    words = words or Words()
    shapes = [*_boxes(page.places), *_head(page, words), *_prompts(page), *_foot(page, words), *_code(page), *_marks(page)]
    return Drawing((0.0, 0.0, *page.extent), WHITE, tuple(shapes))


def into(file: BinaryIO, pages: Sequence[SheetPage], words: Words | None = None) -> None:
    """Write a sheet's pages as PDF to an open file. Each page's code stands in the file's keywords, too."""
    drawings = [drawing(page, words) for page in pages]
    title = pages[0].title or (words or Words()).title
    laid = [(one, sheets(one, None, fit=False)[0]) for one in drawings]
    pdf.pages_into(file, laid, Options(kind="pdf", title=title), keywords=[code_of(page) for page in pages])


def save(path: Path, pages: Sequence[SheetPage], words: Words | None = None) -> None:
    """Write a sheet as PDF, whole or not at all. Raises SheetError for no page."""
    if not pages:
        raise SheetError("A sheet needs something to write: name a set or give a text.")
    with replacing(Path(path)) as part, part.open("wb") as file:
        into(file, pages, words)


def pixels(page: SheetPage, dpi: float, words: Words | None = None) -> NDArray[np.uint8]:
    """(H, W, 3) uint8: the page as a perfect printer and scanner would show it."""
    return png.painted(made := drawing(page, words), lay_out(made.box, round(page.extent[0] / 25.4 * dpi), None, 0))


# Boxes


def _boxes(places: Iterable[Place]) -> Iterator[Shape]:
    """All frames, then all lines: what has one colour is drawn together."""
    places = list(places)
    for place in places:
        yield Shape(_rounded(place), FRAME, FRAME_WIDTH, straight=True)
        if math.isnan(place.baseline):
            yield from _cross(place)
    for place in places:
        if not math.isnan(place.baseline):
            left, right = place.left + INSET, place.left + place.width - INSET
            yield Shape(np.array([(left, place.baseline), (right, place.baseline)]), LINE, BASE_WIDTH, straight=True)
            yield from _dashed((left, place.x_height), (right, place.x_height), LINE)


def _rounded(place: Place) -> Floats:
    """(N, 2): the frame, closed."""
    corners = []
    for x, y, turn in (
        (place.left + place.width - ROUND, place.top + ROUND, -90),
        (place.left + place.width - ROUND, place.top + place.height - ROUND, 0),
        (place.left + ROUND, place.top + place.height - ROUND, 90),
        (place.left + ROUND, place.top + ROUND, 180),
    ):
        angle = np.radians(turn + np.linspace(0, 90, 9))
        corners.append(np.column_stack([x + ROUND * np.cos(angle), y + ROUND * np.sin(angle)]))
    path = np.concatenate(corners)
    return np.concatenate([path, path[:1]])


def _cross(place: Place) -> Iterator[Shape]:
    """The middle of a box, for signs that fill a square."""
    x, y = place.left + place.width / 2, place.top + place.height / 2
    yield from _dashed((place.left + INSET, y), (place.left + place.width - INSET, y), FRAME)
    yield from _dashed((x, place.top + INSET), (x, place.top + place.height - INSET), FRAME)


def _dashed(start: tuple[float, float], end: tuple[float, float], colour: str) -> Iterator[Shape]:
    first, last = np.array(start), np.array(end)
    count = max(1, round((math.hypot(*(last - first)) / DASH + 1) / 2))
    for number in range(count):
        ends = [first + (last - first) * (2 * number + part) / (2 * count - 1) for part in (0, 1)]
        yield Shape(np.array(ends), colour, MIDDLE_WIDTH, straight=True)


def _prompts(page: SheetPage) -> Iterator[Shape]:
    """Above every box, on the side that the writing hand leaves free."""
    for place in page.places:
        x = place.left + place.width - 1.2 if page.left_handed else place.left + 1.2
        height = 2.5 * min(1.0, (place.width - 2.4) / max(width(place.prompt, 2.5), 1e-6))
        yield from printed(place.prompt, height, (x, place.top - 1.25), DARK, "right" if page.left_handed else "left")


# Head and foot


def _head(page: SheetPage, words: Words) -> Iterator[Shape]:
    code, _top, side = page.code_box
    left, right = (code + side + 8, page.extent[0] - 22.0) if page.left_handed else (22.0, code - 8)
    title = page.title or words.title
    height = 5.2 * min(1.0, (right - left) / max(width(title, 5.2), 1e-6))
    yield from printed(title, height, (left, 19.0), DARK)
    y, middle = 28.6, left + 0.62 * (right - left)
    for word, start, end in ((words.name, left, middle - 4), (words.date, middle, right)):
        yield from printed(word, 2.1, (start, y), MUTED)
        line = np.array([(start + width(word, 2.1) + 2.0, y + 0.6), (end, y + 0.6)])
        yield Shape(line, THIN, 0.2, straight=True)
    small = 2.0 * min(1.0, (right - left) / max(width(words.instruction, 2.0), 1e-6))
    yield from printed(words.instruction, small, (left, 35.6), MUTED)


def _foot(page: SheetPage, words: Words) -> Iterator[Shape]:
    y = page.extent[1] - 12.4
    told = " · ".join(part for part in ("Ductus", page.writer, words.scale) if part)
    yield from printed(told, 1.7, (SIDE + 4, y), MUTED)
    yield from printed(words.page.format(page.page, page.pages), 1.7, (page.extent[0] - SIDE - 4, y), MUTED, "right")


# For the machine


def _marks(page: SheetPage) -> Iterator[Shape]:
    for diameter, colour in ((RING, DARK), (HOLE, WHITE), (PUPIL, DARK)):
        yield from (Shape(disc(ring, diameter / 2), colour) for ring in page.rings)
    yield from (Shape(disc(dot, DOT / 2), DARK) for dot in page.dots)


def _code(page: SheetPage) -> Iterator[Shape]:
    """The squares of the code, as runs across and as runs down: no seam shows between neighbours."""
    matrix = symbol(code_of(page))
    left, top, side = page.code_box
    step = side / len(matrix)
    for turned, squares in ((False, matrix), (True, matrix.T)):
        for row, line in enumerate(squares):
            ends = np.flatnonzero(np.diff(line.astype(np.int8), prepend=0, append=0))
            for first, last in ends.reshape(-1, 2):
                corners = np.array([(first, row), (last, row), (last, row + 1), (first, row + 1)], np.float64)
                yield Shape((corners[:, ::-1] if turned else corners) * step + (left, top), DARK, straight=True)


@cache
def symbol(code: str) -> NDArray[np.bool_]:
    """(N, N) the QR code of a text, True = dark, without its quiet zone."""
    made = segno.make(code, error="m", micro=False)
    if int(made.version) > CLOSE:
        made = segno.make(code, error="l", micro=False)
    return np.array([[bool(value) for value in row] for row in made.matrix])
