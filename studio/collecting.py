"""Collecting: the collection behind the panels, opened beside the window's thread, and the sitting that fills it.

    collecting.collection            # None until it is open
    collecting.collection_changed    # samples, labels or writers are other ones
    collecting.open_then(work)       # do something with it as soon as it is open

While a sitting is in front, the writing desk lies where the page lies otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from engines.data.collection import Collection, JournalBusy, Session, collection_home, new_writer
from engines.data.prompts import PromptError, names, prompt_set
from studio.bridge import Bridge
from studio.checking import Checking
from studio.choices import Parts
from studio.collect_forms import Wish, title_of
from studio.collect_steps import told
from studio.language import spoken
from studio.packing import Packing
from studio.sitting import DONE, PAUSED, ROUNDS, Sitting, fresh_session
from studio.theme import Theme
from studio.writing_desk import WritingDesk

QUIET = 4000  # ms after the start in which nobody has asked for the collection


class Collecting(QObject):
    """Owns the collection. Everything here is for the window's thread; what is slow is done in the background."""

    collection_changed = Signal()
    stepsChanged = Signal()  # what undo and redo would do is another
    _saved = Signal()  # from the journal's thread
    _trouble = Signal(str)

    def __init__(self, window: Parts, bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._bridge, self._panel = window, bridge, window.collect
        self.collection: Collection | None = None
        self.desk = WritingDesk(window.theme)
        self.checking = Checking(bridge.ask, lambda: bridge.state == "ready", self)
        self.sitting: Sitting | None = None
        self._wish = Wish.from_notes(window.settings.collect)
        self._then: list[Callable[[], None]] = []
        self._opening = self._drew = False  # drew: on the page, after the last change of the collection
        self.packing = Packing(bridge, window.background, lambda: self.collection, lambda: self.desk.isVisible(), self)
        self._wire()
        QTimer.singleShot(QUIET, self, self._open_quietly)

    def _wire(self) -> None:
        window, panel, queued = self._window, self._panel, Qt.ConnectionType.QueuedConnection
        self._saved.connect(self._tell_state, queued)
        self._trouble.connect(self._in_trouble, queued)
        window.choices.panelShown.connect(self._panel_shown)
        self._bridge.replied.connect(self.checking.replied)
        window.page.strokeAdded.connect(lambda _stroke: self._turn_to(page=True))
        self.packing.done.connect(self.collection_changed)
        self.packing.failed.connect(lambda problem: window.status.tell(spoken(problem)))
        panel.writerMade.connect(self._make_writer)
        panel.started.connect(self.start)
        panel.resumeWanted.connect(self.resume)
        panel.pauseWanted.connect(self.pause)
        panel.undoWanted.connect(self.undo)
        panel.againWanted.connect(self._open)
        panel.restChosen.connect(lambda rest: self._pace(rest=rest))
        panel.waitsChosen.connect(lambda waits: self._pace(waits=waits))
        self.collection_changed.connect(self._show)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {"collect.new": self.new, "collect.resume": self.resume, "edit.undo": self.undo, "edit.redo": self.redo}

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self.desk.set_theme(theme)
        self._panel.set_theme(theme)

    # The collection

    def open_then(self, work: Callable[[], None]) -> None:
        """Do `work` when the collection is open; at once where it is."""
        if self.collection is not None:
            work()
            return
        self._then.append(work)
        self._open()

    def _open(self) -> None:
        if self._opening or self.collection is not None:
            return
        self._opening = True
        self._panel.say_opening()
        self._window.background.run(self._opened, self._take, self._not_opened)

    def _open_quietly(self) -> None:
        """Some time after the start: what an earlier session left is to be packed."""
        there = collection_home() / "live.journal"
        self._window.background.run(there.exists, lambda exists: self._open() if exists else None, lambda _error: None)

    def _opened(self) -> Collection:
        """In the background. The prompt sets are read here too."""
        for name in names():
            prompt_set(name)
        return Collection(
            collection_home(),
            on_saved=lambda _number: self._saved.emit(),
            on_trouble=lambda problem: self._trouble.emit(str(problem)),
        )

    def _take(self, collection: Collection) -> None:
        self._opening, self.collection = False, collection
        if collection.notices:
            self._window.status.tell(" ".join(map(spoken, collection.notices)))
        then, self._then = self._then, []
        self.collection_changed.emit()
        for work in then:
            work()
        if self.sitting is None and self.in_front and (session := self._left_off()) is not None and not self._paused(session):
            self._sit(session)
        self.packing.soon()

    def _not_opened(self, error: Exception) -> None:
        self._opening = False
        if isinstance(error, JournalBusy):
            words = self.tr("Another running Ductus has your collection open. Close it to collect here; nothing is lost.")
        else:
            words = self.tr("Your collection cannot be opened: {} What was saved before is untouched.").format(spoken(str(error)))
        self._panel.say_opening(words)

    def let_go(self, then: Callable[[], None]) -> None:
        """Close the collection in the background, then do what nobody may have it open for; `open_then` opens it again."""
        self.pause()
        collection, self.collection = self.collection, None
        if collection is None:
            then()
            return
        self._panel.say_opening()
        self._window.background.run(collection.close, lambda _saved: then(), self._not_opened)

    def _in_trouble(self, problem: str) -> None:
        self._window.status.tell(self.tr("Your samples wait in memory and are tried again: {}").format(spoken(problem)))
        self._tell_state()

    def close(self) -> None:
        """Everything to the disk, the journal let go; for the program's end."""
        if self.sitting is not None:
            self.desk.box.let_go()
        if self.collection is not None:
            self.collection.close()

    def _changed(self) -> None:
        self._tell_state()
        self.collection_changed.emit()
        self._turn_to(page=False)

    def _tell_state(self) -> None:
        if self.collection is not None:
            self.desk.say_state(self.tr("saved") if self.collection.saved else self.tr("saving…"))

    def edited(self) -> None:
        """Samples or writers were changed elsewhere in the window."""
        self._changed()
        self.follow()

    # Writers and sessions

    @property
    def writer(self) -> str:
        """Id of who writes at present, or would in the next session."""
        return self.sitting.session.writer if self.sitting is not None else self._wish.writer

    def write_as(self, writer: str) -> None:
        """Somebody else writes: what another was writing is left off, and can be resumed."""
        if self.sitting is not None and self.sitting.session.writer != writer:
            self.pause()
        self._keep(replace(self._wish, writer=writer))
        self._show()

    def new(self) -> None:
        """Choose anew what to write."""
        self._window.choices.show_panel("collect")
        self.pause()
        self.open_then(self._show)

    def _make_writer(self, name: str, hand: str, consent: str) -> None:
        if self.collection is None:
            return
        first = not self.collection.writers
        writer = new_writer(name, hand=hand, consent=consent)
        self.collection.put_writer(writer)
        self._keep(replace(self._wish, writer=writer.id))
        if first:
            self.start(self._wish)
        else:
            self._changed()
            self._panel.show_place("setup")

    def start(self, wish: Wish) -> None:
        """A new session."""
        if self.collection is None or wish.writer not in self.collection.writers:
            return
        self._keep(wish)
        writer, settings = self.collection.writers[wish.writer], self._window.settings
        left = writer.hand == "left" or (writer.hand != "right" and settings.left_handed)
        session = fresh_session(writer.id, wish.sets, left, wish.waits or wish.switch, writer.device)
        self.collection.start_session(session)
        self.collection.note(session.id, ROUNDS, str(wish.rounds))
        self._sit(session)

    def resume(self) -> None:
        """Go on with the session that was left off."""
        self._window.choices.show_panel("collect")
        self.open_then(self._resume)

    def _resume(self) -> None:
        session = self._left_off()
        if self.sitting is None and session is not None:
            self._sit(session)
        elif self.sitting is None:
            self._window.status.tell(self.tr("There is no session to resume: start a new one."))

    def pause(self) -> None:
        """Leave off; everything is kept."""
        if self.sitting is None or self.collection is None:
            return
        self.desk.box.let_go()
        self.collection.note(self.sitting.session.id, PAUSED, self.sitting.prompt)
        self._rise()

    def _sit(self, session: Session) -> None:
        if self.collection is None:
            return
        self._rise()
        self._keep(replace(self._wish, writer=session.writer))
        self.desk.set_left_handed(session.left_handed)
        self.desk.set_switch(self._wish.switch)
        self.desk.dress(self._window.settings, self._window.view.touch_draws)
        try:
            self.sitting = Sitting(self.collection, session, self.desk, self.checking, self._wish.rest, self)
        except PromptError as problem:
            self._window.status.tell(spoken(str(problem)))
            return
        self.sitting.changed.connect(self._changed)
        self.sitting.ended.connect(self._ended)
        self.sitting.begin()
        self._changed()
        self._lay(self.in_front)

    def _rise(self) -> None:
        """The sitting is over, for now or for good."""
        sitting, self.sitting = self.sitting, None
        if sitting is not None:
            sitting.close()
        self._lay(False)
        self._show()
        self.packing.soon()

    def _ended(self) -> None:
        self._window.status.tell(self.tr("All of it is written. Thank you."))
        QTimer.singleShot(0, self._rise)

    def _left_off(self) -> Session | None:
        """The newest session, where it is not finished and its writer is there."""
        if self.collection is None or not self.collection.sessions:
            return None
        session = list(self.collection.sessions.values())[-1]
        kinds = [each.kind for each in self.collection.progress(session.id)]
        return session if session.writer in self.collection.writers and kinds and DONE not in kinds else None

    def _paused(self, session: Session) -> bool:
        """Whether its last word was a pause; else the program ended while somebody wrote."""
        assert self.collection is not None
        return self.collection.progress(session.id)[-1].kind == PAUSED

    def _keep(self, wish: Wish) -> None:
        self._wish = wish
        self._window.settings.collect = wish.noted()

    def _pace(self, **chosen: Any) -> None:
        """Another rest, or none: from the next stroke on."""
        self._keep(replace(self._wish, **chosen))
        if self.sitting is not None:
            self.sitting.set_pace(self._wish.rest, self._wish.waits)
        self._panel.show_pace(self._wish.rest, self._wish.waits)

    # Undo

    @property
    def in_front(self) -> bool:
        """Whether the Collect panel is the one that is shown."""
        return self._window.settings.panel == "collect"

    @property
    def undoes(self) -> bool:
        """Whether undo is the collection's now: one looks at it, and has not drawn on the page since it changed."""
        return self._window.settings.panel in ("collect", "dataset") and self.collection is not None and not self._drew

    def _turn_to(self, *, page: bool) -> None:
        self._drew = page
        self.stepsChanged.emit()

    def undo(self) -> None:
        """Take the last step of what is in front back."""
        self._turn(self._window.page.undo, lambda collection: collection.undo())

    def redo(self) -> None:
        """Do it again."""
        self._turn(self._window.page.redo, lambda collection: collection.redo())

    def _turn(self, page: Callable[[], None], turn: Callable[[Collection], str]) -> None:
        if not self.undoes or self.collection is None:
            page()
        elif turn(self.collection):
            self._changed()
            self.follow()

    def follow(self) -> None:
        """Samples were changed elsewhere: the sitting takes notice."""
        if self.sitting is not None:
            self.sitting.follow()

    def steps(self) -> tuple[tuple[bool, str], tuple[bool, str]] | None:
        """What undo and redo would do to the collection: whether there is anything, and its name. None: they are the page's."""
        if not self.undoes or self.collection is None:
            return None
        undo, redo = self.collection.undo_step, self.collection.redo_step
        return (undo is not None, told(undo)), (redo is not None, told(redo))

    # What is shown

    def _panel_shown(self, name: str) -> None:
        """The panel is in front, or another one: the desk comes and goes with it."""
        if name == "collect" and self.collection is None:
            self._open()
        self._lay(name == "collect" and self.sitting is not None)
        self._turn_to(page=False)

    def _lay(self, on: bool) -> None:
        """Lay the writing desk where the page is, or put it away."""
        window = self._window
        if self.desk.isHidden() != on and self.desk.parentWidget() is not None:
            return
        column = window.desk.layout()
        assert isinstance(column, QBoxLayout)
        if self.desk.parentWidget() is None:
            column.insertWidget(0, self.desk, 1)
        window.view.setVisible(not on)
        strip = window.timeline.parentWidget()
        if isinstance(strip, QWidget):
            strip.setVisible(not on)
        self.desk.setVisible(on)
        if on:
            self.desk.dress(self._window.settings, self._window.view.touch_draws)
            self.desk.box.setFocus()
        else:
            window.view.setFocus()

    def _show(self) -> None:
        """The panel as it should be now."""
        panel, collection = self._panel, self.collection
        if collection is None:
            return
        sitting = self.sitting
        if sitting is not None:
            writer = collection.writers.get(sitting.session.writer)
            panel.show_who(writer.name if writer is not None else "")
            panel.show_outlook(sitting.outlook(), sitting.accepted)
            panel.show_covers(sitting.planner.glyphs(), sitting.planner.pairs())
            latest = [(entry.prompt, entry.ink) for entry in sitting.latest if entry.ink is not None]
            panel.show_latest(latest, told(collection.undo_step))
            panel.show_pace(self._wish.rest, sitting.waits)
            panel.show_place("session")
        elif not collection.writers:
            panel.show_place("writer")
        else:
            panel.setup.show_writers([(each.id, each.name) for each in collection.writers.values()], self._wish.writer)
            panel.setup.show_wish(self._wish)
            left = self._left_off()
            panel.setup.show_left_off(self._left_off_words(left) if left is not None else "")
            panel.show_place("setup")

    def _left_off_words(self, session: Session) -> str:
        assert self.collection is not None
        count = sum(each.kind == "accepted" for each in self.collection.progress(session.id))
        what = ", ".join(title_of(name) for name in session.sets[:3]) + ("…" if len(session.sets) > 3 else "")
        done = self.tr("1 sample") if count == 1 else self.tr("{:,} samples").format(count)
        return f"{self.collection.writers[session.writer].name}: {what} · {done}"
