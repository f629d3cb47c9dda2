"""DTW against dtaidistance, against a plain double loop and against matchings worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from dtaidistance import dtw_ndim

from engines.metrics.trajectory import Dtw, dtw, dtw_batch, dtw_path, dtw_ref


def paths(seed: int, count: int, points: int) -> np.ndarray:
    """Smooth random walks in about a unit square, (count, points, 2)."""
    steps = np.random.default_rng(seed).normal(0, 0.05, (count, points, 2))
    return np.cumsum(steps, axis=1)


def by_loops(a: np.ndarray, b: np.ndarray) -> tuple[float, int]:
    """The textbook's double loop over (cost, length); ties go to the shorter path."""
    table: dict[tuple[int, int], tuple[float, int]] = {}
    for i in range(len(a)):
        for j in range(len(b)):
            earlier = [table[cell] for cell in ((i - 1, j - 1), (i - 1, j), (i, j - 1)) if cell in table]
            cost, length = min(earlier) if earlier else (0.0, 0)
            table[i, j] = (cost + float(np.hypot(*(a[i] - b[j]))), length + 1)
    return table[len(a) - 1, len(b) - 1]


def test_a_matching_worked_out_by_hand() -> None:
    a = [(0, 0), (1, 0), (2, 0)]
    b = [(0, 0), (2, 0)]
    # (0,0)-(0,0) costs 0, (1,0) costs 1 wherever it goes, (2,0)-(2,0) costs 0: three matches, two reference points
    assert dtw(a, b) == Dtw(cost=1.0, path_length=3, reference_points=2)
    assert dtw_path(a, b) == pytest.approx(1 / 3)
    assert dtw_ref(a, b) == pytest.approx(1 / 2)
    assert dtw_ref(b, a) == pytest.approx(1 / 3)


def test_parallel_lines_are_apart_by_their_distance() -> None:
    x = np.linspace(0, 1, 64)
    a, b = np.stack([x, np.zeros(64)], axis=1), np.stack([x, np.full(64, 0.01)], axis=1)
    assert dtw(a, b).path_length == 64
    assert dtw_path(a, b) == pytest.approx(0.01)


def test_a_path_matches_itself_along_the_diagonal() -> None:
    (a,) = paths(1, 1, 64)
    assert dtw(a, a) == Dtw(0.0, 64, 64)


def test_a_repeated_point_costs_nothing_but_lengthens_the_path() -> None:
    (a,) = paths(2, 1, 20)
    assert dtw(np.repeat(a, 2, axis=0), a) == Dtw(0.0, 40, 20)


def test_of_equally_cheap_paths_the_shortest_counts() -> None:
    still = np.zeros((5, 2))
    assert dtw(still, np.zeros((3, 2))) == Dtw(0.0, 5, 3)


def test_the_reverse_of_a_stroke_is_far_from_it() -> None:
    x = np.linspace(0, 1, 64)
    line = np.stack([x, x], axis=1)
    assert dtw_path(line[::-1], line) > 0.3


@pytest.mark.parametrize(("n", "m"), [(64, 64), (64, 17), (9, 40), (1, 12), (12, 1), (1, 1), (2, 3)])
def test_cost_and_length_equal_a_plain_double_loop(n: int, m: int) -> None:
    for a, b in zip(paths(3, 4, n), paths(4, 4, m), strict=True):
        cost, length = by_loops(a, b)
        assert dtw(a, b).cost == pytest.approx(cost, rel=1e-12)
        assert dtw(a, b).path_length == length


def test_length_of_ties_equals_a_plain_double_loop() -> None:
    grid = np.random.default_rng(5).integers(0, 3, (40, 2, 12, 2)).astype(float)  # few distances: many equal costs
    assert [(d.cost, d.path_length) for d in dtw_batch(grid[:, 0], grid[:, 1])] == [
        (pytest.approx(cost), length) for cost, length in (by_loops(a, b) for a, b in grid)
    ]


@pytest.mark.parametrize(("n", "m"), [(64, 64), (30, 50)])
def test_cost_equals_dtaidistance(n: int, m: int) -> None:
    for a, b in zip(paths(6, 10, n), paths(7, 10, m), strict=True):
        assert dtw(a, b).cost == pytest.approx(dtw_ndim.distance(a, b, inner_dist="euclidean"), rel=1e-9)


def test_a_batch_gives_the_figures_of_its_pairs_whatever_its_size() -> None:
    a, b = paths(8, 300, 16), paths(9, 300, 16)
    assert dtw_batch(a, b) == [dtw(x, y) for x, y in zip(a, b, strict=True)]
    assert dtw_batch(a[:0], b[:0]) == []


def test_cost_is_the_same_both_ways() -> None:
    a, b = paths(10, 1, 30)[0], paths(11, 1, 20)[0]
    assert dtw(a, b).cost == pytest.approx(dtw(b, a).cost)
    assert dtw(a, b).path_length == dtw(b, a).path_length


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (np.zeros((0, 2)), np.zeros((3, 2))),
        (np.zeros((3, 2)), np.zeros((0, 2))),
        (np.zeros((3, 3)), np.zeros((3, 3))),
        (np.zeros(3), np.zeros(3)),
        ([(0, 0), (np.nan, 1)], [(0, 0)]),
        ([(0, 0)], [(np.inf, 0)]),
    ],
    ids=["empty", "empty reference", "three columns", "flat", "not a number", "infinite"],
)
def test_what_is_no_trajectory_is_refused(a, b) -> None:
    with pytest.raises(ValueError, match="trajectory"):
        dtw(a, b)


def test_unequal_batches_are_refused() -> None:
    with pytest.raises(ValueError, match="2 trajectories"):
        dtw_batch(paths(1, 2, 5), paths(1, 3, 5))
