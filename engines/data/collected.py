"""What is collected of a hand, as values and as records: writers, sessions, items, and the steps that undo takes back.

Kinds of records: "base" (first of a journal: the collection's state when the journal was begun), "writer", "consent" (what a
writer agreed to, and when), "device", "session", "note" (a prompt skipped, or gone back to), "sample" (an item, accepted or
added), "edit" (other texts for items), "tombstone" (items deleted), "undo" (a step taken back or done again), "pen" (new points
of ink that is not accepted yet) and "lift" (that ink will not come). Each says absolutely what is so afterwards, never relative
to the record before, so that a lost record costs what it held and nothing else, and reading records twice changes nothing.
"""

from __future__ import annotations

import math
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from engines.data.records import Arrays, Draft, Record, pack_strokes, unpack_strokes
from engines.data.sample import Provenance, Sample
from engines.ink.types import Ink, new_id

CONSENTS = ("private", "research", "public")  # only on this machine; may be shared for research; may be published
EDITS = frozenset({"sample", "edit", "tombstone", "undo"})  # kinds that say what becomes of items
PEN = frozenset({"pen", "lift"})  # kinds that are of no use when the ink is accepted
PROVENANCE = ("source", "licence", "device", "time", "consent", "category")


def now() -> str:
    """The time as ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def plain(text: str) -> str:
    """Text that every file can hold: halves of characters become question marks."""
    return text.encode("utf-8", "replace").decode()


@dataclass(frozen=True)
class Writer:
    """A person whose hand is collected. id: stable, never used again; consent: one of CONSENTS; created: ISO 8601."""

    id: str
    name: str
    hand: str = ""  # "right", "left", "both", "" unknown
    script: str = ""
    device: str = ""
    consent: str = "private"
    licence: str = ""  # such as "CC BY 4.0"
    note: str = ""
    created: str = ""


def new_writer(name: str, **fields: str) -> Writer:
    """A writer with an id that nobody has had: "anna-3f9a21"."""
    stem = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:20] or "writer"
    return Writer(f"{stem}-{uuid.uuid4().hex[:6]}", name, **({"created": now()} | fields))


@dataclass(frozen=True)
class Box:
    """The box that was written in: mm, origin top left, y down. NaN: there is none."""

    width: float = math.nan
    height: float = math.nan
    baseline: float = math.nan  # y of the line
    x_height: float = math.nan  # y of the line
    slant: float = math.nan  # degrees from upright


@dataclass(frozen=True, eq=False)
class Item:
    """One accepted piece of writing.

    sample: ink in mm of the box, the label as its text, Writer.id as its writer. prompt: what was asked. figures: "confidence"
    (of the prompt by the recogniser, 0..1), "outlier" (0..1, 1 = like nothing else of this writer), "suspicion" (0..1, what
    sorting goes by), "points", "seconds", "rate" (Hz). remarks: what it was accepted in spite of ("border", "few_points",
    "fast", "reads_otherwise", "unlike_you").
    """

    id: str = field(default_factory=new_id)
    sample: Sample = field(default_factory=Sample)
    prompt: str = ""
    session: str = ""
    box: Box = field(default_factory=Box)
    figures: Mapping[str, float] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def labelled(self, text: str) -> Item:
        """The same item under another label."""
        return self if text == self.sample.text else replace(self, sample=replace(self.sample, text=text))


@dataclass(frozen=True)
class Session:
    """One sitting. sets: names of prompt sets; waits: nothing goes on by itself; started: ISO 8601; seed: of the order."""

    id: str
    writer: str
    device: str = ""
    sets: tuple[str, ...] = ()
    left_handed: bool = False
    waits: bool = False
    started: str = ""
    seed: int = 0


@dataclass(frozen=True)
class Passed:
    """What happened to one prompt of a session. kind: "accepted" (then item is its id) or the kind of a note."""

    kind: str
    prompt: str
    item: str = ""


@dataclass(frozen=True)
class Unfinished:
    """Ink that was being written when the program ended."""

    ink: Ink
    session: str = ""
    prompt: str = ""


@dataclass(frozen=True)
class Edit:
    """What became of one item: its text before and after; None: it is not there."""

    id: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Step:
    """One action of a person, whatever it touched. what: "accept", "add", "delete" or "relabel"."""

    number: int
    what: str
    edits: tuple[Edit, ...] = ()

    @property
    def text(self) -> str:
        """The step in English: "Delete 3 samples"."""
        verb = {"accept": "Accept", "add": "Add", "delete": "Delete", "relabel": "Relabel"}.get(self.what, "Change")
        if len(self.edits) == 1:
            label = self.edits[0].after if self.what == "accept" else None
            return f"{verb} {label}" if label else f"{verb} sample"
        return f"{verb} {len(self.edits)} samples"


# As records


def _told(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _number(told: Any) -> float:
    return math.nan if told is None else float(told)


def about_of(item: Item) -> dict[str, Any]:
    """What an item says beside its sample, prompt and session, as JSON holds it: box, figures and remarks, where told."""
    box = [_told(value) for value in (item.box.width, item.box.height, item.box.baseline, item.box.x_height, item.box.slant)]
    figures = {name: float(value) for name, value in item.figures.items() if math.isfinite(value)}
    told: dict[str, Any] = {"box": box if any(value is not None for value in box) else [], "figures": figures}
    return {name: value for name, value in (told | {"remarks": list(item.remarks)}).items() if value}


def item_from(id: str, sample: Sample, prompt: str, session: str, about: Mapping[str, Any]) -> Item:
    """The item of `about_of`. Raises ValueError or TypeError where it makes no sense."""
    box = Box(*(_number(value) for value in about.get("box", ())))
    figures = {str(name): float(value) for name, value in about.get("figures", {}).items()}
    return Item(id, sample, prompt, session, box, figures, tuple(str(code) for code in about.get("remarks", ())))


def sample_draft(item: Item, step: int = 0, follows: int = 0, what: str = "", state: str | None = "") -> Draft:
    """An item as a record. step 0: it belongs to no step that can be undone. state: its text now, None where deleted."""
    sample, ink = item.sample, item.sample.ink
    listed, arrays = pack_strokes(ink.strokes) if ink is not None else (None, {})
    if sample.image is not None:
        arrays["image"] = np.ascontiguousarray(sample.image, np.uint8)
    header: dict[str, Any] = {
        "item": item.id, "text": plain(sample.text), "writer": sample.writer, "prompt": plain(item.prompt),
        "session": item.session, "about": about_of(item), "strokes": listed,
        "provenance": [plain(getattr(sample.provenance, name)) for name in PROVENANCE],
    }  # fmt: skip
    if step:
        header |= {"step": step, "follows": follows, "what": what}
    elif state != "":
        header["state"] = state if state is None else plain(state)
    return "sample", header, arrays


def item_of(record: Record) -> Item:
    """The item of a sample's record. Raises KeyError, ValueError or TypeError where it makes no sense."""
    header, arrays = record.header, record.arrays
    ink = None if header["strokes"] is None else Ink(tuple(unpack_strokes(header["strokes"], arrays)))
    image = arrays.get("image")
    if image is not None and image.ndim != 2:
        raise ValueError("A record's image has not two dimensions.")
    provenance = Provenance(*(str(value) for value in header["provenance"]))
    sample = Sample(ink, image, str(header["text"]), str(header["writer"]), provenance)
    return item_from(str(header["item"]), sample, str(header["prompt"]), str(header["session"]), header["about"])


def edits_draft(step: Step, follows: int) -> Draft:
    """A step of edits or deletions."""
    kind = "tombstone" if step.what == "delete" else "edit"
    return kind, {"step": step.number, "follows": follows, "what": step.what, "edits": listed_edits(step.edits)}, {}


def listed_edits(edits: Sequence[Edit]) -> list[list[str | None]]:
    """Edits as a header holds them."""
    return [[edit.id, edit.before, edit.after if edit.after is None else plain(edit.after)] for edit in edits]


def _text(told: Any) -> str | None:
    return None if told is None else str(told)


def read_edits(listed: Any) -> tuple[Edit, ...]:
    """The edits of `listed_edits`. Raises ValueError or TypeError where they make no sense."""
    return tuple(Edit(str(name), _text(before), _text(after)) for name, before, after in listed)


def edits_of(record: Record) -> tuple[Edit, ...]:
    """What a record makes of items, also of the one it brings. Raises as `item_of`; nothing for other kinds."""
    header = record.header
    if record.kind == "sample":
        return (Edit(str(header["item"]), None, _text(header.get("state", header["text"]))),)
    if record.kind == "base":
        return read_edits(header.get("states", ()))
    return read_edits(header["edits"]) if record.kind in EDITS else ()


def undo_draft(top: int, edits: Sequence[Edit]) -> Draft:
    """After undo or redo: the step that is on top now, and what became of the items."""
    return "undo", {"top": top, "edits": listed_edits(edits)}, {}


def writer_draft(writer: Writer) -> Draft:
    """A writer, new or changed."""
    return "writer", asdict(writer), {}


def consent_draft(writer: Writer) -> Draft:
    """What a writer agrees to from now on."""
    return "consent", {"writer": writer.id, "consent": writer.consent, "licence": writer.licence, "time": now()}, {}


def session_draft(session: Session) -> Draft:
    """A session that begins."""
    return "session", asdict(session), {}


def value_of(kind: type[Any], header: Mapping[str, Any]) -> Any:
    """A Writer or Session from its record; fields of a newer Ductus are left out. Raises TypeError."""
    fields = {name: value for name, value in header.items() if name in kind.__dataclass_fields__}
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()})


def pen_draft(unfinished: Unfinished, written: Mapping[str, int]) -> Draft:
    """Ink that is not accepted yet; written: how many points of each stroke the journal has."""
    strokes = unfinished.ink.strokes
    tails = [(stroke, written.get(stroke.id, 0)) for stroke in strokes if len(stroke) > written.get(stroke.id, 0)]
    names = ("xy", "t", "pressure", "tilt")
    arrays: Arrays = (
        {name: np.concatenate([getattr(stroke, name)[start:] for stroke, start in tails]) for name in names} if tails else {}
    )
    header = {
        "session": unfinished.session, "prompt": plain(unfinished.prompt), "order": [stroke.id for stroke in strokes],
        "new": [[stroke.id, start, len(stroke)] for stroke, start in tails],
    }  # fmt: skip
    return "pen", header, arrays
