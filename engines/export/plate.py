"""A plate of figures for a paper: words, small pictures and timed strokes, laid out once and written as PNG and as SVG.

Time runs from pink to yellow; each stroke has its number at a mark where it starts, so that colour is never the only sign.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import svgwrite
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageDraw, ImageFont

from engines.data.files import replacing
from engines.export import svg
from engines.export.paint import INK, TIME_END, TIME_START, mix
from engines.export.png import save
from engines.ink.geometry import arc_length
from engines.ink.types import Ink

WHITE, MUTED, LINE = "#FFFFFF", "#5F6368", "#D9D6CF"
SCALE = 2  # pixels of the PNG a unit of the plate
SHARPER = 2  # how much larger it is drawn
LIGHTEST = 0.06  # of a tile's side: the width of a line
MARK = 0.085  # of a tile's side: radius of a start mark
Box = tuple[float, float, float]  # left, top, side


@dataclass
class Plate:
    """A sheet of `width` x `height` units, white. What is put on it is kept in order, and drawn by `png` and `document`."""

    width: float
    height: float
    _marks: list[Callable[[_Brush], None]] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 11, colour: str = INK, anchor: str = "start") -> None:
        """Words on a base line at (x, y). anchor: "start", "middle" or "end"."""
        self._marks.append(lambda brush: brush.text(x, y, words, size, colour, anchor))

    def frame(self, box: Box, wider: float = 1.0) -> None:
        """The edge of a tile, `wider` times as wide as its side is high."""
        self._marks.append(lambda brush: brush.frame(box, wider))

    def image(self, box: Box, pixels: ArrayLike) -> None:
        """An (H, W) picture, 0 paper to 1 ink, in a framed tile as high as the box's side and as wide as the picture is."""
        levels = np.rint(np.clip(np.asarray(pixels, np.float64), 0, 1) * 255).astype(np.uint8)
        self._marks.append(lambda brush: brush.image(box, levels))
        self.frame(box, levels.shape[1] / levels.shape[0])

    def strokes(self, box: Box, ink: Ink, wider: float = 1.0) -> None:
        """Ink in a framed tile, in the colours of time, with a number where each stroke starts.

        The ink's unit is the box's side; the tile is `wider` times as wide as that.
        """
        self.frame(box, wider)
        total = sum(float(arc_length(stroke.xy)[-1]) for stroke in ink if len(stroke)) or 1.0
        done = 0.0
        for stroke in ink:
            if not len(stroke):
                continue
            length = arc_length(stroke.xy)
            colours = mix(TIME_START, TIME_END, (done + length) / total)
            points = stroke.xy.astype(np.float64) * box[2] + box[:2]
            done += float(length[-1])
            self._marks.append(lambda brush, p=points, c=colours: brush.line(p, c, LIGHTEST * box[2]))  # type: ignore[misc]
        self._numbers(box, ink, wider)

    def _numbers(self, box: Box, ink: Ink, wider: float) -> None:
        """A disc with the stroke's number at each start; where it would cover another it moves back along the stroke's line."""
        placed: list[NDArray[np.float64]] = []
        radius, far = MARK * box[2], np.array([box[0] + box[2] * wider, box[1] + box[2]])
        for number, stroke in enumerate((stroke for stroke in ink if len(stroke)), 1):
            at = stroke.xy[0].astype(np.float64) * box[2] + box[:2]
            ahead = stroke.xy[min(4, len(stroke) - 1)].astype(np.float64) * box[2] + box[:2] - at
            away = ahead / max(float(np.hypot(*ahead)), 1e-9)
            for turn in range(12):
                angle = np.pi + turn * np.pi / 6
                way = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ away
                spot = at + way * radius * 1.2 if turn or placed else at
                spot = np.clip(spot, np.array(box[:2]) + radius, far - radius)
                if all(float(np.hypot(*(spot - other))) > 1.9 * radius for other in placed):
                    break
            placed.append(spot)
            self._marks.append(lambda brush, s=spot, n=number: brush.number(s, n, radius))  # type: ignore[misc]

    def png(self) -> NDArray[np.uint8]:
        """The plate as (H, W, 3) uint8 pixels."""
        brush = _Pixels(self.width, self.height)
        for mark in self._marks:
            mark(brush)
        return brush.done()

    def document(self) -> str:
        """The plate as an SVG document."""
        brush = _Paths(self.width, self.height)
        for mark in self._marks:
            mark(brush)
        return brush.done()

    def write(self, stem: Path) -> list[Path]:
        """Write `stem`.png and `stem`.svg, each whole or not at all. -> their paths."""
        picture, drawing = stem.with_name(f"{stem.name}.png"), stem.with_name(f"{stem.name}.svg")
        save(self.png(), picture, dpi=96 * SCALE)
        svg.write(self.document(), drawing)
        return [picture, drawing]


class _Brush:
    """What a plate draws with."""

    def text(self, x: float, y: float, words: str, size: float, colour: str, anchor: str) -> None: ...
    def frame(self, box: Box, wider: float) -> None: ...
    def image(self, box: Box, levels: NDArray[np.uint8]) -> None: ...
    def line(self, points: NDArray[np.float64], colours: NDArray[np.uint8], width: float) -> None: ...
    def number(self, at: NDArray[np.float64], number: int, radius: float) -> None: ...


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


class _Pixels(_Brush):
    """Draws large and is made smaller at the end."""

    def __init__(self, width: float, height: float) -> None:
        self.zoom = SCALE * SHARPER
        self.picture = Image.new("RGB", (round(width * self.zoom), round(height * self.zoom)), WHITE)
        self.pen = ImageDraw.Draw(self.picture)

    def text(self, x: float, y: float, words: str, size: float, colour: str, anchor: str) -> None:
        side = {"start": "l", "middle": "m", "end": "r"}[anchor] + "s"
        self.pen.text((x * self.zoom, y * self.zoom), words, colour, _font(round(size * self.zoom)), anchor=side)

    def frame(self, box: Box, wider: float) -> None:
        left, top, side = (value * self.zoom for value in box)
        self.pen.rectangle((left, top, left + side * wider, top + side), outline=LINE, width=self.zoom // 2)

    def image(self, box: Box, levels: NDArray[np.uint8]) -> None:
        left, top, side = (round(value * self.zoom) for value in box)
        wide = max(1, round(box[2] * levels.shape[1] / levels.shape[0] * self.zoom))
        shown = Image.fromarray(mix(WHITE, INK, levels / 255)).resize((wide, side), Image.Resampling.NEAREST)
        self.picture.paste(shown, (left, top))

    def line(self, points: NDArray[np.float64], colours: NDArray[np.uint8], width: float) -> None:
        at, wide = points * self.zoom, width * self.zoom
        for place, colour in zip(at, colours, strict=True):
            self._disc(place, wide / 2, tuple(colour.tolist()))
        for (start, end), colour in zip(pairwise(at), colours[1:], strict=True):
            self.pen.line((*start, *end), tuple(colour.tolist()), round(wide))

    def number(self, at: NDArray[np.float64], number: int, radius: float) -> None:
        self._disc(at * self.zoom, radius * self.zoom, WHITE)
        self._disc(at * self.zoom, radius * self.zoom * 0.88, INK)
        size = round(radius * 1.45 * self.zoom)
        self.pen.text(tuple(at * self.zoom), str(number), WHITE, _font(size), anchor="mm")

    def _disc(self, at: NDArray[np.float64], radius: float, colour: tuple[int, ...] | str) -> None:
        self.pen.ellipse((*(at - radius), *(at + radius)), fill=colour)

    def done(self) -> NDArray[np.uint8]:
        return np.asarray(self.picture.reduce(SHARPER))


class _Paths(_Brush):
    """Draws as SVG."""

    def __init__(self, width: float, height: float) -> None:
        size = (f"{width:g}px", f"{height:g}px")
        self.page = svgwrite.Drawing(size=size, viewBox=f"0 0 {width:g} {height:g}", profile="full", debug=False)
        self.page.add(self.page.rect((0, 0), (width, height), fill=WHITE))

    def text(self, x: float, y: float, words: str, size: float, colour: str, anchor: str) -> None:
        style = {"font_size": f"{size:g}", "font_family": "sans-serif", "text_anchor": anchor}
        self.page.add(self.page.text(words, (_short(x), _short(y)), fill=colour, **style))

    def frame(self, box: Box, wider: float) -> None:
        edge = {"fill": "none", "stroke": LINE, "stroke_width": 0.5}
        self.page.add(self.page.rect((_short(box[0]), _short(box[1])), (_short(box[2] * wider), _short(box[2])), **edge))

    def image(self, box: Box, levels: NDArray[np.uint8]) -> None:
        buffer = io.BytesIO()
        Image.fromarray(mix(WHITE, INK, levels / 255)).save(buffer, "PNG")
        link = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
        size = (_short(box[2] * levels.shape[1] / levels.shape[0]), _short(box[2]))
        self.page.add(self.page.image(link, (_short(box[0]), _short(box[1])), size, style="image-rendering:pixelated"))

    def line(self, points: NDArray[np.float64], colours: NDArray[np.uint8], width: float) -> None:
        group = self.page.g(fill="none", stroke_width=_short(width), stroke_linecap="round", stroke_linejoin="round")
        ends = pairwise(points) if len(points) > 1 else [(points[0], points[0])]
        for (start, end), colour in zip(ends, colours[1:] if len(points) > 1 else colours, strict=True):
            d = f"M{_short(start[0])},{_short(start[1])}L{_short(end[0])},{_short(end[1])}"
            group.add(self.page.path(d=d, stroke="#{:02X}{:02X}{:02X}".format(*colour.tolist())))
        self.page.add(group)

    def number(self, at: NDArray[np.float64], number: int, radius: float) -> None:
        x, y = _short(at[0]), _short(at[1])
        self.page.add(self.page.circle((x, y), _short(radius * 0.94), fill=INK, stroke=WHITE, stroke_width=_short(radius * 0.12)))
        self.text(at[0], at[1] + radius * 0.52, str(number), radius * 1.45, WHITE, "middle")

    def done(self) -> str:
        return str(self.page.tostring())


def _short(value: float) -> float:
    return round(float(value), 2)


def write_csv(path: Path, rows: Sequence[dict[str, object]]) -> Path:
    """Write rows of one table as CSV, whole or not at all; the columns in the order in which they first appear."""
    import csv

    columns = list(dict.fromkeys(name for row in rows for name in row))
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path
