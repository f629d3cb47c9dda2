"""A second look at a sample while it is collected: what it reads as, and whether it is like the writer's others.

It has opinions and forbids nothing. Where no model knows the prompt's characters it has none.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engines.data.cards import CardError
from engines.inference.reading import READ, chance_of, chances
from engines.inference.shelf import ModelError, Shelf
from engines.inference.styles import ENCODE, outlier, vectors
from engines.messages import Check, Reply, Request
from engines.training.checkpoint import WeightsError

MISSING = (ModelError, CardError, WeightsError)


def checked(request: Request, shelf: Shelf) -> Reply:
    """The reply to a Check; what no model on this machine can say is left out of it."""
    ask = request.ask
    assert isinstance(ask, Check)
    if not ask.ink.points:
        return Reply(request.serial, request.lane, error="There is no ink to look at yet: write what is asked for.")
    text, sure, model = _read(ask, shelf)
    figures = {} if sure is None else {"confidence": sure}
    style = _style(ask, shelf)
    unlike = None if style is None or ask.known is None else outlier(style, ask.known)
    if unlike is not None:
        figures["outlier"] = unlike
    z = {} if style is None else {"style": style}
    return Reply(request.serial, request.lane, z=z, figures=figures, model=model, text=text, confidence=sure)


def _read(ask: Check, shelf: Shelf) -> tuple[str, float | None, str]:
    """What it reads as, the chance of the prompt and the model's name; "" and None where no model can tell."""
    try:
        reader = shelf.model("", READ)
    except MISSING:
        return "", None, ""
    if ask.prompt not in reader.sampler.classes:
        return "", None, ""
    (row,) = chances(reader.sampler, [ask.ink])
    return reader.sampler.classes[int(row.argmax())], chance_of(reader.sampler, row, ask.prompt), reader.ref.card.name


def _style(ask: Check, shelf: Shelf) -> NDArray[np.float32] | None:
    try:
        encoder = shelf.model("", ENCODE)
    except MISSING:
        return None
    return vectors(encoder.sampler, [ask.ink], [ask.prompt])[0]
