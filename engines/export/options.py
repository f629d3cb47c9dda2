"""What leaves and how it looks: one value that the command line, the dialog and the clipboard fill in alike.

A field that is None takes what suits the kind: pictures lie on paper and drawings on nothing, replays are coloured by time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

from engines.export.copybook import Copybook
from engines.export.curves import TOLERANCE
from engines.export.paint import MARGIN, PAPER, ExportError, rgb
from engines.export.plotter import Plotter
from engines.ink.brush import Brush

Style = Literal["outline", "line"]

LONGEST = 1024  # px, the longer side of a picture
LONGEST_GIF = 480  # px, of a GIF
FPS = 25.0  # frames a second of a GIF
REST = 1.6  # s that the finished ink of a replay stands
NOTHING = ""  # a background that is none
MAX_SPEED = 1000.0

PLOTTER, COPYBOOK = Plotter(), Copybook()  # usual ones

_SHOWN = frozenset(("pen", "colour", "background", "margin", "guides"))
_SCALED = frozenset(("size", "width", "height"))
_STILL = _SHOWN | {"timed", "marks", "style"}
_SHEET = frozenset(("pen", "page", "guides", "tolerance", "title", "copybook"))
_PLAYED = _SHOWN | {"timed", "speed", "loop", "rest"}


@dataclass(frozen=True)
class Kind:
    """A kind of file. suffixes: the first is the usual one. uses: the fields of Options that change it."""

    suffixes: tuple[str, ...]
    uses: frozenset[str]
    paper: str = NOTHING  # the background where none is asked for
    style: Style = "outline"  # where none is asked for
    replay: bool = False
    loops: bool = False  # where nothing is asked for


KINDS: dict[str, Kind] = {
    "svg": Kind((".svg",), _STILL | {"tolerance", "title"}, style="line"),
    "svg-replay": Kind((".svg",), _PLAYED | {"tolerance", "title"}, replay=True),
    "png": Kind((".png",), _STILL | _SCALED, PAPER),
    "jpg": Kind((".jpg", ".jpeg"), _STILL | _SCALED, PAPER),
    "webp": Kind((".webp",), _STILL | _SCALED, PAPER),
    "tiff": Kind((".tif", ".tiff"), _STILL | _SCALED, PAPER),
    "gif": Kind((".gif",), _PLAYED | _SCALED | {"fps"}, PAPER, replay=True, loops=True),
    "pdf": Kind((".pdf",), _STILL | {"tolerance", "title", "page", "fit"}),
    "sheet": Kind((".pdf",), _SHEET),
    "sheet-svg": Kind((".svg",), _SHEET),
    "gcode": Kind((".gcode", ".nc"), frozenset(("margin", "tolerance", "title", "page", "fit", "plotter")), style="line"),
    "inkml": Kind((".inkml",), frozenset()),
    "json": Kind((".json",), frozenset()),
    "xopp": Kind((".xopp",), frozenset()),
    "unipen": Kind((".unipen",), frozenset()),
}
EXACT = ("inkml", "json", "xopp", "unipen")  # points as they were recorded, not drawn
ENDINGS = tuple(dict.fromkeys(suffix for kind in KINDS.values() for suffix in kind.suffixes))


@dataclass(frozen=True)
class Options:
    """How ink leaves. Every field has a sense for the kinds whose `uses` names it and none for the others.

    kind: a name of KINDS, "" = by the file's ending. size: px of the longer side, None = what suits the kind; width, height:
    px (one: the other follows the ink; both: the ink is centred in them). pen, colour ("#RRGGBB"): None = as each stroke was
    written. background: "#RRGGBB", "" = transparent. style: "outline" with the pen's varying width, "line" one centre-line of
    even width a stroke. margin: mm around the ink. tolerance: mm that curves may stray from the points, 0 keeps every point.
    timed: coloured pink to yellow in time. marks: a number where each stroke begins and an arrow on its way. guides:
    baselines, x-height and slant of the page. speed: 1 as written. rest: s that the finished ink stands. page: a name of
    sheets.SIZES, "" = as large as the ink, or "300x200" in mm; fit: as large as that page allows instead of true size.
    plotter: what G-code is told. copybook: what a ductus sheet is like.
    """

    kind: str = ""
    size: int | None = None
    width: int | None = None
    height: int | None = None
    pen: Brush | None = None
    colour: str | None = None
    background: str | None = None
    style: Style | None = None
    margin: float = MARGIN
    tolerance: float = TOLERANCE
    timed: bool | None = None
    marks: bool = False
    guides: bool = False
    speed: float = 1.0
    fps: float = FPS
    loop: bool | None = None
    rest: float = REST
    page: str = ""
    fit: bool = False
    title: str = ""
    plotter: Plotter = PLOTTER
    copybook: Copybook = COPYBOOK

    def for_file(self, path: Path) -> Options:
        """The same with its kind decided by `path` where it was open. Raises ExportError for an ending nobody writes."""
        if self.kind:
            return self
        suffix = Path(path).suffix.lower()
        name = next((name for name, kind in KINDS.items() if suffix in kind.suffixes), None)
        if name is None:
            raise ExportError(f"{path} does not end like something that Ductus writes; use {', '.join(ENDINGS)}.")
        return replace(self, kind=name)

    @property
    def facts(self) -> Kind:
        """What its kind is like; a picture's where the kind is open."""
        return KINDS[self.kind or "png"]

    def uses(self, name: str) -> bool:
        """Whether the field `name` changes what is written."""
        return name in self.facts.uses

    @property
    def paper(self) -> str:
        """The background that is drawn, "" = none."""
        return self.facts.paper if self.background is None else self.background

    @property
    def lines(self) -> bool:
        """Whether strokes leave as centre-lines."""
        return (self.style or self.facts.style) == "line"

    @property
    def coloured_by_time(self) -> bool:
        """Whether colour tells the time."""
        return self.facts.replay if self.timed is None else self.timed

    @property
    def looped(self) -> bool:
        """Whether a replay begins again."""
        return self.facts.loops if self.loop is None else self.loop

    @property
    def longest(self) -> int:
        """Pixels of the longer side of a picture or GIF."""
        return self.size if self.size is not None else LONGEST_GIF if self.kind == "gif" else LONGEST

    def check(self) -> None:
        """Raises ExportError for values that nothing can be drawn with."""
        if self.kind and self.kind not in KINDS:
            raise ExportError(f"{self.kind!r} is not a kind of file that Ductus writes; use one of {', '.join(KINDS)}.")
        if not (math.isfinite(self.speed) and 0 < self.speed <= MAX_SPEED):
            raise ExportError(f"The speed of a replay must be a number above zero, at most {MAX_SPEED:g}.")
        if not 1 <= self.fps <= 50:
            raise ExportError("A GIF shows between 1 and 50 frames a second.")
        if not 0 <= self.rest <= 600:
            raise ExportError("The rest at the end of a replay is between 0 and 600 seconds.")
        if not 0 <= self.tolerance <= 10:
            raise ExportError("The tolerance of curves is between 0 and 10 mm.")
        for colour in (self.colour, self.paper):
            if colour:
                rgb(colour)
        if not self.paper and self.kind == "jpg":
            raise ExportError("JPEG pictures cannot be transparent; use PNG or WebP, or choose a background.")
        if not self.paper and self.kind == "gif":
            raise ExportError("A GIF of a replay needs a background; choose a colour.")

    def as_plain(self) -> dict[str, Any]:
        """What differs from the defaults, as JSON may hold it."""
        return {
            field.name: value.noted() if isinstance(value, Brush | Plotter | Copybook) else value
            for field in fields(self)
            if (value := getattr(self, field.name)) != field.default
        }

    @classmethod
    def of_plain(cls, values: Mapping[str, Any]) -> Options:
        """Options from what as_plain gave; what is unknown or makes no sense is left at its default."""
        made = cls()
        for field in fields(cls):
            if field.name in values:
                try:
                    value = values[field.name]
                    if field.name == "pen" and isinstance(value, Mapping):
                        value = Brush.from_notes(value)
                    if field.name in ("plotter", "copybook") and isinstance(value, Mapping):
                        value = (Plotter if field.name == "plotter" else Copybook).from_notes(value)
                    tried = replace(made, **{field.name: _of_its_kind(field.name, value)})
                    tried.check()
                except (TypeError, ValueError):
                    continue
                made = tried
        return made


_TEXTS = {"kind", "colour", "background", "style", "page", "title"}
_SWITCHES = {"timed", "marks", "guides", "loop", "fit"}
_COUNTS = {"size", "width", "height"}


def _of_its_kind(name: str, value: Any) -> Any:
    """`value` where the field can hold it; raises TypeError or ValueError."""
    if value is None and name in ("size", "width", "height", "pen", "colour", "background", "style", "timed", "loop"):
        return None
    kinds = (
        (("pen",), Brush),
        (("plotter",), Plotter),
        (("copybook",), Copybook),
        (_TEXTS, str),
        (_SWITCHES, bool),
        (_COUNTS, int),
    )
    wanted: Any = next((kind for names, kind in kinds if name in names), (int, float))
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise TypeError(name)
    if (name == "kind" and value and value not in KINDS) or (name == "style" and value not in ("outline", "line")):
        raise ValueError(name)
    return value
