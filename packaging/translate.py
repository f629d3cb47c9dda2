"""Translators' tool: gathers what Ductus says, keeps resources/i18n in step with it, and names what is not yet translated.

    python packaging/translate.py            update the .ts files and sentences.json, compile the .qm files
    python packaging/translate.py missing    list what has no translation, as JSON

Words are the arguments of tr() and mark() in studio/ (context: the class, "" outside one). Sentences are the ready-made ones of
engines/ and of the page's journal, which `studio.language.spoken` turns at the border: every text there that reads as a sentence.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
LANGUAGES = ("de",)
ROOMS = ("data", "export", "formats", "inference", "picture", "service", "training", "evaluation")  # that a window hears from
JOURNAL = ("restoring.py", "saving.py", "records.py")  # files of studio/ that speak without Qt
SILENT = ("log", "logger", "logging", "warnings", "re", "field")  # whose calls no person reads
OWN = 8  # letters that a form must have of its own, so that it is not taken for every sentence


def words(root: Path = ROOT, names: Sequence[str] = ("tr", "mark")) -> set[tuple[str, str]]:
    """(context, text) of every tr() and mark() in studio/, or of those called `names`.

    Raises ValueError for a self.tr() whose argument is no plain text.
    """
    found = set()
    for path in sorted((root / "studio").rglob("*.py")):
        for context, call in _calls(ast.parse(path.read_text("utf-8")), ""):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name not in names or (name == "mark" and isinstance(call.func, ast.Attribute)):
                continue
            first = call.args[0]
            context = context if isinstance(call.func, ast.Attribute) else ""
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add((context, first.value))
            elif isinstance(call.func, ast.Attribute):
                raise ValueError(f"{path}:{call.lineno}: self.tr() takes a plain text")
    return found


def _calls(node: ast.AST, context: str) -> Iterator[tuple[str, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.ClassDef) else context
        if isinstance(child, ast.Call):
            yield inner, child
        yield from _calls(child, inner)


def sentences(root: Path = ROOT) -> set[str]:
    """Every ready-made sentence, its gaps as "{}"."""
    found = set()
    doctor = root / "engines" / "cli_doctor.py"
    rooms = [path for room in ROOMS for path in sorted((root / "engines" / room).rglob("*.py"))]
    for path in [*rooms, *(root / "studio" / name for name in JOURNAL)]:
        if path.exists():
            found |= {text for text in _texts(ast.parse(path.read_text("utf-8"))) if _is_sentence(text)}
    if doctor.exists():
        tree = ast.parse(doctor.read_text("utf-8"))
        findings = [
            n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.returns and "Finding" in ast.unparse(n.returns)
        ]
        for function in findings:
            found |= {text for text in _texts(function) if len(_letters(text)) > 2 and (" " in text or text.isalpha())}
    return found


def _is_sentence(text: str) -> bool:
    plain = text.strip()
    return (
        len(_letters(plain)) >= OWN
        and " " in plain
        and plain[-1] in ".!?"
        and (plain[0].isupper() or plain.startswith("{}"))
        and "\n" not in plain
    )


def _letters(text: str) -> str:
    return re.sub(r"[^A-Za-z]", "", text.replace("{}", ""))


def _texts(tree: ast.AST) -> Iterator[str]:
    """Every text and f-string that is no docstring, no part of another and nothing that is only logged."""
    skip: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                skip.add(id(first.value))
        if isinstance(node, ast.Call) and _owner(node) in SILENT:
            skip |= {id(inner) for argument in (*node.args, *node.keywords) for inner in ast.walk(argument)}
        if isinstance(node, ast.Assert) and node.msg is not None:
            skip |= {id(inner) for inner in ast.walk(node.msg)}
    for node in ast.walk(tree):
        if id(node) in skip:
            continue
        if isinstance(node, ast.JoinedStr):
            skip |= {id(part) for part in node.values}
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _owner(call: ast.Call) -> str:
    base = call.func
    while isinstance(base, ast.Attribute):
        base = base.value
    return getattr(base, "id", "")


def wanted(root: Path = ROOT) -> set[tuple[str, str]]:
    """Everything that a translation holds; sentences stand in the context ""."""
    return words(root) | {("", text) for text in sentences(root)}


def read(path: Path) -> dict[tuple[str, str], str]:
    """(context, text) -> translation of a .ts file; "" where it is not finished."""
    found: dict[tuple[str, str], str] = {}
    if path.exists():
        for context in ElementTree.parse(path).getroot().iter("context"):
            for message in context.iter("message"):
                translation = message.find("translation")
                done = translation is not None and translation.get("type") is None
                found[context.findtext("name") or "", message.findtext("source") or ""] = (
                    (translation.text or "") if translation is not None and done else ""
                )
    return found


def write(path: Path, language: str, translations: dict[tuple[str, str], str]) -> None:
    """A .ts file, sorted, without places in the source: it changes only where words do."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    for name in sorted({context for context, _ in translations}):
        context = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(context, "name").text = name
        for (where, source), told in sorted(translations.items()):
            if where == name:
                message = ElementTree.SubElement(context, "message")
                ElementTree.SubElement(message, "source").text = source
                translation = ElementTree.SubElement(message, "translation")
                translation.text = told
                if not told:
                    translation.set("type", "unfinished")
    ElementTree.indent(root, " ")
    body = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def compile_(path: Path) -> None:
    """The .ts file as the .qm beside it, with Qt's lrelease."""
    import PySide6

    tool = next(p for p in Path(PySide6.__file__).parent.rglob("lrelease*") if p.stem == "lrelease")
    subprocess.run([str(tool), "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True)


def missing(language: str) -> list[tuple[str, str]]:
    """What has no translation yet."""
    known = read(FOLDER / f"{language}.ts")
    return sorted(key for key in wanted() if not known.get(key))


def update(told: Iterable[tuple[str, str]] = ()) -> None:
    """Bring resources/i18n in step with the source. told: (text, translation) for texts that have none yet."""
    new, there = dict(told), wanted()
    formed = {text for text in sentences() if "{}" in text and len(_letters(text)) >= OWN}
    listed = sorted(formed | {text for _, text in words(names=("mark",)) if "{}" in text})
    (FOLDER / "sentences.json").write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for language in LANGUAGES:
        path = FOLDER / f"{language}.ts"
        known = read(path)
        alike = {text: told for (_, text), told in known.items() if told} | new
        write(path, language, {key: known.get(key) or alike.get(key[1], "") for key in there})
        compile_(path)


if __name__ == "__main__":
    if sys.argv[1:] == ["missing"]:
        print(
            json.dumps(
                {language: sorted({text for _, text in missing(language)}) for language in LANGUAGES},
                indent=1,
                ensure_ascii=False,
            )
        )
    else:
        update(json.loads(Path(sys.argv[1]).read_text("utf-8")).items() if sys.argv[1:] else ())
