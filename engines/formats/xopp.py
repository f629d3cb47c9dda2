"""Xournal++ notes (.xopp): gzipped XML, pages of layers of strokes in points (1/72 inch), y down.

`<stroke tool="pen" color="#rrggbbaa" width="1.41 1.2 1.3 ...">x y x y ...</stroke>`: the first width is the pen's, and where a
tablet told its pressure one follows for every point but the last: the line's width there. Times are not kept. Read and
written as the program itself does since version 1.0 (file version 4), and Xournal's older files are read too.
"""

from __future__ import annotations

import gzip
import io
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement

import numpy as np
from numpy.typing import NDArray

from engines.data.files import replacing
from engines.data.sample import Provenance, Sample
from engines.formats.opening import (
    MAX_POINTS,
    FormatError,
    attribute,
    local,
    make_stroke,
    parse_xml_bytes,
    read_bytes,
    readable,
    unzipped,
)
from engines.ink.brush import Brush
from engines.ink.geometry import affine, bounds
from engines.ink.types import Ink, Stroke

POINT = 25.4 / 72  # mm
MAX_UNPACKED = 256 << 20  # bytes
PAPER = (210.0, 297.0)  # mm: the page that is written, larger where the ink asks for it
EDGE = 10.0  # mm between samples that are set out on pages, and around them
THICKEST = 100.0  # mm of a line that may be a pen's
TOOLS = ("pen", "highlighter")
COLOURS = {  # that Xournal knows by name
    "black": "#000000", "blue": "#3333cc", "red": "#ff0000", "green": "#008000", "gray": "#808080", "lightblue": "#00c0ff",
    "lightgreen": "#00ff00", "magenta": "#ff00ff", "orange": "#ff8000", "yellow": "#ffff00", "white": "#ffffff",
}  # fmt: skip
_HEX = re.compile(r"#([0-9a-fA-F]{6})(?:[0-9a-fA-F]{2})?")
_TITLE = "Xournal++ document - see https://xournalpp.github.io/"


# ---------------------------------------------------------------- reading


def read(path: Path) -> Iterator[Sample]:
    """A sample a page that has strokes, in millimetres from the page's corner: layers from the bottom to the top.

    A stroke's pressure is its width over twice its pen's, for a pen of full thinning: drawn with its brush it is as wide as it
    was. Eraser strokes, text, pictures and backgrounds are left out. Raises FormatError.
    """
    path = Path(path)
    data = read_bytes(path)
    if data[:2] == b"\x1f\x8b":
        data = unzipped(path, data, MAX_UNPACKED)
    root = parse_xml_bytes(data, path, "xournal", "a Xournal++ note")
    del data
    total = 0
    found = False
    for number, page in enumerate((child for child in root if local(child) == "page"), 1):
        strokes = []
        for at, element in enumerate((e for e in page.iter() if local(e) == "stroke"), 1):
            stroke = _stroke(element, f"{path}, page {number}, stroke {at}")
            if stroke is None:
                continue
            total += len(stroke)
            if total > MAX_POINTS:
                raise FormatError(f"{path} holds more than {MAX_POINTS:,} points; split it into smaller files.")
            strokes.append(stroke)
        if strokes:
            found = True
            yield Sample(ink=Ink(tuple(strokes)), provenance=Provenance(readable(f"{path.name}, page {number}")))
    if not found:
        raise FormatError(f"{path} is a Xournal++ note but holds no stroke of a pen: there is no ink in it.")


def _stroke(element: Element, place: str) -> Stroke | None:
    """None for what a pen did not draw."""
    if attribute(element, "tool", "pen") not in TOOLS:
        return None
    values = _numbers(element.text or "", f"{place} cannot be used: a point")
    if len(values) == 0 or len(values) % 2:
        raise FormatError(f"{place} has {len(values)} numbers, which are no points x y; remove or repair that stroke.")
    xy = values.reshape(-1, 2) * POINT
    widths = _numbers(attribute(element, "width", "1.41"), f"{place} cannot be used: its width") * POINT
    width = float(widths[0]) if len(widths) else 0.0
    if not (math.isfinite(width) and 0 < width <= THICKEST):
        return make_stroke(place, _dot(xy))
    colour = _colour(attribute(element, "color", "black"))
    plain = "" if colour == "#000000" else colour
    if len(widths) < len(xy) or len(xy) < 2:
        return make_stroke(place, _dot(xy), Brush(width=round(width, 6), thinning=0.0, colour=plain))
    told = widths[1 : len(xy)]
    pressure = np.clip(np.append(told, told[-1]) / (2 * width), 0.0, 1.0)
    return make_stroke(place, xy, Brush(width=round(width, 6), thinning=1.0, colour=plain), pressure=pressure)


def _dot(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """One point where all are the same: a dot, which Xournal++ writes as two points."""
    return xy[:1] if bool((xy == xy[0]).all()) else xy


def _numbers(text: str, what: str) -> NDArray[np.float64]:
    try:
        values = np.array(text.replace(",", " ").split(), np.float64)
    except ValueError as error:
        raise FormatError(f"{what} is no number; remove or repair that stroke.") from error
    if not np.isfinite(values).all():
        raise FormatError(f"{what} is not finite; remove or repair that stroke.")
    return values


def _colour(text: str) -> str:
    found = _HEX.fullmatch(text.strip())
    return f"#{found[1].lower()}" if found else COLOURS.get(text.strip().lower(), "#000000")


# ---------------------------------------------------------------- writing


def write(path: Path, samples: Ink | Sample | Iterable[Sample]) -> None:
    """Write ink as a Xournal++ note, whole or not at all; several samples are set out on as many pages as they need."""
    data = to_bytes(samples)
    with replacing(Path(path)) as part:
        part.write_bytes(data)


def to_bytes(samples: Ink | Sample | Iterable[Sample]) -> bytes:
    """The note as gzipped XML. Ink keeps its place on a page where it fits one; what lies off every paper is moved onto it."""
    inks = [samples] if isinstance(samples, Ink) else [s.ink or Ink() for s in _listed(samples)]
    root = Element("xournal", {"creator": "Ductus", "fileversion": "4"})
    SubElement(root, "title").text = _TITLE
    for ink in _pages([ink for ink in inks if ink.points]):
        _, _, right, bottom = bounds(ink)
        size = (max(PAPER[0], right + EDGE), max(PAPER[1], bottom + EDGE))
        page = SubElement(root, "page", {"width": _said(size[0] / POINT), "height": _said(size[1] / POINT)})
        SubElement(page, "background", {"type": "solid", "color": "#ffffffff", "style": "plain"})
        layer = SubElement(page, "layer")
        for stroke in ink:
            _put(layer, stroke)
    head = b'<?xml version="1.0" standalone="no"?>\n'
    return gzip.compress(head + _text(root), mtime=0)


def _listed(samples: Sample | Iterable[Sample]) -> list[Sample]:
    return [samples] if isinstance(samples, Sample) else list(samples)


def _text(root: Element) -> bytes:
    buffer = io.BytesIO()
    ElementTree(root).write(buffer, encoding="utf-8", xml_declaration=False)
    return buffer.getvalue() + b"\n"


def _pages(inks: list[Ink]) -> Iterator[Ink]:
    """One ink in its own place; several side by side, line below line, page after page."""
    if len(inks) < 2:
        for ink in inks:
            left, top, _, _ = bounds(ink)
            yield ink if left >= 0 and top >= 0 else affine(ink, np.eye(2), (max(0, EDGE - left), max(0, EDGE - top)))
        return
    x = y = EDGE
    held: list[Stroke] = []
    high = 0.0
    for ink in inks:
        left, top, right, bottom = bounds(ink)
        wide, tall = right - left, bottom - top
        if x > EDGE and x + wide > PAPER[0] - EDGE:
            x, y, high = EDGE, y + high + EDGE, 0.0
        if held and y + tall > PAPER[1] - EDGE:
            yield Ink(tuple(held))
            x, y, high, held = EDGE, EDGE, 0.0, []
        moved = affine(ink, np.eye(2), (x - left, y - top))
        held += [Stroke(s.xy, pressure=s.pressure, brush=own.brush) for s, own in zip(moved, ink, strict=True)]
        x, high = x + wide + EDGE, max(high, tall)
    yield Ink(tuple(held))


def _put(layer: Element, stroke: Stroke) -> None:
    if not len(stroke):
        return
    brush = stroke.brush or Brush()
    widths = [brush.width]
    known = np.isfinite(stroke.pressure).all() and brush.thinning > 0 and len(stroke) > 1
    if known:
        force = stroke.pressure[:-1].astype(np.float64) ** brush.gamma
        widths += np.maximum(2 * brush.width * (0.5 - brush.thinning * (0.5 - force)), brush.width / 100).tolist()
    told = {
        "tool": "pen",
        "color": f"{brush.colour or '#000000'}ff",
        "width": " ".join(_said(width / POINT) for width in widths),
        "capStyle": "round",
    }
    xy = np.repeat(stroke.xy, 2, axis=0) if len(stroke) == 1 else stroke.xy  # of one point Xournal++ draws nothing
    SubElement(layer, "stroke", told).text = " ".join(_said(value / POINT) for value in xy.reshape(-1).tolist())


def _said(value: float) -> str:
    """Eight decimals, as the program writes them."""
    return f"{value:.8f}"
