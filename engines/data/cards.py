"""ModelCard: what a model is, where it came from and how good it is. JSON beside the weights; no torch."""

from __future__ import annotations

import contextlib
import json
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from engines.data.files import replacing
from engines.data.places import models_home

DEEPEST = 20  # tables within tables: deeper ones cannot cross a process border
LONGEST = 200  # characters of what is said in one line: a name, a family, a file


class CardError(ValueError):
    """A card that cannot be read or does not say what a card must say."""


@dataclass(frozen=True)
class ModelCard:
    """The card of one model. `can` names what it is able to do: menus enable from it.

    `shapes` maps every tensor's name to its shape and dtype, so that weights are checked before they are used. `data` is the
    fingerprint of the training data: {"store": name, "hash": hex, "samples": n, "writers": n, "split": ...}, and where writers of
    a person's own collection are among them their ids as "collection_writers".
    """

    name: str
    family: str
    config: dict[str, Any]
    can: tuple[str, ...]
    weights: str = ""  # file name beside the card
    title: str = ""  # for people
    alphabet: str = ""
    shapes: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    seed: int = 0
    command: str = ""
    code: str = ""  # version of Ductus that trained it
    versions: dict[str, str] = field(default_factory=dict)
    scores: dict[str, Any] = field(default_factory=dict)
    licence: str = ""
    attribution: str = ""
    base: str = ""  # name of the model it was trained from
    steps: int = 0
    notes: str = ""
    version: int = 1

    def to_json(self) -> str:
        """The card as indented JSON, keys in the order of the fields."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"


def parse_card(raw: object, where: str) -> ModelCard:
    """A card from decoded JSON. Unknown keys are ignored (a newer Ductus may write more); raises CardError naming `where`."""
    if not isinstance(raw, Mapping):
        raise CardError(f"{where} is not a model card: it holds no JSON object.")
    for key, kind in (("name", str), ("family", str), ("config", Mapping), ("can", list)):
        if not isinstance(raw.get(key), kind):
            raise CardError(f"{where} is not a usable model card: '{key}' is missing or of the wrong kind.")
    if not _is_plain(raw):
        raise CardError(f"{where} is not a usable model card: it is nested too deeply or holds halves of characters.")
    for key in ("name", "family", "weights", "title"):
        line = raw.get(key, "")
        if isinstance(line, str) and not (line.isprintable() and len(line) <= LONGEST):
            raise CardError(f"{where} is not a usable model card: '{key}' must be one line of at most {LONGEST} characters.")
    known = {f.name: f for f in fields(ModelCard)}
    values: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in known:
            continue
        default = known[key].default
        if isinstance(default, str) and not isinstance(value, str):
            raise CardError(f"{where} is not a usable model card: '{key}' must be text.")
        if isinstance(default, int) and not (isinstance(value, int) and not isinstance(value, bool)):
            raise CardError(f"{where} is not a usable model card: '{key}' must be a whole number.")
        values[key] = value
    for key in ("shapes", "data", "versions", "scores"):
        if not isinstance(values.get(key, {}), Mapping):
            raise CardError(f"{where} is not a usable model card: '{key}' must be a table.")
    if Path(values.get("weights", "")).name != values.get("weights", ""):
        raise CardError(f"{where} is not a usable model card: 'weights' must be a file name beside the card.")
    values["can"] = tuple(str(ability) for ability in values["can"])
    if values.get("version", 1) > ModelCard.version:
        raise CardError(f"{where} was written by a newer Ductus (card version {values['version']}); please update Ductus.")
    return ModelCard(**values)


def _is_plain(value: object, depth: int = 0) -> bool:
    """Whether decoded JSON is flat enough to be copied anywhere and its text is text."""
    if isinstance(value, str):
        return not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, Mapping):
        return depth < DEEPEST and all(_is_plain(key) and _is_plain(item, depth + 1) for key, item in value.items())
    return not isinstance(value, list) or (depth < DEEPEST and all(_is_plain(item, depth + 1) for item in value))


def read_card(path: Path) -> ModelCard:
    """Read a card file (at most 1 MiB). Raises CardError with a sentence for people."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise CardError(f"{path} is not a model card: it is not a file.")
        if status.st_size > 1 << 20:
            raise CardError(f"{path} is too large to be a model card.")
        raw = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise CardError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:  # no text, no JSON, or a number of thousands of digits
        if isinstance(error, CardError):
            raise
        raise CardError(f"{path} is not a model card: it is not valid JSON.") from error
    return parse_card(raw, str(path))


def write_card(card: ModelCard, path: Path) -> None:
    """Write a card, whole or not at all."""
    with replacing(path) as part:
        part.write_text(card.to_json(), "utf-8")


def models_of(writer: str, home: Path | None = None) -> list[ModelCard]:
    """The person's own models that learned from samples of this writer of a collection, as their cards tell it.

    home: where they are looked for, instead of places.models_home(). Reads files: not for the GUI thread.
    """
    found = []
    for path in sorted((home or models_home()).rglob("*.json")):
        with contextlib.suppress(CardError):
            card = read_card(path)
            told = card.data.get("collection_writers", ())
            if isinstance(told, list) and writer in told:
                found.append(card)
    return found
