"""Recover: a picture on the page goes to the engine, and the strokes that made it come back as ink that lies on it.

A word or two are one question; a whole page is a job, whose strokes draw themselves as they are found. Either ends as one step of
undo: the strokes, and the picture faded beneath them. Nothing of a picture is read on the window's thread.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QImage

from engines.ink.geometry import bounds
from engines.ink.types import Ink, Stroke, new_id
from engines.messages import Event, Failed, Finished, Reply, Stopped, Trace, Traced
from studio.bridge import Bridge
from studio.canvas.underlay import decoded
from studio.choices import Parts
from studio.jobs import JobState
from studio.placed import Matrix, PlacedPicture, times
from studio.recovered import Fact, came_back, covers, in_words, into_picture, one_after_another, onto_page, scale_of
from studio.redrawing import Redrawing
from studio.retouching import Retouching
from studio.words import mark, tr

FADED = 0.35  # opacity of a picture whose strokes lie over it
MARGIN = 0.25  # of a word's height that is looked at around it
LEAST_MARGIN = 12  # pixels of it
TOUCHING = 1.0  # pens: nearer than that to a kept stroke lies the same ink
SAMPLES = ("Ductus", "Hand", "Feder", "Taste")  # words of the sample pictures
SAMPLE_SCALE, SAMPLE_AIR, SAMPLE_PEN = 24.0, 70, 11.0  # pixels a mm, around the word, and of its pen


@dataclass
class Work:
    """Strokes that are being looked for. root: of the picture. scope: ids of the strokes that the answer takes the place of.

    kept: among them, and around them, those that stay. onto: pixels of what is looked at -> pixels of the picture.
    """

    root: str
    scope: frozenset[str]
    kept: tuple[Stroke, ...] = ()
    onto: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    path: Path = field(default_factory=Path)
    serial: int = -1
    job: str = ""
    found: list[tuple[Ink, tuple[float, ...], float]] = field(default_factory=list)  # pixels of the picture, confidences, width


def sample_picture(seed: int) -> QImage:
    """A picture of a word in a hand of its own, dark blue on paper. For a thread."""
    from engines.ink.geometry import affine
    from engines.ink.raster import render
    from engines.ink.synthesis import Writer, word

    ink = word(SAMPLES[seed % len(SAMPLES)], replace(Writer.random(seed), joined=False), seed)
    left, top, right, bottom = bounds(ink)
    wide, high = (round(side * SAMPLE_SCALE) + 2 * SAMPLE_AIR for side in (right - left, bottom - top))
    corner = (SAMPLE_AIR - left * SAMPLE_SCALE, SAMPLE_AIR - top * SAMPLE_SCALE)
    dark = render(affine(ink, np.eye(2) * SAMPLE_SCALE, corner), high, wide, SAMPLE_PEN).astype(np.float32)[..., None] / 255
    colours = np.rint((1 - dark) * (246, 241, 229) + dark * (33, 44, 92)).astype(np.uint8)
    return QImage(colours.tobytes(), wide, high, 3 * wide, QImage.Format.Format_RGB888).copy()


def written_out(png: bytes, folder: Path, part: QRect | None) -> Path:
    """A placed picture as a file, or a part of it (pixels). For a thread. Raises OSError or, for a damaged one, ValueError."""
    path = folder / f"{new_id()}.png"
    if part is None:
        path.write_bytes(png)
        return path
    image = decoded(png)
    if image.isNull() or not image.copy(part).save(str(path)):
        raise ValueError(tr("the picture is damaged"))
    return path


class Recovering(QObject):
    """The Recover commands and their way through the engine."""

    def __init__(self, window: Parts, bridge: Bridge) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._page, self._panel = window.page, window.recover
        self.redrawing = Redrawing(window.view, window.clock, lambda: window.settings.reduce_motion, self)
        self.retouching = Retouching(window, self.redrawing)
        self._work: Work | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._seed = 0
        bridge.helloed.connect(lambda hello: self._panel.set_models(hello.models))
        bridge.engineChanged.connect(self._panel.set_engine)
        window.jobs.changed.connect(self._progressed)
        window.placing.placed.connect(self._placed)
        window.choices.panelShown.connect(self._panel_shown)
        window.page.laid.connect(self.cancel)
        self._panel.cancelWanted.connect(self.cancel)
        self._panel.sampleWanted.connect(self.lay_sample)
        window.sharing.lays = lambda: self.in_front

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return self.retouching.slots() | {"ink.recover": self.recover, "ink.recover_again": self.recover_again}

    @property
    def in_front(self) -> bool:
        """Whether the Recover panel is the one that is shown."""
        return self._window.settings.panel == "recover"

    @property
    def busy(self) -> bool:
        """Whether strokes are being looked for."""
        return self._work is not None

    def _panel_shown(self, name: str) -> None:
        self.redrawing.set_on(name == "recover")
        self.retouching.set_awake(name == "recover")
        self._window.conversion.set_away(name == "recover")

    # Commands

    def lay_sample(self) -> None:
        """Put a sample picture on the page; it is recovered as any other."""
        self._seed += 1
        seed, name = self._seed, self.tr("Sample picture")
        self._window.background.run(
            lambda: sample_picture(seed),
            lambda image: self._window.placing.lay(image, name),
            lambda error: self._failed(str(error)),
        )

    def recover(self) -> None:
        """Find the strokes of the picture that is selected, else of the one that is shown; kept strokes stay."""
        if not self.in_front:
            self._window.choices.show_panel("recover")
        picture = self.retouching.picture
        if picture is None:
            self._window.status.tell(self.tr("There is no picture on the page yet: drop or paste one, or try a sample picture."))
            return
        every = [stroke for word in self.retouching.words() for stroke in word]
        self._start(picture, every)

    def recover_again(self) -> None:
        """Keep the selected strokes as they are and find the others of their words anew."""
        chosen, picture = self.retouching.chosen(), self.retouching.picture
        if not chosen or picture is None:
            self._window.status.tell(self.tr("Select a recovered stroke first, on the page or in the Recover panel."))
            return
        self.retouching.keep(chosen, True)
        words = self.retouching.words()
        names = {stroke.id for stroke in chosen}
        asked = [stroke for word in words if names & {stroke.id for stroke in word} for stroke in word]
        whole = len(asked) == sum(map(len, words))
        self._start(picture, asked, None if whole else around(asked, picture))

    def cancel(self) -> None:
        """Look no further. What a job has found comes onto the page when it has stopped."""
        work = self._work
        if work is None:
            return
        if work.job:
            self._window.jobs.stop(work.job)
        else:
            self._end("")

    def _placed(self, picture_id: str) -> None:
        """A picture was laid on the page; where this panel is in front, its strokes are wanted."""
        picture = next((each for each in self._page.pictures if each.id == picture_id), None)
        if self.in_front and picture is not None and not self.busy:
            self.retouching.look_at(picture)
            self._start(picture, [stroke for word in self.retouching.words() for stroke in word])

    # There and back

    def _start(self, picture: PlacedPicture, scope: Sequence[Stroke], part: QRect | None = None) -> None:
        png = self._page.image(picture.image)
        if self.busy or png is None:
            damaged = self.tr("{} cannot be read: it is damaged. Your page is unchanged.").format(picture.name or tr("Picture"))
            self._window.status.tell(self.tr("Strokes are being recovered already.") if self.busy else damaged)
            return
        self.redrawing.finish()
        kept = tuple(stroke for stroke in scope if self.retouching.kept(stroke))
        onto = (1.0, 0.0, 0.0, 1.0, float(part.x()), float(part.y())) if part is not None else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        work = Work(self.retouching.memory.root(picture), frozenset(stroke.id for stroke in scope), kept, onto)
        fixed = tuple(into_picture(stroke, times(onto, picture.matrix)) for stroke in kept)
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="ductus-")
        folder = Path(self._folder.name)
        self._work = work
        self._panel.say_busy()

        def ready(path: Path) -> None:
            if self._work is work:
                work.path = path
                work.serial = self._bridge.ask(Trace(path, fixed=fixed), "picture")

        def failed(error: Exception) -> None:
            if self._work is work:
                self._failed(str(error))

        self._window.background.run(lambda: written_out(png, folder, part), ready, failed)

    def replied(self, reply: Reply) -> None:
        """An answer arrived; those to other questions are left alone."""
        work = self._work
        if work is None or work.job or reply.serial != work.serial:
            return
        ink, words = reply.inks.get("strokes", Ink()), int(reply.figures.get("words", 1))
        if reply.error:
            self._failed(reply.error, whole=True)
        elif not ink.points and words > 1:
            title = self.tr("Recovering {}").format(self._name(work))
            work.job = self._window.jobs.start("recover", title, {"picture": str(work.path), "model": ""})
        else:
            width = reply.figures.get("width", math.nan)
            lifted = [replace(stroke, xy=stroke.xy + np.array(work.onto[4:])) for stroke in ink]
            sure = dict(zip((stroke.id for stroke in ink), reply.confidences, strict=False))
            for word in in_words(Ink(tuple(lifted)), words):
                work.found.append((word, tuple(sure.get(stroke.id, math.nan) for stroke in word), width))
            self._land(work, "trace" if reply.text == "trace" else "model")

    def heard(self, event: Event) -> None:
        """A job told something; those of others are left alone."""
        work = self._work
        if work is None or not work.job or event.job != work.job:
            return
        if isinstance(event, Traced):
            self._take(work, event)
        elif isinstance(event, Finished):
            self._land(work, "trace" if event.result.get("by_trace") else "model")
        elif isinstance(event, Stopped):
            self._land(work, "model", self.tr("Stopped: {} words were recovered.").format(len(work.found)))
        elif isinstance(event, Failed):
            self._land(work, "model", event.message)

    def _progressed(self, state: JobState) -> None:
        if self._work is not None and state.id == self._work.job and state.running:
            self._panel.say_busy(state.share, state.left, self.tr("stopping") if state.stopping else state.text)

    def _take(self, work: Work, event: Traced) -> None:
        """A word of the page was found: it draws itself at once."""
        picture = self._picture(work)
        reach = TOUCHING * max(event.width, 1.0)
        fixed = [into_picture(stroke, picture.matrix) for stroke in work.kept] if picture else []
        there = [n for n, stroke in enumerate(event.ink) if len(stroke) and not covers(fixed, stroke, reach)]
        if not there or picture is None:
            return
        sure = [*event.confidences, *([math.nan] * len(event.ink))]
        word = Ink(tuple(event.ink.strokes[n] for n in there))
        if not work.found and picture.opacity > FADED:
            self.redrawing.show_picture_at(picture.id, FADED)
        work.found.append((word, tuple(sure[n] for n in there), event.width))
        self.redrawing.add(onto_page(word, picture.matrix, event.width))

    # On the page

    def _land(self, work: Work, way: str, told: str = "") -> None:
        """Put what was found on the page, in one step of undo."""
        picture = self._picture(work)
        if picture is None:
            self._end(self.tr("The picture is not on the page any more, so its strokes were left out."))
            return
        if not work.found:
            nothing = self.tr("No strokes were found in {}. Your page is unchanged.").format(self._name(work))
            self._end(told or nothing)
            return
        memory, kept = self.retouching.memory, [into_picture(stroke, picture.matrix) for stroke in work.kept]
        own, placed, back = {stroke.id: stroke for stroke in work.kept}, list[Ink](), set[str]()
        for word, confidences, width in work.found:
            strokes = []
            for stroke, sure, lying in zip(word, confidences, onto_page(word, picture.matrix, width), strict=True):
                same = came_back(stroke, kept) if not work.job else None
                if same is None:
                    memory.note(lying.id, Fact(work.root, float(sure)))
                    strokes.append(lying)
                elif same.id not in back:
                    back.add(same.id)
                    strokes.append(own[same.id])
            placed.append(Ink(tuple(strokes)))
        lost = [stroke for stroke in work.kept if stroke.id not in back and not work.job]
        if lost:
            placed[-1] = Ink((*placed[-1], *lost))
        gone = work.scope - (own.keys() if work.job else set())
        fresh = [
            word if back & {s.id for s in word} else timed for word, timed in zip(placed, one_after_another(placed), strict=True)
        ]
        faded = replace(picture, id=new_id(), origin=picture.id, opacity=min(picture.opacity, FADED))
        memory.say_how(work.root, way)
        ids = self._page.retrace(gone, [word.strokes for word in fresh], mark("Recover strokes"), {picture.id: faded})
        memory.follow(self._page.strokes, self._page.pictures)
        self._window.selecting.selection.clear()
        self._end("", told or self._tell_found(work))
        if work.job:
            there, names = {stroke.id: stroke for stroke in self._page.strokes}, iter(ids)
            self.redrawing.settle([Ink(tuple(there[next(names)] for _ in word)) for word in fresh])
        else:
            self.redrawing.fade(faded.id, picture.opacity, faded.opacity)
            self.redrawing.show(self.retouching.words(), play=True)

    def _tell_found(self, work: Work) -> str:
        count = sum(len(word) for word, _, _ in work.found)
        words = self.tr("1 stroke") if count == 1 else self.tr("{:,} strokes").format(count)
        return self.tr("Recovered {} from {}.").format(words, self._name(work))

    def _failed(self, why: str, whole: bool = False) -> None:
        """Nothing came of it. whole: `why` is a sentence that says all."""
        why = " ".join(why.split())
        sentence = self.tr("Strokes could not be recovered: {}. Your page is unchanged.")
        self._end(why if whole else sentence.format(why.rstrip(".")))

    def _end(self, error: str, told: str = "") -> None:
        """The work is over."""
        work, self._work = self._work, None
        self.redrawing.show_picture_at("", 1.0)
        if work is not None and not told:
            self.redrawing.show(self.retouching.words(), play=False)
        if work is not None and work.path.name:
            self._window.background.run(lambda: work.path.unlink(missing_ok=True), lambda _: None, lambda _: None)
        self._panel.say_idle(error)
        self.retouching.refresh()
        if told:
            self._window.status.tell(told, self.tr("Undo"), self._page.undo)
        elif error and not self.in_front:
            self._window.status.tell(error)

    def _picture(self, work: Work) -> PlacedPicture | None:
        root = self.retouching.memory.root
        return next((picture for picture in self._page.pictures if root(picture) == work.root), None)

    def _name(self, work: Work) -> str:
        picture = self._picture(work)
        return picture.name if picture is not None and picture.name else tr("Picture")


def around(strokes: Iterable[Stroke], picture: PlacedPicture) -> QRect:
    """The pixels of a picture on which these strokes of the page lie, with air around them."""
    left, top, right, bottom = bounds(Ink(tuple(into_picture(stroke, picture.matrix) for stroke in strokes)))
    air = max(MARGIN * (bottom - top), LEAST_MARGIN, 0.5 / scale_of(picture.matrix))
    corner = (math.floor(left - air), math.floor(top - air))
    box = QRect(*corner, math.ceil(right + air) - corner[0], math.ceil(bottom + air) - corner[1])
    return box & QRect(0, 0, *picture.size)
