"""Whatever leaves Ductus leaves here: one function for the command line, the dialog, the clipboard and what is dragged out."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engines.data.files import replacing
from engines.data.sample import Sample
from engines.export import ductus_sheet, gcode, gif, pdf, png, svg
from engines.export.drawing import Drawing, compose, room
from engines.export.options import EXACT, Options
from engines.export.paint import ExportError
from engines.export.sheets import Sheet
from engines.ink.types import Ink

Source = Ink | Sample | Sequence[Sample]
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Written:
    """What was made. bytes: how long the file is. millimetres: (width, height) of the picture or of one page, None where it has
    none; pixels, frames and seconds likewise; pages of a PDF. travel: mm that a plotter's pen goes in the air, in writing order
    and as it is."""

    kind: str
    bytes: int
    millimetres: tuple[float, float] | None = None
    pixels: tuple[int, int] | None = None
    frames: int | None = None
    seconds: float | None = None
    pages: int | None = None
    travel: tuple[float, float] | None = None


def write(source: Source, path: Path, options: Options | None = None, report: Report | None = None) -> Written:
    """Write ink to a file, whole or not at all; the kind from the options or the file's ending.

    report: called with (done, in all) while a replay is drawn or a plot is ordered; an exception that it raises stops the
    work and leaves no file. Raises ExportError with a sentence for what cannot be written, OSError from the disk.
    """
    options = (options or Options()).for_file(Path(path))
    options.check()
    with replacing(Path(path)) as part, part.open("wb") as file:
        return into(file, source, options, report)


def encode(source: Source, options: Options, report: Report | None = None) -> tuple[bytes, Written]:
    """The file's bytes in memory: for the clipboard, the preview and what is dragged out. Raises ExportError as write does."""
    buffer = io.BytesIO()
    made = into(buffer, source, options, report)
    return buffer.getvalue(), made


def into(file: BinaryIO, source: Source, options: Options, report: Report | None = None) -> Written:
    """Write to an open file whose place is at its begin. options: with their kind decided. Raises ExportError as write does."""
    options.check()
    ink = merged(source)
    if not ink.points:
        raise ExportError("There is no ink to export; write something first.")
    if options.kind in EXACT:
        file.write(_exact(source, ink, options.kind))
        return Written(options.kind, file.tell())
    if options.kind == "pdf":
        width, height, pages = pdf.into(file, ink, options)
        return Written("pdf", file.tell(), (width, height), pages=pages)
    if options.kind == "gif":
        made = gif.into(file, ink, options, report)
        return Written("gif", file.tell(), room(ink, options)[2:], (made.width, made.height), made.frames, made.seconds)
    if options.kind in ("sheet", "sheet-svg"):
        return copied(file, source, options)[1]
    if options.kind == "gcode":
        return plotted(file, ink, options, report)[1]
    if options.kind == "svg-replay":
        file.write(svg.replay(ink, options).encode("utf-8"))
        return Written("svg-replay", file.tell(), room(ink, options)[2:])
    drawing = compose(ink, options)
    pixels = None
    if options.kind == "svg":
        file.write(svg.document(drawing, options).encode("utf-8"))
    else:
        pixels = png.into(file, drawing, options)
    return Written(options.kind, file.tell(), drawing.box[2:], pixels)


def plotted(file: BinaryIO, ink: Ink, options: Options, report: Report | None = None) -> tuple[gcode.Plot, Written]:
    """Write G-code to an open file. -> what will be drawn, and what was made. Raises ExportError as gcode.plot does."""
    made = gcode.plot(ink, options, report)
    file.write(gcode.text(made, options.plotter, options.title).encode("ascii"))
    size = (made.width, made.height)
    return made, Written("gcode", file.tell(), size, seconds=made.seconds, travel=(made.before, made.travel))


def copied(file: BinaryIO, source: Source, options: Options) -> tuple[list[Drawing], Written]:
    """Write a ductus sheet to an open file: every sample a model of its own. -> its pages, and what was made.

    Raises ExportError as ductus_sheet.pages does.
    """
    samples = [Sample(ink=source)] if isinstance(source, Ink) else [source] if isinstance(source, Sample) else source
    if options.copybook.words:
        samples = [Sample(ink=merged(source), text=samples[0].text if len(samples) == 1 else "")]
    pages = ductus_sheet.pages([sample.ink or Ink() for sample in samples], [sample.text for sample in samples], options)
    size = pages[0].box[2:]
    if options.kind == "sheet":
        pdf.pages_into(file, [(page, Sheet(*size, 1.0, (0.0, 0.0), page.box)) for page in pages], options)
    else:
        file.write(svg.document(svg.under_one_another(pages), options).encode("utf-8"))
    return pages, Written(options.kind, file.tell(), size, pages=len(pages))


def merged(source: Source) -> Ink:
    """All strokes of all samples in order."""
    if isinstance(source, Ink):
        return source
    samples = [source] if isinstance(source, Sample) else source
    return Ink(tuple(stroke for sample in samples for stroke in sample.ink or ()))


def _exact(source: Source, ink: Ink, kind: str) -> bytes:
    """The ink as recorded, with text and writer where they are known."""
    from engines.formats import ink_json, inkml, unipen_writing, xopp

    if kind == "inkml":
        return inkml.to_bytes(source)
    if kind == "xopp":
        return xopp.to_bytes(source)
    if kind == "unipen":
        return unipen_writing.to_bytes(source)
    sample = source if isinstance(source, Sample) else source[0] if not isinstance(source, Ink) and len(source) == 1 else ink
    return ink_json.to_text(sample).encode("utf-8")
