"""Pieces of ink for a writer encoder: letters whole, words cut, and no tablet's rate in them."""

import numpy as np
import pytest

from engines.ink.manner import MOST, pieces
from engines.ink.types import Ink, Stroke


def wave(points: int, seconds: float = 2.0, length: float = 60.0) -> Ink:
    """A wavy line, mm; as many points as a tablet of that rate would give."""
    u = np.linspace(0, 1, points)
    return Ink((Stroke(np.stack([length * u, 4 * np.sin(40 * u)], 1), t=seconds * u),))


def test_a_letter_is_one_piece_and_a_word_several() -> None:
    letter = pieces(wave(80, length=8), "m")
    assert len(letter) == 1 and letter.code.tolist() == [ord("m")]
    assert letter.path.shape == (1, 64, 2) and letter.path.dtype == np.float32
    assert np.ptp(letter.path[0], axis=0).max() == pytest.approx(0.9, abs=0.02)
    word = pieces(wave(600), "minimum")
    assert 4 < len(word) <= MOST and set(word.code.tolist()) == {0}
    assert len(pieces(wave(9000, length=2000), "a sentence")) == MOST


def test_rate_and_size_of_the_tablet_do_not_show() -> None:
    slow, fast = pieces(wave(100), "minimum"), pieces(wave(1600), "minimum")
    assert len(slow) == len(fast)
    assert np.abs(slow.path - fast.path).max() < 0.05
    assert np.abs(slow.pace - fast.pace).max() < 0.2
    assert np.abs(slow.measure - fast.measure).max() < 0.05
    larger = Ink(tuple(Stroke(stroke.xy * 3, t=stroke.t) for stroke in wave(400)))
    scaled = pieces(larger, "minimum")
    assert np.abs(scaled.path - pieces(wave(400), "minimum").path).max() < 1e-3
    assert scaled.measure[0, 0] - pieces(wave(400), "minimum").measure[0, 0] == pytest.approx(np.log(3), abs=0.01)


def test_lifts_are_not_drawn_and_unknown_times_are_even() -> None:
    two = Ink((Stroke([(0, 0), (10, 0)]), Stroke([(10, 10), (0, 10)])))
    cut = pieces(two, "=")
    assert 0.25 < (cut.pen[0] < 0.5).mean() < 0.42  # a third of the way is in the air
    assert (cut.pace == 0).all() and cut.measure[0, 1:].tolist() == [0, 0]


@pytest.mark.parametrize("ink", [Ink(), Ink((Stroke([(1, 1)]),)), Ink((Stroke([(1, 1), (1, 1)]),))])
def test_a_dot_is_no_piece(ink: Ink) -> None:
    assert len(pieces(ink, ".")) == 0
