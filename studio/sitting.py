"""One sitting of collecting: what is asked, what was written, what was noticed, and where to go on after any interruption.

Everything that is done is in the collection before it is shown as done. A sitting is told by its records: which prompt was asked
last, what became of those before, and the ink that was in the box.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from engines.data.collection import Collection, Item, Session, now
from engines.data.coverage import Outlook, Planner
from engines.data.prompts import Kind, prompt_set
from engines.data.sample import Provenance, Sample
from engines.ink.quality import rate, remarks
from engines.ink.types import Ink, new_id
from studio.checking import Checking, Opinion
from studio.ruling import ruled, task_of
from studio.words import tr
from studio.writing_desk import ACCEPT, BACK, PLAY, REDO, SKIP, WritingDesk

ASKED, SKIPPED, WENT_BACK = "asked", "skipped", "back"  # kinds of notes: what became of a prompt,
ROUNDS, PAUSED, DONE = "rounds", "paused", "finished"  # and of the sitting
LONGER: dict[Kind, float] = {"letters": 1.0, "pairs": 1.2, "words": 1.6, "sentences": 2.5}  # rests of the pen within a prompt
PATIENCE = 0.6  # s that going on by itself waits for an opinion
HESITATION = 700  # ms that the pen must rest before an opinion is spoken: an i without its dot reads as l
TILES = 6  # samples of which the ink is kept at hand


@dataclass
class Entry:
    """A prompt that was answered. item: of its sample, "" where it was skipped. there: whether that sample still is."""

    prompt: str
    item: str = ""
    ink: Ink | None = None
    there: bool = True


class Sitting(QObject):
    """Asks for one prompt after the other until nothing is missing.

    rest: s that the pen has to rest before it goes on by itself, 0 for never. changed: progress or what was collected is
    another. ended: nothing is missing any more.
    """

    changed = Signal()
    ended = Signal()

    def __init__(
        self, collection: Collection, session: Session, desk: WritingDesk, checking: Checking, rest: float, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.collection, self.session = collection, session
        self.rest, self.waits = rest, session.waits
        self._desk, self._checking = desk, checking
        self._opinion: Opinion | None = None
        self._codes: tuple[str, ...] = ()
        self._trail: list[Entry] = []
        self._at = 0  # in the trail; behind its end: at the fresh prompt
        self._fresh, self._fresh_ink, self._late = "", Ink(), False
        self._shown = time.monotonic()
        self._resting, self._patience, self._speaking = (QTimer(self, singleShot=True) for _ in range(3))
        self._speaking.timeout.connect(self._say)
        self._resting.timeout.connect(self._rested)
        self._patience.timeout.connect(self._go_on)
        self.planner = self._planned()
        desk.acted.connect(self.act)
        desk.box.touched.connect(self._touched)
        desk.box.grew.connect(self._grew)
        desk.box.changed.connect(self._changed)
        checking.told.connect(self._judged)

    # Where it stands

    @property
    def prompt(self) -> str:
        """What is asked now; "" when nothing is."""
        return self._trail[self._at].prompt if self._at < len(self._trail) else self._fresh

    @property
    def accepted(self) -> int:
        """Samples of this sitting that are there."""
        return sum(bool(entry.item) and entry.there for entry in self._trail)

    @property
    def latest(self) -> list[Entry]:
        """The newest samples whose ink is at hand, oldest first."""
        return [entry for entry in self._trail if entry.item and entry.there and entry.ink is not None][-TILES:]

    def outlook(self) -> Outlook:
        """How far it is."""
        return self.planner.outlook()

    def _planned(self) -> Planner:
        """The plan as it was when the sitting began, and everything that was done since."""
        session, collection = self.session, self.collection
        passed = collection.progress(session.id)
        counts = Counter(collection.counts.get(session.writer, {}))
        for each in passed:
            text = collection.text_of(each.item) if each.item else None
            if text is not None:
                counts[text] -= 1
        rounds = next((int(each.prompt) for each in passed if each.kind == ROUNDS and each.prompt.isdigit()), 2)
        planner = Planner([prompt_set(name) for name in session.sets], counts, session.seed, rounds)
        for each in passed:
            if each.kind == "accepted":
                text = collection.text_of(each.item)
                planner.accepted(each.prompt, text or each.prompt)
                if text is None:
                    planner.taken_back(each.prompt)
                known = collection.items.get(each.item)
                self._trail.append(Entry(each.prompt, each.item, known.sample.ink if known else None, text is not None))
            elif each.kind == SKIPPED:
                planner.skipped(each.prompt)
                self._trail.append(Entry(each.prompt))
            elif each.kind == ASKED:
                self._fresh = each.prompt
            if each.kind in ("accepted", SKIPPED) and each.prompt == self._fresh:
                self._fresh = ""
        self._at = len(self._trail)
        return planner

    def set_pace(self, rest: float, waits: bool) -> None:
        """How it goes on: by itself when the pen rests for `rest` s (0: never), or only when told."""
        self.rest, self.waits = rest, waits
        self._stop()

    def begin(self) -> None:
        """Show where it stands: the prompt that was asked last, with the ink that was in the box."""
        left = self.collection.unfinished
        mine = left is not None and left.session == self.session.id and bool(left.ink.points)
        if left is not None and mine:
            self._fresh = left.prompt or self._fresh
        if not self._fresh:
            self._next()
            return
        self._show()
        if left is not None and mine:
            self._desk.box.set_ink(left.ink)
            self._judge()

    def follow(self) -> None:
        """Samples were deleted, relabelled or brought back elsewhere, or by undo."""
        for entry in self._trail:
            there = bool(entry.item) and self.collection.text_of(entry.item) is not None
            if entry.item and there != entry.there:
                entry.there = there
                (self.planner.put_back if there else self.planner.taken_back)(entry.prompt)
        self.changed.emit()

    def close(self) -> None:
        """The desk is for others from now on."""
        self._stop()
        self._desk.acted.disconnect(self.act)
        self._desk.box.touched.disconnect(self._touched)
        self._desk.box.grew.disconnect(self._grew)
        self._desk.box.changed.disconnect(self._changed)
        self._checking.told.disconnect(self._judged)
        self.deleteLater()

    # What a person does

    def act(self, name: str) -> None:
        """One of the desk's few actions."""
        does: dict[str, Callable[[], None]] = {
            ACCEPT: self.accept,
            REDO: self.redo,
            SKIP: self.skip,
            BACK: self.back,
            PLAY: self._desk.box.play,
        }
        if not self._desk.box.writing:
            does[name]()

    def accept(self) -> None:
        """Keep what is written, whatever was noticed, and go on."""
        ink = self._desk.box.ink
        if not ink.points or not self.prompt:
            return
        self._stop()
        old = self._trail[self._at] if self._at < len(self._trail) else None
        if old is not None and old.ink is not None and old.there and _same(old.ink, ink):
            self._forward()
            return
        item = self._item(ink)
        seconds = time.monotonic() - self._shown
        self.collection.accept(item)
        if self._opinion is not None:
            self._checking.keep(self._opinion)
        if old is None:
            self._trail.append(Entry(self.prompt, item.id, ink))
            self._at = len(self._trail)
            self.planner.accepted(item.prompt, seconds=seconds)
            self._next()
        else:
            if old.item and old.there:
                self.collection.delete([old.item])
            else:
                self.planner.put_back(item.prompt)
            self._trail[self._at] = Entry(old.prompt, item.id, ink)
            self._forward()
        self._forget_old_ink()
        self.changed.emit()

    def redo(self) -> None:
        """Empty the box; the prompt stays."""
        self._stop()
        self._desk.box.set_ink(Ink())
        self._changed()

    def skip(self) -> None:
        """Something else; what is in the box is not kept."""
        self._stop()
        if self._at < len(self._trail):
            self._forward()
            return
        self.collection.lift()
        self.collection.note(self.session.id, SKIPPED, self._fresh)
        self.planner.skipped(self._fresh)
        self._trail.append(Entry(self._fresh))
        self._at = len(self._trail)
        self._next()
        self.changed.emit()

    def back(self) -> None:
        """The prompt before, with what was written then."""
        if not self._at:
            return
        self._stop()
        if self._at == len(self._trail):
            self._fresh_ink = self._desk.box.ink
        self._at -= 1
        self.collection.note(self.session.id, WENT_BACK, self.prompt)
        self._show()

    def _forward(self) -> None:
        """On from a prompt that was returned to."""
        self.collection.lift()
        self._at += 1
        self._show()

    def _next(self) -> None:
        """Ask for what is missing most."""
        self._fresh, self._fresh_ink = self.planner.next() or "", Ink()
        self._at = len(self._trail)
        if self._fresh:
            self.collection.note(self.session.id, ASKED, self._fresh)
            self._show()
        else:
            self.collection.note(self.session.id, DONE, "")
            self.ended.emit()

    def _show(self) -> None:
        """The prompt, and what is there of it."""
        kind, prompt = self.planner.kind(self.prompt), self.prompt
        box = ruled(prompt, kind, self.session.left_handed)
        self._desk.show_prompt(prompt, task_of(prompt, kind), box.box, box.lines, box.pitch)
        entry = self._trail[self._at] if self._at < len(self._trail) else None
        ink = self._fresh_ink if entry is None else entry.ink if entry.there else None
        if ink is not None and ink.points:
            self._desk.box.set_ink(ink)
            if entry is None:
                self.collection.pen(ink, self.session.id, prompt)
        self._shown = time.monotonic()
        self._judge(quietly=entry is not None)

    # The pen

    def _touched(self) -> None:
        self._stop()
        self._desk.say_remarks(())

    def _grew(self, ink: Ink) -> None:
        self.collection.pen(ink, self.session.id, self.prompt)

    def _changed(self) -> None:
        ink = self._desk.box.ink
        if ink.points:
            self.collection.pen(ink, self.session.id, self.prompt)
        else:
            self.collection.lift()
        self._judge()
        if ink.points and self.rest and not self.waits and not self._codes:
            self._resting.start(round(1000 * self.rest * LONGER[self.planner.kind(self.prompt)]))

    def _stop(self) -> None:
        self._late = False
        self._resting.stop()
        self._patience.stop()

    def _rested(self) -> None:
        """The pen rests: go on by itself, as soon as there is an opinion."""
        if self._checking.waits:
            self._late = True
            self._patience.start(round(1000 * PATIENCE))
        else:
            self._go_on()

    def _go_on(self) -> None:
        if not self._codes and not self._desk.box.writing:
            self.accept()

    # What is noticed

    def _judge(self, quietly: bool = False) -> None:
        """Look at what is in the box. quietly: it was accepted before."""
        ink, box, prompt = self._desk.box.ink, self._desk.box.box, self.prompt
        self._opinion, self._codes = None, ()
        self._speaking.stop()
        if ink.points and not quietly:
            self._codes = remarks(ink, prompt, box.width, box.height)
            self._checking.ask(ink, prompt, self.session.writer)
        else:
            self._checking.forget()
        there = bool(ink.points)
        self._desk.enable(accept=there, redo=there, play=there, back=self._at > 0, skip=bool(prompt))
        self._say()

    def _judged(self, opinion: Opinion) -> None:
        """The engine's opinion of what is in the box."""
        self._opinion = opinion
        self._codes = (*self._codes, *(code for code in opinion.codes if code not in self._codes))
        if self._codes:
            self._resting.stop()
            self._speaking.start(0 if self._late else HESITATION)
        if self._late:
            self._stop()
            self._go_on()

    def _say(self) -> None:
        read = self._opinion.read if self._opinion is not None else ""
        words = {
            "border": tr("The ink touches the border: it may be cut off."),
            "few_points": tr("Hardly anything arrived of the pen: was it a slip?"),
            "fast": tr("The pen was faster than this device can tell: parts of the way are missing."),
            "reads_otherwise": tr("This reads like “{}”.").format(read),
            "unlike_you": tr("This is unlike your other samples."),
        }
        self._desk.say_remarks([words[code] for code in self._codes])

    def _item(self, ink: Ink) -> Item:
        """What is in the box, with everything that is known of it."""
        session, prompt, box = self.session, self.prompt, self._desk.box
        writer = self.collection.writers[session.writer]
        ends = [stroke.t[np.isfinite(stroke.t)] for stroke in ink]
        times = np.concatenate([*ends, np.zeros(0, np.float32)])
        figures = {"points": float(ink.points), "rate": rate(ink), "seconds": float(np.ptp(times)) if len(times) else 0.0}
        if self._opinion is not None:
            figures |= self._opinion.figures
        doubts = [1 - figures.get("confidence", 1.0), figures.get("outlier", 0.0), 0.5 if self._codes else 0.0]
        figures["suspicion"] = max(doubts)
        kind = self.planner.kind(prompt)
        told = Provenance(
            source=f"collection/{session.id}",
            licence=writer.licence,
            device=box.reader.device or session.device,
            time=now(),
            consent=writer.consent,
            category=kind,
        )
        sample = Sample(ink=ink, text=prompt, writer=writer.id, provenance=told)
        known = {name: value for name, value in figures.items() if np.isfinite(value)}
        return Item(sample=sample, prompt=prompt, session=session.id, box=box.box, figures=known, remarks=self._codes)

    def _forget_old_ink(self) -> None:
        """Only the last few stay at hand for going back and for the tiles."""
        for entry in self._trail[: -10 * TILES]:
            entry.ink = None


def _same(first: Ink, second: Ink) -> bool:
    return [stroke.id for stroke in first] == [stroke.id for stroke in second]


def fresh_session(writer: str, sets: tuple[str, ...], left_handed: bool, waits: bool, device: str) -> Session:
    """A session that begins now."""
    name = new_id()
    return Session(name, writer, device, sets, left_handed, waits, now(), int(name[:6], 16))
