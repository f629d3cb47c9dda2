"""How long a frame of the contact sheet takes while it is scrolled: python tests/benchmarks/contact_sheet.py [samples] [frames]

Beside it, in the same process, the floor: a bare widget of the same size that paints as many pixmaps in a plain grid, whole, each
frame. "scrolled" moves three rows a frame (what came into sight is painted), "whole" repaints everything that is seen, "jumps"
goes to random places where nothing is there yet. The ratio carries over to other machines, the milliseconds do not.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from studio.canvas.contact_sheet import SIDES, ContactSheet
from studio.catalogue import Catalogue, Entry, Filter
from studio.theme import LIGHT

SIZE = (560, 640)
FRAME = 1000 / 60


class Grid(QWidget):
    """Pixmaps in rows, and nothing else."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self.side, self.picture = side, QPixmap(side, side)
        self.picture.fill(QColor("#1B2233"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As many as there is room for."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#FBF8F1"))
        for y in range(0, self.height(), self.side + 28):
            for x in range(0, self.width() - self.side, self.side + 8):
                painter.drawPixmap(x, y, self.picture)
        painter.end()


def figures(frames: list[float]) -> str:
    """p50 and p99 of milliseconds a frame, and how many are longer than a sixtieth of a second."""
    made = np.array(frames)
    half, most = np.percentile(made, (50, 99))
    return f"p50 {half:6.2f} ms   p99 {most:6.2f} ms   over 16.7 ms: {np.mean(made > FRAME):.1%}"


def timed(app: QApplication, count: int, step: Callable[[int], None]) -> list[float]:
    """Processor milliseconds of this process for each frame: the step and all painting it causes."""
    found = []
    for number in range(count):
        began = time.process_time()
        step(number)
        app.processEvents()
        found.append(1000 * (time.process_time() - began))
    return found


def main(samples: int = 100_000, frames: int = 400) -> None:
    """Print the figures."""
    app = QApplication([])
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789"
    entries = [Entry(f"{n:x}", {"text": letters[n % len(letters)]}, {"suspicion": n % 7 / 10}, 1) for n in range(samples)]
    began = time.perf_counter()
    catalogue = Catalogue().laid_over(entries)
    print(f"{samples:,} samples as columns: {1000 * (time.perf_counter() - began):.0f} ms")
    rng = np.random.default_rng(1)
    for grouped in (False, True):
        began = time.perf_counter()
        order, groups = catalogue.ordered(catalogue.matching(Filter()), "suspicion", grouped)
        print(f"filtered and sorted{' in groups' if grouped else ''}: {1000 * (time.perf_counter() - began):.0f} ms")
    for side in (SIDES[0], SIDES[2]):
        floor, sheet = Grid(side), ContactSheet()
        for widget in (floor, sheet):
            widget.resize(*SIZE)
            widget.show()
        sheet.set_theme(LIGHT)
        sheet.set_side(side)
        sheet.show_entries(catalogue, order, groups)
        app.processEvents()
        inner = sheet.thumbnails.side
        batch = rng.integers(0, 256, (24, inner, inner)).astype(np.uint8)
        sheet.wanted.connect(
            lambda places, sheet=sheet, batch=batch: sheet.take([catalogue.ids[p] for p in places], batch[: len(places)])
        )
        bar = sheet.verticalScrollBar()
        print(f"\ntiles of {side} px, {SIZE[0]} x {SIZE[1]} px")
        print(f"  floor: a plain grid  {figures(timed(app, frames, lambda _n, floor=floor: floor.repaint()))}")
        print(f"  scrolled 40 px       {figures(timed(app, frames, lambda _n, bar=bar: bar.setValue(bar.value() + 40)))}")
        print(f"  scrolled a page      {figures(timed(app, frames, lambda _n, bar=bar: bar.setValue(bar.value() + 600)))}")
        print(f"  whole                {figures(timed(app, frames, lambda _n, sheet=sheet: sheet.viewport().repaint()))}")
        places = rng.integers(0, bar.maximum(), frames).tolist()
        print(f"  jumps                {figures(timed(app, frames, lambda n, bar=bar, places=places: bar.setValue(places[n])))}")
        for widget in (floor, sheet):
            widget.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
