"""SVG from strangers: whatever stands in the file is read as finite ink or refused in one sentence, with bounded work."""

import random

import numpy as np
import pytest
from fuzzing import cases
from hypothesis import given
from hypothesis import strategies as st

from engines.export import svg as svg_out
from engines.formats import svg, svg_path
from engines.formats.opening import MAX_DEPTH, FormatError
from engines.ink.synthesis import Writer, word

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 90" width="90mm">'
GOOD = svg_out.still(word("Hi", Writer.random(1), 1)).encode("utf-8")


def outcome(tmp_path, data):
    """ "read" where finite ink came of it, else the sentence."""
    path = tmp_path / "a.svg"
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    try:
        samples = list(svg.read(path))
    except FormatError as error:
        sentence = str(error)
        assert sentence.endswith(".") and len(sentence.splitlines()) == 1 and "a.svg" in sentence
        return sentence
    assert all(np.isfinite(stroke.xy).all() and len(stroke) for sample in samples for stroke in sample.ink)
    return "read"


ODD = ["0", "-0", "1e39", "-1e38", "1e308", "1e999", "nan", "inf", ".5", "5.", "1e-300", "--1", "", "9" * 500, "1,"]
STRANGE = [
    "<script>alert(1)</script>",
    '<image href="http://127.0.0.1:9/a.png"/>',
    '<use xlink:href="#a"/>',
    '<use xlink:href="file:///etc/passwd#a"/>',
    "<style>@import url(http://127.0.0.1:9/a.css);</style>",
    '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>',
]
TURNS = ["matrix", "translate", "scale", "rotate", "skewX", "skewY", "turn"]


class Forger:
    """Makes up path data and trees of elements, mostly sound; the seed is all that hypothesis needs to find and keep."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def number(self):
        return self.random.choice(ODD) if self.random.random() < 0.04 else f"{self.random.uniform(-200, 200):.3g}"

    def numbers(self, count):
        count += self.random.random() < 0.04
        return " ".join(self.number() for _ in range(count))

    def path(self):
        letters = self.random.choices("MLHVCSQTAZmlhvcsqtazX", [9] * 20 + [1], k=self.random.randrange(9))
        return "M0 0" + "".join(letter + self.numbers(ARGUMENTS.get(letter.upper(), 1)) for letter in letters)

    def transform(self):
        names = self.random.choices(TURNS, [6] * 6 + [1], k=self.random.randrange(4))
        return " ".join(f"{name}({self.numbers({'matrix': 6, 'translate': 2}.get(name, 1))})" for name in names)

    def element(self, depth=0):
        kind = self.random.randrange(8 if depth < 5 else 5)
        if kind == 0:
            return self.random.choice(STRANGE)
        if kind == 1:
            return f'<polygon points="{self.numbers(2 * self.random.randrange(5))}"/>'
        if kind == 2:
            return f'<ellipse cx="{self.number()}" rx="{self.number()}" ry="{self.number()}"/>'
        if kind == 3:
            return f'<rect width="{self.number()}mm" height="{self.number()}%"/>'
        if kind == 4:
            return f'<path d="{self.path()}"/>'
        inner = "".join(self.element(depth + 1) for _ in range(self.random.randrange(4)))
        return f'<g id="a" transform="{self.transform()}">{inner}</g>'


ARGUMENTS = {"M": 2, "L": 2, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
SEED = st.integers(0, 2**32 - 1)


@cases(400)
@given(SEED.map(lambda seed: Forger(seed).path()) | st.text(alphabet="MmLlCcAaZzQqTt0123456789.,-+e \n\x00é", max_size=60))
def test_any_path_data_gives_finite_pieces_or_one_reason(text):
    try:
        subpaths = svg_path.parse_path(text)
    except svg_path.PathError as error:
        assert str(error) and "\n" not in str(error)
        return
    assert all(np.isfinite(piece).all() or abs(piece).max() > 1e30 for subpath in subpaths for piece in subpath)


@cases(600)
@given(SEED)
def test_any_tree_of_elements_and_transforms_is_read_or_refused(tmp_path, seed):
    forger = Forger(seed)
    outcome(tmp_path, HEAD + "".join(forger.element() for _ in range(4)) + "</svg>")


def test_the_forger_makes_both_kinds(tmp_path):
    said = [outcome(tmp_path, HEAD + "".join(map(Forger(seed).element, (0, 0))) + "</svg>") for seed in range(60)]
    assert 10 < said.count("read") < 50


@cases(300)
@given(st.integers(0, len(GOOD)), st.integers(0, len(GOOD)), st.binary(max_size=12))
def test_a_file_that_is_cut_or_overwritten_is_read_or_refused(tmp_path, begin, end, put):
    outcome(tmp_path, GOOD[: min(begin, end)] + put + GOOD[max(begin, end) :])


@cases(200)
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_anything_else_is_refused(tmp_path, data):
    assert outcome(tmp_path, data) != "read"


def test_what_is_cut_at_every_byte_is_never_half_read(tmp_path):
    small = (HEAD + '<g transform="scale(2)"><path d="M0 0L9 9"/><path d="M1 1L5 5"/></g></svg>').encode()
    assert [outcome(tmp_path, small[:end]) for end in range(len(small))].count("read") == 0
    assert outcome(tmp_path, small) == "read"


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
FEW = '<path id="a" d="M0 0"/>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (f'<!DOCTYPE svg [<!ENTITY a0 "ha">{LAUGHS}]>{HEAD}<text>&a9;</text></svg>', "entities"),
        (f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}<text>&x;</text></svg>', "entities"),
        (f'<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>{HEAD}</svg>', "entities"),
        (HEAD + "<g>" * 100_000, f"more than {MAX_DEPTH} deep"),
        (HEAD + f'<path d="M{"1" * 1_000_000} 0"/></svg>', "1,000,000 characters"),
        (HEAD + f'<g transform="{"scale(1)" * 100_000}"/></svg>', "transform is 800,000 characters"),
        (HEAD + '<path d="M0 0' + "C9e8 9e8 -9e8 9e8 9e8 2" * 600 + '"/></svg>', "points"),
        (HEAD + '<path d="M0 0Lnan 1"/></svg>', "cannot be read"),
        (HEAD + '<path d="M0 0L1e39 1"/></svg>', "cannot be used"),
        (HEAD + '<g transform="scale(1e200)"><path transform="scale(1e200)" d="M1 1L2 2"/></g></svg>', "cannot be used"),
        (HEAD + "".join(f'<g id="u{n}"><use xlink:href="#u{n + 1}"/>' * 2 + "</g></g>" for n in range(40)) + FEW, ""),
        (HEAD + '<g id="a"><use xlink:href="#a"/><path d="M0 0L1 1"/></g></svg>', "too often"),
    ],
)
def test_what_was_made_to_do_harm_is_refused_in_one_sentence(tmp_path, data, says):
    said = outcome(tmp_path, data)
    assert said != "read" and says in said


def test_what_is_repeated_beyond_all_sense_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(svg, "MAX_AGAIN", 100_000)
    data = HEAD + f'<path id="a" d="{"M0 0" * 1000}"/>' + '<use xlink:href="#a"/>' * 1000 + "</svg>"
    assert "too often" in outcome(tmp_path, data)


def test_a_file_of_100_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "a.svg"
    with path.open("wb") as file:
        file.write(HEAD.encode())
        file.truncate(100 << 20)
    with pytest.raises(FormatError, match="too large"):
        list(svg.read(path))


def test_elements_are_counted_while_they_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr("engines.formats.opening.MAX_ELEMENTS", 50)
    assert "more than 50 elements" in outcome(tmp_path, HEAD + "<g/>" * 60 + "</svg>")
    monkeypatch.setattr(svg_path, "MAX_CURVES", 50)
    assert "50 commands" in outcome(tmp_path, HEAD + '<path d="M0 0' + "L1 1" * 60 + '"/></svg>')
    assert "100 numbers" in outcome(tmp_path, HEAD + f'<polyline points="{"1 1 " * 60}"/></svg>')
