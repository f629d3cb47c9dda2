"""Pictures of handwriting as ink, for `ductus convert`: every word of a photograph or scan, in mm, where it was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engines.cli_support import Report, leave_a_core
from engines.ink.brush import Brush
from engines.ink.geometry import affine, bounds, fit_frame
from engines.ink.types import Ink
from engines.messages import ModelRef

RECOVERED = 20.0  # mm: the side of the square that the strokes of a single character are laid in
SINGLE = 1.6  # times wider than high is one character at most, else a word
THINNEST = 0.01  # mm, of a pen


def strokes_of(picture: Path, model: ModelRef | None, report: Report | None = None) -> tuple[Ink, dict[str, Any]]:
    """The strokes of a picture in writing order, mm, with the width of their pen, and what was found.

    The picture's own resolution decides how large they are, else 300 dpi; a picture of one character that tells none gives
    strokes in a square of RECOVERED. model: of family stroke_recovery; None = the default one, else the rules. Raises
    PictureError, ModelError, CardError or WeightsError.
    """
    from engines.inference.recover_page import MM, believable, whole
    from engines.inference.shelf import Shelf
    from engines.inference.tracing import all_words, words_of

    leave_a_core()
    page = words_of(picture)
    shelf = Shelf(1, folders=(model.folder,)) if model else Shelf(1)
    name, words = all_words(page, shelf, model.card.name if model else "", _counted(report))
    found = list(words)
    joined = whole(found)
    if page.dpi is None and len(page.words) == 1 and _is_character(joined.ink):
        frame = fit_frame(joined.ink)
        scale, shift = frame.scale * RECOVERED, -np.array(frame.offset) * frame.scale * RECOVERED
    else:
        scale, shift = MM / believable(page.dpi, page.shape), np.zeros(2)
    brush = Brush(max(THINNEST, joined.width * scale / 2), thinning=1.0)  # pressure 1 is twice the width at medium pressure
    ink = affine(joined.ink, np.eye(2) * scale, (float(shift[0]), float(shift[1])))
    facts: dict[str, Any] = {"words": len(page.words), "lines": page.lines, "angle": round(page.angle, 2)}
    facts |= {"by_rules": sum(word.method == "trace" for word in found), "figures": {"iou": round(joined.iou, 3)}}
    facts |= {"model": name} if name else {}
    return Ink(tuple(replace(stroke, brush=brush) for stroke in ink)), facts


def _counted(report: Report | None) -> Callable[[int, int], None] | None:
    if report is None:
        return None
    return lambda done, total: report(done, total, f"{done} of {total} words")


def _is_character(ink: Ink) -> bool:
    if ink.points == 0:
        return False
    left, top, right, bottom = bounds(ink)
    return right - left <= SINGLE * max(bottom - top, 1e-6)
