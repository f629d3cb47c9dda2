"""What a person is asked to write: prompt sets, read from plain text files with stable names.

A file says in its head what it holds, then gives its prompts after a blank line:

    title: Capital letters
    kind: letters
    language:
    script: Latin

    A B C D E

Letters, pairs and words stand apart by blanks; of sentences each line is one. A set's name is its file's name and is kept with
every session, so it never changes. A text of one's own is a set too: its name is the text itself, behind OWN.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Kind = Literal["letters", "pairs", "words", "sentences"]

KINDS: tuple[Kind, ...] = ("letters", "pairs", "words", "sentences")
HEAD = ("title", "kind", "language", "script")
OWN = "text:"
LONGEST = {"letters": 1, "pairs": 2, "words": 24, "sentences": 72}  # characters
MOST = 400  # prompts of one text of one's own


class PromptError(ValueError):
    """A prompt set that does not exist or whose file is not one."""


@dataclass(frozen=True)
class PromptSet:
    """name: stable. title: English. language: ISO 639, "" for none. prompts: each once, in the file's order."""

    name: str
    title: str
    kind: Kind
    language: str
    script: str
    prompts: tuple[str, ...]


@cache
def names() -> tuple[str, ...]:
    """The names of all sets that come with Ductus, in the order in which a person would choose among them."""
    folder = resources.files("resources").joinpath("prompts")
    found = [entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".txt")]
    first = ("upper", "lower", "digits", "punctuation")
    return (*first, *sorted(set(found) - set(first)))


@cache
def prompt_set(name: str) -> PromptSet:
    """The set called `name`, or that of a text of one's own. Raises PromptError where there is none."""
    if name.startswith(OWN):
        return own(name[len(OWN) :])
    if name not in names():
        raise PromptError(f"There is no prompt set called {name!r}.")
    file = resources.files("resources").joinpath("prompts", f"{name}.txt")
    return parse(name, file.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> PromptSet:
    """A set from its file's text. Raises PromptError that names the line."""
    lines = text.splitlines()
    head: dict[str, str] = {}
    for number, line in enumerate(lines[: len(HEAD)], 1):
        key, colon, value = line.partition(":")
        if not colon or key not in HEAD or key in head:
            raise PromptError(f"{name}.txt, line {number}: the head needs one line each of {', '.join(HEAD)}.")
        head[key] = value.strip()
    if len(head) < len(HEAD) or not head["title"] or head["kind"] not in KINDS:
        raise PromptError(f"{name}.txt: the head needs a title and a kind ({', '.join(KINDS)}).")
    if len(lines) <= len(HEAD) or lines[len(HEAD)].strip():
        raise PromptError(f"{name}.txt, line {len(HEAD) + 1}: a blank line ends the head.")
    kind: Kind = head["kind"]
    prompts: list[str] = []
    for number, line in enumerate(lines[len(HEAD) + 1 :], len(HEAD) + 2):
        for prompt in [line.strip()] if kind == "sentences" else line.split():
            problem = fault(prompt, kind) or ("it is there twice" if prompt in prompts else "")
            if prompt and problem:
                raise PromptError(f"{name}.txt, line {number}: {prompt!r} cannot be asked for: {problem}.")
            if prompt:
                prompts.append(prompt)
    if not prompts:
        raise PromptError(f"{name}.txt asks for nothing.")
    return PromptSet(name, head["title"], kind, head["language"], head["script"], tuple(prompts))


def fault(prompt: str, kind: Kind) -> str:
    """Why nobody can be asked to write `prompt` as one of its kind; "" where all is well."""
    if prompt != unicodedata.normalize("NFC", prompt):
        return "its accents are not composed (NFC)"
    if not all(character.isprintable() for character in prompt):
        return "it holds a character that cannot be seen"
    if len(prompt) > LONGEST[kind]:
        return f"a prompt of the kind {kind} has at most {LONGEST[kind]} characters"
    return ""


def own(text: str) -> PromptSet:
    """A text of one's own, cut between words into lines that fit the box. Raises PromptError where nothing can be written."""
    plain = unicodedata.normalize("NFC", text)
    seen = "".join(character if character.isprintable() else "\n" if character in "\r\n" else " " for character in plain)
    lines: dict[str, None] = {}
    for paragraph in seen.splitlines():
        line = ""
        for word in paragraph.split():
            pieces = [word[at : at + LONGEST["sentences"]] for at in range(0, len(word), LONGEST["sentences"])]
            for piece in pieces:
                if line and len(line) + 1 + len(piece) > LONGEST["sentences"]:
                    lines[line], line = None, ""
                line = f"{line} {piece}".strip()
        if line:
            lines[line] = None
    if not lines:
        raise PromptError("There is nothing to write in this text.")
    return PromptSet(OWN + text, "Your own text", "sentences", "", "", tuple(lines)[:MOST])
