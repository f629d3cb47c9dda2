"""The replay as a GIF that plays anywhere: the pen draws in human tempo, pink to yellow in time, and rests at the end.

Time is the only colour beside the paper, so the palette is exact: steps of time times steps of coverage, nothing dithered.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engines.data.files import replacing
from engines.export.curves import faired
from engines.export.gif_file import GifWriter
from engines.export.paint import MARGIN, PAPER, TIME_END, TIME_START, ExportError, Layout, filled, lay_out, mix, rgb
from engines.export.tempo import between, duration, schedule, timed
from engines.ink.outline import PenStyle, ribbon, widths
from engines.ink.types import Ink

LONGEST = 480  # pixels of the longer side
FRAME = 0.04  # s: GIF counts in hundredths, and viewers slow down frames shorter than two of them
REST = 1.6  # s at the end
MAX_FRAMES = 3000  # two minutes; a longer replay gets longer frames
MAX_PIXELS = 4_000_000  # of a frame
HUES = 36  # steps of time
SHADES = 7  # steps of coverage above none; HUES * SHADES + the paper fit into 256 colours

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Replay:
    """What was written: pixels, frames and seconds of one round."""

    width: int
    height: int
    frames: int
    seconds: float


def replay(
    ink: Ink,
    path: Path,
    *,
    width: int | None = None,
    height: int | None = None,
    longest: int = LONGEST,
    pen: PenStyle | None = None,
    margin: float = MARGIN,
    background: str = PAPER,
    speed: float = 1.0,
    rest: float = REST,
    loop: bool = True,
    report: Callable[[int, int], None] | None = None,
) -> Replay:
    """Write the replay of ink as an animated GIF, whole or not at all.

    width, height: pixels (with one, the other follows the ink; with neither, the longer side has `longest`). speed: 1 as
    written, 2 twice as fast. rest: seconds that the finished ink stands. report: called with (frames drawn, frames in all).
    Raises ExportError for ink without a point and for values that cannot be used, OSError from the disk.
    """
    if not (math.isfinite(speed) and speed > 0):
        raise ExportError("The speed of a replay must be a number above zero.")
    pen = pen or PenStyle()
    layout = lay_out(ink, width, height, margin, pen, longest)
    if layout.width * layout.height > MAX_PIXELS:
        raise ExportError(
            f"A GIF of {layout.width} x {layout.height} pixels is too large; at most {MAX_PIXELS // 10**6} million."
        )
    palette = _palette(background)
    with replacing(Path(path)) as part, part.open("wb") as file:
        writer = GifWriter(file, layout.width, layout.height, palette, loop)
        for frame, span in _frames(ink, layout, pen, speed, report):
            writer.add(frame, span)
        writer.add(frame, round(max(rest, 0.0) * 1000))
        writer.close()
    return Replay(layout.width, layout.height, writer.frames, writer.milliseconds / 1000)


def _palette(background: str) -> Pixels:
    """256 colours: the paper, then for each step of time its shades from faint to full."""
    paper = "#{:02X}{:02X}{:02X}".format(*rgb(background))
    colours = np.zeros((256, 3), np.uint8)
    colours[0] = rgb(paper)
    for step in range(HUES):
        hue = "#{:02X}{:02X}{:02X}".format(*mix(TIME_START, TIME_END, step / (HUES - 1)).tolist())
        first = 1 + step * SHADES
        colours[first : first + SHADES] = mix(paper, hue, np.arange(1, SHADES + 1) / SHADES)
    return colours


def _frames(
    ink: Ink, layout: Layout, pen: PenStyle, speed: float, report: Callable[[int, int], None] | None
) -> Iterator[tuple[Pixels, int]]:
    """Each frame as palette indices, with its time in milliseconds; the first is empty paper."""
    ink = faired(timed(ink))
    times = [t / speed for t in schedule(ink)]
    total = max(duration(times), FRAME)
    step = FRAME * math.ceil(total / FRAME / MAX_FRAMES)
    count = math.ceil(total / step)
    lines = [
        (np.concatenate([stroke.xy.astype(np.float64), widths(stroke, pen)[:, None]], axis=1), seconds)
        for stroke, seconds in zip(ink, times, strict=True)
        if len(stroke)
    ]
    canvas = _Canvas(layout)
    yield canvas.indices(), round(step * 1000)
    for number in range(1, count + 1):
        since, until = (number - 1) * step, number * step if number < count else math.inf
        for line, seconds in lines:
            part = between(line, seconds, since, until)
            if part is not None:
                canvas.draw(part, min(1.0, (since + step / 2) / total))
        yield canvas.indices(), round(step * 1000)
        if report is not None:
            report(number, count)


class _Canvas:
    """What is drawn so far: how much of each pixel is covered, and the time of what covers it (0..1)."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._covered = np.zeros((layout.height, layout.width), np.float32)
        self._time = np.zeros((layout.height, layout.width), np.float32)
        self._indices = np.zeros((layout.height, layout.width), np.uint8)

    def draw(self, line: NDArray[np.float64], time: float) -> None:
        """Draw (N, 3) x, y, width in mm. Newer ink lies over older: times mix as their colours on the straight gradient would."""
        patch = filled(self._layout, ribbon(line[:, :2], line[:, 2]))
        if patch is None:
            return
        where = patch.rows, patch.columns
        share = patch.drawn.astype(np.float32) / 255
        covered, before = self._covered[where], self._time[where]
        weight = share / np.maximum(share + covered * (1 - share), 1e-6)
        before += (time - before) * weight
        np.maximum(covered, share, out=covered)
        shade = np.rint(covered * SHADES).astype(np.int64)
        hue = np.rint(before * (HUES - 1)).astype(np.int64)
        self._indices[where] = np.where(shade > 0, hue * SHADES + shade, 0)

    def indices(self) -> Pixels:
        """(H, W) indices into the palette; the next `draw` changes them."""
        return self._indices
