"""`ductus convert`: every direction, folders, and what cannot be converted."""

import json

import numpy as np
import pytest
from PIL import Image

from engines import cli_convert
from engines.data.cards import ModelCard, write_card
from engines.data.places import models_home
from engines.data.sample import Sample
from engines.formats import ink_json, inkml
from engines.formats import svg as svg_ink
from engines.inference import library
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke
from engines.messages import Convert, Recover, Reply

LETTER = Sample(ink=glyph("R", Writer.random(2), 1), text="R", writer="w")


@pytest.fixture
def source(tmp_path):
    inkml.write(tmp_path / "r.inkml", LETTER)
    return tmp_path / "r.inkml"


@pytest.fixture
def model(monkeypatch):
    """A stand-in for the engine: answers at once, remembers what it was asked."""
    asked = []
    card = ModelCard("cross_vae_conv", "cross_vae", {}, ("encode",), weights="w.safetensors")
    write_card(card, models_home() / "cross_vae_conv.json")
    (models_home() / "w.safetensors").write_bytes(b"weights")
    monkeypatch.setattr(library, "shipped_models", models_home)

    def answer(request, shelf):
        asked.append(request.ask)
        image = np.full((32, 32), 255, np.uint8)
        ink = Ink((Stroke([(0.1, 0.1), (0.9, 0.9)], t=[0, 1]),))
        return Reply(
            1, request.lane, {"t2b": image, "b2b": image}, {"t2t": ink, "b2t": ink}, figures={"psnr": 20.0}, model="cross_vae"
        )

    class Shelf:
        def __init__(self, capacity, folders=None):
            pass

    answers = type("answers", (), {"answer": staticmethod(answer)})
    shelf = type("shelf", (), {"Shelf": Shelf})
    monkeypatch.setitem(__import__("sys").modules, "engines.inference.answers", answers)
    monkeypatch.setitem(__import__("sys").modules, "engines.inference.shelf", shelf)
    return asked


def test_ink_goes_through_every_ink_format_and_comes_back(ductus, source, tmp_path):
    assert ductus("convert", source, tmp_path / "a.json")[0] == 0
    assert ductus("convert", tmp_path / "a.json", tmp_path / "b.inkml")[0] == 0
    (back,) = inkml.read(tmp_path / "b.inkml")
    assert back.ink.same_as(LETTER.ink) and (back.text, back.writer) == ("R", "w")
    assert ductus("convert", source, tmp_path / "c.svg", "--tolerance", "0")[0] == 0
    (drawn,) = svg_ink.read(tmp_path / "c.svg")
    assert [len(stroke) for stroke in drawn.ink] == [len(stroke) for stroke in LETTER.ink] and drawn.text == "R"


@pytest.mark.parametrize("ending", ["png", "jpg", "tiff", "webp", "gif"])
def test_ink_becomes_a_picture_of_the_size_asked_for(ductus, source, tmp_path, ending):
    status, out, err = ductus("convert", source, tmp_path / f"a.{ending}", "--size", "90", "--json", "-")
    facts = json.loads(out)
    assert status == 0 and not err and max(facts["width"], facts["height"]) == 90 and facts["strokes"] == len(LETTER.ink)
    with Image.open(tmp_path / f"a.{ending}") as picture:
        assert max(picture.size) == 90


def test_svg_can_be_outlines_or_a_replay(ductus, source, tmp_path):
    assert ductus("convert", source, tmp_path / "o.svg", "--outlines")[0] == 0
    assert ductus("convert", source, tmp_path / "r.svg", "--animated")[0] == 0
    assert "fill-rule" in (tmp_path / "o.svg").read_text() and "<animate" in (tmp_path / "r.svg").read_text()


def test_no_torch_is_loaded_to_render(tmp_path, source):
    import subprocess
    import sys

    code = (
        "import sys; from engines import cli;"
        f"s = cli.run(['convert', {str(source)!r}, {str(tmp_path / 'a.gif')!r}]); print(s, 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip().endswith("0 False")


def test_a_model_turns_ink_into_its_picture(ductus, source, model, tmp_path):
    status, out, _ = ductus("convert", source, tmp_path / "a.png", "--model", "cross_vae", "--json", "-")
    assert status == 0 and json.loads(out)["figures"] == {"psnr": 20.0}
    assert isinstance(model[0], Convert) and model[0].model == "cross_vae_conv" and model[0].ink.same_as(LETTER.ink)
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.size == (32, 32) and picture.getpixel((0, 0)) == 0  # ink is dark
    ductus("convert", source, tmp_path / "b.png", "--model", "cross_vae", "--size", "128")
    with Image.open(tmp_path / "b.png") as picture:
        assert picture.size == (128, 128)


def test_a_model_turns_a_picture_into_ink_of_real_size(ductus, model, tmp_path):
    Image.new("L", (40, 40), 255).save(tmp_path / "a.png")
    assert ductus("convert", tmp_path / "a.png", tmp_path / "a.inkml", "--model", "cross_vae")[0] == 0
    assert isinstance(model[0], Recover) and model[0].picture == tmp_path / "a.png"
    (sample,) = inkml.read(tmp_path / "a.inkml")
    assert np.allclose(sample.ink.strokes[0].xy, [[2, 2], [18, 18]]) and sample.ink.strokes[0].t.tolist() == [0, 1]


def test_what_the_model_refuses_is_told(ductus, monkeypatch, model, source, tmp_path):
    import sys

    reply = Reply(1, "picture", error="The model is broken.")
    monkeypatch.setattr(sys.modules["engines.inference.answers"], "answer", staticmethod(lambda request, shelf: reply))
    status, _, err = ductus("convert", source, tmp_path / "a.png", "--model", "cross_vae")
    assert status == 1 and err == "ductus: The model is broken.\n" and not (tmp_path / "a.png").exists()


def test_a_model_that_is_not_there_is_told_before_anything_is_read(ductus, source, tmp_path):
    status, _, err = ductus("convert", source, tmp_path / "a.png", "--model", "dreamt_up")
    assert status == 1 and "'dreamt_up'" in err and len(err.splitlines()) == 1


def test_a_folder_gives_one_output_an_input_and_lists_failures(ductus, tmp_path):
    box = tmp_path / "in"
    box.mkdir()
    ink_json.write(box / "a.json", LETTER)
    inkml.write(box / "b.inkml", LETTER)
    inkml.write(box / "a.inkml", LETTER)
    (box / "c.svg").write_text("<svg>")
    (box / "notes.txt").write_text("left alone")
    status, out, _ = ductus("convert", box, tmp_path / "out", "--to", "svg", "--json", "-")
    told = json.loads(out)
    assert status == 0 and sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.svg", "b.svg"]
    assert len(told["converted"]) == 2 and len(told["failed"]) == 2
    assert any("already made from" in item["error"] for item in told["failed"])


def test_a_folder_of_failures_fails(ductus, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "c.svg").write_text("<svg>")
    assert ductus("convert", tmp_path / "in", tmp_path / "out", "--to", ".png")[0] == 1
    assert ductus("convert", tmp_path / "in", tmp_path / "out")[0] == 2
    (tmp_path / "empty").mkdir()
    assert ductus("convert", tmp_path / "empty", tmp_path / "out", "--to", "png")[0] == 1


@pytest.mark.parametrize(
    ("name", "target", "says"),
    [
        ("r.inkml", "a.docx", "does not end like something that Ductus writes"),
        ("r.xyz", "a.png", "does not end like ink or a picture"),
        ("none.png", "a.inkml", "does not exist"),
        ("none.unipen", "a.inkml", "does not exist"),
        ("r.inkml", "r.inkml", "would be overwritten"),
        ("empty.inkml", "a.png", "is empty"),
        ("void.json", "a.png", "holds no ink"),
        ("picture.png", "a.jpg", "both pictures"),
        ("rubbish.unipen", "a.inkml", ""),
    ],
)
def test_what_cannot_be_converted_is_told_in_one_sentence(ductus, source, tmp_path, name, target, says):
    (tmp_path / "empty.inkml").write_text("")
    (tmp_path / "void.json").write_text('{"strokes": []}')
    (tmp_path / "rubbish.unipen").write_bytes(bytes(range(256)))
    Image.new("L", (4, 4)).save(tmp_path / "picture.png")
    before = sorted(tmp_path.iterdir())
    status, _, err = ductus("convert", tmp_path / name, tmp_path / target)
    assert status == 1 and says in err and len(err.splitlines()) == 1
    assert sorted(tmp_path.iterdir()) == before and inkml.read(source)


def test_a_single_unipen_file_is_read_at_its_coarsest_level(ductus, tmp_path):
    (tmp_path / "a.unipen").write_text(
        ".VERSION 1.0\n.COORD X Y\n.X_POINTS_PER_MM 10\n.Y_POINTS_PER_MM 10\n"
        '.SEGMENT WORD 0-1 ? "ab"\n.SEGMENT CHARACTER 0 ? "a"\n.SEGMENT CHARACTER 1 ? "b"\n'
        ".PEN_DOWN\n0 0\n10 10\n.PEN_UP\n11 11\n.PEN_DOWN\n20 0\n30 10\n"
    )
    samples = cli_convert.read_ink(tmp_path / "a.unipen")
    assert [sample.text for sample in samples] == ["ab"]


def test_ink_becomes_g_code_for_the_plotter_described(ductus, source, tmp_path):
    out = tmp_path / "a.gcode"
    status, told, _ = ductus(
        "convert", source, out, "--paper", "120x90", "--plot", "lift=z", "--plot", "order=shortest", "--json", "-"
    )
    facts = json.loads(told)
    assert status == 0 and facts["millimetres"] == [120, 90] and facts["travel"] <= facts["travel_written"]
    assert "G1 Z0 F600\n" in out.read_text("ascii")
    status, told, _ = ductus("convert", source, tmp_path / "b.nc")
    assert status == 0 and "mm with the pen up" in told and (tmp_path / "b.nc").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--plot", "lift"), "FIELD=VALUE"),
        (("--plot", "lift=laser"), "servo, spindle, z, custom"),
        (("--plot", "wings=2"), "has no 'wings'"),
        (("--paper", "5x5"), "not a size of paper"),
        (("--paper", "10x10", "--plot", "in_place=yes"), "outside the page"),
    ],
)
def test_what_no_plotter_can_do_is_told_in_one_sentence(ductus, source, tmp_path, words, says):
    status, _, err = ductus("convert", source, tmp_path / "a.gcode", *words)
    assert status == 1 and says in err and len(err.splitlines()) == 1 and not (tmp_path / "a.gcode").exists()


def test_ink_becomes_a_ductus_sheet(ductus, source, tmp_path):
    status, told, _ = ductus(
        "convert", source, tmp_path / "a.pdf", "--style", "ductus", "--paper", "letter", "--sheet", "rows=3", "--json", "-"
    )
    facts = json.loads(told)
    assert status == 0 and facts["millimetres"] == [215.9, 279.4] and facts["pages"] == 1
    assert ductus("convert", source, tmp_path / "a.svg", "--style", "ductus", "--title", "R")[0] == 0
    assert "#D9D9D9" in (tmp_path / "a.svg").read_text("utf-8")
    status, _, err = ductus("convert", source, tmp_path / "a.png", "--style", "ductus")
    assert status == 1 and "A ductus sheet is a PDF or an SVG" in err
    status, _, err = ductus("convert", source, tmp_path / "b.pdf", "--style", "ductus", "--sheet", "columns=3")
    assert status == 1 and "has no 'columns'" in err
