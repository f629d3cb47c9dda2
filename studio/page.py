"""The page: the strokes a person has drawn, the character being written, and an undo that survives a restart.

Every action is written before its signal is emitted, so that a program killed at any moment finds everything again: the
strokes, what can be undone and redone, and a stroke that was still being drawn. The journal is read on a thread of its own: a
fresh page is `opening`, empty and ready for the pen, until what was there comes back below what was drawn meanwhile.

    page = Page(path)                   # or Page() for one that lives in memory only
    view.strokeGrowing.connect(page.pen_moving)
    view.strokeFinished.connect(page.add)
    page.strokeAdded.connect(view.paint_stroke)
    page.rebuilt.connect(view.paint_all)
    page.currentChanged.connect(convert.show_ink)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engines.ink.types import Ink, Stroke
from studio.acting import Acts
from studio.grouping import joins
from studio.history import Filed, History, Pictures, Placed, Step
from studio.placed import Pictured, PlacedPicture
from studio.restoring import REST
from studio.saving import Saver
from studio.words import mark

__all__ = ["Page", "joins"]


class Page(Acts):
    """One page of ink, and of pictures beneath it. One action of a person is one step of undo, whatever it touches.

    strokeAdded comes for a stroke just written, rebuilt for anything else that changed the page; changed always follows either.
    Build it on the GUI thread and `close` it before the program ends. Errors of the disk never raise: they are told by `noticed`
    in plain words while the page lives on in memory and tries again.
    """

    strokeAdded = Signal(object)  # Stroke: paint it on top
    rebuilt = Signal()  # paint everything
    changed = Signal()
    currentChanged = Signal(object)  # Ink of the character being written; empty Ink where there is none
    historyChanged = Signal()
    savedChanged = Signal(bool)
    noticed = Signal(str)  # one plain sentence for the status bar
    opened = Signal()  # what an earlier session drew is there
    laid = Signal()  # another page lies here now; rebuilt and changed come with it

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._saver = Saver(path, self)
        self._history = self._saver.history
        self._strokes: tuple[Stroke, ...] | None = None
        self._current: Ink | None = None
        self._current_told = self.current.strokes
        self._pen: Stroke | None = None  # the stroke being drawn, as far as told,
        self._pen_written = 0  # and how many of its points the journal has
        self._back: tuple[str, Callable[[], None]] | None = None  # how undo leaves a fresh page
        self._gathers = False  # what is written joins the current character, wherever it lies
        self._pen_down = self._ripe = False  # ripe: the journal is open and waits for the pen to be lifted
        self._clock, self._clock_set = 0.0, time.monotonic()
        self._saver.savedChanged.connect(self.savedChanged)
        self._saver.noticed.connect(self.noticed)
        self._saver.rewritten.connect(self._write_pen_anew)
        self._saver.opened.connect(self._opened, Qt.ConnectionType.QueuedConnection)
        self._saver.begin()

    # The page as a whole

    @property
    def filed(self) -> Filed:
        """The page file that this page belongs to; its path is "" for a page without one."""
        return self._history.filed

    @property
    def edited(self) -> bool:
        """Whether the page is another than its file holds; also a page with ink that has no file."""
        filed = self._history.filed
        return self._history.top != filed.top if filed.path else bool(self._history.ids)

    @property
    def writing(self) -> bool:
        """Whether a pen is down."""
        return self._pen_down

    def history(self) -> History:
        """A copy of everything that the page is, to be saved or kept elsewhere."""
        return self._history.copy()

    def set_filed(self, filed: Filed) -> None:
        """The page belongs to that file from now on."""
        self._history.filed = filed
        self._saver.write_filed()
        self.historyChanged.emit()

    def lay(self, history: History, back: tuple[str, Callable[[], None]] | None = None) -> None:
        """Lay another page here, with its own undo; what was here is gone unless it was kept. Not while a pen is down.

        back: what undo calls at the beginning of this page, and by which name.
        """
        self.finish_opening()
        self._back = back
        self._saver.exchange(history)
        self._history = self._saver.history
        last = history.last_moment
        self._clock, self._clock_set = last + REST if last else 0.0, time.monotonic()
        self._write_pen_anew()
        self._tell(rebuilt=True)
        self.laid.emit()

    # Opening

    @property
    def opening(self) -> bool:
        """Whether the journal is still being read; what is drawn meanwhile is kept."""
        return self._saver.opening

    def finish_opening(self) -> None:
        """Have the whole page, waiting for the journal where it is not read yet; for programs without a pen."""
        earlier = self._saver.take_over()
        if earlier is None:
            return
        self._history = self._saver.history
        self._clock = self.now() + earlier
        self._write_pen_anew()
        if self._pen is not None:
            self.pen_moving(self._pen)
        self._tell(rebuilt=True)
        self.opened.emit()
        QTimer.singleShot(0, self._saver, self._saver.tell_notices)

    def _opened(self) -> None:
        self._ripe = True
        if not self._pen_down:
            self.finish_opening()

    def pen_down(self) -> None:
        """A pen touches: nothing moves under it until `add` or `pen_cancelled`."""
        self._pen_down = True

    def _pen_up(self) -> None:
        self._pen, self._pen_written, self._pen_down = None, 0, False
        if self._ripe and self.opening:
            QTimer.singleShot(0, self, self._opened)

    # What is there

    @property
    def path(self) -> Path | None:
        """The journal's file; None for a page in memory."""
        return self._saver.path

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """All strokes in the order in which they lie on the page. The same tuple until the page changes."""
        if self._strokes is None:
            self._strokes = tuple(placed.stroke for placed in self._history.placed)
        return self._strokes

    @property
    def pictures(self) -> tuple[PlacedPicture, ...]:
        """The pictures beneath the ink, from below to above."""
        return tuple(self._history.pictures)

    def image(self, image: str) -> bytes | None:
        """A picture's PNG file by its digest; None where it was lost."""
        return self._history.images.get(image)

    def pictured(self, pictures: Sequence[PlacedPicture]) -> Pictured:
        """These pictures with their files, to be kept elsewhere."""
        images = self._history.images
        return Pictured(tuple(pictures), {each.image: images[each.image] for each in pictures if each.image in images})

    @property
    def picture_bytes(self) -> int:
        """How large the files of all pictures are that lie here or that undo or redo can bring."""
        self._history.prune()
        return sum(map(len, self._history.images.values()))

    @property
    def empty(self) -> bool:
        """Whether nothing lies here."""
        return not self._history.placed and not self._history.pictures

    @property
    def ink(self) -> Ink:
        """The whole page."""
        return Ink(self.strokes)

    @property
    def current(self) -> Ink:
        """The character being written (or picked); empty Ink where there is none."""
        if self._current is None:
            self._current = self._history.ink(self._history.current)
        return self._current

    def stroke(self, stroke_id: str) -> Stroke | None:
        """The stroke of that name, or None where it is not on the page."""
        return next((stroke for stroke in self.strokes if stroke.id == stroke_id), None)

    def ink_of(self, stroke_id: str) -> Ink:
        """The character to which a stroke belongs; empty Ink where it is not on the page."""
        character = self._character_of(stroke_id)
        return self._history.ink(character) if character else Ink()

    @property
    def characters(self) -> tuple[Ink, ...]:
        """Every character on the page, in the order in which they were begun."""
        groups: dict[str, list[Stroke]] = {}
        for placed in self._history.placed:
            groups.setdefault(placed.character, []).append(placed.stroke)
        return tuple(Ink(tuple(strokes)) for strokes in groups.values())

    @property
    def saved(self) -> bool:
        """Whether everything drawn is forced to the disk (never so for a drawn page in memory)."""
        return self._saver.saved

    @property
    def read_only(self) -> bool:
        """Whether this is a copy of a page that another running Ductus holds; what is drawn here is not saved."""
        return self._saver.read_only

    def now(self) -> float:
        """Seconds of the page's clock, for the times of new strokes. Ask at pen-down and count on from there.

        It never runs backward, whatever the computer's clock does, and goes on after the newest stroke of an earlier session.
        """
        real = time.monotonic()
        self._clock += min(real - self._clock_set, REST)
        self._clock_set = real
        return self._clock

    # The pen

    def pen_moving(self, stroke: Stroke) -> None:
        """The stroke being drawn, as far as it is; call every 20 to 100 ms. Its new points go to the journal at once.

        The same `stroke.id` each time and at `add`. It is not on the page before `add`.
        """
        if self._pen is None or stroke.id != self._pen.id:
            self._pen_written = 0
        self._pen, self._pen_down = stroke, True
        if len(stroke) > self._pen_written and self._saver.write_pen(stroke, self._pen_written):
            self._pen_written = len(stroke)

    def pen_cancelled(self) -> None:
        """The stroke being drawn will not come: a crash must not bring it back."""
        if self._pen is not None:
            self._saver.write_lift()
        self._pen_up()

    def add(self, stroke: Stroke) -> None:
        """A stroke just written; it joins the current character or begins a new one. An empty stroke is left out."""
        if not len(stroke):
            self.pen_cancelled()
            return
        stroke = self._place(stroke)
        self._pen_up()
        self._clock = max(self.now(), float(stroke.t[-1]))  # NaN, an unknown time, never wins
        self.strokeAdded.emit(stroke)
        self._tell(rebuilt=False)

    # The current character

    def select(self, stroke_id: str | None) -> None:
        """Make the character of that stroke the current one; None: the next stroke begins a new character."""
        character = self._character_of(stroke_id) if stroke_id else ""
        if character != self._history.current:
            self._history.current = character
            self._saver.write_current()
            self._current = None
            self._current_told = self.current.strokes
            self.currentChanged.emit(self.current)

    def gather(self, on: bool) -> None:
        """Whether what is written belongs to the current character, wherever it lies."""
        self._gathers = on

    # Undo

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._history.done > 0 or self._back is not None

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back and nothing done since."""
        return self._history.done < len(self._history.steps)

    @property
    def undo_text(self) -> str:
        """What `undo` would take back ("Erase stroke"), or ""."""
        if self._history.done:
            return self._history.steps[self._history.done - 1].what
        return self._back[0] if self._back else ""

    @property
    def redo_text(self) -> str:
        """What `redo` would do again, or ""."""
        return self._history.steps[self._history.done].what if self.can_redo else ""

    def undo(self) -> None:
        """Take the last step back; nothing at the beginning."""
        if self._history.undo():
            self._saver.write_top()
            self._tell(rebuilt=True)
        elif self._back is not None:
            self._back[1]()

    def redo(self) -> None:
        """Do the last step taken back again; nothing at the end."""
        if self._history.redo():
            self._saver.write_top()
            self._tell(rebuilt=True)

    def close(self) -> bool:
        """Force everything to the disk and let the file go; False where something could not be saved. May be called twice."""
        self.finish_opening()
        return self._saver.close()

    # Inside

    def _character_of(self, stroke_id: str) -> str:
        return next((placed.character for placed in self._history.placed if placed.stroke.id == stroke_id), "")

    def _place(self, stroke: Stroke) -> Stroke:
        """A written stroke into history and journal."""
        stroke = self._renamed(stroke)
        joined = joins(self.current, stroke) or (self._gathers and len(self.current) > 0)
        self._do(self._history.follow(stroke, mark("Write"), joined), pen_up=True)
        return stroke

    def _act(
        self,
        what: str,
        removed: Sequence[tuple[int, Placed]] = (),
        added: Sequence[tuple[int, Placed]] = (),
        current: str | None = None,
        *,
        off: Pictures = (),
        on: Pictures = (),
    ) -> None:
        if removed or added or off or on:
            before, number = self._history.current, self._history.newest + 1
            after = before if current is None else current
            self._do(Step(number, what, tuple(removed), tuple(added), before, after, off, on))
            self._tell(rebuilt=True)

    def _keep_image(self, image: str, png: bytes) -> None:
        self._saver.write_image(image, png)

    def _do(self, step: Step, *, pen_up: bool = False) -> None:
        follows = self._history.top
        self._history.do(step)
        self._strokes = self._current = None
        self._saver.write_step(step, follows, pen_up=pen_up)

    def _tell(self, *, rebuilt: bool) -> None:
        self._strokes = self._current = None
        if rebuilt:
            self.rebuilt.emit()
        self.changed.emit()
        if self._current_told != self.current.strokes:
            self._current_told = self.current.strokes
            self.currentChanged.emit(self.current)
        self.historyChanged.emit()

    def _write_pen_anew(self) -> None:
        self._pen_written = 0
