"""Ink of every kind for property tests: empty, one-point, repeated, huge, backward in time, silent about time or pressure."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from engines.ink.types import Ink, Stroke

MOST = 12


def coordinates(limit: float) -> st.SearchStrategy[float]:
    """float32 values, whole numbers often, so that points repeat."""
    exact = float(np.float32(limit))
    return st.one_of(st.integers(-3, 3).map(float), st.floats(-exact, exact, width=32))


@st.composite
def strokes(draw: st.DrawFn, limit: float = 1e3, least: int = 0) -> Stroke:
    count = draw(st.integers(least, MOST))
    xy = draw(hnp.arrays(np.float32, (count, 2), elements=coordinates(limit)))
    times = draw(hnp.arrays(np.float32, count, elements=st.floats(-10, 1e4, width=32) | st.just(float("nan"))))
    pressure = draw(hnp.arrays(np.float32, count, elements=st.floats(0, 1, width=32) | st.just(float("nan"))))
    times = draw(st.sampled_from([times, np.sort(times), np.full(count, np.nan, np.float32), np.zeros(count, np.float32)]))
    return Stroke(xy, t=times, pressure=pressure)


def inks(limit: float = 1e3, least: int = 0) -> st.SearchStrategy[Ink]:
    return st.lists(strokes(limit, least), min_size=least, max_size=4).map(lambda found: Ink(tuple(found)))


HUGE = 1e30
EVERY_KIND = st.one_of(inks(1e3), inks(HUGE), inks(1e-3))
EVERY_STROKE = st.one_of(strokes(1e3), strokes(HUGE), strokes(1e-3))
