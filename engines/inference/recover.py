"""A picture's strokes: the skeleton as prior, the model's order, direction and pen-lifts, snapped to the ink, with human times.

Where there is no model, or it is unsure of its answer, the rules of ink.trace decide, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from engines.ink.geometry import arc_length
from engines.ink.kinematics import retime
from engines.ink.skeleton import skeleton
from engines.ink.trace import Line, laid, walks
from engines.ink.types import Frame, Ink, Stroke
from engines.models.snapping import Lines, coverage, snap

Grey = NDArray[np.float32]
Floats = NDArray[np.float64]
Method = Literal["model", "trace"]

TALL = 58.0  # pixels of the ink's height (of a character: its longer side) at which strokes are looked for
NEAR = (42.0, 66.0)  # sizes that are taken as they are: scaling blurs
WIDE = 2048.0  # pixels of the ink's width at most
CHARACTER = 1.6  # times wider than high at most, else a word
THICKEST = 6.5  # pixels of the pen at most at that size
MARGIN = 4  # pixels around the ink
SPACING = 2.0  # pixels between the points of a line that is snapped
MM = 6.0  # pixels of the working image in a millimetre of an ordinary hand: how quick it was
BATCH = 12  # more at once leave the cache
STILL = 0.35  # confidence of what the rules decide


@dataclass(frozen=True, eq=False)
class Recovered:
    """The strokes of one image.

    ink: in writing order; xy in pixels of the image (x right, y down, the centre of the first pixel at 0.5), t in seconds,
    pressure = the line's width there / `width`, at most 1. width: pixels, the diameter where pressure is 1; nine tenths
    of the points are no wider. confidence: (S,) 0..1. iou: how much of the image the strokes drawn again cover, intersection over union. method: who decided.
    """

    ink: Ink = field(default_factory=Ink)
    width: float = 0.0
    confidence: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    iou: float = 0.0
    method: Method = "trace"


@dataclass(frozen=True, eq=False)
class Working:
    """An image brought to the size at which strokes are looked for. frame: pixels of the image -> pixels of `grey`."""

    grey: Grey
    frame: Frame


def recover(
    images: Sequence[ArrayLike], sampler: Any | None = None, fixed: Sequence[Sequence[Stroke]] | None = None
) -> list[Recovered]:
    """The strokes of images (H, W) of finite greys in 0..1, 1 = ink: of a character or a word each, of any size.

    sampler: of family stroke_recovery; None = the rules of ink.trace. fixed: for each image strokes (its pixels) that must be in
    the answer, in this direction. A blank image has no strokes.
    """
    prepared = [working(np.asarray(image, np.float32)) for image in images]
    found: list[Recovered] = [Recovered()] * len(prepared)
    inked = sorted((index for index, one in enumerate(prepared) if one is not None), key=lambda k: prepared[k].grey.size)  # type: ignore[union-attr]
    for begin in range(0, len(inked), BATCH):
        rows = inked[begin : begin + BATCH]
        batch = [one for row in rows if (one := prepared[row]) is not None]
        held = [fixed[row] if fixed else () for row in rows]
        for row, answer in zip(rows, _batch(batch, sampler, held), strict=True):
            found[row] = answer
    return found


def working(image: Grey) -> Working | None:
    """The ink of an image at the size at which strokes are looked for, with a margin; None where there is no ink."""
    if image.ndim != 2 or image.size == 0:
        return None
    image = np.clip(np.nan_to_num(image), 0.0, 1.0)
    dark = float(image.max())
    if dark < 0.1:
        return None
    mask = image > 0.5 * dark
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    height, width = float(bottom - top), float(right - left)
    pen = _pen(mask[top:bottom, left:right])
    size = max(height, width) if width <= CHARACTER * height else height
    scale = 1.0 if NEAR[0] <= size <= NEAR[1] and width <= WIDE else TALL / size
    scale = min(scale, max(THICKEST / pen, TALL / 2 / max(height, width)), WIDE / width)
    room = int(np.ceil(MARGIN / scale))
    part = image[max(0, top - room) : bottom + room, max(0, left - room) : right + room] / dark
    before = (max(0, room - top), max(0, room - left))
    part = np.pad(part, ((before[0], max(0, bottom + room - image.shape[0])), (before[1], max(0, right + room - image.shape[1]))))
    offset = (float(left - room), float(top - room))
    if scale != 1.0:
        part, scale = _scaled(part, scale, pen)
    return Working(np.ascontiguousarray(part, np.float32), Frame(offset, scale))


def _pen(mask: NDArray[np.bool_]) -> float:
    """About how wide the ink's lines are, pixels: twice the area over the outline's length."""
    padded = np.pad(mask, 1)
    edges = float((padded[1:] != padded[:-1]).sum() + (padded[:, 1:] != padded[:, :-1]).sum())
    return max(1.0, 2.0 * float(mask.sum()) / max(edges * 0.8, 1.0))


def _scaled(part: Grey, scale: float, pen: float) -> tuple[Grey, float]:
    """The image scaled, its sides whole pixels; lines that would become thinner than a pixel are thickened before."""
    picture = Image.fromarray(part.astype(np.float32))
    height, width = (max(1, round(side * scale)) for side in part.shape)
    if pen * scale < 1.2:  # a maximum over boxes keeps every line whole
        reach = max(1, int(1.2 / scale / 2))
        thick = part.astype(np.float32)
        for axis in (0, 1):
            shifted = [np.roll(thick, shift, axis) for shift in range(-reach, reach + 1, max(1, reach // 3))]
            thick = np.max(shifted, axis=0)
        picture = Image.fromarray(thick)
    how = Image.Resampling.BOX if scale < 0.5 else Image.Resampling.BILINEAR if scale < 1 else Image.Resampling.BICUBIC
    grey = np.clip(np.asarray(picture.resize((width, height), how), np.float32), 0.0, 1.0)
    return grey / max(float(grey.max()), 1e-3), width / part.shape[1]


def _batch(batch: Sequence[Working], sampler: Any | None, fixed: Sequence[Sequence[Stroke]]) -> list[Recovered]:
    graphs = [skeleton(one.grey) for one in batch]
    ways = [walks(graph) for graph in graphs]
    sure = [np.full(len(way), STILL, np.float32) for way in ways]
    lines = [[laid(graph, walk) for walk in way] for graph, way in zip(graphs, ways, strict=True)]
    snapped = _snapped(lines, [one.grey for one in batch])
    methods: list[Method] = ["trace"] * len(batch)
    return [
        _finished(one, *own, confidence, method)
        for one, own, confidence, method in zip(batch, snapped, sure, methods, strict=True)
    ]


def _snapped(lines: Sequence[Sequence[Line]], images: Sequence[Grey]) -> list[tuple[list[Line], float]]:
    """The lines of each image laid onto its ink, and the IoU of what they draw with it."""
    even = [[_spaced(line) for line in own] for own in lines]
    packed = _packed(even)
    height, width = (max(image.shape[axis] for image in images) for axis in (0, 1))
    pixels = torch.zeros(len(images), height, width)
    for row, image in enumerate(images):
        pixels[row, : image.shape[0], : image.shape[1]] = torch.from_numpy(image)
    points, radii = snap(packed, pixels)
    drawn = coverage(packed, points, radii, height, width) > 0.5
    inked = pixels > 0.5
    ious = (drawn & inked).flatten(1).sum(1) / (drawn | inked).flatten(1).sum(1).clamp(min=1)
    found = []
    for row, own in enumerate(even):
        ends = np.cumsum([len(line.xy) for line in own])
        ways = np.split(points[row].numpy().astype(np.float64), ends)[: len(own)]
        widths = np.split(radii[row].numpy().astype(np.float64), ends)[: len(own)]
        found.append(([Line(way, wide) for way, wide in zip(ways, widths, strict=True)], float(ious[row])))
    return found


def _spaced(line: Line) -> Line:
    """The line with points about SPACING apart."""
    along = arc_length(line.xy)
    if len(line.xy) < 2 or along[-1] <= 0:
        return Line(line.xy[:1], line.radius[:1])
    at = np.linspace(0.0, along[-1], max(2, round(along[-1] / SPACING) + 1))
    xy = np.stack([np.interp(at, along, line.xy[:, axis]) for axis in (0, 1)], axis=1)
    return Line(xy, np.interp(at, along, line.radius))


def _packed(lines: Sequence[Sequence[Line]]) -> Lines:
    """Lines of several images as tensors."""
    most = max(1, max(sum(len(line.xy) for line in own) for own in lines))
    points, radii = torch.zeros(len(lines), most, 2), torch.ones(len(lines), most)
    following = torch.zeros(len(lines), most, dtype=torch.bool)
    segments = torch.zeros(len(lines), most, 2, dtype=torch.long)
    real = torch.zeros(len(lines), most, dtype=torch.bool)
    for row, own in enumerate(lines):
        begin, count = 0, 0
        for line in own:
            end = begin + len(line.xy)
            points[row, begin:end] = torch.from_numpy(line.xy)
            radii[row, begin:end] = torch.from_numpy(line.radius)
            following[row, begin : end - 1] = True
            joined = max(1, end - begin - 1)
            first = torch.arange(begin, begin + joined)
            segments[row, count : count + joined] = torch.stack([first, (first + 1).clamp(max=end - 1)], 1)
            real[row, count : count + joined] = True
            begin, count = end, count + joined
    used = max(1, int(real.sum(1).max()))
    return Lines(points, radii, segments[:, :used], real[:, :used], following)


def _finished(one: Working, lines: list[Line], iou: float, confidence: NDArray[np.float32], method: Method) -> Recovered:
    """Back in the image's own pixels, with the times of a hand."""
    if not lines:
        return Recovered(method=method)
    widest = float(np.quantile(np.concatenate([line.radius for line in lines]), 0.9))
    mm = [Stroke(line.xy / MM, pressure=np.clip(line.radius / widest, 0.0, 1.0)) for line in lines]
    timed = retime(Ink(tuple(mm)))
    strokes = tuple(Stroke(one.frame.undo(stroke.xy * MM), stroke.t, stroke.pressure) for stroke in timed)
    return Recovered(Ink(strokes), 2 * widest / one.frame.scale, confidence, iou, method)
