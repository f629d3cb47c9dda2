"""The Convert panel: the same letter as ink, as image and as recovered strokes being drawn, side by side.

Two rows carry the crossing (ink to image, image to strokes), a smaller one the reconstructions. A picture that was dropped takes
the first row. Plain words stand on the tiles, the paper's notation in their tooltips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engines.ink.geometry import fit_frame
from engines.ink.raster import unipen32
from engines.ink.types import Frame, Ink
from engines.messages import ModelRef, Reply
from studio.canvas.replay import ImageView, InkView
from studio.labels import Choice, Elided, label
from studio.live import Question
from studio.theme import Theme
from studio.words import mark, tr

Image = NDArray[np.uint8]

IMAGE_FIGURES = (("psnr", "PSNR {:.1f} dB"), ("ssim", "SSIM {:.2f}"))
INK_FIGURES = (("dtw_path", "DTW {:.3f}"),)
FIGURE_HINT = mark(
    "PSNR and SSIM: how close the model's image is to your rendered ink; more is closer.\n"
    "DTW: mean distance between your path and the recovered one, in sides of the letter's square; less is closer."
)
NO_MODEL = mark(
    "No model is on this machine yet, so there is nothing to convert with. Your ink is kept and shown as it would be seen."
)
SOURCE_INK = (mark("your ink, rendered"), mark("The image that the model sees of your ink, 32 x 32: X_b"))
SOURCE_PICTURE = (mark("the picture, as seen"), mark("The picture as the model sees it, 32 x 32: X_b"))
ARROW, TITLE, GAP, FOOT = 24, 24, 8, 24  # px; FOOT: a tile's caption
SMALLEST, LARGEST, SMALL = 104, 320, 88  # px, sides of tiles


def rendered(ink: Ink) -> Image | None:
    """What a model sees of the ink, (32, 32); None for ink without a point."""
    return unipen32(ink)[0] if ink.points else None


def figures_text(figures: dict[str, float], names: Iterable[tuple[str, str]]) -> str:
    """Those figures that are there, with their units: "PSNR 15.9 dB · SSIM 0.71". names: (key, words)."""
    return "  ·  ".join(words.format(figures[key]) for key, words in names if key in figures)


class Empty(QWidget):
    """What to do first, with three ways to do it."""

    sampleWanted = Signal()
    pictureWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(1)
        title = label(self.tr("Write one letter on the page"), "rowTitle")
        words = label(
            self.tr(
                "Ductus turns it into an image while you write, and recovers the strokes from that image: "
                "see them drawn again in time, pink to yellow.\n\nYou can also drop or paste a picture of a letter."
            ),
            "muted",
            wrap=True,
        )
        sample, picture = QPushButton(self.tr("Try a sample letter")), QPushButton(self.tr("Open picture…"))
        sample.setDefault(True)
        sample.clicked.connect(self.sampleWanted)
        picture.clicked.connect(self.pictureWanted)
        for part in (title, words):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        for button in (sample, picture):
            button.setMinimumSize(QSize(200, 40))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


class Pair(QWidget):
    """One row: a title with figures at its right, and two square tiles with an arrow between."""

    def __init__(self, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.figures = Elided(self.tr("Conversion")), label("", "figures")
        self.title.setObjectName("rowTitle")
        self.figures.setToolTip(tr(FIGURE_HINT))
        arrow = label("→", "arrow")
        arrow.setFixedWidth(ARROW)
        arrow.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, GAP)
        grid.setSpacing(0)
        grid.setRowMinimumHeight(0, TITLE)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.figures)
        grid.addLayout(head, 0, 0, 1, 4)
        grid.setColumnStretch(3, 1)
        grid.addWidget(left, 1, 0)
        grid.addWidget(arrow, 1, 1)
        grid.addWidget(right, 1, 2)


class ConvertPanel(QWidget):
    """Shows a Question and its Reply; knows nothing of pages, engines or files.

    The window gives it ink, replies, the engine's state and the clock's moment; it asks back by signals.
    """

    sampleWanted = Signal()
    pictureWanted = Signal()
    placeWanted = Signal()  # put the recovered strokes on the page
    playWanted = Signal()
    modelChosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setMinimumWidth(320)
        self.recovered = Ink()
        self.source_is_picture = False
        self._models: tuple[ModelRef, ...] | None = None
        self._state, self._sentence = "starting", ""
        self.ink = InkView(self.tr("your ink"), self.tr("The strokes as you drew them: X_t"), timed=False)
        self.image = ImageView(self.tr("its image"), self.tr("The image that the model makes of your strokes: Y t→b"))
        self.source = ImageView()
        self.strokes = InkView(self.tr("its strokes"), self.tr("The strokes recovered from the image, one connected line: Y b→t"))
        self.ink_again = InkView(self.tr("strokes → strokes"), self.tr("Your strokes through the model and back: Y t→t"))
        self.image_again = ImageView(self.tr("image → image"), self.tr("The image through the model and back: Y b→b"))
        self.crossing, self.recovery = Pair(self.ink, self.image), Pair(self.source, self.strokes)
        self.model, self.note = Choice(), label("", "note", wrap=True)
        self.place, self.play = QPushButton(self.tr("Put on page")), QPushButton(self.tr("Replay"))
        self.empty, self.pages = Empty(), QStackedWidget()
        self._build()
        self.set_theme(theme)
        self.clear()
        self._explain()

    @property
    def tiles(self) -> tuple[InkView | ImageView, ...]:
        """The six pictures, in reading order."""
        return (self.ink, self.image, self.source, self.strokes, self.ink_again, self.image_again)

    def _build(self) -> None:
        self.model.setAccessibleName(self.tr("Model in use"))
        self.model.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.model.activated.connect(lambda: self.modelChosen.emit(str(self.model.currentData() or "")))
        self.place.clicked.connect(self.placeWanted)
        self.play.clicked.connect(self.playWanted)
        self.empty.sampleWanted.connect(self.sampleWanted)
        self.empty.pictureWanted.connect(self.pictureWanted)
        title = QLabel(self.tr("Convert"))
        title.setProperty("role", "title")
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(title)
        head.addWidget(self.model, 1)
        top = QVBoxLayout()
        top.setContentsMargins(16, 16, 16, 8)
        top.setSpacing(8)
        top.addLayout(head)
        top.addWidget(self.note)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._body())
        self.pages.addWidget(self.empty)
        self.pages.addWidget(scroll)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.pages, 1)

    def _body(self) -> QWidget:
        """The three rows; the buttons stand beside the reconstructions."""
        body = QWidget()
        body.setObjectName("panelBody")
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        self.place.setToolTip(self.tr("Put the recovered strokes on the page, beside your ink (Ctrl+Return)"))
        for button in (self.play, self.place):
            button.setFixedSize(128, 32)
            buttons.addWidget(button)
        buttons.addStretch(1)
        again = QHBoxLayout()
        again.setSpacing(16)
        for tile in (self.ink_again, self.image_again):
            again.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop)
        again.addStretch(1)
        again.addLayout(buttons)
        third = label(self.tr("Reconstructed"), "rowTitle")
        third.setToolTip(self.tr("Each through the model and back to its own kind: Y t→t and Y b→b"))
        third.setMinimumHeight(TITLE)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 0, 16, 8)
        column.setSpacing(0)
        for row in (self.crossing, self.recovery):
            column.addWidget(row)
        column.addWidget(third)
        column.addLayout(again)
        column.addStretch(1)
        return body

    # What the window says

    def clear(self) -> None:
        """Nothing is being converted: say what to do first."""
        self._show_nothing(Ink())
        self.pages.setCurrentIndex(0)

    @property
    def _answers_soon(self) -> bool:
        return self._state == "ready" and bool(self._models)

    def show_ink(self, ink: Ink, growing: bool = False) -> None:
        """Ink to be converted, before its answer is there; growing: the pen is down.

        What the model sees of it comes with the answer; where none will come soon, it is rendered here at pen-up.
        """
        if not ink.points:
            self.clear()
            return
        if growing and self.pages.currentIndex() == 1 and not self.source_is_picture:
            return  # the page shows it already; the tile follows with the answer
        if self.source_is_picture:
            self._show_nothing(ink)
        self.pages.setCurrentIndex(1)
        self.ink.set_ink(ink)
        if not (growing or self._answers_soon):
            self.source.set_image(rendered(ink))

    def wait_for_picture(self, name: str) -> None:
        """A picture is being read and recovered."""
        self.clear()
        self._as_picture(True, name)
        self.pages.setCurrentIndex(1)
        for tile in (self.source, self.strokes):
            tile.set_busy(True)

    def show_reply(self, question: Question, reply: Reply) -> None:
        """The answer: every picture and figure it holds; what it lacks stays as it is or empty."""
        for _name, work in self.works(question, reply):
            work()

    def works(self, question: Question, reply: Reply) -> list[tuple[str, Callable[[], None]]]:
        """Showing an answer as small named works, the most wanted one first; each paints one tile."""
        picture = bool(question.name)
        images, growing = dict(reply.images), question.growing
        recovered = reply.inks.get("b2t", Ink())
        around = Frame() if picture else fit_frame(question.ink) if question.ink.points else None
        works: list[tuple[str, Callable[[], None]]] = [
            ("words", lambda: self._show_words(question, reply, recovered)),
            ("image", lambda: self.image.set_image(images.get("t2b"))),
            ("strokes", lambda: self._show_strokes(recovered, around, timed=not growing)),
            ("source", lambda: self._show_source(images.get("picture" if picture else "ink"), question.ink)),
        ]
        if not growing:
            works += [
                ("ink", lambda: self._show_own(question.ink)),
                ("ink again", lambda: self.ink_again.set_ink(reply.inks.get("t2t"), around)),
            ]
        return [*works, ("image again", lambda: self.image_again.set_image(images.get("b2b")))]

    def _show_words(self, question: Question, reply: Reply, recovered: Ink) -> None:
        self.recovered = recovered
        self.pages.setCurrentIndex(1)
        self._as_picture(bool(question.name), question.name)
        for tile in self.tiles:
            tile.set_busy(False)
        for button in (self.play, self.place):
            button.setEnabled(bool(recovered.points))
        self.crossing.figures.setText(figures_text(reply.figures, IMAGE_FIGURES))
        self.recovery.figures.setText(figures_text(reply.figures, INK_FIGURES))
        self._explain(reply.error)
        if question.growing and self.ink_again.filled:
            self.ink_again.set_ink(None)

    def _show_strokes(self, recovered: Ink, around: Frame | None, timed: bool) -> None:
        self.strokes.timed = timed  # 64 colours take longer to paint than the pen may wait
        self.strokes.set_ink(recovered, around)

    def _show_source(self, source: Image | None, ink: Ink) -> None:
        self.source.set_image(rendered(ink) if source is None else source)

    def _show_own(self, ink: Ink) -> None:
        if self.ink.ink is not ink:
            self.ink.set_ink(ink)

    def _show_nothing(self, ink: Ink) -> None:
        """The ink alone; no answer to it is there."""
        self._show_words(Question(ink), Reply(0, "pen"), Ink())
        self.ink.set_ink(ink)
        for inked in (self.strokes, self.ink_again):
            inked.set_ink(None)
        for image in (self.source, self.image, self.image_again):
            image.set_image(None)

    def set_moment(self, share: float) -> None:
        """How far the replay is, 0..1: the model's strokes are drawn as far."""
        for tile in (self.strokes, self.ink_again):
            tile.set_time(share * tile.duration if share < 1 else None)

    def set_playing(self, playing: bool) -> None:
        """Whether the replay runs."""
        self.play.setText(self.tr("Pause") if playing else self.tr("Replay"))

    def set_engine(self, state: str, sentence: str) -> None:
        """How the engine is, in plain words."""
        self._state, self._sentence = state, sentence
        self._explain()

    def set_models(self, models: Iterable[ModelRef], chosen: str = "") -> None:
        """The models that can convert. chosen: a name, "" = the first."""
        self._models = tuple(ref for ref in models if {"ink_to_image", "image_to_ink"} & set(ref.card.can))
        self.model.clear()
        for ref in self._models:
            self.model.addItem(ref.card.title or ref.card.name, ref.card.name)
        self.model.setCurrentIndex(max(0, self.model.findData(chosen)))
        self.model.setVisible(bool(self._models))
        self._explain()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Whether spinners stand still."""
        for tile in self.tiles:
            tile.set_reduced_motion(reduced)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        for part in self.tiles:
            part.set_theme(theme)

    # Inside

    def _explain(self, error: str = "") -> None:
        """The note under the title: why something is missing; hidden when nothing is."""
        none = self._models is not None and not self._models
        if error and not none:
            words = error
        elif self._state != "ready":
            words = self._sentence or self.tr("The engine is starting; your ink is converted as soon as it is ready.")
        elif none:
            words = tr(NO_MODEL)
        else:
            words = ""
        for tile in (self.image, self.strokes, self.ink_again, self.image_again):
            tile.set_empty(self.tr("needs a model") if none else "")
        if words != self.note.text() or self.note.isHidden() == bool(words):
            self.note.setText(words)
            self.note.setVisible(bool(words))
            self._fit()

    def _as_picture(self, picture: bool, name: str = "") -> None:
        """The rows' words for ink or for a picture; a picture has no ink of its own, so the crossing row is folded away."""
        self.source_is_picture = picture
        self.crossing.setVisible(not picture)
        self.ink_again.setVisible(not picture)
        self.crossing.title.say(self.tr("Your ink → its image"), self.tr("Strokes to image: Y t→b"))
        given = self.tr("{} → strokes").format(name or self.tr("Picture"))
        title = given if picture else self.tr("Its image → strokes")
        self.recovery.title.say(title, f"{name}\n{self.tr('Image to strokes: Y b→t')}".strip())
        self.source.set_caption(*map(tr, SOURCE_PICTURE if picture else SOURCE_INK))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tiles follow the panel's size."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keep the tiles square and as large as the panel allows without scrolling."""
        room = self.width() - 32
        note = 0 if self.note.isHidden() else self.note.heightForWidth(room) + 8
        fixed = 56 + note + 3 * TITLE + 3 * FOOT + 3 * GAP + SMALL
        side = max(SMALLEST, min((room - ARROW) // 2, (self.height() - fixed) // 2, LARGEST))
        for tile in (self.ink, self.image, self.source, self.strokes):
            tile.setFixedSize(side, side + FOOT)
        for tile in (self.ink_again, self.image_again):
            tile.setFixedSize(SMALL + 16, SMALL + FOOT)
