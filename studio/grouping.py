"""Which strokes make one character: decided from where and when the pen came down, without reading anything.

The studio converts "the character being written". A person never says where one ends and the next begins, so the page asks this
pure function at every pen-up. All lengths are relative to the character's own size: big and small hands are treated alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engines.ink.geometry import bounds
from engines.ink.types import Ink, Stroke

PAUSE = 1.2  # seconds: a stroke that begins sooner after the last pen-up belongs to the same movement
TOUCHING = 0.35  # of the size: boxes nearer than this nearly touch
REACHING = 0.75  # of the size: how far the second bar of an H may stand from its first
ABOVE = 0.6  # of the size: how far a dot or an accent may float over its letter
NARROW = 0.35  # width over height below which a character is only a bar so far
WIDEST = 1.3  # width over height beyond which side by side means two characters
SMALLEST = 2.0  # millimetres: a lone dot counts as this big


def joins(current: Ink, stroke: Stroke) -> bool:
    """Whether `stroke`, the newest on the page, belongs to the character `current`.

    Yes when the boxes overlap or nearly touch; a bar standing alone reaches further while the writer has not paused for PAUSE
    seconds (H, N, U are begun so). No when both side by side would be wider than a character is.
    Times are the page's seconds; a NaN counts as a pause. Empty ink or an empty stroke joins nothing.
    """
    if not current.points or not len(stroke):
        return False
    left, top, right, bottom = bounds(current)
    new_left, new_top, new_right, new_bottom = bounds(stroke)
    width, height = right - left, bottom - top
    size = max(width, height, new_bottom - new_top, SMALLEST)
    across = max(new_left - right, left - new_right)  # > 0: a gap; < 0: an overlap
    down = max(new_top - bottom, top - new_bottom)
    swift = _is_swift(current, stroke)
    if down > size * (ABOVE if swift else TOUCHING):
        return False
    narrower = min(width, new_right - new_left)
    if across < 0 and -across >= 0.25 * narrower:
        return True
    both_wide = max(right, new_right) - min(left, new_left)
    both_high = max(bottom, new_bottom) - min(top, new_top)
    if both_wide > WIDEST * max(both_high, SMALLEST):
        return False
    reach = REACHING if swift and width < NARROW * height else TOUCHING
    return across < size * reach


def by_character(ink: Ink, characters: Sequence[Ink]) -> tuple[Ink, ...]:
    """The strokes of `ink` by the characters to which they belong, in the order of these; those of none stay together."""
    home = {stroke.id: number for number, character in enumerate(characters) for stroke in character}
    parts: dict[int, list[Stroke]] = {}
    for stroke in ink:
        parts.setdefault(home.get(stroke.id, len(characters)), []).append(stroke)
    return tuple(Ink(tuple(parts[number])) for number in sorted(parts))


def _is_swift(current: Ink, stroke: Stroke) -> bool:
    ends = [stroke.t[-1] for stroke in current if len(stroke)]
    gap = float(stroke.t[0]) - float(ends[-1])
    return bool(np.isfinite(gap)) and -0.05 <= gap <= PAUSE
