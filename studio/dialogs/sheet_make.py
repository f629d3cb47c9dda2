"""Make a collection sheet: what is to be written on it, on which paper, with the first page shown as it will be printed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from engines.data.prompts import names, prompt_set
from engines.data.sheet_layout import SIZES, SheetError, SheetPage, sheet_pages
from studio.background import Background
from studio.collect_forms import title_of
from studio.dialogs.copybook_fields import usual_page
from studio.dialogs.plotter_fields import choice
from studio.labels import Number, label, level
from studio.language import spoken
from studio.words import tr

OWN = ""  # the set that is a text of one's own
DPI = 76  # of the preview


class SheetDialog(QDialog):
    """Asks for a sheet. writers: id -> name, the likeliest first. After `exec`, `pages` and `path` are what is to be saved."""

    def __init__(self, writers: Mapping[str, str], left_handed: bool, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Collection sheet"))
        self.resize(960, 680)
        self._folder = folder
        self.pages: tuple[SheetPage, ...] = ()
        self.path: Path | None = None
        self._background = Background(self)
        self._busy, self._wanted = False, False
        self.set = choice({name: title_of(name) for name in names()} | {OWN: self.tr("Your own text")})
        self.text = QLineEdit()
        self.text.setPlaceholderText(self.tr("A word or a sentence"))
        self.text.setMinimumHeight(32)
        self.text.setMaxLength(2000)
        self.each = QCheckBox(self.tr("A box for each character"))
        self.times = Number((1, 20), 2, "×")
        self.writer = choice({"": self.tr("Nobody in particular"), **writers})
        self.paper = choice({"a4": "A4", "letter": self.tr("US Letter")})
        usual = {None: self.tr("As the text needs")}
        self.high = choice(usual | {size: self.tr("{} mm").format(size) for size in SIZES})
        self.left_handed = QCheckBox(self.tr("For the left hand: from right to left"))
        self.preview, self.facts = QLabel(), label("", "muted", wrap=True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self._build()
        self.paper.setCurrentIndex(max(0, self.paper.findData(usual_page())))
        self.left_handed.setChecked(left_handed)
        if writers:
            self.writer.setCurrentIndex(1)
        self._changed()

    def _build(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in (
            (self.tr("&Prompts"), self.set),
            (self.tr("&Text"), self.text),
            ("", self.each),
            (self.tr("Write &each"), self.times),
            (self.tr("&Writer"), self.writer),
            (self.tr("P&aper"), self.paper),
            (self.tr("&Height of boxes"), self.high),
            ("", self.left_handed),
        ):
            field.setAccessibleName(words.replace("&", "") or (field.text() if isinstance(field, QCheckBox) else ""))
            form.addRow(words, field)
        level(form)
        explain = label(
            self.tr(
                "Print the sheet at 100%, write on it with a dark pen, then scan or photograph it and choose Read sheets. "
                "The code in its corner says what was asked for and where."
            ),
            "muted",
            wrap=True,
        )
        self.preview.setAccessibleName(self.tr("First page"))
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setMinimumSize(440, 560)
        self.preview.setObjectName("muted")
        self.preview.setText(self.tr("Drawing the preview…"))
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setText(self.tr("Save PDF…"))
        save.setDefault(True)
        self._buttons.accepted.connect(self._save)
        self._buttons.rejected.connect(self.reject)
        for box in (self.set, self.writer, self.paper, self.high):
            box.currentIndexChanged.connect(self._changed)
        for tick in (self.each, self.left_handed):
            tick.toggled.connect(self._changed)
        self.text.textChanged.connect(self._changed)
        self.times.valueChanged.connect(self._changed)
        left, top, whole = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        left.addWidget(explain)
        left.addSpacing(8)
        left.addLayout(form)
        left.addWidget(self.facts)
        left.addStretch(1)
        top.setSpacing(24)
        top.addLayout(left, 1)
        top.addWidget(self.preview)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        whole.addLayout(top, 1)
        whole.addWidget(self._buttons)

    def _prompts(self) -> tuple[list[str], str]:
        name = self.set.currentData()
        if name != OWN:
            return list(prompt_set(name).prompts), title_of(name)
        words = self.text.text()
        return [sign for sign in words if not sign.isspace()] if self.each.isChecked() else [words], ""

    def _changed(self) -> None:
        own = self.set.currentData() == OWN
        self.text.setEnabled(own)
        self.each.setEnabled(own)
        prompts, title = self._prompts()
        try:
            self.pages = sheet_pages(
                prompts * self.times.value(),
                self.writer.currentData(),
                title,
                self.paper.currentData(),
                self.high.currentData(),
                self.left_handed.isChecked(),
            )
        except SheetError as problem:
            self.pages = ()
            self.facts.setText(spoken(str(problem)))
        else:
            boxes = sum(len(page.prompts) for page in self.pages)
            pages = self.tr("1 page") if len(self.pages) == 1 else self.tr("{} pages").format(len(self.pages))
            self.facts.setText(self.tr("{}, {} boxes, each {} mm high").format(pages, boxes, self.pages[0].size))
        self._buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(bool(self.pages))
        self._draw()

    def _draw(self) -> None:
        """Draw the first page in the background, the newest wish first."""
        if self._busy:
            self._wanted = True
            return
        if not self.pages:
            self.preview.setPixmap(QPixmap())
            return
        page, words, dpi = self.pages[0], sheet_words(), DPI * self.devicePixelRatioF()
        self._busy, self._wanted = True, False

        def work() -> QImage:
            from engines.export.collection_sheet import pixels

            drawn = pixels(page, dpi, words)
            high, wide = drawn.shape[:2]
            return QImage(drawn.tobytes(), wide, high, 3 * wide, QImage.Format.Format_RGB888).copy()

        self._background.run(work, self._drawn, self._not_drawn)

    def _drawn(self, image: QImage) -> None:
        self._busy = False
        image.setDevicePixelRatio(self.devicePixelRatioF())
        fitting = QPixmap.fromImage(image)
        room = self.preview.size() * self.devicePixelRatioF()
        if fitting.width() > room.width() or fitting.height() > room.height():
            fitting = fitting.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        self.preview.setPixmap(fitting)
        if self._wanted:
            self._draw()

    def _not_drawn(self, error: Exception) -> None:
        self._busy = False
        self.preview.setText(spoken(str(error)))
        if self._wanted:
            self._draw()

    def _save(self) -> None:
        start = str(self._folder / f"{self.pages[0].title or self.tr('Sheet')}.pdf")
        name, _filter = QFileDialog.getSaveFileName(self, self.tr("Save the sheet"), start, "PDF (*.pdf)")
        if name:
            self.path = Path(name).with_suffix(".pdf")
            self.accept()

    def done(self, result: int) -> None:
        """Wait for the preview before the dialog goes."""
        self._wanted = False
        self._background.wait()
        super().done(result)


def sheet_words() -> Any:
    """What is printed on a sheet, in the person's language."""
    from engines.export.collection_sheet import Words

    return Words(
        tr("Name"),
        tr("Date"),
        tr("Write each sign once in its box, with a dark pen. Leave a box empty to skip it."),
        tr("Page {} of {}"),
        tr("Handwriting"),
        tr("Print at 100%"),
    )
