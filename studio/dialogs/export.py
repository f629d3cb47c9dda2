"""Export: which ink, in which format, how it looks; a preview shows it, with its size, before it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engines.data.sample import Sample
from engines.export.options import KINDS, Options
from engines.ink.brush import Brush
from engines.ink.types import Ink
from studio.dialogs.copybook_fields import CopybookFields, usual_page
from studio.dialogs.export_preview import Preview
from studio.dialogs.plotter_fields import OWN, OwnSize, PlotterFields, choice, decimal
from studio.jobs import time_text
from studio.labels import Number, level
from studio.sharing import Source, Wish
from studio.words import tr

SHEETS = ("sheet", "sheet-svg")
SIDES = (16, 8192)  # px
FORM = 376  # px


def formats() -> dict[str, tuple[str, str]]:
    """Kind of engines.export.options -> (its name, what it is good for)."""
    return {
        "png": (tr("PNG picture"), tr("A picture for documents and web pages, on paper or transparent.")),
        "jpg": (tr("JPEG picture"), tr("A picture for programs that take nothing else.")),
        "svg": (tr("SVG drawing"), tr("Curves in millimetres, for drawing programs, plotters and print.")),
        "svg-replay": (tr("Animated SVG"), tr("The ink draws itself in a web browser, at any size.")),
        "gif": (tr("GIF of the replay"), tr("The ink draws itself anywhere that shows pictures.")),
        "pdf": (tr("PDF"), tr("Curves in real millimetres, as large as the ink or on sheets of paper.")),
        "sheet": (
            tr("Ductus sheet (PDF)"),
            tr("A copybook page: models with numbered strokes and arrows, and rows to practise on."),
        ),
        "sheet-svg": (
            tr("Ductus sheet (SVG)"),
            tr("A copybook page for drawing programs; several pages stand below one another."),
        ),
        "gcode": (tr("G-code for plotters"), tr("What a pen plotter draws, stroke by stroke. Pink: its way with the pen up.")),
        "inkml": (tr("InkML ink"), tr("Every point with its time and pressure, exactly; Ductus opens it again.")),
        "xopp": (tr("Xournal++ note"), tr("Strokes with their widths and colours, for Xournal++; times are not kept.")),
        "unipen": (tr("UNIPEN"), tr("Points with time and pressure in the format of research on handwriting.")),
        "json": (tr("JSON ink"), tr("Every point with its time and pressure, for scripts.")),
    }


class ExportDialog(QDialog):
    """Asks for a Wish. inks: words -> ink, in the order offered; only those with a point are shown.

    kept: kind -> Options as plain values, how each kind was exported last. parts: the characters of an ink. After `exec`,
    `wish` is what was asked for, or None.
    """

    def __init__(
        self,
        inks: Mapping[str, Ink],
        kept: Mapping[str, Any],
        kind: str,
        folder: Path,
        parent: QWidget | None = None,
        parts: Callable[[Ink], Sequence[Ink]] = lambda ink: (ink,),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.resize(1000, 640)
        self._inks = {words: ink for words, ink in inks.items() if ink.points}
        self._folder, self._parts = folder, parts
        self.kept = {name: Options.of_plain(values) for name, values in kept.items() if isinstance(values, dict)}
        self.wish: Wish | None = None
        self._filling = False
        self.preview, self.note, self.facts = Preview(), QLabel(), QLabel()
        self._fields()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self._build()
        self.format.setCurrentIndex(max(0, self.format.findData(kind)))
        self._kind_chosen()

    def _fields(self) -> None:
        """One field for each option, by its name in Options."""
        self.what = choice(dict.fromkeys(self._inks, "") | {words: words for words in self._inks})
        self.format = choice({kind: words for kind, (words, _use) in formats().items()})
        self.side = Number(SIDES, 1024, "px")
        self.pen = decimal(0.0, 20.0, 0.1, "mm", self.tr("as written"))
        inks = {None: tr("As written"), "#1F2328": tr("Black"), "#2F4B7C": tr("Iron-gall blue"), "#8A1C1C": tr("Red")}
        self.colour = choice(inks)
        self.background = choice({"": tr("None"), "#FBF8F1": tr("Paper"), "#FFFFFF": tr("White")})
        self.style_of_lines = choice({"outline": tr("With the pen's width"), "line": tr("One line a stroke")})
        self.margin = decimal(0.0, 100.0, 1.0, "mm")
        self.timed, self.marks = QCheckBox(self.tr("Colours of time")), QCheckBox(self.tr("Order numbers and arrows"))
        self.guides, self.loop = QCheckBox(self.tr("Ruled lines")), QCheckBox(self.tr("Begin again at the end"))
        self.speed = decimal(0.1, 20.0, 0.5, "×")
        self.fps = Number((1, 50), 25, self.tr("frames/s"))
        self.page = choice(
            {"": tr("As large as the ink"), "a5": "A5", "a4": "A4", "a3": "A3", "letter": tr("US Letter"), OWN: tr("Own size")}
        )
        self.own, self.plotter, self.copybook = OwnSize(), PlotterFields(self), CopybookFields(self)
        self.fit = QCheckBox(self.tr("Fit to the sheet"))

    def _build(self) -> None:
        self._form = QFormLayout()
        self._form.setVerticalSpacing(8)
        self._form.setHorizontalSpacing(16)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows: list[tuple[str, QWidget]] = []
        for name, words, field in (
            ("", self.tr("&Ink"), self.what),
            ("", self.tr("&Format"), self.format),
            ("size", self.tr("&Longer side"), self.side),
            ("page", self.tr("&Sheet"), self.page),
            ("page", "", self.own),
            ("fit", "", self.fit),
            ("style", self.tr("&Drawn"), self.style_of_lines),
            ("pen", self.tr("Pen &width"), self.pen),
            ("colour", self.tr("&Colour"), self.colour),
            ("background", self.tr("&Background"), self.background),
            ("margin", self.tr("&Margin"), self.margin),
            ("speed", self.tr("S&peed"), self.speed),
            ("fps", self.tr("F&rames"), self.fps),
            ("timed", "", self.timed),
            ("marks", "", self.marks),
            ("guides", "", self.guides),
            ("loop", "", self.loop),
            *(("copybook", words, field) for words, field in self.copybook.rows()),
            *(("plotter", words, field) for words, field in self.plotter.rows()),
        ):
            field.setAccessibleName(words.replace("&", "") or (field.text() if isinstance(field, QCheckBox) else ""))
            self._form.addRow(words, field)
            if name:
                self._rows.append((name, field))
        level(self._form)
        for label in (self.note, self.facts):
            label.setObjectName("muted")
            label.setWordWrap(True)
        self.format.currentIndexChanged.connect(self._kind_chosen)
        for field in (self.what, self.page, self.style_of_lines, self.colour, self.background):
            field.currentIndexChanged.connect(self._changed)
        for field in (self.side, self.fps, self.pen, self.margin, self.speed):
            field.valueChanged.connect(self._changed)
        for field in (self.fit, self.timed, self.marks, self.guides, self.loop):
            field.toggled.connect(self._changed)
        for part in (self.own, self.plotter, self.copybook):
            part.changed.connect(self._changed)
        self.preview.ready.connect(self._made)
        self.preview.failed.connect(lambda _why: self._show_facts(""))
        self._lay_out()

    def _lay_out(self) -> None:
        save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setText(self.tr("Export…"))
        save.setDefault(True)
        self._buttons.accepted.connect(self._save)
        self._buttons.rejected.connect(self.reject)
        inner, scroll = QWidget(), QScrollArea()
        inner.setLayout(self._form)
        self._form.setContentsMargins(0, 0, 12, 0)
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedWidth(FORM)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left, right, top, whole = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        left.addWidget(scroll, 1)
        left.addWidget(self.note)
        right.addWidget(self.preview, 1)
        right.addWidget(self.facts)
        top.setSpacing(24)
        top.addLayout(left)
        top.addLayout(right, 1)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        whole.addLayout(top, 1)
        whole.addWidget(self._buttons)
        self.note.setFixedWidth(FORM)

    # From the fields and into them

    def _kind_chosen(self) -> None:
        """Another format: its own options, as they were left."""
        kind = self.format.currentData()
        self._fill(replace(self.kept.get(kind, Options()), kind=kind))
        self._show_rows()
        self.note.setText(formats()[kind][1])
        self._changed()

    def _show_rows(self) -> None:
        """The fields that this format uses, and of those the ones that have a sense now."""
        for name, field in self._rows:
            used = name in self.format_uses and (field is not self.own or self.page.currentData() == OWN)
            self._form.setRowVisible(field, used and (name != "plotter" or self.plotter.fits(field)))

    @property
    def format_uses(self) -> frozenset[str]:
        """The fields of Options that the chosen format uses."""
        return KINDS[self.format.currentData()].uses

    def _fill(self, options: Options) -> None:
        self._filling = True
        sheet = options.kind in SHEETS
        self.guides.setText(self.tr("Written on the ruled lines") if sheet else self.tr("Ruled lines"))
        self.guides.setAccessibleName(self.guides.text())
        self.page.model().item(0).setEnabled(not sheet)  # type: ignore[attr-defined]
        self.side.setValue(options.longest)
        self.pen.setValue(options.pen.width if options.pen else 0.0)
        self.colour.setCurrentIndex(max(0, self.colour.findData(options.colour)))
        none = self.background.model().item(0)  # type: ignore[attr-defined]
        none.setEnabled(options.kind not in ("jpg", "gif"))
        self.background.setCurrentIndex(max(0, self.background.findData(options.paper)))
        self.style_of_lines.setCurrentIndex(int(options.lines))
        self.margin.setValue(options.margin)
        self.timed.setChecked(options.coloured_by_time)
        self.marks.setChecked(options.marks)
        self.guides.setChecked(options.guides)
        self.loop.setChecked(options.looped)
        self.speed.setValue(options.speed)
        self.fps.setValue(round(options.fps))
        if "x" in options.page:
            self.own.say(options.page)
        page = OWN if "x" in options.page else options.page or (usual_page() if sheet else "")
        self.page.setCurrentIndex(max(0, self.page.findData(page)))
        self.copybook.fill(options.copybook, options.title)
        self.plotter.fill(options.plotter)
        self.fit.setChecked(options.fit)
        self._filling = False

    def options(self) -> Options:
        """What the fields say, those of this format only."""
        kind, pen = self.format.currentData(), self.pen.value()
        said = {
            "size": self.side.value(),
            "pen": Brush(width=round(pen, 2)) if pen > 0 else None,
            "colour": self.colour.currentData(),
            "background": self.background.currentData(),
            "style": self.style_of_lines.currentData(),
            "margin": self.margin.value(),
            "timed": self.timed.isChecked(),
            "marks": self.marks.isChecked(),
            "guides": self.guides.isChecked(),
            "loop": self.loop.isChecked(),
            "speed": self.speed.value(),
            "fps": float(self.fps.value()),
            "page": self.own.page() if self.page.currentData() == OWN else self.page.currentData(),
            "plotter": self.plotter.plotter(),
            "copybook": self.copybook.copybook(),
            "title": self.copybook.title.text().strip() if kind in SHEETS else "",
            "fit": self.fit.isChecked() and bool(self.page.currentData()),
        }
        return replace(Options(kind=kind), **{name: value for name, value in said.items() if name in KINDS[kind].uses})

    def _changed(self) -> None:
        if self._filling or not self._inks:
            return
        options = self.options()
        self.kept[options.kind] = options
        self.fit.setEnabled(bool(options.page) and not options.plotter.in_place)
        self._show_rows()
        self._show_facts(self.tr("Drawing the preview…"))
        self.preview.show_ink(self._source(options), options)

    @property
    def _ink(self) -> Ink:
        return self._inks[self.what.currentText()]

    def _source(self, options: Options) -> Source:
        """What is drawn: for a ductus sheet a sample each model, else the ink."""
        apart = options.kind in SHEETS and not options.copybook.words
        return tuple(Sample(ink=part) for part in self._parts(self._ink)) if apart else self._ink

    def _made(self, made: Any) -> None:
        parts, facts = [], made.made
        if facts.millimetres:
            parts.append(self.tr("{:.0f} × {:.0f} mm").format(*facts.millimetres))
        if facts.pixels:
            parts.append(self.tr("{} × {} px").format(*facts.pixels))
        if facts.pages and facts.pages > 1:
            pages = self.tr("{} pages") if made.made.kind in SHEETS else self.tr("{} sheets")
            parts.append(pages.format(facts.pages))
        if facts.seconds:
            parts.append(time_text(facts.seconds) if facts.travel else self.tr("{:.1f} s").format(facts.seconds))
        if not facts.millimetres:
            parts.append(self.tr("{} strokes, {:,} points").format(len(self._ink), self._ink.points))
        if facts.travel:
            before, now = facts.travel
            parts.append(self.tr("{:,.0f} mm with the pen up").format(now))
            if now < before - 0.5:
                parts.append(self.tr("{:,.0f} mm less than as written").format(before - now))
        large = facts.bytes >= 1e6
        size = self.tr("{:.1f} MB").format(facts.bytes / 1e6) if large else self.tr("{:.0f} kB").format(facts.bytes / 1e3)
        parts.append(self.tr("about {}").format(size) if made.estimated else size)
        self._show_facts(" · ".join(parts))

    def _show_facts(self, words: str) -> None:
        self.facts.setText(words)

    # What is asked for

    def asked(self, path: Path) -> Wish:
        """What the fields say, to be written to `path`."""
        options = self.options()
        return Wish(self._source(options), path, options)

    def _save(self) -> None:
        kind = self.format.currentData()
        suffix = KINDS[kind].suffixes[0]
        dialog = QFileDialog(self, self.tr("Export"), str(self._folder), f"{self.format.currentText()} (*{suffix})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)  # asks once before a file is replaced
        dialog.setDefaultSuffix(suffix.lstrip("."))
        dialog.selectFile(("ductus-sheet" if kind in SHEETS else "ink") + suffix)
        if dialog.exec() and dialog.selectedFiles():
            self.wish = self.asked(Path(dialog.selectedFiles()[0]))
            self.accept()

    def done(self, result: int) -> None:
        """Closing gives up the preview that is still being made."""
        self.preview.close_down()
        super().done(result)
