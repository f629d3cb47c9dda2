"""The families that exist, by name: a new family appears in menus, training and inference by being here."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from engines.models import cross_vae, cross_vae_drawn, judges, recogniser, stroke_links, stroke_recovery, writer_encoder

FAMILIES: dict[str, ModuleType] = {
    "cross_vae": cross_vae,
    "cross_vae_drawn": cross_vae_drawn,
    "stroke_recovery": stroke_recovery,
    "stroke_links": stroke_links,
    "recogniser": recogniser,
    "writer_encoder": writer_encoder,
    "judge": judges,
}


def family(name: str) -> ModuleType:
    """A family's module: Config, PRESETS, Recipe and Sampler. Raises ValueError naming those that exist."""
    if name not in FAMILIES:
        raise ValueError(f"There is no model family '{name}'. There are: {', '.join(sorted(FAMILIES))}.")
    return FAMILIES[name]


def configure(name: str, preset: str, overrides: Mapping[str, str | float] | None = None) -> Any:
    """A family's Config from a preset with fields overridden; values may be text, as the command line has them.

    Raises ValueError for a preset or field that does not exist, or a value of the wrong kind.
    """
    presets = family(name).PRESETS
    if preset not in presets:
        raise ValueError(f"{name} has no preset '{preset}'. It has: {', '.join(presets)}.")
    config = presets[preset]
    kinds = {field.name: type(getattr(config, field.name)) for field in dataclasses.fields(config)}
    values = {}
    for key, value in (overrides or {}).items():
        if key not in kinds:
            raise ValueError(f"{name} has no setting '{key}'. It has: {', '.join(kinds)}.")
        values[key] = _cast(key, value, kinds[key])
    return dataclasses.replace(config, **values)


def _cast(key: str, value: str | float, kind: type) -> Any:
    try:
        if kind is bool:
            return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}[str(value).lower()]
        return kind(value)
    except (ValueError, KeyError) as error:
        raise ValueError(f"'{key}' cannot be '{value}': it must be {kind.__name__}.") from error


def from_card(name: str, raw: Mapping[str, Any]) -> Any:
    """The Config a card holds; fields a newer Ductus added are ignored. Raises ValueError for values of the wrong kind."""
    config_type = family(name).Config
    known = {field.name: field for field in dataclasses.fields(config_type)}
    default = config_type()
    values = {}
    for key, value in raw.items():
        if key in known:
            current = getattr(default, key)
            fits = (
                isinstance(value, (int, float)) and not isinstance(value, bool)
                if isinstance(current, float)
                else type(value) is type(current)
            )
            if not fits:
                raise ValueError(f"its setting '{key}' is {repr(value)[:40]}, which is no {type(current).__name__}")
            values[key] = value
    return config_type(**values)
