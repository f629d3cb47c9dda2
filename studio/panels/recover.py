"""The Recover panel: which picture, its strokes in writing order, how sure each is, and everything that mends them.

It knows nothing of pages, engines or files: the window's controllers give it pictures, rows and progress, and it asks back by
signals.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engines.messages import ModelRef
from studio.jobs import time_text
from studio.labels import Choice, Elided, label
from studio.stroke_list import Row, StrokeList
from studio.theme import Theme
from studio.words import mark, tr

FINDS = "strokes"  # what a model's card says it can
NO_MODEL = mark(
    "There is no model for strokes on this machine: they are traced along the middle of the ink, and put in order by rules. "
    "Check their order and direction."
)
BY_TRACE = mark(
    "The model is unsure here, so strokes were traced along the middle of the ink and put in order by rules. "
    "Check their order and direction."
)


class Nothing(QWidget):
    """What to do first, with two ways to do it."""

    sampleWanted = Signal()
    pictureWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = label(self.tr("Put a picture of handwriting on the page"), "rowTitle", wrap=True)
        words = label(
            self.tr(
                "Drop a scan or a photograph on the page, paste one, or open a file. Its ink fades, and the strokes that made it "
                "draw themselves over it, in the order and at the pace of a hand. They are ink like any other: change them, "
                "export them, print them."
            ),
            "muted",
            wrap=True,
        )
        sample, picture = QPushButton(self.tr("Try a sample picture")), QPushButton(self.tr("Open picture…"))
        sample.setDefault(True)
        sample.clicked.connect(self.sampleWanted)
        picture.clicked.connect(self.pictureWanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(1)
        for part in (title, words):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        for button in (sample, picture):
            button.setMinimumSize(QSize(200, 40))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


class RecoverPanel(QWidget):
    """acted: the name of a command for the selected strokes. pictureChosen: a picture's key. opacitySet: 0..1, once let go."""

    sampleWanted = Signal()
    pictureWanted = Signal()
    pictureChosen = Signal(str)
    cancelWanted = Signal()
    acted = Signal(str)
    numbersWanted = Signal(bool)
    fineWanted = Signal(bool)
    opacityMoved = Signal(float)
    opacitySet = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setMinimumWidth(320)
        self._busy = False
        self._models: tuple[ModelRef, ...] | None = None
        self._way = self._error = self._engine = ""
        self.picture, self.note = Choice(), label("", "note", wrap=True)
        self.recover, self.cancel = QPushButton(), QPushButton(self.tr("Cancel"))
        self.working, self.progress, self.doing = QWidget(), QProgressBar(), Elided(self.tr("Doing"))
        self.strokes, self.count = StrokeList(), Elided(self.tr("Strokes"))
        self.hint = label("", "muted", wrap=True)
        self.buttons: dict[str, QPushButton] = {}
        self.numbers, self.fine = QCheckBox(self.tr("Numbers and arrows")), QCheckBox(self.tr("Fine lines"))
        self.opacity, self.share = QSlider(Qt.Orientation.Horizontal), label("", "figures")
        self.empty, self.pages, self.middle = Nothing(), QStackedWidget(), QStackedWidget()
        self._build()
        self._listen()
        self.set_theme(theme)
        self.set_rows(())
        self.set_pictures((), "")
        self.say_idle()

    # What is built

    def _build(self) -> None:
        title = QLabel(self.tr("Recover"))
        title.setProperty("role", "title")
        self.picture.setAccessibleName(self.tr("Picture"))
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(title)
        head.addWidget(self.picture, 1)
        top = QVBoxLayout()
        top.setContentsMargins(16, 16, 16, 8)
        top.setSpacing(8)
        top.addLayout(head)
        top.addWidget(self.note)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self._body())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.pages, 1)

    def _body(self) -> QWidget:
        body = QWidget()
        body.setObjectName("panelBody")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setContentsMargins(16, 16, 16, 16)
        self.middle.addWidget(self.hint)
        self.middle.addWidget(self.strokes)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 0, 16, 16)
        column.setSpacing(8)
        column.addLayout(self._start_row())
        column.addWidget(self.count)
        column.addWidget(self.middle, 1)
        column.addLayout(self._edit_rows())
        for row in self._look_rows():
            column.addLayout(row)
        return body

    def _start_row(self) -> QHBoxLayout:
        """The main button, and in its place the work under way."""
        self.recover.setDefault(True)
        self.recover.setMinimumHeight(40)
        self.recover.setToolTip(self.tr("Find the strokes that made this picture (R)"))
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(8)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.cancel.setMinimumHeight(40)
        under_way = QVBoxLayout(self.working)
        under_way.setContentsMargins(0, 0, 0, 0)
        under_way.setSpacing(4)
        under_way.addWidget(self.doing)
        under_way.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.recover, 1)
        row.addWidget(self.working, 1)
        row.addWidget(self.cancel)
        return row

    def _edit_rows(self) -> QVBoxLayout:
        """What can be done with the strokes that are selected."""
        keep_hint = self.tr("Keep the selected strokes as they are and find the others anew around them (Shift+R)")
        rows = QVBoxLayout()
        rows.setSpacing(8)
        for row in (
            (
                ("ink.reverse", self.tr("Reverse"), self.tr("Draw it from its end to its start (Enter or a double click)")),
                ("ink.split_middle", self.tr("Split"), self.tr("Cut it in the middle; the Ink menu cuts elsewhere")),
                ("ink.join", self.tr("Join"), self.tr("Make one stroke of the selected ones (Ctrl+J)")),
                ("edit.delete", self.tr("Delete"), self.tr("Take it off the page (Del)")),
            ),
            (
                ("ink.keep", self.tr("Keep"), self.tr("Lock it: it stays as it is when you recover again (K)")),
                ("ink.by_hand", self.tr("Add by hand"), self.tr("Draw a stroke that is missing with the pen")),
            ),
            (("ink.recover_again", self.tr("Keep and recover again"), keep_hint),),
        ):
            line = QHBoxLayout()
            line.setSpacing(8)
            for name, words, hint in row:
                line.addWidget(self._button(name, words, hint), 1)
            rows.addLayout(line)
        return rows

    def _button(self, name: str, words: str, hint: str) -> QPushButton:
        button = self.buttons[name] = QPushButton(words)
        button.setToolTip(hint)
        button.setMinimumHeight(32)
        button.clicked.connect(lambda: self.acted.emit(name))
        return button

    def _look_rows(self) -> tuple[QHBoxLayout, QHBoxLayout]:
        """What of picture and order is seen."""
        self.numbers.setToolTip(self.tr("Number the strokes on the page and show their direction, as in a copybook"))
        self.numbers.setChecked(True)
        self.opacity.setRange(0, 100)
        self.opacity.setPageStep(10)
        self.opacity.setMinimumWidth(64)
        self.opacity.setAccessibleName(self.tr("Opacity of the picture"))
        self.opacity.setToolTip(self.tr("How much of the picture is seen beneath the strokes"))
        self.share.setFixedWidth(self.fontMetrics().horizontalAdvance("100 %") + 4)
        self.share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.fine.setToolTip(self.tr("Show where each stroke runs, over the picture; without it, as wide as it is exported"))
        self.fine.setChecked(True)
        checks, slider = QHBoxLayout(), QHBoxLayout()
        checks.setSpacing(16)
        checks.addWidget(self.numbers)
        checks.addWidget(self.fine)
        checks.addStretch(1)
        slider.setSpacing(8)
        slider.addWidget(label(self.tr("Picture beneath"), "muted"))
        slider.addWidget(self.opacity, 1)
        slider.addWidget(self.share)
        return checks, slider

    def _listen(self) -> None:
        self.empty.sampleWanted.connect(self.sampleWanted)
        self.empty.pictureWanted.connect(self.pictureWanted)
        self.picture.activated.connect(lambda: self.pictureChosen.emit(str(self.picture.currentData() or "")))
        self.recover.clicked.connect(lambda: self.acted.emit("ink.recover"))
        self.cancel.clicked.connect(self.cancelWanted)
        self.numbers.toggled.connect(self.numbersWanted)
        self.fine.toggled.connect(self.fineWanted)
        self.strokes.itemSelectionChanged.connect(self._enable)
        self.strokes.turned.connect(lambda: self.acted.emit("ink.reverse"))
        self.opacity.valueChanged.connect(self._opacity_moved)
        self.opacity.sliderReleased.connect(lambda: self.opacitySet.emit(self.opacity.value() / 100))

    # What the window says

    def set_pictures(self, pictures: Iterable[tuple[str, str]], shown: str) -> None:
        """The pictures of the page as (key, name), and which one is shown."""
        found = tuple(pictures)
        if found != tuple((self.picture.itemData(n), self.picture.itemText(n)) for n in range(self.picture.count())):
            self.picture.clear()
            for key, name in found:
                self.picture.addItem(name, key)
        self.picture.setCurrentIndex(max(0, self.picture.findData(shown)))
        self.picture.setToolTip(self.picture.currentText())
        self.picture.setVisible(bool(found))
        self.pages.setCurrentIndex(1 if found else 0)
        self._explain()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """The strokes of the picture that is shown."""
        self.strokes.set_rows(rows)
        self.middle.setCurrentIndex(1 if rows else 0)
        weak = sum(row.weak for row in rows)
        words = self.tr("1 stroke") if len(rows) == 1 else self.tr("{:,} strokes").format(len(rows))
        check = self.tr("1 to check") if weak == 1 else self.tr("{:,} to check").format(weak)
        self.count.say(" · ".join((words, check)) if weak else words)
        self.count.setVisible(bool(rows))
        self.recover.setText(self.tr("Recover again") if rows else self.tr("Recover strokes"))
        self._enable()

    def set_opacity(self, opacity: float) -> None:
        """How opaque the shown picture is, 0..1."""
        if not self.opacity.isSliderDown():
            self.opacity.blockSignals(True)
            self.opacity.setValue(round(100 * opacity))
            self.opacity.blockSignals(False)
            self._say_share()

    def say_idle(self, error: str = "") -> None:
        """Nothing is under way. error: why the last work came to nothing."""
        self._busy, self._error = False, error
        self.hint.setText(
            self.tr("Press “Recover strokes”, or R: the picture fades, and the strokes that made it draw themselves over it.")
        )
        self._explain()
        self._enable()

    def say_busy(self, share: float = math.nan, left: float = math.nan, text: str = "") -> None:
        """Strokes are being looked for. share: 0..1, left: seconds; NaN where unknown. text: more about it."""
        known = not math.isnan(share)
        self._busy, self._error = True, ""
        self.progress.setRange(0, 100 if known else 0)
        self.progress.setValue(round(100 * share) if known else 0)
        time = self.tr("{} left").format(time_text(left)) if not math.isnan(left) else text
        words = self.tr("Finding the strokes, {:.0%}").format(share) if known else self.tr("Finding the strokes…")
        self.doing.say(f"{words}, {time}" if time else words)
        self.hint.setText(self.tr("Strokes appear on the page as they are found."))
        self._explain()
        self._enable()

    def say_way(self, way: str) -> None:
        """How the strokes were found: "trace" where a model was unsure or is missing."""
        self._way = way
        self._explain()

    def set_engine(self, state: str, sentence: str) -> None:
        """How the engine is, in plain words."""
        starting = self.tr("The engine is starting; strokes are recovered as soon as it is ready.")
        self._engine = "" if state == "ready" else sentence or starting
        self._explain()

    def set_models(self, models: Iterable[ModelRef]) -> None:
        """The models that find strokes."""
        self._models = tuple(ref for ref in models if FINDS in ref.card.can)
        self._explain()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self.strokes.set_theme(theme)

    # Inside

    def _enable(self) -> None:
        chosen = len(self.strokes.ids)
        for name, button in self.buttons.items():
            button.setEnabled((chosen > 0 and not self._busy) or name == "ink.by_hand")
        for part, seen in ((self.recover, not self._busy), (self.working, self._busy), (self.cancel, self._busy)):
            part.setVisible(seen)

    def _explain(self) -> None:
        """The note under the title; hidden when all is well."""
        none = self._models is not None and not self._models
        words = self._error or self._engine or (tr(NO_MODEL) if none else tr(BY_TRACE) if self._way == "trace" else "")
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _opacity_moved(self) -> None:
        self._say_share()
        self.opacityMoved.emit(self.opacity.value() / 100)

    def _say_share(self) -> None:
        self.share.setText(f"{self.opacity.value()} %")
