"""The language of the window: chosen once at the start, before anything is built. English needs no file and no lookup.

Words that Qt's objects and tables say are translated where they are shown (`tr`). Sentences that arrive ready made, from the
engine or from the page's journal, are kept in English there; `spoken` turns them at the border, by the list of sentence forms
that packaging/translate.py gathers from the source.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from studio.words import tr

LANGUAGES = {"en": "English", "de": "Deutsch"}
FOLDER = Path(str(resources.files("resources"))) / "i18n"
DEEP = 4  # sentences within sentences


def wanted(setting: str) -> str:
    """The language of LANGUAGES that a setting means; "system" is the desktop's, English where Ductus does not speak that."""
    if setting in LANGUAGES:
        return setting
    spoken_here = (name.replace("_", "-").partition("-")[0] for name in QLocale.system().uiLanguages())
    return next((code for code in spoken_here if code in LANGUAGES), "en")


def install(app: QCoreApplication, setting: str) -> str:
    """Let the program speak the chosen language from now on. Gives its code.

    Qt's own words (buttons of dialogs, names of keys) come along; numbers are written as the language writes them.
    """
    code = wanted(setting)
    QLocale.setDefault(QLocale(code))
    if code == "en":
        return code
    for name, folder in ((f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)), (code, str(FOLDER))):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
    return code


def within(name: str) -> str:
    """A name as it stands inside a sentence: English writes it small there, German does not."""
    return name if QLocale().language() == QLocale.Language.German else f"{name[:1].lower()}{name[1:]}"


def spoken(text: str, depth: int = DEEP) -> str:
    """A ready-made English sentence in the person's language; itself where no form of it is known."""
    if not text or not depth or QLocale().language() in (QLocale.Language.English, QLocale.Language.C):
        return text
    whole = tr(text)
    if whole != text:
        return whole
    for form, matcher in forms():
        found = matcher.fullmatch(text)
        if found is not None:
            translated = tr(form)
            if translated != form:
                return translated.format(*(spoken(part.strip(), depth - 1) if " " in part else part for part in found.groups()))
    return text


@cache
def forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every form with a gap ("The engine is ready ({})."), the one with the most words of its own first."""
    listed: list[str] = json.loads((FOLDER / "sentences.json").read_text(encoding="utf-8"))
    ordered = sorted((form for form in listed if "{}" in form), key=lambda form: -len(form.replace("{}", "")))
    return tuple((form, re.compile("(.*?)".join(map(re.escape, form.split("{}"))), re.DOTALL)) for form in ordered)
