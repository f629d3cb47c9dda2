"""Pictures of handwriting answered with their strokes: the ask Trace, and what the job `recover` and the command line share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.data.cards import CardError
from engines.inference.recover_page import Report, Stop, WordStrokes, recover_page, whole
from engines.inference.shelf import ModelError, Shelf
from engines.ink.types import InkError
from engines.messages import Reply, Request, Trace
from engines.picture.finding import NO_INK
from engines.picture.opening import PictureError
from engines.picture.page import PageOfWords, find_words
from engines.training.checkpoint import WeightsError

STROKES = frozenset({"strokes"})
AT_ONCE = 6  # words of a picture that are answered without a job
FORESEEN = (ModelError, CardError, WeightsError, PictureError, InkError)


def traced(request: Request, shelf: Shelf) -> Reply:
    """The reply to a Trace (see Reply); foreseen troubles are its `error`."""
    ask = request.ask
    assert isinstance(ask, Trace)
    try:
        page = words_of(ask.picture)
        count = {"words": float(len(page.words))}
        if len(page.words) > AT_ONCE:
            return Reply(request.serial, request.lane, figures=count)
        name, sampler = chosen(shelf, ask.model)
        found = whole(list(recover_page(page, sampler, ask.fixed)))
    except FORESEEN as error:
        return Reply(request.serial, request.lane, model=ask.model, error=str(error))
    return Reply(
        request.serial,
        request.lane,
        inks={"strokes": found.ink},
        figures={"width": found.width, "iou": found.iou, **count},
        model=name,
        text="trace" if found.method == "trace" else "",
        confidences=tuple(float(value) for value in found.confidence),
    )


def words_of(picture: Path | NDArray[np.uint8], stop: Stop | None = None) -> PageOfWords:
    """The words of a picture, at least one. Raises PictureError for a picture without ink as for one that cannot be read."""
    page = find_words(picture, stop=stop)
    if not page.words:
        raise PictureError(NO_INK)
    return page


def chosen(shelf: Shelf, name: str = "") -> tuple[str, Any | None]:
    """The model that recovers strokes: its name and its sampler, ("", None) where none is named and none is there: then the rules
    decide. Raises ModelError, CardError or WeightsError for a named one that cannot.
    """
    if not name and not any(frozenset(ref.card.can) >= STROKES for ref in shelf.models or shelf.search()):
        return "", None
    model = shelf.model(name, STROKES)
    return model.ref.card.name, model.sampler


def all_words(
    page: PageOfWords, shelf: Shelf, model: str = "", report: Report | None = None, stop: Stop | None = None
) -> tuple[str, Iterator[WordStrokes]]:
    """The model's name and a page's words, as soon as each is recovered. Raises as `chosen`; the words as `recover_page`."""
    name, sampler = chosen(shelf, model)
    return name, recover_page(page, sampler, report=report, stop=stop)
