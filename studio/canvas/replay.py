"""Replay: a clock, the bar that drives it, and the pictures that follow it.

clock = Clock()
bar = Timeline(clock)
view.set_ink(ink)
clock.set_duration(view.duration)
clock.moved.connect(view.set_time)
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent, QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QSlider, QToolButton, QWidget

from studio.canvas.pictures import ImageView, InkView, Picture
from studio.canvas.timed import schedule
from studio.theme import LIGHT, Theme, icon

__all__ = ["SPEEDS", "Clock", "ImageView", "InkView", "Picture", "Timeline", "schedule"]

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)
STEPS = 10_000  # positions of the slider
FRAME = 16  # ms between two moments of a playing clock


class Clock(QObject):
    """The time of a replay, in seconds of the ink."""

    moved = Signal(float)  # the time, after every change of it
    stateChanged = Signal()  # playing, speed, loop or duration is another

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._time = self._duration = 0.0
        self._speed, self._loop, self._playing = 1.0, False, False
        self._real = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._tick)

    @property
    def time(self) -> float:
        """Seconds since the ink's start, 0 to duration."""
        return self._time

    @property
    def duration(self) -> float:
        """Seconds that the whole ink takes."""
        return self._duration

    @property
    def playing(self) -> bool:
        """Whether time runs."""
        return self._playing

    @property
    def speed(self) -> float:
        """Seconds of ink a second."""
        return self._speed

    @property
    def loop(self) -> bool:
        """Whether the end is followed by the start."""
        return self._loop

    def set_duration(self, seconds: float) -> None:
        """Another ink: its duration. The time is kept where it still fits."""
        self._duration = max(0.0, seconds)
        if not self._duration:
            self._stop()
        self.stateChanged.emit()
        self.seek(self._time)

    def play(self) -> None:
        """Let time run, from the start where it had come to the end. Without a duration nothing happens."""
        if not self._duration:
            return
        if self._time >= self._duration:
            self.seek(0.0)
        self._real.start()
        self._timer.start()
        if not self._playing:
            self._playing = True
            self.stateChanged.emit()

    def pause(self) -> None:
        """Hold the time."""
        if self._playing:
            self._stop()
            self.stateChanged.emit()

    def toggle(self) -> None:
        """Play or pause."""
        if self._playing:
            self.pause()
        else:
            self.play()

    def restart(self) -> None:
        """Play from the start."""
        self.seek(0.0)
        self.play()

    def seek(self, time: float) -> None:
        """Go to a time; what lies outside is brought to the nearer end."""
        self._time = min(max(time, 0.0), self._duration)
        self.moved.emit(self._time)

    def set_speed(self, speed: float) -> None:
        """Seconds of ink a second, > 0."""
        self._speed = max(speed, 0.01)
        self.stateChanged.emit()

    def set_loop(self, loop: bool) -> None:
        """Whether to start again at the end."""
        self._loop = loop
        self.stateChanged.emit()

    def advance(self, seconds: float) -> None:
        """Let `seconds` of real time pass."""
        time = self._time + seconds * self._speed
        if time >= self._duration and self._loop and self._duration > 0:
            self.seek(time % self._duration)
        elif time >= self._duration:
            self.seek(self._duration)
            self.pause()
        else:
            self.seek(time)

    def _tick(self) -> None:
        self.advance(self._real.restart() / 1000)

    def _stop(self) -> None:
        self._playing = False
        self._timer.stop()


class TimeSlider(QSlider):
    """A slider whose past runs from pink to yellow. A click goes there, arrows step a tenth of a second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = LIGHT
        self.setRange(0, STEPS)
        self.setMinimumWidth(96)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """High enough for a finger."""
        return QSize(240, 32)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the pointer is, and follow it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer while it is down."""
        if self.isSliderDown():
            self._follow(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)

    def _follow(self, at: QPointF) -> None:
        share = (at.x() - 8) / max(1, self.width() - 16)
        self.setSliderPosition(round(STEPS * min(max(share, 0.0), 1.0)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Groove, the past in the colours of time, handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        groove = QRectF(8, self.height() / 2 - 2.5, self.width() - 16, 5)
        at = groove.left() + groove.width() * self.sliderPosition() / STEPS
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("border"))
        painter.drawRoundedRect(groove, 2.5, 2.5)
        if self.isEnabled():
            colours = QLinearGradient(groove.topLeft(), groove.topRight())
            colours.setColorAt(0, self.theme.colour("time_start"))
            colours.setColorAt(1, self.theme.colour("time_end"))
            painter.setBrush(colours)
            painter.drawRoundedRect(QRectF(groove.topLeft(), QPointF(at, groove.bottom())), 2.5, 2.5)
            painter.setBrush(self.theme.colour("raised"))
            painter.setPen(QPen(self.theme.colour("accent"), 3 if self.hasFocus() or self.isSliderDown() else 2))
            painter.drawEllipse(QPointF(at, groove.center().y()), 6.5, 6.5)
        painter.end()


class Timeline(QWidget):
    """The bar at the bottom: play or pause, the time, the speed, the loop; bound to a Clock. Grey while there is no ink."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clock = clock
        self.setAccessibleName(self.tr("Replay"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.play_button = _button(self.tr("Play or pause"), clock.toggle)
        self.loop_button: QToolButton = _button(self.tr("Loop"), None)
        self.loop_button.setCheckable(True)
        self.loop_button.toggled.connect(clock.set_loop)
        self.slider = TimeSlider()
        self.slider.setAccessibleName(self.tr("Time"))
        self.slider.valueChanged.connect(self._scrubbed)
        self.time_label = QLabel()
        self.time_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.time_label.setMinimumWidth(self.fontMetrics().horizontalAdvance("00.0 / 00.0 s") + 8)
        self.speed_button = self._speeds()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.play_button)
        row.addWidget(self.slider, 1)
        for widget in (self.time_label, self.speed_button, self.loop_button):
            row.addWidget(widget)
        clock.moved.connect(self._moved)
        clock.stateChanged.connect(self._changed)
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Change colours and icons."""
        self.slider.theme = theme
        self._icons = {playing: icon("pause" if playing else "play", theme) for playing in (False, True)}
        self.loop_button.setIcon(icon("loop", theme))
        self._changed()
        self.slider.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays and pauses wherever in the bar the focus is."""
        if event.key() == Qt.Key.Key_Space:
            self.clock.toggle()
        else:
            super().keyPressEvent(event)

    def _speeds(self) -> QToolButton:
        button = _button(self.tr("Speed"), None)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, group = QMenu(button), QActionGroup(button)
        for speed in SPEEDS:
            action = menu.addAction(_times(speed))
            action.setCheckable(True)
            action.setChecked(speed == self.clock.speed)
            action.setData(speed)
            group.addAction(action)
        group.triggered.connect(lambda action: self.clock.set_speed(action.data()))
        self.speed_group = group
        button.setMenu(menu)
        return button

    def _scrubbed(self, position: int) -> None:
        """A person moved the slider (the clock moves it with signals blocked)."""
        self.clock.seek(self.clock.duration * position / STEPS)

    def _moved(self, time: float) -> None:
        duration = self.clock.duration
        self.slider.blockSignals(True)
        self.slider.setValue(round(STEPS * time / duration) if duration else 0)
        self.slider.blockSignals(False)
        self.time_label.setText(self.tr("{:.1f} / {:.1f} s").format(time, duration) if duration else self.tr("no ink"))

    def _changed(self) -> None:
        clock = self.clock
        for widget in (self.play_button, self.slider, self.speed_button, self.loop_button):
            widget.setEnabled(clock.duration > 0)
        if clock.duration:
            self.slider.setSingleStep(max(1, round(STEPS * 0.1 / clock.duration)))
            self.slider.setPageStep(max(1, round(STEPS * 0.5 / clock.duration)))
        words = self.tr("Pause") if clock.playing else self.tr("Play")
        self.play_button.setIcon(self._icons[clock.playing])
        self.play_button.setToolTip(words)
        self.play_button.setAccessibleName(words)
        self.loop_button.setChecked(clock.loop)
        self.speed_button.setText(self.tr("speed {}").format(_times(clock.speed)))
        for action in self.speed_group.actions():
            action.setChecked(action.data() == clock.speed)
        self._moved(clock.time)


def _times(speed: float) -> str:
    return f"{speed:g}x"


def _button(name: str, pressed: object) -> QToolButton:
    button = QToolButton()
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setIconSize(QSize(20, 20))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if callable(pressed):
        button.clicked.connect(lambda _checked=False: pressed())
    return button
