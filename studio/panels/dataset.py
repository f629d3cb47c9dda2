"""The Dataset panel: everything that was collected, or a store that was imported, as a contact sheet to look through and mend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.canvas.contact_sheet import SIDES, ContactSheet
from studio.catalogue import Catalogue
from studio.dataset_parts import Facts, Names, Wants
from studio.labels import Choice, Elided, label
from studio.theme import Theme, icon

OPEN = "open…"  # the chooser's entry that is no dataset


class Message(QFrame):
    """What to do where there is nothing to see."""

    def __init__(self, title: str, words: str, buttons: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.words = label(title, "rowTitle", wrap=True), label(words, "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(1)
        for part in (self.title, self.words):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        for button in buttons:
            button.setMinimumSize(QSize(224, 40))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


class DatasetPanel(QWidget):
    """Shows a Catalogue; knows nothing of files, collections or engines.

    asked: what shall be done with the selected samples ("delete", "play", "compare", "page", "export", "undo", "redo").
    datasetChosen: the key of another dataset, OPEN for one that is not in the list.
    """

    asked = Signal(str)
    relabelled = Signal(str)
    picked = Signal()
    picturesWanted = Signal(object)  # places, the most urgent first
    datasetChosen = Signal(str)
    sessionWanted = Signal()
    sampleWanted = Signal()
    writersWanted = Signal()
    styleWanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setMinimumWidth(320)
        self.names = Names()
        self._why_not = ""
        self.chooser, self.count, self.note = Choice(), Elided(self.tr("Number of samples")), label("", "note", wrap=True)
        self.wants, self.sheet, self.facts = Wants(), ContactSheet(), Facts(theme)
        self.people, self.smaller, self.larger = QPushButton(self.tr("Writers…")), QToolButton(), QToolButton()
        self.pages, self.style_of = QStackedWidget(), QPushButton(self.tr("Style…"))
        self.session, self.sample = QPushButton(self.tr("Collect a hand")), QPushButton(self.tr("Try it with sample ink"))
        self.every = QPushButton(self.tr("Show all samples"))
        self._build()
        self.set_theme(theme)
        self.wait("")

    def _build(self) -> None:
        self.chooser.setAccessibleName(self.tr("Dataset"))
        self.chooser.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.chooser.activated.connect(lambda _row: self.datasetChosen.emit(str(self.chooser.currentData() or "")))
        self.people.setToolTip(self.tr("Whose hands are collected: names, consent, export, erasing"))
        self.people.setMinimumHeight(32)
        self.people.setAutoDefault(False)
        self.people.clicked.connect(self.writersWanted)
        self.style_of.setToolTip(self.tr("Slant, size, order of strokes, speed and pressure of a hand, and how sure they are"))
        self.style_of.setMinimumHeight(32)
        self.style_of.setAutoDefault(False)
        self.style_of.clicked.connect(self.styleWanted)
        self.session.clicked.connect(self.sessionWanted)
        self.sample.clicked.connect(self.sampleWanted)
        self.every.clicked.connect(self.wants.clear)
        self.wants.changed.connect(self.arrange)
        self.sheet.asked.connect(self._asked)
        self.sheet.relabelled.connect(self.relabelled)
        self.sheet.wanted.connect(self.picturesWanted)
        self.sheet.picked.connect(self._tell)
        self.sheet.menuWanted.connect(self._open_menu)
        self.sheet.sideChanged.connect(lambda _side: self._tell_side())
        self.facts.asked.connect(self._asked)
        title = QLabel(self.tr("Dataset"))
        title.setProperty("role", "title")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title)
        head.addSpacing(8)
        head.addWidget(self.chooser, 1)
        head.addWidget(self.people)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 12)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.note)
        whole.addWidget(self.wants)
        whole.addWidget(self.pages, 1)
        whole.addLayout(self._foot())
        whole.addWidget(self.facts)
        self.session.setDefault(True)
        self.empty = Message(
            self.tr("Nothing is collected yet"),
            self.tr(
                "Every letter that you collect appears here: look through them, mend labels, take out what went wrong.\n\n"
                "A collection session asks for one letter after the other; five minutes give a hand its dataset."
            ),
            (self.session, self.sample),
        )
        self.none = Message(self.tr("No sample is like that"), self.tr("Another filter shows more."), (self.every,))
        self.waiting = Message("", "", ())
        for page in (self.sheet, self.empty, self.none, self.waiting):
            self.pages.addWidget(page)

    def _foot(self) -> QHBoxLayout:
        for button, words, step in (
            (self.smaller, self.tr("Smaller pictures (-)"), -1),
            (self.larger, self.tr("Larger pictures (+)"), 1),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words.partition(" (")[0])
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _checked=False, step=step: self.sheet.zoom(step))
        self.count.setObjectName("muted")
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.count, 1)
        row.addWidget(self.style_of)
        row.addSpacing(8)
        row.addWidget(self.smaller)
        row.addWidget(self.larger)
        return row

    # What the window says

    def set_datasets(self, datasets: Iterable[tuple[str, str]], chosen: str) -> None:
        """What can be looked through, as (key, name)."""
        with QSignalBlocker(self.chooser):
            self.chooser.clear()
            for key, name in datasets:
                self.chooser.addItem(name, key)
            self.chooser.insertSeparator(self.chooser.count())
            self.chooser.addItem(self.tr("Open a store…"), OPEN)
            self.chooser.setCurrentIndex(max(0, self.chooser.findData(chosen)))

    def wait(self, words: str) -> None:
        """The dataset is being read; words: why it takes time, "" says nothing (yet)."""
        self.waiting.title.setText(words)
        self.pages.setCurrentWidget(self.waiting)
        for part in (self.wants, self.facts):
            part.hide()
        self.count.say("")

    def show_catalogue(self, catalogue: Catalogue, names: Names, why_not: str = "") -> None:
        """The samples of the dataset. names: of writers and sessions. why_not: why nothing of it can be changed, "" = it can."""
        self.names, self._why_not = names, why_not
        self.sheet.may_change = not why_not
        self.note.setText(why_not)
        self.note.setVisible(bool(why_not))
        self.wants.offer(catalogue, names)
        self.arrange(catalogue)

    def arrange(self, catalogue: Catalogue | None = None) -> None:
        """Show what the filter lets through, in the chosen order."""
        catalogue = self.sheet.catalogue if catalogue is None else catalogue
        wants = self.wants
        places = catalogue.matching(wants.filter)
        order, groups = catalogue.ordered(places, str(wants.order.currentData()), wants.grouped.isChecked())
        self.sheet.show_entries(catalogue, order, groups)
        nothing, hidden = not len(catalogue), not len(order)
        self.pages.setCurrentWidget(self.empty if nothing else self.none if hidden else self.sheet)
        for part in (wants, self.facts):
            part.setVisible(not nothing)
        for button in (self.smaller, self.larger):
            button.setVisible(not nothing)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self.sheet.set_theme(theme)
        self.facts.set_theme(theme)
        self.smaller.setIcon(icon("zoom-out", theme))
        self.larger.setIcon(icon("zoom-in", theme))

    # What is selected

    @property
    def chosen(self) -> tuple[int, ...]:
        """The places of the selected samples, in the order of the sheet."""
        return tuple(self.sheet.picking.places.tolist())

    @property
    def current(self) -> int:
        """The place of the sample in hand, -1 where there is none."""
        number, order = self.sheet.picking.current, self.sheet.order
        return int(order[number]) if 0 <= number < len(order) else -1

    def _tell(self) -> None:
        catalogue, chosen = self.sheet.catalogue, int(self.sheet.picking.places.size)
        shown = len(self.sheet.order)
        all_ = self.tr("{:,} samples").format(len(catalogue)) if len(catalogue) != 1 else self.tr("1 sample")
        parts = [all_ if shown == len(catalogue) else self.tr("{:,} of {:,} samples").format(shown, len(catalogue))]
        if chosen:
            parts.append(self.tr("{:,} selected").format(chosen))
        self.count.say(" · ".join(parts) if len(catalogue) else "")
        self.facts.tell(catalogue, self.current, chosen, self.names, not self._why_not)
        self._tell_side()
        self.picked.emit()

    def _tell_side(self) -> None:
        self.smaller.setEnabled(self.sheet.side > SIDES[0])
        self.larger.setEnabled(self.sheet.side < SIDES[-1])

    def _asked(self, what: str) -> None:
        self.asked.emit(what)

    def _open_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.popup(at)

    def menu(self) -> QMenu:
        """What can be done with the selected samples."""
        chosen, may = len(self.chosen), not self._why_not
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("Samples"))
        entries: tuple[tuple[str, str, str, bool] | None, ...] = (
            ("play", self.tr("Play"), "Space", self.current >= 0),
            ("compare", self.tr("Compare"), "C", chosen > 1),
            None,
            ("relabel", self.tr("Write another label"), "F2", chosen > 0 and may),
            ("delete", self.tr("Delete"), "Del", chosen > 0 and may),
            None,
            ("page", self.tr("Put on the page"), "Ctrl+Return", chosen > 0),
            ("export", self.tr("Export…"), "Ctrl+E", chosen > 0),
            None,
            ("all", self.tr("Select all"), "Ctrl+A", len(self.sheet.order) > 0),
        )
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            what, words, keys, on = entry
            action = menu.addAction(f"{words}\t{keys}")
            action.setObjectName(what)
            action.setEnabled(on)
            action.triggered.connect(lambda _checked=False, what=what: self._do(what))
        return menu

    def _do(self, what: str) -> None:
        if what == "relabel":
            self.sheet.edit_label()
        elif what == "all":
            self.sheet.choose_all()
        else:
            self.asked.emit(what)
