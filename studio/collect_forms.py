"""The forms of collecting: who writes, and what shall be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engines.data.prompts import OWN, PromptError, names, own, prompt_set
from studio.dialogs.rows import Slide
from studio.labels import Choice, Number, label, level
from studio.words import mark, tr

TITLES = {
    "upper": mark("Capital letters"),
    "lower": mark("Small letters"),
    "digits": mark("Digits"),
    "punctuation": mark("Punctuation and signs"),
    "hiragana": mark("Hiragana"),
    "katakana": mark("Katakana"),
    "free": mark("Free text"),
    "accents": mark("Accents: {}"),
    "bigrams": mark("Letter pairs: {}"),
    "words": mark("Words: {}"),
    "pangrams": mark("Pangrams: {}"),
}
LANGUAGES = {
    "cs": mark("Czech"), "de": mark("German"), "en": mark("English"), "es": mark("Spanish"), "fr": mark("French"),
    "hu": mark("Hungarian"), "it": mark("Italian"), "pl": mark("Polish"), "pt": mark("Portuguese"), "sv": mark("Swedish"),
    "tr": mark("Turkish"),
}  # fmt: skip
FIRST_SETS = ("upper", "lower", "digits")
RESTS = (0.0, 0.6, 0.8, 1.0, 1.2, 1.5, 2.0, 3.0, 5.0)  # s
USUAL_REST = 1.2
ROUNDS = 2
CONSENTS = (
    ("private", mark("Only on this machine"), mark("Nothing is shared. You can change this whenever you like.")),
    ("research", mark("May be shared for research"), mark("Exports may go to people who study handwriting.")),
    ("public", mark("May be published"), mark("Exports may be published for anybody.")),
)
HANDS = (("right", mark("Right hand")), ("left", mark("Left hand")), ("both", mark("Both hands")))


def title_of(name: str) -> str:
    """A prompt set's name for people."""
    if name.startswith(OWN):
        return tr("Your own text")
    stem, _, language = name.partition("-")
    return tr(TITLES.get(stem, name)).format(tr(LANGUAGES.get(language, language)))


def rest_words(seconds: float) -> str:
    """How long the pen rests before it goes on by itself."""
    return tr("{:g} s").format(seconds) if seconds else tr("never")


@dataclass(frozen=True)
class Wish:
    """How somebody wants to collect. rest: s, 0 for never."""

    writer: str = ""
    sets: tuple[str, ...] = FIRST_SETS
    rounds: int = ROUNDS
    rest: float = USUAL_REST
    waits: bool = False
    switch: bool = False

    def noted(self) -> dict[str, object]:
        """For the settings; a text of one's own is not kept there."""
        sets = [name for name in self.sets if not name.startswith(OWN)]
        return {**vars(self), "sets": sets}

    @classmethod
    def from_notes(cls, notes: Mapping[str, object]) -> Wish:
        """What `noted` gave; what makes no sense is the usual."""
        usual, known = cls(), set(names())
        given = notes.get("sets")
        sets = tuple(str(name) for name in given if name in known) if isinstance(given, list) else ()
        rest, rounds = notes.get("rest"), notes.get("rounds")
        return cls(
            str(notes.get("writer", "")),
            sets or usual.sets,
            rounds if isinstance(rounds, int) and 1 <= rounds <= 20 else usual.rounds,
            float(rest) if isinstance(rest, int | float) and rest in RESTS else usual.rest,
            notes.get("waits") is True,
            notes.get("switch") is True,
        )


class WriterForm(QWidget):
    """A writer in one step. made: name, hand and consent."""

    made = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = label(self.tr("Collect your handwriting"), "rowTitle", wrap=True)
        words = label(
            self.tr(
                "Write what you are asked for, a few minutes at a time. You own what you write: every stroke is kept as the pen "
                "recorded it, and trains the models that learn your hand."
            ),
            "muted",
            wrap=True,
        )
        self.name, self.hand = QLineEdit(), Choice()
        self.name.setPlaceholderText(self.tr("Anything that tells your hand from others"))
        self.name.setAccessibleName(self.tr("Your name"))
        self.name.setMinimumHeight(40)
        self.name.setMaxLength(80)
        self.hand.setMinimumHeight(40)
        self.hand.setAccessibleName(self.tr("You write with"))
        for value, words_of in HANDS:
            self.hand.addItem(tr(words_of), value)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(16)
        form.addRow(self.tr("Your name"), self.name)
        form.addRow(self.tr("You write with"), self.hand)
        level(form, 40)
        self.consents = QButtonGroup(self)
        self.go = QPushButton(self.tr("Start collecting"))
        self.go.setDefault(True)
        self.go.setMinimumSize(QSize(200, 44))
        self.go.clicked.connect(self._made)
        self.name.returnPressed.connect(self._made)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 24)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(4)
        column.addLayout(form)
        column.addWidget(label(self.tr("What you write may be used"), "rowTitle"))
        for number, (value, plain, more) in enumerate(CONSENTS):
            choice = QRadioButton(tr(plain))
            choice.setToolTip(tr(more))
            choice.setAccessibleDescription(tr(more))
            choice.setProperty("consent", value)
            choice.setChecked(number == 0)
            choice.setMinimumHeight(32)
            self.consents.addButton(choice, number)
            column.addWidget(choice)
        column.addSpacing(4)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _made(self) -> None:
        if not self.name.text().strip():
            self.name.setFocus()
            self.name.setPlaceholderText(self.tr("A name comes first"))
            return
        consent = CONSENTS[max(0, self.consents.checkedId())][0]
        self.made.emit(self.name.text().strip(), str(self.hand.currentData()), consent)
        self.name.clear()


class SetupForm(QWidget):
    """Who writes what, and how it goes on. started: a Wish. resumed: the session that was left off. newWriter: another person."""

    started = Signal(object)
    resumed = Signal()
    newWriter = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resume, self.left_off = QPushButton(self.tr("Resume")), label("", "muted", wrap=True)
        self.writer, self.another = Choice(), QPushButton(self.tr("New writer…"))
        self.sets, self.text = QListWidget(), QPlainTextEdit()
        self.rounds = Number((1, 20), ROUNDS, self.tr("times each letter"))
        self.rest = Slide(rest_words, RESTS)
        self.waits = QCheckBox(self.tr("Wait for me: nothing goes on by itself"))
        self.switch = QCheckBox(self.tr("One switch: short press walks, long press chooses"))
        self.go, self.problem = QPushButton(self.tr("Start")), label("", "note", wrap=True)
        self._build()
        self._listen()
        self.show_wish(Wish())

    def _build(self) -> None:
        for part, name in (
            (self.writer, self.tr("Writer")),
            (self.sets, self.tr("What to write")),
            (self.text, self.tr("A text of your own")),
            (self.rounds, self.tr("How often each letter")),
            (self.rest.focus_on(), self.tr("Go on when the pen rests")),
        ):
            part.setAccessibleName(name)
        self.text.setPlaceholderText(self.tr("And a text of your own, if you like: type or paste it here."))
        self.text.setFixedHeight(64)
        self.text.setTabChangesFocus(True)
        for name in names():
            item = QListWidgetItem(title_of(name))
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setToolTip(" ".join(prompt_set(name).prompts[:40]))
            self.sets.addItem(item)
        self.sets.setMinimumHeight(176)
        for button in (self.go, self.resume, self.another):
            button.setMinimumHeight(40)
        self.go.setMinimumWidth(160)
        body = QWidget()
        body.setObjectName("panelBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 0, 16, 8)
        column.setSpacing(8)
        who = QHBoxLayout()
        who.addWidget(self.writer, 1)
        who.addWidget(self.another)
        again = QHBoxLayout()
        again.setSpacing(16)
        again.addWidget(self.resume)
        again.addWidget(self.left_off, 1)
        column.addLayout(again)
        column.addLayout(who)
        column.addWidget(label(self.tr("What to write"), "rowTitle"))
        column.addWidget(self.sets, 1)
        column.addWidget(self.text)
        column.addWidget(self.rounds)
        column.addWidget(label(self.tr("Go on by itself when the pen rests for"), "muted"))
        column.addWidget(self.rest)
        column.addWidget(self.waits)
        column.addWidget(self.switch)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 16)
        foot.setSpacing(8)
        foot.addWidget(self.problem)
        foot.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)
        self.problem.hide()
        self.show_left_off("")

    def _listen(self) -> None:
        self.go.clicked.connect(self._start)
        self.resume.clicked.connect(self.resumed)
        self.another.clicked.connect(self.newWriter)
        self.waits.toggled.connect(lambda on: self.rest.setEnabled(not on))
        self.switch.toggled.connect(lambda on: self.waits.setChecked(True) if on else None)

    def show_writers(self, writers: Iterable[tuple[str, str]], chosen: str) -> None:
        """(id, name) of each, and whose turn it is."""
        self.writer.clear()
        for writer, name in writers:
            self.writer.addItem(name, writer)
        self.writer.setCurrentIndex(max(0, self.writer.findData(chosen)))

    def show_left_off(self, words: str) -> None:
        """The session that can be resumed, in words; "" for none."""
        self.left_off.setText(words)
        for part in (self.resume, self.left_off):
            part.setVisible(bool(words))
        self.resume.setDefault(bool(words))
        self.go.setDefault(not words)
        self.go.setText(self.tr("Start a new session") if words else self.tr("Start"))

    def show_wish(self, wish: Wish) -> None:
        """As it was chosen last."""
        for row in range(self.sets.count()):
            item = self.sets.item(row)
            on = item.data(Qt.ItemDataRole.UserRole) in wish.sets
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.rounds.setValue(wish.rounds)
        self.rest.put(wish.rest)
        self.waits.setChecked(wish.waits)
        self.switch.setChecked(wish.switch)

    def chosen_sets(self) -> Sequence[str]:
        """The names of the sets that are checked."""
        items = [self.sets.item(row) for row in range(self.sets.count())]
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def wish(self) -> Wish:
        """What is chosen. Raises PromptError where there is nothing to write."""
        sets, text = list(self.chosen_sets()), self.text.toPlainText()
        if text.strip():
            own(text)
            sets.append(OWN + text)
        if not sets:
            raise PromptError(self.tr("Choose at least one thing to write."))
        rest = RESTS[self.rest.slider.value()]
        writer = str(self.writer.currentData() or "")
        return Wish(writer, tuple(sets), self.rounds.value(), rest, self.waits.isChecked(), self.switch.isChecked())

    def _start(self) -> None:
        try:
            wish = self.wish()
        except PromptError as problem:
            self.problem.setText(str(problem))
            self.problem.show()
            return
        self.problem.hide()
        self.started.emit(wish)
