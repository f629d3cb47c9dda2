"""G-code: read back by a small plotter of our own, it draws the ink; what plotters are told, and what is refused."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from engines.export import travel
from engines.export.gcode import plot, text
from engines.export.options import Options
from engines.export.paint import ExportError
from engines.export.plotter import Plotter
from engines.export.preview import preview
from engines.export.writing import encode, write
from engines.ink.synthesis import Writer, word
from engines.ink.types import Ink, Stroke

WORD = word("ductus", Writer(seed=3, size=9.0, joined=False), 3)
TWO = Ink((Stroke([[10, 10], [30, 10]]), Stroke([[12, 14], [12, 24], [20, 24]]), Stroke([[15, 30]])))
NUMBER = r"-?\d+(?:\.\d{1,3})?"
LINE = re.compile(rf"(?:[GM]\d+(?: [A-Z]{NUMBER})*)?(?:\s*;[ -~]*)?")


class Machine:
    """Draws what it is told, as a plotter would: strokes in mm from the page's upper left corner, y down."""

    def __init__(self, height=0.0, down=("M280 P0 S40",), up=("M280 P0 S90",)):
        self.height, self.down, self.up = height, down, up
        self.strokes, self.air, self.waited = [], 0.0, 0.0
        self.feeds, self._at, self._lowered, self._millimetres, self._absolute = set(), None, None, False, False

    def run(self, program):
        for line in program.splitlines():
            assert LINE.fullmatch(line), line
            command = line.partition(";")[0].strip()
            if command:
                self._obey(command)
        return self

    def _obey(self, command):
        if command in self.up + self.down:
            self._lowered = command in self.down
            if self._lowered:
                self.strokes.append([self._at])
            return
        name, *rest = command.split()
        words = {word[0]: float(word[1:]) for word in rest}
        if name in ("G0", "G1") and "X" in words:
            assert self._millimetres and self._absolute and self._lowered is not None
            assert self._lowered == (name == "G1")
            here = (words["X"], self.height - words["Y"] if self.height else words["Y"])
            if self._lowered:
                self.strokes[-1].append(here)
            elif self._at is not None:
                self.air += math.dist(self._at, here)
            self._at = here
            self.feeds |= {(name, words["F"])} if "F" in words else set()
        self._millimetres |= name == "G21"
        self._absolute |= name == "G90"
        self.waited += words.get("P", 0.0) if name == "G4" else 0.0


def options(**plotter):
    shown = {name: plotter.pop(name) for name in ("page", "fit", "margin", "tolerance", "title") if name in plotter}
    return Options(kind="gcode", plotter=Plotter(**plotter), **shown)


def program(ink, wanted):
    return encode(ink, wanted)[0].decode("ascii")


def away(points, line):
    """The largest distance of points from a line of straight pieces."""
    a, b = (line[:-1], line[1:]) if len(line) > 1 else (line, line)
    step = b - a
    share = np.clip(((points[:, None] - a) * step).sum(-1) / np.maximum((step * step).sum(-1), 1e-12), 0, 1)
    return np.hypot(*np.moveaxis(points[:, None] - a - share[..., None] * step, -1, 0)).min(axis=1).max()


@pytest.mark.parametrize("tolerance", [0.0, 0.05, 0.3])
@pytest.mark.parametrize("origin", ["bottom-left", "top-left"])
def test_a_plotter_draws_the_ink_stroke_by_stroke_within_the_tolerance(tolerance, origin):
    wanted = options(page="a5", in_place=True, tolerance=tolerance, origin=origin)
    machine = Machine(210.0 if origin == "bottom-left" else 0.0).run(program(moved(WORD, 20, 40), wanted))
    assert len(machine.strokes) == len(WORD)
    for drawn, stroke in zip(machine.strokes, moved(WORD, 20, 40), strict=True):
        line = np.array(drawn)
        assert away(stroke.xy.astype(float), line) <= tolerance + 0.002
        assert away(line, stroke.xy.astype(float)) <= tolerance + 0.002
        assert np.allclose(line[[0, -1]], stroke.xy[[0, -1]], atol=0.002)
    if tolerance == 0.3:
        assert sum(map(len, machine.strokes)) < WORD.points / 4


def moved(ink, x, y):
    low = np.concatenate([stroke.xy for stroke in ink]).min(axis=0)
    return Ink(tuple(stroke.derive(stroke.xy - low + (x, y), t=stroke.t) for stroke in ink))


def test_a_machine_that_draws_something_else_is_noticed():
    machine = Machine(210.0).run(program(moved(WORD, 20, 40), options(page="a5", in_place=True)))
    assert away(moved(WORD, 20, 41).strokes[0].xy, np.array(machine.strokes[0])) > 0.3


def test_the_shortest_order_draws_the_same_lines_and_travels_less():
    rng = np.random.default_rng(5)
    ink = Ink(tuple(Stroke(spot + rng.uniform(-6, 6, (2, 2))) for spot in rng.uniform(10, 190, (60, 2))))
    plain = plot(ink, options(page="200x200", in_place=True))
    ways = {}
    for turning in (True, False):
        wanted = options(page="200x200", in_place=True, order="shortest", turning=turning)
        made = plot(ink, wanted)
        machine = Machine(200.0).run(text(made, wanted.plotter))
        start = math.dist(made.home, made.lines[0][0])
        assert machine.air + start == pytest.approx(made.travel, abs=0.1)
        assert sorted(abs(number) for number in made.strokes) == list(range(1, 61))
        assert all(number > 0 for number in made.strokes) or turning
        for number, line in zip(made.strokes, made.lines, strict=True):
            own = ink.strokes[abs(number) - 1].xy
            assert np.allclose(line[0], own[0 if number > 0 else -1], atol=1e-3)
        assert made.before == pytest.approx(plain.travel) and made.drawn == pytest.approx(plain.drawn)
        ways[turning] = made.travel
    assert ways[True] < ways[False] < 0.35 * plain.travel


def test_an_order_that_is_best_already_stays():
    row = Ink(tuple(Stroke([[x, 0], [x + 4, 0]]) for x in range(0, 50, 5)))
    made = plot(row, options(margin=1.0, order="shortest", origin="top-left"))
    assert made.travel <= made.before
    starts = np.array([[0.0, 0], [10, 0]])
    assert travel.shortest(starts, starts + np.array([4, 0]), (0, 0)) == [(0, False), (1, False)]


def test_many_thousand_strokes_are_ordered_part_by_part():
    spots = np.random.default_rng(1).uniform(0, 500, (2 * travel.TOGETHER + 7, 2))
    heard = []
    travel_before, travel.SWEEPS = travel.SWEEPS, 1
    try:
        way = travel.shortest(spots, spots + 1, (0, 0), report=lambda done, total: heard.append((done, total)))
    finally:
        travel.SWEEPS = travel_before
    assert sorted(index for index, _ in way) == list(range(len(spots)))
    assert [done for done, _ in heard] == [travel.TOGETHER, 2 * travel.TOGETHER, len(spots)]


@pytest.mark.parametrize(
    ("plotter", "down", "up", "wait"),
    [
        ({}, "M280 P0 S40", "M280 P0 S90", 150),
        ({"lift": "spindle", "dwell": 0.2}, "M3 S90", "M3 S30", 0.2),
        ({"lift": "z", "down": -0.5, "up": 3}, "G1 Z-0.5 F600", "G1 Z3 F600", 0),
        ({"lift": "custom", "down_code": "M4\nM8", "up_code": "M5", "dwell": 0.0}, "M4", "M5", 0),
    ],
)
def test_the_pen_goes_up_and_down_as_the_plotter_wants_it(plotter, down, up, wait):
    machine = Machine(0.0, (down,), (up,)).run(program(TWO, options(origin="top-left", **plotter)))
    assert [len(stroke) for stroke in machine.strokes] == [2, 3, 1]
    assert machine.waited == pytest.approx(wait * 7)  # up at first, then down and up three times
    assert machine.feeds == {("G0", 3000.0), ("G1", 1500.0)}


def test_the_program_begins_and_ends_with_the_pen_up_in_the_corner():
    lines = program(TWO, options(comments=False, before="M17\nG28 X0", after="M18", lift="spindle")).splitlines()
    assert lines[:5] == ["G21", "G90", "M17", "G28 X0", "M3 S30"]
    assert lines[-5:] == ["G4 P0.15", "G0 X0 Y0 F3000", "M18", "M5", "M2"]
    assert not any(";" in line for line in lines)


def test_comments_tell_page_order_and_way_and_hold_nothing_that_a_machine_could_obey():
    head = program(TWO, options(title="Grüße\nM112 (x)", order="shortest")).splitlines()[:4]
    assert head[0] == "; Ductus, pen plot: Gr??e?M112 (x)"
    assert head[1] == "; page 24 x 24 mm, X0 Y0 at its bottom left, y up"
    assert "3 strokes, 38 mm drawn" in head[2] and "in writing order" in head[3]


def test_small_and_large_numbers_are_written_plainly():
    tiny = Ink((Stroke([[0, 0], [1e-5, 3e-7], [123.45678, 1e-4]]),))
    told = program(tiny, options(margin=0.0, tolerance=0.0, origin="top-left", feed=12345.678))
    assert "e-" not in told.lower().partition("g21")[2] and "-0 " not in told
    Machine(0.0).run(told)


def test_the_page_can_lie_on_its_side_and_the_ink_be_fitted_to_it():
    made = plot(TWO, options(page="a4", landscape=True, fit=True, margin=0.0))
    points = np.concatenate(made.lines)
    assert (made.width, made.height) == (297.0, 210.0)
    assert np.ptp(points[:, 1]) == pytest.approx(210.0) and np.ptp(points[:, 0]) == pytest.approx(210.0)
    middle = plot(TWO, options(page="a4"))
    assert np.mean([np.concatenate(middle.lines).min(0), np.concatenate(middle.lines).max(0)], axis=0) == pytest.approx(
        [105, 148.5]
    )


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (options(page="20x20"), "outside the page of 20 × 20 mm"),
        (options(page="a5", in_place=True), "190.0 mm outside the page of 148 × 210 mm"),
        (options(page="a99"), "not a size of paper"),
        (options(lift="custom"), "Say which commands"),
        (options(lift="custom", down_code="M3\r", up_code="M5"), "plain ASCII"),
        (options(feed=0.0), "mm a minute"),
        (options(dwell=float("nan")), "wait"),
        (options(up=float("inf")), "must be numbers"),
    ],
)
def test_what_would_harm_a_plotter_is_refused_in_a_sentence(tmp_path, wanted, words):
    ink = moved(TWO, 318, 5) if wanted.plotter.in_place else Ink((Stroke([[0, 0], [40, 0]]),))
    with pytest.raises(ExportError, match=words):
        write(ink, tmp_path / "a.gcode", wanted)
    assert not list(tmp_path.iterdir())


def test_the_ending_decides_and_the_preview_shows_the_plot(tmp_path):
    assert write(TWO, tmp_path / "a.nc").kind == "gcode"
    wanted = options(order="shortest")
    shown = preview(TWO, wanted, 120)
    assert shown.picture.startswith(b"\x89PNG") and shown.made == encode(TWO, wanted)[1]
    assert shown.made.travel[1] <= shown.made.travel[0] and shown.made.seconds > 0


def test_a_plotter_is_kept_and_told_in_words():
    told = Plotter.from_words({"lift": "z", "down": "-1", "order": "shortest", "turning": "no", "before": "G28\\nM17"})
    assert told == Plotter(lift="z", down=-1.0, order="shortest", turning=False, before="G28\nM17")
    kept = Options(kind="gcode", plotter=told)
    assert Options.of_plain(kept.as_plain()) == kept
    assert Plotter.from_notes({"feed": "fast", "lift": "laser", "dwell": None, "turning": 1, "travel": 10**400}) == Plotter()
    for words in ({"speed": "3"}, {"lift": "laser"}, {"feed": "quick"}, {"turning": "maybe"}, {"feed": "0"}):
        with pytest.raises(ExportError):
            Plotter.from_words(words)
    assert replace(told, dwell=0.5).wait == 0.5
