"""When each point is drawn in a replay: the pen's own times where it told them, a human hand's where nobody did."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engines.ink.kinematics import retime
from engines.ink.types import Ink, Stroke

LONGEST_PAUSE = 0.6  # s between strokes: longer thinking is shortened, nobody wants to watch it
SHORTEST_PAUSE = 0.06  # s between strokes that follow (or overlap) each other without one
LONGEST_REST = 0.4  # s that the pen may stand still within a stroke
SLICE = 0.12  # s of a replay that share one colour
DOT = 0.08  # s a stroke of one point takes


def schedule(ink: Ink) -> list[NDArray[np.float64]]:
    """(N,) rising seconds a stroke, from 0 at the first point of the ink.

    Recorded times are kept but for long pauses; ink without usable times gets those of a hand (engines.ink.kinematics).
    """
    clock, last, times = 0.0, None, []
    for stroke in timed(ink):
        within = _within(stroke)
        if len(within) and last is not None:
            known = stroke.t[np.isfinite(stroke.t)]
            gap = float(known[0]) - last if len(known) else SHORTEST_PAUSE
            clock += float(np.clip(gap, SHORTEST_PAUSE, LONGEST_PAUSE))
        times.append(clock + within)
        if len(within):
            clock += float(within[-1]) + (DOT if len(within) == 1 else 0.0)
            known = stroke.t[np.isfinite(stroke.t)]
            last = float(known[-1]) if len(known) else last if last is not None else 0.0
    return times


def between(columns: NDArray[np.float64], seconds: NDArray[np.float64], since: float, until: float) -> NDArray[np.float64] | None:
    """The part of a line drawn in [since, until), its ends cut where the pen was at those moments; None where there is none.

    columns: (N, C) of anything told at every point; seconds: (N,) rising.
    """
    if len(seconds) == 0 or seconds[0] >= until or seconds[-1] < since:
        return None
    first, last = np.searchsorted(seconds, (since, until), "left")
    parts = [columns[first:last]]
    if seconds[0] < since:
        parts.insert(0, _at(columns, seconds, since))
    if seconds[-1] >= until:
        parts.append(_at(columns, seconds, until))
    return np.concatenate(parts)


def slices(
    columns: NDArray[np.float64], seconds: NDArray[np.float64], longest: float = SLICE
) -> Iterator[tuple[float, float, NDArray[np.float64]]]:
    """A stroke cut into about equal times of at most `longest` s: (since, until, its columns) of each slice."""
    if len(columns) == 0:
        return
    begin, end = float(seconds[0]), float(seconds[-1])
    moments = np.linspace(begin, end, max(1, math.ceil((end - begin) / longest)) + 1)
    for since, until in pairwise(moments.tolist()):
        part = between(columns, seconds, since, until)
        yield since, max(until, since + DOT), columns if part is None or end <= begin else part


def _at(columns: NDArray[np.float64], seconds: NDArray[np.float64], moment: float) -> NDArray[np.float64]:
    """(1, C): the columns at one moment."""
    return np.array([[np.interp(moment, seconds, column) for column in columns.T]])


def timed(ink: Ink) -> Ink:
    """The ink itself where its times can be used, else with those of a hand."""
    return ink if _is_timed(ink) else retime(ink)


def duration(times: list[NDArray[np.float64]]) -> float:
    """Seconds until the last point of a schedule is drawn."""
    return max((float(t[-1]) + (DOT if len(t) == 1 else 0.0) for t in times if len(t)), default=0.0)


def _is_timed(ink: Ink) -> bool:
    """Whether every stroke that has a length also has times that pass."""
    long = [stroke for stroke in ink if len(stroke) > 1 and (stroke.xy != stroke.xy[0]).any()]
    return bool(long) and all(_passes(stroke) for stroke in long)


def _passes(stroke: Stroke) -> bool:
    known = stroke.t[np.isfinite(stroke.t)]
    return len(known) > len(stroke) / 2 and float(known.max() - known.min()) > 0.0


def _within(stroke: Stroke) -> NDArray[np.float64]:
    """(N,) seconds since the stroke began: gaps filled, backward times held, rests shortened."""
    if len(stroke) == 0:
        return np.zeros(0)
    t = stroke.t.astype(np.float64)
    known = np.isfinite(t)
    if not known.any():
        return np.zeros(len(t))
    index = np.arange(len(t))
    t = np.maximum.accumulate(np.interp(index, index[known], t[known]))
    return np.concatenate([[0.0], np.cumsum(np.minimum(np.diff(t), LONGEST_REST))])
