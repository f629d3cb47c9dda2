"""What an export will look like and weigh, before it is made: the same drawing, small."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace

from PIL import Image

from engines.export import gcode, png, writing
from engines.export.drawing import Drawing, Shape, compose, room
from engines.export.options import EXACT, Options
from engines.export.paint import lay_out
from engines.export.sheets import Sheet, sheets, size_of
from engines.ink.types import Ink

LARGEST_TRIED = 3_000_000  # pixels of a picture that is really encoded to know its length


@dataclass(frozen=True)
class Preview:
    """picture: a PNG, or a GIF where it moves. bytes: of the file, about where `estimated`. The other facts as in Written."""

    picture: bytes
    moves: bool
    made: writing.Written
    estimated: bool


def preview(source: writing.Source, options: Options, side: int, report: Callable[[int, int], None] | None = None) -> Preview:
    """The export of ink in small, of a ductus sheet its first page. side: px of the picture's longer side. report: as in
    writing.write.

    Raises ExportError for what cannot be exported.
    """
    options.check()
    if options.kind in ("sheet", "sheet-svg"):
        buffer = io.BytesIO()
        pages, made = writing.copied(buffer, source, options)
        return Preview(_png(pages[0], side), False, made, False)
    ink = writing.merged(source)
    if options.facts.replay:
        return _moving(ink, options, side, report)
    if options.kind == "pdf":
        drawing = compose(ink, options)
        paper = sheets(drawing, size_of(options.page) if options.page else None, options.fit)
        return Preview(_png(on_sheet(drawing, paper[0]), side), False, writing.encode(ink, options)[1], False)
    if options.kind == "gcode":
        buffer = io.BytesIO()
        planned, made = writing.plotted(buffer, ink, options, report)
        return Preview(_png(gcode.picture(planned), side), False, made, False)
    drawing = compose(ink, replace(options, marks=options.marks or options.kind in EXACT))
    picture = _png(drawing, side)
    if not options.uses("size"):
        return Preview(picture, False, writing.encode(ink, options)[1], False)
    layout = lay_out(drawing.box, options.width, options.height, options.longest)
    pixels = layout.width * layout.height
    if pixels <= LARGEST_TRIED:
        return Preview(picture, False, writing.encode(ink, options)[1], False)
    tried = writing.encode(ink, replace(options, size=LARGEST_TRIED // 3000, width=None, height=None))[1]
    guess = round(tried.bytes * max(layout.width, layout.height) / (LARGEST_TRIED // 3000))  # edges grow with the side
    made = replace(tried, bytes=guess, pixels=(layout.width, layout.height))
    return Preview(picture, False, made, True)


def on_sheet(drawing: Drawing, sheet: Sheet) -> Drawing:
    """One sheet of paper as a drawing of its own, white where nothing is."""
    shapes = [
        Shape(shape.points * sheet.scale + sheet.offset, shape.colour, shape.width * sheet.scale, shape.straight)
        for shape in drawing.shapes
    ]
    return Drawing((0.0, 0.0, sheet.width, sheet.height), drawing.paper or "#FFFFFF", tuple(shapes))


def _moving(ink: Ink, options: Options, side: int, report: Callable[[int, int], None] | None) -> Preview:
    small = replace(options, kind="gif", size=side, width=None, height=None, background=options.paper or "#FFFFFF", loop=True)
    data, shown = writing.encode(ink, small, report)
    if options.kind == "svg-replay":
        made = writing.encode(ink, options)[1]
        return Preview(data, True, replace(made, seconds=shown.seconds), False)
    layout = lay_out(room(ink, options), options.width, options.height, options.longest)
    guess = round(len(data) * max(layout.width, layout.height) / side)
    return Preview(data, True, replace(shown, bytes=guess, pixels=(layout.width, layout.height)), True)


def _png(drawing: Drawing, side: int) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(png.painted(drawing, lay_out(drawing.box, None, None, side))).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
