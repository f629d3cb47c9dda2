"""Restore: what an eraser took from a letter, or a damaged picture lost, is filled in by the model and may be put on the page.

The page tells what was taken: a character that lost points remembers how long it was and where; what they looked like is not
sent. The found strokes lie over the page as a ghost until they are put there, in one step of undo, or the page changes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engines.ink.gaps import Gap, without
from engines.ink.geometry import fit_frame
from engines.ink.types import Frame, Ink
from engines.messages import Recover, Reply, Restore
from studio.canvas.replay import Clock, ImageView, InkView
from studio.canvas.view import PageView
from studio.conversion import PICTURE_SIZE, beside
from studio.labels import label
from studio.live import Asks, Live
from studio.page import Page
from studio.panels.convert import ConvertPanel
from studio.theme import Theme
from studio.words import mark

TILE = 112  # px


def lost_points(whole: Ink, left: Ink) -> NDArray[np.bool_] | None:
    """Which points of `whole` are not in `left`, (number of points,); None where `left` holds anything else.

    A stroke that was cut names the one it was cut from as its origin.
    """
    names = {stroke.id for stroke in whole}
    rest: dict[str, set[bytes]] = {}
    for stroke in left:
        name = stroke.id if stroke.id in names else stroke.origin
        if name not in names:
            return None
        rest.setdefault(name, set()).update(point.tobytes() for point in stroke.xy)
    lost = [point.tobytes() not in rest.get(stroke.id, ()) for stroke in whole for point in stroke.xy]
    known = sum(len(points) for points in rest.values())
    return np.array(lost, bool) if known and len(lost) - sum(lost) >= known else None


class Strip(QWidget):
    """The foot of the Convert panel: says that something is missing, shows what is found, and offers to put it on the page."""

    restoreWanted = Signal()
    placeWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words: QLabel = label("", "muted", wrap=True)
        self.image = ImageView(self.tr("restored"), self.tr("The picture as the model would have it"))
        self.ink = InkView(self.tr("restored"), self.tr("What is left of your ink, with what the model fills in"))
        self.restore, self.place = QPushButton(self.tr("Restore")), QPushButton(self.tr("Put on the page"))
        self.restore.setToolTip(self.tr("Let the model fill in what is missing (Ctrl+R)"))
        self.place.setToolTip(self.tr("Add the strokes that the model filled in; one undo takes them back"))
        self.restore.clicked.connect(self.restoreWanted)
        self.place.clicked.connect(self.placeWanted)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.words)
        for button in (self.restore, self.place):
            button.setMinimumSize(QSize(128, 32))
            side.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        row.addLayout(side, 1)
        for tile in (self.image, self.ink):
            tile.setFixedSize(TILE, TILE + 24)
            row.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop)
        self.say("")

    def say(self, words: str, image: NDArray[np.uint8] | None = None, ink: Ink | None = None) -> None:
        """Words, and what was found where something was; "" hides the strip."""
        self.words.setText(words)
        self.image.set_image(image)
        self.ink.set_ink(ink)
        self.image.setVisible(image is not None)
        self.ink.setVisible(bool(ink and ink.points))
        self.place.setEnabled(bool(ink and ink.points))
        self.setVisible(bool(words))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        for tile in (self.image, self.ink):
            tile.set_theme(theme)


class Restoration(QObject):
    """Between page, panel and engine. told: a sentence for the status bar."""

    told = Signal(str)

    def __init__(
        self, page: Page, view: PageView, panel: ConvertPanel, clock: Clock, live: Live, engine: Asks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._page, self._view, self._clock, self._live, self._engine = page, view, clock, live, engine
        self._whole, self._left = page.current, page.current
        self._serial = -1
        self._asked: Restore | None = None
        self._found: Reply | None = None
        self.strip = Strip()
        layout = panel.layout()
        assert layout is not None
        layout.addWidget(self.strip)
        self.strip.restoreWanted.connect(self.start)
        self.strip.placeWanted.connect(self.place)
        page.currentChanged.connect(self._watch)
        live.shown.connect(lambda question, _reply: self._picture_shown() if question.name else None)

    def slots(self) -> dict[str, Callable[..., Any]]:
        """Command name -> what it does."""
        return {"ink.restore": self.start}

    def missing(self) -> tuple[Ink, tuple[Gap, ...], Frame]:
        """What is left of the character, what is missing of it, and the frame of the whole."""
        lost = lost_points(self._whole, self._left) if self._left.points else None
        if lost is None or not lost.any():
            return self._left, (), fit_frame(self._whole)
        _, gaps = without(self._whole, lost)
        return self._left, gaps, fit_frame(self._whole)

    def start(self) -> None:
        """Ask for what is missing of the picture or of the character; say what to do where nothing is."""
        asked = self._live.asked
        ink, gaps, frame = self.missing()
        if isinstance(asked, Recover):
            ask = Restore(picture=asked.picture, model=self._live.model)
        elif gaps:
            ask = Restore(ink, gaps, frame, model=self._live.model)
        else:
            self.told.emit(self.tr("Nothing is missing yet: erase a part of a letter, or open a damaged picture, then restore."))
            return
        self._asked, self._found = ask, None
        self.strip.say(self.tr("Filling in what is missing…"))
        self._serial = self._engine.ask(ask, "latent")

    def replied(self, reply: Reply) -> None:
        """An answer arrived; those to other questions are left alone."""
        if self._asked is None or reply.serial != self._serial:
            return
        whole, missing = reply.inks.get("whole", Ink()), reply.inks.get("missing", Ink())
        picture = self._asked.picture is not None
        if reply.error:
            self.strip.say(reply.error)
        elif not picture and not missing.points:
            self.strip.say(self.tr("The model finds nothing to add here; your ink is as it was."))
        else:
            self._found = reply
            words = self.tr("This is what the model would fill in. It is a guess; nothing is changed yet.")
            self.strip.say(words, reply.images.get("restored"), whole)
            if not picture:
                self._clock.pause()  # a replay would take the ghost's place
                self._view.set_overlay(missing)

    def place(self) -> None:
        """Put what was found on the page, in one step of undo."""
        found, asked = self._found, self._asked
        if found is None or asked is None:
            return
        self._forget()
        if asked.picture is not None:
            ink = beside(found.inks["whole"], Ink(self._page.strokes), PICTURE_SIZE, self._view.centre())
            self._page.add_ink(ink, mark("Restored picture"))
        else:
            left = [stroke.id for stroke in asked.ink]
            self._page.replace(left, found.inks["whole"].strokes, mark("Restore letter"))

    def _picture_shown(self) -> None:
        self._forget()
        self.strip.say(self.tr("If the picture is damaged, the model can make it whole."))

    def _watch(self, ink: Ink) -> None:
        """Another character, or the same with less ink or more."""
        self._forget()
        if lost_points(self._whole, ink) is None:
            self._whole = ink
        self._left = ink
        _, gaps, _ = self.missing()
        self.strip.say(self.tr("A part of this letter was erased.") if gaps else "")

    def _forget(self) -> None:
        if self._found is not None:
            self._view.set_overlay(None)
        self._asked = self._found = None
