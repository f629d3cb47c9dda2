"""The models on this machine, found by their cards alone: nothing is loaded here, and torch is not needed.

A model is a card (JSON) with its weights beside it, in one of the models' folders or one level below, where a training put it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from engines.data.cards import CardError, read_card
from engines.data.places import models_home, shipped_models
from engines.messages import ModelRef

BASELINES = "controls"  # folder of weights that only tables need
PREFERRED = "default"  # ending of the name of a model that is asked first


def find_models(
    problems: list[str] | None = None, folders: Iterable[Path] | None = None, families: Collection[str] = ()
) -> list[ModelRef]:
    """All usable models, shipped ones first, then the user's own; by name within each folder. Only cards are read.

    A card that cannot be read, lacks its weights, names a family outside `families` (empty: any) or takes a name again is left
    out, with a sentence about it in `problems`. folders: where to look, instead of the shipped and the user's own.
    """
    found: dict[str, ModelRef] = {}
    problems = [] if problems is None else problems
    for folder in folders if folders is not None else (shipped_models(), models_home()):
        for path in _cards(folder):
            try:
                ref = ModelRef(read_card(path), path.parent)
            except CardError as error:
                problems.append(str(error))
                continue
            fault = _fault(ref, found, families)
            if fault:
                problems.append(f"The model {path} is left out: {fault}")
            else:
                found[ref.card.name] = ref
    return list(found.values())


def find_controls(problems: list[str] | None = None) -> list[ModelRef]:
    """The shipped models that only tables need: a paper's own designs, and those trained on another split of the data."""
    return find_models(problems, [shipped_models() / BASELINES])


def preferred_first(models: Iterable[ModelRef]) -> list[ModelRef]:
    """The order in which models are asked where none is named: one whose name ends in "default" before the others."""
    return sorted(models, key=lambda ref: not ref.card.name.endswith(PREFERRED))


def model_at(path: Path) -> ModelRef:
    """The model of a card file, a weights file or a folder with one card. Raises CardError."""
    if path.is_dir():
        cards = sorted(path.glob("*.json"))
        if len(cards) != 1:
            raise CardError(f"{path} holds {len(cards)} model cards; name one card file.")
        return ModelRef(read_card(cards[0]), path)
    return ModelRef(read_card(path.with_suffix(".json")), path.parent)


def _cards(folder: Path) -> Iterator[Path]:
    """Files that claim to be cards, in `folder` and one level below, without the baselines."""
    if folder.is_dir():
        yield from sorted(folder.glob("*.json"))
        yield from sorted(path for path in folder.glob("*/*.json") if path.parent.name != BASELINES)


def _fault(ref: ModelRef, found: dict[str, ModelRef], families: Collection[str]) -> str:
    """What keeps a model from being offered, "" where nothing does."""
    if families and ref.card.family not in families:
        return f"this Ductus does not know the family '{ref.card.family}'."
    if not ref.card.weights or not ref.weights.is_file():
        return f"its weights '{ref.card.weights}' are missing."
    if ref.card.name in found:
        return f"the name '{ref.card.name}' is taken by the model in {found[ref.card.name].folder}."
    return ""
