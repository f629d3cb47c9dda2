"""What the window says about itself: the page's state, what can be undone, the engine, the model, the job at work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from engines.messages import Hello, Reply
from studio.bridge import Bridge
from studio.choices import Parts
from studio.errors import ErrorBar, Problem
from studio.jobs import JobState
from studio.language import spoken, within

Steps = tuple[tuple[bool, str], tuple[bool, str]]  # undo, redo: whether there is one, and what it would do

LATE = 2000  # ms that ink may wait for the disk before the window says so


class Showing(QObject):
    """Keeps title, corner, status bar and error bar true."""

    def __init__(self, window: Parts, bridge: Bridge, errors: ErrorBar) -> None:
        super().__init__(window)
        self._window, self._bridge, self._errors = window, bridge, errors
        self._engine_problem: Problem | None = None
        self.steps: Callable[[], Steps | None] = lambda: None  # undo and redo of what is in front, where it is not the page
        self._late, self._late_timer = False, QTimer(self, singleShot=True, interval=LATE)

    def wire(self) -> None:
        """Listen; call once everything is built."""
        page, bridge, window = self._window.page, self._bridge, self._window
        page.historyChanged.connect(self.history)
        page.savedChanged.connect(self._saved_changed)
        page.noticed.connect(lambda sentence: window.status.tell(spoken(sentence)))
        self._late_timer.timeout.connect(self._is_late)
        window.conversion.answered.connect(self._reply)
        bridge.helloed.connect(self._hello)
        bridge.engineChanged.connect(self._engine)
        window.jobs.changed.connect(self._job)

    def history(self) -> None:
        """What undo and redo would do, in the menu; the page's state in the corner."""
        page = self._window.page
        own = ((page.can_undo, page.undo_text), (page.can_redo, page.redo_text))
        undo, redo = self.steps() or own
        for name, plain, verb, (can, what) in (
            ("undo", self.tr("Undo"), self.tr("Undo {}"), undo),
            ("redo", self.tr("Redo"), self.tr("Redo {}"), redo),
        ):
            action = self._window.commands[f"edit.{name}"]
            action.setEnabled(can)
            action.setText(verb.format(within(spoken(what))).rstrip(" :") if what else plain)
        self.document()

    def _saved_changed(self, saved: bool) -> None:
        self._late = False
        if saved:
            self._late_timer.stop()
        else:
            self._late_timer.start()
        self.document()

    def _is_late(self) -> None:
        self._late = True
        self.document()

    def _job(self, state: JobState) -> None:
        self._window.status.show_job(state)
        if state.failed:
            self._errors.tell(Problem(state.text, self.tr("Your page is safe."), details=state.details))

    def document(self) -> None:
        """The page's name and whether it is saved. Without a file it is kept all the same."""
        page = self._window.page
        named = bool(page.filed.path)
        name = Path(page.filed.path).stem if named else self.tr("Untitled page")
        if page.path is None:
            state = self.tr("in memory only")
        elif page.read_only:
            state = self.tr("not saved: another Ductus holds the page")
        else:
            kept = self.tr("edited") if named and page.edited else self.tr("saved") if named else self.tr("kept")
            state = kept if page.saved else self.tr("not saved yet") if self._late else self.tr("saving…")
        words = self.tr("{} · {}").format(name, state)
        self._window.commands["file.revert"].setEnabled(named and page.edited)
        self._window.document.setText(words)
        self._window.setWindowTitle(words)

    def _engine(self, state: str, sentence: str) -> None:
        words = {
            "starting": self.tr("engine: starting"),
            "ready": self.tr("engine: ready"),
            "restarting": self.tr("engine: starting again"),
            "stopped": self.tr("engine: off"),
        }[state]
        if state == "ready":
            devices = self._bridge.hello.devices
            words += f", {devices[0].upper()}" if devices else ""
        self._window.status.engine.say(words, sentence)
        self._window.convert.set_engine(state, sentence)
        self._window.models.set_engine(state, sentence)
        if state == "stopped":
            self._engine_problem = Problem(sentence, details=self._bridge.details)
            self._errors.tell(self._engine_problem, self.tr("Start again"), self._bridge.restart)
            return
        self._errors.settle(self._engine_problem)
        if state == "restarting":
            self._window.status.tell(sentence)

    def _hello(self, hello: Hello) -> None:
        self._window.convert.set_models(hello.models, self._window.settings.model)
        self._window.models.set_models(hello.models, self._window.settings.model)
        self._engine(self._bridge.state, "")
        self._model(self._window.convert.model.currentText() if hello.models else self.tr("no model"))

    def _reply(self, reply: Reply) -> None:
        """The answering model in the status bar."""
        known = {ref.card.name: ref.card.title or ref.card.name for ref in self._bridge.hello.models}
        if reply.model:
            self._model(known.get(reply.model, reply.model), self.tr("answered in {:.0f} ms").format(1000 * reply.seconds))

    def _model(self, title: str, hint: str = "") -> None:
        self._window.status.model.say(title, hint)

    def use_model(self, name: str) -> None:
        """Answer with that model from now on."""
        self._window.settings.model = name
        self._window.convert.set_models(self._bridge.hello.models, name)
        self._window.models.set_models(self._bridge.hello.models, name)
        self._window.live.use(name)
