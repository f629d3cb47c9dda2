"""Import dataset: where the files are, what they are, what of them is wanted, and what the dataset will be called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from studio.labels import Choice, Number, label, level
from studio.openable import INKS, NOTES
from studio.words import tr

MOST = 100_000_000  # samples


def formats() -> dict[str, tuple[str, str]]:
    """What can be imported: the job's name of a format -> its name for people and a line about it."""
    return {
        "": (tr("Find out"), tr("Ductus looks at the files and tells what they are.")),
        "unipen": (
            tr("UNIPEN"),
            tr("Characters, words and text with pen movements: a release's folder or archive, or one file."),
        ),
        "inkml": (tr("InkML"), tr("Ink of many programs, a file or a folder of them.")),
        "xopp": (tr("Xournal++"), tr("Handwritten notes (.xopp), a sample a page.")),
        "uim": (tr("Universal Ink Model"), tr("Ink of Wacom's programs (.uim); needs the package universal-ink-library.")),
        "iam-ondb": (tr("IAM-OnDB"), tr("Lines of text written on a whiteboard: the folder of lineStrokes and ascii.")),
        "iam-words": (tr("IAM words"), tr("Scanned words or lines: the folder of words.txt and the pictures.")),
        "uji": (tr("UJIpenchars2"), tr("Characters of 60 people written on tablets: ujipenchars2.txt.")),
        "omniglot": (tr("Omniglot"), tr("Characters of 50 alphabets: strokes_….zip, images_….npz or their folder.")),
        "idx": (
            tr("MNIST, EMNIST, KMNIST"),
            tr("Pictures of characters as IDX files (…-images-idx3-ubyte.gz) with their labels."),
        ),
        "az-csv": (tr("A-Z table"), tr("A label and 28 x 28 pixels in each row of a .csv file.")),
        "kanjivg": (tr("KanjiVG"), tr("Japanese characters with the order of their strokes, as .zip or folder.")),
        "images": (tr("Folder of pictures"), tr("Pictures with an index.csv (file, text, writer), or named like A_001.png.")),
        "sheet": (tr("Collection sheets"), tr("Scans or photographs of the sheets that Ductus prints, without their ink.")),
        "svg": (tr("SVG drawings"), tr("Lines of drawing programs, a file or a folder of them.")),
        "json": (tr("JSON ink"), tr("Ink of scripts and web pages, a file or a folder of them.")),
        "ductus": (tr("Ductus pages"), tr("Pages that were saved as .ductus, a sample a page.")),
        "store": (tr("Ductus dataset"), tr("Datasets (.h5) of this or another machine; several become one.")),
    }


def categories() -> dict[str, str]:
    """UNIPEN's kinds of isolated characters in plain words."""
    return {"1a": tr("Digits"), "1b": tr("Capital letters"), "1c": tr("Small letters"), "1d": tr("Signs")}


class _Lines(QStyledItemDelegate):
    """Shows each format of the list with its line."""

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        """The format's name and what it is."""
        lines = dict(formats().values())
        return f"{value}: {lines[value]}" if value in lines else str(value)


class ImportDialog(QDialog):
    """Asks for one import. stores: where datasets are kept; start: the folder where looking begins.

    lookWanted: list of Path, whose format is to be told with `found`. pageWanted: list of Path that belong on the page instead.
    `fields` is what the import job needs once the dialog is accepted.
    """

    lookWanted = Signal(object)
    pageWanted = Signal(object)

    def __init__(self, stores: Path, start: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import dataset"))
        self.setMinimumWidth(680)
        self._stores, self._start = stores, start
        self._given: tuple[Path, ...] = ()
        self._found = self._told = ""  # the format, and what was said of the files in words
        self.fields: dict[str, Any] | None = None
        self.title = ""
        self.source, self.name, self.labels = QLineEdit(), QLineEdit(), QLineEdit()
        self.form, self.limit = Choice(), Number((0, MOST), 0, "")
        self.kinds = {key: QCheckBox(words) for key, words in categories().items()}
        self.hint, self.problem = label(wrap=True, name="muted"), label(wrap=True)
        self._kinds_row = QWidget()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.to_page = self._buttons.addButton(self.tr("Put on the page"), QDialogButtonBox.ButtonRole.ActionRole)
        self._build()
        self._check()

    # What is built

    def _build(self) -> None:
        self.source.setPlaceholderText(self.tr("File, folder or archive"))
        for field, words in (
            (self.source, self.tr("File, folder or archive of the dataset")),
            (self.form, self.tr("Format")),
            (self.labels, self.tr("Only these characters")),
            (self.limit, self.tr("At most so many samples")),
            (self.name, self.tr("Name of the dataset")),
        ):
            field.setAccessibleName(words)
        for key, (words, line) in formats().items():
            self.form.addItem(words, key)
            self.form.setItemData(self.form.count() - 1, line, Qt.ItemDataRole.ToolTipRole)
        self.form.setItemDelegate(_Lines(self.form))
        self.form.view().setMinimumWidth(min(900, self.form.view().sizeHintForColumn(0) + 32))
        self.labels.setPlaceholderText(self.tr("All"))
        self.limit.setSpecialValueText(self.tr("All"))
        self.limit.setGroupSeparatorShown(True)
        form = QFormLayout()
        form.setSpacing(16)
        form.addRow(self.tr("Read from"), self._sources())
        form.addRow(self.tr("Format"), self.form)
        form.addRow("", self.hint)
        form.addRow("", self._kinds())
        form.addRow(self.tr("Only characters"), self.labels)
        form.addRow(self.tr("Samples at most"), self.limit)
        form.addRow(self.tr("Dataset name"), self.name)
        level(form)
        self.problem.setProperty("role", "hint")
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Import"))
        self.to_page.setAutoDefault(False)
        self._listen()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        for field in (self.source, self.name, self.labels):
            field.setMinimumHeight(32)
        whole.addLayout(form)
        whole.addWidget(self.problem)
        whole.addStretch(1)
        whole.addWidget(self._buttons)

    def _sources(self) -> QHBoxLayout:
        where = QHBoxLayout()
        file, folder = QPushButton(self.tr("File…")), QPushButton(self.tr("Folder…"))
        file.clicked.connect(self._pick_file)
        folder.clicked.connect(self._pick_folder)
        where.addWidget(self.source, 1)
        for button in (file, folder):
            button.setMinimumHeight(32)
            button.setAutoDefault(False)
            where.addWidget(button)
        return where

    def _kinds(self) -> QWidget:
        row = QHBoxLayout(self._kinds_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for key, box in self.kinds.items():
            box.setChecked(key == "1b")
            box.setMinimumHeight(32)
            box.toggled.connect(self._check)
            row.addWidget(box)
        row.addStretch(1)
        return self._kinds_row

    def _listen(self) -> None:
        self.source.textEdited.connect(self._typed)
        self.source.editingFinished.connect(self._look)
        self.form.currentIndexChanged.connect(self._check)
        self.name.textChanged.connect(self._check)
        self.to_page.clicked.connect(self._to_page)
        self._buttons.accepted.connect(self._take)
        self._buttons.rejected.connect(self.reject)

    # What is to be read

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files and folders that are to be read."""
        text = self.source.text().strip()
        return self._given or ((Path(text),) if text else ())

    def put(self, paths: Sequence[Path]) -> None:
        """Ask about these files."""
        self._given, self._found, self._told = tuple(paths), "", ""
        names = ", ".join(path.name or str(path) for path in paths)
        self.source.setText(str(paths[0]) if len(paths) == 1 else names)
        self.name.setText(re.sub(r"[^\w-]+", "_", paths[0].name.partition(".")[0]).strip("_") or "dataset")
        self._look()

    def _typed(self) -> None:
        self._given, self._found, self._told = (), "", ""
        self._check()

    def _look(self) -> None:
        """Have the files looked at, once for each choice of them."""
        if self.paths and not self._told and all(path.exists() for path in self.paths):
            self._told = self.tr("Looking at the files…")
            self.lookWanted.emit(list(self.paths))
        self._check()

    def found(self, form: str, count: int, unit: str, trouble: str) -> None:
        """What the files are. count of unit ("samples" or "files"), 0 unknown; trouble: why it cannot be told."""
        self._found = form if form in formats() else ""
        what = formats()[self._found][0] if self._found else ""
        counts = {"samples": tr("{:,} samples"), "files": tr("{:,} files")}
        told = ", ".join([what, *([counts[unit].format(count)] if count and unit in counts else [])])
        self._told = trouble or (self.tr("These files are: {}.").format(told) if what else "")
        if self._found and not self.name.text().strip():
            self.name.setText(self._found)
        self._check()

    @property
    def chosen(self) -> str:
        """The format that was chosen, else the one that was found out, else ""."""
        return str(self.form.currentData() or self._found)

    @property
    def store(self) -> Path:
        """Where the dataset will be."""
        return self._stores / f"{self.name.text().strip()}.h5"

    def trouble(self) -> str:
        """Why this cannot be imported yet, or ""."""
        if not self.paths:
            return self.tr("Choose the file, the folder or the archive that holds the dataset.")
        missing = next((path for path in self.paths if not path.exists()), None)
        if missing is not None:
            return self.tr("{} is not there.").format(missing)
        if self._told and not self._found and not self.form.currentData():
            return self._told
        if self.chosen == "unipen" and not any(box.isChecked() for box in self.kinds.values()):
            return self.tr("Choose at least one kind of characters.")
        name = self.name.text().strip()
        if not name or Path(name).name != name:
            return self.tr("Give the dataset a name without slashes.")
        if any(path.resolve() == self.store.resolve() for path in self.paths):
            return self.tr("The dataset cannot be read and replaced at once; give the new one another name.")
        return self._replaces(name) if self.store.exists() else ""

    def _replaces(self, name: str) -> str:
        return self.tr("There is a dataset called {} already; it is replaced when the import is done.").format(name)

    def _check(self) -> None:
        trouble = self.trouble()
        self.problem.setText(trouble)
        self.problem.setVisible(bool(trouble))
        chosen = self.form.currentData()
        self.hint.setText(formats()[chosen][1] if chosen or trouble == self._told else self._told or formats()[""][1])
        self._kinds_row.setVisible(self.chosen == "unipen")
        self.to_page.setVisible(bool(self.paths) and all(path.suffix.lower() in (*INKS, *NOTES) for path in self.paths))
        replaces = bool(trouble) and trouble == self._replaces(self.name.text().strip())
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not trouble or replaces)

    # What a person does

    def _pick_file(self) -> None:
        names, _filter = QFileDialog.getOpenFileNames(self, self.tr("Files of a dataset"), str(self._start))
        self._picked([Path(name) for name in names])

    def _pick_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder"), str(self._start))
        self._picked([Path(name)] if name else [])

    def _picked(self, paths: list[Path]) -> None:
        if paths:
            self.put(paths)

    def _to_page(self) -> None:
        self.pageWanted.emit(list(self.paths))
        self.reject()

    def _take(self) -> None:
        self.title = self.tr("Importing {}").format(self.name.text().strip())
        self.fields = {
            "format": self.chosen,
            "paths": [str(path) for path in self.paths],
            "categories": [key for key, box in self.kinds.items() if box.isChecked()] if self.chosen == "unipen" else [],
            "labels": "".join(self.labels.text().split()),
            "limit": self.limit.value(),
            "store": str(self.store),
            "title": self.title,
        }
        self.accept()
