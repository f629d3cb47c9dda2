"""Ink as PDF: vector paths in real millimetres, on a page as large as the ink or on sheets of paper.

The objects and the cross-reference table are pydyf's; the coordinates stay the page's own millimetres, y down, under one
transform a sheet (PDF 1.7, ISO 32000-1, chapters 8.3 and 8.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import numpy as np
import pydyf
from numpy.typing import NDArray

from engines.export.drawing import Drawing, Shape, compose
from engines.export.options import Options
from engines.export.paint import ExportError, rgb
from engines.export.sheets import Sheet, extents_of, sheets, size_of
from engines.export.svg import NO_XML, cubics
from engines.ink.types import Ink

POINT = 72 / 25.4  # PDF units a millimetre
LARGEST = 14_400 / POINT  # mm, of a page's side
ROUND = 1  # line cap and join


def into(file: BinaryIO, ink: Ink, options: Options) -> tuple[float, float, int]:
    """Write ink as PDF to an open file. -> width and height of a page in mm, pages.

    Raises ExportError as drawing.compose does, for paper that is unknown and for ink larger than a PDF page can be.
    """
    size = size_of(options.page) if options.page else None
    drawing = compose(ink, options)
    paper = sheets(drawing, size, options.fit)
    if max(paper[0].width, paper[0].height) > LARGEST:
        raise ExportError("This ink is larger than a PDF page can be (5 m); choose a size of paper and fit the ink to it.")
    pages_into(file, [(drawing, sheet) for sheet in paper], options)
    return paper[0].width, paper[0].height, len(paper)


def pages_into(file: BinaryIO, pages: Sequence[tuple[Drawing, Sheet]], options: Options, keywords: Sequence[str] = ()) -> None:
    """Write one page for each drawing (or part of one) on its sheet of paper to an open file. keywords: of the file's notes."""
    document = pydyf.PDF()
    document.info["Title"] = pydyf.String(NO_XML.sub("", options.title) or "Ink")
    document.info["Creator"] = document.info["Producer"] = pydyf.String("Ductus")
    if keywords:
        document.info["Keywords"] = pydyf.String("\n".join(keywords))
    drawn: Drawing | None = None
    for drawing, sheet in pages:
        if drawing is not drawn:
            drawn, pieces, extents = drawing, list(cubics(drawing.shapes, options.tolerance)), extents_of(drawing)
        shown = np.flatnonzero(sheet.shows(extents)).tolist()
        stream = _content(drawing, sheet, [drawing.shapes[at] for at in shown], [pieces[at] for at in shown])
        document.add_object(stream)
        document.add_page(
            pydyf.Dictionary(
                {
                    "Type": "/Page",
                    "Parent": document.pages.reference,
                    "MediaBox": pydyf.Array([0, 0, round(sheet.width * POINT, 3), round(sheet.height * POINT, 3)]),
                    "Resources": pydyf.Dictionary({}),
                    "Contents": stream.reference,
                }
            )
        )
    document.write(file, version=b"1.7", identifier=False)


def _content(
    drawing: Drawing, sheet: Sheet, shapes: Sequence[Shape], pieces: Sequence[NDArray[np.float64] | None]
) -> pydyf.Stream:
    stream = pydyf.Stream(compress=True)
    stream.push_state()
    stream.set_matrix(POINT, 0.0, 0.0, -POINT, 0.0, round(sheet.height * POINT, 3))
    stream.rectangle(*(round(value, 4) for value in sheet.window))
    stream.clip()
    stream.end()
    scale, (dx, dy) = sheet.scale, sheet.offset
    stream.set_matrix(round(scale, 6), 0.0, 0.0, round(scale, 6), round(dx, 4), round(dy, 4))
    if drawing.paper:
        stream.set_color_rgb(*_unit(drawing.paper))
        stream.rectangle(*(round(value, 4) for value in drawing.box))
        stream.fill()
    stream.set_line_cap(ROUND)
    stream.set_line_join(ROUND)
    for shape, curves in zip(shapes, pieces, strict=True):
        stream.set_color_rgb(*_unit(shape.colour), stroke=bool(shape.width))
        _trace(stream, shape, curves)
        if shape.width:
            stream.set_line_width(round(shape.width, 4))
            stream.stroke()
        else:
            stream.close()
            stream.fill()
    stream.pop_state()
    return stream


def _trace(stream: pydyf.Stream, shape: Shape, curves: NDArray[np.float64] | None) -> None:
    """A path around or along a shape."""
    if curves is not None:
        stream.move_to(*np.round(curves[0, 0], 4).tolist())
        for piece in np.round(curves[:, 1:].reshape(-1, 6), 4).tolist():
            stream.curve_to(*piece)
        return
    first, *others = np.round(shape.points, 4).tolist()
    stream.move_to(*first)
    for point in others or [first]:
        stream.line_to(*point)


def _unit(colour: str) -> tuple[float, ...]:
    return tuple(round(value / 255, 4) for value in rgb(colour))
