"""Snapping: lines that lie beside the ink come to lie on it; the drawing agrees with ink.raster."""

import numpy as np
import torch

from engines.ink.raster import render
from engines.ink.types import Ink, Stroke
from engines.models.snapping import FARTHEST, Lines, coverage, snap


def lines_of(*ways: np.ndarray, radius: float = 1.5) -> Lines:
    points = np.concatenate(ways).astype(np.float32)
    ends = np.cumsum([len(way) for way in ways])
    segments = [(n, n + 1) for way, end in zip(ways, ends, strict=True) for n in range(end - len(way), end - 1)] or [(0, 0)]
    following = [n + 1 not in ends for n in range(len(points))]
    return Lines(
        torch.from_numpy(points)[None],
        torch.full((1, len(points)), radius),
        torch.tensor(segments)[None],
        torch.ones(1, len(segments), dtype=torch.bool),
        torch.tensor(following)[None],
    )


WAY = np.stack([np.linspace(8, 56, 25), 32 + 8 * np.sin(np.linspace(0, 5, 25))], 1)
IMAGE = torch.from_numpy(render(Ink((Stroke(WAY),)), 64, 64, 3.0) / np.float32(255))[None]


def test_the_drawing_is_that_of_the_raster() -> None:
    lines = lines_of(WAY)
    drawn = coverage(lines, lines.points, lines.radii, 64, 64)
    assert (drawn - IMAGE).abs().max() < 0.2 and (drawn - IMAGE).abs().mean() < 0.003


def test_a_line_beside_the_ink_comes_onto_it() -> None:
    lines = lines_of(np.add(WAY, (0.3, 1.2)))
    points, radii = snap(lines, IMAGE, rounds=20)
    away = np.abs(points[0, 2:-2, None].numpy() - np.linspace(WAY[:-1], WAY[1:], 20).reshape(-1, 2)[None])
    assert np.hypot(*away.transpose(2, 0, 1)).min(1).mean() < 0.2
    assert abs(float(radii.median()) - 1.5) < 0.2


def test_the_width_is_found() -> None:
    lines = lines_of(WAY, radius=1.0)
    wide = torch.from_numpy(render(Ink((Stroke(WAY),)), 64, 64, 2.9) / np.float32(255))[None]
    _, radii = snap(lines, wide, rounds=20)
    assert abs(float(radii.median()) - 1.45) < 0.12


def test_nothing_moves_far_and_what_fits_stays() -> None:
    lines = lines_of(WAY)
    points, _ = snap(lines, IMAGE)
    assert (points - lines.points).abs().max() < 0.6
    far, _ = snap(lines_of(WAY + 6), IMAGE, rounds=30)
    assert (far - torch.from_numpy(WAY + 6)).abs().max() <= FARTHEST + 1e-4


def test_a_dot_is_a_segment_without_length() -> None:
    lines = lines_of(np.array([[31.0, 30.5]]))
    image = torch.from_numpy(render(Ink((Stroke([(32.0, 31.0)]),)), 64, 64, 3.0) / np.float32(255))[None]
    points, _ = snap(lines, image, rounds=20)
    assert (points[0, 0] - torch.tensor([32.0, 31.0])).norm() < 0.35
