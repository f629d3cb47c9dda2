"""The Collect panel: who writes, what to write, and while one writes how far it is, what is covered, and the last few samples.

It knows nothing of collections, sittings or files: it is told what to show and asks back by signals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engines.data.coverage import Cover, Outlook
from engines.ink.types import Ink
from studio.canvas.coverage_map import CoverageMap
from studio.canvas.replay import InkView
from studio.collect_forms import RESTS, SetupForm, WriterForm, rest_words
from studio.dialogs.rows import Slide
from studio.jobs import time_text
from studio.labels import Elided, label
from studio.theme import Theme

TILES, TILE = 5, 64  # samples shown, px of each
PLACES = ("opening", "writer", "setup", "session")


class CollectPanel(QWidget):
    """writerMade: name, hand, consent. started: a collect_forms.Wish. restChosen: s, 0 for never."""

    writerMade = Signal(str, str, str)
    started = Signal(object)
    resumeWanted = Signal()
    pauseWanted = Signal()
    undoWanted = Signal()
    restChosen = Signal(float)
    waitsChosen = Signal(bool)
    againWanted = Signal()  # try to open the collection once more

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setMinimumWidth(320)
        self.pages = QStackedWidget()
        self.note, self.again = label("", "note", wrap=True), QPushButton(self.tr("Try again"))
        self.writer_form, self.setup = WriterForm(), SetupForm()
        self.who, self.bar, self.progress = Elided(self.tr("Writer")), QProgressBar(), label("", "", wrap=True)
        self.letters, self.pairs = CoverageMap(self.tr("Coverage of letters")), CoverageMap(self.tr("Coverage of letter pairs"))
        self.pairs_title = label(self.tr("Letter pairs"), "rowTitle")
        self.tiles = [InkView(timed=False) for _ in range(TILES)]
        self.none_yet = label(self.tr("Your samples appear here as you accept them."), "muted", wrap=True)
        self.undo, self.pause = QPushButton(self.tr("Undo")), QPushButton(self.tr("Pause"))
        self.rest, self.waits = Slide(rest_words, RESTS), QCheckBox(self.tr("Wait for me: nothing goes on by itself"))
        self._build()
        self._listen()
        self.set_theme(theme)
        self.show_place("opening")

    def _build(self) -> None:
        title = QLabel(self.tr("Collect"))
        title.setProperty("role", "title")
        self.who.setObjectName("muted")
        self.who.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(title)
        head.addWidget(self.who, 1)
        top = QVBoxLayout()
        top.setContentsMargins(16, 16, 16, 8)
        top.addLayout(head)
        for page in (self._opening(), _scrolled(self.writer_form), self.setup, self._session()):
            self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.pages, 1)

    def _opening(self) -> QWidget:
        page = QWidget()
        self.again.setMinimumSize(QSize(120, 40))
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 0, 16, 16)
        column.addWidget(self.note)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _session(self) -> QWidget:
        """Progress on top, what is covered in the middle, the last samples and the way out at the foot."""
        body = QWidget()
        body.setObjectName("panelBody")
        middle = QVBoxLayout(body)
        middle.setContentsMargins(16, 0, 16, 8)
        middle.setSpacing(8)
        middle.addWidget(label(self.tr("Covered so far"), "rowTitle"))
        for part in (self.letters, self.pairs_title, self.pairs):
            middle.addWidget(part)
        middle.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(8)
        above = QVBoxLayout()
        above.setContentsMargins(16, 0, 16, 0)
        above.addWidget(self.bar)
        above.addWidget(self.progress)
        column.addLayout(above)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.bar.setAccessibleName(self.tr("Progress"))
        column.addWidget(_scrolled(body), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.setSpacing(8)
        foot.addWidget(label(self.tr("Last samples"), "rowTitle"))
        foot.addLayout(self._tiles_row())
        foot.addWidget(label(self.tr("Go on by itself when the pen rests for"), "muted"))
        foot.addWidget(self.rest)
        foot.addWidget(self.waits)
        foot.addWidget(self.pause, 0, Qt.AlignmentFlag.AlignLeft)
        self.rest.focus_on().setAccessibleName(self.tr("Go on when the pen rests"))
        column.addLayout(foot)
        return page

    def _tiles_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for tile in self.tiles:
            tile.setFixedSize(TILE - 4, TILE - 4)
            row.addWidget(tile)
        row.addWidget(self.none_yet, 1)
        row.addStretch(0)
        row.addWidget(self.undo)
        for button in (self.undo, self.pause):
            button.setMinimumHeight(40)
        self.pause.setMinimumWidth(120)
        return row

    def _listen(self) -> None:
        self.again.clicked.connect(self.againWanted)
        self.writer_form.made.connect(self.writerMade)
        self.setup.started.connect(self.started)
        self.setup.resumed.connect(self.resumeWanted)
        self.setup.newWriter.connect(lambda: self.show_place("writer"))
        self.undo.clicked.connect(self.undoWanted)
        self.pause.clicked.connect(self.pauseWanted)
        self.rest.changed.connect(lambda rest: self.restChosen.emit(float(rest)))
        self.waits.toggled.connect(self.waitsChosen)

    # What the window says

    def show_place(self, place: str) -> None:
        """One of PLACES."""
        self.pages.setCurrentIndex(PLACES.index(place))
        self.who.setVisible(place == "session")

    @property
    def place(self) -> str:
        """Which of PLACES is shown."""
        return PLACES[self.pages.currentIndex()]

    def say_opening(self, words: str = "") -> None:
        """The collection is being opened, or why it cannot be."""
        self.note.setText(words or self.tr("Opening your collection…"))
        self.again.setVisible(bool(words))
        self.show_place("opening")

    def show_who(self, name: str) -> None:
        """Whose hand is collected."""
        self.who.say(name)

    def show_outlook(self, outlook: Outlook, accepted: int) -> None:
        """How far the session is."""
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * outlook.share))
        done = self.tr("1 sample") if accepted == 1 else self.tr("{:,} samples").format(accepted)
        left = self.tr("about {} left").format(time_text(outlook.seconds)) if outlook.wanted else self.tr("nothing is missing")
        more = self.tr("{:,} to go").format(outlook.wanted)
        self.progress.setText(" · ".join([done, *([more] if outlook.wanted else []), left]))

    def show_covers(self, letters: Sequence[Cover], pairs: Sequence[Cover]) -> None:
        """What is there of each character and of each pair of letters."""
        self.letters.set_covers(letters)
        self.pairs.set_covers(pairs)
        for part in (self.pairs_title, self.pairs):
            part.setVisible(bool(pairs))

    def show_latest(self, samples: Iterable[tuple[str, Ink]], undo: str) -> None:
        """The last samples, oldest first, each with its label; undo: what undo would take back."""
        newest = list(samples)[-TILES:]
        for tile, (text, ink) in zip(self.tiles, newest, strict=False):
            tile.set_ink(ink)
            tile.setToolTip(text)
            tile.setAccessibleName(text)
        for number, tile in enumerate(self.tiles):
            tile.setVisible(number < len(newest))
        self.none_yet.setVisible(not newest)
        self.undo.setEnabled(bool(undo))
        self.undo.setToolTip(undo)
        self.undo.setAccessibleDescription(undo)

    def show_pace(self, rest: float, waits: bool) -> None:
        """How it goes on."""
        self.rest.put(rest)
        self.rest.setEnabled(not waits)
        self.waits.blockSignals(True)
        self.waits.setChecked(waits)
        self.waits.blockSignals(False)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        for tile in self.tiles:
            tile.set_theme(theme)
        for covers in (self.letters, self.pairs):
            covers.set_theme(theme)


def _scrolled(body: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(body)
    return scroll
