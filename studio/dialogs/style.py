"""The style of a writer: figures with how sure they are, small plots, and how each letter is written; two hands side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engines.ink.hand import KIND
from studio.canvas.letter_ways import LetterWays
from studio.dialogs.style_words import (
    GROUPS,
    above,
    apart,
    figures_of,
    grade_of,
    groups,
    headline,
    name_of,
    nearest_words,
    titles,
    value_of,
)
from studio.labels import Choice, Elided, label
from studio.language import spoken
from studio.theme import Theme

Style = Mapping[str, Any]
NOBODY = ""


class StyleDialog(QDialog):
    """It stands beside the window. asked: (writer, the one to compare with or ""); stopWanted: the measuring shall end;
    exportWanted; sessionWanted: somebody has nothing to measure yet and wants to write."""

    asked = Signal(str, str)
    stopWanted = Signal()
    exportWanted = Signal()
    sessionWanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Style of a writer"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1040, 640)
        self._theme = theme
        self.styles: list[Style] = []
        self._plots: Any = None
        self._left: Any = iter(())
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._next_plot)
        self.writer, self.other = self._choice(self.tr("Writer")), self._choice(self.tr("Compare with"))
        self.head, self.near = Elided(self.tr("How much is known")), label("", "muted", wrap=True)
        self.near.setAccessibleName(self.tr("Closest hand"))
        self.figures, self.letters = self._tree(), LetterWays(theme)
        self.wishes = label("", "note", wrap=True)
        self.wishes.setAccessibleName(self.tr("What would tell more"))
        self.pages = QStackedWidget()
        for page in (self._waiting(), self._empty(), self._content()):
            self.pages.addWidget(page)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        self.export_button = self.buttons.addButton(self.tr("Export…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.export_button.setAutoDefault(False)
        self.export_button.setToolTip(self.tr("Save the numbers as CSV or JSON, or this view as a picture."))
        self.export_button.clicked.connect(self.exportWanted)
        self.state = Elided(self.tr("State"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(self._choosing())
        column.addWidget(self.pages, 1)
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.buttons)
        column.addLayout(row)
        self.say_waiting()

    # Parts

    def _choice(self, name: str) -> Choice:
        made = Choice()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(18)
        made.activated.connect(lambda: self.asked.emit(self.writer.currentData() or "", self.other.currentData() or ""))
        return made

    def _choosing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, choice in ((self.tr("&Writer"), self.writer), (self.tr("&Compare with"), self.other)):
            name = QLabel(words)
            name.setBuddy(choice)
            row.addWidget(name)
            row.addWidget(choice, 1)
        row.addSpacing(8)
        row.addWidget(self.head, 2)
        return row

    def _waiting(self) -> QWidget:
        page = QWidget()
        self.doing, self.bar = label(""), QProgressBar()
        self.doing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar.setFixedWidth(320)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.stopWanted)
        column = QVBoxLayout(page)
        column.addStretch(1)
        for part in (self.doing, self.bar, self.stop):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _empty(self) -> QWidget:
        page = QWidget()
        self.why, self.begin = label("", wrap=True), QPushButton(self.tr("New session…"))
        self.why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.why.setMinimumWidth(480)
        self.begin.clicked.connect(self.sessionWanted)
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(self.why, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _content(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.figures, 1)
        column.addWidget(self.near)
        column.addWidget(self.wishes)
        self.grid_page, self.grid = QWidget(), QGridLayout()
        self.grid_page.setLayout(self.grid)
        self.grid.setSpacing(8)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Plots and letters"))
        self.tabs.addTab(self._scrolling(self.grid_page, self.tr("Plots")), self.tr("Plots"))
        self.tabs.addTab(self._scrolling(self.letters, self.tr("Letters")), self.tr("Letters"))
        self.body = QSplitter(Qt.Orientation.Horizontal)
        self.body.setChildrenCollapsible(False)
        self.body.setHandleWidth(12)
        self.body.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.body.addWidget(left)
        self.body.addWidget(self.tabs)
        self.body.setSizes([540, 468])
        return self.body

    def _scrolling(self, inner: QWidget, name: str) -> QScrollArea:
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setAccessibleName(name)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        return area

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self.tr("Figures of the hand"))
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setIndentation(12)
        tree.setUniformRowHeights(True)
        tree.setMinimumWidth(440)
        return tree

    # What is shown

    def offer(self, people: Sequence[Sequence[Any]], writer: str, other: str) -> None:
        """Fill both lists. people: (id, name, samples)."""
        for choice, chosen in ((self.writer, writer), (self.other, other)):
            with QSignalBlocker(choice):
                choice.clear()
                if choice is self.other:
                    choice.addItem(self.tr("nobody"), NOBODY)
                for id, name, count in people:
                    if choice is self.writer or id != writer:
                        choice.addItem(name or id, id)
                        hint = self.tr("{}: {:,} samples").format(name or id, count)
                        choice.setItemData(choice.count() - 1, hint, Qt.ItemDataRole.ToolTipRole)
                choice.setCurrentIndex(max(0, choice.findData(chosen)))
                choice.setToolTip(choice.currentData(Qt.ItemDataRole.ToolTipRole) or "")
        self.other.setEnabled(len(people) > 1)

    def say_waiting(self, text: str = "", step: int = 0, total: int = 0) -> None:
        """The hand is being measured. total 0 = unknown."""
        self.doing.setText(text or self.tr("Measuring the hand…"))
        self.bar.setRange(0, max(0, total))
        self.bar.setValue(step)
        self.export_button.setEnabled(False)
        self.pages.setCurrentIndex(0)

    def say_empty(self, why: str, begin: bool = False) -> None:
        """There is nothing to show. begin: offer a session."""
        self.why.setText(why)
        self.begin.setVisible(begin)
        self.head.say("")
        self.export_button.setEnabled(False)
        self.pages.setCurrentIndex(1)

    def show_styles(self, styles: Sequence[Style], plots: Any) -> None:
        """Show one hand or two. plots: studio.dialogs.style_plots, loaded; the plots are built one by one."""
        self.styles, self._plots = list(styles), plots
        self.setWindowTitle(self.tr("Style of {}").format(name_of(styles[0])))
        self.head.say("  |  ".join(headline(style) for style in styles))
        near = nearest_words(styles[0])
        self.near.setVisible(bool(near))
        source = styles[0]["likeness"].get("source", {})
        self.near.setText(near)
        self.near.setToolTip(f"{source.get('attribution', '')}\n{source.get('licence', '')}".strip())
        wishes = [spoken(wish) for wish in styles[0].get("wishes", ())]
        self.wishes.setVisible(bool(wishes))
        self.wishes.setText(" ".join(wishes[:3]))
        self.wishes.setToolTip("\n".join(wishes))
        self._show_figures()
        self.letters.show_habits([style["habits"] for style in styles])
        self._clear_plots()
        if plots is not None:
            self._left = plots.plots(self.styles, self._theme)
            self._soon.start()
        self.export_button.setEnabled(True)
        self.pages.setCurrentIndex(2)

    def _show_figures(self) -> None:
        two, tree = len(self.styles) > 1, self.figures
        heads = [self.tr("Figure"), *(name_of(style) for style in self.styles)]
        heads += [self.tr("Apart")] if two else [self.tr("How sure"), self.tr("More than")]
        tree.clear()
        tree.setColumnCount(len(heads))
        tree.setHeaderLabels(heads if two else [heads[0], self.tr("Value"), *heads[2:]])
        if not two:
            more = self.tr("How many of {} UNIPEN writers have less of it in the same letters.")
            tree.headerItem().setToolTip(3, more.format(self.styles[0]["likeness"]["writers"]))
        known = [figures_of(style) for style in self.styles]
        names, words = [name for name in KIND if any(name in own for own in known)], titles()
        for group in GROUPS:
            own = [name for name in names if KIND[name].group == group]
            if not own:
                continue
            head = QTreeWidgetItem(tree, [groups()[group]])
            head.setFirstColumnSpanned(True)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            for name in own:
                self._add_figure(head, name, words[name], [each.get(name) for each in known])
        tree.expandAll()
        header = tree.header()
        header.setStretchLastSection(False)
        for column in range(len(heads)):
            if 0 < column <= len(self.styles):  # values are never shortened, a long name above them is
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(column, tree.sizeHintForColumn(column))
            else:
                fits = QHeaderView.ResizeMode.ResizeToContents if column else QHeaderView.ResizeMode.Stretch
                header.setSectionResizeMode(column, fits)

    def _add_figure(self, head: QTreeWidgetItem, name: str, words: str, known: Sequence[Style | None]) -> None:
        first = next(figure for figure in known if figure is not None)
        cells = [words, *(value_of(figure) for figure in known)]
        cells += [apart(*known)] if len(known) == 2 else [grade_of(known[0]), above(self.styles[0], name)]
        item = QTreeWidgetItem(head, cells)
        hint = spoken(str(first.get("means", "")))
        count = self.tr("From {:,} samples.").format(first["n"])
        for column in range(len(cells)):
            item.setToolTip(column, f"{hint} {count}".strip())
        for column in range(1, len(cells)):
            item.setData(column, Qt.ItemDataRole.AccessibleDescriptionRole, hint)

    def _clear_plots(self) -> None:
        self._left = iter(())
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()

    def _next_plot(self) -> None:
        """One plot at a time, so that the pen never waits for all of them."""
        plot = next(self._left, None)
        if plot is not None:
            place = self.grid.count()
            self.grid.addWidget(plot, place // 2, place % 2)
            self._soon.start()
        elif self.grid.count():
            self.grid.setRowStretch(self.grid.count() // 2 + 1, 1)

    def picture(self) -> QImage:
        """What is seen of the style, without buttons."""
        for plot in iter(self._left):
            place = self.grid.count()
            self.grid.addWidget(plot, place // 2, place % 2)
        return self.body.grab().toImage()
