"""The inside of an InkML `<trace>`: which channel is which, and the numbers with their difference prefixes.

Source: W3C InkML, sections 3.1 (traceFormat) and 3.2 (trace); the value grammar is in section 3.2.1.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

from engines.formats.opening import FormatError, attribute, local

_TOKEN = re.compile(r"([!'\"]?)\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[TF*?])")
_SPACE = re.compile(r"\s*")
_SPECIAL = re.compile(r"[!'\"*?TF]|\d-")


@dataclass(frozen=True)
class Channel:
    """One `<channel>` of a trace format."""

    name: str
    units: str = ""
    flipped: bool = False
    low: float | None = None
    high: float | None = None
    respects: bool = False
    per_unit: float | None = None  # resolution: device units in one of `resolution_units`
    resolution_units: str = ""

    def factor(self, known: dict[str, float]) -> float | None:
        """What one unit is worth in the base unit of `known`; None where the file does not say."""
        if self.units.lower() in known:
            return known[self.units.lower()]
        base = self.resolution_units.lower().removeprefix("1/")
        return known[base] / self.per_unit if self.per_unit and base in known else None


@dataclass(frozen=True)
class TraceFormat:
    """The channels of a trace in order; `regular` of them are in every point, the others may be left out at its end."""

    channels: tuple[Channel, ...] = (Channel("X"), Channel("Y"))
    regular: int = 2
    index: dict[str, int] = field(default_factory=lambda: {"X": 0, "Y": 1})

    def channel(self, name: str) -> Channel:
        """The channel of that name, a plain one where the format has none."""
        at = self.index.get(name)
        return self.channels[at] if at is not None else Channel(name)

    @staticmethod
    def parse(element: Element, ids: dict[str, Element]) -> TraceFormat:
        """From a `<traceFormat>`; ids: elements by xml:id, for the properties of an inkSource."""
        regular, intermittent = [], []
        resolutions = _resolutions(ids)
        for child in element:
            if local(child) == "channel":
                regular.append(_channel(child, resolutions))
            elif local(child) == "intermittentChannels":
                intermittent += [_channel(c, resolutions) for c in child if local(c) == "channel"]
        channels = (*regular, *intermittent)
        names = {channel.name: at for at, channel in enumerate(channels)}
        if "X" not in names or "Y" not in names:
            return TraceFormat()
        return TraceFormat(channels, len(regular), names)


def _resolutions(ids: dict[str, Element]) -> dict[str, tuple[float, str]]:
    """Channel name -> (device units in one unit, that unit), from the first inkSource that states them."""
    found: dict[str, tuple[float, str]] = {}
    for source in ids.values():
        for item in source.iter() if local(source) == "inkSource" else ():
            if local(item) == "channelProperty" and attribute(item, "name") == "resolution":
                value = _number(attribute(item, "value"))
                if value:
                    found.setdefault(attribute(item, "channel"), (value, attribute(item, "units")))
    return found


def _channel(element: Element, resolutions: dict[str, tuple[float, str]]) -> Channel:
    name = attribute(element, "name")
    per_unit, units = resolutions.get(name, (None, ""))
    return Channel(
        name,
        units=attribute(element, "units"),
        flipped=attribute(element, "orientation") == "-ve",
        low=_number(attribute(element, "min")),
        high=_number(attribute(element, "max")),
        respects=bool(attribute(element, "respectTo")),
        per_unit=per_unit,
        resolution_units=units,
    )


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def parse_points(text: str, layout: TraceFormat, place: str) -> dict[str, NDArray[np.float64]]:
    """The text of a `<trace>` -> one (N,) column a channel, NaN where unknown. Raises FormatError naming `place` and the point.

    Understands first (') and second (") differences, explicit values (!), the wildcards * (as before) and ? (unknown).
    """
    points = text.split(",") if text.strip() else []
    if points and not points[-1].strip():
        points.pop()  # some programs end a trace with a comma
    table = None if _SPECIAL.search(text) else _plain_table(points, len(layout.channels))
    if table is None or (len(table) and not layout.regular <= table.shape[1] <= len(layout.channels)):
        table = _table(points, layout, place)
    table[~np.isfinite(table)] = np.nan
    columns = {channel.name: table[:, at] for at, channel in enumerate(layout.channels) if at < table.shape[1]}
    for name in ("X", "Y"):
        bad = np.flatnonzero(~np.isfinite(columns[name]))
        if len(bad):
            raise FormatError(f"{place}, point {bad[0] + 1} has no usable {name} value; remove or repair that trace.")
    return columns


def _plain_table(points: list[str], channels: int) -> NDArray[np.float64] | None:
    """(N, channels) where every point is as many plain numbers as the first; None otherwise."""
    words = [point.split() for point in points]
    if not words:
        return np.empty((0, channels))
    try:
        return np.array(words, np.float64).reshape(len(words), -1)
    except ValueError:
        return None


@dataclass
class _Running:
    """A channel while its values are read: value, velocity, acceleration, and which of them the file tells."""

    value: float = math.nan
    velocity: float = 0.0
    acceleration: float = 0.0
    prefix: str = "!"  # holds until the next one

    def take(self, prefix: str, word: str) -> float:
        self.prefix = prefix or self.prefix
        if word in "?TF":
            return math.nan
        number = None if word == "*" else float(word)  # * repeats the value, velocity or acceleration
        if self.prefix == "!":
            before, self.value = self.value, self.value if number is None else number
            self.velocity = self.value - before if math.isfinite(before) else 0.0
            return self.value
        if self.prefix == "'":
            self.velocity = self.velocity if number is None else number
        else:
            self.acceleration = self.acceleration if number is None else number
            self.velocity += self.acceleration
        self.value += self.velocity
        return self.value


def _table(points: list[str], layout: TraceFormat, place: str) -> NDArray[np.float64]:
    count = len(layout.channels)
    running = [_Running() for _ in range(count)]
    table = np.full((len(points), count), np.nan)
    for row, point in enumerate(points):
        tokens = _tokens(point, f"{place}, point {row + 1}")
        if not layout.regular <= len(tokens) <= count:
            raise FormatError(
                f"{place}, point {row + 1} has {len(tokens)} values, but its trace format asks for {layout.regular}; "
                "the file is damaged or its trace format is wrong."
            )
        for at, (prefix, word) in enumerate(tokens):
            table[row, at] = running[at].take(prefix, word)
    return table


def _tokens(point: str, place: str) -> list[tuple[str, str]]:
    tokens, at = [], 0
    end = len(point.rstrip())
    while (at := _SPACE.match(point, at).end()) < end:  # type: ignore[union-attr]
        found = _TOKEN.match(point, at)
        if found is None:
            raise FormatError(
                f"{place} holds {point[at : at + 12].strip()!r}, which is not a number; remove or repair that trace."
            )
        tokens.append((found[1], found[2]))
        at = found.end()
    return tokens
