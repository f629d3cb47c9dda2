"""Preferences at work: what a person chooses there holds at once, in the window, in the engine and in the folders."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from engines.messages import Means
from studio.bridge import Bridge
from studio.choices import Choices, Parts
from studio.dialogs import preference_pages as pages
from studio.dialogs.preferences import Preferences
from studio.settings import Settings

PAUSE = 700  # ms after the last change of the engine's means before it is started again
ENGINE = ("answer_device", "answer_threads", "models_folder")  # changes that the running engine hears of by a new start
MODELS = "DUCTUS_MODELS"


def means(settings: Settings) -> tuple[Means, Means]:
    """What the engine may use for answers and for work, as chosen."""
    answering = Means(settings.answer_device, settings.answer_threads)
    return answering, Means(settings.work_device, settings.work_threads)


def place_models(settings: Settings, own: str | None) -> None:
    """Let every engine process look for models in the chosen folder. own: the variable as this program was given it."""
    if settings.models_folder or own:
        os.environ[MODELS] = settings.models_folder or own or ""
    else:
        os.environ.pop(MODELS, None)


class Preferring(QObject):
    """The Preferences command. again: starts the program afresh, for a language."""

    def __init__(self, window: Parts, choices: Choices, bridge: Bridge, again: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._choices, self._bridge, self._again = window, choices, bridge, again
        self._settings = window.settings
        self._own_models = os.environ.get(MODELS)
        self._spoken = self._settings.language
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(bridge.restart)
        self._effects: dict[str, Callable[[Any], None]] = {
            "theme": choices.set_theme,
            "panel": choices.show_panel,
            "left_handed": choices.set_left_handed,
            "reduce_motion": choices.set_reduce_motion,
            "big_targets": choices.set_big_targets,
            "touch": self._touch,
            "dwell": lambda seconds: window.resting.set_seconds(seconds),
            "smoothing": lambda strength: window.pens.set_smoothing(strength),
            "tremor": lambda strength: window.pens.set_tremor(strength),
            "language": self._speak,
        }
        self.dialog: Preferences | None = None
        place_models(self._settings, self._own_models)
        bridge.use(*means(self._settings))
        bridge.helloed.connect(self._tell_engine)
        bridge.engineChanged.connect(self._tell_engine)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {"edit.preferences": self.open}

    def open(self) -> Preferences:
        """Show the preferences as they are now."""
        if self.dialog is not None:
            self.dialog.deleteLater()
        commands = self._window.commands
        panels = [(name, commands[f"panel.{name}"].text()) for name in self._window.panels]
        made = [
            pages.general(panels),
            pages.pen(),
            pages.engine(self._bridge.hello, self._engine_words()),
            pages.folders(self._settings),
        ]
        self.dialog = Preferences(made, self._window)
        self.dialog.put(self._settings)
        self.dialog.changed.connect(self.change)
        self.dialog.resetWanted.connect(self._reset)
        self.dialog.restartWanted.connect(self._again)
        self._speak(self._settings.language)
        self.dialog.open()
        return self.dialog

    def change(self, field: str, value: Any) -> None:
        """A person chose: keep it and let it hold."""
        if not field or getattr(self._settings, field) == value:
            return
        effect = self._effects.get(field)
        if effect is not None:
            effect(value)
        setattr(self._settings, field, value)
        if field == "models_folder":
            place_models(self._settings, self._own_models)
        if field in ("answer_device", "answer_threads", "work_device", "work_threads"):
            self._bridge.use(*means(self._settings))
        if field in ENGINE:
            self._timer.start()

    def _reset(self, fields: list[str]) -> None:
        """The settings of a page as they were at the very first start."""
        fresh = Settings()
        for field in fields:
            self.change(field, getattr(fresh, field))
        if self.dialog is not None:
            self.dialog.put(self._settings)

    def _touch(self, what: str) -> None:
        self._settings.touch = what
        self._window.touching.restore()

    def _speak(self, language: str) -> None:
        if self.dialog is not None:
            self.dialog.restart.setVisible(language != self._spoken)

    def _engine_words(self) -> str:
        return pages.engine_words(self._bridge.hello, self._bridge.state, self._settings.answer_device)

    def _tell_engine(self, *_news: object) -> None:
        """The open dialog shows what the engine stands on, and the devices that it found."""
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.show_engine(self._engine_words(), pages.devices(self._bridge.hello))
