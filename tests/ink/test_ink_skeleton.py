"""The skeleton graph: what is drawn comes back as pieces between the right nodes, artefacts of thinning do not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.ink.raster import render
from engines.ink.skeleton import LONGEST, Skeleton, skeleton
from engines.ink.types import Ink, Stroke
from tests.fuzzing import cases


def drawn(*lines: list[tuple[float, float]], pen: float = 3.0, size: tuple[int, int] = (64, 64)) -> np.ndarray:
    return render(Ink(tuple(Stroke(line) for line in lines)), *size, pen) / 255.0


def meeting(graph: Skeleton) -> list[int]:
    """The degrees of the nodes that are no mere cut, sorted."""
    return sorted(degree for degree in graph.degrees.tolist() if degree != 2)


def test_a_line_is_a_chain_of_pieces_from_end_to_end() -> None:
    graph = skeleton(drawn([(8, 32), (56, 32)]))
    assert len(graph) == 4 and meeting(graph) == [1, 1]
    assert graph.lengths.sum() == pytest.approx(48, abs=2) and (graph.lengths <= LONGEST + 1).all()
    assert all(abs(piece[:, 1] - 32).max() < 0.6 for piece in graph.pieces)
    assert np.concatenate(graph.radii).mean() == pytest.approx(1.5, abs=0.3)


def test_a_crossing_is_one_node_of_four() -> None:
    graph = skeleton(drawn([(8, 8), (56, 56)], [(8, 40), (56, 20)]))
    assert meeting(graph) == [1, 1, 1, 1, 4]


def test_a_junction_is_a_node_of_three_near_its_place() -> None:
    graph = skeleton(drawn([(8, 10), (56, 10)], [(32, 10), (32, 56)]))
    assert meeting(graph) == [1, 1, 1, 3]
    (node,) = graph.nodes[graph.degrees == 3]
    assert np.hypot(*(node - (32, 10))) < 1.5


def test_a_corner_is_where_pieces_meet() -> None:
    graph = skeleton(drawn([(10, 10), (50, 10), (50, 50)]))
    inner = graph.nodes[graph.degrees == 2]
    assert np.hypot(*(inner - (50, 10)).T).min() < 2.5


def test_a_ring_has_no_end() -> None:
    angle = np.linspace(0, 2 * np.pi, 60)
    graph = skeleton(drawn([(32 + 20 * np.cos(a), 32 + 20 * np.sin(a)) for a in angle]))
    assert meeting(graph) == [] and graph.lengths.sum() == pytest.approx(2 * np.pi * 20, rel=0.05)


def test_a_dot_is_a_piece_of_its_own() -> None:
    graph = skeleton(drawn([(20, 20)], [(10, 50), (50, 50)]))
    assert any(np.hypot(*(piece.mean(0) - (20, 20))) < 1.5 for piece in graph.pieces)


@pytest.mark.parametrize("pen", [2.0, 3.0, 6.0, 9.0])
def test_a_thick_pen_leaves_no_spurs(pen: float) -> None:
    graph = skeleton(drawn([(12, 12), (52, 30), (20, 52)], pen=pen))
    assert meeting(graph) in ([1, 1], [1, 1, 1, 3])  # a sharp corner may keep its tip


def test_nothing_is_found_in_nothing() -> None:
    for image in (np.zeros((64, 64)), np.zeros((0, 0)), np.zeros((1, 1)), np.full((8, 8), np.nan)):
        graph = skeleton(image)
        assert len(graph) == 0 and graph.nodes.shape == (0, 2)


@given(st.integers(0, 2**32 - 1), st.integers(1, 70), st.integers(1, 70), st.floats(0, 1))
@cases(150)
def test_any_image_becomes_a_sound_graph(seed: int, height: int, width: int, share: float) -> None:
    image = np.random.default_rng(seed).random((height, width)) < share
    graph = skeleton(image.astype(np.float32))
    assert len(graph.radii) == len(graph.ends) == len(graph)
    for piece, radius, (first, last) in zip(graph.pieces, graph.radii, graph.ends, strict=True):
        assert piece.shape == (len(radius), 2) and np.isfinite(piece).all() and (radius > 0).all()
        np.testing.assert_allclose(piece[0], graph.nodes[first], atol=1e-6)
        np.testing.assert_allclose(piece[-1], graph.nodes[last], atol=1e-6)
        assert (piece >= 0).all() and (piece <= (width, height)).all()
