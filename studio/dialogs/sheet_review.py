"""Review what was read from sheets: every box beside its prompt, with what is the matter; then into the collection."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engines.messages import BoxRead
from studio.dialogs.plotter_fields import choice
from studio.labels import label
from studio.words import tr

SIDE = 96  # px of a box's picture
CELL = QSize(140, 136)
PAPER, LINE, INK = (252, 250, 245), (246, 193, 147), (31, 35, 40)
FADED = 0.3  # of the ink of a box that is left out
PICTURES = "*.png *.jpg *.jpeg *.tif *.tiff *.webp *.bmp"


def remark_words() -> dict[str, str]:
    """What may be the matter with a box, in plain words."""
    return {
        "outside": tr("not in the picture"),
        "empty": tr("empty"),
        "crossed": tr("crossed out"),
        "border": tr("touches the frame"),
        "faint": tr("faint"),
        "blurred": tr("blurred"),
        "dark": tr("too dark"),
        "coarse": tr("too few pixels"),
        "unsure": tr("frame not seen"),
    }


class SheetReview(QDialog):
    """Pictures of sheets in, samples out. writers: id -> name.

    picturesChosen: paths to read. cancelWanted. wanted: (list of BoxRead with their labels as they are now, writer id).
    """

    picturesChosen = Signal(list)
    cancelWanted = Signal()
    wanted = Signal(list, str)

    def __init__(self, writers: Mapping[str, str], folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Read sheets"))
        self.resize(1040, 680)
        self.setAcceptDrops(True)
        self._folder = folder
        self.told = label(self.tr("Drop scans or photographs of written sheets here, or choose them."), "", wrap=True)
        self.trouble = label("", "muted", wrap=True)
        self.add, self.again = QPushButton(self.tr("Choose pictures…")), QPushButton(self.tr("Take this page again…"))
        self.cancel, self.progress = QPushButton(self.tr("Cancel")), QProgressBar()
        self.boxes = QListWidget()
        self.only = QCheckBox(self.tr("Only those with a remark"))
        self.all, self.none = QPushButton(self.tr("Keep all")), QPushButton(self.tr("Keep none"))
        self.reads = QLineEdit()
        self.writer = choice(writers or {"": self.tr("New writer")})
        self.take, self.shut = QPushButton(), QPushButton(self.tr("Close"))
        self._build()
        self._count()

    def _build(self) -> None:
        self.boxes.setViewMode(QListView.ViewMode.IconMode)
        self.boxes.setResizeMode(QListView.ResizeMode.Adjust)
        self.boxes.setMovement(QListView.Movement.Static)
        self.boxes.setIconSize(QSize(SIDE, SIDE))
        self.boxes.setGridSize(CELL)
        self.boxes.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.boxes.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.boxes.setAccessibleName(self.tr("Boxes that were read"))
        self.boxes.setAccessibleDescription(self.tr("Space keeps a box or leaves it out."))
        self.reads.setAccessibleName(self.tr("Reads as"))
        self.reads.setPlaceholderText(self.tr("What it says"))
        self.reads.setMinimumHeight(32)
        self.reads.setMaximumWidth(160)
        self.writer.setAccessibleName(self.tr("Writer"))
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.take.setDefault(True)
        self.progress.hide()
        self.cancel.hide()
        self.trouble.hide()
        top, tools, foot, whole = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(self.told, 1)
        top.addWidget(self.progress, 1)
        top.addWidget(self.cancel)
        top.addWidget(self.add)
        tools.addWidget(self.only)
        for button in (self.all, self.none, self.again):
            tools.addWidget(button)
        tools.addStretch(1)
        tools.addWidget(label(self.tr("Reads as")))
        tools.addWidget(self.reads)
        foot.addWidget(label(self.tr("Writer")))
        foot.addWidget(self.writer)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        foot.addWidget(self.take)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(12)
        whole.addLayout(top)
        whole.addWidget(self.trouble)
        whole.addLayout(tools)
        whole.addWidget(self.boxes, 1)
        whole.addLayout(foot)
        for button in (self.add, self.again, self.cancel, self.all, self.none, self.take, self.shut):
            button.setMinimumHeight(32)
            button.setAutoDefault(button is self.take)
        self.add.clicked.connect(lambda: self._choose(again=False))
        self.again.clicked.connect(lambda: self._choose(again=True))
        self.cancel.clicked.connect(self.cancelWanted)
        self.only.toggled.connect(self._filter)
        self.all.clicked.connect(lambda: self._keep(True))
        self.none.clicked.connect(lambda: self._keep(False))
        self.boxes.itemChanged.connect(self._changed)
        self.boxes.currentItemChanged.connect(lambda item, _before: self._show_label(item))
        self.reads.editingFinished.connect(self._relabel)
        self.take.clicked.connect(self._take)
        self.shut.clicked.connect(self.reject)

    # Reading

    def begin(self, paths: list[Path]) -> None:
        """Pictures are being read."""
        self.told.setText(self.tr("Reading {}…").format(", ".join(path.name for path in paths[:3])))
        self._say_trouble("")
        self._busy(True)

    def advance(self, step: int, total: int) -> None:
        """How far reading is."""
        self.progress.setRange(0, total)
        self.progress.setValue(step)

    def put(self, box: BoxRead) -> None:
        """A box was read; one of the same page and number takes its place."""
        item = self._item_of(box)
        fresh = item is None
        if item is None:
            item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.UserRole, box)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if box.usable else Qt.CheckState.Unchecked)
        self._describe(item)
        if fresh:
            self.boxes.addItem(item)
        self._changed(item)

    def finish(self, trouble: str, failed: bool = False) -> None:
        """Reading has ended. trouble: sentences about what could not be read."""
        self._busy(False)
        boxes = self._all()
        if boxes:
            pages = len({(str(box.title), box.page, box.sample.writer) for box in boxes})
            what = self.tr("1 page") if pages == 1 else self.tr("{} pages").format(pages)
            good = sum(box.usable for box in boxes)
            self.told.setText(self.tr("{} read: {} of {} boxes hold writing.").format(what, good, len(boxes)))
            at = self.writer.findData(boxes[-1].sample.writer)
            self.writer.setCurrentIndex(at if at >= 0 else self.writer.currentIndex())
        else:
            self.told.setText(self.tr("Nothing was read.") if failed else self.tr("No box was found."))
        self._say_trouble(trouble)
        self._filter()
        self._count()

    def _say_trouble(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _busy(self, on: bool) -> None:
        self.progress.setVisible(on)
        self.cancel.setVisible(on)
        for button in (self.add, self.again, self.take):
            button.setEnabled(not on)
        self.progress.setRange(0, 0)

    def _choose(self, again: bool) -> None:
        names, _filter = QFileDialog.getOpenFileNames(
            self, self.tr("Pictures of sheets"), str(self._folder), self.tr("Pictures") + f" ({PICTURES})"
        )
        if names:
            self._folder = Path(names[0]).parent
            self.picturesChosen.emit([Path(name) for name in (names[:1] if again else names)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if event.mimeData().hasUrls() and self.add.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.picturesChosen.emit(paths)

    # The grid

    def _items(self) -> list[QListWidgetItem]:
        return [self.boxes.item(row) for row in range(self.boxes.count())]

    def _all(self) -> list[BoxRead]:
        return [item.data(Qt.ItemDataRole.UserRole) for item in self._items()]

    def _item_of(self, box: BoxRead) -> QListWidgetItem | None:
        def same(other: BoxRead) -> bool:
            mine = (box.title, box.page, box.pages, box.number, box.sample.writer)
            return mine == (other.title, other.page, other.pages, other.number, other.sample.writer)

        return next((item for item in self._items() if same(item.data(Qt.ItemDataRole.UserRole))), None)

    def _changed(self, item: QListWidgetItem) -> None:
        """Kept or left out: what is left out is faded."""
        with QSignalBlocker(self.boxes):
            item.setIcon(QIcon(picture_of(item.data(Qt.ItemDataRole.UserRole), item.checkState() == Qt.CheckState.Checked)))
        self._count()

    def _describe(self, item: QListWidgetItem) -> None:
        box: BoxRead = item.data(Qt.ItemDataRole.UserRole)
        text = item.data(Qt.ItemDataRole.UserRole + 1) or box.sample.text
        words = remark_words()
        remarks = ", ".join(words.get(word, word) for word in box.remarks)
        item.setText(f"{text} · {remarks}" if remarks else text)
        page = self.tr("Page {}, box {}, {}").format(box.page, box.number + 1, box.picture.name)
        item.setToolTip(f"{text}\n{page}" + (f"\n{remarks}" if remarks else ""))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text}. {remarks}")

    def _filter(self) -> None:
        for item in self._items():
            item.setHidden(self.only.isChecked() and not item.data(Qt.ItemDataRole.UserRole).remarks)

    def _keep(self, on: bool) -> None:
        for item in self._items():
            if not item.isHidden() and "empty" not in item.data(Qt.ItemDataRole.UserRole).remarks:
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _show_label(self, item: QListWidgetItem | None) -> None:
        box = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        own = item.data(Qt.ItemDataRole.UserRole + 1) if item is not None else None
        self.reads.setText(own or (box.sample.text if box is not None else ""))
        self.reads.setEnabled(box is not None)

    def _relabel(self) -> None:
        text, item = self.reads.text().strip(), self.boxes.currentItem()
        if item is not None and text:
            item.setData(Qt.ItemDataRole.UserRole + 1, text)
            self._describe(item)

    @property
    def kept(self) -> list[tuple[BoxRead, str]]:
        """The boxes that are ticked, each with what it says."""
        return [
            (box, item.data(Qt.ItemDataRole.UserRole + 1) or box.sample.text)
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked and (box := item.data(Qt.ItemDataRole.UserRole)) is not None
        ]

    def _count(self) -> None:
        count = len(self.kept)
        self.take.setText(self.tr("Add 1 sample") if count == 1 else self.tr("Add {} samples").format(count))
        self.take.setEnabled(count > 0 and self.cancel.isHidden())
        for part in (self.again, self.all, self.none, self.only):
            part.setEnabled(self.boxes.count() > 0 and self.cancel.isHidden())

    def _take(self) -> None:
        self.wanted.emit(self.kept, self.writer.currentData() or "")
        self.accept()


def picture_of(box: BoxRead, strong: bool = True) -> QPixmap:
    """A box's picture on paper, SIDE pixels wide, its lines faintly under it. strong: else its ink is faded."""
    image = box.sample.image
    assert image is not None
    high, wide = image.shape
    ink = image.astype(np.float32)[..., None] / np.float32(255)
    paper = np.full((high, wide, 3), PAPER, np.float32)
    for line in box.lines:
        if not np.isnan(line):
            row = min(high - 1, round(line / box.extent[1] * high))
            paper[max(0, row - 1) : row + 1] = LINE
    shown = np.rint(paper + (np.asarray(INK, np.float32) - paper) * ink * (1.0 if strong else FADED)).astype(np.uint8)
    whole = QImage(shown.tobytes(), wide, high, 3 * wide, QImage.Format.Format_RGB888).copy()
    made = QPixmap.fromImage(
        whole.scaled(2 * SIDE, 2 * SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    )
    made.setDevicePixelRatio(2)
    return made
