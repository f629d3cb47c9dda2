"""A dataset as columns: what the contact sheet filters, sorts and groups.

The samples of a store come as arrays from the engine; those that a person has just written, and what was relabelled or deleted
since the store was packed, are laid over them. Pure: no Qt, numpy alone, so that a hundred thousand samples take milliseconds.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.messages import strings_of

Codes = NDArray[np.int32]
Places = NDArray[np.int64]

COLUMNS = ("text", "prompt", "writer", "category", "session", "time", "remarks", "device", "licence", "consent")
NUMBERS = ("suspicion", "outlier", "confidence", "when")
ORDERS = ("suspicion", "newest", "oldest", "label")
SUSPECT = 0.5  # suspicion from which a sample is marked: a person should look at it


@dataclass(frozen=True, eq=False)
class Column:
    """Strings as codes (N,) into a table of distinct ones."""

    codes: Codes
    table: tuple[str, ...]

    def __getitem__(self, place: int) -> str:
        return self.table[self.codes[place]]

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """(N,) places of the strings among all, sorted as labels."""
        ranks = np.zeros(len(self.table), np.int64)
        ranks[sorted(range(len(self.table)), key=lambda code: label_key(self.table[code]))] = np.arange(len(self.table))
        return ranks[self.codes]

    def among(self, wanted: Collection[int]) -> NDArray[np.bool_]:
        """(N,) whether each string's code is one of these."""
        chosen = np.zeros(max(len(self.table), 1), bool)
        chosen[list(wanted)] = True
        return np.asarray(chosen[self.codes], bool)

    def used(self) -> list[tuple[str, int]]:
        """The strings that are there, with how often, in the order of the alphabet; "" is left out."""
        counts = np.bincount(self.codes, minlength=len(self.table))
        return sorted((text, int(count)) for text, count in zip(self.table, counts, strict=True) if count and text)

    def with_strings(self, places: Places, strings: Sequence[str]) -> Column:
        """Other strings at these places; at len(codes) and beyond they are appended in order."""
        if not len(places):
            return self
        table = {text: code for code, text in enumerate(self.table)}
        fresh = np.array([table.setdefault(text, len(table)) for text in strings], np.int32)
        codes = np.concatenate([self.codes, np.zeros(max(0, int(places.max(initial=-1)) + 1 - len(self.codes)), np.int32)])
        codes[places] = fresh
        return Column(codes, tuple(table))

    def taken(self, keep: NDArray[np.bool_]) -> Column:
        """Only these."""
        return Column(self.codes[keep], self.table)


@dataclass(frozen=True)
class Filter:
    """Which samples are wanted. label: letters or words, any of them; the others: exactly that, "" = any.

    remarks: a code, or "any" = those with a remark, "suspect" = those of a suspicion of SUSPECT and more.
    """

    label: str = ""
    writer: str = ""
    category: str = ""
    session: str = ""
    remarks: str = ""

    def __bool__(self) -> bool:
        return any((self.label.strip(), self.writer, self.category, self.session, self.remarks))


@dataclass(frozen=True)
class Group:
    """A run of samples of one label within an order."""

    label: str
    start: int
    count: int


@dataclass(frozen=True, eq=False)
class Entry:
    """A sample that is in no store yet. values: of COLUMNS; numbers: of NUMBERS but "when"; strokes: how many."""

    id: str
    values: Mapping[str, str]
    numbers: Mapping[str, float]
    strokes: int

    def number(self, name: str) -> float:
        """One of NUMBERS."""
        return seconds(self.values.get("time", "")) if name == "when" else self.numbers.get(name, math.nan)


def seconds(time: str) -> float:
    """ISO 8601 -> seconds since 1970, NaN for what is no time. A time without a zone is taken as UTC."""
    try:
        when = datetime.fromisoformat(time)
    except ValueError:
        return math.nan
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def label_key(text: str) -> tuple[int, str, str]:
    """Digits and letters before signs, a before A before b."""
    return (0 if text[:1].isalnum() else 1, text.casefold(), text.swapcase())


@dataclass(frozen=True, eq=False)
class Catalogue:
    """N samples. rows: their places in the store, -1 for those that are in none. ids: stable names. numbers: of NUMBERS, NaN =
    unknown; "when" is the time in seconds since 1970."""

    ids: tuple[str, ...] = ()
    rows: Places = field(default_factory=lambda: np.zeros(0, np.int64))
    columns: Mapping[str, Column] = field(default_factory=lambda: {name: Column(np.zeros(0, np.int32), ()) for name in COLUMNS})
    numbers: Mapping[str, NDArray[np.floating]] = field(default_factory=lambda: dict.fromkeys(NUMBERS, np.zeros(0)))
    strokes: Codes = field(default_factory=lambda: np.zeros(0, np.int32))
    places: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Catalogue:
        """The answer to a Listing. Takes a while for many: not for the window's thread."""
        count = len(arrays["text"])
        ids = tuple(strings_of(arrays["id"], count)) if "id" in arrays else tuple(f"row {row}" for row in range(count))
        columns = {name: Column(arrays[name], tuple(strings_of(arrays[f"{name}_table"]))) for name in COLUMNS}
        time = columns["time"]
        when = np.array([seconds(text) for text in time.table])[time.codes] if count else np.zeros(0)
        numbers = {name: when if name == "when" else arrays[name] for name in NUMBERS}
        places = {name: place for place, name in enumerate(ids)}
        return cls(ids, np.arange(count, dtype=np.int64), columns, numbers, arrays["strokes"], places)

    def laid_over(
        self, live: Sequence[Entry] = (), gone: Collection[str] = (), relabelled: Mapping[str, str] | None = None
    ) -> Catalogue:
        """These samples with `live` ones after them, other labels for some, without those that are gone.

        A live sample that the store holds too is taken as the live one.
        """
        fresh = {entry.id for entry in live}
        away = [self.places[name] for name in {*gone, *fresh} if name in self.places]
        keep = np.ones(len(self), bool)
        keep[away] = False
        live = [entry for entry in live if entry.id not in gone]
        ids = tuple(name for name, kept in zip(self.ids, keep, strict=True) if kept) if away else self.ids
        base = len(ids)
        ids += tuple(entry.id for entry in live)
        after = np.arange(base, base + len(live), dtype=np.int64)
        columns = {
            name: (column.taken(keep) if away else column).with_strings(after, [entry.values.get(name, "") for entry in live])
            for name, column in self.columns.items()
        }
        numbers = {name: np.append(values[keep], [entry.number(name) for entry in live]) for name, values in self.numbers.items()}
        rows = np.append(self.rows[keep], np.full(len(live), -1, np.int64))
        strokes = np.append(self.strokes[keep], [entry.strokes for entry in live]).astype(np.int32)
        places = {name: place for place, name in enumerate(ids)} if away or live else self.places
        changed = [(places[name], text) for name, text in (relabelled or {}).items() if name in places]
        if changed:
            where = np.array([place for place, _text in changed], np.int64)
            columns["text"] = columns["text"].with_strings(where, [text for _place, text in changed])
        return Catalogue(ids, rows, columns, numbers, strokes, places)

    def matching(self, wanted: Filter) -> Places:
        """The places of those that a filter lets through, rising."""
        keep = np.ones(len(self), bool)
        words = wanted.label.split()
        if words:
            column = self.columns["text"]
            keep &= column.among([code for code, text in enumerate(column.table) if any(word in text for word in words)])
        for name in ("writer", "category", "session"):
            value = getattr(wanted, name)
            if value:
                column = self.columns[name]
                keep &= column.among([code for code, text in enumerate(column.table) if text == value])
        if wanted.remarks == "suspect":
            keep &= self.numbers["suspicion"] >= SUSPECT
        elif wanted.remarks:
            column = self.columns["remarks"]
            one, some = wanted.remarks, wanted.remarks == "any"
            keep &= column.among([code for code, text in enumerate(column.table) if (text if some else one in text.split(","))])
        return np.flatnonzero(keep)

    def ordered(self, places: Places, order: str, grouped: bool) -> tuple[Places, tuple[Group, ...]]:
        """These places in an order of ORDERS, and where grouped, label by label; what is unknown comes last."""
        age = np.nan_to_num(self.numbers["when"][places], nan=0.0)
        labels = self.columns["text"].ranks[places]
        if order == "suspicion":
            keys: list[NDArray[Any]] = [places, -np.nan_to_num(self.numbers["suspicion"][places], nan=-1.0)]
        elif order == "label":
            keys = [places, age, labels]
        else:
            keys = [places, age] if order == "oldest" else [-places, -age]
        if grouped:
            keys.append(labels)
        made = places[np.lexsort(keys)]
        return made, self._groups(made) if grouped else ()

    def _groups(self, places: Places) -> tuple[Group, ...]:
        column = self.columns["text"]
        codes = column.codes[places]
        if not len(codes):
            return ()
        starts = np.append(0, np.flatnonzero(np.diff(codes)) + 1)
        counts = np.diff(np.append(starts, len(codes)))
        return tuple(
            Group(column.table[codes[start]], start, count) for start, count in zip(starts.tolist(), counts.tolist(), strict=True)
        )

    @property
    def suspects(self) -> int:
        """How many are worth a look."""
        return int(np.count_nonzero(self.numbers["suspicion"] >= SUSPECT))

    def value(self, name: str, place: int) -> str:
        """A string of one sample."""
        return self.columns[name][place]

    def number(self, name: str, place: int) -> float:
        """A number of one sample, NaN where unknown."""
        return float(self.numbers[name][place])
