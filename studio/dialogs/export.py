"""Export: which ink, in which format, how large and on what; a preview shows it before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from engines.export.options import Options
from engines.ink.brush import Brush
from engines.ink.types import Ink
from studio.canvas.replay import InkView
from studio.labels import Choice, Number, level
from studio.sharing import Wish
from studio.theme import LIGHT
from studio.words import tr

SIDES = (16, 8192)  # px


def formats() -> dict[str, tuple[str, str]]:
    """Format -> (its name, what it is good for)."""
    return {
        "svg-strokes": (
            tr("SVG, strokes in drawing order"),
            tr("One thin line a stroke, in the order drawn, in millimetres: for plotters and for editing."),
        ),
        "svg-outlines": (tr("SVG, outlines with the pen's width"), tr("The ink as filled shapes: for print and layout.")),
        "png": (tr("PNG picture"), tr("A picture of the ink, on paper or transparent.")),
        "gif": (tr("GIF of the replay"), tr("The ink being drawn, pink to yellow in time.")),
    }


def backgrounds() -> dict[str, str]:
    """Colour, "" = none, -> its name."""
    return {"#FBF8F1": tr("Paper"), "#FFFFFF": tr("White"), "": tr("Transparent")}


class ExportDialog(QDialog):
    """Asks for a Wish. inks: words -> ink, in the order offered; only those with a point are shown."""

    def __init__(self, inks: Mapping[str, Ink], pen: float, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.setMinimumSize(640, 328)
        self._inks = {words: ink for words, ink in inks.items() if ink.points}
        self._pen = pen
        self._folder = folder
        self.wish: Wish | None = None
        self.what, self.format, self.background = Choice(), Choice(), Choice()
        self.preview = InkView()
        self.side = Number(SIDES, 1024, "px")
        self.note = QLabel()
        self._form = QFormLayout()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self._build()
        self._chosen()

    def _build(self) -> None:
        self.what.addItems(list(self._inks))
        for key, (words, _use) in formats().items():
            self.format.addItem(words, key)
        for key, words in backgrounds().items():
            self.background.addItem(words, key)
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self._form.setVerticalSpacing(16)
        self._form.setHorizontalSpacing(16)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for words, field in (
            (self.tr("&Ink"), self.what),
            (self.tr("&Format"), self.format),
            (self.tr("&Longer side"), self.side),
            (self.tr("&Background"), self.background),
        ):
            field.setAccessibleName(words.replace("&", ""))
            self._form.addRow(words, field)
        level(self._form)
        for field in (self.format, self.background):
            field.currentIndexChanged.connect(self._chosen)
        self._buttons.accepted.connect(self._save)
        self._buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        self.preview.setFixedSize(216, 216)
        self.preview.setAccessibleName(self.tr("Preview"))
        self.what.currentIndexChanged.connect(self._chosen)
        fields, top = QVBoxLayout(), QHBoxLayout()
        fields.addLayout(self._form)
        fields.addSpacing(8)
        fields.addWidget(self.note)
        fields.addStretch(1)
        top.setSpacing(24)
        top.addLayout(fields, 1)
        top.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(top, 1)
        whole.addWidget(self._buttons)

    def _chosen(self) -> None:
        kind = self.format.currentData()
        self.note.setText(formats()[kind][1])
        self.preview.timed = kind in ("gif", "svg-strokes")
        paper = self.background.currentData() if kind == "png" else "#FBF8F1" if kind == "gif" else "#FFFFFF"
        self.preview.set_theme(replace(LIGHT, paper=paper or "#FFFFFF"))  # what is written does not depend on the window's theme
        self.preview.set_ink(self._inks[self.what.currentText()])
        self._form.setRowVisible(self.side, kind in ("png", "gif"))
        self._form.setRowVisible(self.background, kind == "png")

    def asked(self, path: Path) -> Wish:
        """What the fields say, to be written to `path`."""
        kind = self.format.currentData()
        options = Options(
            kind=kind.partition("-")[0],
            style="line" if kind == "svg-strokes" else "outline",
            size=self.side.value(),
            background=self.background.currentData() if kind == "png" else None,
        )
        return Wish(self._inks[self.what.currentText()].drawn_with(Brush(width=self._pen)), path, options)

    def _save(self) -> None:
        suffix = f".{self.format.currentData().partition('-')[0]}"
        start = str(self._folder / f"ink{suffix}")
        name, _filter = QFileDialog.getSaveFileName(self, self.tr("Export"), start, f"{self.format.currentText()} (*{suffix})")
        if name:
            path = Path(name)
            self.wish = self.asked(path if path.suffix else path.with_suffix(suffix))
            self.accept()
