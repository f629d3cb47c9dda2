"""How long a full page takes to leave as SVG, PNG, PDF and GIF: python tests/benchmarks/page_export.py [strokes]

The page is sample handwriting, by default 275 strokes. Beside the times stands the time in which the points alone are written as
SVG without fitting a curve: the ratio carries over to other machines, the milliseconds do not.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from engines.export import svg
from engines.export.options import Options
from engines.export.writing import write
from engines.ink.geometry import affine
from engines.ink.synthesis import Writer, word
from engines.ink.types import Ink, Stroke

WORDS = ("handwriting", "ductus", "Quill", "ink")
LINE = 9.0  # mm between two words


def page(strokes: int) -> Ink:
    """So many strokes of words below one another."""
    written: list[Stroke] = []
    for number in count():
        if len(written) >= strokes:
            return Ink(tuple(written[:strokes]))
        ink = word(WORDS[number % len(WORDS)], Writer.random(number), number)
        written += affine(ink, ((1, 0), (0, 1)), (0, LINE * number))
    raise AssertionError


def seconds(work: Callable[[], object]) -> float:
    """The shortest of three runs."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def main() -> None:
    """Print a line for each kind."""
    ink = page(int(sys.argv[1]) if len(sys.argv) > 1 else 275)
    print(f"{len(ink)} strokes, {ink.points:,} points")
    with tempfile.TemporaryDirectory() as folder:
        kinds: dict[str, Callable[[], object]] = {
            "SVG, points only": lambda: svg.still(ink, Options(kind="svg", tolerance=0)),
            "SVG strokes": lambda: svg.still(ink),
            "SVG outlines": lambda: svg.still(ink, Options(kind="svg", style="outline")),
            "SVG replay": lambda: svg.replay(ink),
            "PNG": lambda: write(ink, Path(folder) / "page.png"),
            "PDF": lambda: write(ink, Path(folder) / "page.pdf"),
            "GIF": lambda: write(ink, Path(folder) / "page.gif", Options(speed=20)),
        }
        floor = 0.0
        for kind, work in kinds.items():
            took = seconds(work)
            floor = floor or took
            print(f"{kind:18} {took:7.3f} s   {took / floor:6.1f} times the points alone")


if __name__ == "__main__":
    main()
