import json
from dataclasses import fields, replace
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from engines.data.sample import Sample
from engines.export import svg
from engines.export.drawing import compose
from engines.export.guides import EDGE, FIRST, LINE, SLANT_STEP, ruled
from engines.export.marks import signs
from engines.export.options import ENDINGS, KINDS, Options
from engines.export.paint import ExportError
from engines.export.png import picture
from engines.export.writing import encode, write
from engines.formats import ink_json, inkml
from engines.ink.brush import Brush
from engines.ink.synthesis import Writer, glyph, word
from engines.ink.types import Ink, Stroke

LETTER = glyph("B", Writer.random(4), 1)
CROSS = Ink((Stroke([(0, 10), (20, 10)], t=[0, 1]), Stroke([(10, 0), (10, 20)], t=[1.1, 2.1])))
HEADS = {"svg": b"<?xml", "svg-replay": b"<?xml", "png": b"\x89PNG", "jpg": b"\xff\xd8", "webp": b"RIFF", "tiff": b"II*"}
HEADS |= {
    "gif": b"GIF89a",
    "pdf": b"%PDF",
    "inkml": b"<?xml",
    "xopp": b"\x1f\x8b",
    "unipen": b".VERSION 1.0",
    "json": b"{",
    "gcode": b"; Ductus",
    "sheet": b"%PDF",
    "sheet-svg": b"<?xml",
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_and_encoded_alike(tmp_path, kind):
    options = Options(kind=kind, size=64)
    path = tmp_path / f"a{KINDS[kind].suffixes[0]}"
    made = write(LETTER, path, options)
    data, again = encode(LETTER, options)
    assert path.read_bytes() == data and made == again and data.startswith(HEADS[kind])
    assert made.bytes == len(data) and [item.name for item in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ending_decides_where_no_kind_is_named(tmp_path, ending):
    made = write(LETTER, tmp_path / f"a{ending.upper()}", Options(size=64))
    assert (ending in KINDS[made.kind].suffixes and not KINDS[made.kind].replay) or made.kind == "gif"


def test_exact_kinds_hold_the_ink_as_it_was_recorded_with_its_text(tmp_path):
    sample = Sample(ink=LETTER, text="B", writer="w")
    for name, read in (("a.inkml", inkml.read), ("a.json", ink_json.read)):
        write([sample], tmp_path / name)
        (back,) = read(tmp_path / name)
        assert back.ink.same_as(LETTER) and (back.text, back.writer) == ("B", "w")


def test_stopping_in_the_middle_leaves_no_file(tmp_path):
    def report(done, total):
        if done == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        write(LETTER, tmp_path / "a.gif", Options(), report)
    assert list(tmp_path.iterdir()) == []


def test_ink_of_two_colours_of_time_is_blended_and_transparent_around(tmp_path):
    write(CROSS, tmp_path / "a.png", Options(timed=True, background="", pen=Brush(3, thinning=0), size=200))
    pixels = np.asarray(Image.open(tmp_path / "a.png")).astype(int)
    assert pixels[0, 0, 3] == 0 and pixels[100, 100, 3] == 255
    assert pixels[100, 30, 1] + 40 < pixels[100, 100, 1]  # the second stroke is yellower and lies above
    assert np.abs(pixels[100, 30, :3] - (0xD6, 0x33, 0x6C)).max() < 40


def test_over_paper_and_over_nothing_give_the_same_picture():
    options = Options(timed=True, size=120, background="#FFFFFF")
    opaque, clear = picture(LETTER, options), picture(LETTER, replace(options, background="")).astype(float)
    share = clear[..., 3:] / 255
    assert np.abs(clear[..., :3] * share + 255 * (1 - share) - opaque).max() < 3


def test_a_centre_line_has_one_width_and_an_outline_has_not():
    heavy = Ink((Stroke([(0, 0), (20, 0), (40, 0)], t=[0, 1, 2], pressure=[0, 0.5, 1]),))
    (line,), (area,) = (compose(heavy, Options(style=style, tolerance=0)).shapes for style in ("line", "outline"))
    assert line.width == 0.7 and len(line.points) == 3
    assert area.width == 0 and np.ptp(area.points[area.points[:, 0] > 39, 1]) > 2 * np.ptp(
        area.points[area.points[:, 0] < 0.2, 1]
    )


def test_numbers_stand_before_the_strokes_and_apart_from_each_other():
    found = [sign.points for sign in signs(word("Hit", Writer.random(1), 1)) if sign.role == "disc"]
    centres = np.array([points.mean(axis=0) for points in found])
    assert len(centres) == len(word("Hit", Writer.random(1), 1))
    gaps = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1)) + np.eye(len(centres)) * 1e9
    assert gaps.min() >= np.ptp(found[0][:, 0]) * 0.999
    same = Ink((Stroke([(5, 5)]), Stroke([(5, 5)]), Stroke([(5, 5), (5, 5)])))
    assert len([sign for sign in signs(same) if sign.role == "disc"]) == 3


def test_signs_lie_within_the_picture():
    drawing = compose(CROSS, Options(marks=True, margin=0))
    left, top, width, height = drawing.box
    points = np.concatenate([shape.points for shape in drawing.shapes])
    assert (points >= (left, top)).all() and (points <= (left + width, top + height)).all()


def test_ruled_lines_are_those_of_the_page_and_stay_in_the_box():
    box = (10.0, 30.0, 60.0, 50.0)
    lines = [line for line, _strong in ruled(box)]
    assert {line[1] for line in lines if line[1] == line[3]} >= {FIRST, FIRST + LINE}
    slanted = [line for line in lines if line[1] != line[3]]
    assert slanted and all(10 <= x <= 70 and 30 <= y <= 80 for line in lines for x, y in (line[:2], line[2:]))
    foot = next(line for line in slanted if line[1] == FIRST)
    assert ((foot[0] - EDGE - SLANT_STEP / 2) / SLANT_STEP) % 1 == pytest.approx(0)
    assert not list(ruled((0.0, 0.0, 1e6, 1e6)))


def test_a_looped_replay_counts_from_a_clock_that_starts_itself_again():
    root = ElementTree.fromstring(svg.replay(LETTER, Options(kind="svg-replay", loop=True, speed=2)))
    animations = list(root.iter("{http://www.w3.org/2000/svg}animate"))
    clock = next(item for item in animations if item.get("id") == "clock")
    assert clock.get("begin") == "0s;clock.end"
    others = [item for item in animations if item is not clock]
    assert others and all(item.get("begin").startswith("clock.begin+") for item in others)
    ends = [float(item.get("begin")[12:-1]) + float(item.get("dur")[:-1]) for item in others]
    assert max(ends) <= float(clock.get("dur")[:-1])


def test_a_replay_can_keep_the_colour_of_the_ink(tmp_path):
    write(LETTER, tmp_path / "a.gif", Options(timed=False, colour="#00FF00", size=80, guides=True))
    with Image.open(tmp_path / "a.gif") as film:
        film.seek(film.n_frames - 1)
        pixels = np.asarray(film.convert("RGB")).astype(int)
    assert (np.abs(pixels - (0, 255, 0)).sum(axis=2) < 12).any()
    assert (np.abs(pixels - (0x9F, 0xB3, 0xC8)).sum(axis=2) < 12).any()  # a ruled line below it
    assert 'stroke="#00FF00"' in svg.replay(LETTER, Options(kind="svg-replay", timed=False, colour="#0f0"))


def test_options_survive_json_and_a_value_without_sense_is_left_out():
    full = Options("gif", 300, pen=Brush(1.2), colour="#123456", background="", timed=False, speed=2.0, loop=False, fit=True)
    assert Options.of_plain(json.loads(json.dumps(replace(full, kind="png").as_plain()))) == replace(full, kind="png")
    assert Options.of_plain(Options().as_plain()) == Options()
    bad = {field.name: [1] for field in fields(Options)} | {
        "speed": 0,
        "colour": "x",
        "kind": "exe",
        "marks": 1,
        "size": True,
        "more": 1,
    }
    assert Options.of_plain(bad) == Options()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (Options(kind="gif", background=""), "needs a background"),
        (Options(kind="gif", fps=0), "frames a second"),
        (Options(kind="gif", rest=-1), "rest"),
        (Options(kind="gif", speed=float("inf")), "speed"),
        (Options(kind="svg", tolerance=float("nan")), "tolerance"),
        (Options(kind="exe"), "kind of file"),
    ],
)
def test_options_that_nothing_can_be_drawn_with_are_told(tmp_path, options, says):
    with pytest.raises(ExportError, match=says):
        write(LETTER, tmp_path / "a.gif", options)
    assert not list(tmp_path.iterdir())
