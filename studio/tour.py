"""`ductus tour`: the main job without hands, through the real window and the real engine process.

A recorded pen writes letters, each is converted both ways, a picture is dropped, everything is exported, and the strokes of a
word's picture are recovered. What is left: pictures of the window in both themes, the exports, and tour.json with figures and
times. Nothing of the person's own page is touched.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engines.ink.geometry import affine, bounds, fit_frame
from engines.ink.raster import render
from engines.ink.synthesis import Writer, glyph
from engines.ink.types import Ink, Stroke

if TYPE_CHECKING:
    from studio.bridge import Bridge

LETTERS = (("a", 5, 62.0), ("R", 2, 118.0))  # character, writer, left edge in mm
HEIGHT = 46.0  # mm of a written letter
TOP = 48.0  # mm
STARTS, ANSWERS, EXPORTS = 120.0, 30.0, 60.0  # s to wait at most


class TourError(RuntimeError):
    """The tour could not do its main job, in a sentence."""


@dataclass
class Diary:
    """What the tour found."""

    out: Path
    files: list[str] = field(default_factory=list)
    letters: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    def file(self, name: str) -> Path:
        """A file to be written in the tour's folder."""
        self.files.append(name)
        return self.out / name


def run(
    out: Path, letters: tuple[tuple[str, int, float], ...] = LETTERS, bridge: Callable[[], Bridge] | None = None
) -> dict[str, Any]:
    """Take the tour; leaves its files in `out` and gives the summary. bridge: makes another engine's (tests).

    Raises TourError when the engine does not come, OSError when `out` refuses.
    """
    out.mkdir(parents=True, exist_ok=True)
    _see_to_a_display()
    from studio.app import build, make_application
    from studio.page import Page
    from studio.settings import Settings

    began = time.monotonic()
    make_application(["ductus"])
    diary = Diary(out)
    with tempfile.TemporaryDirectory(prefix="ductus-tour-") as folder:
        page = Page(Path(folder) / "page.journal")
        window = build(Settings(theme="light"), page, bridge() if bridge else None)
        guide = Guide(window, diary)
        window.resize(1280, 720)
        window.show()
        try:
            guide.wait_for_engine()
            window.view.turns.keep_quick()
            guide.write(letters)
            guide.take_pictures()
            guide.drop_picture()
            guide.export()
            guide.recover_strokes()
        finally:
            window.close()
    return guide.summary(time.monotonic() - began)


def _see_to_a_display() -> None:
    """Without a display the tour is taken offscreen."""
    seen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in seen):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def placed(character: str, writer: int, left: float) -> Ink:
    """A letter of our own as it will be written: its left edge and top on the page, HEIGHT mm high."""
    ink = glyph(character, Writer.random(writer), writer)
    x, top, _right, bottom = bounds(ink)
    scale = HEIGHT / max(bottom - top, 1e-6)
    return affine(ink, np.eye(2) * scale, (left - x * scale, TOP - top * scale))


class Guide:
    """Walks through the window and writes the diary."""

    def __init__(self, window: Any, diary: Diary) -> None:
        from studio.recorded_pen import Hand

        self._window, self._diary = window, diary
        self._hand = Hand(window.view, window.view.sheet.camera.view)
        self._answers: list[Any] = []
        self._answer_ms: list[float] = []
        self._asked = 0.0
        window.conversion.answered.connect(self._answered)
        window.view.strokeFinished.connect(self._lifted)

    def _lifted(self, _stroke: Stroke) -> None:
        self._asked = time.perf_counter()

    def _answered(self, reply: Any) -> None:
        self._answers.append(reply)
        if self._asked:
            self._answer_ms.append(1000 * (time.perf_counter() - self._asked))
            self._asked = 0.0

    def wait_for_engine(self) -> None:
        """Until the engine has said hello; TourError when it does not come."""
        from studio.recorded_pen import rest, wait_until

        rest(0.2)
        bridge = self._window.bridge
        if not wait_until(lambda: bridge.state in ("ready", "stopped") and bool(bridge.hello.versions), STARTS):
            raise TourError(f"the engine did not start within {STARTS:.0f} s.")
        self._diary.figures["models"] = [ref.card.name for ref in bridge.hello.models]
        if not bridge.hello.models:
            self._diary.problems.append("There is no model on this machine, so nothing was converted.")

    def write(self, letters: tuple[tuple[str, int, float], ...]) -> None:
        """Write each letter with the recorded pen and wait for its conversion."""
        for character, writer, left in letters:
            before = len(self._answers)
            self._hand.write(placed(character, writer, left), self._pen_up)
            self._await(lambda: not self._asked, f"'{character}'")
            reply = self._answers[-1] if len(self._answers) > before else None
            figures = {name: round(value, 4) for name, value in (reply.figures if reply else {}).items()}
            strokes = len(self._window.page.current)
            self._diary.letters.append(
                {"letter": character, "strokes": strokes, **figures, "error": reply.error if reply else ""}
            )

    def _pen_up(self, _stroke: Stroke) -> None:
        """After each pen-up: let its answer come before the pen goes down again, as long as the rest between strokes lasts."""
        from studio.recorded_pen import wait_until

        wait_until(lambda: not self._asked, 0.5)

    def _await(self, ready: Callable[[], bool], what: str, seconds: float = ANSWERS) -> None:
        from studio.recorded_pen import wait_until

        if not wait_until(ready, seconds):
            self._diary.problems.append(f"The answer for {what} did not come within {seconds:.0f} s.")

    def take_pictures(self) -> None:
        """The window while the recovered strokes are drawn, in both themes, and at the end of the replay."""
        from studio.recorded_pen import rest

        window = self._window
        for theme in ("light", "dark"):
            window.choices.set_theme(theme)
            window.clock.pause()
            window.clock.seek(0.62 * window.clock.duration)
            rest(0.2)
            window.grab().save(str(self._diary.file(f"window-{theme}.png")))
        window.choices.set_theme("light")
        window.clock.seek(window.clock.duration)
        rest(0.1)
        window.grab().save(str(self._diary.file("window-done.png")))

    def drop_picture(self) -> None:
        """A picture of a letter, dropped on the page as a file."""
        from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
        from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage

        from studio.recorded_pen import rest

        path = self._diary.file("picture.png")
        ink = placed("G", 11, 0.0)
        drawn = np.ascontiguousarray(255 - render(ink, 240, 240, 14.0, fit_frame(ink, 240, 0.12)))
        QImage(drawn.data, 240, 240, 240, QImage.Format.Format_Grayscale8).save(str(path))
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        before = len(self._answers)
        view = self._window.view
        middle, copy = view.rect().center(), Qt.DropAction.CopyAction
        held, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QGuiApplication.sendEvent(view, QDragEnterEvent(middle, copy, data, held, keys))
        QGuiApplication.sendEvent(view, QDropEvent(QPointF(middle), copy, data, held, keys))
        self._await(lambda: len(self._answers) > before, "the dropped picture")
        reply = self._answers[-1] if len(self._answers) > before else None
        self._diary.figures["picture_recovered"] = bool(reply and not reply.error and reply.inks.get("b2t"))
        if reply and reply.error:
            self._diary.problems.append(f"The dropped picture: {reply.error}")
        window = self._window
        window.clock.pause()
        window.clock.seek(0.7 * window.clock.duration)
        rest(0.2)
        window.grab().save(str(self._diary.file("window-picture.png")))

    def export(self) -> None:
        """Every kind of file that the studio writes, by the studio's own way."""
        from engines.export.options import NOTHING, Options
        from studio.sharing import Wish

        window = self._window
        done: list[Path] = []
        ink = Ink(window.page.strokes)
        recovered = window.convert.recovered
        wishes = [
            Wish(ink, self._diary.file("strokes.svg"), Options(style="line")),
            Wish(ink, self._diary.file("outlines.svg"), Options(style="outline")),
            Wish(ink, self._diary.file("ink.png"), Options(background=NOTHING)),
            Wish(ink, self._diary.file("ink.pdf"), Options()),
            Wish(ink, self._diary.file("replay.svg"), Options(kind="svg-replay")),
            Wish(recovered if recovered.points else ink, self._diary.file("replay.gif"), Options(size=360)),
        ]
        for wish in wishes:
            window.filing.exporting.export(wish, done.append)
        self._await(lambda: len(done) == len(wishes), "the exports", EXPORTS)

    def recover_strokes(self) -> None:
        """The picture of a word fades on an empty page, and the strokes that made it draw themselves over it, in both themes."""
        from studio.recorded_pen import rest

        window, page = self._window, self._window.page
        page.clear()
        window.choices.show_panel("recover")
        began = time.perf_counter()
        window.recovering.lay_sample()
        self._await(lambda: bool(page.pictures) and not window.recovering.busy, "the strokes of a picture")
        seconds = time.perf_counter() - began
        rest(0.5)  # the picture fades
        self._diary.figures["strokes_recovered"] = len(page.strokes)
        self._diary.figures["strokes_recovered_ms"] = round(1000 * seconds)
        if not page.strokes:
            self._diary.problems.append(f"No strokes were recovered from a picture. {window.recover.note.text()}".strip())
        for theme in ("light", "dark"):
            window.choices.set_theme(theme)
            window.clock.pause()
            window.clock.seek(0.8 * window.clock.duration)
            rest(0.2)
            window.grab().save(str(self._diary.file(f"recover-{theme}.png")))
        window.choices.set_theme("light")
        window.clock.seek(window.clock.duration)
        rest(0.2)
        window.grab().save(str(self._diary.file("recover-done.png")))

    def summary(self, seconds: float) -> dict[str, Any]:
        """Everything as plain values."""
        from PySide6.QtGui import QGuiApplication

        from studio.recorded_pen import percentiles

        hello = self._window.bridge.hello
        diary = self._diary
        there = [name for name in diary.files if (diary.out / name).is_file()]
        missing = sorted(set(diary.files) - set(there))
        problems = diary.problems + [f"{name} was not written." for name in missing]
        return {
            "ok": not problems,
            "problems": problems,
            "platform": QGuiApplication.platformName(),
            "seconds": round(seconds, 2),
            "versions": hello.versions,
            "devices": list(hello.devices),
            **diary.figures,
            "letters": diary.letters,
            "event_to_paint_ms": percentiles(self._hand.paint_ms),
            "event_to_paint_own_ms": percentiles(cost.own_ms for cost in self._hand.costs),
            "pen_up_to_conversion_ms": percentiles(self._answer_ms),
            "files": there,
        }


def write_summary(summary: dict[str, Any], out: Path, also: str | None = None) -> None:
    """Write tour.json, say where everything is, and print or write the summary where asked ("-" = standard output)."""
    text = json.dumps(summary, indent=2, ensure_ascii=False) + "\n"
    (out / "tour.json").write_text(text, "utf-8")
    if also == "-":
        sys.stdout.write(text)
    elif also:
        Path(also).write_text(text, "utf-8")
    if also != "-":
        print(f"The tour left {len(summary['files']) + 1} files in {out}")
    if not summary["ok"]:
        raise TourError(" ".join(summary["problems"]))
