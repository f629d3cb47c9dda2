"""A collection sheet as a value: what stands where on the paper, and the code that says all of it.

The code printed on a sheet (a QR code) holds everything that its layout depends on, the prompts included: a sheet can be read
years later on another machine, by what is on the paper alone. Numbers of version 1 never change; another layout is version 2.

The code is the text `DUCTUS/1:` and, in base 45 (RFC 9285), the zlib stream of these lines in UTF-8: writer, title,
"page/pages paper size hand", and the prompts, "=" and characters one after the other or "|" and words parted by tabs.
Places are in millimetres from the paper's upper left corner, x right, y down.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Paper = Literal["a4", "letter"]

HEAD = "DUCTUS/"
VERSION = 1
PAPERS: dict[str, tuple[float, float]] = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}  # mm
SIZES = (24, 18, 14, 11)  # mm, heights of the writing boxes
USUAL = 18
LARGEST_CODE = 620  # characters; more would be too fine to read at 150 dpi
LARGEST_TEXT = 1 << 16  # bytes that a code may unfold to
MOST_PAGES = 99
MOST_NAME = 64  # characters of a writer's id or a title
BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

SIDE, TOP, BOTTOM = 18.0, 46.0, 22.0  # mm of the paper around the boxes
PROMPT, GAP, AIR = 4.4, 2.2, 2.0  # mm: the strip above a box, below it, and beside it
WIDE = 1.1  # of its height, how wide the box of a character is at least
ADVANCE, PAD = 0.30, 1.5  # of the height that a letter of a word takes, and mm at both ends
BASELINE, X_HEIGHT = 0.69, 0.41  # of the height from the top, where the lines run
ROUND, INSET, DASH = 1.3, 1.2, 1.0  # mm, of a frame's corners, between it and the lines' ends, and of a dash
CORNER = 13.0  # mm from both edges to the middle of a corner's mark
RING, HOLE, PUPIL = 7.0, 5.0, 2.6  # mm, diameters of a corner's mark: the ring, the white in it, the dot in that
DOT = 2.2  # mm, diameter of the marks along the edges
TOP_DOT = 9.0  # mm from the upper edge to the mark there; the others stand in line with the corners' marks
CODE = 30.0  # mm, side of the printed code
CODE_TOP, CODE_SIDE = 9.0, 22.0  # mm from the edges to the code


class SheetError(ValueError):
    """A sheet that cannot be made or a code that is none; the sentence says what helps."""


@dataclass(frozen=True)
class Place:
    """One writing box: its prompt and its inside. baseline, x_height: y of both lines; NaN where a sign stands on none."""

    prompt: str
    left: float
    top: float
    width: float
    height: float
    baseline: float
    x_height: float


@dataclass(frozen=True)
class SheetPage:
    """All that one page of a sheet says of itself. size: mm, the height of its boxes. page: from 1."""

    prompts: tuple[str, ...]
    writer: str = ""
    title: str = ""
    page: int = 1
    pages: int = 1
    paper: Paper = "a4"
    size: int = USUAL
    left_handed: bool = False

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height of the paper, mm."""
        return PAPERS[self.paper]

    @property
    def rings(self) -> Floats:
        """(4, 2): the marks in the corners, clockwise from the upper left one."""
        width, height = self.extent
        right, low = width - CORNER, height - CORNER
        return np.array([(CORNER, CORNER), (right, CORNER), (right, low), (CORNER, low)])

    @property
    def dots(self) -> Floats:
        """(D, 2): the marks along the edges. No turn of the paper lays them onto each other."""
        width, height = self.extent
        left = [(CORNER, share * height) for share in (0.36, 0.68)]
        right = [(width - CORNER, share * height) for share in (0.26, 0.5, 0.8)]
        below = [(share * width, height - CORNER) for share in (0.38, 0.62)]
        return np.array([*left, *right, (0.46 * width, TOP_DOT), *below])

    @property
    def code_box(self) -> tuple[float, float, float]:
        """Left, top and side of the printed code."""
        left = CODE_SIDE if self.left_handed else self.extent[0] - CODE_SIDE - CODE
        return left, CODE_TOP, CODE

    @property
    def places(self) -> tuple[Place, ...]:
        """The boxes in the order of the prompts. Left-handed sheets run from right to left: no hand wipes over wet ink."""
        columns, wide, rows, pitch = _grid(self.paper, self.size)
        places = []
        row = column = 0
        for prompt in self.prompts:
            span = _span(prompt, self.size, columns, wide)
            if column + span > columns:
                row, column = row + 1, 0
            if row >= rows:
                raise SheetError("A page of this sheet holds more prompts than there is room for.")
            width = span * wide + (span - 1) * AIR
            left = SIDE + column * (wide + AIR)
            if self.left_handed:
                left = self.extent[0] - left - width
            places.append(_place(prompt, left, TOP + row * pitch, width, self.size))
            column += span
        return tuple(places)


def _place(prompt: str, left: float, top: float, width: float, size: int) -> Place:
    lined = not any(ideograph(letter) for letter in prompt)
    base, middle = (top + share * size if lined else math.nan for share in (BASELINE, X_HEIGHT))
    return Place(prompt, left, top, width, float(size), base, middle)


def ideograph(letter: str) -> bool:
    """Whether a character fills a square instead of standing on a line."""
    name = unicodedata.name(letter, "")
    return name.startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"))


def _grid(paper: str, size: int) -> tuple[int, float, int, float]:
    """Columns, the width of one, rows, and mm from one row to the next."""
    width, height = PAPERS[paper]
    room, high = width - 2 * SIDE, height - TOP - BOTTOM
    columns = int((room + AIR) // (WIDE * size + AIR))
    rows = int((high + GAP + PROMPT) // (size + GAP + PROMPT))
    return columns, (room - (columns - 1) * AIR) / columns, rows, (high + GAP + PROMPT) / rows


def _needed(prompt: str, size: int) -> float:
    """mm that a word takes."""
    signs = [letter for letter in prompt if not unicodedata.combining(letter)]
    if len(signs) < 2:
        return 0.0
    return size * sum(0.8 if ideograph(letter) else ADVANCE for letter in signs) + 2 * PAD


def _span(prompt: str, size: int, columns: int, wide: float) -> int:
    return min(columns, max(1, math.ceil((_needed(prompt, size) + AIR) / (wide + AIR) - 1e-9)))


# Making


def sheet_pages(
    prompts: Iterable[str],
    writer: str = "",
    title: str = "",
    paper: Paper = "a4",
    size: int | None = None,
    left_handed: bool = False,
) -> tuple[SheetPage, ...]:
    """As many pages as the prompts need. size: one of SIZES, None = the usual one, or smaller where a line would not fit.

    Text that is longer than a line becomes several prompts. Raises SheetError for no prompt, far too many, and unknown paper.
    """
    if paper not in PAPERS:
        raise SheetError(f"There are no sheets on paper '{paper}'; there are: {', '.join(PAPERS)}.")
    if size is not None and size not in SIZES:
        raise SheetError(f"Boxes of {size} mm cannot be made; choose {', '.join(map(str, SIZES))}.")
    clean = [words for prompt in prompts if (words := " ".join(unicodedata.normalize("NFC", prompt).split()))]
    if not clean:
        raise SheetError("A sheet needs something to write: name a set or give a text.")
    room = PAPERS[paper][0] - 2 * SIDE
    size = size or next((one for one in (USUAL, 14) if all(_needed(words, one) <= room for words in clean)), SIZES[-1])
    lines = [line for words in clean for line in _lines(words, size, room)]
    bare = SheetPage((), _name(writer), _name(title), 1, MOST_PAGES, paper, size, left_handed)
    pages: list[SheetPage] = []
    while lines:
        if len(pages) == MOST_PAGES:
            raise SheetError(f"This is more than {MOST_PAGES} pages; make several sheets of it.")
        count = _fitting(lines, bare)
        pages.append(replace(bare, prompts=tuple(lines[:count]), page=len(pages) + 1))
        lines = lines[count:]
    return tuple(replace(page, pages=len(pages)) for page in pages)


def _name(words: str) -> str:
    return " ".join(words.split())[:MOST_NAME]


def _lines(words: str, size: int, room: float) -> list[str]:
    """A text as lines that a box can hold, parted at its blanks where there are any."""
    lines, rest = [], words
    while _needed(rest, size) > room:
        end = next(at for at in range(len(rest), 0, -1) if _needed(rest[:at], size) <= room)
        blank = rest.rfind(" ", 0, end + 1)
        cut = blank if blank > 0 else end
        lines.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [*lines, rest] if rest else lines


def _fitting(lines: Sequence[str], bare: SheetPage) -> int:
    """How many of the prompts a page holds, its boxes and its code."""
    columns, wide, rows, _pitch = _grid(bare.paper, bare.size)
    row = column = count = 0
    for words in lines:
        span = _span(words, bare.size, columns, wide)
        if column + span > columns:
            row, column = row + 1, 0
        if row >= rows:
            break
        column, count = column + span, count + 1
    while count > 1 and len(code_of(replace(bare, prompts=tuple(lines[:count])))) > LARGEST_CODE:
        count -= max(1, count // 12)
    return count


# The code


def code_of(page: SheetPage) -> str:
    """The text of a page's QR code."""
    single = all(len(prompt) == 1 for prompt in page.prompts)
    prompts = "=" + "".join(page.prompts) if single else "|" + "\t".join(page.prompts)
    hand = "left" if page.left_handed else "right"
    told = "\n".join([page.writer, page.title, f"{page.page}/{page.pages} {page.paper} {page.size} {hand}", prompts])
    return f"{HEAD}{VERSION}:{_base45(zlib.compress(told.encode(), 9))}"


def page_of(code: str) -> SheetPage:
    """The page that a code describes. Raises SheetError for a code that is none, damaged, or of a newer Ductus."""
    found = re.match(rf"{HEAD}(\d+):", code)
    if found is None:
        raise SheetError("This code is not that of a collection sheet.")
    if int(found[1]) > VERSION:
        raise SheetError("This sheet was made by a newer Ductus; please update.")
    try:
        unfold = zlib.decompressobj()
        told = unfold.decompress(_from_base45(code[found.end() :]), LARGEST_TEXT)
        if not unfold.eof:
            raise ValueError("it breaks off")
        writer, title, facts, prompts = told.decode().split("\n")
        number, paper, size, hand = facts.split(" ")
        page, pages = (int(word) for word in number.split("/"))
        single = prompts[0] == "="
        signs = tuple(prompts[1:]) if single else tuple(prompts[1:].split("\t"))
        known = paper in PAPERS and int(size) in SIZES and hand in ("left", "right") and 1 <= page <= pages and all(signs)
        if not known or not signs:
            raise ValueError("its values make no sense")
        made = SheetPage(signs, writer, title, page, pages, paper, int(size), hand == "left")  # type: ignore[arg-type]
        _ = made.places
    except (ValueError, IndexError, zlib.error) as error:
        raise SheetError("This sheet's code is damaged; scan the page again, or say which sheet it is.") from error
    return made


def _base45(data: bytes) -> str:
    out = []
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            out.append(BASE45[value % 45])
            value //= 45
    return "".join(out)


def _from_base45(text: str) -> bytes:
    values = [BASE45.index(letter) for letter in text]
    out = bytearray()
    for at in range(0, len(values), 3):
        part = values[at : at + 3]
        value = sum(digit * 45**power for power, digit in enumerate(part))
        out += value.to_bytes(len(part) - 1, "big") if value < 256 ** (len(part) - 1) else _bad()
    return bytes(out)


def _bad() -> bytes:
    raise ValueError("no base 45")
