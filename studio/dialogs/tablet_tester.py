"""Tablet tester: what the pen really sends, told while one scribbles; recorded, replayed, and put into words for a report."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent, QTabletEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engines.ink.brush import Brush
from studio.background import Background
from studio.canvas.scribble import Scribble
from studio.labels import Elided, label
from studio.lastrun import versions
from studio.pen_events import Player, device_of, plain
from studio.pen_recording import SUFFIX, Figures, PenDevice, PenEvent, Recording, RecordingError, load, save
from studio.settings import replace_text
from studio.theme import Theme
from studio.words import mark, tr

TOLD = 100  # ms between two tellings of the figures
NOTHING = "–"
POINTERS = {
    "pen": mark("Pen"),
    "eraser": mark("Eraser"),
    "cursor": mark("Puck"),
    "mouse": mark("This is a mouse: no pressure, no tilt."),
}
BUTTONS = {1: mark("tip or left"), 2: mark("first side button or right"), 4: mark("second side button or middle")}
ROWS = {
    "device": mark("Device"),
    "pointer": mark("Pointer"),
    "pressure": mark("Pressure"),
    "tilt": mark("Tilt"),
    "rotation": mark("Rotation"),
    "buttons": mark("Buttons"),
    "rate": mark("Rate"),
    "gaps": mark("Gaps"),
    "times": mark("Times"),
    "coalesced": mark("Coalesced"),
    "step": mark("Smallest step"),
    "events": mark("Events"),
}


def told(figures: Figures, device: PenDevice | None) -> dict[str, str]:
    """Every row of the tester in words; no row holds what was written or where."""
    last, words = figures.last, dict.fromkeys(ROWS, NOTHING)
    words["events"] = tr("{:,}; strokes: {:,}").format(figures.events, figures.strokes)
    if last is None or device is None:
        return words
    able = device.can
    words["device"] = device.name or tr("The system gives no name.")
    words["pointer"] = tr(POINTERS.get(device.pointer, device.pointer))
    none = tr("not told")
    words["pressure"] = f"{last.pressure:.3f}" if "pressure" in able else none
    words["tilt"] = tr("x {:.0f}°, y {:.0f}°").format(last.tilt_x, last.tilt_y) if "x tilt" in able else none
    words["rotation"] = f"{last.rotation:.0f}°" if "rotation" in able else none
    words["buttons"] = ", ".join(tr(name) for flag, name in BUTTONS.items() if last.buttons & flag) or tr("none held")
    if math.isfinite(figures.rate):
        words["rate"] = tr("{:.0f} Hz (median interval {:.1f} ms)").format(figures.rate, figures.middle)
        words["gaps"] = tr("{} to {} ms").format(figures.shortest, figures.longest)
    words["times"] = tr("{} lost, {} duplicated, {} out of order").format(figures.lost, figures.duplicated, figures.disordered)
    words["coalesced"] = tr("{} at the same time as another").format(figures.coalesced)
    if math.isfinite(figures.step):
        words["step"] = tr("{:.3f} px").format(figures.step)
    return words


def report(figures: Figures, device: PenDevice | None) -> str:
    """A text for those who build Ductus: what was measured, and nothing of what was written."""
    words = told(figures, device)
    words["pressure"] = tr("at most {:.3f}").format(figures.hardest) if device and "pressure" in device.can else words["pressure"]
    words["buttons"] = ", ".join(tr(name) for flag, name in BUTTONS.items() if figures.buttons & flag) or NOTHING
    for row in ("tilt", "rotation"):
        if device is not None and words[row] != NOTHING:
            words[row] = tr("told") if ("x tilt" if row == "tilt" else row) in device.can else tr("not told")
    rows = [f"{tr(name)}: {words[row]}" for row, name in ROWS.items()]
    able = ", ".join(device.can) if device else NOTHING
    return "\n".join([versions(), *rows, f"Qt: {QGuiApplication.platformName()}; {able}"])


class TabletTester(QDialog):
    """Stands beside the page, which stays in use. look: brush, smoothing and tremor filter as the page draws."""

    def __init__(
        self,
        theme: Theme,
        look: tuple[Brush, float, float],
        folder: Path,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tablet tester"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.recording, self.figures = Recording(), Figures()
        self.device: PenDevice | None = None
        self._folder, self._background, self._is_recording = folder, background, False
        self.paper = Scribble(theme, *look)
        self.paper.heard.connect(self._heard)
        self.player = Player(self.paper)
        self.player.ended.connect(self._enable)
        self.values: dict[str, QLabel] = {row: Elided(tr(name)) for row, name in ROWS.items()}
        self.pressure = QProgressBar()
        self.state = label("", "", wrap=True)
        self._build()
        self._timer = QTimer(self, interval=TOLD)
        self._timer.timeout.connect(self.tell)
        self._timer.start()
        self._enable()
        self.tell()

    # What is built

    def _build(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(6)
        self.pressure.setRange(0, 1000)
        self.pressure.setTextVisible(False)
        self.pressure.setAccessibleName(self.tr("Pressure"))
        for row, name in ROWS.items():
            words = QLabel(tr(name))
            words.setProperty("role", "caption")
            form.addRow(words, self.values[row])
            if row == "pressure":
                form.addRow("", self.pressure)
        side = QWidget()
        side.setFixedWidth(400)
        form.setContentsMargins(0, 0, 0, 0)
        side.setLayout(form)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.paper, 1)
        body.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        self.state.setAccessibleName(self.tr("Recording"))
        self.state.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 4)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(12)
        whole.addLayout(body, 1)
        whole.addWidget(self.state)
        whole.addLayout(self._buttons())
        self.resize(960, 560)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        made = (
            (self.tr("Record"), self.tr("Keep every event from now on. The recording holds what you write."), self.record),
            (self.tr("Save…"), self.tr("Keep the recording as a file, to be replayed later or elsewhere."), self._ask_save),
            (self.tr("Open…"), self.tr("Read a recording from a file."), self._ask_open),
            (self.tr("Replay"), self.tr("Send the recording to this paper once more, as the pen did."), self.replay),
            (self.tr("Clear"), self.tr("Clean paper, and figures from the start. A recording is kept."), self.clear),
            (self.tr("Copy report"), self.tr("Put the figures on the clipboard, without anything you wrote."), self.copy_report),
        )
        self.buttons: list[QPushButton] = []
        for words, hint, slot in made:
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.setToolTip(hint)
            button.setAccessibleDescription(hint)
            button.clicked.connect(lambda _on=False, slot=slot: slot())
            self.buttons.append(button)
            row.addWidget(button)
        self.record_button, self.save_button, self.open_button, self.replay_button, self.clear_button, self.copy_button = (
            self.buttons
        )
        row.addStretch(1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        row.addWidget(close)
        return row

    # The pen

    def _heard(self, event: QTabletEvent | QMouseEvent) -> None:
        device = device_of(event)
        if device != self.device:
            self.device, self.figures = device, Figures()
        self.figures.add(plain(event, 0))
        if self._is_recording:
            self._keep(plain(event, self.recording.place_of(device)))

    def _keep(self, event: PenEvent) -> None:
        self.recording.events.append(event)
        if self.recording.full:
            self.record()
            self._say(self.tr("The recording is full and was stopped; it is kept. Save it and begin another."))

    def tell(self) -> None:
        """Show the figures as they are."""
        for row, words in told(self.figures, self.device).items():
            field = self.values[row]
            assert isinstance(field, Elided)
            if field.text() != words:
                field.say(words)
        last = self.figures.last
        pressed = last.pressure if last is not None and last.what != "up" else 0.0
        self.pressure.setValue(round(1000 * pressed))
        if self._is_recording:
            self._say(self.tr("Recording… {:,} events, {:.1f} s.").format(len(self.recording.events), self.recording.seconds))

    # What a person does

    def record(self) -> None:
        """Begin a recording, or end it."""
        self._is_recording = not self._is_recording
        if self._is_recording:
            self.recording = Recording()
            self.clear()
        else:
            count = len(self.recording.events)
            words = self.tr("Recorded {:,} events, {:.1f} s. Save it, or replay it here.").format(count, self.recording.seconds)
            self._say(words if count else self.tr("Nothing was recorded: no pen and no mouse sent anything to the paper."))
        self._enable()

    def clear(self) -> None:
        """Clean paper, fresh figures."""
        self.figures, self.device = Figures(), None
        self.paper.clear()
        self.tell()

    def replay(self) -> None:
        """Send the recording to the paper, or end that."""
        if self.player.playing:
            self.player.stop()
            return
        self.clear()
        self.player.start(self.recording)
        self._enable()

    def copy_report(self) -> None:
        """The figures as text."""
        QGuiApplication.clipboard().setText(report(self.figures, self.device))
        self._say(self.tr("The report is on the clipboard. It holds figures only, nothing that you wrote."))

    def _enable(self) -> None:
        some, playing = bool(self.recording.events) and not self._is_recording, self.player.playing
        self.record_button.setText(self.tr("Stop") if self._is_recording else self.tr("Record"))
        self.replay_button.setText(self.tr("End replay") if playing else self.tr("Replay"))
        self.record_button.setEnabled(not playing)
        self.save_button.setEnabled(some)
        self.open_button.setEnabled(not self._is_recording and not playing)
        self.replay_button.setEnabled(some)
        if not self.state.text():
            self._say(self.tr("Figures hold for the pen that was used last. Record keeps every event."))

    # Files

    def _ask_save(self) -> None:
        start = str(self._folder / f"{self.tr('pen')}{SUFFIX}")
        name, _filter = QFileDialog.getSaveFileName(self, self.tr("Save recording"), start, self._kinds())
        if name:
            path = Path(name)
            self.save(path if path.suffix else path.with_suffix(SUFFIX))

    def _ask_open(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, self.tr("Open recording"), str(self._folder), self._kinds())
        if name:
            self.open_file(Path(name))

    def _kinds(self) -> str:
        return f"{self.tr('Recordings of a pen')} (*{SUFFIX})"

    def save(self, path: Path) -> None:
        """Write the recording in the background."""
        kept = Recording(list(self.recording.devices), list(self.recording.events))
        done = self.tr("Saved as {}. It holds what you wrote: give it away only if you want to.").format(path.name)
        lost = self.tr("{} could not be saved ({}). The recording is still here; choose another place.")
        self._folder = path.parent

        def refused(error: Exception) -> None:
            self._say(lost.format(path.name, getattr(error, "strerror", None) or error), bad=True)

        self._background.run(
            lambda: save(kept, path, replace_text), self._later(lambda _none: self._say(done)), self._later(refused)
        )

    def open_file(self, path: Path) -> None:
        """Read a recording in the background."""
        self._folder = path.parent
        self._background.run(
            lambda: load(path), self._later(partial(self._opened, path)), self._later(partial(self._refused, path))
        )

    def _opened(self, path: Path, recording: Recording) -> None:
        if self._is_recording or self.player.playing:
            return
        self.recording = recording
        words = self.tr("Opened {}: {:,} events, {:.1f} s. Replay shows it.")
        self._say(words.format(path.name, len(recording.events), recording.seconds))
        self._enable()

    def _refused(self, path: Path, error: Exception) -> None:
        if isinstance(error, RecordingError):
            words = self.tr("{} is no recording of a pen (line {}). What is here is kept; choose another file.")
            self._say(words.format(path.name, error.line), bad=True)
        else:
            words = self.tr("{} could not be read ({}). What is here is kept; choose another file.")
            self._say(words.format(path.name, getattr(error, "strerror", None) or error), bad=True)

    def _later(self, then: Callable[[Any], None]) -> Callable[[Any], None]:
        """`then`, unless the dialog is closed meanwhile."""
        return lambda value: then(value) if shiboken6.isValid(self) else None

    def _say(self, words: str, bad: bool = False) -> None:
        self.state.setProperty("role", "error" if bad else "hint")
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.state.setText(words)

    def done(self, result: int) -> None:
        """Closing ends a replay."""
        self._timer.stop()
        if self.player.playing:
            self.player.stop()
        super().done(result)
