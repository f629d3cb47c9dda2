"""Import dataset: where the files are, which kinds of characters to read, and what the store will be called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.labels import Check, level
from studio.theme import Theme

CATEGORIES = {"1a": "Digits", "1b": "Capital letters", "1c": "Small letters"}
EXPLAIN = (
    "UNIPEN: the folder of the release, or its .tar.xz archive. Reading takes minutes and goes on in the background; "
    "the status bar shows how far it is and lets you cancel."
)


class ImportDialog(QDialog):
    """Asks for one import. After `exec`, `fields` is what the import job needs, or None."""

    def __init__(self, stores: Path, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import dataset")
        self.setMinimumWidth(560)
        self._stores = stores
        self.fields: dict[str, Any] | None = None
        self.title = ""
        self.source, self.name = QLineEdit(), QLineEdit("unipen")
        self.kinds = {key: Check(f"{words} ({key})", theme) for key, words in CATEGORIES.items()}
        self.problem = QLabel()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._build()
        self._check()

    def _build(self) -> None:
        explain = QLabel(EXPLAIN)
        explain.setWordWrap(True)
        explain.setObjectName("muted")
        self.source.setPlaceholderText("Folder or archive")
        self.source.setAccessibleName("Folder or archive of the dataset")
        self.name.setAccessibleName("Name of the store")
        archive, folder = QPushButton("Archive…"), QPushButton("Folder…")
        archive.clicked.connect(self._pick_archive)
        folder.clicked.connect(self._pick_folder)
        where, kinds = QHBoxLayout(), QHBoxLayout()
        where.addWidget(self.source, 1)
        where.addWidget(archive)
        where.addWidget(folder)
        for key, box in self.kinds.items():
            box.setChecked(key == "1b")
            box.toggled.connect(self._check)
            kinds.addWidget(box)
        kinds.addStretch(1)
        form = QFormLayout()
        form.setSpacing(16)
        form.addRow("Read from", where)
        form.addRow("Characters", kinds)
        form.addRow("Store name", self.name)
        level(form)
        self.problem.setProperty("role", "hint")
        self.problem.setWordWrap(True)
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText("Import")
        self.source.textChanged.connect(self._check)
        self.name.textChanged.connect(self._check)
        self._buttons.accepted.connect(self._take)
        self._buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 16)
        whole.setSpacing(16)
        for field in (self.source, self.name, archive, folder):
            field.setMinimumHeight(32)
        whole.addWidget(explain)
        whole.addLayout(form)
        whole.addWidget(self.problem)
        whole.addStretch(1)
        whole.addWidget(self._buttons)

    @property
    def store(self) -> Path:
        """Where the store will be."""
        return self._stores / f"{self.name.text().strip()}.h5"

    def trouble(self) -> str:
        """Why this cannot be imported yet, or ""."""
        source = self.source.text().strip()
        if not source:
            return "Choose the folder or the archive that holds the dataset."
        if not Path(source).exists():
            return f"{source} is not there."
        if not any(box.isChecked() for box in self.kinds.values()):
            return "Choose at least one kind of characters."
        name = self.name.text().strip()
        if not name or Path(name).name != name:
            return "Give the store a name without slashes."
        if self.store.exists():
            return f"There is a store called {name} already; it would be replaced when the import is done."
        return ""

    def _check(self) -> None:
        trouble = self.trouble()
        self.problem.setText(trouble)
        replaces = trouble.startswith("There is a store")
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not trouble or replaces)

    def _pick_archive(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, "Archive", str(Path.home()), "Archives (*.tar.xz *.tar.gz *.tar *.tgz)")
        if name:
            self.source.setText(name)

    def _pick_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Folder", str(Path.home()))
        if name:
            self.source.setText(name)

    def _take(self) -> None:
        kinds = tuple(key for key, box in self.kinds.items() if box.isChecked())
        self.title = f"Importing {', '.join(kinds)}"
        self.fields = {
            "format": "unipen",
            "path": self.source.text().strip(),
            "categories": kinds,
            "store": str(self.store),
            "title": self.title,
        }
        self.accept()
