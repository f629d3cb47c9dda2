"""The classical baseline and the matching of recorded hands: strokes over a skeleton."""

import numpy as np
import pytest

from engines.ink.matching import match
from engines.ink.raster import render
from engines.ink.skeleton import skeleton
from engines.ink.synthesis import Writer, glyph
from engines.ink.trace import laid, trace
from engines.ink.types import Frame, Ink, Stroke
from engines.ink.working import CHARACTER, MARGIN, NEAR, TALL, working

PLUS = Ink((Stroke([(32, 8), (32, 56)]), Stroke([(8, 32), (56, 32)])))


def image_of(ink: Ink, pen: float = 3.0) -> np.ndarray:
    return render(ink, 64, 64, pen) / 255.0


def test_straight_on_through_a_crossing() -> None:
    lines = trace(image_of(PLUS))
    ends = sorted(tuple(np.rint(line.xy[[0, -1]]).ravel().tolist()) for line in lines)
    assert len(lines) == 2
    np.testing.assert_allclose(ends, [(8, 32, 56, 32), (32, 8, 32, 56)], atol=2)


def test_from_the_left_and_the_top_down() -> None:
    backwards = Ink(tuple(Stroke(stroke.xy[::-1]) for stroke in PLUS))
    for line in trace(image_of(backwards)):
        assert (line.xy[-1] - line.xy[0]).sum() > 0


def test_a_ring_runs_against_the_clock_from_its_top() -> None:
    angle = np.linspace(0, 2 * np.pi, 60)
    (line,) = trace(image_of(Ink((Stroke(np.stack([32 + 20 * np.cos(angle), 32 + 20 * np.sin(angle)], 1)),))))
    assert line.xy[0, 1] < 20 and line.xy[len(line.xy) // 4, 0] < 20


def test_what_a_hand_did_is_found_on_the_skeleton() -> None:
    for char in "ABEHKRX8g":
        ink = glyph(char, Writer.random(3), 3)
        frame = Frame(scale=56 / 12)
        low = np.min([stroke.xy.min(0) for stroke in ink], axis=0)
        high = np.max([stroke.xy.max(0) for stroke in ink], axis=0)
        frame = Frame(tuple(low - 0.08 * (high - low).max()), 54 / float((high - low).max()))
        graph = skeleton(render(ink, 64, 64, 3.0, frame) / 255.0)
        strokes = [frame.apply(stroke.xy) for stroke in ink]
        walks = match(strokes, graph)
        assert len(walks) == len(strokes), char
        for walk, stroke in zip(walks, strokes, strict=True):
            line = laid(graph, walk).xy
            there = np.hypot(*(line[0] - stroke[0])) + np.hypot(*(line[-1] - stroke[-1]))
            back = np.hypot(*(line[-1] - stroke[0])) + np.hypot(*(line[0] - stroke[-1]))
            assert there <= back + 4, char  # in the hand's own direction
        passed = {piece for walk in walks for piece, _ in walk}
        assert graph.lengths[list(passed)].sum() >= 0.93 * graph.lengths.sum(), char


def test_going_back_over_ones_own_ink_is_a_walk_both_ways() -> None:
    there_and_back = np.concatenate([np.linspace((32, 8), (32, 56), 30), np.linspace((32, 56), (32, 8), 30)])
    graph = skeleton(image_of(Ink((Stroke(there_and_back),))))
    (walk,) = match([there_and_back], graph)
    assert sorted(walk) == sorted({(piece, way) for piece in range(len(graph)) for way in (True, False)})


def test_matching_nothing_gives_nothing() -> None:
    assert match([np.zeros((3, 2))], skeleton(np.zeros((8, 8)))) == []
    assert match([], skeleton(image_of(PLUS))) == []


@pytest.mark.parametrize("times", [0.3, 1.0, 2.5, 10.0])
def test_any_size_is_brought_to_one_and_back(times: float) -> None:
    side = round(64 * times)
    image = render(PLUS, side, side, 3.0 * times, Frame(scale=times)) / 255.0
    one = working(image)
    assert one is not None
    height = one.grey.shape[0] - 2 * MARGIN
    assert NEAR[0] - 6 <= height <= NEAR[1] + 6 and abs(height - TALL) < 14
    np.testing.assert_allclose(one.frame.undo(one.frame.apply([[3.0, 4.0]])), [[3.0, 4.0]], atol=1e-3)
    centre = np.argwhere(one.grey > 0.5).mean(0)[::-1] + 0.5
    np.testing.assert_allclose(one.frame.undo(centre[None])[0] / times, (32, 32), atol=1.2)


def test_a_word_is_measured_by_its_height() -> None:
    image = np.zeros((60, 400), np.float32)
    image[10:50:39] = image[10:50, ::40] = 1.0
    one = working(image)
    assert one is not None and one.grey.shape[1] > CHARACTER * one.grey.shape[0]
    assert working(np.zeros((20, 20), np.float32)) is None and working(np.full((9, 9), np.nan, np.float32)) is None
