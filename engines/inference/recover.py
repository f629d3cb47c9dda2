"""A picture's strokes: the skeleton as prior, the model's order, direction and pen-lifts, snapped to the ink, with human times.

Where there is no model, or it is unsure of its answer, the rules of ink.trace decide, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray

from engines.inference.deciding import Method, Ways, decided
from engines.ink.geometry import arc_length
from engines.ink.kinematics import retime
from engines.ink.skeleton import skeleton
from engines.ink.trace import Line, laid
from engines.ink.types import Ink, Stroke
from engines.ink.working import Working, working
from engines.models.snapping import Lines, likeness, snap

Grey = NDArray[np.float32]

SPACING = 1.5  # pixels between the points of a line that is snapped
MM = 6.0  # pixels of the working image in a millimetre of an ordinary hand: how quick it was
BATCH = 12  # more at once leave the cache


@dataclass(frozen=True, eq=False)
class Recovered:
    """The strokes of one image.

    ink: in writing order; xy in pixels of the image (x right, y down, the centre of the first pixel at 0.5), t in seconds,
    pressure = the line's width there / `width`, at most 1. width: pixels, the diameter where pressure is 1; nine tenths of the
    points are no wider. confidence: (S,) 0..1. iou: of the strokes drawn again with the image. method: who decided.
    """

    ink: Ink = field(default_factory=Ink)
    width: float = 0.0
    confidence: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    iou: float = 0.0
    method: Method = "trace"


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


def _batch(batch: Sequence[Working], sampler: Any | None, fixed: Sequence[Sequence[Stroke]]) -> list[Recovered]:
    graphs = [skeleton(one.grey) for one in batch]
    held = [[one.frame.apply(stroke.xy) for stroke in own if len(stroke)] for one, own in zip(batch, fixed, strict=True)]
    ways = decided(graphs, [one.grey for one in batch], sampler, held)
    lines = [[laid(graph, walk) for walk in way.walks] for graph, way in zip(graphs, ways, strict=True)]
    for own, way, strokes in zip(lines, ways, held, strict=True):
        for number, stroke in way.fixed.items():
            own[number] = Line(strokes[stroke].astype(np.float64), np.full(len(strokes[stroke]), own[number].radius.mean()))
    snapped = _snapped(lines, [one.grey for one in batch])
    for (own, _), way, kept in zip(snapped, ways, lines, strict=True):
        for number in way.fixed:  # as they were given
            own[number] = kept[number]
    return [_finished(one, *own, way) for one, own, way in zip(batch, snapped, ways, strict=True)]


def _snapped(lines: Sequence[Sequence[Line]], images: Sequence[Grey]) -> list[tuple[list[Line], float]]:
    """The lines of each image laid onto its ink, and the IoU of what they draw with it."""
    even = [[_spaced(line) for line in own] for own in lines]
    packed = _packed(even)
    height, width = (max(image.shape[axis] for image in images) for axis in (0, 1))
    pixels = torch.zeros(len(images), height, width)
    for row, image in enumerate(images):
        pixels[row, : image.shape[0], : image.shape[1]] = torch.from_numpy(image)
    points, radii = snap(packed, pixels)
    ious = likeness(packed, points, radii, pixels)
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


def _finished(one: Working, lines: list[Line], iou: float, way: Ways) -> Recovered:
    """Back in the image's own pixels, with the times of a hand."""
    if not lines:
        return Recovered(method=way.method)
    widest = float(np.quantile(np.concatenate([line.radius for line in lines]), 0.9))
    mm = [Stroke(line.xy / MM, pressure=np.clip(line.radius / widest, 0.0, 1.0)) for line in lines]
    timed = retime(Ink(tuple(mm)))
    strokes = tuple(Stroke(one.frame.undo(stroke.xy * MM), stroke.t, stroke.pressure) for stroke in timed)
    return Recovered(Ink(strokes), 2 * widest / one.frame.scale, way.confidence, iou, way.method)
