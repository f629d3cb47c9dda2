"""The replay as a GIF that plays anywhere: the pen draws in human tempo, pink to yellow in time or in its own colours.

The palette is exact, nothing is dithered: the paper, the ruled lines, and steps of colour times steps of coverage.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from engines.export.curves import faired
from engines.export.drawing import GUIDES, guide_lines, nib, room, time_colour, tint
from engines.export.gif_file import GifWriter
from engines.export.options import Options
from engines.export.paint import ExportError, Layout, coverage, filled, lay_out, mix, rgb
from engines.export.tempo import between, duration, schedule, timed
from engines.ink.outline import ribbon, widths
from engines.ink.types import Ink

MAX_FRAMES = 3000  # two minutes; a longer replay gets longer frames
MAX_PIXELS = 4_000_000  # of a frame
COLOURS = 256 - 1 - len(GUIDES)  # of the ink; the paper and the ruled lines have their own
HUES = 36  # steps of time, or colours of strokes at most
SHADES = 7  # steps of coverage where there are so many hues

Pixels = NDArray[np.uint8]
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Replay:
    """What was written: pixels, frames and seconds of one round."""

    width: int
    height: int
    frames: int
    seconds: float


@dataclass(frozen=True)
class _Line:
    """A stroke: (N, 3) of x, y, width in mm, (N,) seconds, and its colour's number, None = that of the moment."""

    columns: NDArray[np.float64]
    seconds: NDArray[np.float64]
    hue: int | None


def into(file: BinaryIO, ink: Ink, options: Options, report: Report | None = None) -> Replay:
    """Write the replay of ink as an animated GIF to an open file.

    report: called with (frames drawn, frames in all); what it raises ends the work. Raises ExportError for ink without a point
    and for values that cannot be used.
    """
    options.check()
    box = room(ink, options)
    layout = lay_out(box, options.width, options.height, options.longest)
    if layout.width * layout.height > MAX_PIXELS:
        raise ExportError(
            f"A GIF of {layout.width} x {layout.height} pixels is too large; at most {MAX_PIXELS // 10**6} million."
        )
    hues = _hues(ink, options)
    shades = min(63, COLOURS // len(hues))
    canvas = _Canvas(layout, shades, len(hues) - 1, mixed=options.coloured_by_time)
    if options.guides:
        lines = list(guide_lines(box))
        for number, colour in reversed(list(enumerate(GUIDES, 256 - len(GUIDES)))):
            canvas.rule(coverage([line.area for line in lines if line.colour == colour], layout), number)
    writer = GifWriter(file, layout.width, layout.height, _palette(options.paper, hues, shades), options.looped)
    for frame, span in _frames(ink, canvas, hues, options, report):
        writer.add(frame, span)
    writer.add(frame, round(options.rest * 1000))
    writer.close()
    return Replay(layout.width, layout.height, writer.frames, writer.milliseconds / 1000)


def _hues(ink: Ink, options: Options) -> list[str]:
    """The colours of the ink: the steps of time, or those of the strokes (all but the commonest few become the first)."""
    if options.coloured_by_time:
        return [time_colour(step / (HUES - 1)) for step in range(HUES)]
    return list(dict.fromkeys(tint(stroke, options) for stroke in ink if len(stroke)))[:HUES]


def _palette(paper: str, hues: list[str], shades: int) -> Pixels:
    """256 colours: the paper, then each hue's shades from faint to full, and the ruled lines' at the end."""
    colours = np.zeros((256, 3), np.uint8)
    colours[0] = rgb(paper)
    for step, hue in enumerate(hues):
        first = 1 + step * shades
        colours[first : first + shades] = mix(paper, hue, np.arange(1, shades + 1) / shades)
    colours[-len(GUIDES) :] = [rgb(colour) for colour in GUIDES]
    return colours


def _frames(ink: Ink, canvas: _Canvas, hues: list[str], options: Options, report: Report | None) -> Iterator[tuple[Pixels, int]]:
    """Each frame as palette indices, with its time in milliseconds; the first is empty paper."""
    frame = max(2, round(100 / options.fps)) / 100  # s: GIF counts in hundredths
    drawn = faired(timed(ink), options.tolerance)
    times = [seconds / options.speed for seconds in schedule(drawn)]
    total = max(duration(times), frame)
    step = frame * math.ceil(total / frame / MAX_FRAMES)
    count = math.ceil(total / step)
    lines = []
    for stroke, seconds, own in zip(drawn, times, ink, strict=True):
        if len(stroke):
            pen, colour = nib(own, options), tint(own, options)
            columns = np.concatenate([stroke.xy.astype(np.float64), widths(stroke, pen)[:, None]], axis=1)
            hue = None if options.coloured_by_time else hues.index(colour) if colour in hues else 0
            lines.append(_Line(columns, seconds, hue))
    yield canvas.indices(), round(step * 1000)
    for number in range(1, count + 1):
        since, until = (number - 1) * step, number * step if number < count else math.inf
        for line in lines:
            part = between(line.columns, line.seconds, since, until)
            if part is not None:
                moment = min(1.0, (since + step / 2) / total) * (len(hues) - 1)
                canvas.draw(part, moment if line.hue is None else line.hue)
        yield canvas.indices(), round(step * 1000)
        if report is not None:
            report(number, count)


class _Canvas:
    """What is drawn so far: how much of each pixel is covered, and the number of the hue that covers it.

    mixed: whether neighbouring hues blend where ink crosses ink, as steps of time do; else the newer one takes the pixel.
    """

    def __init__(self, layout: Layout, shades: int, last: int, mixed: bool) -> None:
        self._layout, self._shades, self._last, self._mixed = layout, shades, last, mixed
        size = (layout.height, layout.width)
        self._covered, self._hue = np.zeros(size, np.float32), np.zeros(size, np.float32)
        self._below, self._indices = np.zeros(size, np.uint8), np.zeros(size, np.uint8)

    def rule(self, drawn: Pixels, index: int) -> None:
        """Put a colour of the palette below the ink, where at least half of a pixel is covered or a thin line is darkest."""
        thin = drawn.max() < 128 if drawn.size else False
        self._below[drawn > (drawn.max() // 2 if thin else 127)] = index
        self._indices[...] = self._below

    def draw(self, line: NDArray[np.float64], hue: float) -> None:
        """Draw (N, 3) x, y, width in mm over what is there; steps of time mix as their colours on the straight gradient would."""
        patch = filled(self._layout, ribbon(line[:, :2], line[:, 2]))
        if patch is None:
            return
        where = patch.rows, patch.columns
        share = patch.drawn.astype(np.float32) / 255
        covered, before = self._covered[where], self._hue[where]
        weight = share / np.maximum(share + covered * (1 - share), 1e-6)
        before += (hue - before) * (weight if self._mixed else weight > 0.5)
        np.maximum(covered, share, out=covered)
        shade = np.rint(covered * self._shades).astype(np.int64)
        step = np.clip(np.rint(before), 0, self._last).astype(np.int64)
        self._indices[where] = np.where(shade > 0, step * self._shades + shade, self._below[where])

    def indices(self) -> Pixels:
        """(H, W) indices into the palette; the next `draw` changes them."""
        return self._indices
