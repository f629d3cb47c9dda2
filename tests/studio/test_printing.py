"""Printing: true size or fitted, more sheets where it must be, and PDF where there is no printer."""

import re
import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from engines.export.drawing import compose
from engines.export.options import Options
from engines.export.paint import ExportError
from engines.ink.types import Ink, Stroke
from studio.printing import draw

LINE = Ink((Stroke([(0, 0), (50, 0)]),))


def printer_to(path, size=QPageSize.PageSizeId.A4):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(size))
    return printer


def pages(path):
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", path.read_bytes()))


def composed(ink):
    return compose(ink, Options(kind="pdf", style="line", margin=0))


def test_ink_is_printed_on_one_sheet_or_as_many_as_true_size_takes(qapp, tmp_path):
    assert draw(printer_to(tmp_path / "a.pdf"), composed(LINE), fit=False) == 1
    assert pages(tmp_path / "a.pdf") == 1
    wide = Ink((Stroke([(0, 0), (500, 0)]), Stroke([(0, 20), (500, 20)])))
    assert draw(printer_to(tmp_path / "b.pdf"), composed(wide), fit=False) == 3
    assert pages(tmp_path / "b.pdf") == 3
    assert draw(printer_to(tmp_path / "c.pdf"), composed(wide), fit=True) == 1
    with pytest.raises(ExportError, match="sheets of paper"):
        draw(printer_to(tmp_path / "d.pdf"), composed(Ink((Stroke([(0, 0), (9e4, 9e4)]),))), fit=False)


def test_a_millimetre_of_ink_is_a_millimetre_of_paper(qapp):
    """Drawn on a picture instead of a printer: the same calls, countable."""
    from PySide6.QtGui import QImage

    class Sheet(QImage):
        def pageLayout(self):
            return QPageLayout(QPageSize(QSizeF(100, 40), QPageSize.Unit.Millimeter), QPageLayout.Orientation.Portrait, _none())

        def newPage(self):
            raise AssertionError("one sheet is enough")

    sheet = Sheet(400, 160, QImage.Format.Format_RGB32)
    sheet.setDotsPerMeterX(4000)
    sheet.setDotsPerMeterY(4000)
    sheet.fill(0xFFFFFFFF)
    draw(sheet, composed(LINE), fit=False)
    rows = np.array([[sheet.pixelColor(x, y).lightness() for x in range(400)] for y in range(78, 83)])
    inked = np.flatnonzero(rows.min(axis=0) < 128)
    assert np.ptp(inked) == pytest.approx(50.7 * 4, abs=4)


def _none():
    from PySide6.QtCore import QMarginsF

    return QMarginsF(0, 0, 0, 0)


def test_printing_is_not_loaded_with_the_window():
    code = "import sys; import studio.app, studio.printing; print('PySide6.QtPrintSupport' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "False", done.stderr
