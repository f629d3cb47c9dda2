"""Collection sheets read back: a scan or a photograph of a written sheet -> a labelled sample of every box.

The code on the sheet says what was asked for and where; the marks and the boxes' frames tell where that lies in the picture,
whichever way it was held. Several sheets in one picture are all read.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import zxingcpp
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from engines.data.sample import Provenance, Sample
from engines.data.sheet_layout import DASH, DOT, HEAD, INSET, RING, ROUND, Place, SheetError, SheetPage, page_of
from engines.formats.bundle import Left
from engines.formats.opening import FormatError, readable
from engines.picture.box_ink import BoxInk, inks_of
from engines.picture.fiducials import Marks, find_marks
from engines.picture.laying import Found, Sheet, by_code, by_marks
from engines.picture.opening import PictureError, open_colours
from engines.picture.writing_boxes import Box, cut_out

Floats = NDArray[np.float64]
Pixels = NDArray[np.uint8]
Report = Callable[[int, int, str], None]

KEPT = 36_000_000  # pixels of a picture that are kept: A4 at 600 dpi
SOURCE = "sheet"
TRIED = (2400, 1400, 5000)  # pixels of the longer side on which codes are looked for, one after the other
OFF = 2.0  # mm that the marks may lie beside where they should, on average
NO_CODE = "the code in its corner cannot be read"
REMEDY = "Photograph or scan the page again, flat and whole, or say which page it is with --layout."


@dataclass(frozen=True, eq=False)
class ReadBox:
    """One box of a read page. number: from 0. remarks and figures as in engines.picture.box_ink."""

    sample: Sample
    place: Place
    number: int
    remarks: tuple[str, ...]
    figures: dict[str, float]

    @property
    def usable(self) -> bool:
        """Whether it holds writing that nothing grave is the matter with."""
        return not {"outside", "empty", "crossed", "dark"} & set(self.remarks)


@dataclass(frozen=True, eq=False)
class ReadPage:
    """A page as it was read. path: the picture. found: how it lies in it."""

    path: Path
    page: SheetPage
    boxes: tuple[ReadBox, ...]
    found: Found


def read(path: Path, report: Report | None = None, left: Left | None = None) -> Iterator[Sample]:
    """The written boxes of one picture, or of all pictures in a folder, as samples with their image (255 = ink).

    What cannot be read is appended to `left` as (place, reason). Raises FormatError where no sheet could be read at all.
    """
    paths = pictures_of([path])
    failed: list[str] = []
    for number, name in enumerate(paths, 1):
        try:
            pages = read_pages(name)
        except FormatError as error:
            failed.append(str(error))
            if left is not None:
                left.append((readable(str(name)), str(error)))
            continue
        for page in pages:
            for box in page.boxes:
                if box.usable:
                    yield box.sample
                elif left is not None and "empty" not in box.remarks:
                    left.append((box.sample.provenance.source, ", ".join(box.remarks)))
        if report:
            report(number, len(paths), name.name)
    if len(failed) == len(paths):
        raise FormatError(failed[0])


def pictures_of(paths: Sequence[Path]) -> list[Path]:
    """The pictures that files and folders hold, in the order of their names. Raises FormatError where there is none."""
    endings = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif", ".ppm", ".pgm")
    found = []
    for path in paths:
        path = Path(path)
        if not path.exists():
            raise FormatError(f"{path} does not exist; check the name.")
        inner = sorted(file for file in path.rglob("*") if file.suffix.lower() in endings) if path.is_dir() else [path]
        found += inner
    if not found:
        raise FormatError(f"There is no picture in {', '.join(map(str, paths))}.")
    return found


def read_pages(source: Path | ArrayLike, layout: Sequence[SheetPage] = ()) -> list[ReadPage]:
    """Every sheet's page that a picture shows, those further left first. layout: pages that it may be where no code is read.

    Raises FormatError that says what is missing and what helps.
    """
    name = Path(source) if isinstance(source, str | Path) else Path("picture")
    try:
        pixels = open_colours(source, kept_pixels=KEPT).pixels
    except PictureError as error:
        raise FormatError(str(error)) from error
    grey = pixels.mean(axis=2).astype(np.float32) / 255
    marks = find_marks(grey)
    codes = list(codes_in(pixels))
    picture = Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)
    when = _time(name)
    read_: list[ReadPage] = []
    troubles: list[str] = []
    for text, corners in codes:
        try:
            page = page_of(text)
            found = by_code(_sheet(page), marks, _code_corners(page), corners)
        except SheetError as error:
            troubles.append(str(error))
            continue
        if found is None or found.off > OFF:
            troubles.append(_lost(found, marks))
            continue
        whole = _read(name, picture, page, found, when)
        if all("outside" in box.remarks for box in whole.boxes):
            troubles.append(_lost(found, marks))
        else:
            read_.append(whole)
    if not codes and layout:
        read_ += _by_layout(name, picture, marks, layout, when)
    if not read_:
        what = troubles[0] if troubles else _nothing(marks)
        raise FormatError(f"{name}: {what}")
    return read_


def codes_in(pixels: Pixels) -> Iterator[tuple[str, Floats]]:
    """The text of every sheet's code in a picture and its corners in pixels (4, 2), clockwise from its own upper left one."""
    grey = Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels).convert("L")
    known: dict[str, Floats] = {}
    kind = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for side in TRIED:
        scale = min(1.0, side / max(grey.size))
        size = round(grey.width * scale), round(grey.height * scale)
        small = grey.resize(size, Image.Resampling.BOX) if scale < 1 else grey
        for code in zxingcpp.read_barcodes(np.asarray(small), formats=kind):
            place = code.position
            corners = np.array([(c.x, c.y) for c in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)])
            if code.text.startswith(HEAD) and code.text not in known:
                known[code.text] = (corners + 0.5) * (grey.width / size[0])
        if known or scale == 1:
            break
    yield from sorted(known.items(), key=lambda item: float(item[1][:, 0].mean()))


def _sheet(page: SheetPage) -> Sheet:
    return Sheet(page.rings, page.dots, RING, DOT)


def _code_corners(page: SheetPage) -> Floats:
    left, top, side = page.code_box
    return np.array([(left, top), (left + side, top), (left + side, top + side), (left, top + side)])


def _by_layout(name: Path, picture: Image.Image, marks: Marks, layout: Sequence[SheetPage], when: str) -> Iterator[ReadPage]:
    """The page by its marks alone. Raises FormatError where it may be several of the layout's pages."""
    if len({page.page for page in layout}) > 1:
        pages = ", ".join(str(page.page) for page in layout)
        raise FormatError(f"{name}: {NO_CODE}; say which of the pages {pages} it is.")
    found = by_marks(_sheet(layout[0]), marks)
    if found is None or found.off > OFF:
        raise FormatError(f"{name}: {_lost(found, marks)}")
    yield _read(name, picture, layout[0], found, when)


def _lost(found: Found | None, marks: Marks) -> str:
    seen = found.rings if found else min(len(marks.rings), 4)
    if found and found.off > OFF:
        return "the page is too crumpled or bent to be read. Lay it flat and photograph it again."
    return f"only {seen} of the 4 marks in its corners can be seen. Photograph the whole page, with its corners."


def _nothing(marks: Marks) -> str:
    if len(marks.rings) >= 3:
        return f"{NO_CODE}. {REMEDY}"
    return "it does not show a collection sheet: neither its code nor its marks can be seen. Photograph the whole page, sharp."


def _read(name: Path, picture: Image.Image, page: SheetPage, found: Found, when: str) -> ReadPage:
    places = page.places
    boxes = [Box(one.left, one.top, one.width, one.height, one.baseline, one.x_height, ROUND, INSET, DASH) for one in places]
    inks = inks_of(cut_out(picture, found.laid, boxes), [len(place.prompt) for place in places])
    read_ = []
    for number, (place, ink) in enumerate(zip(places, inks, strict=True)):
        remarks = ink.remarks if _within(place, found, picture) else ("outside", *ink.remarks)
        read_.append(ReadBox(_sample(name, page, place, number, ink, when), place, number, remarks, ink.figures))
    return ReadPage(name, page, tuple(read_), found)


def _within(place: Place, found: Found, picture: Image.Image) -> bool:
    """Whether all of a box is in the picture."""
    right, low = place.left + place.width, place.top + place.height
    at = found.laid.at(np.array([(place.left, place.top), (right, place.top), (right, low), (place.left, low)]))
    return bool(((at >= 0) & (at <= picture.size)).all())


def _sample(name: Path, page: SheetPage, place: Place, number: int, ink: BoxInk, when: str) -> Sample:
    source = f"{SOURCE}/{readable(name.name)}/{page.page}/{number + 1}"
    return Sample(None, ink.image, place.prompt, page.writer, Provenance(source, device="paper", time=when, category=page.title))


def _time(path: Path) -> str:
    """When a picture was taken or scanned, as far as its file's date tells."""
    try:
        return datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).isoformat(timespec="seconds")
    except OSError:  # pixels that come from no file
        return ""
