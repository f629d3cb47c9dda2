"""A skeleton's pieces as numbers: what a model is told of each before it chooses their order and direction."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engines.ink.skeleton import Skeleton

FEATURES = 16  # numbers of a piece
UNIT = 64.0  # pixels that count as one
HEADING = 4  # points from which a heading is read
LONG, WIDE, MANY = 16.0, 2.0, 4.0  # pixels, pixels and pieces that count as one


def features(graph: Skeleton) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """-> (P, FEATURES): first, middle and last point, the headings into the piece from both ends, its length, its half widths at
    these points and how many pieces meet at its ends; and (P, 2), the nodes it joins. TURNED has the columns of its reverse.
    """
    rows = np.zeros((len(graph), FEATURES), np.float32)
    degrees = graph.degrees
    for row, piece, radius, (first, last) in zip(rows, graph.pieces, graph.radii, graph.ends.tolist(), strict=True):
        middle = len(piece) // 2
        row[0:6] = np.concatenate([piece[0], piece[middle], piece[-1]]) / UNIT
        if len(piece) > 1:
            reach = min(HEADING, len(piece) - 1)
            ways = np.stack([piece[reach] - piece[0], piece[-1 - reach] - piece[-1]])
            row[6:10] = (ways / np.maximum(np.hypot(ways[:, 0], ways[:, 1])[:, None], 1e-9)).ravel()
            row[10] = np.hypot(*np.diff(piece, axis=0).T).sum() / LONG
        row[11:14] = radius[[0, middle, -1]] / WIDE
        row[14:16] = min(degrees[first], 8) / MANY, min(degrees[last], 8) / MANY
    return rows, graph.ends


TURNED = np.array([4, 5, 2, 3, 0, 1, 8, 9, 6, 7, 10, 13, 12, 11, 15, 14])  # features of the reverse, by their columns
