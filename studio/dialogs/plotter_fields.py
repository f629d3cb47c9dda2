"""The fields of the export dialog that a pen plotter adds, and those of paper of one's own size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QHBoxLayout, QLineEdit, QWidget

from engines.export.plotter import LIFTS, Lift, Plotter
from studio.labels import Choice
from studio.words import tr

NEXT = " | "  # between two commands on one line
RANGES: dict[str, tuple[float, float, float]] = {"servo": (0, 180, 1), "spindle": (0, 10_000, 1), "z": (-100, 100, 0.1)}
OWN = "own"  # the page that has a size of its own
USUAL = "300x200"  # mm, of such a page at first
LINES = {"down_code": "M3 S90 | G4 P0.2", "up_code": "M5", "before": "G28", "after": "M84"}  # an example of each


def decimal(low: float, high: float, step: float, unit: str, special: str = "") -> QDoubleSpinBox:
    """A number with its unit, as high as the other fields. special: what its lowest value is called."""
    field = QDoubleSpinBox()
    field.setRange(low, high)
    field.setSingleStep(step)
    field.setDecimals(0 if step >= 10 else 2 if step < 0.1 else 1)
    field.setSuffix(f" {unit}" if unit else "")
    field.setSpecialValueText(special)
    field.setMinimumHeight(32)
    field.lineEdit().setTextMargins(6, 0, 0, 0)
    return field


def choice(items: Mapping[Any, str]) -> Choice:
    """A drop-down list of words, each standing for a value."""
    made = Choice()
    made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    for value, words in items.items():
        made.addItem(words, value)
    return made


class OwnSize(QWidget):
    """Width and height of paper of one's own, mm."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wide, self.high = decimal(10, 5000, 1, "mm"), decimal(10, 5000, 1, "mm")
        self.wide.setAccessibleName(tr("Width of the sheet"))
        self.high.setAccessibleName(tr("Height of the sheet"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for field in (self.wide, self.high):
            row.addWidget(field, 1)
            field.valueChanged.connect(self.changed)
        self.setFocusProxy(self.wide)
        self.say(USUAL)

    def say(self, page: str) -> None:
        """Show "300x200"."""
        for field, side in zip((self.wide, self.high), page.split("x"), strict=True):
            field.setValue(float(side))

    def page(self) -> str:
        """What is shown, as Options.page has it."""
        return f"{round(self.wide.value(), 1):g}x{round(self.high.value(), 1):g}"


class PlotterFields(QObject):
    """One field for each setting of a Plotter. changed: something was set by a person."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._filling = False
        self._kept = Plotter()
        lifts = {
            "servo": tr("Servo (M280)"),
            "spindle": tr("Servo as spindle (M3)"),
            "z": tr("Z axis"),
            "custom": tr("Own commands"),
        }
        self.lift = choice(lifts)
        self.down, self.up = decimal(0, 180, 1, "°"), decimal(0, 180, 1, "°")
        self.down_code, self.up_code, self.before, self.after = (QLineEdit() for _ in range(4))
        self.feed, self.travel, self.plunge = (decimal(10, 60_000, 100, tr("mm/min")) for _ in range(3))
        self.dwell = decimal(0, 10, 0.05, "s")
        self.origin = choice({"bottom-left": tr("Bottom left, y up"), "top-left": tr("Top left, y down")})
        self.order = choice({"written": tr("As written"), "shortest": tr("With little travel")})
        self.turning = QCheckBox(tr("May draw from the end"))
        self.landscape, self.in_place = QCheckBox(tr("Sheet lies on its side")), QCheckBox(tr("Ink stays where it lies"))
        self.comments = QCheckBox(tr("Comments in the file"))
        for name, field in self._fields():
            if isinstance(field, QLineEdit):
                field.setMinimumHeight(32)
                field.setPlaceholderText(tr("such as {}").format(LINES[name]))
                field.setTextMargins(4, 0, 0, 0)
                field.setToolTip(tr("G-code; {} begins the next line.").format(NEXT.strip()))
                field.textChanged.connect(self._changed)
            elif isinstance(field, QComboBox):
                field.currentIndexChanged.connect(self._lifted if name == "lift" else self._changed)
            elif isinstance(field, QDoubleSpinBox):
                field.valueChanged.connect(self._changed)
            elif isinstance(field, QCheckBox):
                field.toggled.connect(self._changed)

    def _fields(self) -> Iterator[tuple[str, QWidget]]:
        for name in Plotter.__dataclass_fields__:
            field = getattr(self, name, None)
            if isinstance(field, QWidget):
                yield name, field

    def rows(self) -> tuple[tuple[str, QWidget], ...]:
        """Label and field of each row, in their order."""
        return (
            ("", self.landscape),
            ("", self.in_place),
            (tr("X0 Y0 at"), self.origin),
            (tr("Order of strokes"), self.order),
            ("", self.turning),
            (tr("Pen is moved by"), self.lift),
            (tr("Pen down at"), self.down),
            (tr("Pen up at"), self.up),
            (tr("Lowers the pen"), self.down_code),
            (tr("Raises the pen"), self.up_code),
            (tr("Speed of the Z axis"), self.plunge),
            (tr("Wait for the pen"), self.dwell),
            (tr("Drawing speed"), self.feed),
            (tr("Travel speed"), self.travel),
            (tr("First commands"), self.before),
            (tr("Last commands"), self.after),
            ("", self.comments),
        )

    def fits(self, field: QWidget) -> bool:
        """Whether a row's field has a sense for the way in which the pen is lifted."""
        lift = self.lift.currentData()
        if field in (self.down, self.up):
            return bool(lift != "custom")
        if field in (self.down_code, self.up_code):
            return bool(lift == "custom")
        return bool(field is not self.plunge or lift == "z")

    def fill(self, plotter: Plotter) -> None:
        """Show a plotter."""
        self._filling, self._kept = True, plotter
        self.lift.setCurrentIndex(self.lift.findData(plotter.lift))
        self._fill_heights(plotter)
        for name, field in self._fields():
            value = getattr(plotter, name)
            if isinstance(field, QLineEdit):
                field.setText(NEXT.join(line for line in value.split("\n") if line.strip()))
            elif isinstance(field, QComboBox):
                field.setCurrentIndex(max(0, field.findData(value)))
            elif isinstance(field, QCheckBox):
                field.setChecked(value)
            elif isinstance(field, QDoubleSpinBox) and name in ("feed", "travel", "plunge"):
                field.setValue(value)
        self.turning.setEnabled(plotter.order == "shortest")
        self._filling = False

    def _fill_heights(self, plotter: Plotter) -> None:
        unit = {"servo": "°", "z": " mm"}.get(plotter.lift, "")
        for field, value in ((self.down, plotter.height), (self.up, plotter.raised)):
            low, high, step = RANGES.get(plotter.lift, (0, 180, 1))
            field.setRange(low, high)
            field.setSingleStep(step)
            field.setDecimals(1 if step < 1 else 0)
            field.setSuffix(unit)
            field.setPrefix("S " if plotter.lift == "spindle" else "")
            field.setValue(value)
        self.dwell.setValue(plotter.wait)

    def plotter(self) -> Plotter:
        """What the fields say. Values that suit the way of lifting anyway are left open."""
        lift: Lift = self.lift.currentData()
        facts = LIFTS[lift]
        values: dict[str, Any] = {"lift": lift}
        for name, field in self._fields():
            if isinstance(field, QLineEdit):
                values[name] = "\n".join(line.strip() for line in field.text().split("|") if line.strip())
            elif isinstance(field, QComboBox):
                values[name] = field.currentData()
            elif isinstance(field, QCheckBox):
                values[name] = field.isChecked()
            elif isinstance(field, QDoubleSpinBox):
                usual = getattr(facts, name, None)
                values[name] = None if usual is not None and abs(field.value() - usual) < 1e-9 else round(field.value(), 3)
        if lift == "custom":
            values["down"] = values["up"] = None
        return replace(self._kept, **values)

    def _lifted(self) -> None:
        """Another way of lifting: its own heights and wait."""
        if not self._filling:
            self._filling = True
            self._fill_heights(Plotter(lift=self.lift.currentData()))
            self._filling = False
        self._changed()

    def _changed(self) -> None:
        self.turning.setEnabled(self.order.currentData() == "shortest")
        if not self._filling:
            self.changed.emit()
