"""File > Print: a preview at true size or fitted to the sheet. Qt's printing is loaded when it is first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout

from engines.ink.brush import Brush
from engines.ink.types import Ink
from studio.choices import Parts

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from engines.export.drawing import Drawing, Shape

INCH = 25.4  # mm


def draw(printer: QPrinter, drawing: Drawing, fit: bool) -> int:
    """Draw on the printer's sheets, in the middle of what it can reach; gives how many sheets. Raises ExportError for ink that
    would take hundreds, OSError where the printer or its file cannot be opened."""
    from engines.export.sheets import extents_of, sheets

    area = printer.pageLayout().paintRect(QPageLayout.Unit.Millimeter)
    paper = sheets(drawing, (area.width(), area.height()), fit, edge=0.0, turn=False)
    extents = extents_of(drawing)
    painter = QPainter(printer)
    if not painter.isActive():
        raise OSError("The printer or the file could not be opened.")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, sheet in enumerate(paper):
        if number:
            printer.newPage()
        painter.resetTransform()
        painter.scale(printer.logicalDpiX() / INCH, printer.logicalDpiY() / INCH)
        painter.translate(*sheet.offset)
        painter.scale(sheet.scale, sheet.scale)
        for at in sheet.shows(extents).nonzero()[0].tolist():
            _draw_shape(painter, drawing.shapes[at])
    painter.end()
    return len(paper)


def _draw_shape(painter: QPainter, shape: Shape) -> None:
    points = QPolygonF([QPointF(x, y) for x, y in shape.points.tolist()])
    if shape.width:
        round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(QColor(shape.colour), shape.width, Qt.PenStyle.SolidLine, round_cap, round_join))
        painter.drawPolyline(points)
        return
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addPolygon(points)
    path.closeSubpath()
    painter.fillPath(path, QColor(shape.colour))


class Printing(QObject):
    """Carries out File > Print for the window."""

    def __init__(self, window: Parts) -> None:
        super().__init__(window)
        self._window = window
        self._worked = False  # the latest drawing

    def print(self) -> None:
        """Show the page as it will be printed. The shapes are made in the background first."""
        window = self._window
        ink = Ink(window.page.strokes).drawn_with(Brush(width=window.settings.pen_width))
        if not ink.points:
            window.status.tell(self.tr("There is no ink to print yet: write a letter first."))
            return

        def work() -> Drawing:
            from engines.export.drawing import compose
            from engines.export.options import Options

            return compose(ink, Options(kind="pdf", guides=window.settings.guides))

        window.background.run(work, self._preview, self._failed)

    def _failed(self, error: Exception) -> None:
        why = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        self._window.status.tell(self.tr("Printing did not work: {}. Your page is unchanged.").format(why))

    def _preview(self, drawing: Drawing) -> None:
        try:
            from PySide6.QtPrintSupport import QPrinter, QPrinterInfo, QPrintPreviewWidget
        except ImportError:  # a Qt that was installed without it
            self._failed(RuntimeError(self.tr("this installation of Qt cannot print; export a PDF instead")))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.tr("Ink"))
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        there = bool(QPrinterInfo.availablePrinterNames())
        dialog, fit = QDialog(self._window), QCheckBox(self.tr("&Fit to the sheet"))
        view = QPrintPreviewWidget(printer)
        view.setAccessibleName(self.tr("Preview"))
        view.paintRequested.connect(lambda wanted: self._draw(wanted, drawing, fit.isChecked()))
        fit.toggled.connect(lambda _on: view.updatePreview())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        go = buttons.button(QDialogButtonBox.StandardButton.Save)
        go.setText(self.tr("Print…") if there else self.tr("Save as PDF…"))
        go.setDefault(True)
        buttons.rejected.connect(dialog.reject)
        buttons.accepted.connect(lambda: self._chosen(printer, there, dialog))
        note = QLabel("" if there else self.tr("No printer was found; the sheets can be saved as a PDF file instead."))
        foot, whole = QHBoxLayout(), QVBoxLayout(dialog)
        for part in (fit, note):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(buttons)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.addWidget(view, 1)
        whole.addLayout(foot)
        dialog.setWindowTitle(self.tr("Print"))
        dialog.resize(960, 640)
        if dialog.exec():
            view.print_()
            if self._worked:
                self._window.status.tell(
                    self.tr("Printed.") if there else self.tr("Saved as {}.").format(printer.outputFileName())
                )
        dialog.deleteLater()

    def _chosen(self, printer: QPrinter, there: bool, dialog: QDialog) -> None:
        """Which printer, or which file; the preview stays open where that is given up."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        if there:
            if QPrintDialog(printer, dialog).exec():
                dialog.accept()
            return
        start = str(Path(self._window.settings.last_folder or Path.home()) / "ink.pdf")
        name, _filter = QFileDialog.getSaveFileName(dialog, self.tr("Save as PDF"), start, "PDF (*.pdf)")
        if name:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(Path(name).with_suffix(".pdf")))
            dialog.accept()

    def _draw(self, printer: QPrinter, drawing: Drawing, fit: bool) -> None:
        self._worked = False
        try:
            draw(printer, drawing, fit)
            self._worked = True
        except (ValueError, OSError) as error:
            self._failed(error)
