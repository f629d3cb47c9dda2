"""Samples, writers and collections for the tests of the collection."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engines.data.collection import Box, Collection, Item, Session, Writer
from engines.data.sample import Provenance, Sample
from engines.ink.types import Ink, Stroke, new_id

ANNA = Writer("anna-000001", "Anna", "right", "Latin", "pen", "research", "CC BY 4.0", "", "2026-01-01T00:00:00+00:00")
BERT = Writer("bert-000002", "Bert", consent="private", created="2026-01-02T00:00:00+00:00")
SITTING = Session("5e5510000000", ANNA.id, "pen", ("upper",), False, True, "2026-01-03T00:00:00+00:00", 7)


def written(label: str, writer: str = ANNA.id, points: int = 12, session: str = SITTING.id, seed: int = 0, id: str = "") -> Item:
    """An accepted sample of two strokes."""
    rng = np.random.default_rng([seed, *map(ord, label)])
    strokes = [
        Stroke(rng.normal(20, 4, (points, 2)), t=n + np.arange(points) / 200, pressure=rng.random(points)) for n in range(2)
    ]
    told = Provenance(f"collection/{session}", "CC BY 4.0", "pen", "2026-01-03T00:00:01+00:00", "research", "character")
    figures = {"confidence": 0.9, "points": 2.0 * points}
    sample = Sample(Ink(tuple(strokes)), None, label, writer, told)
    return Item(id or new_id(), sample, label, session, Box(40.0, 40.0, 30.0, 18.0), figures, ("fast",))


def same(one: Item, other: Item) -> bool:
    """Whether two items are the same, bit for bit."""
    a, b = one.sample, other.sample
    inks = (a.ink is None) == (b.ink is None) and (a.ink or Ink()).same_as(b.ink or Ink())
    images = a.image is b.image is None or (a.image is not None and b.image is not None and np.array_equal(a.image, b.image))
    told = [(i.id, i.prompt, i.session, dict(i.figures), i.remarks, repr(i.box)) for i in (one, other)]
    return inks and images and told[0] == told[1] and (a.text, a.writer, a.provenance) == (b.text, b.writer, b.provenance)


def begun(folder: Path, labels: str = "") -> Collection:
    """A collection with two writers and a session, and Anna's samples of these labels."""
    collection = Collection(folder)
    for writer in (ANNA, BERT):
        collection.put_writer(writer)
    collection.start_session(SITTING)
    for label in labels:
        collection.accept(written(label))
    return collection
