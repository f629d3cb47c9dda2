"""How the whole window keeps up with a pen: python tests/benchmarks/window_pen.py [--letters 40] [--training] [--slow]

The real window with 10,000 points on its page and the real engine process; a pen of 240 Hz writes letters.
Printed are p50 and p99 from the moment an event is due until it is painted, by the wall and of the window's own processor time,
and from pen-up until the conversion is shown. Beside them, in the same run and at the same rate, the floor: a bare widget that
paints one segment. Trust the ratios; with other programs at work only the own time says what the window costs.
--training: a training (one thread, nice 10) keeps another core busy. --slow: list the slowest events. --profile: where they go.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from pen_to_paint import SIZE, Bare
from PySide6.QtCore import QEvent, QObject, QPointF, QTimer
from PySide6.QtWidgets import QWidget

from engines.ink.geometry import affine, bounds
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke
from studio.app import FirstPaint, build, make_application
from studio.live import Question
from studio.page import Page
from studio.recorded_pen import Cost, Hand, at_rate, rest, wait_until
from studio.settings import Settings

RATE = 240.0  # Hz
HURRY = 1.5  # times as fast as the hand that was recorded
LETTERS = "aRkBgMtEdHKsW"
POINTS, A_STROKE = 10_000, 100
TRAINING = """
import os, torch
from engines.models import cross_vae
os.nice(10)
torch.set_num_threads(1)
recipe = cross_vae.Recipe(cross_vae.PRESETS["paper"])
net = torch.nn.Sequential(torch.nn.Conv2d(1, 64, 3), torch.nn.ReLU(), torch.nn.Conv2d(64, 64, 3), torch.nn.Flatten())
adam = torch.optim.Adam(net.parameters())
while True:
    adam.zero_grad()
    net(torch.rand(64, 1, 32, 32)).square().mean().backward()
    adam.step()
"""


def letter(number: int) -> Ink:
    """A letter on its place in rows over the page, told at RATE."""
    seed = 100 + number
    ink = glyph(LETTERS[number % len(LETTERS)], Writer.random(seed), seed)
    left, top, right, bottom = bounds(ink)
    scale = 24.0 / max(bottom - top, right - left, 1e-6)
    corner = np.array([8.0 + 27.0 * (number % 7), 8.0 + 34.0 * (number // 7 % 4)])
    placed = affine(ink, np.eye(2) * scale, corner - np.array([left, top]) * scale)
    return Ink(tuple(at_rate(Stroke(s.xy, s.t / HURRY, s.pressure), RATE) for s in placed if len(s)))


def crowd(page: Page, points: int) -> None:
    """Ink all over the page, one step of undo a stroke."""
    for number in range(points // A_STROKE):
        moments = np.arange(A_STROKE) / 200
        x = 15 + 17.5 * (number % 11) + 6 * np.cos(14 * moments) + 3 * moments
        y = 12 + 14 * (number // 11 % 10) + 6 * np.sin(15 * moments + number)
        page.add(Stroke(np.column_stack([x, y]), t=number + moments, pressure=0.5 + 0.3 * np.sin(9 * moments)))


class Shown(QObject):
    """Milliseconds from pen-up until the answer to it had been painted."""

    def __init__(self, window) -> None:
        super().__init__(window)
        self.taken: list[float] = []
        self.waiting = False
        self._up = 0.0
        self._answered = False
        self._tile: QWidget = window.convert.image
        self._tile.installEventFilter(self)
        window.view.strokeFinished.connect(self._lifted)
        window.live.shown.connect(self._heard)

    def _lifted(self, _stroke: Stroke) -> None:
        self._up, self.waiting, self._answered = time.perf_counter(), True, False

    def _heard(self, question: Question, _reply: object) -> None:
        self._answered = self.waiting and not question.growing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._answered:
            self._answered = False
            QTimer.singleShot(0, self._painted)
        return super().eventFilter(watched, event)

    def _painted(self) -> None:
        if self.waiting:
            self.waiting = False
            self.taken.append(1000 * (time.perf_counter() - self._up))


@contextmanager
def training(wanted: bool) -> Iterator[None]:
    """A training on another core while the body runs."""
    if not wanted:
        yield
        return
    child = subprocess.Popen([sys.executable, "-c", TRAINING], env={**os.environ, "OMP_NUM_THREADS": "1"})
    try:
        time.sleep(6.0)
        yield
    finally:
        child.kill()
        child.wait()


def told(name: str, costs: list[Cost], floor: list[Cost] | None = None) -> None:
    """One line."""
    wall, own = (
        np.percentile([cost.wall_ms for cost in costs], [50, 99]),
        np.percentile([cost.own_ms for cost in costs], [50, 99]),
    )
    beside = f"   {wall[0] / np.percentile([cost.wall_ms for cost in floor], 50):.1f}x the floor" if floor else ""
    print(
        f"{name:34s} n {len(costs):5d}   p50 {wall[0]:6.2f}   p99 {wall[1]:6.2f}   max {max(c.wall_ms for c in costs):6.1f}"
        f"   own p50 {own[0]:5.2f}   p99 {own[1]:6.2f}   max {max(c.own_ms for c in costs):5.1f} ms{beside}",
        flush=True,
    )


def measure_floor(letters: int) -> list[Cost]:
    """The bare widget under the same hand."""
    bare = Bare()
    bare.resize(*SIZE)
    bare.show()
    hand = Hand(bare, lambda x, y: QPointF(5 * x, 5 * y))
    hand.write(letter(0))
    hand.costs.clear()
    for number in range(letters):
        hand.write(letter(number))
    bare.close()
    return hand.costs


def measure_window(letters: int, folder: Path, profile: cProfile.Profile | None) -> tuple[list[Cost], list[float]]:
    """The studio under the hand: what each event cost, and pen-up to conversion."""
    page = Page(folder / "page.journal")
    page.finish_opening()
    crowd(page, POINTS)
    window = build(Settings(theme="light"), page)
    window.resize(1280, 800)
    window.show()
    assert wait_until(lambda: window.bridge.state == "ready" and bool(window.bridge.hello.models), 120), "no engine, no model"
    shown = Shown(window)
    hand = Hand(window.view, window.view.sheet.camera.view)
    hand.write(letter(5))  # everything is met once
    wait_until(lambda: not shown.waiting, 5)
    window.view.turns.keep_quick()
    rest(1.0)
    hand.costs.clear()
    shown.taken.clear()
    if profile is not None:
        profile.enable()
    for number in range(letters):
        hand.write(letter(number), lambda _stroke: wait_until(lambda: not shown.waiting, 0.3) and None)
        wait_until(lambda: not shown.waiting, 5)
        rest(0.15)
    if profile is not None:
        profile.disable()
    window.close()
    return hand.costs, shown.taken


def measure_opening(folder: Path) -> None:
    """A pen that writes while a grown journal is read and compacted."""
    path = folder / "grown.journal"
    page = Page(path)
    page.finish_opening()
    for number in range(1500):
        drift = np.array([10 + 190 * (number % 37) / 37, 10 + 130 * (number % 23) / 23])
        whole = Stroke(np.random.default_rng(number).normal(size=(60, 2)).cumsum(axis=0) + drift, t=number + np.arange(60) / 200)
        for points in range(8, 61, 8):
            page.pen_moving(Stroke(whole.xy[:points], whole.t[:points], id=whole.id))
        page.add(whole)
    page.close()
    size, began = path.stat().st_size / 1e6, time.perf_counter()
    page = Page(path)
    window = build(Settings(theme="light"), page)
    window.resize(1280, 800)
    window.show()
    window.view.turns.keep_quick()
    FirstPaint(window.view, lambda: None)
    rest(0.0)
    drawn = time.perf_counter() - began
    hand, meanwhile, number = Hand(window.view, window.view.sheet.camera.view), 0, 0
    while meanwhile == 0 or number < 6:
        hand.write(letter(number))
        number += 1
        meanwhile = meanwhile or (0 if page.opening else len(hand.costs))
    print(
        f"a page of {size:.1f} MB: the window is drawn after {1000 * drawn:.0f} ms; letters written while it is read and after:"
    )
    told("    while the page is opened", hand.costs[:meanwhile])
    told("    afterwards, tiles being made", hand.costs[meanwhile:])
    wait_until(lambda: page.saved, 5)
    window.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--letters", type=int, default=40)
    parser.add_argument("--training", action="store_true")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    make_application(["ductus"])
    profile = cProfile.Profile() if options.profile else None
    with tempfile.TemporaryDirectory() as home, training(options.training):
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {options.letters} letters at {RATE:.0f} Hz", flush=True)
        gc.collect()
        gc.freeze()  # as the studio does: the floor shall not be the garbage collector's
        gc.disable()
        floor = measure_floor(max(4, options.letters // 5))
        told("bare QPainter segment (the floor)", floor)
        costs, taken = measure_window(options.letters, Path(home), profile)
        measure_opening(Path(home))
    told("the window, all events", costs, floor)
    for event in ("down", "move", "up"):
        told(f"    pen {event}", [cost for cost in costs if cost.event == event])
    p50, p99 = np.percentile(taken, [50, 99])
    print(f"{'pen-up to conversion shown':34s} n {len(taken):5d}   p50 {p50:6.1f}   p99 {p99:6.1f}   max {max(taken):6.1f} ms")
    if options.slow:
        for at in sorted(range(len(costs)), key=lambda at: -costs[at].own_ms)[:25]:
            print(f"event {at:6d} {costs[at].event:5s} wall {costs[at].wall_ms:7.2f}  own {costs[at].own_ms:7.2f} ms")
    if profile is not None:
        pstats.Stats(profile).sort_stats("cumtime").print_stats(90)


if __name__ == "__main__":
    os.environ.setdefault("DISPLAY", "")
    if not os.environ["DISPLAY"]:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
