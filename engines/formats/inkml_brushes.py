"""InkML's `<brush>`: the pens of a file, written and read.

Width and colour are the properties that every InkML program knows (W3C Recommendation of 20 September 2011, chapter 4.3);
thinning, gamma and tapers are Ductus' own and others pass them over. Transparency, tips and raster operations are not taken.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from xml.etree.ElementTree import Element, SubElement

from engines.formats.opening import attribute, local
from engines.ink.brush import Brush

MILLIMETRES = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96, "himetric": 0.01}
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_DEPTH = 8  # references followed: a file may refer in a circle
_UNITS = {"width": "mm", "taper_start": "mm", "taper_end": "mm"}
_NAMES = {field.name: field.name for field in fields(Brush)} | {"colour": "color"}


@dataclass
class BrushBook:
    """The brushes of one document being written: each once, under a name of its own."""

    names: dict[Brush, str] = field(default_factory=dict)

    def collect(self, brushes: Iterable[Brush | None]) -> None:
        """Note the brushes that are to be defined."""
        for brush in brushes:
            if brush is not None:
                self.names.setdefault(brush, f"brush{len(self.names) + 1}")

    def define(self, definitions: Element) -> None:
        """Write a `<brush>` for each."""
        for brush, name in self.names.items():
            element = SubElement(definitions, "brush", {"xml:id": name})
            for key, value in brush.noted().items():
                text = value if isinstance(value, str) else f"{value:.9g}"
                unit = {"units": _UNITS[key]} if key in _UNITS else {}
                SubElement(element, "brushProperty", {"name": _NAMES[key], "value": text, **unit})

    def reference(self, brush: Brush | None) -> dict[str, str]:
        """The attribute of a trace drawn with `brush`."""
        return {} if brush is None else {"brushRef": f"#{self.names[brush]}"}


class BrushesThere:
    """The brushes of a document being read. ids: its elements by name."""

    def __init__(self, ids: dict[str, Element]) -> None:
        self._ids = ids
        self._made: dict[int, Brush | None] = {}

    def of(self, trace: Element, above: tuple[Element, ...]) -> Brush | None:
        """The brush of a trace: named by it or its groups, or by the context that they name; None where nothing is said."""
        for holder in (trace, *reversed(above)):
            found = self._named(holder)
            if found is not None:
                return found
        return None

    def _named(self, holder: Element, depth: int = 0) -> Brush | None:
        """What brushRef or contextRef of an element lead to."""
        for name in ("brushRef", "contextRef"):
            reference = attribute(holder, name)
            target = self._ids.get(reference.lstrip("#")) if reference and depth < _DEPTH else None
            if target is None:
                continue
            if local(target) == "brush":
                return self._brush(target)
            inside = next((child for child in target if local(child) == "brush"), None)
            found = self._brush(inside) if inside is not None else self._named(target, depth + 1)
            if found is not None:
                return found
        return None

    def _brush(self, element: Element) -> Brush | None:
        if id(element) not in self._made:
            self._made[id(element)] = _parsed(element)
        return self._made[id(element)]


def _parsed(element: Element) -> Brush | None:
    """A `<brush>` tolerantly; None where it tells neither a width nor a colour that can be used."""
    notes: dict[str, object] = {}
    for prop in element:
        name, value = attribute(prop, "name"), attribute(prop, "value").strip()
        if local(prop) != "brushProperty":
            continue
        if name == "color" and _COLOUR.fullmatch(value):
            notes["colour"] = "" if value == "#000000" else value.lower()
        elif name == "ignorePressure":
            notes.update({"thinning": 0.0} if value.lower() in ("true", "1") else {})
        elif name in _NAMES and name not in ("colour", "color"):
            number = _number(value)
            unit = MILLIMETRES.get(attribute(prop, "units", "mm").lower(), 1.0) if name in _UNITS else 1.0
            notes.update({name: round(number * unit, 9)} if number is not None else {})
    return Brush.from_notes(notes) if "width" in notes or "colour" in notes else None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
