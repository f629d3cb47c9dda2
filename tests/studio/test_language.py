"""The German Ductus: complete, in step with the source, and used wherever something is said."""

import importlib.util
import re
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QLocale, QTranslator

from studio import language
from studio.language import forms, install, spoken, wanted, within
from studio.words import tr

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
tool = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(tool)
KNOWN = tool.read(tool.FOLDER / "de.ts")


@pytest.fixture
def german(qapp):
    before = QLocale()
    install(qapp, "de")
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


def test_everything_that_is_said_is_translated():
    """`python packaging/translate.py` brings the files in step; `… missing` lists what lacks a translation."""
    assert tool.missing("de") == []


def test_nothing_is_kept_that_is_not_said_any_more():
    assert sorted(set(KNOWN) - tool.wanted()) == []


def test_the_compiled_translation_is_the_written_one(qapp):
    compiled = QTranslator()
    assert compiled.load("de", str(tool.FOLDER))
    different = [key for key, told in KNOWN.items() if compiled.translate(*key) != told]
    assert different == []


def gaps(text):
    return sorted(f"{name}:{form}" for _text, name, form, _how in Formatter().parse(text) if name is not None)


def test_each_translation_has_the_same_gaps_and_the_same_marks():
    for (_context, source), told in KNOWN.items():
        assert gaps(source) == gaps(told), source
        assert source.count("\n") == told.count("\n"), source
        assert source.endswith("…") == told.endswith("…"), source
        assert re.findall(r"</?\w+>", source) == re.findall(r"</?\w+>", told), source
        assert source.count("&") == told.count("&"), source


def test_the_menus_take_different_letters():
    menus = [KNOWN["", name] for name in ("&File", "&Edit", "&View", "&Ink", "&Models", "&Help")]
    letters = [name[name.index("&") + 1].lower() for name in menus]
    assert len(set(letters)) == len(letters)


def test_a_word_without_translation_is_found(tmp_path):
    (tmp_path / "studio").mkdir()
    (tmp_path / "studio" / "a.py").write_text(
        'class A:\n    def f(self):\n        return self.tr("New"), tr("words"), mark("it")\n'
    )
    assert tool.words(tmp_path) == {("A", "New"), ("", "words"), ("", "it")}
    (tmp_path / "studio" / "a.py").write_text("class A:\n    def f(self, x):\n        return self.tr(x)\n")
    with pytest.raises(ValueError, match="plain text"):
        tool.words(tmp_path)


def test_sentences_are_gathered_with_their_gaps(tmp_path):
    (tmp_path / "engines" / "data").mkdir(parents=True)
    lines = ('"""A docstring that is long."""', 'log.info("A logged sentence is silent.")', 'f"The file {name} is broken."')
    (tmp_path / "engines" / "data" / "a.py").write_text("\n".join(lines))
    assert tool.sentences(tmp_path) == {"The file {} is broken."}


def test_the_tool_writes_what_it_reads(tmp_path):
    some = {("A", "x < y & z"): "ä", ("", "open"): ""}
    tool.write(tmp_path / "a.ts", "de", some)
    assert tool.read(tmp_path / "a.ts") == some


# Speaking


def test_the_language_is_the_chosen_one_else_the_desktops_else_english(monkeypatch):
    class German:
        def uiLanguages(self):
            return ["fr-FR", "de-AT"]

    assert wanted("de") == "de" and wanted("en") == "en"
    monkeypatch.setattr(language.QLocale, "system", staticmethod(German))
    assert wanted("system") == "de"
    monkeypatch.setattr(German, "uiLanguages", lambda self: ["zh-CN"])
    assert wanted("system") == "en"


def test_english_is_said_as_it_is_written(qapp):
    assert spoken("The engine is ready (CPU).") == "The engine is ready (CPU)."
    assert within("Erase stroke") == "erase stroke"


def test_german_is_said_wherever_it_is_asked_for(german):
    assert tr("Undo") == "Rückgängig"
    assert within(spoken("Erase stroke")) == "Strich radieren"
    assert spoken("Open letter.svg") == "letter.svg öffnen"


def test_sentences_of_the_engine_are_turned_with_what_stands_in_them(german):
    assert spoken("The engine is ready (CPU).") == "Die Maschine ist bereit (CPU)."
    lost = "/a b/c.svg does not exist; check the name."
    assert spoken(lost) == "/a b/c.svg gibt es nicht; bitte den Namen prüfen."
    both = "The engine is starting. It is started again; your page is safe."
    assert spoken(both) == "Die Maschine startet. Sie wird neu gestartet; die Seite ist sicher."
    assert spoken("Nobody ever wrote this sentence") == "Nobody ever wrote this sentence"


def test_no_form_takes_every_sentence():
    for form, matcher in forms():
        assert not matcher.fullmatch("Wholly unlike anything"), form
