"""The pen's settings: presets, width, colour, pressure, and how calmly ink is shown; each change is seen at once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QColorDialog,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from engines.ink.brush import Brush
from engines.ink.types import Stroke
from studio.canvas.paint import nib, strip
from studio.canvas.ribbon import ribbon
from studio.theme import LIGHT, Theme, contrast, ink_colour
from studio.words import mark, tr

PRESETS = {
    "fine": Brush(0.4),
    "medium": Brush(0.7),
    "broad": Brush(1.2),
    "fountain": Brush(0.9, thinning=0.3, gamma=0.7),
    "brush": Brush(3.0, thinning=0.9, gamma=1.4),
}
PRESET_WORDS = {
    "fine": mark("Fine"),
    "medium": mark("Medium"),
    "broad": mark("Broad"),
    "fountain": mark("Fountain"),
    "brush": mark("Brush"),
}
COLOURS = {"": mark("Ink"), "#2f4b7c": mark("Iron-gall blue"), "#704214": mark("Sepia"), "#a8322a": mark("Red")}
WIDTHS = (0.1, 5.0)  # mm
STEPS = 200  # of the width's slider, even in ratio
SOFTEST = 2.0  # log2 of gamma at the slider's ends


@dataclass(frozen=True)
class PenValues:
    """Everything the dialog shows. smoothing, tremor: 0..1."""

    brush: Brush = field(default_factory=Brush)
    smoothing: float = 0.5
    tremor: float = 0.0


def sample_stroke() -> Stroke:
    """A wave of 60 mm drawn with rising and falling pressure, trembling a little, as a tablet of 200 Hz would tell it."""
    t = np.arange(0, 1.5, 0.005)
    share = t / t[-1]
    tremble = 0.2 * np.sin(2 * math.pi * 9 * t)
    xy = np.stack([60 * share, 2.2 * np.sin(4 * math.pi * share) + tremble], axis=1)
    return Stroke(xy, t=t, pressure=np.sin(math.pi * share) ** 1.5)


class StrokePreview(QWidget):
    """A stroke as the page would show it, on the page's paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stroke, self._values, self._theme = sample_stroke(), PenValues(), LIGHT
        self.setMinimumSize(320, 96)
        self.setAccessibleName(self.tr("Preview of the pen"))

    def show_values(self, values: PenValues, theme: Theme) -> None:
        """Draw with these."""
        self._values, self._theme = values, theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The stroke in the middle of the paper."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.setBrush(self._theme.colour("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        values, scale = self._values, (self.width() - 48) / 60
        points = nib(self._stroke, values.brush, values.smoothing, values.tremor) * (scale, scale, scale, 1.0)
        painter.translate(24, self.height() / 2)
        painter.fillPath(strip(ribbon(points).samples), ink_colour(values.brush.colour, self._theme))
        painter.end()


class PressureCurve(QWidget):
    """The width that each pressure draws, from nothing to full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brush, self._theme = Brush(), LIGHT
        self.setFixedSize(QSize(96, 72))
        self.setAccessibleName(self.tr("Pressure curve"))

    def show_brush(self, brush: Brush, theme: Theme) -> None:
        """Draw the curve of this brush."""
        self._brush, self._theme = brush, theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pressure to the right, width upwards."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(box, 6, 6)
        inner = box.adjusted(8, 8, -8, -8)
        curve = QPainterPath()
        for step in range(41):
            width = 0.5 - self._brush.thinning * (0.5 - self._brush.force(step / 40))  # 1: twice the nominal width
            place = QPointF(inner.left() + inner.width() * step / 40, inner.bottom() - inner.height() * width)
            curve.lineTo(place) if step else curve.moveTo(place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        painter.drawPath(curve)
        painter.end()


class ValueSlider(QWidget):
    """A slider with its value written beside it."""

    moved = Signal(int)

    def __init__(self, name: str, top: int, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider, self.text = QSlider(Qt.Orientation.Horizontal), QLabel()
        self.slider.setRange(0, top)
        self.slider.setPageStep(max(1, top // 10))
        self.slider.setAccessibleName(name)
        self.slider.setAccessibleDescription(hint)
        self.setToolTip(hint)
        self.text.setMinimumWidth(64)
        self.text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(28)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self.text)
        self.slider.valueChanged.connect(self.moved)

    def show_value(self, value: int, text: str) -> None:
        """Stand there without telling."""
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self.text.setText(text)


class PenDialog(QDialog):
    """Stays open beside the page. Each change is told at once; `set_values` shows what came of it."""

    brushChanged = Signal(object)  # Brush
    smoothingChanged = Signal(float)
    tremorChanged = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pen settings"))
        self.values, self._theme = PenValues(), LIGHT
        self.preview, self.curve = StrokePreview(), PressureCurve()
        self.presets, self.colours = QButtonGroup(self), QButtonGroup(self)
        self.width_mm = ValueSlider(self.tr("Width"), STEPS, self.tr("Width at medium pressure; the keys [ and ] change it too."))
        self.softness = ValueSlider(self.tr("Softness"), 100, self.tr("A soft pen is broad at little pressure already."))
        self.least = ValueSlider(
            self.tr("Least width"), 100, self.tr("How thin the lightest touch draws; 100 %: always the same.")
        )
        self.smoothing = ValueSlider(
            self.tr("Smoothing"), 100, self.tr("How much the shown ink is calmed; 0 shows it as recorded.")
        )
        self.tremor = ValueSlider(
            self.tr("Tremor filter"), 100, self.tr("Takes trembling out of the shown ink. What the pen recorded stays as it is.")
        )
        self.hint = QLabel()
        self.hint.setProperty("role", "hint")
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.hint.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 4)
        self._lay_out()
        self.width_mm.moved.connect(lambda at: self._tell(width=round(WIDTHS[0] * (WIDTHS[1] / WIDTHS[0]) ** (at / STEPS), 2)))
        self.softness.moved.connect(lambda at: self._tell(gamma=round(2 ** (SOFTEST * (1 - at / 50)), 4)))
        self.least.moved.connect(lambda at: self._tell(thinning=round(1 - at / 100, 2)))
        self.smoothing.moved.connect(lambda at: self.smoothingChanged.emit(at / 100))
        self.tremor.moved.connect(lambda at: self.tremorChanged.emit(at / 100))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.preview)
        column.addLayout(self._preset_row())
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(16)
        form.addRow(self.tr("Width"), self.width_mm)
        form.addRow(self.tr("Colour"), self._colour_row())
        pressure = QWidget()
        row = QHBoxLayout(pressure)
        row.setContentsMargins(0, 0, 0, 0)
        sliders = QVBoxLayout()
        for name, slider in ((self.tr("Softness"), self.softness), (self.tr("Least width"), self.least)):
            words = QLabel(name)
            words.setProperty("role", "caption")
            sliders.addWidget(words)
            sliders.addWidget(slider)
        row.addLayout(sliders, 1)
        row.addWidget(self.curve, 0, Qt.AlignmentFlag.AlignVCenter)
        form.addRow(self.tr("Pressure"), pressure)
        form.addRow(self.tr("Smoothing"), self.smoothing)
        form.addRow(self.tr("Tremor filter"), self.tremor)
        column.addLayout(form)
        column.addWidget(self.hint)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(close)
        column.addLayout(last)

    def _preset_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for name, words in PRESET_WORDS.items():
            button = QPushButton(tr(words))
            button.setAutoDefault(False)
            button.setAccessibleName(self.tr("Preset: {}").format(tr(words)))
            button.clicked.connect(lambda _on=False, name=name: self._take(PRESETS[name]))
            self.presets.addButton(button)
            row.addWidget(button)
        return row

    def _colour_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for colour, words in COLOURS.items():
            row.addWidget(self._colour_button(colour, tr(words)))
        self.other = self._colour_button("other", self.tr("Other…"))
        row.addWidget(self.other)
        row.addStretch(1)
        return holder

    def _colour_button(self, colour: str, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setProperty("colour", colour)
        button.setAccessibleName(self.tr("Colour: {}").format(words))
        button.clicked.connect(lambda: self._choose(colour))
        self.colours.addButton(button)
        return button

    # What a person does

    def _take(self, preset: Brush) -> None:
        self.brushChanged.emit(replace(preset, colour=self.values.brush.colour))

    def _tell(self, **changes: float) -> None:
        self.brushChanged.emit(replace(self.values.brush, **changes))  # type: ignore[arg-type]

    def _choose(self, colour: str) -> None:
        if colour == "other":
            before = QColor(self.values.brush.colour or self._theme.ink)
            chosen = QColorDialog.getColor(before, self, self.tr("Colour of the pen"))
            colour = chosen.name() if chosen.isValid() else self.values.brush.colour
        self.brushChanged.emit(replace(self.values.brush, colour=colour))
        self.set_values(self.values)

    # What is shown

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._theme = theme
        self.set_values(self.values)

    def set_values(self, values: PenValues) -> None:
        """Show these; nothing is told."""
        self.values, brush = values, values.brush
        at = STEPS * math.log(min(max(brush.width, WIDTHS[0]), WIDTHS[1]) / WIDTHS[0]) / math.log(WIDTHS[1] / WIDTHS[0])
        self.width_mm.show_value(round(at), self.tr("{:.2f} mm").format(brush.width))
        soft = round(50 * (1 - math.log2(min(max(brush.gamma, 2**-SOFTEST), 2**SOFTEST)) / SOFTEST))
        self.softness.show_value(soft, f"{soft}")
        self.least.show_value(round(100 * (1 - brush.thinning)), f"{100 * (1 - brush.thinning):.0f} %")
        self.smoothing.show_value(
            round(100 * values.smoothing), f"{values.smoothing:.2f}" if values.smoothing else self.tr("raw")
        )
        self.tremor.show_value(round(100 * values.tremor), f"{values.tremor:.2f}" if values.tremor else self.tr("off"))
        known = brush.colour in COLOURS
        for button in self.colours.buttons():
            colour = button.property("colour")
            shown = brush.colour if colour == "other" else colour
            button.setChecked(colour == brush.colour or (colour == "other" and not known))
            button.setIcon(_swatch(ink_colour(shown, self._theme), self._theme) if colour != "other" or not known else QIcon())
        self.preview.show_values(values, self._theme)
        self.curve.show_brush(brush, self._theme)
        self._explain()

    def _explain(self) -> None:
        colour = self.values.brush.colour
        text = self.tr("New strokes are drawn with this pen, and what is selected too.")
        if colour and ink_colour(colour, self._theme).name() != colour and contrast(colour, self._theme.paper) < 3:
            text += " " + self.tr(
                "On this paper the colour is shown stronger, so that it can be seen; exports keep it as chosen."
            )
        self.hint.setText(text)


def _swatch(colour: QColor, theme: Theme) -> QIcon:
    drawn = QPixmap(32, 32)
    drawn.setDevicePixelRatio(2.0)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("muted"), 1))
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(1, 1, 14, 14))
    painter.end()
    return QIcon(drawn)
