"""The frame in which characters are read: any picture's ink at one size, drawn ink like a scan of it."""

import numpy as np
import pytest

from engines.ink.glyph import LONG, SIDE, drawn, framed
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke


def box(image):
    rows, columns = (np.flatnonzero((image > 64).any(axis)) for axis in (1, 0))
    return rows[0], columns[0], rows[-1] + 1, columns[-1] + 1


@pytest.mark.parametrize("scale", [1, 3, 20])
@pytest.mark.parametrize("ink", [1.0, 0.4, 255])
def test_ink_of_any_size_place_and_darkness_fills_the_same_frame(scale, ink):
    picture = np.zeros((40, 90))
    picture[5:33, 60:74] = ink
    found = framed(picture.repeat(scale, 0).repeat(scale, 1))
    assert found.shape == (SIDE, SIDE) and found.dtype == np.uint8
    assert box(found) == (2, 9, 2 + LONG, 9 + LONG // 2)
    assert set(np.unique(found)) == {0, 255}


def test_a_picture_that_is_reduced_keeps_the_mean_of_what_each_pixel_covers():
    picture = np.zeros((LONG * 4, LONG * 4))
    picture[::2] = 1.0
    picture[-1] = 1.0
    assert framed(picture)[4:-4, 4:-4] == pytest.approx(128, abs=1)


@pytest.mark.parametrize("image", [np.zeros((7, 9)), np.full((3, 3), np.nan), np.zeros((0, 4)), np.full((2, 2), -1.0)])
def test_where_there_is_no_ink_all_is_nothing(image):
    assert not framed(image).any() and framed(image).shape == (SIDE, SIDE)


def test_one_pixel_and_a_thin_line_are_seen():
    dot, line = np.zeros((9, 9)), np.zeros((5, 400))
    dot[4, 4] = line[2] = 1
    assert framed(dot).sum() == LONG**2 * 255
    assert framed(line).any(0).sum() == LONG and framed(line).any(1).sum() <= 2


def test_ink_drawn_is_what_a_picture_of_it_gives():
    from engines.ink.geometry import fit_frame
    from engines.ink.raster import render
    from engines.ink.types import Frame

    letter = glyph("R", Writer.random(3), 1)
    frame = fit_frame(letter, 200)
    scan = np.pad(render(letter, 200, 200, 12.5, Frame(frame.offset, frame.scale)), 40)
    assert np.abs(framed(scan).astype(int) - drawn(letter, 2.0)).mean() < 4
    assert drawn(letter, 4.0).mean() > 1.5 * drawn(letter, 2.0).mean()
    assert drawn(Ink((Stroke([[1, 1]]),)), 2.0).any()
