"""The page's history as journal records, and back.

Kinds: "step" (one action with every stroke it added: an action is there whole or not at all), "top" (undo and redo: which step
is on top now), "current" (the picked character), "pen" (new points of the stroke being drawn), "lift" (that stroke will not
come), "steps" (several actions at once: those done before the journal was open), "page" (everything before the first step,
written when a journal is compacted), "picture" (a PNG file that pictures on the page show) and "file" (the page file that the
page belongs to); kinds of a newer Ductus are kept as they are. Each record says where it stands absolutely, never relative to
the one before, so that a lost record costs what it held and nothing else.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engines.data.journal import Draft, Record, pack_brushes, pack_strokes, unpack_brushes, unpack_strokes
from engines.ink.brush import Brush
from engines.ink.types import Stroke
from studio.history import Filed, History, Pictures, Placed, Places, Step
from studio.placed import PlacedPicture, from_header


def step_draft(step: Step, follows: int, *, pen_up: bool = False) -> Draft:
    """One action. follows: the step it was done on top of. pen_up: it brings the stroke that was being drawn."""
    strokes, arrays = pack_strokes([placed.stroke for _, placed in step.added])
    return "step", _step_header(step, follows, pen_up) | {"strokes": strokes}, arrays


def steps_draft(steps: Sequence[Step], follows: int, top: int) -> Draft:
    """Several actions in one record: all of them are there or none. top: the step in force after them."""
    strokes, arrays = pack_strokes([placed.stroke for step in steps for _, placed in step.added])
    headers = []
    for step in steps:
        headers.append(_step_header(step, follows, pen_up=False))
        follows = step.number
    return "steps", {"steps": headers, "strokes": strokes, "top": top}, arrays


def image_draft(image: str, png: bytes) -> Draft:
    """A picture's PNG file under its digest; steps name it."""
    return "picture", {"picture": image}, {"png": np.frombuffer(png, np.uint8)}


def _step_header(step: Step, follows: int, pen_up: bool) -> dict[str, Any]:
    header = {
        "step": step.number,
        "follows": follows,
        "what": step.what,
        "removed": [[position, placed.stroke.id] for position, placed in step.removed],
        "added": [[position, placed.character] for position, placed in step.added],
        "current": [step.before, step.after],
        "pen_up": pen_up,
    }
    if step.off or step.on:
        header["pictures"] = {
            "removed": [[position, picture.id] for position, picture in step.off],
            "added": [[position, picture.header()] for position, picture in step.on],
        }
    return header


def top_draft(number: int) -> Draft:
    """After undo or redo: the step that is on top."""
    return "top", {"step": number}, {}


def current_draft(character: str) -> Draft:
    """The character that is current now."""
    return "current", {"character": character}, {}


def pen_draft(stroke: Stroke, start: int) -> Draft:
    """The points from `start` on of a stroke being drawn; its brush with the first."""
    tail = slice(start, None)
    arrays = {"xy": stroke.xy[tail], "t": stroke.t[tail], "pressure": stroke.pressure[tail], "tilt": stroke.tilt[tail]}
    return "pen", {"stroke": stroke.id, "from": start}, arrays | (pack_brushes([stroke]) if start == 0 else {})


def lift_draft() -> Draft:
    """The stroke being drawn will not come."""
    return "lift", {}, {}


def filed_draft(filed: Filed) -> Draft:
    """The page file that the page belongs to from now on."""
    return "file", {"path": filed.path, "top": filed.top, "digest": filed.digest, "head": dict(filed.head)}, {}


def snapshot(history: History, *, filed: bool = True) -> list[Draft]:
    """The shortest journal that restores this history. filed: also to which file it belongs."""
    start = history.beginning()
    strokes, arrays = pack_strokes([placed.stroke for placed in start.placed])
    characters = [placed.character for placed in start.placed]
    header = {"base": start.base, "current": start.current, "characters": characters, "strokes": strokes}
    if start.pictures:
        header["pictures"] = [picture.header() for picture in start.pictures]
    drafts: list[Draft] = [("page", header, arrays)]
    used = history.used_images()
    drafts += [image_draft(image, png) for image, png in history.images.items() if image in used]
    follows = start.base
    for step in history.steps:
        drafts.append(step_draft(step, follows))
        follows = step.number
    drafts += [top_draft(history.top), current_draft(history.current), *history.foreign]
    return [*drafts, filed_draft(history.filed)] if filed and history.filed != Filed() else drafts


def pictures_of(headers: Iterable[Any]) -> list[PlacedPicture]:
    """The placed pictures of a list of headers, without those that make no sense."""
    made = []
    for header in headers:
        with contextlib.suppress(KeyError, TypeError, ValueError, OverflowError):
            made.append(from_header(header))
    return made


@dataclass
class Restored:
    """What a journal gave back. unfinished: a stroke whose pen-up never came. skipped: sound records that made no sense."""

    history: History
    unfinished: Stroke | None = None
    skipped: int = 0


def restore(records: Iterable[Record]) -> Restored:
    """Walk a page's records from the first to the last. Kinds that are not known are kept as they are."""
    reader = _Reader()
    for record in records:
        try:
            reader.read(record)
        except (KeyError, ValueError, TypeError, OverflowError, IndexError, AttributeError):
            reader.skipped += 1
    unfinished = reader.unfinished()
    return Restored(reader.history, unfinished, reader.skipped)


class _Reader:
    def __init__(self) -> None:
        self.history = History()
        self.seen: dict[str, Placed] = {}
        self.pictures: dict[str, PlacedPicture] = {}
        self.pen_id = ""
        self.pen: list[dict[str, NDArray[Any]]] = []
        self.pen_brush: Brush | None = None
        self.skipped = 0

    def read(self, record: Record) -> None:
        header = record.header
        if record.kind == "step":
            self._step(header, unpack_strokes(header["strokes"], record.arrays))
        elif record.kind == "steps":
            self._steps(record)
        elif record.kind == "top":
            self.history.move_to(header["step"])
        elif record.kind == "current":
            self.history.current = str(header["character"])
        elif record.kind == "pen":
            self._pen(record)
        elif record.kind == "lift":
            self.pen = []
        elif record.kind == "page":
            self._page(record)
        elif record.kind == "picture":
            self.history.images[str(header["picture"])] = record.arrays["png"].tobytes()
        elif record.kind == "file":
            filed = Filed(str(header["path"]), int(header["top"]), str(header["digest"]), dict(header["head"]))
            self.history.filed = filed
        else:
            self.history.foreign.append((record.kind, header, record.arrays))

    def unfinished(self) -> Stroke | None:
        if not self.pen or self.pen_id in self.seen:
            return None
        xy, t, pressure, tilt = (
            np.concatenate([arrays[name] for arrays in self.pen]) for name in ("xy", "t", "pressure", "tilt")
        )
        try:
            return Stroke(xy, t, pressure, tilt, id=self.pen_id, brush=self.pen_brush)
        except ValueError:
            self.skipped += 1
            return None

    def _steps(self, record: Record) -> None:
        strokes = iter(unpack_strokes(record.header["strokes"], record.arrays))
        for header in record.header["steps"]:
            self._step(header, [next(strokes) for _ in header["added"]])
        self.history.move_to(record.header["top"])

    def _step(self, header: dict[str, Any], strokes: Sequence[Stroke]) -> None:
        added: Places = tuple(
            (int(position), Placed(stroke, str(character)))
            for (position, character), stroke in zip(header["added"], strokes, strict=True)
        )
        removed: Places = tuple(
            (int(position), self.seen[stroke_id]) for position, stroke_id in header["removed"] if stroke_id in self.seen
        )
        before, after = header["current"]
        off, on = self._step_pictures(header.get("pictures"))
        step = Step(int(header["step"]), str(header["what"]), removed, added, str(before), str(after), off, on)
        self.history.move_to(header["follows"])
        self.history.current = step.before
        self.history.do(step)
        self.seen.update((placed.stroke.id, placed) for _, placed in added)
        if header["pen_up"]:
            self.pen = []

    def _step_pictures(self, header: Any) -> tuple[Pictures, Pictures]:
        """What a step took off and put on; what makes no sense is left out, never the step."""
        if not isinstance(header, dict):
            return (), ()
        listed = [(int(position), made) for position, told in header.get("added", ()) for made in pictures_of([told])]
        self.pictures |= {made.id: made for _, made in listed}
        off = [(int(position), self.pictures[name]) for position, name in header.get("removed", ()) if name in self.pictures]
        return tuple(off), tuple(listed)

    def _pen(self, record: Record) -> None:
        name, start = str(record.header["stroke"]), int(record.header["from"])
        if start == 0:
            self.pen_id, self.pen, self.pen_brush = name, [], unpack_brushes(record.arrays, 1)[0]
        elif name != self.pen_id or start != sum(len(arrays["xy"]) for arrays in self.pen):
            return  # what came before it is lost
        self.pen.append({channel: record.arrays[channel] for channel in ("xy", "t", "pressure", "tilt")})

    def _page(self, record: Record) -> None:
        header = record.header
        strokes = unpack_strokes(header["strokes"], record.arrays)
        placed = [Placed(stroke, str(name)) for stroke, name in zip(strokes, header["characters"], strict=True)]
        images, pictures = self.history.images, pictures_of(header.get("pictures", ()))
        self.history = History(placed, str(header["current"]), int(header["base"]), pictures)
        self.history.images = images
        self.pictures = {picture.id: picture for picture in pictures}
        self.seen = {place.stroke.id: place for place in placed}
        self.pen = []
