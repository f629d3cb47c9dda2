"""What can be told of a sample at once, before it is kept: whether it is all there. How somebody writes is never a fault.

Three things spoil ink however good the hand is: a pen that left the box, a pen of which hardly a point arrived, and a pen that
was faster than its device tells. Each is a remark by its code; the person decides.
"""

from __future__ import annotations

import math
import unicodedata

import numpy as np

from engines.ink.geometry import bounds
from engines.ink.types import Ink

BORDER, FEW_POINTS, FAST = "border", "few_points", "fast"

EDGE = 0.3  # mm from the border within which ink counts as cut off
POINTS = 6  # that a character needs to be told at all
LONG_STEP = 0.2  # of the height of the ink: a step of that length cuts a curve
LONG_SHARE = 0.35  # of the way in such steps from which on the shape is lost
LEAST_HEIGHT = 3.0  # mm: in smaller ink a long step is measured against this
GAP = 4.0  # times the device's usual interval without an event,
GAP_WAY = 0.5  # of the height of the ink passed in it
DOTS = frozenset(".,:;'\"`´^~-–_|·°!¡¿?")  # signs that a tap or a flick writes


def remarks(ink: Ink, prompt: str, width: float, height: float) -> tuple[str, ...]:
    """What `ink` (mm from the top left corner of a box of width x height mm) suffers from, as codes; () where all is well."""
    found = []
    if cut_off(ink, width, height):
        found.append(BORDER)
    if ink.points < least_points(prompt):
        found.append(FEW_POINTS)
    elif too_fast(ink):
        found.append(FAST)
    return tuple(found)


def cut_off(ink: Ink, width: float, height: float) -> bool:
    """Whether ink touches the border of its box or lies beyond it."""
    left, top, right, bottom = bounds(ink)
    if not math.isfinite(left):
        return False
    return left < EDGE or top < EDGE or right > width - EDGE or bottom > height - EDGE


def least_points(prompt: str) -> int:
    """How many points `prompt` takes at least. A dot may be a single one."""
    strokes = sum(_needs(character) for character in unicodedata.normalize("NFC", prompt) if not character.isspace())
    return max(1, strokes)


def _needs(character: str) -> int:
    return 1 if character in DOTS else POINTS


def rate(ink: Ink) -> float:
    """Events a second while the pen was down, by the median interval; NaN where times are unknown."""
    steps = [np.diff(stroke.t.astype(np.float64)) for stroke in ink if len(stroke) > 1]
    known = np.concatenate([*steps, np.zeros(0)])
    known = known[np.isfinite(known) & (known > 0)]
    return float(1 / np.median(known)) if len(known) else math.nan


def too_fast(ink: Ink) -> bool:
    """Whether the pen ran so fast that its points lie too far apart, or a part of its way is missing."""
    _left, top, _right, bottom = bounds(ink)
    size = max(bottom - top, LEAST_HEIGHT) if math.isfinite(top) else LEAST_HEIGHT
    beat = 1 / rate(ink)  # NaN compares as false: without times there are no gaps
    way = far = 0.0
    for stroke in ink:
        if len(stroke) < 2:
            continue
        xy, t = stroke.xy.astype(np.float64), stroke.t.astype(np.float64)
        steps = np.hypot(*np.diff(xy, axis=0).T)
        turns = _turns(xy)
        way += float(steps.sum())
        far += float(steps[(steps > LONG_STEP * size) & turns].sum())
        if bool(((np.diff(t) > GAP * beat) & (steps > GAP_WAY * size)).any()):
            return True
    return way > 0 and far > LONG_SHARE * way


def _turns(xy: np.ndarray) -> np.ndarray:
    """(N - 1,) whether a step bends at either end by 10 degrees or more: a straight line needs no points between its ends."""
    angle = np.arctan2(*np.diff(xy, axis=0).T[::-1])
    bend = np.abs((np.diff(angle) + np.pi) % (2 * np.pi) - np.pi) > np.radians(10)
    return np.append(bend, False) | np.append(False, bend)
