import string
import tomllib
from pathlib import Path

import pytest

from engines.data.prompts import KINDS, LONGEST, OWN, PromptError, fault, names, own, parse, prompt_set

ROOT = Path(__file__).resolve().parents[2]
WORDS = [f"handwriting{number}" for number in range(12)]
HEAD = "title: Some\nkind: {}\nlanguage: en\nscript: Latin\n\n{}\n"
ALPHABETS = {
    "en": string.ascii_lowercase,
    "de": string.ascii_lowercase + "äöüß",
    "fr": string.ascii_lowercase,
    "es": string.ascii_lowercase + "ñáéíóúü",
    "it": "abcdefghilmnopqrstuvz",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
}


@pytest.mark.parametrize("name", names())
def test_every_set_can_be_asked_for(name):
    found = prompt_set(name)
    assert found.name == name and found.kind in KINDS and found.prompts
    assert len(set(found.prompts)) == len(found.prompts)
    assert not [prompt for prompt in found.prompts if fault(prompt, found.kind)]


def test_the_promised_sets_are_there():
    there = set(names())
    assert {"upper", "lower", "digits", "punctuation", "hiragana", "katakana", "bigrams-en", "bigrams-de", "free"} <= there
    assert len([name for name in there if name.startswith("accents-")]) == 10
    assert len([name for name in there if name.startswith("pangrams-")]) == 6
    assert "".join(sorted(prompt_set("upper").prompts)) == string.ascii_uppercase
    assert "".join(sorted(prompt_set("lower").prompts)) == string.ascii_lowercase
    assert "".join(prompt_set("digits").prompts) == string.digits


def test_kana_are_the_same_syllables_in_both_scripts():
    hiragana, katakana = prompt_set("hiragana").prompts, prompt_set("katakana").prompts
    assert len(hiragana) == 71
    assert tuple(chr(ord(sign) + 0x60) for sign in hiragana) == katakana


@pytest.mark.parametrize("language", ALPHABETS)
def test_pangrams_hold_their_whole_alphabet(language):
    lines = prompt_set(f"pangrams-{language}").prompts
    assert set(ALPHABETS[language]) <= set("".join(lines).lower())
    plain = set(ALPHABETS["it" if language == "it" else "en"]) - set("qvx" if language == "pl" else "")
    assert len([line for line in lines if plain <= set(line.lower())]) >= 2


def test_the_wheel_contains_every_set():
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]["resources"]
    packed = {path for pattern in data for path in (ROOT / "resources").glob(pattern)}
    assert set((ROOT / "resources" / "prompts").iterdir()) <= packed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A B", "line 1"),
        ("title: A\nkind: letters\ntitle: B\nscript: x\n\nA", "line 3"),
        (HEAD.format("poems", "A"), "kind"),
        (HEAD.format("letters", "A BC"), "line 6"),
        (HEAD.format("letters", "A A"), "twice"),
        (HEAD.format("letters", "u\u0308"), "at most 1|composed"),
        (HEAD.format("sentences", "x" * 73), "at most 72"),
        (HEAD.format("sentences", "a\tb"), "cannot be seen"),
        (HEAD.format("letters", ""), "nothing"),
        (HEAD.format("letters", "A").replace("\n\n", "\nA\n"), "line 5"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_line(text, told):
    with pytest.raises(PromptError, match=told):
        parse("x", text)


def test_an_unknown_name_is_refused():
    with pytest.raises(PromptError, match="no prompt set"):
        prompt_set("../upper")


def test_a_text_of_ones_own_is_cut_between_words_and_found_again_by_its_name():
    text = "A short line.\n\n" + " ".join(WORDS) + "\n" + "y" * 80 + "\tend\x07"
    found = prompt_set(OWN + text)
    assert found == own(text) and found.kind == "sentences" and found.prompts[0] == "A short line."
    assert max(map(len, found.prompts)) <= LONGEST["sentences"]
    assert " ".join(found.prompts).split() == ["A", "short", "line.", *WORDS, "y" * 72, "y" * 8, "end"]


@pytest.mark.parametrize("text", ["", " \n\t", "\x00"])
def test_an_empty_text_of_ones_own_is_refused(text):
    with pytest.raises(PromptError, match="nothing to write"):
        own(text)
