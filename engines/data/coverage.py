"""What a dataset of one hand lacks, and what to ask for next: a plan that is the same for the same seed and the same answers.

Covered are forms: each character alone and, where words are written, at the beginning, in the middle and at the end of a run of
letters, and each pair of neighbouring letters. The set of which most is missing is asked from, and in it the prompt that brings
most of what is missing for the least writing. Nobody writes an alphabet in its order, or the same twice in a row.
"""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from engines.data.prompts import Kind, PromptSet

ALONE, FIRST, INNER, LAST, PAIR = "isolated", "initial", "medial", "final", "pair"
PLACES = (ALONE, FIRST, INNER, LAST)
LEAVES = 2  # skips after which a prompt is left in peace
RECENT = 3  # prompts that do not come again so soon
USUAL: dict[Kind, tuple[float, float]] = {  # seconds for a prompt, and for each of its characters
    "letters": (2.5, 0.5),
    "pairs": (2.5, 0.8),
    "words": (3.0, 0.8),
    "sentences": (5.0, 0.6),
}
PAUSE = 4.0  # times the usual: longer is a pause, not the pace

Cell = tuple[str, str]  # (a character, one of PLACES) or (two letters, PAIR)


def cells(text: str) -> Counter[Cell]:
    """The forms that writing `text` gives, and how often."""
    found: Counter[Cell] = Counter()
    for letters, run in groupby(text, str.isalpha):
        each = list(run)
        if not letters:
            found.update((character, ALONE) for character in each if not character.isspace())
        elif len(each) == 1:
            found[each[0], ALONE] += 1
        else:
            found.update([(each[0], FIRST), (each[-1], LAST), *((inner, INNER) for inner in each[1:-1])])
            found.update((first + second, PAIR) for first, second in pairwise(each))
    return found


@dataclass(frozen=True)
class Cover:
    """How well one character or pair is covered. places: place -> (have, want); share: 0..1 of what is wanted of it."""

    text: str
    places: Mapping[str, tuple[int, int]]

    @property
    def have(self) -> int:
        """Renditions collected, wherever they stand."""
        return sum(have for have, _want in self.places.values())

    @property
    def share(self) -> float:
        """How much of what is wanted is there."""
        wants = [min(have, want) / want for have, want in self.places.values() if want]
        return sum(wants) / len(wants) if wants else 1.0


@dataclass(frozen=True)
class Outlook:
    """How far a plan is. wanted: about how many prompts are to come. share: done, 0..1. seconds: left, at the person's pace."""

    wanted: int
    share: float
    seconds: float


@dataclass
class _Asks:
    """One set of the plan. times: how often each of its prompts is wanted at most."""

    of: PromptSet
    times: int
    cells: dict[str, Counter[Cell]] = field(default_factory=dict)
    own: set[Cell] = field(default_factory=set)


class Planner:
    """What to ask for next. sets: in the order chosen. counts: label -> renditions there already. rounds: of each letter.

    The plan depends on these, the seed, and what `accepted`, `skipped` and `taken_back` told since.
    """

    def __init__(
        self, sets: Sequence[PromptSet], counts: Mapping[str, int] | None = None, seed: int = 0, rounds: int = 3
    ) -> None:
        self._seed, self._steps = seed, 0
        self._asks = [_Asks(each, rounds if each.kind == "letters" else max(1, rounds // 3)) for each in sets]
        self._want: dict[Cell, int] = {}
        self._have: Counter[Cell] = Counter()
        self._labels: Counter[str] = Counter()
        self._skips: Counter[str] = Counter()
        self._last: list[str] = []
        self._paces: dict[Kind, list[float]] = {}
        self._kinds: dict[str, Kind] = {}
        for asks in self._asks:
            for prompt in asks.of.prompts:
                asks.cells[prompt] = cells(prompt)
                asks.own.update(asks.cells[prompt])
                self._kinds.setdefault(prompt, asks.of.kind)
            for cell in asks.own:
                self._want[cell] = max(self._want.get(cell, 0), asks.times)
        for label, count in (counts or {}).items():
            self._add(label, count)
        self._total = len(self._to_come())

    # What happened

    def accepted(self, prompt: str, label: str = "", seconds: float = 0.0) -> None:
        """`prompt` was written. label: what it says, where that is something else. seconds: from its showing, 0 for unknown."""
        self._step(prompt)
        self._add(label or prompt, 1)
        if seconds > 0:
            usual = self._usual(prompt)
            self._paces.setdefault(self.kind(prompt), []).append(min(seconds / usual, PAUSE))

    def skipped(self, prompt: str) -> None:
        """A person does not want to write `prompt` now."""
        self._step(prompt)
        self._skips[prompt] += 1

    def taken_back(self, label: str) -> None:
        """A sample that says `label` is not there any more."""
        self._add(label, -1)

    def put_back(self, label: str) -> None:
        """It is there again, or one came from elsewhere."""
        self._add(label, 1)

    def _step(self, prompt: str) -> None:
        self._steps += 1
        self._last = [*self._last, prompt][-RECENT:]

    def _add(self, label: str, count: int) -> None:
        self._labels[label] += count
        for cell, times in cells(label).items():
            self._have[cell] += count * times

    # What comes next

    def next(self) -> str | None:
        """The next prompt; None where nothing is missing any more."""
        due = [(asks, found) for asks in sorted(self._asks, key=self._share, reverse=True) if (found := self._due(asks))]
        for fits in (self._is_fresh, self._is_other):
            for asks, prompts in due:
                if fitting := [prompt for prompt in prompts if fits(prompt, asks)]:
                    return self._best(asks, fitting)
        return self._between() if due else None

    def kind(self, prompt: str) -> Kind:
        """Of which kind a prompt is: it says which box it needs. One that is in no set is judged by its length."""
        found = self._kinds.get(prompt)
        return found or ("letters" if len(prompt) == 1 else "words" if " " not in prompt else "sentences")

    def _lack(self, cell: Cell) -> int:
        return max(0, self._want[cell] - self._have[cell])

    def _missing(self, asks: _Asks, prompt: str) -> int:
        """How many more times `prompt` is wanted."""
        if self._skips[prompt] >= LEAVES:
            return 0
        if asks.of.kind == "sentences":
            return max(0, asks.times - self._labels[prompt])
        return max(self._lack(cell) for cell in asks.cells[prompt])

    def _due(self, asks: _Asks) -> list[str]:
        return [prompt for prompt in asks.of.prompts if self._missing(asks, prompt)]

    def _share(self, asks: _Asks) -> float:
        """How much of the set is missing, 0..1."""
        if asks.of.kind == "sentences":
            return sum(self._missing(asks, prompt) for prompt in asks.of.prompts) / (asks.times * len(asks.of.prompts))
        return sum(map(self._lack, asks.own)) / sum(self._want[cell] for cell in asks.own)

    def _gain(self, asks: _Asks, prompt: str) -> float:
        """What writing `prompt` would bring, for the writing that it asks for."""
        brings = sum(min(times, 1) * self._lack(cell) for cell, times in asks.cells[prompt].items())
        return brings / (2 + len(prompt))

    def _best(self, asks: _Asks, prompts: list[str]) -> str:
        least = min(self._skips[prompt] for prompt in prompts)
        gains = {prompt: self._gain(asks, prompt) for prompt in prompts if self._skips[prompt] == least}
        most = max(gains.values())
        ties = [prompt for prompt, gain in gains.items() if gain >= most - 1e-9]
        return random.Random(f"{self._seed}/{self._steps}").choice(ties)

    def _is_other(self, prompt: str, asks: _Asks) -> bool:
        return not self._last or prompt != self._last[-1]

    def _is_fresh(self, prompt: str, asks: _Asks) -> bool:
        """Whether it was not asked for a moment ago and follows nothing in the order of an alphabet or of its set."""
        if not self._last or prompt in self._last:
            return not self._last
        last = self._last[-1]
        if len(prompt) == len(last) == 1:
            return abs(ord(prompt.lower()[0]) - ord(last.lower()[0])) > 1
        prompts = asks.of.prompts
        return last not in prompts or abs(prompts.index(prompt) - prompts.index(last)) > 1

    def _between(self) -> str:
        """The one prompt still missing was the last one: something else between, what there is least of."""
        others = {prompt for asks in self._asks for prompt in asks.of.prompts} - {self._last[-1]}
        plain = sorted(prompt for prompt in others if len(prompt) <= len(self._last[-1])) or sorted(others)
        return min(plain, key=lambda prompt: self._labels[prompt]) if plain else self._last[-1]

    # How far it is

    @property
    def total(self) -> int:
        """About how many prompts were wanted when the plan was made."""
        return self._total

    def outlook(self) -> Outlook:
        """What is still to come."""
        coming = self._to_come()
        share = min(1.0, max(0.0, 1 - len(coming) / self._total)) if self._total else 1.0
        known = [pace for paces in self._paces.values() for pace in paces]
        general = median(known) if known else 1.0
        own = {kind: median(paces) for kind, paces in self._paces.items() if len(paces) >= 3}
        seconds = sum(self._usual(prompt) * own.get(self.kind(prompt), general) for prompt in coming)
        return Outlook(len(coming), share, seconds)

    def _usual(self, prompt: str) -> float:
        each, more = USUAL[self.kind(prompt)]
        return each + more * len(prompt)

    def _to_come(self) -> list[str]:
        """What is still to be written: letters and sentences by count, words and pairs by going through the plan."""
        found: list[str] = []
        for asks in self._asks:
            if asks.of.kind in ("letters", "sentences"):
                found += [prompt for prompt in asks.of.prompts for _ in range(self._missing(asks, prompt))]
        return found + self._cover_greedily()

    def _cover_greedily(self) -> list[str]:
        """Which words and pairs would be asked for. A gain only falls as forms are covered, so that few have to be looked at."""
        lack = {cell: self._lack(cell) for cell in self._want}
        heap: list[tuple[float, int, str, Counter[Cell]]] = []
        for asks in self._asks:
            if asks.of.kind in ("pairs", "words"):
                for prompt in self._due(asks):
                    heap.append((-self._gain(asks, prompt), len(heap), prompt, asks.cells[prompt]))
        heapq.heapify(heap)
        found: list[str] = []
        while heap:
            promised, order, prompt, own = heapq.heappop(heap)
            gain = -sum(lack[cell] for cell in own) / (2 + len(prompt))
            if gain == 0:
                continue
            if gain > promised:
                heapq.heappush(heap, (gain, order, prompt, own))
                continue
            found.append(prompt)
            for cell, times in own.items():
                lack[cell] = max(0, lack[cell] - times)
            heapq.heappush(heap, (gain, order, prompt, own))
        return found

    # The map

    def glyphs(self) -> tuple[Cover, ...]:
        """Every character that the sets hold, in their order."""
        return self._covers(cell for asks in self._asks for prompt in asks.of.prompts for cell in asks.cells[prompt])

    def pairs(self) -> tuple[Cover, ...]:
        """Every pair of letters that the sets hold, in their order."""
        every = (cell for asks in self._asks for prompt in asks.of.prompts for cell in asks.cells[prompt])
        return self._covers(every, pairs=True)

    def _covers(self, found: Iterable[Cell], pairs: bool = False) -> tuple[Cover, ...]:
        places: dict[str, dict[str, tuple[int, int]]] = {}
        for cell in found:
            text, place = cell
            if (place == PAIR) == pairs:
                places.setdefault(text, {})[place] = (max(0, self._have[cell]), self._want[cell])
        return tuple(Cover(text, there) for text, there in places.items())
