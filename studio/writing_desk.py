"""Where one writes while collecting: the prompt, large; the box; what was noticed; and a button for each of the few keys.

It lies where the page lies otherwise. It knows nothing of sessions: it is told what to show, and tells what a person does.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engines.data.collection import Box
from studio.canvas.writing_box import WritingBox
from studio.dwell_clicks import DwellClicks
from studio.labels import label
from studio.settings import Settings
from studio.switching import Switch
from studio.theme import Theme, icon
from studio.words import tr

ACCEPT, REDO, SKIP, BACK, PLAY = "accept", "redo", "skip", "back", "play"
ORDER = (BACK, REDO, PLAY, SKIP, ACCEPT)
WALK = (ACCEPT, REDO, SKIP, BACK, PLAY)  # of one switch: what is wanted most comes first
KEYS = {
    Qt.Key.Key_Return: ACCEPT,
    Qt.Key.Key_Enter: ACCEPT,
    Qt.Key.Key_Space: ACCEPT,
    Qt.Key.Key_Backspace: REDO,
    Qt.Key.Key_Right: SKIP,
    Qt.Key.Key_S: SKIP,
    Qt.Key.Key_Left: BACK,
    Qt.Key.Key_B: BACK,
    Qt.Key.Key_P: PLAY,
}
SWITCH_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
ICONS = {ACCEPT: "check", REDO: "refresh", SKIP: "chevron-right", BACK: "undo", PLAY: "play"}
LEAST = QSize(104, 44)  # of a button
LETTER, WORD, SENTENCE = 64, 40, 24  # px of the prompt's letters
PLAIN = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier


class WritingDesk(QWidget):
    """acted: one of ORDER that a person wants, by button, key or switch."""

    acted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = WritingBox(Box(80, 80, 56, 34, 10))
        self.task, self.prompt = label("", "muted"), QLabel()
        self.note, self.state = label("", "note", wrap=True), label("", "muted")
        self.buttons = {name: QPushButton() for name in ORDER}
        self.switch, self.dwelling = Switch(self), DwellClicks(self, self.buttons.values())
        self._row = QHBoxLayout()
        self._highlighted = ""
        self.setObjectName("panel")
        self._build()
        self.set_theme(theme)

    def _build(self) -> None:
        words = {
            ACCEPT: (self.tr("Accept"), self.tr("Keep this and go on (Enter or Space)")),
            REDO: (self.tr("Redo"), self.tr("Empty the box and write it again (Backspace)")),
            SKIP: (self.tr("Skip"), self.tr("Ask for something else now (→ or S)")),
            BACK: (self.tr("Back"), self.tr("Return to the one before (← or B)")),
            PLAY: (self.tr("Play"), self.tr("Watch what you wrote being written (P)")),
        }
        for name, button in self.buttons.items():
            button.setText(words[name][0])
            button.setToolTip(words[name][1])
            button.setAccessibleDescription(words[name][1])
            button.setMinimumSize(LEAST)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on=False, name=name: self.acted.emit(name))
            self._row.addWidget(button, 5 if name == ACCEPT else 4)  # its other words are longer
        self.buttons[ACCEPT].setDefault(True)
        self.prompt.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.prompt.setTextFormat(Qt.TextFormat.PlainText)
        self.prompt.setWordWrap(True)
        self.task.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setMinimumHeight(40)
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.state.setAccessibleName(self.tr("State of the collection"))
        self._row.setSpacing(8)
        strip = QFrame()
        strip.setFixedHeight(56)
        told = QHBoxLayout(strip)
        told.setContentsMargins(0, 8, 0, 8)
        told.setSpacing(16)
        told.addWidget(self.note, 1)
        told.addStretch(0)
        told.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(0)
        column.addWidget(self.task)
        column.addWidget(self.prompt)
        column.addWidget(self.box, 1)
        column.addWidget(strip)
        column.addLayout(self._row)
        self.box.installEventFilter(self)
        self.switch.walked.connect(self._walk)
        self.switch.chosen.connect(lambda: self.buttons[self._highlighted or ACCEPT].click())
        self.setFocusProxy(self.box)
        self.say_remarks(())

    # What it is told

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.box.set_theme(theme)
        for name, button in self.buttons.items():
            button.setIcon(icon(ICONS[name], theme))
        self.buttons[ACCEPT].setIcon(_on_accent(ICONS[ACCEPT], theme))

    def show_prompt(self, prompt: str, task: str, box: Box, lines: int = 1, pitch: float = 0.0) -> None:
        """Ask for this, in an empty box. lines, pitch: as a WritingBox has them."""
        size = LETTER if len(prompt) == 1 else WORD if len(prompt) <= 16 else SENTENCE
        font = QFont(self.font())
        font.setPixelSize(size)
        self.prompt.setFont(font)
        self.prompt.setMinimumHeight(round(1.4 * size))
        self.prompt.setText(prompt)
        self.task.setText(task)
        self.box.set_box(box, lines, pitch)
        self.box.setAccessibleDescription(tr("Write here: {}").format(prompt))
        self.say_remarks(())

    def say_remarks(self, sentences: Sequence[str]) -> None:
        """What was noticed; nothing hides the note."""
        self.note.setText(" ".join(sentences))
        self.note.setVisible(bool(sentences))
        anyway = bool(sentences) and self.buttons[ACCEPT].isEnabled()
        self.buttons[ACCEPT].setText(self.tr("Accept anyway") if anyway else self.tr("Accept"))

    def dress(self, settings: Settings, touch_draws: bool) -> None:
        """Write with the pen of the page, and with its ways of writing without one."""
        self.box.set_look(settings.pen, settings.smoothing, settings.tremor)
        self.box.touch_draws = touch_draws
        self.box.dwelling.calm = self.dwelling.calm = lambda: settings.reduce_motion
        self.box.dwelling.set_seconds(settings.dwell)
        self.dwelling.seconds = settings.dwell

    def say_state(self, words: str) -> None:
        """Whether everything is saved."""
        self.state.setText(words)

    def enable(self, **can: bool) -> None:
        """Which of ORDER make sense now."""
        for name, on in can.items():
            self.buttons[name].setEnabled(on)

    def set_left_handed(self, on: bool) -> None:
        """The buttons change sides: the writing hand rests beside the one that is used most."""
        self._row.setDirection(QBoxLayout.Direction.RightToLeft if on else QBoxLayout.Direction.LeftToRight)

    def set_switch(self, on: bool) -> None:
        """Whether one key, or a click in the box, walks through the buttons (short) and chooses one (long)."""
        self.switch.on = on
        for button in self.buttons.values():
            button.setCheckable(on)
        self._highlight(ACCEPT if on else "")

    # What a person does

    def _walk(self) -> None:
        can = [name for name in WALK if self.buttons[name].isEnabled()]
        if can:
            at = can.index(self._highlighted) + 1 if self._highlighted in can else 0
            self._highlight(can[at % len(can)])

    def _highlight(self, name: str) -> None:
        self._highlighted = name
        for each, button in self.buttons.items():
            if button.isCheckable():
                button.setChecked(each == name)

    def event(self, event: QEvent) -> bool:
        """Letters are not for the page's tools while one writes here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            letter = bool(event.text()) and event.text().isprintable()
            event.setAccepted(event.modifiers() in PLAIN and (letter or event.key() in KEYS))
            return event.isAccepted()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """With one switch, a click in the box is the switch; who has one draws by dwelling."""
        if self.switch.on and isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
                self.switch.press()
                return True
            if event.type() == QEvent.Type.MouseButtonRelease:
                self._released()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key each."""
        key = Qt.Key(event.key())
        if self.switch.on and key in SWITCH_KEYS:
            if not event.isAutoRepeat():
                self.switch.press()
        elif key in KEYS and event.modifiers() in PLAIN and not event.isAutoRepeat():
            if self.buttons[KEYS[key]].isEnabled():
                self.acted.emit(KEYS[key])
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The switch is let go."""
        if self.switch.on and Qt.Key(event.key()) in SWITCH_KEYS:
            if not event.isAutoRepeat():
                self._released()
        else:
            super().keyReleaseEvent(event)

    def _released(self) -> None:
        self.switch.release()
        self._highlight(self._highlighted)


def _on_accent(name: str, theme: Theme) -> QIcon:
    """An icon for a button filled with the accent."""
    drawn, made = icon(name, theme), QIcon()
    for ratio in (1, 2, 3):
        size = QSize(16 * ratio, 16 * ratio)
        for source, mode in ((QIcon.Mode.Selected, QIcon.Mode.Normal), (QIcon.Mode.Disabled, QIcon.Mode.Disabled)):
            made.addPixmap(drawn.pixmap(size, source), mode)
    return made
