"""How long the GUI thread waits for the journal: a stroke appended, alone and while the disk is being forced all the time.

Prints microseconds. python tests/benchmarks/journal_append.py [FOLDER]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from engines.data.journal import Journal, pack_strokes, read_records
from engines.ink.types import Stroke
from studio.page import Page


def told(what: str, seconds: list[float]) -> None:
    micro = np.array(seconds) * 1e6
    p50, p99 = np.percentile(micro, [50, 99])
    print(f"{what:<52} n {len(micro):6d}   p50 {p50:7.0f}   p99 {p99:7.0f}   max {micro.max():7.0f} us")


def append(folder: Path, count: int, rest: float, points: int = 150) -> None:
    walk = np.cumsum(np.random.default_rng(0).normal(size=(points, 2)), axis=0)
    stroke = Stroke(walk, t=np.arange(points) / 200)
    seconds = []
    with Journal(folder / f"{count}-{rest}.journal") as journal:
        for n in range(count):
            start = time.perf_counter()
            listed, arrays = pack_strokes([stroke])
            journal.append("step", {"step": n, "strokes": listed}, arrays)
            seconds.append(time.perf_counter() - start)
            time.sleep(rest)
    told(f"append, {points} points, every {rest * 1000:.0f} ms", seconds)


def page(folder: Path, count: int) -> None:
    application = QCoreApplication.instance() or QCoreApplication([])
    made = np.random.default_rng(1)
    moving, adding = [], []
    board = Page(folder / "page.journal")
    board.finish_opening()
    for n in range(count):
        walk = made.uniform(0, 200, 2) + np.cumsum(made.normal(size=(60, 2)), axis=0)
        whole = Stroke(walk, t=n + np.arange(60) / 200)
        for points in range(8, 61, 8):
            part = Stroke(whole.xy[:points], whole.t[:points], id=whole.id)
            start = time.perf_counter()
            board.pen_moving(part)
            moving.append(time.perf_counter() - start)
        start = time.perf_counter()
        board.add(whole)
        adding.append(time.perf_counter() - start)
        application.processEvents()
        time.sleep(0.002)
    told("Page.pen_moving", moving)
    told(f"Page.add, up to {count} strokes on the page", adding)
    board.close()
    start = time.perf_counter()
    records, _ = read_records(folder / "page.journal")
    print(f"reading {len(records)} records: {1000 * (time.perf_counter() - start):.0f} ms")
    for what in ("a grown journal, which is compacted", "the compacted one"):
        size = (folder / "page.journal").stat().st_size / 1e6
        start, own = time.perf_counter(), time.thread_time()
        again = Page(folder / "page.journal")
        made = time.perf_counter() - start
        while not again._saver._opened:  # the window is drawn and the pen writes meanwhile
            time.sleep(0.001)
        read = time.perf_counter() - start
        again.finish_opening()
        waited = time.thread_time() - own
        print(
            f"a page from {what}: {size:.1f} MB, there after {1000 * made:.1f} ms, read after {1000 * read:.0f} ms; "
            f"the window's thread worked {1000 * waited:.1f} ms"
        )
        again.close()


def main() -> None:
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        append(Path(name), 20_000, 0.0)
        append(Path(name), 1_500, 0.002)
        page(Path(name), 2_000)


if __name__ == "__main__":
    main()
