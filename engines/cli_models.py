"""`ductus models` and `ductus info`: which models and stores there are, and what they say of themselves."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from engines.cli_support import CommandError
from engines.data.cards import ModelCard, write_card
from engines.data.files import replacing
from engines.data.page_file import SUFFIX
from engines.data.places import models_home
from engines.inference.library import find_controls, find_models, model_at, preferred_first
from engines.messages import ModelRef

HDF5 = b"\x89HDF\r\n\x1a\n"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def listing() -> tuple[list[ModelRef], list[str]]:
    """All models on this machine, shipped ones first, and a sentence for each card that cannot be used. Reads only cards."""
    problems: list[str] = []
    return find_models(problems), problems


def in_use(refs: list[ModelRef]) -> dict[str, str]:
    """Ability -> the model that serves it where none is named."""
    users: dict[str, str] = {}
    for ref in preferred_first(refs):
        for ability in ref.card.can:
            users.setdefault(ability, ref.card.name)
    return users


def named(name: str) -> ModelRef:
    """The model of that name, else the first of that family, else the one whose card, weights or folder `name` is the path of.

    Raises CommandError where there is none, CardError for a card that cannot be used.
    """
    refs = [*listing()[0], *find_controls()]
    for ref in (*(r for r in refs if r.card.name == name), *(r for r in refs if r.card.family == name)):
        return ref
    path = Path(name)
    if path.exists():
        return model_at(path)
    known = ", ".join(ref.card.name for ref in refs) or "none yet"
    raise CommandError(f"There is no model '{name}' on this machine; there are: {known}.")


def describe(name: str) -> dict[str, Any]:
    """A model's card with the folder it lies in; the long list of tensors as counts."""
    ref = named(name)
    card = asdict(ref.card)
    shapes = card.pop("shapes")
    card["tensors"], card["parameters"] = len(shapes), sum(_size(text) for text in shapes.values())
    return {"kind": "model", **card, "folder": str(ref.folder), "can": list(ref.card.can)}


def _size(shape: str) -> int:
    """The number of values of "float32 64x2"; 1 for a scalar, 0 for text that is no shape."""
    sizes = shape.partition(" ")[2]
    if not re.fullmatch(r"(\d{1,9}(x\d{1,9})*)?", sizes):
        return 0
    total = 1
    for size in sizes.split("x") if sizes else []:
        total *= int(size)
    return total


def bring_in(path: Path, name: str = "", over: bool = False) -> ModelRef:
    """Check a model that came from elsewhere by loading it, then copy it to the user's models under `name` or its own name.

    Raises CardError, WeightsError or CommandError; nothing is changed then, and nothing in the file is ever executed.
    """
    from engines.training.checkpoint import load_sampler

    if not path.exists():
        raise CommandError(f"{path} does not exist; name a model's card, its weights or its folder.")
    ref = model_at(path)
    wanted = name or ref.card.name
    if not NAME.fullmatch(wanted):
        raise CommandError(f"'{wanted}' cannot be a model's name: use letters, digits, dot, dash and underscore (--name).")
    load_sampler(ref)
    folder = models_home()
    taken = [known for known in listing()[0] if known.card.name == wanted]
    if taken and not (over and taken[0].folder == folder):
        remedy = "take another with --name" + ("" if taken[0].folder != folder else ", or --replace")
        raise CommandError(f"There is already a model '{wanted}' in {taken[0].folder}; {remedy}.")
    card = replace(ref.card, name=wanted, weights=f"{wanted}.safetensors")
    _place(ref, card, folder)
    return ModelRef(card, folder)


def send_out(name: str, folder: Path, half: bool = False) -> ModelRef:
    """Copy a model's card and weights to a folder; half: the weights as float16, as Ductus ships them.

    Raises CommandError where files of that name are there already.
    """
    ref = named(name)
    card = replace(ref.card, weights=f"{ref.card.name}.safetensors")
    for file in (folder / card.weights, folder / f"{card.name}.json"):
        if file.exists():
            raise CommandError(f"{file} is already there; choose another folder.")
    if half:
        from engines.training.checkpoint import load_weights, save_snapshot

        weights = {key: value.half() if value.is_floating_point() else value for key, value in load_weights(ref).items()}
        return save_snapshot(folder, ref.card, weights)
    _place(ref, card, folder)
    return ModelRef(card, folder)


def _place(ref: ModelRef, card: ModelCard, folder: Path) -> None:
    with replacing(folder / card.weights, durable=True) as part:
        shutil.copyfile(ref.weights, part)
    write_card(card, folder / f"{card.name}.json")


def remove(name: str) -> ModelRef:
    """Delete one of the user's own models. Raises CommandError for a shipped one."""
    ref = named(name)
    home = models_home().resolve()
    if home not in (ref.folder.resolve(), *ref.folder.resolve().parents):
        raise CommandError(f"The model '{name}' belongs to Ductus or lies outside your models ({home}); it is not removed.")
    cards = [path for path in (ref.folder / f"{ref.card.name}.json", ref.folder / "card.json") if path.is_file()]
    for file in (*cards, ref.weights):  # the card first: without it nothing offers half a model
        file.unlink(missing_ok=True)
    return ref


def information(target: str) -> dict[str, Any]:
    """What `ductus info` tells of a page, a store or a model. Raises FormatError, StoreError, CardError or CommandError."""
    path = Path(target)
    if path.suffix.lower() == SUFFIX:
        from engines.formats import ductus_page

        return ductus_page.information(path)
    if path.is_file() and path.suffix not in (".json", ".safetensors"):
        from engines.data.store import Store

        with Store(path) as store:
            return {"kind": "store", "path": str(path), **store.info()}
    if not path.exists() and ("/" in target or path.suffix in (".h5", ".hdf5")):
        raise CommandError(f"{target} does not exist; check the name.")
    return describe(target)


def lines(facts: dict[str, Any]) -> Iterator[str]:
    """What `information` found, for people: a line a fact, long values cut, unknown ones left out."""
    wide = max(len(key) for key in facts)
    for key, value in facts.items():
        text = _told(value)
        if text:
            yield f"{key.replace('_', ' ').ljust(wide)}  {text if len(text) < 400 else text[:400] + ' ...'}"


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_told(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_told, value))
    return "" if value is None else str(value)
