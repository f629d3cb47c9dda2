"""A brush says how a stroke looks, goes where the stroke goes, and grows with it."""

import math
import pickle
from dataclasses import replace

import numpy as np
import pytest

from engines.ink.brush import Brush, BrushError
from engines.ink.geometry import affine, denormalise, normalise, resample
from engines.ink.outline import outline, widths
from engines.ink.smooth import smooth
from engines.ink.types import Ink, Stroke

SEPIA = Brush(1.4, thinning=0.8, gamma=1.7, colour="#704214")
LINE = Stroke([(0, 0), (10, 0), (20, 5)], t=[0, 0.1, 0.2], pressure=[0.2, 0.6, 0.9], brush=SEPIA)


@pytest.mark.parametrize("wrong", [{"width": 0}, {"width": math.nan}, {"gamma": -1}, {"colour": "red"}, {"colour": "#12345"}])
def test_a_pen_that_cannot_draw_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BrushError):
        Brush(**wrong)  # type: ignore[arg-type]


def test_colours_are_one_spelling() -> None:
    assert Brush(colour="#AbCdEf") == Brush(colour="#abcdef")


@pytest.mark.parametrize("brush", [Brush(), SEPIA, Brush(0.123, taper_start=2, taper_end=1, colour="#000000")])
def test_numbers_and_notes_give_the_same_brush_back(brush: Brush) -> None:
    assert Brush.from_row(brush.row()) == brush
    assert Brush.from_notes(brush.noted()) == brush
    assert Brush.from_row([*brush.row(), 7.0]) == brush  # a field of a newer Ductus
    assert Brush.from_notes(brush.noted() | {"bristles": 12}) == brush


@pytest.mark.parametrize(
    "notes", [{"width": -1}, {"width": "1"}, {"width": True}, {"thinning": 2}, {"colour": 3}, {"width": 10**400}, {"gamma": 0}]
)
def test_notes_that_make_no_sense_are_no_brush(notes: dict[str, object]) -> None:
    assert Brush.from_notes(notes) is None


def test_rows_that_make_no_sense_are_no_brush() -> None:
    assert Brush.from_row([math.nan] * 6) is None
    assert Brush.from_row([]) is None
    assert Brush.from_row([-1, 0.5, 0, 0, 1, -1]) is None


def test_edits_and_process_borders_keep_the_brush() -> None:
    assert pickle.loads(pickle.dumps(LINE)).brush == SEPIA
    for edited in (LINE.derive(LINE.xy + 1), smooth(LINE, 0.5), resample(LINE, 0.5)):
        assert edited.brush == SEPIA and edited.origin == LINE.id
    plain = replace(LINE, brush=None)
    assert plain.brush is None and plain.id == LINE.id and plain.same_as(LINE)


@pytest.mark.parametrize(
    "matrix, wider", [(3 * np.eye(2), 3.0), ([[0, -1], [1, 0]], 1.0), ([[1, 0.4], [0, 1]], 1.0), ([[-2, 0], [0, 2]], 2.0)]
)
def test_a_pen_grows_with_its_ink(matrix: object, wider: float) -> None:
    brush = affine(Ink((LINE,)), np.asarray(matrix)).strokes[0].brush
    assert brush is not None and brush.width == pytest.approx(1.4 * wider)
    assert replace(brush, width=1.4) == SEPIA


def test_normalising_there_and_back_keeps_the_pen() -> None:
    normal, frame = normalise(Ink((LINE,)))
    back = denormalise(normal, frame).strokes[0].brush
    assert normal.strokes[0].brush == SEPIA.scaled(frame.scale)
    assert back is not None and back.width == pytest.approx(1.4)


def test_the_strokes_own_brush_draws_it_where_no_other_is_given() -> None:
    assert np.array_equal(widths(LINE), widths(LINE, SEPIA))
    assert np.array_equal(outline(LINE), outline(LINE, SEPIA))
    assert not np.array_equal(widths(LINE), widths(LINE, Brush()))


def test_a_hard_pen_asks_for_more_force() -> None:
    hard, soft = widths(LINE, replace(SEPIA, gamma=2.0)), widths(LINE, replace(SEPIA, gamma=0.5))
    even = widths(LINE, replace(SEPIA, gamma=1.0))
    assert (hard < even).all() and (even < soft).all()
