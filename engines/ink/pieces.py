"""A skeleton's pieces as numbers: what a model is told of each before it chooses their order and direction."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engines.ink.skeleton import Skeleton, headings

FEATURES = 16  # numbers of a piece
UNIT = 64.0  # pixels that count as one
LONG, WIDE, MANY = 16.0, 2.0, 4.0  # pixels, pixels and pieces that count as one


def features(graph: Skeleton) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """-> (P, FEATURES): first, middle and last point, the headings into the piece from both ends, its length, its half widths at
    these points and how many pieces meet at its ends; and (P, 2), the nodes it joins. models.pieces turns them round.
    """
    rows = np.zeros((len(graph), FEATURES), np.float32)
    rows[:, 6:10] = headings(graph).reshape(-1, 4)
    rows[:, 10] = graph.lengths / LONG
    degrees = graph.degrees
    for row, piece, radius, (first, last) in zip(rows, graph.pieces, graph.radii, graph.ends.tolist(), strict=True):
        middle = len(piece) // 2
        row[0:6] = np.concatenate([piece[0], piece[middle], piece[-1]]) / UNIT
        row[11:14] = radius[[0, middle, -1]] / WIDE
        row[14:16] = min(degrees[first], 8) / MANY, min(degrees[last], 8) / MANY
    return rows, graph.ends
