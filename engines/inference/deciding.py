"""Which strokes run over a skeleton: the model's choice, or the rules' where there is no model or it is not sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engines.ink.matching import match
from engines.ink.pieces import FEATURES, features
from engines.ink.skeleton import Skeleton
from engines.ink.trace import Walk, walks

Grey = NDArray[np.float32]
Floats = NDArray[np.float32]
Method = Literal["model", "trace"]

BEAMS = 10
HEIGHT = 72  # pixels of the images that the model was trained on
MOST_PIECES = 400  # of a skeleton that the model is asked about: scribbles and noise have more
UNSURE = -1.2  # nats a step: below this the model only guesses, and the rules decide
AGREED, ALONE = (
    0.25,
    0.125,
)  # powers that make a confidence of both: chosen on validation writers, where strokes so sure were right
STILL = 0.35  # confidence of what the rules decide


@dataclass(frozen=True, eq=False)
class Ways:
    """The strokes over one skeleton in writing order. confidence: (S,) 0..1; fixed: stroke number -> number of the given one."""

    walks: list[Walk]
    confidence: Floats
    method: Method
    fixed: dict[int, int] = field(default_factory=dict)


def decided(
    graphs: Sequence[Skeleton], images: Sequence[Grey], sampler: Any | None, fixed: Sequence[Sequence[NDArray[Any]]]
) -> list[Ways]:
    """graphs with the working images they come from. sampler: of family stroke_recovery, or None. fixed: for each, strokes (n, 2)
    in the working image's pixels that must be in the answer."""
    held = [_held(graph, strokes) for graph, strokes in zip(graphs, fixed, strict=True)]
    found: list[Ways | None] = [None] * len(graphs)
    able = [row for row, graph in enumerate(graphs) if sampler is not None and 0 < len(graph) <= MOST_PIECES]
    if sampler is not None and able:
        forced = [[[2 * piece + (not forward) for piece, forward in walk] for walk in held[row].values()] for row in able]
        answers = sampler.strokes(tensors([graphs[row] for row in able], [images[row] for row in able]), BEAMS, forced)
        for row, answer in zip(able, answers, strict=True):
            found[row] = _by_model(answer, held[row])
    return [way or _by_rules(graph, own) for way, graph, own in zip(found, graphs, held, strict=True)]


def tensors(graphs: Sequence[Skeleton], images: Sequence[Grey]) -> dict[str, Tensor]:
    """Skeletons and images, padded to the largest, as the model takes them (see stroke_recovery.Hand.see)."""
    height = max(HEIGHT, *(image.shape[0] for image in images))
    width = -(-max(image.shape[1] for image in images) // 16) * 16
    most = max(len(graph) for graph in graphs)
    made = {
        "image": np.zeros((len(graphs), 1, height, width), np.float32),
        "pieces": np.zeros((len(graphs), most, FEATURES), np.float32),
        "nodes": np.zeros((len(graphs), most, 2), np.int64),
        "counts": np.array([len(graph) for graph in graphs], np.int64),
    }
    for row, (graph, image) in enumerate(zip(graphs, images, strict=True)):
        made["image"][row, 0, : image.shape[0], : image.shape[1]] = image
        made["pieces"][row, : len(graph)], made["nodes"][row, : len(graph)] = features(graph)
    return {name: torch.from_numpy(array) for name, array in made.items()}


def _held(graph: Skeleton, strokes: Sequence[NDArray[Any]]) -> dict[int, Walk]:
    """number of a given stroke -> its way over the skeleton; no directed piece is in two."""
    taken: set[int] = set()
    kept: dict[int, Walk] = {}
    for number, stroke in enumerate(strokes):
        for walk in match([stroke], graph):
            own = tuple(step for place, step in enumerate(walk) if step[0] not in taken and step not in walk[:place])
            if own:
                kept[number] = own
                taken |= {piece for piece, _ in own}
    return kept


def _by_rules(graph: Skeleton, held: dict[int, Walk]) -> Ways:
    """The rules of ink.trace; strokes that were given come first."""
    taken = {piece for walk in held.values() for piece, _ in walk}
    rest = [part for walk in walks(graph) for part in _without(walk, taken)]
    whole = [*held.values(), *rest]
    sure = np.array([1.0] * len(held) + [STILL] * len(rest), np.float32)
    return Ways(whole, sure, "trace", dict(enumerate(held)))


def _without(walk: Walk, taken: set[int]) -> list[Walk]:
    """What is left of a walk, in stretches."""
    parts: list[list[tuple[int, bool]]] = [[]]
    for step in walk:
        if step[0] in taken:
            parts.append([])
        else:
            parts[-1].append(step)
    return [tuple(part) for part in parts if part]


def _strokes(steps: NDArray[np.int64], lifts: NDArray[np.bool_]) -> list[Walk]:
    """Directed pieces, cut where the pen came down."""
    begins = [*np.flatnonzero(lifts).tolist(), len(steps)]
    return [tuple((int(step) // 2, int(step) % 2 == 0) for step in steps[begin:end]) for begin, end in pairwise(begins)]


def _by_model(answer: Any, held: dict[int, Walk]) -> Ways | None:
    """The best sequence of the number of strokes that is likeliest over all beams; None where the model is not sure of any."""
    if not len(answer.total):
        return None
    counts = np.array([sum(lifts) for lifts in answer.lifts])
    share = np.exp(np.array(answer.total) - max(answer.total))
    votes = {count: share[counts == count].sum() for count in np.unique(counts)}
    number = int(np.flatnonzero(counts == max(votes, key=lambda count: votes[count]))[0])
    steps, lifts, sure = (np.array(part[number]) for part in (answer.steps, answer.lifts, answer.sure))
    if not len(steps) or sure.mean() < UNSURE:
        return None
    ways = _strokes(steps, lifts)
    others = [set(_strokes(*map(np.array, pair))) for pair in zip(answer.steps, answer.lifts, strict=True)]
    begins = [*np.flatnonzero(lifts).tolist(), len(steps)]
    confidence = []
    for way, (begin, end) in zip(ways, pairwise(begins), strict=True):
        agreed = share[[way in other for other in others]].sum() / share.sum()  # how much of the beams has this very stroke
        alone = np.exp(sure[begin : end + 1].sum())  # the probability of its steps, the lift after it included
        confidence.append(float(agreed**AGREED * alone**ALONE))
    given = {walk: stroke for stroke, walk in held.items()}
    fixed = {number: given[walk] for number, walk in enumerate(ways) if walk in given}
    certain = np.array([1.0 if number in fixed else sure for number, sure in enumerate(confidence)], np.float32)
    return Ways(ways, certain, "model", fixed)
