"""`ductus convert` of photographs and scans: strokes in drawing order, of real size, where they were written."""

import json
import re

import numpy as np
import pytest
from PIL import Image

from engines import cli_strokes
from engines.formats import ink_json, inkml
from engines.inference import library, recover_page
from engines.ink.geometry import bounds, fit_frame
from engines.ink.raster import render
from engines.ink.synthesis import Writer, glyph, word
from engines.ink.types import Frame, Ink, Stroke

DPI = 150
PER = DPI / 25.4  # pixels a millimetre


@pytest.fixture(autouse=True)
def no_models(monkeypatch, tmp_path):
    """The rules decide, whichever models are shipped."""
    monkeypatch.setattr(library, "shipped_models", lambda: tmp_path / "no models")


@pytest.fixture
def page(tmp_path):
    """A picture of two lines of two words, and its ink in mm."""
    strokes = []
    for number, text in enumerate(("mix five", "old jugs")):
        ink = word(text, Writer(seed=6, slant=4.0), number)
        strokes += [Stroke(stroke.xy + np.float32([12, 10 + 18 * number])) for stroke in ink]
    written = Ink(tuple(strokes))
    picture = 255 - render(written, 300, 520, 5.0, Frame((0.0, 0.0), PER))
    Image.fromarray(picture).save(tmp_path / "page.jpg", quality=92, dpi=(DPI, DPI))
    return tmp_path / "page.jpg", written


def test_a_page_becomes_single_lines_in_drawing_order(ductus, page, tmp_path):
    source, _ = page
    status, out, err = ductus("convert", source, tmp_path / "page.svg", "--json", "-")
    told = json.loads(out)
    assert status == 0 and not err
    assert (told["words"], told["lines"], told["by_rules"]) == (4, 2, 4) and "model" not in told
    assert told["figures"]["iou"] > 0.85
    paths = re.findall(r"<path[^>]*>", (tmp_path / "page.svg").read_text())
    assert len(paths) == told["strokes"] >= 10
    assert all(re.search(r' d="M[^MZz]*"', path) for path in paths)


def test_strokes_keep_their_place_in_millimetres_and_follow_each_other_in_time(ductus, page, tmp_path):
    source, written = page
    assert ductus("convert", source, tmp_path / "page.inkml")[0] == 0
    (sample,) = inkml.read(tmp_path / "page.inkml")
    assert np.allclose(bounds(sample.ink), bounds(written), atol=0.5)
    times = np.concatenate([stroke.t for stroke in sample.ink])
    assert (np.diff(times) >= 0).all() and times[-1] > 3
    widths = [stroke.brush.width * 2 * np.median(stroke.pressure) for stroke in sample.ink]
    assert np.median(widths) == pytest.approx(5.0 / PER, rel=0.15)


@pytest.mark.parametrize("ending", ["json", "gif", "pdf", "gcode"])
def test_a_page_becomes_whatever_ink_becomes(ductus, page, tmp_path, ending):
    target = tmp_path / f"page.{ending}"
    status, _, err = ductus("convert", page[0], target, *(["--speed", "20", "--fps", "5"] if ending == "gif" else []))
    assert status == 0 and not err and target.stat().st_size > 500


def test_one_character_without_a_resolution_is_laid_in_a_square(ductus, tmp_path):
    ink = glyph("R", Writer(seed=2), 1)
    Image.fromarray(255 - render(ink, 64, 64, 5.0, fit_frame(ink, 64, 0.2))).save(tmp_path / "r.png")
    assert ductus("convert", tmp_path / "r.png", tmp_path / "r.json")[0] == 0
    (sample,) = ink_json.read(tmp_path / "r.json")
    left, top, right, bottom = bounds(sample.ink)
    assert max(right - left, bottom - top) == pytest.approx(0.9 * cli_strokes.RECOVERED, rel=0.02)
    assert (left + right) / 2 == pytest.approx(10, abs=0.1) and (top + bottom) / 2 == pytest.approx(10, abs=0.1)


@pytest.mark.parametrize("name", ["blank.png", "broken.png"])
def test_a_picture_without_ink_is_one_sentence_and_leaves_nothing(ductus, tmp_path, name):
    Image.new("L", (90, 90), 255).save(tmp_path / "blank.png")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    status, _, err = ductus("convert", tmp_path / name, tmp_path / "a.svg")
    assert status == 1 and len(err.splitlines()) == 1 and not (tmp_path / "a.svg").exists()


def test_ctrl_c_ends_with_a_sentence_and_leaves_nothing(ductus, page, tmp_path, monkeypatch):
    def interrupted(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(recover_page, "recover", interrupted)
    status, _, err = ductus("convert", page[0], tmp_path / "a.svg")
    assert status in (1, 130) and len(err.splitlines()) == 1 and not (tmp_path / "a.svg").exists()


def test_progress_counts_words(page):
    told = []
    cli_strokes.strokes_of(page[0], None, lambda done, total, text: told.append((done, total, text)))
    assert told == [(4, 4, "4 of 4 words")]
