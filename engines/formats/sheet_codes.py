"""Which sheet a page belongs to, where its own code cannot be read: by the sheet's PDF, by its codes, or by another picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from engines.data.sheet_layout import HEAD, SheetError, SheetPage, page_of
from engines.formats.opening import FormatError, read_bytes
from engines.formats.sheet import ReadPage, codes_in
from engines.picture.opening import PictureError, open_colours

CODE = re.compile(rb"DUCTUS/\d+:[0-9A-Z $%*+\-./:]+")


def layout_of(words: str) -> list[SheetPage]:
    """The pages of a sheet by its PDF, by a file that holds its codes (as `ductus sheet make --json` writes), by a picture of it
    whose code can be read, or by a code itself. Raises FormatError.
    """
    codes = [words] if words.startswith(HEAD) else _codes_of(Path(words))
    try:
        return [page_of(code) for code in codes]
    except SheetError as error:
        raise FormatError(f"{words[:80]}: {error}") from error


def _codes_of(path: Path) -> list[str]:
    data = read_bytes(path)
    found = [code.decode().strip() for code in dict.fromkeys(CODE.findall(data))]
    if not found:
        try:
            found = [text for text, _corners in codes_in(open_colours(data).pixels)]
        except PictureError:
            found = []
    if not found:
        raise FormatError(f"{path} tells of no sheet; name the sheet's PDF, or a picture of it whose code can be read.")
    return found


def only(layout: Sequence[SheetPage], number: int | None) -> list[SheetPage]:
    """The pages of a layout, or the one of that number. Raises FormatError where it has no such page."""
    found = [page for page in layout if number is None or page.page == number]
    if layout and not found:
        numbers = ", ".join(str(page.page) for page in layout)
        raise FormatError(f"This sheet has no page {number}; it has {numbers}.")
    return found


def missing(read: Sequence[ReadPage]) -> list[tuple[str, int]]:
    """Title and number of each page that no picture showed of the sheets that were read."""
    sheets: dict[tuple[str, str, int], set[int]] = {}
    for one in read:
        sheets.setdefault((one.page.writer, one.page.title, one.page.pages), set()).add(one.page.page)
    return [
        (title, number)
        for (_writer, title, pages), numbers in sheets.items()
        for number in range(1, pages + 1)
        if number not in numbers
    ]


def twice(read: Sequence[ReadPage]) -> list[ReadPage]:
    """Pictures of a page that an earlier picture shows already, at least as well."""
    best: dict[tuple[str, str, int], ReadPage] = {}
    surplus = []
    for one in read:
        key = (one.page.writer, one.page.title, one.page.page)
        held = best.get(key)
        if held is None or held.page != one.page:
            best[key] = one
        elif _good(one) > _good(held):
            surplus.append(held)
            best[key] = one
        else:
            surplus.append(one)
    return surplus


def _good(read: ReadPage) -> tuple[int, int]:
    """How good a picture of a page is: boxes with writing, and boxes that nothing is the matter with."""
    return sum(box.usable for box in read.boxes), sum(not box.remarks for box in read.boxes)
