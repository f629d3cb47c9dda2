"""From a grey image to the skeleton graph of its ink: the prior on which strokes are recovered.

The image is doubled before it is thinned, so that small loops survive and places are known to half a pixel. Spurs that are no
longer than the pen is wide and the short bridges that thinning leaves between the two halves of a crossing are artefacts of
thinning and are taken out. What remains is cut into pieces, at corners and where it is long, so that a path over the graph is a
sequence of directed pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image
from scipy.ndimage import distance_transform_edt, uniform_filter1d
from skimage.morphology import skeletonize

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

DOUBLED = 2  # times that the image is enlarged before thinning
SPUR = 1.6  # pen radii: a dead end shorter than this, from its junction's centre on, is an artefact
BRIDGE = 2.2  # pen radii: an edge between two junctions shorter than this is the middle of a crossing
LONGEST = 14.0  # pixels of a piece at most
CORNER = 0.9  # rad: turning by more than this within REACH is a corner
REACH = 3.0  # pixels on either side of a corner
STEP = 1.0  # pixels between the points of a piece
HEADING = 4  # points of a piece from which its heading at an end is read
MOST_PIXELS = 1 << 26  # of an enlarged image
STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, -1), (-1, 1))


@dataclass(frozen=True, eq=False)
class Skeleton:
    """The ink's middle lines as pieces between nodes.

    pieces: P paths (n, 2) float64, pixels (x right, y down, the centre of the first pixel at 0.5), n >= 2, or 1 for a dot;
    radii: the ink's half width along each, (n,) pixels; ends: (P, 2) the nodes where a piece begins and ends; nodes: (K, 2)
    their places; shape: (height, width) of the image.
    """

    pieces: tuple[Floats, ...]
    radii: tuple[Floats, ...]
    ends: NDArray[np.int64]
    nodes: Floats
    shape: tuple[int, int]

    def __len__(self) -> int:
        return len(self.pieces)

    @property
    def lengths(self) -> Floats:
        """(P,) pixels."""
        return np.array([_length(piece) for piece in self.pieces])

    @property
    def degrees(self) -> NDArray[np.int64]:
        """(K,) how many piece ends meet in each node."""
        return np.bincount(self.ends.ravel(), minlength=len(self.nodes))


@dataclass(eq=False)
class _Edge:
    """A path of the graph while it is cleaned: its nodes, its points (n, 2) from one to the other, and its radii (n,)."""

    first: int
    last: int
    points: Floats
    radii: Floats

    @property
    def length(self) -> float:
        return _length(self.points)

    def reversed(self) -> _Edge:
        return _Edge(self.last, self.first, self.points[::-1], self.radii[::-1])


def headings(graph: Skeleton) -> Floats:
    """(P, 2, 2) unit vectors: where a piece heads into itself from its first and from its last point; zero for dots."""
    found = np.zeros((len(graph), 2, 2))
    for number, piece in enumerate(graph.pieces):
        if len(piece) > 1:
            reach = min(HEADING, len(piece) - 1)
            ways = np.stack([piece[reach] - piece[0], piece[-1 - reach] - piece[-1]])
            found[number] = ways / np.maximum(np.hypot(ways[:, 0], ways[:, 1])[:, None], 1e-9)
    return found


def ink_mask(image: ArrayLike) -> Mask:
    """(H, W) grey in 0..1, 1 = ink -> (2 H, 2 W) where there is ink: at least half as dark as the image's darkest ink."""
    grey = np.clip(np.nan_to_num(np.asarray(image, np.float32)), 0.0, 1.0)
    height, width = grey.shape
    if grey.size == 0 or height * width * DOUBLED**2 > MOST_PIXELS:
        return np.zeros((height * DOUBLED, width * DOUBLED), bool)
    large = np.asarray(Image.fromarray(grey).resize((width * DOUBLED, height * DOUBLED), Image.Resampling.BILINEAR))
    return np.asarray(large > 0.5 * min(1.0, max(float(grey.max()), 0.1)))


def skeleton(image: ArrayLike, longest: float = LONGEST) -> Skeleton:
    """(H, W) grey in 0..1, 1 = ink -> its skeleton graph, cut into pieces of at most `longest` pixels. Empty for no ink."""
    mask = ink_mask(image)
    shape = (mask.shape[0] // DOUBLED, mask.shape[1] // DOUBLED)
    thin = skeletonize(np.pad(mask, 1))[1:-1, 1:-1]
    radius = distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1] / DOUBLED
    nodes, edges = _graph(thin, radius)
    reach = dict(enumerate(_node_radii(nodes, radius)))
    edges = _pruned(edges, nodes, reach)
    edges = _bridged(edges, nodes, reach)
    edges = _joined(edges)
    return _cut(edges, nodes, shape, longest)


# ---------------------------------------------------------------------- pixels to graph


def _graph(thin: Mask, radius: Floats) -> tuple[list[Floats], list[_Edge]]:
    """A thinned image -> node places (pixels of the small image) and the edges between them."""
    rows, columns = np.nonzero(thin)
    if len(rows) == 0:
        return [], []
    index = np.full((thin.shape[0] + 2, thin.shape[1] + 2), -1, np.int64)
    index[rows + 1, columns + 1] = np.arange(len(rows))
    near = np.stack([index[rows + 1 + dy, columns + 1 + dx] for dy, dx in STEPS], axis=1)  # (n, 8)
    for slot in range(4, 8):  # a diagonal step is one only where no corner pixel makes it two straight ones
        dy, dx = STEPS[slot]
        beside = (near[:, STEPS.index((dy, 0))] >= 0) | (near[:, STEPS.index((0, dx))] >= 0)
        near[beside, slot] = -1
    degree = (near >= 0).sum(axis=1)
    places = (np.stack([columns, rows], axis=1) + 0.5) / DOUBLED
    widths = radius[rows, columns]
    links = [[other for other in row if other >= 0] for row in near.tolist()]
    owner, nodes = _nodes(links, degree.tolist(), places)
    return nodes, list(_walks(links, owner, nodes, places, widths))


def _nodes(links: list[list[int]], degree: list[int], places: Floats) -> tuple[dict[int, int], list[Floats]]:
    """Dead ends, dots and clusters of junction pixels -> pixel: node, and the nodes' places."""
    owner: dict[int, int] = {}
    nodes: list[Floats] = []
    for pixel, count in enumerate(degree):
        if count == 2 or pixel in owner:
            continue
        cluster = [pixel]
        owner[pixel] = len(nodes)
        if count > 2:
            for member in cluster:  # grows while it is walked
                for other in links[member]:
                    if degree[other] > 2 and other not in owner:
                        owner[other] = len(nodes)
                        cluster.append(other)
        nodes.append(places[cluster].mean(axis=0))
    return owner, nodes


def _walks(links: list[list[int]], owner: dict[int, int], nodes: list[Floats], places: Floats, widths: Floats) -> list[_Edge]:
    seen: set[int] = set()
    edges: list[_Edge] = []

    def edge(chain: list[int], first: int, last: int) -> None:
        inner = chain[1:-1] if len(chain) > 2 else []
        points = np.concatenate([nodes[first][None], places[inner], nodes[last][None]])
        edges.append(_Edge(first, last, points, widths[[chain[0], *inner, chain[-1]]]))

    for start, node in owner.items():
        if not links[start]:
            edges.append(_Edge(node, node, nodes[node][None], widths[[start]]))
        for step in links[start]:
            if step in seen or owner.get(step) == node:
                continue
            chain = [start, step]
            while chain[-1] not in owner:
                seen.add(chain[-1])
                one, other = links[chain[-1]]
                chain.append(other if one == chain[-2] else one)
            if len(chain) > 2 or start < step:  # two nodes side by side are met from both
                edge(chain, node, owner[chain[-1]])
    for pixel in range(len(links)):  # what is left are rings without a junction
        if pixel not in owner and pixel not in seen:
            chain = [pixel, links[pixel][0]]
            seen.update(chain)
            while chain[-1] != pixel:
                one, other = links[chain[-1]]
                chain.append(other if one == chain[-2] else one)
                seen.add(chain[-1])
            nodes.append(places[pixel])
            edge(chain, len(nodes) - 1, len(nodes) - 1)
    return edges


# ---------------------------------------------------------------------- artefacts of thinning


def _node_radii(nodes: list[Floats], radius: Floats) -> list[float]:
    if not nodes:
        return []
    at = np.clip((np.array(nodes) * DOUBLED - 0.5).round().astype(int), 0, np.array(radius.shape)[::-1] - 1)
    return [float(value) for value in radius[at[:, 1], at[:, 0]]]


def _degrees(edges: list[_Edge], count: int) -> list[int]:
    degree = [0] * count
    for edge in edges:
        degree[edge.first] += 1
        degree[edge.last] += 1
    return degree


def _pruned(edges: list[_Edge], nodes: list[Floats], reach: dict[int, float]) -> list[_Edge]:
    """Without dead ends so short that they lie within the ink around their junction; the shortest goes first."""
    degree = _degrees(edges, len(nodes))
    kept = []
    for edge in sorted(edges, key=lambda edge: edge.length):
        dead, junction = (edge.first, edge.last) if degree[edge.first] == 1 else (edge.last, edge.first)
        if degree[dead] == 1 and degree[junction] > 2 and edge.length < SPUR * reach.get(junction, 1.0):
            degree[dead] -= 1
            degree[junction] -= 1
        else:
            kept.append(edge)
    return kept


def _bridged(edges: list[_Edge], nodes: list[Floats], reach: dict[int, float]) -> list[_Edge]:
    """The two junctions of a crossing become one node."""
    degree = _degrees(edges, len(nodes))
    parent = list(range(len(nodes)))

    def root(node: int) -> int:
        while parent[node] != node:
            node = parent[node]
        return node

    kept = []
    for edge in sorted(edges, key=lambda edge: edge.length):
        first, last = root(edge.first), root(edge.last)
        short = edge.length < BRIDGE * min(reach.get(edge.first, 1.0), reach.get(edge.last, 1.0))
        if short and first != last and degree[edge.first] > 2 and degree[edge.last] > 2:
            nodes[first] = (nodes[first] + nodes[last]) / 2
            parent[last] = first
        else:
            kept.append(edge)
    for edge in kept:
        edge.first, edge.last = root(edge.first), root(edge.last)
        edge.points = np.concatenate([nodes[edge.first][None], edge.points[1:-1], nodes[edge.last][None]])[: len(edge.points)]
    return [
        edge for edge in kept if len(edge.points) < 2 or edge.first != edge.last or edge.length > 4 * reach.get(edge.first, 1.0)
    ]


def _joined(edges: list[_Edge]) -> list[_Edge]:
    """Edges run through nodes where only two of them meet."""
    at: dict[int, list[_Edge]] = {}
    for edge in edges:
        at.setdefault(edge.first, []).append(edge)
        at.setdefault(edge.last, []).append(edge)
    alive = {id(edge): edge for edge in edges}
    for node, meeting in at.items():
        pair = [edge for edge in meeting if id(edge) in alive]
        if len(pair) != 2 or pair[0] is pair[1]:
            continue
        before, after = pair
        before = before if before.last == node else before.reversed()
        after = after if after.first == node else after.reversed()
        whole = _Edge(
            before.first,
            after.last,
            np.concatenate([before.points[:-1], after.points[1:]]),
            np.concatenate([before.radii[:-1], after.radii[1:]]),
        )
        if len(whole.points) < 2:
            continue
        for edge in pair:
            del alive[id(edge)]
        alive[id(whole)] = whole
        for end in (whole.first, whole.last):
            at[end] = [edge for edge in at[end] if id(edge) in alive] + [whole]
            if whole.first == whole.last:
                at[end].append(whole)
                break
    return list(alive.values())


# ---------------------------------------------------------------------- graph to pieces


def _cut(edges: list[_Edge], nodes: list[Floats], shape: tuple[int, int], longest: float) -> Skeleton:
    pieces: list[Floats] = []
    radii: list[Floats] = []
    ends: list[tuple[int, int]] = []
    places = list(nodes)
    for edge in edges:
        points, widths = _even(edge.points, edge.radii)
        cuts = _cuts(points, longest) if len(points) > 2 else []
        marks = [0, *cuts, len(points) - 1]
        names = [edge.first, *range(len(places), len(places) + len(cuts)), edge.last]
        places += [points[cut] for cut in cuts]
        for (begin, end), pair in zip(pairwise(marks), pairwise(names), strict=True):
            pieces.append(points[begin : end + 1])
            radii.append(widths[begin : end + 1])
            ends.append(pair)
    used, renamed = np.unique(np.array(ends, np.int64).reshape(-1, 2), return_inverse=True)
    kept = np.array(places, np.float64).reshape(-1, 2)[used]
    return Skeleton(tuple(pieces), tuple(radii), renamed.reshape(-1, 2), kept, shape)


def _even(points: Floats, radii: Floats) -> tuple[Floats, Floats]:
    """The steps of pixels smoothed away, ends kept, and points about STEP apart."""
    if len(points) < 2:
        return points, radii
    ring = bool(np.allclose(points[0], points[-1])) and len(points) > 4
    smooth = uniform_filter1d(points, min(5, len(points)), axis=0, mode="nearest")
    smooth[[0, -1]] = points[[0, -1]]
    if len(points) > 4 and not ring:
        smooth[[1, -2]] = (points[[0, -3]] + points[[1, -2]] + points[[2, -1]]) / 3
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(smooth, axis=0).T))])
    at = np.linspace(0.0, along[-1], max(2, round(along[-1] / STEP) + 1))
    return np.stack([np.interp(at, along, smooth[:, axis]) for axis in (0, 1)], axis=1), np.interp(at, along, radii)


def _cuts(points: Floats, longest: float) -> list[int]:
    """Where a path of points STEP apart is cut: at its corners, and evenly where it is long."""
    reach = int(REACH / STEP)
    corners: list[int] = []
    if len(points) > 2 * reach + 1:
        before, after = points[reach:-reach] - points[: -2 * reach], points[2 * reach :] - points[reach:-reach]
        turn = np.abs(np.angle(np.exp(1j * (np.arctan2(after[:, 1], after[:, 0]) - np.arctan2(before[:, 1], before[:, 0])))))
        for at in np.argsort(-turn, kind="stable").tolist():
            if turn[at] < CORNER:
                break
            if all(abs(at + reach - other) > 2 * reach for other in corners):
                corners.append(at + reach)
    marks = [0, *sorted(corners), len(points) - 1]
    cuts: list[int] = []
    for begin, end in pairwise(marks):
        count = max(1, int(np.ceil((end - begin) * STEP / longest)))
        cuts += [round(begin + (end - begin) * share / count) for share in range(1, count)]
    return sorted(cuts + corners)


def _length(points: Floats) -> float:
    return float(np.hypot(*np.diff(points, axis=0).T).sum()) if len(points) > 1 else 0.0
