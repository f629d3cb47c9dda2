"""A pen plotter: how its pen goes up and down, how fast it moves, where its corner is, in which order it draws."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args

from engines.export.paint import ExportError

Lift = Literal["servo", "spindle", "z", "custom"]
Origin = Literal["bottom-left", "top-left"]
Order = Literal["written", "shortest"]

LONGEST_CODE = 2000  # characters of commands of one's own
FASTEST = 100_000.0  # mm/min


@dataclass(frozen=True)
class LiftFacts:
    """What a way of lifting does where nothing else is asked for. dwell: s that the pen needs. milliseconds: how G4 counts
    there.
    """

    down: float
    up: float
    dwell: float
    milliseconds: bool = False


LIFTS: dict[Lift, LiftFacts] = {
    "servo": LiftFacts(40.0, 90.0, 0.15, milliseconds=True),  # degrees; Marlin's G4 P counts milliseconds
    "spindle": LiftFacts(90.0, 30.0, 0.15),  # the S of M3, to which Grbl plotters wire their servo; G4 P counts seconds
    "z": LiftFacts(0.0, 5.0, 0.0),  # mm; moves wait for one another
    "custom": LiftFacts(0.0, 0.0, 0.15),
}


@dataclass(frozen=True)
class Plotter:
    """What a plotter is told. Fields that are None take what suits `lift`.

    lift: "servo" (M280), "spindle" (M3 with S), "z" (heights of the Z axis) or "custom" (commands of one's own). down, up:
    degrees, S value or mm. down_code, up_code: lines of G-code for "custom". feed: mm/min with the pen down; travel: with the
    pen up; plunge: of the Z axis. dwell: s to wait after each move of the pen. milliseconds: whether G4 counts them instead
    of seconds. origin: the corner at X0 Y0, "bottom-left" with y up or "top-left" with y down. landscape: the page lies on
    its side. in_place: ink stays where it lies on the page instead of in its middle. order: "written" or "shortest"; turning:
    whether the shortest way may draw a stroke from its end. before, after: lines of G-code behind the header and before the
    end. comments: whether the file says what it does.
    """

    lift: Lift = "servo"
    down: float | None = None
    up: float | None = None
    down_code: str = ""
    up_code: str = ""
    feed: float = 1500.0
    travel: float = 3000.0
    plunge: float = 600.0
    dwell: float | None = None
    milliseconds: bool | None = None
    origin: Origin = "bottom-left"
    landscape: bool = False
    in_place: bool = False
    order: Order = "written"
    turning: bool = True
    before: str = ""
    after: str = ""
    comments: bool = True

    @property
    def height(self) -> float:
        """Degrees, S value or mm at which the pen draws."""
        return LIFTS[self.lift].down if self.down is None else self.down

    @property
    def raised(self) -> float:
        """The same where it does not."""
        return LIFTS[self.lift].up if self.up is None else self.up

    @property
    def wait(self) -> float:
        """Seconds after each move of the pen."""
        return LIFTS[self.lift].dwell if self.dwell is None else self.dwell

    def check(self) -> None:
        """Raises ExportError for values that no plotter can be told."""
        for name in ("feed", "travel", "plunge"):
            if not 1 <= getattr(self, name) <= FASTEST:
                raise ExportError(f"A plotter moves at 1 to {FASTEST:g} mm a minute.")
        if not (
            math.isfinite(self.height) and abs(self.height) <= 1e5 and math.isfinite(self.raised) and abs(self.raised) <= 1e5
        ):
            raise ExportError("The pen's positions up and down must be numbers.")
        if not 0 <= self.wait <= 60:
            raise ExportError("The wait after a move of the pen is between 0 and 60 seconds.")
        if self.lift == "custom" and not (self.down_code.strip() and self.up_code.strip()):
            raise ExportError("Say which commands lower and raise the pen, for example M3 S90 and M5.")
        for code in (self.down_code, self.up_code, self.before, self.after):
            if len(code) > LONGEST_CODE or not all(" " <= letter <= "~" or letter == "\n" for letter in code):
                raise ExportError(f"Commands of one's own are plain ASCII lines, at most {LONGEST_CODE:,} characters.")

    def noted(self) -> dict[str, Any]:
        """What differs from the defaults, as JSON may hold it."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name)) != field.default}

    @classmethod
    def from_notes(cls, notes: Mapping[str, Any]) -> Plotter:
        """A plotter from `noted`; what is unknown or makes no sense is left at its default."""
        made = cls()
        for field in fields(cls):
            if field.name in notes:
                try:
                    made = replace(made, **{field.name: _of_its_kind(field.name, notes[field.name])})
                except (TypeError, ValueError, OverflowError):
                    continue
        return made

    @classmethod
    def from_words(cls, words: Mapping[str, str]) -> Plotter:
        """A plotter from field names and what was typed for them; "\\n" stands for a new line in commands.

        Raises ExportError for an unknown field and for a value that it cannot hold.
        """
        known = {field.name: field for field in fields(cls)}
        made = cls()
        for name, word in words.items():
            if name not in known:
                raise ExportError(f"A plotter has no {name!r}; it has {', '.join(known)}.")
            try:
                made = replace(made, **{name: _of_its_kind(name, _typed(name, word))})
            except (TypeError, ValueError, OverflowError):
                allowed = f"one of {', '.join(_CHOICES[name])}" if name in _CHOICES else _SORTS[_sort(name)]
                raise ExportError(f"The plotter's {name} is {allowed}, not {word!r}.") from None
        made.check()
        return made


_CHOICES: dict[str, tuple[str, ...]] = {"lift": get_args(Lift), "origin": get_args(Origin), "order": get_args(Order)}
_CODES = {"down_code", "up_code", "before", "after"}
_SWITCHES = {"milliseconds", "landscape", "in_place", "turning", "comments"}
_OPEN = {"down", "up", "dwell", "milliseconds"}  # may be None
_SORTS = {"switch": "yes or no", "code": "lines of G-code", "number": "a number"}
_YES = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "off": False, "0": False}


def _sort(name: str) -> str:
    return "switch" if name in _SWITCHES else "code" if name in _CODES else "number"


def _typed(name: str, word: str) -> Any:
    if name in _CHOICES:
        return word
    if name in _SWITCHES:
        return _YES.get(word.strip().lower(), word)
    return word.replace("\\n", "\n") if name in _CODES else float(word)


def _of_its_kind(name: str, value: Any) -> Any:
    """`value` where the field can hold it; raises TypeError, ValueError or OverflowError."""
    if value is None and name in _OPEN:
        return None
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            raise ValueError(name)
        return value
    wanted: Any = {"switch": bool, "code": str, "number": (int, float)}[_sort(name)]
    if not isinstance(value, wanted) or (isinstance(value, bool) and _sort(name) == "number"):
        raise TypeError(name)
    if _sort(name) == "number" and not math.isfinite(float(value)):
        raise ValueError(name)
    return float(value) if _sort(name) == "number" else value
