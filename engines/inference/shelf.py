"""The models at hand: which there are on this machine, and those that are loaded. The least used leaves first.

A model that cannot be used is named in a sentence and never stands in the way of the others.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from engines.data.cards import CardError
from engines.inference import library
from engines.messages import Hello, ModelRef
from engines.models.catalog import FAMILIES
from engines.training.checkpoint import WeightsError, load_sampler

CAPACITY = 4  # models kept loaded


class ModelError(ValueError):
    """No model, or none that can do what is asked; the sentence says which and what helps."""


def find_models(problems: list[str] | None = None, folders: Iterable[Path] | None = None) -> list[ModelRef]:
    """The models on disk whose family this Ductus has (see `library.find_models`)."""
    return library.find_models(problems, folders, FAMILIES)


@dataclass(frozen=True)
class Loaded:
    """A model ready to answer: its card's place and its family's Sampler."""

    ref: ModelRef
    sampler: Any

    @property
    def title(self) -> str:
        """The model's name for people."""
        return self.ref.card.title or self.ref.card.name


class Shelf:
    """Loaded models by name. The folders are searched again when a name is unknown, so that new models need no restart."""

    def __init__(self, capacity: int = CAPACITY, device: str = "cpu", folders: Iterable[Path] | None = None) -> None:
        self.device = device
        self.problems: list[str] = []
        self._capacity = max(1, capacity)
        self._folders = None if folders is None else tuple(folders)
        self._loaded: OrderedDict[str, tuple[tuple[int, int], Loaded]] = OrderedDict()
        self._models: list[ModelRef] = []
        self.search()

    def search(self) -> list[ModelRef]:
        """Look for models again; `problems` then says what was left out and why."""
        self.problems.clear()
        self._models = find_models(self.problems, self._folders)
        return self._models

    @property
    def models(self) -> list[ModelRef]:
        """What the last search found."""
        return self._models

    def model(self, name: str, needs: frozenset[str]) -> Loaded:
        """The model of this name, loaded; "" = the first that can be loaded and can do what is needed,
        one whose name ends in "default" before the others.

        Raises ModelError for an unknown name or one that lacks an ability, CardError and WeightsError for a broken model.
        """
        if not name:
            return self._default(needs)
        ref = self._find(name)
        missing = needs - frozenset(ref.card.can)
        if missing:
            raise ModelError(f"The model '{ref.card.title or name}' cannot do this: it lacks {', '.join(sorted(missing))}.")
        return self._load(ref)

    def sampler(self, name: str = "", needs: frozenset[str] = frozenset()) -> Any:
        """The family's Sampler of the model `name` (see `model`)."""
        return self.model(name, needs).sampler

    def _find(self, name: str) -> ModelRef:
        for models in (self._models, self.search()):
            for ref in models:
                if ref.card.name == name:
                    return ref
        raise ModelError(f"There is no model named '{_in_line(name)}' here.{_because(self.problems)}")

    def _default(self, needs: frozenset[str]) -> Loaded:
        able = [ref for ref in self._models or self.search() if needs <= frozenset(ref.card.can)]
        failures = []
        for ref in library.preferred_first(able):
            try:
                return self._load(ref)
            except (CardError, WeightsError) as error:
                failures.append(str(error))
        raise ModelError(f"No model here can do this.{_because(failures or self.problems)}")

    def _load(self, ref: ModelRef) -> Loaded:
        name, stamp = ref.card.name, _stamp(ref)
        kept = self._loaded.get(name)
        if kept is not None and kept[0] == stamp:
            self._loaded.move_to_end(name)
            return kept[1]
        with torch.inference_mode(False):  # whoever searches a z needs weights that gradients can pass
            loaded = Loaded(ref, load_sampler(ref, self.device))
        self._loaded[name] = (stamp, loaded)
        self._loaded.move_to_end(name)
        while len(self._loaded) > self._capacity:
            self._loaded.popitem(last=False)
        return loaded


def _stamp(ref: ModelRef) -> tuple[int, int]:
    """What changes when a weights file is replaced. Raises WeightsError where it is gone."""
    try:
        status = ref.weights.stat()
    except OSError as error:
        raise WeightsError(f"{ref.weights} cannot be read: {error.strerror or error}.") from error
    return status.st_mtime_ns, status.st_size


def _in_line(name: str) -> str:
    """A name that a stranger gave, as part of a sentence."""
    return " ".join(name.split())[:100]


def _because(reasons: list[str]) -> str:
    return f" {reasons[0]}" if reasons else ""


def usable(wanted: str) -> str:
    """The device on which answers are made: the wanted one where it is there, else the CPU.

    "auto" is the CPU: a letter's few million multiplications are done there before a GPU's queue has taken them.
    """
    name, _, index = wanted.partition(":")
    there = torch.cuda.device_count() if name == "cuda" and torch.cuda.is_available() else 0
    place = int(index) if index.isdigit() else 0
    return f"cuda:{place}" if place < there else "cpu"


def greet(shelf: Shelf) -> Hello:
    """What this process can do now: families with their presets, devices (the one in use first), models, versions."""
    devices = ["cpu"] + [f"cuda:{index}" for index in range(torch.cuda.device_count())]
    devices.sort(key=lambda device: device != shelf.device)
    return Hello(
        families=tuple(FAMILIES),
        presets={name: tuple(family.PRESETS) for name, family in FAMILIES.items()},
        devices=tuple(devices),
        models=tuple(library.preferred_first(shelf.search())),
        versions={"torch": str(torch.__version__)},
    )
